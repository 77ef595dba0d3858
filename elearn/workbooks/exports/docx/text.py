"""Lines in paragraphs of a Word document; what people wrote is marked with its language."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from elearn.workbooks.exports.docx.styles import STRONG, id_of
from elearn.workbooks.exports.paper.blocks import Line


def write_line(paragraph: Paragraph, style: str, line: Line, own_tag: str) -> None:
    """Write a line in a style; "\\n" becomes a line break."""
    paragraph._p.style = id_of(style)
    for span in line:
        run = paragraph.add_run(span.text)
        if span.is_strong:
            run._r.style = id_of(STRONG)
        if span.is_own:
            language = OxmlElement("w:lang")
            language.set(qn("w:val"), own_tag)
            run._r.get_or_add_rPr().append(language)
