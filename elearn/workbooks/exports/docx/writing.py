"""A sheet, or the whole workbook, as a Word document."""

from io import BytesIO
from itertools import zip_longest

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length
from docx.text.paragraph import Paragraph as WordParagraph

from elearn.core.languages import regional
from elearn.workbooks.exports.docx.styles import empty_document, list_style
from elearn.workbooks.exports.docx.tables import write_card, write_table
from elearn.workbooks.exports.docx.text import write_line
from elearn.workbooks.exports.outgoing import Outgoing
from elearn.workbooks.exports.paper.blocks import (
    Block,
    Bullets,
    Card,
    Heading,
    Item,
    Line,
    Paper,
    Paragraph,
    Picture,
    Section,
    Table,
    own,
    say,
)
from elearn.workbooks.exports.paper.contents import paper_of
from elearn.workbooks.exports.typesetting import typeset_png

SHORT_SIDE, LONG_SIDE, MARGIN = Cm(21), Cm(29.7), Cm(1.8)  # A4
ABOVE_PICTURE = Cm(2.4)  # what the title of a page takes from the height of a picture


def write_docx(out: Outgoing, what: str) -> bytes:
    """The pages of a sheet (its id) or of the whole workbook ("workbook"), as `paper_of` puts them together."""
    return _Writer(paper_of(out, what)).write()


class _Writer:
    def __init__(self, paper: Paper) -> None:
        self.paper, self.own_tag = paper, regional(paper.own_language)
        self.document: Document = empty_document(paper)
        self.width, self.height = Length(0), Length(0)  # what lies between the margins
        self._is_first = True

    def write(self) -> bytes:
        """All pages."""
        if self.paper.cover:
            self.turn(is_wide=False)
            self.add("Title", own(self.paper.title))
            write_card(self.document, self.paper.cover, self.width, self.own_tag)
        for section in self.paper.sections:
            self.write_section(section)
        self.add("Normal", ())  # a document must not end with a table
        self.write_footer()
        file = BytesIO()
        self.document.save(file)
        return file.getvalue()

    def write_section(self, section: Section) -> None:
        """A sheet on pages of its own."""
        self.turn(is_wide=section.is_wide)
        self.add("Heading 1", say(section.title))
        if not self.paper.cover:
            self.add("Subtitle", self.paper.about)
        for block, following in zip_longest(section.blocks, section.blocks[1:]):
            self.write_block(block)
            if isinstance(block, Table | Card) and isinstance(following, Table | Card):
                self.add("Normal", ())  # Word makes one table of two that touch

    def turn(self, *, is_wide: bool) -> None:
        """Begin a page, on its side or upright."""
        section = self.document.sections[0] if self._is_first else self.document.add_section(WD_SECTION.NEW_PAGE)
        self._is_first = False
        width, height = (LONG_SIDE, SHORT_SIDE) if is_wide else (SHORT_SIDE, LONG_SIDE)
        section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = width, height
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
        self.width, self.height = Length(width - 2 * MARGIN), Length(height - 2 * MARGIN)

    def write_block(self, block: Block) -> None:
        """A block below the others."""
        match block:
            case Heading(line, level, begins_page):
                heading = self.add(f"Heading {level}", line)
                heading.paragraph_format.page_break_before = begins_page or None
            case Paragraph(line):
                self.add("Normal", line)
            case Bullets(items):
                for item in items:
                    self.write_item(item, 0)
            case Table():
                write_table(self.document, block, self.width, self.own_tag)
            case Card():
                write_card(self.document, block, self.width, self.own_tag)
            case Picture():
                self.write_picture(block)

    def add(self, style: str, line: Line) -> WordParagraph:
        """A paragraph in a style."""
        paragraph = self.document.add_paragraph()
        write_line(paragraph, style, line, self.own_tag)
        return paragraph

    def write_item(self, item: Item, level: int) -> None:
        """An entry of a list, then those that hang from it."""
        self.add(list_style(level), item.line)
        for one in item.items:
            self.write_item(one, level + 1)

    def write_picture(self, picture: Picture) -> None:
        """A picture as large as the page allows, with what it shows in words."""
        image = BytesIO(typeset_png(picture, self.paper.day))
        shape = self.document.add_picture(image)
        scale = min(1, self.width / shape.width, (self.height - ABOVE_PICTURE) / shape.height)
        shape.width, shape.height = Length(int(shape.width * scale)), Length(int(shape.height * scale))
        shape._inline.docPr.set("descr", picture.alt)

    def write_footer(self) -> None:
        """The title and the number of the page, on all pages."""
        paragraph = self.document.sections[0].footer.paragraphs[0]
        write_line(paragraph, "Footer", own(self.paper.title), self.own_tag)
        for text, field in (("  ·  ", "PAGE"), (" / ", "NUMPAGES")):
            paragraph.add_run(text)
            number = OxmlElement("w:fldSimple")
            number.set(qn("w:instr"), field)
            number.append(paragraph.add_run("1")._r)  # until the program counts the pages
            paragraph._p.append(number)
