"""The dialects of HTML that word processors put on the clipboard, brought to plain HTML in place.

Word writes lists as paragraphs (class MsoListParagraph, style `mso-list:l0 level2 lfo1`) whose bullet is a piece of
text; LibreOffice and Google have classes of their own for footnotes; all have conditional comments, empty `o:p`, and
anchors that lead nowhere.
"""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qs, urlsplit

from lxml.html import HtmlElement

from elearn.authoring.exchange.rich_html import LIST_MARK, NOTE_MARK, declarations

_LEVEL = re.compile(r"(\S+)\s+level(\d)")
_NUMBERED = re.compile(r"\(?(?:\d+|[a-z]|[ivxl]+)[.)]", re.IGNORECASE)
_HEADING_CLASS = re.compile(r"Mso(?:Title|Heading(\d))|title\Z", re.IGNORECASE)
_GOOGLE = ("www.google.com", "google.com")
NOTE_HOLDERS = ("li", "div", "p", "aside")


def speak_plainly(body: HtmlElement, dropped: Counter[str]) -> dict[str, HtmlElement]:
    """Rewrite a body in place. The bodies of footnotes are taken out and handed back by their new ids: n1, n2 ..."""
    _without_unseen(body, dropped)
    _google_addresses(body)
    notes = _footnotes(body)
    for paragraph in list(body.iter("p", "h1", "h2", "h3", "h4", "h5", "h6")):
        _word_list(paragraph)
        _word_title(paragraph)
    return notes


def _without_unseen(body: HtmlElement, dropped: Counter[str]) -> None:
    """Comments, deleted words (tracked changes), marks of comments, hidden elements."""
    for element in list(body.iter()):
        if not isinstance(element.tag, str):
            _drop(element)
            continue
        style = declarations(element)
        if style.get("mso-element") == "comment-list" or "msocomanchor" in (element.get("class") or "").lower():
            dropped["comments"] += 1
            _drop(element)
        elif element.tag in ("del", "strike", "s"):
            dropped["deletions"] += 1
            _drop(element)
        elif style.get("display") == "none" or style.get("mso-hide") == "all" or element.get("hidden") is not None:
            _drop(element)


def _drop(element: HtmlElement) -> None:
    """Take an element out and leave what follows it."""
    if element.getparent() is not None:
        element.drop_tree()


def _google_addresses(body: HtmlElement) -> None:
    """Google Docs leads every link over an address of its own."""
    for link in body.iter("a"):
        address = _split_address(link.get("href") or "")
        if address and address.hostname in _GOOGLE and address.path == "/url":
            query = parse_qs(address.query)
            target = (query.get("q") or query.get("url") or [""])[0]
            if target.startswith(("http://", "https://", "mailto:")):
                link.set("href", target)


def _split_address(address: str) -> SplitResult | None:
    """The parts of an address; None for one that is none."""
    try:
        return urlsplit(address)
    except ValueError:
        return None


def _footnotes(body: HtmlElement) -> dict[str, HtmlElement]:
    """References and notes lead to each other, in every dialect: by that they are known."""
    anchors = [anchor for anchor in body.iter("a") if (anchor.get("href") or "").startswith("#")]
    by_name: dict[str, HtmlElement] = {}
    for anchor in anchors:
        for name in _names(anchor):
            by_name.setdefault(name, anchor)
    found: dict[str, HtmlElement] = {}
    taken: set[HtmlElement] = set()
    for reference in anchors:
        back = by_name.get(reference.get("href", "")[1:])
        if back is None or back is reference or reference in taken:
            continue
        if (back.get("href") or "")[1:] not in _names(reference):
            continue
        holder = _holder(back)
        if holder is None or reference in set(holder.iter("a")):
            continue
        taken.update((reference, back))
        name = f"n{len(found) + 1}"
        reference.set(NOTE_MARK, name)
        found[name] = holder
        _drop(back)
    for holder in found.values():
        _drop(holder)
    return found


def _names(anchor: HtmlElement) -> Iterator[str]:
    """The names by which an anchor, or a small element around it, can be reached."""
    element: HtmlElement | None = anchor
    for _step in range(3):
        if element is None or (element is not anchor and element.tag in ("body", "td", "section")):
            return
        yield from (name for name in (element.get("id"), element.get("name")) if name)
        element = element.getparent()


def _holder(back: HtmlElement) -> HtmlElement | None:
    """The block of a footnote: the one around its link back, or a division made for it."""
    element = back.getparent()
    while element is not None and element.tag not in NOTE_HOLDERS:
        element = element.getparent()
    if element is None or element.getparent() is None:
        return None
    around = element.getparent()
    is_own = around.tag == "div" and (around.get("id") or "").startswith(("ftn", "sdfootnote", "edn", "sdendnote"))
    return around if is_own else element


def _word_list(paragraph: HtmlElement) -> None:
    """A paragraph of Word's with `mso-list` is an item: its mark becomes an attribute, its bullet goes."""
    mark = declarations(paragraph).get("mso-list", "")
    found = _LEVEL.search(mark)
    if not found:
        return
    bullet = next((span for span in paragraph.iter("span") if declarations(span).get("mso-list") == "ignore"), None)
    text = "".join(bullet.itertext()).strip() if bullet is not None else ""
    if bullet is not None:
        _drop(bullet)
    is_numbered = bool(_NUMBERED.fullmatch(text)) and text[:1].lower() != "o"
    digits = "".join(filter(str.isdecimal, text))
    start = digits[:5] if is_numbered and digits.isascii() and digits else "1"
    paragraph.set(LIST_MARK, f"{int(found[2]) - 1},{int(is_numbered)},{start},{found[1]}")


def _word_title(paragraph: HtmlElement) -> None:
    found = _HEADING_CLASS.match(paragraph.get("class") or "")
    if found and paragraph.tag == "p":
        paragraph.tag = f"h{found[1] or 1}"
