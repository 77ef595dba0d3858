"""Reads an XLIFF file that a translator's program changed: other order, other segments, other namespaces.

Nothing is trusted: parts that cannot be read are told as Problems, and what the words are worth is decided later, by
comparison with the parts of the desk.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter

from elearn.authoring.exchange.xml_reading import Element, child, children, local, root_of
from elearn.authoring.rules.codes import Code, Ref, codes_in, pieces_of, target_pieces, text_of_pieces
from elearn.core.languages import LANGUAGES
from elearn.core.problems import Level, Problem
from elearn.core.refused import RefusedError

MOST_UNITS = 20_000
FINAL = frozenset({"final", "reviewed", "signed-off"})


@dataclass(frozen=True, slots=True)
class SentUnit:
    """A part as it came back: words and codes; None where it is not translated, or only in part."""

    key: str
    place: int  # from 1, where the program lost the key
    pieces: tuple[str | Ref, ...] | None
    is_final: bool = False
    is_cut: bool = False  # some of its segments are translated, others are not


@dataclass(frozen=True, slots=True)
class SentFile:
    """A thing as it came back."""

    folder: str
    digest: str
    language: str
    units: tuple[SentUnit, ...]


def read_xliff(data: bytes) -> list[SentFile]:
    """The things of a file.

    Raises RefusedError: no_xliff, too_many_elements, and as `xml_reading.root_of`.
    """
    root = root_of(data)
    if local(root) != "xliff":
        raise RefusedError("no_xliff")
    default = str(root.get("trgLang") or "")
    files = [_file(one, default) for one in children(root, "file")]
    if sum(len(one.units) for one in files) > MOST_UNITS:
        raise RefusedError("too_many_elements")
    return [one for one in files if one.units]


def words_of(unit: SentUnit, source: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The words of a part with the codes of its source, and what is wrong with its codes. None: no usable words."""
    if unit.pieces is None:
        return None, (_problem("xliff_cut"),) if unit.is_cut else ()
    codes = {str(code.id): code for code in codes_in(pieces_of(source))}
    unknown = {piece.id for piece in unit.pieces if isinstance(piece, Ref)} - codes.keys()
    if unknown:
        return None, (_problem("xliff_code_unknown", codes=", ".join(sorted(unknown))),)
    words = text_of_pieces(unit.pieces, codes)
    there = {code.id for code in codes_in(target_pieces(words, source))}
    lost = [_shown(code) for code in codes.values() if code.id not in there]
    return words, (_problem("xliff_code_lost", codes=", ".join(lost)),) if lost else ()


def _problem(code: str, **params: object) -> Problem:
    return Problem("", 0, Level.WARNING, code, params)


def _shown(code: Code) -> str:
    return f"{code.start}…{code.end}" if code.inner is not None else code.start


def _file(element: Element, default: str) -> SentFile:
    folder, _sep, digest = str(element.get("original") or "").rpartition("#")
    language = str(element.get("target-language") or default).lower().partition("-")[0].partition("_")[0]
    units = [
        _unit_2(one, place) if local(one) == "unit" else _unit_1(one, place)
        for place, one in enumerate(_units(element), 1)
    ]
    return SentFile(folder, digest, language if language in LANGUAGES else "", tuple(units))


def _units(element: Element) -> Iterator[Element]:
    return (one for one in element.iter() if local(one) in ("unit", "trans-unit"))


def _place(element: Element, place: int) -> int:
    """The number in the id that we gave (`u12`); a program that gives ids of its own keeps the order."""
    number = str(element.get("id") or "")[1:]
    return int(number) if number.isdecimal() and len(number) < 6 else place


def _unit_2(element: Element, place: int) -> SentUnit:
    numbered = enumerate(children(element, "segment", "ignorable"), 1)
    ordered = [(_order(child(one, "target")) or at, one) for at, one in numbered]
    parts = [one for _place, one in sorted(ordered, key=itemgetter(0))]
    pieces: list[str | Ref] = []
    segments = [one for one in parts if local(one) == "segment" and _has_words(child(one, "source"))]
    done = [one for one in segments if _has_words(child(one, "target"))]
    for one in parts:
        target = child(one, "target")
        pieces += _flat(target if target is not None else child(one, "source"))
    is_final = bool(done) and all(one.get("state") in FINAL for one in done)
    whole = bool(done) and len(done) == len(segments)
    key = str(element.get("name") or "")
    return SentUnit(key, _place(element, place), tuple(pieces) if whole else None, is_final, bool(done) and not whole)


def _order(target: Element | None) -> int:
    number = str(target.get("order") or "") if target is not None else ""
    return int(number) if number.isdecimal() and len(number) < 6 else 0


def _unit_1(element: Element, place: int) -> SentUnit:
    target = child(element, "target")
    key, number = str(element.get("resname") or ""), _place(element, place)
    if target is None or not _has_words(target):
        return SentUnit(key, number, None)
    is_final = target.get("state") in FINAL or (element.get("approved") == "yes" and target.get("state") is None)
    return SentUnit(key, number, tuple(_flat(target)), is_final)


def _has_words(element: Element | None) -> bool:
    return element is not None and bool("".join(element.itertext()).strip() or len(element))


def _flat(element: Element | None) -> Iterator[str | Ref]:
    """The words and codes within an element, in order."""
    if element is None:
        return
    if element.text:
        yield element.text
    for one in element:
        yield from _code(one)
        if one.tail:
            yield one.tail


#: Elements that stand for one end of a pair: name -> (attribute with the id, which end).
ENDS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "sc": (("id",), "start"),
    "ec": (("startRef", "id"), "end"),
    "bx": (("id",), "start"),
    "ex": (("rid", "id"), "end"),
    "bpt": (("id",), "start"),
    "ept": (("rid", "id"), "end"),
}


def _code(one: Element) -> Iterator[str | Ref]:
    name = local(one)
    if name in ("ph", "x", "it"):
        yield Ref(str(one.get("id") or ""))
    elif name in ENDS:
        names, part = ENDS[name]
        yield Ref(next((str(one.get(attribute)) for attribute in names if one.get(attribute)), ""), part)
    elif name in ("pc", "g"):
        yield Ref(str(one.get("id") or ""), "start")
        yield from _flat(one)
        yield Ref(str(one.get("id") or ""), "end")
    elif name not in ("sm", "em", "cp"):
        yield from _flat(one)  # marks of programs, and what they put around words
