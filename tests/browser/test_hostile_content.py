"""Content that wants to run does not, in a real browser: not even the policy of the page is needed to stop it."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Error, Page
from werkzeug.serving import make_server

from elearn.infra.database import db
from tests.browser.hostile import VECTORS
from tests.browser.hostile_course import AUTHOR, FACTS, PASSWORD, TERMS, fill, lessons
from tests.conftest import application_on

pytestmark = pytest.mark.browser

#: Runs in every page before everything else: counts what ran, and what only the policy stopped.
WATCH = """
window.__hits = 0;
window.hit = () => { window.__hits += 1; };
window.__stopped = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.__stopped.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""

#: Everything in a page that could run, load or send something, and is not ours.
AUDIT = r"""
(own) => {
  const wrong = [];
  const addresses = ["href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcset", "ping"];
  const never = "object embed frame base style math foreignObject marquee plaintext xmp noembed set animate";
  for (const element of document.querySelectorAll("*")) {
    const tag = element.localName;
    if (never.split(" ").includes(tag)) wrong.push(`<${tag}>`);
    const caged = tag === "iframe" && !element.src && element.getAttribute("sandbox") === "allow-same-origin";
    if (tag === "iframe" && !caged) wrong.push("<iframe>");
    if (tag === "meta" && element.httpEquiv) wrong.push("<meta http-equiv>");
    if (tag === "script" && !element.src.startsWith(`${own}/static/`)) wrong.push(`<script src=${element.src}>`);
    for (const { name, value } of element.attributes) {
      const runs = /^(on.*|style|nonce)$/i.test(name) || (name === "srcdoc" && !caged);
      if (runs) wrong.push(`${name} on <${tag}>`);
      if (!addresses.includes(name)) continue;
      if (!URL.canParse(value, document.baseURI)) { wrong.push(`${name}=${value} on <${tag}>`); continue; }
      const target = new URL(value, document.baseURI);
      if (!["http:", "https:", "mailto:"].includes(target.protocol)) wrong.push(`${name}=${value} on <${tag}>`);
      const follows = tag === "a" || (tag === "link" && ["canonical", "alternate"].includes(element.rel));
      if (!follows && target.origin !== own) wrong.push(`${name}=${value} on <${tag}>`);
    }
  }
  return wrong;
}
"""

LEARNER = (
    "/it/",
    "/it/p/hostile/",
    "/it/m/hostile/",
    *(f"/it/m/hostile/{name}" for name in lessons()),
    "/de/m/hostile/prose",
    "/it/glossary?letter=all",
    "/it/glossary?q=%3Cscript%3Ehit()%3C/script%3E%22onfocus=hit()%20autofocus",
    "/it/m/hostile/quiz",
    "/it/learn/",
)
#: Where all vectors stand whole, as words that somebody reads.
TITLES = ("/it/m/hostile/", "/it/m/hostile/prose")


