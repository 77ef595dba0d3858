"""Whatever the files of drafts hold, every page of the writers opens, and says what to do."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from elearn.authoring.service.drafts import save
from elearn.catalogue.service.publishing import drafts_of
from elearn.catalogue.service.saving import drop_draft
from elearn.catalogue.service.states import draft_digests
from elearn.infra.database import transaction
from tests.authoring.conftest import FILES, LESSON, MODULE, PASSWORD, NewWriter, fields_of
from tests.authoring.test_rights_of_routes import MORE, requests_of
from tests.forms import post

HEAD, COVER = f"{MODULE}/module.yml", f"{MODULE}/it.md"
KEY, WORDS = f"{MODULE}/quizzes/check/quiz.yml", f"{MODULE}/quizzes/check/it.yml"
PATH = "paths/operators/path.yml"
PATH_TEXT, HELP, CHECKS = "paths/operators/it.md", "pages/help/it.md", "workbooks/checks/basics.yml"
FACTS, GLOSSARY, DEFINED, RETIRED = "country-facts/de.yml", "glossary.csv", "glossary/it.yml", "glossary/retired.yml"

#: what happened -> the files, None where the file is gone. What stands around a module breaks in the same walk.
BROKEN: dict[str, dict[str, str | None]] = {
    "module.yml is no YAML": {HEAD: "source: [it\n", PATH: "source: [\n"},
    "module.yml is empty": {HEAD: "", PATH: "", FACTS: "", GLOSSARY: ""},
    "module.yml lists words": {HEAD: "source: it\nlessons: [first]\nquizzes: check\n", FACTS: "dues: 5\nothers: [a]\n"},
    "module.yml is gone": {HEAD: None, PATH_TEXT: None},
    "an empty lesson": {LESSON: "", PATH_TEXT: "---\n[\n---\n", GLOSSARY: 'term_id,en\n"outcome,x\n'},
    "broken front matter": {LESSON: "---\ntitle: [\n---\n\nUno.\n", COVER: "---\n[\n---\n", FACTS: "dues: [\n"},
    "a title that is a list": {LESSON: "---\ntitle: [a, b]\n---\n\nUno.\n", RETIRED: "- outcome\n", CHECKS: "- B1\n"},
    "lines of Windows, and very many": {
        LESSON: FILES[LESSON].replace("\n", "\r\n") + "Parole e ancora parole.\r\n\r\n" * 2400,
        **{one: FILES[one].replace("\n", "\r\n") for one in (COVER, HEAD, KEY, WORDS, PATH)},
    },
    "a broken key": {KEY: "questions: [\n", LESSON: "Uno.\n\nDue.\n", CHECKS: "B1: [\n"},
    "no key": {KEY: None, HELP: None, HELP.replace("it.md", "de.md"): "---\ntitle: Hilfe\n---\nText.\n"},
    "words of another shape": {WORDS: "questions: [honey]\n", LESSON: None, DEFINED: "[\n", RETIRED: "[\n"},
}


@pytest.mark.parametrize("happened", BROKEN)
def test_every_page_opens(course: Flask, new_person: Callable[..., int], happened: str) -> None:
    marta = new_person()
    with course.app_context(), transaction():
        for path, body in MORE.items():
            save(marta, path, body, None, "edited")
        now = draft_digests(BROKEN[happened])
        for path, body in BROKEN[happened].items():
            if body is None:
                drop_draft(path)
            else:
                save(marta, path, body, now.get(path), "edited")
    course.test_client_class = FlaskClient
    course.config["PROPAGATE_EXCEPTIONS"] = False
    browser = course.test_client()
    post(browser, "/it/sign-in", {"identity": "marta", "password": PASSWORD})
    failed = []
    for method, address, form, endpoint, _who in sorted(requests_of(course, browser), key=lambda one: one[:2]):
        if browser.open(address, method=method, data=form).status_code >= 500:
            failed.append((method, endpoint))
    assert failed == []


def test_a_broken_file_is_mended_in_the_browser(course: Flask, new_writer: NewWriter) -> None:
    with course.app_context(), transaction():
        now = draft_digests([HEAD])[HEAD]
        save(None, HEAD, "source: [it\n", now, "edited")
    marta = new_writer()
    page = marta.get("/it/teach/m/bees/")
    address = f"/it/teach/file?path={HEAD.replace('/', '%2F')}"
    assert f'href="{address}"' in page.text
    refused = post(marta, "/it/teach/m/bees/lessons", {"title": "Il miele", "minutes": "5"}, page="/it/account")
    assert refused.status_code == 409
    assert f'href="{address}"' in refused.text
    with course.app_context():
        assert not any("miele" in path for path in drafts_of(MODULE))
    form = fields_of(marta.get(address))
    assert post(marta, address, {**form, "text": FILES[HEAD]}).status_code == 303
    assert address not in marta.get("/it/teach/m/bees/").text
