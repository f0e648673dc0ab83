"""Saying no: denials and refusals that no verb of denying or refusing tells.

Whoever answers somebody in power that there is nothing, that the money was her own or that it was a wrong number denies;
whoever answers that he is too old, would rather lose the post or does not command his son refuses. A government that
says that nobody was arrested denies. The same words to anybody else are talk, and nothing is read.
"""

from __future__ import annotations

from rushlight.reading.english.chunks import Np
from rushlight.reading.english.events import Event
from rushlight.reading.english.hits import Hit
from rushlight.reading.english.lexicon import rule_words
from rushlight.reading.english.matching import View, after_that, negated

SAYING = rule_words("rebuffs_saying")
KNOWING = rule_words("rebuffs_knowing")
DOING = rule_words("rebuffs_doing")
ABUSES = rule_words("rebuffs_abuses")
UNTRUE = rule_words("rebuffs_untrue")
OWN_MEANS = rule_words("rebuffs_own_means")
EXCUSES = rule_words("rebuffs_excuses")
MASTERS = rule_words("rebuffs_masters")
COMPLYING = rule_words("rebuffs_complying")
GESTURES = rule_words("rebuffs_gestures")
INSISTING = rule_words("rebuffs_insisting")
SPOKESMEN = rule_words("rebuffs_spokesmen")
OWN_ACCORD = frozenset({"voluntarily", "accord", "freely", "voluntary", "lawfully"})
SWEARING = frozenset({"insist", "swear", "protest", "maintain"})
UNWILLING = frozenset({"would", "'d", "will", "'ll", "can", "could"})
ANSWERED = ("respond.deny", "respond.refuse", "respond.confess_oral", "respond.negotiate", "disappear", "threat.sanction")
IDEAS = frozenset({"idea", "knowledge", "clue", "contact", "relative", "money"})
ELSEWHERE = frozenset({"abroad", "capital", "away", "city", "dead", "married"})


def rebuff_hits(view: View, n: int, hits: list[Hit]) -> list[Hit]:
    """The denial or refusal of a sentence where no frame has read an answer."""
    if any(h.act.startswith(ANSWERED) for h in hits) or view.parsed.sentence.question:
        return []
    quoted = _according(view, n, hits)
    if quoted:
        return quoted
    for e in view.parsed.events:
        if e.vg.form != "fin" or not e.subjects or e.passive:
            continue
        if e.lemma not in SAYING and any(h.event is e and h.act.startswith("release") for h in hits):
            continue
        act = _spoken(view, e) if e.lemma in SAYING else _shown(view, e)
        if act:
            return [_hit(view, n, act, e)]
    return []


def _hit(view: View, n: int, act: str, e: Event) -> Hit:
    items = view.parsed.items
    first = min([e.vg.first, *(np.first for np in e.subjects if e.subject_how == "direct")])
    last = items[-1].last if e.lemma in SAYING else items[min(e.stop, len(items)) - 1].last
    return Hit(act, n, event=e, patients=[], agents=list(e.subjects), tokens=[(first, last)])


def _spoken(view: View, e: Event) -> str:
    """What an answer to power, or of power, amounts to."""
    inner = [x for x in after_that(view.parsed, e) if x.vg.form == "fin"]
    if not inner or (not e.that and any(not view.is_person(np) for np in e.objects)):
        return ""
    if any(_speaks_for_state(view, np) for np in e.subjects):
        return "respond.deny" if _disowns(view, inner) else ""
    private = all(_private(view, np) for np in e.subjects)
    to_power = any(view.is_official(np) for np in (*e.objects, *(p for prep, p in e.pps if prep == "to")))
    if not private or not (to_power or view.asked or e.lemma in INSISTING):
        return ""
    said = inner[0]
    if e.lemma in SWEARING and (to_power or view.asked) and not said.vg.modal and not _reports(view, e):
        return "respond.deny"
    if _excuse(view, said):
        return "respond.refuse"
    return "respond.deny" if _nothing(view, inner) or _other_story(view, said) else ""


def _reports(view: View, e: Event) -> bool:
    """The source insists: that is the telling, no answer."""
    refs = [view.cast.get(np) for np in e.subjects]
    return any(r is not None and r.cls in ("source", "reporter", "outlet", "organisation") for r in refs)


def _speaks_for_state(view: View, np: Np) -> bool:
    return not np.pronoun and (view.is_official(np) or bool(np.heads & SPOKESMEN))


def _according(view: View, n: int, hits: list[Hit]) -> list[Hit]:
    """``According to the governor, no land has been taken``: the same without a verb of saying."""
    items = view.parsed.items
    for item in items:
        if item.np is None or item.prep not in ("according to", "to") or not _speaks_for_state(view, item.np):
            continue
        told = [e for e in view.parsed.events if e.vg.form == "fin"]
        if item.prep == "according to" and _disowns(view, told):
            hit = Hit("respond.deny", n, event=None, noun=item.np, agents=[item.np], tokens=[(items[0].first, items[-1].last)])
            for h in hits:
                if h.negated and h.content_of is None:
                    h.modality, h.content_of, h.negated = "denied", hit, False
            return [hit]
    return []


