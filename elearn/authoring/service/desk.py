"""The translation desk: open a thing in a language, save its parts, say that the source changed only its wording."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from elearn.authoring.rules.desk import Composed, Desk, Files, reworded
from elearn.authoring.rules.desk_saving import Change, Outcome, applied, compose, composed, desk_of
from elearn.authoring.rules.things import Thing, thing_of
from elearn.authoring.service.events import Done, note_event
from elearn.catalogue.rules.schemas import ModuleFile, PathFile
from elearn.catalogue.rules.stamps import stamp_of
from elearn.catalogue.rules.yaml_files import read_model
from elearn.catalogue.service.media import content_type_of
from elearn.catalogue.service.publishing import drafts_of
from elearn.catalogue.service.saving import EditConflict, save_draft
from elearn.catalogue.service.texts import older_text, older_texts, store_text, texts_of
from elearn.core.languages import DEFAULT_LANGUAGE, LANGUAGES

TRIES = 3


class NothingToTranslateError(LookupError):
    """There is no such thing, or the language is the one that it is written in."""


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """A thing on the desk. `source_digest` and `digest` name the two files as they are now ("" and None: none).

    `pictures` are those of its module: file name -> digest.
    """

    thing: Thing
    language: str
    source_language: str
    files: Files
    desk: Desk
    source_digest: str
    digest: str | None
    pictures: Mapping[str, str] = field(default_factory=dict)


def open_desk(thing: Thing, language: str) -> OpenDesk:
    """A thing and its translation, part by part: four queries.

    NothingToTranslateError where there is nothing; DeskError where a file cannot be read.
    """
    entries = drafts_of(thing.unit)
    head = _head_of(thing)
    own = entries.get(thing.path(language))
    wanted = {one: entries[one] for one in (head, *(thing.path(each) for each in LANGUAGES)) if one in entries}
    texts = texts_of(wanted.values())
    source_language = _source_language(texts.get(wanted.get(head, ""), ""), head)
    source_digest = entries.get(thing.path(source_language), "")
    if not source_digest or language == source_language:
        raise NothingToTranslateError(thing.folder)
    translation = texts[own] if own else None
    files = Files(texts[source_digest], _older(translation), translation)
    desk = desk_of(thing, files)
    return OpenDesk(thing, language, source_language, files, desk, source_digest, own, _pictures(entries, thing))


def sources_shown(now: OpenDesk, digest: str) -> Mapping[str, str]:
    """The sources of the parts that a form showed, by key. DeskError where they cannot be read."""
    text = None if digest == now.source_digest else texts_of([digest]).get(digest)
    shown = desk_of(now.thing, Files(text)) if text else now.desk
    return {key: one.source for key, one in shown.by_key().items()}


def save_parts(
    person_id: int | None,
    thing: Thing,
    language: str,
    opened: str,
    changes: Sequence[Change],
    first: OpenDesk | None = None,
) -> tuple[OpenDesk, Outcome]:
    """Save typed words; returns the desk as it is now, and what became of each change.

    `opened` is the digest of the source that the form showed; `first` spares opening the desk that just was opened.
    Errors as for `open_desk`.
    """
    for again in reversed(range(TRIES)):
        now, first = first or open_desk(thing, language), None
        source = now.files.source if opened == now.source_digest else texts_of([opened]).get(opened, now.files.source)
        made, outcome = composed(thing, now.files, applied(thing, now.files, source, changes))
        if not outcome.saved:
            return now, outcome
        try:
            return _written(now, made, _write(person_id, now, made, "translated")), outcome
        except EditConflict:  # somebody was faster: their words are part of the next try
            if not again:
                raise
    raise AssertionError


def wording_only(person_id: int | None, thing: Thing, language: str, keys: Iterable[str] | None = None) -> int:
    """Say that these outdated parts (None: all) still say what the source says; returns how many there were."""
    now = open_desk(thing, language)
    if now.files.translation is None:
        return 0
    segments = reworded(now.desk.segments, keys)
    changed = sum(one != other for one, other in zip(segments, now.desk.segments, strict=True))
    if changed:
        _write(person_id, now, compose(thing, now.files, segments), "reworded")
    return changed


def older_sources(entries: Mapping[str, str]) -> dict[str, str]:
    """The texts that the translations among these files (path -> text) name, where they are not the source itself.

    By short digest. A folder of files does not hold them: whoever exports to another installation sends them along.
    """
    named = {stamp_of(text) for path, text in entries.items() if thing_of(path)} - {""}
    there = set(entries.values())
    return {one: text for one, text in sorted(older_texts(named).items()) if text not in there}


def _written(now: OpenDesk, made: Composed, digest: str) -> OpenDesk:
    """The desk after its file was written."""
    files = Files(now.files.source, made.older or now.files.source, made.text)
    return replace(now, files=files, desk=desk_of(now.thing, files), digest=digest)


def _write(person_id: int | None, now: OpenDesk, made: Composed, act: str) -> str:
    """Save the file; returns its digest."""
    if made.older:
        store_text(made.older)
    path = now.thing.path(now.language)
    digest = save_draft(path, made.text, now.digest)
    if digest != now.digest:
        note_event(person_id, act, now.thing.unit, [Done(path, now.digest, digest)])
    return digest


def _older(translation: str | None) -> str | None:
    return older_text(stamp_of(translation)) if translation else None


def _pictures(entries: Mapping[str, str], thing: Thing) -> dict[str, str]:
    folder = f"{thing.unit}/media/"
    files = ((path.removeprefix(folder), digest) for path, digest in entries.items() if path.startswith(folder))
    return {name: digest for name, digest in files if (content_type_of(name) or "").startswith("image/")}


def _head_of(thing: Thing) -> str:
    """The file that says in which language a thing is written first; "" where it is always the same."""
    kind = thing.unit.partition("/")[0]
    return {"modules": f"{thing.unit}/module.yml", "paths": f"{thing.unit}/path.yml"}.get(kind, "")


def _source_language(text: str, path: str) -> str:
    model: type[ModuleFile] | type[PathFile] = ModuleFile if path.endswith("module.yml") else PathFile
    value = read_model(model, text, path)[0] if text else None
    return value.source if value else DEFAULT_LANGUAGE
