"""Questions come from a file into a quiz, and go out of it again."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from elearn.accounts.rules import Role
from elearn.authoring.exchange.questions.sniffing import FORMATS, read_any
from elearn.authoring.service.drafts import drafts
from elearn.authoring.service.quiz_drafts import quiz_draft, quizzes_of
from elearn.authoring.words.notes import LEFT_OUT, LOST, REFUSALS
from elearn.catalogue.rules.quiz_values import SeveralKey
from tests.authoring.conftest import MODULE, NewWriter
from tests.authoring.exchange.test_moodle import answer, question
from tests.forms import post, token_of

IMPORT = "/it/teach/questions/import"
GIFT = """// [tag:Miele dolce]
::Fiori:: Quali fiori? {~%50%Acacia#Sì. ~%50%Tiglio#Sì. ~%-50%Plastica#No, non ha nettare. ~%-50%Carta}

Le api dormono. {T#No#Sì}

Solo un testo.
"""
pytestmark = pytest.mark.usefixtures("english")


def sent(browser: object, text: str | bytes, into: str = "bees/check") -> str:
    """Send a file; the address of the comparison."""
    data = {"into": into, "file": (BytesIO(text if isinstance(text, bytes) else text.encode()), "fiori.txt")}
    reply = post(browser, IMPORT, data)  # type: ignore[arg-type]
    assert reply.status_code == 303, reply.text
    return str(reply.location)


def test_a_file_is_compared_taken_in_and_taken_back(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    with course.app_context():
        before = {path: one.body for path, one in drafts(MODULE).items()}
    address = sent(marta, GIFT)
    page = marta.get(address).text
    assert "Plastica" in page
    assert "It is a text without a question." in page
    assert "The reason is missing." in page
    taken = post(marta, address, {"take": ["0", "1"]})
    assert taken.status_code == 303
    with course.app_context():
        quiz = quiz_draft("bees", "check")
        first, second = quiz.key.questions[1:]
        assert isinstance(first, SeveralKey)
        assert first.id.startswith("fiori-")
        assert first.id != "fiori"
        assert first.tags == ("miele-dolce",)
        assert quiz.words("it").questions[first.id].options["c"].reason == "No, non ha nettare."
        assert quiz.unfinished == {first.id: 1}
        assert second.kind == "true_false"
    done = marta.get(taken.location)
    assert "In one question something is missing." in done.text
    assert marta.get(address).status_code == 404
    back = marta.post(f"/it{taken.location.partition('/it')[2].partition('?')[0]}", data={"form_token": token_of(done)})
    assert back.location.endswith("undone=yes")
    with course.app_context():
        assert {path: one.body for path, one in drafts(MODULE).items()} == before


def test_a_new_practice_quiz_with_words_in_two_languages(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    stem = '<span lang="en" class="multilang">Which?</span><span lang="it" class="multilang">Quale?</span>'
    inside = answer("a", "100", "Yes") + answer("b", "0", "No")
    address = sent(marta, f"<quiz>{question('multichoice', inside, stem)}</quiz>", "bees/")
    assert "Also in: English" in " ".join(marta.get(address).text.split())
    taken = post(marta, address, {"take": ["0"]})
    assert taken.status_code == 303
    with course.app_context():
        practice = quizzes_of("bees").practice
        assert practice is not None
        assert not practice.problems
        assert [one.stem for one in practice.words("it").questions.values()] == ["Quale?"]
        assert [one.stem for one in practice.words("en").questions.values()] == ["Which?"]


def test_what_was_sent_is_not_lost_when_something_is_wrong(new_writer: NewWriter) -> None:
    marta = new_writer()
    nowhere = post(marta, IMPORT, {"into": "", "pasted": GIFT})
    assert nowhere.status_code == 422
    assert "Plastica" in nowhere.text
    unknown = post(marta, IMPORT, {"into": "bees/check", "pasted": "Nothing of the kind"})
    assert unknown.status_code == 422
    assert "Nobody knows this format." in unknown.text
    assert "Nothing of the kind" in unknown.text
    address = sent(marta, GIFT)
    none = post(marta, address, {})
    assert none.status_code == 422
    assert "Tick at least one question." in none.text


def test_nobody_takes_in_what_another_sent_or_writes_where_they_may_not(new_writer: NewWriter) -> None:
    marta, carla, amina = new_writer(), new_writer("carla"), new_writer("amina", Role.LEARNER)
    address = sent(marta, GIFT)
    assert carla.get(address).status_code == 404
    assert amina.get(IMPORT).status_code == 403


@pytest.mark.parametrize("form", list(FORMATS))
def test_a_quiz_goes_out_after_a_look_at_what_is_lost(new_writer: NewWriter, form: str) -> None:
    marta = new_writer()
    here = "/it/teach/m/bees/quiz/check/export"
    assert marta.get(here).status_code == 200
    page = marta.get(f"{here}?format={form}&in=it")
    assert ("Its reasons (2) are lost" in page.text) == (form == "aiken")
    file = marta.get(f"{here}/file?format={form}&in=it")
    assert file.status_code == 200
    assert "attachment" in file.headers["Content-Disposition"]
    _name, back = read_any(file.data, "it")
    assert [one.words["it"].stem for one in back.questions] == ["Che cosa fanno le api?"]
    assert marta.get(f"{here}/file?format={form}&in=fr").status_code == 404


def test_each_note_and_refusal_has_its_words() -> None:
    noted = re.compile(r'(?:add|lose|Lost|LeftOutError|Note)\((?:[\w."]+(?:\[[-:\d]+\])?, )?"([a-z_]+)"')
    refused = re.compile(r'RefusedError\("([a-z_]+)"')
    for file in (*Path("elearn/authoring/exchange/questions").glob("*.py"), Path("elearn/authoring/views/exchange.py")):
        text = file.read_text()
        assert set(noted.findall(text)) <= set(LEFT_OUT) | set(LOST), file
        assert set(refused.findall(text)) <= set(REFUSALS), file
