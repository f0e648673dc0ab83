"""One mention of a place before mentions are grouped."""

from __future__ import annotations

from dataclasses import dataclass, field

from rushlight.atlas import Entry


@dataclass
class Mention:
    """Words that name a place. ``entries``: what the name may mean; none for places outside the atlas.

    ``same``: the mention points back to the place before it ("the same dong"). ``key`` groups unknown names.
    """

    start: int
    end: int
    precision: int
    entries: tuple[Entry, ...] = ()
    key: str | None = None
    same: bool = False
    chosen: Entry | None = field(default=None)
