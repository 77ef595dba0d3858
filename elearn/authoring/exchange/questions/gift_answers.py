"""What stands between the braces of GIFT."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from elearn.authoring.exchange.questions.building import (
    COMPLETE,
    Choice,
    Gap,
    LeftOutError,
    Pair,
    choice_question,
    figure,
    gap_question,
    matching,
    number,
    ordering,
    place,
    short_text,
    true_false,
)
from elearn.authoring.exchange.questions.gift_signs import shown
from elearn.authoring.exchange.questions.notebook import Notebook
from elearn.authoring.exchange.questions.scoring import Weighed, note_weights, typed
from elearn.authoring.exchange.questions.values import MOST_CHOICES
from elearn.catalogue.rules.quiz_values import Reasons

WEIGHT = re.compile(r"\s*%(-?\d{1,3}(?:[.,]\d{0,7})?)%")
ANSWER = re.compile(r"([=~])([^=~]*)")
STATEMENT = re.compile(r"\s*(T|TRUE|F|FALSE)\s*(?:#(.*))?\Z", re.DOTALL | re.IGNORECASE)
ORDER_HEAD = re.compile(r"\A\s*(?:\d+|ALL|RANDOM|CONTIGUOUS|EXACT|REL|CONTIG)(?:[ \t]+[A-Z_0-9]+)*[ \t]*(?=\n|\Z)")
EMPTY_LINE = re.compile(r"\n[ \t]*\n")
TAG_IN_MARKDOWN = re.compile(r"</?[A-Za-z][^<>]*>|!\[")
ARROW = "->"


@dataclass(frozen=True, slots=True)
class Text:
    """How the texts of one question are read: `form` is moodle, html, markdown or plain."""

    notebook: Notebook
    form: str

    def words(self, raw: str) -> str:
        """A piece of the file as our Markdown."""
        return self.meant(shown(raw).strip())

    def meant(self, text: str) -> str:
        """A text without escapes as our Markdown."""
        if self.form == "markdown":
            if TAG_IN_MARKDOWN.search(text):
                self.notebook.add("html_in_markdown")
            return text
        if self.form == "plain":
            return self.notebook.plain(text)
        return self.notebook.html(EMPTY_LINE.sub("<br>", text) if self.form == "moodle" and "<" in text else text)

    def paragraphs(self, raw: str) -> list[str]:
        """A piece of the file, paragraph by paragraph."""
        if self.form == "html":
            return [self.notebook.html(shown(raw))]
        return [self.meant(part.strip()) for part in EMPTY_LINE.split(shown(raw)) if part.strip()]


@dataclass(frozen=True, slots=True)
class _Answer:
    """One answer: its sign (= or ~), weight in percent, text and feedback as in the file."""

    sign: str
    weight: float | None
    text: str
    feedback: str

    @property
    def share(self) -> float:
        return self.weight if self.weight is not None else 100 if self.sign == "=" else 0


def read_answers(own_id: str, text: Text, before: str, inside: str, after: str) -> Pair:
    """The question. Raises LeftOutError."""
    body, mark, general = inside.rpartition("####")
    body = (body if mark else inside).strip()
    pair = _by_kind(own_id, text, before, body, after)
    return text.notebook.finished(pair, text.words(general) if mark else "")


def _by_kind(own_id: str, text: Text, before: str, body: str, after: str) -> Pair:
    stem = text.words(f"{before.rstrip()} {after.strip()}" if after.strip() else before)
    statement = STATEMENT.match(body)
    if not body:
        return short_text(own_id, stem)
    if body.startswith("#"):
        return _number(own_id, stem, text, body[1:])
    if body.startswith(">"):
        return _ordering(own_id, stem, text, body[1:])
    if statement:
        return _true_false(own_id, stem, text, statement)
    if "~" in body:
        return _choices(own_id, text, before, body, after, stem)
    if ARROW in body and all(ARROW in one.text for one in _answers(body)):
        return _matching(own_id, stem, text, body)
    if "=" in body:
        return _typed(own_id, text, before, body, after)
    raise LeftOutError("unknown_answers", text=shown(body))


def _answers(body: str) -> list[_Answer]:
    out: list[_Answer] = []
    for found in ANSWER.finditer(body):
        if len(out) == MOST_CHOICES:
            raise LeftOutError("too_many_choices", most=str(MOST_CHOICES))
        weighed = WEIGHT.match(found[2])
        words, _sign, feedback = (found[2][weighed.end() :] if weighed else found[2]).partition("#")
        out.append(_Answer(found[1], float(weighed[1].replace(",", ".")) if weighed else None, words, feedback))
    return out


def _true_false(own_id: str, stem: str, text: Text, found: re.Match[str]) -> Pair:
    """`{T#feedback to a wrong answer#feedback to a right one}`."""
    right = found[1].upper().startswith("T")
    wrong_words, _sign, right_words = (found[2] or "").partition("#")
    to_wrong, to_right = text.words(wrong_words), text.words(right_words)
    return true_false(own_id, stem, right=right, reasons=(to_right, to_wrong) if right else (to_wrong, to_right))


def _choices(own_id: str, text: Text, before: str, body: str, after: str, stem: str) -> Pair:
    answers = _answers(body)
    is_several = not any(one.sign == "=" for one in answers)
    choices = tuple(Choice(text.words(one.text), text.words(one.feedback), one.share > 0) for one in answers)
    if not is_several:
        choices = tuple(
            Choice(choice.text, choice.reason, one.share >= 100) for choice, one in zip(choices, answers, strict=True)
        )
        if sum(choice.is_right for choice in choices) > 1:
            text.notebook.add("either_right")
            is_several = True
    note_weights(text.notebook, [one.share for one in answers], is_several=is_several)
    if after.strip() and not is_several:
        return _in_sentence(own_id, text, before, after, Gap(choices))
    return choice_question(own_id, stem, choices, is_several=is_several)


def _in_sentence(own_id: str, text: Text, before: str, after: str, gap: Gap) -> Pair:
    """A missing word: the last paragraph has the gap, what stands above it is the stem."""
    paragraphs = text.paragraphs(f"{before}{place(0)}{after}")
    at = next((index for index, one in enumerate(paragraphs) if place(0) in one), 0)
    stem = " ".join(paragraphs[:at]) or COMPLETE.get(text.notebook.language, COMPLETE["en"])
    return gap_question(own_id, stem, " ".join(paragraphs[at:]), [gap])


def _typed(own_id: str, text: Text, before: str, body: str, after: str) -> Pair:
    weighed = [Weighed(one.share, shown(one.text).strip(), text.words(one.feedback)) for one in _answers(body)]
    gap = typed(text.notebook, weighed)
    if after.strip():
        return _in_sentence(own_id, text, before, after, gap)
    return gap_question(own_id, text.words(before), place(0), [gap])


def _matching(own_id: str, stem: str, text: Text, body: str) -> Pair:
    rows: list[tuple[str, str]] = []
    for one in _answers(body):
        item, arrow, answer = one.text.partition(ARROW)
        if not arrow:
            raise LeftOutError("unknown_answers", text=shown(one.text).strip())
        rows.append((text.words(item), text.words(answer)))
        if one.feedback.strip():
            text.notebook.add("feedback_lost", text=text.words(one.feedback))
    answers = list(dict.fromkeys(answer for _item, answer in rows))
    items = [(item, answers.index(answer)) for item, answer in rows if item]
    words: Sequence[Choice] = [Choice(item) for item, _index in items]
    return matching(own_id, stem, words, [Choice(one) for one in answers], [at for _item, at in items], is_groups=False)


def _ordering(own_id: str, stem: str, text: Text, body: str) -> Pair:
    """Two dialects: one item in a line below the settings, or each behind an equals sign."""
    if body.lstrip().startswith("="):
        items = [one.text for one in _answers(body)]
    else:
        items = ORDER_HEAD.sub("", body, count=1).split("\n", MOST_CHOICES + 2)
    return ordering(own_id, stem, [Choice(text.words(item)) for item in items if item.strip()])


def _number(own_id: str, stem: str, text: Text, body: str) -> Pair:
    """`{#5:0.1#feedback}`, `{#1..5}`, or several answers behind equals signs."""
    main, _sign, wrong = body.partition("~")
    answers = _answers(main if main.lstrip().startswith("=") else f"={main}")
    full = [one for one in answers if one.share >= 100]
    if not full:
        raise LeftOutError("nothing_right")
    right, tolerance = _range(shown(full[0].text))
    for one in answers:
        if one is not full[0]:
            text.notebook.add("answer_lost", text=shown(one.text).strip(), weight=f"{one.share:g}")
    to_wrong = text.words(wrong.partition("#")[2])
    return number(own_id, stem, right, tolerance, Reasons(text.words(full[0].feedback), to_wrong))


def _range(text: str) -> tuple[float, float]:
    if ".." in text:
        least, _dots, most = text.partition("..")
        low, high = sorted((figure(least), figure(most)))
        return round((low + high) / 2, 9), round((high - low) / 2, 9)
    right, _colon, tolerance = text.partition(":")
    return figure(right), abs(figure(tolerance)) if tolerance.strip() else 0.0
