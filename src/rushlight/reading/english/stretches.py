"""Which verb of a stretch found by likeness tells who does what to whom: not that of ``it was the clerk who …``."""

from __future__ import annotations

from rushlight.reading.english.events import Event
from rushlight.reading.english.hits import Hit, of_a_body
from rushlight.reading.english.matching import View, negated


def main_verbs(view: View, hits: list[Hit]) -> None:
    """Give the hits of likeness whose verb is a mere frame the verb behind it; leave out what a body cannot do."""
    hits[:] = [h for h in hits if not (h.likeness and of_a_body(view, h))]
    for hit in hits:
        e = hit.event
        if not hit.likeness or e is None or not _cleft(e):
            continue
        behind = [x for x in view.parsed.events if x.at > e.at and any(a <= x.vg.first < b for a, b in hit.tokens)]
        told = next((x for x in behind if x.subject_how == "relative"), None)
        if told is not None:
            hit.event, hit.patients, hit.agents, hit.negated = told, list(told.patients), list(told.agents), negated(told)


def _cleft(e: Event) -> bool:
    return e.lemma == "be" and any(np.head.low == "it" for np in e.subjects)
