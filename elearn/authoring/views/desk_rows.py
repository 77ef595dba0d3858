"""The parts of a translation desk as its page shows them: words to type, what changed, terms to use."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from markupsafe import Markup

from elearn.authoring.rules.desk import FRONT_PARTS, Segment, State
from elearn.authoring.rules.desk_fields import (
    WHOLE,
    Field,
    fields_of,
    filled,
    flowing,
    plain_field,
    spoken,
    values_of,
    words_of,
)
from elearn.authoring.rules.desk_saving import Change, Outcome, opened_as
from elearn.authoring.rules.desk_terms import TermPair, marks_of, term_pairs
from elearn.authoring.rules.recognising import Lexicon
from elearn.authoring.service.desk import OpenDesk
from elearn.authoring.words.problems import describe
from elearn.catalogue.rules.values import Term
from elearn.core.differences import Piece, words_between
from elearn.markup.blocks import split
from elearn.markup.render import render_inline, render_prose

#: What a part is, in the reader's words.
KINDS: Mapping[str, LazyString] = {
    "title": _("Title"),
    "summary": _("Summary"),
    "objectives": _("Objectives, one on each line"),
    "prose": _("Text"),
    "note": _("Note"),
    "tip": _("A tip"),
    "mistake": _("A common mistake"),
    "trainer": _("The trainer's words"),
    "case": _("Case"),
    "media": _("Words about a picture or a recording"),
    "turn": _("Your turn"),
    "checklist": _("Checklist"),
    "details": _("Text that opens"),
    "drawing": _("Word in a drawing"),
    "stem": _("Question"),
    "text": _("Answer"),
    "reason": _("Reason"),
    "right": _("Reason for a right answer"),
    "wrong": _("Reason for a wrong answer"),
    "unit": _("Unit"),
    "model": _("Model answer"),
    "criteria": _("Criteria, one on each line"),
    "accepted": _("Accepted answers, one on each line"),
}


#: What a field holds, where a part has several.
LABELS: Mapping[str, LazyString] = {
    "title": _("Title"),
    "name": _("Name of the trainer"),
    "text": _("Text"),
    "lines": _("Lines to tick off, one below the other"),
    "alt": _("What the picture shows"),
    "alt-audio": _("What it says"),
    "caption": _("Caption"),
    "transcript": _("Every word that is spoken"),
    WHOLE: _("As written"),
}

#: What is written with marks that a reader does not see.
MARKED = re.compile(r"(?<!\w)[*_`]\w|^ {0,3}(?:[-+*#|]|\d+\.)", re.MULTILINE)
LISTED = ("objectives", "criteria", "accepted")


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One part on the page. `fields` hold the words, `theirs` is what somebody else saved meanwhile.

    `marks` are links and footnotes of the source, to be copied. Links to terms stand with the terms.
    """

    segment: Segment
    kind: str
    html: Markup
    opened: str
    fields: tuple[Field, ...]
    terms: tuple[TermPair, ...] = ()
    changed: tuple[Piece, ...] = ()
    theirs: str | None = None
    errors: tuple[str, ...] = ()
    question: str = ""
    marks: tuple[str, ...] = ()
    picture: str = ""

    @property
    def key(self) -> str:
        """The name of the part in the form."""
        return self.segment.key

    @property
    def is_open(self) -> bool:
        """Whether somebody still has something to do here."""
        return self.segment.is_open or bool(self.errors) or self.theirs is not None

    @property
    def has_empty(self) -> bool:
        """Whether the source says something that the translation does not say yet."""
        return any(field.is_wanting for field in self.fields)

    @property
    def as_written(self) -> str:
        """The source with its marks, where it has any: a list, words in bold."""
        if not self.segment.key.isdecimal():
            return ""
        return "\n\n".join(one.source for one in self.fields if MARKED.search(one.source))

    @property
    def cells(self) -> list[list[Field | None]]:
        """The fields of a table, row by row; None where the source's cell is empty."""
        places = {tuple(map(int, one.detail.split())): one for one in self.fields if one.label == "cell"}
        rows, columns = (max((place[axis] for place in places), default=-1 + axis) for axis in (0, 1))
        return [[places.get((row, column)) for column in range(1, columns + 1)] for row in range(rows + 1)]

    @property
    def other_fields(self) -> list[Field]:
        """The fields that are not cells of a table."""
        return [one for one in self.fields if one.label != "cell"]

    def label(self, field: Field) -> str:
        """What to write into a field."""
        if field.label == "note":
            return str(_("Footnote “%(name)s”", name=field.detail))
        is_spoken = field.label == "alt" and any(one.label == "transcript" for one in self.fields)
        return str(LABELS.get("alt-audio" if is_spoken else field.label, self.kind))

    def is_wrong(self, field: Field) -> bool:
        """Whether the error of the part is about this field: the empty ones, where there are any."""
        return bool(self.errors or self.theirs is not None) and (field.is_wanting or not self.has_empty)


