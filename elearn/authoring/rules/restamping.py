"""Translations that go along with a change of their source: what was up to date stays so."""

import re

from elearn.catalogue.rules.stamps import NoFrontMatterError, stamped
from elearn.core.ids import short_digest

_STAMP = re.compile(r"^translates:[ \t]*[\"']?([0-9a-f]+)", re.MULTILINE)
_SHOWN = re.compile(r"^(///[ \t]*question[ \t]*\|[ \t]*)(\S+)", re.MULTILINE)


def translates(translation: str, source: str) -> bool:
    """Whether a translation says that it translates this source."""
    found = _STAMP.search(translation)
    return bool(found) and found[1] == short_digest(source)  # type: ignore[index]


def restamped(translation: str, before: str, after: str, *, is_markdown: bool = False) -> str:
    """A translation of `before` as one of `after`, where both were changed alike; any other as it was."""
    if not translates(translation, before):
        return translation
    try:
        return stamped(translation, after, is_markdown=is_markdown)
    except NoFrontMatterError:
        return translation


def shown_questions(lesson: str) -> frozenset[str]:
    """The practice questions ("quiz/question") that the text of a lesson shows."""
    return frozenset(found[2] for found in _SHOWN.finditer(lesson))


def with_question(lesson: str, old: str, new: str) -> str:
    """The text of a lesson that shows another practice question in the place of one."""
    return _SHOWN.sub(lambda found: found[1] + (new if found[2] == old else found[2]), lesson)
