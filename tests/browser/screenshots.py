"""`make screenshots`: pictures of the pages, for a person to look at."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import FLAGS, find_or_install
from tests.browser.conftest import sign_in
from tests.browser.test_workbooks import begin
from tests.serving import served

PAGES = {
    "home": "/{}/",
    "path": "/{}/p/operators/",
    "module": "/{}/m/logical-framework/",
    "lesson": "/{}/m/logical-framework/four-levels",
    "screen": "/{}/m/idea-to-business/remember-and-do",
    "quiz": "/{}/m/logical-framework/quiz",
    "glossary": "/{}/glossary",
    "sign-in": "/{}/sign-in",
    "sign-up": "/{}/sign-up",
    "not-found": "/{}/nowhere",
    "learn": "/{}/learn/",
    "why": "/{}/learn/why/logical-framework",
    "account": "/{}/account",
}
SIGNED_IN = {"learn", "why", "account"}
#: Sheets of a workbook with a copy of the example.
SHEETS = {
    "workbook": "",
    "logframe": "logframe",
    "problem-tree": "problem-tree",
    "budget": "budget",
    "plan": "plan",
    "indicator": "indicators",
}


def main(folder: Path, only: set[str]) -> None:
    """Take the pictures, in German and Italian, on a phone and a desk, light and dark."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, served(Path(data)) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_or_install(), args=list(FLAGS))
        for language in ("de", "it"):
            for width in (320, 1280):
                for scheme in ("light", "dark"):
                    context = browser.new_context(
                        base_url=site, viewport={"width": width, "height": 800}, color_scheme=scheme
                    )
                    page = context.new_page()
                    for name, address in sorted(PAGES.items(), key=lambda item: item[0] in SIGNED_IN):
                        if only and name not in only:
                            continue
                        if name in SIGNED_IN and not context.cookies():
                            sign_in(page, "amina")
                        page.goto(address.format(language))
                        page.screenshot(path=folder / f"{name}.{language}.{width}.{scheme}.png", full_page=True)
                    if not only or only & set(SHEETS):
                        book = begin(page, language)
                    for name, place in SHEETS.items():
                        if only and name not in only:
                            continue
                        page.goto(f"/{language}{book}{place}")
                        page.screenshot(path=folder / f"{name}.{language}.{width}.{scheme}.png", full_page=True)
                    context.close()
        browser.close()


if __name__ == "__main__":
    main(Path("instance/screenshots"), set(sys.argv[1:]))
