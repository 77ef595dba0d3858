"""Drawings (SVG): their size, and their words in another language.

A drawing is changed as text, not as a parsed tree: whatever has no `data-t` stays byte for byte, and the result has
the same digest on every machine.
"""

import re
from collections.abc import Mapping
from html import escape
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element, ParseError, fromstring

from elearn.catalogue.rules.yaml_files import read_yaml
from elearn.core.languages import LANGUAGE_NAMES

_WORDS = re.compile(r'<(text|tspan)\b((?:[^>]*?\s)?data-t="([^"]*)"[^>]*)>(.*?)</\1\s*>', re.DOTALL)
_TAG = re.compile(r"<svg\b[^>]*>", re.DOTALL)
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?"
_VIEW_BOX = re.compile(rf"""\bviewBox\s*=\s*["']\s*{_NUMBER}[\s,]+{_NUMBER}[\s,]+({_NUMBER})[\s,]+({_NUMBER})\s*["']""")
_LENGTH = r"""\s*=\s*["']\s*({number})(?:px)?\s*["']"""
_WIDTH = re.compile(r"\swidth" + _LENGTH.format(number=_NUMBER))
_HEIGHT = re.compile(r"\sheight" + _LENGTH.format(number=_NUMBER))
_DECLARATION = re.compile(r"<!DOCTYPE|<!ENTITY|<\?(?!xml\s)", re.IGNORECASE)
_ENCODING = re.compile(r"""<\?xml[^>]*\bencoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)
_OUTSIDE = re.compile(r"url\(\s*[\"']?(?!#)|@import|javascript:|\\", re.IGNORECASE)
_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
MOST_COPIES, MOST_LEVELS = 500, 64
_ELEMENTS = frozenset(
    [
        *("svg", "g", "defs", "symbol", "use", "title", "desc", "text", "tspan"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "marker"),
        *("linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern"),
    ]
)


def drawing_size(svg: str) -> tuple[int, int] | None:
    """Width and height in pixels: of the view box, else of the attributes; None where neither says."""
    tag = _TAG.search(svg)
    if tag is None:
        return None
    box = _VIEW_BOX.search(tag.group())
    sizes = box.groups() if box else tuple(found.group(1) for found in _sides(tag.group()))
    if len(sizes) != 2 or not all(float(size) > 0 for size in sizes):
        return None
    return round(float(sizes[0])), round(float(sizes[1]))


def drawing_is_safe(svg: str) -> bool:
    """Whether this is a readable drawing and nothing else: no script, style sheet, entity, HTML or address outside.

    Entities are refused before the parser sees them: a few of them can grow to gigabytes.
    """
    if _DECLARATION.search(svg) or _ENCODING.search(svg):
        return False
    try:
        root = fromstring(svg)  # noqa: S314 - without declarations there is nothing to expand
    except (ParseError, ValueError):
        return False
    return all(_is_plain(element) for element in root.iter()) and not (_is_deep(root) or _multiplies(root))


def _is_plain(element: Element) -> bool:
    if not element.tag.startswith(_SVG) or element.tag.removeprefix(_SVG) not in _ELEMENTS:
        return False
    for full_name, value in element.attrib.items():
        name = full_name.rpartition("}")[2].lower()
        if name.startswith("on") or _OUTSIDE.search(value) or (name == "href" and not value.startswith("#")):
            return False
    return True


def _is_deep(root: Element) -> bool:
    """Whether elements stand in elements beyond what any program draws: browsers fall over such towers."""
    level, below = 0, list(root)
    while below and level <= MOST_LEVELS:
        level, below = level + 1, [child for element in below for child in element]
    return level > MOST_LEVELS


def _multiplies(root: Element) -> bool:
    """Whether copies hold copies: ten of ten of ten drew for hours."""
    parents = {child: parent for parent in root.iter() for child in parent}
    copies = list(root.iter(f"{_SVG}use"))
    if len(copies) > MOST_COPIES:
        return True
    copied = {copy.get("href") or copy.get(_XLINK) for copy in copies}
    for copy in copies:
        around: Element | None = copy
        while around is not None:
            if around.get("id") and f"#{around.get('id')}" in copied:
                return True
            around = parents.get(around)
    return False


def translated_drawing(svg: str, words: Mapping[str, str]) -> str:
    """The drawing with other words. Words that have no translation stay as they are."""

    def replace(found: re.Match[str]) -> str:
        tag, attributes, word_id, old = found.groups()
        new = words.get(word_id)
        return f"<{tag}{attributes}>{old if new is None else escape(new, quote=False)}</{tag}>"

    return _WORDS.sub(replace, svg)


def drawing_words(texts: Mapping[str, str]) -> dict[str, dict[str, dict[str, str]]]:
    """The words of a module's drawings: language -> file name -> id -> words.

    `texts` are the texts of the module by path. A file that cannot be read gives nothing: the compiler says why.
    """
    found: dict[str, dict[str, dict[str, str]]] = {}
    for path, body in texts.items():
        where = PurePosixPath(path)
        if where.parent.name == "media" and where.suffix == ".yml" and where.stem in LANGUAGE_NAMES:
            found[where.stem] = _read_words(body, path)
    return found


def _read_words(body: str, path: str) -> dict[str, dict[str, str]]:
    value, _problems = read_yaml(body, path)
    if not isinstance(value, dict):
        return {}
    return {
        str(name): {str(key): str(words) for key, words in by_id.items()}
        for name, by_id in value.items()
        if isinstance(by_id, dict)
    }


def _sides(tag: str) -> list[re.Match[str]]:
    return [found for pattern in (_WIDTH, _HEIGHT) if (found := pattern.search(tag))]
