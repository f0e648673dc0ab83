"""Sums, times and places in sentences written before the grammars were tried on them: the shares read whole, as floors."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from value_helpers import amounts, places, times

from rushlight.record import Amount, QuantityKind, Span, TimeExpr

HERE = Path(__file__).resolve().parent
FLOORS = {"sums": 0.95, "dates": 0.95, "places": 0.92}
Row = dict[str, Any]


def rows(name: str) -> list[Row]:
    read: list[Row] = yaml.safe_load((HERE / f"fresh_{name}.yaml").read_text(encoding="utf-8"))
    return read


def share(name: str, right: list[bool]) -> None:
    assert len(right) >= 30
    assert sum(right) / len(right) >= FLOORS[name], [r["t"] for r, ok in zip(rows(name), right, strict=True) if not ok]


def plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def written(amount: Amount) -> str | None:
    """How a row says an amount; None for what has no figure."""
    if amount.value is not None:
        same = [f"{plain(c.value)} {c.currency}" for c in amount.conversions]
        return " = ".join([f"{plain(amount.value)} {amount.currency}", *same])
    q = amount.quantity
    if q is None or q.kind is not QuantityKind.RANGE or q.min is None or q.max is None:
        return None
    return f"{plain(q.min)}-{plain(q.max)} {amount.currency}"


def test_sums() -> None:
    def right(row: Row) -> bool:
        found = [w for a in amounts(row["t"], row["l"]) if (w := written(a)) is not None]
        return sorted(found) == sorted(row["e"])

    share("sums", [right(row) for row in rows("sums")])


def stands_at(span: Span, words: str, text: str) -> bool:
    at = text.index(words)
    return span.start < at + len(words) and at < span.end


def is_meant(found: TimeExpr, days: list[str]) -> bool:
    """Whether a time is as the row has it: ``?`` anything, ``-`` unresolved, else its first and last day."""
    if days == ["?"]:
        return True
    return not found.resolved if days == ["-"] else [str(found.earliest), str(found.latest)] == days


def test_dates() -> None:
    def right(row: Row) -> bool:
        published: dt.date = row["p"]
        free = times(row["t"], row["l"], published=published)
        for entry in row["e"]:
            words, *days = (part.strip() for part in entry.split("|"))
            hit = next((f for f in free if stands_at(f.span, words, row["t"]) and is_meant(f, days)), None)
            if hit is not None:
                free.remove(hit)
            elif days != ["?"]:
                return False
        return not free

    share("dates", [right(row) for row in rows("dates")])


def test_places() -> None:
    def right(row: Row) -> bool:
        free = [m for p in places(row["t"], row["l"]) for m in p.mentions]
        for words in row["e"]:
            hit = next((m for m in free if stands_at(m, words, row["t"])), None)
            if hit is None:
                return False
            free.remove(hit)
        return not free

    share("places", [right(row) for row in rows("places")])
