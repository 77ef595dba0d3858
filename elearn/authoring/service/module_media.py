"""The pictures, recordings and drawings of a module: sent, exchanged, retired, brought back, and where they stand."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from threading import Lock

from sqlalchemy import select

from elearn.authoring.exchange.arrivals import Prepared, Remark, unique_name
from elearn.authoring.exchange.pictures import prepare
from elearn.authoring.models import EventRow
from elearn.authoring.rules.yaml_writing import edited_yaml
from elearn.authoring.service.drafts import Draft, add_media, drafts, remove, save
from elearn.catalogue.rules.front_matter import split_front
from elearn.catalogue.rules.values import Media
from elearn.catalogue.service.media import Described, described_by_digest, is_media, keep, media_of
from elearn.catalogue.service.publishing import drafts_of
from elearn.core.ids import digest
from elearn.core.refused import RefusedError
from elearn.infra.database import db, let_go
from elearn.markup.blocks import split

#: Pictures are opened one after the other: each may take 300 MB for a moment.
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class Use:
    """A place where a file is shown. `alt` is its text alternative; `decorative`: it needs none."""

    lesson: str
    language: str
    alt: str
    decorative: bool

    @property
    def is_described(self) -> bool:
        """Whether somebody who does not see the picture, or hear the recording, is told what it is."""
        return bool(self.alt) or self.decorative


@dataclass(frozen=True, slots=True)
class Item:
    """A file of a module, and the places that show it."""

    media: Media
    uses: tuple[Use, ...] = ()

    @property
    def kind(self) -> str:
        """What it is for people: sound, drawing or picture."""
        if self.media.content_type.startswith("audio/"):
            return "sound"
        return "drawing" if self.media.content_type == "image/svg+xml" else "picture"

    def places(self) -> dict[str, list[Use]]:
        """The lessons that show it, by their ids, each with its languages."""
        found: dict[str, list[Use]] = {}
        for use in self.uses:
            found.setdefault(use.lesson, []).append(use)
        return found


@dataclass(frozen=True, slots=True)
class Arrived:
    """What became of a file that was sent: its name in the module, what was done to it, or why it was refused.

    `known`: these very bytes are in the module already, under `name`; `again`: they had been retired and are back.
    """

    sent_as: str
    name: str = ""
    prepared: Prepared | None = None
    refused: RefusedError | None = None
    known: bool = False
    again: bool = False

    @property
    def report(self) -> tuple[Remark, ...]:
        """What was done to it on its way in."""
        return self.prepared.report if self.prepared else ()


class StillShownError(ValueError):
    """Lessons show this file: they must let go of it first. `places` are the uses."""

    def __init__(self, places: tuple[Use, ...]) -> None:
        super().__init__("still shown")
        self.places = places


def items(module: str) -> list[Item]:
    """All files of a module's media, by name. Four queries."""
    unit = f"modules/{module}"
    heads = _heads(unit)
    known = described_by_digest(heads.values())
    uses = list(_uses(unit, drafts(unit)))
    found = []
    for name, key in sorted(heads.items()):
        if key in known:
            media = known[key]
            own = Media(name, key, media.size, media.content_type, media.width, media.height)
            found.append(Item(own, tuple(use for shown, use in uses if shown == name)))
    return found


def retired(module: str) -> list[Media]:
    """The files that were taken out of a module, as they were last, by name."""
    unit = f"modules/{module}"
    gone = select(EventRow.path, EventRow.before).where(EventRow.unit == unit, EventRow.after.is_(None))
    gone = gone.where(EventRow.path.startswith(f"{unit}/media/", autoescape=True)).order_by(EventRow.id)
    heads = _heads(unit)
    last = {
        PurePosixPath(path).name: before
        for path, before in db.session.execute(gone)
        if before and is_media(path) and PurePosixPath(path).name not in heads
    }
    known = described_by_digest(last.values())
    found = [(name, known[key]) for name, key in sorted(last.items()) if key in known]
    return [Media(name, one.digest, one.size, one.content_type, one.width, one.height) for name, one in found]


def receive(person_id: int, module: str, files: list[tuple[str, bytes]]) -> list[Arrived]:
    """Take in files that somebody sent: (name on their device, bytes). Bytes that are there already are kept once."""
    return place(person_id, module, make_ready(files))


