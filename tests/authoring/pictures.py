"""Pictures, recordings and drawings as devices and programs make them, and as nobody should."""

import io
import struct
import zlib

from PIL import Image, PngImagePlugin

ROME = {1: "N", 2: (41.0, 53.0, 24.0), 3: "E", 4: (12.0, 29.0, 32.0)}
ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


def photo(size: tuple[int, int] = (2400, 1800), kind: str = "JPEG", **options: object) -> bytes:
    """A picture with soft colours and grain, as a camera makes it."""
    low = Image.effect_noise((size[0] // 16, size[1] // 16), 40).resize(size)
    light = Image.linear_gradient("L").resize(size)
    file = io.BytesIO()
    Image.merge("RGB", (light, low, Image.radial_gradient("L").resize(size))).save(file, kind, **options)
    return file.getvalue()


def photo_with_traces(orientation: int = 1, size: tuple[int, int] = (400, 300)) -> bytes:
    """A photograph that says which telephone took it, where, and how it was held. Its left half is red."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER], exif[GPS] = orientation, "Telefono di Marta", ROME
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=95, exif=exif, comment=b"di Marta")
    return file.getvalue()


def moving(kind: str = "GIF") -> bytes:
    """Three frames: red, green, blue."""
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "green", "blue")]
    file = io.BytesIO()
    frames[0].save(file, kind, save_all=True, append_images=frames[1:], duration=100)
    return file.getvalue()


def packed_zeros(number: int) -> bytes:
    """So many zeros, packed, without ever holding them."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(1_000_000)) for _million in range(number // 1_000_000)) + packer.flush()


def png_chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk of a PNG with its sum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def claimed_png(width: int, height: int, *, extra: bytes = b"") -> bytes:
    """A PNG of some hundred bytes that claims any size."""
    head = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    rows = packed_zeros(10_000_000)
    return b"\x89PNG\r\n\x1a\n" + head + extra + png_chunk(b"IDAT", rows) + png_chunk(b"IEND", b"")


def claimed_gif(width: int, height: int) -> bytes:
    """A GIF that claims any size."""
    return b"GIF89a" + struct.pack("<HH", width, height) + moving()[10:]


def claimed_jpeg(width: int, height: int) -> bytes:
    """A JPEG that claims any size."""
    data = photo((64, 48))
    at = data.index(b"\xff\xc0")
    return data[: at + 5] + struct.pack(">HH", height, width) + data[at + 9 :]


def claimed_webp(side: int = 16_383) -> bytes:
    """A WebP that claims the largest canvas there is."""
    small = photo((64, 48), "WEBP")
    edge = struct.pack("<I", side - 1)[:3]
    body = b"VP8X" + struct.pack("<I", 10) + bytes(4) + edge + edge + small[12:]
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def claimed_avif(side: int = 30_000) -> bytes:
    """An AVIF that claims any size."""
    data = photo((64, 48), "AVIF")
    at = data.index(b"ispe") + 8
    return data[:at] + struct.pack(">II", side, side) + data[at + 8 :]


def many_passes(number: int) -> bytes:
    """A JPEG whose last pass comes again and again."""
    data = photo((64, 48), progressive=True)
    at = data.rindex(b"\xff\xda")
    return data[:at] + data[at:-2] * number + data[-2:]


def text_bomb() -> bytes:
    """A PNG with a comment of a hundred megabytes, packed into a hundred kilobytes."""
    comment = b"Comment\0\0" + packed_zeros(100_000_000)
    return claimed_png(100, 100, extra=png_chunk(b"zTXt", comment))


def png_with_words_at_its_end() -> bytes:
    """A PNG that names its maker behind its pixels, where a quick reader does not look."""
    info = PngImagePlugin.PngInfo()
    info.add(b"tEXt", b"Author\0Marta", after_idat=True)
    file = io.BytesIO()
    Image.new("RGB", (20, 20), "teal").save(file, "PNG", pnginfo=info)
    return file.getvalue()


def mp3(seconds: float = 10, *, named: bool = False) -> bytes:
    """Frames of silence at 128 kbit/s, with a title before and behind them if `named`."""
    frames = (b"\xff\xfb\x90\x00" + bytes(413)) * round(seconds * 44100 / 1152)
    title = b"TIT2" + struct.pack(">I", 6) + b"\0\0\0Marta"
    head = b"ID3\x04\0\0" + bytes([0, 0, 0, len(title)]) + title
    return head + frames + b"TAG" + b"Marta".ljust(125, b"\0") if named else frames


def opus(seconds: int = 10) -> bytes:
    """The first and the last page of a recording in Opus."""
    head = b"OpusHead\x01\x01" + struct.pack("<HIhB", 312, 48000, 0, 0)
    page = b"OggS\0\x02" + bytes(20) + b"\x01" + bytes([len(head)]) + head
    return page + b"OggS\0\x04" + struct.pack("<q", seconds * 48000 + 312) + bytes(12) + b"\x01\x04abcd"


def box(kind: bytes, *parts: bytes) -> bytes:
    """A box of an MP4."""
    body = b"".join(parts)
    return struct.pack(">I4s", len(body) + 8, kind) + body


def m4a(seconds: int = 10, handler: bytes = b"soun") -> bytes:
    """A recording of a telephone, which wrote into it where it was made."""
    length = box(b"mvhd", bytes(12), struct.pack(">II", 1000, seconds * 1000), bytes(80))
    track = box(b"trak", box(b"mdia", box(b"hdlr", bytes(8), handler, bytes(13))))
    place = box(b"udta", box(b"\xa9xyz", b"+41.89+012.49/"))
    return box(b"ftyp", b"M4A \0\0\0\0", b"M4A isom") + box(b"moov", length, track, place) + box(b"mdat", bytes(500))


def svg(inside: str, attributes: str = 'viewBox="0 0 10 10"') -> bytes:
    """A drawing with something in it."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'.encode()


def copies(levels: int) -> bytes:
    """A drawing of a few kilobytes that draws 9 x 9 x 9 ... circles."""
    groups = [f'<g id="b{level}">' + f'<use href="#b{level - 1}"/>' * 9 + "</g>" for level in range(1, levels)]
    return svg('<circle id="b0" r="1"/>' + "".join(groups))
