"""The three pages of the editor: the blocks, the settings of a lesson, the whole text as Markdown."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue

from elearn.authoring.blueprint import person_id, rights
from elearn.authoring.forms.text import NEW, BlockForm, new_form
from elearn.authoring.rules.front_fields import read_front
from elearn.authoring.rules.stretches import block_at
from elearn.authoring.rules.tables import grid_of
from elearn.authoring.service.events import history
from elearn.authoring.service.finding import Found, find
from elearn.authoring.service.presence import others_at
from elearn.authoring.views.drafts import require_writer_of
from elearn.authoring.views.text_page import (
    BlockView,
    Opened,
    asked_number,
    blocks_of,
    open_form,
    open_text,
    problems_in,
    weight_in,
)
from elearn.authoring.views.text_places import TextPlace
from elearn.authoring.words.questions import KINDS
from elearn.catalogue.service.states import published_at
from elearn.core.problems import Problem


def show_blocks(
    place: TextPlace,
    language: str,
    typed: BlockForm | None = None,
    *,
    error: str = "",
    asked: tuple[str, ...] = (),
) -> ResponseReturnValue:
    """The blocks, one of them open. `typed` is what somebody sent and is not saved; `asked` what to do with it."""
    opened = _opened(place, language)
    problems = problems_in(opened)
    blocks = blocks_of(opened, problems)
    form, number, after = _open_block(opened, blocks)
    found: list[Found] = []
    if typed is not None:
        form, found = _helped(typed, asked, opened)
        number = next((one.number for one in blocks if one.stretch.start == form.start), 0) if form.count else None
        after = sum(1 for one in blocks if one.stretch.end <= form.start) if not form.count else None
    page = render_template(
        "authoring/text.html",
        blocks=blocks,
        form=form,
        number=number,
        after=after,
        error=error,
        found=found,
        **_frame(opened, problems),
    )
    return page, 422 if error else 200


def show_settings(
    place: TextPlace, language: str, *, typed: Mapping[str, str] | None = None, error: str = ""
) -> ResponseReturnValue:
    """Title, summary, minutes: what stands above the blocks."""
    opened = _opened(place, language)
    front = read_front(opened.body) or {}
    objectives = front.get("objectives")
    values = {
        **{name: str(front.get(name) or "") for name in ("title", "summary", "heavy_because")},
        "objectives": "\n".join(str(one) for one in objectives) if isinstance(objectives, list) else "",
        "minutes": str(minutes_of(opened) or ""),
        "opened": opened.digest,
        "home": opened.entries.get(f"{place.unit}/module.yml", ""),
    }
    page = render_template(
        "authoring/text_settings.html",
        values={**values, **(typed or {})},
        error=error,
        **_frame(opened, problems_in(opened)),
    )
    return page, 422 if error else 200


def show_whole(place: TextPlace, language: str, *, typed: str | None = None, error: str = "") -> ResponseReturnValue:
    """The whole text as Markdown, as it stands in the file."""
    opened = _opened(place, language)
    shown = opened.body if typed is None else typed
    digest = opened.digest if typed is None else request.form.get("opened", "")
    page = render_template(
        "authoring/text_whole.html", typed=shown, digest=digest, error=error, **_frame(opened, problems_in(opened))
    )
    return page, 422 if error else 200


def minutes_of(opened: Opened) -> int:
    """How long a lesson takes, as its module says; 0 for other texts."""
    module = opened.shelf.modules.get(opened.place.module)
    lesson = module.lesson(opened.place.lesson) if module and opened.place.lesson else None
    return lesson.minutes if lesson else 0


def _opened(place: TextPlace, language: str) -> Opened:
    opened = open_text(place, language)
    require_writer_of(opened.path)
    return opened


def _frame(opened: Opened, problems: list[Problem]) -> dict[str, Any]:
    """What stands around every one of the three pages."""
    events = history(opened.place.unit, 1, opened.path)
    module = opened.place.module
    return {
        "opened": opened,
        "place": opened.place,
        "code": opened.language,
        "title": str((opened.front or {}).get("title") or "…"),
        "minutes": minutes_of(opened),
        "module": opened.shelf.modules.get(module) if module else None,
        "problems": problems,
        "weight": weight_in(opened),
        "block_of": lambda problem: block_at(opened.body, problem.line),
        "last": events[0] if events else None,
        "published": published_at(opened.place.unit),
        "visitors": others_at(person_id(), opened.path),
        "writes": rights().writes(opened.place.unit),
        "new_kinds": NEW,
        "question_kinds": KINDS,
        "audience": _audience(opened),
    }


def _audience(opened: Opened) -> str:
    path = opened.shelf.path_of(opened.place.module) if opened.place.module else None
    return path.audience if path else ""


def _open_block(opened: Opened, blocks: list[BlockView]) -> tuple[BlockForm | None, int | None, int | None]:
    """(form, number of the block that it edits, number of the block that it follows): `?b=3`, `?new=note&after=3`."""
    line = asked_number("line")
    number = block_at(opened.body, line) if line else asked_number("b")
    kind, after = request.args.get("new", ""), asked_number("after")
    if kind in NEW:
        place = min(after if after is not None else len(blocks), len(blocks))
        start = blocks[place - 1].stretch.end if place else 0
        return new_form(kind, opened.digest, start), None, place
    form = open_form(opened, number) if number else None
    return form, number if form else None, None


def _helped(form: BlockForm, asked: tuple[str, ...], opened: Opened) -> tuple[BlockForm, list[Found]]:
    """A form with what a button asked for: one more row or column, things found, a link put behind the text."""
    how, rest = (asked[0], ":".join(asked[1:])) if asked else ("", "")
    if how == "row" and form.grid:
        form = replace(form, grid=grid_of([*form.grid.rows, ("",)], form.grid.rules))
    if how == "column" and form.grid:
        form = replace(form, grid=grid_of([(*row, "") for row in form.grid.rows], form.grid.rules))
    if how == "insert":
        text = form.value("text")
        between = "" if not text or text[-1].isspace() else " "
        form = replace(form, values={**form.values, "text": f"{text}{between}{rest}"})
    return form, find(opened.shelf, form.value("find"), opened.language)
