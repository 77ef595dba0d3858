"""The types of questions in Moodle XML, each as one of our kinds."""

import re
from collections.abc import Callable, Mapping

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
from elearn.authoring.exchange.questions.cloze import gaps_of
from elearn.authoring.exchange.questions.markdown_text import markdown_of
from elearn.authoring.exchange.questions.moodle_texts import Part
from elearn.authoring.exchange.questions.runs import Collector, Paragraphs, joined
from elearn.authoring.exchange.questions.scoring import Weighed, note_weights, typed
from elearn.authoring.exchange.xml_reading import local
from elearn.catalogue.rules.quiz_values import Reasons

YES = ("true", "1", "yes")
SLOT = re.compile(r"\[\[(\d{1,3})\]\]")


def _choice(own_id: str, part: Part) -> Pair:
    answers = list(part.parts("answer"))
    is_several = part.value("single").lower() not in (*YES, "")
    weights = [answer.weight() for answer in answers]
    full = [weight >= 100 for weight in weights]
    if not is_several and sum(full) > 1:
        part.notebook.add("either_right")
        is_several = True
    note_weights(part.notebook, weights, is_several=is_several)
    choices = [
        Choice(answer.own(), answer.say("feedback"), weight > 0 if is_several else is_full)
        for answer, weight, is_full in zip(answers, weights, full, strict=True)
    ]
    return choice_question(own_id, part.say("questiontext"), choices, is_several=is_several)


def _true_false(own_id: str, part: Part) -> Pair:
    by_name = {answer.typed().lower(): answer for answer in part.parts("answer")}
    if set(by_name) != {"true", "false"}:
        return _choice(own_id, part)
    reasons = by_name["true"].say("feedback"), by_name["false"].say("feedback")
    right = by_name["true"].weight() > by_name["false"].weight()
    return true_false(own_id, part.say("questiontext"), right=right, reasons=reasons)


def _weighed(part: Part) -> list[Weighed]:
    return [Weighed(one.weight(), one.typed(), one.say("feedback")) for one in part.parts("answer")]


def _short_answer(own_id: str, part: Part) -> Pair:
    if part.value("usecase") in YES:
        part.notebook.add("case_lost")
    return gap_question(own_id, part.say("questiontext"), place(0), [typed(part.notebook, _weighed(part))])


def _number(own_id: str, part: Part) -> Pair:
    answers = list(part.parts("answer"))
    right = next((one for one in answers if one.weight() >= 100 and one.typed() != "*"), None)
    if right is None:
        raise LeftOutError("nothing_right")
    wrong = next((one for one in answers if one.typed() == "*" and one.weight() <= 0), None)
    for one in answers:
        if one.element not in (right.element, wrong.element if wrong else None):
            part.notebook.add("answer_lost", text=one.typed(), weight=f"{one.weight():g}")
    reasons = Reasons(right.say("feedback"), wrong.say("feedback") if wrong else "")
    tolerance = abs(figure(right.value("tolerance") or "0"))
    return number(own_id, part.say("questiontext"), figure(right.typed()), tolerance, reasons, _unit(part))


def _unit(part: Part) -> str:
    units = list(part.part("units").parts("unit"))
    basic = next((one for one in units if one.value("multiplier") in ("1", "1.0", "1.0000000", "")), None)
    for unit in units:
        if basic is None or unit.element is not basic.element:
            part.notebook.add("further_unit_lost", unit=unit.value("unit_name"))
    return basic.value("unit_name") if basic else ""


def _matching(own_id: str, part: Part) -> Pair:
    rows = [(one.own(), one.part("answer").own()) for one in part.parts("subquestion")]
    answers = list(dict.fromkeys(answer for _item, answer in rows))
    items = [(item, answers.index(answer)) for item, answer in rows if item]
    places = [place_of for _item, place_of in items]
    words = [Choice(item) for item, _place in items]
    return matching(own_id, part.say("questiontext"), words, [Choice(one) for one in answers], places, is_groups=False)


def _ordering(own_id: str, part: Part) -> Pair:
    items = [Choice(one.own(), one.say("feedback")) for one in part.parts("answer")]
    return ordering(own_id, part.say("questiontext"), items)


def _essay(own_id: str, part: Part) -> Pair:
    if part.say("responsetemplate"):
        part.notebook.add("template_lost", text=part.say("responsetemplate"))
    model, criteria = _graders(part)
    return short_text(own_id, part.say("questiontext"), model, criteria)


def _graders(part: Part) -> tuple[str, list[str]]:
    """What graders read: the items of a list are criteria, the rest is the model."""
    found = part.notebook.paragraphs(part.raw(part.part("graderinfo").element))
    lists = [runs for runs in found.runs if runs[0].text.startswith(Collector.BULLET)]
    rest = [runs for runs in found.runs if runs not in lists]
    criteria = [markdown_of(runs)[0].removeprefix(Collector.BULLET) for runs in lists]
    return markdown_of(joined(rest))[0], criteria


def _sentence(own_id: str, part: Part, found: Paragraphs, gaps: list[Gap]) -> Pair:
    """What stands above the first paragraph with a gap is the stem."""
    part.notebook.lose(found.lost)
    texts = [markdown_of(runs)[0] for runs in found.runs]
    first = next((index for index, text in enumerate(texts) if "\ue000" in text), 0)
    stem = " ".join(texts[:first]) or COMPLETE.get(part.notebook.language, COMPLETE["en"])
    return gap_question(own_id, stem, " ".join(texts[first:]), gaps)


def _cloze(own_id: str, part: Part) -> Pair:
    text, gaps = gaps_of(part.notebook, part.raw(part.part("questiontext").element))
    if not gaps:
        raise LeftOutError("description")
    return _sentence(own_id, part, part.notebook.paragraphs(text), gaps)


def _chosen_words(own_id: str, part: Part) -> Pair:
    """Words that are dragged or selected into `[[1]]`: each gap offers the words of its group."""
    options = [one for one in part.element if local(one) in ("dragbox", "selectoption")]
    words = [Part(part.notebook, one) for one in options]
    raw = part.raw(part.part("questiontext").element)
    numbers = [int(found[1]) for found in SLOT.finditer(raw)]
    if any(not 1 <= one <= len(words) for one in numbers):
        raise LeftOutError("nothing_right")
    gaps = [Gap(_group(words, one - 1)) for one in numbers]
    counter = iter(range(len(numbers)))
    return _sentence(own_id, part, part.notebook.paragraphs(SLOT.sub(lambda _one: place(next(counter)), raw)), gaps)


def _group(words: list[Part], right: int) -> tuple[Choice, ...]:
    group = words[right].value("group")
    return tuple(
        Choice(one.own(), "", index == right) for index, one in enumerate(words) if one.value("group") == group
    )


KINDS: Mapping[str, Callable[[str, Part], Pair]] = {
    "multichoice": _choice,
    "truefalse": _true_false,
    "shortanswer": _short_answer,
    "numerical": _number,
    "matching": _matching,
    "match": _matching,
    "ddmatch": _matching,
    "ordering": _ordering,
    "order": _ordering,
    "essay": _essay,
    "cloze": _cloze,
    "multianswer": _cloze,
    "gapselect": _chosen_words,
    "ddwtos": _chosen_words,
}
