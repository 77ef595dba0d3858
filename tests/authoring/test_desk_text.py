"""The translation desk over Markdown: state of each block, half translations, wording only."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.authoring.rules.desk import Composed, DeskError, Files, Segment, State, progress, reworded, with_words
from elearn.authoring.rules.desk_text import compose_text, text_desk, text_faults
from elearn.catalogue.rules.compile_text import compile_renderings
from elearn.catalogue.rules.schemas import Front, ModuleFront
from elearn.catalogue.rules.values import Text
from elearn.core.ids import short_digest

CONTENT = Path(__file__).parents[2] / "content"
SOURCE = """---
title: Il quadro logico
summary: "Una tabella, e basta."
---
Primo paragrafo.[^a]

## Un titolo

- una voce

In mezzo.

- un'altra lista

/// note | Da ricordare
Una nota, con la stessa carta.[^a]
///

/// question | practice/yes
///

[^a]: La carta.
"""


def learners(files: Files, made: Composed, source: str | None = None) -> Text:
    """What learners read of a composed translation, now that the source is `source`."""
    kept = {short_digest(one): one for one in (files.source, made.older, files.older) if one}
    texts = {"it": ("it.md", source or files.source), "fr": ("fr.md", made.text)}
    found, problems = compile_renderings(texts, "it", Front, kept.get)
    assert found is not None, problems
    return found.by_language["fr"]


def opened(files: Files) -> dict[str, Segment]:
    return dict(text_desk(files, Front).by_key())


def saved(files: Files, words: dict[str, tuple[str, State]]) -> Files:
    """The files after some parts were saved."""
    segments = [
        with_words(one, *words[one.key]) if one.key in words else one for one in text_desk(files, Front).segments
    ]
    made = compose_text(files, segments, Front)
    return Files(files.source, made.older or files.source, made.text)


def translated(files: Files) -> Files:
    return saved(files, {one.key: (french(one), State.DONE) for one in text_desk(files, Front).segments})


def french(segment: Segment) -> str:
    return segment.words if not segment.has_words else segment.source.replace("a", "à").replace("[^à]", "[^a]")


def states(files: Files) -> dict[str, str]:
    return {key: str(one.state) for key, one in opened(files).items() if one.has_words}


def test_a_new_translation_begins_with_everything_missing() -> None:
    desk = text_desk(Files(SOURCE), Front)
    assert [one.key for one in desk.segments] == ["title", "summary", *"1234567"]
    assert desk.segments[2].source == "Primo paragrafo.[^a]\n\n[^a]: La carta."
    assert progress(desk.segments).counts == {State.MISSING: 8}


def test_learners_read_what_is_done_and_the_source_of_the_rest() -> None:
    files = saved(Files(SOURCE), {"3": ("- une entrée", State.DONE), "5": ("- une autre", State.DONE)})
    text = learners(files, Composed(files.translation or "", files.older))
    assert [(block.text, block.language) for block in text.blocks[:5]] == [
        ("Primo paragrafo.[^a]", "it"),
        ("## Un titolo", "it"),
        ("- une entrée", None),
        ("In mezzo.", "it"),
        ("- une autre", None),
    ]
    assert text.title == "Il quadro logico"
    assert text.title_stale


@pytest.mark.parametrize("state", [State.DRAFT, State.MACHINE])
def test_what_nobody_confirmed_waits_in_the_file_and_learners_read_the_source(state: State) -> None:
    files = saved(Files(SOURCE), {"1": ("Paragraphe.[^a]\n\n[^a]: Le papier.", state)})
    text = learners(files, Composed(files.translation or "", files.older))
    assert (text.blocks[0].text, text.blocks[0].language, text.footnotes["a"]) == (
        "Primo paragrafo.[^a]",
        "it",
        "La carta.",
    )
    again = opened(files)["1"]
    assert (again.words, again.state) == ("Paragraphe.[^a]\n\n[^a]: Le papier.", state)


def test_a_whole_translation_names_the_source_itself() -> None:
    files = translated(Files(SOURCE))
    assert f"translates: {short_digest(SOURCE)}\n" in (files.translation or "")
    assert set(states(files).values()) == {"done"}
    assert "[^a]: Là càrtà." in (files.translation or "")


def test_of_two_changed_blocks_one_is_done_again_and_the_other_stays_outdated() -> None:
    done = translated(Files(SOURCE))
    now = SOURCE.replace("In mezzo.", "Tutto un altro testo qui.").replace("Una nota", "Una nota nuova")
    files = Files(now, SOURCE, done.translation)
    assert {key for key, state in states(files).items() if state == "outdated"} == {"4", "6"}
    assert opened(files)["4"].before == "In mezzo."
    files = saved(files, {"4": ("Un tout autre texte.", State.DONE)})
    text = learners(files, Composed(files.translation or "", files.older))
    assert [block.stale for block in text.blocks] == [False, False, False, False, False, True, False]
    assert opened(files)["6"].before.startswith("/// note | Da ricordare\nUna nota, con")


def test_a_draft_of_a_changed_block_still_knows_the_older_source() -> None:
    done = translated(Files(SOURCE))
    files = Files(SOURCE.replace("In mezzo.", "In mezzo, ora."), SOURCE, done.translation)
    files = saved(files, {"4": ("Au milieu", State.DRAFT)})
    assert opened(files)["4"].before == "In mezzo."
    assert opened(files)["4"].state is State.DRAFT


def test_a_half_translation_survives_a_new_block_in_the_source() -> None:
    half = saved(Files(SOURCE), {"4": ("Au milieu.", State.DONE), "2": ("## Un titre", State.DRAFT)})
    now = SOURCE.replace("## Un titolo", "Tutto nuovo qui.\n\n## Un titolo")
    files = Files(now, half.older, half.translation)
    found = opened(files)
    assert {key: (found[key].words, str(found[key].state)) for key in ("2", "3", "5")} == {
        "2": ("", "missing"),
        "3": ("## Un titre", "draft"),
        "5": ("Au milieu.", "done"),
    }
    text = learners(files, Composed(files.translation or "", files.older), now)
    assert [block.text for block in text.blocks if block.text and block.language is None] == ["Au milieu."]


def test_words_whose_source_is_gone_are_left_over_not_lost() -> None:
    done = translated(Files(SOURCE))
    desk = text_desk(
        Files(SOURCE.replace("In mezzo.\n\n", "/// tip\nAltro.\n///\n\n"), SOURCE, done.translation), Front
    )
    assert desk.left_over == ("In mezzo.",)


def test_wording_only_makes_an_outdated_block_current() -> None:
    done = translated(Files(SOURCE))
    files = Files(SOURCE.replace("Primo paragrafo", "Il primo paragrafo"), SOURCE, done.translation)
    made = compose_text(files, reworded(text_desk(files, Front).segments), Front)
    assert made.older is None
    assert made.text == (done.translation or "").replace(short_digest(SOURCE), short_digest(files.source))


def test_a_translation_of_nobody_knows_what_is_doubtful_as_a_whole() -> None:
    done = translated(Files(SOURCE))
    files = Files(SOURCE, None, (done.translation or "").replace("translates: ", "translates: 0"))
    assert set(states(files).values()) == {"outdated"}
    files = saved(files, {"4": ("Au milieu.", State.DONE)})
    assert [key for key, state in states(files).items() if state == "done"] == ["4"]


@pytest.mark.parametrize(
    ("key", "words", "code"),
    [
        ("1", "Un.\n\nDeux.", "desk_several_blocks"),
        ("2", "Sans dièse", "desk_other_kind"),
        ("6", "/// note | Titre\nPas fermé.", "unclosed_block"),
        ("1", "Une note.[^b]", "unknown_footnote"),
    ],
)
def test_words_that_do_not_fit_into_their_place(key: str, words: str, code: str) -> None:
    assert [one.code for one in text_faults(opened(Files(SOURCE))[key], words)] == [code]


def test_a_list_that_would_join_the_next_one_is_named() -> None:
    with pytest.raises(DeskError) as caught:
        saved(Files(SOURCE), {"4": ("- une liste", State.DONE)})
    assert caught.value.key == "4"


# --- everything that ships -----------------------------------------------------------------------------------------


def shipped() -> list[tuple[str, str, str]]:
    found = []
    for source in sorted(CONTENT.glob("**/it.md")):
        found += [
            (str(one.relative_to(CONTENT)), source.read_text(), one.read_text())
            for one in sorted(source.parent.glob("??.md"))
            if one != source
        ]
    return found


def model_of(path: str) -> type[Front] | type[ModuleFront]:
    return ModuleFront if path.startswith("modules/") and path.count("/") == 2 else Front


def test_everything_that_ships_is_done_and_comes_back_byte_for_byte() -> None:
    for path, source, translation in shipped():
        files, model = Files(source, source, translation), model_of(path)
        desk = text_desk(files, model)
        assert progress(desk.segments).state is State.DONE, path
        assert compose_text(files, desk.segments, model).text == translation, path


def test_everything_that_ships_can_be_translated_anew_from_its_words() -> None:
    """The words of each part, put into an empty translation, give the same blocks, footnotes and front matter."""
    for path, source, translation in shipped():
        model = model_of(path)
        segments = text_desk(Files(source, source, translation), model).segments
        made = compose_text(Files(source), segments, model)
        again = text_desk(Files(source, made.older or source, made.text), model)
        assert again.segments == segments, path
        assert not any(text_faults(one, one.words) for one in segments), path


# --- any state of any text -----------------------------------------------------------------------------------------

PIECES = (
    "Un paragrafo.",
    "Un paragrafo.",
    "Altro, con nota.[^n]",
    "- una voce\n- due",
    "| a | b |\n| --- | --- |\n| c | d |",
    "## Titolo",
    "/// note\nTesto.\n///",
    "/// question | p/q\n///",
)
STATES = st.sampled_from(list(State))


def source_of(pieces: Sequence[str]) -> str:
    notes = "\n\n[^n]: La nota.\n" if any("[^n]" in one for one in pieces) else "\n"
    return "---\ntitle: Titolo\n---\n" + "\n\n".join(pieces) + notes


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, str, list[State]]:
    """An old source, a new one, and a state to choose for each part of it."""
    pieces = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8))
    now = list(pieces)
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(now) - 1))
        change = draw(st.sampled_from(["edit", "add", "drop"]))
        if change == "edit" and now[place].startswith(("U", "A")):
            now[place] = draw(st.sampled_from(["Tutt'altro qui.", "Un paragrafo, cambiato.", *PIECES[:3]]))
        elif change == "add":
            now.insert(place, draw(st.sampled_from(PIECES)))
        elif len(now) > 1:
            now.pop(place)
    return source_of(pieces), source_of(now), draw(st.lists(STATES, min_size=30, max_size=30))


def as_opened(segment: Segment) -> Segment:
    """A note that two blocks share belongs to the first of them that is translated: here it counts for neither."""
    return replace(segment, before="", words=segment.words.partition("\n\n[^")[0])


@given(texts())
@settings(max_examples=300, deadline=None)
def test_what_is_saved_is_what_is_opened_again_and_learners_never_see_a_wrong_pair(
    given_texts: tuple[str, str, list[State]],
) -> None:
    old, now, chosen = given_texts
    done = translated(Files(old))
    assert set(states(done).values()) <= {"done"}
    files = Files(now, old, done.translation)
    segments = []
    for one, state in zip(text_desk(files, Front).segments, chosen, strict=False):
        if not one.has_words or state is State.OUTDATED:
            segments.append(one)
        else:
            segments.append(with_words(one, french(one) if state is not State.MISSING else "", state))
    made = compose_text(files, segments, Front)
    again = Files(now, made.older or now, made.text)
    assert [as_opened(one) for one in text_desk(again, Front).segments] == [as_opened(one) for one in segments]
    assert compose_text(again, text_desk(again, Front).segments, Front) == made
    for block, one in zip(learners(files, made, now).blocks, segments[1:], strict=True):
        shows_source = one.has_words and one.state not in (State.DONE, State.OUTDATED)
        assert (block.language == "it") is shows_source or not one.has_words
        assert block.stale is (one.state is State.OUTDATED)
        written = one.source if shows_source else one.words
        assert (block.text or block.title) in written
