"""Answering a practice question. The lesson itself is a page of the catalogue."""

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from elearn.accounts.rules import anyone
from elearn.accounts.service.access import acting_person, allow
from elearn.catalogue.rules.quiz_values import Quiz
from elearn.catalogue.rules.values import Lesson
from elearn.catalogue.service.library import library
from elearn.infra.i18n import current_language
from elearn.quizzes.blueprint import AT, bp
from elearn.quizzes.forms import Sheet, messages, sent_fields, sent_revision
from elearn.quizzes.rules.asked import ask, move_line
from elearn.quizzes.rules.fields import Fields
from elearn.quizzes.service.practice import practice_lists
from elearn.quizzes.service.practice import practise as save_answer


def find_practice(module_id: str, lesson_id: str, quiz_id: str, question: str) -> tuple[Lesson, Quiz]:
    """A lesson and the quiz of a practice question; 404 for anything else, the questions that count among it."""
    module = library().modules.get(module_id)
    lesson = module.lesson(lesson_id) if module else None
    quiz = module.quiz(quiz_id) if module else None
    if lesson is None or quiz is None or quiz.key.purpose != "practice" or question not in quiz.questions:
        abort(404)
    return lesson, quiz


@bp.get(f"{AT}/<lesson>/practice/<quiz>/<question>")
@allow(anyone)
def show_practice(module: str, lesson: str, quiz: str, question: str) -> ResponseReturnValue:
    """The question stands in its lesson: where people land who switch the language on the page of an answer."""
    find_practice(module, lesson, quiz, question)
    anchor = f"practice-{quiz}-{question}"
    return redirect(url_for("catalogue.lesson", module=module, lesson=lesson, _anchor=anchor), 302)


@bp.post(f"{AT}/<lesson>/practice/<quiz>/<question>")
@allow(anyone)
def practise(module: str, lesson: str, quiz: str, question: str) -> ResponseReturnValue:
    """Save an answer and go back to the lesson, where the reason stands. What cannot be understood comes back here."""
    found, practice = find_practice(module, lesson, quiz, question)
    fields: Fields = sent_fields()
    revision = sent_revision()
    if "move" in request.form:
        move = request.form["move"]
        fields = move_line(practice.questions[question], practice_lists(practice, question), fields, move)
        return _page(found, practice, _sheet(practice, question, fields, revision, moved=move))
    person = acting_person()
    assert person.id is not None  # noqa: S101 - an acting person has a row
    problem = save_answer(person.id, lesson, practice, question, revision, fields, current_language())
    if problem:
        sheet = _sheet(practice, question, fields, revision, messages=messages(problem))
        return _page(found, practice, sheet), 422
    anchor = f"result-{quiz}-{question}"
    return redirect(url_for("catalogue.lesson", module=module, lesson=lesson, _anchor=anchor), 303)


def _sheet(
    quiz: Quiz, question: str, fields: Fields, revision: int, *, messages: dict[str, str] | None = None, moved: str = ""
) -> Sheet:
    asked = ask(quiz, question, current_language(), practice_lists(quiz, question), fields)
    return Sheet(f"practice-{quiz.id}-{question}-", asked, fields, revision, messages or {}, moved=moved)


def _page(lesson: Lesson, quiz: Quiz, sheet: Sheet) -> str:
    title = lesson.text.choose(current_language()).title
    return render_template("quizzes/practice_page.html", lesson=lesson, title=title, quiz=quiz, sheet=sheet)
