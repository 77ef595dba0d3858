"""How the languages of one text stand to its source: for the tabs of the editor."""

from collections.abc import Mapping
from dataclasses import dataclass

from elearn.catalogue.rules.compile_text import compile_renderings
from elearn.catalogue.rules.schemas import Front, ModuleFront
from elearn.catalogue.rules.values import Freshness
from elearn.catalogue.service.texts import older_text
from elearn.core.ids import digest
from elearn.core.languages import LANGUAGES
from elearn.infra.memory import memory

MOST_TEXTS = 300


@dataclass(frozen=True, slots=True)
class Tab:
    """One language of a text. `blocks` is how many have to be checked; `written` says whether there is a file."""

    language: str
    freshness: Freshness
    blocks: int = 0
    written: bool = True


def tabs_of(bodies: Mapping[str, str], source: str, is_cover: bool) -> tuple[Tab, ...]:
    """The languages of a text, the source first. `bodies` are its files by language."""
    states = memory("tabs", MOST_TEXTS)
    key = source, is_cover, *((language, digest(body)) for language, body in sorted(bodies.items()))
    found: tuple[Tab, ...] | None = states.get(key)
    return found if found is not None else states.put(key, tuple(_tabs(bodies, source, is_cover)))


def _tabs(bodies: Mapping[str, str], source: str, is_cover: bool) -> list[Tab]:
    model = ModuleFront if is_cover else Front
    tabs = [Tab(source, Freshness.SOURCE, written=source in bodies)]
    for language in LANGUAGES:
        if language != source:
            tabs.append(_tab(language, bodies, source, model))
    return tabs


def _tab(language: str, bodies: Mapping[str, str], source: str, model: type[Front] | type[ModuleFront]) -> Tab:
    if language not in bodies:
        return Tab(language, Freshness.MISSING, written=False)
    files = {one: (one, bodies[one]) for one in (source, language) if one in bodies}
    found, _problems = compile_renderings(files, source, model, older_text)
    text = found.by_language.get(language) if found else None
    if text is None:  # a file with errors: nobody can say how much of it is up to date
        return Tab(language, Freshness.STALE)
    blocks = sum(1 for block in text.blocks if block.stale or block.language) + text.title_stale
    return Tab(language, text.freshness, blocks)
