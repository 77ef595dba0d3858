"""Reads items of QTI 2 and 3. An item with several interactions is a scenario."""

from collections.abc import Sequence

from elearn.authoring.exchange.questions.building import LeftOutError, Pair, names, question_id, with_marks
from elearn.authoring.exchange.questions.notebook import Notebook
from elearn.authoring.exchange.questions.qti_body import Block, Walk, blocks_of, own_parts
from elearn.authoring.exchange.questions.qti_item import Item
from elearn.authoring.exchange.questions.qti_kinds import block_question
from elearn.authoring.exchange.questions.qti_names import as_qti2
from elearn.authoring.exchange.questions.qti_scoring import MOST_STEPS
from elearn.authoring.exchange.questions.values import ForeignQuestion, Note
from elearn.authoring.exchange.xml_reading import Element, child, children, refuse_large, text_in
from elearn.catalogue.rules.quiz_values import QuestionWords, ScenarioKey
from elearn.core.languages import first_known

MOST_MARKS = 20


def read_item(
    root: Element, language: str, most_steps: int = MOST_STEPS
) -> tuple[ForeignQuestion | None, Sequence[Note]]:
    """The question of an `assessmentItem`, or None with the note that says why. The tree is changed.

    `most_steps` are the rules that are run to see what the item says to each answer.
    """
    name = " ".join(root.get("title", "").split())[:120] or root.get("identifier", "")[:120]
    notebook = Notebook(name, language)
    try:
        refuse_large(root)
    except LeftOutError as why:
        notebook.add(why.code, **why.params)
        return None, notebook.all()
    item = as_qti2(root)
    spoken = first_known([item.get("lang")])
    if spoken and spoken != language:
        notebook.add("other_language", language=spoken)
    try:
        pair = _pair(Item(item, notebook, most_steps), question_id(item.get("identifier", "") or name))
    except LeftOutError as why:
        notebook.add(why.code, **why.params)
        return None, notebook.all()
    return ForeignQuestion(pair[0], {language: pair[1]}, (), name, notebook.where), notebook.all()


def _pair(item: Item, own_id: str) -> Pair:
    body = child(item.root, "itemBody")
    if body is None:
        raise LeftOutError("description")
    if next(item.root.iter("templateDeclaration"), None) is not None:
        raise LeftOutError("type_left_out", type="templateDeclaration")
    if adaptive(item.root):
        raise LeftOutError("type_left_out", type="adaptive")
    parts = own_parts(body)
    pair = _written(item, own_id, body, parts) if parts else _foreign(item, own_id, body)
    item.note_rest()
    return with_marks(item.notebook.finished(pair), _marks(item))


def adaptive(root: Element) -> bool:
    """Whether an item changes while it is answered."""
    return bool(root.get("adaptive") == "true")


def _written(item: Item, own_id: str, body: Element, parts: Sequence[Element]) -> Pair:
    """A scenario as we write it."""
    item.is_alone = False
    found = {part.get("id", ""): _part(item, part) for part in parts}
    for part in parts:
        parent = part.getparent()
        parent.remove(part)
    return _scenario(own_id, item.text(body), found)


def _part(item: Item, part: Element) -> Pair:
    walk = item.walked(part)
    blocks = blocks_of(walk)
    if not blocks:
        raise LeftOutError("description")
    return block_question(question_id(part.get("id", "")), item, blocks[0], item.words(blocks[0].before))


def _foreign(item: Item, own_id: str, body: Element) -> Pair:
    walk: Walk = item.walked(body)
    item.feedback += walk.feedback
    blocks = blocks_of(walk)
    asked = [block for block in blocks if block.interaction is not None or block.inline]
    if not asked:
        raise LeftOutError("description")
    behind = [block for block in blocks if block not in asked]
    if len(asked) == 1:
        stem = "" if asked[0].inline else item.words((*asked[0].before, *(p for one in behind for p in one.before)))
        return block_question(own_id, item, asked[0], stem)
    item.is_alone = False
    return _several(item, own_id, asked)


def _several(item: Item, own_id: str, blocks: Sequence[Block]) -> Pair:
    """Several interactions: what stands above the first one is the story, if that one has a question of its own."""
    first = blocks[0]
    has_prompt = first.interaction is not None and text_in(child(first.interaction, "prompt"))
    story = item.words(first.before) if has_prompt else ""
    found = {}
    for number, (own, block) in enumerate(zip(names([""] * len(blocks), "part-"), blocks, strict=True)):
        stem = "" if block.inline or (number == 0 and story) else item.words(block.before)
        found[own] = block_question(own, item, block, stem)
    return _scenario(own_id, story or item.notebook.where, found)


def _scenario(own_id: str, story: str, parts: dict[str, Pair]) -> Pair:
    keys = tuple(pair[0] for pair in parts.values())
    words = {pair[0].id: pair[1] for pair in parts.values()}
    key = ScenarioKey.model_validate({"id": own_id, "kind": "scenario", "parts": keys})
    return key, QuestionWords(story, parts=words)


def _marks(item: Item) -> int:
    """What the item is worth, where it says so."""
    for outcome in children(item.root, "outcomeDeclaration"):
        written = outcome.get("normalMaximum", "")
        if outcome.get("identifier") == "MAXSCORE":
            written = text_in(child(child(outcome, "defaultValue"), "value"))
        if outcome.get("identifier") not in ("MAXSCORE", "SCORE") or not written:
            continue
        try:
            points = float(written)
        except ValueError:
            continue
        if points.is_integer() and 1 <= points <= MOST_MARKS:
            return int(points)
        item.notebook.add("marks_changed", marks=written)
    return 1
