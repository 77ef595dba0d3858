"""The page validator finds what it is there to find."""

import pytest

from tests.pages import problems_of

SOUND = (
    '<!doctype html><html lang="it"><head><title>T</title></head><body><main><h1>T</h1>'
    '<form><label for="a">A</label><input id="a" name="a"></form>{}</main></body></html>'
)


def test_a_sound_page_has_no_problems() -> None:
    assert problems_of(SOUND.format("<p>Ciao.</p>")) == []


@pytest.mark.parametrize(
    "flaw",
    [
        "<h1>Two</h1>",
        '<p id="a">twice</p>',
        "<input name=b>",
        "<script>alert(1)</script>",
        '<p style="color:red">x</p>',
        '<button onclick="x()">x</button>',
        '<a href="javascript:x()">x</a>',
        '<a href="#nowhere">x</a>',
        '<img src="x.png">',
        '<img alt="" src="https://elsewhere.example/x.png">',
        "<button></button>",
        "<p><div>unclosed</p>",
        '<p aria-describedby="nowhere">x</p>',
    ],
)
def test_a_flaw_is_found(flaw: str) -> None:
    assert problems_of(SOUND.format(flaw)) != []


def test_a_page_without_lang_title_or_heading_is_found() -> None:
    found = problems_of("<!doctype html><html><head></head><body></body></html>")
    assert len(found) == 4


def test_a_page_over_its_weight_is_found() -> None:
    assert problems_of(SOUND.format("<p>Ciao, come va?</p>"), most_bytes=50) != []
