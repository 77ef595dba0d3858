"""Everything that the editor's page shows of one text: its blocks as readers see them, problems, languages, people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request
from markupsafe import Markup

from elearn.accounts.service.access import current_person
from elearn.authoring.forms.text import BlockForm, form_of
from elearn.authoring.rules.front_fields import read_front
from elearn.authoring.rules.stretches import NOTES, Stretch, stretches
from elearn.authoring.rules.weight import Weight
from elearn.authoring.service.drafts import DraftMissingError
from elearn.authoring.service.language_states import Tab, tabs_of
from elearn.authoring.service.text_problems import problems_of_text
from elearn.authoring.service.weight import weight_of
from elearn.authoring.service.workshop import rendered, shelf_for, source_of_unit
from elearn.authoring.views.text_places import TextPlace
from elearn.catalogue.rules.values import BlockKind, Library
from elearn.catalogue.service.publishing import drafts_of
from elearn.catalogue.service.reading import TextView
from elearn.catalogue.service.texts import texts_of
from elearn.core.countries import COUNTRIES, country_name
from elearn.core.languages import LANGUAGES
from elearn.core.problems import Problem
from elearn.infra.i18n import current_language
from elearn.ui.slots import render_part

FIRST_COUNTRY = "it"  # whose facts are shown to authors who chose no country


@dataclass(frozen=True, slots=True)
class BlockView:
    """One block on the page. `html` is what readers see of it, `question` the "quiz/question" that it shows."""

    number: int
    stretch: Stretch
    kind: str
    html: Markup | str
    question: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Opened:
    """A text that is open in the editor, with everything around it that was read for this."""

    place: TextPlace
    language: str
    source: str
    body: str
    digest: str
    entries: Mapping[str, str]
    shelf: Library
    tabs: tuple[Tab, ...]
    module_title: str  # "" outside of modules
    reason: str = ""  # why a lesson may weigh more than its budget: its source says it

    @property
    def path(self) -> str:
        """The file."""
        return self.place.path(self.language)

    @property
    def front(self) -> Mapping[str, object] | None:
        """The values of its front matter; None where they cannot be read."""
        return read_front(self.body)


def open_text(place: TextPlace, language: str | None) -> Opened:
    """A text as it is drafted, in its source language where none is asked. DraftMissingError if it is not there."""
    entries = drafts_of(place.unit)
    shelf = shelf_for(place.unit, entries) if entries else None
    if shelf is None:
        raise DraftMissingError(place.unit)
    source = source_of_unit(place.unit, shelf)
    language = language or source
    digests = {one: entries[place.path(one)] for one in LANGUAGES if place.path(one) in entries}
    covers = {one: entries[name] for one in LANGUAGES if (name := f"{place.unit}/{one}.md") in entries}
    texts = texts_of([*digests.values(), *covers.values()])
    bodies = {one: texts[key] for one, key in digests.items()}
    if language not in bodies:
        raise DraftMissingError(place.path(language))
    return Opened(
        place=place,
        language=language,
        source=source,
        body=bodies[language],
        digest=digests[language],
        entries=entries,
        shelf=shelf,
        tabs=tabs_of(bodies, source, place.is_cover),
        module_title=_module_title(place, {one: texts[key] for one, key in covers.items()}, source),
        reason=str((read_front(bodies.get(source, "")) or {}).get("heavy_because") or ""),
    )


def text_view(opened: Opened, body: str | None = None) -> TextView:
    """The text as readers would see it; `body` is what was typed and is not saved."""
    country = current_person().country or FIRST_COUNTRY
    words = opened.body if body is None else body
    return rendered(opened.shelf, opened.place.unit, words, opened.language, country)


def weight_in(opened: Opened, body: str | None = None) -> Weight | None:
    """What a lesson weighs for its readers; None for all other texts. `body` is what was typed and is not saved."""
    module = opened.shelf.modules.get(opened.place.module)
    if module is None or not opened.place.lesson:
        return None
    return weight_of(text_view(opened, body), module, opened.language, opened.reason)


def problems_in(opened: Opened) -> list[Problem]:
    """What is wrong with the text."""
    return problems_of_text(opened.shelf, opened.place.unit, opened.path, opened.body, opened.language)


def blocks_of(opened: Opened, problems: Sequence[Problem]) -> list[BlockView]:
    """The blocks of the text in order."""
    view, found = text_view(opened), stretches(opened.body)
    countries = {country: country_name(country, current_language()) for country in COUNTRIES}
    last_notes = max((number for number, one in enumerate(found) if one.kind == NOTES), default=-1)
    blocks, at = [], 0
    for number, one in enumerate(found):
        own = tuple(problem for problem in problems if one.line <= problem.line <= one.last_line)
        if one.kind == NOTES:
            html = view.footnotes if number == last_notes else one.source
            blocks.append(BlockView(number + 1, one, NOTES, html, problems=own))
            continue
        parts = list(enumerate(view.parts))[at : at + one.count]
        at += one.count
        part = parts[0][1]
        is_question = part.kind is BlockKind.QUESTION
        html = "" if is_question else render_part("catalogue/parts.html", view=view, parts=parts, countries=countries)
        blocks.append(BlockView(number + 1, one, _kind(one, part.media), html, part.question, own))
    return blocks


def open_form(opened: Opened, number: int) -> BlockForm | None:
    """The form of a block, counted from 1; None where there is no such block."""
    found = stretches(opened.body)
    return form_of(found[number - 1], opened.digest) if 0 < number <= len(found) else None


def _module_title(place: TextPlace, covers: Mapping[str, str], source: str) -> str:
    if not place.module:
        return ""
    fronts = (read_front(covers[one]) for one in (current_language(), source) if one in covers)
    return next((str(front["title"]) for front in fronts if front and front.get("title")), place.module)


def asked_number(name: str) -> int | None:
    """A number in the address, if there is one."""
    text = request.args.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 6 else None


def _kind(block: Stretch, media: object) -> str:
    content_type = getattr(getattr(media, "media", None), "content_type", "")
    return "audio" if block.kind == "media" and content_type.startswith("audio/") else block.kind
