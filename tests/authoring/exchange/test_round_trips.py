"""Whatever a trainer may write comes back from the formats that can carry it, sign by sign."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.authoring.exchange.questions.building import Choice, Gap, Pair, choice_question, gap_question, place
from elearn.authoring.exchange.questions.building import ordering as ordering_of
from elearn.authoring.exchange.questions.gift_reading import read_gift
from elearn.authoring.exchange.questions.gift_writing import write_gift
from elearn.authoring.exchange.questions.html_text import html_of, parsed, plain_of
from elearn.authoring.exchange.questions.markdown_text import markdown_of, runs_of
from elearn.authoring.exchange.questions.moodle_reading import read_moodle
from elearn.authoring.exchange.questions.moodle_writing import write_moodle
from elearn.authoring.exchange.questions.qti3 import write_qti30
from elearn.authoring.exchange.questions.qti_package import read_qti
from elearn.authoring.exchange.questions.runs import Run, joined, merged
from elearn.authoring.exchange.questions.values import ForeignQuestion
from elearn.catalogue.rules.quiz_values import Reasons
from tests.authoring.exchange.meaning import meaning

SIGNS = st.text(st.sampled_from(list("ab é\\`*_[](){}<>&!#;:@/.^~=%-1+|'\"$")), min_size=1, max_size=14)
LOOKS = st.sampled_from([frozenset[str](), frozenset({"strong"}), frozenset({"em"}), frozenset({"code"})])
RUNS = st.lists(st.builds(Run, SIGNS, LOOKS, st.sampled_from(["", "", "https://x.y/a_(b)?c=1&d=2"])), max_size=4)
#: Words as our own editor would keep them: those that read back as they are.
WORDS = RUNS.map(lambda runs: markdown_of(merged(runs))[0]).filter(lambda text: bool(text) and _is_stable(text))
PLAIN = (
    st.text(st.sampled_from(list("ab éà01'")), min_size=1, max_size=8)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


def _is_stable(text: str) -> bool:
    return markdown_of(runs_of(text)) == (text, True)


@settings(max_examples=200, deadline=None)
@given(RUNS)
def test_words_keep_their_looks_as_markdown_and_as_html(runs: Sequence[Run]) -> None:
    whole = merged(runs)
    text, is_whole = markdown_of(whole)
    assert runs_of(text) == whole if is_whole else plain_of(runs_of(text)) == plain_of(whole)
    assert joined(parsed(html_of(whole)).runs) == whole


CHOICES = st.lists(st.builds(Choice, WORDS, WORDS, st.booleans()), min_size=2, max_size=4)


@st.composite
def questions(draw: st.DrawFn) -> ForeignQuestion:
    """A question of a kind that GIFT, Moodle and QTI all carry with its reasons."""
    stem = draw(WORDS)
    kind = draw(st.sampled_from(["single", "several", "gap"]))
    found = draw(CHOICES)
    right = [Choice(one.text, one.reason, number == 0) for number, one in enumerate(found)]
    pair: Pair
    if kind == "gap":
        gap = Gap(
            accepted=tuple(draw(st.lists(PLAIN, min_size=1, max_size=3))), reasons=Reasons(draw(WORDS), draw(WORDS))
        )
        pair = gap_question("q", stem, place(0), [gap])
    else:
        pair = choice_question("q", stem, right, is_several=kind == "several")
    return ForeignQuestion(pair[0], {"it": pair[1]}, name="q")


@settings(max_examples=50, deadline=None)
@given(questions())
def test_questions_come_back_from_gift_moodle_and_qti(question: ForeignQuestion) -> None:
    for write, read in ((write_gift, read_gift), (write_moodle, read_moodle), (write_qti30, read_qti)):
        (back,) = read(write([question], "it").data, "it").questions
        assert meaning(back) == meaning(question)


@settings(max_examples=25, deadline=None)
@given(CHOICES, WORDS)
def test_orders_come_back_from_moodle_and_qti(items: list[Choice], stem: str) -> None:
    pair = ordering_of("q", stem, items)
    question = ForeignQuestion(pair[0], {"it": pair[1]}, name="q")
    for write, read in ((write_moodle, read_moodle), (write_qti30, read_qti)):
        (back,) = read(write([question], "it").data, "it").questions
        assert meaning(back) == meaning(question)
