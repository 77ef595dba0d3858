"""The page of a question that is asked again, because its right answer was corrected."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts.rules import known
from elearn.accounts.service.access import allow, current_person
from elearn.infra.i18n import current_language
from elearn.quizzes.blueprint import AT, bp
from elearn.quizzes.forms import Sheet, messages, sent_fields
from elearn.quizzes.places import Place, find_own, find_place
from elearn.quizzes.rules.asked import move_line
from elearn.quizzes.rules.fields import Fields, Misunderstood
from elearn.quizzes.service.asked_again import answer_again, ask_again, lists_of, open_again
from elearn.quizzes.service.sittings import Sitting

AGAIN = f"{AT}/quiz/attempts/<int:number>/<int:position>/again"


@bp.get(AGAIN)
@allow(known)
def again(module: str, number: int, position: int) -> ResponseReturnValue:
    """The corrected question. Once it is answered, the address leads to the review."""
    place = find_place(module)
    sitting = find_own(place, number)
    if open_again(sitting, position) is None:
        return _review(module, number, position)
    return _page(place, sitting, position, {})


@bp.post(AGAIN)
@allow(known)
def answer_anew(module: str, number: int, position: int) -> ResponseReturnValue:
    """Save the new answer, or move a line of an ordering."""
    place, fields = find_place(module), sent_fields()
    person_id = current_person().id or abort(404)
    if "move" in request.form:
        sitting = find_own(place, number)
        correction = open_again(sitting, position) or abort(404)
        key = correction.quiz.questions[sitting.question_at(position) or ""]
        moved = move_line(key, lists_of(sitting, position), fields, request.form["move"])
        return _page(place, sitting, position, moved, moved=request.form["move"])
    try:
        outcome = answer_again(person_id, place.quiz, number, position, fields, current_language())
    except LookupError:
        return _review(module, number, position)
    if isinstance(outcome, Misunderstood):
        return _page(place, find_own(place, number), position, fields, messages=messages(outcome)), 422
    return _review(module, number, position)


def _review(module: str, number: int, position: int) -> ResponseReturnValue:
    return redirect(url_for(".attempt", module=module, number=number, _anchor=f"question-{position}"), 303)


def _page(
    place: Place,
    sitting: Sitting,
    position: int,
    fields: Fields,
    *,
    messages: dict[str, str] | None = None,
    moved: str = "",
) -> str:
    asked = ask_again(sitting, position, current_language(), fields)
    sheet = Sheet("q-", asked, fields, 1, messages or {}, moved=moved)
    return render_template("quizzes/again.html", place=place, sitting=sitting, position=position, sheet=sheet)
