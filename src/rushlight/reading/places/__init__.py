"""Places in a report: every mention, grouped by place, with the atlas's chain where the name is known."""

from __future__ import annotations

from collections.abc import Sequence

from rushlight.reading.places.english import mentions_in as english_mentions
from rushlight.reading.places.group import group
from rushlight.reading.places.korean import mentions_in as korean_mentions
from rushlight.record import Paragraph, Place

__all__ = ["find_places"]


def find_places(text: str, paragraphs: Sequence[Paragraph], *, language: str, outlet: str | None) -> list[Place]:
    """Every place with all its mentions, in the order of first mention, with empty ids.

    Captions and titles count. Names inside currency words and outlets' names do not. Homonyms are settled by the
    places named around them; where that fails, ``readings`` lists the candidates and ``atlas_id`` stays None. Pure.
    """
    read = korean_mentions if language == "ko" else english_mentions
    return group(text, read(text, paragraphs, outlet))
