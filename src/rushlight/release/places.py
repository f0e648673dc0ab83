"""What the release check needs of an atlas, as a small protocol, and Rushlight's own atlas in that shape."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from rushlight.atlas import Atlas


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


class AtlasPlaces:
    """Rushlight's atlas as a Gazetteer. Regions have no census figure of their own."""

    def __init__(self, atlas: Atlas) -> None:
        self._atlas = atlas

    def ladder(self, place_id: str) -> Sequence[str]:
        if place_id not in self._atlas:  # a region; its id begins with its country's
            country = place_id.partition(".")[0]
            return (place_id, country) if country in self._atlas and country != place_id else (place_id,)
        return tuple(step.id for step in self._atlas.ladder(place_id))

    def population(self, place_id: str) -> int | None:
        found = self._atlas.population(place_id) if place_id in self._atlas else None
        return found.people if found else None

    def name(self, place_id: str, language: str) -> str:
        return self._atlas.label(place_id, language)
