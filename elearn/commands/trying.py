"""`elearn demo`: Quaderno on this machine with demo people, which is what `make run` starts."""

from dataclasses import replace

import click

from elearn.commands.content import import_shipped, tell
from elearn.commands.installation import application, make_instance, settings_here
from elearn.commands.running import HOST, PORT, open_doors
from elearn.demo.people import demo_people_exist, make_demo, show_banner
from elearn.infra.config import Settings
from elearn.infra.migrations import upgrade


@click.command(hidden=True)
@HOST
@PORT
def demo(host: str, port: int) -> None:
    """Serve with demo people on this machine: what `make run` does."""
    settings = settings_here(production=False)
    make_instance(settings)
    if settings.base_url == Settings().base_url:
        settings = replace(settings, base_url=f"http://{host}:{port}")
    with application(settings) as app:
        upgrade()
        tell(import_shipped())
    make_demo(app)
    if demo_people_exist(app):
        show_banner(app)
    open_doors(app, settings, host, port)
