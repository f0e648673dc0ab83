"""A picture made anew from its pixels: no place, camera, thumbnail, maker's notes, profile or text goes along."""

from __future__ import annotations

import io
import warnings

from rushlight.errors import ReleaseError
from rushlight.exports.missing import writer
from rushlight.exports.picture_text import DRAWING, chunks

MOST_PIXELS = 50_000_000


def from_pixels(data: bytes, *, where: str = "picture") -> bytes:
    """The picture (JPEG, PNG, TIFF, ... whatever Pillow reads) as a PNG of its first frame, turned as it was to be shown.

    Only pixels are copied into a new picture, and the result is looked at again. Raises ReleaseError for what is no
    picture, is broken or has more than 50 million pixels, MisuseError when Pillow is not installed.
    """
    image, ops = writer("PIL.Image", where), writer("PIL.ImageOps", where)
    try:
        with warnings.catch_warnings(), image.open(io.BytesIO(data)) as given:
            warnings.simplefilter("error", image.DecompressionBombWarning)
            if given.width * given.height > MOST_PIXELS:
                raise ReleaseError("the picture is too large", where=where, hint="save it smaller")
            turned = ops.exif_transpose(given)
            flat = turned.convert("RGBA" if "A" in turned.getbands() or "transparency" in turned.info else "RGB")
            pixels = image.frombytes(flat.mode, flat.size, flat.tobytes())
    except (OSError, ValueError, SyntaxError, image.DecompressionBombError, Warning):
        raise ReleaseError("the picture cannot be read", where=where, hint="save it as JPEG or PNG") from None
    out = io.BytesIO()
    pixels.save(out, "PNG", optimize=False)
    made = out.getvalue()
    if {kind for kind, _ in chunks(where, made)} - DRAWING:
        raise ReleaseError("the picture still holds more than its pixels", where=where)
    return made
