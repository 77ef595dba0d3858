"""Problems of quizzes in words of their author: the text of a question or option, or its number, instead of its id."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from elearn.core.problems import Problem

LONGEST = 60
NAMED = ("question", "id")  # parameters that hold an id of a quiz


def quizzes_of(problems: Iterable[Problem]) -> set[str]:
    """The folders of the quizzes whose questions are named by id."""
    return {_folder(one.path) for one in problems if "question" in one.params}


def with_names(problems: Iterable[Problem], files: Mapping[str, object]) -> tuple[Problem, ...]:
    """The Problems as an author knows the questions. `files` are the values of the quizzes' YAML files by path.

    The id of a question stays, as `question_id`.
    """
    return tuple(_with_names(one, files) if "question" in one.params else one for one in problems)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _with_names(problem: Problem, files: Mapping[str, object]) -> Problem:
    folder = _folder(problem.path)
    key = files.get(f"{folder}/quiz.yml")
    own = [files[problem.path]] if problem.path in files else []
    words = [*own, *(files[path] for path in sorted(files) if _folder(path) == folder)]
    names = {name: _name(str(problem.params[name]), words, key) for name in NAMED if name in problem.params}
    return replace(problem, params={**problem.params, **names, "question_id": problem.params["question"]})


def _name(one: str, words: Iterable[object], key: object) -> str:
    """The words of a question, option or line in the first file that has some; else its number; else its id."""
    found = next(chain.from_iterable(_words(tree, one) for tree in words), "")
    if not found:
        return next(_numbers(key, one), one)
    return found if len(found) <= LONGEST else f"{found[: LONGEST - 1].rstrip()}…"


def _words(tree: object, one: str) -> Iterator[str]:
    for key, value in tree.items() if isinstance(tree, dict) else ():
        if key == one:
            text = (value.get("stem") or value.get("text")) if isinstance(value, dict) else value
            if isinstance(text, str) and text.strip():
                yield " ".join(text.split())
        yield from _words(value, one)


def _numbers(tree: object, one: str) -> Iterator[str]:
    """Where something stands in a list of the key, counted from one. Retired questions do not count."""
    entries = tree if isinstance(tree, list | dict) else ()
    listed = [entry for entry in entries if not (isinstance(entry, dict) and entry.get("retired"))]
    ids = [entry.get("id") if isinstance(entry, dict) else entry for entry in listed]
    if one in ids:
        yield str(ids.index(one) + 1)
    for value in tree.values() if isinstance(tree, dict) else listed:
        if isinstance(value, list | dict):
            yield from _numbers(value, one)
