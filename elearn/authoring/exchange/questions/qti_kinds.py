"""The interactions of QTI, each as one of our kinds."""

from collections.abc import Callable, Mapping, Sequence

from elearn.authoring.exchange.questions.building import (
    COMPLETE,
    Choice,
    Gap,
    LeftOutError,
    Pair,
    choice_question,
    gap_question,
    is_statement,
    matching,
    number,
    ordering,
    short_text,
    true_false,
)
from elearn.authoring.exchange.questions.markdown_text import markdown_of
from elearn.authoring.exchange.questions.qti_body import Block, Paragraph, Walk, prompt_of, rubric
from elearn.authoring.exchange.questions.qti_expressions import UnknownRuleError, number_of, tolerances
from elearn.authoring.exchange.questions.qti_item import NONSENSE, Item
from elearn.authoring.exchange.questions.qti_scoring import NUMBERS, Declared
from elearn.authoring.exchange.questions.runs import Collector
from elearn.authoring.exchange.questions.scoring import note_weights
from elearn.authoring.exchange.xml_reading import Element, children, text_in
from elearn.catalogue.rules.quiz_values import Reasons


def own(identifier: str) -> str:
    """The part of an identifier that is the id of a choice: ours are written `question.choice`, digits behind `_`."""
    return identifier.rpartition(".")[2].lstrip("_")


def right_ones(item: Item, response: Declared, identifiers: Sequence[str]) -> list[str]:
    """The right choices: as declared, else as mapped, else those to which the item gives points."""
    if response.correct:
        return [one for one in response.correct if one in identifiers]
    mapped = [one for one in identifiers if response.mapping.get(one, 0) > 0]
    return mapped or [one for one in identifiers if (item.score({response.id: [one]}) or 0) > 0]


def _choice(own_id: str, item: Item, element: Element, stem: str) -> Pair:
    response = item.response(element)
    identifiers, choices = _choices(item, response, list(children(element, "simpleChoice")))
    right = right_ones(item, response, identifiers)
    is_several = response.cardinality == "multiple" and element.get("maxChoices") != "1"
    made = [Choice(one.text, one.reason, name in right, one.id) for name, one in zip(identifiers, choices, strict=True)]
    names = [own(name).lower() for name in identifiers]
    if not is_several and len(right) == 1 and (names == ["true", "false"] or is_statement([one.text for one in made])):
        return true_false(own_id, stem, right=made[0].is_right, reasons=(made[0].reason, made[1].reason))
    _note_weights(item, response, identifiers, is_several=is_several)
    return choice_question(own_id, stem, made, is_several=is_several)


def _choices(item: Item, response: Declared, elements: Sequence[Element]) -> tuple[list[str], list[Choice]]:
    """The choices of an interaction, each with what the item says to it."""
    identifiers = [one.get("identifier", "") for one in elements]
    walks = [item.walked(one) for one in elements]
    inside = [item.words(p for one in walk.feedback for p in one.paragraphs) for walk in walks]
    said = [item.said(response.id, [name]) for name in identifiers]
    if (
        response.cardinality == "multiple"
    ):  # one choice alone is seldom the answer: only what is said to it and no other
        said = [words if said.count(words) == 1 else "" for words in said]
    reasons = [
        within or spoken or item.said_of(name) for within, spoken, name in zip(inside, said, identifiers, strict=True)
    ]
    texts = [item.words(walk.paragraphs) for walk in walks]
    return identifiers, [
        Choice(text, reason, id=own(name)) for text, reason, name in zip(texts, reasons, identifiers, strict=True)
    ]


def _note_weights(item: Item, response: Declared, identifiers: Sequence[str], *, is_several: bool) -> None:
    if response.mapping:
        points = [response.mapping.get(one, response.default) for one in identifiers]
    elif is_several:
        item.notebook.add("all_or_nothing")
        return
    else:
        points = [item.score({response.id: [one]}) or 0 for one in identifiers]
    most = sum(one for one in points if one > 0) if is_several else max(points, default=0)
    if most > 0:
        note_weights(item.notebook, [round(100 * one / most, 5) for one in points], is_several=is_several)


def _ordering(own_id: str, item: Item, element: Element, stem: str) -> Pair:
    response = item.response(element)
    by_name = {one.get("identifier", ""): one for one in children(element, "simpleChoice")}
    if sorted(response.correct) != sorted(by_name):
        raise LeftOutError("order_partial")
    items = [Choice(item.text(by_name[one]), item.said_of(one), id=own(one)) for one in response.correct]
    item.said(response.id, response.correct)
    return ordering(own_id, stem, items)


