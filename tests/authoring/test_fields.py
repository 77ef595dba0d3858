"""The form engine: a typed value goes to its place, and nothing else in the file moves."""

from difflib import unified_diff

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.authoring.rules.fields import Field, Kind, Place, merged, placed, read, written
from elearn.catalogue.rules.compile import compile_unit
from elearn.infra.config import shipped

PATHS = (
    "glossary.csv",
    "glossary/it.yml",
    "country-facts/it.yml",
    "paths/operators/path.yml",
    "paths/operators/de.md",
    "workbooks/profiles/small-grant.yml",
    "workbooks/sheets/logframe/it.yml",
)
FILES = {path: (shipped("content") / path).read_text(encoding="utf-8") for path in PATHS}


def field(file: str, *keys: str | int, kind: Kind = Kind.LINE) -> Field:
    return Field(Place(file, keys), "x", kind)


FIELDS = (
    field("glossary.csv", "outcome", "de"),
    field("glossary/it.yml", "outcome", "definition"),
    field("glossary/it.yml", "outcome", "avoid", kind=Kind.LINES),
    field("country-facts/it.yml", "before-selling", "title", "fr"),
    field("country-facts/it.yml", "before-selling", "source", "url"),
    field("country-facts/it.yml", "before-selling", "review_by", kind=Kind.DAY),
    field("paths/operators/path.yml", "hours", kind=Kind.NUMBER),
    field("paths/operators/de.md", "title"),
    field("paths/operators/de.md", kind=Kind.TEXT),
    field("workbooks/profiles/small-grant.yml", "budget", "headings", 0, "name", "es"),
    field("workbooks/sheets/logframe/it.yml", "title"),
    field("workbooks/sheets/logframe/it.yml", "parts", "results", "fields", "parent", "example"),
)
NAMES = [one.place.name for one in FIELDS]


def changed_lines(before: str, after: str) -> list[str]:
    diff = unified_diff(before.split("\n"), after.split("\n"), lineterm="", n=0)
    return [line for line in list(diff)[2:] if not line.startswith("@@")]


@pytest.mark.parametrize("one", FIELDS, ids=NAMES)
def test_a_new_value_is_the_only_change(one: Field) -> None:
    typed = {Kind.DAY: "2031-12-31", Kind.NUMBER: "41,5"}.get(one.kind, "Ganz neu: nur das")
    files = written(FILES, [one], {one.place: typed})
    assert list(files) == [one.place.file]
    assert read(files, [one])[one.place] == typed.replace(",", ".")
    lines = changed_lines(FILES[one.place.file], files[one.place.file])
    assert len([line for line in lines if line.startswith("+")]) == 1
    assert len([line for line in lines if line.startswith("-")]) <= max(
        1, len(FILES[one.place.file].split("---\n")[-1])
    )


@pytest.mark.parametrize("one", FIELDS, ids=NAMES)
def test_the_same_value_changes_nothing_and_nothing_takes_a_value_away(one: Field) -> None:
    now = read(FILES, [one])
    assert written(FILES, [one], now) == {}
    assert written(FILES, [one], {one.place: now[one.place].replace("\n", "\r\n") + " "}) == {}
    gone = written(FILES, [one], {one.place: " "})
    assert read({**FILES, **gone}, [one])[one.place] == ""


@settings(max_examples=150)
@given(st.sampled_from([one for one in FIELDS if one.kind in (Kind.LINE, Kind.TEXT)]),
       st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40))  # fmt: skip
def test_any_words_come_back_as_they_were_typed(one: Field, words: str) -> None:
    files = {**FILES, **written(FILES, [one], {one.place: words})}
    assert read(files, [one])[one.place] == words.strip()


def test_a_new_file_and_a_new_entry_are_made_from_fields() -> None:
    fields = [
        field("glossary.csv", "honey", "it"),
        field("glossary/de.yml", "honey", "definition"),
        field("pages/help/de.md", "title"),
        field("pages/help/de.md", kind=Kind.TEXT),
    ]
    typed = dict(
        zip((one.place for one in fields), ("miele", "Süß.", "Hilfe", "Ein Satz.\n\nNoch einer."), strict=True)
    )
    files = written(FILES, fields, typed)
    assert read({**FILES, **files}, fields) == typed
    assert files["pages/help/de.md"] == "---\ntitle: Hilfe\n---\nEin Satz.\n\nNoch einer.\n"
    assert "honey,,miele,,,,\n" in files["glossary.csv"]


def test_two_people_who_change_different_fields_do_not_meet() -> None:
    a, b, c = Place("x.yml", ("a",)), Place("x.yml", ("b",)), Place("x.yml", ("c",))
    base = {a: "1", b: "1", c: "1"}
    values, clashes = merged(base, {**base, a: "mine", c: "mine"}, {**base, b: "theirs", c: "theirs"})
    assert values == {a: "mine", b: "theirs", c: "mine"}
    assert clashes == {c: "theirs"}
    assert merged(base, {**base, a: "same"}, {**base, a: "same"})[1] == {}


def test_problems_stand_beside_their_fields() -> None:
    definition, day = FIELDS[1], FIELDS[5]
    files = written(FILES, [definition, day], {definition.place: "", day.place: "bald"})
    broken = {**FILES, **files}
    problems = [
        *compile_unit("glossary", broken, {}, lambda _digest: None).problems,
        *compile_unit("country-facts", broken, {}, lambda _digest: None).problems,
    ]
    found = placed(problems, FIELDS, broken)
    assert [problem.code for problem in found[definition.place]] == ["field_missing"]
    assert "not_a_date" in [problem.code for problem in found[day.place]]
