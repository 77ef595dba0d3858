"""What learners can read now: the library, compiled from the live releases and kept in this process.

A request asks the database one small question: which release of each unit is live? As long as the answer is the
same, the library is the same object. When it changes, only the units whose pointer moved are compiled again, so a
publication by another process is seen at the next request.
"""

from collections.abc import Mapping
from threading import Lock
from typing import NamedTuple

from flask import current_app, g
from sqlalchemy import String, cast, func, select, type_coerce

from elearn.catalogue.models import ContentEntry, ContentLive, ContentRelease
from elearn.catalogue.rules.compile import Value
from elearn.catalogue.rules.library import build_library
from elearn.catalogue.rules.values import Library
from elearn.catalogue.service.compiling import compile_stored
from elearn.core.ids import short_digest
from elearn.infra.database import db, read


class Pointer(NamedTuple):
    """What is live of a unit. The moment tells apart two releases of one number, when the first was rolled back.

    It is compared and never read, so it stays as the driver gives it.
    """

    unit: str
    release: int
    when: object


_LIVE = (
    select(ContentLive.unit, ContentRelease.id, type_coerce(ContentRelease.when, String))
    .join(ContentRelease, ContentRelease.id == ContentLive.release)
    .order_by(ContentLive.unit)
)
#: All pointers in one value: the question of every request. Only when the answer is new are they read one by one.
_STATE = select(
    func.aggregate_strings(
        ContentLive.unit + " " + cast(ContentRelease.id, String) + " " + cast(ContentRelease.when, String), "\n"
    )
).join(ContentRelease, ContentRelease.id == ContentLive.release)


class _Shelf:
    """The compiled units and the library of one process."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.values: dict[Pointer, Value | None] = {}
        self.current: tuple[str | None, Library] = (None, build_library({}, ""))


def library() -> Library:
    """Everything that learners can read now. One small query per request."""
    found: Library | None = g.get("library")
    if found is None:
        found = g.library = _current()
    return found


def show_library(other: Library) -> None:
    """Let everything in the current request read another library: a preview of what is not published yet."""
    g.library = other


def forget_library() -> None:
    """Let the current request or command see what it has just published."""
    g.pop("library", None)


def _current() -> Library:
    state: str | None = read(_STATE)[0][0]
    shelf: _Shelf = current_app.extensions.setdefault("catalogue_shelf", _Shelf())
    known, built = shelf.current
    if known == state:
        return built
    with shelf.lock:
        known, built = shelf.current
        return built if known == state else _rebuild(shelf, state)


def _rebuild(shelf: _Shelf, state: str | None) -> Library:
    pointers = [Pointer(*row) for row in read(_LIVE)]
    values = {pointer: shelf.values[pointer] for pointer in pointers if pointer in shelf.values}
    missing = {pointer.unit: pointer for pointer in pointers if pointer not in values}
    entries = _entries({pointer.release: pointer.unit for pointer in missing.values()})
    for unit, files in entries.items():  # one after the other: the next one uses the memory that the last one needed
        compiled = compile_stored({unit: files})[unit]
        if compiled.value is None:
            current_app.logger.error("The live release of %s cannot be read by this version.", unit)
        values[missing[unit]] = compiled.value
    built = build_library({pointer.unit: value for pointer, value in values.items()}, short_digest(state or ""))
    shelf.values, shelf.current = values, (state, built)
    return built


def _entries(units: Mapping[int, str]) -> dict[str, dict[str, str]]:
    entries: dict[str, dict[str, str]] = {unit: {} for unit in units.values()}
    rows = select(ContentEntry.release, ContentEntry.path, ContentEntry.digest)
    for row in db.session.execute(rows.where(ContentEntry.release.in_(units))):
        entries[units[row.release]][row.path] = row.digest
    return entries
