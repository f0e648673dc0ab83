"""Who did it, to whom, who says so and how, as a passage's expectation tells and as the reader finds it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from rushlight.evaluation.scoring import MODE as MODES
from rushlight.intake import take
from rushlight.reading import read
from rushlight.record import DocumentKind, Party, PartyClass, Reading, Role, Statement

DOING = {Role.PERPETRATOR, Role.ORDERING_AUTHORITY, Role.INFORMANT}


@dataclass(frozen=True)
class Told:
    """One expectation of one passage: an act (or another one that would do) and its fields."""

    acts: tuple[str, ...]
    fields: dict[str, str]


def passages(name: str) -> list[dict[str, Any]]:
    """The rows of a data file beside this module."""
    rows: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return rows


def told(line: str) -> Told:
    """``act; agent: words; …`` as an expectation."""
    act, *rest = [part.strip() for part in line.split(";")]
    pairs = [(key.strip(), value.strip()) for key, _, value in (part.partition(":") for part in rest)]
    return Told((act, *(value for key, value in pairs if key == "or")), {key: value for key, value in pairs if key != "or"})


@cache
def reading(text: str, kind: str) -> Reading:
    taken = take(text.encode(), name="a.txt", language="en")
    known = DocumentKind(kind) if kind else taken.kind
    return read(taken.text, language="en", paragraphs=taken.paragraphs, kind=known, outlet=taken.outlet)


def _is(party: Party | None, words: str, text: str) -> bool:
    """Does a mention of the party overlap one of these words' places in the text?"""
    if party is None or words == "none":
        return party is None and words == "none"
    if words in ("Witness", "Interviewee") and party.party_class is PartyClass.SOURCE:
        return True
    places = [m.span() for m in re.finditer(re.escape(words), text)]
    return any(m.start < end and start < m.end for m in party.mentions for start, end in places)


def _field(found: Reading, statement: Statement, name: str, words: str, text: str) -> bool:
    parties = {p.id: p for p in found.parties}
    attribution = statement.attribution
    if name == "mode":
        return MODES[attribution.mode.value] == words
    if name == "speaker":
        return _is(parties.get(attribution.speaker or ""), words, text)
    wanted = DOING if name == "agent" else {Role.AFFECTED}
    return any(_is(parties[x.party], words, text) for x in statement.participants if x.role in wanted)


def judged(rows: list[dict[str, Any]]) -> Iterator[tuple[str, str, str, bool | None]]:
    """(passage, expectation, field, right); right is None where the act was not read at all."""
    for row in rows:
        found = reading(row["text"], row.get("kind", ""))
        for line in row["expect"]:
            want = told(line)
            candidates = [s for s in found.statements if s.act in want.acts]
            rights = [{k: _field(found, s, k, v, row["text"]) for k, v in want.fields.items()} for s in candidates]
            best = max(rights, key=lambda r: sum(r.values()), default=None)
            for name in want.fields:
                yield row["text"], line, name, best[name] if best is not None else None


def shares(rows: list[dict[str, Any]]) -> dict[str, float]:
    """The share right of each field, over the expectations whose act was read; ``read``: the share of those."""
    right: Counter[str] = Counter()
    n: Counter[str] = Counter()
    for _text, _line, name, ok in judged(rows):
        n["read"] += 1
        right["read"] += ok is not None
        if ok is not None:
            n[name] += 1
            right[name] += ok
    return {name: right[name] / n[name] for name in n}
