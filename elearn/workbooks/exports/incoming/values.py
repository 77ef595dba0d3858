"""From cells that came back to values of a document. Names are understood in all five languages."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from elearn.catalogue.rules.workbook_values import LISTS, Field
from elearn.core.languages import LANGUAGES
from elearn.workbooks.exports.labels import BETWEEN, TICK, Cell, Labels
from elearn.workbooks.rules.documents import EMPTY, Value
from elearn.workbooks.rules.typed import DECIMALS, WHOLE, Refusal, plain, read_typed

YES = frozenset(
    {TICK, "yes", "sì", "si", "sí", "oui", "ja", "true", "vero", "verdadero", "vrai", "wahr", "1", "✓", "✔"}
)
NO = frozenset({"no", "non", "nein", "false", "falso", "faux", "falsch", "0", "-"})
ALL = Decimal(100)
CLOSE = Decimal("1e-9")  # what two writings of the same number may differ by
EXACT_DIGITS = 9


def same(one: Cell, other: Cell) -> bool:
    """Whether two cells say the same: programs may write a number or a line break in another way."""
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return abs(one - other) <= CLOSE * max(Decimal(1), abs(one))
    if isinstance(one, str) and isinstance(other, str):
        return _lines(one) == _lines(other)
    return one == other


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def scaled(spec: Field, cell: Cell) -> Cell:
    """A per cent as documents keep it: a spreadsheet holds 0.07 where we say 7."""
    return cell * ALL if spec.kind == "percent" and isinstance(cell, Decimal) else cell


class Values:
    """Reads cells of a workbook. `labels` are those of the file's language, which wins where a name is in doubt."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self.options = cache(self._options)
        self.names = cache(self._names)

    def read(self, sheet: str, part: str, spec: Field, cell: Cell) -> Value | Refusal:
        """The value of a field; a per cent comes scaled.

        Refusals beside those of `read_typed`: unknown_name, ambiguous_name (a link's name fits none, or several).
        """
        if spec.kind in LISTS:
            found = [self._one(sheet, part, spec, name) for name in str(cell).split(BETWEEN.strip()) if name.strip()]
            refusal = next((one for one in found if isinstance(one, Refusal)), None)
            return refusal or tuple(dict.fromkeys(one for one in found if isinstance(one, str)))
        if (
            spec.kind == "percent" and isinstance(cell, Decimal) and cell >= ALL
        ):  # somebody typed 7 into a cell without "%"
            return Refusal("doubtful", {"whole": plain(cell / ALL), "decimals": plain(cell)})
        text = self._text(spec, cell)
        return self._one(sheet, part, spec, text) if text.strip() else ""

    def _one(self, sheet: str, part: str, spec: Field, text: str) -> Value | Refusal:
        match spec.kind:
            case "choice" | "choices":
                option = self.options(sheet, part, spec.id).get(_folded(text))
                return Refusal("not_an_option") if option is None else option
            case "link" | "links":
                found = self.names(*spec.target).get(_folded(text), ())
                return found[0] if len(found) == 1 else Refusal("ambiguous_name" if found else "unknown_name")
            case "tick":
                word = _folded(text)
                return "yes" if word in YES else "" if word in NO else Refusal("not_an_option")
        return read_typed(spec, [text])

    def _text(self, spec: Field, cell: Cell) -> str:
        """A cell as somebody would type it, beyond doubt."""
        if isinstance(cell, date):
            return cell.isoformat()
        if not isinstance(cell, Decimal):
            return cell
        digits = DECIMALS.get(spec.kind, EXACT_DIGITS if spec.kind in WHOLE else DECIMALS["number"])
        text = plain(round_half_up(cell, digits))
        return f"{text}0" if len(text.partition(".")[2]) == 3 else text  # "1.234" could mean two numbers

    def _options(self, sheet: str, part: str, name: str) -> Mapping[str, str]:
        """Name or id -> option, in all languages."""
        spec = self.labels.kit.sheets[sheet].by_id[part].by_id[name]
        found = {_folded(option): option for option in spec.options}
        for language in (*(one for one in LANGUAGES if one != self.labels.language), self.labels.language):
            spoken = self.labels.in_language(language)
            found |= {_folded(spoken.option(sheet, part, name, option)): option for option in spec.options}
        return found

    def _names(self, sheet: str, part: str) -> Mapping[str, tuple[str, ...]]:
        """Name -> the nodes of a part that are called so."""
        found: dict[str, tuple[str, ...]] = {}
        for node in self.labels.documents.get(sheet, EMPTY).of(part):
            name = _folded(self.labels.node(sheet, part, node.id))
            found[name] = (*found.get(name, ()), node.id)
        return found


def round_half_up(number: Decimal, digits: int) -> Decimal:
    """A number with so many decimals; what a spreadsheet calculated may have more."""
    return number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) if abs(number) < 10**15 else number


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
