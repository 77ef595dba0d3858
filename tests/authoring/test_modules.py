"""Modules and lessons: made, ordered, copied, retired and restored in the browser, without a script."""

from datetime import UTC, datetime

import time_machine
from flask import Flask

from elearn.authoring.service.drafts import draft, save
from elearn.authoring.service.outline import outline
from elearn.authoring.service.preview import compiled
from elearn.catalogue.service.publishing import drafts_of
from elearn.core.ids import short_digest
from elearn.infra.database import transaction
from tests.authoring.conftest import FILES, LESSON, MODULE, NewWriter
from tests.forms import post, token_of


def act(browser: object, do: str, entry: str) -> None:
    """Press one of the buttons beside a lesson."""
    reply = post(browser, "/it/teach/m/bees/entries", {"entry": entry, "do": do}, page="/it/teach/m/bees/")  # type: ignore[arg-type]
    assert reply.status_code == 303


def lessons(app: Flask, module: str = "bees") -> list[str]:
    with app.test_request_context("/it/"):
        return [row.id for row in outline(f"modules/{module}", "it").lessons]


def test_a_module_begins_with_a_title_a_sentence_and_a_language(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    fields = {"title": "Perché l'alveare?", "summary": "Sai che cosa è.", "source": "it", "path": "operators"}
    reply = post(marta, "/it/teach/modules/new", fields)
    assert reply.location == "/it/teach/m/perche-l-alveare/"
    assert "Perché l&#39;alveare?" in marta.get(reply.location).get_data(as_text=True)
    assert "perche-l-alveare" in marta.get("/it/teach/modules").get_data(as_text=True)
    with course.app_context():
        assert [one.code for one in compiled("modules/perche-l-alveare").problems if one.level == "error"] == []
        assert "perche-l-alveare" in draft("paths/operators/path.yml").body


def test_what_is_missing_is_said_beside_the_field_and_nothing_typed_is_lost(new_writer: NewWriter) -> None:
    reply = post(new_writer(), "/it/teach/modules/new", {"title": "", "summary": "Una frase.", "source": "it"})
    assert reply.status_code == 422
    assert 'value="Una frase."' in reply.get_data(as_text=True)
    assert 'id="title-error"' in reply.get_data(as_text=True)


def test_lessons_are_added_put_in_order_copied_retired_and_restored(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    post(marta, "/it/teach/m/bees/lessons", {"title": "Il miele", "minutes": "20"}, page="/it/teach/m/bees/")
    assert lessons(course) == ["first", "il-miele"]
    act(marta, "up", "il-miele")
    act(marta, "up", "il-miele")
    assert lessons(course) == ["il-miele", "first"]
    act(marta, "copy", "il-miele")
    assert lessons(course) == ["il-miele", "il-miele-2", "first"]
    act(marta, "retire", "il-miele-2")
    assert lessons(course) == ["il-miele", "first"]
    act(marta, "restore", "il-miele-2")
    assert lessons(course) == ["il-miele", "first", "il-miele-2"]


def test_the_id_of_a_retired_lesson_is_never_used_again(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    for title in ("First", "First!"):
        post(marta, "/it/teach/m/bees/lessons", {"title": title, "minutes": "20"}, page="/it/teach/m/bees/")
    act(marta, "retire", "first-2")
    post(marta, "/it/teach/m/bees/lessons", {"title": "First", "minutes": "20"}, page="/it/teach/m/bees/")
    assert lessons(course) == ["first", "first-3", "first-4"]


def test_a_copy_of_a_module_has_everything_under_a_new_id_and_fresh_translations(
    course: Flask, new_writer: NewWriter
) -> None:
    french = f"---\ntitle: Leçon\ntranslates: {short_digest(FILES[LESSON])}\n---\n\nUn.\n\nDeux.\n\nTrois.\n"
    with course.app_context(), transaction():
        save(None, LESSON.replace("/it.md", "/fr.md"), french, None, "translated")
    marta = new_writer()
    reply = post(marta, "/it/teach/m/bees/copy", page="/it/teach/m/bees/settings")
    assert reply.location == "/it/teach/m/bees-2/"
    with course.app_context():
        assert len(drafts_of("modules/bees-2")) == len(drafts_of(MODULE))
        found = compiled("modules/bees-2")
    assert [one.code for one in found.problems] == [one.code for one in compiled_problems(course)]
    assert "Le api (copia)" in marta.get(reply.location).get_data(as_text=True)


def compiled_problems(app: Flask) -> list[object]:
    with app.app_context():
        return list(compiled(MODULE).problems)


def test_a_module_that_was_never_published_goes_off_the_shelf_and_comes_back(new_writer: NewWriter) -> None:
    marta = new_writer()
    post(marta, "/it/teach/modules/new", {"title": "Prova", "summary": "Una frase.", "source": "it"})
    post(marta, "/it/teach/m/prova/retire", page="/it/teach/m/prova/settings")
    assert marta.get("/it/teach/m/prova/").status_code == 404
    form = {"form_token": token_of(marta.get("/it/teach/modules")), "module": "prova"}
    assert marta.post("/it/teach/modules/restore", data=form).location == "/it/teach/m/prova/"
    assert marta.get("/it/teach/m/prova/").status_code == 200


def test_settings_are_kept_and_the_rest_of_the_file_stays(course: Flask, new_writer: NewWriter) -> None:
    reply = post(new_writer(), "/it/teach/m/bees/settings", {"workbook": "", "licence": "CC0-1.0"})
    assert reply.status_code == 303
    with course.app_context():
        assert draft(f"{MODULE}/module.yml").body == FILES[f"{MODULE}/module.yml"] + "licence: CC0-1.0\n"


def test_a_button_that_is_pressed_twice_makes_one_thing(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    token = token_of(marta.get("/it/teach/m/bees/"))
    module = {"form_token": token, "title": "Il miele", "summary": "Dolce.", "source": "it"}
    places = [marta.post("/it/teach/modules/new", data=module).location for _click in range(2)]
    assert places == ["/it/teach/m/il-miele/"] * 2
    lesson = {"form_token": token, "title": "La cera", "minutes": "5"}
    for _click in range(2):
        marta.post("/it/teach/m/bees/lessons", data=lesson)
    with course.test_request_context():
        assert [row.id for row in outline(MODULE, "it").lessons] == ["first", "la-cera"]
    path = {"form_token": token, "title": "Per chi alleva", "audience": "operators", "module": "bees"}
    assert len({marta.post("/it/teach/paths/new", data=path).location for _click in range(2)}) == 1
    assert len({marta.post("/it/teach/m/bees/copy", data={"form_token": token}).location for _click in range(2)}) == 1
    copy = {"form_token": token, "do": "copy honey"}
    assert len({marta.post("/it/teach/m/bees/quiz/check/", data=copy).location for _click in range(2)}) == 1


def test_a_copy_of_a_lesson_can_be_copied_again_but_not_by_a_double_click(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    copy = {"form_token": token_of(marta.get("/it/teach/m/bees/")), "do": "copy", "entry": "first"}
    with time_machine.travel(datetime.now(UTC), tick=False) as clock:
        for seconds in (0, 1, 20):
            clock.shift(seconds)
            assert marta.post("/it/teach/m/bees/entries", data=copy).status_code == 303
    with course.test_request_context():
        assert len(outline(MODULE, "it").lessons) == 3
