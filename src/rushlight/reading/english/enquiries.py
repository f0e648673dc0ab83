"""Enquiries without an answer: relatives ask where somebody is, and every office says not here, or says nothing.

The act is enforced disappearance: the fate or the place of somebody taken is kept from those who ask.
"""

from __future__ import annotations

from rushlight.reading.english.chunks import Np
from rushlight.reading.english.events import Event
from rushlight.reading.english.hits import Hit
from rushlight.reading.english.lexicon import lexicon, rule_words
from rushlight.reading.english.matching import View, after_that, negated

OFFICES = rule_words("enquiries_offices")
ASKING = rule_words("enquiries_asking")
HOLDING = rule_words("enquiries_holding")
RECORDS = rule_words("enquiries_records")
FATES = rule_words("enquiries_fates")
NOTHING = rule_words("enquiries_nothing")
NOT_HERE = rule_words("enquiries_not_here")
DISCLOSING = rule_words("enquiries_disclosing")
TELLERS = frozenset({"say", "tell", "answer", "reply", "state", "write", "insist", "maintain", "claim", "respond"})


def enquiry_hits(view: View, n: int, hits: list[Hit]) -> list[Hit]:
    """The disappearance that an enquiry tells, one for a sentence."""
    read = next((h.event for h in hits if h.act == "disappear.enforced" and h.event is not None), None)
    if read is not None and read.lemma in TELLERS:
        hits[:] = [h for h in hits if not (h.negated and h.act.startswith("detain.") and h.at > read.vg.first)]
    if any(h.act == "disappear.enforced" for h in hits):
        return []
    found = _fragment(view) or _fate(view) or _answer(view) or _unanswered(view) or _rounds(view)
    if found is None:
        return []
    e, patients = found
    items = view.parsed.items
    hits[:] = [h for h in hits if h.event is not e or e is None]
    made = Hit("disappear.enforced", n, event=e, patients=patients, tokens=[(items[0].first, items[-1].last)])
    made.noun = None if e is not None else next(iter(view.parsed.nps), None)
    for h in hits:
        told = e is not None and e.lemma in TELLERS and h.event is not None and h.event.at > e.at
        if told and h.negated and h.act.startswith("detain."):
            h.modality, h.content_of, h.negated = "denied", made, False
    return [made] if e is not None or made.noun is not None else []


Found = tuple[Event | None, list[Np]]


def _at_office(view: View) -> bool:
    return any(np.heads & (OFFICES | lexicon().sets["jail"]) for np in view.parsed.nps)


def _fragment(view: View) -> Found | None:
    """``Asked at the barracks: no such prisoner``, ``Window 4: not here``."""
    words = " ".join(t.low for t in view.parsed.sentence.tokens)
    asked = view.parsed.sentence.tokens[0].low in ("asked", "enquired", "inquired", "went") or _at_office(view)
    colon = any(i.low in (":", "–", "—") for i in view.parsed.items)
    if asked and colon and any(f" {phrase}" in f" {words}" for phrase in NOT_HERE):
        return next(iter(view.parsed.events), None), []
    return None


def _fate(view: View) -> Found | None:
    """``The whereabouts of the two have not been disclosed``, ``Fate unknown``, ``the place of burial is kept from them``."""
    for np in view.parsed.nps:
        if not np.heads & FATES:
            continue
        owner = [o for o in (np.of, np.owner) if o is not None]
        if owner and not any(view.is_person(o) for o in owner):
            continue
        e = next((x for x in view.parsed.events if np in x.subjects or np in x.objects), None)
        about = {*e.adjectives, e.lemma, *(c.lemma for c in e.comps)} if e is not None else view.lows
        hidden = about & {"unknown", "unclear", "undisclosed", "secret", "withhold", "conceal", "keep", "hide"}
        untold = e is not None and negated(e) and e.lemma in DISCLOSING
        if hidden or untold:
            return e, owner
    return None


