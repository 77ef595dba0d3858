"""Every address of the writers' pages, and who gets in: a new one must be entered here."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from elearn.accounts.rules import Role
from elearn.authoring.rules.rights import Grant, SitePolicy
from elearn.authoring.service.drafts import save
from elearn.authoring.service.granting import change_policy, grant
from elearn.authoring.service.uploads import keep
from elearn.catalogue.service.states import draft_files, live_files
from elearn.infra.database import transaction
from tests.authoring.conftest import LESSON, MODULE, PASSWORD
from tests.forms import post, token_of

#: (role, their rights)
PEOPLE: dict[str, tuple[Role, tuple[tuple[Grant, str], ...]]] = {
    "learner": (Role.LEARNER, ()),
    "translator": (Role.LEARNER, ((Grant.TRANSLATOR, "de"),)),
    "author elsewhere": (Role.LEARNER, ((Grant.AUTHOR, "paths/operators"),)),
    "reviewer": (Role.LEARNER, ((Grant.REVIEWER, MODULE),)),
    "trainer who may not write": (Role.TRAINER, ()),
    "trainer": (Role.TRAINER, ()),
}
WRITERS = {*PEOPLE} - {"learner"}
#: Who passes: whoever writes at all may read drafts, and nobody else.
MAY = {
    "read": WRITERS,
    "translate": {"translator", "trainer"},
    "path": {"author elsewhere", "trainer"},
    "translate path": {"translator", "author elsewhere", "trainer"},
    "write": {"trainer"},
    "review": {"reviewer", "trainer"},
    "manage": set[str](),
}
READ, WRITE, TRANSLATE, REVIEW = ("read", "write", "translate", "review")

#: endpoint -> (method, who, query, form)
Case = tuple[str, str, str, dict[str, str]]
CASES: dict[str, list[Case]] = {}


def _enter(method: str, who: str, endpoints: str, query: str = "", **form: str) -> None:
    for endpoint in endpoints.split():
        CASES.setdefault(f"authoring.{endpoint}", []).append((method, who, query, form))


_enter("GET", READ, "act acts compare_releases copy_page fact facts export_file export_questions glossary")
_enter("GET", READ, "import_questions imported_questions media module modules more moving path paths")
_enter("GET", READ, "practice_questions preview_cover preview_lesson problems question question_preview questions quiz")
_enter("GET", READ, "rehearsal releases term translated translations translations_of updates word word_file")
_enter("GET", READ, "words_of workbook_words")
_enter("GET", READ, "xliff_out", "?to=de")
_enter("POST", READ, "pasted_words question_preview text_hints send_translated")
_enter("GET", REVIEW, "publish")
_enter("GET", WRITE, "download_everything download_module make_quiz module_from_word module_settings new_fact")
_enter("GET", WRITE, "new_module new_path new_term")
_enter("GET", WRITE, "edit_cover edit_lesson paste_into", "?in=it")
_enter("GET", "path", "edit_text", "?in=it")
_enter("GET", WRITE, "find_links", f"?path={LESSON}")
_enter("GET", WRITE, "arrived")
_enter("GET", WRITE, "file", f"?path={LESSON}")
_enter("POST", WRITE, "file", "?path=country-facts/de.yml")
_enter("POST", WRITE, "accept_arrived moving")
_enter("POST", WRITE, "preview_of_text still_here", path=LESSON)
_enter("POST", WRITE, "add_lesson ask copy_module give_up_plan make_quiz module_from_word module_settings new_fact")
_enter("POST", WRITE, "new_module new_path new_term plan publish_now roll_back take_back take_back_questions withdraw")
_enter("POST", WRITE, "write_question write_quiz retire_term restore_term change_fact retire_module media change_media")
_enter("POST", WRITE, "restore_module", module="bees")
_enter("POST", WRITE, "edit_cover edit_lesson paste_into", "?in=it")
_enter("POST", "path", "edit_text", "?in=it")
_enter("POST", "path", "path change_path")
_enter("POST", WRITE, "change_entry", entry="first", do="up")
_enter("POST", WRITE, "choose", path=LESSON)
_enter("POST", WRITE, "choose", path="country-facts/de.yml")
_enter("POST", WRITE, "copy", question="bees/check/honey", into="bees/check")
_enter("POST", WRITE, "send_questions", into="bees/check", pasted="Was?\nA) Ja\nB) Nein\nANSWER: A\n")
_enter("POST", WRITE, "send_word")
_enter("POST", WRITE, "wording", folder=MODULE)
_enter("POST", REVIEW, "answer")
_enter("POST", TRANSLATE, "term fact words_of")
_enter("GET", TRANSLATE, "desk_cover desk_lesson desk_quiz desk_drawings desk_page", "?to=de")
_enter("POST", TRANSLATE, "save_desk_cover save_desk_lesson save_desk_quiz save_desk_drawings save_desk_page", "?to=de")
_enter("GET", "translate path", "desk_path", "?to=de")
_enter("POST", "translate path", "save_desk_path", "?to=de")
_enter("GET", "manage", "people")
_enter("POST", "manage", "change_policy change_right")
#: Where a file that waits, or an offer, decides: somebody else's is not there for anybody.
_enter("GET", "nobody", "compare_questions compare_translated")
_enter("POST", "nobody", "take_questions take_translated", part="x")
_enter("POST", "nobody", "take_word")
_enter("POST", "nobody", "decide_update", path=LESSON)
MAY["nobody"] = set()

VALUES: dict[str, Any] = {
    "language": "it",
    "module": "bees",
    "lesson": "first",
    "quiz": "check",
    "question": "honey",
    "path": "operators",
    "page": "help",
    "unit": MODULE,
    "country": "de",
    "fact": "dues",
    "act": "retire",
    "term": "outcome",
    "folder": "checks",
    "name": "bees.svg",
    "of": "de",
    "event": 1,
    "number": 1,
    "old": 1,
    "new": 1,
    "take": False,
    "language_out": "it",
}
OWN_VALUES = {"authoring.edit_text": {"unit": "paths/operators"}, "authoring.words_of": {"name": "basics"}}


#: What the small course does not have; the first of them is the act that anybody may want to take back.
MORE = {
    "country-facts/de.yml": "dues:\n  title: {it: Quote, de: Beiträge}\n  value: 5\n",
    "workbooks/checks/basics.yml": "B1:\n  it: Controlla.\n",
    "pages/help/it.md": "---\ntitle: Aiuto\n---\nTesto.\n",
}


def test_every_endpoint_is_entered(app: Flask) -> None:
    there = {(rule.endpoint, method) for rule in _rules(app) for method in _methods(rule)}
    entered = {(endpoint, method) for endpoint, cases in CASES.items() for method, *_rest in cases}
    assert there == entered


def test_strangers_are_sent_to_the_door(course: Flask) -> None:
    course.test_client_class = FlaskClient
    stranger = course.test_client()
    for method, address, form, endpoint, _who in requests_of(course, stranger):
        reply = stranger.open(address, method=method, data=form)
        assert reply.status_code in (302, 303), (endpoint, method)
        assert "/sign-in" in reply.headers["Location"], (endpoint, method)


@pytest.mark.parametrize("name", PEOPLE)
def test_nobody_passes_where_they_may_not(course: Flask, new_person: Callable[..., int], name: str) -> None:
    person, upload = _arrive(course, new_person, name)
    before, passed = _everything(course), []
    for method, address, form, endpoint, who in requests_of(course, person, upload):
        if name not in MAY[who]:
            code = person.open(address, method=method, data=form).status_code
            if code != 403 and not (code in (404, 410) and who == "nobody" and name in WRITERS):
                passed.append((endpoint, method, code))
    assert passed == []
    assert _everything(course) == before


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_whoever_may_passes(course: Flask, new_person: Callable[..., int], name: str) -> None:
    person, upload = _arrive(course, new_person, name)
    refused = []
    for method, address, form, endpoint, who in requests_of(course, person, upload):
        if name in MAY[who]:
            code = person.open(address, method=method, data=form).status_code
            if code == 403 or code >= 500:
                refused.append((endpoint, method, code))
    assert refused == []


def _arrive(course: Flask, new_person: Callable[..., int], name: str) -> tuple[FlaskClient, str]:
    """A signed-in person with their rights, after somebody else worked; and the file that the other one sent."""
    role, grants = PEOPLE[name]
    other, person = new_person("vera"), new_person("somebody", role)
    with course.app_context(), transaction():
        upload = keep(other, "questions", "bees/check", "x.txt", b"x")
        for path, body in MORE.items():
            save(other, path, body, None, "edited")
        for one, scope in grants:
            grant(other, person, one, scope)
        if name == "trainer who may not write":
            change_policy(other, SitePolicy(trainers_write=False))
    course.test_client_class = FlaskClient  # who gets in is the question here, not what the pages look like
    browser = course.test_client()
    post(browser, "/it/sign-in", {"identity": "somebody", "password": PASSWORD})
    return browser, upload


def requests_of(
    course: Flask, person: FlaskClient, upload: str = "x"
) -> list[tuple[str, str, dict[str, str], str, str]]:
    """(method, address, form, endpoint, who) of everything."""
    token = token_of(person.get("/it/account", follow_redirects=True))
    found = []
    for rule in _rules(course):
        for method, who, query, form in CASES[rule.endpoint]:
            if method in _methods(rule):
                address = _address(course, rule, upload) + query
                found.append((method, address, {"form_token": token, **form}, rule.endpoint, who))
    return found


def _address(course: Flask, rule: Rule, upload: str) -> str:
    known = {**VALUES, "public_id": upload, **OWN_VALUES.get(rule.endpoint, {})}
    with course.test_request_context():
        adapter = course.url_map.bind("localhost")
        return str(adapter.build(rule.endpoint, {name: known[name] for name in rule.arguments}))


def _rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("authoring.")]


def _methods(rule: Rule) -> set[str]:
    return (rule.methods or set()) & {"GET", "POST"}


def _everything(course: Flask) -> object:
    with course.app_context():
        return draft_files(""), live_files("")
