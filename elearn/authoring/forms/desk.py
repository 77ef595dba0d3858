"""What the form of a translation desk holds: words by part, and the button that was pressed. Shape only."""

import re
from collections.abc import Iterator, Mapping

from elearn.authoring.rules.desk import State
from elearn.authoring.rules.desk_fields import trimmed, with_source, words_of
from elearn.authoring.rules.desk_saving import Change, opened_as

#: A block of a text may have several fields: "w-3.title".
BLOCK = re.compile(r"(\d+)(?:\.([\w-]+))?\Z")


def changes_in(form: Mapping[str, str], sources: Mapping[str, str]) -> list[Change]:
    """The parts whose words were changed, and the part that the button is about. `sources` are those it showed."""
    act, _sep, chosen = form.get("do", "").partition(":")
    opened = dict(pair.partition("=")[::2] for pair in form.get("opened", "").split())
    return list(_changes(act, chosen, _sent(form), sources, opened))


def typed_in(form: Mapping[str, str], sources: Mapping[str, str]) -> set[str]:
    """The parts into which somebody wrote."""
    return {key for key, values in _sent(form).items() if _words(key, values, sources)}


def _changes(
    act: str,
    chosen: str,
    sent: Mapping[str, Mapping[str, str]],
    sources: Mapping[str, str],
    opened: Mapping[str, str],
) -> Iterator[Change]:
    for key, typed in sent.items():
        values = _copied(key, typed, sources) if act == "copy" and key == chosen else typed
        words, fields = _words(key, values, sources), values if key.isdecimal() else {}
        before = opened.get(key, "")
        if act == "done" and (key == chosen or (words and not chosen)):  # the last button is about all parts
            yield Change(key, words, State.DONE, before, fields)
        elif opened_as(key, words) != before:
            yield Change(key, words, State.DRAFT, before, fields)


def _copied(key: str, values: Mapping[str, str], sources: Mapping[str, str]) -> Mapping[str, str]:
    """The words of the source where nothing was typed."""
    source = sources.get(key, "")
    return with_source(source, values) if key.isdecimal() else {"": values.get("", "").strip() or source}


def _words(key: str, values: Mapping[str, str], sources: Mapping[str, str]) -> str:
    return words_of(sources.get(key, ""), values) if key.isdecimal() else values.get("", "")


def _sent(form: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """What was typed: part -> field -> words, in the order of the form."""
    found: dict[str, dict[str, str]] = {}
    for name, value in form.items():
        prefix, _sep, place = name.partition("-")
        if prefix == "w":
            block = BLOCK.match(place)
            key, inner = (block[1], block[2] or "") if block else (place, "")
            found.setdefault(key, {})[inner] = trimmed(value)
    return found
