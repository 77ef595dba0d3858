"""GIFT: what ours becomes and comes back, and what other people write."""

import pytest

from elearn.authoring.exchange.questions.gift_reading import read_gift
from elearn.authoring.exchange.questions.gift_writing import write_gift
from elearn.authoring.exchange.questions.values import ForeignQuestion, Read
from elearn.catalogue.rules.quiz_values import (
    GapKey,
    MatchingKey,
    NumberKey,
    OrderingKey,
    SelectGap,
    SeveralKey,
    ShortTextKey,
    SingleKey,
    TextGap,
    TrueFalseKey,
)
from elearn.core.refused import RefusedError
from tests.authoring.exchange.meaning import meaning, shipped, without_reasons

WHOLE = ("single", "several", "true_false", "number")


def read(text: str, language: str = "en") -> Read:
    return read_gift(text.encode(), language)


def one(text: str) -> tuple[ForeignQuestion, set[str]]:
    found = read(text)
    assert len(found.questions) == 1, found
    return found.questions[0], {note.code for note in found.notes} - {"reasons_missing"}


@pytest.mark.parametrize("language", ["it", "fr"])
def test_choices_statements_and_numbers_come_back_as_they_left(language: str) -> None:
    for question in shipped(language):
        if question.key.kind in WHOLE and not question.words[language].unit:
            back = read_gift(write_gift([question], language).data, language)
            assert meaning(back.questions[0], language) == meaning(question, language)
            assert back.questions[0].name == question.key.id
            assert not back.notes


def test_what_gift_cannot_carry_is_listed_for_each_question_that_ships() -> None:
    for question in shipped():
        written = write_gift([question], "it")
        codes = {note.code for note in written.notes}
        back = read_gift(written.data, "it").questions if written.data else ()
        if question.key.kind in ("ordering", "matching"):
            assert [meaning(without_reasons(one)) for one in back] == [meaning(without_reasons(question))]
            assert "reasons_lost" in codes
        elif codes <= {"country_lost", "spelling_stricter"}:
            assert [meaning(one) for one in back] == [meaning(question)]


def test_choice_with_feedback_and_escaped_signs() -> None:
    question, lost = one(
        "// a comment { with = signs }\n::Signs\\: one:: Is 1 \\= 1 \\{really\\}? {\n"
        " =yes \\#1 # a \\~ reason\n ~no#because\\nnot\n}\n"
    )
    words = question.words["en"]
    assert isinstance(question.key, SingleKey)
    assert question.name == "Signs: one"
    assert words.stem == "Is 1 = 1 {really}?"
    assert [(option.text, option.reason) for option in words.options.values()] == [
        ("yes #1", "a ~ reason"),
        ("no", "because not"),
    ]
    assert not lost


def test_weights_make_several_right_options() -> None:
    question, lost = one("Who? {~%50%Anna#yes ~%50%Bob#yes ~%-50%Carl#no ~%-50%Dora#no}")
    assert isinstance(question.key, SeveralKey)
    assert question.key.right == ("a", "b")
    assert not lost
    _question, lost = one("Who? {~%50%Anna ~%50%Bob ~Carl}")
    assert lost == {"weights_changed"}
    question, lost = one("Who? {=Anna ~%50%Bob ~Carl}")
    assert isinstance(question.key, SingleKey)
    assert lost == {"weights_lost"}


def test_true_and_false_with_feedback_for_the_wrong_answer_first() -> None:
    question, _lost = one("The sun rises in the west.{F#No, in the east.#Right, in the east.}")
    assert isinstance(question.key, TrueFalseKey)
    assert question.key.right is False
    assert question.words["en"].options["true"].reason == "No, in the east."
    assert question.words["en"].options["false"].reason == "Right, in the east."
    assert one("Really? {true}")[0].key.right is True  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("answer", "right", "tolerance"),
    [
        ("#5", 5, 0),
        ("#1..5", 3, 2),
        ("#1:0.5", 1, 0.5),
        ("#=1822:0 =%50%1822:2", 1822, 0),
        ("#-3,5:0,25#ok", -3.5, 0.25),
    ],
)
def test_numbers_with_tolerances_and_ranges(answer: str, right: float, tolerance: float) -> None:
    question, lost = one(f"How many? {{{answer}}}")
    assert isinstance(question.key, NumberKey)
    assert (question.key.right, question.key.tolerance) == (right, tolerance)
    assert lost == ({"answer_lost"} if "%50%" in answer else set())


def test_matching_has_answers_that_belong_to_none() -> None:
    question, _lost = one("Capitals {\n=Canada -> Ottawa\n=Italy -> Rome\n= -> Paris\n}")
    assert isinstance(question.key, MatchingKey)
    assert dict(question.key.right) == {"a": "answer-a", "b": "answer-b"}
    assert question.key.extra == ("answer-c",)


