"""Texts as a reader sees them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from elearn.catalogue.rules.values import BlockKind, Freshness
from elearn.catalogue.service.importing import import_content
from elearn.catalogue.service.library import library
from elearn.catalogue.service.reading import TextView, inline, render_lesson, render_text
from elearn.infra import i18n
from elearn.infra.database import transaction
from tests.catalogue.conftest import FILES, LESSON


@pytest.fixture
def reader(sqlite_store: Flask, folder: Path) -> Iterator[Flask]:
    """The small library, read by somebody."""
    i18n.init_app(sqlite_store, secure=False)
    with sqlite_store.app_context():
        with transaction():
            import_content(folder, None, "first")
        yield sqlite_store


def lesson_for(language: str, country: str | None = None) -> TextView:
    lesson = library().modules["demo-module"].lesson("first")
    assert lesson is not None
    return render_lesson(library(), lesson, language, country)


def test_the_first_use_of_a_term_gets_a_margin_note(reader: Flask) -> None:
    prose, picture, last = lesson_for("it").parts
    [note] = prose.terms
    assert (note.id, note.name, note.definition) == ("outcome", "outcome", "Il cambiamento.")
    assert note.others["de"] == "Wirkung"
    assert (picture.terms, last.terms) == ((), ())
    assert 'class="term" href="#g-outcome"' in prose.html
    assert 'href="#g-outcome"' in last.html


@pytest.mark.usefixtures("reader")
def test_a_fact_is_that_of_the_readers_country() -> None:
    [box] = lesson_for("it", "it").parts[0].facts
    assert box.fact is not None
    assert (box.fact.country, box.title, box.text, box.countries) == ("it", "Quanto", "Fino a 75.000 euro.", ())


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("country", [None, "fr"])
def test_a_reader_elsewhere_hears_which_countries_have_the_fact(country: str | None) -> None:
    [box] = lesson_for("fr", country).parts[0].facts
    assert (box.fact, box.title, box.text, box.countries) == (None, "Combien", "", ("it",))


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize(
    ("day", "due"), [(datetime(2027, 1, 31, tzinfo=UTC), False), (datetime(2027, 2, 1, tzinfo=UTC), True)]
)
def test_a_fact_says_when_its_review_date_has_passed(day: datetime, due: bool) -> None:
    with time_machine.travel(day, tick=False):
        [box] = lesson_for("it", "it").parts[0].facts
    assert box.is_due is due


@pytest.mark.usefixtures("reader")
def test_pictures_say_their_size_before_they_are_loaded() -> None:
    part = lesson_for("fr").parts[1]
    assert part.kind is BlockKind.MEDIA
    assert part.media is not None
    view = part.media
    assert (view.alt, view.media.width, view.media.height) == ("Un disegno.", 40, 20)
    assert view.address == f"/media/{view.media.digest}/drawing.svg"
    assert '<a class="term"' in view.caption


@pytest.mark.usefixtures("reader")
def test_a_missing_translation_shows_the_source_and_says_so() -> None:
    view = lesson_for("de")
    assert (view.lang, view.freshness) == ("it", Freshness.MISSING)
    assert {part.lang for part in view.parts} == {"it"}


@pytest.mark.usefixtures("reader")
def test_a_text_in_the_readers_language_names_no_other() -> None:
    view = lesson_for("it")
    assert (view.lang, view.freshness, view.has_stale_parts) == (None, Freshness.SOURCE, False)
    assert {part.lang for part in view.parts} == {None}


@pytest.mark.usefixtures("reader")
def test_footnotes_stand_at_the_end() -> None:
    view = lesson_for("it")
    assert 'href="#fn-1"' in view.parts[0].html
    assert "Una fonte." in view.footnotes


@pytest.mark.usefixtures("reader")
def test_links_to_lessons_stay_in_the_readers_language() -> None:
    assert 'href="/es/m/demo-module/first"' in lesson_for("es").parts[2].html


@pytest.mark.usefixtures("reader")
def test_the_same_text_is_rendered_once() -> None:
    assert lesson_for("it", "it") is lesson_for("it", "it")
    assert lesson_for("it", "it") is not lesson_for("it", "fr")


def test_a_publication_renders_anew(reader: Flask, folder: Path) -> None:
    before = lesson_for("it")
    (folder / "glossary/it.yml").write_text("outcome:\n  definition: Che cosa cambia.\n")
    with transaction():
        import_content(folder, None, "second")
    after = lesson_for("it")
    assert before.text.digest == after.text.digest
    assert after.parts[0].terms[0].definition == "Che cosa cambia."


def test_a_link_to_nothing_is_plain_words(reader: Flask, folder: Path) -> None:
    (folder / LESSON).write_text(FILES[LESSON].replace("lesson:demo-module/first", "lesson:demo-module/none"))
    with transaction():
        import_content(folder, None, "second")
    html = lesson_for("it").parts[2].html
    assert "questa lezione" in html
    assert "/m/" not in html


@pytest.mark.usefixtures("reader")
def test_pages_are_texts_too() -> None:
    view = render_text(library(), library().pages["help"].text.choose("it"), "it")
    assert [part.html.strip() for part in view.parts] == ["<p>Scrivi a noi.</p>"]


def test_words_of_quizzes_are_inline_and_safe() -> None:
    assert inline("Una *prova* <b>x</b>") == "Una <em>prova</em> &lt;b&gt;x&lt;/b&gt;"
    assert inline("") == ""
