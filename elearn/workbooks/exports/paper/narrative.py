"""The text of an application: the sections of the profile in their order, with what people wrote below each title."""

from collections.abc import Iterator

from flask_babel import gettext as _

from elearn.workbooks.exports.paper.blocks import Block, Heading, Paragraph, say
from elearn.workbooks.exports.paper.wording import Wording, own_blocks

SHEET, PART = "narrative", "sections"


def narrative(words: Wording) -> Iterator[Block]:
    """All sections of the profile, then those that were written for another one."""
    for name, node in words.labels.rows(SHEET, words.out.part(SHEET, PART)):
        text = node.text("text")
        title = name if name != node.id else _title_elsewhere(words, node.id)
        yield Heading(say(title))
        yield from own_blocks(text) if text else (Paragraph(say(_("Not written yet"))),)


def _title_elsewhere(words: Wording, section: str) -> str:
    """The title that another profile gives to a section; its id where none does."""
    sections = (one for profile in words.out.kit.profiles.values() for one in profile.narrative)
    return next((one.titles[words.out.language] for one in sections if one.id == section), section)
