"""Reads Moodle XML: which questions a file has, and what all of them share. The kinds are in `moodle_kinds.py`."""

from collections.abc import Sequence
from dataclasses import dataclass

from elearn.authoring.exchange.questions.building import FALLBACK, LeftOutError, Pair, question_id, with_marks
from elearn.authoring.exchange.questions.moodle_kinds import KINDS
from elearn.authoring.exchange.questions.moodle_texts import Part
from elearn.authoring.exchange.questions.multilang import languages_of
from elearn.authoring.exchange.questions.notebook import Notebook
from elearn.authoring.exchange.questions.values import MOST_QUESTIONS, ForeignQuestion, Note, Read
from elearn.authoring.exchange.xml_reading import (
    Element,
    child,
    children,
    local,
    refuse_large,
    root_of,
    text_in,
)
from elearn.core.refused import RefusedError

USUAL_PENALTIES = ("", "0.1", "0.3333333", "1")
MOST_MARKS = 20
MOST_LETTERS = 3 * 2**20  # of all questions, without their files
#: What Moodle writes where nobody wrote anything. It says nothing of the question.
STANDARD = frozenset(
    {
        *("your answer is correct.", "your answer is partially correct.", "your answer is incorrect."),
        *("risposta corretta.", "risposta parzialmente esatta.", "risposta errata."),
        *("respuesta correcta", "respuesta parcialmente correcta.", "respuesta incorrecta."),
        *("votre réponse est correcte.", "votre réponse est partiellement correcte.", "votre réponse est incorrecte."),
        *("die antwort ist richtig.", "die antwort ist teilweise richtig.", "die antwort ist falsch."),
    }
)


def read_moodle(data: bytes, language: str) -> Read:
    """The questions of a Moodle XML file. Texts in several languages (multilang) give words in each of them.

    Raises RefusedError: as `root_of`, no_moodle, no_questions, too_many_questions (`most`).
    """
    root = root_of(data)
    if local(root) != "quiz":
        raise RefusedError("no_moodle", root=local(root)[:40])
    found = list(children(root, "question"))
    if len(found) > MOST_QUESTIONS:
        raise RefusedError("too_many_questions", most=str(MOST_QUESTIONS))
    if not found:
        raise RefusedError("no_questions")
    questions: list[ForeignQuestion] = []
    notes: list[Note] = []
    category = ""
    letters = 0
    for number, element in enumerate(found, start=1):
        if element.get("type") == "category":
            category = text_in(child(child(element, "category"), "text")).rpartition("/")[2].strip()
            continue
        question, lost = _Reader(element, number, language, category).read()
        questions += [question] if question else []
        notes += lost
        letters += sum(len(text) for text in element.itertext()) - _of_files(element)
        if letters > MOST_LETTERS:
            raise RefusedError("too_many_elements")
    return Read(tuple(questions), tuple(notes))


def _of_files(question: Element) -> int:
    return sum(len(file.text or "") for file in question.iter("{*}file"))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one question."""

    element: Element
    number: int
    language: str
    category: str

    def read(self) -> tuple[ForeignQuestion | None, Sequence[Note]]:
        kind = self.element.get("type", "").lower()
        name = " ".join(text_in(child(self.element, "name")).split())[:120]
        notebook = Notebook(name or str(self.number), self.language)
        own_id = question_id(name) if name else f"{FALLBACK}-{self.number}"
        try:
            refuse_large(self.element)
            if kind not in KINDS:
                raise LeftOutError("description") if kind == "description" else LeftOutError("type_left_out", type=kind)
            found = {language: self._pair(notebook, own_id, kind, language) for language in self._languages(notebook)}
        except LeftOutError as why:
            notebook.add(why.code, **why.params)
            return None, notebook.all()
        self._note_rest(notebook)
        key = found[self.language][0]
        words = {language: pair[1] for language, pair in found.items()}
        return ForeignQuestion(key, words, self._tags(), name, notebook.where), notebook.all()

    def _languages(self, notebook: Notebook) -> list[str]:
        there = languages_of(text for text in self.element.itertext() if "lang" in text)
        if there and self.language not in there:
            notebook.add("language_missing", languages=", ".join(there))
        return list(dict.fromkeys([self.language, *there]))

    def _pair(self, notebook: Notebook, own_id: str, kind: str, language: str) -> Pair:
        notebook.language = language
        part = Part(notebook, self.element)
        pair = notebook.finished(KINDS[kind](own_id, part), part.say("generalfeedback"))
        return with_marks(pair, self._marks(notebook))

    def _marks(self, notebook: Notebook) -> int:
        written = text_in(child(self.element, "defaultgrade"))
        try:
            grade = float(written or 1)
        except ValueError:
            grade = 1.0
        if grade.is_integer() and 1 <= grade <= MOST_MARKS:
            return int(grade)
        notebook.add("marks_changed", marks=written)
        return 1

    def _tags(self) -> tuple[str, ...]:
        tags = [text_in(tag) for tag in children(child(self.element, "tags"), "tag")]
        return tuple(dict.fromkeys(tag for tag in (*tags, self.category) if tag and tag.lower() != "top"))

    def _note_rest(self, notebook: Notebook) -> None:
        notebook.language = self.language
        part = Part(notebook, self.element)
        for name in ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"):
            said = part.say(name)
            if said and said.lower() not in STANDARD:
                notebook.add("feedback_lost", text=said)
        for hint in children(self.element, "hint"):
            if part.text(hint):
                notebook.add("hint_lost", text=part.text(hint))
        penalty = text_in(child(self.element, "penalty"))
        if penalty.rstrip("0").rstrip(".") not in USUAL_PENALTIES:
            notebook.add("penalty_lost", penalty=penalty)
        if text_in(child(self.element, "shuffleanswers")).lower() in ("false", "0"):
            notebook.add("order_lost")
        for file in self.element.iter("{*}file"):
            notebook.add("file_lost", name=file.get("name", "")[:120])
