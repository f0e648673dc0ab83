"""Two noun phrases for one party: ``Her brother, a railway worker,``, ``Subject: male, nurse``, ``F. (widow)``."""

from __future__ import annotations

from rushlight.reading.english.chunks import Item, Np
from rushlight.reading.english.events import Parsed
from rushlight.reading.english.lexicon import lexicon
from rushlight.reading.english.refs import np_class


def appositions(parsed: Parsed) -> dict[int, Np]:
    """Second noun phrase of an apposition -> the first: ``Her brother, a railway worker,``; also ``X is a teacher``."""
    out: dict[int, Np] = {}
    items = parsed.items
    for k in range(len(items) - 2):
        aged = 2 if k + 4 < len(items) and items[k + 2].low == "aged" and items[k + 3].low == "," else 0
        a, comma, b = items[k].np, items[k + 1], items[k + 2 + aged].np
        if (
            a is None
            or b is None
            or comma.low != ","
            or b.prep
            or (a.pronoun and a.head.low != "one")
            or b.pronoun
            or b.det == "whose"
        ):
            continue
        after = items[k + 3 + aged] if k + 3 + aged < len(items) else None
        if a.prep and a.det in ("a", "an") and b.det in ("a", "an") and after is not None and after.finite:
            continue  # ``told a nurse, a guard beat her``: two people
        closes = (
            after is None
            or after.low in (",", ".", ")")
            or after.kind in "PVW"
            or (after.np is not None and after.np.det == "whose")
        )
        determined = b.det in ("a", "an", "the") or b.det in lexicon().words["possessive"] or b.name != a.name
        listed = any(i.kind == "C" for i in items[k + 3 : k + 6])
        if closes and determined and not listed and a.plural == b.plural and (np_class(a) or a.pronoun) and np_class(b):
            out[id(b)] = a
    for k in range(len(items) - 3):
        if (
            items[k].low == "among"
            and items[k + 1].np is not None
            and items[k + 2].vg is not None
            and items[k + 3].vg is not None
        ):
            who, those = next((i.np for i in items[k + 4 : k + 6] if i.np is not None), None), items[k + 1].np
            if who is not None and those is not None:
                out[id(who)] = those
    out |= _described(items)
    for e in parsed.events:
        if e.lemma == "be" and e.subjects and e.objects and not e.subjects[0].pronoun and e.objects[0].det in ("a", "an"):
            out[id(e.objects[0])] = e.subjects[0]
    return out


def _described(items: list[Item]) -> dict[int, Np]:
    """``Subject: male, 30s, pharmacist``, ``F. (widow)``: the nouns behind the mark are the one before it."""
    out = _entry(items)
    for k in range(len(items) - 2):
        a, b = items[k].np, items[k + 2].np
        if a is None or b is None or b.prep or b.pronoun or a.pronoun or b.plural != a.plural:
            continue
        if items[k + 1].low == "=" and a.name and np_class(b) == "person":
            out[id(b)] = a
        aside = items[k + 1].low == "(" and k + 3 < len(items) and items[k + 3].low in (")", ",")
        if aside and not b.det and np_class(b) == "person" and (a.name or np_class(a) == "person"):
            out[id(b)] = a
    return out


def _entry(items: list[Item]) -> dict[int, Np]:
    """What an entry says of the person it is about, up to its first verb."""
    head = items[0].np if len(items) > 2 and items[1].low in (":", "=") else None
    if head is None or head.pronoun:
        return {}
    out = {}
    for item in items[2:]:
        if item.vg is not None or item.low == ";":
            break
        if (
            item.np is not None
            and not item.np.prep
            and not item.np.det
            and not item.np.plural
            and np_class(item.np) == "person"
        ):
            out[id(item.np)] = head
    return out
