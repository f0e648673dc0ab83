"""Which verb of a stretch found by likeness tells who does what to whom: not that of ``it was the clerk who …``."""

from __future__ import annotations

from rushlight.reading.english.events import Event
from rushlight.reading.english.hits import Hit, is_abuse, of_a_body
from rushlight.reading.english.matching import View, negated

PROMISING = frozenset({"sign", "promise", "pledge", "undertake", "swear", "vow", "agree", "guarantee", "thumbprint"})


def main_verbs(view: View, hits: list[Hit]) -> None:
    """Give the hits of likeness whose verb is a mere frame the verb behind it; leave out what a body cannot do."""
    hits[:] = [h for h in hits if not (h.likeness and of_a_body(view, h))]
    for hit in hits:
        e = hit.event
        if not hit.likeness or e is None:
            continue
        if hit.act == "respond.pledge":
            _promise(hit, view)
            continue
        others = [x for x in inside(hit, view) if x is not e]
        told = next((x for x in others if x.subject_how == "relative"), None) if _cleft(e) else _official(hit, view, others)
        if told is None and negated(e) and not e.passive:
            told = next((x for x in others if x.at > e.at and _stands(x)), None)
        if told is None and e.subject_how == "relative":
            main = [x for x in others if x.vg.form == "fin" and x.subject_how == "direct"]
            told = next((x for x in main if x.subjects == e.subjects), None)
        if told is not None:
            hit.event, hit.patients, hit.agents, hit.negated = told, list(told.patients), list(told.agents), negated(told)


def inside(hit: Hit, view: View) -> list[Event]:
    """The verbs of the stretch that was found."""
    return [x for x in view.parsed.events if any(first <= x.vg.first < last for first, last in hit.tokens)]


def _promise(hit: Hit, view: View) -> None:
    """``signing that they would give no interviews``: what is promised not to be done is promised all the same."""
    said = next((x for x in inside(hit, view) if x.lemma in PROMISING), None)
    hit.negated = said is not None and negated(said)
    if said is not None:
        hit.event, hit.patients, hit.agents = said, list(said.patients), list(said.agents)


def _official(hit: Hit, view: View, others: list[Event]) -> Event | None:
    """``the door gave way; men in masks emptied the drawers``: the clause whose subject acts for an office."""
    e = hit.event
    if e is None or not is_abuse(hit.act) or e.passive or any(view.is_official(np) for np in e.subjects):
        return None
    return next((x for x in others if not x.passive and x.vg.form == "fin" and _acts(x, view)), None)


def _stands(e: Event) -> bool:
    """``He never came out, he died there``: the clause that is not denied."""
    return e.vg.form == "fin" and e.subject_how == "direct" and not negated(e)


def _acts(e: Event, view: View) -> bool:
    return e.subject_how == "direct" and any(view.is_official(np) and not np.pronoun for np in e.subjects)


def _cleft(e: Event) -> bool:
    return e.lemma == "be" and any(np.head.low == "it" for np in e.subjects)
