"""Mails to authors and reviewers, in the language of whoever gets them."""

from collections.abc import Callable, Iterable, Mapping

from flask import current_app, render_template
from flask_babel import gettext as _

from elearn.accounts.service.people import acquaintances
from elearn.authoring.service.publishing import Outcome
from elearn.authoring.service.rights import reviewers_of
from elearn.authoring.service.scheduling import Schedule
from elearn.infra.config import Settings
from elearn.infra.i18n import current_language, speak
from elearn.infra.mail import post


def tell_not_published(plan: Schedule, outcome: Outcome) -> None:
    """Tell whoever planned a publication that it could not be done, and why."""
    errors = sum(problem.level == "error" for problem in outcome.problems)
    words = {"plan": plan, "outcome": outcome, "errors": errors}
    _tell([plan.person_id], plan.unit, "authoring/mail/not_published.txt", _not_published, words)


def tell_reviewers(asked_by: int, name: str, unit: str, title: str, note: str) -> None:
    """Tell the reviewers of a unit that somebody waits for their answer."""
    people = [person for person in reviewers_of(unit) if person != asked_by]
    words = {"asked_by": name, "title": title, "note": note}
    _tell(people, unit, "authoring/mail/review.txt", _please_review, words)


def tell_answered(asked_by: int | None, unit: str, title: str, answer: str, *, approved: bool) -> None:
    """Tell whoever asked for a review that the answer is there."""
    words = {"title": title, "answer": answer, "approved": approved}
    _tell([asked_by], unit, "authoring/mail/answered.txt", _answered, words)


def _not_published() -> str:
    return str(_("A planned publication was not done"))


def _please_review() -> str:
    return str(_("Somebody asks you for a review"))


def _answered() -> str:
    return str(_("Your review was answered"))


def _tell(
    people: Iterable[int | None], unit: str, template: str, subject: Callable[[], str], words: Mapping[str, object]
) -> None:
    spoken = current_language()
    for person in acquaintances(people).values():
        if person.email:
            speak(person.language or spoken)
            body = render_template(template, name=person.name, link=_link(unit), **words)
            post(person.email, subject(), body)
    speak(spoken)


def _link(unit: str) -> str:
    """The page on which a unit is published. The worker has no request that could tell the address."""
    settings: Settings = current_app.config["SETTINGS"]
    kind, _slash, name = unit.partition("/")
    place = f"m/{name}" if kind == "modules" else f"u/{unit}"
    return f"{settings.base_url.rstrip('/')}/{current_language()}/teach/{place}/publish"
