"""Checking a folder of content without a database: what an author and CI run before anything is imported."""

from pathlib import Path

from elearn.catalogue.problem_texts import describe
from elearn.catalogue.rules.check_style import check_style
from elearn.catalogue.rules.compile import Compiled, unit_of
from elearn.catalogue.rules.library import build_library
from elearn.catalogue.rules.references import check_references, check_review_dates
from elearn.catalogue.service.compiling import compile_files
from elearn.catalogue.service.folder import Folder, read_folder
from elearn.catalogue.service.media import translations
from elearn.core.clock import today
from elearn.core.ids import short_digest
from elearn.core.problems import Problem


def check(folder: Path) -> list[Problem]:
    """All problems of a folder of content, by file and line. NotContentError if the folder holds no content."""
    found = read_folder(folder)
    compiled = compile_folder(found)
    library = build_library({unit.unit: unit.value for unit in compiled}, "check")
    problems = [*found.problems, *check_references(library), *check_style(library)]
    problems += check_review_dates(library, today())
    problems += [problem for unit in compiled for problem in unit.problems]
    return sorted(problems, key=lambda problem: (problem.path, problem.line, problem.code))


def compile_folder(found: Folder) -> list[Compiled]:
    """Compile every unit of a folder. Of older source texts it knows only those of the folder itself."""
    known = {short_digest(body): body for body in found.texts.values()}
    units = sorted({unit_of(path) for path in found.digests()})
    return [_compile(unit, found, known) for unit in units]


def _compile(unit: str, found: Folder, known: dict[str, str]) -> Compiled:
    texts = {path: body for path, body in found.texts.items() if unit_of(path) == unit}
    media = {path: file for path, file in found.media.items() if unit_of(path) == unit}
    translated = {
        path: {language: drawing.media.digest for language, drawing in drawings.items()}
        for path, drawings in translations(media, texts).items()
    }
    return compile_files(unit, texts, media, translated, known.get)


def in_words(problem: Problem) -> str:
    """A problem as a sentence in the current language: what is wrong, and what to do."""
    return describe(problem)
