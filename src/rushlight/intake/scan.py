"""Scanned pages: the words in their pictures, through the Tesseract program (the extra ``ocr``), only when asked.

Tesseract runs on this computer, without a network. What it reads is a guess at every letter: a digit read wrong is a
sum read wrong, so a text that came this way always carries a warning.
"""

from __future__ import annotations

import importlib.util
import io
import shutil
import subprocess
import warnings
from typing import Any

from rushlight.errors import IntakeError
from rushlight.intake.taken import Block

RECOGNISED = "the text was recognised from pictures of pages; check every name, number and date against the original"
MODELS = {"en": "eng", "ko": "kor", "zh": "chi_sim", "ru": "rus", "ja": "jpn", "fa": "fas", "ar": "ara", "es": "spa"}
"""Tesseract's names of its language models, by primary subtag of BCP 47."""
MISSING = "it is a scan: pip install 'rushlight[ocr]', install the tesseract program, and read it again with --ocr"
_DPI = 300
_POINTS = 72
_SECONDS = 120
"""Longest time for one page."""
_LISTING = 10
"""Longest time in which the program says what it has."""
_MOST_PIXELS = 60_000_000


def recognised_here() -> tuple[str, ...] | None:
    """The languages (primary subtags) that this computer can recognise, asked of the program each time.

    None where the extra or the program is missing; empty where it has no model that we know.
    """
    program = shutil.which("tesseract")
    if program is None or importlib.util.find_spec("pytesseract") is None:
        return None
    try:
        asked = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=_LISTING, check=True)  # noqa: S603 - the program itself
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    models = asked.stdout.split()
    return tuple(tag for tag, model in MODELS.items() if model in models)


def recognise(pages: Any, numbers: list[int], languages: tuple[str, ...], where: str) -> dict[int, list[Block]]:
    """The blocks on pages of an open PDF (a pypdfium2 document), by page number from 0.

    ``languages`` are BCP 47 tags of the models to use. Raises IntakeError when the extra, the program or a model is
    missing, or a page takes too long.
    """
    tesseract = _program(where)
    model = _model(tesseract, languages, where)
    found = {}
    for number in numbers:
        page = pages[number]
        try:
            width, height = page.get_size()
            scale = min(_DPI / _POINTS, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
            found[number] = _blocks(tesseract, page.render(scale=scale).to_pil(), model, where)
        finally:
            page.close()
    return found


def read_picture(data: bytes, languages: tuple[str, ...], where: str) -> list[Block]:
    """The blocks on a picture of one page. Raises IntakeError when nobody asked for recognition, or nothing is found."""
    if not languages:
        raise IntakeError("this is a picture and not a text document", where=where, hint=MISSING)
    tesseract = _program(where)
    model = _model(tesseract, languages, where)
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data)) as picture:
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            if picture.width * picture.height > _MOST_PIXELS:
                raise IntakeError("the picture is too large", where=where, hint="save it at 300 dots per inch")
            blocks = _blocks(tesseract, picture.convert("L"), model, where)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning):
        raise IntakeError("the picture is damaged", where=where, hint="give the text as .txt") from None
    if not blocks:
        raise IntakeError("no words were recognised in the picture", where=where, hint="give the text as .txt")
    return blocks


def _program(where: str) -> Any:
    try:
        import pytesseract

        pytesseract.get_tesseract_version()
    except ImportError:
        raise IntakeError("text recognition is not installed", where=where, hint=MISSING) from None
    except (pytesseract.TesseractNotFoundError, SystemExit):
        raise IntakeError(
            "the tesseract program is not on this computer", where=where, hint="on Debian: apt install tesseract-ocr"
        ) from None
    return pytesseract


def _model(tesseract: Any, languages: tuple[str, ...], where: str) -> str:
    wanted = [MODELS.get(tag.split("-")[0], tag) for tag in languages]
    missing = [name for name in wanted if name not in tesseract.get_languages(config="")]
    if missing:
        raise IntakeError(
            "a language model of the tesseract program is missing",
            where=", ".join(missing),
            hint=f"on Debian: apt install {' '.join(f'tesseract-ocr-{name.replace(chr(95), chr(45))}' for name in missing)}",
        )
    return "+".join(wanted)


def _blocks(tesseract: Any, picture: Any, model: str, where: str) -> list[Block]:
    try:
        text = tesseract.image_to_string(picture, lang=model, timeout=_SECONDS)
    except (RuntimeError, tesseract.TesseractError):
        raise IntakeError("a page could not be recognised", where=where, hint="give its text as .txt") from None
    return [Block(" ".join(piece.split())) for piece in str(text).split("\n\n") if piece.strip()]
