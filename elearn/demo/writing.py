"""What Marta is writing: a module that nobody else sees yet, and a change in one that everybody reads."""

from elearn.authoring.rules.front_editing import new_text
from elearn.authoring.rules.pieces import insert_piece
from elearn.authoring.service.drafts import draft, save
from elearn.authoring.service.modules import create_lesson, create_module
from elearn.catalogue.service.library import library
from elearn.catalogue.service.texts import store_text
from elearn.core.ids import short_digest
from elearn.demo.evening import (
    BETTER,
    FIRST_ES,
    FIRST_IT,
    LESSON,
    SECOND,
    SECOND_FR,
    SECOND_IT,
    SECOND_IT_PART,
    SUMMARIES,
    TITLES,
)

MODULE = "modules/una-serata-sul-risparmio"
CHANGED = "modules/fundraising"
ADDED = "/// tip\nLeggi il bando due volte: la seconda volta con una matita.\n///"
MINUTES = 25


def make_drafts(marta: int) -> None:
    """A new module in every state of the translation board, and one published module that was written on."""
    create_module(marta, TITLES["module"]["it"], SUMMARIES["it"], "it", None)
    cover = draft(f"{MODULE}/it.md").body
    _translate(marta, f"{MODULE}/es.md", cover, {"title": TITLES["module"]["es"], "summary": SUMMARIES["es"]})
    for name in (LESSON, SECOND):
        create_lesson(marta, MODULE.removeprefix("modules/"), TITLES[name]["it"], MINUTES, "it")
    first = _write(marta, LESSON, FIRST_IT)
    _translate(marta, _path(LESSON, "es"), first, {"title": TITLES[LESSON]["es"]}, FIRST_ES)
    _write(marta, LESSON, FIRST_IT.replace(*BETTER))
    _write(marta, SECOND, SECOND_IT)
    part = new_text({"title": TITLES[SECOND]["it"]}, SECOND_IT_PART)
    store_text(part)
    _translate(marta, _path(SECOND, "fr"), part, {"title": TITLES[SECOND]["fr"]}, SECOND_FR)
    _go_on_writing(marta)


def _write(marta: int, lesson: str, body: str) -> str:
    """Write a lesson in Italian; returns the whole text."""
    path, text = _path(lesson, "it"), new_text({"title": TITLES[lesson]["it"]}, body)
    save(marta, path, text, draft(path).digest, "edited")
    return text


def _translate(marta: int, path: str, source: str, front: dict[str, str], body: str = "") -> None:
    """Write a translation of a text, or of a part of it."""
    text = new_text({**front, "translates": short_digest(source)}, body)
    save(marta, path, text, None, "translated")


def _go_on_writing(marta: int) -> None:
    """Add a tip to the first lesson of a module that everybody reads: its translations are behind now."""
    module = library().modules.get(CHANGED.removeprefix("modules/"))
    if module and module.lessons:
        text = draft(f"{CHANGED}/lessons/{module.lessons[0].id}/{module.source}.md")
        save(marta, text.path, insert_piece(text.body, 1, ADDED), text.digest, "edited")


def _path(lesson: str, language: str) -> str:
    return f"{MODULE}/lessons/{lesson}/{language}.md"
