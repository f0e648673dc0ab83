"""Where somebody is: whoever eats, sleeps, works or waits in a prison or a camp is held there.

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
INSIDE = frozenset({"in", "inside", "at", "into", "to", "behind", "within"})
OUT = frozenset({"from", "out of"})
TOLD_ALREADY = frozenset({"detain", "kill", "try", "threat", "demand", "respond", "release", "disappear"})


def captive_hits(view: View, n: int, hits: list[Hit]) -> list[Hit]:
    """Custody and camp told by the place of any verb with a person, one for a sentence."""
    if any(h.act.split(".")[0] in TOLD_ALREADY for h in hits) or view.parsed.sentence.question:
        return []
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
    return ""


def is_camp(np: Np) -> bool:
    """A camp by its name (gulag, prison camp) or an institution whose modifier says what is done there."""
    if np.heads & CAMPS:
        return True
    words = {t.low for t in np.mods}
    if np.head.lemma == "camp" and not words & HARMLESS:
        return np.of is None
    return bool(np.heads & INSTITUTIONS and words & REFORMING)
