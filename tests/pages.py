"""What every page must satisfy (law 7). The test client validates each page that a test opens."""

import gzip
import re
from collections import Counter
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

MOST_BYTES = 12 * 1024
UNLABELLED_TYPES = {"hidden", "submit", "button", "image", "reset"}
Html = dict[str, Any]


def problems_of(html: str, *, most_bytes: int = MOST_BYTES) -> list[str]:
    """Everything that is wrong with a page, one sentence each."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parse(html)
    found = [f"line {place[0]}: {code} {details}" for place, code, details in parser.errors]
    elements = list(tree.iter())
    found += _frame(tree, elements)
    found += _ids(elements)
    found += _labels(tree, elements)
    found += _inline(elements)
    weight = len(gzip.compress(html.encode(), 6))
    if weight > most_bytes:
        found.append(f"the page weighs {weight} bytes compressed, the budget is {most_bytes}")
    return found


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _frame(tree: Element, elements: list[Element]) -> list[str]:
    found = []
    if not tree.get("lang"):
        found.append("<html> has no lang")
    title = tree.find("head/title")
    if title is None or not _text(title):
        found.append("the page has no title")
    headings = [element for element in elements if element.tag == "h1"]
    if len(headings) != 1 or not _text(headings[0]):
        found.append(f"the page has {len(headings)} h1")
    if sum(element.tag == "main" for element in elements) != 1:
        found.append("the page has no single <main>")
    return found


def _ids(elements: list[Element]) -> list[str]:
    counts = Counter(element.get("id") for element in elements if element.get("id"))
    found = [f"id {name!r} stands {count} times" for name, count in counts.items() if count > 1]
    for element in elements:
        for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            for name in (element.get(attribute) or "").split():
                if name not in counts:
                    found.append(f"{attribute}={name!r} points nowhere")
        target = element.get("href") or ""
        if element.tag == "a" and target.startswith("#") and target[1:] not in counts:
            found.append(f"the link {target} points nowhere")
    return found


def _labels(tree: Element, elements: list[Element]) -> list[str]:
    labelled = {element.get("for") for element in elements if element.tag == "label"}
    wrapped = {id(child) for label in tree.iter("label") for child in label.iter()}
    found = []
    for element in elements:
        if element.tag not in ("input", "select", "textarea") or element.get("type") in UNLABELLED_TYPES:
            continue
        named = element.get("aria-label") or element.get("aria-labelledby")
        if not named and element.get("id") not in labelled and id(element) not in wrapped:
            found.append(f"<{element.tag} name={element.get('name')!r}> has no label")
    for element in elements:
        if element.tag in ("a", "button") and not _text(element) and not element.get("aria-label"):
            found.append(f"a <{element.tag}> has no words")
        if element.tag == "img" and element.get("alt") is None:
            found.append("an <img> has no alt")
    return found


def _inline(elements: list[Element]) -> list[str]:
    found = []
    for element in elements:
        if element.tag == "style" or (element.tag == "script" and not element.get("src")):
            found.append(f"inline <{element.tag}>")
        for name, value in element.attrib.items():
            if name == "style" or re.match(r"on[a-z]+$", name) or str(value).strip().lower().startswith("javascript:"):
                found.append(f"inline {name} on <{element.tag}>")
            asks = name in ("src", "srcset", "action") or (name == "href" and element.tag == "link")
            elsewhere = re.match(r"(?:https?:)?//", str(value)) and element.get("rel") not in ("canonical", "alternate")
            if asks and elsewhere:
                found.append(f"a request to another site: {value}")
    return found


class ValidatingClient(FlaskClient):
    """A test client that fails a test as soon as a page it opens is not a sound page."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Open an address, and validate the page that comes back."""
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html" and response.data and response.status_code not in (301, 302, 303, 308):
            html = response.get_data(as_text=True)
            problems = problems_of(html)
            assert not problems, f"{response.request.path}: " + "; ".join(problems)
        return response
