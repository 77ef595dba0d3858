"""The house obeys its laws, and each law finds the violation that is put before it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import laws
from tests.architecture.house import ROOT

Law = Callable[[Path], list[str]]

#: law -> (file, text): what breaks it.
SEEDS: dict[Law, list[tuple[str, str]]] = {
    laws.imports_run_downwards: [
        ("elearn/core/ids.py", "from elearn.infra.database import db\n"),
        ("elearn/catalogue/service/library.py", "from elearn.progress.service.ledger import record\n"),
        ("elearn/progress/rules/completion.py", "from elearn.progress.models import Fact\n"),
        ("elearn/quizzes/models.py", "import elearn.quizzes.views\n"),
    ],
    laws.domains_have_a_front_door: [
        ("elearn/quizzes/service/attempts.py", "from elearn.catalogue.models import ContentText\n"),
        ("elearn/demo/people.py", "from elearn.accounts.forms import SignInForm\n"),
    ],
    laws.every_room_has_its_place: [
        ("elearn/surprise/__init__.py", '"""Surprise."""\n'),
        ("elearn/core/utils.py", "\n"),
    ],
    laws.interface_words_are_found: [("elearn/ui/views.py", "from flask_babel import lazy_gettext as lazy\n")],
    laws.no_import_hides_in_a_function: [("elearn/core/clock.py", "def late():\n    import json\n    return json\n")],
    laws.package_files_hold_a_docstring_only: [("elearn/core/__init__.py", '"""Core."""\n\nfrom x import y\n')],
    laws.rules_are_pure: [
        ("elearn/accounts/rules.py", "import flask\n"),
        ("elearn/markup/render.py", "from sqlalchemy import select\n"),
        ("elearn/quizzes/rules/order.py", "import random\n"),
        ("elearn/progress/rules/completion.py", "from elearn.core.clock import now\n"),
    ],
    laws.one_place_commits: [("elearn/accounts/service/people.py", "def f(db):\n    db.session.commit()\n")],
    laws.one_place_makes_html: [
        ("elearn/ui/templates/ui/base.html", "{{ name|safe }}\n"),
        ("elearn/ui/templates/ui/base.html", "{% autoescape false %}{{ name }}{% endautoescape %}\n"),
        ("elearn/catalogue/service/reading.py", "from markupsafe import Markup\nx = Markup('<b>')\n"),
        ("elearn/catalogue/service/reading.py", "import markdown\n"),
    ],
    laws.templates_obey_the_layers: [
        ("elearn/catalogue/templates/catalogue/lesson.html", "{{ url_for('quizzes.quiz', module='x') }}\n"),
        ("elearn/ui/templates/ui/base.html", "{% include 'accounts/panel.html' %}\n"),
    ],
    laws.nothing_outgrows_its_size: [
        ("elearn/core/clock.py", "def long():\n" + "    x = 1\n" * 41),
        ("elearn/core/clock.py", "x = 1\n" * 301),
        ("elearn/ui/templates/ui/base.html", "<p>\n" * 121),
    ],
    laws.nothing_inline: [
        ("elearn/ui/templates/ui/base.html", '<p style="color:red">\n'),
        ("elearn/ui/templates/ui/base.html", "<script>alert(1)</script>\n"),
        ("elearn/ui/templates/ui/base.html", '<button onclick="go()">\n'),
    ],
}


@pytest.mark.parametrize("law", SEEDS, ids=lambda law: law.__name__)
def test_the_house_obeys(law: Law) -> None:
    assert law(ROOT) == []


@pytest.mark.parametrize(
    ("law", "file", "text"),
    [(law, file, text) for law, seeds in SEEDS.items() for file, text in seeds],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_violation_is_found(law: Law, file: str, text: str, tmp_path: Path) -> None:
    """The law is silent on an empty house, and speaks as soon as the seed is in it."""
    for room in ("core", "markup"):
        (tmp_path / "elearn" / room).mkdir(parents=True)
    assert law(tmp_path) == []
    seed = tmp_path / file
    seed.parent.mkdir(parents=True, exist_ok=True)
    seed.write_text(text, encoding="utf-8")
    assert law(tmp_path) != []
