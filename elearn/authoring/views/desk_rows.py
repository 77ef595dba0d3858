"""The parts of a translation desk as its page shows them: words to type, what changed, terms to use."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from markupsafe import Markup

from elearn.authoring.rules.desk import FRONT_PARTS, Segment, State
from elearn.authoring.rules.desk_saving import Outcome
from elearn.authoring.rules.desk_terms import TermPair, term_pairs
from elearn.authoring.rules.recognising import Lexicon
from elearn.authoring.service.desk import OpenDesk
from elearn.authoring.words.problems import describe
from elearn.catalogue.rules.values import Term
from elearn.core.differences import Piece, words_between
from elearn.core.ids import short_digest
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


LISTED = ("objectives", "criteria", "accepted")


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One part on the page. `typed` are the words in the field, `theirs` what somebody else saved meanwhile."""

    segment: Segment
    kind: str
    html: Markup
    opened: str
    typed: str
    terms: tuple[TermPair, ...] = ()
    changed: tuple[Piece, ...] = ()
    theirs: str | None = None
    errors: tuple[str, ...] = ()
    question: str = ""

    @property
    def key(self) -> str:
        """The name of the part in the form."""
        return self.segment.key

    @property
    def lines(self) -> int:
        """How high the field is before anybody types, where the browser does not fit it to its words."""
        longest = max(self.segment.source, self.typed, key=len)
        return min(20, 2 + longest.count("\n") + len(longest) // 60)


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
        typed, theirs = one.words, None
        errors: tuple[str, ...] = ()
        if one.key in self.clashes:
            typed, theirs = self.clashes[one.key].words, one.words
        if one.key in self.faults:
            change, problems = self.faults[one.key]
            typed, errors = change.words, tuple(describe(problem) for problem in problems)
        question = one.key.partition("/")[0] if one.key.endswith("/stem") and one.key.count("/") == 1 else ""
        return DeskRow(
            segment=one,
            kind=self.kind(one),
            html=self.html(one),
            opened=short_digest(one.words),
            typed=typed,
            terms=term_pairs(one.source, self.languages, self.terms, self.known),
            changed=words_between(one.before, one.source) if one.before and one.state is not State.DONE else (),
            theirs=theirs,
            errors=errors,
            question=question,
        )

    def kind(self, one: Segment) -> str:
        is_heading = one.kind == "prose" and one.source.startswith("#")
        return str(_("Heading") if is_heading else KINDS.get(one.kind, KINDS["text"]))

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
