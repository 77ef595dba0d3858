"""Runs as our inline Markdown, and back.

What Markdown would take for a sign of its own is escaped, and only that: "2 * 3" stays as it is.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from elearn.authoring.exchange.questions.html_text import parsed, read_plain
from elearn.authoring.exchange.questions.runs import Lost, Run, joined, merged
from elearn.markup.links import OWN_SCHEMES, written_links
from elearn.markup.render import render_inline

SIGNS = re.compile(r"[\\`*_\[\]<>&]")
BACKSLASH = re.compile(r"\\(?=[\\`*_{}\[\]()>#+\-.!|]|\Z)")
STAR = re.compile(r"(?<=\S)\*|\*(?=\S)")
LINE = re.compile(r"(?<!\w)_|_(?!\w)")
ENTITY = re.compile(r"&(?=#?\w+;)")
NO_BREAK = str.maketrans({"\xa0": "\uf100", "\u202f": "\uf101"})
BACK = str.maketrans({"\uf100": "\xa0", "\uf101": "\u202f"})


def runs_of(markdown: str) -> tuple[Run, ...]:
    """The runs of our own inline Markdown, as our renderer understands it."""
    if not SIGNS.search(markdown):
        return joined(read_plain(markdown).runs)
    # the renderer makes all white space one space; a space that must not break passes in disguise
    html = str(render_inline(markdown.translate(NO_BREAK)))
    return tuple(replace(run, text=run.text.translate(BACK)) for run in joined(parsed(html).runs))


def own_links(markdown: str) -> tuple[Lost, ...]:
    """Links to our glossary, facts and lessons, which lead nowhere in other programs."""
    return tuple(Lost("own_link_lost", link.target) for link in written_links(markdown) if link.scheme in OWN_SCHEMES)


def markdown_of(runs: Sequence[Run]) -> tuple[str, bool]:
    """Runs as Markdown, and whether all emphasis could be kept."""
    parted = merged(_parted(runs))
    has_marks = any(run.marks or run.href for run in parted)
    whole = "".join(run.text for run in parted)
    text = "".join(_marked(run, _escaped(run.text, whole, is_among_marks=has_marks)) for run in parted)
    return text, parted == tuple(runs)


def _parted(runs: Sequence[Run]) -> list[Run]:
    """Emphasised words that touch would become one knot of stars: they keep only what they share."""
    out: list[Run] = []
    for run in (_without_odd_code(run) for run in runs):
        touches = out and (out[-1].marks or out[-1].href) and (run.marks or run.href)
        if touches and (out[-1].marks, out[-1].href) != (run.marks, run.href):
            shared = out[-1].marks & run.marks if out[-1].href == run.href else frozenset[str]()
            href = run.href if out[-1].href == run.href else ""
            out[-1] = Run(out[-1].text + run.text, shared, href)
        else:
            out.append(run)
    return out


def _without_odd_code(run: Run) -> Run:
    """Code with the very sign that marks code is shown as words."""
    return replace(run, marks=run.marks - {"code"}) if "`" in run.text or "\\" in run.text else run


def _marked(run: Run, words: str) -> str:
    if "code" in run.marks:
        words = f"`{run.text}`"
    if "em" in run.marks:
        words = f"*{words}*"
    if "strong" in run.marks:
        words = f"**{words}**"
    return f"[{words}](<{run.href}>)" if run.href else words


def _escaped(text: str, whole: str, *, is_among_marks: bool) -> str:
    safe = ENTITY.sub("&amp;", BACKSLASH.sub(r"\\\\", text))
    if is_among_marks or whole.count("*") > 1:
        safe = safe.replace("*", "\\*") if is_among_marks else STAR.sub(r"\\*", safe)
    if whole.count("_") > 1:
        safe = LINE.sub(r"\\_", safe)
    if is_among_marks or whole.count("`") > 1:
        safe = safe.replace("`", "\\`")
    if is_among_marks and safe.endswith("!"):  # "![" would be a picture
        safe = f"{safe[:-1]}\\!"
    if is_among_marks or "](" in whole or "[^" in whole:
        safe = safe.replace("[", "\\[").replace("]", "\\]")
    return safe.replace("<", "&lt;") if "@" in whole or ":" in whole else safe
