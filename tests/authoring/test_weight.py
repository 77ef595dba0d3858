"""What a lesson weighs for a reader, and what happens when it is too much."""

import gzip
from collections.abc import Iterator

import pytest
from flask import Flask

from elearn.authoring.rules.weight import BUDGET, FRAME_BYTES, Part, Weight
from elearn.authoring.service.drafts import add_media, draft, save
from elearn.authoring.service.problems import problems_of
from elearn.authoring.service.weight import lesson_weight, weight_problems
from elearn.authoring.words.problems import describe
from elearn.catalogue.rules.values import Media
from elearn.catalogue.service.library import library
from elearn.catalogue.service.media import Described, keep
from elearn.core.ids import digest
from elearn.core.languages import LANGUAGES
from elearn.core.problems import Level, has_errors
from elearn.infra.database import transaction
from elearn.infra.i18n import speak
from tests.authoring.conftest import FILES, LESSON, MODULE, NewWriter

SHOWS = (
    FILES[LESSON] + "\n/// media | voice.ogg\n    alt: Una voce.\n///\n\n/// media | voice.ogg\n    alt: Ancora.\n///\n"
)
EXCUSED = SHOWS.replace("title:", "heavy_because: Chi non legge la ascolta.\ntitle:")


@pytest.fixture
def recorded(course: Flask) -> Iterator[Flask]:
    """The course with a recording that weighs as much as the whole budget."""
    data = bytes(BUDGET)
    media = Media("voice.ogg", digest(data), len(data), "audio/ogg")
    with course.app_context(), transaction():
        keep([Described(media, data)])
        add_media(None, f"{MODULE}/media/voice.ogg", media.digest, "uploaded")
    with course.test_request_context("/it/"):
        yield course


def test_a_lesson_weighs_its_page_and_each_file_once(recorded: Flask) -> None:
    weight = lesson_weight("bees", "first", "it", {LESSON: SHOWS})
    page, voice = weight.parts
    assert voice == Part("voice.ogg", BUDGET)
    assert FRAME_BYTES < page.bytes < FRAME_BYTES + 1000
    assert (weight.bytes, weight.is_heavy, weight.needs_reason) == (BUDGET + page.bytes, True, True)
    assert not lesson_weight("bees", "first", "it").is_heavy


def test_too_much_needs_a_reason_in_writing(recorded: Flask) -> None:
    assert weight_problems("bees") == []
    (problem,) = weight_problems("bees", {LESSON: SHOWS})
    assert (problem.path, problem.code) == (LESSON, "too_heavy")
    speak("en")
    assert "123 KB in Italiano, 120 KB" in describe(problem)
    assert weight_problems("bees", {LESSON: EXCUSED}) == []
    weight = lesson_weight("bees", "first", "it", {LESSON: EXCUSED})
    assert (weight.reason, weight.needs_reason) == ("Chi non legge la ascolta.", False)
    translation = {LESSON: EXCUSED, LESSON.replace("it.md", "de.md"): SHOWS}
    assert lesson_weight("bees", "first", "de", translation).reason == "Chi non legge la ascolta."
    assert weight_problems("bees", translation) == []


def test_a_lesson_that_is_being_written_is_weighed_too(recorded: Flask) -> None:
    new = f"{MODULE}/lessons/new/it.md"
    assert lesson_weight("bees", "new", "it", {new: "---\ntitle: ''\n---\n" + SHOWS}).bytes > BUDGET
    broken = lesson_weight("bees", "first", "it", {LESSON: SHOWS.replace("title: Prima lezione", "titel: [")})
    assert broken.bytes > BUDGET


def test_the_editor_says_the_weight_and_publishing_waits_for_a_reason(recorded: Flask, new_writer: NewWriter) -> None:
    with transaction():
        digest_of_draft = save(None, LESSON, SHOWS, draft(LESSON).digest, "edited").digest
    assert [problem.code for problem in problems_of(MODULE) if problem.level is Level.ERROR] == ["too_heavy"]
    page = new_writer().get("/en/teach/m/bees/first/edit?in=it").text
    assert "The lesson weighs 123 of 120 KB." in page
    assert "Too heavy without a reason." in page
    with transaction():
        save(None, LESSON, EXCUSED, digest_of_draft, "edited")
    assert not has_errors(problems_of(MODULE))


def test_every_lesson_that_ships_keeps_to_its_budget(product: Flask) -> None:
    with product.test_request_context("/it/"):
        assert [problem for module in library().modules for problem in weight_problems(module)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_we_say_is_close_to_what_is_sent(product: Flask, language: str) -> None:
    client = product.test_client()
    for module, lesson in (("logical-framework", "four-levels"), ("microcredit-finance", "checklist")):
        with product.test_request_context(f"/{language}/"):
            said = lesson_weight(module, lesson, language).parts[0].bytes
        sent = len(gzip.compress(client.get(f"/{language}/m/{module}/{lesson}").data, 6))
        assert abs(said - sent) < 1000, (said, sent)


def test_a_weight_knows_its_sum() -> None:
    assert not Weight((Part("", 1000), Part("a.webp", BUDGET - 1000))).is_heavy
    assert Weight((Part("", 1001), Part("a.webp", BUDGET - 1000)), reason=" ").needs_reason
