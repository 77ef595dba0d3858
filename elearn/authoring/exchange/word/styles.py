"""The styles, lists and settings of the files that we write. All looks are styles; only callouts are shaded directly,
because a paragraph of a list keeps its list style within them."""

from collections.abc import Mapping, Sequence

from elearn.authoring.exchange.word.names import (
    BLOCK_TITLE,
    CAPTION,
    LABEL,
    PICTURE_TEXT,
    QUESTION,
    TRANSCRIPT,
    W,
)

FONT, CODE_FONT = "Calibri", "Consolas"
BOARD, TINT, GREY = "13463C", "E6EFEB", "5A5A5A"
LEVELS = 9
STEP, HANG = 340, 300  # twentieths of a point

#: Style -> (half points, space before, after, bold, colour, more of its paragraph).
PARAGRAPHS: Mapping[str, tuple[int, int, int, bool, str, str]] = {
    "Title": (44, 0, 60, True, BOARD, ""),
    "Subtitle": (22, 0, 160, False, GREY, ""),
    "heading 1": (34, 480, 80, True, BOARD, '<w:keepNext/><w:outlineLvl w:val="0"/>'),
    "heading 2": (27, 280, 60, True, BOARD, '<w:keepNext/><w:outlineLvl w:val="1"/>'),
    "heading 3": (23, 200, 40, True, BOARD, '<w:keepNext/><w:outlineLvl w:val="2"/>'),
    "List Paragraph": (21, 0, 40, False, "", ""),
    "List Continue": (21, 0, 40, False, "", f'<w:ind w:left="{STEP}"/>'),
    "List Continue 2": (21, 0, 40, False, "", f'<w:ind w:left="{2 * STEP}"/>'),
    "List Continue 3": (21, 0, 40, False, "", f'<w:ind w:left="{3 * STEP}"/>'),
    "Quote": (21, 60, 80, False, "", '<w:ind w:left="567" w:right="567"/>'),
    "Horizontal Line": (
        8,
        60,
        120,
        False,
        "",
        f'<w:pBdr><w:bottom w:val="single" w:sz="6" w:color="{GREY}"/></w:pBdr>',
    ),
    "Horizontal Gap": (4, 0, 0, False, "", ""),
    "HTML Preformatted": (19, 0, 0, False, "", ""),
    "footnote text": (18, 0, 20, False, "", ""),
    "header": (17, 0, 0, False, GREY, ""),
    "Table Text": (19, 20, 20, False, "", ""),
    LABEL: (16, 160, 0, False, GREY, "<w:keepNext/>"),
    BLOCK_TITLE: (22, 0, 40, True, BOARD, "<w:keepNext/>"),
    PICTURE_TEXT: (19, 0, 40, False, "", ""),
    CAPTION: (19, 0, 80, False, "", ""),
    TRANSCRIPT: (19, 0, 80, False, "", ""),
    QUESTION: (20, 0, 30, False, GREY, ""),
}
CHARACTERS: Mapping[str, str] = {
    "Hyperlink": f'<w:color w:val="{BOARD}"/><w:u w:val="single"/>',
    "footnote reference": '<w:vertAlign w:val="superscript"/>',
    "HTML Code": f'<w:rFonts w:ascii="{CODE_FONT}" w:hAnsi="{CODE_FONT}" w:cs="{CODE_FONT}"/>',
}
GRID = """<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>
<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>
</w:tblCellMar></w:tblPr></w:style><w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>
<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr></w:style>"""


def style_id(name: str) -> str:
    """What a file calls a style inside: as Word does for its own."""
    return "".join(word[:1].upper() + word[1:] for word in name.split())


def styles_xml(tag: str) -> str:
    """The part with the styles; texts are in the language `tag` ("it-IT") where nothing else is said."""
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:color="A9B8B2"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    made = [
        f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:sz w:val="21"/>'
        f'<w:lang w:val="{tag}"/></w:rPr></w:rPrDefault></w:docDefaults>',
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:spacing w:before="40" w:after="100" w:line="264" w:lineRule="auto"/></w:pPr></w:style>',
        *map(_paragraph, PARAGRAPHS),
        *(
            f'<w:style w:type="character" w:styleId="{style_id(name)}"><w:name w:val="{name}"/>'
            f"<w:rPr>{said}</w:rPr></w:style>"
            for name, said in CHARACTERS.items()
        ),
        GRID.format(borders=borders),
        "</w:styles>",
    ]
    return "".join(made)


def _paragraph(name: str) -> str:
    size, before, after, is_bold, colour, more = PARAGRAPHS[name]
    keep, rest = (
        ("<w:keepNext/>", more.removeprefix("<w:keepNext/>")) if more.startswith("<w:keepNext/>") else ("", more)
    )
    border, rest = (rest, "") if rest.startswith("<w:pBdr") else ("", rest)
    font = f'<w:rFonts w:ascii="{CODE_FONT}" w:hAnsi="{CODE_FONT}"/>' if name == "HTML Preformatted" else ""
    paint = f'<w:color w:val="{colour}"/>' if colour else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id(name)}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="{"Normal" if keep else style_id(name)}"/><w:qFormat/>'
        f'<w:pPr>{keep}{border}<w:spacing w:before="{before}" w:after="{after}"/>{rest}</w:pPr>'
        f'<w:rPr>{font}{"<w:b/>" if is_bold else ""}{paint}<w:sz w:val="{size}"/></w:rPr></w:style>'
    )


def numbering_xml(starts: Sequence[tuple[int, int]]) -> str:
    """The part with the lists: bullets, and an ordered list of its own for each of `starts` (level, first number).

    Each has a definition of its own. Other programs would take a list that only begins anew for two lists.
    """
    lists = [_abstract("1", is_ordered=False, start=(0, 1))]
    lists += [_abstract(str(number), is_ordered=True, start=start) for number, start in enumerate(starts, 2)]
    numbers = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in range(1, len(lists) + 1)
    )
    return f'<w:numbering xmlns:w="{W}">{"".join(lists)}{numbers}</w:numbering>'


def _abstract(name: str, *, is_ordered: bool, start: tuple[int, int]) -> str:
    kind = "decimal" if is_ordered else "bullet"
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start[1] if level == start[0] else 1}"/>'
        f'<w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{f"%{level + 1}." if is_ordered else "–" if level % 2 else "•"}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{STEP * (level + 1)}" w:hanging="{HANG}"/></w:pPr></w:lvl>'
        for level in range(LEVELS)
    )
    return (
        f'<w:abstractNum w:abstractNumId="{name}"><w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>'
    )
