"""Writing a lesson on a telephone: saved while somebody types, kept without a connection, shown as readers see it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import NewPage
from tests.browser.test_accessibility import FOUR_LOOKS, faults
from tests.browser.test_workbooks import STATUS

pytestmark = pytest.mark.browser

EDIT = "/teach/m/problem-tree/build-the-tree/edit?in=it"
FORMS = ("&b=1", "&new=table&after=1", "&new=media&after=1")
OTHERS = ("", "&b=2", "&new=question&after=1", "&new=note&after=1", "&as=settings", "&as=text")
MOST_BYTES = 60 * 1024


def test_every_state_of_the_editor_has_no_barriers_and_fits_on_the_smallest_phone(new_page: NewPage) -> None:
    page = new_page(width=1280, signed_in="marta")
    assert faults(page, "de", [f"{EDIT}{state}" for state in FORMS], FOUR_LOOKS) == []
    assert faults(page, "de", [f"{EDIT}{state}" for state in OTHERS], ()) == []


def test_what_is_typed_is_saved_kept_offline_and_shown(new_page: NewPage) -> None:
    page = new_page(width=360, signed_in="marta")
    page.goto(f"/en{EDIT}&b=1")
    text = page.locator("#x-text")
    text.press("Control+End")
    text.type(" Due")
    text.press("Shift+Control+ArrowLeft")
    page.get_by_role("button", name="Bold").click()
    expect(text).to_have_value(re.compile(re.escape(" **Due**") + "$"))
    expect(page.locator(STATUS)).to_contain_text("aved at")
    page.locator("#phone").scroll_into_view_if_needed()
    expect(page.frame_locator("#phone iframe").locator("strong", has_text="Due")).to_be_visible()

    page.context.set_offline(True)
    text.press("Control+End")
    text.type(" senza rete")
    expect(page.locator(STATUS)).to_contain_text("this device only")
    page.context.set_offline(False)
    page.reload()
    expect(text).to_have_value(re.compile(re.escape("**Due** senza rete") + "$"))
    expect(page.locator(STATUS)).to_contain_text("aved at")
    page.goto(f"/en{EDIT}")
    expect(page.locator("#b-1")).to_contain_text("Due senza rete")
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('text:')).length") == 0


PASTE = """(text) => {
    const data = new DataTransfer();
    data.setData("text/html", "<h2>Titolo</h2><p>Una <b style='color:red'>parola</b>.</p><ul><li>voce</li></ul>");
    data.setData("text/plain", "Titolo Una parola. voce");
    text.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def test_what_is_pasted_with_its_formatting_becomes_markdown(new_page: NewPage) -> None:
    page = new_page(width=1280, signed_in="marta")
    page.goto(f"/en{EDIT}&new=text&after=1")
    page.locator("#x-text").evaluate(PASTE)
    expect(page.locator("#x-text")).to_have_value(re.compile(r"## Titolo\n\nUna \*\*parola\*\*\.\n\n- voce"))
    expect(page.locator("#pasted")).to_contain_text("Kept:")


def test_the_editor_is_light(new_page: NewPage) -> None:
    page = new_page(signed_in="marta")
    own = "[...document.querySelectorAll('script[src], link[rel=stylesheet]')].map((one) => one.src || one.href)"
    page.goto(f"/en{EDIT}&b=1")
    files = {address: page.request.get(address).body() for address in page.evaluate(own)}
    assert len(files) > 4
    assert sum(len(body) for address, body in files.items() if "/edit" in address) <= MOST_BYTES
