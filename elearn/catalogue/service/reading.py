"""Texts as a reader sees them: HTML with margin notes, country facts and footnotes.

Rendering costs milliseconds and the result is kept in this process, for a reader's language and country and for one
state of the library.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _
from markupsafe import Markup

from elearn.catalogue.rules.addresses import lesson_address, media_address, module_address
from elearn.catalogue.rules.values import (
    Block,
    BlockKind,
    CountryFact,
    Freshness,
    Lesson,
    Library,
    Media,
    Text,
)
from elearn.core.clock import today
from elearn.core.countries import COUNTRIES
from elearn.core.lru import Lru
from elearn.infra.memory import memory
from elearn.markup.render import Link, TextFlow, render_footnotes, render_inline, render_prose
from elearn.markup.trusted import trusted

MOST_TEXTS = 400
MOST_INLINE = 4000
NOTHING = trusted("")


@dataclass(frozen=True, slots=True)
class TermNote:
    """A margin note: a term at its first use. `others` are its names in the other languages."""

    id: str
    name: str
    definition: str
    example: str
    others: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FactBox:
    """A country fact at its first use.

    `fact` is the one of the reader's country, or None where that country has none or is not known; `countries` are
    all other countries that have it. `language` is that of `title` and `text`. `is_due`: the review date has passed.
    """

    id: str
    fact: CountryFact | None
    title: str
    text: Markup
    language: str
    is_due: bool
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MediaView:
    """A file of the module, ready to show. `alt` is "" for an ornament."""

    media: Media
    address: str
    alt: str
    caption: Markup
    transcript: Markup


@dataclass(frozen=True, slots=True)
class Part:
    """One block as a reader sees it.

    `lang` is set where the block is not in the reader's language; `stale` where its source has changed meanwhile.
    `question` is "quiz/question" for practice questions.
    """

    kind: BlockKind
    html: Markup
    title: str = ""
    question: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    lang: str | None = None
    stale: bool = False
    media: MediaView | None = None
    terms: tuple[TermNote, ...] = ()
    facts: tuple[FactBox, ...] = ()


@dataclass(frozen=True, slots=True)
class TextView:
    """A text as a reader sees it. `lang` is set where the whole text is not in the reader's language.

    `key` names this rendering: two views with the same key are the same.
    """

    key: tuple[object, ...]
    text: Text
    lang: str | None
    freshness: Freshness
    parts: tuple[Part, ...]
    footnotes: Markup

    @property
    def has_facts(self) -> bool:
        """Whether the text has boxes that depend on the reader's country."""
        return any(part.facts for part in self.parts)

    @property
    def has_checklist(self) -> bool:
        """Whether the text has lines to tick off."""
        return any(part.kind is BlockKind.CHECKLIST for part in self.parts)

    @property
    def has_stale_parts(self) -> bool:
        """Whether the page must say that some blocks are out of date."""
        return any(part.stale for part in self.parts)


LessonView = TextView

_inline: Lru[Markup] = Lru(MOST_INLINE)


def render_lesson(library: Library, lesson: Lesson, language: str, country: str | None) -> LessonView:
    """A lesson for a reader of `language` in `country` (None: not known)."""
    return render_text(library, lesson.text.choose(language), language, country, lesson.module)


def render_text(
    library: Library, text: Text, language: str, country: str | None = None, module: str | None = None
) -> TextView:
    """The text of a page, module or path. `module` is where its media are."""
    day = today()
    key = (text.digest, text.language, language, country, module, library.fingerprint, day)
    texts = memory("texts", MOST_TEXTS)
    found: TextView = texts.get(key) or texts.put(
        key, _Reading(library, text, language, country, module, day).view(key)
    )
    return found


def inline(text: str) -> Markup:
    """Inline Markdown of a quiz (a stem, an option, a reason) as HTML."""
    found = _inline.get(text)
    return _inline.put(text, render_inline(text)) if found is None else found


