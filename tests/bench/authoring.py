"""What writing costs: a preview of a long lesson, and a thousand savings of two authors at once."""

import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from flask import Flask

from elearn.app import create_app
from elearn.authoring.service.preview import preview_text
from elearn.catalogue.service.bodies import body_of
from elearn.infra.config import Settings
from elearn.infra.database import db, transaction
from tests.authoring.together import AUTHORS, begin, lost_words, save_together

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