def _matching(own_id: str, item: Item, element: Element, stem: str) -> Pair:
    response = item.response(element)
    sets = [
        {one.get("identifier", ""): one for one in children(group, "simpleAssociableChoice")}
        for group in children(element, "simpleMatchSet")
    ]
    if len(sets) != 2:
        raise LeftOutError("unknown_answers", text=element.tag)
    pairs = _pairs(response, sets[0])
    if len({first for first, _second in pairs}) < len(pairs) and len({second for _f, second in pairs}) == len(pairs):
        sets, pairs = sets[::-1], [(second, first) for first, second in pairs]
    right = dict(pairs)
    known = all(first in sets[0] and second in sets[1] for first, second in pairs)
    if len(right) != len(pairs) or set(right) != set(sets[0]) or not known:
        raise LeftOutError("many_pairs")
    names = (element.get("class") or "").split()
    is_groups = "quaderno-groups" in names or (
        "quaderno-matching" not in names and len(set(right.values())) < len(right) and len(sets[1]) > 1
    )
    targets = list(sets[1])
    items = [Choice(item.text(sets[0][one]), item.said_of(one), id=own(one)) for one in sets[0]]
    answers = [Choice(item.text(sets[1][one]), id=own(one)) for one in targets]
    return matching(own_id, stem, items, answers, [targets.index(right[one]) for one in sets[0]], is_groups=is_groups)


def _pairs(response: Declared, first_set: Mapping[str, Element]) -> list[tuple[str, str]]:
    """The right pairs, the first of each from the first set."""
    best = max(response.mapping.values(), default=0)
    written = response.correct or [one for one, points in response.mapping.items() if points == best > 0]
    pairs = [(first, second) for first, _space, second in (one.partition(" ") for one in written)]
    return [pair if pair[0] in first_set else pair[::-1] for pair in pairs]


def _gap_match(own_id: str, item: Item, element: Element, stem: str) -> Pair:
    """Words that are dragged into places."""
    response = item.response(element)
    words = {one.get("identifier", ""): item.text(one) for one in children(element, "gapText")}
    if any(True for _one in children(element, "gapImg")):
        raise LeftOutError("type_left_out", type="gapImg")
    walk = item.walked(element)
    right = {second: first for first, second in _pairs(response, words)}
    gaps = [
        Gap(
            tuple(
                Choice(text, "", name == right.get(place.get("identifier")), own(name)) for name, text in words.items()
            ),
            id=own(place.get("identifier", "")),
        )
        for place in walk.inline
    ]
    above, text = _parted(item, walk.paragraphs)
    return gap_question(own_id, " ".join(filter(None, (stem, above))) or _complete(item), text, gaps)


def _short_text(own_id: str, item: Item, element: Element, stem: str) -> Pair:
    model: list[str] = []
    criteria: list[str] = []
    for one in rubric(item.root):
        walk = Walk().piece(one)
        walk.lost = [lost for lost in walk.lost if lost[0] != "list_flattened"]  # a list of criteria stays one
        item.note(walk)
        for paragraph in walk.paragraphs:
            words = markdown_of(paragraph)[0]
            is_criterion = words.startswith(Collector.BULLET)
            (criteria if is_criterion else model).append(words.removeprefix(Collector.BULLET))
    reason = item.said(element.get("responseIdentifier", ""), [NONSENSE * 10])
    return short_text(own_id, stem, " ".join(model), criteria, reason)


def _complete(item: Item) -> str:
    return COMPLETE.get(item.notebook.language, COMPLETE["en"])


# --- sentences -----------------------------------------------------------------------------------------------------


def sentence(own_id: str, item: Item, block: Block) -> Pair:
    """Interactions within a text: a number, or gaps."""
    stem, text = _parted(item, block.before)
    if len(block.inline) == 1 and item.response(block.inline[0]).base in NUMBERS:
        return _number(own_id, item, block.inline[0], stem, text)
    used = [one for one in block.inline if _place_of(block, one) in text]
    gaps = [_gap(item, one) for one in used]
    for index, one in enumerate(used):
        text = text.replace(_place_of(block, one), f"\ue000{index}\ue001") if _place_of(block, one) else text
    return gap_question(own_id, stem or _complete(item), text, gaps)


