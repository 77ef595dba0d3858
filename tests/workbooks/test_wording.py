"""The recognisers of wording are guesses. These tests measure how often they are wrong and hold them to what we say.

`sentences/<language>.csv` holds what learners write: `holds` says what a person would say of the sentence. The hard
sentences are in it on purpose. docs/workbook-checks.md shows the same figures to people, and a test compares them.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from elearn.catalogue.rules.workbook_values import WordLists
from elearn.workbooks.rules import wording
from elearn.workbooks.rules.word_patterns import find, has, sentence
from tests.workbooks.books import LANGUAGES, words
from tests.workbooks.conftest import Examples

SENTENCES = Path(__file__).parent / "sentences"
STATED = Path(__file__).resolve().parents[2] / "docs" / "workbook-checks.md"
ENOUGH = 20  # sentences for each recogniser and language
ENOUGH_OF_A_KIND = 8  # of those that hold, and of those that do not

#: The most that we allow, in per cent, in any language.
MOST_FALSE_ALARMS = 10
MOST_MISSES = {"joins_two": 15, "names_means": 15, "same_words": 15}
MOST_MISSES_OF_OTHERS = 10

RECOGNISERS = (
    *("is_absence", "is_negative", "joins_two", "names_means", "starts_with_activity", "has_change_verb"),
    *("counts_people", "counts_one_sex", "is_growth_rate", "is_report_only", "is_costly_source", "same_words"),
)
EACH = [(language, name) for language in LANGUAGES for name in RECOGNISERS]


@dataclass(frozen=True)
class Sentence:
    """A sentence and what a person says of it; `other` is the second one where two are compared."""

    text: str
    other: str
    holds: bool


@cache
def sentences(language: str) -> dict[str, list[Sentence]]:
    found: dict[str, list[Sentence]] = {}
    with (SENTENCES / f"{language}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            one = Sentence(row["sentence"], row["other"], row["holds"] == "yes")
            found.setdefault(row["recogniser"], []).append(one)
    return found


def says(name: str, one: Sentence, lists: WordLists) -> bool:
    if name == "same_words":
        return wording.same_words(one.text, one.other, lists) >= wording.ALIKE
    return bool(getattr(wording, name)(one.text, lists))


@dataclass(frozen=True)
class Measure:
    """How a recogniser did: what it missed of what holds, its false alarms of what does not."""

    holding: tuple[Sentence, ...]
    others: tuple[Sentence, ...]
    missed: tuple[Sentence, ...]
    false: tuple[Sentence, ...]

    def __str__(self) -> str:
        return f"{len(self.missed)}/{len(self.holding)} · {len(self.false)}/{len(self.others)}"


def measure(language: str, name: str) -> Measure:
    lists, all_of_them = words(language), sentences(language)[name]
    holding = tuple(one for one in all_of_them if one.holds)
    others = tuple(one for one in all_of_them if not one.holds)
    missed = tuple(one for one in holding if not says(name, one, lists))
    return Measure(holding, others, missed, tuple(one for one in others if says(name, one, lists)))


@pytest.mark.parametrize(("language", "name"), EACH)
def test_false_alarms_and_misses_stay_within_what_we_say(language: str, name: str) -> None:
    found = measure(language, name)
    print(language, name, found)
    assert len(found.false) * 100 <= MOST_FALSE_ALARMS * len(found.others), found.false
    most = MOST_MISSES.get(name, MOST_MISSES_OF_OTHERS)
    assert len(found.missed) * 100 <= most * len(found.holding), found.missed


@pytest.mark.parametrize(("language", "name"), EACH)
def test_there_are_enough_sentences_of_both_kinds(language: str, name: str) -> None:
    all_of_them = sentences(language)[name]
    assert len(all_of_them) >= ENOUGH
    assert len({(one.text, one.other) for one in all_of_them}) == len(all_of_them)
    assert min(sum(one.holds is kind for one in all_of_them) for kind in (True, False)) >= ENOUGH_OF_A_KIND


@pytest.mark.parametrize("name", RECOGNISERS)
def test_the_figures_that_we_publish_are_the_measured_ones(name: str) -> None:
    cells = " | ".join(str(measure(language, name)) for language in LANGUAGES)
    assert f"| `{name}` | {cells} |" in STATED.read_text(encoding="utf-8")


# The running case was written by others than the lists: nobody chose its words for them. -----------------------------

Texts = Iterator[str]


def texts_of(example_book: Examples, language: str, sheet: str, part: str, start: str = "") -> list[str]:
    nodes = example_book(language).sheet(sheet).of(part)
    return [node.text("text") for node in nodes if node.id.startswith(start) and node.is_set("text")]


def share(texts: list[str], test: Callable[[str, WordLists], bool], language: str) -> float:
    return sum(test(text, words(language)) for text in texts) / len(texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_problems_of_the_running_case_set_nothing_off(example_book: Examples, language: str) -> None:
    problems = texts_of(example_book, language, "problem-tree", "problems")
    assert share(problems, wording.is_absence, language) == 0
    assert share(problems, wording.joins_two, language) == 0
    assert share(problems, wording.is_negative, language) >= 0.7


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_objectives_and_results_of_the_running_case_set_nothing_off(example_book: Examples, language: str) -> None:
    texts = texts_of(example_book, language, "objective-tree", "objectives")
    results = texts_of(example_book, language, "logframe", "results")
    assert share(texts + results, wording.is_negative, language) <= 0.05
    assert share(texts + results, wording.names_means, language) == 0
    assert share(texts + results, wording.starts_with_activity, language) == 0
    outputs = texts_of(example_book, language, "logframe", "results", "output-")
    assert share(outputs, wording.has_change_verb, language) == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_activities_of_the_running_case_are_seen_as_activities(example_book: Examples, language: str) -> None:
    assert share(texts_of(example_book, language, "plan", "activities"), wording.starts_with_activity, language) >= 0.8


# The lists -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_lists(language: str) -> None:
    assert set(words(language).lists) == set(words("en").lists)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_of_exceptions_belongs_to_a_list(language: str) -> None:
    lists = words(language).lists
    assert [name for name in lists if name.endswith("_not") and name.removesuffix("_not") not in lists] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_stands_in_a_list_once(language: str) -> None:
    for name, entries in words(language).lists.items():
        assert len(set(entries)) == len(entries), name


def lists(*entries: str, language: str = "en", **more: tuple[str, ...]) -> WordLists:
    return WordLists(language, {"some": entries, **more})


@pytest.mark.parametrize(
    ("entry", "text", "expected"),
    [
        ("lack of", "A lack of water", True),
        ("lack of", "The lack is of another kind", False),
        ("lack", "Black bread", False),
        ("organis-", "Organising a course", True),
        ("organis-", "Disorganised people", False),
        ("-mangel", "Wassermangel im Dorf", True),
        ("-mangel", "Mangelhafte Kisten", False),
        ("there is ... no", "There is in the village no school", True),
        ("there is ... no", "There is hope, no fear", False),
        ("^no", "No school", True),
        ("^no", "“No school", True),
        ("^no", "1.2 No school", True),
        ("^no", "There is no school", False),
        ("train$", "Frauen train, damit sie lesen", True),
        ("train$", "We train women", False),
        ("città", "In CITTA si vende", True),
    ],
)
def test_an_entry_of_a_list_means_what_its_signs_say(entry: str, text: str, expected: bool) -> None:
    assert has(text, lists(entry), "some") is expected


def test_an_exception_is_taken_away_first() -> None:
    own = lists("^no", some_not=("^no rain",))
    assert has("No road", own, "some")
    assert not has("No rain falls from May on", own, "some")


def test_short_words_keep_their_accents() -> None:
    assert has("Il prezzo è basso", lists("è", language="it"), "some")
    assert has("Il prezzo e' basso", lists("è", language="it"), "some")
    assert not has("Pane e acqua", lists("è", language="it"), "some")


def test_umlauts_may_be_typed_without_the_key() -> None:
    assert has("Kurse durchfuehren", lists("durchführen", language="de"), "some")


def test_an_empty_list_finds_nothing() -> None:
    assert find(sentence("Anything", "en"), lists(), "some") is None
    assert not has("Anything", lists(), "missing")


@pytest.mark.parametrize(
    ("language", "nobody", "somebody"),
    [
        ("it", "Tutti", "Tutte le socie della cooperativa"),
        ("en", "The general public", "All members of the cooperative"),
        ("es", "Todo el mundo", "Todas las socias de la cooperativa"),
        ("fr", "Le grand public", "Toutes les productrices des six villages"),
        ("de", "Die breite Öffentlichkeit", "Alle Mitglieder der Genossenschaft"),
    ],
)
def test_an_audience_of_everybody_is_told_from_all_of_a_group(language: str, nobody: str, somebody: str) -> None:
    assert has(nobody, words(language), "everybody")
    assert not has(somebody, words(language), "everybody")


# Counting and comparing ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("4.5 kilos out of 10", 5), ("L'olio dell'anno", 2), ("well-known shops, in Rome", 4), ("– yes –", 1)],
)
def test_words_are_counted_as_people_count_them(text: str, count: int) -> None:
    assert wording.count_words(text) == count


def test_a_long_text_is_cut_after_a_word() -> None:
    assert wording.shorten("Vegetables rot,\n  in three days", 17) == "Vegetables rot…"
    assert wording.shorten("Vegetables rot", 14) == "Vegetables rot"
    assert len(wording.shorten("x" * 200)) <= 70


def test_two_sentences_are_seen_and_abbreviations_are_none() -> None:
    assert wording.is_two_sentences("The road is closed. Lorries do not come", words("en"))
    assert not wording.is_two_sentences("Interest is high, e.g. 10 % a month.", words("en"))
    assert not wording.is_two_sentences("Zinsen, z. B. 10 % im Monat", words("de"))


def test_a_longer_sentence_does_not_say_the_same() -> None:
    short, long = "Women are trained", "120 women trained and tested in safe drying"
    assert wording.same_words(short, long, words("en")) < wording.ALIKE
    assert wording.same_words(short, "Women: training", words("en")) == 1
    assert wording.same_words("", "", words("en")) == 0
