"""Files that are lists of entries: YAML that maps ids to something, and the rows of the glossary.

One entry is changed, added or taken out; every other one keeps its very bytes, with the comments before it.
"""

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from elearn.authoring.rules.yaml_writing import edited_yaml, write_yaml
from elearn.catalogue.rules.compile_lists import COLUMNS

KEY = re.compile(r"""("?)([^\s"'#&*!|>%@`{}\[\],-][^"':#]*)\1:(?=\s|$)""")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it stands in its file: the comments before it belong to it, `source` is the entry itself."""

    id: str
    before: str
    source: str


@dataclass(frozen=True, slots=True)
class Entries:
    """A file in pieces: `head + each before + source + tail` is the file, byte for byte."""

    head: str
    entries: tuple[Entry, ...]
    tail: str

    def text(self) -> str:
        """The file."""
        return self.head + "".join(entry.before + entry.source for entry in self.entries) + self.tail

    def find(self, entry_id: str) -> Entry | None:
        """The entry with this id, or None."""
        return next((entry for entry in self.entries if entry.id == entry_id), None)


# --- YAML ----------------------------------------------------------------------------------------------------------


def yaml_entries(text: str) -> Entries:
    """The entries of a YAML text that maps ids at its left margin."""
    head, entries = "", []
    before, source, entry_id = "", "", ""
    for line in _lines(text):
        found = KEY.match(line)
        if found:
            if entry_id:
                entries.append(Entry(entry_id, before, source))
                before = ""
            source, waiting = _trailing(source) if entry_id else ("", before)
            if entry_id:
                entries[-1] = Entry(entries[-1].id, entries[-1].before, source)
                before = waiting
            elif "\n\n" in before:  # what an empty line sets apart is about the file, not about its first entry
                cut = before.rindex("\n\n") + 2
                head, before = before[:cut], before[cut:]
            entry_id, source = found[2], line
        elif entry_id:
            source += line
        else:
            before += line
    if not entry_id:
        return Entries(before, (), "")
    source, tail = _trailing(source)
    return Entries(head, (*entries, Entry(entry_id, before, source)), tail)


def _lines(text: str) -> list[str]:
    """The lines of a text with their ends. Only \\n ends a line: a text may hold other separators."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _trailing(source: str) -> tuple[str, str]:
    """An entry and what stands behind it: empty lines and comments at the left margin belong to the next one."""
    lines = _lines(source)
    cut = len(lines)
    while cut > 1 and (not lines[cut - 1].strip() or lines[cut - 1].startswith("#")):
        cut -= 1
    return "".join(lines[:cut]), "".join(lines[cut:])


def edited_entry(text: str, entry_id: str, change: Callable[[Any], None]) -> str:
    """The file after `change` was applied to the mapping `{entry_id: value}`; it is empty where there is none yet.

    A mapping that ends empty takes the entry out of the file.
    """
    found = yaml_entries(text)
    entry = found.find(entry_id)
    value = edited_yaml(entry.source, change) if entry else _new(change)
    if value.strip() in ("", "{}"):
        return without_entry(text, entry_id)
    return _with(found, Entry(entry_id, entry.before if entry else "", value))


def _new(change: Callable[[Any], None]) -> str:
    value: dict[str, Any] = {}
    change(value)
    return write_yaml(value) if value else ""


def put_entry(text: str, entry_id: str, value: Mapping[str, Any] | str) -> str:
    """The file with this entry, new or instead of the old one."""
    found = yaml_entries(text)
    old = found.find(entry_id)
    return _with(found, Entry(entry_id, old.before if old else "", write_yaml({entry_id: value})))


def put_entry_text(text: str, entry: Entry, *, is_table: bool) -> str:
    """The file with an entry as it stood in another one, with its comments."""
    source = entry.source if entry.source.endswith("\n") else entry.source + "\n"
    return _with(csv_entries(text) if is_table else yaml_entries(text), Entry(entry.id, entry.before, source))


def without_entry(text: str, entry_id: str) -> str:
    """The file without this entry; the comments before it go with it."""
    found = yaml_entries(text)
    kept = tuple(entry for entry in found.entries if entry.id != entry_id)
    return Entries(found.head, kept, found.tail).text()


def _with(found: Entries, entry: Entry) -> str:
    return Entries(found.head, _placed(found.entries, entry), found.tail).text()


def _placed(entries: Sequence[Entry], entry: Entry) -> tuple[Entry, ...]:
    """An entry in its place: where it stood, or in the order of ids where they are in order, or at the end."""
    ids = [one.id for one in entries]
    if entry.id in ids:
        return tuple(entry if one.id == entry.id else one for one in entries)
    place = len(ids)
    if ids == sorted(ids):
        place = next((number for number, one in enumerate(ids) if one > entry.id), place)
    last = place == len(ids) and entries and not (entries[-1].before + entries[-1].source).endswith("\n")
    start = Entry(entry.id, ("\n" if last else "") + entry.before, entry.source)
    return (*entries[:place], start, *entries[place:])


# --- the glossary's table --------------------------------------------------------------------------------------------


def csv_entries(text: str) -> Entries:
    """The rows of a CSV text by their first column. A quoted value may hold line breaks."""
    records: list[str] = []
    open_record = ""
    for line in _lines(text):
        open_record += line
        if open_record.count('"') % 2 == 0:
            records.append(open_record)
            open_record = ""
    if open_record:
        records.append(open_record)
    rows = tuple(Entry(_cells(record)[0], "", record) for record in records[1:] if record.strip())
    return Entries(records[0] if records else "", rows, "")


def row(text: str, term_id: str) -> dict[str, str]:
    """The values of one term by column; {} where there is none."""
    found = csv_entries(text).find(term_id)
    return dict(zip(COLUMNS, _cells(found.source), strict=False)) if found else {}


def put_row(text: str, values: Mapping[str, str]) -> str:
    """The table with this row (its `term_id` says which), new or instead of the old one."""
    found = csv_entries(text)
    ending = "\r\n" if found.head.endswith("\r\n") else "\n"
    target = StringIO()
    csv.writer(target, lineterminator=ending).writerow([values.get(column, "") for column in COLUMNS])
    term_id = values["term_id"]
    old = found.find(term_id)
    if old and _cells(old.source) == [values.get(column, "") for column in COLUMNS]:
        return text
    return _with(found, Entry(term_id, "", target.getvalue()))


def _cells(record: str) -> list[str]:
    return next(csv.reader(StringIO(record.removeprefix("\ufeff"), newline="")), [""])
