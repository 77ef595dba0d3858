"""No barrier that axe can find, no sideways scroll, no complaint of the browser: every page, every language."""

from collections.abc import Sequence

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from elearn.core.languages import LANGUAGES
from tests.browser.conftest import NewPage
from tests.browser.pages import PUBLIC, SIGNED_IN, WRITING

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RULES = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": TAGS}}
#: The dark scheme changes colours and nothing else, so there only the rules about colours are asked again.
COLOURS = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
AXE = "async rules => (await axe.run(rules)).violations"
LOOKS = [(width, scheme) for width in (360, 1280) for scheme in ("light", "dark")]


def barriers(page: Page, address: str) -> list[str]:
    """What axe finds on a page, on a phone and a desk, light and dark."""
    page.goto(address)
    page.evaluate(Axe().axe_script)  # once for the four looks: Axe.run() would load half a megabyte for each
    found = []
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 740})
        page.emulate_media(color_scheme=scheme)
        for violation in page.evaluate(AXE, RULES if scheme == "light" else COLOURS):
            nodes = ", ".join(node["html"][:120] for node in violation["nodes"][:3])
            found.append(f"{address} at {width} px, {scheme}: {violation['id']}: {nodes}")
    return found


def all_barriers(page: Page, language: str, addresses: Sequence[str]) -> list[str]:
    """What axe finds on all pages of a language."""
    return [barrier for address in addresses for barrier in barriers(page, f"/{language}{address}")]


@pytest.mark.timeout(300)
@pytest.mark.parametrize("language", LANGUAGES)
def test_public_pages_have_no_barriers(new_page: NewPage, language: str) -> None:
    assert all_barriers(new_page(), language, PUBLIC) == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_of_a_learner_have_no_barriers(new_page: NewPage, language: str) -> None:
    assert all_barriers(new_page(signed_in="joseph"), language, SIGNED_IN) == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize("language", ["de", "it"])
def test_pages_of_an_author_have_no_barriers_and_fit_the_smallest_phone(new_page: NewPage, language: str) -> None:
    page, found = new_page(signed_in="marta"), []
    page.set_viewport_size({"width": 320, "height": 740})
    for address in WRITING if language == "de" else WRITING[:3]:
        page.goto(f"/{language}{address}")
        page.evaluate(Axe().axe_script)
        found += [f"{address}: {one['id']}" for one in page.evaluate(AXE, RULES)]
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            found.append(f"{address} scrolls sideways")
        page.emulate_media(color_scheme="dark")
        found += [f"{address}, dark: {one['id']}" for one in page.evaluate(AXE, COLOURS)]
        page.emulate_media(color_scheme="light")
    assert found == []


def test_axe_sees_a_barrier_that_is_there(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/it/")
    page.evaluate("document.querySelector('main').innerHTML += '<input><img src=x>'")
    assert Axe().run(page, options=RULES).response["violations"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_scrolls_sideways_on_the_smallest_phone(new_page: NewPage, language: str) -> None:
    page = new_page(width=320, signed_in="joseph")
    wide = []
    for address in (*PUBLIC, *SIGNED_IN):
        page.goto(f"/{language}{address}")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wide.append(address)
    assert wide == []


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
