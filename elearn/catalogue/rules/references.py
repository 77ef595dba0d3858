"""Whether what texts refer to is there. Looks at the whole library: units refer to each other."""

from collections.abc import Iterator
from datetime import date

from elearn.catalogue.rules.library import all_texts
from elearn.catalogue.rules.values import Block, BlockKind, Library, Text
from elearn.core.problems import Level, Problem
from elearn.markup.links import WrittenLink, written_links


def check_references(library: Library) -> tuple[Problem, ...]:
    """Links to terms, facts, modules and lessons that do not exist, and paths with unknown modules."""
    return (*_check_paths(library), *_check_links(library))


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
    if link.scheme == "fact" and link.name not in library.facts:
        yield Problem(path, line, Level.ERROR, "unknown_fact", params)
    if link.scheme == "lesson":
        module_id, _, lesson_id = link.name.partition("/")
        module = library.modules.get(module_id)
        if module is None:
            yield Problem(path, line, Level.ERROR, "unknown_module", {"id": module_id})
        elif lesson_id and lesson_id not in [lesson.id for lesson in module.lessons]:
            yield Problem(path, line, Level.ERROR, "unknown_lesson", params)
