"""A module as a Word file: sent out, and back; and somebody's Word file as lessons or as a module."""

import re
from contextlib import closing
from itertools import groupby

from flask import Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from elearn.accounts.service.access import allow
from elearn.authoring.blueprint import MODULE, TEACH, bp, known_unit, person_id, require_writer, rights, writers
from elearn.authoring.exchange.docx_in import DocxDraft, read_docx
from elearn.authoring.exchange.sent import readable
from elearn.authoring.exchange.word.package import LIMITS
from elearn.authoring.rules.desk import DeskError
from elearn.authoring.service.desk import NothingToTranslateError
from elearn.authoring.service.drafts import DraftMissingError, EditClash
from elearn.authoring.service.outline import Outline, outline
from elearn.authoring.service.uploads import Upload, UploadMissingError, forget, keep, kept
from elearn.authoring.service.word_back import Incoming, accept, incoming
from elearn.authoring.service.word_in import TakenIn, new_module_from, take_lessons
from elearn.authoring.service.word_out import as_word, beside, languages_of, whole
from elearn.authoring.views.drafts import clash_page, require_writer_of
from elearn.authoring.words.exchange import CHANGES, REFUSED, dropped_words, kept_words, label
from elearn.core.differences import Piece, words_between
from elearn.core.languages import LANGUAGE_NAMES, LANGUAGES
from elearn.core.refused import RefusedError
from elearn.infra.i18n import current_language
from elearn.ui.refusals import refused_words

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LESSONS, BACK, NEW = "docx-lessons", "docx-back", "docx-module"


@bp.get(f"{MODULE}/word")
@allow(writers)
def word(module: str) -> ResponseReturnValue:
    """What can be downloaded, and where a Word file is sent."""
    return _page(module)


