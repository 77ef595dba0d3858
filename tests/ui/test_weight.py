"""The look stays light, and nothing of it is dead."""

import gzip
import re

import pytest

from elearn.app import STATIC
from tests.architecture.house import ROOT, templates

MOST_STYLES = 12 * 1024
MOST_SCRIPTS = 10 * 1024


MOST_FOR_WRITERS = 60 * 1024
WRITERS_ONLY = "edit"  # the names of what only the writers' pages load begin with it


def packed(pattern: str, *, for_writers: bool = False) -> int:
    """The compressed size of all static files of a kind that learners' pages may load, or the writers' too."""
    files = [path for path in STATIC.glob(pattern) if for_writers or not path.name.startswith(WRITERS_ONLY)]
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in files)


def test_styles_and_scripts_stay_within_their_budgets() -> None:
    assert packed("*.css") <= MOST_STYLES
    assert packed("*.js") <= MOST_SCRIPTS
    assert packed("*.css", for_writers=True) + packed("*.js", for_writers=True) <= MOST_FOR_WRITERS


def test_learners_never_load_what_is_for_writers() -> None:
    asking = [
        path
        for _room, path in templates(ROOT)
        if re.search(rf"""static\(["']{WRITERS_ONLY}[\w-]*\.(?:css|js)""", path.read_text(encoding="utf-8"))
    ]
    assert asking
    assert all("authoring" in path.parts for path in asking)


def used_words() -> set[str]:
    """Every word in templates, scripts and the code that makes HTML: class names are among them."""
    sources = [path for _room, path in templates(ROOT)] + list(STATIC.glob("*.js"))
    sources += list((ROOT / "elearn").rglob("*.py"))
    return set(re.findall(r"[\w-]+", " ".join(path.read_text(encoding="utf-8") for path in sources)))


def test_every_class_of_the_stylesheet_is_used() -> None:
    css = re.sub(r"/\*.*?\*/", "", (STATIC / "q.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    selectors = re.sub(r"\{[^{}]*\}", " ", css)
    classes = set(re.findall(r"\.([a-z][\w-]*)", selectors))
    assert classes - used_words() == set()


def test_every_icon_is_drawn_and_every_drawing_used() -> None:
    drawn = set(re.findall(r'id="(\w+)"', (STATIC / "icons.svg").read_text(encoding="utf-8")))
    asked = {
        name
        for _room, path in templates(ROOT)
        for name in re.findall(r"""icon\(["'](\w+)["']\)""", path.read_text(encoding="utf-8"))
    }
    assert asked == drawn


@pytest.mark.parametrize("word", ["left", "right"])
def test_the_stylesheet_knows_no_left_and_right(word: str) -> None:
    """Logical properties only: right-to-left needs no second file. (Gradients may run to a corner.)"""
    css = (STATIC / "q.css").read_text(encoding="utf-8")
    css = re.sub(r"linear-gradient\([^;]*;", "", css)
    assert re.findall(rf"(?:margin|padding|border|inset|text-align:)[^;{{]*\b{word}\b", css) == []
