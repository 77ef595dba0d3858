"""Named slots: how a lower page shows a higher thing without knowing it (law 5).

A page asks `slot("lesson.end", lesson=lesson)` and prints what it gets; a domain above offers a provider when the
application is put together. A provider gets the page's keyword arguments and returns a value: HTML (from
`render_part`) for slots that a template prints, plain values for slots that code reads. None means "nothing here".
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, render_template
from markupsafe import Markup

from elearn.markup.trusted import trusted

Provider = Callable[..., Any]

#: Every slot of the product, with what it is asked with. A name that is not listed here is a mistake.
SLOTS: dict[str, str] = {
    "nav": "main navigation: -> NavEntry | None",
    "teach.nav": "main navigation of the pages below /teach: -> NavEntry | None",
    "footer": "links at the foot of every page: -> NavEntry | None",
    "account.panel": "top right, the person menu: -> HTML",
    "account.sections": "the account page, one section each: person -> HTML",
    "page.banner": "a line above the header: -> HTML",
    "home.start": "public home, the board: -> HTML",
    "path.end": "end of a path page: path, language -> HTML",
    "module.states": "states of a module's items: module -> {item id: 'open' | 'done'}",
    "path.states": "states of all modules of a path: path -> {module id: ModuleStanding}",
    "module.actions": "the module cover, below the text: module, language -> HTML",
    "quiz.address": "code: where a module's quiz can be taken: module (id), quiz (id) -> address",
    "workbook.address": "code: where the reader writes a sheet of the workbook: sheet (str) -> address",
    "calculator.keep": "below a result: keep its numbers: sheet (str), nodes {node: {part, fields}} -> HTML",
    "lesson.question": "a practice question in a lesson: lesson, question (str), language -> HTML",
    "question.preview": "the editor: quiz, question (id), language, sent (fields or None), answerable -> HTML",
    "lesson.read": "code: called when a person opens a lesson: module, lesson",
    "lesson.turn": "the foot of an exercise, the tools for its sheet: sheet (str) -> HTML",
    "lesson.tools": "the row of tools above a lesson: module, lesson -> HTML",
    "lesson.end": "the foot of a lesson, next and done: module, lesson, next_lesson, previous_lesson, language -> HTML",
    "person.start": "code: where a person goes on after signing in -> address",
    "person.carry_over": "code: a guest signs in to an account: guest_id, person_id",
    "person.export": "code: personal data of a domain: person_id -> (file name, JSON value)",
    "person.erase": "code: erase what a domain holds of a person: person_id",
}


@dataclass(frozen=True, slots=True)
class NavEntry:
    """A link of the main navigation or the footer, in the order of `rank`. `current`: the page belongs to it."""

    label: str
    url: str
    rank: int
    current: bool = False


class Slots:
    """The providers of one application, by slot name, in the order in which the domains were added."""

    def __init__(self) -> None:
        self._providers: dict[str, list[Provider]] = {name: [] for name in SLOTS}

    def offer(self, name: str, provider: Provider) -> None:
        """Add a provider to a slot. KeyError for a slot that does not exist."""
        self._providers[name].append(provider)

    def fill(self, name: str, **context: Any) -> list[Any]:
        """What every provider has to say, without the Nones. KeyError for a slot that does not exist."""
        answers = (provider(**context) for provider in self._providers[name])
        return [answer for answer in answers if answer is not None]


def init_app(app: Flask) -> None:
    """Give the application its slots, and templates the function `slot`."""
    app.extensions["slots"] = Slots()
    app.jinja_env.globals["slot"] = slot


def slots(app: Flask | None = None) -> Slots:
    """The slots of an application (default: the current one)."""
    found: Slots = (app or current_app).extensions["slots"]
    return found


def slot(name: str, **context: Any) -> list[Any]:
    """Fill a slot of the current application. An error page asks nobody: what broke may break again."""
    return [] if g.get("no_slots") or name in g.get("silent_slots", ()) else slots().fill(name, **context)


def silence(names: frozenset[str]) -> None:
    """Ask nobody in these slots until the end of the request: a page that is only looked at does nothing."""
    g.silent_slots = names


def render_part(template: str, **context: Any) -> Markup:
    """Render a template as a part of another page."""
    return trusted(render_template(template, **context))
