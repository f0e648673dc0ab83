"""Nobody's words: rumours, claims that no source stands for, and ``she has that from the driver``."""

from __future__ import annotations

from rushlight.reading.english.chunks import Np
from rushlight.reading.english.events import Event, Parsed
from rushlight.reading.english.role_words import role_words

RUMOUR = role_words("voices_rumour")
UNPROVED = role_words("voices_unproved")
OBTAINING = frozenset({"have", "know", "hear", "get", "learn"})
WHAT = frozenset({"that", "this", "it", "so", "all", "both", "which"})


def rumours(parsed: Parsed) -> list[tuple[int, Np]]:
    """(first token, noun phrase) of what a rumour or an unproved claim says: ``Talk circulates that …``, ``Market talk: …``."""
    out = []
    for k, item in enumerate(parsed.items):
        np = item.np
        if np is None or np.pronoun or np.owner is not None or np.prep == "with":
            continue
        words = np.heads | {np.head.low}
        colon = k + 1 < len(parsed.items) and parsed.items[k + 1].low == ":"
        if (
            words & RUMOUR
            and not (colon and words & {"word", "story"})
            and (_says_what(parsed, k) or (np.of is not None and not words & {"word", "story"}))
        ) or (words & UNPROVED and np.det in ("", "a", "an", "another", "some", "further") and _says_what(parsed, k)):
            out.append((np.last, np))
    return out


def _says_what(parsed: Parsed, k: int) -> bool:
    """Does ``that``, a colon, ``concerning`` or ``to the effect`` follow, before another sentence part begins?"""
    for item in parsed.items[k + 1 : k + 9]:
        if item.low in ("that", ":", "concerning", "regarding", "about") or (item.np is not None and "effect" in item.np.heads):
            return True
        if item.low == ";":
            return False
    return False


def had_from(parsed: Parsed) -> tuple[Event, Np] | None:
    """``She has that from the bus driver``, ``I know it from our neighbour``: the verb and the one it comes from."""
    for e in parsed.events:
        if e.lemma not in OBTAINING or e.vg.neg is not None or e is not parsed.events[0]:
            continue
        said = any(np.head.low in WHAT for np in e.objects) or any(i.low in WHAT for i in parsed.items[: e.at])
        giver = next((np for prep, np in e.pps if prep == "from" and not np.head.value), None)
        if said and giver is not None and e.subjects:
            return e, giver
    return None
