"""The page of a question: its form for all ten kinds, its preview, what a change means for past answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts.service.access import allow
from elearn.authoring.blueprint import MODULE, bp, person_id, require_writer, rights, writers
from elearn.authoring.forms.question import (
    DECISIONS,
    QuestionSheet,
    complaint_messages,
    missing_messages,
    sent_fields,
)
from elearn.authoring.rules.question_fields import SIMPLE_KINDS, Fields, press
from elearn.authoring.rules.question_forms import fields_of, is_unwritten
from elearn.authoring.rules.question_missing import missing
from elearn.authoring.rules.question_reading import COUNTRIES, Misread, Question, read_question
from elearn.authoring.service.question_preview import shown_question
from elearn.authoring.service.questions import MustSay, Overtaken, QuestionSaved, lessons_showing, save_question
from elearn.authoring.service.quiz_drafts import QuizBrokenError, QuizDraft, QuizMissingError, quiz_draft
from elearn.authoring.words.questions import KINDS
from elearn.core.countries import country_name
from elearn.core.ids import short_id
from elearn.core.languages import LANGUAGE_NAMES
from elearn.core.problems import Problem
from elearn.infra.i18n import current_language
from elearn.quizzes.service.statistics import NEVER, answers_to, first_tries

QUIZ = f"{MODULE}/quiz/<quiz>"
QUESTION = f"{QUIZ}/<question>"


@dataclass(frozen=True)
class State:
    """What a page of a question says besides its fields."""

    opened: str
    must_say: MustSay | None = None
    theirs: Overtaken | None = None
    broken: tuple[Problem, ...] = ()
    unsaved: Question | None = None
    messages: Mapping[str, str] = field(default_factory=dict)
    made: str = ""
    pressed: str = ""


def find_draft(module: str, quiz: str, question: str = "") -> QuizDraft:
    """A quiz that can be edited, and has the question; 404 for all others."""
    try:
        draft = quiz_draft(module, quiz)
        if question and not draft.problems:
            draft.question(question)
    except QuizMissingError:
        abort(404)
    return draft


def point() -> str:
    """The decimal sign of whoever writes."""
    return "." if current_language() == "en" else ","


@bp.get(QUESTION)
@allow(writers)
def question(module: str, quiz: str, question: str) -> ResponseReturnValue:
    """A question to write on, with what it still lacks beside each field."""
    draft = find_draft(module, quiz)
    if draft.problems:
        return redirect(url_for(".quiz", module=module, quiz=quiz), 302)
    whole = draft.question_with(question) or abort(404)
    if whole != question:
        return redirect(url_for(".question", module=module, quiz=quiz, question=whole), 302)
    stored = draft.question(question)
    lacks = {} if is_unwritten(stored.words) else missing_messages(missing(stored))
    fields = fields_of(stored.key, stored.words, point())
    return _page(draft, stored, fields, State(draft.state(question), messages=lacks))


@bp.post(QUESTION)
@allow(writers)
def write_question(module: str, quiz: str, question: str) -> ResponseReturnValue:
    """Save a question, or do what a button beside a row says. Everything that is typed stays."""
    require_writer(f"modules/{module}")
    draft = find_draft(module, quiz, question)
    if draft.problems:
        raise QuizBrokenError(draft.problems)
    stored, fields, opened = draft.question(question), sent_fields(), request.form.get("opened", "")
    fields["kind"] = [stored.key.kind]
    button = request.form.get("do", "save")
    if button not in ("save", "show"):
        after = press(fields, button, short_id)
        return _page(draft, stored, after.fields, State(opened, made=after.made, pressed=button))
    read = read_question(stored.key.kind, question, fields, short_id)
    if isinstance(read, Misread):
        return _page(draft, stored, fields, State(opened, messages=complaint_messages(read.complaints))), 422
    if button == "show":
        shown = fields_of(read.key, read.words, point())
        return _page(draft, stored, shown, State(opened, unsaved=read, messages=missing_messages(missing(read))))
    return _saved(draft, stored, read, opened)


def _saved(draft: QuizDraft, stored: Question, read: Question, opened: str) -> ResponseReturnValue:
    name = stored.key.id
    fields = fields_of(read.key, read.words, point())
    said = request.form.get("said", "")
    try:
        outcome = save_question(person_id(), draft, name, read, opened=opened, said=said)
    except QuizBrokenError as broken:
        return _page(draft, stored, fields, State(opened, broken=broken.problems)), 422
    match outcome:
        case QuestionSaved(new):
            word = "yes" if new == name else "another"
            address = url_for(".question", module=draft.module, quiz=draft.id, question=new, saved=word)
            return redirect(address, 303)
        case MustSay():
            return _page(draft, stored, fields, State(opened, must_say=outcome, unsaved=read)), 422
        case Overtaken():
            return _page(draft, stored, fields, State(outcome.state, theirs=outcome, unsaved=read)), 409


def _page(draft: QuizDraft, stored: Question, fields: Fields, state: State) -> str:
    name, module = stored.key.id, draft.module
    sheet = QuestionSheet(fields, draft.source, state.messages, state.made, state.pressed)
    return render_template(
        "authoring/quiz/question.html",
        draft=draft,
        stored=stored,
        sheet=sheet,
        state=state,
        kinds=KINDS,
        simple_kinds=SIMPLE_KINDS,
        decisions=DECISIONS,
        countries={code: country_name(code, current_language()) for code in COUNTRIES},
        languages=LANGUAGE_NAMES,
        shown=shown_question(draft, state.unsaved or stored),
        theirs=shown_question(draft, state.theirs.theirs) if state.theirs else None,
        lessons=lessons_showing(module, f"{draft.id}/{name}") if draft.key.purpose == "practice" else (),
        answers=answers_to(module, draft.id).get(name, 0),
        tries=first_tries([module]).get((module, draft.id, name), NEVER),
        writes=rights().writes(draft.unit),
    )


@bp.route(f"{QUESTION}/preview", methods=["GET", "POST"])
@allow(writers)
def question_preview(module: str, quiz: str, question: str) -> ResponseReturnValue:
    """A question as learners see it, in any language, to be tried. Nothing is kept."""
    draft = find_draft(module, quiz, question)
    if draft.problems:
        return redirect(url_for(".quiz", module=module, quiz=quiz), 302)
    stored = draft.question(question)
    shown = shown_question(draft, stored)
    spoken = request.args.get("spoken", "")
    return render_template(
        "authoring/quiz/preview.html",
        draft=draft,
        stored=stored,
        shown=shown,
        spoken=spoken if spoken in LANGUAGE_NAMES else draft.source,
        languages=LANGUAGE_NAMES,
        sent={name: request.form.getlist(name) for name in request.form} if request.method == "POST" else None,
    )
