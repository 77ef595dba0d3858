"""Rights in the browser: given, taken, noted; and what they open."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from elearn.accounts.rules import Role
from elearn.accounts.service.people import find_people
from elearn.authoring.rules.rights import Grant
from elearn.authoring.service.granting import UnknownScopeError, changes, given, grant, revoke
from elearn.authoring.service.rights import site_policy
from elearn.infra.database import transaction
from tests.authoring.conftest import NewWriter, fields_of
from tests.forms import token_of

PEOPLE = "/en/teach/people"
GLOSSARY = "/en/teach/glossary/outcome"


def send(browser: FlaskClient, what: str, page: str = PEOPLE, **fields: str) -> int:
    data = {"form_token": token_of(browser.get(page)), **fields}
    return browser.post(f"{PEOPLE}/{what}", data=data).status_code


def test_only_coordinators_and_administrators_decide(new_writer: NewWriter) -> None:
    for name, role, expected in (
        ("amina", Role.LEARNER, 403),
        ("marta", Role.TRAINER, 403),
        ("carla", Role.COORDINATOR, 200),
        ("admin", Role.ADMINISTRATOR, 200),
    ):
        browser = new_writer(name, role)
        assert browser.get(PEOPLE).status_code == expected
        assert send(browser, "policy", "/en/account") == (303 if expected == 200 else 403)
        if expected == 403:
            assert send(browser, "grant", "/en/account", person="x", role="author", scope="*") == 403


def test_a_right_is_given_by_name_and_taken_away(course: Flask, new_writer: NewWriter) -> None:
    carla, tina = new_writer("carla", Role.COORDINATOR), new_writer("tina", Role.LEARNER)
    assert tina.get("/en/teach/modules").status_code == 403
    found = carla.get(f"{PEOPLE}?q=TIN").get_data(as_text=True)
    assert "Choose Tina" in found
    with course.app_context():
        person = find_people("tina", 5)[0].public_id
    assert "What may Tina do?" in carla.get(f"{PEOPLE}?person={person}").get_data(as_text=True)
    assert send(carla, "grant", person=person, role="author", scope="modules/bees") == 303
    assert send(carla, "grant", person=person, role="author", scope="modules/bees") == 303
    assert "writes: Module: Le api" in carla.get(PEOPLE).get_data(as_text=True)
    assert tina.get("/en/teach/m/bees/settings").status_code == 200
    assert not [name for name in fields_of(tina.get(GLOSSARY)) if name.startswith("glossary")]
    assert send(carla, "revoke", person=person, role="author", scope="modules/bees") == 303
    assert tina.get("/en/teach/modules").status_code == 403
    with course.app_context():
        acts = [(one.act, one.by, one.name, one.role, one.scope) for one in changes()]
    right = ("Carla", "Tina", Grant.AUTHOR, "modules/bees")
    assert acts == [("revoked", *right), ("granted", *right)]


def test_an_author_of_one_module_changes_no_other_and_no_list(course: Flask, new_writer: NewWriter) -> None:
    tina = new_writer("tina", Role.LEARNER)
    with course.app_context(), transaction():
        grant(1, 1, Grant.AUTHOR, "paths/operators")
    assert tina.get("/en/teach/paths/operators").status_code == 200
    assert tina.get("/en/teach/m/bees/settings").status_code == 403
    for address in ("/en/teach/facts/new", "/en/teach/glossary/new"):
        assert tina.get(address).status_code == 403


def test_the_policy_closes_and_opens_everything_for_trainers(course: Flask, new_writer: NewWriter) -> None:
    marta, carla = new_writer("marta"), new_writer("carla", Role.COORDINATOR)
    assert marta.get("/en/teach/glossary/new").status_code == 200
    assert send(carla, "policy", needs_review="on") == 303
    assert marta.get("/en/teach/glossary/new").status_code == 403
    assert marta.get("/en/teach/glossary").status_code == 200
    with course.app_context():
        assert (site_policy().trainers_write, site_policy().needs_review) == (False, True)
        assert [one.act for one in changes()] == ["policy"]
    assert send(carla, "policy", trainers_write="on") == 303
    assert marta.get("/en/teach/glossary/new").status_code == 200


def test_what_is_no_unit_or_language_is_refused(course: Flask, new_writer: NewWriter) -> None:
    carla = new_writer("carla", Role.COORDINATOR)
    with course.app_context(), transaction():
        for role, scope in ((Grant.AUTHOR, "modules/nothing"), (Grant.TRANSLATOR, "pt"), (Grant.REVIEWER, "")):
            with pytest.raises(UnknownScopeError):
                grant(1, 1, role, scope)
        revoke(1, 1, Grant.AUTHOR, "modules/nothing")
        assert given() == []
        assert changes() == []
        person = find_people("carla", 1)[0].public_id
    assert send(carla, "grant", person=person, role="author", scope="modules/nothing") == 400
    assert send(carla, "grant", person=person, role="king", scope="*") == 400
    assert send(carla, "grant", person="nobody", role="author", scope="*") == 404


def test_guests_and_empty_words_find_nobody(course: Flask, new_writer: NewWriter) -> None:
    new_writer("élodie", Role.LEARNER)
    course.test_client().get("/en/")
    with course.app_context():
        assert [one.name for one in find_people("élod", 5)] == ["Élodie"]
        assert find_people("%", 5) == find_people("", 5) == find_people("_", 5) == []
