"""The quizzes of a module as their drafts stand, published or not, sound or not."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from elearn.authoring.rules.question_missing import missing
from elearn.authoring.rules.question_reading import Question
from elearn.authoring.service.drafts import Draft, drafts
from elearn.catalogue.rules.quiz_values import QuestionWords, QuizKey, QuizWords, ScenarioKey
from elearn.catalogue.rules.schemas import ModuleFile
from elearn.catalogue.rules.yaml_files import Model, read_model
from elearn.core.ids import digest
from elearn.core.languages import LANGUAGES
from elearn.core.problems import Problem
from elearn.infra.memory import memory

MOST_FILES = 600
PRACTICE = "practice"


class QuizMissingError(LookupError):
    """The module has no such quiz, or the quiz no such question."""


class QuizBrokenError(Exception):
    """A file of the quiz cannot be read, or could not be after this change. The drafts are as they were."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems


@dataclass(frozen=True)
class QuizDraft:
    """A quiz as its files stand. `texts` are the drafts of its words by language."""

    module: str
    id: str
    source: str
    key_draft: Draft
    texts: Mapping[str, Draft]
    minutes: int

    @property
    def unit(self) -> str:
        """The unit that it belongs to."""
        return f"modules/{self.module}"

    @property
    def folder(self) -> str:
        """Where its files stand."""
        return quiz_folder(self.module, self.id)

    @cached_property
    def key(self) -> QuizKey:
        """Its key. QuizBrokenError where the file is none."""
        return _value(QuizKey, self.key_draft)

    @cached_property
    def all_words(self) -> Mapping[str, QuizWords]:
        """Its words by language. QuizBrokenError where a file holds none."""
        return {language: _value(QuizWords, draft) for language, draft in self.texts.items()}

    def words(self, language: str) -> QuizWords:
        """Its words in a language; none where there is no file yet. QuizBrokenError where a file holds none."""
        return self.all_words.get(language) or QuizWords({})

    @property
    def title(self) -> str:
        """Its title in the source language, "" where it has none."""
        return self.words(self.source).title

    def title_for(self, language: str) -> str:
        """Its title for a reader of a language: in that language, else in the source."""
        return self.words(language).title or self.title

    def question(self, name: str) -> Question:
        """A question in the source language. QuizMissingError if there is none."""
        for key in self.key.questions:
            if key.id == name:
                return Question(key, self.words(self.source).questions.get(name, QuestionWords("")))
        raise QuizMissingError(name)

    def question_with(self, name: str) -> str | None:
        """The id of the question with this id, or of the scenario with such a part; None if there is none."""
        parts = {part.id: key.id for key in self.key.questions if isinstance(key, ScenarioKey) for part in key.parts}
        return name if any(key.id == name for key in self.key.questions) else parts.get(name)

    def state(self, name: str) -> str:
        """A fingerprint of a question: it tells whether somebody changed it meanwhile."""
        question = self.question(name)
        return digest(repr((question.key, question.words)))[:16]

    @cached_property
    def unfinished(self) -> Mapping[str, int]:
        """How many things each question lacks, for those that lack something."""
        words = self.words(self.source).questions
        counted = {
            key.id: len(missing(Question(key, words.get(key.id, QuestionWords(""))))) for key in self.key.questions
        }
        return {name: count for name, count in counted.items() if count}

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Why its files cannot be read; empty where they can."""
        try:
            _ = self.key, self.all_words
        except QuizBrokenError as broken:
            return broken.problems
        return ()


def quiz_folder(module: str, quiz: str) -> str:
    """The folder of a quiz's files."""
    return f"modules/{module}/quizzes/{quiz}/"


@dataclass(frozen=True)
class Quizzes:
    """The quizzes of a module: those that count first. `head` is the draft of module.yml."""

    module: str
    source: str
    head: Draft
    by_id: Mapping[str, QuizDraft]

    @property
    def check(self) -> QuizDraft | None:
        """The quiz that counts: a module has one at most."""
        sound = (quiz for quiz in self.by_id.values() if not quiz.problems)
        return next((quiz for quiz in sound if quiz.key.purpose == "check"), None)

    @property
    def practice(self) -> QuizDraft | None:
        """Where new practice questions go."""
        sound = [quiz for quiz in self.by_id.values() if not quiz.problems and quiz.key.purpose == "practice"]
        return next((quiz for quiz in sound if quiz.id == PRACTICE), sound[0] if sound else None)


def quizzes_of(module: str) -> Quizzes:
    """The quizzes of a module. QuizMissingError where there is no such module. Two queries."""
    return quizzes_in(module, drafts(f"modules/{module}"))


def quizzes_in(module: str, files: Mapping[str, Draft]) -> Quizzes:
    """The same among the drafts of a module, by path."""
    head_draft = files.get(f"modules/{module}/module.yml")
    if head_draft is None:
        raise QuizMissingError(module)
    head, _problems = read_model(ModuleFile, head_draft.body, head_draft.path)
    head = head or ModuleFile()
    minutes = {entry.id: entry.minutes for entry in head.quizzes}
    found = {}
    for path, draft in files.items():
        folder = path.removesuffix("quiz.yml")
        if path != folder and folder.startswith(f"modules/{module}/quizzes/"):
            name = folder.split("/")[-2]
            texts = {one: files[f"{folder}{one}.yml"] for one in LANGUAGES if f"{folder}{one}.yml" in files}
            found[name] = QuizDraft(module, name, head.source, draft, texts, minutes.get(name, 0))
    listed_first = dict(sorted(found.items(), key=lambda item: (item[0] not in minutes, item[0])))
    return Quizzes(module, head.source, head_draft, listed_first)


def quiz_draft(module: str, quiz: str) -> QuizDraft:
    """One quiz of a module. QuizMissingError if there is none. Two queries."""
    found = quizzes_of(module).by_id.get(quiz)
    if found is None:
        raise QuizMissingError(f"{module}/{quiz}")
    return found


def checked_key(text: str) -> QuizKey:
    """The key in a text that is about to be saved. QuizBrokenError where the compiler could not read it."""
    return _read(QuizKey, text, "quiz.yml")


def checked_words(text: str) -> QuizWords:
    """The words in a text that is about to be saved. QuizBrokenError where the compiler could not read it."""
    return _read(QuizWords, text, "words")


def _value(model: type[Model], draft: Draft) -> Model:
    """A draft as a value. Each text is read once: the same digest is the same value."""
    known = memory("quiz_files", MOST_FILES)
    found: Model | None = known.get(draft.digest)
    return found if isinstance(found, model) else known.put(draft.digest, _read(model, draft.body, draft.path))


def _read(model: type[Model], text: str, path: str) -> Model:
    value, problems = read_model(model, text, path)
    if value is None:
        raise QuizBrokenError(tuple(problems))
    return value
