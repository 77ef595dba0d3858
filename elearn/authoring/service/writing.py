"""Writing in a text: one block, the front matter, or the whole. Every act starts from the text that was opened.

The page names that text by its digest. The act is done on it, and `drafts.save` brings the result together with what
others saved meanwhile: sending a form twice, or an old one, changes nothing that it should not.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from elearn.authoring.rules.block_fields import Fields, another_kind, write_block
from elearn.authoring.rules.front_fields import Values, with_front
from elearn.authoring.rules.stretches import Put, duplicate, locate, move, put, source_of
from elearn.authoring.rules.yaml_writing import edited_yaml
from elearn.authoring.service.drafts import TYPED, Saved, save, save_all
from elearn.authoring.service.questions import new_practice_question
from elearn.catalogue.rules.compile import unit_of
from elearn.catalogue.service.states import draft_digests
from elearn.catalogue.service.texts import text_of
from elearn.markup.limits import MAX_BYTES

Make = Callable[[str], str]
ACTS: Mapping[str, str] = {"up": "moved", "down": "moved", "duplicate": "duplicated", "retire": "removed"}


class TextTooLongError(ValueError):
    """The text would be larger than a text may be. Nothing was saved."""


class NotApartError(ValueError):
    """These words would become one with a neighbour: only a person may decide that, not a script while they type."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was saved, and which pieces hold the words now. `put` is None where they cannot be found any more."""

    saved: Saved
    put: Put | None


def write_stretch(
    person_id: int, path: str, opened: str, start: int, count: int, make: Make, *, typed: bool = False
) -> Written:
    """Save other words for a block; a new block where `count` is 0; without words the block is taken out.

    `make` gives the new Markdown for that of the block as it was opened. `typed` says that a script saves while
    somebody writes. EditClash, UnknownTextError for an unknown `opened`,
    IndexError where there is no such block, TextTooLongError, NotApartError (only for `typed`).
    """
    base = text_of(opened)
    made = put(base, start, count, make(source_of(base, start, count) if count else ""))
    if typed and not made.is_apart:
        raise NotApartError(path)
    return _saved(person_id, path, opened, base, made, TYPED if typed else "edited")


def show_new_question(person_id: int, path: str, opened: str, start: int, count: int, kind: str) -> str | None:
    """Make a practice question and let a block show it; returns its name, "quiz/question".

    None where the text was saved since it was opened: the same button, pressed twice, makes one question. ValueError
    for a kind that is none.
    """
    if draft_digests([path]).get(path) != opened:
        return None
    name = new_practice_question(person_id, unit_of(path).removeprefix("modules/"), kind)
    write_stretch(person_id, path, opened, start, count, lambda _old: write_block(Fields("question", name)))
    return name


def arrange(person_id: int, path: str, opened: str, how: str, start: int, count: int) -> Written:
    """Move a block up or down, copy it, take it out, or let a remark be another kind of remark (`how`: its kind).

    ValueError for any other `how`; otherwise as `write_stretch`.
    """
    base = text_of(opened)
    if how in ("up", "down"):
        made = move(base, start, count, -1 if how == "up" else 1)
    elif how == "duplicate":
        made = duplicate(base, start, count)
    elif how == "retire":
        source_of(base, start, count)
        made = put(base, start, count, "")
    else:
        made = put(base, start, count, another_kind(source_of(base, start, count), how))
    return _saved(person_id, path, opened, base, made, ACTS.get(how, "edited"))


def write_front(
    person_id: int, path: str, opened: str, values: Values, minutes: tuple[str, str, str, int] | None = None
) -> None:
    """Save the front matter of a text, and a lesson's minutes: (path of module.yml, opened, lesson, minutes).

    ValueError where one of the files cannot be read, TextTooLongError, EditClash.
    """
    body = text_of(opened)
    written = _fitting(with_front(body, values), body)
    changes: dict[str, tuple[str, str | None]] = {path: (written, opened)} if written != body else {}
    if minutes:
        home, opened_home, lesson, number = minutes
        old = text_of(opened_home)
        new = with_minutes(old, lesson, number)
        if new != old:
            changes[home] = (new, opened_home)
    save_all(person_id, changes, "edited")


def write_whole(person_id: int, path: str, opened: str, body: str) -> Saved:
    """Save a whole text as somebody typed it; its line ends stay those of the file."""
    old = text_of(opened)
    return save(person_id, path, _fitting(as_in_file(body, old), old), opened, "edited")


def as_in_file(typed: str, old: str) -> str:
    """What a form sent, with the line ends of the file. What nobody changed is the file itself."""
    plain = _with_feeds(typed)
    if plain == _with_feeds(old):
        return old
    return plain.replace("\n", "\r\n") if "\r\n" in old else plain


def with_minutes(home: str, lesson: str, minutes: int) -> str:
    """A module.yml in which a lesson takes so many minutes. ValueError where it cannot be read."""

    def change(found: Mapping[str, object]) -> None:
        entries = found.get("lessons")
        for entry in entries if isinstance(entries, list) else []:
            if entry.get("id") == lesson and entry.get("minutes") != minutes:
                entry["minutes"] = minutes

    return edited_yaml(home, change)


def _with_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _fitting(body: str, old: str) -> str:
    size = len(body.encode(errors="replace"))
    if size > MAX_BYTES and size > len(old.encode(errors="replace")):
        raise TextTooLongError(str(MAX_BYTES))
    return body


def _saved(person_id: int, path: str, opened: str, base: str, made: Put, act: str) -> Written:
    if made.text == base:
        return Written(Saved(opened), made)
    done = save(person_id, path, _fitting(made.text, base), opened, act)
    if not done.merged or not made.count:
        return Written(done, made)
    merged = text_of(done.digest)
    found = locate(merged, source_of(made.text, made.start, made.count), made.start)
    return Written(done, replace(found, is_apart=made.is_apart) if found else None)
