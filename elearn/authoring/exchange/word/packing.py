"""Parts put together to a .docx."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree

from elearn.authoring.exchange.word.names import CUSTOM, RELATIONS, TYPES, VARIANT, Element, R, W, w
from elearn.authoring.exchange.word.styles import numbering_xml, styles_xml
from elearn.authoring.exchange.word.writing import Book, part

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
BEGINNING = (1980, 1, 1, 0, 0, 0)  # of time, for zips: the same text gives the same file
CUSTOM_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
PARTS = ("styles", "numbering", "settings", "footnotes")
FOOTNOTE_SEPARATORS = tuple(
    f'<w:footnote xmlns:w="{W}" w:type="{kind}" w:id="{number}"><w:p><w:r><w:{element}/></w:r></w:p></w:footnote>'
    for kind, number, element in (("separator", -1, "separator"), ("continuationSeparator", 0, "continuationSeparator"))
)
SECTION = (
    f'<w:sectPr xmlns:w="{W}"><w:pgSz w:w="{{width}}" w:h="{{height}}"{{turned}}/><w:pgMar w:top="1134" w:right="1134" '
    'w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
)


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself."""

    title: str
    language: str  # as Word names it
    day: date
    properties: Mapping[str, str]
    is_wide: bool = False


def pack(body: Sequence[Element], book: Book, about: About) -> bytes:
    """The file. The same text on the same day gives the same bytes."""
    parts: dict[str, bytes] = {
        "[Content_Types].xml": _types(book).encode(),
        "_rels/.rels": _relations(
            [
                ("rId1", f"{R}/officeDocument", "word/document.xml", False),
                ("rId2", CORE, "docProps/core.xml", False),
                ("rId3", f"{R}/custom-properties", "docProps/custom.xml", False),
            ]
        ).encode(),
        "docProps/core.xml": _core(about).encode(),
        "docProps/custom.xml": _custom(about.properties).encode(),
        "word/document.xml": part("document", [_body(body, about)]),
        "word/styles.xml": (HEAD + styles_xml(about.language)).encode(),
        "word/numbering.xml": (HEAD + numbering_xml(book.starts)).encode(),
        "word/settings.xml": _settings(about.language).encode(),
        "word/footnotes.xml": part("footnotes", [*map(etree.fromstring, FOOTNOTE_SEPARATORS), *book.notes]),
        "word/_rels/document.xml.rels": _relations(_of_document(book)).encode(),
        "word/_rels/footnotes.xml.rels": _relations(_links(book)).encode(),
    }
    for place, (suffix, data) in enumerate(book.pictures, 1):
        parts[f"word/media/image{place}.{suffix}"] = data
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            entry = ZipInfo(name, BEGINNING)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, data)
    return file.getvalue()


def _body(elements: Sequence[Element], about: About) -> Element:
    body = etree.Element(w("body"))
    body.extend(elements)
    width, height = (16838, 11906) if about.is_wide else (11906, 16838)
    turned = ' w:orient="landscape"' if about.is_wide else ""
    body.append(etree.fromstring(SECTION.format(width=width, height=height, turned=turned)))
    return body


def _types(book: Book) -> str:
    suffixes = {suffix for suffix, _data in book.pictures}
    pictures = "".join(f'<Default Extension="{one}" ContentType="image/{one}"/>' for one in sorted(suffixes))
    named = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{OFFICE}.{name}+xml"/>' for name in PARTS)
    return (
        f'{HEAD}<Types xmlns="{TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'{pictures}<Override PartName="/word/document.xml" ContentType="{OFFICE}.document.main+xml"/>{named}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/custom.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/></Types>'
    )


Link = tuple[str, str, str, bool]  # id, kind, target, whether it leads outside


def _of_document(book: Book) -> list[Link]:
    parts = [(f"rPart{place}", f"{R}/{name}", f"{name}.xml", False) for place, name in enumerate(PARTS, 1)]
    pictures = [
        (f"rPicture{place}", f"{R}/image", f"media/image{place}.{suffix}", False)
        for place, (suffix, _data) in enumerate(book.pictures, 1)
    ]
    return [*parts, *pictures, *_links(book)]


def _links(book: Book) -> list[Link]:
    return [(name, f"{R}/hyperlink", address, True) for address, name in book.links.items()]


def _relations(links: Sequence[Link]) -> str:
    outside = ' TargetMode="External"'
    made = "".join(
        f"<Relationship Id={quoteattr(name)} Type={quoteattr(kind)} Target={quoteattr(target)}"
        f"{outside if is_outside else ''}/>"
        for name, kind, target, is_outside in links
    )
    return f'{HEAD}<Relationships xmlns="{RELATIONS}">{made}</Relationships>'


def _core(about: About) -> str:
    moment = f'xsi:type="dcterms:W3CDTF">{about.day.isoformat()}T00:00:00Z'
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{escape(about.title)}</dc:title>'
        f"<dc:language>{about.language}</dc:language><dcterms:created {moment}</dcterms:created>"
        f"<dcterms:modified {moment}</dcterms:modified></cp:coreProperties>"
    )


def _custom(properties: Mapping[str, str]) -> str:
    made = "".join(
        f'<property fmtid="{CUSTOM_ID}" pid="{place}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(text)}</vt:lpwstr></property>"
        for place, (name, text) in enumerate(properties.items(), 2)
    )
    return f'{HEAD}<Properties xmlns="{CUSTOM}" xmlns:vt="{VARIANT}">{made}</Properties>'


def _settings(tag: str) -> str:
    return (
        f'{HEAD}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        f'w:val="15"/></w:compat><w:themeFontLang w:val="{tag}"/></w:settings>'
    )
