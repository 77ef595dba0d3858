"""Words, borders and squares stand out from what is behind them, in light and in dark (WCAG 1.4.3, 1.4.11)."""

import re

import pytest

from elearn.app import STATIC

TEXT, SHAPE = 4.5, 3.0
GROUNDS = ("paper", "desk", "marker-w")
PAIRS = [
    *(("ink", ground, TEXT) for ground in ("paper", "desk", "wash", "marker-w", "ok-w", "blue-w")),
    *(("ink-2", ground, TEXT) for ground in ("paper", "desk", "wash", "marker-w")),
    *(("link", ground, TEXT) for ground in ("paper", "desk", "wash", "marker-w")),
    *(("on-action", ground, TEXT) for ground in ("action", "action-2")),
    *((words, "board", TEXT) for words in ("on-board", "on-board-2", "marker")),
    *(("on-marker", ground, TEXT) for ground in ("marker", "marker-2")),
    *((words, "paper", TEXT) for words in ("blue", "red", "ok")),
    *((words, "blue-w", TEXT) for words in ("blue", "ink-2", "link")),
    *((words, "desk", TEXT) for words in ("red", "ok")),
    *((shape, ground, SHAPE) for shape in ("edge", "sq-on", "sq-edge", "focus") for ground in GROUNDS),
    ("focus-b", "board", SHAPE),
]


def tokens(scheme: str) -> dict[str, str]:
    """The colours of a scheme by name."""
    css = (STATIC / "q.css").read_text(encoding="utf-8")
    light, _, dark = css.partition("@media (prefers-color-scheme: dark)")
    colours = re.compile(r"--([\w-]+): (#[0-9A-F]{6})")
    found = dict(colours.findall(light))
    return found if scheme == "light" else {**found, **dict(colours.findall(dark.partition("@layer")[0]))}


def luminance(colour: str) -> float:
    """The relative luminance of #RRGGBB."""
    shares = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_stands_out_from_its_ground(scheme: str) -> None:
    colours = tokens(scheme)
    weak = {
        (shape, ground): round(contrast(colours[shape], colours[ground]), 2)
        for shape, ground, needed in PAIRS
        if contrast(colours[shape], colours[ground]) < needed
    }
    assert weak == {}


def test_contrast_is_measured_as_the_standard_says() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
