"""Drafts: opened, saved, merged, taken back. Every act is in the history; no text is ever lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from elearn.authoring.rules.merging import Clash, Merge, merge
from elearn.authoring.service.events import Done, event_of, note_event, prolong_event, was_ever_written
from elearn.catalogue.rules.compile import unit_of
from elearn.catalogue.service.media import is_media
from elearn.catalogue.service.publishing import drafts_of
from elearn.catalogue.service.saving import EditConflict, drop_draft, save_draft, set_draft
from elearn.catalogue.service.states import draft_digests, was_ever_used
from elearn.catalogue.service.texts import store_text, text_of, texts_of

TYPED = "typed"  # saved by the editor while somebody writes: many such savings in a row are one act
ONE_SITTING = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Draft:
    """A file as it stands now, published or not."""

    path: str
    body: str
    digest: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved. `merged`: somebody else's words came in between and are part of it."""

    digest: str
    merged: bool = False


class DraftMissingError(LookupError):
    """There is no such file."""


class EditClash(Exception):  # noqa: N818 - it says what it is
    """Two people changed the same place. All three texts are in the store; `merge` says where somebody must choose.

    `base`, `mine` and `theirs` are digests: what the author opened, wrote, and what stands there now. `act` and `note`
    say what the author was doing, so that it can be done once the choice is made.
    """

    def __init__(self, path: str, digests: tuple[str, str, str], merged: Merge, act: str) -> None:
        super().__init__(path)
        self.path = path
        self.base, self.mine, self.theirs = digests
        self.merge = merged
        self.act = act

    @property
    def pieces(self) -> tuple[Clash, ...]:
        """The places where both wrote something else."""
        return self.merge.clashes


def draft(path: str) -> Draft:
    """A file's draft. DraftMissingError if there is none."""
    digest = draft_digests([path]).get(path)
    if digest is None:
        raise DraftMissingError(path)
    return Draft(path, text_of(digest), digest)


def drafts(unit: str) -> dict[str, Draft]:
    """All texts of a unit by path: two queries."""
    digests = {path: digest for path, digest in drafts_of(unit).items() if not is_media(path)}
    bodies = texts_of(digests.values())
    return {path: Draft(path, bodies[digest], digest) for path, digest in sorted(digests.items())}


def save(person_id: int | None, path: str, body: str, opened: str | None, act: str, note: str = "") -> Saved:
    """Save a text that was made from the draft with the digest `opened` (None: there was no file).

    What somebody else saved meanwhile is merged in. EditClash when both changed the same place, or both made the file;
    nothing is saved then, but the author's text is kept. ValueError for a path that is no text of content/,
    DraftMissingError where there never was the file that somebody says they opened.
    """
    try:
        return _write(person_id, path, body, opened, act, note)
    except EditConflict as conflict:
        return _merge(person_id, body, conflict, act, note)


def save_all(
    person_id: int | None, changes: Mapping[str, tuple[str, str | None]], act: str, note: str = ""
) -> dict[str, Saved]:
    """Save several files as one act: path -> (text, digest that was opened). EditClash for the first that clashes."""
    return {path: save(person_id, path, body, opened, act, note) for path, (body, opened) in sorted(changes.items())}


def remove(person_id: int | None, path: str, opened: str | None, act: str, note: str = "") -> None:
    """Take a file out of the drafts. Its text stays in the store and in the releases; `undo` brings it back.

    EditConflict when somebody saved it after it was opened.
    """
    current = draft_digests([path]).get(path)
    if current is None:
        return
    if opened is not None and current != opened:
        raise EditConflict(path, opened, current)
    drop_draft(path)
    note_event(person_id, act, unit_of(path), [Done(path, current, None)], note)


def add_media(person_id: int | None, path: str, digest: str, act: str, note: str = "") -> None:
    """Let the file of a module's media/ be the stored bytes with this digest. ValueError for any other path."""
    if not is_media(path):
        raise ValueError(f"Not a file of media/: {path}")
    before = draft_digests([path]).get(path)
    if before != digest:
        set_draft(path, digest)
        note_event(person_id, act, unit_of(path), [Done(path, before, digest)], note)


def undo(person_id: int | None, event_id: int) -> bool:
    """Take one act on one file back. False where the file was changed again since, or there is nothing to take back."""
    event = event_of(event_id)
    if event is None or not event.path or event.before == event.after:
        return False
    if draft_digests([event.path]).get(event.path) != event.after:
        return False
    if event.before is None:
        drop_draft(event.path)
    else:
        set_draft(event.path, event.before)
    note_event(person_id, "undone", event.unit, [Done(event.path, event.after, event.before)], event.act)
    return True


def _write(person_id: int | None, path: str, body: str, opened: str | None, act: str, note: str) -> Saved:
    digest = save_draft(path, body, opened)
    done = Done(path, opened, digest)
    if digest != opened and not (act == TYPED and prolong_event(person_id, act, done, ONE_SITTING)):
        note_event(person_id, act, unit_of(path), [done], note)
    return Saved(digest)


def _merge(person_id: int | None, body: str, conflict: EditConflict, act: str, note: str) -> Saved:
    """Bring an author's text together with what stands there by now. A file that was taken away comes back."""
    if conflict.current is None:
        if not (was_ever_used(conflict.path) or was_ever_written(conflict.path)):
            raise DraftMissingError(conflict.path)
        return _write(person_id, conflict.path, body, None, act, note)
    mine = store_text(body)
    texts = texts_of(name for name in (conflict.opened, conflict.current) if name)
    base, theirs = texts.get(conflict.opened or "", ""), texts[conflict.current]
    found = merge(conflict.path, base, body, theirs)
    if found.clashes:
        digests = conflict.opened or store_text(""), mine, conflict.current
        raise EditClash(conflict.path, digests, found, act)
    merged = found.text(lambda _number, clash: clash.mine)
    return Saved(_write(person_id, conflict.path, merged, conflict.current, act, note).digest, merged=True)
