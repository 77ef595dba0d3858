"""Which lessons refer to a term or a country fact, as learners read them now."""

from collections.abc import Mapping
from dataclasses import dataclass

from elearn.catalogue.rules.values import Library, Text
from elearn.catalogue.service.library import library
from elearn.infra.memory import memory
from elearn.markup.links import written_links

Uses = Mapping[tuple[str, str], tuple["Use", ...]]  # (scheme, id) -> where


@dataclass(frozen=True, slots=True)
class Use:
    """A text that links to something: the module, and the lesson ("" for the module's cover)."""

    module: str
    lesson: str
    titles: Mapping[str, str]

    def title(self, language: str) -> str:
        """The title of the text, in a language or in the first that it has."""
        return self.titles.get(language) or next(iter(self.titles.values()))


def uses_of(scheme: str, name: str) -> tuple[Use, ...]:
    """The lessons and covers that link to `term:name` or `fact:name`, in their source language."""
    shelf, known = library(), memory("uses", 2)
    found: Uses = known.get(shelf.fingerprint) or known.put(shelf.fingerprint, _all_uses(shelf))
    return found.get((scheme, name), ())


def _all_uses(shelf: Library) -> Uses:
    found: dict[tuple[str, str], list[Use]] = {}
    for module in shelf.modules.values():
        texts = [("", module.text), *((lesson.id, lesson.text) for lesson in module.lessons)]
        for lesson, renderings in texts:
            titles = {language: text.title for language, text in renderings.by_language.items()}
            for target in _targets(renderings.choose(renderings.source)):
                found.setdefault(target, []).append(Use(module.id, lesson, titles))
    return {target: tuple(uses) for target, uses in found.items()}


def _targets(text: Text) -> dict[tuple[str, str], None]:
    written = [block.text for block in text.blocks]
    written += [option for block in text.blocks for option in block.options.values()]
    links = (link for words in (*written, *text.footnotes.values()) for link in written_links(words))
    return dict.fromkeys((link.scheme, link.name) for link in links if link.scheme in ("term", "fact"))
