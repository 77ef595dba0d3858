"""What the lessons of a module weigh as they are written now."""

from elearn.authoring.rules.weight import (
    MOST_PAGE_BYTES,
    Part,
    Weight,
    heavy_problem,
    media_parts,
    page_bytes,
    question_words,
)
from elearn.authoring.service.preview import NOTHING, Changes, library_with_drafts, text_in
from elearn.catalogue.rules.values import Lesson, Library, Module, Text
from elearn.catalogue.service.reading import TextView, render_text
from elearn.core.problems import Problem


def lesson_weight(module: str, lesson: str, language: str, changes: Changes = NOTHING) -> Weight:
    """The weight of a lesson for a reader of `language`, with what is not saved yet (`changes`).

    A lesson that is not in the drafts yet, or whose module has errors, is weighed by its own text. LookupError where
    there is no such module.
    """
    unit = f"modules/{module}"
    shelf = library_with_drafts(unit, changes)
    found = shelf.modules[module]
    path = f"{unit}/lessons/{lesson}/{language}.md"
    known = found.lesson(lesson)
    unsaved = changes.get(path)
    if known is None or unsaved is not None:
        text = text_in(unit, path, unsaved or "", language)
    else:
        text = known.text.choose(language)
    reason = _reason(known) if known else ""
    if unsaved is not None and language == found.source:
        reason = text.heavy_because
    return _weigh(shelf, found, text, language, reason)


def lesson_weights(module: str, language: str) -> dict[str, Weight]:
    """The weights of all lessons of a module for a reader of `language`, by lesson. Nothing for an unknown module."""
    shelf = library_with_drafts(f"modules/{module}")
    found = shelf.modules.get(module)
    lessons = found.lessons if found else ()
    return {one.id: _weigh(shelf, found, one.text.choose(language), language, _reason(one)) for one in lessons if found}


def weight_problems(module: str, changes: Changes = NOTHING) -> list[Problem]:
    """The lessons of a module that weigh too much in some language and do not say why. Publishing waits for them."""
    shelf = library_with_drafts(f"modules/{module}", changes)
    found = shelf.modules.get(module)
    problems = [_lesson_problem(shelf, found, lesson) for lesson in found.lessons] if found else []
    return [problem for problem in problems if problem]


def _lesson_problem(shelf: Library, module: Module, lesson: Lesson) -> Problem | None:
    """Only what may be too heavy is rendered to be weighed."""
    texts, reason = lesson.text.by_language, _reason(lesson)
    media = {language: sum(part.bytes for part in media_parts(text, module.media)) for language, text in texts.items()}
    near = [language for language, size in media.items() if size + MOST_PAGE_BYTES > Weight(()).budget]
    weights = {language: _weigh(shelf, module, texts[language], language, reason) for language in near}
    path = f"modules/{module.id}/lessons/{lesson.id}/{lesson.text.source}.md"
    return heavy_problem(path, weights) if weights else None


def _reason(lesson: Lesson) -> str:
    return lesson.text.choose(lesson.text.source).heavy_because


def _weigh(shelf: Library, module: Module, text: Text, language: str, reason: str) -> Weight:
    return weight_of(render_text(shelf, text, language, None, module.id), module, language, reason)


def weight_of(view: TextView, module: Module, language: str, reason: str = "") -> Weight:
    """The weight of a lesson that is rendered already."""
    html = [*_html_of(view), *question_words(view.text, module, language)]
    return Weight((Part("", page_bytes(html)), *media_parts(view.text, module.media)), reason)


def _html_of(view: TextView) -> list[str]:
    html = [f"{view.text.title}\n{view.text.summary}", view.footnotes]
    for part in view.parts:
        html += [part.html, part.title]
        html += [part.media.alt, part.media.caption, part.media.transcript] if part.media else []
        html += [f"{term.name} {term.definition} {term.example}" for term in part.terms]
        html += [f"{fact.title} {fact.text}" for fact in part.facts]
    return html
