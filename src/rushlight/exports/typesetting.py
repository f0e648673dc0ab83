"""Typst, told nothing but the outline: PDF of a brief, PNG of a figure. No system font, no package, no date, no network."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import msgspec

from rushlight.errors import ReleaseError
from rushlight.exports.gate import released
from rushlight.exports.letters import refuse_missing
from rushlight.exports.missing import writer
from rushlight.exports.outline import outline
from rushlight.exports.pictures import Illustration
from rushlight.release import ReleasedView

DOTS_PER_INCH = 144
CREATOR = (rb"/Creator\s*\(Typst [^)]*\)", rb"<xmp:CreatorTool>Typst [^<]*</xmp:CreatorTool>")
"""Where Typst says its name and version: both stand outside any compressed stream."""


def brief_pdf(view: ReleasedView, picture: Illustration | None = None) -> bytes:
    """The brief as an accessible PDF (PDF/UA-1: tagged, with a title), its Korean font embedded as a subset.

    The same view gives the same bytes; no date, no producer, no author. Raises ReleaseError where letters
    cannot be printed with the packaged font (how many, and where), MisuseError when Typst is not installed.
    """
    refuse_missing(released(view))
    brief = msgspec.to_builtins(outline(view, picture))  # bytes as base64
    made = _compile("brief.typ", {"brief": json.dumps(brief, ensure_ascii=False)}, format="pdf", pdf_standards="ua-1")
    return _without_creator(made)


def picture(figure: str) -> bytes:
    """A figure (SVG, see ``figures``) as a PNG of 1440 pixels across, with nothing but pixels in it."""
    return _compile("picture.typ", {"figure": figure}, format="png", ppi=DOTS_PER_INCH)


def _compile(template: str, inputs: dict[str, str], **settings: Any) -> bytes:
    typst = writer("typst", "pdf" if settings["format"] == "pdf" else "png")
    with as_file(files("rushlight").joinpath("_data", "font")) as fonts:
        try:
            made = typst.compile(
                _template(template), sys_inputs=inputs, font_paths=[str(fonts)], ignore_system_fonts=True, **settings
            )
        except typst.TypstError:  # its words quote the text
            raise ReleaseError(
                "the text holds a letter that the packaged font does not have, or cannot be set",
                where=template,
                hint="the font has Korean syllables and Latin letters; publish --format html,docx shows every script",
            ) from None
    if not isinstance(made, bytes):
        raise ReleaseError("a figure runs over more than one page", where=template)
    return made


@cache
def _template(name: str) -> bytes:
    return files("rushlight.exports").joinpath(name).read_bytes()


def _without_creator(pdf: bytes) -> bytes:
    """Blanks in place of the program's name and version: as many bytes, so that every offset holds."""
    for pattern in CREATOR:
        pdf = re.sub(pattern, lambda found: b" " * len(found[0]), pdf)
    if b"Typst" in pdf:
        raise ReleaseError("the PDF still says which program made it", hint="this version of Typst is not known; tell us")
    return pdf
