"""Foreign XML, read without surprises: no document types, no entities of its own, no network, not too much of it."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from elearn.authoring.exchange.decoding import text_of
from elearn.authoring.exchange.questions.building import LeftOutError
from elearn.authoring.exchange.questions.values import MOST_PARTS, MOST_QUESTION
from elearn.core.refused import RefusedError

MOST_ELEMENTS = 150_000
SPACE = 4096  # white space is skipped in pieces of this length
#: What may stand before the first element, beside space: comments and processing instructions.
BEFORE = (("<!--", "-->"), ("<?", "?>"))
Element = Any  # lxml has no types


def root_of(data: bytes) -> Element:
    """The first element of an XML file.

    Raises RefusedError: as `text_of`, document_type, too_many_elements, broken_xml (`line`, `why`).
    """
    return root_of_text(text_of(data))


def root_of_text(text: str) -> Element:
    """The same for a text that was decoded."""
    begin = first_element(text)
    if text[begin : begin + 9].upper() == "<!DOCTYPE":
        raise RefusedError("document_type")
    if text.count("<") > 2 * MOST_ELEMENTS:
        raise RefusedError("too_many_elements")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.strip().encode(), parser)
    except etree.XMLSyntaxError as broken:
        raise RefusedError("broken_xml", line=str(broken.lineno or 1), why=str(broken.msg)[:160]) from None
    if root.getroottree().docinfo.doctype:
        raise RefusedError("document_type")
    return root


def first_element(text: str) -> int:
    """Where the first element, or the document type, begins."""
    at = 0
    while True:
        at += len(text[at : at + SPACE]) - len(text[at : at + SPACE].lstrip())
        if text[at : at + 1].isspace():
            continue
        end = next((mark for begin, mark in BEFORE if text.startswith(begin, at)), "")
        closed = text.find(end, at) if end else -1
        if closed < 0:
            return at
        at = closed + len(end)


def refuse_large(question: Element) -> int:
    """The letters of a question. LeftOutError where nobody could answer it: too_many_parts, too_long (`most`).

    The files that Moodle puts into its questions count for nothing: they are not taken.
    """
    letters = 0
    for number, element in enumerate(question.iter(), start=1):
        letters += len(element.text or "") if local(element) != "file" else 0
        if number > MOST_PARTS:
            raise LeftOutError("too_many_parts", most=str(MOST_PARTS))
        if letters > MOST_QUESTION:
            raise LeftOutError("too_long", most=str(MOST_QUESTION))
    return letters


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(element: Element | None, *names: str) -> Iterator[Element]:
    """The children with one of these names, or all of them."""
    for child in element if element is not None else ():
        if isinstance(child.tag, str) and (not names or local(child) in names):
            yield child


def child(element: Element | None, name: str) -> Element | None:
    """The first child with a name."""
    return next(children(element, name), None)


def text_in(element: Element | None) -> str:
    """All words within an element."""
    return "".join(element.itertext()).strip() if element is not None else ""
