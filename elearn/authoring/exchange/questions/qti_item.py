"""One item of QTI while it is read: its declarations, its rules, and what it says to each answer."""

from collections.abc import Iterable, Sequence

from elearn.authoring.exchange.questions.markdown_text import markdown_of
from elearn.authoring.exchange.questions.notebook import Notebook
from elearn.authoring.exchange.questions.qti_body import Feedback, Paragraph, Walk, feedback_of
from elearn.authoring.exchange.questions.qti_expressions import UnknownRuleError
from elearn.authoring.exchange.questions.qti_scoring import Answers, Declared, Scoring, declared
from elearn.authoring.exchange.questions.runs import Lost, joined
from elearn.authoring.exchange.xml_reading import Element, children

#: An answer that nobody gives.
NONSENSE = "\ue00f"


class Item:
    """An item under the names of QTI 2. `given` feedback has found its place in a reason.

    `is_alone`: it has one interaction, then nothing else can make a feedback appear.
    """

    def __init__(self, root: Element, notebook: Notebook, most_steps: int) -> None:
        self.root = root
        self.notebook = notebook
        self.responses = {one.id: one for one in map(declared, children(root, "responseDeclaration"))}
        self.feedback: list[Feedback] = [feedback_of(one) for one in children(root, "modalFeedback")]
        self.scoring = Scoring(root, self.responses, most_steps=most_steps)
        self.given: set[int] = set()
        self.is_alone = True

    def response(self, interaction: Element) -> Declared:
        """The declaration of an interaction's response."""
        name = interaction.get("responseIdentifier", "")
        return self.responses.get(name) or Declared(name, "single", "identifier", (), {})

    def words(self, paragraphs: Iterable[Paragraph]) -> str:
        """Paragraphs as our Markdown."""
        text, is_whole = markdown_of(joined(paragraphs))
        if not is_whole:
            self.notebook.add("look_lost", what="strong, em")
        return text

    def walked(self, element: Element | None) -> Walk:
        """The texts within an element; what they lose is noted."""
        walk = Walk()
        if element is not None:
            walk.piece(element)
        self.note(walk)
        return walk

    def note(self, walk: Walk) -> None:
        """Note what the texts of a walk had that ours have not."""
        self.notebook.lose(Lost(code, detail) for code, detail in walk.lost)

    def text(self, element: Element | None) -> str:
        """The texts within an element as our Markdown."""
        return self.words(self.walked(element).paragraphs)

    def score(self, given: Answers) -> float | None:
        """What the item gives for an answer; None where its rules are not understood."""
        try:
            return self.scoring.score(given)
        except UnknownRuleError:
            return None

    def said(self, response: str, answer: Sequence[str]) -> str:
        """What the item says to an answer."""
        shown = self._shown({response: answer})
        if not self.is_alone:
            shown -= self._shown({})
        self.given |= shown
        return self.words(paragraph for index in sorted(shown) for paragraph in self.feedback[index].paragraphs)

    def said_of(self, identifier: str) -> str:
        """The feedback that bears the name of an item or choice."""
        shown = [index for index, one in enumerate(self.feedback) if one.identifier == identifier]
        self.given.update(shown)
        return self.words(paragraph for index in shown for paragraph in self.feedback[index].paragraphs)

    def _shown(self, given: Answers) -> set[int]:
        try:
            outcomes = self.scoring.run(given)
        except UnknownRuleError:
            return set()
        shown = set()
        for index, one in enumerate(self.feedback):
            values = outcomes.get(one.outcome) or ()
            if (one.identifier in values) != one.is_hidden and (values or not one.is_hidden):
                shown.add(index)
        return shown

    def note_rest(self) -> None:
        """Note feedback that no reason could take."""
        for index, one in enumerate(self.feedback):
            if index not in self.given and one.paragraphs:
                self.notebook.add("feedback_lost", text=self.words(one.paragraphs))
