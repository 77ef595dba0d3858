"""Drawings are only drawings, and their words can be replaced."""

import pytest

from elearn.catalogue.rules.drawings import drawing_is_safe, drawing_size, translated_drawing
from elearn.infra.config import shipped

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20">{}</svg>'
GOOD = SVG.format(
    '<text data-t="a" x="1">Uno</text><text><tspan data-t="b">Due &amp; tre</tspan></text><path d="M0 0"/>'
)


def test_words_are_replaced_by_id_and_all_else_stays() -> None:
    new = translated_drawing(GOOD, {"a": "One <1>", "c": "never"})
    assert new == GOOD.replace(">Uno<", ">One &lt;1&gt;<")
    assert drawing_size(new) == (30, 20)


def test_copies_of_copies_are_refused() -> None:
    copies = "".join(f"<g id='a{number}'>" + f"<use href='#a{number - 1}'/>" * 9 + "</g>" for number in range(1, 12))
    assert not drawing_is_safe(SVG.format('<circle id="a0" r="1"/>' + copies))
    assert drawing_is_safe(SVG.format('<circle id="a0" r="1"/>' + "<use href='#a0' x='1'/>" * 20))


def test_translated_words_cannot_bring_markup() -> None:
    assert drawing_is_safe(translated_drawing(GOOD, {"a": "</text><script>x</script>", "b": "]]>&x;"}))


def test_our_own_drawings_are_safe() -> None:
    drawings = list(shipped("content").rglob("*.svg"))
    assert drawings
    assert [path for path in drawings if not drawing_is_safe(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "inner",
    [
        "<path fill='url(#a)' d='M0 0'/><use href='#b'/>",
        "<title>T</title><g style='fill:red'><!-- a --><circle r='1'/></g>",
    ],
)
def test_a_plain_drawing_is_safe(inner: str) -> None:
    assert drawing_is_safe(SVG.format(inner))


@pytest.mark.parametrize(
    "svg",
    [
        SVG.format("<script>alert(1)</script>"),
        SVG.format("<SCRIPT/>"),
        SVG.format("<a href='https://x'><path/></a>"),
        SVG.format("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>"),
        SVG.format("<p xmlns='http://www.w3.org/1999/xhtml'/>"),
        SVG.format("<path onclick='x()'/>"),
        SVG.format("<path OnLoad='x()'/>"),
        SVG.format("<image href='https://evil.example/p.png'/>"),
        SVG.format("<use href='other.svg#a'/>"),
        SVG.format("<use xmlns:x='http://www.w3.org/1999/xlink' x:href='data:image/svg+xml,a'/>"),
        SVG.format("<path fill='url(https://evil.example/a)'/>"),
        SVG.format("<path style='fill:u\\72l(//evil.example)'/>"),
        SVG.format("<path style='fill:url(&#x2f;/evil.example)'/>"),
        SVG.format("<style>@import '//evil.example'</style>"),
        SVG.format("<animate attributeName='href' to='javascript:x'/>"),
        SVG.format("<path d='java&#115;cript:x'/>"),
        "<!DOCTYPE svg [<!ENTITY a 'aaaa'>]>" + SVG.format("&a;"),
        "<?xml-stylesheet href='//evil.example'?>" + SVG.format(""),
        "<?xml version='1.0' encoding='utf-16'?>" + SVG.format(""),
        "<svg><path/></svg>",
        SVG.format("<path>"),
        "",
    ],
)
def test_what_is_more_than_a_drawing_is_refused(svg: str) -> None:
    assert not drawing_is_safe(svg)
