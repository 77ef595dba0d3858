"""Reading aloud, with a stand-in for the voices of the device."""

import json
from collections.abc import Callable

from playwright.sync_api import Page

NewPage = Callable[..., Page]
LESSON = "/it/m/logical-framework/four-levels"
VOICES = """
const spoken = [];
const voices = %s;
Object.defineProperty(window, "speechSynthesis", {value: {
  getVoices: () => voices,
  cancel: () => {},
  addEventListener: () => {},
  speak: (utterance) => {
    spoken.push([utterance.text, utterance.lang, utterance.rate]);
    utterance.dispatchEvent(new Event("end"));
  },
}});
window.SpeechSynthesisUtterance = class extends EventTarget {
  constructor(text) {
    super();
    this.text = text;
    this.addEventListener("end", () => setTimeout(() => this.onend(), 5));
  }
};
window.spoken = spoken;
"""


def lesson_with_voices(new_page: NewPage, *voices: dict[str, object]) -> Page:
    """A lesson on a device with these voices."""
    page = new_page(width=1280)
    page.add_init_script(VOICES % json.dumps(voices))
    page.goto(LESSON)
    return page


def heard(page: Page, at_least: int) -> list[list[object]]:
    """What was spoken so far: (text, language, rate), as soon as there is enough of it."""
    for _moment in range(100):
        spoken: list[list[object]] = page.evaluate("spoken")
        if len(spoken) >= at_least:
            break
        page.wait_for_timeout(50)
    return spoken


def test_a_lesson_is_read_sentence_by_sentence(new_page: NewPage) -> None:
    page = lesson_with_voices(new_page, {"lang": "it-IT", "localService": True})
    page.click("[data-slower]")
    page.click("[data-listen]")
    spoken = heard(page, 30)
    texts = [str(text) for text, _language, _rate in spoken]
    assert texts[0].startswith("Modulo 5")
    assert any(text.startswith("Quattro riquadri") for text in texts)  # the picture's words
    assert all(len(text) <= 200 for text in texts)
    assert {language for _text, language, _rate in spoken} == {"it"}
    assert {rate for _text, _language, rate in spoken} == {0.75}


def test_the_button_hides_where_no_voice_speaks_the_language(new_page: NewPage) -> None:
    page = lesson_with_voices(new_page, {"lang": "en-GB", "localService": True})
    assert page.locator("[data-listen]").is_hidden()


def test_a_voice_from_the_internet_is_announced_before_it_reads(new_page: NewPage) -> None:
    page = lesson_with_voices(new_page, {"lang": "it-IT", "localService": False})
    page.click("[data-listen]")
    assert page.inner_text("[data-listen-note]") != ""
    assert page.evaluate("spoken.length") == 0
    page.click("[data-listen]")
    assert heard(page, 1)


def test_pressing_again_stops(new_page: NewPage) -> None:
    page = lesson_with_voices(new_page, {"lang": "it-IT", "localService": True})
    page.evaluate("speechSynthesis.speak = () => {}")
    page.click("[data-listen]")
    assert page.locator(".speaking").count() == 1
    page.click("[data-listen]")
    assert page.locator(".speaking").count() == 0
