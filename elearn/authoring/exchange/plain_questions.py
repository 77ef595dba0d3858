"""Questions as people write them in Word: the question, its options with A) B) C), a star at the right ones.

    Which of these is an output?
    A) A course is held
    *B) Three dryers work
    Reason: It exists because of you.

Reasons are optional here; the compiler asks for them before anything is published.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from elearn.authoring.exchange.rich import BREAK, Line, Listing, Paragraph, Rich, Span, clean, words
from elearn.authoring.exchange.rich_markdown import write_inline
from elearn.catalogue.rules.quiz_values import AnyKey, OptionWords, QuestionWords, SeveralKey, SingleKey

_OPTION = re.compile(r"(\*?)\s*([A-Ha-h])\s*(\*?)[).]\s*(\*?)\s*(?=\S)")
_REASON = re.compile(
    r"(?:reason|motivo|motivazione|perch[eé]|raz[oó]n|raison|justification|grund|begr[uü]ndung)\s*:\s*", re.IGNORECASE
)
FEWEST, MOST = 2, 8


@dataclass(frozen=True, slots=True)
class PlainOption:
    """An answer to choose from, as Markdown."""

    text: str
    is_right: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PlainQuestion:
    """A question with its options, at least one of them right."""

    stem: str
    options: tuple[PlainOption, ...]

    def key(self, name: str) -> AnyKey:
        """What has no language: the kind, the options by letter, the right ones."""
        letters = tuple("abcdefgh"[: len(self.options)])
        right = tuple(letter for letter, option in zip(letters, self.options, strict=True) if option.is_right)
        if len(right) == 1:
            return SingleKey(id=name, kind="single", options=letters, right=right[0])
        return SeveralKey(id=name, kind="several", options=letters, right=right)

    def words(self) -> QuestionWords:
        """The words of one language."""
        options = {
            letter: OptionWords(option.text, option.reason)
            for letter, option in zip("abcdefgh", self.options, strict=False)
        }
        return QuestionWords(stem=self.stem, options=options)


def with_questions(blocks: Sequence[Rich]) -> tuple[Rich | PlainQuestion, ...]:
    """Blocks in which questions are recognised; all else stays. Options without any star are no question."""
    found: list[Rich | PlainQuestion] = []
    at = 0
    while at < len(blocks):
        question, end = _question(blocks, at)
        if question:
            found.append(question)
            at = end
        else:
            found.append(blocks[at])
            at += 1
    return tuple(found)


def _question(blocks: Sequence[Rich], at: int) -> tuple[PlainQuestion | None, int]:
    """The question that begins with a block, and the place behind it."""
    lines: list[Line] = []
    end = at
    while end < len(blocks):
        here = _lines(blocks[end])
        if not here or (end > at and not (_OPTION.match(_head(here[0])) or _REASON.match(_head(here[0])))):
            break
        lines += here
        end += 1
    first = next((place for place, line in enumerate(lines) if _OPTION.match(_head(line))), 0)
    options = _options(lines[first:]) if first else []
    if not FEWEST <= len(options) <= MOST or not any(option.is_right for option in options):
        return None, at
    stem = " ".join(write_inline(line) for line in lines[:first])
    return PlainQuestion(stem, tuple(options)), end


def _options(lines: Sequence[Line]) -> list[PlainOption]:
    """Options one after the other, in the order of the alphabet; none when something else stands between."""
    options: list[PlainOption] = []
    for line in lines:
        head = _head(line)
        reason, option = _REASON.match(head), _OPTION.match(head)
        if option and option[2].lower() == "abcdefghi"[len(options)]:
            text = write_inline(_without(line, option.end()))
            is_right = bool(option[1] or option[3] or option[4]) or text.endswith(r"\*")
            options.append(PlainOption(text.removesuffix(r"\*").strip(), is_right))
        elif reason and options and not options[-1].reason:
            options[-1] = replace(options[-1], reason=write_inline(_without(line, reason.end())))
        else:
            return []
    return options


def _lines(block: Rich) -> list[Line]:
    """The lines of a paragraph, or of a flat list whose items begin with letters of their own."""
    if isinstance(block, Paragraph):
        return _split(block.line)
    if isinstance(block, Listing) and all(len(item) == 1 and isinstance(item[0], Paragraph) for item in block.items):
        lines = [
            line for item in block.items for one in item if isinstance(one, Paragraph) for line in _split(one.line)
        ]
        return lines if all(_OPTION.match(_head(line)) or _REASON.match(_head(line)) for line in lines) else []
    return []


def _split(line: Line) -> list[Line]:
    """A line at its line breaks."""
    found: list[list[Span]] = [[]]
    for span in line:
        first, *others = span.text.split(BREAK)
        found[-1].append(replace(span, text=first))
        found += [[replace(span, text=one)] for one in others]
    return [cleaned for spans in found if (cleaned := clean(spans))]


def _head(line: Line) -> str:
    return words(line)[:200]


def _without(line: Line, length: int) -> Line:
    """A line without its first letters."""
    spans: list[Span] = []
    for span in line:
        cut = min(length, len(span.text))
        length -= cut
        spans.append(replace(span, text=span.text[cut:]))
    return clean(spans)
