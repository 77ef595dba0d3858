"""A workbook as an IATI activity: who, what, when, where, how much, with which results."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate, pairwise
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from flask_babel import gettext as _

from elearn.calculators.rules.loans import cents
from elearn.workbooks.exports.iati.narratives import LANGUAGE, Voices
from elearn.workbooks.exports.iati.results import PLACE, add_results
from elearn.workbooks.exports.outgoing import Outgoing
from elearn.workbooks.exports.printable import printable
from elearn.workbooks.rules.book import Book
from elearn.workbooks.rules.budget import Budget, budget_in
from elearn.workbooks.rules.periods import last_day, plus_months
from elearn.workbooks.rules.results import OUTCOME, results, written

VERSION = "2.03"
UNREGISTERED = "XX-NOT-REGISTERED"  # in the place of an identifier that only IATI's registry gives
NATIONAL_NGO, PRIVATE_SECTOR = "22", "70"  # OrganisationType
IMPLEMENTING = "4"  # OrganisationRole
GENERAL, OBJECTIVES, TARGET_GROUPS = "1", "2", "3"  # DescriptionType
PLANNED_START, PLANNED_END = "1", "3"  # ActivityDateType
PIPELINE, RUNNING, FINALISATION = "1", "2", "3"  # ActivityStatus
ORIGINAL, INDICATIVE = "1", "1"  # BudgetType, BudgetStatus
YEAR = 12


def write_iati(out: Outgoing, *others: Outgoing, publisher: str = UNREGISTERED) -> bytes:
    """An IATI file with one activity. `others` are the same workbook in other languages: words come in all of them.

    `publisher` is the organisation's identifier in IATI. What does not reach the file: see `left_out`.
    """
    activity, _voices = _activity((out, *others), publisher)
    root = Element("iati-activities", {"version": VERSION, "generated-datetime": _moment(out.book.today)})
    root.append(activity)
    indent(root)
    file: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return file


def left_out(out: Outgoing) -> tuple[str, ...]:
    """What is not in the file, and what must be added before it is published, in sentences."""
    return tuple(_activity((out,), UNREGISTERED)[1].left_out)


def _activity(outs: tuple[Outgoing, ...], publisher: str) -> tuple[Element, Voices]:
    voices = Voices(tuple(map(printable, outs)))
    book = voices.book
    activity = Element("iati-activity", {
        LANGUAGE: book.language, "default-currency": book.currency, "last-updated-datetime": _moment(book.today),
    })  # fmt: skip
    SubElement(activity, "iati-identifier").text = f"{publisher}-{_slug(voices.outs[0].title)}"
    _add_people(activity, voices, publisher)
    _add_time_and_place(activity, voices)
    _add_budget(activity, voices)
    add_results(activity, voices)
    voices.left_out += _always_left_out(voices)
    return activity, voices


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[A-Za-z0-9]+", plain)).lower() or "workbook"


def _add_people(activity: Element, voices: Voices, publisher: str) -> None:
    """Who reports, what the project is called and about, who carries it out."""
    kind = NATIONAL_NGO if voices.book.profile.audience == "operators" else PRIVATE_SECTOR
    organisation = voices.own("card", "card", "organisation")

    def named(out: Outgoing) -> str:
        return organisation(out) or out.title

    def aims(out: Outgoing) -> str:
        return " ".join(f"{node.text('text').rstrip('.')}." for node in results(out.book, OUTCOME))

    def summary(out: Outgoing) -> str:
        return voices.own("card", "card", "summary")(out) or out.title

    voices.narrate(activity, "reporting-org", named, ref=publisher, type=kind)
    voices.narrate(activity, "title", lambda out: out.title)
    voices.narrate(activity, "description", summary, type=GENERAL)
    voices.narrate(activity, "description", aims, type=OBJECTIVES)
    voices.narrate(activity, "description", voices.own("card", "card", "who"), type=TARGET_GROUPS)
    voices.narrate(activity, "participating-org", named, role=IMPLEMENTING, type=kind)
    for partner in written(voices.book, "partnerships", "partners", "name"):
        voices.narrate(activity, "participating-org", voices.own("partnerships", partner.id, "name"), role=IMPLEMENTING)


def _add_time_and_place(activity: Element, voices: Voices) -> None:
    """How far the project is, from when to when it runs, where."""
    book, end = voices.book, last_day(voices.book)
    SubElement(activity, "activity-status", {"code": _status(book)})
    if book.start is None:
        voices.left_out.append(_("The project has no first day yet. The file names the day of today."))
    first = (book.start or book.today).isoformat()
    SubElement(activity, "activity-date", {"type": PLANNED_START, "iso-date": first})
    if end:
        SubElement(activity, "activity-date", {"type": PLANNED_END, "iso-date": end.isoformat()})
    if any(out.place for out in voices.outs):
        voices.narrate(SubElement(activity, "location", {"ref": PLACE}), "name", lambda out: out.place)


def _status(book: Book) -> str:
    end = last_day(book)
    if book.start is None or book.today < book.start:
        return PIPELINE
    return RUNNING if end is None or book.today <= end else FINALISATION


# Budget --------------------------------------------------------------------------------------------------------------


def _add_budget(activity: Element, voices: Voices) -> None:
    """The total of the budget, year by year: IATI wants no period longer than one."""
    book, sums = voices.book, voices.book.once(budget_in)
    if not sums.total:
        return
    if book.start is None or book.months <= 0:
        voices.left_out.append(_("The budget stays out until the project has a first day and a duration."))
        return
    for start, end, amount in _years(book, sums):
        made = SubElement(activity, "budget", {"type": ORIGINAL, "status": INDICATIVE})
        SubElement(made, "period-start", {"iso-date": start.isoformat()})
        SubElement(made, "period-end", {"iso-date": end.isoformat()})
        value = SubElement(made, "value", {"currency": book.currency, "value-date": start.isoformat()})
        value.text = f"{amount:f}"
    if not _has_years(book, sums):
        spread = _("The budget has no amounts by year. The file spreads the total evenly over the months.")
        voices.left_out.append(spread)


def _years(book: Book, sums: Budget) -> Iterator[tuple[date, date, Decimal]]:
    """First day, last day and amount of each year of a project that has a first day."""
    start = book.start or book.today
    lengths = [min(YEAR, book.months - done) for done in range(0, book.months, YEAR)]
    weights = sums.years[: len(lengths)] if _has_years(book, sums) else tuple(map(Decimal, lengths))
    for year, amount in enumerate(_spread(sums.total, weights)):
        first = year * YEAR
        yield plus_months(start, first), plus_months(start, first + lengths[year]) - timedelta(days=1), amount


def _has_years(book: Book, sums: Budget) -> bool:
    """Whether the units of the years hold all direct costs, within the years of the project."""
    within = sums.years[: -(-book.months // YEAR)]
    return bool(sums.direct) and sum(within) == sums.direct


def _spread(total: Decimal, weights: tuple[Decimal, ...]) -> list[Decimal]:
    """A total in parts by their weights, to the cent, without losing one."""
    whole = sum(weights)
    until = [cents(total * weight / whole) for weight in accumulate(weights, initial=Decimal(0))]
    return [after - before for before, after in pairwise(until)]


def _always_left_out(voices: Voices) -> list[str]:
    """What IATI has no place for, or a workbook no field."""
    found = []
    if voices.book.sheet("card").one("card").is_set("contact"):
        found.append(_("The contact stays out, because IATI data are public."))
    if not voices.book.sheet("card").one("card").is_set("organisation"):
        found.append(_("The project card names no organisation yet."))
    found.append(_("Assumptions, activities and risks stay out: IATI has no place for them."))
    found.append(_("Before you publish, add the organisation's IATI identifier, the country and the sector."))
    return found
