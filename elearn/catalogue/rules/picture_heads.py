"""What the first bytes of a picture say: its type and its size.

Both are read here, by a few comparisons, before any decoder sees the file: a few hundred bytes can claim 30,000 x
30,000 pixels, and some decoders take the memory for them as soon as they open it.
"""

import re
import struct
from struct import unpack, unpack_from

#: 40 megapixels: more than a telephone takes, and what can be decoded within 300 MB.
MOST_PIXELS = 40_000_000

PNG, JPEG, GIF, WEBP, AVIF = "image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"

_BRANDS_OF_AVIF = (b"avif", b"avis")
_HEADER_BYTES = 64 * 1024
_ISPE = re.compile(rb"ispe\0{4}(.{4})(.{4})", re.DOTALL)
#: Markers of a JPEG that begin a frame, and so say its size; the others in this range are tables.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length


def picture_type(data: bytes) -> str:
    """The content type of a picture by its first bytes: PNG, JPEG, GIF, WebP or AVIF; "" for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return WEBP
    return AVIF if data[4:8] == b"ftyp" and _has_avif_brand(data) else ""


def picture_size(data: bytes) -> tuple[int, int] | None:
    """Width and height as the header claims them; None where it does not say, or is broken off."""
    readers = {PNG: _of_png, JPEG: _of_jpeg, GIF: _of_gif, WEBP: _of_webp, AVIF: _of_avif}
    reader = readers.get(picture_type(data))
    try:
        size = reader(data) if reader else None
    except (struct.error, IndexError):
        return None
    return size if size and all(size) else None


def _has_avif_brand(data: bytes) -> bool:
    length = int.from_bytes(data[:4], "big")
    brands = data[8 : min(length, 256)]
    return any(brands[at : at + 4] in _BRANDS_OF_AVIF for at in range(0, len(brands), 4))


def _of_png(data: bytes) -> tuple[int, int]:
    width, height = unpack_from(">II", data, 16)
    return width, height


def _of_gif(data: bytes) -> tuple[int, int]:
    width, height = unpack_from("<HH", data, 6)
    return width, height


def _of_jpeg(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at < len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker in _FRAMES:
            height, width = unpack_from(">HH", data, at + 5)
            return width, height
        if marker == 0xFF:  # padding
            at += 1
        elif marker in _ALONE:
            at += 2
        else:
            at += 2 + unpack_from(">H", data, at + 2)[0]
    return None


def _of_webp(data: bytes) -> tuple[int, int] | None:
    kind = data[12:16]
    if kind == b"VP8X":
        return _three_bytes(data, 24) + 1, _three_bytes(data, 27) + 1
    if kind == b"VP8L":
        bits = unpack_from("<I", data, 21)[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        width, height = unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None


def _of_avif(data: bytes) -> tuple[int, int] | None:
    """The largest of the items: the picture itself is never smaller than its parts."""
    sizes = [unpack(">II", found[1] + found[2]) for found in _ISPE.finditer(data[:_HEADER_BYTES])]
    largest = max(sizes, key=lambda size: size[0] * size[1], default=None)
    return (largest[0], largest[1]) if largest else None


def _three_bytes(data: bytes, at: int) -> int:
    low, middle, high = data[at : at + 3]
    return low | middle << 8 | high << 16
