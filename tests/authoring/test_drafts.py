"""Drafts: saved, merged, taken back; every act in the history; nobody's words lost."""

from collections.abc import Callable

import pytest
from flask import Flask

from elearn.authoring.service.drafts import DraftMissingError, EditClash, draft, drafts, remove, save, undo
from elearn.authoring.service.events import history
from elearn.authoring.service.preview import compiled, library_with_drafts, preview_text
from elearn.authoring.service.shelf import State, state_of_unit
from elearn.catalogue.service.library import library
from elearn.infra.database import transaction
from tests.authoring.conftest import FILES, LESSON, MODULE


def write(app: Flask, person: int, old: str, new: str, opened: str | None = None) -> str:
    """Change some words of the lesson; returns the digest."""
    with app.test_request_context(), transaction():
        now = draft(LESSON)
        return save(person, LESSON, FILES[LESSON].replace(old, new), opened or now.digest, "edited").digest


@pytest.fixture
def opened(course: Flask) -> str:
    """The digest of the lesson as everybody opened it."""
    with course.app_context():
        return draft(LESSON).digest


def test_what_is_saved_is_the_draft_and_no_learner_reads_it(course: Flask, new_person: Callable[..., int]) -> None:
    write(course, new_person(), "Due.", "2.")
    with course.test_request_context():
        assert "2." in draft(LESSON).body
        assert state_of_unit(MODULE) is State.CHANGED
        assert "2." in str(compiled(MODULE).value)
        assert "2." not in str(library().modules["bees"])
        assert "2." in str(library_with_drafts(MODULE).modules["bees"])


def test_two_people_who_change_different_blocks_both_keep_their_words(
    course: Flask, new_person: Callable[..., int], opened: str
) -> None:
    write(course, new_person("marta"), "Due.", "2.", opened)
    write(course, new_person("carla"), "Tre.", "3.", opened)
    with course.app_context():
        assert draft(LESSON).body == FILES[LESSON].replace("Due.", "2.").replace("Tre.", "3.")
        assert [event.name for event in history(MODULE)] == ["Carla", "Marta"]


def test_two_people_who_change_one_block_must_choose_and_both_texts_are_kept(
    course: Flask, new_person: Callable[..., int], opened: str
) -> None:
    write(course, new_person("marta"), "Due.", "2.", opened)
    with pytest.raises(EditClash) as clash:
        write(course, new_person("carla"), "Due.", "II.", opened)
    (piece,) = clash.value.pieces
    assert (piece.mine.strip(), piece.theirs.strip(), piece.base.strip()) == ("II.", "2.", "Due.")


def test_an_act_is_taken_back_unless_somebody_went_on_from_it(course: Flask, new_person: Callable[..., int]) -> None:
    marta = new_person()
    write(course, marta, "Due.", "2.")
    write(course, marta, "Due.", "2. 2.")
    with course.test_request_context(), transaction():
        last, first = history(MODULE)
        assert not undo(marta, first.id)
        assert undo(marta, last.id)
        assert "2. 2." not in draft(LESSON).body
        assert [event.act for event in history(MODULE)] == ["undone", "edited", "edited"]


def test_a_file_that_is_taken_away_comes_back(course: Flask, new_person: Callable[..., int]) -> None:
    marta = new_person()
    with course.test_request_context(), transaction():
        remove(marta, LESSON, None, "removed")
        with pytest.raises(DraftMissingError):
            draft(LESSON)
        assert undo(marta, history(MODULE)[0].id)
        assert draft(LESSON).body == FILES[LESSON]


def test_all_texts_of_a_unit_are_found(course: Flask) -> None:
    with course.app_context():
        assert set(drafts(MODULE)) == {path for path in FILES if path.startswith(MODULE)}


def test_a_text_with_errors_can_still_be_looked_at(course: Flask) -> None:
    broken = FILES[LESSON] + "\n/// media | nowhere.png\n///\n\n/// strange\nWords.\n///\n"
    with course.test_request_context("/it/teach/modules"):
        view = preview_text(MODULE, LESSON, broken, "it")
    assert [str(part.html) for part in view.parts][-1] == "<p>Words.</p>"
