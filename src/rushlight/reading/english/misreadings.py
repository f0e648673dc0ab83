"""Frames that fit the words and not the sense: what the verb means with these doers, objects and particles instead."""

from __future__ import annotations

from rushlight.reading.english.chunks import Np
from rushlight.reading.english.events import Event
from rushlight.reading.english.lexicon import lexicon
from rushlight.reading.english.matching import View, negated

OUR_VOICE = frozenset({"we", "i"})
NOT_YET = frozenset({"before", "until", "till", "unless", "lest"})


def misread(view: View, act: str, e: Event, patients: list[Np]) -> bool:
    """Does the verb say something else than this act here?"""
    check = CHECKS.get(act) or CHECKS.get(act.split(".")[0])
    return check is not None and check(view, e, patients)


def _asked_of_power(view: View, e: Event, patients: list[Np]) -> bool:
    """``the embassy, asked about the bill``, ``Asked about the lock, the chairman said``: a journalist's question."""
    if not e.passive or e.lemma != "ask":
        return False
    main = next((x for x in view.parsed.events if x.at > e.at and x.vg.form == "fin"), None)
    asked = patients or (main.subjects if main is not None else [])
    return bool(asked) and all(view.is_official(np) and not (np.pronoun and np.head.low == "they") for np in asked)


def _we_fear(view: View, e: Event, patients: list[Np]) -> bool:
    """``We fear that his parents may be next``: the author's belief."""
    ours = any(np.pronoun and np.head.low in OUR_VOICE for np in e.subjects)
    return e.lemma == "fear" and ours and any(x.at > e.at and x.vg.modal for x in view.parsed.events)


def _told_to_go(view: View, e: Event, patients: list[Np]) -> bool:
    """``they said go home if you want to keep your pension``: an order to leave an office frees nobody."""
    return e.vg.form == "fin" and e.vg.verb.form == "VB" and not e.vg.modal and e.vg.last - e.vg.first == 1 and not e.subjects


def _sold_something(view: View, e: Event, patients: list[Np]) -> bool:
    """``sold the family its phone``, ``the driver sold them`` (betrayed)."""
    things = [np for np in e.second if not view.is_person(np)]
    betrayed = (
        e.lemma == "sell" and not e.passive and not e.pps and any(np.pronoun and np.head.low == "them" for np in e.objects)
    )
    home = any(prep == "to" and np.heads & {"family", "relative", "parent"} for prep, np in e.pps)
    chosen = e.lemma in ("pick", "offer", "choose") and not e.pps and not e.passive
    return bool(things) or chosen or (betrayed and "for" not in view.lows) or (e.lemma == "hand" and home)


def _own_body(view: View, e: Event, patients: list[Np]) -> bool:
    """``burned her arm``: a body is no property."""
    things = patients or e.objects
    return bool(things) and all(np.heads & lexicon().sets["body"] for np in things)


def _promised_by_power(view: View, e: Event, patients: list[Np]) -> bool:
    """``they had promised her that …``, ``swears there was only a meeting``: no pledge of somebody pressed."""
    power = (
        e.lemma == "promise" and any(view.is_official(np) for np in e.subjects) and any(view.is_person(np) for np in e.objects)
    )
    after = next((x for x in view.parsed.events if x.at > e.at and x.vg.form == "fin"), None)
    past = e.lemma == "swear" and after is not None and after.vg.past and not after.vg.modal and not e.comps
    return power or past


def _back(view: View, e: Event, patients: list[Np]) -> bool:
    """``went back over the border``: a return, and ``until she leaves``: not yet."""
    return "back" in e.words[:2] or _not_yet(view, e)


def _not_yet(view: View, e: Event) -> bool:
    """``till she rings``, ``before he could cross``: it had not come to that."""
    items = view.parsed.items
    k = e.at - 1
    while k >= 0 and (items[k].np is not None or items[k].kind in "EH"):
        k -= 1
    ahead = (not e.vg.past and not e.vg.perfect) or e.vg.modal in ("could", "can")
    return k >= 0 and items[k].low in NOT_YET and ahead and e.vg.form == "fin"


def _into_it(view: View, e: Event, patients: list[Np]) -> bool:
    """``Money came into it``, ``a share reaches a foundation``: nobody gets money from abroad."""
    if e.lemma == "come" and any(np.heads & {"money"} for np in e.subjects) and any(prep == "into" for prep, _ in e.pps):
        return True
    return e.lemma == "reach" and bool(e.objects) and not any(view.is_person(np) for np in e.objects)


def _contact_ahead(view: View, e: Event, patients: list[Np]) -> bool:
    return _not_yet(view, e) and not negated(e)


def _freed_thing(view: View, e: Event, patients: list[Np]) -> bool:
    """``let the parcels through``, ``the phone was returned``, ``her employer let her go``: nobody was held."""
    things = bool(patients) and all(view.fits(np, ["@device", "parcel", "parcels", "goods"]) for np in patients)
    boss = any(np.heads & {"employer", "company", "firm", "boss", "factory", "team", "club"} for np in (*e.agents, *patients))
    return things or boss or _told_to_go(view, e, patients)


def _let_out(view: View, e: Event, patients: list[Np]) -> bool:
    """``took him out of la Modelo``: out of a prison, not into one."""
    jails = lexicon().sets["jail"] | lexicon().sets["prison_name"] | lexicon().sets["camp"]
    named = (np for prep, np in e.pps if prep == "out of")
    return any(np.head.tag == "M" or np.head.low in ("la", "el", "al") or np.heads & jails for np in named)


def _lawful_due(view: View, e: Event, patients: list[Np]) -> bool:
    """``paid the ministry 2 million in tax``."""
    return any(prep in ("in", "as") and np.heads & {"tax", "duty", "fee", "rent", "wage"} for prep, np in e.pps)


def _anybodys_house(view: View, e: Event, patients: list[Np]) -> bool:
    """``kept for 54 days in a villa``: a house that is not her own is a prison."""
    homes = [np for _, np in e.pps if view.fits(np, ["@home"])]
    return bool(homes) and all(np.det in ("a", "an") and np.owner is None for np in homes)


CHECKS = {
    "destroy.property": _own_body,
    "question.interrogate": _asked_of_power,
    "effect.fear": _we_fear,
    "release.freed": _freed_thing,
    "detain.arrest": _let_out,
    "take.extorted_payment": _lawful_due,
    "detain.house_arrest": _anybodys_house,
    "traffic.person": _sold_something,
    "respond.pledge": _promised_by_power,
    "exchange.departure": _back,
    "exchange.contact": _contact_ahead,
    "exchange.remittance_receipt": _into_it,
}
