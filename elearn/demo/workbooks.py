"""Workbooks of the demo people, one in each state: begun, in work, asked about, to change, approved, put away."""

from collections.abc import Mapping
from datetime import date

from elearn.accounts.rules import Person, Role
from elearn.catalogue.service.library import library
from elearn.core.ids import random_id
from elearn.workbooks.rules.documents import Document, load
from elearn.workbooks.rules.reviewing import Outcome, RemarkKind
from elearn.workbooks.rules.roles import MemberRole
from elearn.workbooks.service.asking import ask
from elearn.workbooks.service.books import Cover, OpenBook, begin_workbook, example_documents, open_book, put_in_bin
from elearn.workbooks.service.members import Invited, join
from elearn.workbooks.service.reviewing import Draft, find_review, remark, save_draft, see, send
from elearn.workbooks.service.sheets import documents_of, findings_of

EXAMPLE, BUSINESS = "sahel-insieme", "amara"
START = date(2027, 1, 1)

#: A problem tree as people begin it: one branch stops, and one sentence names a missing solution.
BEGUN: dict[str, dict[str, object]] = {
    "core": {"part": "problems", "core": "yes", "text": "Le sartorie delle donne migranti chiudono entro due anni"},
    "offers": {"part": "problems", "text": "Le titolari non leggono le offerte di prestito", "effects": ["core"]},
    "records": {"part": "problems", "text": "Mancanza di formazione sui conti", "effects": ["core"]},
    "italian": {"part": "problems", "text": "Le offerte sono solo in italiano", "effects": ["offers"]},
}


def make_workbooks(people: Mapping[str, int]) -> None:
    """Make the workbooks of the demo people. `people`: user name -> id."""
    if EXAMPLE not in library().examples:
        return
    amina, joseph, marta = people["amina"], people["joseph"], people["marta"]
    trainer = Person(marta, "", "Marta Conti", Role.TRAINER, "it", None, None)
    _begin(amina, "Una nuova idea", "it")
    _begin(amina, "Sartorie di quartiere", "it", {"problem-tree": load(BEGUN)})
    waiting = _begin(amina, "Sahel Insieme", "it", example_documents(EXAMPLE, "it"))
    _join(waiting, joseph, MemberRole.EDITOR)
    _join(waiting, marta, MemberRole.MENTOR)
    _ask(waiting, amina, "problem-tree", "Il problema centrale è abbastanza preciso?")
    changes = _begin(joseph, "Sahel Insieme, second version", "en", example_documents(EXAMPLE, "en"))
    _answer(trainer, _ask(changes, joseph, "logical-framework", ""), Outcome.CHANGES)
    approved = _begin(joseph, "Sahel Insieme", "en", example_documents(EXAMPLE, "en"))
    _answer(trainer, _ask(approved, joseph, "logical-framework", "Is it ready for the funder?"), Outcome.APPROVED)
    _begin(joseph, "Amara", "en", example_documents(BUSINESS, "en"), BUSINESS)
    put_in_bin(_begin(amina, "Un vecchio progetto", "it"))


def _begin(
    person: int, title: str, language: str, documents: Mapping[str, Document] | None = None, like: str = EXAMPLE
) -> OpenBook:
    example = library().examples[like]
    cover = Cover(
        title=title,
        place=example.places[language],
        profile=example.profile,
        language=language,
        currency=example.currency,
        country=example.country,
        start=START,
        months=example.months,
    )
    return _open(person, begin_workbook(person, cover, documents, name=random_id()) or "")


def _open(person: int, name: str) -> OpenBook:
    book = open_book(person, name)
    assert book is not None  # noqa: S101 - it was begun a moment ago
    return book


def _join(book: OpenBook, person: int, role: MemberRole) -> None:
    join(person, Invited(book.id, book.public_id, book.cover.title, role))


def _ask(book: OpenBook, person: int, module: str, question: str) -> str:
    documents = documents_of(book)
    return ask(book, person, documents, findings_of(book, documents, ()), module, question)


def _answer(trainer: Person, name: str, outcome: Outcome) -> None:
    """What a trainer does: two remarks, marks, a few words, the decision."""
    found = find_review(trainer, name)
    if found is None or found.rubric is None or trainer.id is None:
        return
    rubric, found = found.rubric, see(found, trainer.id)
    remarks = (
        ("logframe", "outcome-1", "text", RemarkKind.QUESTION, "By how much, and for whom of the 120 women?"),
        ("logframe", "output-1-2", "text", RemarkKind.PRAISE, "One can see at once what will exist."),
    )
    for sheet, node, field, kind, body in remarks[: 2 if outcome is Outcome.CHANGES else 1]:
        remark(found, trainer.id, Draft(random_id(), sheet, node, field, kind, body), found.book.cover.language)
    mark = 3 if outcome is Outcome.CHANGES else 4
    marks = {criterion.id: {"mark": mark, "text": ""} for criterion in rubric.criteria}
    save_draft(found, marks, "A clear chain from activities to impact. Read the remarks, and go on.")
    send(found, trainer.id, outcome)
