"""Whether the examples fit the sheets and profiles of workbooks. Looks at the whole library: they are other units."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from elearn.catalogue.rules.compile_examples import PART
from elearn.catalogue.rules.values import Library
from elearn.catalogue.rules.workbook_values import LISTS, NUMERIC, Example, Field, FieldKind, Kit, Part, Profile
from elearn.core.problems import Level, Problem

IN_WORDS: frozenset[FieldKind] = frozenset({"line", "text", "value"})  # what the files of words hold
WHOLE: frozenset[FieldKind] = frozenset({"whole", "year", "month"})

Value = str | tuple[str, ...]


def check_examples(library: Library) -> Iterator[Problem]:
    """What examples refer to and is not there, and values that their fields cannot hold."""
    for example in library.examples.values():
        profile = library.kit.profiles.get(example.profile)
        yield from _Checker(example, library.kit, profile).run()


class _Checker:
    """Looks at one example."""

    def __init__(self, example: Example, kit: Kit, profile: Profile | None) -> None:
        self.example = example
        self.kit = kit
        self.profile = profile
        self.found: list[Problem] = []

    def run(self) -> list[Problem]:
        if self.profile is None:
            self.problem("unknown_profile", id=self.example.profile)
            return self.found
        for sheet_id, nodes in self.example.documents.items():
            if sheet_id not in self.kit.sheets:
                self.problem("unknown_sheet", id=sheet_id)
                continue
            if sheet_id not in self.profile.sheets:
                self.problem("unlisted_sheet", id=sheet_id)
            for node_id, fields in nodes.items():
                self.check_node(sheet_id, node_id, fields)
        return self.found

    def problem(self, code: str, level: Level = Level.ERROR, **params: object) -> None:
        path = f"examples/{self.example.id}/example.yml"
        self.found.append(Problem(path, 0, level, code, params))

    def check_node(self, sheet_id: str, node_id: str, fields: Mapping[str, Value]) -> None:
        part = self.kit.sheets[sheet_id].by_id.get(str(fields[PART]))
        if part is None:
            self.problem("unknown_part", id=f"{sheet_id}/{fields[PART]}")
            return
        given = self.given_nodes(sheet_id, part)
        if given and node_id not in given:
            self.problem("unknown_row", id=f"{sheet_id}/{node_id}", expected=", ".join(given))
        for name, value in fields.items():
            if name != PART:
                self.check_field(part, f"{sheet_id}/{node_id}/{name}", name, value)
        for name in self.example.words["en"].get(sheet_id, {}).get(node_id, {}):
            self.check_words(part, f"{sheet_id}/{node_id}/{name}", name)

    def given_nodes(self, sheet_id: str, part: Part) -> tuple[str, ...]:
        """The ids that the nodes of a part must have; none where people add nodes."""
        items = self.kit.sheets[sheet_id].items
        if part.is_one:
            return (part.id,)
        if part.fixed == "narrative" and self.profile:
            return tuple(section.id for section in self.profile.narrative)
        return items.get(self.example.country if part.fixed == "country" else part.fixed, ())

    def check_field(self, part: Part, place: str, name: str, value: Value) -> None:
        field = part.by_id.get(name)
        if field is None:
            self.problem("unknown_field", id=place)
        elif isinstance(value, tuple) and field.kind not in LISTS:
            self.problem("field_wrong", field=place)
        elif field.kind in ("line", "text"):
            self.problem("words_without_language", Level.WARNING, id=place)
        else:
            for one in value if isinstance(value, tuple) else (value,):
                self.check_value(field, place, one)

    def check_words(self, part: Part, place: str, name: str) -> None:
        field = part.by_id.get(name)
        if field is None:
            self.problem("unknown_field", id=place)
        elif field.kind not in IN_WORDS:
            self.problem("value_among_words", id=place)

    def check_value(self, field: Field, place: str, value: str) -> None:
        if field.kind in NUMERIC:
            self.check_number(field, place, value)
        elif field.options and value not in field.options:
            self.problem("unknown_choice", field=place, id=value)
        elif field.kind == "heading" and value not in self.headings():
            self.problem("unknown_heading", field=place, id=value)
        elif field.to and not self.is_target(field, value):
            self.problem("unknown_node", field=place, id=value, to=field.to)
        elif field.kind == "date" and not _is_date(value):
            self.problem("not_a_date", field=place)
        elif field.kind == "tick" and value != "yes":
            self.problem("not_one_of", field=place, expected="yes")

    def check_number(self, field: Field, place: str, value: str) -> None:
        number = _number(value)
        if number is None or (field.kind in WHOLE and number % 1):
            self.problem("not_a_number", field=place)
        elif (field.low is not None and number < field.low) or (field.high is not None and number > field.high):
            self.problem("out_of_range", field=place)

    def headings(self) -> tuple[str, ...]:
        rules = self.profile.budget if self.profile else None
        return tuple(heading.id for heading in rules.headings) if rules else ()

    def is_target(self, field: Field, node_id: str) -> bool:
        """Whether a link leads to a node of its part, with the values that `only` asks for."""
        sheet, part = field.target
        node = self.example.documents.get(sheet, {}).get(node_id, {})
        return all(node.get(name) == value for name, value in {PART: part, **field.only}.items())


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
