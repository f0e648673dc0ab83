"""A price that is named is not a sum that was paid: ``offered to drop the case for 900 dollars``, ``Clerk to father: 2,000``.

Likeness sees money and a hand that takes it; where the sum only stands in an offer, the act is the asking and the
payment its content (docs/model.md, Statement).
"""

from __future__ import annotations

from rushlight.reading.english.chunks import Np
from rushlight.reading.english.events import Event, Parsed
from rushlight.reading.english.hits import Hit
from rushlight.reading.english.matching import View
from rushlight.reading.english.refs import np_class
from rushlight.reading.english.role_words import role_words

OFFERING = role_words("prices_offering")
RETURN = frozenset({"for", "against", "in return for", "in exchange for", "at"})
ADDRESSED = 8
"""Items within which a note's ``X to Y:`` must close."""


def price_hits(view: View, hits: list[Hit]) -> list[Hit]:
    """Turn payments that are only a price into demands; gives the payments demanded, as their contents."""
    out = []
    for hit in hits:
        if hit.act != "take.extorted_payment" or not hit.likeness or hit.content_of is not None:
            continue
        price = _sum(view, hit)
        said = _offer(view.parsed, price) if price is not None else None
        spoken = addressed(view.parsed) if price is not None else None
        if price is None or (said is None and spoken is None):
            continue
        hit.act, hit.negated = "demand.payment", False
        if said is not None:
            hit.event, hit.agents, hit.patients = said, list(said.subjects), [np for np in said.objects if view.is_person(np)]
        elif spoken is not None:
            hit.event, hit.agents, hit.patients = None, [spoken[0]], [spoken[1]]
        out.append(_paid(hit, price))
    return out


def _sum(view: View, hit: Hit) -> Np | None:
    """The sum of money in the stretch that was found."""
    tokens = view.parsed.sentence.tokens
    inside = [np for np in view.parsed.nps if any(first <= np.first < last for first, last in hit.tokens)]
    return next((np for np in inside if any(t.value == "A" for t in tokens[np.first : np.last])), None)


def _offer(parsed: Parsed, price: Np) -> Event | None:
    """The verb that holds something out for the sum."""
    earlier = [e for e in parsed.events if e.vg.first < price.first and not e.passive and e.lemma in OFFERING and e.subjects]
    return earlier[-1] if earlier and price.prep in RETURN else None


def _paid(hit: Hit, price: Np) -> Hit:
    made = Hit("take.extorted_payment", hit.n, noun=price, patients=list(hit.patients), agents=list(hit.agents))
    made.modality, made.content_of, made.tokens = "demanded", hit, [(price.first, price.last)]
    return made


def addressed(parsed: Parsed) -> tuple[Np, Np] | None:
    """Who speaks to whom in a note's ``Clerk to father, mid-Oct: 2,000 and the file closes``."""
    items = parsed.items
    if len(items) < 4 or items[0].np is None or items[0].np.prep or items[0].np.pronoun:
        return None
    colon = next((k for k, item in enumerate(items[:ADDRESSED]) if item.low == ":"), 0)
    nps = [item.np for item in items[1:colon] if item.np is not None]
    verbless = not any(item.vg is not None for item in items[:colon])
    other = next((np for np in nps if np.prep == "to" and np_class(np)), None)
    return (items[0].np, other) if verbless and other is not None else None
