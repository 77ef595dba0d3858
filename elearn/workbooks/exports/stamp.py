"""The marks by which a spreadsheet is known when it comes back. All stand in hidden rows and the hidden column A.

A worksheet begins with its stamp (format, sheet, language). A hidden row above each table says which part its rows
belong to and which field stands in each column; column A holds the id of each row. A very hidden worksheet keeps a copy
of what the tables said when they left, so that only what somebody changed in the file is proposed, and never what
somebody else changed in the workbook meanwhile.
"""

from dataclasses import dataclass

FORMAT, VERSION = "quaderno", 1
COPY = "quaderno"  # the very hidden worksheet, and its sheet in the stamp
ROWS = "#rows"  # then the parts of each row: "#rows logframe/results indicators/indicators"
CARD = "#card"  # then a part with a single node; each row below holds one field, whose id stands in column A
UNDER = "#under"  # then what the rows below belong to: a budget heading
END = "#end"
VALUE = "value"  # above the column of a card's values
ID_COLUMN, FIRST_COLUMN = 0, 1
BETWEEN_IDS = "|"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a worksheet holds, in the language of its labels."""

    sheet: str
    language: str
    version: int = VERSION

    @property
    def text(self) -> str:
        """As it stands in the first cell."""
        return f"{FORMAT}/{self.version} {self.sheet} {self.language}"


def read_stamp(text: str) -> Stamp | None:
    """The stamp in a cell; None where it is none."""
    head, _, rest = text.partition(" ")
    sheet, _, language = rest.partition(" ")
    name, _, version = head.partition("/")
    if name != FORMAT or not sheet or not (version.isascii() and version.isdigit()):
        return None
    return Stamp(sheet, language, int(version[:9]))


def address(sheet: str, part: str) -> str:
    """A part in a mark."""
    return f"{sheet}/{part}"
