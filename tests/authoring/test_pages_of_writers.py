"""The writers' pages: the shelf, the history, the choice between two texts."""

from flask import Flask

from elearn.accounts.rules import Role
from elearn.authoring.service.drafts import EditClash, draft, save
from elearn.authoring.views.drafts import clash_page
from elearn.infra.database import transaction
from tests.authoring.conftest import FILES, LESSON, NewWriter
from tests.forms import token_of


def test_learners_do_not_get_in_and_do_not_see_a_door(new_writer: NewWriter) -> None:
    amina = new_writer("amina", Role.LEARNER)
    assert amina.get("/it/teach/modules").status_code == 403
    assert "/teach/modules" not in amina.get("/it/").get_data(as_text=True)


def test_trainers_find_the_shelf_of_modules_from_every_page(new_writer: NewWriter) -> None:
    marta = new_writer()
    assert 'href="/it/teach/modules"' in marta.get("/it/").get_data(as_text=True)
    page = marta.get("/it/teach/modules").get_data(as_text=True)
    assert "Le api" in page
    assert marta.get("/it/teach/m/bees/").status_code == 200
    assert marta.get("/it/teach/m/nothing/").status_code == 404


def test_somebody_chooses_between_two_texts(course: Flask, new_writer: NewWriter) -> None:
    carla = new_writer("carla", Role.COORDINATOR)
    with course.app_context():
        opened = draft(LESSON).digest
    with course.app_context(), transaction():
        save(None, LESSON, FILES[LESSON].replace("Due.", "2."), opened, "edited")
    with course.test_request_context("/it/teach/modules"), transaction():
        try:
            save(None, LESSON, FILES[LESSON].replace("Due.", "II."), opened, "edited")
        except EditClash as found:
            clash = found
            page, status = clash_page(clash, "/it/teach/m/bees/")  # type: ignore[misc]
    assert status == 409
    assert "II." in page
    fields = {"path": LESSON, "base": clash.base, "mine": clash.mine, "theirs": clash.theirs, "choice-0": "both"}
    token = token_of(carla.get("/it/teach/m/bees/"))
    reply = carla.post("/it/teach/choose", data={"form_token": token, "back": "/it/teach/m/bees/", **fields})
    assert (reply.status_code, reply.location) == (303, "/it/teach/m/bees/")
    with course.app_context():
        assert "2.\n\nII." in draft(LESSON).body


def test_an_act_is_taken_back_from_the_history(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    with course.app_context(), transaction():
        save(None, LESSON, FILES[LESSON].replace("Due.", "2."), draft(LESSON).digest, "edited")
    history = "/it/teach/m/bees/history"
    reply = marta.post("/it/teach/undo/1", data={"form_token": token_of(marta.get(history)), "back": history})
    assert marta.get(reply.location).status_code == 200
    with course.app_context():
        assert draft(LESSON).body == FILES[LESSON]
