"""The marks of strategies, added up."""

from decimal import Decimal

from elearn.workbooks.rules.documents import Node

CRITERIA = ("relevance", "capacity", "cost", "time", "risk", "gender", "complementarity")
HIGHEST_MARK = 5


def score(option: Node) -> Decimal | None:
    """The marks of a strategy in per cent of the highest possible ones; None where nobody gave a mark.

    Criteria without a mark are left out, so that an unfinished table does not punish.
    """
    marks = [mark for name in CRITERIA if (mark := option.number(name)) is not None]
    return sum(marks, Decimal(0)) / (len(marks) * HIGHEST_MARK) * 100 if marks else None
