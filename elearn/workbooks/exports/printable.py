"""What people wrote, without the characters that XML and PDF refuse: controls, halves of pairs, marks of byte order."""

import re
from dataclasses import replace

from elearn.workbooks.exports.outgoing import Outgoing
from elearn.workbooks.rules.documents import Document, Node, Value

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_REFUSED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")


def printable(out: Outgoing) -> Outgoing:
    """The same workbook with texts that every format can hold; without a title, it is called after its profile."""
    documents = {sheet: _document(document) for sheet, document in out.book.documents.items()}
    return replace(
        out,
        title=printable_text(out.title) or out.book.profile.names[out.language],
        place=printable_text(out.place),
        book=replace(out.book, documents=documents),
    )


def printable_text(text: str) -> str:
    """A text without what no format can hold, and without space around it. All kinds of line breaks become one."""
    return _REFUSED.sub("", _BREAKS.sub("\n", text).replace("\t", " ")).strip()


def _document(document: Document) -> Document:
    nodes = {
        node.id: Node(node.id, node.part, {name: _value(value) for name, value in node.fields.items()})
        for node in document.nodes.values()
    }
    return Document(nodes)


def _value(value: Value) -> Value:
    return printable_text(value) if isinstance(value, str) else value
