"""Whether links of a whole library lead somewhere, and whether its texts are easy to read."""

from collections.abc import Mapping
from datetime import date

import pytest

from elearn.catalogue.rules.check_style import check_style
from elearn.catalogue.rules.compile import compile_unit, unit_of
from elearn.catalogue.rules.library import build_library
from elearn.catalogue.rules.readability import gulpease, sentences
from elearn.catalogue.rules.references import check_references, check_review_dates
from elearn.catalogue.rules.values import Library
from elearn.core.problems import Level
from tests.catalogue.files import KEY, LESSON, MODULE, WORDS
from tests.catalogue.test_compile_lists import CSV, FACT

FILES = {
    **MODULE,
    "paths/p/path.yml": "audience: operators\nhours: 1\nmodules: [m]\n",
    "paths/p/it.md": "---\ntitle: Percorso\n---\n",
    "glossary.csv": CSV,
    "glossary/it.yml": "outcome: {definition: Il cambiamento., avoid: [risultato atteso]}\n",
    "country-facts/it.yml": FACT,
}
LESSON_FILE = "modules/m/lessons/one/it.md"


def library(changes: Mapping[str, str] | None = None) -> Library:
    files = {**FILES, **(changes or {})}
    units = {unit_of(path) for path in files}
    values = {unit: compile_unit(unit, files, {}, lambda _digest: None).value for unit in units}
    return build_library(values, "test")


def with_text(text: str) -> Library:
    return library({LESSON_FILE: f"{LESSON}\n{text}\n"})


def test_a_sound_library_has_no_broken_references() -> None:
    text = "[a](term:outcome) [b](fact:ceiling) [c](lesson:m) [d](lesson:m/one) [e](https://example.org)"
    assert check_references(with_text(text)) == ()


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a\n[x](term:gone)", "unknown_term", 15),
        ("/// note\n[x](fact:gone)\n///", "unknown_fact", 15),
        ("/// turn\n    minutes: 3\na\n[x](lesson:gone)\n///", "unknown_module", 17),
        ("[x](lesson:m/gone)", "unknown_lesson", 14),
        ("x[^n]\n\n[^n]: [x](term:gone)", "unknown_term", 0),
    ],
)
def test_a_link_that_leads_nowhere_is_an_error_with_its_line(text: str, code: str, line: int) -> None:
    problems = check_references(with_text(text))
    assert [(problem.code, problem.path, problem.line, problem.level) for problem in problems] == [
        (code, LESSON_FILE, line, Level.ERROR)
    ]


def test_a_path_names_modules_that_can_be_read() -> None:
    broken = library({"modules/m/module.yml": "["})
    assert [(problem.code, problem.path) for problem in check_references(broken)] == [
        ("unknown_module", "paths/p/path.yml")
    ]


def test_a_module_outside_of_every_path_is_reported() -> None:
    lonely = {"modules/n/module.yml": "minutes: 5\n", "modules/n/it.md": MODULE["modules/m/it.md"]}
    assert [problem.code for problem in check_references(library(lonely))] == ["module_without_path"]


def test_what_is_past_its_review_date_is_reported() -> None:
    assert check_review_dates(library(), date(2027, 1, 31)) == ()
    due = check_review_dates(library(), date(2027, 2, 1))
    assert [(problem.code, problem.path) for problem in due] == [("review_due", "country-facts/it.yml")]


def codes(text: str) -> list[tuple[str, int]]:
    return [(problem.code, problem.line) for problem in check_style(with_text(text))]


def test_a_sentence_of_25_words_is_the_longest() -> None:
    assert codes("io " * 25 + ".") == []
    assert codes("Breve.\n" + "io " * 26 + ".") == [("long_sentence", 15)]
    assert codes("- " + "io " * 20 + "\n- " + "tu " * 20) == []


def test_words_that_the_glossary_avoids_are_reported() -> None:
    assert codes("Un\nRisultato atteso è qui.") == [("avoided_word", 15)]
    assert codes("Un risultato attesole è qui.") == []


def test_a_hard_italian_text_is_reported() -> None:
    assert codes("Responsabilizzazione partecipativa internazionale. " * 30) == [("hard_to_read", 0)]
    assert codes("Le donne seccano la frutta e la vendono insieme. " * 10) == []


def test_a_plain_path_asks_for_plainer_texts() -> None:
    text = "Le produttrici conservano la frutta e dopo qualche settimana la vendono insieme nel mercato di città. " * 5
    entrepreneurs = {"paths/p/path.yml": FILES["paths/p/path.yml"].replace("operators", "entrepreneurs")}
    assert check_style(with_text(text)) == ()
    assert [problem.code for problem in check_style(library({**entrepreneurs, LESSON_FILE: LESSON + "\n" + text}))] == [
        "hard_to_read"
    ]


def test_quizzes_are_read_too() -> None:
    words = WORDS.replace("Invece sì.", "io " * 26)
    found = check_style(library({"modules/m/quizzes/practice/it.yml": words}))
    assert [(problem.code, problem.path) for problem in found] == [
        ("long_sentence", "modules/m/quizzes/practice/it.yml")
    ]


def test_a_right_option_that_gives_itself_away_is_noticed() -> None:
    key = KEY.replace("practice\n", "practice\n")
    words, lesson = WORDS, LESSON
    for name in ("a", "b", "c"):
        key += f"  - {{id: {name}, kind: single, options: [x, y], right: x}}\n"
        words += f"  {name}: {{stem: Q, options: {{x: {{text: più lungo, reason: R}}, y: {{text: no, reason: R}}}}}}\n"
    changes = {"modules/m/quizzes/practice/quiz.yml": key, "modules/m/quizzes/practice/it.yml": words}
    found = check_style(library({**changes, LESSON_FILE: lesson}))
    assert [problem.code for problem in found] == ["right_is_longest", "right_is_first"]


def test_sentences_know_their_line_and_links_are_words() -> None:
    found = list(
        sentences(
            "## Titolo\n\nUno [due tre](term:a).[^n] Quattro\ncinque! “Sei.” Sette\n\n| a b |\n| --- |\n\n1. otto"
        )
    )
    assert [(one.line, one.text) for one in found] == [
        (0, "Titolo"),
        (2, "Uno due tre."),
        (2, "Quattro cinque!"),
        (3, "“Sei.”"),
        (3, "Sette"),
        (8, "otto"),
    ]


def test_gulpease_is_computed_as_published() -> None:
    assert gulpease(words=100, letters=500, sentence_count=5) == 89 - 50 + 15
