"""What is wrong with one text, found without compiling its unit: fast enough to say it while somebody writes."""

from elearn.catalogue.rules.compile_module import check_shown
from elearn.catalogue.rules.compile_text import read_source, readable_text
from elearn.catalogue.rules.references import check_references_of
from elearn.catalogue.rules.schemas import Front, ModuleFront
from elearn.catalogue.rules.values import Library
from elearn.core.problems import Problem


def problems_of_text(shelf: Library, unit: str, path: str, body: str, language: str) -> list[Problem]:
    """The Problems of a draft in the order of its lines. `shelf` is the library that it is shown in."""
    is_cover = unit.startswith("modules/") and path == f"{unit}/{language}.md"
    _source, found = read_source(path, body, ModuleFront if is_cover else Front)
    text = readable_text(language, body)
    problems = [*found, *check_references_of(shelf, path, text)]
    module = shelf.modules.get(unit.removeprefix("modules/"))
    if module is not None:
        problems += check_shown(module, path, text)
    return sorted(_once(problems), key=lambda problem: problem.line)


def _once(problems: list[Problem]) -> list[Problem]:
    seen: dict[tuple[int, str, str], Problem] = {}
    for problem in problems:
        seen.setdefault((problem.line, problem.code, str(sorted(problem.params.items()))), problem)
    return list(seen.values())
