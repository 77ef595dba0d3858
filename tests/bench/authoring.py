"""What writing costs: a preview of a long lesson, and a thousand savings of two authors at once."""

import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from flask import Flask

from elearn.accounts.rules import Role
from elearn.accounts.service.people import create_account
from elearn.app import create_app
from elearn.authoring.service.preview import preview_text
from elearn.catalogue.service.bodies import body_of
from elearn.infra.config import Settings
from elearn.infra.database import db, transaction
from tests.authoring.conftest import PASSWORD
from tests.authoring.test_lesson_editor import HIDDEN
from tests.authoring.together import AUTHORS, begin, lost_words, save_together
from tests.forms import post
from tests.statements import statements

MODULE = "modules/logical-framework"
PATH = f"{MODULE}/lessons/four-levels/it.md"
WORDS, TURNS, SAVES = 1000, 9, 500
PARAGRAPH = "Le **donne** vendono insieme e tengono i [conti](term:outcome) della cooperativa ogni settimana. " * 4


def milliseconds_of_preview(app: Flask) -> float:
    """Milliseconds from a text of 1,000 words that was never seen before to the HTML that learners would read."""
    times = []
    for turn in range(TURNS):
        paragraphs = [f"Versione {turn}, punto {number}. {PARAGRAPH}" for number in range(WORDS // 56)]
        body = "---\ntitle: Prova\n---\n\n" + "\n\n".join(paragraphs)
        with app.test_request_context("/it/teach/modules"):
            started = time.perf_counter()
            body_of(preview_text(MODULE, PATH, body, "it"))
            times.append(1000 * (time.perf_counter() - started))
            db.session.remove()
    return median(times[1:])


def statements_of_saving(app: Flask) -> int:
    """SQL statements of a request that saves a block while somebody writes: session, rights, saving and history."""
    with app.app_context(), transaction():
        create_account("Bench Writer", Role.TRAINER, identity="bench-writer", password=PASSWORD)
    browser = app.test_client()
    post(browser, "/it/sign-in", {"identity": "bench-writer", "password": PASSWORD})
    page = "/it/teach/m/logical-framework/four-levels/edit?in=it"
    html = browser.get(f"{page}&b=1").get_data(as_text=True)
    fields = dict(HIDDEN.findall(html[html.index('class="bk on"') :]))
    with statements(app) as made:
        reply = browser.post(page, data={**fields, "text": "Altre parole."}, headers={"Accept": "application/json"})
    assert reply.status_code == 200
    return len(made)


def saves_at_once() -> tuple[int, float]:
    """(acknowledged words that were lost, savings a second) of two authors who save one lesson 500 times each."""
    with TemporaryDirectory() as folder:
        app = create_app(Settings(instance=Path(folder), production=False, secret="b" * 40))
        with app.app_context(), transaction():
            db.create_all()
        begin(app)
        started = time.monotonic()
        taken = save_together(app, SAVES)
        seconds = time.monotonic() - started
        lost = lost_words(app, taken)
        with app.app_context():
            db.engine.dispose()
    return len(lost), len(AUTHORS) * SAVES / seconds
