"""Whether what texts refer to is there. Looks at the whole library: units refer to each other."""

from collections.abc import Iterator
from datetime import date

from elearn.catalogue.rules.check_examples import check_examples
from elearn.catalogue.rules.library import all_texts
from elearn.catalogue.rules.values import Block, BlockKind, Library, Text
from elearn.core.problems import Level, Problem
from elearn.markup.links import WrittenLink, written_links


def check_references(library: Library) -> tuple[Problem, ...]:
    """What texts, paths, workbooks and examples refer to and is not there."""
    return (
        *_check_paths(library),
        *_check_links(library),
        *_check_workbooks(library),
        *_check_sheets(library),
        *check_examples(library),
    )


def check_review_dates(library: Library, today: date) -> tuple[Problem, ...]:
    """Country facts and texts that should have been reviewed by now."""
    facts = [
        Problem(f"country-facts/{country}.yml", 0, Level.WARNING, "review_due", {"id": fact.id, "day": fact.review_by})
        for by_country in library.facts.values()
        for country, fact in by_country.items()
        if fact.is_due(today)
    ]
    texts = [
        Problem(path, 0, Level.WARNING, "review_due", {"id": text.title, "day": text.review_by})
        for path, text in all_texts(library)
        if text.review_by and text.review_by < today
    ]
    return (*facts, *texts)


def check_references_of(library: Library, path: str, text: Text) -> tuple[Problem, ...]:
    """What one text refers to and is not there: links, and the sheets of its exercises."""
    sheets = _check_sheets_of(library, path, text) if library.kit.sheets else ()
    return (*_check_links_of(library, path, text), *sheets)


def text_line(block: Block, offset: int) -> int:
    """The line of the file on which line `offset` (from 0) of a block's text stands."""
    return block.line + offset + (0 if block.kind is BlockKind.PROSE else 1 + len(block.options))


def _check_paths(library: Library) -> Iterator[Problem]:
    for path in library.paths.values():
        for module_id in path.modules:
            if module_id not in library.modules:
                yield Problem(f"paths/{path.id}/path.yml", 0, Level.ERROR, "unknown_module", {"id": module_id})
    for module_id in library.modules:
        if library.path_of(module_id) is None:
            yield Problem(f"modules/{module_id}/module.yml", 0, Level.WARNING, "module_without_path", {"id": module_id})


def _check_links(library: Library) -> Iterator[Problem]:
    for path, text in all_texts(library):
        yield from _check_links_of(library, path, text)


def _check_links_of(library: Library, path: str, text: Text) -> Iterator[Problem]:
    for line, link in _links_of(text):
        yield from _check_link(library, path, line, link)


def _links_of(text: Text) -> Iterator[tuple[int, WrittenLink]]:
    """The links of a text with their lines; those of footnotes have none (0)."""
    for block in text.blocks:
        for offset, line in enumerate(block.text.split("\n")):
            for link in written_links(line):
                yield text_line(block, offset), link
        for option in block.options.values():
            for link in written_links(option):
                yield block.line, link
    for note in text.footnotes.values():
        for link in written_links(note):
            yield 0, link


def _check_link(library: Library, path: str, line: int, link: WrittenLink) -> Iterator[Problem]:
    params = {"id": link.name}
    if link.scheme == "term" and link.name not in library.terms:
        yield Problem(path, line, Level.ERROR, "unknown_term", params)
    elif link.scheme == "term" and library.terms[link.name].retired_on:
        better = library.terms[link.name].instead
        yield Problem(path, line, Level.WARNING, "retired_term_instead" if better else "retired_term",
                      {**params, "better": better})  # fmt: skip
    if link.scheme == "fact" and link.name not in library.facts:
        yield Problem(path, line, Level.ERROR, "unknown_fact", params)
    if link.scheme == "lesson":
        yield from _check_lesson(library, path, line, link.name)


def _check_lesson(library: Library, path: str, line: int, name: str) -> Iterator[Problem]:
    """Whether a module, or a lesson written `module/lesson`, is there."""
    module_id, _, lesson_id = name.partition("/")
    module = library.modules.get(module_id)
    if module is None:
        yield Problem(path, line, Level.ERROR, "unknown_module", {"id": module_id})
    elif lesson_id and lesson_id not in [lesson.id for lesson in module.lessons]:
        yield Problem(path, line, Level.ERROR, "unknown_lesson", {"id": name})


def _check_workbooks(library: Library) -> Iterator[Problem]:
    """The lessons and modules that checks and sheets lead to."""
    for check in library.kit.checks.values():
        if check.lesson and any(_check_lesson(library, "", 0, check.lesson)):
            params = {"check": check.code, "id": check.lesson}
            yield Problem("workbooks/checks", 0, Level.WARNING, "check_without_lesson", params)
    for sheet in library.kit.sheets.values():
        if sheet.module and sheet.module not in library.modules:
            path = f"workbooks/sheets/{sheet.id}/sheet.yml"
            yield Problem(path, 0, Level.WARNING, "unknown_module", {"id": sheet.module})


def _check_sheets(library: Library) -> Iterator[Problem]:
    """The sheets that modules and exercises feed. Nothing is asked of a library without workbooks."""
    known = library.kit.sheets
    if not known:
        return
    for module in library.modules.values():
        if module.workbook and module.workbook not in known:
            path = f"modules/{module.id}/module.yml"
            yield Problem(path, 0, Level.WARNING, "unknown_sheet", {"id": module.workbook})
    for path, text in all_texts(library):
        yield from _check_sheets_of(library, path, text)


def _check_sheets_of(library: Library, path: str, text: Text) -> Iterator[Problem]:
    for block in text.blocks:
        sheet = block.options.get("sheet") if block.kind is BlockKind.TURN else None
        if sheet and sheet not in library.kit.sheets:
            yield Problem(path, block.line, Level.WARNING, "unknown_sheet", {"id": sheet})
