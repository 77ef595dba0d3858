"""Long lists in pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Paging(Generic[Item]):
    """One page of a list: `number` counts from 1."""

    items: Sequence[Item]
    number: int
    last: int
    total: int

    @classmethod
    def of(cls, items: Sequence[Item], wanted: str | None, size: int) -> "Paging[Item]":
        """The page that an address asks for; the nearest one where there is none of this number."""
        last = max(1, -(-len(items) // size))
        number = int(wanted) if wanted and wanted.isascii() and wanted.isdecimal() and len(wanted) < 7 else 1
        number = min(max(number, 1), last)
        return cls(items[(number - 1) * size : number * size], number, last, len(items))
