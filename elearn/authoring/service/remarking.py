"""Past answers to questions whose right answer changes: what marking anew would do, and doing it."""

from collections.abc import Mapping

from elearn.authoring.rules.effects import QuestionEffect, needs_choice
from elearn.authoring.rules.question_changes import QuestionChange
from elearn.authoring.rules.remarking import Remarks, Treatment, remark
from elearn.catalogue.rules.quiz_values import Quiz
from elearn.catalogue.rules.values import Module
from elearn.quizzes.rules.asked import words_of
from elearn.quizzes.rules.scoring import is_passed
from elearn.quizzes.service.corrections import correct, past_answers, results_with

Choices = Mapping[str, str]  # "quiz/question" -> treatment


def name_of(change: QuestionChange) -> str:
    """The name of a question in a form and in a schedule: "check/columns"."""
    return f"{change.quiz}/{change.question}"


def question_effect(quiz: Quiz, change: QuestionChange) -> QuestionEffect:
    """What marking past answers with a new key would do. Five queries, however many answers there are."""
    remarks = _remarks(quiz, change.question)
    results = results_with(quiz.module, quiz.id, change.question, remarks.changed) if remarks.changed else {}
    passed = [(is_passed(now, mark), is_passed(then, mark)) for now, then, mark in results.values()]
    to_pass = sum(now is False and then is True for now, then in passed)
    to_fail = sum(now is True and then is False for now, then in passed)
    return QuestionEffect(change, remarks, to_pass, to_fail)


def treat(module: Module, changes: tuple[QuestionChange, ...], choices: Choices, release: int) -> dict[str, int]:
    """Do with past answers what the author chose, now that the module is published. Without a choice they stay.

    Returns how many attempts were concerned, by question.
    """
    concerned = {}
    for change in filter(needs_choice, changes):
        quiz, name = module.quiz(change.quiz), name_of(change)
        choice = choices.get(name, Treatment.KEEP)
        if quiz is None or change.question not in quiz.questions or choice == Treatment.KEEP:
            continue
        asks_again = choice == Treatment.ASK
        marks = _everybody(quiz, change.question) if asks_again else _remarks(quiz, change.question).changed
        concerned[name] = correct(quiz, change.question, marks, release, asks_again=asks_again)
    return concerned


def _remarks(quiz: Quiz, question: str) -> Remarks:
    answers = past_answers(quiz.module, quiz.id, question)
    return remark(quiz.questions[question], lambda language: words_of(quiz, question, language)[1], answers)


def _everybody(quiz: Quiz, question: str) -> dict[int, int | None]:
    return dict.fromkeys(answer.attempt for answer in past_answers(quiz.module, quiz.id, question))
