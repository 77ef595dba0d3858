"""A question becomes a form and comes back as the same question, in all ten kinds."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from elearn.authoring.rules.question_blanks import blank_question
from elearn.authoring.rules.question_fields import KINDS, LIST, TYPED, press
from elearn.authoring.rules.question_forms import fields_of
from elearn.authoring.rules.question_reading import Fault, Misread, Question, read_question, tags_of
from elearn.authoring.rules.quiz_writing import new_key_file, new_words_file, with_key, with_words
from elearn.catalogue.rules.quiz_values import AnyKey, OptionWords, QuestionWords, QuizKey, QuizWords, Reasons
from elearn.catalogue.rules.yaml_files import read_model
from elearn.infra.config import shipped
from tests.quizzes.questions import sample_quiz

Shipped = tuple[str, str, Question]  # the text of the key, that of the words, a question


def numbered() -> Callable[[], str]:
    """Ids that a test can foresee: n1, n2 ..."""
    numbers = count(1)
    return lambda: f"n{next(numbers)}"


def there_and_back(question: Question, point: str = ".") -> Question | Misread:
    fields = fields_of(question.key, question.words, point)
    return read_question(question.key.kind, question.key.id, fields, numbered())


def shipped_questions() -> Iterator[Shipped]:
    for path in sorted(shipped("content").glob("modules/*/quizzes/*/quiz.yml")):
        key_text = path.read_text(encoding="utf-8")
        key, _problems = read_model(QuizKey, key_text, "")
        words_text = path.with_name("it.yml").read_text(encoding="utf-8")
        words, _problems = read_model(QuizWords, words_text, "")
        assert key
        assert words
        for one in key.questions:
            yield key_text, words_text, Question(one, words.questions[one.id])


def sample(name: str) -> Question:
    quiz = sample_quiz()
    return Question(quiz.questions[name], quiz.by_language["it"].words.questions[name])


def test_every_shipped_question_goes_through_its_form_unchanged() -> None:
    questions = [question for _key, _words, question in shipped_questions()]
    assert len(questions) > 200
    assert {question.key.kind for question in questions} == set(KINDS)
    assert [there_and_back(one) for one in questions] == questions


def test_saving_a_shipped_question_as_it_is_leaves_both_files_byte_by_byte() -> None:
    for key_text, words_text, question in list(shipped_questions())[::9]:
        assert with_key(key_text, question.key) == key_text
        assert with_words(words_text, question.key.id, question.words) == words_text


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_question_of_every_kind_can_be_stored_and_opened(kind: str) -> None:
    question = blank_question(kind, numbered())
    key, problems = read_model(QuizKey, new_key_file("practice", [question.key]), "quiz.yml")
    words, more = read_model(QuizWords, new_words_file({question.key.id: question.words}), "it.yml")
    assert (problems, more) == ([], [])
    assert key
    assert words
    assert Question(key.questions[0], words.questions[question.key.id]) == question
    fields = fields_of(question.key, question.words)
    assert not {name for name in fields if name.rpartition(".")[2] in ("right", "group")}, "nothing is right yet"


# --- generated questions -------------------------------------------------------------------------------------------

ID = st.from_regex(r"[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,4})?", fullmatch=True) | st.sampled_from(
    ["no", "null", "true", "off"]
)
LINE = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=30).map(
    lambda text: text.replace("\ufeff", "").replace("{", "(").replace("}", ")").strip() or "x"
)
TEXT = st.lists(LINE, min_size=1, max_size=2).map("\n".join)
IDS = st.lists(ID, min_size=2, max_size=4, unique=True)
OPTION = st.builds(OptionWords, TEXT, TEXT)
NUMBER = st.integers(-10_000, 10_000).map(lambda value: value / 8)
REASONS = st.builds(Reasons, TEXT, TEXT)
_KEY: TypeAdapter[AnyKey] = TypeAdapter(AnyKey)


def made(kind: str, key: dict[str, Any], stem: str, **words: Any) -> Question:
    return Question(_KEY.validate_python({"id": "made", "kind": kind, **key}), QuestionWords(stem, **words))


@st.composite
def simple(draw: st.DrawFn) -> Question:
    ids, stem = draw(IDS), draw(TEXT)
    options = {one: draw(OPTION) for one in ids}
    shared: dict[str, Any] = {"marks": draw(st.integers(1, 20)), "tags": draw(st.lists(ID, max_size=2, unique=True))}
    match draw(st.sampled_from(KINDS[:-1])):
        case "single":
            return made(
                "single", {**shared, "options": ids, "right": draw(st.sampled_from(ids))}, stem, options=options
            )
        case "several":
            return made("several", {**shared, "options": ids, "right": ids[1:]}, stem, options=options)
        case "true_false":
            sides = {"true": draw(OPTION), "false": draw(OPTION)}
            return made("true_false", {**shared, "right": draw(st.booleans())}, stem, options=sides)
        case "number":
            key = {**shared, "right": draw(NUMBER), "tolerance": abs(draw(NUMBER))}
            return made("number", key, stem, unit=draw(LINE), reasons=draw(REASONS))
        case "ordering":
            return made("ordering", {**shared, "right": ids}, stem, items=options)
        case "matching":
            texts = draw(st.lists(LINE, min_size=3, max_size=3, unique=True))
            answers = dict(zip(("one", "two", "odd"), texts, strict=True))
            right = {one: draw(st.sampled_from(("one", "two"))) for one in ids}
            used = {name: answers[name] for name in (*right.values(), "odd")}
            return made("matching", {**shared, "right": right, "extra": ["odd"]}, stem, items=options, answers=used)
        case "groups":
            groups = {"here": draw(LINE), "there": draw(LINE)}
            right = {one: draw(st.sampled_from(("here", "there"))) for one in ids}
            return made(
                "groups", {**shared, "groups": list(groups), "right": right}, stem, items=options, groups=groups
            )
        case "gap":
            gaps: dict[str, Any] = {"verb": {"options": ids, "right": ids[0]}, "word": {"accepted": True}}
            words = {"verb": {"options": options}, "word": {"accepted": draw(st.lists(LINE, min_size=1, max_size=2))}}
            words["word"]["reasons"] = draw(REASONS)  # type: ignore[assignment]
            text = f"{draw(LINE)} {{verb}} {draw(LINE)} {{word}}"
            return made("gap", {**shared, "gaps": gaps}, stem, text=text, gaps=words)
    words = {"model": draw(TEXT), "criteria": draw(st.lists(LINE, min_size=1, max_size=3)), "reason": draw(TEXT)}
    return made("short_text", shared, stem, **words)


@st.composite
def scenario(draw: st.DrawFn) -> Question:
    names = draw(IDS)
    parts = {name: draw(simple()) for name in names}
    keys = [one.key.model_copy(update={"id": name}) for name, one in parts.items()]
    return made("scenario", {"parts": keys}, draw(TEXT), parts={name: one.words for name, one in parts.items()})


@settings(max_examples=60, deadline=None)
@given(st.one_of(simple(), scenario()), st.sampled_from([".", ","]))
def test_any_question_comes_back_from_its_form_and_from_its_files(question: Question, point: str) -> None:
    assert there_and_back(question, point) == question
    key_text, words_text = (sample_files()[0], sample_files()[1])
    key, problems = read_model(QuizKey, with_key(key_text, question.key), "quiz.yml")
    words, more = read_model(QuizWords, with_words(words_text, "made", question.words), "it.yml")
    assert (problems, more) == ([], [])
    assert key
    assert words
    assert Question(key.questions[-1], words.questions["made"]) == question


def sample_files() -> tuple[str, str]:
    quiz = sample_quiz()
    return new_key_file("check", quiz.key.questions[:2]), new_words_file(
        {one.id: quiz.by_language["it"].words.questions[one.id] for one in quiz.key.questions[:2]}
    )


# --- buttons -------------------------------------------------------------------------------------------------------


def test_buttons_keep_everything_that_was_typed() -> None:
    fields = {**fields_of(*pair(sample("best-outcome"))), "option.train.text": ["Typed, not saved"]}
    added = press(fields, "add option", numbered())
    assert added.made == "option.option-n1"
    assert added.fields["option"] == ["sell", "train", "dryers", "option-n1"]
    moved = press(added.fields, "up option option-n1", numbered())
    assert moved.fields["option"] == ["sell", "train", "option-n1", "dryers"]
    removed = press(moved.fields, "remove option sell", numbered())
    assert removed.fields["option"] == ["train", "option-n1", "dryers"]
    assert removed.fields["option.train.text"] == ["Typed, not saved"]
    assert not [name for name in removed.fields if name.startswith("option.sell")]


def pair(question: Question) -> tuple[AnyKey, QuestionWords]:
    return question.key, question.words


@pytest.mark.parametrize(
    "button", ["", "up", "up option", "up option nobody", "dance option train", "add ", "remove  x"]
)
def test_a_button_that_our_page_does_not_have_changes_nothing(button: str) -> None:
    fields = fields_of(*pair(sample("best-outcome")))
    assert press(fields, button, numbered()).fields == fields


def test_a_word_in_braces_becomes_a_gap() -> None:
    fields = {"kind": ["gap"], "stem": ["Fill in."], "text": ["We {contribute} to the impact."]}
    question = read_question("gap", "q", fields, numbered())
    assert isinstance(question, Question)
    assert question.words.text == "We {gap-n1} to the impact."
    assert question.words.gaps["gap-n1"].accepted == ("contribute",)


def test_a_sentence_of_braces_ends_soon() -> None:
    fields = {"kind": ["gap"], "stem": ["Fill in."], "text": ["{a}" * 20_000]}
    question = read_question("gap", "q", fields, numbered())
    assert isinstance(question, Question)
    assert len(question.words.gaps) == 60


def test_a_gap_becomes_a_list_and_gives_its_word_back_when_it_goes() -> None:
    fields = {"kind": ["gap"], "stem": ["Fill in."], "text": ["We {contribute} here."]}
    listed = press(press(fields, "", numbered()).fields, "list gap gap-n1", numbered()).fields
    assert listed["gap.gap-n1.kind"] == [LIST]
    assert listed[f"gap.gap-n1.option.{listed['gap.gap-n1.right'][0]}.text"] == ["contribute"]
    again = press(listed, "typed gap gap-n1", numbered()).fields
    assert (again["gap.gap-n1.kind"], again["gap.gap-n1.accepted"]) == ([TYPED], ["contribute"])
    assert press(listed, "remove gap gap-n1", numbered()).fields["text"] == ["We contribute here."]


def test_parts_of_a_scenario_come_in_every_kind_and_have_buttons_of_their_own() -> None:
    fields = fields_of(*pair(sample("road")))
    added = press(fields, "add part number", numbered())
    assert added.fields["part"] == ["first", "why", "steps", "number-n1"]
    inside = press(added.fields, "down part.first.option redesign", numbered()).fields
    assert inside["part.first.option"] == ["hope", "redesign"]


# --- what cannot be read -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "change", "complaint"),
    [
        ("best-outcome", {"right": []}, ("right", Fault.NOTHING_RIGHT)),
        ("best-outcome", {"right": ["other"]}, ("right", Fault.NOTHING_RIGHT)),
        ("assumptions", {"right": []}, ("right", Fault.NOTHING_RIGHT)),
        ("losses", {"right": ["perhaps"]}, ("right", Fault.NOTHING_RIGHT)),
        ("broken", {"right": ["ten"]}, ("right", Fault.NOT_A_NUMBER)),
        ("broken", {"right": ["1.234"]}, ("right", Fault.DOUBTFUL_NUMBER)),
        ("broken", {"tolerance": ["-1"]}, ("tolerance", Fault.BELOW_ZERO)),
        ("broken", {"marks": ["21"]}, ("marks", Fault.BAD_MARKS)),
        ("levels", {"item.tested.group": [""]}, ("item.tested.group", Fault.NO_GROUP)),
        ("verb", {"gap.verb.right": [""]}, ("gap.verb.right", Fault.NOTHING_RIGHT)),
        ("road", {"part": []}, ("part", Fault.NO_PARTS)),
        ("road", {"part.first.right": [""]}, ("part.first.right", Fault.NOTHING_RIGHT)),
    ],
)
def test_what_makes_no_question_is_said_beside_its_field(
    question: str, change: dict[str, list[str]], complaint: tuple[str, Fault]
) -> None:
    one = sample(question)
    read = read_question(one.key.kind, one.key.id, {**fields_of(one.key, one.words), **change}, numbered())
    assert isinstance(read, Misread)
    assert [(found.name, found.fault) for found in read.complaints] == [complaint]


def test_empty_rows_are_left_out_as_long_as_two_remain() -> None:
    fields = {**fields_of(*pair(sample("best-outcome"))), "option": ["sell", "train", "dryers", "new"]}
    question = read_question("single", "q", fields, numbered())
    assert isinstance(question, Question)
    assert list(question.words.options) == ["sell", "train", "dryers"]


def test_items_with_the_same_answer_share_it_and_another_wording_parts_them() -> None:
    fields = fields_of(*pair(sample("columns")))
    same = {**fields, "item.target.answer-text": fields["item.baseline.answer-text"]}
    shared = read_question("matching", "q", same, numbered())
    assert isinstance(shared, Question)
    assert set(getattr(shared.key, "right").values()) == {"before"}  # noqa: B009
    parted = {**fields_of(shared.key, shared.words), "item.target.answer-text": ["Something else"]}
    again = read_question("matching", "q", parted, numbered())
    assert isinstance(again, Question)
    assert getattr(again.key, "right") == {"baseline": "before", "target": "answer-n1"}  # noqa: B009


def test_tags_are_made_of_what_a_person_types() -> None:
    assert tags_of("Esame, Più difficile,, esame , 2027!") == ("esame", "piu-difficile", "2027")
