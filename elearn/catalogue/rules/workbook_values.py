"""What a workbook is made of, as content says it: sheets, profiles, texts of checks, word lists, rubrics, phrases.

A sheet is a list of parts, a part a list of nodes, a node a set of fields. Words stand beside it, by the same ids.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

FieldKind = Literal[
    "line",  # text of one line
    "text",  # text of several lines
    "number",
    "whole",  # a whole number
    "money",  # an amount in the workbook's currency
    "percent",
    "value",  # a number where it can be read as one, words where not (a baseline may be "no")
    "year",
    "month",  # a month of the project, counted from 1
    "date",
    "tick",  # "yes" or ""
    "choice",  # one of `options`
    "choices",  # several of `options`
    "link",  # a node of another part
    "links",  # several of them
    "heading",  # a budget heading of the profile
]
Layout = Literal["card", "rows", "tree", "matrix", "blocks", "months"]
Names = Mapping[str, str]  # language -> words

NUMERIC = frozenset[FieldKind]({"number", "whole", "money", "percent", "year", "month"})
LISTS = frozenset[FieldKind]({"choices", "links"})
LONGEST_CASH_PLAN = 36


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a node. `to` is "sheet/part" for links; `only` keeps those whose fields hold these values."""

    id: str
    kind: FieldKind
    options: tuple[str, ...] = ()
    to: str = ""
    only: Mapping[str, str] = field(default_factory=dict)
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def target(self) -> tuple[str, str]:
        """(sheet, part) that a link leads to; ("", "") for other kinds."""
        sheet, _, part = self.to.partition("/")
        return sheet, part


@dataclass(frozen=True)
class Part:
    """A part of a sheet.

    `is_one`: a single node, whose id is the part's. `fixed`: its nodes are given, with the ids of that list: "items"
    by the sheet, "country" by the sheet for the workbook's country, "narrative" by the profile. Otherwise people add
    nodes. `owner` is the field that links a node to the one it belongs to: removed together. `columns` are the
    fields that a table shows; the first of them names a node. `monthly`: fields m1, m2 ... for each month of a plan.
    """

    id: str
    fields: tuple[Field, ...]
    is_one: bool = False
    fixed: Literal["", "items", "country", "narrative"] = ""
    owner: str = ""
    columns: tuple[str, ...] = ()
    monthly: bool = False

    @cached_property
    def by_id(self) -> Mapping[str, Field]:
        """The fields by id, those of the months too."""
        found = {one.id: one for one in self.fields}
        if self.monthly:
            months = (f"m{month}" for month in range(1, LONGEST_CASH_PLAN + 1))
            found.update({name: Field(name, "money") for name in months})
        return found

    @property
    def name_field(self) -> str:
        """The field that names a node: the first column, else the first field."""
        return (self.columns or tuple(one.id for one in self.fields))[0]


@dataclass(frozen=True, slots=True)
class FieldWords:
    """A field in one language: the plain question, the funder's term, what helps, an example, names of options."""

    label: str
    term: str = ""
    hint: str = ""
    example: str = ""
    options: Names = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PartWords:
    """A part in one language. `one` is a single node ("problem"), `add` the button ("Add a problem")."""

    title: str
    one: str = ""
    add: str = ""
    empty: str = ""
    fields: Mapping[str, FieldWords] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SheetWords:
    """A sheet in one language. `title` is the plain name, `term` the funder's; `items` names fixed nodes."""

    title: str
    term: str = ""
    about: str = ""
    parts: Mapping[str, PartWords] = field(default_factory=dict)
    items: Names = field(default_factory=dict)


@dataclass(frozen=True)
class SheetKind:
    """A kind of sheet. `module` teaches it; `items` are fixed nodes by list: "items", or a country."""

    id: str
    layout: Layout
    parts: tuple[Part, ...]
    module: str = ""
    feeds_from: tuple[str, ...] = ()
    items: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Mapping[str, SheetWords] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> Mapping[str, Part]:
        """The parts by id."""
        return {part.id: part for part in self.parts}

    def say(self, language: str) -> SheetWords:
        """The words of a language."""
        return self.words[language]


@dataclass(frozen=True, slots=True)
class Heading:
    """A budget heading of a profile. `group` says what it is for checks: staff, equipment, travel, monitoring ..."""

    id: str
    names: Names
    group: str = ""
    allowed: bool = True


