"""Reading YAML: version 1.2, every mistake with its line, no bombs."""

from datetime import date

import pytest
from pydantic import BaseModel, ConfigDict

from elearn.catalogue.rules.yaml_files import LineFinder, read_model, read_yaml
from tests.timing import soon

BOMB = "a: &a [x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{','.join(f'*{a}' for _ in range(8))}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


class Small(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    inner: dict[str, int] = {}


def test_words_stay_words() -> None:
    assert read_yaml("a: no\nb: 12:30\nc: off\nd: yes", "x")[0] == {"a": "no", "b": "12:30", "c": "off", "d": "yes"}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: 1\na: 2\n", "yaml_broken", 11),
        ("a: [1\nb: 2", "yaml_broken", 11),
        ("a: b: c", "yaml_broken", 10),
        (BOMB, "yaml_alias", 10),
        ("a: !!python/object/apply:os.system [ls]", "yaml_broken", 10),
        ("a: 2026-99-99", "yaml_broken", 10),
        ("a: !!bool maybe", "yaml_broken", 10),
        ('a: !!int ""', "yaml_broken", 10),
        ("a: !!timestamp x", "yaml_broken", 10),
        ("a: !mine x", "yaml_broken", 10),
        ("\x00", "yaml_broken", 10),
        ("x: " + "[" * 1000, "yaml_broken", 10),
        ("[" * 5000, "yaml_too_large", 0),
        ("a: " + "b" * 300_000, "yaml_too_large", 0),
        ("- " * 5000, "yaml_broken", 10),
        ("? " * 5000, "yaml_broken", 10),
    ],
)
def test_what_cannot_be_read_is_a_problem_and_quick(text: str, code: str, line: int) -> None:
    value, problems = soon(1, lambda: read_yaml(text, "x.yml", first_line=10))
    assert value is None
    assert [(problem.code, problem.line) for problem in problems] == [(code, line)]


def test_all_mistakes_of_a_file_are_found_at_once() -> None:
    model, problems = read_model(Small, "inner:\n  a: x\n  b: 2\nother: 1\n", "x.yml")
    assert model is None
    assert [(problem.code, problem.line, problem.params["field"]) for problem in problems] == [
        ("field_missing", 1, "name"),
        ("not_a_number", 2, "inner.a"),
        ("field_unknown", 4, "other"),
    ]


def test_a_line_is_found_by_keys_and_else_the_nearest_around_it() -> None:
    lines = LineFinder("a:\n  - b: 1\n  - c:\n      d: 2\n", first_line=5)
    assert [lines.line("a"), lines.line("a", 1, "c", "d"), lines.line("a", 0, "gone"), lines.line("no")] == [5, 8, 6, 5]


def test_plain_words_are_read_as_yaml_1_2_reads_them() -> None:
    text = "a: true\nb: ~\nc: 7\nd: -0.5\ne: 2026-03-01\nf: 007\ng: =\nh: 1_000\ni:\nj: 0x1F\nk: y"
    assert read_yaml(text, "x")[0] == {
        **{"a": True, "b": None, "c": 7, "d": -0.5, "e": date(2026, 3, 1), "f": "007"},
        **{"g": "=", "h": "1_000", "i": None, "j": "0x1F", "k": "y"},
    }


def test_depth_has_an_end() -> None:
    deep = "".join(" " * level + "a:\n" for level in range(60))
    assert [problem.line for problem in read_yaml(deep, "x.yml")[1]] == [41]
