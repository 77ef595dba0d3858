"""The pages of a module's quiz: start, questions, handing in, review. The entry of this domain."""

from flask import Flask, abort, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_time
from flask_babel import gettext as _

from elearn.accounts.rules import anyone, known
from elearn.accounts.service.access import acting_person, allow, current_person
from elearn.catalogue.service.library import library
from elearn.catalogue.service.reading import inline
from elearn.infra.i18n import current_language
from elearn.quizzes import views_again, views_parts, views_practice
from elearn.quizzes.blueprint import AT, bp
from elearn.quizzes.forms import Sheet, messages, number_text, reason_html, sent_fields, sent_revision
from elearn.quizzes.places import Place, find_own, find_place
from elearn.quizzes.rules.asked import ask, move_line, words_of
from elearn.quizzes.rules.fields import Fields, Misunderstood, fields_of
from elearn.quizzes.rules.reveal import Depth, reveal
from elearn.quizzes.rules.scoring import attempts_left, best, percentage
from elearn.quizzes.service import privacy
from elearn.quizzes.service.asked_again import asked_again_in
from elearn.quizzes.service.attempts import (
    Conflict,
    Finished,
    Outcome,
    Saved,
    answer_question,
    finish_attempt,
    start_attempt,
)
from elearn.quizzes.service.reviews import review_of
from elearn.quizzes.service.sittings import Sitting, attempts_of
from elearn.ui.slots import slots

PAGES = (views_again, views_practice)  # they add their routes to the blueprint when they are imported


def init_app(app: Flask) -> None:
    """Add the pages, the parts of other pages, and what template macros say about questions."""
    app.register_blueprint(bp)
    app.jinja_env.globals.update(
        inline=inline,
        reason_html=reason_html,
        number_text=number_text,
        percentage=percentage,
    )
    views_parts.offer(app)
    offers = slots(app)
    offers.offer("person.carry_over", privacy.carry_over)
    offers.offer("person.export", privacy.export)
    offers.offer("person.erase", privacy.erase)


@bp.get(f"{AT}/quiz")
@allow(anyone)
def quiz(module: str) -> ResponseReturnValue:
    """What the quiz asks, and the attempts until now."""
    place = find_place(module)
    attempts = attempts_of(current_person().id, place.quiz)
    running = [attempt.number for attempt in attempts if attempt.finished_at is None]
    return render_template(
        "quizzes/quiz.html",
        place=place,
        attempts=attempts,
        running=find_own(place, running[-1]) if running else None,
        best=best(attempt.per_mille for attempt in attempts),
        asked_again=asked_again_in(current_person().id, place.quiz),
        left=attempts_left(place.quiz.key.attempts, len(attempts)),
        pass_mark=library().pass_mark(place.quiz),
        minutes=place.module.quiz_minutes.get(place.quiz.id, 0),
    )


@bp.post(f"{AT}/quiz")
@allow(anyone)
def start(module: str) -> ResponseReturnValue:
    """Start an attempt, or go on with the one that is running."""
    place = find_place(module)
    person = acting_person()
    assert person.id is not None  # noqa: S101 - an acting person has a row
    pass_mark = library().pass_mark(place.quiz)
    number = start_attempt(person.id, place.quiz, pass_mark, current_language(), person.country)
    if number is None:
        return redirect(url_for(".quiz", module=module), 303)
    return redirect(url_for(".attempt", module=module, number=number), 303)


@bp.get(f"{AT}/quiz/attempts/<int:number>")
@allow(known)
def attempt(module: str, number: int) -> ResponseReturnValue:
    """A running attempt goes on at its first open question; a finished one is shown as it was taken."""
    place = find_place(module)
    sitting = find_own(place, number)
    if not sitting.is_finished:
        return redirect(_next_open(module, sitting), 302)
    review = review_of(sitting, current_language())
    left = attempts_left(place.quiz.key.attempts, len(attempts_of(current_person().id, place.quiz)))
    return render_template(
        "quizzes/review.html", place=place, review=review, left=left, came_late="late" in request.args
    )


def _next_open(module: str, sitting: Sitting) -> str:
    if not sitting.open_positions:
        return url_for(".hand_in", module=module, number=sitting.number)
    return url_for(".question", module=module, number=sitting.number, position=sitting.open_positions[0])


@bp.get(f"{AT}/quiz/attempts/<int:number>/<int:position>")
@allow(known)
def question(module: str, number: int, position: int) -> ResponseReturnValue:
    """One question of a running attempt."""
    place = find_place(module)
    sitting = find_own(place, number)
    name = sitting.question_at(position) or abort(404)
    if sitting.is_finished:
        return redirect(url_for(".attempt", module=module, number=number), 302)
    given = sitting.answers.get(name)
    fields = fields_of(given.response) if given else {}
    return _question_page(place, sitting, position, fields, given.revision + 1 if given else 1)


