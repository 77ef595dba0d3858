"""From stored files to compiled values: fetches what the pure compiler needs."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from elearn.catalogue.rules.compile import Compiled, Older, compile_unit
from elearn.catalogue.service.media import Described, described_by_digest, is_media, media_files, translations
from elearn.catalogue.service.texts import older_text, texts_of
from elearn.core.ids import digest
from elearn.core.problems import Level, Problem

Entries = Mapping[str, str]  # path -> digest
Translated = Mapping[str, Mapping[str, str]]  # path of a drawing -> language -> digest


def compile_stored(units: Mapping[str, Entries]) -> dict[str, Compiled]:
    """Compile units from the store, given the files of each: a few queries for all of them."""
    digests = [digest for entries in units.values() for path, digest in entries.items() if not is_media(path)]
    bodies = texts_of(digests)
    return {unit: _compile(unit, entries, bodies) for unit, entries in units.items()}


def compile_changed(unit: str, entries: Entries, changes: Mapping[str, str | None]) -> Compiled:
    """Compile a unit as it would be with other texts: path -> text, None for a file that goes."""
    digests = {path: name for path, name in entries.items() if path not in changes}
    bodies = texts_of(name for path, name in digests.items() if not is_media(path))
    texts = {path: body for path, body in changes.items() if body is not None}
    digests.update((path, digest(body)) for path, body in texts.items())
    return _compile(unit, digests, {**bodies, **{digest(body): body for body in texts.values()}})


def compile_files(
    unit: str, texts: Mapping[str, str], media: Mapping[str, Described], translated: Translated, older: Older
) -> Compiled:
    """Compile a unit from its texts and media by path, and its drawings in other words."""
    by_name = {
        file.media.name: replace(file.media, translated=dict(translated.get(path, {}))) for path, file in media.items()
    }
    return compile_unit(unit, texts, by_name, older)


def stored_media(entries: Entries) -> tuple[dict[str, Described], list[Problem]]:
    """The media among stored files by path; what is not in the store any more becomes a Problem.

    Only drawings come with their bytes: nothing here needs the others, and they may be large.
    """
    digests = {path: name for path, name in entries.items() if is_media(path)}
    known = described_by_digest(digests.values())
    found: dict[str, Described] = {}
    problems: list[Problem] = []
    for path, name in digests.items():
        try:
            media = replace(known[name], name=PurePosixPath(path).name)
            found[path] = Described(media, media_files().get(name) if path.endswith(".svg") else b"")
        except (KeyError, FileNotFoundError):
            problems.append(Problem(path, 0, Level.ERROR, "lost_media"))
    return found, problems


def _compile(unit: str, entries: Entries, bodies: Mapping[str, str]) -> Compiled:
    texts = {path: bodies[digest] for path, digest in entries.items() if digest in bodies}
    media, lost = stored_media(entries)
    compiled = compile_files(unit, texts, media, _shown(media, texts), older_text)
    return replace(compiled, problems=(*lost, *compiled.problems))


def _shown(media: Mapping[str, Described], texts: Mapping[str, str]) -> Translated:
    """The translated drawings that are in the store: one that is not there is shown in its source language."""
    made = translations(media, texts)
    kept = described_by_digest(file.media.digest for drawings in made.values() for file in drawings.values())
    return {
        path: {language: file.media.digest for language, file in drawings.items() if file.media.digest in kept}
        for path, drawings in made.items()
    }
