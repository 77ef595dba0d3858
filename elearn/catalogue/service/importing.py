"""Taking in a folder of content: the library that ships with the product, or what somebody wrote in git.

What was changed here is never overwritten (`rules/updates.py`). Units that the import changed are published when they
have no errors; a unit with errors keeps its release, and nobody else's unit waits for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import bindparam, delete, select, update

from elearn.catalogue.models import ContentEntry, ContentHead, ContentLive
from elearn.catalogue.rules.compile import unit_of
from elearn.catalogue.rules.updates import Step, step
from elearn.catalogue.service.folder import Folder, read_folder
from elearn.catalogue.service.media import keep
from elearn.catalogue.service.offers import Conflict, remember_offers
from elearn.catalogue.service.publishing import publish
from elearn.catalogue.service.texts import store_texts
from elearn.core.problems import Problem, has_errors
from elearn.infra.database import db, insert_if_missing


@dataclass
class ImportReport:
    """What an import did, in paths and units."""

    taken: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # changed here, unchanged upstream
    conflicts: list[Conflict] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)  # units with errors: learners see the release before
    waiting: list[str] = field(default_factory=list)  # units with unpublished drafts of people here
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Head:
    """A draft, and what the product (`base`) and a folder of one's own (`own_base`) held at their last import."""

    digest: str
    base: str | None
    own_base: str | None

    def compared_with(self, *, own: bool) -> str | None:
        """The text that both sides started from."""
        return self.own_base or self.base if own else self.base


def import_content(folder: Path, who: int | None, note: str, *, own: bool = False) -> ImportReport:
    """Take in a folder, as files of content/ stand in it, and publish what it changes.

    A folder without `glossary.csv` is a part of a library: only the units that it holds are compared. `who` is a
    person's id, None for the command line. `own`: the folder is not what the product ships, so that for the product's
    next update its files count as changed here. NotContentError if the folder holds no content.
    """
    found = read_folder(folder)
    heads, live = _heads(), _live_entries()
    edited = {unit_of(path) for path, head in heads.items() if _is_unpublished_edit(path, head, live, own=own)}
    report = _take(found, heads, own=own)
    if not own:
        remember_offers(report.conflicts)
    changed = {unit_of(path) for path in (*report.taken, *report.removed)}
    never_published = {unit_of(path) for path in found.digests()} - {unit_of(path) for path in live}
    unreadable = {unit_of(problem.path) for problem in found.problems if has_errors([problem])}
    for unit in sorted(changed | never_published | unreadable):
        if unit in unreadable:
            report.broken.append(unit)
        elif unit in edited:
            report.waiting.append(unit)
        else:
            _publish(unit, who, note, report)
    return report


def compared(found: Folder) -> dict[str, Step]:
    """What taking in files of one's own would do with each of them; changes nothing."""
    return _steps(found, _heads(), own=True)


def note_origin(files: Mapping[str, str]) -> None:
    """Note what files of one's own held (path -> digest) when somebody compared them: the next comparison's base."""
    table = ContentHead.__table__
    note = update(table).where(table.c.path == bindparam("one"))  # type: ignore[arg-type]
    note = note.values(own_base_digest=bindparam("held"))
    if files:
        db.session.execute(note, [{"one": path, "held": digest} for path, digest in sorted(files.items())])


def _take(found: Folder, heads: Mapping[str, _Head], *, own: bool) -> ImportReport:
    report = ImportReport(problems=list(found.problems))
    _apply(found, _steps(found, heads, own=own), heads, report, own=own)
    return report


def _steps(found: Folder, heads: Mapping[str, _Head], *, own: bool) -> dict[str, Step]:
    shipped = found.digests()
    units = {unit_of(path) for path in shipped}
    unreadable = {problem.path for problem in found.problems}
    ours = [path for path in heads if found.is_whole or unit_of(path) in units]
    steps = {}
    for path in sorted({*shipped, *ours} - unreadable):
        head = heads.get(path)
        base = head.compared_with(own=own) if head else None
        steps[path] = step(shipped.get(path), head.digest if head else None, base)
    return steps


def _apply(
    found: Folder, steps: Mapping[str, Step], heads: Mapping[str, _Head], report: ImportReport, *, own: bool
) -> None:
    shipped = found.digests()
    by_step: dict[Step, list[str]] = {kind: [] for kind in Step}
    for path, kind in steps.items():
        by_step[kind].append(path)
    offered = (*by_step[Step.TAKE], *by_step[Step.CONFLICT])
    store_texts({shipped[path]: found.texts[path] for path in offered if path in found.texts})
    keep(found.media[path] for path in offered if path in found.media)
    same = [path for path in by_step[Step.NOTHING] if own and not heads[path].own_base]
    for path in (*by_step[Step.TAKE], *by_step[Step.AGREE], *same):
        _set_head(path, shipped[path], own=own)
    for path in by_step[Step.REMOVE]:
        db.session.execute(delete(ContentHead).where(ContentHead.path == path))
    report.taken, report.removed, report.kept = by_step[Step.TAKE], by_step[Step.REMOVE], by_step[Step.KEEP]
    report.conflicts = [Conflict(path, heads[path].digest, shipped.get(path)) for path in by_step[Step.CONFLICT]]


def _set_head(path: str, digest: str, *, own: bool) -> None:
    values = {"digest": digest, "own_base_digest" if own else "base_digest": digest}
    db.session.execute(insert_if_missing(ContentHead).values(path=path, **values))
    db.session.execute(update(ContentHead).where(ContentHead.path == path).values(**values))


def _publish(unit: str, who: int | None, note: str, report: ImportReport) -> None:
    published = publish(unit, who, note)
    report.problems += published.problems
    if has_errors(published.problems):
        report.broken.append(unit)
    else:
        report.published.append(unit)


def _heads() -> dict[str, _Head]:
    """All drafts, locked: nobody saves while they are compared."""
    columns = (ContentHead.path, ContentHead.digest, ContentHead.base_digest, ContentHead.own_base_digest)
    rows = db.session.execute(select(*columns).order_by(ContentHead.path).with_for_update())
    return {row.path: _Head(row.digest, row.base_digest, row.own_base_digest) for row in rows}


def _live_entries() -> dict[str, str]:
    rows = select(ContentEntry.path, ContentEntry.digest)
    rows = rows.join(ContentLive, ContentLive.release == ContentEntry.release)
    return dict(db.session.execute(rows).all())


def _is_unpublished_edit(path: str, head: _Head, live: Mapping[str, str], *, own: bool) -> bool:
    """Whether a person here changed this draft and did not publish it yet.

    For the product's updates, what came from a folder or a file of one's own is such a change.
    """
    known = (head.base, head.own_base) if own else (head.base,)
    return head.digest not in known and live.get(path) != head.digest
