"""Pages and pictures by typst. What people wrote goes in as data; templates stand in `typ/`."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Literal

import typst

from elearn.workbooks.exports.paper.blocks import Paper, Picture

TEMPLATES = Path(__file__).parent / "typ"
Form = Literal["pdf", "png"]
Standard = Literal["ua-1"] | None  # PDF/UA-1: ISO 14289-1
DOTS_PER_INCH = 192.0

#: (whether fonts of the machine are used, the standard that the file keeps). A letter that no font of typst has (of
#: Amharic, an emoji) is taken from the machine; where it has none either, a box stands there, which PDF/UA forbids.
ATTEMPTS: Mapping[Form, tuple[tuple[bool, Standard], ...]] = {
    "pdf": ((False, "ua-1"), (True, "ua-1"), (True, None)),
    "png": ((False, None), (True, None)),
}


def typeset_pdf(paper: Paper) -> bytes:
    """A document as tagged PDF, the same bytes for the same paper. It is accessible by PDF/UA-1 (see ATTEMPTS)."""
    return _typeset("paper.typ", asdict(paper), "pdf", paper.day)


def typeset_png(picture: Picture, day: date) -> bytes:
    """A picture as points, on white."""
    return _typeset("picture.typ", {"drawn": picture.drawn, "data": picture.data}, "png", day)


def _typeset(template: str, given: Mapping[str, Any], form: Form, day: date) -> bytes:
    """The first attempt without errors and warnings; the last one stands with whatever it warns of."""
    *careful, last = ATTEMPTS[form]
    for uses_machine, standard in careful:
        try:
            made, warnings = _compile(template, given, form, day, uses_machine, standard)
        except typst.TypstError:
            continue
        if not warnings:
            return made
    return _compile(template, given, form, day, *last)[0]


def _compile(
    template: str, given: Mapping[str, Any], form: Form, day: date, uses_machine: bool, standard: Standard
) -> tuple[bytes, list[typst.TypstWarning]]:
    return typst.compile_with_warnings(
        TEMPLATES / template,
        root=TEMPLATES,
        format=form,
        ppi=DOTS_PER_INCH if form == "png" else None,
        sys_inputs={"given": json.dumps(given, default=date.isoformat)},
        ignore_system_fonts=not uses_machine,
        pdf_standards=standard,
        timestamp=datetime.combine(day, time(), UTC),
    )