@bp.post(f"{AT}/quiz/attempts/<int:number>/<int:position>")
@allow(known)
def answer(module: str, number: int, position: int) -> ResponseReturnValue:
    """Save an answer, or move a line of an ordering."""
    place = find_place(module)
    fields, revision = sent_fields(), sent_revision()
    if "move" in request.form:
        return _moved(place, find_own(place, number), position, fields, revision)
    person_id = current_person().id or abort(404)
    outcome = answer_question(person_id, place.quiz, number, position, revision, fields, current_language())
    if outcome is None:
        abort(404)
    if request.accept_mimetypes.best == "application/json":
        return _answer_in_json(outcome)
    match outcome:
        case Saved():
            return redirect(_after(module, number, position, outcome.questions), 303)
        case Finished():
            return redirect(url_for(".attempt", module=module, number=number, late=1), 303)
        case Conflict():
            return _conflict_page(place, find_own(place, number), position, fields, outcome), 409
        case Misunderstood():
            page = _question_page(
                place, find_own(place, number), position, fields, revision, messages=messages(outcome)
            )
            return page, 422


def _answer_in_json(outcome: Outcome) -> ResponseReturnValue:
    """The same for `quiz.js`: what happened, when, and the revision of the next answer."""
    match outcome:
        case Saved(at, revision, _):
            return jsonify(at=at.isoformat(), time=format_time(at, "short"), revision=revision)
        case Conflict(given, revision):
            return jsonify(message=_conflict_words(outcome), at=given.answered_at.isoformat(), revision=revision), 409
        case Finished():
            return jsonify(message=_("This attempt is handed in. Nothing was changed.")), 410
        case Misunderstood():
            return jsonify(messages=messages(outcome)), 422


def _after(module: str, number: int, position: int, questions: int) -> str:
    if position < questions:
        return url_for(".question", module=module, number=number, position=position + 1)
    return url_for(".hand_in", module=module, number=number)


def _moved(place: Place, sitting: Sitting, position: int, fields: Fields, revision: int) -> ResponseReturnValue:
    name = sitting.question_at(position) or abort(404)
    if sitting.is_finished:
        return redirect(url_for(".attempt", module=place.module.id, number=sitting.number, late=1), 303)
    move = request.form["move"]
    fields = move_line(sitting.quiz.questions[name], sitting.order.lists, fields, move)
    return _question_page(place, sitting, position, fields, revision, moved=move)


def _conflict_words(conflict: Conflict) -> str:
    words: str = _(
        "You gave another answer at %(time)s, in another window. That one is saved. "
        "To keep the answer below instead, save it again.",
        time=format_time(conflict.given.answered_at, "short"),
    )
    return words


def _conflict_page(place: Place, sitting: Sitting, position: int, fields: Fields, conflict: Conflict) -> str:
    name = sitting.question_at(position) or ""
    saved = ask(sitting.quiz, name, current_language(), sitting.order.lists, fields_of(conflict.given.response))
    _spoken, words = words_of(sitting.quiz, name, saved.language)
    return _question_page(
        place,
        sitting,
        position,
        fields,
        conflict.next_revision,
        conflict=_conflict_words(conflict),
        saved=saved,
        saved_revealed=reveal(sitting.quiz.questions[name], words, conflict.given.response, Depth.OWN),
    )


def _question_page(
    place: Place,
    sitting: Sitting,
    position: int,
    fields: Fields,
    revision: int,
    *,
    messages: dict[str, str] | None = None,
    moved: str = "",
    **more: object,
) -> str:
    name = sitting.question_at(position) or abort(404)
    asked = ask(sitting.quiz, name, current_language(), sitting.order.lists, fields)
    return render_template(
        "quizzes/question.html",
        place=place,
        sitting=sitting,
        position=position,
        given=sitting.answers.get(name),
        sheet=Sheet("q-", asked, fields, revision, messages or {}, moved=moved),
        **more,
    )


@bp.route(f"{AT}/quiz/attempts/<int:number>/hand-in", methods=["GET", "POST"])
@allow(known)
def hand_in(module: str, number: int) -> ResponseReturnValue:
    """Look at what is still open, then hand in."""
    place = find_place(module)
    if request.method == "POST":
        person_id = current_person().id or abort(404)
        if not finish_attempt(person_id, place.quiz, number):
            abort(404)
        return redirect(url_for(".attempt", module=module, number=number, _anchor="result"), 303)
    sitting = find_own(place, number)
    if sitting.is_finished:
        return redirect(url_for(".attempt", module=module, number=number), 302)
    return render_template("quizzes/hand_in.html", place=place, sitting=sitting)
