"""The writers' pages. The entry of this domain."""

from flask import Flask, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from elearn.accounts.rules import Person, staff
from elearn.accounts.service.access import current_person
from elearn.authoring.blueprint import bp, writers
from elearn.authoring.rules.places import place_in_content
from elearn.authoring.service import privacy
from elearn.authoring.views import (  # noqa: F401 - they add their routes when they are imported
    board,
    desk,
    drafts,
    exchange,
    facts,
    files,
    glossary,
    hints,
    media,
    modules,
    more,
    moving,
    paste,
    paths,
    people,
    problems,
    publish,
    question,
    questions,
    quiz,
    rehearsal,
    releases,
    text,
    text_live,
    updates,
    word,
    workbooks,
    xliff,
)
from elearn.authoring.views.text_places import page_at
from elearn.authoring.views.unit_pages import unit_url
from elearn.authoring.words.acts import act_words, stage_words
from elearn.authoring.words.blocks import IN_TEMPLATES
from elearn.authoring.words.changes import BLOCKS, TURNS, WHAT
from elearn.authoring.words.problems import describe
from elearn.catalogue.rules.values import Lesson, Module
from elearn.infra.i18n import TIMEZONE
from elearn.infra.security import take_files
from elearn.ui.slots import NavEntry, render_part, slots

#: Forms that receive large files.
TAKE_FILES = (
    *("authoring.media", "authoring.change_media", "authoring.send_questions"),
    *("authoring.send_word", "authoring.module_from_word", "authoring.moving"),
)


def init_app(app: Flask) -> None:
    """Add the pages, the writers' navigation, the ways to it, and personal data."""
    app.register_blueprint(bp)
    for endpoint in TAKE_FILES:
        take_files(app, endpoint)
    words = {"problem_words": describe, "act_words": act_words, "stage_words": stage_words}
    changes = {"what_words": WHAT, "turn_words": TURNS, "block_words": BLOCKS}
    places = {"unit_url": unit_url, "page_at": page_at, "place_in_content": place_in_content, "timezone": TIMEZONE}
    app.jinja_env.globals.update({**IN_TEMPLATES, **words, **changes, **places})
    offers = slots(app)
    offers.offer("teach.nav", lambda: _entry(_("Modules"), 20, "authoring.modules"))
    offers.offer("teach.nav", lambda: _entry(_("Translations"), 30, "authoring.translations"))
    offers.offer("teach.nav", lambda: _entry(_("Glossary"), 50, "authoring.glossary"))
    offers.offer("teach.nav", lambda: _entry(_("Questions"), 40, "authoring.questions"))
    offers.offer("teach.nav", _more)
    offers.offer("account.panel", _way_in)
    offers.offer("lesson.tools", _edit_lesson)
    offers.offer("module.actions", _edit_module)
    offers.offer("page.banner", rehearsal.banner)
    offers.offer("account.sections", _section)
    offers.offer("person.export", privacy.export)
    offers.offer("person.erase", privacy.erase)


def _entry(label: str, rank: int, endpoint: str) -> NavEntry:
    """A place in the writers' navigation. Pages deeper in the same place mark it too."""
    address = url_for(endpoint)
    return NavEntry(label, address, rank, current=request.path.startswith(address))


def _more() -> NavEntry:
    """Everything around the modules: its pages have addresses of their own."""
    address = url_for("authoring.more")
    folder = address.removesuffix("more")
    is_here = request.path.removeprefix(folder).split("/")[0] in (*more.PLACES, "more")
    return NavEntry(_("More"), address, 60, current=is_here and request.path.startswith(folder))


def _way_in() -> Markup | None:
    """The writers' door beside the person's menu. Learners with a right find theirs on the page of their account."""
    is_here = request.blueprint == bp.name  # the navigation says so already
    return None if is_here or not staff(current_person()) else render_part("authoring/way_in.html")


def _edit_lesson(module: Module, lesson: Lesson) -> Markup | None:
    """Beside a lesson's tools, for trainers: the way into its editor. What they may do there is asked there."""
    if not staff(current_person()):
        return None
    return render_part("authoring/edit_lesson.html", module=module.id, lesson=lesson.id)


def _edit_module(module: Module, language: str) -> Markup | None:  # noqa: ARG001 - what the slot is asked with
    """On a module's cover, for trainers: the way to its drafts."""
    return render_part("authoring/edit_module.html", module=module.id) if staff(current_person()) else None


def _section(person: Person) -> Markup | None:
    """On the page of the account: the way for whoever may write or translate without being a trainer."""
    return render_part("authoring/section.html") if writers(person) else None
