"""Two authors who save the same lesson at the same time, each from the text that they saw last."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from flask import Flask

from elearn.authoring.rules.pieces import insert_piece, replace_piece, take_apart
from elearn.authoring.service.drafts import draft, save
from elearn.catalogue.service.texts import text_of
from elearn.infra.database import db, transaction

LESSON = "modules/together/lessons/one/it.md"
AUTHORS = ("marta", "carla")


def begin(app: Flask) -> None:
    """A lesson with a block for each author."""
    blocks = "\n\n".join(f"{author}:" for author in AUTHORS)
    with app.app_context(), transaction():
        save(None, LESSON, f"---\ntitle: T\n---\n\n{blocks}\n", None, "created")


def save_together(app: Flask, saves: int) -> list[list[str]]:
    """Each author adds words to a block of their own, and a new block at every tenth saving; what was acknowledged."""

    def work(author: str) -> list[str]:
        with app.app_context():
            opened, taken = draft(LESSON).digest, []
            for number in range(saves):
                word = f"{author}-{number}."
                with transaction():
                    body = _with(text_of(opened), author, word, is_new=number % 10 == 9)
                    opened = save(None, LESSON, body, opened, "edited").digest
                taken.append(word)
                db.session.remove()
            return taken

    with ThreadPoolExecutor(len(AUTHORS)) as threads:
        return list(threads.map(work, AUTHORS))


def lost_words(app: Flask, taken: Sequence[Sequence[str]]) -> list[str]:
    """Acknowledged words that the lesson does not hold."""
    with app.app_context():
        words = set(draft(LESSON).body.split())
        db.session.remove()
    return [word for one in taken for word in one if word not in words]


def _with(text: str, author: str, word: str, *, is_new: bool) -> str:
    sources = [piece.source for piece in take_apart(text).pieces]
    place = next(number for number, source in enumerate(sources) if source.startswith(f"{author}:"))
    if is_new:
        return insert_piece(text, place + 1, f"{author.title()} adds {word}")
    return replace_piece(text, place, f"{sources[place]} {word}")
