"""What a new version ships for texts that were changed here; and everything that could be better."""

import shutil
from pathlib import Path

import pytest
from flask import Flask

from elearn.accounts.rules import Role
from elearn.authoring.service.all_problems import all_problems, counted
from elearn.authoring.service.drafts import DraftMissingError, draft, save
from elearn.catalogue.service.importing import import_content
from elearn.catalogue.service.offers import offers
from elearn.core.problems import Level
from elearn.infra.database import transaction
from tests.authoring.conftest import FILES, LESSON, NewWriter, write_course
from tests.forms import token_of

UPDATES = "/en/teach/updates"
COVER = "modules/bees/it.md"
OURS = FILES[LESSON].replace("Due.", "Due, da noi.")


@pytest.fixture
def updated(course: Flask, tmp_path: Path) -> Flask:
    """Here the lesson was changed and the cover too; the new version changes the lesson and drops the cover."""
    with course.app_context(), transaction():
        for path, body in ((LESSON, OURS), (COVER, FILES[COVER] + "Nostro.\n")):
            save(None, path, body, draft(path).digest, "edited")
    write_course(tmp_path)
    update(course, tmp_path, FILES[LESSON].replace("Due.", "Due, da loro."))
    return course


def update(course: Flask, tmp_path: Path, lesson: str) -> None:
    folder = tmp_path / "content"
    (folder / LESSON).write_text(lesson, encoding="utf-8")
    (folder / COVER).unlink(missing_ok=True)
    with course.app_context(), transaction():
        import_content(folder, None, "update")


def decide(browser, path: str, act: str, **seen: str) -> str:  # type: ignore[no-untyped-def]
    with browser.application.app_context():
        offer = next(one for one in offers() if one.path == path)
    data = {"path": path, "do": act, "ours": offer.ours or "", "shipped": offer.shipped or "", **seen}
    return str(browser.post(UPDATES, data={"form_token": token_of(browser.get(UPDATES)), **data}).location)


def test_both_texts_are_shown_with_the_difference(updated: Flask, new_writer: NewWriter) -> None:
    page = new_writer().get(UPDATES).get_data(as_text=True)
    assert "2 texts wait" in page
    assert "<del>noi</del><ins>loro</ins>" in page
    assert "The new version has no such file any more" in page


def test_theirs_is_taken_as_a_draft_and_ours_is_kept_for_good(
    updated: Flask, new_writer: NewWriter, tmp_path: Path
) -> None:
    marta = new_writer()
    assert decide(marta, LESSON, "theirs").endswith("done=theirs")
    assert decide(marta, COVER, "ours").endswith("done=ours")
    with updated.app_context():
        assert "da loro" in draft(LESSON).body
        assert "Nostro." in draft(COVER).body
        assert offers() == []
    assert "Nothing waits" in marta.get(UPDATES).get_data(as_text=True)
    update(updated, tmp_path, FILES[LESSON].replace("Due.", "Due, ancora."))
    with updated.app_context():
        assert offers() == []
        assert "ancora" in draft(LESSON).body


def test_a_dropped_file_goes_when_somebody_says_so(updated: Flask, new_writer: NewWriter) -> None:
    assert decide(new_writer(), COVER, "theirs").endswith("done=theirs")
    with updated.app_context(), pytest.raises(DraftMissingError):
        draft(COVER)


def test_nobody_decides_about_texts_that_they_did_not_see(updated: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    assert decide(marta, LESSON, "theirs", ours="0" * 64).endswith("changed=1")
    with updated.app_context():
        assert draft(LESSON).body == OURS
    amina = new_writer("amina", Role.LEARNER)
    assert amina.get(UPDATES).status_code == 403


def test_a_folder_of_content_can_be_shipped_again(updated: Flask, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "content" / "paths")
    update(updated, tmp_path, OURS)
    with updated.app_context():
        assert [one.path for one in offers()] == [COVER]


def test_everything_that_is_wrong_stands_on_one_page_errors_first(course: Flask, new_writer: NewWriter) -> None:
    marta = new_writer()
    broken = FILES[LESSON].replace("Due.", "Vedi [qui](lesson:bees/nothing) e " + "parola " * 26 + ".")
    with course.app_context(), transaction():
        save(None, LESSON, broken, draft(LESSON).digest, "edited")
        save(None, "glossary/it.yml", "outcome: [\n", draft("glossary/it.yml").digest, "edited")
    with course.app_context():
        levels = [one.level for one in all_problems()]
        assert levels == sorted(levels, key=list(Level).index)
        assert counted(all_problems())[0].errors == 1
    page = marta.get("/en/teach/problems").get_data(as_text=True)
    assert page.index("There is no lesson “bees/nothing”") < page.index("A sentence has 29 words")
    assert "/teach/m/bees/first/edit?in=it#b-1" in page
    only = marta.get("/en/teach/problems?unit=glossary").get_data(as_text=True)
    assert "bees/nothing" not in only.partition("</form>")[2]
    assert "Show notices too" in page
    assert marta.get("/en/teach/problems?all=1&page=99").status_code == 200
