"""The days of a project: its months count from the day on which it starts."""

from calendar import monthrange
from datetime import date, timedelta

from elearn.workbooks.rules.book import Book


def as_date(text: str) -> date | None:
    """A stored day (ISO 8601); None where there is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def plus_months(day: date, months: int) -> date:
    """The same day some months later; the last day of the month where it is shorter (31 January, 28 February)."""
    years, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def last_day(book: Book, later: int = 0) -> date | None:
    """The last day of the project, or of `later` months after it; None while start or duration are not known."""
    if book.start is None or book.months <= 0:
        return None
    return plus_months(book.start, book.months + later) - timedelta(days=1)
