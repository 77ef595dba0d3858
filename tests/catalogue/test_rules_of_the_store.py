"""The decisions of the store: shipped updates, drawings, stamps. Truth tables."""

import pytest

from elearn.catalogue.rules.drawings import drawing_size, drawing_words, translated_drawing
from elearn.catalogue.rules.stamps import NoFrontMatterError, stamped
from elearn.catalogue.rules.updates import Step, step
from elearn.core.ids import short_digest

STAMP = f"translates: {short_digest('source')}"


@pytest.mark.parametrize(
    ("shipped", "ours", "base", "expected"),
    [
        ("a", None, None, Step.TAKE),  # new upstream
        ("a", "a", "a", Step.NOTHING),
        ("b", "a", "a", Step.TAKE),  # changed upstream only
        ("a", "b", "a", Step.KEEP),  # changed here only
        ("c", "b", "a", Step.CONFLICT),  # changed on both sides
        ("b", "b", "a", Step.AGREE),  # the same change on both sides
        ("a", "a", None, Step.AGREE),  # made here first, shipped now
        ("a", "b", None, Step.CONFLICT),  # made here, and another one shipped
        (None, "a", "a", Step.REMOVE),  # removed upstream
        (None, "b", "a", Step.CONFLICT),  # removed upstream, changed here
        (None, "a", None, Step.KEEP),  # made here, never shipped
        (None, None, None, Step.NOTHING),
    ],
)
def test_shipped_updates(shipped: str | None, ours: str | None, base: str | None, expected: Step) -> None:
    assert step(shipped, ours, base) is expected


@pytest.mark.parametrize(
    ("tag", "size"),
    [
        ('<svg viewBox="0 0 640 360">', (640, 360)),
        ("<svg viewBox='0,0, 12.4 7.6'>", (12, 8)),
        ('<svg width="10" height="20" viewBox="0 0 640 360">', (640, 360)),
        ('<svg width="10px" height="20">', (10, 20)),
        ('<svg width="100%" height="20">', None),
        ('<svg viewBox="0 0 0 10">', None),
        ("<svg>", None),
        ("<p>", None),
    ],
)
def test_the_size_of_a_drawing(tag: str, size: tuple[int, int] | None) -> None:
    assert drawing_size(tag) == size


def test_a_translated_drawing_differs_in_its_words_only() -> None:
    svg = (
        '<svg>\n <text y="1" data-t="a">Uno</text> <text data-t="b">Due<tspan>!</tspan></text> <text>Tre</text>\n</svg>'
    )
    words = {"a": "1 < 2 & 3", "unknown": "x"}
    assert translated_drawing(svg, words) == svg.replace(">Uno<", ">1 &lt; 2 &amp; 3<")
    assert translated_drawing(svg, {"b": "Deux"}) == svg.replace("Due<tspan>!</tspan>", "Deux")
    assert translated_drawing(svg, {}) == svg


def test_words_of_drawings_that_cannot_be_read_are_left_out() -> None:
    texts = {
        "modules/m/media/it.yml": "a.svg:\n  top: Alto\n",
        "modules/m/media/fr.yml": "a.svg: [",
        "modules/m/media/es.yml": "- a.svg",
        "modules/m/it.yml": "a.svg:\n  top: no\n",
    }
    assert drawing_words(texts) == {"it": {"a.svg": {"top": "Alto"}}, "fr": {}, "es": {}}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("---\ntitle: A\n---\nB\n", f"---\n{STAMP}\ntitle: A\n---\nB\n"),
        ("---\ntitle: A\ntranslates: old\n---\nB\n", f"---\ntitle: A\n{STAMP}\n---\nB\n"),
        ("---\r\ntitle: A\r\n---\r\nB", f"---\r\n{STAMP}\r\ntitle: A\r\n---\r\nB"),
        ("---\ntitle: A\n---\ntranslates: in the text\n", f"---\n{STAMP}\ntitle: A\n---\ntranslates: in the text\n"),
    ],
)
def test_a_stamp_changes_one_line_of_the_front_matter(before: str, after: str) -> None:
    assert stamped(before, "source", is_markdown=True) == after
    assert stamped(after, "source", is_markdown=True) == after


def test_a_stamp_changes_one_line_of_the_words_of_a_quiz() -> None:
    assert stamped("title: A\n", "source", is_markdown=False) == f"{STAMP}\ntitle: A\n"
    assert stamped("title: A\ntranslates: 0\n", "source", is_markdown=False) == f"title: A\n{STAMP}\n"


def test_markdown_without_front_matter_has_no_place_for_a_stamp() -> None:
    with pytest.raises(NoFrontMatterError):
        stamped("Text\n", "source", is_markdown=True)
