"""The shape of the YAML files of content/, as pydantic models. Quizzes have theirs in `quiz_values.py`."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, field_validator
from pydantic_core import PydanticCustomError

from elearn.catalogue.rules.quiz_values import Id, Percentage, Strict

Language = Literal["it", "en", "es", "fr", "de"]
Minutes = Annotated[int, Field(ge=1, le=600)]
Words = Annotated[str, Field(min_length=1)]
Names = Mapping[Language, Words]
ADDRESS = re.compile(r"https?://\S+\Z")


class Timed(Strict):
    """A lesson or a quiz of a module, in order."""

    id: Id
    minutes: Minutes


class ModuleFile(Strict):
    """`module.yml`. `minutes` is what is planned for a module that is not written yet."""

    source: Language = "it"
    workbook: Id | None = None
    licence: str = ""
    minutes: Annotated[int, Field(ge=0, le=6000)] = 0
    lessons: tuple[Timed, ...] = ()
    quizzes: tuple[Timed, ...] = ()


class PathFile(Strict):
    """`path.yml`."""

    source: Language = "it"
    audience: Literal["operators", "entrepreneurs"]
    hours: Annotated[float, Field(gt=0)]
    pass_mark: Percentage | None = None
    modules: Annotated[tuple[Id, ...], Field(min_length=1)]

    @field_validator("pass_mark", mode="before")
    @classmethod
    def none_is_a_word(cls, value: object) -> object:
        """`pass_mark: none` means that nothing is asked."""
        return None if value == "none" else value


class Front(Strict):
    """The front matter of lessons, paths and pages. `heavy_because` lets a lesson weigh more than its budget."""

    title: Words
    summary: str = ""
    translates: str = ""
    heavy_because: str = ""
    reviewed: date | None = None
    review_by: date | None = None

    @property
    def objectives(self) -> tuple[str, ...]:
        """Only modules have them."""
        return ()


class ModuleFront(Strict):
    """The front matter of a module's own text."""

    title: Words
    summary: Words
    translates: str = ""
    reviewed: date | None = None
    review_by: date | None = None
    objectives: tuple[Words, ...] = ()

    @property
    def heavy_because(self) -> str:
        """Only lessons may be heavy."""
        return ""


class GlossaryEntry(Strict):
    """One term of `glossary/{lang}.yml`."""

    definition: Words
    example: str = ""
    avoid: tuple[Words, ...] = ()


class RetiredTerm(Strict):
    """One term of `glossary/retired.yml`: since when nobody should link it, and the term to use instead."""

    since: date
    instead: str = ""


class FactSource(Strict):
    """Where a country fact comes from."""

    title: Words
    issuer: Words
    year: Annotated[int, Field(ge=1900, le=2100)]
    url: str | None = None

    @field_validator("url")
    @classmethod
    def leads_to_a_page(cls, value: str | None) -> str | None:
        """Only addresses of web pages: readers will follow them."""
        if value is not None and not ADDRESS.match(value):
            raise PydanticCustomError("bad_address", "not an address")
        return value


class FactEntry(Strict):
    """One fact of `country-facts/{country}.yml`."""

    topic: Id
    title: Names
    text: Names
    source: FactSource
    valid_on: date
    review_by: date
    retired: date | None = None
