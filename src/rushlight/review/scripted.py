"""A shipped reviewer's script: decisions that name statements by their words, resolved to ids.

The sample casefile is reviewed by such a script, so that the demonstration runs through the same
decisions as a person's. Errors name an entry by its place in the script, never by its words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rushlight.errors import ReviewError
from rushlight.record import FIELDS, Reading, Span, Statement, Verdict, is_edtf, overlap


@dataclass(frozen=True, slots=True)
class Resolved:
    """One entry of a script with ids in place of words; the desk gives it an id, a person and a time."""

    statement: str
    verdict: Verdict
    field: str | None = None
    value: str | None = None
    reason: str | None = None


def match_decisions(reading: Reading, text: str, scripted: Sequence[Mapping[str, str]]) -> tuple[Resolved, ...]:
    """Resolve entries {words, act, verdict, field?, value?, reason?} against the reading of ``text``.

    ``words`` is an exact quote; the statement meant has the act and the largest share of words in
    common. ``value`` may name a time, place, party or amount by id or by its words. Raises
    ReviewError with ``where`` "entry N" (from 0) for an entry that matches no proposal or value; an
    entry that rejects what nobody proposes is passed over.
    """
    resolved = (_resolve(reading, text, entry, f"entry {n}") for n, entry in enumerate(scripted))
    return tuple(r for r in resolved if r is not None)


def _resolve(reading: Reading, text: str, entry: Mapping[str, str], where: str) -> Resolved | None:
    if not entry.get("words") or not entry.get("act") or entry.get("verdict") not in set(Verdict):
        raise ReviewError("an entry needs words, an act and a verdict", where=where)
    verdict, name, value = Verdict(entry["verdict"]), entry.get("field"), entry.get("value")
    statement = _statement(reading, text, entry)
    if statement is None and verdict is Verdict.REJECT:
        return None
    if statement is None:
        raise ReviewError("an entry of the script matches no proposal", where=where)
    if name is not None and name not in FIELDS:
        raise ReviewError("an entry names a field nobody may correct", where=where)
    if (name is not None) != (verdict in (Verdict.CORRECT, Verdict.NOT_STATED)):
        raise ReviewError("an entry's verdict and field do not go together", where=where)
    if (value is not None) != (verdict is Verdict.CORRECT):
        raise ReviewError("a correction, and only a correction, carries a value", where=where)
    if name is not None and value is not None:
        value = _value(reading, statement, name, value, where)
    return Resolved(statement.id, verdict, name, value, entry.get("reason"))


def _statement(reading: Reading, text: str, entry: Mapping[str, str]) -> Statement | None:
    quotes = tuple(_occurrences(text, entry["words"]))
    best: tuple[float, Statement] | None = None
    for statement in reading.statements:
        if statement.act != entry["act"]:
            continue
        share = max((_share(statement, quote) for quote in quotes), default=0.0)
        if share > 0 and (best is None or share > best[0]):
            best = (share, statement)
    return best[1] if best else None


def _occurrences(text: str, words: str) -> Iterator[Span]:
    start = text.find(words)
    while start >= 0:
        yield Span(start, start + len(words), words)
        start = text.find(words, start + 1)


def _share(statement: Statement, quote: Span) -> float:
    """Code points in common over code points in either (Jaccard)."""
    common = overlap(statement.spans, (quote,))
    return common / (sum(s.end - s.start for s in statement.spans) + quote.end - quote.start - common)


def _value(reading: Reading, statement: Statement, name: str, value: str, where: str) -> str:
    spans = _named_spans(reading, name)
    if not spans:
        return value
    if name == "time" and value not in spans and is_edtf(value):
        return value
    whole = _id_for(spans, value.strip(), statement)
    if whole is not None:
        return whole
    parts = [_id_for(spans, part.strip(), statement) for part in value.split(",")]
    if any(part is None for part in parts):
        raise ReviewError("an entry's value names nothing in the report", where=where)
    return ",".join(part for part in parts if part is not None)


def _named_spans(reading: Reading, name: str) -> dict[str, tuple[Span, ...]]:
    """For a field that takes ids: every id it may take, with the words it goes by. Empty for word fields."""
    if name == "time":
        return {t.id: (t.span,) for t in reading.times}
    if name == "place":
        return {p.id: p.mentions for p in reading.places}
    if name == "amounts":
        return {a.id: (a.span,) for a in reading.amounts}
    if name in ("agent", "affected", "speaker"):
        return {p.id: p.mentions for p in reading.parties}
    return {}


def _id_for(spans: Mapping[str, tuple[Span, ...]], words: str, statement: Statement) -> str | None:
    """The id itself, or the id whose words these are; of several the one nearest to the statement."""
    if words in spans:
        return words
    here = statement.spans[0].start
    hits = [(abs(s.start - here), row) for row, mentions in spans.items() for s in mentions if s.exact == words]
    return min(hits)[1] if hits else None
