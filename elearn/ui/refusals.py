"""Why a file is not taken in, in the reader's language."""

from collections.abc import Mapping

from flask_babel import LazyString, format_decimal

from elearn.core.refused import RefusedError

KILOBYTES, MEGABYTES = 1000, 2**20


def refused_words(table: Mapping[str, LazyString], refused: RefusedError, unit: int = MEGABYTES) -> str:
    """Why a file is refused, and what to do; `unit` is the one of too_large. KeyError for a code without words."""
    params = dict(refused.params)
    if refused.code == "too_large":
        params["most"] = format_decimal(int(params["most"]) // unit)
    return str(table[refused.code]) % params
