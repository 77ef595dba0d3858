"""Rules that nobody can fulfil, or not in every language. Errors stop publication; a warning leaves it to a person.

What is required and missing in a language that the module speaks is a warning: readers get it in the source language.
"""

from collections.abc import Iterator

from elearn.catalogue.rules.quiz_values import Quiz
from elearn.catalogue.rules.values import Library, Module, Path
from elearn.core.problems import Level, Problem
from elearn.quizzes.rules.asked import words_of
from elearn.quizzes.rules.marking import mark
from elearn.quizzes.rules.order import draw_order
from elearn.quizzes.rules.right import right_response
from elearn.quizzes.rules.scoring import score

COUNTRIES = (None, "it", "es", "fr", "de", "be")
ANY_SEED = "rehearsal"


def unreachable(library: Library, module: Module) -> tuple[Problem, ...]:
    """What keeps people from completing a module, as Problems of its files."""
    return (*_languages(module), *_quizzes(library, module), *_step(library, module))


def unreachable_in_path(library: Library, path: Path) -> Iterator[Problem]:
    """The modules of a path that cannot be completed yet: they are only announced. Missing ones are references."""
    for module_id in path.modules:
        module = library.modules.get(module_id)
        if module is not None and module.is_coming:
            yield Problem(f"paths/{path.id}/path.yml", 0, Level.NOTICE, "module_is_coming", {"id": module_id})


def attainable(quiz: Quiz, language: str, country: str | None) -> int:
    """The most that a reader of a language in a country can reach, in per mille."""
    questions = [quiz.questions[name] for name in draw_order(quiz.key, ANY_SEED, country).questions]
    marks = {}
    for key in questions:
        words = words_of(quiz, key.id, language)[1]
        marks[key.id] = mark(key, words, right_response(key, words)).per_mille
    return score(questions, marks)


def _languages(module: Module) -> Iterator[Problem]:
    required = {f"lessons/{lesson.id}": (lesson.id, lesson.text.languages(), "md") for lesson in module.lessons}
    required |= {f"quizzes/{quiz.id}": (quiz.id, tuple(quiz.by_language), "yml") for quiz in module.checks}
    for language in module.text.languages():
        for folder, (name, there, ending) in required.items():
            if language not in there:
                path = f"modules/{module.id}/{folder}/{language}.{ending}"
                yield Problem(path, 0, Level.WARNING, "required_not_translated", {"id": name, "language": language})


def _quizzes(library: Library, module: Module) -> Iterator[Problem]:
    for quiz in module.checks:
        path = f"modules/{module.id}/quizzes/{quiz.id}/quiz.yml"
        yield from _bank(path, quiz)
        pass_mark = library.pass_mark(quiz)
        if pass_mark is None:
            continue
        for language in quiz.by_language:
            most = min(attainable(quiz, language, country) for country in COUNTRIES)
            if most < pass_mark * 10:
                params = {"mark": pass_mark, "most": most // 10, "language": language}
                yield Problem(path, 0, Level.ERROR, "pass_mark_out_of_reach", params)


def _bank(path: str, quiz: Quiz) -> Iterator[Problem]:
    """Whether there are as many questions as are drawn, for readers of every country."""
    if quiz.key.draw == "all":
        return
    banks = {
        country: sum(question.country in (None, country) for question in quiz.key.questions) for country in COUNTRIES
    }
    fewest = min(banks.values())
    if fewest < quiz.key.draw:
        yield Problem(path, 0, Level.WARNING, "draw_above_bank", {"draw": quiz.key.draw, "questions": fewest})


def _step(library: Library, module: Module) -> Iterator[Problem]:
    """A sheet that only a trainer can approve, in a module that also people without a trainer take."""
    if module.step:
        for path in library.paths.values():
            if module.id in path.modules and path.audience != "operators":
                params = {"id": module.workbook or "", "path": path.id}
                yield Problem(f"modules/{module.id}/module.yml", 0, Level.WARNING, "step_without_trainer", params)
