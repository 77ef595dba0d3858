"""The demo people: made once, half way and finished as the screens need them, and known to everybody."""

import pytest
from flask import Flask
from sqlalchemy import select

from elearn.accounts.models import PersonRow
from elearn.accounts.rules import Role
from elearn.accounts.service.people import create_account
from elearn.catalogue.rules.values import Module
from elearn.catalogue.service.library import library
from elearn.demo.people import MODULE, PASSWORD, PEOPLE, demo_people_exist, make_demo, show_banner
from elearn.infra.database import db, transaction
from elearn.progress.rules.completion import ModuleStanding, State
from elearn.progress.service.standing import module_standing
from elearn.quizzes.service.sittings import attempts_of
from tests.forms import post


@pytest.fixture
def demo_app(stocked: Flask) -> Flask:
    """The application with a small library and the demo people."""
    assert make_demo(stocked)
    return stocked


def person_id(username: str) -> int:
    return db.session.execute(select(PersonRow.id).where(PersonRow.username == username)).scalar_one()


def standing_of(username: str) -> tuple[Module, ModuleStanding]:
    module = library().modules[MODULE]
    return module, module_standing(person_id(username), module)


def test_the_demo_people_are_made_once(demo_app: Flask) -> None:
    assert demo_people_exist(demo_app)
    assert not make_demo(demo_app)


def test_where_there_are_accounts_no_demo_people_are_made(app: Flask) -> None:
    with app.app_context(), transaction():
        create_account("Somebody", Role.ADMINISTRATOR)
    assert not make_demo(app)
    assert not demo_people_exist(app)


def test_without_content_there_are_demo_people_all_the_same(app: Flask) -> None:
    assert make_demo(app)


def test_amina_is_half_way(demo_app: Flask) -> None:
    with demo_app.app_context():
        module, standing = standing_of("amina")
        assert [item.state for item in standing.items[:4]] == [State.DONE, State.DONE, State.DONE, State.OPEN]
        resume = standing.next_item()
        assert resume
        assert resume.item == module.lessons[3].item


def test_joseph_failed_once_and_then_passed(demo_app: Flask) -> None:
    with demo_app.app_context():
        module, standing = standing_of("joseph")
        assert standing.state is State.DONE
        first, second = attempts_of(person_id("joseph"), module.checks[0])
        assert (first.passed, second.passed, second.per_mille) == (False, True, 1000)


@pytest.mark.parametrize("username", PEOPLE)
def test_each_of_them_can_sign_in(demo_app: Flask, username: str) -> None:
    client = demo_app.test_client()
    reply = post(client, "/en/sign-in", {"identity": username, "password": PASSWORD})
    assert reply.status_code == 303
    assert PEOPLE[username][0] in client.get("/en/account").get_data(as_text=True)


def test_a_banner_names_them_on_every_page(demo_app: Flask) -> None:
    show_banner(demo_app)
    page = demo_app.test_client().get("/en/learn/").get_data(as_text=True)
    assert "amina, joseph, marta, carla or admin" in page
    assert PASSWORD in page
