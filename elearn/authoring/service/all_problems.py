"""Everything that is wrong anywhere in the drafts: broken links, missing reasons, due reviews, hard texts."""

from collections.abc import Collection
from dataclasses import dataclass

from elearn.authoring.service.preview import compiled
from elearn.catalogue.rules.check_style import check_style
from elearn.catalogue.rules.compile import Value, unit_of
from elearn.catalogue.rules.library import build_library
from elearn.catalogue.rules.references import check_references, check_review_dates
from elearn.catalogue.service.library import library
from elearn.catalogue.service.states import draft_files
from elearn.core.clock import today
from elearn.core.ids import digest
from elearn.core.problems import Level, Problem
from elearn.infra.memory import memory

ORDER = (Level.ERROR, Level.WARNING, Level.NOTICE)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many problems a unit has, by level."""

    unit: str
    errors: int
    warnings: int
    notices: int


def all_problems() -> tuple[Problem, ...]:
    """The problems of all drafts, errors first, then by file and line. Worked out once for each state of the drafts.

    A unit whose drafts cannot be read counts as what is published of it, so that links to it are not called broken.
    """
    files = draft_files("")
    state = digest("\n".join(f"{path} {name}" for some in files.values() for path, name in sorted(some.items())))
    known, key = memory("all problems", 2), (state, library().fingerprint, today())
    found: tuple[Problem, ...] | None = known.get(key)
    return known.put(key, _found(files, state)) if found is None else found


def counted(problems: Collection[Problem]) -> list[Counted]:
    """The units with problems, those with most errors first."""
    by_unit: dict[str, list[Level]] = {}
    for problem in problems:
        by_unit.setdefault(unit_of(problem.path) or problem.path, []).append(problem.level)
    rows = [Counted(unit, *(levels.count(level) for level in ORDER)) for unit, levels in by_unit.items()]
    return sorted(rows, key=lambda row: (-row.errors, -row.warnings, row.unit))


def _found(units: Collection[str], state: str) -> tuple[Problem, ...]:
    made = {unit: compiled(unit) for unit in units}
    live = library()
    published: dict[str, Value] = {f"modules/{one.id}": one for one in live.modules.values()}
    published |= {"glossary": live.terms, "country-facts": live.facts, "workbooks": live.kit}
    values = {unit: one.value if one.value is not None else published.get(unit) for unit, one in made.items()}
    shelf = build_library(values, state)
    problems = [problem for one in made.values() for problem in one.problems]
    problems += [*check_references(shelf), *check_style(shelf), *check_review_dates(shelf, today())]
    return tuple(sorted(problems, key=lambda one: (ORDER.index(one.level), one.path, one.line, one.code)))
