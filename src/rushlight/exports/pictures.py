"""A picture made anew from its pixels: no place, camera, thumbnail, maker's notes, profile or text goes along."""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from typing import Any

from rushlight.errors import ReleaseError
from rushlight.exports.missing import writer
from rushlight.exports.picture_text import DRAWING, chunks

MOST_PIXELS = 50_000_000
LARGEST_FILE = 30_000_000
LONGEST_EDGE = 1200
"""Pixels along the longer side of an illustration: enough for a printed page, and less of what a camera's sensor leaves."""
LONGEST_ALT = 300
READ = ("JPEG", "PNG", "TIFF", "WEBP", "GIF")
"""Formats that are decoded here and by no other program."""


@dataclass(frozen=True, slots=True)
class Illustration:
    """A picture that a person gave for a brief: ``png`` holds its pixels and nothing else, ``alt`` says what it shows.

    ``pixels`` is the SHA-256 of its red, green and blue bytes, by which the last gate knows it within a PDF.
    """

    png: bytes
    width: int
    height: int
    alt: str
    pixels: str


def illustration(data: bytes, alt: str) -> Illustration:
    """The picture for a brief: on white, at most 1200 pixels along its longer side.

    Raises what ``from_pixels`` raises, and ReleaseError for a file of more than 30 MB and without words for those who
    cannot see it.
    """
    words = " ".join(alt.split())
    if not words or len(words) > LONGEST_ALT or not words.isprintable():
        raise ReleaseError(
            "a picture needs a few words that say what it shows", hint=f"at most {LONGEST_ALT} letters, one line"
        )
    if len(data) > LARGEST_FILE:
        raise ReleaseError("the picture's file is too large", hint="save it smaller")
    image = writer("PIL.Image", "picture")
    with image.open(io.BytesIO(from_pixels(data))) as whole:
        flat = image.new("RGB", whole.size, "white")
        flat.paste(whole, (0, 0), whole if whole.mode == "RGBA" else None)
    flat.thumbnail((LONGEST_EDGE, LONGEST_EDGE), image.Resampling.LANCZOS)
    pixels = hashlib.sha256(flat.tobytes()).hexdigest()
    return Illustration(_png(flat, "picture"), flat.width, flat.height, words, pixels)


def from_pixels(data: bytes, *, where: str = "picture") -> bytes:
    """The picture (JPEG, PNG, TIFF, WebP, GIF) as a PNG of its first frame, turned as it was to be shown.

    Only pixels are copied into a new picture, and the result is looked at again. Raises ReleaseError for what is no
    picture, is broken or has more than 50 million pixels, MisuseError when Pillow is not installed.
    """
    image, ops = writer("PIL.Image", where), writer("PIL.ImageOps", where)
    try:
        with warnings.catch_warnings(), image.open(io.BytesIO(data), formats=READ) as given:
            warnings.simplefilter("error", image.DecompressionBombWarning)
            if given.width * given.height > MOST_PIXELS:
                raise ReleaseError("the picture is too large", where=where, hint="save it smaller")
            turned = ops.exif_transpose(given)
            flat = turned.convert("RGBA" if "A" in turned.getbands() or "transparency" in turned.info else "RGB")
            pixels = image.frombytes(flat.mode, flat.size, flat.tobytes())
    except (OSError, ValueError, SyntaxError, image.DecompressionBombError, Warning):
        raise ReleaseError("the picture cannot be read", where=where, hint="save it as JPEG or PNG") from None
    return _png(pixels, where)


def _png(picture: Any, where: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=False)
    made = out.getvalue()
    if {kind for kind, _ in chunks(where, made)} - DRAWING:
        raise ReleaseError("the picture still holds more than its pixels", where=where)
    return made
