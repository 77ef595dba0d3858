"""An id is never used for anything else, also after somebody took back what had it."""

from collections.abc import Callable

import pytest
from flask import Flask

from elearn.authoring.service import facts, terms
from elearn.authoring.service.drafts import save, undo
from elearn.authoring.service.events import history
from elearn.authoring.service.modules import create_lesson, create_module
from elearn.authoring.service.paths import create_path
from elearn.authoring.service.questions import make_quiz
from elearn.infra.database import transaction

FACT = "dues:\n  title: {it: Quote}\n"


def made_fact(person: int) -> str:
    name = facts.new_fact_id("Dues")
    save(person, "country-facts/de.yml", FACT.replace("dues", name), None, "created")
    return name


#: what is made -> (how, its unit; "{}" stands for the id)
MADE: dict[str, tuple[Callable[[int], str], str]] = {
    "module": (lambda who: create_module(who, "Il miele", "", "it", None), "modules/{}"),
    "lesson": (lambda who: create_lesson(who, "bees", "Il miele", 5, "it"), "modules/bees"),
    "path": (lambda who: create_path(who, "Il miele", "operators", "bees", "it"), "paths/{}"),
    "quiz": (lambda who: make_quiz(who, "bees", "practice", "single"), "modules/bees"),
    "term": (lambda who: terms.create_term(who, {"en": "honey"}), "glossary"),
    "fact": (made_fact, "country-facts"),
}


@pytest.mark.parametrize("what", MADE)
def test_what_was_taken_back_keeps_its_id(course: Flask, new_person: Callable[..., int], what: str) -> None:
    make, unit = MADE[what]
    person = new_person()
    with course.test_request_context(), transaction():
        first = make(person)
    with course.test_request_context(), transaction():
        for event in history(unit.format(first)):
            assert undo(person, event.id)
    with course.test_request_context(), transaction():
        assert make(person) != first
