"""What the editor's script asks while somebody writes: the preview, links to put in, who else is here."""

from typing import Any

from flask import abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.accounts.service.access import allow
from elearn.authoring.blueprint import TEACH, bp, person_id, writers
from elearn.authoring.exchange.pasting import TooLargeError, paste
from elearn.authoring.forms.text import sent_form, source_from
from elearn.authoring.rules.front_fields import read_front
from elearn.authoring.rules.pieces import take_apart
from elearn.authoring.rules.stretches import block_at, put, source_of
from elearn.authoring.service.drafts import DraftMissingError
from elearn.authoring.service.finding import find
from elearn.authoring.service.presence import be_seen, others_at
from elearn.authoring.service.text_problems import problems_of_text
from elearn.authoring.views.drafts import require_writer_of
from elearn.authoring.views.text_page import Opened, open_text, text_view, weight_in
from elearn.authoring.views.text_places import TextPlace, place_of_file
from elearn.authoring.words.blocks import moment_words
from elearn.authoring.words.exchange import dropped_words, kept_words
from elearn.catalogue.service.bodies import body_of
from elearn.catalogue.service.library import show_library
from elearn.catalogue.service.states import draft_digests
from elearn.catalogue.service.texts import UnknownTextError, text_of
from elearn.infra.i18n import current_language, speak
from elearn.ui.slots import render_part


@bp.post(f"{TEACH}/preview")
@allow(writers)
def preview_of_text() -> ResponseReturnValue:
    """The text as a reader would see it with the block of the sent form in it, and what is wrong then."""
    place, language = _asked()
    try:
        opened = open_text(place, language)
        body, at = _typed(opened)
    except (DraftMissingError, UnknownTextError):
        return abort(404)
    except (ValueError, IndexError):
        return abort(400)
    problems = problems_of_text(opened.shelf, place.unit, opened.path, body, language)
    parts = {
        "problems": problems,
        "place": place,
        "code": language,
        "block_of": lambda one: block_at(body, one.line),
        "weight": weight_in(opened, body),
    }
    return jsonify(problems=render_part("authoring/text_problems.html", **parts), page=_phone(opened, body), at=at)


@bp.get(f"{TEACH}/find")
@allow(writers)
def find_links() -> ResponseReturnValue:
    """What a text may link to: words of the glossary, country facts, lessons. `?path=&find=`."""
    place, language = _asked()
    try:
        opened = open_text(place, language)
    except DraftMissingError:
        return abort(404)
    found = find(opened.shelf, request.args.get("find", "")[:80], language)
    return render_template("authoring/text_found.html", found=found, form={"value": lambda _name: "x"})


@bp.post(f"{TEACH}/pasted")
@allow(writers)
def pasted_words() -> ResponseReturnValue:
    """What somebody pasted with its formatting (`html`), as Markdown, and a line about what was kept and dropped."""
    try:
        found = paste(request.form.get("html", ""))
    except TooLargeError:
        return jsonify(said=_("This is too much for one lesson. Paste it in parts.")), 422
    return jsonify(
        markdown=found.markdown,
        kept=kept_words(found.report),
        dropped=dropped_words(found.report),
    )


@bp.post(f"{TEACH}/here")
@allow(writers)
def still_here() -> ResponseReturnValue:
    """Say that a text is still open; the answer is who else has it open, and its newest digest."""
    place, language = _asked()
    path = place.path(language)
    be_seen(person_id(), path)
    lines = [
        _("%(name)s is here since %(time)s.", name=one.name, time=moment_words(one.since))
        for one in others_at(person_id(), path)
    ]
    return jsonify(here=lines, digest=draft_digests([path]).get(path))


def _asked() -> tuple[TextPlace, str]:
    found = place_of_file(request.values.get("path", ""))
    if found is None:
        return abort(404)
    place, language = found
    require_writer_of(place.path(language))
    return found


def _typed(opened: Opened) -> tuple[str, float]:
    """The text with what stands in the open form, and how far down that is; as it is saved where no form is open."""
    if "kind" not in request.form:
        return opened.body, 0
    form = sent_form(request.form)
    base = text_of(form.opened)
    old = source_of(base, form.start, form.count) if form.count else ""
    made = put(base, form.start, form.count, source_from(form, old))
    above = sum(len(piece.source) for piece in take_apart(made.text).pieces[: made.start])
    return made.text, above / max(1, len(made.text))


def _phone(opened: Opened, body: str) -> str:
    """The page in the frame, in the language of the text."""
    own = current_language()
    speak(opened.language)
    show_library(opened.shelf)
    try:
        view = text_view(opened, body)
        front = read_front(body) or {}
        lesson, words = _lesson(opened)
        return render_template(
            "authoring/phone.html",
            view=view,
            body=body_of(view),
            title=front.get("title") or "…",
            lesson=lesson,
            **words,
        )
    finally:
        speak(own)


def _lesson(opened: Opened) -> tuple[Any, dict[str, int]]:
    module = opened.shelf.modules.get(opened.place.module)
    lesson = module.lesson(opened.place.lesson) if module and opened.place.lesson else None
    if module is None or lesson is None:
        return None, {}
    return lesson, {"position": module.lessons.index(lesson) + 1, "total": len(module.lessons)}
