"""What the release check needs of an atlas, as a small protocol, and Rushlight's own atlas in that shape."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Gazetteer(Protocol):
    """Places by id. Tests pass a small one of their own."""

    def ladder(self, place_id: str) -> Sequence[str]:
        """Ids from the place itself up to the country."""
        ...

    def population(self, place_id: str) -> int | None:
        """People living there, or None where nobody counted."""
        ...

    def name(self, place_id: str, language: str) -> str:
        """The name to publish, in English or Korean."""
        ...
