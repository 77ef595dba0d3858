"""A real browser on a real Quaderno with the demo people and the shipped content."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.chromium import FLAGS, find
from tests.serving import served

NewPage = Callable[..., Page]
expect.set_options(timeout=20_000)  # a busy machine is slow; what never comes still fails


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running Quaderno."""
    with served(tmp_path_factory.mktemp("site")) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all tests."""
    path = find()
    if path is None:
        pytest.skip("no browser on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium: Browser, site: str) -> Iterator[NewPage]:
    """Opens pages in fresh contexts: `new_page(width=360, dark=True, scripts=False)`."""
    contexts: list[BrowserContext] = []

    def open_page(
        *, width: int = 360, dark: bool = False, scripts: bool = True, language: str = "it-IT", signed_in: str = ""
    ) -> Page:
        context = chromium.new_context(
            base_url=site,
            viewport={"width": width, "height": 740},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            reduced_motion="reduce",
            locale=language,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        if signed_in:
            sign_in(page, signed_in)
        return page

    yield open_page
    for context in contexts:
        context.close()


#: The cookies of people who signed in: (address, name) -> cookies. Who signs in too often has to wait.
_SIGNED_IN: dict[tuple[str, str], list[Any]] = {}


def sign_in(page: Page, name: str) -> None:
    """Sign in as one of the demo people, or go on with the session of an earlier test."""
    page.goto("/it/sign-in")
    person = page.url.partition("/it/")[0], name
    if person in _SIGNED_IN:
        page.context.add_cookies(_SIGNED_IN[person])
        page.goto("/it/account/sessions")
        if "/sign-in" not in page.url:
            page.goto("/it/learn/")
            return
    page.fill("#identity", name)
    page.fill("#password", "quaderno")
    page.click("main form button.b")
    page.wait_for_url("**/learn/**")
    _SIGNED_IN[person] = list(page.context.cookies())
