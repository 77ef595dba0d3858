"""What learners see of an item: texts in paragraphs, the interactions among them, and the feedback that waits."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from elearn.authoring.exchange.questions.building import LeftOutError, place
from elearn.authoring.exchange.questions.html_text import TooLongError, refuse_long
from elearn.authoring.exchange.questions.runs import Collector, Run
from elearn.authoring.exchange.questions.values import MOST_TEXT
from elearn.authoring.exchange.xml_reading import Element, child, children

INLINE = frozenset({"inlineChoiceInteraction", "textEntryInteraction", "gap", "endAttemptInteraction"})
FEEDBACK = frozenset({"feedbackInline", "feedbackBlock"})
#: What no learner reads, or nobody in this place.
BESIDE = FEEDBACK | {"rubricBlock", "prompt", "stylesheet", "gapText", "gapImg", "templateInline", "templateBlock"}
Paragraph = tuple[Run, ...]
ENDING = "Interaction"


@dataclass(frozen=True, slots=True)
class Feedback:
    """A text that is shown when an outcome holds (or, `is_hidden`, lacks) an identifier."""

    outcome: str
    identifier: str
    paragraphs: tuple[Paragraph, ...]
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """An interaction with the paragraphs before it. Without an interaction: what stands behind the last one.

    For a sentence, `interaction` is None and `inline` are the interactions at the places in its paragraphs.
    """

    before: tuple[Paragraph, ...]
    interaction: Element | None = None
    inline: tuple[Element, ...] = ()


@dataclass
class Walk:
    """Goes through a piece of the body once."""

    flow: list[Paragraph | Element] = field(default_factory=list)
    inline: list[Element] = field(default_factory=list)
    lost: list[tuple[str, str]] = field(default_factory=list)
    feedback: list[Feedback] = field(default_factory=list)
    _collector: Collector = field(default_factory=Collector)

    def piece(self, element: Element) -> "Walk":
        """Read what an element holds, itself left out."""
        self._words(element.text)
        for one in element:
            self._one(one)
        self._end()
        return self

    def _words(self, text: str | None) -> None:
        self._collector.data(text or "")

    def _one(self, element: Element) -> None:
        name = element.tag
        if not isinstance(name, str):
            pass
        elif name in INLINE:
            self.inline.append(element)
            self._collector.data(place(len(self.inline) - 1))
        elif name.endswith(ENDING):
            self._end()
            self.flow.append(element)
        elif name in FEEDBACK:
            self.feedback.append(feedback_of(element))
        elif name not in BESIDE:
            self._collector.start(name.lower(), {key: str(value) for key, value in element.attrib.items()})
            self._words(element.text)
            for one in element:
                self._one(one)
            self._collector.end(name.lower())
        self._words(element.tail)

    def _end(self) -> None:
        found = self._collector.close()
        self.flow += found.runs
        self.lost += [(one.code, one.detail) for one in found.lost]
        self._collector = Collector()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The texts."""
        found = tuple(one for one in self.flow if isinstance(one, tuple))
        try:
            refuse_long(found)
        except TooLongError:
            raise LeftOutError("too_long", most=str(MOST_TEXT)) from None
        return found


def feedback_of(element: Element) -> Feedback:
    """A `modalFeedback`, `feedbackInline` or `feedbackBlock`. In QTI 3 its words stand in a `contentBody`."""
    body = child(element, "contentBody")
    walk = Walk().piece(element if body is None else body)
    return Feedback(
        element.get("outcomeIdentifier", ""),
        element.get("identifier", ""),
        walk.paragraphs,
        element.get("showHide", "show") == "hide",
    )


def blocks_of(walk: Walk) -> list[Block]:
    """The questions of a body in order: each interaction with the texts before it, and each run of sentences."""
    blocks: list[Block] = []
    texts: list[Paragraph] = []
    for one in walk.flow:
        if isinstance(one, tuple):
            texts.append(one)
            continue
        blocks += _sentences(texts, walk)
        rest = texts if not _has_places(texts) else []
        blocks.append(Block(tuple(rest), one))
        texts = []
    blocks += _sentences(texts, walk)
    if texts and not _has_places(texts):
        blocks.append(Block(tuple(texts)))
    return blocks


def _has_places(texts: Sequence[Paragraph]) -> bool:
    return any("\ue000" in run.text for paragraph in texts for run in paragraph)


def _sentences(texts: Sequence[Paragraph], walk: Walk) -> list[Block]:
    return [Block(tuple(texts), None, tuple(walk.inline))] if _has_places(texts) else []


def own_parts(body: Element) -> list[Element]:
    """The parts of a scenario that we wrote: they stand in elements of this class."""
    return [one for one in body.iter("div") if "quaderno-part" in (one.get("class") or "").split()]


def rubric(body: Element) -> list[Element]:
    """What only those who mark read."""
    found = [one for one in body.iter("rubricBlock") if "scorer" in (one.get("view") or "").split()]
    return [inner if (inner := child(one, "contentBody")) is not None else one for one in found]


def prompt_of(interaction: Element) -> Element | None:
    """The question of an interaction."""
    return next(children(interaction, "prompt"), None)
