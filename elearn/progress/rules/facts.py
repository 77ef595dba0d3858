"""Facts of the ledger, and what all facts about one item add up to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verb(StrEnum):
    """What can happen to an item."""

    OPENED = "opened"
    DONE = "done"
    UNDONE = "undone"
    SCORED = "scored"  # a finished quiz attempt; its value is per mille


MARKS = (Verb.DONE, Verb.UNDONE)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the ledger, without the person. `client_id` is unique per person."""

    item: str
    verb: Verb
    value: int | None
    at: datetime
    client_id: str


@dataclass(frozen=True, slots=True)
class Record:
    """What the facts of one person about one item add up to. Scores are per mille, moments in UTC."""

    item: str
    opened_at: datetime | None = None
    done_at: datetime | None = None
    undone_at: datetime | None = None
    best: int | None = None
    tries: int = 0
    scored_at: datetime | None = None

    @property
    def latest_at(self) -> datetime | None:
        """When something last happened, or None."""
        moments = (self.opened_at, self.done_at, self.undone_at, self.scored_at)
        return max((moment for moment in moments if moment), default=None)


def module_of(item: str) -> str:
    """The module of an item: "lesson:logical-framework/columns" belongs to "logical-framework".

    ValueError for a name that is not an item's.
    """
    kind, _, place = item.partition(":")
    module, _, name = place.partition("/")
    if kind not in ("lesson", "quiz", "workbook") or not module or not name:
        raise ValueError(f"Not an item: {item!r}")
    return module


def client_id_for(item: str, verb: Verb, earlier_marks: int) -> str:
    """The id of a fact that the server notes itself, made from the item so that a repetition is recognised.

    An item is opened once; done and undone alternate, so the number of earlier marks tells them apart.
    """
    return f"opened:{item}" if verb is Verb.OPENED else f"{verb}:{item}:{earlier_marks}"


def carried_over(own: Iterable[Fact], guests: Iterable[Fact], name: str) -> Iterator[tuple[str, str | None]]:
    """What becomes of a guest's facts when the guest turns out to be a known person.

    Yields (client id of the guest's fact, its new client id or None where the account holds that fact already).
    Facts with the same id are the same fact told twice, with one exception: where the guest has the last word on an
    item, and it differs from the account's last word, it is kept under an id that ends with `name`.
    """
    own = tuple(own)
    guests = tuple(guests)
    known = {fact.client_id for fact in own}
    own_last, guest_last = _last_marks(own), _last_marks(guests)
    for fact in guests:
        if fact.client_id not in known:
            yield fact.client_id, fact.client_id
            continue
        mine = own_last.get(fact.item)
        has_last_word = fact == guest_last.get(fact.item) and (mine is None or fact.at > mine.at)
        differs = mine is None or mine.verb is not fact.verb
        yield fact.client_id, f"{fact.client_id}:{name}" if has_last_word and differs else None


def _last_marks(facts: Iterable[Fact]) -> dict[str, Fact]:
    return {fact.item: fact for fact in sorted(facts, key=lambda fact: fact.at) if fact.verb in MARKS}
