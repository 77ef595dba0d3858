"""Embedded answers of Moodle ("cloze"): `{1:SHORTANSWER:=right#reason~wrong}` within a text."""

import re

from elearn.authoring.exchange.questions.building import Choice, Gap, LeftOutError, place
from elearn.authoring.exchange.questions.html_text import plain_of
from elearn.authoring.exchange.questions.notebook import Notebook
from elearn.authoring.exchange.questions.runs import joined
from elearn.authoring.exchange.questions.scoring import Weighed, note_weights, typed
from elearn.authoring.exchange.questions.values import MOST_CHOICES

EMBEDDED = re.compile(r"\{(\d{0,3}):([A-Z_]{1,20}):((?:\\.|[^}\\])*)\}", re.DOTALL)
OPENING = re.compile(r"\{\d{0,3}:[A-Z_]{1,20}:")
SPLIT = re.compile(r"(?<!\\)~")
WEIGHT = re.compile(r"\s*(?:%(-?\d{1,3}(?:[.,]\d{0,7})?)%|(=))")
FEEDBACK = re.compile(r"(?<!\\)#")
ESCAPED = re.compile(r"""\\([}#~=/"':\\])""")
TYPED = frozenset({"SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"})
WITH_CASE = frozenset({"SHORTANSWER_C", "SAC", "MWC"})
CHOSEN = frozenset(
    {
        *("MULTICHOICE", "MC", "MULTICHOICE_V", "MCV", "MULTICHOICE_H", "MCH"),
        *("MULTICHOICE_S", "MCS", "MULTICHOICE_VS", "MCVS", "MULTICHOICE_HS", "MCHS"),
    }
)
NUMERIC = frozenset({"NUMERICAL", "NM"})


def gaps_of(notebook: Notebook, html: str) -> tuple[str, list[Gap]]:
    """The text with places instead of its answers, and the gaps. LeftOutError where one cannot be ours."""
    gaps: list[Gap] = []
    if len(OPENING.findall(html)) > MOST_CHOICES:
        raise LeftOutError("too_many_choices", most=str(MOST_CHOICES))

    def take(found: re.Match[str]) -> str:
        gaps.append(_gap(notebook, found[2], found[3]))
        if found[1] not in ("", "1"):
            notebook.add("gap_weight_lost", weight=found[1])
        return place(len(gaps) - 1)

    return EMBEDDED.sub(take, html), gaps


def _gap(notebook: Notebook, kind: str, body: str) -> Gap:
    answers = [_answer(notebook, one) for one in SPLIT.split(body) if one.strip()]
    if kind in CHOSEN:
        note_weights(notebook, [one.weight for one in answers], is_several=False)
        return Gap(tuple(Choice(notebook.html(one.text), one.feedback, one.weight >= 100) for one in answers))
    if kind in TYPED | NUMERIC:
        if kind in WITH_CASE:
            notebook.add("case_lost")
        plain = [Weighed(one.weight, _plain(notebook, one.text), one.feedback) for one in answers]
        return typed(notebook, [_exact(notebook, one) for one in plain] if kind in NUMERIC else plain)
    raise LeftOutError("type_left_out", type=kind)


def _answer(notebook: Notebook, raw: str) -> Weighed:
    weighed = WEIGHT.match(raw)
    text, *feedback = FEEDBACK.split(raw[weighed.end() :] if weighed else raw, maxsplit=1)
    weight = 0.0 if not weighed else 100.0 if weighed[2] else float(weighed[1].replace(",", "."))
    return Weighed(weight, ESCAPED.sub(r"\1", text).strip(), notebook.html(ESCAPED.sub(r"\1", "".join(feedback))))


def _plain(notebook: Notebook, html: str) -> str:
    return plain_of(joined(notebook.paragraphs(html).runs))


def _exact(notebook: Notebook, one: Weighed) -> Weighed:
    """A number within a text is typed like a word: its tolerance is lost."""
    right, _colon, tolerance = one.text.partition(":")
    if tolerance.strip(" 0."):
        notebook.add("tolerance_lost", text=one.text)
    return Weighed(one.weight, right.strip(), one.feedback)
