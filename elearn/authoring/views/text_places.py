"""Where texts are edited: a lesson, a module's cover, the text of a path or a page. Their addresses and files."""

from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for

from elearn.catalogue.rules.compile import unit_of
from elearn.core.languages import LANGUAGES

LESSON, COVER, TEXT = "edit_lesson", "edit_cover", "edit_text"


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A text in all its languages. `kind` is the name of its page; `lesson` is "" for covers, paths and pages."""

    kind: str
    unit: str
    lesson: str = ""

    @property
    def module(self) -> str:
        """The id of the module, "" for paths and pages."""
        return self.unit.removeprefix("modules/") if self.unit.startswith("modules/") else ""

    @property
    def folder(self) -> str:
        """Where its files are, below content/."""
        return f"{self.unit}/lessons/{self.lesson}" if self.lesson else self.unit

    @property
    def is_cover(self) -> bool:
        """Whether this is a module's own text, which has objectives."""
        return self.kind == COVER

    def path(self, language: str) -> str:
        """The file of a language."""
        return f"{self.folder}/{language}.md"

    def address(self, language: str, anchor: str | None = None, **query: Any) -> str:
        """The editor of a language's text, with whatever else the address says."""
        values = {"in": language, **query, "_anchor": anchor}
        if self.kind == TEXT:
            return url_for("authoring.edit_text", unit=self.unit, **values)
        if self.kind == COVER:
            return url_for("authoring.edit_cover", module=self.module, **values)
        return url_for("authoring.edit_lesson", module=self.module, lesson=self.lesson, **values)

    def beside(self, page: str) -> str | None:
        """The address of another page about this text ("translate", "preview", "paste"), where there is one."""
        home = self.address("it").partition("?")[0]
        return page_at(f"{home.rpartition('/')[0]}/{page}" if self.kind == LESSON else f"{home}/{page}")


def page_at(address: str) -> str | None:
    """An address of ours, if a page answers there; else None."""
    return address if current_app.url_map.bind("").test(address, "GET") else None


def place_of_file(path: str) -> tuple[TextPlace, str] | None:
    """(text, language) of a file of content/; None where it is no text that this editor opens."""
    folder, _, name = path.rpartition("/")
    language, _, ending = name.partition(".")
    unit = unit_of(path)
    if ending != "md" or language not in LANGUAGES or not unit:
        return None
    if folder == unit:
        return TextPlace(COVER if unit.startswith("modules/") else TEXT, unit), language
    home, _, lesson = folder.rpartition("/")
    return (TextPlace(LESSON, unit, lesson), language) if home == f"{unit}/lessons" else None


def address_of_line(path: str, line: int) -> str | None:
    """The editor of a file with the block open that holds this line; None for files that it does not open."""
    found = place_of_file(path)
    return found[0].address(found[1], line=line) if found else None
