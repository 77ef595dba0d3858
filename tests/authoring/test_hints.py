"""Readability, style and glossary terms while somebody writes."""

from collections.abc import Mapping

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from elearn.accounts.rules import Role
from elearn.authoring.rules.hints import Ease, measure
from elearn.authoring.rules.recognising import lexicon, recognise
from elearn.authoring.service.hints import hints
from elearn.authoring.words.hints import in_detail, in_one_sentence
from elearn.catalogue.rules.values import Term
from elearn.core.languages import LANGUAGES
from elearn.infra.i18n import speak
from tests.authoring.conftest import NewWriter
from tests.forms import token_of
from tests.timing import soon


def term(term_id: str, names: Mapping[str, str]) -> Term:
    return Term(term_id, names, definitions=dict.fromkeys(names, "It is explained."))


TERMS = (
    term("indicator", {"it": "indicatore", "en": "indicator", "fr": "indicateur", "de": "Indikator"}),
    term("cash_flow_plan", {"it": "piano di cassa", "en": "cash-flow plan", "de": "Liquiditätsplan"}),
    term("cash", {"it": "cassa", "en": "cash", "es": "caja", "fr": "caisse", "de": "Kasse"}),
    term("outcome", {"it": "esito (outcome)", "de": "Outcome (direkte Wirkung)"}),
    term("loan_shark", {"it": "usuraio o usuraia", "de": "Kredithai"}),
    term("bank_statement", {"de": "Kontoauszug", "fr": "relevé de compte", "es": "extracto bancario"}),
    Term("bare", dict.fromkeys(LANGUAGES, "project")),
)


def found(text: str, language: str) -> list[tuple[str, str]]:
    return [(one.id, one.written) for one in recognise(text, language, lexicon(TERMS, language))]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("it", "Scegli gli indicatori.", [("indicator", "indicatori")]),
        (
            "it",
            "L'indicatore e il piano di cassa.",
            [("indicator", "indicatore"), ("cash_flow_plan", "piano di cassa")],
        ),
        ("it", "La cassa è vuota.", [("cash", "cassa")]),
        ("it", "Un outcome, due esiti.", [("outcome", "outcome")]),
        ("it", "Le usuraie", [("loan_shark", "usuraie")]),
        ("en", "Two cash-flow\nplans.", [("cash_flow_plan", "cash-flow\nplans")]),
        ("de", "Zeigen Sie die Kontoauszüge.", [("bank_statement", "Kontoauszüge")]),
        ("es", "Los extractos bancarios", [("bank_statement", "extractos bancarios")]),
        ("fr", "Deux relevés de compte", [("bank_statement", "relevés de compte")]),
    ],
)
def test_terms_are_recognised_with_their_plurals_and_the_longest_name_wins(
    language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert found(text, language) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Un [indicatore](term:indicator) e altri indicatori.",
        "[gli indicatori](https://example.org)",
        "`indicatore`",
        "## Indicatori",
        "/// media | indicatore.svg\n    alt: Un indicatore\n///",
        "---\ntitle: Indicatori\n---\n",
        "Il project",  # nobody explains it, so a link would tell a reader nothing
        "cash\n\nflow plan",
    ],
)
def test_links_code_headings_and_unexplained_words_are_left_alone(text: str) -> None:
    assert found(text, "it") == []


@given(st.text(alphabet="abc indicatore[]()`#/\n-'é"), st.sampled_from(LANGUAGES))
def test_what_is_found_stands_in_the_text_where_it_says(text: str, language: str) -> None:
    for one in recognise(text, language, lexicon(TERMS, language)):
        assert text[one.start : one.end] == one.written
        assert text.count("\n", 0, one.start) == one.line - 1


def test_the_measure_knows_easy_fair_and_hard_texts() -> None:
    assert measure("it", "", "").ease is Ease.NOTHING
    assert measure("it", "Il gruppo vende il miele. La cassa cresce.", "operators").ease is Ease.EASY
    long = "La realizzazione dell'amministrazione intercomunale " * 8 + "."
    assert measure("it", long, "operators").ease is Ease.HARD
    fair = " ".join(["one two three four five six seven eight nine ten one two three four five six seven."] * 4)
    assert measure("en", fair, "").ease is Ease.FAIR
    hints = measure("en", "---\ntitle: x\n---\n" + "word " * 30 + ".", "")
    assert [(one.line, one.words) for one in hints.long_sentences] == [(4, 30)]


def test_a_thousand_words_with_the_shipped_glossary_take_under_thirty_milliseconds(product: Flask) -> None:
    text = "Il gruppo sceglie due indicatori e scrive il piano di cassa con il budget. " * 75
    with product.app_context():
        hints("it", text, "operators")  # builds the lexicon, once for each state of the glossary
        found = soon(0.03, lambda: hints("it", text, "operators"))
    assert found.words >= 1000
    assert {"indicator", "budget"} <= {one.id for one in found.terms_found}


def test_hints_are_sentences(product: Flask) -> None:
    with product.app_context():
        speak("en")
        english = hints("en", "The group sells honey. " * 3)
        assert in_one_sentence(english) == "Easy to read. 4 words a sentence on average."
        italian = hints("it", "Scrivi l'azione progettuale. " + "parola " * 26 + ".")
        assert [line for line, _ in in_detail(italian)] == [1, 1]
    with product.app_context():
        speak("de")
        assert in_one_sentence(english).startswith("Leicht zu lesen.")


def test_the_editor_asks_for_hints_while_somebody_types(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    token = token_of(marta.get("/it/teach/modules", follow_redirects=True))
    text = "Il gruppo descrive un outcome. " + "parola " * 26 + "."
    found = marta.post("/it/teach/hints", data={"form_token": token, "text": text, "of": "it"}).get_json()
    assert found["sentence"].startswith("Potrebbe essere più facile da leggere. In media 16 parole per frase.")
    assert [(one["id"], text[one["start"] : one["end"]]) for one in found["terms_found"]] == [("outcome", "outcome")]
    assert [line for line, _ in found["details"]] == [1]
    amina = new_writer("amina", Role.LEARNER)
    stale = {"form_token": token_of(amina.get("/it/account")), "text": text}
    assert amina.post("/it/teach/hints", data=stale).status_code == 403
