"""Not one English sentence of the interface leaks into a page of another language."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from flask import Flask

from elearn.infra.config import shipped
from tests.browser.pages import PUBLIC, SIGNED_IN
from tests.forms import post

OTHERS = ("it", "es", "fr", "de")
SPOKEN_ATTRIBUTES = (
    *("title", "alt", "placeholder", "aria-label", "value", "data-saved", "data-kept", "data-open"),
    *("data-listen", "data-stop", "data-table", "data-remote"),
)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def catalogue(language: str) -> Catalog:
    """The interface's words in a language."""
    with (shipped("translations") / language / "LC_MESSAGES" / "messages.po").open("rb") as source:
        return read_po(source, locale=language)


def english_patterns(words: Catalog) -> list[re.Pattern[str]]:
    """What an untranslated sentence would look like: every English message that says something else here."""
    patterns = []
    said = {
        text
        for message in words
        for text in (message.string if isinstance(message.string, tuple) else (message.string,))
    }
    for message in words:
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        for english in sources:
            fixed = PLACEHOLDER.sub("", english).strip(" .,:%")
            if english and english not in said and len(fixed) > 3:
                parts = [re.escape(part) for part in re.split(r"%\(\w+\)[sd]", english.replace("%%", "%"))]
                patterns.append(re.compile(r"\s*" + ".+".join(parts) + r"\s*"))
    return patterns


def spoken(page: str) -> Iterator[str]:
    """Every text that a reader of the page's language sees or hears."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    yield from _spoken(tree, tree.get("lang") or "")


def _spoken(element: Element, language: str) -> Iterator[str]:
    if element.get("lang", language) != language or element.tag in ("script", "style"):
        return
    yield from (element.get(name, "") for name in SPOKEN_ATTRIBUTES if element.tag != "option")
    yield element.text or ""
    for child in element:
        yield from _spoken(child, language)
        yield child.tail or ""


def leaks(page: str, patterns: list[re.Pattern[str]]) -> list[str]:
    """The English sentences on a page."""
    return [text for text in set(spoken(page)) if text.strip() and any(found.fullmatch(text) for found in patterns)]


@pytest.mark.parametrize("language", OTHERS)
def test_no_page_holds_an_english_sentence(product: Flask, language: str) -> None:
    patterns = english_patterns(catalogue(language))
    stranger, joseph = product.test_client(), product.test_client()
    assert post(joseph, f"/{language}/sign-in", {"identity": "joseph", "password": "quaderno"}).status_code == 303
    found = {
        address: leaked
        for client, addresses in ((stranger, PUBLIC), (joseph, SIGNED_IN))
        for address in addresses
        if (leaked := leaks(client.get(f"/{language}{address}").text, patterns))
    }
    assert found == {}


@pytest.mark.parametrize("language", OTHERS)
def test_no_mistake_is_answered_in_english(product: Flask, language: str) -> None:
    patterns, client = english_patterns(catalogue(language)), product.test_client()
    replies = [
        post(client, f"/{language}/sign-in", {"identity": "", "password": ""}),
        post(client, f"/{language}/sign-in", {"identity": "nobody", "password": "nothing at all"}),
        post(client, f"/{language}/sign-in/card", {"code": "1", "pin": "2"}),
        post(client, f"/{language}/sign-up", {"name": "", "identity": "joseph", "password": "short"}),
        post(client, f"/{language}/forgotten", {"email": "nobody"}),
        client.post(f"/{language}/sign-in", data={}),
    ]
    assert [leaks(reply.text, patterns) for reply in replies] == [[] for _reply in replies]


def test_a_leak_would_be_found() -> None:
    patterns = english_patterns(catalogue("it"))
    page = '<html lang="it"><title>x</title><p>Skip to content</p><p lang="en">Skip to content</p>'
    assert leaks(page, patterns) == ["Skip to content"]
