"""A module's Word file that comes back: what changed, whether somebody wrote there meanwhile, what is accepted."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from elearn.authoring.exchange.docx_accept import accepted, overtaken, translated_words
from elearn.authoring.exchange.docx_back import Origin, Returned, read_back
from elearn.authoring.exchange.docx_compare import Change, compare
from elearn.authoring.exchange.docx_out import OutFile, Outgoing, desk_files, whole_file
from elearn.authoring.rules import desk_saving
from elearn.authoring.rules.desk import Desk, DeskError, Files, State
from elearn.authoring.rules.things import Thing, thing_of
from elearn.authoring.service.desk import NothingToTranslateError, open_desk, save_parts
from elearn.authoring.service.drafts import drafts, save_all
from elearn.catalogue.rules.stamps import stamp_of
from elearn.catalogue.service.texts import older_text, texts_of
from elearn.core.clock import today
from elearn.core.refused import RefusedError


@dataclass(frozen=True, slots=True)
class Side:
    """A translation as it left: its text ("" for none), and the source beside it with its digest."""

    thing: Thing
    source_digest: str
    desk: Desk


@dataclass(frozen=True, slots=True)
class Incoming:
    """What came back: the changes, the keys of those where somebody wrote meanwhile, the texts that left by path.

    `sides` are the translations of a file with two columns, by path; `pictures` were put in and are left out.
    """

    changes: tuple[Change, ...]
    overtaken: frozenset[str]
    base: Mapping[str, str]
    sides: Mapping[str, Side]
    pictures: int = 0

    def key(self, change: Change) -> str:
        """The name of a change among all of the file."""
        return f"{change.path}#{change.key}"


@dataclass(frozen=True, slots=True)
class Accepted:
    """How many changes were taken over, and how many could not: their place is gone, or their words do not fit it."""

    taken: int
    left: int = 0


def incoming(module: str, data: bytes) -> Incoming:
    """Read a file that came back.

    Raises RefusedError: no_marks, other_module, unknown_state, and what `open_package` raises.
    """
    returned = read_back(data)
    if returned.origin.unit != f"modules/{module}":
        raise RefusedError("other_module")
    base = _base(returned)
    if returned.origin.into:
        return _two_columns(returned, base)
    files = [
        whole_file(path, path.partition("/lessons/")[2].partition("/")[0], returned.origin.language, text)
        for path, text in base.items()
    ]
    changes = compare(returned, _outgoing(returned.origin, files))
    now = drafts(returned.origin.unit)
    late: set[str] = set()
    for path in base:
        own = [change for change in changes if change.path == path]
        current = now[path].body if path in now else ""
        late |= {f"{path}#{key}" for key in overtaken(base[path], current, own)}
    return Incoming(changes, frozenset(late), base, {}, returned.pictures)


def accept(person_id: int, module: str, found: Incoming, chosen: Collection[str]) -> Accepted:
    """Take chosen changes over into the drafts. EditClash when somebody saves in this very moment."""
    wanted = [change for change in found.changes if found.key(change) in chosen]
    if found.sides:
        return _accept_translations(person_id, found, wanted)
    now = drafts(f"modules/{module}")
    texts: dict[str, tuple[str, str | None]] = {}
    for path, base in found.base.items():
        own = [change for change in wanted if change.path == path]
        if own and path in now:
            body = accepted(base, now[path].body, own)
            if body != now[path].body:
                texts[path] = body, now[path].digest
    save_all(person_id, texts, "imported", "Word")
    return Accepted(len(wanted))


def _two_columns(returned: Returned, base: Mapping[str, str]) -> Incoming:
    origin = returned.origin
    sides = {one.thing.path(origin.into): one for one in _sides(origin, base)}
    pairs = [
        desk_files(one.thing.folder, (origin.language, origin.into), (one.source_digest, ""), one.desk)
        for one in sides.values()
    ]
    out = _outgoing(origin, [source for source, _own in pairs], [own for _source, own in pairs])
    changes = compare(returned, out)
    late = {f"{change.path}#{change.key}" for change in changes if _is_late(sides[change.path], origin.into, change)}
    return Incoming(changes, frozenset(late), base, sides, returned.pictures)


def _sides(origin: Origin, base: Mapping[str, str]) -> Iterator[Side]:
    """The desks as they were when the file left."""
    for digest, path in origin.files.values():
        found = thing_of(path)
        if found is None or found[1] != origin.language:
            continue
        thing, own = found[0], base.get(found[0].path(origin.into))
        older = older_text(stamp_of(own)) if own else None
        try:
            yield Side(thing, digest, desk_saving.desk_of(thing, Files(base[path], older, own)))
        except DeskError as error:
            raise RefusedError("unknown_state") from error


def _is_late(side: Side, into: str, change: Change) -> bool:
    """Whether the part that left is not the one that stands on the desk now."""
    try:
        now = open_desk(side.thing, into).desk.by_key().get(change.block)
    except (NothingToTranslateError, DeskError):
        return True
    left = side.desk.by_key()[change.block]
    return now is None or (now.source, now.words) != (left.source, left.words)


def _accept_translations(person_id: int, found: Incoming, wanted: list[Change]) -> Accepted:
    taken = 0
    for path, side in found.sides.items():
        parts = side.desk.by_key()
        changes = [
            desk_saving.Change(
                key=one.block,
                words=translated_words(one, parts[one.block].words),
                state=State.DONE,
                opened=desk_saving.opened_as(one.block, parts[one.block].words),
            )
            for one in wanted
            if one.path == path
        ]
        if changes:
            language = path.rpartition("/")[2].removesuffix(".md")
            _desk, outcome = save_parts(person_id, side.thing, language, side.source_digest, changes)
            taken += len(outcome.saved)
    return Accepted(taken, len(wanted) - taken)


def _outgoing(origin: Origin, files: list[OutFile], beside: list[OutFile] | None = None) -> Outgoing:
    return Outgoing(
        unit=origin.unit,
        title="",
        language=origin.language,
        files=files,
        beside=beside or (),
        into=origin.into,
        day=today(),
        labels=lambda _language, name: name,
    )


def _base(returned: Returned) -> dict[str, str]:
    """The very texts that left. RefusedError unknown_state where the store does not know one of them."""
    files = [(digest, path) for digest, path in returned.origin.files.values() if digest]
    texts = texts_of(digest for digest, _path in files)
    if any(digest not in texts for digest, _path in files):
        raise RefusedError("unknown_state")
    return {path: texts[digest] for digest, path in files}
