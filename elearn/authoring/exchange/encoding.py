"""Makes pictures light: scaled, turned upright, without what a camera wrote into them, as WebP or AVIF."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageCms, features

MOST_WIDTH = 1280
MOST_HEIGHT = 4096
TARGET_BYTES = 60 * 1024
#: Below this weight AVIF is not tried: a few KB are not worth the telephones that cannot show it.
AVIF_FROM_BYTES = 30 * 1024
AVIF_AT_MOST = 0.85
#: Qualities of WebP: what nobody tells from the original, what is fine, and below which skin and sky turn to blocks.
BEST, FINE, LOWEST = 80, 64, 48
LEAST_WIDTH = 640
FEW_COLOURS = 4096
#: AVIF of this many points less looks like WebP.
AVIF_STEP = 14
#: How EXIF says that the camera was held upright.
LYING = (5, 6, 7, 8)
STRIP_ROWS = 512
HAS_AVIF = bool(features.check("avif"))

_UPRIGHT: Mapping[int, Image.Transpose] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class Encoded:
    """A picture in bytes."""

    data: bytes
    content_type: str
    width: int
    height: int


def upright_and_scaled(picture: Image.Image, orientation: int) -> Image.Image:
    """The picture at most 1280 pixels wide, as RGB or RGBA, the right way up. Its pixels and nothing else.

    It is scaled before it is turned, and in strips: a large picture exists once in memory.
    """
    most = (MOST_HEIGHT, MOST_WIDTH) if orientation in LYING else (MOST_WIDTH, MOST_HEIGHT)
    profile = picture.info.get("icc_profile")
    plain = _without_empty_alpha(_scaled(_roughly_scaled(picture, most), most))
    if orientation in _UPRIGHT:
        plain = plain.transpose(_UPRIGHT[orientation])
    plain = _in_common_colours(plain, profile)
    plain.info.clear()
    return plain


def encoded(picture: Image.Image, *, drawn: bool, only: str = "") -> Encoded:
    """The lightest form of a picture at a quality that people take for the original.

    `drawn`: it comes from a format without loss, so that it may be a screen or a diagram, which stay sharp. `only` is
    the type that it must have, "" for WebP or AVIF.
    """
    if only == "image/png":
        return _saved(picture, "PNG", optimize=True)
    found = _lightest(picture, BEST, only)
    if drawn and not only and len(found.data) <= 2 * TARGET_BYTES and picture.getcolors(FEW_COLOURS):
        sharp = _saved(picture, "WEBP", lossless=True, method=4)
        found = sharp if len(sharp.data) <= TARGET_BYTES else found
    if len(found.data) > TARGET_BYTES:
        found = _lightest(picture, LOWEST if len(found.data) > 2 * TARGET_BYTES else FINE, only)
    if len(found.data) > TARGET_BYTES and found.width > LEAST_WIDTH:
        # Weight follows the number of pixels, or nearly so.
        width = round(0.9 * found.width * (TARGET_BYTES / len(found.data)) ** 0.5)
        found = _lightest(_scaled(picture, (max(width, LEAST_WIDTH), MOST_HEIGHT)), LOWEST, only)
    return found


def _lightest(picture: Image.Image, quality: int, only: str) -> Encoded:
    if only == "image/jpeg":
        white = Image.new("RGB", picture.size, "white")
        white.paste(picture, mask=picture.getchannel("A") if picture.mode == "RGBA" else None)
        return _saved(white, "JPEG", quality=quality, progressive=True, optimize=True)
    if only == "image/avif":
        return _saved(picture, "AVIF", quality=quality - AVIF_STEP, speed=8)
    webp = _saved(picture, "WEBP", quality=quality, method=4)
    if only or not HAS_AVIF or len(webp.data) <= AVIF_FROM_BYTES:
        return webp
    avif = _saved(picture, "AVIF", quality=quality - AVIF_STEP, speed=8)
    return avif if len(avif.data) <= AVIF_AT_MOST * len(webp.data) else webp


def _saved(picture: Image.Image, kind: str, **options: object) -> Encoded:
    file = BytesIO()
    picture.save(file, kind, **options)
    return Encoded(file.getvalue(), Image.MIME[kind], *picture.size)


def _scaled(picture: Image.Image, most: tuple[int, int]) -> Image.Image:
    factor = min(1.0, most[0] / picture.width, most[1] / picture.height)
    if factor == 1.0:
        return picture
    size = max(1, round(picture.width * factor)), max(1, round(picture.height * factor))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _roughly_scaled(picture: Image.Image, most: tuple[int, int]) -> Image.Image:
    """The picture by a whole number smaller, with at least twice the pixels that are wanted, strip after strip."""
    factor = int(max(picture.width / most[0], picture.height / most[1]) / 2)
    if factor < 2:
        return _plain(picture)
    strip = STRIP_ROWS // factor * factor or factor
    size = -(-picture.width // factor), -(-picture.height // factor)
    rough = Image.new("RGBA" if picture.has_transparency_data else "RGB", size)
    for top in range(0, picture.height, strip):
        part = picture.crop((0, top, picture.width, min(top + strip, picture.height)))
        rough.paste(_plain(part).reduce(factor), (0, top // factor))
    return rough


def _plain(picture: Image.Image) -> Image.Image:
    """RGBA where something may shine through, RGB otherwise."""
    if picture.mode.startswith("I;16"):
        picture = picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    return picture if picture.mode == mode else picture.convert(mode)


def _without_empty_alpha(picture: Image.Image) -> Image.Image:
    if picture.mode == "RGBA" and picture.getchannel("A").getextrema()[0] == 255:
        return picture.convert("RGB")
    return picture


def _in_common_colours(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours as every screen understands them: telephones write theirs in a profile that would be lost."""
    if not profile or picture.mode != "RGB":
        return picture
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        turned = ImageCms.profileToProfile(picture, own, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture  # a profile that nobody can read, or one for another kind of picture
    return turned or picture
