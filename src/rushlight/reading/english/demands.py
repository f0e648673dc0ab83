"""Demands by their grammar: an authority wants, asks, tells or orders somebody to do something; what it is says which demand.

To tell or name something is disclosure, to give money or goods is payment, to come to an office is a summons, to inform,
bring or persuade is cooperation. Only where no frame has read the verb already.
"""

from __future__ import annotations

from rushlight.reading.english.chunks import Np
from rushlight.reading.english.events import Event
from rushlight.reading.english.hits import Hit
from rushlight.reading.english.lexicon import rule_words
from rushlight.reading.english.matching import View, negated, verb_keys

ASKING = rule_words("demands_asking")
TELLING = rule_words("demands_telling")
GIVING = rule_words("demands_giving")
COMING = rule_words("demands_coming")
SERVING = rule_words("demands_serving")
OFFICES = rule_words("demands_offices")
WITHOUT_AGENT = frozenset({"tell", "ask", "order", "expect", "instruct", "require", "urge", "press", "pressure", "oblige"})
READ = ("demand", "question", "threat", "policy", "coerce", "move", "labour", "search", "hurt", "seize", "respond", "take")


def demand_hits(view: View, n: int, hits: list[Hit]) -> list[Hit]:
    """The demands of a sentence that no frame has found."""
    if any(h.act.startswith("demand") for h in hits) or view.parsed.sentence.question:
        return []
    said = {id(h.event) for h in hits if h.event is not None and h.act.split(".")[0] in READ}
    out: list[Hit] = []
    for e in view.parsed.events:
        if e.lemma not in ASKING or id(e) in said or negated(e) or not _by_authority(view, e):
            continue
        act = _of_thing(view, e) or _of_deed(view, e)
        if act:
            victims = [np for np in (*e.patients, *(p for prep, p in e.pps if prep == "of")) if view.is_person(np)]
            out.append(Hit(act, n, event=e, patients=victims, agents=list(e.agents), negated=False))
    done = {id(c) for h in out if h.event is not None for c in h.event.comps}
    hits[:] = [h for h in hits if not out or h.event is None or id(h.event) not in done]
    return out


def _by_authority(view: View, e: Event) -> bool:
    if e.passive and not e.agents:
        return e.lemma in WITHOUT_AGENT and any(view.is_person(np) for np in e.subjects)
    return any(view.is_official(np) for np in e.agents)


def _of_thing(view: View, e: Event) -> str:
    """What is asked for by a noun: ``wanted the password``, ``asked for diesel``."""
    wanted = [np for np in e.objects if not view.is_person(np)] if e.lemma in ("want", "demand") else []
    wanted += [np for prep, np in e.pps if prep == "for"]
    for np in wanted:
        if view.fits(np, ["@info"]) or np.heads & {"truth", "story", "files", "identity"}:
            return "demand.disclosure"
        if view.fits(np, ["@money", "@goods"]) and not view.fits(np, ["@documents"]):
            return "demand.payment"
    return ""


def _of_deed(view: View, e: Event) -> str:
    """What is asked for by a verb: the infinitive, or the clause behind ``that`` or behind a question word."""
    if e.question in ("who", "whom", "where", "which") and e.lemma in ("ask", "demand"):
        return "demand.disclosure"
    inner = _inner(view, e)
    if inner is None or inner.vg.neg is not None:
        return ""
    keys = set(verb_keys(inner))
    reached = [*inner.objects, *inner.second, *(np for _, np in inner.pps)]
    if keys & TELLING:
        return "demand.disclosure"
    if keys & GIVING and any(view.fits(np, ["@info"]) for np in reached):
        return "demand.disclosure"
    if keys & GIVING and any(view.fits(np, ["@money", "@goods"]) for np in reached):
        return "demand.payment"
    if keys & COMING and (_office(reached) or e.lemma == "summon"):
        return "question.summons"
    return "demand.cooperation" if keys & SERVING else ""


def _inner(view: View, e: Event) -> Event | None:
    inf = next((c for c in e.comps if c.vg.form == "inf" or c.link in ("inf", "bare")), None)
    if inf is not None or not e.that:
        return inf
    after = next((x for x in view.parsed.events if x.at > e.that), None)
    plain = after is not None and (after.vg.verb.form == "VB" or after.vg.modal in ("should", "must"))
    return after if plain else None


def _office(nps: list[Np]) -> bool:
    return any(np.heads & OFFICES for np in nps)
