"""Where somebody is, and for how long: whoever eats, sleeps, works or waits in a prison or a camp is held there.

The verb may be any; the place says the act. Only where no verb of the sentence says it already.
"""

from __future__ import annotations

from rushlight.reading.english.chunks import Np
from rushlight.reading.english.events import Event
from rushlight.reading.english.hits import Hit
from rushlight.reading.english.lexicon import lexicon, rule_words
from rushlight.reading.english.matching import View, negated

PRISONS = rule_words("captivity_prisons")
CAMPS = rule_words("captivity_camps")
INSTITUTIONS = rule_words("captivity_institutions")
REFORMING = rule_words("captivity_reforming")
VISITING = rule_words("captivity_visiting")
HARMLESS = rule_words("captivity_harmless")
KEEPING = rule_words("captivity_keeping")
STATIONS = rule_words("captivity_stations")
CONFINING = rule_words("captivity_confining")
STAYING = frozenset({"be", "stay", "remain", "get", "receive", "do", "sit", "spend", "lie", "pass"})
PARTS = rule_words("captivity_parts")
LENGTHS = rule_words("captivity_lengths")
LONGEST_NOTE = 24
CARE = frozenset({"hospital", "clinic", "ward", "doctor", "nurse"})
HARMLESS_STAYS = rule_words("captivity_harmless_stays")
INSIDE = frozenset({"in", "inside", "at", "into", "to", "behind", "within"})
OUT = frozenset({"from", "out of"})
TOLD_ALREADY = frozenset({"detain", "kill", "try", "threat", "demand", "respond", "release", "disappear"})


def captive_hits(view: View, n: int, hits: list[Hit]) -> list[Hit]:
    """Custody and camp told by the place of any verb with a person, one for a sentence."""
    if any(h.act.split(".")[0] in TOLD_ALREADY for h in hits):
        return []
    kept = _kept(view, n) or _noted(view, n)
    if kept or view.parsed.sentence.question:
        return kept
    for e in view.parsed.events:
        act = _place(view, e)
        if act and not e.vg.modal and not negated(e):
            held = [np for np in (e.patients or e.subjects) if view.is_person(np) and not view.is_official(np)]
            if held:
                return [Hit(act, n, event=e, patients=held, agents=list(e.agents) if e.patients else [])]
    return []


def _place(view: View, e: Event) -> str:
    """The act that the place of this verb says, or empty."""
    if e.lemma in VISITING:
        return ""
    for prep, np in e.pps:
        if prep in INSIDE | OUT and is_camp(np):
            return "detain.camp"
        if prep in INSIDE and (np.heads & PRISONS or np.heads & lexicon().sets["prison_name"]) and not np.of:
            return "detain.custody"
        inner = np.of if prep in INSIDE | {"on"} and np.heads & PARTS else None
        if inner is not None and inner.heads & (PRISONS | STATIONS):
            return "detain.custody"
    return ""


def _kept(view: View, n: int) -> list[Hit]:
    """``kept her four hours in a hallway``, ``How long did they keep him?``, ``is still inside``, ``has been in since May``."""
    for e in view.parsed.events:
        if e.vg.modal or negated(e) or e.lemma not in KEEPING | STAYING:
            continue
        words = view.clause(e)
        if CARE & view.lows or HARMLESS_STAYS & (words | {h for _, np in e.pps for h in np.heads}):
            continue
        measured = _measured(view, e)
        if e.lemma in ("be", "sit", "spend", "lie", "pass") and not e.passive and _confined(view, e):
            held = [np for np in e.subjects if view.is_person(np) and (np.pronoun or not view.is_official(np))]
            if held:
                return [Hit("detain.custody", n, event=e, patients=held)]
        if e.lemma in ("get", "receive", "do") and not e.objects and measured and {"hours", "hrs", "days"} & words:
            held = [np for np in e.subjects if view.is_person(np)]
            if held:
                return [Hit("detain.custody", n, event=e, patients=held)]
        if e.lemma in KEEPING and measured and not e.comps and not e.adjectives:
            reached = e.patients or [np for prep, np in e.pps if prep == "to"]
            held = [np for np in reached if view.is_person(np) and (np.pronoun or not view.is_official(np))]
            power = e.passive or any(view.is_official(np) for np in e.agents)
            if held and power:
                return [Hit("detain.custody", n, event=e, patients=held, agents=list(e.agents))]
        elif (
            e.lemma in ("be", "stay", "remain")
            and not e.objects
            and not e.passive
            and view.detained
            and _inside(view, e, measured)
        ):
            held = [np for np in e.subjects if view.is_person(np) and (np.pronoun or not view.is_official(np))]
            if held:
                return [Hit("detain.custody", n, event=e, patients=held)]
    return []


