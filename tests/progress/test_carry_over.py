"""A guest's facts become an account's: none lost, none twice."""

from elearn.progress.rules.facts import Fact, Verb, carried_over
from tests.progress.making import at

ITEM = "lesson:m/l1"


def fact(verb: Verb, minute: int, client_id: str) -> Fact:
    return Fact(ITEM, verb, None, at(minute), client_id)


def fates(own: list[Fact], guests: list[Fact]) -> dict[str, str | None]:
    return dict(carried_over(own, guests, "carried"))


def test_what_only_the_guest_has_is_kept() -> None:
    assert fates([], [fact(Verb.OPENED, 1, "a"), fact(Verb.DONE, 2, "b")]) == {"a": "a", "b": "b"}


def test_what_both_have_counts_once() -> None:
    own = [fact(Verb.OPENED, 1, "a"), fact(Verb.DONE, 2, "b")]
    assert fates(own, [fact(Verb.OPENED, 3, "a"), fact(Verb.DONE, 4, "b")]) == {"a": None, "b": None}


def test_the_guests_last_word_stays_the_last_word() -> None:
    own = [fact(Verb.DONE, 1, "done:0"), fact(Verb.UNDONE, 2, "undone:1")]
    assert fates(own, [fact(Verb.DONE, 3, "done:0")]) == {"done:0": "done:0:carried"}


def test_an_older_word_of_the_guest_changes_nothing() -> None:
    own = [fact(Verb.DONE, 1, "done:0"), fact(Verb.UNDONE, 9, "undone:1")]
    assert fates(own, [fact(Verb.DONE, 3, "done:0")]) == {"done:0": None}


def test_only_the_last_word_is_kept_twice() -> None:
    own = [fact(Verb.DONE, 1, "done:0"), fact(Verb.UNDONE, 2, "undone:1"), fact(Verb.DONE, 3, "done:2")]
    guests = [fact(Verb.DONE, 5, "done:0"), fact(Verb.UNDONE, 6, "undone:1")]
    assert fates(own, guests) == {"done:0": None, "undone:1": "undone:1:carried"}