class Watched:
    """A browser whose every page is watched."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.site, self.wrong, self.context = site, [], context
        context.add_init_script(WATCH)
        self.page: Page = context.new_page()
        self.page.set_default_timeout(30_000)
        self.page.on("dialog", lambda dialog: (self.wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
        self.page.on("pageerror", lambda error: self.wrong.append(f"error {error}"))
        self.page.on("popup", lambda popup: self.wrong.append(f"popup {popup.url}"))
        self.page.on("request", self._request)

    def _request(self, request: object) -> None:
        address = str(getattr(request, "url", ""))
        if not address.startswith(self.site):
            self.wrong.append(f"request {address}")

    def visit(self, address: str) -> str:
        """Open a page, look at it, and return its words. AssertionError if anything ran or could."""
        try:
            reply = self.page.goto(address, wait_until="load")
        except Error as error:
            if "Download is starting" not in str(error):
                raise
            return ""  # a file is no page
        assert reply is not None
        assert reply.status < 500, address
        if self.page.locator("#phone").count():
            self.page.locator("#phone").scroll_into_view_if_needed()  # it asks for its text when it is seen
            self.page.frame_locator("#phone iframe").locator("h1").wait_for(state="attached")
        self.look(address)
        return str(self.page.evaluate("document.body.textContent"))

    def look(self, address: str) -> None:
        """What the page that is open did, and could do."""
        for frame in self.page.frames:  # the editor shows a telephone in a frame where nothing may run
            ran = frame.evaluate("[window.__hits || 0, ...(window.__stopped || [])]")
            assert ran == [0], (address, ran[:5])
            assert frame.evaluate(AUDIT, self.site) == [], address
        assert self.wrong == [], address


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Iterator[tuple[Flask, str, set[str]]]:
    """A served site with the hostile course: the application, its address, the marks of what nobody could publish."""
    with application_on(empty_database, tmp_path_factory.mktemp("hostile")) as app:
        app.testing = False
        refused = fill(app)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield app, f"http://127.0.0.1:{server.server_port}", refused
        server.shutdown()
        thread.join(5)
        server.server_close()
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def watched(chromium: Browser, hostile: tuple[Flask, str, set[str]]) -> Iterator[Watched]:
    """A watched browser of somebody in Italy."""
    site = hostile[1]
    context = chromium.new_context(base_url=site, viewport={"width": 1280, "height": 900}, locale="it-IT")
    context.add_cookies([{"name": "country", "value": "it", "url": site}])
    yield Watched(context, site)
    context.close()


def shown(words: str) -> str:
    """Words as a page shows them: spaces are one space, and characters that no page may hold are not there."""
    return " ".join(words.split())


def test_the_watch_sees_what_runs(chromium: Browser) -> None:
    """A test that cannot fail proves nothing: on a page without our care, the vectors do run."""
    context = chromium.new_context()
    context.add_init_script(WATCH)
    page = context.new_page()
    page.set_content("".join(vector.text for vector in VECTORS if vector.family == "events"), wait_until="commit")
    page.wait_for_function("window.__hits > 3")
    assert page.evaluate(AUDIT, "http://127.0.0.1")
    context.close()


def test_nothing_that_learners_open_runs_and_every_word_is_shown(
    watched: Watched, hostile: tuple[Flask, str, set[str]]
) -> None:
    words = {address: shown(watched.visit(address)) for address in LEARNER}
    for address in TITLES:
        assert [vector.text for vector in VECTORS if shown(str(vector)) not in words[address]] == []
    marks = {vector.mark for vector in VECTORS}
    published, terms, facts = marks - hostile[2], {one.mark for one in TERMS}, {one.mark for one in FACTS}
    in_blocks = "".join(words[address] for address in LEARNER if "blocks-" in address)
    for place, expected in (
        (words["/it/m/hostile/prose"], published),
        (in_blocks, published),
        (words["/it/m/hostile/terms"], terms),
        (words["/it/m/hostile/facts"], facts),
        (words["/it/m/hostile/questions"], marks),
        (words["/it/glossary?letter=all"], terms),
    ):
        assert {mark for mark in expected if mark not in place} == set()


def test_what_is_no_link_cannot_be_published(hostile: tuple[Flask, str, set[str]]) -> None:
    refused = {vector.family for vector in VECTORS if vector.mark in hostile[2]}
    assert refused == {"addresses", "markdown"}


def test_answers_and_reviews_run_nothing(watched: Watched) -> None:
    watched.visit("/it/m/hostile/questions")
    watched.page.locator("main form input[type=checkbox]").first.check()
    watched.page.locator("main form button.b").first.click()
    watched.page.wait_for_load_state("load")
    watched.look("an answered practice question")
    assert watched.page.locator(".why").count()


def test_nothing_that_authors_open_runs(watched: Watched, hostile: tuple[Flask, str, set[str]]) -> None:
    app = hostile[0]
    sign_in(watched)
    pages = author_pages(app)
    broken = [address for address in pages if not is_quiet(watched, address)]
    assert broken == []
    assert len(pages) > 20


def test_names_of_files_run_nothing(watched: Watched) -> None:
    sign_in(watched)
    watched.visit("/it/teach/m/hostile/media/")
    names = [vector for vector in VECTORS if "/" not in vector.text and "\\" not in vector.text][:20]
    files = [{"name": f"{one}.png", "mimeType": "image/png", "buffer": b"none"} for one in names]
    watched.page.set_input_files("#files", files)  # type: ignore[arg-type]
    watched.page.locator("form.new-entry button").first.click()
    watched.page.wait_for_selector(".arrived")
    watched.look("the report of an upload")
    words = shown(watched.page.inner_text(".arrived"))
    assert [one.mark for one in names if one.mark not in words] == []


def is_quiet(watched: Watched, address: str) -> bool:
    """Whether a page opens and nothing runs in it. What was wrong is told, and the next page begins anew."""
    try:
        watched.visit(address)
    except AssertionError as wrong:
        print(address, str(wrong)[:500])
        watched.wrong.clear()
        return False
    return True


def sign_in(watched: Watched) -> None:
    """Sign in as the author."""
    watched.visit("/it/sign-in")
    watched.page.fill("#identity", AUTHOR)
    watched.page.fill("#password", PASSWORD)
    watched.page.click("main form button.b")
    watched.page.wait_for_url("**/learn/**")


def author_pages(app: Flask) -> list[str]:
    """Every page of authors that can be opened for the hostile course: new pages are among them by themselves."""
    values = {
        "language": "it",
        "module": "hostile",
        "lesson": "prose",
        "quiz": "check",
        "question": "q0",
        "unit": "paths/hostile",
        "path": "hostile",
        "term": TERMS[0].mark.lower(),
        "country": "it",
        "fact": FACTS[0].mark.lower(),
    }
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        rules = [
            rule
            for rule in app.url_map.iter_rules()
            if rule.endpoint.startswith("authoring.")
            and "GET" in (rule.methods or ())
            and rule.arguments <= values.keys()
        ]
        return sorted({adapter.build(rule.endpoint, {name: values[name] for name in rule.arguments}) for rule in rules})