class _Reading:
    """One rendering of one text, from top to bottom."""

    def __init__(
        self, library: Library, text: Text, language: str, country: str | None, module: str | None, day: date
    ) -> None:
        self.library = library
        self.text = text
        self.language = language
        self.country = country
        self.module = library.modules.get(module) if module else None
        self.day = day
        self.flow = TextFlow(self.link, text.footnotes)
        self.noted: set[str] = set()
        self.found: list[tuple[str, str]] = []

    def view(self, key: tuple[object, ...]) -> TextView:
        foreign = self.text.language != self.language
        parts = tuple(self.part(block) for block in self.text.blocks)
        footnotes = render_footnotes(self.flow, lambda number: _("Back to the text, note %(number)s", number=number))
        return TextView(
            key=key,
            text=self.text,
            lang=self.text.language if foreign else None,
            freshness=Freshness.MISSING if foreign else self.text.freshness,
            parts=parts,
            footnotes=footnotes,
        )

    def part(self, block: Block) -> Part:
        language = block.language or self.text.language
        self.found = []
        html = render_prose(block.text, self.flow) if block.text else NOTHING
        media = self.media(block, language) if block.kind is BlockKind.MEDIA else None
        new = [reference for reference in dict.fromkeys(self.found) if ":".join(reference) not in self.noted]
        self.noted.update(":".join(reference) for reference in new)
        return Part(
            kind=block.kind,
            html=html,
            title=block.title,
            question=block.title if block.kind is BlockKind.QUESTION else "",
            options=block.options,
            lang=language if language != self.language else None,
            stale=block.stale,
            media=media,
            terms=tuple(self.term_note(name) for scheme, name in new if scheme == "term"),
            facts=tuple(self.fact_box(name) for scheme, name in new if scheme == "fact"),
        )

    def link(self, scheme: str, target: str) -> Link | None:
        """Where a reference leads; None where there is no such thing for a reader."""
        if scheme == "term" and target in self.library.terms:
            self.found.append((scheme, target))
            return Link(f"#g-{target}", "term")
        if scheme == "fact" and target in self.library.facts:
            self.found.append((scheme, target))
            return Link(f"#f-{target}", "fact")
        if scheme == "lesson":
            return self.lesson_link(*target.split("/", 1))
        return None

    def lesson_link(self, module_id: str, lesson_id: str | None = None) -> Link | None:
        module = self.library.modules.get(module_id)
        if module is None or module.is_coming:
            return None
        if lesson_id is None:
            return Link(module_address(self.language, module_id), "lesson")
        if module.lesson(lesson_id) is None:
            return None
        return Link(lesson_address(self.language, module_id, lesson_id), "lesson")

    def term_note(self, term_id: str) -> TermNote:
        term = self.library.terms[term_id]
        return TermNote(
            id=term_id,
            name=term.name(self.language),
            definition=term.definitions.get(self.language, ""),
            example=term.examples.get(self.language, ""),
            others={language: name for language, name in term.names.items() if language != self.language},
        )

    def fact_box(self, fact_id: str) -> FactBox:
        by_country = self.library.facts[fact_id]
        fact = by_country.get(self.country or "")
        others = tuple(country for country in COUNTRIES if country in by_country and country != self.country)
        shown = fact or next(iter(by_country.values()))
        language = self.language if self.language in shown.texts else next(iter(shown.texts))
        return FactBox(
            id=fact_id,
            fact=fact,
            title=shown.titles.get(language, ""),
            text=render_inline(fact.texts[language]) if fact else NOTHING,
            language=language,
            is_due=fact.is_due(self.day) if fact else False,
            countries=others,
        )

    def media(self, block: Block, language: str) -> MediaView | None:
        media = self.module.media.get(block.title) if self.module else None
        if media is None:
            return None
        return MediaView(
            media=media,
            address=media_address(media.in_language(language), media.name),
            alt="" if block.options.get("decorative") else block.options.get("alt", ""),
            caption=render_inline(block.options.get("caption", ""), self.link),
            transcript=render_inline(block.options.get("transcript", ""), self.link),
        )
