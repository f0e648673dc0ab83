"""How much a file may weigh, in and out (CASEFILE.md 4e). Checked before anything is expanded or parsed."""

from __future__ import annotations

from rushlight.errors import IntakeError

MAX_BYTES = 100_000_000
"""Bytes of a file taken in."""

MAX_TEXT_BYTES = 20_000_000
"""UTF-8 bytes of the text that comes out."""

MAX_EXPANSION = 200
"""How many times its packed size a part of an archive may unpack to."""

LARGE_PART, LARGE_EXPANSION = 8_000_000, 20
"""A document out of an archive above this many bytes may have unpacked to so many times its packed size: a scan or a
film hardly packs, and a book of plain text is smaller."""

LEAST = 100_000_000
"""Bytes that even a small archive may unpack to."""

MAX_NESTING = 4
"""Archives and mails inside each other."""

MAX_ITEMS = 200_000
"""Things in one archive, those in archives inside it included."""

MAX_MISSED = 50_000
"""Things in one file that are told as not opened."""

MAX_HEAD, MAX_PARTS = 1_000_000, 20_000
"""Bytes of a mail's head, and lines that could begin a part of it, up to which what is attached is looked for."""

MAX_PART_HEAD = 10_000
"""Characters of one line of a head that says what a part of a mail is."""

MAX_ROW = 2_000_000
"""Characters of a row of a table."""

MAX_PAGES = 2_000
"""Pages of a PDF."""

MAX_DEPTH = 256
"""How deep elements of a page may be nested."""

MAX_TAGS = 1_000_000
"""Tags of a page."""


def budget(size: int) -> int:
    """Bytes that a file of ``size`` bytes may unpack to."""
    return max(LEAST, MAX_EXPANSION * size)


def check_size(size: int, where: str) -> None:
    """Raise IntakeError when ``size`` bytes are none or too many."""
    if size == 0:
        raise IntakeError("the file is empty", where=where, hint="check that the copy is complete")
    if size > MAX_BYTES:
        raise IntakeError(
            "the file is too large", where=where, hint=f"the limit is {MAX_BYTES // 1_000_000} MB; split it into parts"
        )


def check_text(text: str, where: str) -> None:
    """Raise IntakeError when ``text`` is blank or too long."""
    if not text or text.isspace():
        raise IntakeError("the file contains only white space", where=where, hint="check that the right file was given")
    if 4 * len(text) > MAX_TEXT_BYTES and len(text.encode("utf-8", "surrogatepass")) > MAX_TEXT_BYTES:
        raise IntakeError(
            "the text is too long", where=where, hint=f"the limit is {MAX_TEXT_BYTES // 1_000_000} MB of text; split the file"
        )