def _answer(view: View) -> Found | None:
    """``told her that nobody of that name had been brought in``, ``no prison admits to holding him``, ``nobody has him``."""
    for e in view.parsed.events:
        if e.lemma in TELLERS and any(view.is_official(np) or np.heads & OFFICES for np in e.agents):
            for x in after_that(view.parsed, e)[:2]:
                people = [np for np in (*x.patients, *x.subjects) if _sought(view, np) or np.head.low in ("nobody", "one")]
                here = x.lemma == "be" and bool(
                    {"here", "there", "custody", "prison"} & {*x.words, *(h for _, p in x.pps for h in p.heads)}
                )
                if any(np.head.low in ("nobody", "one") for np in people) and not (view.detained or "name" in view.lows):
                    continue
                if negated(x) and not x.vg.modal and (here or x.lemma in HOLDING) and people and not _absent(view, x):
                    return e, people
        if negated(e) and e.lemma in ("have", "hold", "admit", "acknowledge") and not e.vg.modal:
            official = any(view.is_official(np) or np.heads & OFFICES or np.head.low in ("nobody", "none") for np in e.subjects)
            held = [np for c in e.comps if c.lemma in ("hold", "have", "detain") for np in c.objects if _sought(view, np)]
            held += [np for np in e.objects if _sought(view, np)] if view.detained else []
            if official and held:
                return e, held
    return None


def _sought(view: View, np: Np) -> bool:
    """A private person: the one whom the relatives look for."""
    return view.is_person(np) and not (view.is_official(np) and not np.pronoun)


def _absent(view: View, x: Event) -> bool:
    """``said he had not come home``: not about being held."""
    return x.lemma in ("come", "go") or bool({"home", "work", "school"} & view.clause(x))


def _unanswered(view: View) -> Found | None:
    """``Inquiries have gone unanswered``, ``nobody will say where``, ``no acknowledgement was made``, ``on no register``."""
    for e in view.parsed.events:
        asked = any(np.heads & ASKING for np in (*e.subjects, *e.objects))
        reached = {*e.adjectives, *e.words, *(h for np in (*e.objects, *(p for _, p in e.pps)) for h in np.heads)}
        if asked and view.detained and (reached & NOTHING or (negated(e) and e.lemma in ("answer", "receive", "get", "bring"))):
            return e, []
        where = "where" in view.lows and e.lemma in ("say", "tell", "know", "disclose", "inform") and negated(e)
        silent = e.passive or any(view.is_official(np) or np.head.low in ("nobody", "one", "none") for np in e.subjects)
        if where and silent and (view.detained or _taken(view)):
            return e, [np for x in view.parsed.events if x.passive for np in x.subjects if view.is_person(np)]
        owned = any(np.heads & {"acknowledgement", "acknowledgment"} for np in (*e.subjects, *e.objects))
        if owned and negated(e):
            return e, [np.of for np in e.subjects if np.of is not None and view.is_person(np.of)]
        listed = e.lemma in ("appear", "stand", "figure", "be", "record", "register", "acknowledge") and negated(e)
        records = any(np.heads & RECORDS for _, np in e.pps)
        detention = any(np.heads & {"detention", "arrest", "custody"} for np in e.subjects)
        off = any(np.det == "no" and np.heads & RECORDS for _, np in e.pps)
        if (listed and (records or detention) and _of_people(view, e)) or (off and _of_people(view, e)):
            return e, [o for np in e.subjects for o in (np.owner, np.of) if o is not None and view.is_person(o)]
    return None


def _of_people(view: View, e: Event) -> bool:
    people = {"name", "detention", "arrest", "custody"}
    return any(view.is_person(np) or np.heads & people for np in e.subjects)


def _taken(view: View) -> bool:
    """``where the four were taken``, ``where he is held``."""
    held = HOLDING | {"take", "bring"}
    inside = [x for x in view.parsed.events if x.lemma in held and any(_sought(view, np) for np in x.patients)]
    there = [x for x in view.parsed.events if x.lemma == "be" and view.parsed.items[x.at - 1].np is not None]
    return bool(inside) or (view.detained and any(_sought(view, np) for x in there for np in x.subjects))


def _rounds(view: View) -> Found | None:
    """``Mother went to five jails. Nothing.``: the round of the offices with nothing to show."""
    for e in view.parsed.events:
        if e.lemma not in ("go", "be", "ask", "search", "write", "travel", "walk", "look") or e.vg.modal:
            continue
        round_ = [
            np for prep, np in e.pps if prep in ("to", "at", "in", "from") and np.heads & (OFFICES | lexicon().sets["jail"])
        ]
        many = any(np.plural or np.det in ("every", "each", "all") for np in round_)
        if many and (NOTHING | {"nobody", "nothing"}) & (view.lows | view.following):
            return e, []
    return None
