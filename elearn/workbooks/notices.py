"""Mails about feedback, in the language of whoever gets them."""

from flask import render_template, url_for
from flask_babel import gettext as _

from elearn.accounts.service.people import acquaintances
from elearn.infra.i18n import current_language, speak
from elearn.infra.mail import post
from elearn.workbooks.service.books import OpenBook


def tell_answered(book: OpenBook, asked_by: int | None) -> None:
    """Tell whoever asked that the answer is there. People without an address see it on their pages."""
    person = acquaintances((asked_by,)).get(asked_by or 0)
    if person is None or not person.email:
        return
    spoken = current_language()
    speak(person.language or book.cover.language)
    link = url_for("workbooks.feedback", book=book.public_id, _external=True)
    body = render_template("workbooks/feedback/mail.txt", name=person.name, title=book.cover.title, link=link)
    post(person.email, _("There is feedback on your workbook"), body)
    speak(spoken)
