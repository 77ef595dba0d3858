"""Everything that is wrong with the drafts of a unit: what stops a publication, and what is better mended."""

from elearn.authoring.rules.reachability import unreachable, unreachable_in_path
from elearn.authoring.service.preview import compiled, library_with_drafts
from elearn.authoring.service.weight import weight_problems
from elearn.catalogue.rules.compile import unit_of
from elearn.catalogue.rules.references import check_references
from elearn.catalogue.rules.values import Library, Module, Path
from elearn.catalogue.service.library import library
from elearn.core.problems import Level, Problem
from elearn.infra.memory import memory

MOST_LIBRARIES = 20


def problems_of(unit: str) -> tuple[Problem, ...]:
    """The Problems of a unit's drafts, as they would stand among everything else that is published."""
    found = compiled(unit)
    if found.value is None:
        return found.problems
    shelf = library_with_drafts(unit)
    own = (problem for problem in _references(shelf) if unit_of(problem.path) == unit)
    return (*found.problems, *own, *_rules(shelf, unit))


def problems_elsewhere(unit: str) -> tuple[Problem, ...]:
    """What a publication would break in other units: links to what is gone. They never stop it."""
    if compiled(unit).value is None:
        return ()
    now = set(map(_name, _references(library())))
    then = (one for one in _references(library_with_drafts(unit)) if unit_of(one.path) != unit)
    return tuple(one for one in then if one.level is Level.ERROR and _name(one) not in now)


def _name(problem: Problem) -> tuple[str, int, str]:
    return problem.path, problem.line, problem.code


def _rules(shelf: Library, unit: str) -> tuple[Problem, ...]:
    value = compiled(unit).value
    if isinstance(value, Module):
        return (*unreachable(shelf, shelf.modules[value.id]), *weight_problems(value.id))
    return tuple(unreachable_in_path(shelf, value)) if isinstance(value, Path) else ()


def _references(shelf: Library) -> tuple[Problem, ...]:
    """What refers to nothing in a library; worked out once for each library."""
    known = memory("references", MOST_LIBRARIES)
    found: tuple[Problem, ...] | None = known.get(shelf.fingerprint)
    return known.put(shelf.fingerprint, check_references(shelf)) if found is None else found
