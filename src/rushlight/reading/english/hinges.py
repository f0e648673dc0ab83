"""Sums as the hinge of a sentence: ``N would keep her out``, ``for N the file is closed``, ``the figure was N``.

What a sum would buy is asked for, and not yet paid; what a sum bought was paid.
"""

from __future__ import annotations

from rushlight.reading.english.chunks import Np
from rushlight.reading.english.consequences import FORESEEN, content, is_sum
from rushlight.reading.english.events import Event
from rushlight.reading.english.hits import Hit
from rushlight.reading.english.lexicon import lexicon, rule_words
from rushlight.reading.english.matching import View, negated

BUYING = rule_words("hinges_buying")
ASKED = rule_words("hinges_asked")
HARMLESS = rule_words("hinges_harmless")
OF_CUSTODY = rule_words("hinges_of_custody")
MONEY_ACTS = ("demand.payment", "take.", "exchange.", "traffic.", "seize.", "restrict.", "try.")


def hinge_hits(view: View, n: int, hits: list[Hit]) -> list[Hit]:
    """The demand or payment that hangs on a sum, where no frame has read one."""
    if HARMLESS & view.lows or view.parsed.sentence.question:
        return []
    for np in view.parsed.nps:
        if not is_sum(view, np) or any(_holds(h, np) for h in hits):
            continue
        made = (
            _subject(view, n, np, hits)
            or _for(view, n, np)
            or _stated(view, n, np)
            or _billed(view, n, np)
            or _fragment(view, n, np)
        )
        if made:
            return made
    return []


def _holds(h: Hit, np: Np) -> bool:
    """Has a hit about money read this sum already?"""
    e = h.event
    if not h.act.startswith(MONEY_ACTS):
        return False
    args = () if e is None else (*e.subjects, *e.objects, *e.second, *(p for _, p in e.pps))
    return h.noun is np or any(np is x for x in args) or any(first <= np.first < last for first, last in h.tokens)


def _subject(view: View, n: int, np: Np, hits: list[Hit]) -> list[Hit]:
    """``Two thousand would make it go away``, ``900 dollars got him out``."""
    e = next(
        (e for e in view.parsed.events if any(np is s for s in e.subjects) and e.subject_how in ("direct", "relative")), None
    )
    if e is None or negated(e):
        return []
    if e.lemma in ASKED and (e.passive or e.vg.modal):
        return _demand(view, n, np, e)
    told = any(
        x.lemma in ("say", "tell", "hint") and any(view.is_official(s) or view.fits(s, ["@intermediary"]) for s in x.agents)
        for x in view.parsed.events
    )
    settled = told and any(o.pronoun and o.head.low in ("it", "this", "everything") for o in e.objects)
    if e.lemma not in BUYING or not (settled or _about_people(view, e)):
        return []
    if e.vg.modal in FORESEEN or not e.vg.past:
        hits[:] = [h for h in hits if h.event is not e and h.event not in e.comps]
        return _demand(view, n, np, e)
    return [_paid(view, n, np, e)]


def _about_people(view: View, e: Event) -> bool:
    """Is somebody kept, freed or spared by it, or a file, summons or name made to vanish?"""
    reached = [*e.objects, *e.second, *(p for _, p in e.pps)]
    for c in e.comps:
        reached += [*c.subjects, *c.objects, *(p for _, p in c.pps)]
    return any(view.is_person(np) or np.heads & OF_CUSTODY or (np.owner and view.is_person(np.owner)) for np in reached)


def _for(view: View, n: int, np: Np) -> list[Hit]:
    """``For 300,000 the file would be closed``, ``could sit in the kitchen for 500``."""
    if np.prep != "for":
        return []
    for e in view.parsed.events:
        held = e.vg.modal in FORESEEN and not e.vg.perfect and not negated(e)
        near = any(p is np for _, p in e.pps) or (np.first <= 2 and e.vg.first > np.last)
        about = {h for s in (*e.subjects, *e.objects) for h in s.heads} & OF_CUSTODY or any(
            view.is_person(s) for s in e.subjects
        )
        if held and near and about and e.lemma in BUYING | {"sit", "go", "come", "leave", "see", "sleep", "visit", "walk"}:
            return _demand(view, n, np, e)
    return []


def _stated(view: View, n: int, np: Np) -> list[Hit]:
    """``the figure mentioned was N``, ``bail, as they called it, was N``, ``the price is N``."""
    for e in view.parsed.events:
        if e.lemma not in ("be", "come", "start", "stand", "remain") or negated(e):
            continue
        told = any(s.heads & lexicon().sets["sum_word"] for s in e.subjects)
        governed = any(np is o for o in e.objects) or any(p is np and prep in ("to", "at") for prep, p in e.pps)
        if told and governed and (not e.vg.modal or e.vg.modal in FORESEEN):
            return _demand(view, n, np, e)
    return []


def _billed(view: View, n: int, np: Np) -> list[Hit]:
    """``a bill of N``, ``a demand for N``, ``a fee of N per head`` that an official brings or a family is handed."""
    holder = next((x for x in view.parsed.nps if x.heads & {"bill", "invoice", "demand"} and 0 <= np.first - x.last <= 1), None)
    if holder is None:
        return []
    e = next((e for e in view.parsed.events if holder in (*e.objects, *e.second, *(p for _, p in e.pps))), None)
    if e is None:
        return []
    handed = e.passive and any(view.is_person(x) for x in e.subjects)
    if not handed and not any(view.is_official(x) for x in e.agents):
        return []
    return _demand(view, n, np, e, first=holder.first)


def _fragment(view: View, n: int, np: Np) -> list[Hit]:
    """``600 dollars for the guard, 400 for the doctor``: who got how much, in a note without a verb."""
    items = view.parsed.items
    k = next((k for k, i in enumerate(items) if i.np is np), -1)
    if k < 0 or k + 2 >= len(items) or items[k + 1].low not in ("for", "to"):
        return []
    to = items[k + 2].np
    bare = not any(e.vg.form == "fin" and e.vg.first > np.first for e in view.parsed.events)
    if to is None or not bare or not view.fits(to, ["@power"]):
        return []
    made = Hit("take.extorted_payment", n, noun=np, tokens=[(np.first, to.last)])
    return [made]


def _demand(view: View, n: int, np: Np, e: Event, first: int | None = None) -> list[Hit]:
    items = view.parsed.items
    last = items[min(e.stop, len(items)) - 1].last
    for c in e.comps:
        last = max(last, items[min(c.stop, len(items)) - 1].last)
    reached = (*e.objects, *e.second, *e.subjects, *(x for _, x in e.pps))
    victims = [p for p in reached if view.is_person(p) and not view.is_official(p)][:1]
    hit = Hit("demand.payment", n, event=e, patients=victims, agents=[a for a in e.agents if view.is_official(a)])
    hit.tokens = [(min(np.first, e.vg.first, np.first if first is None else first), max(last, np.last))]
    hit.outer = True
    return [hit, content("take.extorted_payment", n, hit, np, [])]


def _paid(view: View, n: int, np: Np, e: Event) -> Hit:
    last = view.parsed.items[min(e.stop, len(view.parsed.items)) - 1].last
    return Hit("take.extorted_payment", n, event=e, tokens=[(np.first, max(last, np.last))])
