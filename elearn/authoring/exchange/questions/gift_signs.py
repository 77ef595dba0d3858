"""The signs of GIFT that are escaped with a backslash. While a text is taken apart, they stand as private letters."""

import re

SIGNS = "~=#{}:\\"
_FIRST = 0xE100
_TO_PRIVATE = {sign: chr(_FIRST + number) for number, sign in enumerate(SIGNS)} | {"n": chr(_FIRST + len(SIGNS))}
_BACK = str.maketrans({private: "\n" if sign == "n" else sign for sign, private in _TO_PRIVATE.items()})
_ESCAPED = re.compile(r"\\([~=#{}:\\n])")
_SIGN = re.compile(r"[~=#{}:\\]")


def hidden(text: str) -> str:
    """A file with its escaped signs out of the way."""
    return _ESCAPED.sub(lambda found: _TO_PRIVATE[found[1]], text)


def shown(text: str) -> str:
    """A piece of it as its author meant it."""
    return text.translate(_BACK)


def escaped(text: str) -> str:
    """A text for a file."""
    return _SIGN.sub(r"\\\g<0>", text).replace("\n", "\\n")
