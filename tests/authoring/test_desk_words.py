"""The translation desk over the words of quizzes and drawings."""

from pathlib import Path

import pytest

from elearn.authoring.rules.desk import Files, Segment, State, progress, reworded, with_words
from elearn.authoring.rules.desk_words import (
    compose_drawings,
    compose_words,
    drawings_desk,
    words_desk,
    words_faults,
)
from elearn.catalogue.rules.compile_quiz import compile_quiz
from elearn.catalogue.rules.quiz_values import WordsRendering
from elearn.catalogue.rules.yaml_files import read_yaml
from elearn.core.ids import short_digest

CONTENT = Path(__file__).parents[2] / "content"
KEY = """questions:
  - {id: honey, kind: single, options: [a, b], right: a}
  - {id: word, kind: gap, gaps: {bee: {accepted: true}}}
"""
SOURCE = """title: "Le api"   # un titolo
questions:
  honey:
    stem: Che cosa fanno?
    options:
      a: {text: Miele, reason: "Sì, miele."}
      b: {text: Sale, reason: No.}
  word:
    stem: Completa.
    text: "La {bee} vola."
    gaps:
      bee:
        accepted:
          - ape
          - l'ape
        reasons: {right: Sì., wrong: No.}
"""


def saved(files: Files, words: dict[str, tuple[str, State]]) -> Files:
    segments = [with_words(one, *words[one.key]) if one.key in words else one for one in words_desk(files).segments]
    made = compose_words(files, segments)
    return Files(files.source, made.older or files.source, made.text)


def translated(files: Files) -> Files:
    return saved(files, {one.key: (french(one), State.DONE) for one in words_desk(files).segments})


def french(one: Segment) -> str:
    return one.source.replace("a", "à").replace("{bee}", "{bee}").replace("l'àpe", "l'abeille, oui")


def learners(files: Files) -> WordsRendering:
    texts = {"it": ("it.yml", files.source), "fr": ("fr.yml", files.translation or "")}
    kept = {short_digest(one): one for one in (files.source, files.older) if one}
    quiz, problems = compile_quiz(("m", "q"), ("quiz.yml", KEY), texts, "it", kept.get)
    assert quiz is not None, problems
    return quiz.by_language["fr"]


def states(files: Files) -> dict[str, str]:
    return {one.key: str(one.state) for one in words_desk(files).segments}


def test_a_question_is_shown_once_all_its_words_are_there() -> None:
    files = saved(
        Files(SOURCE), {"honey/stem": ("Que font-elles ?", State.DONE), "title": ("Les abeilles", State.DONE)}
    )
    assert learners(files).borrowed == {"honey", "word"}
    assert learners(files).words.title == "Les abeilles"
    words = {"options/a/text": "Du miel", "options/a/reason": "Oui.", "options/b/text": "Sel", "options/b/reason": "N"}
    files = saved(files, {f"honey/{key}": (text, State.DONE) for key, text in words.items()})
    shown = learners(files)
    assert shown.borrowed == {"word"}
    assert shown.words.questions["honey"].options["b"].text == "Sel"
    assert states(files)["word/stem"] == "missing"


def test_lists_keep_their_lines_and_a_whole_translation_names_the_source() -> None:
    files = translated(Files(SOURCE))
    assert f"translates: {short_digest(SOURCE)}" in (files.translation or "")
    assert learners(files).words.questions["word"].gaps["bee"].accepted == ("àpe", "l'abeille, oui")
    assert "# un titolo" in (files.translation or "")
    assert set(states(files).values()) == {"done"}


def test_a_changed_word_makes_its_question_outdated_until_it_is_done_again() -> None:
    done = translated(Files(SOURCE))
    files = Files(SOURCE.replace("Che cosa", "Cosa").replace("Sale", "Zucchero"), SOURCE, done.translation)
    assert learners(files).stale == {"honey"}
    files = saved(files, {"honey/stem": ("Que font les abeilles ?", State.DONE)})
    assert [key for key, state in states(files).items() if state == "outdated"] == ["honey/options/b/text"]
    assert learners(files).stale == {"honey"}
    made = compose_words(files, reworded(words_desk(files).segments))
    assert made.older is None
    assert not learners(Files(files.source, None, made.text)).stale


def test_words_that_a_machine_made_wait_for_a_person() -> None:
    done = translated(Files(SOURCE))
    files = saved(done, {"honey/stem": ("Que font", State.MACHINE)})
    assert learners(files).borrowed == {"honey"}
    assert states(files)["honey/stem"] == "machine"


def test_the_gaps_of_a_sentence_stay() -> None:
    sentence = words_desk(Files(SOURCE)).by_key()["word/text"]
    assert [one.code for one in words_faults(sentence, "Elle vole.")] == ["desk_gaps_differ"]
    assert not words_faults(sentence, "Elle, la {bee}, vole.")


@pytest.mark.parametrize(
    "words", ["a: b", "# non", "- no", "«\u2028»", "no", "42", "{x}", "x\ny", " due", "[a, b]", "à:"]
)
def test_any_words_can_be_written(words: str) -> None:
    files = saved(Files(SOURCE), {"honey/options/a/reason": (words, State.DONE), "title": (words, State.DRAFT)})
    value, problems = read_yaml(files.translation or "", "")
    assert not problems
    assert value["questions"]["honey"]["options"]["a"]["reason"] == words
    assert value["title"] == words


def test_every_quiz_that_ships_is_done_comes_back_and_can_be_made_anew() -> None:
    for source in sorted(CONTENT.glob("modules/*/quizzes/*/it.yml")):
        for translation in sorted(source.parent.glob("[!iq]?.yml")):
            files = Files(source.read_text(), source.read_text(), translation.read_text())
            desk = words_desk(files)
            assert progress(desk.segments).state is State.DONE, translation
            assert compose_words(files, desk.segments).text == files.translation
            made = compose_words(Files(files.source), desk.segments)
            assert words_desk(Files(files.source, made.older, made.text)).segments == desk.segments, translation


def test_the_words_of_every_drawing_can_be_made_anew() -> None:
    for source in sorted(CONTENT.glob("modules/*/media/it.yml")):
        for translation in sorted(source.parent.glob("[!i]?.yml")):
            files = Files(source.read_text(), None, translation.read_text())
            desk = drawings_desk(files)
            assert compose_drawings(files, desk.segments).text == files.translation
            made = compose_drawings(Files(files.source), desk.segments)
            assert drawings_desk(Files(files.source, None, made.text)).segments == desk.segments, translation
            assert progress(desk.segments).state is State.DONE, translation
