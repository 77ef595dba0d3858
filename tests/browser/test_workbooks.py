"""Workbooks in a real browser: no barriers, no sideways scroll, and nothing typed is lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acting import press
from tests.browser.conftest import NewPage
from tests.browser.test_accessibility import FOUR_LOOKS, faults

pytestmark = pytest.mark.browser

#: The sheets that look least like each other: cover, matrix, tree, table of money, months, cards.
OPERATORS = ("", "logframe", "problem-tree", "budget?open=coordinator")
ENTREPRENEURS = ("cash-flow", "canvas", "loan")
STATUS = "#saved"


def begin(page: Page, language: str, example: str = "sahel-insieme") -> str:
    """Begin a workbook with a copy of an example; returns its address, without the language."""
    page.goto(f"/{language}/w/new?copy={example}")
    page.locator("main form button.b").last.click()
    page.wait_for_url(re.compile(r"/w/[\w-]{16}/$"))
    return re.sub(r".*/w/", "/w/", page.url)


@pytest.mark.parametrize(("language", "example"), [("de", "sahel-insieme"), ("fr", "amara")])
def test_sheets_have_no_barriers_and_fit_on_the_smallest_phone(new_page: NewPage, language: str, example: str) -> None:
    page = new_page()
    book = begin(page, language, example)
    places = OPERATORS if example == "sahel-insieme" else ENTREPRENEURS
    assert faults(page, language, [f"{book}{place}" for place in places], FOUR_LOOKS) == []


def open_core(page: Page, book: str) -> None:
    """Open the core problem of the tree."""
    page.goto(f"/en{book}problem-tree")
    page.locator(".knot.core a[data-open]").first.click()
    expect(page.locator("form[data-node] textarea").first).to_be_visible()


def test_what_is_typed_is_saved_kept_offline_and_asked_about(new_page: NewPage) -> None:
    ada = new_page(language="en-GB", width=360)
    book = begin(ada, "en")
    open_core(ada, book)
    text = ada.locator("textarea[name=f-text]")
    text.fill("Women earn little")
    expect(ada.locator(STATUS)).to_contain_text("aved at")
    ada.reload()
    expect(text).to_have_value("Women earn little")

    ben = new_page(language="en-GB")
    ada.goto(f"/en{book}people")
    press(ada.locator("button[value=invite]"))
    ben.goto(ada.locator("code").inner_text())
    press(ben.locator("main form button"))
    open_core(ada, book)
    open_core(ben, book)
    ada.context.set_offline(True)
    text.fill("Ada, offline")
    expect(ada.locator(STATUS)).to_contain_text("device")
    ben.locator("textarea[name=f-text]").fill("Ben, online")
    expect(ben.locator(STATUS)).to_contain_text("aved at")

    ada.context.set_offline(False)
    ada.evaluate("window.dispatchEvent(new Event('online'))")
    clash = ada.locator("form.clash")
    expect(clash).to_contain_text("Ben, online")
    expect(clash).to_contain_text("Ada, offline")
    ada.goto(f"/en{book}problem-tree")  # leaving without a choice: both texts are still there
    expect(clash).to_contain_text("Ada, offline")
    clash.locator("input[value=mine]").check()
    clash.locator("button").click()
    expect(ada.locator(".knot.core")).to_contain_text("Ada, offline")
    expect(clash).to_have_count(0)
    ben.reload()
    expect(ben.locator(".knot.core textarea").first).to_have_value("Ada, offline")


def test_two_people_in_two_fields_of_one_row_lose_nothing(new_page: NewPage) -> None:
    ada = new_page(language="en-GB")
    book = begin(ada, "en")
    open_core(ada, book)
    other = ada.context.new_page()
    open_core(other, book)
    other.locator("textarea[name=f-evidence]").fill("From the other window")
    expect(other.locator(STATUS)).to_contain_text("aved at")
    ada.locator("textarea[name=f-text]").fill("Women earn little")
    expect(ada.locator("textarea[name=f-evidence]")).to_have_value("From the other window")
    with ada.expect_response(lambda reply: reply.request.method == "POST"):
        ada.locator("textarea[name=f-evidence]").fill("From both windows")
    ada.locator("form[data-node] button[value=save]").click()
    expect(ada.locator("form[data-node]")).to_have_count(0)
    open_core(other, book)
    expect(other.locator("textarea[name=f-evidence]")).to_have_value("From both windows")
    expect(other.locator("textarea[name=f-text]")).to_have_value("Women earn little")


def test_an_error_goes_when_the_old_value_stands_there_again(new_page: NewPage) -> None:
    page = new_page(language="en-GB")
    book = begin(page, "en")
    page.goto(f"/en{book}budget")
    page.locator("a[data-open]").first.click()
    quantity = page.locator("input[name=f-quantity]")
    before = quantity.input_value()
    quantity.fill("many")
    expect(page.locator("p.err")).to_be_visible()
    expect(quantity).to_have_attribute("aria-invalid", "true")
    quantity.fill(before)
    expect(page.locator("p.err")).to_have_count(0)
    quantity.fill("many")
    expect(page.locator("p.err")).to_be_visible()
    page.reload()
    expect(quantity).to_have_value("many")  # what could not be saved is still here


def test_a_draft_of_an_earlier_visit_stands_in_its_form_again(new_page: NewPage) -> None:
    page = new_page(language="en-GB")
    book = begin(page, "en")
    open_core(page, book)
    page.context.set_offline(True)
    page.locator("textarea[name=f-text]").fill("Typed without a connection")
    expect(page.locator(STATUS)).to_contain_text("device")
    address = page.url
    later = page.context.new_page()
    page.close()
    page.context.set_offline(False)
    later.goto(address)
    expect(later.locator("textarea[name=f-text]")).to_have_value("Typed without a connection")
    expect(later.locator(STATUS)).to_contain_text("aved at")
    later.goto(f"/en{book}problem-tree")
    expect(later.locator(".knot.core")).to_contain_text("Typed without a connection")


def test_what_is_under_way_when_the_page_is_left_stands_on_the_next_one(new_page: NewPage) -> None:
    page = new_page(language="en-GB")
    book = begin(page, "en")
    open_core(page, book)
    page.evaluate("dispatchEvent(new Event('beforeunload'))")
    page.locator("textarea[name=f-text]").fill("Sent while leaving")
    expect(page.locator(STATUS)).to_contain_text("aved at")
    assert page.evaluate("Object.values(localStorage).join()").count("Sent while leaving") == 1
    page.reload()
    expect(page.locator("textarea[name=f-text]")).to_have_value("Sent while leaving")
    expect(page.locator(STATUS)).to_contain_text("aved at")
    assert "Sent while leaving" not in page.evaluate("Object.values(localStorage).join()")
