"""What people send for a lesson becomes light, says nothing about them, and stays what it shows."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from elearn.authoring.exchange.arrivals import Prepared, safe_name, unique_name
from elearn.authoring.exchange.encoding import MOST_WIDTH, TARGET_BYTES
from elearn.authoring.exchange.pictures import prepare
from elearn.catalogue.service.media import PLAIN_NAME, describe
from elearn.core.refused import RefusedError
from tests.authoring.pictures import (
    m4a,
    moving,
    mp3,
    opus,
    photo,
    photo_with_traces,
    png_with_words_at_its_end,
    svg,
)


def codes(found: Prepared) -> set[str]:
    return {remark.code for remark in found.report}


def opened(found: Prepared) -> Image.Image:
    return Image.open(io.BytesIO(found.data))


def refusal(data: bytes, name: str = "a.jpg") -> str:
    with pytest.raises(RefusedError) as refused:
        prepare(data, name)
    return refused.value.code


def test_a_photograph_of_a_telephone_is_made_light() -> None:
    found = prepare(photo((4000, 3000), quality=95), "IMG 2041.JPG")
    assert len(found.data) <= TARGET_BYTES < found.was_bytes / 4
    assert (found.width, found.height) == (MOST_WIDTH, 960)
    assert found.content_type in ("image/webp", "image/avif")
    assert found.name.startswith("img-2041.")
    assert codes(found) == {"made_smaller"}
    assert describe(f"modules/m/media/{found.name}", found.data).width == MOST_WIDTH


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stands_upright_and_its_place_is_gone(orientation: int) -> None:
    data = photo_with_traces(orientation)
    found = prepare(data, "a.jpg")
    picture = opened(found).convert("RGB")
    assert picture.size == ((300, 400) if orientation >= 5 else (400, 300))
    corner = picture.getpixel((20, 20))
    assert isinstance(corner, tuple)
    red_corner = orientation in (1, 4, 5, 6)
    assert (corner[0] > 200) is red_corner, corner
    assert "place_removed" in codes(found)
    for trace in (b"Marta", b"Telefono", b"Exif"):
        assert trace in data
        assert trace not in found.data
    assert not picture.getexif()


def test_words_behind_the_pixels_go_too() -> None:
    assert b"Marta" not in prepare(png_with_words_at_its_end(), "a.png").data


def test_what_is_transparent_stays_transparent() -> None:
    file = io.BytesIO()
    picture = Image.new("RGBA", (3000, 2000), (0, 90, 90, 255))
    picture.paste((0, 0, 0, 0), (0, 0, 1500, 2000))
    picture.save(file, "PNG")
    small = opened(prepare(file.getvalue(), "a.png"))
    assert small.mode == "RGBA"
    assert small.getchannel("A").getpixel((10, 10)) == 0
    assert small.getchannel("A").getpixel((1200, 10)) == 255


@pytest.mark.parametrize("mode", ["L", "LA", "P", "I;16", "RGB", "RGBA", "CMYK"])
def test_pictures_of_each_kind_of_colour_keep_their_light(mode: str) -> None:
    grey = Image.linear_gradient("L").resize((1400, 1400))
    fine = grey.convert("I").point(lambda value: value * 256)
    made = fine.convert(mode) if mode == "I;16" else grey.convert(mode)
    file = io.BytesIO()
    made.save(file, "JPEG" if mode == "CMYK" else "PNG")
    found = opened(prepare(file.getvalue(), "a")).convert("L")
    dark, light = found.getpixel((600, 5)), found.getpixel((600, 1250))
    assert isinstance(dark, int)
    assert isinstance(light, int)
    assert dark < 60 < 180 < light


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_a_moving_picture_the_first_frame_is_kept_and_said(kind: str) -> None:
    found = prepare(moving(kind), "a.gif")
    assert "first_frame" in codes(found)
    assert not getattr(opened(found), "is_animated", False)
    corner = opened(found).convert("RGB").getpixel((5, 5))
    assert isinstance(corner, tuple)
    assert corner[0] > 200


def test_what_came_from_here_is_not_made_worse() -> None:
    once = prepare(photo(), "a.jpg")
    twice = prepare(once.data, once.name)
    assert (twice.data, twice.name, codes(twice)) == (once.data, once.name, {"kept_as_it_is"})


def test_something_hidden_behind_a_light_picture_goes() -> None:
    once = prepare(photo((300, 200)), "a.jpg")
    assert b"<script>" not in prepare(once.data + b"<script>alert(1)</script>", "a.webp").data


def test_the_same_bytes_give_the_same_file() -> None:
    data = photo((900, 700))
    assert prepare(data, "a.jpg") == prepare(data, "a.jpg")


@pytest.mark.parametrize("name", ["photo.png", "photo.html", "photo", "../../photo.exe", "C:\\Bilder\\photo.bmp"])
def test_the_content_decides_what_a_file_is(name: str) -> None:
    found = prepare(photo((200, 100)), name)
    assert found.name == "photo.webp"


@given(st.text(max_size=80), st.sampled_from(["image/webp", "audio/ogg", "image/svg+xml"]))
def test_a_name_becomes_plain_whatever_it_was(name: str, kind: str) -> None:
    assert PLAIN_NAME.match(safe_name(name, kind))


def test_a_name_that_is_taken_gets_a_number() -> None:
    assert unique_name("a.webp", ()) == "a.webp"
    assert unique_name("a.webp", ("a.svg", "a-2.webp", "b.webp")) == "a-3.webp"


@pytest.mark.parametrize(
    ("data", "kind", "name"),
    [(mp3(), "audio/mpeg", "a.mp3"), (opus(), "audio/ogg", "a.ogg"), (m4a(), "audio/mp4", "a.m4a")],
)
def test_a_recording_says_how_long_it_lasts(data: bytes, kind: str, name: str) -> None:
    found = prepare(data, "a.wav")
    assert (found.content_type, found.name, found.seconds) == (kind, name, 10)


@pytest.mark.parametrize("data", [mp3(named=True), m4a()])
def test_a_recording_does_not_say_who_made_it_and_where(data: bytes) -> None:
    found = prepare(data, "a")
    assert codes(found) == {"traces_removed"}
    assert b"Marta" not in found.data
    assert b"+41.89" not in found.data
    assert found.seconds == 10


def test_a_drawing_stays_as_it_is() -> None:
    drawing = svg('<path d="M0 0h9"/><text data-t="a">Sì</text>')
    found = prepare(b"\xef\xbb\xbf" + drawing, "Catena.svg")
    assert (found.data, found.name, found.width) == (drawing, "catena.svg", 10)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"just words", "unknown_file_type"),
        (b"<!DOCTYPE html><title>x</title>", "web_page"),
        (b" \n<script>alert(1)</script>", "web_page"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "heic_picture"),
        (m4a(handler=b"vide"), "film"),
        (b"RIFF\0\0\0\0WAVEfmt ", "wave_sound"),
        (b"%PDF-1.7", "pdf_file"),
        (b"MZ\x90\0", "unknown_file_type"),
        (svg("<script>alert(1)</script>"), "unsafe_drawing"),
        (svg('<rect onclick="alert(1)"/>'), "unsafe_drawing"),
        (svg('<a href="javascript:alert(1)"><text>x</text></a>'), "unsafe_drawing"),
        (svg("<foreignObject><p>x</p></foreignObject>"), "unsafe_drawing"),
        (svg('<image href="https://evil.example/x.png"/>'), "unsafe_drawing"),
        (svg('<rect style="fill:url(https://evil.example/)"/>'), "unsafe_drawing"),
        (svg("<style>@import '//evil.example'</style>"), "unsafe_drawing"),
        (svg("<animate attributeName='href' to='javascript:alert(1)'/>"), "unsafe_drawing"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("<text>&a;</text>"), "unsafe_drawing"),
        (svg("<g>", "") + b"<g>", "unsafe_drawing"),
        (svg("<path/>", ""), "drawing_without_size"),
    ],
)
def test_what_is_no_picture_sound_or_drawing_is_refused(data: bytes, code: str) -> None:
    assert refusal(data) == code
