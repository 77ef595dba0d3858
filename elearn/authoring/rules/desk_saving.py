"""What becomes of typed words: they go into their parts, also when the source or somebody else's words changed.

A form names the source that it showed, and for each part the words that stood there. Words are never dropped in
silence: what cannot be placed comes back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from elearn.authoring.rules.desk import FRONT_PARTS, Composed, Desk, DeskError, Files, Segment, State, fault, with_words
from elearn.authoring.rules.desk_fields import wanting
from elearn.authoring.rules.desk_text import compose_text, text_desk, text_faults
from elearn.authoring.rules.desk_words import compose_drawings, compose_words, drawings_desk, words_desk, words_faults
from elearn.authoring.rules.things import Kind, Thing
from elearn.authoring.rules.wrapping import rewrapped, unwrapped
from elearn.catalogue.rules.compile_text import AnyFront, read_source
from elearn.catalogue.rules.freshness import pair_blocks
from elearn.catalogue.rules.schemas import Front, ModuleFront
from elearn.core.ids import short_digest
from elearn.core.problems import Problem


@dataclass(frozen=True, slots=True)
class Change:
    """Words that somebody typed. `opened` names the words that stood there before (`opened_as`).

    `fields` are the words as they were typed, where the form had fields for a block (`desk_fields.py`).
    """

    key: str
    words: str
    state: State
    opened: str
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The parts after the changes. Keys name parts of the source as it is now.

    `clashes`: somebody else wrote there meanwhile. `faults`: the words cannot stand there. `homeless`: the part is
    gone from the source.
    """

    segments: tuple[Segment, ...]
    saved: tuple[str, ...] = ()
    clashes: Mapping[str, Change] | None = None
    faults: Mapping[str, tuple[Change, tuple[Problem, ...]]] | None = None
    homeless: tuple[Change, ...] = ()


def opened_as(key: str, words: str) -> str:
    """What a form calls the words of a part: the same for a block however its paragraphs are broken into lines."""
    return short_digest(unwrapped(words) if key.isdecimal() else words)


def model_of(thing: Thing) -> AnyFront:
    """The shape of a text's front matter."""
    return ModuleFront if thing.kind is Kind.COVER else Front


def desk_of(thing: Thing, files: Files) -> Desk:
    """The parts of any thing. DeskError when its source or its translation cannot be read."""
    if thing.is_text:
        return text_desk(files, model_of(thing))
    return words_desk(files) if thing.kind is Kind.QUIZ else drawings_desk(files)


def compose(thing: Thing, files: Files, segments: Sequence[Segment]) -> Composed:
    """The file of any thing. DeskError names a part whose words do not fit."""
    if thing.is_text:
        return compose_text(files, segments, model_of(thing))
    return compose_words(files, segments) if thing.kind is Kind.QUIZ else compose_drawings(files, segments)


def faults_of(thing: Thing, segment: Segment, words: str) -> tuple[Problem, ...]:
    """Why words cannot stand in a part."""
    if not words.strip():
        return ()
    return text_faults(segment, words) if thing.is_text else words_faults(segment, words)


def applied(thing: Thing, files: Files, opened: str, changes: Iterable[Change]) -> Outcome:
    """Put typed words into the parts as they are now. `opened` is the source that the form showed."""
    desk = desk_of(thing, files)
    parts = dict(desk.by_key())
    places = moved(thing, opened, files.source)
    before = {} if opened == files.source else desk_of(thing, Files(opened)).by_key()
    saved, homeless = [], []
    clashes: dict[str, Change] = {}
    faults: dict[str, tuple[Change, tuple[Problem, ...]]] = {}
    for change in changes:
        key, same = places.get(change.key, ("", False))
        if key not in parts or not parts[key].has_words:
            homeless.append(change)
            continue
        now = parts[key]
        new = with_words(now, _with_lines_of(now, change.words), change.state if thing.keeps_drafts else State.DONE)
        if not same and new.words:
            new = replace(new, state=_behind(new.state), before=before[change.key].source)
        if new.words == now.words and new.state in (now.state, State.DRAFT):
            continue  # a draft of words that are there already takes nobody's word back that they are done
        if opened_as(key, now.words) != change.opened and new.words != now.words:
            clashes[key] = change
        elif wrong := _faults_of_change(thing, now, new, change):
            faults[key] = change, wrong
        else:
            parts[key] = new
            saved.append(key)
    return Outcome(tuple(parts.values()), tuple(saved), clashes, faults, tuple(homeless))


def moved(thing: Thing, opened: str, now: str) -> Mapping[str, tuple[str, bool]]:
    """Where the parts of one source are in another: key -> key there, and whether the text is the same.

    What is gone is left out.
    """
    before, after = (desk_of(thing, Files(text)).by_key() for text in (opened, now))
    found = {key: (key, one.source == after[key].source) for key, one in before.items() if key in after}
    if opened == now or not thing.is_text:
        return found
    old, new = (read_source("", text, model_of(thing))[0] for text in (opened, now))
    pairs = pair_blocks(new.split, old.split) if old and new else []
    blocks = {str(i + 1): (str(j + 1), same) for i, j, same in pairs if i is not None and j is not None}
    return {**{part: found[part] for part in FRONT_PARTS if part in found}, **blocks}


def composed(thing: Thing, files: Files, outcome: Outcome) -> tuple[Composed, Outcome]:
    """The file after the changes; a part whose words do not fit among the others stays as it was and is named."""
    before = desk_of(thing, files).by_key()
    while True:
        try:
            return compose(thing, files, outcome.segments), outcome
        except DeskError as error:
            if error.key not in outcome.saved:
                raise
            bad = next(one for one in outcome.segments if one.key == error.key)
            change = Change(bad.key, bad.words, bad.state, opened_as(bad.key, before[bad.key].words))
            outcome = replace(
                outcome,
                segments=tuple(before[one.key] if one is bad else one for one in outcome.segments),
                saved=tuple(key for key in outcome.saved if key != bad.key),
                faults={**(outcome.faults or {}), bad.key: (change, error.problems)},
            )


def _with_lines_of(now: Segment, words: str) -> str:
    """Words with the lines of what stands in the file already, paragraph by paragraph."""
    if not now.key.isdecimal():
        return words
    return now.words if unwrapped(now.words) == unwrapped(words) else rewrapped(words, now.words)


def _faults_of_change(thing: Thing, now: Segment, new: Segment, change: Change) -> tuple[Problem, ...]:
    """Why typed words cannot stand in a part. A draft may have empty fields where its block can."""
    wrong = faults_of(thing, now, new.words)
    is_finished = new.state in (State.DONE, State.OUTDATED)
    if change.fields and new.words and (wrong or is_finished) and wanting(now.source, change.fields):
        return (fault("desk_fields_empty"),)
    return wrong


def _behind(state: State) -> State:
    """The state of words that translate an older source."""
    return State.OUTDATED if state is State.DONE else state
