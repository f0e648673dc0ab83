"""Who acts for the state though no word says so: ``four men in plain clothes``, ``two from the ministry``.

Such people are officers by what they wear, where they come from or what they do; a family or a source never is.
"""

from __future__ import annotations

from functools import cache

from rushlight.reading.english.chunks import Np
from rushlight.reading.english.events import Parsed
from rushlight.reading.english.lexicon import lexicon
from rushlight.reading.english.refs import np_class
from rushlight.reading.english.role_words import role_words
from rushlight.reading.english.tagger import NUMERALS

COMING = frozenset({"come", "arrive", "enter", "burst", "knock", "turn", "raid", "search"})
ANONYMOUS = role_words("doers_anonymous")
GARB = role_words("doers_garb")
LOOKS = role_words("doers_looks")
SCENE = role_words("doers_scene")
FAMILIES = role_words("doers_families")


def they_came(parsed: Parsed) -> bool:
    """``they came saturday``: who they were may follow without a verb."""
    return any(
        e.lemma in COMING and e.subjects and e.subjects[-1].pronoun and e.subjects[-1].head.low == "they" for e in parsed.events
    )


def acts_for_state(np: Np, parsed: Parsed, *, came: bool = False) -> bool:
    """Is this anonymous person or group an officer by looks, origin or deed? ``came``: of whom the sentence before said so."""
    if not anonymous(np):
        return False
    if (came or _on_the_scene(np, parsed)) and not np.prep and all(e.vg.first == e.vg.last for e in parsed.events):
        return True
    if any(t.low in LOOKS for t in parsed.sentence.tokens[np.first : np.last]):
        return True
    return (
        _dressed_or_sent(np, parsed) or _taken_for(np, parsed) or _trails_doer(np, parsed) or _does_what_officers_do(np, parsed)
    )


def _on_the_scene(np: Np, parsed: Parsed) -> bool:
    """``28 Oct, six men, no warrant``: a note's men beside the words of a search or an arrest."""
    lows = {t.low for t in parsed.sentence.tokens}
    return bool(np.count) and np.plural and not lows.isdisjoint(SCENE)


def anonymous(np: Np) -> bool:
    """Is this a man, a woman or a number of people of whom nothing is said?"""
    if np.pronoun or np.owner is not None or np.name:
        return False
    number = np.head.tag == "U" and np.head.low in NUMERALS and not np.head.value
    return number or not ANONYMOUS.isdisjoint(np.heads) or np.head.low in ANONYMOUS


def _dressed_or_sent(np: Np, parsed: Parsed) -> bool:
    """``in plain clothes``, ``with hoods``, ``from the security service``: right behind the noun."""
    items = parsed.items
    k = next((k for k, item in enumerate(items) if item.np is np), len(items))
    for item in items[k + 1 : k + 6]:
        if item.vg is not None or item.kind in "BWC" or item.low in (".", ";"):
            return False
        if item.np is None:
            continue
        if item.np.prep in ("in", "with", "wearing") and (item.np.heads | {t.low for t in item.np.mods}) & GARB:
            return True
        if item.np.prep in ("from", "of") and np_class(item.np) in ("authority", "officer"):
            return True
        if item.np.prep == "from" and item.np.det == "the" and item.np.head.text.isupper() and len(item.np.head.text) > 1:
            return True
    return False


def _trails_doer(np: Np, parsed: Parsed) -> bool:
    """``Taken from the clinic by the militia, three men, one car``: the men of whom the phrase before speaks."""
    items = parsed.items
    k = next((k for k, item in enumerate(items) if item.np is np), 0)
    by = items[k - 2].np if k > 1 and items[k - 1].low == "," and not np.prep else None
    official = by is not None and by.prep == "by" and np_class(by) in ("authority", "officer")
    return official and bool(np.count)


def _taken_for(np: Np, parsed: Parsed) -> bool:
    """``men whom we took for militia``, ``a man I knew to be from the police``: by those who saw them."""
    near = [e for e in parsed.events if np.last <= e.vg.first <= np.last + 3 and e.lemma in ("take", "recognise", "recognize")]
    return any(prep in ("for", "as") and np_class(p) in ("authority", "officer") for e in near for prep, p in e.pps)


def _does_what_officers_do(np: Np, parsed: Parsed) -> bool:
    """``Two men searched the flat``: an unnamed subject of a verb whose first meaning here is official."""
    if np.det not in ("", "a", "an", "some") and not np.count:
        return False
    return any(
        not e.passive and np in e.subjects and e.subject_how in ("direct", "shared", "relative") and office_verb(e.lemma)
        for e in parsed.events
    )


@cache
def office_verb(lemma: str) -> bool:
    """Do most frames of the verb say a search, a seizure, an arrest or a questioning?"""
    frames = lexicon().frames.get(lemma, ())
    return bool(frames) and sum(f.act.split(".")[0] in FAMILIES for f in frames) * 2 > len(frames)
