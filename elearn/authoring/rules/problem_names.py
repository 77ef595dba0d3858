"""Problems of a quiz in words of its author: the text of a question or option, or its number, instead of its id."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

from elearn.core.problems import Problem

LONGEST = 60
NAMED = ("question", "id")  # parameters of Problems that hold an id of a quiz


def with_names(problem: Problem, files: Mapping[str, object]) -> Problem:
    """The Problem as an author knows its question. `files` are the values of the quiz's YAML files by path.

    The id of the question stays, as `question_id`.
    """
    own = [files[problem.path]] if problem.path in files else []
    trees = [*own, *(files[path] for path in sorted(files) if path != problem.path)]
    known = {name: str(problem.params[name]) for name in NAMED if name in problem.params}
    names = {name: _name(trees, one) for name, one in known.items()}
    ids = {"question_id": known["question"]} if "question" in known else {}
    return replace(problem, params={**problem.params, **names, **ids})


def _name(trees: list[object], one: str) -> str:
    """The words of a question, option or line in the first file that has some; else its number; else its id."""
    words = next(chain.from_iterable(_words(tree, one) for tree in trees), "")
    if not words:
        return next(chain.from_iterable(_numbers(tree, one) for tree in trees), one)
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"


def _words(tree: object, one: str) -> Iterator[str]:
    for key, value in tree.items() if isinstance(tree, dict) else ():
        if key == one:
            text = (value.get("stem") or value.get("text")) if isinstance(value, dict) else value
            if isinstance(text, str) and text.strip():
                yield " ".join(text.split())
        yield from _words(value, one)


def _numbers(tree: object, one: str) -> Iterator[str]:
    """Where something stands in a list, counted from one."""
    listed = list(tree) if isinstance(tree, list | dict) else []
    ids = [entry.get("id") if isinstance(entry, dict) else entry for entry in listed]
    if one in ids:
        yield str(ids.index(one) + 1)
    for value in tree.values() if isinstance(tree, dict) else listed:
        if isinstance(value, list | dict):
            yield from _numbers(value, one)
