"""`elearn serve` and `worker`: what runs until it is told to stop."""

import signal
from datetime import date
from threading import Event

import click
from flask import Flask
from sqlalchemy.exc import OperationalError

from elearn.accounts.service.upkeep import tidy
from elearn.authoring.service.due import publish_due
from elearn.commands.installation import application, require_current_database, settings_here
from elearn.core.clock import today
from elearn.demo.people import refuse_demo_people
from elearn.infra import serving
from elearn.infra.config import Settings
from elearn.infra.database import db, empty_write_ahead_log, transaction
from elearn.infra.mail import send_waiting

PAUSE_SECONDS = 5
HOST = click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
PORT = click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")


@click.command(short_help="Serve the site.")
@HOST
@PORT
def serve(host: str, port: int) -> None:
    """Serve the site: one process, eight threads. Stop it with SIGTERM: running requests are finished first."""
    settings = settings_here()
    with application(settings) as app:
        require_current_database()
    refuse_demo_people(app)
    open_doors(app, settings, host, port)


@click.command(short_help="Send mails, publish as planned, erase idle guests.")
@click.option("--once", is_flag=True, help="Do what is due and stop.")
def worker(once: bool) -> None:
    """Send waiting mails and publish what is planned every few seconds, erase idle guests once a day. Stop: SIGTERM."""
    stopping = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_signal: stopping.set())
    tidied: date | None = None
    with application(settings_here()) as app:
        require_current_database()
        while True:
            tidied = _work(app, tidied)
            if once or stopping.wait(PAUSE_SECONDS):
                return


def open_doors(app: Flask, settings: Settings, host: str, port: int) -> None:
    """Serve until told to stop, and say where."""

    def ready() -> None:
        click.echo(f"{settings.site_name} is open at http://{host}:{port}")

    taking_turns = serving.TakeTurns(app) if settings.database.startswith("sqlite") else app
    serving.serve(taking_turns, host, port, behind_proxy=settings.proxies > 0, ready=ready)


def _work(app: Flask, tidied: date | None) -> date | None:
    """One round; returns the day on which the last tidying was done. A database that is away is tried again later."""
    try:
        with transaction():
            sent = send_waiting()
        if sent:
            app.logger.info("%s mails were sent.", sent)
        for unit in publish_due():
            app.logger.info("%s was published as planned.", unit)
        if tidied != today():
            _tidy_all()
            tidied = today()
    except OperationalError:
        app.logger.exception("The database cannot be reached; trying again in %s seconds.", PAUSE_SECONDS)
    finally:
        db.session.remove()
    return tidied


def _tidy_all() -> None:
    """In short transactions, so that nobody who writes waits for long."""
    erased = 1
    while erased:
        with transaction():
            erased = tidy()
    empty_write_ahead_log()
