"""Doers that stand apart from the act's verb: without a verb of their own, in a phrase of place or order, by a late ``by``.

A note gives the doer as a bare noun (``28 Oct, six men, no warrant``); a summons names the office one has to come to;
``at the commander's behest`` and ``into the sergeant's bag`` name whoever ordered or took it.
"""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.reading.english.chunks import Item, Np
from rushlight.reading.english.doers import anonymous
from rushlight.reading.english.events import Event
from rushlight.reading.english.hits import Hit
from rushlight.reading.english.matching import View
from rushlight.reading.english.refs import DOERS, Ref
from rushlight.reading.english.role_words import role_words
from rushlight.reading.english.stretches import inside
from rushlight.record import PartyClass

BEFORE_BODY = frozenset({"question.summons", "question.interrogate", "demand.disclosure", "disappear.enforced"})
REGISTERS = role_words("apart_registers")
BIDDING = role_words("apart_bidding")
VEHICLES = role_words("apart_vehicles")
ENDING = role_words("apart_ending")
RAIDS = frozenset({"search", "seize", "destroy"})


def officials(view: View, nps: list[Np]) -> list[Ref]:
    """The officers and bodies among these noun phrases; of ``an office of the tax police``, the police."""
    whole = [np.of if np.det in ("a", "an") and np.of is not None and view.is_official(np.of) else np for np in nps]
    refs = [view.cast.get(np) for np in whole if view.is_official(np)]
    return [r for r in refs if r is not None and r.cls in DOERS]


def stated(hit: Hit, view: View) -> list[Ref]:
    """``a police raid``, ``called in to the security department``, ``…, by officers``, ``at the major's behest``."""
    e = hit.event
    if hit.noun is not None and e is None:
        named = [view.cast.of.get(id(t)) for t in hit.noun.mods]
        found = [r for r in named if r is not None and r.cls in DOERS][:1]
        if found:
            return found
    for nps in (_bidding(hit, view), _ending_up(hit, view), _on_board(hit, view), _in_register(hit)):
        found = officials(view, nps)
        if found:
            return found[:1]
    if e is None or (not e.passive and hit.act not in ("question.summons", "disappear.enforced")):
        return []
    nps = [np for prep, np in _pps(hit, view) if hit.act in BEFORE_BODY and prep in ("to", "before", "by", "at")]
    if e.passive and not any(prep == "by" for prep, _ in e.pps):
        nps += _late_by(view, e)
    return officials(view, nps)[:1]


def _pps(hit: Hit, view: View) -> list[tuple[str, Np]]:
    """The prepositional phrases of the act's verb; of every verb in a stretch that was found by likeness."""
    if not hit.likeness:
        return hit.event.pps if hit.event is not None else []
    return [row for x in inside(hit, view) for row in x.pps]


def _late_by(view: View, e: Event) -> list[Np]:
    """``was seized outside his shop in Esenyurt, Istanbul, on 27 March by officers``: over commas, before another verb."""
    for item in view.parsed.items[e.stop :]:
        if item.vg is not None or (item.kind in "BW" and item.low != "once") or item.low in (";", ":"):
            return []
        if item.np is not None and item.np.prep == "by":
            return [item.np]
    return []


def _bidding(hit: Hit, view: View) -> list[Np]:
    """``at the committee's behest``, ``on the orders of a colonel``: whose bidding it was."""
    if hit.event is None or hit.act.split(".")[0] in ("policy", "demand", "threat", "respond"):
        return []
    ordered = [np for prep, np in hit.event.pps if prep in ("at", "on", "by", "upon", "under") and np.heads & BIDDING]
    came = [np for prep, np in hit.event.pps if ordered and prep == "from" and np.first > ordered[-1].first]
    return [*(o for np in ordered for o in (np.owner, np.of) if o is not None), *came]


def _ending_up(hit: Hit, view: View) -> list[Np]:
    """``nine phones went into the guard's bag``, ``our rice ended in his cart``: whose bag or cart it was."""
    taken = hit.act.split(".")[0] in ("seize", "take")
    verbs = inside(hit, view) if hit.likeness else [hit.event] if hit.event is not None else []
    into = [np for e in verbs if taken and e.lemma in ENDING for prep, np in e.pps if prep in ("into", "in", "to", "inside")]
    return [o for np in into for o in (np.owner, np.of, np) if o is not None]


def _in_register(hit: Hit) -> list[Np]:
    """``in the notebook of the street committee our house has a tick``: whose notebook it is."""
    if hit.event is None or hit.act.split(".")[0] not in ("list", "classify"):
        return []
    kept = [np for prep, np in hit.event.pps if prep in ("in", "on") and np.heads & REGISTERS]
    return [o for np in kept for o in (np.owner, np.of) if o is not None]


def _on_board(hit: Hit, view: View) -> list[Np]:
    """``A van with three men in it stood opposite``: those who sit in what watches or waits."""
    if hit.event is None or hit.act.split(".")[0] not in ("watch", "press", "detain"):
        return []
    nps = view.parsed.nps
    cars = [np for np in nps if np.heads & VEHICLES and np.first < hit.event.vg.first]
    aboard = [np for np in nps if cars and np.prep in ("with", "of") and cars[-1].last <= np.first < hit.event.vg.first]
    for np in aboard:
        _in_office(view, np, hit.n)
    return aboard


def present(hit: Hit, view: View) -> list[Ref]:
    """``Three soldiers at the door, altar smashed``: who stands in the sentence without a verb of their own."""
    free = list(_free(hit, view))
    family = hit.act.split(".")[0]
    if family in RAIDS and not hit.negated and not officials(view, free):
        for np in free:
            _in_office(view, np, hit.n)
    refs = [view.cast.get(np) for np in free if not np.pronoun]
    return [r for r in refs if r is not None and r.cls in DOERS]


def _free(hit: Hit, view: View) -> Iterator[Np]:
    """Noun phrases that depend on no verb, before the first verb; behind it too for an office that knows of nobody."""
    told = [x for x in view.parsed.events if x.vg.first < x.vg.last]
    used = {id(np) for x in told for np in (*x.subjects, *x.objects, *x.second)}
    first = min((x.at for x in told), default=len(view.parsed.items))
    items = view.parsed.items if hit.act == "disappear.enforced" else [*view.parsed.items[:first], *_behind(hit, view)]
    mark = ""
    for item in items:
        if item.np is not None and not item.np.prep and mark != "(" and id(item.np) not in used:
            yield item.np
        mark = item.low


def _behind(hit: Hit, view: View) -> list[Item]:
    """``Lifted at a checkpoint on 11 June, four armed men, white pickup``: what a passive trails, up to the next verb."""
    e = hit.event
    if e is None or not e.passive or e.subject_how == "relative" or e.agents:
        return []
    items = view.parsed.items
    stop = next((k for k in range(e.stop, len(items)) if items[k].vg is not None or items[k].kind in "BWC"), len(items))
    return items[e.stop : stop] if e.stop < stop and items[e.stop].low in (",", ":", "–", "—", "-", "--") else []


def _in_office(view: View, np: Np, n: int) -> None:
    """Nameless men who come in sentence ``n`` to search or watch act for an office: mark them so."""
    ref = view.cast.get(np)
    new = ref is not None and (not ref.affected or ref.seen[:1] == [n])
    nobodys = ref is not None and ref.cls == "person" and ref.owner is None and not ref.names and new
    if ref is not None and nobodys and anonymous(np) and (np.plural or np.det in ("", "a", "an")):
        ref.cls, ref.draft.party_class = "officer", PartyClass.OFFICER
