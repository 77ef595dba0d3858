"""One field with several languages, as Moodle has it: `<span lang="it" class="multilang">` and `{mlang it}…{mlang}`."""

import re
from collections.abc import Iterable

from lxml import etree

from elearn.core.languages import LANGUAGES, first_known

MARKER = re.compile(r"\{mlang(?:\s+([\w, -]{1,80}))?\}", re.IGNORECASE)
HINT = "multilang"


def languages_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Which of our languages the texts of a question hold; none where they are in one language."""
    found: dict[str, None] = {}
    for text in texts:
        for language in (*_spoken(text), *_marked(text)):
            known = first_known([language])
            if known:
                found.setdefault(known)
    return tuple(language for language in LANGUAGES if language in found)


def chosen(html: str, language: str) -> str:
    """The text for a reader of one language; where it has none, its first language."""
    picked = _by_markers(html, language) if "{mlang" in html.lower() else html
    return _by_spans(picked, language) if HINT in picked else picked


# --- {mlang it} ----------------------------------------------------------------------------------------------------


def _marked(text: str) -> list[str]:
    return [part.strip() for found in MARKER.finditer(text) for part in (found[1] or "").split(",")]


def _by_markers(text: str, language: str) -> str:
    pieces = list(_pieces(text))
    there = [name for names, _words in pieces for name in names]
    wanted = next((name for name in there if first_known([name]) == language), "")
    wanted = wanted or ("other" if "other" in there else next(iter(there), ""))
    return "".join(words for names, words in pieces if not names or wanted in names)


def _pieces(text: str) -> Iterable[tuple[list[str], str]]:
    """The text between markers with the languages that it is for."""
    names: list[str] = []
    at = 0
    for found in MARKER.finditer(text):
        yield names, text[at : found.start()]
        names = [part.strip().lower() for part in (found[1] or "").split(",") if part.strip()]
        at = found.end()
    yield names, text[at:]


# --- <span class="multilang"> --------------------------------------------------------------------------------------


class _Groups:
    """Which languages stand side by side: neighbours of the class, with nothing but space between, are one text."""

    def __init__(self) -> None:
        self.groups: list[list[str]] = []
        self.depth = 0
        self.spans: list[bool] = []
        self.is_open = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        is_one = tag == "span" and HINT in attributes.get("class", "").split()
        if tag == "span":
            self.spans.append(is_one)
        if is_one:
            if not self.is_open:
                self.groups.append([])
            self.is_open = True
            self.depth += 1
            self.groups[-1].append(attributes.get("lang", "") or attributes.get("xml:lang", ""))
        elif not self.depth:
            self.is_open = False

    def end(self, tag: str) -> None:
        if tag == "span" and self.spans:
            self.depth -= self.spans.pop()
        elif not self.depth:
            self.is_open = False

    def data(self, text: str) -> None:
        if text.strip() and not self.depth:
            self.is_open = False

    def comment(self, _text: str) -> None:
        """Nothing."""

    def close(self) -> list[list[str]]:
        return self.groups


def _groups(html: str) -> list[list[str]]:
    parser = etree.HTMLParser(target=_Groups())
    parser.feed(f"<div>{html}</div>")
    groups: list[list[str]] = parser.close()
    return groups


def _spoken(html: str) -> list[str]:
    return [name for group in _groups(html) for name in group] if HINT in html else []


def _by_spans(html: str, language: str) -> str:
    """The HTML without the spans of other languages."""
    wanted = iter([_best(group, language) == name for group in _groups(html) for name in group])
    tree = etree.HTML(f"<div>{html}</div>")
    for span in tree.xpath(f"//span[contains(concat(' ', @class, ' '), ' {HINT} ')]"):
        if next(wanted, True):
            continue
        span.text = None
        for child in list(span):
            span.remove(child)
    body = tree.find("body")
    return "".join(etree.tostring(child, encoding="unicode", method="html") for child in body)


def _best(group: list[str], language: str) -> str:
    return next((name for name in group if first_known([name]) == language), group[0])
