"""The one table that `make bench` prints, with what each row is held to."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """One measure: what, how much, what it is held to, and whether it holds."""

    what: str
    measured: str
    target: str
    holds: bool


@dataclass
class Table:
    """All rows of one run."""

    rows: list[Row] = field(default_factory=list)

    def at_least(self, what: str, value: float, bound: float, unit: str = "", note: str = "") -> None:
        """A measure that should be large."""
        self.rows.append(Row(what, f"{value:.3g}{unit}{note}", f"≥ {bound:g}{unit}", value >= bound))

    def at_most(self, what: str, value: float, bound: float, unit: str = "", note: str = "") -> None:
        """A measure that should be small."""
        self.rows.append(Row(what, f"{value:.3g}{unit}{note}", f"≤ {bound:g}{unit}", value <= bound))

    def __str__(self) -> str:
        width = max(len(row.what) for row in self.rows)
        middle = max(len(row.measured) for row in self.rows)
        return "\n".join(
            f"{'ok  ' if row.holds else 'MISS'}  {row.what:<{width}}  {row.measured:<{middle}}  {row.target}"
            for row in self.rows
        )
