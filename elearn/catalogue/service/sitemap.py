"""Which pages a search engine may find."""

from collections.abc import Iterator

from elearn.catalogue.rules.values import Library
from elearn.core.languages import LANGUAGES

Entry = tuple[str, tuple[str, ...]]


def sitemap_entries(library: Library) -> Iterator[Entry]:
    """(address without its language, languages in which the page really exists)."""
    yield "/", LANGUAGES
    yield "/glossary", LANGUAGES
    for page in library.pages.values():
        yield "/help/" if page.id == "help" else f"/{page.id}", page.text.languages()
    for path in library.paths.values():
        yield f"/p/{path.id}/", path.text.languages()
    for module in library.modules.values():
        if not module.is_coming:
            yield f"/m/{module.id}/", module.text.languages()
            for lesson in module.lessons:
                yield f"/m/{module.id}/{lesson.id}", lesson.text.languages()
