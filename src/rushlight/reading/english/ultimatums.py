"""Ultimatums in a report's own words: ``either …, or …``, ``do this or that happens``, ``otherwise …``.

What stands before the turn is asked, what stands behind it is held out. Nothing of it has happened but the asking.
"""

from __future__ import annotations

from rushlight.reading.english.chunks import Np
from rushlight.reading.english.events import Event
from rushlight.reading.english.hits import Hit
from rushlight.reading.english.lexicon import Frame, lexicon, rule_words
from rushlight.reading.english.matching import View, match

PAYING = frozenset({"pay", "bring", "give", "hand", "find", "put", "get", "collect", "prepare"})
TELLING = frozenset({"tell", "name", "write", "list", "confess", "admit", "give"})
MUST = frozenset({"must", "should", "'ll", "will", "has", "had"})
FILES = frozenset({"file", "case", "name", "summons", "matter", "charge"})
GRACE = rule_words("ultimatums_grace")
"""Verbs of what is promised for obeying: he goes home, the file is closed, the name goes away."""


def ultimatum(view: View, n: int, hits: list[Hit]) -> list[Hit]:
    """The demand and the threat of such a sentence, each with what it holds; nothing where one is read already."""
    items = view.parsed.items
    if any(i.low == "either" for i in items):
        hits[:] = [h for h in hits if h.act != "threat.sanction" and h.content_of is None]
    if any(h.act == "threat.sanction" for h in hits):
        return []
    for k in range(len(items) - 1):
        low = items[k].low
        if low in ("or", "otherwise", "or else") or (low == "and" and items[k].kind == "C"):
            made = _turn(view, n, k, hits)
            if made:
                return made
    return []


def _turn(view: View, n: int, k: int, hits: list[Hit]) -> list[Hit]:
    items, low = view.parsed.items, view.parsed.items[k].low
    after = [e for e in view.parsed.events if e.at > k and e.vg.form == "fin"]
    either = any(i.low == "either" for i in items[:k])
    asked = _asked(view, k, either)
    price = _price(view, k)
    if not after or (asked is None and price is None and not (low == "otherwise" and k <= 2)):
        return []
    agents, victims = _voices(view, k)
    if low == "and":
        return _promised(view, n, k, asked, price, agents, victims, hits) if _kind(view, after[0]) else []
    contents = [(e, row[0].act) for e in after if not e.vg.perfect for row in _sanction(view, e)]
    if not contents:
        return []
    hits[:] = [h for h in hits if h.event is None or h.event.at < k]
    threat = Hit("threat.sanction", n, event=contents[0][0], patients=victims, agents=agents, outer=True)
    threat.tokens = [(items[k].first, items[-1].last)]
    out = _promised(view, n, k, asked, price, agents, victims, hits)
    return [
        *out,
        threat,
        *(Hit(act, n, event=e, patients=e.patients, modality="threatened", content_of=threat) for e, act in contents),
    ]


def _sanction(view: View, e: Event) -> list[tuple[Frame, list[Np], int]]:
    rows = sorted(match(view, e, lexicon().sanctions), key=lambda row: -row[2])
    return rows[:1]


def _asked(view: View, k: int, either: bool) -> Event | None:
    """What is to be done: an order without a subject, or the first half of ``either … or``."""
    for e in view.parsed.events:
        if e.at >= k:
            return None
        bare = e.vg.verb.form == "VB" and e.vg.form == "fin" and not e.subjects and not e.vg.modal
        opens = e.at == 0 or view.parsed.items[e.at - 1].kind in "YEHC" or view.parsed.items[e.at - 1].low == ":"
        if (bare and opens) or (either and e.vg.form == "fin" and e.lemma not in ("say", "tell")):
            return e
    return None


def _price(view: View, k: int) -> Np | None:
    """``three thousand dollars and the name goes away``: a sum and nothing else before the turn."""
    tokens = view.parsed.sentence.tokens
    before = view.parsed.items[k - 1].np if k else None
    start = view.parsed.items[k - 2].low if k > 1 else ":"
    if before is None or start not in (":", ",", "that", ";", "–", "—", "."):
        return None
    return before if any(t.value == "A" for t in tokens[before.first : before.last]) else None


def _kind(view: View, e: Event) -> bool:
    """Is what follows ``and`` something promised, in the present or future?"""
    words = {e.lemma, *(f"{e.lemma}_{w}" for w in e.words[:2]), *(f"{e.lemma}_{a}" for a in e.adjectives[:1])}
    file = any(np.heads & FILES for np in e.subjects)
    return not e.vg.past and not e.vg.perfect and (bool(words & GRACE) or file)


def _promised(
    view: View, n: int, k: int, asked: Event | None, price: Np | None, agents: list[Np], victims: list[Np], hits: list[Hit]
) -> list[Hit]:
    """The demand that stands before the turn."""
    items = view.parsed.items
    if price is not None:
        hit = Hit("demand.payment", n, noun=price, patients=victims, agents=agents, tokens=[(price.first, items[-1].last)])
        hit.outer = True
        return [hit, _content("take.extorted_payment", n, hit, price)]
    if asked is None or any(h.act.startswith("demand") for h in hits):
        return []
    act = _named(view, asked)
    hit = Hit(act, n, event=asked, patients=victims, agents=agents, outer=True, tokens=[(asked.vg.first, items[k].first)])
    hits[:] = [h for h in hits if h.event is not asked]
    return [hit]


def _content(act: str, n: int, hit: Hit, np: Np) -> Hit:
    made = Hit(act, n, noun=np, patients=hit.patients, agents=hit.agents, modality="demanded", content_of=hit)
    made.tokens = [(np.first, np.last)]
    return made


def _named(view: View, e: Event) -> str:
    """What kind of demand the order is."""
    reached = [*e.objects, *e.second, *(p for _, p in e.pps)]
    if e.lemma in PAYING and any(view.fits(np, ["@money"]) for np in reached):
        return "demand.payment"
    if e.lemma in TELLING and any(view.fits(np, ["@info"]) for np in reached):
        return "demand.disclosure"
    return "demand.cooperation"


def _voices(view: View, k: int) -> tuple[list[Np], list[Np]]:
    """Who says it and to whom, where a verb of saying stands before the turn or at the end."""
    said = next((e for e in view.parsed.events if e.lemma in ("say", "tell", "put", "warn", "order") and e.subjects), None)
    if said is None:
        return [], []
    people = [np for np in (*said.objects, *(p for prep, p in said.pps if prep == "to")) if view.is_person(np)]
    return list(said.subjects), people
