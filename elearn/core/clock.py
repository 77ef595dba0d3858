"""What time it is. Rules never ask; services ask here and pass the answer on."""

from datetime import UTC, date, datetime


def now() -> datetime:
    """The current moment, in UTC and timezone-aware."""
    return datetime.now(UTC)


def today() -> date:
    """The current day in UTC."""
    return now().date()