@bp.get(f"{MODULE}/word/<language_out>.docx")
@allow(writers)
def word_file(module: str, language_out: str) -> ResponseReturnValue:
    """The module in one language ("it"), or the source beside a translation ("it-de")."""
    known_unit(f"modules/{module}")
    source, dash, into = language_out.partition("-")
    if source not in LANGUAGES or (dash and into not in LANGUAGES) or (dash and source != _outline(module).source):
        abort(404)
    try:
        body = as_word(beside(module, into, label) if dash else whole(module, source, label))
    except (DraftMissingError, NothingToTranslateError):
        abort(404)
    except DeskError:
        return _page(module, _("A text of this module has errors. Mend it first.")), 409
    name = f"{module}.{language_out}.docx"
    return Response(body, mimetype=CONTENT_TYPE, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@bp.post(f"{MODULE}/word")
@allow(writers)
def send_word(module: str) -> ResponseReturnValue:
    """A file arrives: the module's own comes back, anybody else's would become lessons. Nothing changes yet."""
    known_unit(f"modules/{module}")
    comes_back = request.form.get("as") == "back"
    if not comes_back:
        require_writer(f"modules/{module}")
    try:
        name, data = _sent()
        if not comes_back:
            upload = keep(person_id(), LESSONS, module, name, data)
            return _lessons_page(module, read_docx(data, name), upload)
        return _comparison_page(module, incoming(module, data), keep(person_id(), BACK, module, name, data))
    except RefusedError as refused:
        return _page(module, refused_words(REFUSED, refused)), 422
    except LookupError:
        return _page(module, _("Choose a file first.")), 422


@bp.post(f"{MODULE}/word/take")
@allow(writers)
def take_word(module: str) -> ResponseReturnValue:
    """Take over what was looked at: the ticked changes, or the lessons."""
    known_unit(f"modules/{module}")
    kind = BACK if request.form.get("as") == "back" else LESSONS
    try:
        upload = kept(person_id(), request.form.get("upload", ""), kind)
    except UploadMissingError:
        return _page(module, _("This comparison is over. Send the file again.")), 410
    if upload.target != module:
        abort(404)
    if kind == LESSONS:
        require_writer(f"modules/{module}")
        source = _outline(module).source
        taken = take_lessons(person_id(), module, read_docx(upload.data, upload.name), source)
        forget(person_id(), upload.id)
        return _taken_page(taken)
    return _take_back(module, upload)


def _take_back(module: str, upload: Upload) -> ResponseReturnValue:
    found = incoming(module, upload.data)
    chosen = set(request.form.getlist("change"))
    if not chosen:
        return _comparison_page(module, found, upload.id, _("Tick at least one change, or leave.")), 422
    for path in {one.path for one in found.changes if found.key(one) in chosen}:
        require_writer_of(path)
    try:
        done = accept(person_id(), module, found, chosen)
    except EditClash as clash:
        return clash_page(clash, url_for(".word", module=module))
    forget(person_id(), upload.id)
    return redirect(url_for(".word", module=module, taken=done.taken, left=done.left or None), 303)


@bp.route(f"{TEACH}/modules/from-word", methods=["GET", "POST"])
@allow(writers)
def module_from_word() -> ResponseReturnValue:
    """A new module from a Word file: looked at first, then made."""
    if not rights().is_free:
        abort(403)
    if request.method == "GET":
        return _new_page()
    if request.form.get("upload"):
        return _make_module()
    try:
        name, data = _sent()
        draft = read_docx(data, name)
    except RefusedError as refused:
        return _new_page(refused_words(REFUSED, refused)), 422
    except LookupError:
        return _new_page(_("Choose a file first.")), 422
    return _new_page(draft=draft, upload=keep(person_id(), NEW, "", name, data))


def _make_module() -> ResponseReturnValue:
    try:
        upload = kept(person_id(), request.form["upload"], NEW)
    except UploadMissingError:
        return _new_page(_("This comparison is over. Send the file again.")), 410
    draft = read_docx(upload.data, upload.name)
    summary, source = request.form.get("summary", "").strip()[:300], request.form.get("source", "")
    if not summary or source not in LANGUAGES:
        wrong = _("Write one sentence: what will people be able to do?")
        return _new_page(draft=draft, upload=upload.id, missing=wrong), 422
    taken = new_module_from(person_id(), draft, source, summary)
    forget(person_id(), upload.id)
    return _taken_page(taken)


def _sent() -> tuple[str, bytes]:
    """The name and the bytes of the file that was sent. LookupError where none was."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise LookupError
    with closing(sent):
        data: bytes = sent.read(LIMITS.packed + 1)
    return re.sub(r"[\x00-\x1f]", "", sent.filename)[:200], data


def _outline(module: str) -> Outline:
    try:
        return outline(f"modules/{module}", current_language())
    except DraftMissingError:
        return abort(404)


def _page(module: str, wrong: str = "") -> str:
    found = _outline(module)
    return render_template(
        "authoring/word.html",
        outline=found,
        writes=rights().writes(found.unit),
        languages={one: LANGUAGE_NAMES[one] for one in languages_of(module)},
        others={one: name for one, name in LANGUAGE_NAMES.items() if one != found.source},
        wrong=wrong,
    )


def _lessons_page(module: str, draft: DocxDraft, upload: str) -> str:
    said = {"kept": kept_words(draft.report), "dropped": dropped_words(draft.report)}
    return render_template("authoring/word_lessons.html", outline=_outline(module), draft=draft, upload=upload, **said)


def _comparison_page(module: str, found: Incoming, upload: str, wrong: str = "") -> str:
    titles = {f"modules/{module}/lessons/{one.id}": one.title for one in _outline(module).lessons}
    return render_template(
        "authoring/word_back.html",
        outline=_outline(module),
        found=found,
        groups=[(path, tuple(changes)) for path, changes in groupby(found.changes, key=lambda one: one.path)],
        titles=titles,
        upload=upload,
        wrong=wrong,
        kinds=CHANGES,
        label=lambda name: label(current_language(), name),
        between=_difference,
        readable=readable,
        languages=LANGUAGE_NAMES,
    )


def _difference(before: str, after: str) -> tuple[Piece, ...]:
    """What changed, in words; in Markdown where only a link or the look of words did."""
    old, new = readable(before), readable(after)
    return words_between(old, new) if old != new else words_between(before, after)


def _new_page(wrong: str = "", draft: DocxDraft | None = None, upload: str = "", missing: str = "") -> str:
    said = {"kept": kept_words(draft.report), "dropped": dropped_words(draft.report)} if draft else {}
    return render_template(
        "authoring/word_new.html",
        wrong=wrong,
        draft=draft,
        upload=upload,
        missing=missing,
        languages=LANGUAGE_NAMES,
        **said,
    )


def _taken_page(taken: TakenIn) -> ResponseReturnValue:
    return redirect(
        url_for(".word", module=taken.module, lessons=len(taken.lessons), lost=len(taken.refused) or None), 303
    )
