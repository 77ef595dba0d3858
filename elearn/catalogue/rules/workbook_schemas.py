"""The shape of the YAML files of workbooks and examples, as pydantic models."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, field_validator

from elearn.catalogue.rules.quiz_values import Id, Percentage, Strict
from elearn.catalogue.rules.schemas import Language, Names, Words
from elearn.catalogue.rules.workbook_values import Layout

Key = Annotated[str, Field(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$")]
Share = Annotated[Decimal, Field(ge=0, le=100)]  # per cent
Amount = Annotated[Decimal, Field(ge=0)]
Country = Literal["it", "es", "fr", "de", "be"]
Level = Literal["impact", "outcome", "output", "activity", "indicator", "source", "assumption"]
Mark = Literal[1, 2, 3, 4, 5]
MARKS: tuple[Mark, ...] = (1, 2, 3, 4, 5)


# Sheets --------------------------------------------------------------------------------------------------------------


class PartFile(Strict):
    """A part of `sheet.yml`. Fields are written in short: `compile_sheets` reads them."""

    fields: Annotated[Mapping[Key, Any], Field(min_length=1)]
    one: bool = False
    fixed: Literal["items", "country", "narrative"] | None = None
    owner: str = ""
    columns: tuple[Key, ...] = ()
    monthly: bool = False


class SheetFile(Strict):
    """`sheet.yml`."""

    layout: Layout
    module: Id | Literal[""] = ""
    feeds_from: tuple[Id, ...] = Field((), alias="from")
    items: Mapping[Literal["items"] | Country, tuple[Key, ...]] = {}
    parts: Annotated[Mapping[Key, PartFile], Field(min_length=1)]


class WordsOf(Strict):
    """Words: a number that stands alone is a word too (`1: 1`)."""

    model_config = ConfigDict(coerce_numbers_to_str=True)


class FieldWordsFile(WordsOf):
    """A field in one language."""

    label: str = ""
    term: str = ""
    hint: str = ""
    example: str = ""
    options: Mapping[str, str] = {}


class PartWordsFile(WordsOf):
    """A part in one language."""

    title: str = ""
    one: str = ""
    add: str = ""
    empty: str = ""
    fields: Mapping[str, FieldWordsFile] = {}


class SheetWordsFile(WordsOf):
    """`{lang}.yml` beside `sheet.yml`."""

    title: str = ""
    term: str = ""
    about: str = ""
    parts: Mapping[str, PartWordsFile] = {}
    items: Mapping[str, str] = {}


# Profiles and rubrics ------------------------------------------------------------------------------------------------


class HeadingFile(Strict):
    """A budget heading."""

    id: Words
    name: Names
    group: Key | Literal[""] = ""
    allowed: bool = True


class BudgetFile(Strict):
    """What a funder asks of a budget."""

    headings: Annotated[tuple[HeadingFile, ...], Field(min_length=1)]
    indirect_max: Share | None = None
    contingency_max: Share | None = None
    grant_share_max: Share | None = None
    own_share_min: Share | None = None
    grant_min: Amount | None = None
    grant_max: Amount | None = None
    staff_max: Share | None = None
    equipment_max: Share | None = None
    lump_sum_max: Amount | None = None
    in_kind: bool = True
    demands: tuple[Key, ...] = ()


class LoanFile(Strict):
    """What is asked of a loan."""

    amount_max: Amount | None = None
    months_max: Annotated[int, Field(ge=1)] | None = None
    coverage_min: Amount | None = None
    household_share_max: Share | None = None


class SectionFile(Strict):
    """A section of the narrative."""

    id: Key
    title: Names
    hint: Names = {}
    words: Annotated[int, Field(ge=0)] = 0


class ProfileFile(Strict):
    """`profiles/<id>.yml`."""

    audience: Literal["operators", "entrepreneurs"]
    name: Annotated[Names, Field(min_length=1)]
    about: Annotated[Names, Field(min_length=1)]
    sheets: Annotated[tuple[Id, ...], Field(min_length=1)]
    required: tuple[Id, ...] = ()
    blocking: tuple[str, ...] = ()
    terms: Mapping[Level, Names] = {}
    outcomes_max: Annotated[int, Field(ge=1)] = 3
    indicators_max: Annotated[int, Field(ge=1)] = 4
    budget: BudgetFile | None = None
    loan: LoanFile | None = None
    narrative: tuple[SectionFile, ...] = ()
    rubric: Id | Literal[""] = ""
    peer_rubric: Id | Literal[""] = ""
    peers: Literal["hidden", "named"] = "hidden"


class CriterionFile(Strict):
    """A criterion of a rubric."""

    id: Key
    weight: Percentage
    title: Annotated[Names, Field(min_length=1)]
    anchors: Mapping[Mark, Names]


class RubricFile(Strict):
    """`rubrics/<id>.yml`."""

    pass_mark: Percentage = 60
    criteria: Annotated[tuple[CriterionFile, ...], Field(min_length=1)]


# Sentences -----------------------------------------------------------------------------------------------------------


class Spoken(Strict):
    """A sentence in five languages."""

    it: Words | None = None
    en: Words | None = None
    es: Words | None = None
    fr: Words | None = None
    de: Words | None = None

    @property
    def texts(self) -> dict[str, str]:
        """The sentence by language, where it is written."""
        languages: tuple[Language, ...] = ("it", "en", "es", "fr", "de")
        return {language: text for language in languages if (text := getattr(self, language)) is not None}


class CheckEntry(Spoken):
    """What a finding says."""

    lesson: Annotated[str, Field(pattern=r"^([a-z0-9-]+(/[a-z0-9-]+)?)?$")] = ""


class PhraseEntry(Spoken):
    """A sentence of trainers."""

    kind: Literal["fix", "question", "praise"]


# Examples ------------------------------------------------------------------------------------------------------------


class ExampleFile(Strict):
    """`example.yml`."""

    profile: Id
    currency: str
    country: Country
    start: date
    months: Annotated[int, Field(ge=1, le=120)]
    sheets: Mapping[Id, Mapping[Key, Mapping[Key, Any]]]

    @field_validator("currency")
    @classmethod
    def is_a_code(cls, value: str) -> str:
        """ISO 4217: three capital letters."""
        if len(value) != len("EUR") or not (value.isascii() and value.isalpha() and value.isupper()):
            raise ValueError("no currency")
        return value


class ExampleWordsFile(WordsOf):
    """`{lang}.yml` beside `example.yml`."""

    title: str = ""
    place: str = ""
    sheets: Mapping[str, Mapping[str, Mapping[str, str]]] = {}
