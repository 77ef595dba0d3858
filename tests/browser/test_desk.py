"""Translating at the desk: what is typed survives a page that is left at the wrong moment."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage

pytestmark = pytest.mark.browser

DESK = "/en/teach/m/problem-tree/build-the-tree/translate?to=es"
KEPT = "Object.entries(localStorage).filter(([name]) => name.startsWith('desk:')).join()"
SEND_AND_LEAVE = """async () => {
    document.activeElement.blur();
    await new Promise((done) => setTimeout(done));
    dispatchEvent(new Event("beforeunload"));
}"""


def test_what_is_under_way_when_the_page_is_left_stands_on_the_next_one(new_page: NewPage) -> None:
    page = new_page(language="en-GB", signed_in="marta")
    page.goto(DESK)
    words = page.locator(".seg textarea").first
    words.fill("Escrito al salir")
    page.evaluate(SEND_AND_LEAVE)
    expect(page.locator("#saved")).to_contain_text("Saved as a draft")
    assert "Escrito al salir" in page.evaluate(KEPT)
    page.reload()
    expect(words).to_have_value("Escrito al salir")
    words.press("End")
    words.type("!")
    words.press("Tab")
    expect(page.locator("#saved")).to_contain_text("Saved as a draft")
    assert page.evaluate(KEPT) == ""
    page.reload()
    expect(words).to_have_value("Escrito al salir!")
