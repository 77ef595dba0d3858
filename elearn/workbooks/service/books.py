"""Workbooks themselves: beginning one, finding one's own, opening one, what stands on its cover."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from elearn.catalogue.rules.workbook_values import Kit, Profile, SheetKind
from elearn.catalogue.service.library import library
from elearn.core.clock import now
from elearn.core.ids import is_random_id, random_id
from elearn.infra.database import db, insert_if_missing, read
from elearn.workbooks.models import Member, Revision, Sheet, Workbook
from elearn.workbooks.rules.documents import EMPTY, PART, Added, Document, Value, dump, dump_change, load
from elearn.workbooks.rules.offers import remembering
from elearn.workbooks.rules.roles import MemberRole
from elearn.workbooks.rules.typed import as_typed

MOST_BOOKS = 100  # of one person: more is a mistake, or mischief


@dataclass(frozen=True, slots=True)
class Cover:
    """What somebody decides about a workbook before writing in it."""

    title: str
    place: str
    profile: str
    language: str
    currency: str
    country: str = ""
    start: date | None = None
    months: int = 0


@dataclass(frozen=True, slots=True)
class SheetHead:
    """A sheet without its document. `id` is 0 where the profile has got it since: the first writing adds it."""

    id: int
    kind: str
    version: int
    changed_at: datetime


@dataclass(frozen=True)
class OpenBook:
    """A workbook that a person opened, and what this person may do in it."""

    id: int
    public_id: str
    cover: Cover
    role: MemberRole
    changed_at: datetime
    removed_at: datetime | None
    sheets: Mapping[str, SheetHead]

    @property
    def profile(self) -> Profile:
        """The form that the funder or lender wants; the first one of the kit where that profile is gone."""
        kit = library().kit
        return kit.profiles.get(self.cover.profile) or next(iter(kit.profiles.values()))


_COVER = (
    Workbook.title,
    Workbook.place,
    Workbook.profile,
    Workbook.language,
    Workbook.currency,
    Workbook.country,
    Workbook.start,
    Workbook.months,
)
_BOOK = (
    select(Workbook.id, Workbook.public_id, Member.role, Workbook.changed_at, Workbook.removed_at, *_COVER)
    .join(Member, Member.workbook_id == Workbook.id)
    .where(Workbook.public_id == bindparam("name"), Member.person_id == bindparam("person"))
)
_SHEETS = select(Sheet.id, Sheet.kind, Sheet.version, Sheet.changed_at).where(Sheet.workbook_id == bindparam("book"))


def kit() -> Kit:
    """The sheets, profiles and texts that are published now."""
    return library().kit


def open_book(person_id: int | None, name: str) -> OpenBook | None:
    """A workbook by its public name, for one of its members; None for everybody else. Two statements."""
    found = read(_BOOK, name=name, person=person_id) if person_id is not None else ()
    if not found:
        return None
    row = found[0]
    sheets = _heads(row.id)
    role = MemberRole(row.role)
    book = OpenBook(row.id, row.public_id, Cover(*row[5:]), role, row.changed_at, row.removed_at, sheets)
    new = {kind: SheetHead(0, kind, 0, row.changed_at) for kind in book.profile.sheets if kind not in sheets}
    return replace(book, sheets={**sheets, **new}) if new else book


def frozen_book(workbook_id: int, versions: Mapping[str, int], moment: datetime) -> OpenBook:
    """A workbook as a snapshot shows it, for whoever may see that snapshot: to read only."""
    columns = (Workbook.id, Workbook.public_id, Workbook.changed_at, Workbook.removed_at)
    row: Any = db.session.execute(select(*columns, *_COVER).where(Workbook.id == workbook_id)).one()
    sheets = {kind: SheetHead(0, kind, version, moment) for kind, version in versions.items()}
    return OpenBook(row.id, row.public_id, Cover(*row[4:]), MemberRole.READER, row.changed_at, row.removed_at, sheets)


def workbooks_of(person_id: int | None, *, removed: bool = False) -> list[OpenBook]:
    """A person's workbooks (or those in the bin), the one that changed last first; without their sheets."""
    if person_id is None:
        return []
    rows = (
        select(Workbook.id, Workbook.public_id, Member.role, Workbook.changed_at, Workbook.removed_at, *_COVER)
        .join(Member, Member.workbook_id == Workbook.id)
        .where(Member.person_id == person_id)
        .where(Workbook.removed_at.is_not(None) if removed else Workbook.removed_at.is_(None))
        .order_by(Workbook.changed_at.desc(), Workbook.id.desc())
    )
    return [
        OpenBook(row.id, row.public_id, Cover(*row[5:]), MemberRole(row.role), row.changed_at, row.removed_at, {})
        for row in db.session.execute(rows)
    ]


