"""How much Markdown we render. Python-Markdown needs quadratic time for some texts (20,000 brackets: 51 seconds) and
too deep recursion for others, so such texts are refused before they reach it. Lessons stay far below every limit."""

import re

MAX_BYTES = 64 * 1024
MAX_BLOCK_BYTES = 16 * 1024
MAX_BRACKETS = 300
MAX_BACKTICKS = 400
MAX_TABLE_CELLS = 4000
MAX_NESTING = 12

NESTED_MARKERS = re.compile(rf"^[ \t]*(?:(?:>|[-*+]|\d+\.)[ \t]*){{{MAX_NESTING},}}", re.MULTILINE)
DEEP_INDENT = re.compile(rf"^ {{{MAX_NESTING * 4},}}\S", re.MULTILINE)


def excess(text: str, max_bytes: int = MAX_BYTES) -> tuple[str, int] | None:
    """The first limit that a text breaks, as (name, limit): bytes, brackets, backticks, cells, nesting. None: fine.

    A whole text may have 64 KB, each block of it (`MAX_BLOCK_BYTES`) 16 KB.
    """
    if len(text) > max_bytes or len(text.encode(errors="replace")) > max_bytes:
        return "bytes", max_bytes
    for name, mark, limit in (
        ("brackets", "[", MAX_BRACKETS),
        ("backticks", "`", MAX_BACKTICKS),
        ("cells", "|", MAX_TABLE_CELLS),
    ):
        if text.count(mark) > limit:
            return name, limit
    if NESTED_MARKERS.search(text) or DEEP_INDENT.search(text):
        return "nesting", MAX_NESTING
    return None
