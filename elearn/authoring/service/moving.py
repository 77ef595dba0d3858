"""Content out of this installation and into it: everything, or one module, as a zip."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from elearn.authoring.exchange.module_parcel import Parcel, read_parcel, sources_in, with_sources, write_parcel
from elearn.authoring.exchange.parcels import pack, unpack
from elearn.authoring.rules.entries import Entries, csv_entries, put_entry_text, yaml_entries
from elearn.authoring.service.desk import older_sources
from elearn.authoring.service.drafts import add_media, drafts, remove, save
from elearn.catalogue.rules.compile import unit_of
from elearn.catalogue.rules.compile_lists import GLOSSARY
from elearn.catalogue.rules.updates import Step
from elearn.catalogue.service.folder import Folder, read_files
from elearn.catalogue.service.importing import compared, note_origin
from elearn.catalogue.service.media import is_media, keep, media_files
from elearn.catalogue.service.publishing import drafts_of
from elearn.catalogue.service.states import draft_digests, draft_files
from elearn.catalogue.service.texts import store_texts, texts_of
from elearn.core.problems import Problem
from elearn.core.refused import RefusedError

LISTS = ("glossary", "country-facts")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A zip that arrived: what taking it in would do with each file, and what cannot be read.

    `module` is "" for a whole library; `missing` are the terms and facts that a module needs and that are not here.
    """

    module: str
    found: Folder
    steps: Mapping[str, Step]
    sources: Mapping[str, str]
    parcel: Parcel | None = None
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def problems(self) -> list[Problem]:
        """Files that cannot be read, and are left out."""
        return self.found.problems

    def paths(self, step: Step) -> list[str]:
        """The files with which something would be done."""
        return [path for path, one in self.steps.items() if one is step]

    def counts(self, ours: Collection[str]) -> dict[str, dict[str, int]]:
        """How many files of each unit are new, changed, or changed on both sides. `ours` are those that are here."""
        found: dict[str, dict[str, int]] = {}
        for path, step in self.steps.items():
            if step in (Step.TAKE, Step.CONFLICT):
                what = "both" if step is Step.CONFLICT else "changed" if path in ours else "new"
                found.setdefault(unit_of(path), {"new": 0, "changed": 0, "both": 0})[what] += 1
        return found

    @property
    def changes_nothing(self) -> bool:
        """Whether all of it is here already."""
        idle = all(step in (Step.NOTHING, Step.AGREE, Step.KEEP, Step.REMOVE) for step in self.steps.values())
        return idle and not any(self.missing.values())


def everything() -> bytes:
    """All drafts as a zip in the format of content/, with the older texts that translations name."""
    files = _bytes_of({path: name for files in draft_files("").values() for path, name in files.items()})
    return pack(with_sources(files, older_sources(_texts(files))))


def module_parcel(module: str) -> bytes | None:
    """A module as one portable file; None where there is no such module."""
    entries = drafts_of(f"modules/{module}")
    if not entries:
        return None
    lists = {path: draft.body for unit in LISTS for path, draft in drafts(unit).items()}
    files = _bytes_of(entries)
    return pack(write_parcel(module, files, older_sources(_texts(files)), lists))


def arrival(data: bytes) -> Arrival:
    """What a zip would change here; changes nothing. RefusedError for what is no content or not safe to open."""
    files = unpack(data)
    parcel = read_parcel(files)
    found = read_files(parcel.files if parcel else files)
    if not found.texts:
        raise RefusedError("no_content")
    steps = compared(found)
    missing = _missing(parcel) if parcel else {}
    return Arrival(parcel.module if parcel else "", found, steps, sources_in(files), parcel, missing)


def take_in(person_id: int, arrived: Arrival, theirs: Collection[str], *, also_remove: bool) -> int:
    """Make the files of an arrival drafts; returns how many changed. Nothing is published.

    `theirs` are the files changed on both sides that shall become what arrived; all others of them stay as they are.
    """
    wanted = [*arrived.paths(Step.TAKE), *(path for path in arrived.paths(Step.CONFLICT) if path in theirs)]
    opened = draft_digests(wanted)
    keep(arrived.found.media[path] for path in wanted if path in arrived.found.media)
    for path in wanted:
        if path in arrived.found.media:
            add_media(person_id, path, arrived.found.media[path].media.digest, "imported")
        elif path in arrived.found.texts:
            save(person_id, path, arrived.found.texts[path], opened.get(path), "imported")
    gone = arrived.paths(Step.REMOVE) if also_remove else []
    for path in gone:
        remove(person_id, path, None, "removed")
    store_texts(arrived.sources)
    if arrived.parcel:
        _add_references(person_id, arrived.parcel, arrived.missing)
    digests = arrived.found.digests()
    note_origin({path: digests[path] for path in arrived.steps if path in digests})
    return len(wanted) + len(gone) + sum(len(some) for some in arrived.missing.values())


def _bytes_of(entries: Mapping[str, str]) -> dict[str, bytes]:
    bodies = texts_of(name for path, name in entries.items() if not is_media(path))
    return {
        path: media_files().get(name) if is_media(path) else bodies[name].encode() for path, name in entries.items()
    }


def _texts(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: data.decode() for path, data in files.items() if not is_media(path)}


def _missing(parcel: Parcel) -> dict[str, tuple[str, ...]]:
    """The entries that a parcel brings along and that this installation does not have, by file."""
    here = {path: draft.body for unit in LISTS for path, draft in drafts(unit).items()}
    known = {entry.id for entry in _entries(GLOSSARY, here.get(GLOSSARY, "")).entries}
    found = {}
    for path, text in parcel.references.items():
        if unit_of(path) not in LISTS:
            continue
        own = {entry.id for entry in _entries(path, here.get(path, "")).entries}
        if unit_of(path) == "glossary" and path != GLOSSARY:
            own |= known  # a term that is here keeps the words that it has here
        found[path] = tuple(entry.id for entry in _entries(path, text).entries if entry.id not in own)
    return {path: some for path, some in found.items() if some}


def _add_references(person_id: int, parcel: Parcel, missing: Mapping[str, tuple[str, ...]]) -> None:
    here = {path: draft for unit in LISTS for path, draft in drafts(unit).items()}
    for path, wanted in sorted(missing.items()):
        opened = here.get(path)
        body = opened.body if opened else ""
        for entry in _entries(path, parcel.references[path]).entries:
            if entry.id in wanted:
                body = put_entry_text(body, entry, is_table=path == GLOSSARY)
        save(person_id, path, body, opened.digest if opened else None, "imported", parcel.module)


def _entries(path: str, text: str) -> Entries:
    return csv_entries(text) if path == GLOSSARY else yaml_entries(text)