def begin_workbook(
    person_id: int, cover: Cover, documents: Mapping[str, Document] | None = None, *, name: str = "", reason: str = ""
) -> str | None:
    """Begin a workbook, empty or with documents; returns its public name. None where the person has too many.

    `name` was made when the form was shown: sending the form twice begins one workbook.
    """
    if len(workbooks_of(person_id)) >= MOST_BOOKS:
        return None
    name = name if is_random_id(name) else random_id()
    moment = now()
    values = {field: getattr(cover, field) for field in Cover.__slots__}
    book = insert_if_missing(Workbook).values(public_id=name, created_at=moment, changed_at=moment, **values)
    book_id = db.session.scalar(book.returning(Workbook.id))
    if book_id is None:  # a double click; a stranger's two clicks come from two guests, and each gets a workbook
        return name if open_book(person_id, name) else begin_workbook(person_id, cover, documents, reason=reason)
    member = {"workbook_id": book_id, "person_id": person_id, "role": MemberRole.OWNER, "joined_at": moment}
    db.session.execute(insert(Member).values(member))
    add_sheets(book_id, kit().profiles[cover.profile].sheets, moment)
    for kind, document in (documents or {}).items():
        _fill(book_id, kind, document, person_id, reason or "example", moment)
    return name


def with_all_sheets(book: OpenBook) -> OpenBook:
    """The workbook with every sheet of its profile in the database: content may have given it one since."""
    if all(head.id for head in book.sheets.values()):
        return book
    add_sheets(book.id, book.profile.sheets, now())
    return replace(book, sheets=_heads(book.id))


def _heads(book_id: int) -> dict[str, SheetHead]:
    return {one.kind: SheetHead(*one) for one in read(_SHEETS, book=book_id)}


def add_sheets(book_id: int, kinds: tuple[str, ...], moment: datetime) -> None:
    """Add the sheets that a workbook does not have yet, empty."""
    has = set(db.session.scalars(select(Sheet.kind).where(Sheet.workbook_id == book_id)))
    new = [
        {"workbook_id": book_id, "kind": kind, "document": {}, "version": 0, "changed_at": moment}
        for kind in kinds
        if kind not in has
    ]
    if new:
        db.session.execute(insert(Sheet), new)


def _fill(book_id: int, kind: str, document: Document, person_id: int, reason: str, moment: datetime) -> None:
    """Write a whole document into an empty sheet, as its first revision."""
    if document == EMPTY:
        return
    behind, changes = "", []
    for node in document.nodes.values():
        changes.append(dump_change(Added(node, behind)))
        behind = node.id
    mine = (Sheet.workbook_id == book_id) & (Sheet.kind == kind)
    filled = update(Sheet).where(mine).values(document=dump(document), version=1).returning(Sheet.id)
    sheet_id = db.session.execute(filled).scalar()
    if sheet_id is not None:
        first = {"sheet_id": sheet_id, "version": 1, "changes": changes, "reason": reason}
        db.session.execute(insert(Revision).values(**first, person_id=person_id, at=moment))


def change_cover(book: OpenBook, cover: Cover) -> None:
    """Change what stands on the cover. Sheets of another profile are added; none is lost."""
    values = {field: getattr(cover, field) for field in Cover.__slots__}
    db.session.execute(update(Workbook).where(Workbook.id == book.id).values(changed_at=now(), **values))
    add_sheets(book.id, kit().profiles[cover.profile].sheets, now())


def put_in_bin(book: OpenBook) -> None:
    """Put a workbook away. Nothing is erased."""
    db.session.execute(update(Workbook).where(Workbook.id == book.id).values(removed_at=now()))


def take_out_of_bin(book: OpenBook) -> None:
    """Take a workbook out of the bin."""
    db.session.execute(update(Workbook).where(Workbook.id == book.id).values(removed_at=None))


def example_documents(example_id: str, language: str) -> dict[str, Document]:
    """The documents of an example in a language. KeyError where there is no such example."""
    example = library().examples[example_id]
    return remembering(
        {
            kind: load({node: _as_typed(kit().sheets[kind], fields) for node, fields in nodes.items()})
            for kind, nodes in example.in_language(language).items()
        }
    )


def _as_typed(kind: SheetKind, fields: Mapping[str, Value]) -> dict[str, Value]:
    part = kind.by_id[str(fields[PART])]
    kept = {name: as_typed(part.by_id[name], value) for name, value in fields.items() if name != PART and value}
    return {PART: part.id, **kept}