def _place_of(block: Block, element: Element) -> str:
    return f"\ue000{block.inline.index(element)}\ue001"


def _parted(item: Item, paragraphs: Sequence[Paragraph]) -> tuple[str, str]:
    """What stands above the first paragraph with a place, and the rest."""
    has_place = ["\ue000" in "".join(run.text for run in one) for one in paragraphs]
    first = has_place.index(True) if True in has_place else 0
    return item.words(paragraphs[:first]), item.words(paragraphs[first:])


def _gap(item: Item, element: Element) -> Gap:
    response = item.response(element)
    if element.tag == "inlineChoiceInteraction":
        elements = list(children(element, "inlineChoice"))
        identifiers, choices = _choices(item, response, elements)
        right = right_ones(item, response, identifiers)
        made = zip(identifiers, choices, strict=True)
        return Gap(
            tuple(Choice(one.text, one.reason, name in right[:1], one.id) for name, one in made), id=_gap_id(response)
        )
    if element.tag == "textEntryInteraction":
        accepted = _accepted(item, response)
        reasons = Reasons(item.said(response.id, accepted[:1]), item.said(response.id, [NONSENSE]))
        return Gap(accepted=tuple(accepted), reasons=reasons, id=_gap_id(response))
    raise LeftOutError("type_left_out", type=element.tag)


def _gap_id(response: Declared) -> str:
    """Our gaps have their id behind a point; RESPONSE_1 of other programs is none."""
    return own(response.id) if "." in response.id else ""


def _accepted(item: Item, response: Declared) -> list[str]:
    """The words that are right: declared, mapped with full points, or compared with in a rule."""
    best = max(response.mapping.values(), default=0)
    mapped = [one for one, points in response.mapping.items() if points == best > 0]
    for one, points in response.mapping.items():
        if points < best:
            item.notebook.add("answer_lost", text=one, weight=f"{100 * points / best:g}" if best else "0")
    compared = [
        text_in(value)
        for rule in item.root.iter("match", "stringMatch", "equal")
        if any(one.get("identifier") == response.id for one in children(rule, "variable"))
        for value in children(rule, "baseValue")
    ]
    right = [one for one in compared if (item.score({response.id: [one]}) or 0) > 0]
    return list(dict.fromkeys([*response.correct, *mapped, *right]))


def _number(own_id: str, item: Item, element: Element, stem: str, text: str) -> Pair:
    response = item.response(element)
    try:
        accepted = [number_of(one) for one in _accepted(item, response)]
    except UnknownRuleError:
        accepted = []
    if not accepted:
        raise LeftOutError("nothing_right")
    before, _mark, after = text.partition("\ue001")
    before = before.partition("\ue000")[0].strip()
    for other in accepted[1:]:
        item.notebook.add("answer_lost", text=f"{other:g}", weight="100")
    right, tolerance = accepted[0], _tolerance(item, response, accepted[0])
    far = f"{right + tolerance * 3 + 12345.5}"
    reasons = Reasons(item.said(response.id, [f"{right}"]), item.said(response.id, [far]))
    return number(own_id, " ".join(filter(None, (stem, before))), right, tolerance, reasons, after.strip())


def _tolerance(item: Item, response: Declared, right: float) -> float:
    for rule in item.root.iter("equal"):
        if any(one.get("identifier") == response.id for one in children(rule, "variable")):
            try:
                return max(tolerances(rule, right))
            except UnknownRuleError:
                item.notebook.add("tolerance_lost", text=rule.get("tolerance", ""))
    return 0.0


#: Interactions that stand as a block of their own.
KINDS: Mapping[str, Callable[[str, Item, Element, str], Pair]] = {
    "choiceInteraction": _choice,
    "orderInteraction": _ordering,
    "matchInteraction": _matching,
    "gapMatchInteraction": _gap_match,
    "extendedTextInteraction": _short_text,
}


def block_question(own_id: str, item: Item, block: Block, stem: str) -> Pair:
    """One interaction with the texts before it."""
    if block.interaction is None:
        return sentence(own_id, item, block)
    if block.interaction.tag not in KINDS:
        raise LeftOutError("type_left_out", type=block.interaction.tag)
    prompt = item.text(prompt_of(block.interaction))
    asked = " ".join(filter(None, (stem, prompt)))
    return KINDS[block.interaction.tag](own_id, item, block.interaction, asked)
