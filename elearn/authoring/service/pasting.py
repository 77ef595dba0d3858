"""What somebody pasted, put into a text as new blocks: one act, so that one step takes it back."""

import re

from elearn.authoring.rules.pieces import NOTE, insert_piece, take_apart
from elearn.authoring.service.drafts import Saved, draft, save
from elearn.markup.blocks import split

_NOTE = re.compile(r"\[\^(n\d+)\]")


def put(person_id: int, path: str, markdown: str, behind: int) -> Saved:
    """Put Markdown behind the block at a place (counted from 0; -1: at the top), its footnotes at the end.

    DraftMissingError without such a file; EditClash when somebody saves in this very moment.
    """
    opened = draft(path)
    return save(person_id, path, with_pasted(opened.body, markdown, behind), opened.digest, "pasted")


def blocks_of(text: str) -> list[str]:
    """The blocks of a text, footnotes aside, each by its first words: to choose the place from."""
    return [piece.source for piece in take_apart(text).pieces if piece.kind != NOTE]


def with_pasted(text: str, markdown: str, behind: int) -> str:
    """The text with new blocks. Footnotes get names that the text does not use yet."""
    found = split(_renamed(markdown, text))
    body = "\n\n".join(block.source for block in found.blocks)
    places = [place for place, piece in enumerate(take_apart(text).pieces) if piece.kind != NOTE]
    at = places[min(behind, len(places) - 1)] + 1 if behind >= 0 and places else 0
    made = insert_piece(text, at, body)
    for note in found.footnotes:
        made = insert_piece(made, len(take_apart(made).pieces), note.source)
    return made


def _renamed(markdown: str, text: str) -> str:
    names: dict[str, str] = {}
    number = 0
    for name in dict.fromkeys(_NOTE.findall(markdown)):
        number += 1
        while f"[^n{number}]" in text:
            number += 1
        names[name] = f"n{number}"
    return _NOTE.sub(lambda one: f"[^{names[one[1]]}]", markdown)
