"""Whatever the files of drafts hold, every page of the writers opens, and says what to do."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from elearn.authoring.service.drafts import save
from elearn.catalogue.service.saving import drop_draft
from elearn.catalogue.service.states import draft_digests
from elearn.infra.database import transaction
from tests.authoring.conftest import FILES, LESSON, MODULE, PASSWORD
from tests.authoring.test_rights_of_routes import MORE, requests_of
from tests.forms import post

HEAD, COVER = f"{MODULE}/module.yml", f"{MODULE}/it.md"
KEY, WORDS = f"{MODULE}/quizzes/check/quiz.yml", f"{MODULE}/quizzes/check/it.yml"
PATH = "paths/operators/path.yml"
FACTS, GLOSSARY, RETIRED = "country-facts/de.yml", "glossary.csv", "glossary/retired.yml"

#: what happened -> the files, None where the file is gone
BROKEN: dict[str, dict[str, str | None]] = {
    "module.yml is no YAML": {HEAD: "source: [it\n"},
    "module.yml is a list": {HEAD: "- it\n"},
    "module.yml is empty": {HEAD: ""},
    "module.yml lists nothing": {HEAD: "source: it\nlessons:\nquizzes:\n"},
    "module.yml lists words": {HEAD: "source: it\nlessons: [first]\nquizzes: check\n"},
    "module.yml lists a lesson twice": {HEAD: FILES[HEAD].replace("quizzes:", "  - id: first\n    minutes: 1\nquizzes:")},
    "module.yml is gone": {HEAD: None},
    "another source": {HEAD: FILES[HEAD].replace("source: it", "source: de")},
    "an empty lesson": {LESSON: ""},
    "no front matter": {LESSON: "Uno.\n\nDue.\n"},
    "broken front matter": {LESSON: "---\ntitle: [\n---\n\nUno.\n"},
    "front matter is a list": {LESSON: "---\n- title\n---\n\nUno.\n"},
    "front matter without an end": {LESSON: "---\ntitle: x\n\nUno.\n"},
    "a title that is a list": {LESSON: "---\ntitle: [a, b]\n---\n\nUno.\n"},
    "lines of Windows": {LESSON: FILES[LESSON].replace("\n", "\r\n"), COVER: FILES[COVER].replace("\n", "\r\n")},
    "a large lesson": {LESSON: FILES[LESSON] + "Parole e ancora parole.\n\n" * 2400},
    "a lesson is gone": {LESSON: None},
    "the cover is gone": {COVER: None},
    "a broken cover": {COVER: "---\n[\n---\n"},
    "a broken key": {KEY: "questions: [\n"},
    "a key of nothing": {KEY: ""},
    "no key": {KEY: None},
    "broken words": {WORDS: "questions: {honey: [\n"},
    "words of nothing": {WORDS: ""},
    "no words": {WORDS: None},
    "words of another shape": {WORDS: "questions: [honey]\n"},
    "a broken path": {PATH: "source: [\n"},
    "a path of nothing": {PATH: ""},
    "a path that lists nothing": {PATH: "source: it\naudience: operators\nhours: 1\nmodules:\n"},
    "a broken text of a path": {"paths/operators/it.md": "---\n[\n---\n"},
    "no text of a path": {"paths/operators/it.md": None},
    "broken facts": {FACTS: "dues: [\n"},
    "facts of nothing": {FACTS: ""},
    "facts of another shape": {FACTS: "dues: 5\nothers: [a]\n"},
    "a broken glossary": {GLOSSARY: "term_id,en\n\"outcome,x\n"},
    "an empty glossary": {GLOSSARY: ""},
    "definitions of another shape": {"glossary/it.yml": "outcome: [a]\n", RETIRED: "- outcome\n"},
    "no definitions": {"glossary/it.yml": "[\n", RETIRED: "[\n"},
    "broken words of workbooks": {"workbooks/checks/basics.yml": "B1: [\n"},
    "words of workbooks of another shape": {"workbooks/checks/basics.yml": "- B1\n"},
    "a page without a source": {"pages/help/it.md": None, "pages/help/de.md": "---\ntitle: Hilfe\n---\nText.\n"},
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
