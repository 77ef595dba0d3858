"""What tests of documents share: a language that gettext speaks, and workbooks on their way out."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from flask import Flask

from elearn.catalogue.rules.workbook_values import Kit
from elearn.infra import i18n
from elearn.workbooks.exports.outgoing import Outgoing
from elearn.workbooks.rules.book import Book
from elearn.workbooks.rules.documents import Document, Node, Value
from tests.workbooks.books import book

TITLE, PLACE = "Preserve and sell together", "Rome and six villages"


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Generic words and figures in a language, as whoever calls an export chooses it."""
    app = Flask("papers")
    i18n.init_app(app, secure=False)
    with app.app_context():
        i18n.speak(language)
        yield


def outgoing(kit: Kit, of: Book, language: str = "en") -> Outgoing:
    """A workbook on its way out, with labels in a language."""
    return Outgoing(TITLE, PLACE, of, kit, language)


def small(kit: Kit, sheets: Mapping[str, Any], profile: str = "small-grant", **more: Any) -> Outgoing:
    """A workbook with these sheets only, in English."""
    return outgoing(kit, book(sheets, profile=kit.profiles[profile], **more))


def with_field(out: Outgoing, sheet: str, node_id: str, name: str, value: Value) -> Outgoing:
    """The same workbook with another value in a field; without it for ""."""
    document = out.document(sheet)
    old = document.nodes[node_id]
    fields = {**old.fields, name: value}
    new = Node(node_id, old.part, {key: one for key, one in fields.items() if one})
    changed = Document({**document.nodes, node_id: new})
    return replace(out, book=replace(out.book, documents={**out.book.documents, sheet: changed}))


def saying(out: Outgoing, text: str) -> Outgoing:
    """The same workbook, in which people wrote the same text everywhere."""
    documents = {
        sheet: Document({node.id: _saying(out, sheet, node, text) for node in document.nodes.values()})
        for sheet, document in out.book.documents.items()
    }
    return replace(out, title=text, place=text, book=replace(out.book, documents=documents))


def _saying(out: Outgoing, sheet: str, node: Node, text: str) -> Node:
    kinds = {spec.id: spec.kind for spec in out.part(sheet, node.part).fields}
    fields = {
        name: text if kinds.get(name) in ("line", "text") else value for name, value in node.fields.items()
    }  # fmt: skip
    return Node(node.id, node.part, fields)


#: Texts that break careless writers of files.
HOSTILE = (
    "\x00\x0b\x1b control",
    "a lone half: \ud83d",
    "\ufeffmark of byte order \ufffe\uffff",
    "<b>&amp; ]]> </w:t>",
    "#panic() *x* $y$ @ref \\ // /* ` ] #import",
    "A" * 300,
    "- first\n- second\n\nmore\n- third",
    "one\u2028two\u2029three\r\nfour\tfive",
    "{name} %(name)s %s",
    " \n ",
)
