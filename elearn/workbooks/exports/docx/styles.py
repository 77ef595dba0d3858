"""An empty document with its styles, in the language of its labels. All looks are styles, none is painted by hand."""

from collections.abc import Mapping
from datetime import UTC, datetime, time

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle

from elearn.core.languages import regional
from elearn.workbooks.exports.paper.blocks import Paper

FONT = "Calibri"
BOARD, TINT = "13463C", "DCE7E2"
LONGEST_PROPERTY = 255
BODY_SIZE, SMALL = 10.5, 8.5
LEFTOVERS = ("/stylesWithEffects", "/thumbnail", "/customXml")  # relations of the template to parts of no use
STRONG = "Strong"
TABLE, NUMBER, GRID = "Table Text", "Table Number", "Table Grid"
DEEPEST = 9  # levels of a list that Word knows
#: Style -> size, space before and after, in points.
SIZES: Mapping[str, tuple[float, float, float]] = {
    "Title": (26, 120, 12),
    "Subtitle": (9.5, 0, 6),
    "Heading 1": (17, 0, 4),
    "Heading 2": (12.5, 12, 4),
    "Heading 3": (BODY_SIZE, 8, 2),
}
FIRST_ROW = f"""<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:rPr><w:b/></w:rPr>
<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/></w:tcPr></w:tblStylePr>"""
FIRST_COLUMN = f'<w:tblStylePr {nsdecls("w")} w:type="firstCol"><w:rPr><w:b/></w:rPr></w:tblStylePr>'


def empty_document(paper: Paper) -> Document:
    """A document that knows its title and language, without pages."""
    document = docx.Document()
    _properties(document, paper)
    _without_leftovers(document)
    _settings(document, regional(paper.language))
    _fonts(document)
    for name, (size, before, after) in SIZES.items():
        style = document.styles[name]
        style.font.size, style.font.color.rgb = Pt(size), RGBColor(*bytes.fromhex(BOARD))
        style.font.italic = False
        properties = style.element.get_or_add_pPr()
        for unwanted in ("w:numPr", "w:pBdr"):
            properties.remove_all(unwanted)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    _table_styles(document)
    _list_styles(document)
    return document


def id_of(style: str) -> str:
    """What a document calls a style inside. Looking it up by its name is slow."""
    return style.replace(" ", "")


def list_style(level: int) -> str:
    """The style of a list entry at a level, counted from 0."""
    return "List Bullet" if level == 0 else f"List Bullet {min(level + 1, DEEPEST)}"


def _properties(document: Document, paper: Paper) -> None:
    made = datetime.combine(paper.day, time(), UTC)
    known = document.core_properties
    known.title = " · ".join(one for one in (paper.subject, paper.title) if one)[:LONGEST_PROPERTY]
    known.language = regional(paper.language)
    known.author = known.comments = known.last_modified_by = ""
    known.created = known.modified = made


def _without_leftovers(document: Document) -> None:
    """Leave out what the template brings along: looks of tables, styles of letters that repeat others, a preview."""
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        is_linked = style.get(qn("w:type")) == "character" and style.name_val.endswith(" Char")
        if is_linked or (style.get(qn("w:type")) == "table" and style.name_val not in ("Normal Table", GRID)):
            styles.remove(style)
    for link in list(styles.iter(qn("w:link"))):
        link.getparent().remove(link)
    for relations in (document.part.rels, document.part.package.rels):
        for name, relation in list(relations.items()):
            if relation.reltype.endswith(LEFTOVERS):
                del relations[name]


def _settings(document: Document, tag: str) -> None:
    """Words may be parted at the end of a line; the language is that of the labels."""
    settings = document.settings.element
    hyphenates = OxmlElement("w:autoHyphenation")
    settings.find(qn("w:defaultTabStop")).addnext(hyphenates)
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), tag)
    document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}").set(qn("w:val"), tag)


def _fonts(document: Document) -> None:
    """One font everywhere, instead of those of the theme."""
    for fonts in list(document.styles.element.iter(qn("w:rFonts"))):
        fonts.getparent().remove(fonts)
    default = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    names = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    default.insert(0, parse_xml(f"<w:rFonts {nsdecls('w')} {names}/>"))
    normal = document.styles["Normal"]
    normal.font.size = Pt(BODY_SIZE)
    normal.paragraph_format.space_before, normal.paragraph_format.space_after = Pt(3), Pt(4)
    normal.paragraph_format.line_spacing = 1.1


def _table_styles(document: Document) -> None:
    """The grid marks its header row and the labels of a card; its text is small and close."""
    grid = document.styles[GRID].element
    grid.append(parse_xml(FIRST_ROW))
    grid.append(parse_xml(FIRST_COLUMN))
    text = _new_style(document, TABLE, "Normal")
    text.font.size = Pt(SMALL)
    text.paragraph_format.space_before = text.paragraph_format.space_after = Pt(1)
    text.paragraph_format.line_spacing = 1
    _new_style(document, NUMBER, TABLE).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _new_style(document: Document, name: str, base: str) -> ParagraphStyle:
    style: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles[base]
    return style


def _list_styles(document: Document) -> None:
    """One list of nine levels, each with its style: what is nested stays nested in every program."""
    numbering = document.part.numbering_part.element
    name = str(len(numbering.findall(qn("w:abstractNum"))))
    number = str(len(numbering.findall(qn("w:num"))) + 1)
    levels = "".join(_level(document, level, number) for level in range(DEEPEST))
    made = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{name}"><w:multiLevelType w:val="hybridMultilevel"/>'
        f"{levels}</w:abstractNum>"
    )
    numbering.findall(qn("w:abstractNum"))[-1].addnext(made)
    numbering.append(parse_xml(
        f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{name}"/></w:num>'
    ))  # fmt: skip


def _level(document: Document, level: int, number: str) -> str:
    """A level of the list; its style is made to point to it."""
    name = list_style(level)
    style = document.styles[name] if name in document.styles else _new_style(document, name, "List Bullet")
    style.paragraph_format.space_after = Pt(2)
    properties = style.element.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = level, int(number)
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="{style.style_id}"/>'
        f'<w:lvlText w:val="{"–" if level % 2 else "•"}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{340 * (level + 1)}" w:hanging="260"/></w:pPr></w:lvl>'
    )
