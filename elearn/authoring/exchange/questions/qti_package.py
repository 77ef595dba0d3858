"""Files of QTI: a single item, or a content package: a zip with `imsmanifest.xml` and a file for each item."""

from collections.abc import Iterable, Iterator, Mapping
from posixpath import dirname, join, normpath
from urllib.parse import unquote
from zipfile import ZipInfo

from lxml import etree

from elearn.authoring.exchange.decoding import MOST_BYTES
from elearn.authoring.exchange.parcels import pack
from elearn.authoring.exchange.questions.notebook import Notebook
from elearn.authoring.exchange.questions.qti_names import ITEM, PREFIX, XSI, Dialect
from elearn.authoring.exchange.questions.qti_reading import read_item
from elearn.authoring.exchange.questions.qti_scoring import MOST_STEPS, MOST_STEPS_OF_ALL
from elearn.authoring.exchange.questions.qti_writing import name_of, write_item
from elearn.authoring.exchange.questions.values import (
    MOST_QUESTIONS,
    ForeignQuestion,
    Note,
    Read,
    Written,
)
from elearn.authoring.exchange.xml_reading import MOST_ELEMENTS, Element, children, local, root_of
from elearn.core.archives import Limits, stays_inside, unpack
from elearn.core.refused import RefusedError

MANIFEST = "imsmanifest.xml"
ZIP = b"PK\x03\x04"
LIMITS = Limits(packed=MOST_BYTES, unpacked=64 * 2**20, read=16 * 2**20, parts=2_000, small=256 * 1024)
ITEMS = frozenset({ITEM, f"{PREFIX}assessment-item"})
TESTS = frozenset({"assessmentTest", f"{PREFIX}assessment-test"})
OLD = frozenset({"questestinterop"})
MEDIA = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".mp3")
MOST_NAMED = 20  # files that are not taken


# --- in ------------------------------------------------------------------------------------------------------------


def read_qti(data: bytes, language: str) -> Read:
    """The questions of an item or of a package.

    Raises RefusedError: as `root_of` and `archives.unpack`, no_qti (`root`), old_qti, no_questions,
    too_many_questions (`most`).
    """
    if data.startswith(ZIP):
        return _read_package(data, language)
    root = root_of(data)
    if local(root) in OLD:
        raise RefusedError("old_qti")
    if local(root) not in ITEMS:
        raise RefusedError("no_qti", root=local(root)[:40])
    question, notes = read_item(root, language)
    return Read((question,) if question else (), tuple(notes))


def _read_package(data: bytes, language: str) -> Read:
    names: list[str] = []

    def items(entries: list[ZipInfo]) -> list[ZipInfo]:
        names.extend(entry.filename for entry in entries)
        return [one for one in entries if one.filename.lower().endswith(".xml") and stays_inside(one.filename)]

    files = unpack(data, LIMITS, items)
    notes: list[Note] = []
    questions: list[ForeignQuestion] = []
    for question, found in _questions(files, language, notes):
        notes += found
        questions += [question] if question else []
    pictures = sorted(name for name in names if name.lower().endswith(MEDIA))
    notes += [Note("", "file_lost", {"name": name[:120]}) for name in pictures[:MOST_NAMED]]
    if not questions and not notes:
        raise RefusedError("no_questions")
    return Read(tuple(questions), tuple(notes))


def _questions(
    parts: Mapping[str, bytes], language: str, notes: list[Note]
) -> Iterator[tuple[ForeignQuestion | None, Iterable[Note]]]:
    """The items of a package, in the order of its manifest."""
    items = elements = 0
    most_steps = min(MOST_STEPS, MOST_STEPS_OF_ALL // max(1, len(parts)))
    for name in _in_order(parts, notes):
        try:
            root = root_of(parts[name])
        except RefusedError as why:
            notes.append(Note(name[-120:], "file_left_out", {"why": why.code}))
            continue
        elements += sum(1 for _one in root.iter())
        if elements > MOST_ELEMENTS:
            raise RefusedError("too_many_elements")
        if local(root) in OLD:
            raise RefusedError("old_qti")
        if local(root) in TESTS:
            notes.append(Note(name[-120:], "test_left_out"))
        if local(root) in ITEMS:
            items += 1
            if items > MOST_QUESTIONS:
                raise RefusedError("too_many_questions", most=str(MOST_QUESTIONS))
            yield read_item(root, language, most_steps)


def _in_order(parts: Mapping[str, bytes], notes: list[Note]) -> list[str]:
    """The XML files: those that the manifest lists, in its order, then all others."""
    by_name = {normpath(name): name for name in parts}
    manifests = sorted((name for name in parts if name.rpartition("/")[2].lower() == MANIFEST), key=len)
    listed: dict[str, None] = {}
    for manifest in manifests[:1]:
        folder = dirname(manifest)
        try:
            root = root_of(parts[manifest])
        except RefusedError as why:
            notes.append(Note(manifest, "file_left_out", {"why": why.code}))
            break
        for href in _listed(root):
            name = normpath(join(folder, href))
            if name in by_name:
                listed.setdefault(by_name[name])
            elif name.endswith(".xml"):
                notes.append(Note("", "listed_file_missing", {"name": name[-120:]}))
    rest = [name for name in sorted(parts) if name not in listed and name not in manifests]
    return [*listed, *rest]


def _listed(manifest: Element) -> Iterator[str]:
    for resources in children(manifest, "resources"):
        for resource in children(resources, "resource"):
            href = resource.get("href") or next((one.get("href", "") for one in children(resource, "file")), "")
            if href:
                yield unquote(href)


# --- out -----------------------------------------------------------------------------------------------------------


def write_package(dialect: Dialect, questions: Iterable[ForeignQuestion], language: str, kind: str) -> Written:
    """A package with the questions in one language. `kind` is part of the file's name."""
    files: dict[str, bytes] = {}
    items: dict[str, str] = {}
    notes: list[Note] = []
    for question in questions:
        notebook = Notebook(question.key.id, language)
        if question.tags:
            notebook.add("tags_lost", tags=", ".join(question.tags))
        own_id = question.key.id if name_of(question.key.id) not in items else f"{question.key.id}-{len(items)}"
        path = f"items/{own_id}.xml"  # questions of several quizzes may bear the same id
        files[path] = _bytes(write_item(dialect, notebook, question, language))
        items[name_of(own_id)] = path
        notes += notebook.all()
    files[MANIFEST] = _bytes(_manifest(dialect, items))
    return Written(pack(files), f"questions-{language}.{kind}.zip", tuple(notes))


def _bytes(root: Element) -> bytes:
    data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return data


def _manifest(dialect: Dialect, items: Mapping[str, str]) -> Element:
    space = f"{{{dialect.manifest}}}"
    root = etree.Element(f"{space}manifest", {"identifier": "MANIFEST"}, nsmap={None: dialect.manifest, "xsi": XSI})
    metadata = etree.SubElement(root, f"{space}metadata")
    for name, text in zip(("schema", "schemaversion"), dialect.manifest_schema, strict=True):
        etree.SubElement(metadata, f"{space}{name}").text = text
    etree.SubElement(root, f"{space}organizations")
    resources = etree.SubElement(root, f"{space}resources")
    for identifier, path in items.items():
        attributes = {"identifier": f"RES-{identifier}", "type": dialect.resource, "href": path}
        resource = etree.SubElement(resources, f"{space}resource", attributes)
        etree.SubElement(resource, f"{space}file", href=path)
    etree.indent(root)
    return root
