"""Country facts: found, begun, retired, restored. The same id in several countries is the same question."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from elearn.authoring.rules.entries import edited_entry, yaml_entries
from elearn.authoring.rules.naming import free_id
from elearn.authoring.rules.yaml_writing import UnreadableError
from elearn.authoring.service.drafts import draft, drafts, save
from elearn.authoring.service.past import left_texts
from elearn.catalogue.rules.yaml_files import read_mapping
from elearn.core.clock import today
from elearn.core.countries import COUNTRIES
from elearn.core.languages import LANGUAGES

UNIT = "country-facts"


class UnknownFactError(LookupError):
    """This country has no such fact."""


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact of one country as the list shows it. `review_by` is None where the draft names no day."""

    id: str
    country: str
    title: str
    review_by: date | None
    retired: bool

    @property
    def is_due(self) -> bool:
        """Whether somebody should check it now."""
        return not self.retired and (self.review_by is None or self.review_by < today())


def file_of(country: str) -> str:
    """The file with the facts of a country."""
    return f"{UNIT}/{country}.yml"


def fact_rows(language: str) -> list[FactRow]:
    """All facts of all countries, those that are due first, then by day; retired ones at the end."""
    rows = [
        _row(fact_id, country, value, language)
        for country, values in _values().items()
        for fact_id, value in values.items()
    ]
    return sorted(rows, key=lambda row: (row.retired, row.review_by or date.min, row.id, row.country))


def grouped(rows: Sequence[FactRow]) -> list[tuple[FactRow, ...]]:
    """Rows of the same question together, in the order of their first."""
    found: dict[str, list[FactRow]] = {}
    for row in rows:
        found.setdefault(row.id, []).append(row)
    return [tuple(some) for some in found.values()]


def fact_row(fact_id: str, country: str, language: str) -> FactRow | None:
    """A fact of a country, or None where it has none."""
    value = _values().get(country, {}).get(fact_id)
    return None if value is None else _row(fact_id, country, value, language)


def countries_of(fact_id: str) -> Sequence[str]:
    """The countries that have this fact."""
    return [country for country, values in _values().items() if fact_id in values]


def new_fact_id(title: str) -> str:
    """An id that no country ever used. Retired facts keep their place in the file, so theirs are taken."""
    taken = {fact_id for values in _values().values() for fact_id in values}
    taken |= {
        one.id for country in COUNTRIES for text in left_texts(file_of(country)) for one in yaml_entries(text).entries
    }
    return free_id(title, taken.__contains__)


def retire_fact(person_id: int, fact_id: str, country: str) -> None:
    """Show a fact no more. UnknownFactError where there is none."""
    _change(person_id, fact_id, country, "retired")


def restore_fact(person_id: int, fact_id: str, country: str) -> None:
    """Show a retired fact again. UnknownFactError where there is none."""
    _change(person_id, fact_id, country, "restored")


def _change(person_id: int, fact_id: str, country: str, act: str) -> None:
    opened = draft(file_of(country))
    if yaml_entries(opened.body).find(fact_id) is None:
        raise UnknownFactError(fact_id)

    def change(value: dict[str, dict[str, object]]) -> None:
        if not isinstance(value[fact_id], dict):
            raise UnreadableError(fact_id)
        if act == "retired":
            value[fact_id]["retired"] = today()
        else:
            value[fact_id].pop("retired", None)

    save(person_id, opened.path, edited_entry(opened.body, fact_id, change), opened.digest, act, fact_id)


def _values() -> dict[str, dict[str, object]]:
    """What the drafts hold, by country, in the order of countries."""
    files = drafts(UNIT)
    return {
        country: read_mapping(files[file_of(country)].body, file_of(country))[0]
        for country in COUNTRIES
        if file_of(country) in files
    }


def _row(fact_id: str, country: str, value: object, language: str) -> FactRow:
    fact: dict[str, object] = value if isinstance(value, dict) else {}
    own = fact.get("title")
    titles: dict[str, object] = own if isinstance(own, dict) else {}
    title = next((str(titles[one]) for one in (language, *LANGUAGES) if titles.get(one)), fact_id)
    review_by = fact.get("review_by")
    return FactRow(fact_id, country, title, review_by if isinstance(review_by, date) else None, "retired" in fact)
