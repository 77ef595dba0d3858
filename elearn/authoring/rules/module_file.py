"""`module.yml` as authors change it: lessons and quizzes in order, with minutes, and the module's own settings."""

from collections.abc import Mapping
from typing import Any, Literal

from elearn.authoring.rules.yaml_writing import UnreadableError, edited_yaml, plain
from elearn.catalogue.rules.yaml_files import read_mapping

Kind = Literal["lessons", "quizzes"]


def with_entry(text: str, kind: Kind, entry_id: str, minutes: int, behind: str = "") -> str:
    """List a lesson or quiz, at the end or behind another one; one that is listed gets these minutes."""

    def change(value: Any) -> None:
        listed = value[kind] = value.get(kind) or plain([])
        known = _place(listed, entry_id)
        if known is not None:
            listed[known]["minutes"] = minutes
            return
        after = _place(listed, behind)
        listed.insert(len(listed) if after is None else after + 1, plain({"id": entry_id, "minutes": minutes}))
        listed.fa.set_block_style()

    return edited_yaml(text, change)


def is_listed(text: str, kind: Kind, entry_id: str) -> bool:
    """Whether a lesson or quiz stands in the list. UnreadableError for what is no list."""
    return _place(read_mapping(text, "")[0].get(kind), entry_id) is not None


def without_entry(text: str, kind: Kind, entry_id: str) -> str:
    """Take a lesson or quiz out of the list. Its files stay: it is retired, and can be listed again."""

    def change(value: Any) -> None:
        place = _place(value.get(kind), entry_id)
        if place is not None:
            del value[kind][place]
            if not value[kind]:
                del value[kind]

    return edited_yaml(text, change)


def moved_entry(text: str, kind: Kind, entry_id: str, steps: int) -> str:
    """Move a lesson or quiz up (negative) or down; it stops at the ends."""

    def change(value: Any) -> None:
        listed = value.get(kind, ())
        place = _place(listed, entry_id)
        if place is not None:
            listed.insert(max(0, min(len(listed) - 1, place + steps)), listed.pop(place))

    return edited_yaml(text, change)


def with_settings(text: str, settings: Mapping[str, object]) -> str:
    """Change fields of the module itself; None takes a field away."""

    def change(value: Any) -> None:
        for name, one in settings.items():
            if one is None:
                value.pop(name, None)
            elif value.get(name) != one:
                value[name] = plain(one)

    return edited_yaml(text, change)


def _place(listed: Any, entry_id: str) -> int | None:
    """Where an entry stands; None where it does not, or nothing is listed. UnreadableError for what is no list."""
    try:
        return next((place for place, entry in enumerate(listed or ()) if entry.get("id") == entry_id), None)
    except (TypeError, AttributeError) as error:
        raise UnreadableError("This is no list of entries.") from error
