"""XLIFF: things go out to a translator's program, and come back as a comparison to accept."""

import io
import zipfile
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from elearn.authoring.exchange.xliff import Unit, XliffFile, write_xliff
from elearn.authoring.exchange.xliff_reading import SentFile, SentUnit, read_xliff, words_of
from elearn.authoring.rules.desk import DeskError, Files, Segment, State, with_words
from elearn.authoring.rules.desk_saving import Change, Outcome, desk_of, faults_of, moved, opened_as
from elearn.authoring.rules.desk_terms import TermPair, term_pairs
from elearn.authoring.rules.recognising import lexicon
from elearn.authoring.rules.things import Thing, thing_in
from elearn.authoring.service.desk import NothingToTranslateError, OpenDesk, open_desk, save_parts
from elearn.catalogue.service.library import library
from elearn.catalogue.service.texts import texts_of
from elearn.core.problems import Level, Problem

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same things give the same archive


@dataclass(frozen=True, slots=True)
class Proposal:
    """A part as it came back. `segment` is the part as it is now; `problems` say what to look at.

    `words` is None where nothing can be taken over.
    """

    segment: Segment
    words: str | None
    state: State
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Incoming:
    """A thing as it came back: what differs from what is there. `opened` is None for a thing that is not ours."""

    folder: str
    language: str
    opened: OpenDesk | None
    proposals: tuple[Proposal, ...] = ()
    same: int = 0
    gone: int = 0  # parts whose source is no longer there


def as_xliff(things: Iterable[Thing], languages: Sequence[str], version: str) -> tuple[bytes, str]:
    """Things for a translator's program, and the ending of the file: several languages come as a ZIP.

    NothingToTranslateError where nothing can be translated into any of these languages.
    """
    found = {one: files for one in languages if (files := _files(list(things), one))}
    if not found:
        raise NothingToTranslateError(", ".join(languages))
    written = {language: write_xliff(files, version) for language, files in found.items()}
    if len(written) == 1:
        return next(iter(written.values())), "xlf"
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as pack:
        for language, data in written.items():
            pack.writestr(zipfile.ZipInfo(f"{language}.xlf", LONG_AGO), data)
    return archive.getvalue(), "zip"


def incoming(data: bytes) -> list[Incoming]:
    """What a file would change. RefusedError as for `read_xliff`."""
    return [_incoming(file) for file in read_xliff(data)]


def accept(person_id: int | None, found: Iterable[Incoming], chosen: Collection[str]) -> list[Outcome]:
    """Take over the chosen parts (`folder#language#key`), one outcome for each thing."""
    outcomes = []
    for one in found:
        if one.opened is None:
            continue
        changes = [
            Change(each.segment.key, each.words, each.state, opened_as(each.segment.key, each.segment.words))
            for each in one.proposals
            if each.words is not None and name_of(one, each) in chosen
        ]
        if changes:
            opened = one.opened
            _, outcome = save_parts(person_id, opened.thing, opened.language, opened.source_digest, changes)
            outcomes.append(outcome)
    return outcomes


def name_of(one: Incoming, proposal: Proposal) -> str:
    """The name of a proposal in a form."""
    return f"{one.folder}#{one.language}#{proposal.segment.key}"


# --- out -----------------------------------------------------------------------------------------------------------


def _files(things: Sequence[Thing], language: str) -> list[XliffFile]:
    shelf, found = library(), []
    for thing in things:
        try:
            opened = open_desk(thing, language)
        except (NothingToTranslateError, DeskError):
            continue
        known = lexicon(shelf.terms.values(), opened.source_language)
        pair = opened.source_language, language
        parts = [one for one in opened.desk.segments if one.has_words]
        notes = [_notes(one, term_pairs(one.source, pair, shelf.terms, known)) for one in parts]
        units = tuple(
            Unit(one.key, one.source, one.words, one.state, own) for one, own in zip(parts, notes, strict=True)
        )
        found.append(XliffFile(thing.folder, opened.source_digest, opened.source_language, language, units))
    return found


def _notes(one: Segment, terms: Iterable[TermPair]) -> tuple[str, ...]:
    pairs = [f"{term.name} = {term.other}" for term in terms if term.other]
    return (*pairs, *([f"(before) {one.before}"] if one.before else []))


# --- in ------------------------------------------------------------------------------------------------------------


def _incoming(file: SentFile) -> Incoming:
    opened = _opened(file)
    if opened is None:
        return Incoming(file.folder, file.language, None)
    thing = opened.thing
    source = texts_of([file.digest]).get(file.digest, opened.files.source)
    sent = [one for one in desk_of(thing, Files(source)).segments if one.has_words]
    places, now = moved(thing, source, opened.files.source), opened.desk.by_key()
    proposals, same, gone = [], 0, 0
    for unit in file.units:
        segment = _sent_part(unit, sent)
        key, is_same = places.get(segment.key, ("", False)) if segment else ("", False)
        if segment is None or key not in now:
            gone += 1
        elif proposal := _proposal(thing, unit, segment, now[key], is_same=is_same):
            proposals.append(proposal)
        else:
            same += 1
    return Incoming(file.folder, file.language, opened, tuple(proposals), same, gone)


def _opened(file: SentFile) -> OpenDesk | None:
    thing = thing_in(file.folder)
    if thing is None or not file.language:
        return None
    try:
        return open_desk(thing, file.language)
    except (NothingToTranslateError, DeskError):
        return None


def _sent_part(unit: SentUnit, sent: Sequence[Segment]) -> Segment | None:
    """The part that went out: by its key, or by its place where the program lost the key."""
    if not unit.key:
        return sent[unit.place - 1] if 0 < unit.place <= len(sent) else None
    return next((one for one in sent if one.key == unit.key), None)


def _proposal(thing: Thing, unit: SentUnit, sent: Segment, now: Segment, *, is_same: bool) -> Proposal | None:
    """What a part would become; None where it stays as it is."""
    words, problems = words_of(unit, sent.source)
    if words is None:
        return Proposal(now, None, now.state, problems) if problems else None
    state = State.DONE if unit.is_final and is_same else State.DRAFT
    new = with_words(now, words, state)
    if new.words == now.words and state is not State.DONE:
        return None
    if new.words == now.words and (now.state is State.DONE or not is_same):
        return None
    if not is_same:
        problems = (*problems, Problem("", 0, Level.WARNING, "xliff_source_changed"))
    wrong = faults_of(thing, now, new.words)
    return Proposal(now, None if wrong else new.words, state, (*wrong, *problems))
