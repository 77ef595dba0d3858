"""The questions of all modules, as their drafts stand."""

from collections.abc import Iterator

from elearn.authoring.rules.question_search import Found, searched_text
from elearn.authoring.service.drafts import Draft
from elearn.authoring.service.preview import state_of
from elearn.authoring.service.quiz_drafts import QuizDraft, Quizzes, quizzes_in
from elearn.catalogue.rules.quiz_values import QuestionWords
from elearn.catalogue.service.states import draft_files
from elearn.catalogue.service.texts import texts_of
from elearn.infra.memory import memory

MOST_MODULES = 200


def all_questions() -> list[Found]:
    """Every question of every module that can be read, by module. Two queries; unchanged modules are remembered."""
    known = memory("bank", MOST_MODULES)
    units = {unit: _of_quizzes(unit, files) for unit, files in sorted(draft_files("modules").items())}
    states = {unit: state_of(files) for unit, files in units.items()}
    found = {unit: known.get((unit, state)) for unit, state in states.items()}
    missing = {path: digest for unit, files in units.items() if found[unit] is None for path, digest in files.items()}
    bodies = texts_of(missing.values()) if missing else {}
    for unit, files in units.items():
        if found[unit] is None:
            drafts = {path: Draft(path, bodies[digest], digest) for path, digest in files.items() if digest in bodies}
            found[unit] = known.put((unit, states[unit]), _questions(unit, drafts))
    return [question for unit in units for question in found[unit] or ()]


def _of_quizzes(unit: str, files: dict[str, str]) -> dict[str, str]:
    wanted = (f"{unit}/module.yml",)
    return {path: one for path, one in files.items() if path in wanted or path.startswith(f"{unit}/quizzes/")}


def _questions(unit: str, files: dict[str, Draft]) -> tuple[Found, ...]:
    module = unit.removeprefix("modules/")
    if f"{unit}/module.yml" not in files:
        return ()
    quizzes: Quizzes = quizzes_in(module, files)
    return tuple(one for quiz in quizzes.by_id.values() if not quiz.problems for one in _of_quiz(quiz))


def _of_quiz(quiz: QuizDraft) -> Iterator[Found]:
    words = {language: quiz.words(language).questions for language in quiz.texts}
    for key in quiz.key.questions:
        own = {language: texts[key.id] for language, texts in words.items() if key.id in texts}
        yield Found(
            module=quiz.module,
            quiz=quiz.id,
            purpose=quiz.key.purpose,
            source=quiz.source,
            key=key,
            words=own.get(quiz.source, QuestionWords("")),
            languages=tuple(own),
            lacks=quiz.unfinished.get(key.id, 0),
            text=searched_text(key, own.values()),
        )
