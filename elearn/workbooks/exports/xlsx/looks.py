"""How cells look: formats by the kind of value and by what the cell is for."""

from collections.abc import Mapping
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

INK, LINE = "#14201D", "#CFD9D4"
BOARD, TINT, CALCULATED = "#13463C", "#EEF2EF", "#F6F8F6"
BAR, RED = "#1C6B57", "#A8281C"
SHORT_DATE = 14  # shown in the form of the reader's country

KINDS: Mapping[str, Mapping[str, Any]] = {
    "money": {"num_format": "#,##0.00", "align": "right"},
    "ready": {"num_format": "#,##0.00;-#,##0.00;", "align": "right"},  # money in a row that waits: nothing for 0
    "percent": {"num_format": "0.00%", "align": "right"},
    "rate": {"num_format": "0.0000%", "align": "right"},
    "number": {"align": "right"},
    "whole": {"num_format": "#,##0", "align": "right"},
    "year": {"num_format": "0", "align": "right"},
    "month": {"num_format": "0", "align": "right"},
    "date": {"num_format": SHORT_DATE, "align": "left"},
    "value": {"align": "right"},
    "tick": {"align": "center"},
}
TEXT: Mapping[str, Any] = {"text_wrap": True}
LOOKS: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 15, "text_wrap": False, "border": 0},
    "note": {"font_color": "#4B5955", "text_wrap": False, "border": 0},
    "section": {"bold": True, "font_size": 12, "text_wrap": False, "border": 0},
    "head": {"bold": True, "font_color": "#FDFEFC", "bg_color": BOARD, "align": "left", "valign": "vcenter"},
    "group": {"bold": True, "bg_color": TINT},
    "calculated": {"bg_color": CALCULATED},
    "sum": {"bold": True, "bg_color": CALCULATED, "top": 2},
    "left": {"align": "left"},
    "bar": {"align": "center", "font_color": BAR, "text_wrap": False},
    "quoted": {"quote_prefix": True},
}
#: Widths of columns in characters, by the kind of value.
WIDTHS: Mapping[str, float] = {
    "line": 24, "text": 42, "number": 11, "whole": 11, "money": 14, "percent": 10, "value": 13, "year": 8, "month": 8,
    "date": 12, "tick": 9, "choice": 16, "choices": 22, "link": 28, "links": 28, "heading": 24,
}  # fmt: skip


class Looks:
    """The formats of a file, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[str, ...], Format] = {}

    def get(self, kind: str, *looks: str) -> Format:
        """The format for a kind of value ("money") and what the cell is for ("sum")."""
        wanted = (kind, *looks)
        if wanted not in self._made:
            merged: dict[str, Any] = {"valign": "top", "border": 1, "border_color": LINE, **KINDS.get(kind, TEXT)}
            for look in looks:
                merged.update(LOOKS[look])
            self._made[wanted] = self._book.add_format(merged)
        return self._made[wanted]
