"""What somebody sends for a lesson, made ready for it: pictures light and without traces, recordings, drawings.

The content of a file decides what it is; its name may say anything. Whatever is refused is refused before a decoder
takes memory for it.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

from PIL import Image

from elearn.authoring.exchange.arrivals import SUFFIXES, Prepared, Remark, safe_name
from elearn.authoring.exchange.encoding import LYING, MOST_WIDTH, TARGET_BYTES, encoded, upright_and_scaled
from elearn.authoring.exchange.sounds import seconds_of, sound_type, without_names
from elearn.catalogue.rules.drawings import drawing_is_safe, drawing_size
from elearn.catalogue.rules.picture_heads import AVIF, GIF, JPEG, MOST_PIXELS, PNG, WEBP, picture_size, picture_type
from elearn.core.refused import RefusedError

MOST_PICTURE_BYTES = 20_000_000
MOST_SOUND_BYTES = 8_000_000
MOST_DRAWING_BYTES = 200_000
#: What each decoder manages within 300 MB. Those of WebP and AVIF hold a picture several times.
MOST_OF = {PNG: MOST_PIXELS, JPEG: MOST_PIXELS, GIF: MOST_PIXELS, WEBP: 12_000_000, AVIF: 16_000_000}
MOST_IN_FOUR_INKS = 24_000_000
#: A JPEG that builds up in thousands of passes takes hours. Cameras and programs make at most a dozen.
PASS, MOST_PASSES = b"\xff\xda", 64
FORMATS = {PNG: "PNG", JPEG: "JPEG", GIF: "GIF", WEBP: "WEBP", AVIF: "AVIF"}
DRAWING = "image/svg+xml"
ORIENTATION, GPS = 0x0112, 0x8825
#: What decoders raise on files that were broken on purpose.
UNREADABLE = (OSError, ValueError, SyntaxError, ArithmeticError, LookupError, TypeError, struct.error, zlib.error)
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")
_HTML = re.compile(rb"\s*(?:<!doctype\s+html|<html|<head|<body|<script|<iframe|<meta)", re.IGNORECASE)
_WEBP_PARTS, _AVIF_PARTS = (b"VP8X", b"VP8 ", b"VP8L", b"ALPH"), (b"ftyp", b"meta", b"mdat")
_TRACES = ("exif", "xmp", "XML:com.adobe.xmp", "comment", "photoshop", "icc_profile", "Raw profile type exif")


def prepare(data: bytes, name: str, only: str = "") -> Prepared:
    """A file as it will be kept, with a report of what was done to it. RefusedError for what cannot be shown.

    `only` is the content type that it must have, because it takes the place of another file: a picture becomes one,
    everything else is refused. The same bytes give the same file. A picture of 12 megapixels takes about a second.
    """
    if not data:
        raise RefusedError("empty_file")
    found = _prepared(data, name, only)
    if only and found.content_type != only:
        raise RefusedError("other_kind", suffix=SUFFIXES[only])
    return found


def _prepared(data: bytes, name: str, only: str) -> Prepared:
    if picture_type(data):
        return _picture(data, name, only)
    if sound_type(data):
        return _sound(data, name)
    head = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if head.lstrip().startswith(b"<") and b"<svg" in head and not _HTML.match(head):
        return _drawing(data, name)
    raise RefusedError(_why_not(data, head))


def _why_not(data: bytes, head: bytes) -> str:
    if data[4:8] == b"ftyp":
        return "heic_picture" if data[8:12] in _HEIC else "film"
    if _HTML.match(head):
        return "web_page"
    if data.startswith(b"RIFF") and data[8:12] == b"WAVE":
        return "wave_sound"
    if data.startswith(b"%PDF"):
        return "pdf_file"
    return "unknown_file_type"


def _picture(data: bytes, name: str, only: str) -> Prepared:
    _refuse_large(data, MOST_PICTURE_BYTES)
    claimed = picture_size(data)
    if claimed is None:
        raise RefusedError("broken_picture")
    kind = picture_type(data)
    _refuse_huge(claimed, MOST_OF[kind])
    if kind == JPEG and data.count(PASS) > MOST_PASSES:
        raise RefusedError("broken_picture")
    try:
        with Image.open(BytesIO(data), formats=[FORMATS[kind]]) as picture:
            _refuse_huge(picture.size, MOST_IN_FOUR_INKS if picture.mode == "CMYK" else MOST_OF[kind])
            return _lightened(picture, data, name, only)
    except (Image.DecompressionBombError, *UNREADABLE) as error:
        raise RefusedError("broken_picture") from error


def _lightened(picture: Image.Image, data: bytes, name: str, only: str) -> Prepared:
    kind = picture_type(data)
    exif = picture.getexif()
    moves = kind != JPEG and bool(getattr(picture, "is_animated", False))
    has_traces = bool(exif) or any(trace in picture.info for trace in _TRACES)
    if only in ("", kind) and _is_light(picture, data, kind) and not has_traces and not moves:
        return Prepared(data, safe_name(name, kind), kind, *picture.size, len(data), (Remark("kept_as_it_is"),))
    orientation = int(exif.get(ORIENTATION, 1))
    upright = picture.size[::-1] if orientation in LYING else picture.size
    picture.draft("RGB", (MOST_WIDTH, MOST_WIDTH))
    light = encoded(upright_and_scaled(picture, orientation), drawn=kind in (PNG, GIF), only=only)
    sides = {"before": _sides(upright), "after": _sides((light.width, light.height))}
    remarks = {
        "first_frame": moves,
        "made_smaller": light.width < upright[0],
        "place_removed": GPS in exif,
        "traces_removed": has_traces and GPS not in exif,
        "still_heavy": len(light.data) > TARGET_BYTES,
    }
    report = tuple(Remark(code, sides if code == "made_smaller" else {}) for code, holds in remarks.items() if holds)
    own = safe_name(name, light.content_type)
    return Prepared(light.data, own, light.content_type, light.width, light.height, len(data), report)


def _is_light(picture: Image.Image, data: bytes, kind: str) -> bool:
    """Whether a picture is already what we would make of it, and its file holds nothing else."""
    if kind not in (WEBP, AVIF) or len(data) > TARGET_BYTES or picture.width > MOST_WIDTH:
        return False
    known = _WEBP_PARTS if kind == WEBP else _AVIF_PARTS
    return all(part in known for part in (_webp_parts(data) if kind == WEBP else _avif_parts(data)))


def _webp_parts(data: bytes) -> Iterator[bytes]:
    at = 12
    while at < len(data):
        yield data[at : at + 4]
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        at += 8 + size + size % 2


def _avif_parts(data: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(data):
        yield data[at + 4 : at + 8]
        at += int.from_bytes(data[at : at + 4], "big") or len(data)


def _sound(data: bytes, name: str) -> Prepared:
    _refuse_large(data, MOST_SOUND_BYTES)
    kind = sound_type(data)
    clean = without_names(data, kind)
    report = (Remark("traces_removed"),) if clean != data else ()
    seconds = seconds_of(clean, kind)
    return Prepared(clean, safe_name(name, kind), kind, None, None, len(data), report, seconds)


def _drawing(data: bytes, name: str) -> Prepared:
    _refuse_large(data, MOST_DRAWING_BYTES)
    try:
        svg = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedError("broken_picture") from error
    if not drawing_is_safe(svg):
        raise RefusedError("unsafe_drawing")
    size = drawing_size(svg)
    if size is None:
        raise RefusedError("drawing_without_size")
    return Prepared(svg.encode(), safe_name(name, DRAWING), DRAWING, *size, len(data))


def _refuse_huge(size: tuple[int, int], most: int) -> None:
    if size[0] * size[1] > most:
        raise RefusedError("huge_picture", size=_sides(size), limit=most // 1_000_000)


def _refuse_large(data: bytes, most: int) -> None:
    if len(data) > most:
        raise RefusedError("large_file", limit=most // 1_000_000)


def _sides(size: tuple[int, ...]) -> str:
    return f"{size[0]} × {size[1]}"
