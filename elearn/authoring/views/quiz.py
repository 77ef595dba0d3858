"""The page of a quiz: its bank of questions in order, and its rules; making a new quiz."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields import SelectChoice

from elearn.accounts.service.access import allow
from elearn.authoring.blueprint import MODULE, bp, person_id, require_writer, rights, writers
from elearn.authoring.forms.quiz import NewQuizForm, RulesForm, draw_message, rules_form
from elearn.authoring.service.questions import (
    ShownInLessonsError,
    duplicate_question,
    move_question,
    new_question,
    restore_question,
    retire_question,
)
from elearn.authoring.service.quiz_drafts import QuizBrokenError, QuizDraft, QuizMissingError, quizzes_of
from elearn.authoring.service.quizzes import SecondCheckError, new_quiz, save_rules
from elearn.authoring.views.question import QUIZ, find_draft
from elearn.authoring.views.unit_pages import finder
from elearn.authoring.words.questions import KINDS
from elearn.quizzes.service.statistics import NEVER, first_tries


@bp.get(f"{QUIZ}/")
@allow(writers)
def quiz(module: str, quiz: str) -> ResponseReturnValue:
    """A quiz: its questions in order, and how it is taken."""
    draft = find_draft(module, quiz)
    return _page(draft, None if draft.problems else rules_form(draft))


@bp.post(f"{QUIZ}/")
@allow(writers)
def write_quiz(module: str, quiz: str) -> ResponseReturnValue:
    """Do what a button of the page says: save the rules, or something with one question."""
    require_writer(f"modules/{module}")
    draft = find_draft(module, quiz)
    verb, _space, name = request.form.get("do", "").partition(" ")
    if draft.problems:
        raise QuizBrokenError(draft.problems)
    if verb == "rules":
        return _save_rules(draft)
    try:
        place = _done(draft, verb, name)
    except (QuizMissingError, ValueError):
        abort(404)
    except ShownInLessonsError as shown:
        return _page(draft, rules_form(draft), _refusal(shown)), 409
    except QuizBrokenError as broken:
        return _page(draft, rules_form(draft), problems=broken.problems), 422
    return redirect(place, 303)


def _done(draft: QuizDraft, verb: str, name: str) -> str:
    """Do it; the address to go on to. ValueError for a button that is none."""
    who, at = person_id(), (draft.module, draft.id)
    here = url_for(".quiz", module=draft.module, quiz=draft.id, moved=name if verb in ("up", "down") else None)
    match verb:
        case "add":
            return url_for(".question", module=draft.module, quiz=draft.id, question=new_question(who, *at, name))
        case "up" | "down":
            move_question(who, *at, name, -1 if verb == "up" else 1)
            return f"{here}#{name}"
        case "duplicate":
            return f"{here}#{duplicate_question(who, *at, name)}"
        case "retire":
            retire_question(who, *at, name)
        case "restore":
            restore_question(who, *at, name)
        case _:
            raise ValueError(verb)
    return f"{here}#{name}"


def _refusal(shown: ShownInLessonsError) -> str:
    words: str = _(
        "This question is not retired: a lesson shows it (%(lessons)s). Take it out of the lesson first.",
        lessons=", ".join(shown.lessons),
    )
    return words


def _save_rules(draft: QuizDraft) -> ResponseReturnValue:
    form = rules_form(draft)
    if not form.validate():
        return _page(draft, form), 422
    minutes = form.minutes.data or draft.minutes or 1
    if save_rules(person_id(), draft, form.rules(), form.title.data.strip(), minutes):
        form.draw.errors = [draw_message(len(draft.key.asked))]
        return _page(draft, form), 422
    return redirect(url_for(".quiz", module=draft.module, quiz=draft.id, saved="yes"), 303)


def _page(draft: QuizDraft, form: RulesForm | None, refusal: str = "", problems: object = ()) -> str:
    return render_template(
        "authoring/quiz/quiz.html",
        draft=draft,
        form=form,
        refusal=refusal,
        problems=problems or draft.problems,
        find=finder(draft.unit),
        kinds=KINDS,
        tries=first_tries([draft.module]),
        never=NEVER,
        writes=rights().writes(draft.unit),
    )


@bp.get(f"{MODULE}/practice")
@allow(writers)
def practice_questions(module: str) -> ResponseReturnValue:
    """Where the lesson editor sends whoever wants to write a new practice question."""
    try:
        practice = quizzes_of(module).practice
    except QuizMissingError:
        abort(404)
    if practice is None:
        return redirect(url_for(".make_quiz", module=module), 302)
    return redirect(url_for(".quiz", module=module, quiz=practice.id, _anchor="add"), 302)


@bp.route(f"{MODULE}/quiz/new", methods=["GET", "POST"])
@allow(writers)
def make_quiz(module: str) -> ResponseReturnValue:
    """A new quiz for a module: one that counts, or practice questions."""
    require_writer(f"modules/{module}")
    try:
        known = quizzes_of(module)
    except QuizMissingError:
        abort(404)
    form = NewQuizForm.from_request(purpose="practice" if known.check else "check", minutes=20)
    form["kind"].choices = [SelectChoice(kind, word) for kind, word in KINDS.items()]
    if request.method == "POST" and form.validate():
        sent = (form["purpose"].data, form["kind"].data, form["title"].data.strip(), form["minutes"].data or 1)
        try:
            made = new_quiz(person_id(), module, *sent)
            return redirect(url_for(".quiz", module=module, quiz=made), 303)
        except SecondCheckError:
            form["purpose"].errors = [_("This module has a quiz that counts. Add questions to it, or make practice.")]
    page = render_template("authoring/quiz/new.html", module=module, form=form, check=known.check)
    return page, 422 if form.errors else 200
