"""The words of a statement, and the times, places and sums that stand in its clause."""

from __future__ import annotations

from rushlight.reading.drafts import Source, StatementDraft
from rushlight.reading.english.chunks import Np
from rushlight.reading.english.events import Event, Parsed
from rushlight.reading.english.hits import Hit
from rushlight.reading.english.matching import View
from rushlight.record import Found, Modality, Span, TimeUse, cut

TRIM = frozenset(",;:.!?—–-([\"“”'’‘")


def spans_of(text: str, view: View, hit: Hit) -> list[Span]:
    """The clause's words; discontinuous where a shared subject stands elsewhere."""
    ranges = hit.tokens or (_noun_ranges(view, hit) if hit.event is None else _event_ranges(view, hit, hit.event))
    out: list[Span] = []
    tokens = view.parsed.sentence.tokens
    for first, last in sorted(ranges):
        while first < last and tokens[first].text in TRIM | {"and", "or", "but"}:
            first += 1
        while last > first and (tokens[last - 1].text in TRIM or (tokens[last - 1].tag in "CPBW" and not hit.tokens)):
            last -= 1
        if first < last and not any(s.start <= tokens[first].start < s.end for s in out):
            out.append(cut(text, tokens[first].start, tokens[last - 1].end))
    return out


def _noun_ranges(view: View, hit: Hit) -> list[tuple[int, int]]:
    np = hit.noun
    if np is None:
        return []
    last = max([np.last, *(p.last for p in hit.patients if not p.pronoun and p.first >= np.first and p.first < np.last + 12)])
    first = np.first
    if hit.light is not None:
        first = min(first, hit.light.vg.first)
    return [(first, last)]


def _event_ranges(view: View, hit: Hit, e: Event) -> list[tuple[int, int]]:
    parsed = view.parsed
    last = _last(parsed, e, hit)
    first = e.vg.first
    extra: list[tuple[int, int]] = []
    lent = e.subject_how == "other"  # a subject lent by the sentence before stands at that one's positions
    for np in [] if lent else e.subjects:
        if np.first < e.vg.first and _same_clause(parsed, np, e):
            first = min(first, np.first)
        elif np.first < e.vg.first and not np.pronoun and e.subject_how == "shared":
            extra.append((np.first, np.last))
        elif np.first > e.vg.last:
            last = max(last, np.last)
    return [*extra, (_lead(parsed, first), last)]


def _same_clause(parsed: Parsed, np: Np, e: Event) -> bool:
    return e.subject_how in ("direct", "relative") and not any(
        x.at < e.at
        and x.vg.first > np.last
        and x.vg.form == "fin"
        and e.subject_how != "relative"
        and x.subject_how not in ("relative",)
        for x in parsed.events
    )


def _lead(parsed: Parsed, first: int) -> int:
    """Take a time or place that opens the clause along: ``On 9 September 2023 he was arrested``."""
    starts = {item.first: k for k, item in enumerate(parsed.items)}
    k = starts.get(first)
    if k is None:
        return first
    while k > 0 and (
        parsed.items[k - 1].kind in "HEP" or (parsed.items[k - 1].low == "," and k > 1 and parsed.items[k - 2].kind == "H")
    ):
        k -= 1
    return parsed.items[k].first


def _last(parsed: Parsed, e: Event, hit: Hit) -> int:
    last = parsed.items[min(e.stop, len(parsed.items)) - 1].last
    if hit.frame is not None and (
        {"c", "ed", "ing", "co"} & hit.frame.keys.keys()
        or (e.comps and hit.act in ("respond.pledge", "threat.sanction", "respond.refuse"))
    ):
        for c in e.comps:
            last = max(last, _last(parsed, c, hit))
    if hit.act in (
        "threat.sanction",
        "demand.disclosure",
        "demand.cooperation",
        "respond.confess_oral",
        "respond.deny",
        "disappear.enforced",
    ) and (e.that or e.question):
        last = max(last, parsed.items[-1].last)
    return last


def attach_values(source: Source, view: View, hit: Hit, draft: StatementDraft) -> None:
    """Times, places and sums of the clause; a sum demanded never lands on an occurred payment."""
    start, end = min(draft.spans).start, max(s.end for s in draft.spans)
    sentence = view.parsed.sentence
    draft.amounts = (
        [a for a in source.amounts if any(s.start <= a.span.start < s.end for s in draft.spans)] if _takes_money(draft) else []
    )
    times = [t for t in source.times if t.applies_to is TimeUse.EVENT and start <= t.span.start < end]
    if not times and draft.modality is Modality.OCCURRED and draft.content_of is None:
        first = next((i for i in view.parsed.items if i.kind == "H"), None)
        lead = view.parsed.sentence.tokens[first.first].start if first is not None and first.first <= 2 else -1
        told = draft.cue is not None and lead < draft.cue.start
        times = [t for t in source.times if t.applies_to is TimeUse.EVENT and t.span.start == lead and lead >= 0 and not told]
    if times and draft.content_of is None:
        draft.time = times[0]
        draft.found["time"] = Found.SAME_CLAUSE
    places = [p for p in source.places if any(start <= m.start < end for m in p.mentions)]
    if not places and draft.content_of is None:
        places = [
            p for p in source.places if any(sentence.start <= m.start < sentence.end for m in p.mentions) and p.precision < 6
        ][:1]
    located = sorted(places, key=lambda p: (p.precision >= 6, p.precision))
    if located and draft.act.split(".")[0] not in ("belief", "motive", "attitude"):
        draft.place = located[0]
        draft.found["place"] = Found.SAME_CLAUSE


def _takes_money(draft: StatementDraft) -> bool:
    return draft.act.split(".")[0] in (
        "take",
        "demand",
        "seize",
        "exchange",
        "traffic",
        "restrict",
        "effect",
        "respond",
        "context",
        "policy",
    )
