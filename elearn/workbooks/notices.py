"""What is said about feedback outside of its pages: mails in the language of whoever gets them, moments in words."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from flask import render_template, url_for
from flask_babel import format_date, format_time, to_user_timezone
from flask_babel import gettext as _

from elearn.accounts.service.people import acquaintances
from elearn.core.clock import now
from elearn.infra.i18n import current_language, speak
from elearn.infra.mail import post
from elearn.workbooks.service.books import OpenBook


def tell_answered(book: OpenBook, asked_by: int | None) -> None:
    """Tell whoever asked that the answer is there. People without an address see it on their pages."""
    spoken = current_language()
    for person in acquaintances((asked_by,)).values():
        if person.email:
            speak(person.language or book.cover.language)
            link = url_for("workbooks.feedback", book=book.public_id, _external=True)
            words = {"name": person.name, "title": book.cover.title, "link": link}
            body = render_template("workbooks/feedback/mail.txt", **words)
            post(person.email, _("There is feedback on your workbook"), body)
    speak(spoken)


def tell_paired(person_ids: Iterable[int]) -> None:
    """Tell colleagues that somebody waits for their remarks, and they for theirs."""
    spoken = current_language()
    for person in acquaintances(person_ids).values():
        if person.email:
            speak(person.language or spoken)
            link = url_for("workbooks.reviews", _external=True)
            body = render_template("workbooks/feedback/paired.txt", name=person.name, link=link)
            post(person.email, _("A colleague exchanges workbooks with you"), body)
    speak(spoken)


def moment_words(moment: datetime) -> str:
    """A moment as people say it: "today 10:40", "yesterday 17:20", else with its date."""
    day, time = to_user_timezone(moment).date(), format_time(moment, "short")
    days_ago = (to_user_timezone(now()).date() - day) // timedelta(days=1)
    match days_ago:
        case 0:
            words = _("today %(time)s", time=time)
        case 1:
            words = _("yesterday %(time)s", time=time)
        case _other:
            words = _("%(day)s, %(time)s", day=format_date(day, "medium"), time=time)
    return str(words)
