"""Cues that are no verb of saying: according to, labels and marks of notes, rumours, ``as far as she knows``."""

from __future__ import annotations

from collections.abc import Callable

import regex

from rushlight.reading.drafts import Source
from rushlight.reading.english.chunks import Item, Np
from rushlight.reading.english.events import Parsed
from rushlight.reading.english.refs import Ref
from rushlight.reading.english.rumours import rumours
from rushlight.reading.english.said import Attribution
from rushlight.reading.english.tokens import Token
from rushlight.record import Paragraph, Span, cut

SECOND_HAND = regex.compile(r"\[(?:sh|2nd hand|second[- ]hand|hearsay)\b")
RECEIVED = frozenset({"information", "account", "allegation", "report", "testimony"})
PAPERS = frozenset({"document", "footage", "photograph", "image", "letter", "evidence", "material", "record", "submission"})
SHOWING = frozenset({"indicate", "suggest", "show", "reveal", "attest", "confirm", "allege"})
Speaker = Callable[[Np], Ref | None]


def according(source: Source, parsed: Parsed, speaker: Speaker) -> list[Attribution]:
    """``according to X`` over its sentence, ``and, according to X, …`` over what follows; reportedly; information received."""
    out = []
    size = len(parsed.sentence.tokens)
    for k, item in enumerate(parsed.items):
        if item.np is not None and item.np.prep == "according to":
            start = _start(parsed.items, k)
            out.append(
                Attribution(
                    start, size, "according_to", speaker(item.np), None, _span(source, parsed, item.first - 2, item.last)
                )
            )
        elif item.low in ("reportedly", "allegedly") or (
            item.vg is not None and {"reportedly", "allegedly"} & set(item.vg.adverbs)
        ):
            out.append(Attribution(0, size, "according_to", None, None, _span(source, parsed, item.first, item.last)))
    out += _abbreviated(source, parsed, speaker) + _evidence(source, parsed)
    for e in parsed.events:
        if e.lemma == "receive" and any(np.heads & RECEIVED for np in e.objects):
            out.append(Attribution(e.vg.last, size, "according_to", None, None, _span(source, parsed, e.vg.first, e.vg.last)))
    return [*out, *_as_far_as(source, parsed, speaker), *_known(source, parsed)]


def _evidence(source: Source, parsed: Parsed) -> list[Attribution]:
    """``Information received by the Office indicates that``, ``Rumours that … proved false``: no speaker is named."""
    for e in parsed.events:
        of_papers = any(not np.heads.isdisjoint(RECEIVED | PAPERS) for np in e.subjects)
        rumoured = e.lemma == "rumour" and not e.subjects and e.at == 0 and bool(e.that)
        if rumoured or (of_papers and e.that and e.lemma in SHOWING):
            last = len(parsed.sentence.tokens)
            return [Attribution(e.vg.last, last, "according_to", None, None, _span(source, parsed, e.vg.first, e.vg.last))]
    return []


def _abbreviated(source: Source, parsed: Parsed, speaker: Speaker) -> list[Attribution]:
    """``acc. to B``, ``Acc. to a cellmate: …``."""
    tokens = parsed.sentence.tokens
    for k, t in enumerate(tokens[:-2]):
        if t.low in ("acc", "acc.") and "to" in (tokens[k + 1].low, tokens[k + 2].low):
            np = next((np for np in parsed.nps if k < np.first <= k + 3), None)
            if np is not None:
                return [Attribution(0, len(tokens), "according_to", speaker(np), None, _span(source, parsed, k, np.last))]
    return []


def _span(source: Source, parsed: Parsed, first: int, last: int) -> Span:
    tokens = parsed.sentence.tokens
    return cut(source.text, tokens[max(0, first)].start, tokens[last - 1].end)


def _start(items: list[Item], k: int) -> int:
    """From the semicolon before; from the conjunction where the words are inserted behind one."""
    if k >= 3 and items[k - 2].low == "," and items[k - 3].kind == "C":
        return items[k - 3].first
    return max((i.last for i in items[:k] if i.low == ";"), default=0)


def _as_far_as(source: Source, parsed: Parsed, speaker: Speaker) -> list[Attribution]:
    """``Not charged as far as caller knows``: the caller's."""
    lows = [t.low for t in parsed.sentence.tokens]
    for e in parsed.events:
        near = lows[max(0, e.vg.first - 7) : e.vg.first]
        if e.lemma in ("know", "see", "hear", "remember") and "far" in near and near.count("as") >= 2 and e.subjects:
            ref = speaker(e.subjects[-1])
            return [Attribution(0, len(lows), "indirect_speech", ref, None, _span(source, parsed, e.vg.first, e.vg.last))]
    return []


def _known(source: Source, parsed: Parsed) -> list[Attribution]:
    """``…, it has belatedly become known``, ``it emerged that``: known, and nobody says by whom."""
    for e in parsed.events:
        of_it = bool(e.subjects) and e.subjects[-1].head.low == "it"
        made_known = e.lemma == "become" and any(x.lemma == "know" and x.at > e.at for x in parsed.events)
        known = made_known or e.lemma in ("emerge", "transpire")
        if of_it and e.vg.form == "fin" and (known or (e.lemma == "know" and e.passive)):
            return [
                Attribution(
                    0, len(parsed.sentence.tokens), "according_to", None, None, _span(source, parsed, e.vg.first, e.vg.last)
                )
            ]
    return []


def labelled(parsed: Parsed, witness: Ref | None) -> Attribution | None:
    """``Trader: three houses paid``: what follows the label is the witness's."""
    items = parsed.items
    head = items[0].np if items else None
    if head is None or witness is None or len(items) < 3 or items[1].low != ":" or not head.heads & witness.heads:
        return None
    return Attribution(items[1].last, len(parsed.sentence.tokens), "indirect_speech", witness)


def nobodys(source: Source, parsed: Parsed, rows: list[Attribution], teller: Ref | None) -> list[Attribution]:
    """Rumours and unproved claims, unless somebody named says them in the same sentence."""
    tokens: list[Token] = parsed.sentence.tokens
    out = []
    for first, np in rumours(parsed):
        if any(a.speaker is not None and a.start <= first < a.end for a in rows):
            continue
        stop = next((i.first for i in parsed.items if i.first >= first and i.low == ";"), len(tokens))
        out.append(Attribution(np.first, stop, "hearsay", teller, None, _span(source, parsed, np.first, np.last)))
    return out


def marked_second_hand(source: Source, paragraph: Paragraph) -> bool:
    """The note's own mark ``[sh]`` covers its paragraph: the source passes on what another told."""
    return bool(SECOND_HAND.search(source.text, paragraph.start, paragraph.end))
