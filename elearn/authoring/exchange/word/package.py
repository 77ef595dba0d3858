"""A .docx that somebody sent, opened without trust: its parts as trees, its pictures as bytes.

No entity is ever expanded, a document type ends the reading, nothing is fetched, and what would cost too much is
refused before it is parsed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from posixpath import dirname, join, normpath
from zipfile import ZipInfo

from lxml import etree

from elearn.authoring.exchange.word.names import CUSTOM, RELATIONS, STRICT, Element, w
from elearn.core.archives import Limits, stays_inside, unpack
from elearn.core.refused import RefusedError

MOST_TEXT = 1_500_000  # characters; a lesson holds 64 KB, a module a dozen of them
MOST_ELEMENTS = 400_000
LIMITS = Limits(packed=24 * 2**20, unpacked=80 * 2**20, read=60 * 2**20, parts=2000)  # mostly pictures
MOST_MAIN = 24 * 2**20  # bytes of XML of the text itself, and of all other parts of text
DOCUMENT, TYPES = "word/document.xml", "[content_types].xml"
MEDIA = "word/media/"


@dataclass(frozen=True, slots=True)
class Relation:
    """Where a reference of a part leads: to another part, or outside."""

    kind: str
    target: str
    is_outside: bool


@dataclass(frozen=True)
class Package:
    """The parts that matter, by their names in small letters."""

    parts: Mapping[str, bytes]
    main: str
    trees: dict[str, Element] = field(default_factory=dict)

    @cached_property
    def document(self) -> Element:
        """The text."""
        return self.tree(self.main)

    def tree(self, name: str) -> Element:
        """A part as a tree. Raises RefusedError: broken_file, too_much_text."""
        if name not in self.trees:
            self.trees[name] = _parsed(self.parts[name])
        return self.trees[name]

    def beside(self, kind: str) -> Element | None:
        """The part that holds the styles, footnotes ...; None where there is none."""
        for relation in self.relations(self.main).values():
            if relation.kind == kind and relation.target in self.parts:
                return self.tree(relation.target)
        return None

    def relations(self, part: str) -> Mapping[str, Relation]:
        """The references of a part by id."""
        name = join(dirname(part), "_rels", part.rsplit("/", 1)[-1] + ".rels")
        if name not in self.parts:
            return {}
        found = {}
        for one in self.tree(name).iter(f"{{{RELATIONS}}}Relationship"):
            outside = one.get("TargetMode") == "External"
            target = one.get("Target", "")
            kind = one.get("Type", "").rsplit("/", 1)[-1]
            found[one.get("Id", "")] = Relation(kind, target if outside else _inside(part, target), outside)
        return found

    @cached_property
    def properties(self) -> Mapping[str, str]:
        """Custom properties: name -> text."""
        name = "docprops/custom.xml"
        if name not in self.parts:
            return {}
        elements = self.tree(name).iter(f"{{{CUSTOM}}}property")
        return {one.get("name", ""): "".join(one.itertext()).strip() for one in elements}


def open_package(data: bytes) -> Package:
    """Open a file.

    Raises RefusedError: too_large (`most` bytes), old_or_locked, no_archive, no_document, open_document,
    macros, unpacks_too_large, too_many_parts, too_much_text, broken_file.
    """
    parts = {name.lower(): part for name, part in unpack(data, LIMITS, _parts).items()}
    if b"macroenabled" in parts[TYPES].lower():
        raise RefusedError("macros")
    if sum(len(part) for name, part in parts.items() if not name.startswith(MEDIA)) > MOST_MAIN:
        raise RefusedError("too_much_text")
    package = Package(parts, DOCUMENT if DOCUMENT in parts else _main_part(parts))
    _check_text(package)
    return package


def _parts(entries: list[ZipInfo]) -> Iterator[ZipInfo]:
    """The parts that are read; refuses what is no document by the names in it."""
    names = {entry.filename.lower() for entry in entries}
    if not all(map(stays_inside, names)):
        raise RefusedError("broken_file")
    if any(name.endswith("vbaproject.bin") for name in names):
        raise RefusedError("macros")
    if TYPES not in names or not any(name.startswith("word/document") for name in names):
        raise RefusedError("open_document" if "content.xml" in names else "no_document")
    for entry in entries:
        name = entry.filename.lower()
        if name.endswith((".xml", ".rels")) or name.startswith(MEDIA):
            yield entry


def _main_part(parts: Mapping[str, bytes]) -> str:
    """Word on the web calls it document2.xml at times."""
    found = sorted(name for name in parts if name.startswith("word/document") and name.endswith(".xml"))
    if not found:
        raise RefusedError("no_document")
    return found[0]


def _inside(part: str, target: str) -> str:
    """The name of a part to which another one refers."""
    place = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))
    return place.lower()


def _parsed(part: bytes) -> Element:
    for strict, usual in STRICT.items() if b"purl.oclc.org" in part[:4096] else ():
        part = part.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError) as broken:
        raise RefusedError("broken_file") from broken
    if root.getroottree().docinfo.internalDTD is not None:
        raise RefusedError("broken_file")
    return root


def _check_text(package: Package) -> None:
    """How much there is to read, before anybody walks through it."""
    root = package.document
    if sum(1 for _element in root.iter()) > MOST_ELEMENTS:
        raise RefusedError("too_much_text")
    if sum(len(text.text or "") for text in root.iter(w("t"), w("delText"))) > MOST_TEXT:
        raise RefusedError("too_much_text")