def _confined(view: View, e: Event) -> bool:
    """``Thirty-four days she was in the county bureau``, ``he spent a week in the block``, ``he sat eleven weeks``."""
    lows = {t.low.rstrip("s") for t in view.parsed.sentence.tokens}
    long = bool(lows & LENGTHS) and any(t.tag in "UD" for t in view.parsed.sentence.tokens)
    placed = any(prep in INSIDE and np.heads & CONFINING and not np.owner for prep, np in e.pps)
    sat = e.lemma == "sit" and not e.pps and not e.objects and (view.pressed or view.detained)
    return long and (placed or sat)


def _measured(view: View, e: Event) -> bool:
    """Is a length of time said: ``two nights``, ``overnight``, ``how long``, ``until``?"""
    items = view.parsed.items
    tokens = view.parsed.sentence.tokens
    inside = [t for i in items[e.at : e.stop + 1] for t in tokens[i.first : i.last]]
    lows = {t.low.rstrip("s") for t in inside} | {t.low for t in inside}
    asked = tokens[0].low == "how" and len(tokens) > 1 and tokens[1].low == "long"
    return asked or bool(lows & {"overnight", "until", "till"}) or bool(lows & LENGTHS and any(t.tag in "UD" for t in inside))


def _inside(view: View, e: Event, measured: bool) -> bool:
    """``still inside``, ``in since August``, ``was there until the amnesty``."""
    words = {*e.words, *e.adjectives}
    alone = bool(words & {"inside", "in"}) and not any(prep in ("in", "inside") for prep, _ in e.pps)
    return (alone and bool({"still", "since", "month", "months", "year", "years"} & view.lows)) or (
        "there" in words and measured
    )


def _noted(view: View, n: int) -> list[Hit]:
    """``15 days district lock-up``, ``Brother in remand, 4th month``, ``Overnight at the post``: notes without a verb."""
    tokens = view.parsed.sentence.tokens
    if len(tokens) > LONGEST_NOTE or any(e.vg.form == "fin" and e.vg.last > e.vg.first for e in view.parsed.events):
        return []
    places = PRISONS | STATIONS | {"container", "branch"}
    placed = [np for np in view.parsed.nps if np.heads & places and np.prep in ("", "in", "at", "inside")]
    lows = {t.low.rstrip("s") for t in tokens}
    if placed and (lows & LENGTHS or "overnight" in lows) and not lows & (HARMLESS_STAYS - {"home"}):
        people = [np for np in view.parsed.nps if view.is_person(np) and not view.is_official(np)]
        return [Hit("detain.custody", n, noun=placed[0], patients=people[:1], tokens=[(0, placed[0].last)])]
    still = len(tokens) > 1 and tokens[0].low == "still" and tokens[1].low in ("in", "inside", "held")
    if still and view.detained and view.parsed.nps:
        return [Hit("detain.custody", n, noun=view.parsed.nps[0], tokens=[(0, 2)])]
    counted = tokens[0].tag == "U" and len(tokens) > 1 and tokens[1].low.rstrip("s") in LENGTHS
    np = next(iter(view.parsed.nps), None)
    if counted and view.detained and np is not None and {"home", "out", "released", "freed"} & view.lows:
        return [Hit("detain.custody", n, noun=np, tokens=[(0, 2)])]
    return []


def is_camp(np: Np) -> bool:
    """A camp by its name (gulag, prison camp) or an institution whose modifier says what is done there."""
    if np.heads & CAMPS:
        return True
    words = {t.low for t in np.mods}
    if np.head.lemma == "camp" and not words & HARMLESS:
        return np.of is None
    return bool(np.heads & INSTITUTIONS and words & REFORMING)