def test_missing_words_become_gaps_in_a_sentence() -> None:
    question, _lost = one("Moodle costs {~lots of money =nothing ~a small amount} to download.")
    assert isinstance(question.key, GapKey)
    assert isinstance(question.key.gaps["gap-a"], SelectGap)
    assert question.words["en"].stem == "Complete the sentence."
    assert question.words["en"].text == "Moodle costs {gap-a} to download."
    question, _lost = one("Two plus {=two =2} equals four.")
    assert isinstance(question.key, GapKey)
    assert isinstance(question.key.gaps["gap-a"], TextGap)
    assert question.words["en"].gaps["gap-a"].accepted == ("two", "2")


def test_short_answers_say_which_answers_stay_behind() -> None:
    question, lost = one("Who is buried there? {=Grant#Yes =%50%Ulysses#Almost =Gr*nt =%0%*#Somebody else}")
    gap = question.words["en"].gaps["gap-a"]
    assert gap.accepted == ("Grant",)
    assert (gap.reasons.right, gap.reasons.wrong) == ("Yes", "Somebody else")
    assert question.words["en"].text == "{gap-a}"
    assert lost == {"answer_lost", "wildcard_lost"}


def test_orders_in_both_dialects() -> None:
    for body in (">3 ALL VERTICAL ABSOLUTE_POSITION SHOW\nfirst\nsecond\nthird\n", "> =first =second =third"):
        question, _lost = one(f"Put in order {{{body}}}")
        assert isinstance(question.key, OrderingKey)
        assert [item.text for item in question.words["en"].items.values()] == ["first", "second", "third"]


def test_essays_descriptions_categories_tags_and_general_feedback() -> None:
    found = read(
        "$CATEGORY: $course$/top/Finance\n\n// [id:q7] [tag:money] [tag:two words]\n"
        "::Essay::Tell us.{####Because.}\n\nOnly a text, no question.\n\n::T::Yes?{T####General}\n"
    )
    essay, statement = found.questions
    assert isinstance(essay.key, ShortTextKey)
    assert essay.tags == ("money", "two words", "Finance")
    assert essay.words["en"].reason == "Because."
    assert statement.words["en"].options["false"].reason == "General"
    assert "description" in {note.code for note in found.notes}


def test_html_and_markdown_texts() -> None:
    question, lost = one(
        '[html]<p>Which <b>word</b>?<img src\\="@@PLUGINFILE@@/a.png" alt\\="a map"></p>{=<p>5 &lt; 6</p> ~a_b_c * d}'
    )
    assert question.words["en"].stem == "Which **word**?"
    assert [option.text for option in question.words["en"].options.values()] == ["5 < 6", "a_b_c * d"]
    assert lost == {"picture_lost"}
    assert one("[markdown]Which **word**?{=*a* ~b}")[0].words["en"].options["a"].text == "*a*"


def test_windows_files_and_files_without_empty_lines() -> None:
    text = "::a::Perché?{=sì ~no}\r\n::b::Città?{T}\r\n"
    for data in (text.encode("cp1252"), text.encode("utf-16"), b"\xef\xbb\xbf" + text.encode()):
        found = read_gift(data, "it")
        assert [question.words["it"].stem for question in found.questions] == ["Perché?", "Città?"]


def test_an_empty_line_within_braces_and_a_brace_that_is_never_closed() -> None:
    question, _lost = one("::a::Which? {\n=one\n\n~two\n}")
    assert len(question.words["en"].options) == 2
    found = read("::a::Which? {=one ~two\n\n::b::Good? {T}\n")
    assert [question.name for question in found.questions] == ["b"]
    assert {note.code for note in found.notes} >= {"open_brace"}


def test_questions_that_cannot_be_ours_are_named() -> None:
    for text, code in (
        ("::q::x {~a ~b}", "nothing_right"),
        ("::q::x {=a -> b}", "too_few_choices"),
        ("::q::x {#abc}", "no_number"),
        ("::q::x {nonsense}", "unknown_answers"),
        ("::q::x {=*}", "anything_right"),
    ):
        found = read(text)
        assert not found.questions
        assert [(note.where, note.code) for note in found.notes] == [("q", code)]


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b"\x00\x01\x02" * 50, "no_text"), (b"a {T}\n\n" * 501, "too_many_questions")],
)
def test_files_that_are_refused(data: bytes, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        read_gift(data, "en")
    assert refused.value.code == code


def test_a_text_of_brackets_ends_in_words() -> None:
    for text in ("{" * 20_000, "[" * 20_000 + "{T}", "::" * 20_000, "a{" + "=" * 20_000 + "}", "<b>" * 20_000 + "{T}"):
        found = read(text)
        assert found.notes