def make_ready(files: Iterable[tuple[str, bytes]]) -> list[Arrived]:
    """Make files ready without placing them. It takes its time: call it before anything is written."""
    return [_made(name, data) for name, data in files]


def place(person_id: int, module: str, made: Iterable[Arrived]) -> list[Arrived]:
    """Put files that were made ready into a module's media."""
    return [_placed(person_id, module, one) for one in made]


def exchange(person_id: int, module: str, name: str, sent_as: str, data: bytes) -> Arrived:
    """Put other bytes under the name of a file. Releases keep the old ones. LookupError if there is no such file."""
    heads = _heads(f"modules/{module}")
    kept = media_of(heads[name])
    arrived = _made(sent_as, data, kept.content_type if kept else "")
    if arrived.prepared is None:
        return arrived
    key = _kept(arrived.prepared, name)
    add_media(person_id, _path(module, name), key, "uploaded", sent_as[:200])
    return Arrived(sent_as, name, arrived.prepared, known=key == heads[name])


def retire(person_id: int, module: str, name: str) -> None:
    """Take a file out of a module, with the words of a drawing. StillShownError while lessons show it."""
    unit = f"modules/{module}"
    texts = drafts(unit)
    shown = tuple(use for used, use in _uses(unit, texts) if used == name)
    if shown:
        raise StillShownError(shown)
    for path, draft in texts.items():
        if PurePosixPath(path).parent.name == "media" and f"{name}:" in draft.body:
            save(person_id, path, edited_yaml(draft.body, lambda words: words.pop(name, None)), draft.digest, "edited")
    remove(person_id, _path(module, name), None, "retired")


def restore(person_id: int, module: str, name: str) -> bool:
    """Bring a retired file back. False where there is none of this name, or another one took it."""
    found = next((media for media in retired(module) if media.name == name), None)
    if found is not None:
        add_media(person_id, _path(module, name), found.digest, "restored")
    return found is not None


def _made(name: str, data: bytes, only: str = "") -> Arrived:
    """Make a file ready. It takes its time, so nobody waits for the database meanwhile."""
    let_go()
    with _one_at_a_time:
        try:
            return Arrived(name, prepared=prepare(data, name, only))
        except RefusedError as refused:
            return Arrived(name, refused=refused)


def _placed(person_id: int, module: str, arrived: Arrived) -> Arrived:
    if arrived.prepared is None:
        return arrived
    heads = _heads(f"modules/{module}")
    key = digest(arrived.prepared.data)
    for name, known in sorted(heads.items()):
        if known == key:
            return Arrived(arrived.sent_as, name, arrived.prepared, known=True)
    for media in retired(module):
        if media.digest == key:
            add_media(person_id, _path(module, media.name), key, "restored")
            return Arrived(arrived.sent_as, media.name, arrived.prepared, again=True)
    name = unique_name(arrived.prepared.name, {*heads, *(media.name for media in retired(module))})
    _kept(arrived.prepared, name)
    add_media(person_id, _path(module, name), key, "uploaded", arrived.sent_as[:200])
    return Arrived(arrived.sent_as, name, arrived.prepared)


def _kept(prepared: Prepared, name: str) -> str:
    key = digest(prepared.data)
    media = Media(name, key, len(prepared.data), prepared.content_type, prepared.width, prepared.height)
    keep([Described(media, prepared.data)])
    return key


def _heads(unit: str) -> dict[str, str]:
    return {PurePosixPath(path).name: key for path, key in drafts_of(unit).items() if is_media(path)}


def _path(module: str, name: str) -> str:
    return f"modules/{module}/media/{name}"


def _uses(unit: str, texts: Mapping[str, Draft]) -> Iterator[tuple[str, Use]]:
    """The files that lessons show: (name, use), in any text, with errors or without."""
    for path, draft in texts.items():
        where = PurePosixPath(path.removeprefix(f"{unit}/"))
        if where.parts[0] != "lessons" or "/// media" not in draft.body:
            continue
        parts, _problems = split_front(draft.body, path)
        for block in split(parts.body).blocks:
            if block.kind == "media":
                decorative = block.options.get("decorative") == "yes"
                yield block.title, Use(where.parts[1], where.stem, block.options.get("alt", ""), decorative)
