"""Read a file without keeping it: what would this report say?"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rushlight.errors import MisuseError, ReadingError
from rushlight.intake import Taken, read_file, take
from rushlight.intake.language import UNKNOWN
from rushlight.record import DocumentKind, Reading, to_sheet


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file taken in and read; ``original`` are its bytes as they were."""

    path: Path
    original: bytes
    taken: Taken
    reading: Reading

    def sheet(self) -> dict[str, Any]:
        """The coding sheet. Its offsets count in ``taken.text``: for a text file, the file as it is."""
        name = self.path.name if self.taken.media_type == "text/plain" else f"{self.path.stem}.txt"
        return to_sheet(self.reading, file=name, sha256=hashlib.sha256(self.taken.text.encode()).hexdigest())


def read(
    path: Path,
    *,
    today: dt.date,
    published: dt.date | None = None,
    outlet: str | None = None,
    language: str | None = None,
    kind: DocumentKind | None = None,
    ocr: tuple[str, ...] = (),
) -> ReadFile:
    """Take in the file at ``path`` and propose its statements. Nothing is stored.

    ``published``, ``outlet``, ``language`` and ``kind`` overrule what the page itself states.
    ``ocr``: the languages in which pages that are pictures are to be recognised (see ``intake.take``).
    Raises MisuseError for a publication date after ``today`` or a ``language`` without rules, IntakeError
    for a file that cannot be taken in, ReadingError for a text in a language without rules.
    """
    check_asked(today, published, language)
    original = read_file(path)
    return read_bytes(original, path, today=today, published=published, outlet=outlet, language=language, kind=kind, ocr=ocr)


def check_asked(today: dt.date, published: dt.date | None, language: str | None) -> None:
    """Raise MisuseError for a publication date after ``today`` or a ``language`` without rules."""
    if published and published > today:
        raise MisuseError("the publication date is in the future", where=published.isoformat(), hint="dates are YEAR-MONTH-DAY")
    if language is None:
        return
    from rushlight.reading.pipeline import READERS  # the readers are large: they are loaded where one is asked for

    if language.lower().split("-")[0] not in READERS:
        known = f"languages with rules: {', '.join(sorted(READERS))}"
        raise MisuseError("no reading rules for this language", where=language.lower()[:20], hint=known)


def read_bytes(
    original: bytes,
    path: Path,
    *,
    today: dt.date,
    published: dt.date | None = None,
    outlet: str | None = None,
    language: str | None = None,
    kind: DocumentKind | None = None,
    ocr: tuple[str, ...] = (),
    taken: Taken | None = None,
) -> ReadFile:
    """``read`` for bytes that are here already; ``path`` is where they came from, for its suffix and for errors.

    ``taken``: what was taken out of them before, so that what somebody looked at is what is kept.
    """
    from rushlight.reading import read as read_text  # as large as the rest of the program: loaded where a text is read

    check_asked(today, published, language)
    language = language.lower() if language is not None else None
    taken = taken or take(original, name=str(path), ocr=ocr)
    if language is None and taken.language == UNKNOWN:
        raise ReadingError("the language of the text could not be told", where=str(path), hint="give --language en or ko")
    found = taken.published if taken.published and taken.published <= today else None
    try:
        reading = read_text(
            taken.text,
            language=language or taken.language,
            paragraphs=taken.paragraphs,
            published=published or found,
            outlet=outlet or taken.outlet,
            kind=kind or taken.kind,
        )
    except ReadingError as error:
        hint = f"{error.hint}; give --language when the guess is wrong" if error.hint else None
        raise ReadingError(error.what, where=error.where, hint=hint) from None
    return ReadFile(path, original, taken, reading)
