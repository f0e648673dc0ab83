"""Words in the other language are marked in a figure, so that a reader aloud says them right (WCAG 3.1.2)."""

from __future__ import annotations

import re
from dataclasses import replace

from rushlight.codebook.words import language_of
from rushlight.drawing.figures import Drawing
from rushlight.drawing.markup import Markup

KOREAN = re.compile(r"[\uac00-\ud7a3](?:[^A-Za-z<>&]*[\uac00-\ud7a3])?")
"""A run of Hangul with what stands between."""
ENGLISH = re.compile(r"(?<![&#\w])[A-Za-z][A-Za-z'’-]+(?:[ ,.:/()’“”\d-]+[A-Za-z][A-Za-z'’-]+)*")
"""A run of Latin words; an alias such as R1 is none."""
TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([A-Za-z]+)")
_LETTER = re.compile(r"[A-Za-z\uac00-\ud7a3]")


def other_words(language: str) -> tuple[str, re.Pattern[str]]:
    """The language that a page in ``language`` has to mark, and what its words look like."""
    return ("ko", KOREAN) if language_of(language) == "en" else ("en", ENGLISH)


def spoken(drawing: Drawing, language: str) -> Drawing:
    """The figure with its own language named, and what is in the other one marked."""
    svg = marked(drawing.svg, language)
    if svg:
        svg = Markup(f'<svg lang="{language_of(language)}"{svg.removeprefix("<svg")}')
    return replace(drawing, svg=svg, table=marked(drawing.table, language), key=marked(drawing.key, language))


def marked(markup: Markup, language: str) -> Markup:
    """Within ``text`` of a picture a ``tspan`` is put round such words, elsewhere a ``span``; ``title`` and ``desc`` may hold
    no element and are marked as a whole where no letter of theirs is in the figure's own language."""
    other, pattern = other_words(language)
    out: list[str] = []
    within: list[str] = []
    for n, piece in enumerate(TAG.split(markup)):
        if n % 2:
            _step(piece, within)
        elif "title" in within or "desc" in within:
            if pattern.search(piece) and not _LETTER.search(pattern.sub("", piece)):
                out[-1] = f'{out[-1][:-1]} lang="{other}">'
        elif piece:
            tag = "tspan" if "text" in within else "span"
            piece = pattern.sub(rf'<{tag} lang="{other}">\g<0></{tag}>', piece)
        out.append(piece)
    return Markup("".join(out))


def _step(tag: str, within: list[str]) -> None:
    found = _NAME.match(tag)
    if tag.startswith("</"):
        within.pop()
    elif found and not tag.endswith("/>"):
        within.append(found[1])
