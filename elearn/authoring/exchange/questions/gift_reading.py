"""Reads GIFT, the text format of Moodle: `::name:: stem { =right #reason ~wrong #reason }`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from elearn.authoring.exchange.decoding import text_of
from elearn.authoring.exchange.questions.building import FALLBACK, LeftOutError, question_id
from elearn.authoring.exchange.questions.gift_answers import Text, read_answers
from elearn.authoring.exchange.questions.gift_signs import hidden, shown
from elearn.authoring.exchange.questions.notebook import Notebook
from elearn.authoring.exchange.questions.values import MOST_QUESTION, MOST_QUESTIONS, ForeignQuestion, Note, Read
from elearn.core.refused import RefusedError

CATEGORY = re.compile(r"\$CATEGORY:\s*(.*)")
TAG = re.compile(r"\[tag:([^\]\n]{1,80})\]")
NAME = re.compile(r"\s*::(.*?)::", re.DOTALL)
FORMAT = re.compile(r"\s*\[(html|markdown|plain|moodle)\]", re.IGNORECASE)


@dataclass
class _Raw:
    """The lines of one question and what stood above it."""

    lines: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    category: str = ""
    depth: int = 0

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()


def read_gift(data: bytes, language: str) -> Read:
    """The questions of a GIFT file, in `language`.

    Raises RefusedError: as `text_of`, no_questions, too_many_questions (`most`).
    """
    questions: list[ForeignQuestion] = []
    notes: list[Note] = []
    for number, raw in enumerate(_split(hidden(text_of(data))), start=1):
        if number > MOST_QUESTIONS:
            raise RefusedError("too_many_questions", most=str(MOST_QUESTIONS))
        question, found = _read(raw, number, language)
        notes += found
        if question:
            questions.append(question)
    if not questions and not notes:
        raise RefusedError("no_questions")
    return Read(tuple(questions), tuple(notes))


def _split(text: str) -> Iterator[_Raw]:
    """Questions are parted by an empty line, but not within braces; a new name also begins a question."""
    raw, category = _Raw(), ""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        stripped = line.strip()
        if stripped.startswith("//"):
            raw.tags += TAG.findall(stripped) if not raw.lines else []
            continue
        begins = stripped.startswith("::") and raw.depth <= 0 and any("}" in one for one in raw.lines)
        is_category = CATEGORY.match(stripped)
        ends = (not stripped and (raw.depth <= 0 or _begins_anew(lines, at))) or begins or is_category
        if ends and raw.text:
            yield raw
            raw = _Raw(category=category)
        if is_category:
            category = raw.category = shown(is_category[1]).strip()
        elif stripped or raw.lines:
            raw.lines.append(line)
            raw.depth += line.count("{") - line.count("}")
    if raw.text:
        yield raw


def _begins_anew(lines: list[str], at: int) -> bool:
    """Whether a named question follows an empty line: then the brace before it was never closed."""
    following = next((line.strip() for line in lines[at + 1 : at + 4] if line.strip()), "")
    return following.startswith(("::", "$CATEGORY"))


def _read(raw: _Raw, number: int, language: str) -> tuple[ForeignQuestion | None, tuple[Note, ...]]:
    text = raw.text
    named = NAME.match(text)
    name = shown(named[1]).strip() if named else ""
    text = text[named.end() :] if named else text
    form = FORMAT.match(text)
    text = text[form.end() :] if form else text
    notebook = Notebook(name or shown(text).strip()[:60] or str(number), language)
    own_id = question_id(name) if name else f"{FALLBACK}-{number}"
    try:
        if len(text) > MOST_QUESTION:
            raise LeftOutError("too_long", most=str(MOST_QUESTION))
        before, inside, after = _parted(text)
        pair = read_answers(own_id, Text(notebook, form[1].lower() if form else "moodle"), before, inside, after)
    except LeftOutError as why:
        notebook.add(why.code, **why.params)
        return None, notebook.all()
    category = raw.category.rpartition("/")[2].strip()
    tags = tuple(dict.fromkeys(tag.strip() for tag in (*map(shown, raw.tags), category) if tag.strip()))
    return ForeignQuestion(pair[0], {language: pair[1]}, tags, name, notebook.where), notebook.all()


def _parted(text: str) -> tuple[str, str, str]:
    """The text before the braces, within them, and behind. LeftOutError: description, open_brace."""
    begin = text.find("{")
    if begin < 0:
        raise LeftOutError("description")
    depth = 0
    for found in re.finditer(r"[{}]", text[begin:]):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            end = begin + found.start()
            return text[:begin], text[begin + 1 : end], text[end + 1 :]
    raise LeftOutError("open_brace")
