"""Journeys told without a verb, as notes and answers tell them: ``Across the river in the rains, with a guide, 400 each``."""

from __future__ import annotations

from rushlight.reading.english.chunks import Np
from rushlight.reading.english.consequences import is_sum
from rushlight.reading.english.hits import Hit
from rushlight.reading.english.lexicon import lexicon
from rushlight.reading.english.matching import View

OVER = frozenset({"across", "over", "through", "via", "by way of"})
LEADING = frozenset({"guide", "smuggler", "coyote", "man", "woman", "trader", "driver", "fisherman", "broker", "fixer"})
WITHIN = 6
"""Items before which the crossing must stand."""


def journey_hits(view: View, n: int, hits: list[Hit]) -> list[Hit]:
    """The departure of a sentence without a main verb, and the brokerage of whoever led the way for a sum."""
    if any(h.act in ("exchange.departure", "respond.flee", "move.forced_return") for h in hits):
        return []
    items = view.parsed.items
    before = [e for e in view.parsed.events if e.vg.form == "fin" and e.subject_how != "relative" and e.vg.last > e.vg.first]
    if before and before[0].at < WITHIN:
        return []
    for item in items[:WITHIN]:
        if item.np is not None and item.prep in OVER and item.np.heads & lexicon().sets["crossing"]:
            last = next((i.first for i in items if i.low in (",", ";") and i.first > item.first), items[-1].last)
            went = Hit("exchange.departure", n, noun=item.np, tokens=[(0, last)], agents=_who_went(view, item.np))
            return [went, *_led(view, n)]
    return []


def _who_went(view: View, crossing: Np) -> list[Np]:
    """``A former officer, who fled across the river, …``: the subject of the verb of going, if there is one."""
    return next((list(e.subjects) for e in view.parsed.events if any(np is crossing for _, np in e.pps) and not e.passive), [])


def _led(view: View, n: int) -> list[Hit]:
    led = next(
        (i.np for i in view.parsed.items if i.np is not None and i.prep in ("with", "w/") and i.np.heads & LEADING), None
    )
    if led is None or not any(is_sum(view, np) for np in view.parsed.nps):
        return []
    return [Hit("exchange.brokerage", n, noun=led, tokens=[(led.first, view.parsed.items[-1].last)])]
