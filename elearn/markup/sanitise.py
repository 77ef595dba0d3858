"""The last step of every text on its way to a page: only what is listed here passes.

bleach runs first, because the project asks for it; it has had its last release, so nh3 follows, and nh3 is the
boundary that counts. One list serves both.
"""

import re

import bleach
import nh3

TAGS = frozenset(
    {
        *("p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "pre", "code", "hr", "br"),
        *("strong", "em", "a", "sup"),
        *("div", "table", "thead", "tbody", "tr", "th", "td"),
    }
)
ATTRIBUTES = {
    "a": frozenset({"href", "class", "id", "title", "aria-label"}),
    "div": frozenset({"class", "tabindex"}),
    "h2": frozenset({"id"}),
    "h3": frozenset({"id"}),
    "h4": frozenset({"id"}),
    "li": frozenset({"id"}),
    "ol": frozenset({"class", "start"}),
    "td": frozenset({"class"}),
    "th": frozenset({"class", "scope"}),
}
SCHEMES = frozenset({"http", "https", "mailto"})
CLASSES = frozenset({"term", "fact", "lesson", "table", "end", "center", "footnotes", "back", "footnote"})
#: Ids of texts begin with these, so that they never meet an id of the page around them.
OWN_ID = re.compile(r"(?:s|fn|fnref)-[a-z0-9-]+\Z")


def sanitise(html: str) -> str:
    """The safe part of a piece of HTML. Tags that are not listed vanish, their text stays; scripts vanish whole."""
    return nh3.clean(
        bleach.clean(html, tags=TAGS, attributes=_bleach_allows, protocols=SCHEMES, strip=True),
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=_filtered,
        clean_content_tags={"script", "style"},
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def _bleach_allows(tag: str, name: str, value: str) -> bool:
    return name in ATTRIBUTES.get(tag, ()) and _filtered(tag, name, value) is not None


def _filtered(_tag: str, name: str, value: str) -> str | None:
    """An attribute's value, or None where it must go: foreign classes and ids, positions in the order of tabbing."""
    if name == "class" and value not in CLASSES:
        return None
    if name == "id" and not OWN_ID.match(value):
        return None
    if name == "tabindex" and value != "0":
        return None
    return value
