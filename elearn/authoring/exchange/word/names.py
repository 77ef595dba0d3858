"""Names of Word's XML, and of the marks by which a file of ours is known when it comes back."""

from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
VML = "urn:schemas-microsoft-com:vml"
COMPATIBLE = "http://schemas.openxmlformats.org/markup-compatibility/2006"
CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VARIANT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
#: Strict files, which few programs write, name the same things otherwise.
STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R.encode(),
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": WP.encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": A.encode(),
    b"http://purl.oclc.org/ooxml/drawingml/picture": PIC.encode(),
}

MARK, BOOKMARK = "q:", "_q_"
PROPERTY = "quaderno"

#: What a paragraph of a block says beside its text, by the name of its style.
LABEL, BLOCK_TITLE, PICTURE_TEXT, CAPTION, TRANSCRIPT, QUESTION = (
    *("Block Label", "Block Title", "Picture Text", "Caption", "Transcript", "Practice Question"),
)


@dataclass(frozen=True, slots=True)
class Tag:
    """The mark of a block: its file by number, its language, its place in the file as it left ("title", "12")."""

    file: int
    language: str
    block: str

    @property
    def bookmark(self) -> str:
        """As the name of a bookmark, of which Word allows letters, digits and underscores."""
        return f"{BOOKMARK}{self.file}_{self.language}_{self.block}"


def w(name: str) -> str:
    """A name of WordprocessingML, as lxml writes it."""
    return f"{{{W}}}{name}"


def r(name: str) -> str:
    """A name of a relationship's attribute."""
    return f"{{{R}}}{name}"


def written_tag(tag: Tag, lesson: str) -> str:
    """A tag as it stands in a content control: `q:2:it:12:four-levels`. Word takes 64 characters at most."""
    return f"{MARK}{tag.file}:{tag.language}:{tag.block}:{lesson}"[:64]


def read_tag(text: str) -> Tag | None:
    """The mark in the tag of a content control, or in the name of a bookmark; None where it is none."""
    if text.startswith(MARK):
        parts = text.removeprefix(MARK).split(":")
    elif text.startswith(BOOKMARK):
        parts = text.removeprefix(BOOKMARK).split("_")
    else:
        return None
    if len(parts) < 3 or not (parts[0].isascii() and parts[0].isdecimal() and len(parts[0]) < 5):
        return None
    return Tag(int(parts[0]), parts[1][:2], parts[2][:12])
