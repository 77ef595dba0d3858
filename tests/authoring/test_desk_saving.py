"""Saving on the translation desk: two translators, a source that changes meanwhile, wording only, export."""

import pytest
from flask import Flask

from elearn.authoring.rules.desk import State
from elearn.authoring.rules.desk_saving import Change, Outcome
from elearn.authoring.rules.things import Kind, Thing, thing_of
from elearn.authoring.service.desk import (
    NothingToTranslateError,
    OpenDesk,
    older_sources,
    open_desk,
    save_parts,
    wording_only,
)
from elearn.authoring.service.drafts import draft, drafts, save
from elearn.authoring.service.events import history
from elearn.authoring.service.preview import compiled
from elearn.catalogue.rules.values import Module, Text
from elearn.core.ids import digest, short_digest
from elearn.infra.database import transaction
from tests.authoring.conftest import FILES, LESSON, MODULE

ONE = Thing(f"{MODULE}/lessons/first", Kind.LESSON)
QUIZ = Thing(f"{MODULE}/quizzes/check", Kind.QUIZ)


def say(
    app: Flask,
    words: dict[str, str],
    thing: Thing = ONE,
    state: State = State.DONE,
    opened: dict[str, str] | None = None,
) -> tuple[OpenDesk, Outcome]:
    """Save words in French; `opened` is what stood there before (default: nothing)."""
    with app.app_context(), transaction():
        source = digest(FILES[thing.path("it")])
        before = {key: short_digest((opened or {}).get(key, "")) for key in words}
        return save_parts(
            None, thing, "fr", source, [Change(key, text, state, before[key]) for key, text in words.items()]
        )


def change_source(app: Flask, old: str, new: str) -> None:
    with app.app_context(), transaction():
        now = draft(LESSON)
        save(None, LESSON, now.body.replace(old, new), now.digest, "edited")


def learners(app: Flask) -> Text:
    with app.app_context():
        module = compiled(MODULE).value
    assert isinstance(module, Module)
    return module.lessons[0].text.by_language["fr"]


def test_what_is_saved_is_what_learners_will_read_and_it_is_in_the_history(course: Flask) -> None:
    desk, outcome = say(course, {"title": "Première leçon", "2": "Deux."})
    assert outcome.saved == ("title", "2")
    assert [block.text for block in learners(course).blocks] == ["Uno.", "Deux.", "Tre."]
    assert desk.digest
    with course.app_context():
        assert [event.act for event in history(MODULE)] == ["translated"]


def test_two_translators_of_different_blocks_both_keep_their_words(course: Flask) -> None:
    say(course, {"1": "Un."})
    desk, outcome = say(course, {"2": "Deux."})
    assert outcome.saved == ("2",)
    assert [one.words for one in desk.desk.segments] == ["", "Un.", "Deux.", ""]


def test_two_translators_of_one_block_see_both_texts(course: Flask) -> None:
    say(course, {"1": "Un."})
    desk, outcome = say(course, {"1": "Le un.", "2": "Deux."})
    assert outcome.saved == ("2",)
    assert outcome.clashes is not None
    assert (outcome.clashes["1"].words, desk.desk.by_key()["1"].words) == ("Le un.", "Un.")


def test_the_source_changes_while_somebody_translates(course: Flask) -> None:
    """A block is new and one changed: the words find their places."""
    change_source(course, "Uno.\n\nDue.", "Zero.\n\nUno.\n\nDue!")
    desk, _ = say(course, {"1": "Un.", "2": "Deux.", "3": "Trois."})
    parts = desk.desk.by_key()
    assert (parts["2"].words, parts["2"].state) == ("Un.", State.DONE)
    assert (parts["3"].words, parts["3"].state, parts["3"].before) == ("Deux.", State.OUTDATED, "Due.")
    assert parts["4"].words == "Trois."


def test_words_for_a_block_that_is_gone_come_back(course: Flask) -> None:
    change_source(course, "Due.\n\n", "")
    desk, outcome = say(course, {"2": "Deux.", "3": "Trois."})
    assert [one.words for one in outcome.homeless] == ["Deux."]
    assert desk.desk.by_key()["2"].words == "Trois."


def test_words_that_do_not_fit_are_named_and_the_others_are_saved(course: Flask) -> None:
    desk, outcome = say(course, {"1": "Un.\n\nEt un autre.", "2": "Deux."})
    assert outcome.saved == ("2",)
    assert list(outcome.faults or {}) == ["1"]
    assert desk.desk.by_key()["1"].state is State.MISSING


def test_wording_only_in_one_block_of_two(course: Flask) -> None:
    say(course, {"title": "Première", "1": "Un.", "2": "Deux.", "3": "Trois."})
    change_source(course, "Uno.\n\nDue.", "Uno!\n\nDue!")
    with course.app_context(), transaction():
        assert wording_only(None, ONE, "fr", ["1"]) == 1
    assert [block.stale for block in learners(course).blocks] == [False, True, False]


def test_a_quiz_is_translated_word_by_word(course: Flask) -> None:
    desk, _ = say(course, {"honey/stem": "Que font les abeilles ?"}, QUIZ, State.DRAFT)
    assert desk.desk.by_key()["honey/stem"].state is State.DRAFT
    with course.app_context():
        assert not [one for one in compiled(MODULE).problems if one.level == "error"]


def test_the_source_language_is_no_translation(course: Flask) -> None:
    with course.app_context(), pytest.raises(NothingToTranslateError):
        open_desk(ONE, "it")
    with course.app_context(), pytest.raises(NothingToTranslateError):
        open_desk(Thing(f"{MODULE}/lessons/none", Kind.LESSON), "fr")


def test_an_export_can_carry_the_sources_of_half_translations(course: Flask) -> None:
    say(course, {"1": "Un."})
    with course.app_context():
        texts = {path: one.body for path, one in drafts(MODULE).items()}
        ((name, text),) = older_sources(texts).items()
    assert f"translates: {name}" in texts[ONE.path("fr")]
    assert "missing: title 2 3" in text


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("modules/m/it.md", Kind.COVER),
        ("modules/m/lessons/l/de.md", Kind.LESSON),
        ("modules/m/quizzes/q/de.yml", Kind.QUIZ),
        ("modules/m/media/de.yml", Kind.DRAWINGS),
        ("paths/p/de.md", Kind.PATH),
        ("pages/p/de.md", Kind.PAGE),
    ],
)
def test_every_translatable_file_is_known_by_its_path(path: str, kind: Kind) -> None:
    found = thing_of(path)
    assert found is not None
    assert (found[0].kind, found[0].path(found[1])) == (kind, path)


@pytest.mark.parametrize(
    "path", ["glossary/it.yml", "modules/m/module.yml", "examples/e/it.yml", "workbooks/words/it.yml"]
)
def test_other_files_are_not(path: str) -> None:
    assert thing_of(path) is None
