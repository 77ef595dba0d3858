"""Readability and style while somebody writes: a question of the editor's script."""

from dataclasses import asdict

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from elearn.accounts.service.access import allow
from elearn.authoring.blueprint import TEACH, bp, writers
from elearn.authoring.service.hints import hints
from elearn.authoring.words.hints import in_detail, in_one_sentence
from elearn.core.languages import LANGUAGES
from elearn.infra.i18n import current_language
from elearn.markup.limits import MAX_BYTES


@bp.post(f"{TEACH}/hints")
@allow(writers)
def text_hints() -> ResponseReturnValue:
    """What a reader would find easy or hard in `text`, written in `of` (default: the page's language).

    The reply is JSON: the hints, `sentence` (how it reads) and `details` ([line, sentence], line 0 for all of it).
    """
    form = request.form
    of = form["of"] if form.get("of") in LANGUAGES else current_language()
    text = form.get("text", "")[:MAX_BYTES]
    found = hints(of, text, form.get("audience", ""))
    return jsonify(**asdict(found), sentence=in_one_sentence(found), details=list(in_detail(found)))
