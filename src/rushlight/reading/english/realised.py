"""Whether the noun of an act tells that it was done: attested, or only sought, halted, ordered, spoken of."""

from __future__ import annotations

from rushlight.reading.english.chunks import Np
from rushlight.reading.english.events import Event
from rushlight.reading.english.lexicon import NounFrame, rule_words
from rushlight.reading.english.views import View


def known_order(view: View, np: Np) -> bool:
    """``The order named the village``, ``by order of``: an order spoken of, not one that is given here."""
    items = view.parsed.items
    k = next((k for k, item in enumerate(items) if item.np is np), len(items) - 1)
    after = items[k + 1] if k + 1 < len(items) else None
    told = after is not None and (after.form == "inf" or after.low in ("that", ":"))
    return np.prep == "by" or (np.det == "the" and not told and not np.mods and np.of is None)


SEEKING = rule_words("hits_seeking")


def sought(view: View, np: Np, frame: NounFrame, e: Event | None) -> bool:
    """``paid for his release``, ``a warrant for the arrest of``: what is sought has not happened by that."""
    if frame.act == "release.freed":
        return True
    items = view.parsed.items
    k = next((k for k, item in enumerate(items) if item.np is np), 0)
    left = items[k - 2].np if k >= 2 else None
    return bool(left is not None and left.heads & SEEKING) or (e is not None and e.lemma in SEEKING)


UNREALISED = rule_words("hits_unrealised")
CALLING = rule_words("hits_calling")


def unrealised(e: Event | None, how: str) -> bool:
    """``The deportation was halted``, ``debated the dismissal``, ``called for the release``: it did not come to it."""
    if e is None:
        return False
    keys = {e.lemma, *(f"{e.lemma}_{w}" for w in e.words[:1])}
    if keys & UNREALISED and (how == "object" or (how == "subject" and e.passive)):
        return True
    return e.lemma in CALLING and how in ("for", "against", "of", "about")


def halted(frame: NounFrame, np: Np, e: Event | None, how: str) -> bool:
    """``The deportation was halted``: what is done once and was stopped had not been done."""
    once = frame.act.split(".")[0] in ("move", "kill", "destroy") and not np.plural
    return once and e is not None and e.passive and how == "subject" and e.lemma in ("halt", "stop", "suspend", "delay")


PERSONAL = rule_words("hits_personal")
ATTESTING = rule_words("hits_attesting")
GOING_ON = rule_words("hits_going_on")


def of_things(view: View, np: Np, frame: NounFrame) -> bool:
    """``The execution of the plan``, ``the beating of the drum``: these acts are done to people only."""
    if frame.keys.get("of") != 1 or np.of is None or frame.act.split(".")[0] not in PERSONAL:
        return False
    inner: Np | None = np.of
    while inner is not None:
        if inner.head.tag != "N" or view.is_person(inner) or inner.heads & ANYBODY:
            return False
        inner = inner.of
    return np.of.owner is None


ANYBODY = frozenset(
    {"member", "number", "majority", "rest", "score", "dozen", "hundred", "thousand", "couple", "group", "percent"}
)


def attested(e: Event | None, how: str) -> bool:
    """``Transfers were carried out``, ``torture remained widespread``, ``documented the beatings``: it was so."""
    if e is None:
        return False
    keys = {e.lemma, *(f"{e.lemma}_{w}" for w in e.words[:1])}
    if keys & ATTESTING:
        return how == ("subject" if e.passive else "object")
    return how == "subject" and not e.passive and bool(keys & GOING_ON)


def exists(view: View, e: Event | None) -> bool:
    """``There were arrests in three villages``."""
    return e is not None and e.lemma == "be" and any(i.low == "there" for i in view.parsed.items[max(0, e.at - 3) : e.at])
