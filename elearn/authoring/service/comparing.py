"""States of a unit, to be compared: its drafts, what learners read, any release."""

from collections.abc import Mapping

from elearn.authoring.rules.changes import Changes, compare
from elearn.catalogue.service.media import is_media
from elearn.catalogue.service.publishing import drafts_of
from elearn.catalogue.service.releases import files_of_release, live_release, releases_of
from elearn.catalogue.service.texts import texts_of

Files = Mapping[str, str]  # path -> digest


def base_release(unit: str) -> int | None:
    """The release that drafts are compared with: the live one, else the last one; None before the first."""
    live = live_release(unit)
    if live is not None:
        return live
    released = releases_of(unit)
    return released[0].id if released else None


def unpublished_changes(unit: str) -> Changes:
    """What the drafts change of what learners read, or read last. A unit that was never published is all new."""
    base = base_release(unit)
    return changes_between(files_of_release(base) if base else {}, drafts_of(unit))


def release_changes(old: int, new: int) -> Changes:
    """What changed from one release to another."""
    return changes_between(files_of_release(old), files_of_release(new))


def changes_between(before: Files, after: Files) -> Changes:
    """What changed between two sets of files. Only the texts that are needed are read: one query."""
    changed = {path for path in {**before, **after} if before.get(path) != after.get(path)}
    homes = {path.rpartition("/")[0] for path in changed if "/quizzes/" in path}
    needed = {
        path
        for path in {**before, **after}
        if path in changed or path.rpartition("/")[0] in homes or path.endswith("/module.yml")
    }
    bodies = texts_of(
        files[path] for files in (before, after) for path in needed if path in files and not is_media(path)
    )
    return compare(_state(before, needed, bodies), _state(after, needed, bodies))


def _state(files: Files, needed: set[str], bodies: Mapping[str, str]) -> dict[str, str]:
    return {path: bodies.get(digest, digest) for path, digest in files.items() if path in needed}
