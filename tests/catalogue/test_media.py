"""Pictures and recordings: what their first bytes say, which names they may have, and how they are served."""

import io
import struct

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from elearn.catalogue.rules.addresses import media_address
from elearn.catalogue.rules.picture_heads import picture_size, picture_type
from elearn.catalogue.service.media import Described, UnusableMediaError, describe, keep
from elearn.infra.database import transaction
from tests.catalogue.conftest import DRAWING

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF")
SOUND = b"OggS" + bytes(range(256)) * 8


def picture(kind: str, size: tuple[int, int] = (31, 17), **options: object) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, kind, **options)
    return file.getvalue()


def huge_webp(extended: bool) -> bytes:
    """A hundred bytes that claim 16,383 x 16,383 pixels."""
    small = picture("WEBP")
    if extended:
        side = struct.pack("<I", 16_382)[:3]
        body = b"VP8X" + struct.pack("<I", 10) + bytes(4) + side + side + small[12:]
        return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body
    return small[:26] + struct.pack("<HH", 16_383, 16_383) + small[30:]


@pytest.mark.parametrize("kind", FORMATS)
def test_the_header_of_a_picture_says_what_the_decoder_says(kind: str) -> None:
    data = picture(kind)
    assert picture_type(data) == Image.MIME[kind]
    assert picture_size(data) == (31, 17)


@pytest.mark.parametrize("options", [{"lossless": True}, {"exif": b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"}])
def test_each_kind_of_webp_says_its_size(options: dict[str, object]) -> None:
    assert picture_size(picture("WEBP", **options)) == (31, 17)


def test_a_progressive_jpeg_says_its_size() -> None:
    assert picture_size(picture("JPEG", progressive=True, comment=b"x" * 300)) == (31, 17)


@given(st.sampled_from(FORMATS), st.integers(0, 400), st.binary(max_size=8))
def test_a_broken_header_is_no_accident(kind: str, cut: int, junk: bytes) -> None:
    size = picture_size(picture(kind)[:cut] + junk)
    assert size is None or all(side > 0 for side in size)


@pytest.mark.parametrize("data", [huge_webp(True), huge_webp(False)])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_opened(data: bytes) -> None:
    with pytest.raises(UnusableMediaError) as refused:
        describe("modules/m/media/huge.webp", data)
    assert refused.value.code == "too_many_pixels"


@pytest.mark.parametrize(
    "name", ['a"onload=x.png', "ä.png", "a b.png", "<img>.png", "a\n.png", ".png", "a" * 101 + ".png"]
)
def test_a_name_holds_plain_characters_only(name: str) -> None:
    with pytest.raises(UnusableMediaError) as refused:
        describe(f"modules/m/media/{name}", picture("PNG"))
    assert refused.value.code == "bad_media_name"


def test_a_picture_under_the_name_of_another_type_is_refused() -> None:
    with pytest.raises(UnusableMediaError) as refused:
        describe("modules/m/media/a.png", picture("JPEG"))
    assert refused.value.code == "media_type_differs"


@pytest.fixture
def served(app: Flask) -> dict[str, tuple[FlaskClient, str]]:
    """A drawing, a picture and a recording that are kept, with their addresses."""
    files = {"chain.svg": DRAWING.encode(), "small.avif": picture("AVIF"), "voice.opus": SOUND}
    described = [Described(describe(f"modules/m/media/{name}", data), data) for name, data in files.items()]
    with app.app_context(), transaction():
        keep(described)
    client = app.test_client()
    return {one.media.name: (client, media_address(one.media.digest, one.media.name)) for one in described}


def test_a_drawing_opened_by_itself_is_a_download(served: dict[str, tuple[FlaskClient, str]]) -> None:
    how = {name: client.get(address).headers["Content-Disposition"] for name, (client, address) in served.items()}
    assert how["chain.svg"].startswith("attachment")
    assert how["small.avif"].startswith("inline")
    assert how["voice.opus"].startswith("inline")


def test_a_recording_is_sent_in_parts_to_who_asks_for_them(served: dict[str, tuple[FlaskClient, str]]) -> None:
    client, address = served["voice.opus"]
    part = client.get(address, headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.data) == (206, b"OggS")
    assert part.headers["Content-Range"] == f"bytes 0-3/{len(SOUND)}"
    assert client.get(address).headers["Accept-Ranges"] == "bytes"


def test_a_file_is_served_under_each_name_of_its_type_and_no_other(served: dict[str, tuple[FlaskClient, str]]) -> None:
    client, address = served["voice.opus"]
    assert client.get(address.replace("voice.opus", "other.ogg")).status_code == 200
    assert client.get(address.replace("voice.opus", "voice.svg")).status_code == 404
    assert client.get(address.replace("voice.opus", "voice.html")).status_code == 404
