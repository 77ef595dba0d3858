"""People to try the product with. Only `make run` makes them, and a production server refuses to start with them."""

from datetime import datetime, timedelta

from flask import Flask
from flask_babel import gettext as _
from markupsafe import Markup

from elearn.accounts.rules import Role
from elearn.accounts.service import people
from elearn.catalogue.rules.quiz_values import Quiz, ShortTextKey
from elearn.catalogue.rules.values import Lesson, Module
from elearn.catalogue.service.library import library
from elearn.core.clock import now
from elearn.demo.answers import wrong_response
from elearn.demo.workbooks import make_workbooks
from elearn.demo.writing import make_drafts
from elearn.infra.config import ConfigurationError, Settings
from elearn.infra.database import transaction
from elearn.progress.rules.facts import Verb
from elearn.progress.service.ledger import record
from elearn.quizzes.rules.fields import fields_of
from elearn.quizzes.rules.right import right_response
from elearn.quizzes.service.attempts import answer_question, finish_attempt, start_attempt
from elearn.quizzes.service.sittings import find_sitting
from elearn.ui.slots import render_part, slots

PASSWORD = "quaderno"  # noqa: S105 - known to everybody, by intent
PEOPLE = {
    "amina": ("Amina Diallo", Role.LEARNER),
    "joseph": ("Joseph Mensah", Role.LEARNER),
    "marta": ("Marta Conti", Role.TRAINER),
    "carla": ("Carla Neri", Role.COORDINATOR),
    "admin": ("Admin", Role.ADMINISTRATOR),
}
MODULE = "logical-framework"


def make_demo(app: Flask) -> bool:
    """Make the demo people and what two of them have learnt. False, and nothing done, where there are accounts."""
    with app.app_context(), transaction():
        if people.how_many():
            return False
        ids = {
            username: people.create_account(name, role, identity=username, password=PASSWORD, is_demo=True)
            for username, (name, role) in PEOPLE.items()
        }
        module = library().modules.get(MODULE)
        if module:
            _reach_the_middle(ids["amina"], module)
            _finish(ids["joseph"], module)
        make_workbooks(ids)
        make_drafts(ids["marta"])
    return True


def demo_people_exist(app: Flask) -> bool:
    """Whether somebody could sign in with the demo password: a production server must not start then."""
    with app.app_context():
        return people.has_demo_people()


def refuse_demo_people(app: Flask) -> None:
    """Stop a production server whose database holds the demo people: ConfigurationError."""
    settings: Settings = app.config["SETTINGS"]
    if settings.production and demo_people_exist(app):
        raise ConfigurationError(
            "This database holds the demo people of `make run`, whose password everybody knows: use another database."
        )


def show_banner(app: Flask) -> None:
    """Say on every page that the demo people exist, and how to sign in as one. Call it before serving."""
    slots(app).offer("page.banner", _banner)


def _banner() -> Markup:
    *names, last = PEOPLE
    words = _(
        "For trying out only. Sign in as %(names)s or %(last)s. The password is %(password)s.",
        names=", ".join(names),
        last=last,
        password=PASSWORD,
    )
    return render_part("ui/banner.html", words=words)


def _reach_the_middle(person_id: int, module: Module) -> None:
    """The first three lessons are done, and the fourth is open since yesterday."""
    read, opened = module.lessons[:3], module.lessons[3:4]
    _read(person_id, read, now() - timedelta(days=6))
    for lesson in opened:
        record(person_id, lesson.item, Verb.OPENED, at=now() - timedelta(days=1))


def _finish(person_id: int, module: Module) -> None:
    """All lessons are done; each quiz was failed once and then passed."""
    _read(person_id, module.lessons, now() - timedelta(days=12))
    for quiz in module.checks:
        _take(person_id, quiz, mistakes=True)
        _take(person_id, quiz, mistakes=False)


def _read(person_id: int, lessons: tuple[Lesson, ...], start: datetime) -> None:
    """One lesson a day."""
    for day, lesson in enumerate(lessons):
        opened = start + timedelta(days=day)
        record(person_id, lesson.item, Verb.OPENED, at=opened)
        record(person_id, lesson.item, Verb.DONE, at=opened + timedelta(minutes=lesson.minutes))


def _take(person_id: int, quiz: Quiz, *, mistakes: bool) -> None:
    """An attempt, as a person makes it: one answer after the other, two of three with mistakes or none; hand in."""
    number = start_attempt(person_id, quiz, library().pass_mark(quiz), quiz.source, None)
    sitting = find_sitting(person_id, quiz, number) if number else None
    if sitting is None:
        return
    for position, question in enumerate(sitting.order.questions, 1):
        key = sitting.quiz.questions[question]
        answer = right_response(key, sitting.quiz.choose(quiz.source).words.questions[question])
        if mistakes and position % 3 and not isinstance(key, ShortTextKey):
            answer = wrong_response(key)
        answer_question(person_id, quiz, sitting.number, position, 1, fields_of(answer), quiz.source)
    finish_attempt(person_id, quiz, sitting.number)
