"""What an XLIFF file holds, and how it is written: 2.1 for programs of today, 1.2 for all others.

The source is a text as it was at one moment: the attribute `original` names the files' folder and, behind `#`, the
digest of the source. A unit is a part of the translation desk.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from elearn.authoring.exchange.xml_reading import Element
from elearn.authoring.rules.codes import Code, Piece, codes_in, pieces_of, target_pieces
from elearn.authoring.rules.desk import State

NAMESPACES = {"2.1": "urn:oasis:names:tc:xliff:document:2.0", "1.2": "urn:oasis:names:tc:xliff:document:1.2"}
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: The state of a part as the two versions name it.
STATES: Mapping[str, Mapping[State, str]] = {
    "2.1": {
        State.MISSING: "initial",
        State.OUTDATED: "initial",
        State.MACHINE: "translated",
        State.DRAFT: "translated",
        State.DONE: "final",
    },
    "1.2": {
        State.MISSING: "needs-translation",
        State.OUTDATED: "needs-adaptation",
        State.MACHINE: "needs-review-translation",
        State.DRAFT: "translated",
        State.DONE: "final",
    },
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A part: its key, both texts, the state, and notes for the translator (terms, what changed)."""

    key: str
    source: str
    target: str
    state: State
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class XliffFile:
    """A thing in two languages. `folder` is where its files are, `digest` names the source."""

    folder: str
    digest: str
    source_language: str
    language: str
    units: tuple[Unit, ...]


def write_xliff(files: Sequence[XliffFile], version: str) -> bytes:
    """Files of one pair of languages as XLIFF 2.1, or of any as 1.2."""
    root = etree.Element("xliff", nsmap={None: NAMESPACES[version]}, version=version)
    if version == "2.1":
        root.set("srcLang", files[0].source_language)
        root.set("trgLang", files[0].language)
    for number, file in enumerate(files, 1):
        one = etree.SubElement(root, "file", original=f"{file.folder}#{file.digest}")
        if version == "2.1":
            one.set("id", f"f{number}")
            home = one
        else:
            one.set("source-language", file.source_language)
            one.set("target-language", file.language)
            one.set("datatype", "x-markdown")
            home = etree.SubElement(one, "body")
        for place, unit in enumerate(file.units, 1):
            (_unit_2 if version == "2.1" else _unit_1)(home, f"u{place}", unit)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return data


# --- 2.1 -----------------------------------------------------------------------------------------------------------


def _unit_2(home: Element, name: str, unit: Unit) -> None:
    one = etree.SubElement(home, "unit", id=name, name=unit.key)
    one.set(SPACE, "preserve")
    if unit.notes:
        notes = etree.SubElement(one, "notes")
        for note in unit.notes:
            etree.SubElement(notes, "note").text = _clean(note)
    pieces = pieces_of(unit.source)
    codes = list(codes_in(pieces))
    if codes:
        data = etree.SubElement(one, "originalData")
        for code in codes:
            etree.SubElement(data, "data", id=f"d{code.id}").text = _clean(code.start)
            if code.inner is not None:
                etree.SubElement(data, "data", id=f"e{code.id}").text = _clean(code.end)
    segment = etree.SubElement(one, "segment", id="s1", state=STATES["2.1"][unit.state])
    _fill_2(etree.SubElement(segment, "source"), pieces)
    if unit.target:
        _fill_2(etree.SubElement(segment, "target"), target_pieces(unit.target, unit.source))


def _fill_2(element: Element, pieces: Iterable[Piece]) -> None:
    for piece in pieces:
        if isinstance(piece, str):
            _add_text(element, piece)
        elif piece.inner is None:
            etree.SubElement(element, "ph", id=str(piece.id), dataRef=f"d{piece.id}", disp=_clean(piece.start))
        else:
            pair = {"dataRefStart": f"d{piece.id}", "dataRefEnd": f"e{piece.id}", "type": _type_of(piece)}
            _fill_2(etree.SubElement(element, "pc", id=str(piece.id), **pair), piece.inner)


def _type_of(code: Code) -> str:
    return "link" if code.start == "[" else "fmt"


# --- 1.2 -----------------------------------------------------------------------------------------------------------


def _unit_1(home: Element, name: str, unit: Unit) -> None:
    one = etree.SubElement(home, "trans-unit", id=name, resname=unit.key)
    one.set(SPACE, "preserve")
    if unit.state is State.DONE:
        one.set("approved", "yes")
    _fill_1(etree.SubElement(one, "source"), pieces_of(unit.source))
    if unit.target:
        target = etree.SubElement(one, "target", state=STATES["1.2"][unit.state])
        _fill_1(target, target_pieces(unit.target, unit.source))
    for note in unit.notes:
        etree.SubElement(one, "note").text = _clean(note)


def _fill_1(element: Element, pieces: Iterable[Piece]) -> None:
    for piece in pieces:
        if isinstance(piece, str):
            _add_text(element, piece)
        elif piece.inner is None:
            code = {"id": str(piece.id), "equiv-text": _clean(piece.start)}
            etree.SubElement(element, "x", **code)
        else:
            _fill_1(etree.SubElement(element, "g", id=str(piece.id), ctype=_ctype_of(piece)), piece.inner)


def _ctype_of(code: Code) -> str:
    return {"[": "link", "**": "bold"}.get(code.start, "italic")


# --- both ----------------------------------------------------------------------------------------------------------


def _add_text(element: Element, text: str) -> None:
    text = _clean(text)
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _clean(text: str) -> str:
    """The text without what XML cannot hold."""
    return "".join(one for one in text if one in "\t\n" or (one >= " " and one not in "\ufffe\uffff"))
