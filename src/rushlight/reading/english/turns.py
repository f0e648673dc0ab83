"""Questions and answers of a transcript: a yes or no answers the question's act; other questions say nothing."""

from __future__ import annotations

from rushlight.reading.english.events import Parsed
from rushlight.reading.english.hits import Hit

NO = frozenset({"no", "not", "never", "nothing", "nobody"})
ASKING = frozenset({"is", "are", "was", "were", "did", "do", "does", "has", "have", "had", "can", "will"})
ASKED = frozenset({"he", "she", "they", "it", "you", "u", "we", "i", "anyone", "anybody"})
DETERMINERS = frozenset({"the", "my", "your", "his", "her", "their"})
YES = frozenset({"yes", "yeah", "sure", "correct"})


def denied_talk(parsed: list[Parsed], hits: dict[int, list[Hit]]) -> None:
    """``someone said they shot him`` / ``NO, that's false``: the next voice takes the talk back."""
    for n, _p in enumerate(parsed[:-1]):
        after = [t.low for t in parsed[n + 1].sentence.tokens if t.is_word][:4]
        if after and (after[0] in ("no", "not") or "false" in after or "untrue" in after):
            believed = [hit for hit in hits.get(n, ()) if hit.modality == "believed"]
            for hit in believed:
                hit.negated = True
            again = {hit.act for hit in believed} if after[0] == "not" else set()
            hits[n + 1] = [hit for hit in hits.get(n + 1, []) if hit.act not in again]


def _inverted(p: Parsed) -> bool:
    """``is she banned from flying too``: a question without its mark."""
    words = [t.low for t in p.sentence.tokens if t.is_word][:2]
    return len(words) == 2 and words[0] in ASKING and words[1] in ASKED | DETERMINERS


def _measured(reply: Parsed) -> bool:
    """``Fifteen days, for …``, ``Twice``, ``In March``: how long or when answers whether."""
    first = next((t for t in reply.sentence.tokens if t.is_word or t.text[0].isdigit()), None)
    short = not any(i.finite for i in reply.items[:3])
    return first is not None and short and (first.value == "T" or first.low in ("once", "twice", "often", "always"))


def answers(parsed: list[Parsed], hits: dict[int, list[Hit]]) -> None:
    """Settle the hits of questions by the first words of the answer."""
    for n, p in enumerate(parsed):
        replied = n + 1 < len(parsed) and parsed[n + 1].sentence.turn == "A"
        stated = p.sentence.turn == "Q" and not p.sentence.question and replied
        if not (p.sentence.question or stated or _inverted(p)) or not hits.get(n):
            continue
        reply = parsed[n + 1] if n + 1 < len(parsed) else None
        words = [t.low for t in reply.sentence.tokens if t.is_word][:6] if reply is not None else []
        verdict = next((w for w in words if w in NO | YES), "") or ("yes" if reply is not None and _measured(reply) else "")
        asked = hits[n]
        if not verdict or (p.events and p.events[0].question):
            hits[n] = []
        elif verdict in NO:
            for hit in asked:
                hit.negated = True
                hit.modality = "believed" if stated and hit.modality == "occurred" else hit.modality
            hits[n] = asked[:1]
        else:
            hits[n] = asked[:1]
