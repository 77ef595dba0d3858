"""Text for a translation machine, with its marks hidden behind numbers, and back.

A machine that loses or turns round a number gets the words between the marks one by one: that is clumsier, and safe.
"""

import re
from collections.abc import Sequence

from elearn.authoring.rules.codes import Code, Piece, pieces_of

NUMBER = re.compile(r"\[\[(/?)(\d+)\]\]")
SOFT_BREAK = re.compile(r"(?<=\S)\n(?=\S)")  # lines of one paragraph


def hidden(text: str) -> str:
    """The text with `[[1]]` for a mark, `[[1]]...[[/1]]` for a pair of them."""
    return _hidden(pieces_of(text))


def shown(translated: str, source: str) -> str | None:
    """The translated text with its marks; None where the machine did not leave them as they were."""
    codes: dict[str, Code] = {}
    expected = _numbers(pieces_of(source), codes)
    found = NUMBER.findall(translated)
    if sorted(found) != sorted(expected) or not _is_nested(found, codes):
        return None
    return NUMBER.sub(lambda one: codes[one[2]].end if one[1] else codes[one[2]].start, translated).strip()


def fragments(text: str) -> list[str]:
    """The words between the marks."""
    return [one for one in _flat(pieces_of(text)) if isinstance(one, str) and one.strip()]


def with_fragments(text: str, translated: Sequence[str]) -> str:
    """The text with other words between its marks. What stood around the words (spaces, line breaks) stays."""
    words = iter(translated)
    found = []
    for one in _flat(pieces_of(text)):
        if isinstance(one, Code):
            found.append(one.start)
        elif one.strip():
            found.append(one[: len(one) - len(one.lstrip())] + next(words).strip() + one[len(one.rstrip()) :])
        else:
            found.append(one)
    return "".join(found)


def _hidden(pieces: Sequence[Piece]) -> str:
    found = []
    for piece in pieces:
        if isinstance(piece, str):
            found.append(SOFT_BREAK.sub(" ", piece))
        elif piece.inner is None:
            found.append(f"[[{piece.id}]]")
        else:
            found.append(f"[[{piece.id}]]{_hidden(piece.inner)}[[/{piece.id}]]")
    return "".join(found)


def _numbers(pieces: Sequence[Piece], codes: dict[str, Code]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for piece in pieces:
        if isinstance(piece, Code):
            codes[str(piece.id)] = piece
            found.append(("", str(piece.id)))
            if piece.inner is not None:
                found += [*_numbers(piece.inner, codes), ("/", str(piece.id))]
    return found


def _is_nested(found: Sequence[tuple[str, str]], codes: dict[str, Code]) -> bool:
    """Whether every pair opens before it closes, and none crosses another. Lines' beginnings keep their order."""
    open_pairs: list[str] = []
    for slash, number in found:
        if slash:
            if not open_pairs or open_pairs.pop() != number:
                return False
        elif codes[number].inner is not None:
            open_pairs.append(number)
    alone = [int(number) for slash, number in found if not slash and codes[number].inner is None]
    return not open_pairs and alone == sorted(alone)


def _flat(pieces: Sequence[Piece]) -> list[str | Code]:
    """Words and marks in order; each end of a pair is a mark of its own."""
    found: list[str | Code] = []
    for piece in pieces:
        if isinstance(piece, str) or piece.inner is None:
            found.append(piece)
        else:
            found += [Code(piece.id, piece.start), *_flat(piece.inner), Code(piece.id, piece.end)]
    return found
