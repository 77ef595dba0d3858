"""Compiles the kinds of sheets: `sheets/<kind>/sheet.yml`, and the words beside it in each language."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, get_args

from elearn.catalogue.rules.source_file import SourceFile
from elearn.catalogue.rules.wording import Wording
from elearn.catalogue.rules.workbook_schemas import PartFile, SheetFile, SheetWordsFile
from elearn.catalogue.rules.workbook_values import (
    NUMERIC,
    Field,
    FieldKind,
    FieldWords,
    Part,
    PartWords,
    SheetKind,
    SheetWords,
)
from elearn.core.countries import COUNTRIES
from elearn.core.languages import LANGUAGES
from elearn.core.problems import Problem

KINDS: tuple[FieldKind, ...] = get_args(FieldKind)
CHOICES = ("choice", "choices")
LINKS = ("link", "links")
COMPUTED = frozenset({"score"})  # columns that show a result, not a field
LISTS_OF = {"items": ("items",), "country": COUNTRIES}  # where a part with given rows takes their ids from


def compile_sheet(
    sheet_id: str, file: SourceFile, words: Mapping[str, SourceFile]
) -> tuple[SheetKind | None, list[Problem]]:
    """A kind of sheet with its words; None when its structure has mistakes.

    Problems of the files themselves stay with the files; what is returned concerns files that are not there.
    """
    head = file.read(SheetFile)
    if head is None:
        return None, []
    parts = tuple(_part(part_id, part, file) for part_id, part in head.parts.items())
    for part in parts:
        _check_part(part, head, file)
    read = {language: one.read(SheetWordsFile) for language, one in words.items()}
    values = {language: value.model_dump() for language, value in read.items() if value}
    wording = Wording(f"{file.path.rpartition('/')[0]}/", words, values)
    ids = tuple(dict.fromkeys(one for ids in head.items.values() for one in ids))
    spoken = {language: _sheet_words(language, wording, sheet_id, parts, ids) for language in LANGUAGES}
    for language in values:
        _check_ids(language, wording, parts, ids)
    items = {str(name): ids for name, ids in head.items.items()}
    return SheetKind(sheet_id, head.layout, parts, head.module, head.feeds_from, items, spoken), wording.problems


# Structure -----------------------------------------------------------------------------------------------------------


def _part(part_id: str, part: PartFile, file: SourceFile) -> Part:
    fields = (_field(name, value, file, ("parts", part_id, "fields", name)) for name, value in part.fields.items())
    return Part(
        part_id,
        tuple(field for field in fields if field),
        is_one=part.one,
        fixed=part.fixed or "",
        owner=part.owner,
        columns=part.columns,
        monthly=part.monthly,
    )


def _field(name: str, value: object, file: SourceFile, at: tuple[str, ...]) -> Field | None:
    """A field from its short form: `line`, `{choice: [a, b]}`, `{link: sheet/part, only: {..}}`, `{whole: [0, 9]}`."""
    given = dict(value) if isinstance(value, dict) else {value: None} if isinstance(value, str) else {}
    only = given.pop("only", {})
    kind, detail = next(iter(given.items()), ("", None))
    if len(given) != 1 or kind not in KINDS:
        file.problem("not_one_of", *at, field=name, expected=", ".join(KINDS))
        return None
    details = _details(kind, detail, only)
    if details is None:
        file.problem("field_wrong", *at, field=name)
        return None
    return Field(name, kind, **details)


def _details(kind: FieldKind, detail: Any, only: Any) -> dict[str, Any] | None:
    """What a field says besides its kind; None for what does not have the form that its kind needs."""
    if kind in LINKS:
        is_sound = isinstance(detail, str) and isinstance(only, dict) and _are_texts([*only, *only.values()])
        return {"to": detail, "only": only} if is_sound else None
    if only:
        return None
    if kind in CHOICES:
        is_sound = isinstance(detail, list) and _are_texts(detail) and 0 < len(detail) == len(set(detail))
        return {"options": tuple(detail)} if is_sound else None
    if kind in NUMERIC and _are_limits(detail):
        return {"low": Decimal(str(detail[0])), "high": Decimal(str(detail[1]))}
    return {} if detail is None else None


def _are_texts(values: list[Any]) -> bool:
    return all(isinstance(one, str) and one for one in values)


def _are_limits(value: Any) -> bool:
    """Whether this is [low, high]."""
    numbers = isinstance(value, list) and all(type(one) in (int, float) for one in value)
    return numbers and len(value) == len(("low", "high")) and bool(value[0] <= value[1])


def _check_part(part: Part, head: SheetFile, file: SourceFile) -> None:
    at = ("parts", part.id)
    names = {field.id: field for field in part.fields}
    written = head.parts[part.id].fields
    for column in part.columns:
        if column not in written and column not in COMPUTED:
            file.problem("unknown_field", *at, "columns", id=column)
    if part.owner and part.owner not in written:
        file.problem("unknown_field", *at, "owner", id=part.owner)
    elif part.owner and part.owner in names and names[part.owner].kind not in LINKS:
        file.problem("owner_is_no_link", *at, "owner", id=part.owner)
    for name in LISTS_OF.get(part.fixed, ()):
        if name not in head.items:
            file.problem("list_missing", *at, "fixed", id=name)


def check_links(sheets: Mapping[str, SheetKind], files: Mapping[str, SourceFile]) -> None:
    """Links and `from` between sheets. `files` are all `sheet.yml` by sheet, those with mistakes too."""
    for sheet in sheets.values():
        file = files[sheet.id]
        for index, other in enumerate(sheet.feeds_from):
            if other not in files:
                file.problem("unknown_sheet", "from", index, id=other)
        for part in sheet.parts:
            for field in part.fields:
                if field.to and (field.target[0] in sheets or field.target[0] not in files):
                    _check_link(field, sheets, file, ("parts", part.id, "fields", field.id))


def _check_link(field: Field, sheets: Mapping[str, SheetKind], file: SourceFile, at: tuple[str, ...]) -> None:
    sheet, part_id = field.target
    part = sheets[sheet].by_id.get(part_id) if sheet in sheets else None
    if part is None:
        file.problem("unknown_part", *at, id=field.to)
        return
    for name, value in field.only.items():
        known = part.by_id.get(name)
        if known is None:
            file.problem("unknown_field", *at, id=name)
        elif known.options and value not in known.options:
            file.problem("unknown_choice", *at, field=name, id=value)


# Words ---------------------------------------------------------------------------------------------------------------


def _sheet_words(
    language: str, wording: Wording, sheet_id: str, parts: tuple[Part, ...], items: tuple[str, ...]
) -> SheetWords:
    return SheetWords(
        title=wording.say(language, "title", otherwise=sheet_id),
        term=wording.say_if_any(language, "term"),
        about=wording.say(language, "about"),
        parts={part.id: _part_words(language, wording, part) for part in parts},
        items={one: wording.say(language, "items", one, otherwise=one) for one in items},
    )


def _part_words(language: str, wording: Wording, part: Part) -> PartWords:
    at = ("parts", part.id)
    grows = not part.is_one and not part.fixed  # people add rows: the row and the button need words
    return PartWords(
        title=wording.say(language, *at, "title", otherwise=part.id),
        one=wording.say(language, *at, "one", otherwise=part.id if grows else ""),
        add=wording.say(language, *at, "add", otherwise=part.id if grows else ""),
        empty=wording.say(language, *at, "empty"),
        fields={field.id: _field_words(language, wording, field, (*at, "fields", field.id)) for field in part.fields},
    )


def _field_words(language: str, wording: Wording, field: Field, at: tuple[str, ...]) -> FieldWords:
    return FieldWords(
        label=wording.say(language, *at, "label", otherwise=field.id),
        term=wording.say_if_any(language, *at, "term"),
        hint=wording.say_if_any(language, *at, "hint"),
        example=wording.say_if_any(language, *at, "example"),
        options={one: wording.say(language, *at, "options", one, otherwise=one) for one in field.options},
    )


def _check_ids(language: str, wording: Wording, parts: tuple[Part, ...], items: tuple[str, ...]) -> None:
    """Words whose ids the structure does not have."""
    for at in _unknown(language, wording, parts, items):
        wording.is_about_nothing(language, *at)


def _unknown(
    language: str, wording: Wording, parts: tuple[Part, ...], items: tuple[str, ...]
) -> Iterator[tuple[str, ...]]:
    by_id = {part.id: part for part in parts}
    yield from (("items", one) for one in wording.keys(language, "items") if one not in items)
    for part_id in wording.keys(language, "parts"):
        if part_id not in by_id:
            yield "parts", part_id
            continue
        fields = {field.id: field for field in by_id[part_id].fields}
        for name in wording.keys(language, "parts", part_id, "fields"):
            at = ("parts", part_id, "fields", name)
            if name not in fields:
                yield at
                continue
            options = fields[name].options
            yield from ((*at, "options", o) for o in wording.keys(language, *at, "options") if o not in options)
