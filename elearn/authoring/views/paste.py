"""Pasting into a lesson, from Word, LibreOffice, Google Docs or the web: looked at first, then put in its place."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.accounts.service.access import allow
from elearn.authoring.blueprint import MODULE, bp, known_unit, person_id, writers
from elearn.authoring.exchange.pasting import Pasted, TooLargeError, paste, paste_text
from elearn.authoring.service.drafts import Draft, DraftMissingError, EditClash, draft
from elearn.authoring.service.events import history
from elearn.authoring.service.outline import Outline, outline
from elearn.authoring.service.pasting import blocks_of, put
from elearn.authoring.views.drafts import clash_page, require_writer_of
from elearn.authoring.words.exchange import dropped_words, kept_words
from elearn.core.languages import LANGUAGES
from elearn.infra.i18n import current_language
from elearn.markup.blocks import split
from elearn.markup.limits import MAX_BYTES
from elearn.markup.render import TextFlow, render_footnotes, render_prose

WORDS_SHOWN = 60  # letters of a block, to know it by


@bp.route(f"{MODULE}/<lesson>/paste", methods=["GET", "POST"])
@allow(writers)
def paste_into(module: str, lesson: str) -> ResponseReturnValue:
    """Paste, look at what it becomes and what is dropped, choose the place. `in` names the language of the text."""
    known_unit(f"modules/{module}")
    found = _outline(module)
    language = request.values.get("in", "")
    path = f"modules/{module}/lessons/{lesson}/{language if language in LANGUAGES else found.source}.md"
    try:
        opened = draft(path)
    except DraftMissingError:
        abort(404)
    require_writer_of(path)
    if request.method == "GET":
        return _page(found, lesson, opened)
    if request.form.get("do") == "put":
        return _put(found, lesson, opened)
    return _look(found, lesson, opened)


def _look(found: Outline, lesson: str, opened: Draft) -> ResponseReturnValue:
    html, text = request.form.get("html", ""), request.form.get("text", "")
    if not html.strip() and not text.strip():
        return _page(found, lesson, opened, wrong=_("Paste something first.")), 422
    try:
        pasted = paste(html) if html.strip() else paste_text(text)
    except TooLargeError:
        return _page(found, lesson, opened, wrong=_("This is too much for one lesson. Paste it in parts.")), 422
    if not pasted.markdown:
        return _page(found, lesson, opened, wrong=_("There is no text in what you pasted.")), 422
    return _page(found, lesson, opened, pasted)


def _put(found: Outline, lesson: str, opened: Draft) -> ResponseReturnValue:
    markdown = request.form.get("markdown", "").replace("\r\n", "\n").strip("\n")
    behind = request.form.get("behind", "")
    place = int(behind) if behind.isascii() and behind.isdecimal() and len(behind) < 5 else -1
    if not markdown or len(markdown) + len(opened.body) > MAX_BYTES:
        return _page(found, lesson, opened, wrong=_("This is too much for one lesson. Paste it in parts.")), 422
    back = f"{url_for('.paste_into', module=found.id, lesson=lesson)}?in={opened.path[-5:-3]}"
    try:
        put(person_id(), opened.path, markdown, place)
    except EditClash as clash:
        return clash_page(clash, back)
    return redirect(f"{back}&put=yes", 303)


def _outline(module: str) -> Outline:
    try:
        return outline(f"modules/{module}", current_language())
    except DraftMissingError:
        return abort(404)


def _page(found: Outline, lesson: str, opened: Draft, pasted: Pasted | None = None, wrong: str = "") -> str:
    title = next((one.title for one in found.lessons + found.retired if one.id == lesson), lesson)
    last = history(found.unit, 1, opened.path) if request.args.get("put") else []
    blocks = [" ".join(block.split())[:WORDS_SHOWN] for block in blocks_of(opened.body)]
    return render_template(
        "authoring/paste.html",
        outline=found,
        lesson=lesson,
        title=title,
        written=opened.path[-5:-3],
        blocks=blocks,
        wrong=wrong,
        typed=request.form.get("text", "") if wrong else "",
        pasted=pasted,
        preview=_preview(pasted.markdown) if pasted else [],
        kept=kept_words(pasted.report) if pasted else [],
        dropped=dropped_words(pasted.report) if pasted else [],
        event=last[0] if last and last[0].act == "pasted" else None,
    )


def _preview(markdown: str) -> list[object]:
    """The blocks as readers will see them, their footnotes below."""
    found = split(markdown)
    flow = TextFlow(footnotes={note.id: note.text for note in found.footnotes})
    return [*(render_prose(block.text, flow) for block in found.blocks), render_footnotes(flow, str)]
