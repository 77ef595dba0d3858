"""Why a file is not taken in, in the reader's language."""

from collections.abc import Mapping

from flask_babel import LazyString, format_decimal

from elearn.core.refused import RefusedError


def refused_words(table: Mapping[str, LazyString], refused: RefusedError) -> str:
    """Why a file is refused, and what to do. A code without words is a mistake: KeyError."""
    params = dict(refused.params)
    if refused.code == "too_large":
        params["most"] = format_decimal(int(str(params["most"])) // 2**20)
    return str(table[refused.code]) % params
