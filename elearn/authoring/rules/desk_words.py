"""The translation desk for words behind ids: quizzes, and the words inside drawings.

A quiz notes its source as Markdown does: the file holds all words, and the source's own stand in for missing ones. The
words of drawings note no source: there a part is missing, or done.
"""

from collections.abc import Mapping, Sequence

from elearn.authoring.rules.desk import Composed, Desk, DeskError, Files, Segment, State, fault
from elearn.catalogue.rules.check_quiz import PLACEHOLDER
from elearn.catalogue.rules.freshness import is_current
from elearn.catalogue.rules.partial import Partial, read_partial, write_partial
from elearn.catalogue.rules.stamps import stamped
from elearn.catalogue.rules.yaml_places import Value, places, scalar, with_places
from elearn.core.ids import short_digest
from elearn.core.problems import Problem

STAMP = ("translates",)
QUESTIONS = "questions"
LISTS = frozenset({"criteria", "accepted"})
Words = Mapping[str, Value]


def words_desk(files: Files) -> Desk:
    """The words of a quiz and their translation. DeskError when the source or the translation cannot be read."""
    source, own = _words(files.source), _words(files.translation or "")
    if not source or ((files.translation or "").strip() and not own):
        raise DeskError("translation" if source else "source", [fault("yaml_broken", detail="")])
    partial = read_partial(files.older or "")
    old = _words(partial.text) if files.older else {}
    if is_current(_stamp(files.translation), files.source):
        old, partial = source, Partial(files.source)
    segments = (_segment(key, value, own, old, partial) for key, value in source.items())
    left_over = (_text(value) for key, value in own.items() if key not in source)
    return Desk(tuple(segments), tuple(text for text in left_over if text))


def compose_words(files: Files, segments: Sequence[Segment]) -> Composed:
    """The words of a quiz with these parts. What was not changed comes back byte for byte."""
    desk = words_desk(files)
    if files.translation is not None and tuple(segments) == desk.segments and not desk.left_over:
        return Composed(files.translation, None if files.older == files.source else files.older)
    values = {one.key: _value(one.key, one.words or one.source) for one in segments}
    own = _words(files.translation or "")
    base = files.translation if files.translation and own.keys() == values.keys() else files.source
    text = _with(base, values)
    states = {one.key: str(one.state) for one in segments if one.is_open}
    older = None
    if states:
        before = {one.key: _value(one.key, one.before) for one in segments if one.is_open and one.before}
        older = write_partial(Partial(_with(files.source, before), short_digest(files.source), states))
    return Composed(stamped(text, older or files.source, is_markdown=False), older)


def drawings_desk(files: Files) -> Desk:
    """The words inside a module's drawings: file name / id of the word."""
    source, own = _words(files.source), _words(files.translation or "")
    segments = []
    for key, value in source.items():
        words = _text(own.get(key, ""))
        segments.append(Segment(key, "drawing", _text(value), words, State.DONE if words else State.MISSING))
    return Desk(tuple(segments))


def compose_drawings(files: Files, segments: Sequence[Segment]) -> Composed:
    """The words of drawings: only those that are translated."""
    values: dict[str, Value] = {one.key: one.words for one in segments if one.words}
    if files.translation is not None and _words(files.translation).keys() == values.keys():
        return Composed(_with(files.translation, values))
    lines, last = [], ""
    for key, value in values.items():
        name, _, word = key.partition("/")
        if name != last:
            lines.append(f"{name}:")
        lines.append(f"  {word}: {scalar(_text(value))}")
        last = name
    return Composed("\n".join(lines) + "\n")


def words_faults(segment: Segment, words: str) -> tuple[Problem, ...]:
    """Why words cannot be the translation of this part: the gaps of a sentence stay as they are."""
    places_of_source = sorted(PLACEHOLDER.findall(segment.source))
    if segment.kind != "text" or sorted(PLACEHOLDER.findall(words)) == places_of_source:
        return ()
    return (fault("desk_gaps_differ", expected=", ".join(f"{{{gap}}}" for gap in places_of_source)),)


def _segment(key: str, value: Value, own: Words, old: Words, partial: Partial) -> Segment:
    noted = partial.states.get(key)
    source, before = _text(value), _text(old.get(key, ""))
    words = "" if noted == "missing" else _text(own.get(key, ""))
    if not source.strip():
        state = State.DONE
    elif not words:
        state = State.MISSING
    elif noted in ("draft", "machine"):
        state = State(noted)
    else:
        state = State.DONE if noted is None and before == source else State.OUTDATED
    kind = key.rpartition("/")[2]
    return Segment(key, kind, source, words, state, before if words and before != source else "", bool(source.strip()))


def _words(text: str) -> dict[str, Value]:
    """The words of a file by key: the names on the way to them, with slashes."""
    return {_key(place.keys): place.value for place in places(text) if place.keys != STAMP}


def _key(keys: tuple[str, ...]) -> str:
    return "/".join(keys[1:] if keys[0] == QUESTIONS and len(keys) > 1 else keys)


def _with(text: str, values: Words) -> str:
    return with_places(text, {one.keys: values[_key(one.keys)] for one in places(text) if _key(one.keys) in values})


def _stamp(text: str | None) -> str:
    return next((str(place.value) for place in places(text or "") if place.keys == STAMP), "")


def _text(value: Value) -> str:
    return value if isinstance(value, str) else "\n".join(value)


def _value(key: str, words: str) -> Value:
    if key.rpartition("/")[2] not in LISTS:
        return words
    return tuple(line.strip() for line in words.split("\n") if line.strip())
