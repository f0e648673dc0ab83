"""Constructions that cut across verbs, read where the frames of single verbs have said nothing."""

from __future__ import annotations

from rushlight.reading.english.attribution import Attributing
from rushlight.reading.english.consequences import consequence_hits
from rushlight.reading.english.enquiries import enquiry_hits
from rushlight.reading.english.fragments import journey_hits
from rushlight.reading.english.hinges import hinge_hits
from rushlight.reading.english.hits import Hit
from rushlight.reading.english.matching import View
from rushlight.reading.english.papers import paper_hits
from rushlight.reading.english.questions import question_hits
from rushlight.reading.english.rebuffs import rebuff_hits

ASKING = ("demand.", "question.", "coerce.")
POWER = ("officer", "authority", "name", "person")


def construction_hits(view: View, n: int, attributing: Attributing, hits: list[Hit]) -> list[Hit]:
    """The hits of all constructions of a sentence, in the order in which they may build on one another."""
    spoken = _spoken_by_power(view, attributing)
    for h in hits:
        _sum_sought(view, h)
    out = consequence_hits(view, n, hits, spoken)
    out += question_hits(view, n, hits, spoken) if not out else []
    out += hinge_hits(view, n, [*hits, *out])
    out += journey_hits(view, n, hits)
    out += paper_hits(view, n, [*hits, *out])
    out += enquiry_hits(view, n, hits)
    view.asked = view.asked or any(h.act.startswith(ASKING) for h in (*hits, *out))
    out += rebuff_hits(view, n, [*hits, *out])
    return out


SOUGHT = frozenset({"seek", "demand", "ask", "request", "want", "require"})


def _sum_sought(view: View, h: Hit) -> None:
    """``the 1,500 dollars sought … were delivered``: the sum that was asked for is none that was paid."""
    e = h.event
    if h.act != "take.extorted_payment" or e is None or not e.passive or h.content_of is not None or not h.patients:
        return
    first, last = h.patients[0].last, e.vg.first
    if any(x.lemma in SOUGHT and first <= x.vg.first < last for x in view.parsed.events):
        items = view.parsed.items
        h.tokens = [(e.vg.first, items[min(e.stop, len(items)) - 1].last)]


def _spoken_by_power(view: View, attributing: Attributing) -> bool:
    """Is the sentence a quotation whose speaker is in power, or is nobody that the text knows?"""
    quote = view.parsed.sentence.quote
    if quote is None:
        return False
    said = attributing.of_quote.get(id(quote))
    return said is None or said.speaker is None or said.speaker.cls in POWER
