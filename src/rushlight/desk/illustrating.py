"""A picture that a person gives for a brief: made anew from its pixels, its words held to what the sentences show.

What a picture shows nobody but a person can check. It stands in no log and is not kept: only the files' hashes are.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rushlight.desk.pointing import pointers
from rushlight.desk.title import require_plain
from rushlight.errors import MisuseError, ReleaseRefused
from rushlight.exports import Illustration, illustration
from rushlight.exports.pictures import LARGEST_FILE


def illustrate(
    image: Path | bytes | None, alt: str, sentences: Sequence[str], *, language: str, release: str
) -> Illustration | None:
    """The picture at ``image`` (or its bytes) with ``alt``, which says what it shows; None without one.

    Raises MisuseError for a file that cannot be read, ReleaseError for one that is no picture, is too large or has no
    words, ReleaseRefused where the words name or point to what no sentence shows.
    """
    if image is None:
        if alt:
            raise MisuseError("there are words for a picture, and no picture", hint="name it: --image FILE")
        return None
    shown = illustration(_bytes(image), alt)
    require_plain(shown.alt, sentences, release=release, what="picture's description")
    told = " ".join(sentences).casefold()
    for found in pointers(shown.alt, language):
        if found.direct or shown.alt[found.start : found.end].casefold() not in told:
            raise ReleaseRefused(
                "the picture's description could point to somebody", where=found.kind, hint="say less of what it shows"
            )
    return shown


def _bytes(image: Path | bytes) -> bytes:
    if isinstance(image, bytes):
        return image
    try:
        with image.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError:
        raise MisuseError("the picture is not readable", where=str(image)) from None