def desk_rows(
    opened: OpenDesk, terms: Mapping[str, Term], known: Lexicon, outcome: Outcome | None = None
) -> list[DeskRow]:
    """The parts with words, with what became of the words that were just sent."""
    show = _Rows(opened, terms, known, outcome)
    return [show.row(one) for one in opened.desk.segments if one.has_words]


def next_open(segments: tuple[Segment, ...], after: str) -> str:
    """The key of the next part that needs somebody, behind this one; else the first one, else the part itself."""
    keys = [one.key for one in segments]
    place = keys.index(after) + 1 if after in keys else 0
    for one in (*segments[place:], *segments[:place]):
        if one.is_open:
            return one.key
    return after


class _Rows:
    """One page: what all of its rows share."""

    def __init__(self, opened: OpenDesk, terms: Mapping[str, Term], known: Lexicon, outcome: Outcome | None) -> None:
        self.opened = opened
        self.terms = terms
        self.known = known
        self.clashes = (outcome.clashes if outcome else None) or {}
        self.faults = (outcome.faults if outcome else None) or {}
        self.languages = opened.source_language, opened.language
        self.is_text = opened.thing.is_text

    def row(self, one: Segment) -> DeskRow:
        change, theirs = self.clashes.get(one.key), None
        errors: tuple[str, ...] = ()
        if change:
            theirs = spoken(one.words)
        if one.key in self.faults:
            change, problems = self.faults[one.key]
            errors = tuple(describe(problem) for problem in problems)
        question = one.key.partition("/")[0] if one.key.endswith("/stem") and one.key.count("/") == 1 else ""
        return DeskRow(
            segment=one,
            kind=self.kind(one),
            html=self.html(one),
            opened=opened_as(one.key, one.words),
            fields=_fields(one, change),
            terms=term_pairs(one.source, self.languages, self.terms, self.known),
            changed=_changed(one),
            theirs=theirs,
            errors=errors,
            question=question,
            marks=marks_of(one.source) if self.is_block(one) else (),
            picture=self.picture(one),
        )

    def is_block(self, one: Segment) -> bool:
        return self.is_text and one.key.isdecimal()

    def picture(self, one: Segment) -> str:
        """The file that a part speaks about; "" where it speaks about none that can be seen."""
        name = split(one.source).blocks[0].title if self.is_block(one) and one.kind == "media" else ""
        return name if name in self.opened.pictures else ""

    def kind(self, one: Segment) -> str:
        special = {"#": _("Heading"), "|": _("Table")}.get(one.source[:1]) if one.kind == "prose" else None
        return str(special or KINDS.get(one.kind, KINDS["text"]))

    def html(self, one: Segment) -> Markup:
        """The source as a reader sees it. A special block is told by its title, words and options."""
        if one.kind in LISTED:
            return render_prose("\n".join(f"- {line}" for line in one.source.split("\n")))
        if not self.is_text or one.key in FRONT_PARTS:
            return render_inline(one.source)
        pieces = split(one.source)
        block = pieces.blocks[0]
        words = [block.options[name] for name in ("alt", "caption", "transcript") if name in block.options]
        title = [] if block.kind in ("prose", "media") or not block.title else [f"**{block.title}**"]
        notes = [note.text for note in pieces.footnotes]
        return render_prose("\n\n".join([*title, block.text, *words, *notes]))


def _fields(one: Segment, change: Change | None) -> tuple[Field, ...]:
    """The fields of a part, with what was just typed into them."""
    words = change.words if change else one.words
    if not one.key.isdecimal():
        return (plain_field(one.kind, one.source, words),)
    empty = fields_of(one.source, "")
    if change and change.fields and change.fields.keys() <= {field.name for field in empty}:
        return filled(empty, change.fields)
    fields = fields_of(one.source, words)
    shown = flowing(fields)
    is_same = opened_as(one.key, words_of(one.source, values_of(shown))) == opened_as(one.key, words)
    return shown if is_same else fields


def _changed(one: Segment) -> tuple[Piece, ...]:
    """What the source says differently from what it said when the words were written."""
    if not one.before or one.state is State.DONE:
        return ()
    before, now = (spoken(text) if one.key.isdecimal() else text for text in (one.before, one.source))
    return words_between(before, now) if before != now else words_between(one.before, one.source)
