"""The fields of a question's form: their names, and what the buttons beside them do.

A form is flat: names with the values that were sent. A list names its rows ("option" holds their ids, in order), and
what belongs to a row stands behind its name: "option.train.text". A part of a scenario begins with its row:
"part.why.option.true.reason". So adding, moving and removing rows is the same for every kind of question.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

Fields = Mapping[str, Sequence[str]]
Fresh = Callable[[], str]  # a short random text of small letters and digits

MOST_ROWS = 60
ROW_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
MARK = re.compile(r"\{([^{}]*)\}")
UNREADABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
SIMPLE_KINDS = (
    "single",
    "several",
    "true_false",
    "number",
    "ordering",
    "matching",
    "gap",
    "groups",
    "short_text",
)
KINDS = (*SIMPLE_KINDS, "scenario")
LIST, TYPED = "list", "typed"  # the two kinds of gaps


@dataclass(frozen=True)
class Pressed:
    """The fields after a button, and the name of the row that it made (or "")."""

    fields: Fields
    made: str = ""


def first(fields: Fields, name: str) -> str:
    """The value of a field as typed, "" if it was not sent."""
    values = fields.get(name) or ("",)
    return values[0]


def clean(text: str) -> str:
    """A text as it is kept: one kind of line ends, nothing that no screen shows, no space around."""
    return UNREADABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def rows(fields: Fields, name: str) -> tuple[str, ...]:
    """The ids of the rows of a list, each once. What cannot be an id was not made by our page."""
    sent = dict.fromkeys(one for one in fields.get(name, ()) if ROW_ID.match(one) and len(one) <= MOST_ROWS)
    return tuple(sent)[:MOST_ROWS]


def press(fields: Fields, button: str, fresh: Fresh) -> Pressed:
    """The fields after a button: "add option", "up option train", "down ...", "remove ...", "add part number",
    "list gap verb" and "typed gap verb" (how a gap is filled). Unknown buttons change nothing but new gaps.
    """
    fields = with_new_gaps(fields, fresh)
    verb, _, rest = button.partition(" ")
    name, _, row = rest.partition(" ")
    if verb == "add" and name:
        return _added(fields, name, row, fresh)
    if row not in fields.get(name, ()):
        return Pressed(fields)
    if verb in ("up", "down"):
        return Pressed({**fields, name: _moved(fields[name], row, -1 if verb == "up" else 1)})
    if verb == "remove":
        return Pressed(_without(fields, name, row))
    if verb in (LIST, TYPED):
        return Pressed(_refilled(fields, f"{name}.{row}.", verb, fresh))
    return Pressed(fields)


def with_new_gaps(fields: Fields, fresh: Fresh) -> dict[str, Sequence[str]]:
    """The fields with a gap for every word in braces that is none yet: "we {contribute}" accepts "contribute"."""
    result = dict(fields)
    for name in [name for name in fields if name == "text" or name.endswith(".text")]:
        prefix = name.removesuffix("text")
        if first(fields, f"{prefix}kind") == "gap":
            _take_marks(result, prefix, fresh)
    return result


def _take_marks(fields: dict[str, Sequence[str]], prefix: str, fresh: Fresh) -> None:
    gaps = list(fields.get(f"{prefix}gap", ()))
    known = frozenset(gaps)

    def named(found: re.Match[str]) -> str:
        word = found[1].strip()
        if word in known or len(gaps) >= MOST_ROWS:
            return found[0]
        gap = f"gap-{fresh()}"
        gaps.append(gap)
        fields[f"{prefix}gap.{gap}.kind"] = [TYPED]
        fields[f"{prefix}gap.{gap}.accepted"] = [word]
        return f"{{{gap}}}"

    fields[f"{prefix}text"] = [MARK.sub(named, first(fields, f"{prefix}text"))]
    fields[f"{prefix}gap"] = gaps


def _added(fields: Mapping[str, Sequence[str]], name: str, kind: str, fresh: Fresh) -> Pressed:
    prefix, _, last = name.rpartition(".")
    begin = (kind if kind in SIMPLE_KINDS else "single").replace("_", "-") if last == "part" else last
    row = f"{begin}-{fresh()}"
    result = {**fields, name: [*fields.get(name, ()), row]}
    if last == "part":
        result |= blank_rows(kind if kind in SIMPLE_KINDS else "single", f"{name}.{row}.", fresh)
    if last == "gap":
        text = f"{prefix}.text" if prefix else "text"
        result[f"{name}.{row}.kind"] = [TYPED]
        result[text] = [f"{first(fields, text).rstrip()} {{{row}}}".lstrip()]
    return Pressed(result, f"{name}.{row}")


#: The empty rows with which a new question of each kind begins.
_ROWS: Mapping[str, Mapping[str, int]] = {
    "single": {"option": 3},
    "several": {"option": 4},
    "ordering": {"item": 4},
    "matching": {"item": 3},
    "groups": {"group": 2, "item": 4},
}


def blank_rows(kind: str, prefix: str, fresh: Fresh) -> dict[str, list[str]]:
    """The fields of a new question of a kind."""
    lists = {f"{prefix}{name}": [f"{name}-{fresh()}" for _row in range(n)] for name, n in _ROWS.get(kind, {}).items()}
    if kind == "true_false":
        lists = {f"{prefix}option": ["true", "false"]}
    return {f"{prefix}kind": [kind], **lists}


def _moved(ids: Sequence[str], row: str, by: int) -> list[str]:
    order = list(ids)
    place = order.index(row)
    other = place + by
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
    return order


def _without(fields: Fields, name: str, row: str) -> dict[str, Sequence[str]]:
    """The fields without a row. A gap gives its place back to its word."""
    start = f"{name}.{row}."
    result = {one: values for one, values in fields.items() if not one.startswith(start)}
    result[name] = [one for one in fields[name] if one != row]
    prefix, _, last = name.rpartition(".")
    if last == "gap":
        text = f"{prefix}.text" if prefix else "text"
        result[text] = [first(fields, text).replace(f"{{{row}}}", _word_of(fields, start))]
    return result


def _word_of(fields: Fields, start: str) -> str:
    """The right word of a gap, as far as one is known."""
    if first(fields, f"{start}kind") == LIST:
        return clean(first(fields, f"{start}option.{first(fields, f'{start}right')}.text"))
    return next(iter(lines(first(fields, f"{start}accepted"))), "")


def _refilled(fields: Fields, start: str, kind: str, fresh: Fresh) -> dict[str, Sequence[str]]:
    """A gap that becomes a list keeps its first word as the right choice, and the other way round."""
    result = {**fields, f"{start}kind": [kind]}
    word = _word_of(fields, start)
    if kind == LIST and not fields.get(f"{start}option"):
        ids = [f"option-{fresh()}" for _row in range(3)]
        result |= {f"{start}option": ids, f"{start}right": ids[:1], f"{start}option.{ids[0]}.text": [word]}
    if kind == TYPED and word and not first(fields, f"{start}accepted").strip():
        result[f"{start}accepted"] = [word]
    return result


def lines(text: str) -> tuple[str, ...]:
    """The lines of a text that hold something."""
    return tuple(one.strip() for one in clean(text).split("\n") if one.strip())


def joined(texts: Iterable[str]) -> str:
    """Texts, one on each line: the other way round."""
    return "\n".join(texts)
