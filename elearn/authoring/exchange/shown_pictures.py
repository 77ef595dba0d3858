"""Pictures of lessons as Word can show them: PNG or JPEG, not larger than a page. Drawings become points."""

from io import BytesIO

import typst
from PIL import Image, ImageOps

from elearn.catalogue.rules.picture_heads import JPEG, MOST_PIXELS, PNG, picture_size, picture_type

WIDEST = 1200  # pixels: a page of A4 at 180 dots per inch
DRAWING = """#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", width: 480pt)
"""
DOTS_PER_INCH = 144.0
#: What decoders and the typesetter raise on files that are not what they say.
UNREADABLE = (OSError, ValueError, SyntaxError, ArithmeticError, LookupError, TypeError, typst.TypstError)


def for_word(data: bytes) -> bytes | None:
    """A picture for a Word file; None for what is no picture, or cannot be read."""
    kind = picture_type(data)
    try:
        if kind:
            return _points(data, kind)
        return _drawing(data) if b"<svg" in data[:4096] else None
    except UNREADABLE:
        return None


def _points(data: bytes, kind: str) -> bytes | None:
    size = picture_size(data)
    if size is None or size[0] * size[1] > MOST_PIXELS:
        return None
    if kind in (PNG, JPEG) and size[0] <= WIDEST:
        return data
    with Image.open(BytesIO(data)) as opened:
        picture = ImageOps.exif_transpose(opened).convert("RGBA" if kind != JPEG else "RGB")
        picture.thumbnail((WIDEST, WIDEST))
        target = BytesIO()
        picture.save(target, "JPEG" if kind == JPEG else "PNG", optimize=True)
    return target.getvalue()


def _drawing(data: bytes) -> bytes | None:
    made = typst.compile(DRAWING.encode(), format="png", ppi=DOTS_PER_INCH, sys_inputs={"svg": data.decode()})
    return made if isinstance(made, bytes) else None
