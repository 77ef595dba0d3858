"""Moving a line up or down in an ordering, without a script: the page comes back with the line moved."""

from collections.abc import Sequence

from elearn.quizzes.rules.fields import Fields, first


def in_typed_order(items: Sequence[str], fields: Fields, prefix: str) -> tuple[str, ...]:
    """Items in the order of the places that a person typed; in the order they had where nothing sensible was typed."""
    places = {item: first(fields, f"{prefix}place-{item}") for item in items}
    if not all(place.isascii() and place.isdigit() and len(place) <= 3 for place in places.values()):
        return tuple(items)
    return tuple(sorted(items, key=lambda item: int(places[item])))


def moved(items: Sequence[str], fields: Fields, prefix: str, move: str) -> dict[str, list[str]]:
    """All fields after a move: "up fees" or "down fees", with the prefix of a scenario's part before the item.

    Nothing that was typed is lost. A move that makes no sense changes nothing.
    """
    order = list(in_typed_order(items, fields, prefix))
    direction, _, name = move.partition(" ")
    item = name.removeprefix(prefix)
    kept = {field: list(values) for field, values in fields.items()}
    if not name.startswith(prefix) or item not in order or direction not in ("up", "down"):
        return kept
    here = order.index(item)
    there = here + (-1 if direction == "up" else 1)
    if 0 <= there < len(order):
        order[here], order[there] = order[there], order[here]
    return kept | {f"{prefix}place-{item}": [str(number)] for number, item in enumerate(order, 1)}