def _private(view: View, np: Np) -> bool:
    return view.is_person(np) and not _speaks_for_state(view, np)


def _disowns(view: View, inner: list[Event]) -> bool:
    """``no one had been arrested``, ``there were no political prisoners``, ``is not aware of any such citizen``."""
    for x in inner:
        about = {x.lemma, *x.adjectives, *(h for np in (*x.objects, *x.subjects, *(p for _, p in x.pps)) for h in np.heads)}
        if negated(x) and not x.vg.modal and about & ABUSES:
            return True
        if OWN_ACCORD & view.lows and (x.vg.past or x.vg.perfect):
            return True
        if about & UNTRUE and x.lemma in ("be", "call", "remain") and not negated(x):
            return True
    return False


def _nothing(view: View, inner: list[Event]) -> bool:
    """``had no idea``, ``knew nobody of that name``, ``had never met him``, ``not one fen had come``."""
    for x in inner[:3]:
        if not negated(x) or x.vg.modal:
            continue
        idea = x.lemma == "have" and any(np.heads & IDEAS for np in x.objects)
        there = x.lemma == "be" and (_existential(view, x) or any(view.is_person(np) for np in x.objects))
        if x.lemma in KNOWING | DOING or idea or there:
            return True
    return False


def _existential(view: View, x: Event) -> bool:
    return any(i.low == "there" for i in view.parsed.items[max(0, x.at - 2) : x.at + 2])


def _other_story(view: View, x: Event) -> bool:
    """``it was a wrong number``, ``the money was from selling pigs``, ``it belonged to another``."""
    words = view.clause(x) | {h for np in (*x.objects, *x.subjects) for h in np.heads}
    if x.vg.modal or negated(x):
        return False
    if x.lemma in ("be", "come", "belong") and words & OWN_MEANS:
        return True
    if x.lemma == "belong" or (x.lemma == "be" and words & {"wrong", "mistake", "misunderstanding", "lie", "broken", "dead"}):
        return True
    absent = x.lemma in ("work", "be", "live", "study") and bool(words & ELSEWHERE)
    return absent and any(view.is_person(np) for np in x.subjects)


def _excuse(view: View, x: Event) -> bool:
    """``was too old to spy``, ``would rather lose the post``, ``my son is a grown man, I do not command him``."""
    words = view.clause(x) | view.lows if x.lemma == "be" else view.clause(x)
    if "rather" in view.lows and x.vg.modal in UNWILLING:
        return True
    if x.lemma in ("be", "feel") and "too" in view.lows and words & EXCUSES:
        return True
    unwilling = negated(x) and x.vg.modal in UNWILLING and x.lemma in COMPLYING
    master = x.lemma in MASTERS and (negated(x) or x.vg.modal in ("could", "can", "would", "must"))
    grown = x.lemma == "be" and bool(words & {"grown", "adult", "grown-up"})
    return unwilling or master or grown


def _shown(view: View, e: Event) -> str:
    """A refusal shown, not said: ``kept silent``, ``put down the pen``, ``would not read it out``, ``gave no name``."""
    if not all(_private(view, np) for np in e.subjects):
        return ""
    would = e.vg.modal in ("would", "will") and e.vg.neg is not None and e.lemma in COMPLYING
    before = view.parsed.items[max(0, e.at - 2)].low
    plain = not {"if", "unless", "bill", "law"} & view.lows and not e.vg.perfect and e.subject_how == "direct"
    if would and plain and before not in ("that", "which", "what"):
        return "respond.refuse"
    if _no_names(view, e):
        return "respond.refuse"
    if not view.asked:
        return ""
    silent = e.lemma in ("keep", "stay", "remain", "be", "fall") and bool({*e.adjectives} & {"silent", "quiet", "mute", "dumb"})
    silent = silent or (e.lemma in ("say", "answer") and negated(e) and any(np.heads & {"nothing", "word"} for np in e.objects))
    gestures = {f"{e.lemma}_{h}" for np in e.objects for h in np.heads}
    if silent or gestures & GESTURES:
        return "respond.deny" if "shake_head" in gestures and "about" in view.lows else "respond.refuse"
    simple = e.vg.neg is not None and not e.vg.modal and e.lemma in ("go", "come", "sign", "answer", "comply", "appear")
    return "respond.refuse" if simple else ""


def _no_names(view: View, e: Event) -> bool:
    """``not one of them gave a name``, ``gave no names``: a demand was not met."""
    told = e.lemma in ("give", "name", "tell", "say", "betray") and negated(e) and not e.vg.modal
    return told and any(view.fits(np, ["@info"]) for np in e.objects)
