"""One mention of a place before mentions are grouped."""

from __future__ import annotations

from dataclasses import dataclass, field

from rushlight.atlas import Entry
from rushlight.reading.scan import Hit


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


def from_hit(hit: Hit) -> Mention:
    """A mention from an atlas name; readings as an ordinary word's namesake are kept only when there is no other."""
    sure = [m for m in hit.matches if not m.weak] or list(hit.matches)
    return Mention(hit.start, hit.end, sure[0].entry.precision, tuple(m.entry for m in sure))
