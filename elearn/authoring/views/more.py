"""The way to everything around the modules."""

from dataclasses import dataclass

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from elearn.accounts.service.access import allow
from elearn.authoring.blueprint import TEACH, bp, rights, writers
from elearn.authoring.service.facts import fact_rows
from elearn.catalogue.service.offers import offers
from elearn.infra.i18n import current_language

#: The first parts of their addresses, for the navigation.
PLACES = ("problems", "updates", "paths", "facts", "workbooks", "exchange", "people")


@dataclass(frozen=True, slots=True)
class Place:
    """A place to go: where, what it is, and what waits there ("" for nothing)."""

    address: str
    title: str
    words: str
    count: str = ""


@bp.get(f"{TEACH}/more")
@allow(writers)
def more() -> ResponseReturnValue:
    """Problems, facts, paths, words of workbooks, updates, moving, people."""
    places = [*_to_do(), *_to_write(), *_to_manage()]
    return render_template("authoring/more.html", places=places)


def _to_do() -> list[Place]:
    waiting = len(offers())
    return [
        Place(
            url_for(".problems"),
            _("What could be better"),
            _("Broken links, missing reasons, reviews that are due."),
        ),
        Place(
            url_for(".updates"),
            _("Updates of the product"),
            _("What a new version brings for texts that were changed here."),
            ngettext("One text waits", "%(num)d texts wait", waiting) if waiting else "",
        ),
    ]


def _to_write() -> list[Place]:
    due = sum(row.is_due for row in fact_rows(current_language()))
    words = _("Questions, hints and examples of the sheets, and what the checks say.")
    return [
        Place(url_for(".paths"), _("Paths and pages"), _("Order of modules, hours and pass marks; help and privacy.")),
        Place(
            url_for(".facts"),
            _("Country facts"),
            _("Dated figures and rules of five countries."),
            ngettext("one should be checked now", "%(num)d should be checked now", due) if due else "",
        ),
        Place(url_for(".workbook_words"), _("Words of the workbooks"), words),
    ]


def _to_manage() -> list[Place]:
    moving = _("Download everything or one module; take in a file.")
    places = [Place(url_for(".moving"), _("Moving content"), moving)]
    if rights().manages:
        words = _("Who writes, translates and reviews; whether a second person must agree.")
        places.append(Place(url_for(".people"), _("Who writes what"), words))
    return places
