"""What a page weighs on the way to a phone."""

import gzip
import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import sync_playwright

from tests.bench.forms import fetch
from tests.browser.chromium import FLAGS, find

LINKED = re.compile(r'<(?:link[^>]+rel="(?:stylesheet|icon)"[^>]+href|script[^>]+src|img[^>]+src)="([^"#]+)')
SPRITE = re.compile(r'<use href="([^"#]+)#')
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 400_000 / 8, "uploadThroughput": 400_000 / 8}


@dataclass(frozen=True)
class Weight:
    """Compressed bytes: the page, all it needs on a first visit, and other hosts it asks."""

    html: int
    first_visit: int
    styles_gz: int
    scripts_gz: int
    third_parties: int


def weigh(address: str, cookie: str = "") -> Weight:
    """Weigh a page and everything it links to, each file once."""
    _url, body, _headers = fetch(address, cookie, "br, gzip")
    _url, plain, _headers = fetch(address, cookie)
    html = plain.decode()
    files = {urljoin(address, link) for link in LINKED.findall(html) + SPRITE.findall(html)}
    sizes = {file: len(fetch(file, "", "br, gzip")[1]) for file in files}
    packed = {file: len(gzip.compress(fetch(file, "")[1], 9)) for file in files}
    return Weight(
        html=len(body),
        first_visit=len(body) + sum(sizes.values()),
        styles_gz=sum(size for file, size in packed.items() if urlsplit(file).path.endswith(".css")),
        scripts_gz=sum(size for file, size in packed.items() if urlsplit(file).path.endswith(".js")),
        third_parties=sum(urlsplit(file).netloc != urlsplit(address).netloc for file in files),
    )


def first_paint_seconds(address: str) -> float | None:
    """First contentful paint at 400 kbit/s, 400 ms and a processor four times slower; None without a browser."""
    path = find()
    if path is None:
        return None
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        page = browser.new_page(viewport={"width": 360, "height": 740})
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.goto(address, wait_until="load", timeout=60_000)
        painted = "performance.getEntriesByName('first-contentful-paint')"
        page.wait_for_function(f"{painted}.length > 0", timeout=60_000)
        milliseconds: float = page.evaluate(f"{painted}[0].startTime")
        browser.close()
    return milliseconds / 1000
