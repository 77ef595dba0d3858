"""The text of a file whose encoding nobody tells: byte order marks, XML declarations, UTF-8, UTF-16, Windows."""

import re

from elearn.core.refused import RefusedError

MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
MOST_BYTES = 8 * 2**20  # of a file of questions or of translated words
DECLARED = re.compile(rb"""\A\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")
#: What no text holds: tabs and ends of lines stay, private letters go, because readers use them as signs of their own.
CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ue000-\uf8ff\ufffe\uffff\ud800-\udfff]")
HEAD = 4096


def text_of(data: bytes) -> str:
    """The text of a file, lines ending in "\\n", without byte order mark and XML declaration.

    Raises RefusedError: too_large (`most` bytes), no_text (the file is something else), empty.
    """
    if len(data) > MOST_BYTES:
        raise RefusedError("too_large", most=MOST_BYTES)
    text = _decoded(data)
    if "\x00" in text[:HEAD]:
        raise RefusedError("no_text")
    text = DECLARATION.sub("", text.removeprefix("\ufeff"))
    text = CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n"))
    if not text.strip():
        raise RefusedError("empty")
    return text


def _decoded(data: bytes) -> str:
    for encoding in _candidates(data):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", errors="replace")


def _candidates(data: bytes) -> list[str]:
    """The encodings to try, the likeliest first."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return [encoding]
    head = data[:HEAD]
    if head[1::2].count(0) > len(head) // 4:
        return ["utf-16-le"]
    if head[::2].count(0) > len(head) // 4:
        return ["utf-16-be"]
    declared = DECLARED.match(data[:HEAD])
    named = declared[1].decode().lower() if declared else ""
    # a file that says UTF-16 in single bytes was converted on its way; codecs of Python that are no encodings of text
    is_text = bool(named) and not named.startswith(("utf-16", "utf16", "utf-32", "utf32", "utf-7", "utf7"))
    return [named, "utf-8"] if is_text and _is_encoding(named) else ["utf-8"]


def _is_encoding(name: str) -> bool:
    """Whether Python reads texts with it; "hex", "idna" and the like turn bytes into other things."""
    try:
        return b"<a/>".decode(name) == "<a/>"
    except (LookupError, UnicodeError, ValueError, TypeError, AssertionError):
        return False