@dataclass(frozen=True, slots=True)
class BudgetRules:
    """What a funder asks of a budget. Percentages; None: nothing is asked."""

    headings: tuple[Heading, ...]
    indirect_max: Decimal | None = None  # of direct costs
    contingency_max: Decimal | None = None  # of direct costs
    grant_share_max: Decimal | None = None  # of the total
    own_share_min: Decimal | None = None  # of the total
    grant_min: Decimal | None = None
    grant_max: Decimal | None = None
    staff_max: Decimal | None = None  # of direct costs
    equipment_max: Decimal | None = None  # of direct costs
    lump_sum_max: Decimal | None = None  # a round single amount above it needs a justification
    in_kind: bool = True
    demands: tuple[str, ...] = ()  # groups that must have a line: monitoring, visibility, audit


@dataclass(frozen=True, slots=True)
class LoanRules:
    """What a lender or a law asks of a loan, and when we warn. Amounts in the workbook's currency."""

    amount_max: Decimal | None = None
    months_max: int | None = None
    coverage_min: Decimal | None = None  # cash available before debt, divided by the instalment
    household_share_max: Decimal | None = None  # instalments, in per cent of what the household has left


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the narrative in the order that a call asks for. `words_max` 0: no limit."""

    id: str
    titles: Names
    hints: Names
    words_max: int = 0


@dataclass(frozen=True)
class Profile:
    """A funder's or lender's form of a workbook.

    `sheets` in their order; `required` must be filled; `blocking` are codes of findings that stop asking for feedback.
    `terms` are other names of logframe levels and columns ("outcome", "indicators" ...) by language.
    """

    id: str
    audience: Literal["operators", "entrepreneurs"]
    names: Names
    about: Names
    sheets: tuple[str, ...]
    required: tuple[str, ...] = ()
    blocking: frozenset[str] = frozenset()
    terms: Mapping[str, Names] = field(default_factory=dict)
    outcomes_max: int = 3
    indicators_max: int = 4  # for each result
    budget: BudgetRules | None = None
    loan: LoanRules | None = None
    narrative: tuple[Section, ...] = ()
    rubric: str = ""
    peer_rubric: str = ""
    peers_are_hidden: bool = True


@dataclass(frozen=True, slots=True)
class CheckText:
    """What a finding says, by language, with its parameters as `{name}`; `lesson` is "module/lesson" or ""."""

    code: str
    lesson: str
    texts: Names


@dataclass(frozen=True, slots=True)
class WordLists:
    """The words of one language that checks look for: name of a list -> words or beginnings of words."""

    language: str
    lists: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion of a rubric. `weight` in per cent; `anchors` say what each mark (1 to 5) means."""

    id: str
    weight: int
    titles: Names
    anchors: Mapping[int, Names]


@dataclass(frozen=True, slots=True)
class Rubric:
    """How a reviewer judges. The weights add up to 100; `pass_mark` is in per cent."""

    id: str
    criteria: tuple[Criterion, ...]
    pass_mark: int = 60


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence that trainers use often."""

    id: str
    kind: Literal["fix", "question", "praise"]
    texts: Names


@dataclass(frozen=True)
class Kit:
    """Everything that workbooks need of the content: the unit `workbooks`."""

    sheets: Mapping[str, SheetKind]
    profiles: Mapping[str, Profile]
    checks: Mapping[str, CheckText]
    words: Mapping[str, WordLists]
    rubrics: Mapping[str, Rubric]
    phrases: tuple[Phrase, ...] = ()


@dataclass(frozen=True)
class Example:
    """A filled workbook that ships: the unit `examples/<id>`.

    `documents`: sheet -> node -> fields without language ("part" is one); `words`: language -> sheet -> node -> field.
    """

    id: str
    profile: str
    currency: str
    country: str
    start: str
    months: int
    documents: Mapping[str, Mapping[str, Mapping[str, str | tuple[str, ...]]]]
    titles: Names
    places: Names
    words: Mapping[str, Mapping[str, Mapping[str, Mapping[str, str]]]]

    def in_language(self, language: str) -> dict[str, dict[str, dict[str, str | tuple[str, ...]]]]:
        """sheet -> node -> fields with the words of a language."""
        own = self.words[language]
        return {
            sheet: {node: {**fields, **own.get(sheet, {}).get(node, {})} for node, fields in nodes.items()}
            for sheet, nodes in self.documents.items()
        }
