"""Readings without words: offsets instead of quotes, neutral labels instead of names.

What is kept is the coding sheet (record/coding.py) with every ``exact`` left out; the words are cut
again from the document's text at load. Labels of sealed classes go to the vault.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from rushlight.casefile.canonical import Json
from rushlight.errors import RecordError, Tampered
from rushlight.record import SEALED_CLASSES, Party, Reading, SourceLink, from_sheet, to_sheet

_ID = re.compile(r"[A-Z]{1,2}[0-9]{1,5}|[a-z]{2}_[0-9a-z]{26}")
UNNAMED_TELLER = "a teller the text names"


def strip(reading: Reading, text_sha256: str) -> tuple[Json, dict[str, Json]]:
    """(the sheet to store, names for the vault by party id)."""
    neutral = dict(zip((p.id for p in reading.parties), _labels(reading.parties), strict=True))
    sealed = {p.id: {"label": p.label} for p in reading.parties if p.party_class in SEALED_CLASSES and p.label}
    clean = replace(
        reading,
        parties=tuple(replace(p, label=neutral[p.id]) for p in reading.parties),
        relays=tuple(_relay(r, reading) for r in reading.relays),
    )
    return _walk(to_sheet(clean, file="", sha256=text_sha256), _without_words), sealed


def restore(sheet: Json, text: str) -> Reading:
    """The reading of a stored sheet, its words cut from ``text``. Raises Tampered when they do not fit."""

    def with_words(span: Json) -> Json:
        return {**span, "exact": text[span["start"] : span["end"]]} if "end" in span and "start" in span else span

    try:
        return from_sheet(_walk(sheet, with_words))
    except (RecordError, TypeError, AttributeError):
        raise Tampered("a stored reading does not fit its document") from None


def _walk(value: Any, change: Callable[[Json], Json]) -> Any:
    if isinstance(value, dict):
        return change({name: _walk(part, change) for name, part in value.items()})
    return [_walk(part, change) for part in value] if isinstance(value, list) else value


def _without_words(span: Json) -> Json:
    return {name: part for name, part in span.items() if name != "exact"}


def _labels(parties: Iterable[Party]) -> list[str]:
    """``affected person``; with a number where a reading has several of the same."""
    rows = tuple(parties)
    neutral = [f"{p.party_class.value} {p.kind.value}" if p.party_class in SEALED_CLASSES else None for p in rows]
    often, seen = Counter(neutral), Counter[str | None]()
    out = []
    for party, label in zip(rows, neutral, strict=True):
        seen[label] += 1
        out.append(party.label if label is None else f"{label} {seen[label]}" if often[label] > 1 else label)
    return out


def _relay(link: SourceLink, reading: Reading) -> SourceLink:
    return replace(link, teller=_end(link.teller, reading), origin=_end(link.origin, reading))


def _end(end: str | None, reading: Reading) -> str | None:
    """An end of the relay chain: an id or a public label stays, a sealed party's label becomes its id."""
    if end is None or _ID.fullmatch(end) or end == reading.outlet:
        return end
    for party in reading.parties:
        if party.label == end:
            return party.id if party.party_class in SEALED_CLASSES else end
    return UNNAMED_TELLER
