"""Recordings: MP3, M4A, Ogg. Their type by their first bytes, how long they last, and nothing about who made them.

No decoder is needed for either: lengths stand in the files' own tables.
"""

import struct
from collections.abc import Iterator
from struct import unpack_from

MP3, M4A, OGG = "audio/mpeg", "audio/mp4", "audio/ogg"

_BRANDS_OF_SOUND = (b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"3gp4", b"3gp5")
_RATES = (44100, 48000, 32000)
#: kbit/s of MPEG 1 layer 3, and of MPEG 2 and 2.5.
_BITS = (
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
)
_PERSONAL = (b"udta", b"meta", b"uuid")
MOST_BOXES = 10_000


def sound_type(data: bytes) -> str:
    """The content type of a recording by its first bytes: MP3, M4A or Ogg; "" for anything else, films too."""
    if data.startswith(b"OggS"):
        return OGG if b"OpusHead" in data[:64] or b"\x01vorbis" in data[:64] else ""
    if data[4:8] == b"ftyp":
        return M4A if data[8:12] in _BRANDS_OF_SOUND and _has_only_sound(data) else ""
    start = _after_id3(data)
    return MP3 if _frame(data, start) is not None else ""


def without_names(data: bytes, content_type: str) -> bytes:
    """The recording without titles, covers, places and programs. Its sound stays byte for byte."""
    if content_type == MP3:
        end = len(data) - 128 if data[-128:-125] == b"TAG" else len(data)
        return data[_after_id3(data) : end]
    if content_type == M4A:
        return _blanked(data)
    return data


def seconds_of(data: bytes, content_type: str) -> int | None:
    """How long a recording lasts, in whole seconds; None where the file does not say."""
    readers = {MP3: _of_mp3, M4A: _of_m4a, OGG: _of_ogg}
    try:
        seconds = readers[content_type](data)
    except (struct.error, IndexError, ZeroDivisionError):
        return None
    return round(seconds) if seconds is not None and 0 < seconds < 24 * 3600 else None


def _after_id3(data: bytes) -> int:
    if data[:3] != b"ID3" or len(data) < 10:
        return 0
    size = 0
    for byte in data[6:10]:
        size = size << 7 | (byte & 0x7F)
    return min(10 + size, len(data))


def _frame(data: bytes, at: int) -> tuple[int, int, int] | None:
    """The header of an MP3 frame as (version 0 or 1, kbit/s, rate); None where no frame of layer 3 begins."""
    if len(data) < at + 4 or data[at] != 0xFF or data[at + 1] & 0xE6 != 0xE2:
        return None
    version = data[at + 1] >> 3 & 3
    bits, rate = data[at + 2] >> 4, data[at + 2] >> 2 & 3
    if version == 1 or bits in (0, 15) or rate == 3:
        return None
    halved = {3: 1, 2: 2, 0: 4}[version]
    return int(version != 3), _BITS[version != 3][bits], _RATES[rate] // halved


def _of_mp3(data: bytes) -> float | None:
    start = _after_id3(data)
    frame = _frame(data, start)
    if frame is None:
        return None
    version, kilobits, rate = frame
    per_frame = 576 if version else 1152
    table = max(data.find(b"Xing", start, start + 200), data.find(b"Info", start, start + 200))
    if table >= 0 and unpack_from(">I", data, table + 4)[0] & 1:
        frames: int = unpack_from(">I", data, table + 8)[0]
        return frames * per_frame / rate
    return (len(data) - start) * 8 / (kilobits * 1000)


def _of_ogg(data: bytes) -> float | None:
    last = data.rfind(b"OggS")
    position: int = unpack_from("<q", data, last + 6)[0]
    opus = data.find(b"OpusHead", 0, 64)
    if opus >= 0:
        skipped: int = unpack_from("<H", data, opus + 10)[0]
        return (position - skipped) / 48000
    vorbis = data.find(b"\x01vorbis", 0, 64)
    rate: int = unpack_from("<I", data, vorbis + 12)[0]
    return position / rate


def _of_m4a(data: bytes) -> float | None:
    for kind, start, _end in _boxes(data):
        if kind == b"mvhd":
            if data[start]:  # version 1: 64 bits
                scale, length = unpack_from(">IQ", data, start + 20)
            else:
                scale, length = unpack_from(">II", data, start + 12)
            return float(length / scale)
    return None


def _has_only_sound(data: bytes) -> bool:
    handlers = {data[start + 8 : start + 12] for kind, start, _end in _boxes(data) if kind == b"hdlr"}
    return b"soun" in handlers and b"vide" not in handlers


def _blanked(data: bytes) -> bytes:
    """Boxes with words become empty boxes of the same size, so that nothing else moves."""
    clean = bytearray(data)
    for kind, start, end in _boxes(data):
        if kind in _PERSONAL:
            clean[start - 4 : start] = b"free"
            clean[start:end] = bytes(end - start)
    return bytes(clean)


def _boxes(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """The boxes of an MP4 as (kind, begin and end of what is in them), outer before inner."""
    ranges = [(0, len(data))]
    count = 0
    while ranges and count < MOST_BOXES:
        at, end = ranges.pop(0)
        while at + 8 <= end and count < MOST_BOXES:
            size, kind = unpack_from(">I4s", data, at)
            head = 8
            if size == 1 and at + 16 <= end:
                size, head = unpack_from(">Q", data, at + 8)[0], 16
            stop = end if size == 0 else min(at + size, end)
            if stop < at + head:
                break
            yield kind, at + head, stop
            if kind in (b"moov", b"trak", b"mdia"):
                ranges.append((at + head, stop))
            at, count = stop, count + 1
