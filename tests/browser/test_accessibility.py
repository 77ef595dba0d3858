"""No barrier that axe can find, no sideways scroll, no complaint of the browser: every page, every language."""

from collections.abc import Sequence
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from elearn.core.languages import LANGUAGES
from tests.browser.conftest import NewPage
from tests.browser.pages import PUBLIC, SIGNED_IN, WRITING

pytestmark = pytest.mark.browser

Look = tuple[int, str, dict[str, Any]]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RULES = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": TAGS}}
#: Whether words can be told from their ground: the same in all languages, and most of axe's work.
COLOURS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
ALL_BUT_COLOURS = {**RULES, "rules": {"color-contrast": {"enabled": False}}}
AXE = "async rules => (await axe.run(rules)).violations"
IS_TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
SMALLEST, PHONE, DESK = 320, 360, 1280
LIGHT, DARK = "light", "dark"
#: Every page is seen in four looks in German, which has the longest words; the dark one changes colours, nothing else.
FOUR_LOOKS = ((PHONE, LIGHT, RULES), (PHONE, DARK, COLOURS), (DESK, LIGHT, RULES), (DESK, DARK, COLOURS))
#: Other languages bring other words: whether they fit is looked at in all, what axe finds by them in one more.
LOOKS = {"de": FOUR_LOOKS, "it": ((PHONE, LIGHT, ALL_BUT_COLOURS),)}


def faults(page: Page, language: str, addresses: Sequence[str], looks: Sequence[Look]) -> list[str]:
    """What axe finds on pages in some looks, and which of them scroll sideways on the smallest phone."""
    found = []
    for address in addresses:
        page.set_viewport_size({"width": SMALLEST, "height": 740})
        page.goto(f"/{language}{address}")
        if page.evaluate(IS_TOO_WIDE):
            found.append(f"{address} scrolls sideways")
        if looks:
            page.evaluate(Axe().axe_script)  # once for all looks: Axe.run() would load half a megabyte for each
        for width, scheme, rules in looks:
            page.set_viewport_size({"width": width, "height": 740})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            for violation in page.evaluate(AXE, rules):
                nodes = ", ".join(node["html"][:120] for node in violation["nodes"][:3])
                found.append(f"{address} at {width} px, {scheme}: {violation['id']}: {nodes}")
    return found


@pytest.mark.timeout(300)
@pytest.mark.parametrize("language", LANGUAGES)
def test_public_pages_have_no_barriers_and_fit_the_smallest_phone(new_page: NewPage, language: str) -> None:
    assert faults(new_page(), language, PUBLIC, LOOKS.get(language, ())) == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_a_learner_have_no_barriers_and_fit_the_smallest_phone(new_page: NewPage, language: str) -> None:
    assert faults(new_page(signed_in="joseph"), language, SIGNED_IN, LOOKS.get(language, ())) == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_an_author_have_no_barriers_and_fit_the_smallest_phone(new_page: NewPage, language: str) -> None:
    assert faults(new_page(signed_in="marta"), language, WRITING, LOOKS.get(language, ())) == []


def test_axe_sees_a_barrier_that_is_there(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/it/")
    page.evaluate("document.querySelector('main').innerHTML += '<input><img src=x>'")
    assert Axe().run(page, options=RULES).response["violations"]


def test_the_browser_has_nothing_to_complain_about(new_page: NewPage, site: str) -> None:
    page = new_page(signed_in="joseph")
    complaints: list[str] = []
    elsewhere: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: elsewhere.append(request.url) if not request.url.startswith(site) else None)
    for address in (*PUBLIC, *SIGNED_IN):
        if address != "/nowhere":
            page.goto(f"/de{address}")
    assert complaints == []
    assert elsewhere == []


def test_the_longest_name_fits_on_the_smallest_phone(new_page: NewPage) -> None:
    page = new_page(width=320)
    page.goto("/de/sign-up")
    page.fill("[name=name]", "W" * 80)
    page.fill("[name=identity]", f"{'w' * 30}@{'e' * 40}.example.org")
    page.fill("[name=password]", "vier lange gute Worte")
    page.locator("main form button").last.click()
    page.wait_for_url("**/de/learn/")
    for address in ("/de/account", "/de/learn/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, address
