"""What quizzes show on pages of the catalogue: practice questions in lessons, the quiz on the module's cover."""

from flask import Flask, url_for
from markupsafe import Markup

from elearn.accounts.service.access import current_person
from elearn.catalogue.rules.quiz_values import Quiz
from elearn.catalogue.rules.values import Lesson, Module
from elearn.catalogue.service.library import library
from elearn.quizzes.forms import Sheet, messages
from elearn.quizzes.rules.asked import ask, move_line, words_of
from elearn.quizzes.rules.fields import Fields, Misunderstood, Understood, first, understand
from elearn.quizzes.rules.reveal import Depth, reveal
from elearn.quizzes.rules.scoring import best
from elearn.quizzes.service.practice import practice_lists, practised_in, view_practice
from elearn.quizzes.service.sittings import attempts_of
from elearn.ui.kept import render_kept
from elearn.ui.slots import render_part, slots


def offer(app: Flask) -> None:
    """Offer the parts."""
    offers = slots(app)
    offers.offer("lesson.question", practice_question)
    offers.offer("module.actions", quiz_on_cover)
    offers.offer("quiz.address", address)
    offers.offer("question.preview", preview)


def practice_question(lesson: Lesson, question: str, language: str) -> Markup | None:
    """A practice question, written "quiz/question" in the lesson, with the reader's last answer."""
    quiz_id, _, name = question.partition("/")
    module = library().modules.get(lesson.module)
    quiz = module.quiz(quiz_id) if module else None
    if quiz is None or quiz.key.purpose != "practice" or name not in quiz.questions:
        return None
    practised = practised_in(current_person().id, lesson.module, lesson.id).get((quiz_id, name))
    view = view_practice(quiz, name, language, practised)
    sheet = Sheet(f"practice-{quiz_id}-{name}-", view.asked, view.fields, view.revision, revealed=view.revealed)
    parts = {"lesson": lesson, "quiz": quiz, "sheet": sheet, "is_stale": view.is_stale}
    if practised is not None:  # what somebody typed is shown to them and kept nowhere
        return render_part("quizzes/practice.html", **parts)
    return render_kept("quizzes/practice.html", (library().fingerprint, lesson.item, question), **parts)


def preview(quiz: Quiz, question: str, language: str, sent: Fields | None, answerable: bool) -> Markup:
    """A question as a learner sees it, for whoever writes it; `sent` is what was answered there, kept nowhere.

    `answerable`: the answer can be checked, with every reason, by sending the form to the address of the page.
    """
    key = quiz.questions[question]
    _spoken, words = words_of(quiz, question, language)
    fields = move_line(key, practice_lists(quiz, question), sent or {}, first(sent or {}, "move"))
    understood = understand(key, fields) if sent is not None and "move" not in sent else None
    complaints = messages(understood) if isinstance(understood, Misunderstood) else {}
    response = understood.response if isinstance(understood, Understood) else None
    revealed = reveal(key, words, response, Depth.ALL) if response is not None else None
    asked = ask(quiz, question, language, practice_lists(quiz, question), fields)
    sheet = Sheet("preview-", asked, fields, 1, complaints, revealed=revealed)
    return render_part("quizzes/preview.html", sheet=sheet, answerable=answerable)


def quiz_on_cover(module: Module, language: str) -> Markup | None:
    """The module's quiz: how long it takes, how it went, and where to start or go on."""
    if not module.checks:
        return None
    quiz = module.checks[0]
    attempts = attempts_of(current_person().id, quiz)
    running = [attempt.number for attempt in attempts if attempt.finished_at is None]
    return render_part(
        "quizzes/on_cover.html",
        module=module,
        quiz=quiz,
        language=language,
        minutes=module.quiz_minutes.get(quiz.id, 0),
        running=running[-1] if running else None,
        best=best(attempt.per_mille for attempt in attempts),
        attempts=attempts,
    )


def address(module: str, quiz: str) -> str | None:
    """Where a module's quiz can be taken. Today a module has one quiz that counts; the others have no page."""
    found = library().modules.get(module)
    if found is None or not found.checks or found.checks[0].id != quiz:
        return None
    return url_for("quizzes.quiz", module=module)
