"""Hostile texts: nothing runs, and nothing takes long."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elearn.markup.blocks import split
from elearn.markup.limits import excess
from elearn.markup.links import written_links
from elearn.markup.render import TextFlow, render_footnotes, render_inline, render_prose
from elearn.markup.sanitise import ATTRIBUTES, OWN_ID, TAGS, sanitise
from tests.timing import soon

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6a;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "[x](//evil.example)",
    "[x](/it/account)",
    '[x](term:a"onmouseover=alert(1))',
    '[x](https://a.example "onmouseover=alert(1)")',
    '[x](https://a.example" onmouseover="alert(1))',
    "<javascript:alert(1)>",
    '<https://a.example/"onclick=alert(1)>',
    "![x](javascript:alert(1))",
    "<iframe src=//evil.example>",
    "<style>@import '//evil.example'</style>",
    "<math><mtext></mtext><mglyph><style><!--</style><img title=--&gt;&lt;img src=1 onerror=alert(1)&gt;>",
    "`<script>alert(1)</script>`",
    "    <script>alert(1)</script>",
    "| <script> |\n| --- |\n| <img src=x onerror=alert(1)> |",
    "[^<script>]",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\x02amp\x03#106;\x02klzzwxh:0000\x03\x0260\x03script>",
    '<p id="main" class="error" style="position:fixed">x</p>',
]


class Auditor(HTMLParser):
    """Fails on every tag, attribute and address that is not on the list."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        for name, value in attrs:
            assert name in ATTRIBUTES.get(tag, ()), (tag, name)
            if name == "href":
                assert (value or "").startswith(("https://", "http://", "mailto:", "#fn")), value
            if name == "id":
                assert OWN_ID.match(value or ""), value


def audit(html: str) -> None:
    auditor = Auditor()
    auditor.feed(html)
    auditor.close()


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_becomes_more_than_text(payload: str) -> None:
    flow = TextFlow(footnotes={"a": payload, "<script>": payload})
    audit(
        render_prose(payload, flow)
        + render_prose("x[^a][^<script>]", flow)
        + render_footnotes(flow, lambda _n: payload)
    )
    audit(render_inline(payload))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_sanitiser_alone_is_enough(payload: str) -> None:
    class Lenient(Auditor):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            super().handle_starttag(tag, [one for one in attrs if one[0] != "href"])
            for name, value in attrs:
                assert name != "href" or ":" not in (value or "") or (value or "").startswith(("http", "mailto:"))

    auditor = Lenient()
    auditor.feed(sanitise(payload))
    auditor.close()


SYNTAX = st.lists(
    st.sampled_from([*"[]()<>*_`#|-+.!\\&;:/\n ", "1. ", "    ", "](", "![", "[^a]", "a", "<a", "http://"])
)


@settings(deadline=2000, max_examples=150)
@given(SYNTAX.map("".join))
def test_no_mixture_of_syntax_breaks_out_or_fails(text: str) -> None:
    flow = TextFlow(footnotes={"a": text})
    audit(render_prose(text, flow) + render_inline(text) + render_footnotes(flow, str))


HOSTILE = {
    "brackets": "[" * 20000,
    "allowed brackets": "[" * 300,
    "pictures": "![" * 10000,
    "links": "[a](" * 10000,
    "allowed links": "[a](" * 300 + "(" * 20000,
    "angles": "[a](<" * 290,
    "quotes": ">" * 20000,
    "spaced quotes": "> " * 20000,
    "lists in lists": "1. " * 20000,
    "dashes": "- " * 20000 + "a",
    "stars": "*a **b " * 8000,
    "underscores": "_a" * 30000,
    "backticks": "`a" * 30000,
    "ticks in a table": "`|" * 10000 + "\n" + "-|" * 3000,
    "allowed ticks in a table": "`|" * 390 + "\n" + "-|" * 390 + ("\n" + "`|" * 2) * 5,
    "cells": "|a" * 20000 + "\n" + "|-" * 20000,
    "allowed cells": "|a" * 500 + "\n" + "|-" * 500 + ("\n" + "|a" * 490) * 6,
    "indents": "\n".join("    " * depth + "- a" for depth in range(100)),
    "steps": "\n".join("  " * depth + "- a" for depth in range(170)),
    "quoted lists": "\n".join("> " * depth + "- a" for depth in range(150)),
    "angles open": "<a" * 30000,
    "entities": "&a;" * 20000,
    "escapes": "\\*" * 30000,
    "spaces": " " * 60000 + "a",
    "breaks": "a  \n" * 16000,
    "headings": "# a\n" * 3000,
    "footnotes": "[^a]" * 290,
    "fences": "/// note\n" * 6000,
    "options": "/// turn\n" + "    a: b\n" * 6000,
    "large paragraph": "*parola*\n" * 1800,
    "large": "parola " * 200000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_takes_longer_than_a_second(name: str) -> None:
    text = HOSTILE[name]

    def read() -> None:
        if excess(text) is None:
            for block in split(text).blocks[:50]:
                list(written_links(block.text))
        render_prose(text)

    soon(1, read)
    soon(1, lambda: render_inline(text))


@pytest.mark.parametrize("name", ["brackets", "links", "lists in lists", "backticks", "cells", "large"])
def test_a_costly_text_is_shown_as_it_is_written(name: str) -> None:
    assert excess(HOSTILE[name]) is not None
    assert HOSTILE[name].strip()[:100].strip() in render_prose(HOSTILE[name]).replace("&lt;", "<")


def test_a_lesson_stays_far_below_the_limits() -> None:
    assert excess("Una [parola](term:outcome) con `codice`.\n\n" * 150) is None
