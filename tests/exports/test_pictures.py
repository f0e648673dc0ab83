"""Real pictures with a place, a thumbnail, maker's notes and text: nothing but their pixels is left, nor passes the gate."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, PngImagePlugin

from rushlight.errors import LeakFound, ReleaseError
from rushlight.exports import write
from rushlight.exports.picture_text import DRAWING, chunks
from rushlight.exports.pictures import from_pixels
from rushlight.release import SealedValues

CANARY = "zanzibar-kestrel-41"
SEALED = SealedValues(canaries=(CANARY,))
GPS = {1: "N", 2: (42.0, 26.0, 24.0), 3: "E", 4: (129.0, 45.0, 0.0), 29: "2025:10:12"}


def drawn(mode: str = "RGB") -> Image.Image:
    picture = Image.new(mode, (40, 20), "white")
    picture.paste("red" if mode != "L" else 90, (0, 0, 20, 10))
    return picture


def photograph(orientation: int = 1) -> bytes:
    """A JPEG as a camera leaves it: GPS, model, date, maker's notes, comment, thumbnail."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = CANARY, "Kestrel 41", orientation
    exif.get_ifd(0x8825).update(GPS)
    exif.get_ifd(0x8769).update({0x9003: "2025:10:12 08:00:00", 0x927C: CANARY.encode(), 0x9286: CANARY.encode()})
    out = io.BytesIO()
    drawn().save(out, "JPEG", exif=exif, comment=CANARY.encode(), quality=95)
    return out.getvalue()


def annotated(**more: Any) -> bytes:
    info, out = PngImagePlugin.PngInfo(), io.BytesIO()
    info.add_text("Author", CANARY)
    info.add_text("Comment", CANARY * 200, zip=True)
    info.add_itxt("Title", CANARY, "en", CANARY, zip=True)
    drawn().save(out, "PNG", pnginfo=info, **more)
    return out.getvalue()


def other(form: str) -> bytes:
    out = io.BytesIO()
    drawn().save(out, form)
    return out.getvalue()


GIVEN = {"jpeg": photograph(), "png": annotated(), "tiff": other("TIFF"), "gif": other("GIF"), "webp": other("WEBP")}


@pytest.mark.parametrize("form", GIVEN)
def test_only_pixels_are_left(form: str) -> None:
    made = from_pixels(GIVEN[form])
    assert {kind for kind, _ in chunks("x", made)} <= DRAWING
    with Image.open(io.BytesIO(made)) as picture:
        assert picture.size == (40, 20)
        assert not picture.getexif()
        assert not picture.info
        red, green, _ = picture.convert("RGB").getpixel((5, 5))
        assert red > 200
        assert green < 60
    assert CANARY.encode() not in made
    assert from_pixels(GIVEN[form]) == made == from_pixels(made)


def test_the_samples_do_hold_what_is_taken_away() -> None:
    with Image.open(io.BytesIO(GIVEN["jpeg"])) as picture:
        assert picture.getexif().get_ifd(0x8825)[2] == GPS[2]
    with Image.open(io.BytesIO(GIVEN["png"])) as picture:
        assert picture.info["Author"] == CANARY


def test_turned_as_it_was_to_be_shown() -> None:
    with Image.open(io.BytesIO(from_pixels(photograph(orientation=6)))) as picture:
        assert picture.size == (20, 40)


def test_what_is_no_picture_is_refused() -> None:
    for data in (b"", b"text", photograph()[:200], annotated()[:60], b"\x89PNG\r\n\x1a\n" + b"\0" * 40):
        with pytest.raises(ReleaseError):
            from_pixels(data)


def test_a_huge_picture_is_refused() -> None:
    out = io.BytesIO()
    Image.new("1", (9_000, 9_000)).save(out, "PNG")
    with pytest.raises(ReleaseError):
        from_pixels(out.getvalue())


def test_the_gate_lets_only_pixels_through(tmp_path: Path) -> None:
    with pytest.raises(LeakFound):
        write({"a.png": annotated()}, tmp_path / "a", SEALED)
    for name, data in (
        ("b.png", annotated()),
        ("c.jpg", photograph()),
        ("d.png", from_pixels(photograph()) + b"x"),
        ("e.tiff", GIVEN["tiff"]),
        ("f.png", from_pixels(photograph())[:-12]),
    ):
        with pytest.raises(ReleaseError, match="destroyed"):
            write({name: data}, tmp_path / name[0], SealedValues())
    write({"a.png": from_pixels(photograph())}, tmp_path / "a", SEALED)
    assert [p.name for p in tmp_path.iterdir()] == ["a"]
