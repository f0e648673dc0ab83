"""Coding sheets for the tests: one invented text, coded whole, and ways to spoil a copy of it."""

from __future__ import annotations

import copy
import hashlib
import json
from pathlib import Path
from typing import Any

from rushlight.evaluation import Pair, Scored, score_report

Sheet = dict[str, Any]
TEXT = (
    "RIVERTON COURIER\n"
    "On 3 March 2024 two guards searched the house of a miller in Alder Ford. "
    "They threatened to take the miller to the quarry camp. "
    "The miller paid the guards 500 euros (USD 540). "
    "A neighbour said the guards never came back.\n"
)
WORDS = ("Riverton", "RIVERTON", "miller", "quarry", "Alder", "neighbour", "guards")
"""Words of the text: none may stand on a card or in an error."""


def span(words: str) -> Sheet:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "exact": words}


def party(key: str, kind: str, side: str, *mentions: str) -> Sheet:
    return {
        "id": key,
        "kind": kind,
        "class": side,
        "label": key,
        "identity_status": "unnamed",
        "mentions": [span(m) for m in mentions],
    }


def statement(key: str, act: str, words: str, **fields: Any) -> Sheet:
    made: Sheet = {
        "id": key,
        "spans": [span(words)],
        "act": act,
        "scope": "incident",
        "modality": "occurred",
        "polarity": "affirmed",
        "attribution": {"mode": "narrator", "speaker": None},
        "participants": [{"role": "perpetrator", "party": "GUARDS"}, {"role": "affected", "party": "MILLER"}],
        "time": None,
        "place": None,
        "amounts": [],
        "band": "high",
    }
    return {**made, **fields}


def gold() -> Sheet:
    """Five statements (one of them optional), a sum with its conversion, a date, a place, a masthead, five rules."""
    return {
        "format": "rushlight-coding/1",
        "document": {
            "file": "mill.txt",
            "language": "en",
            "published": "2024-03-20",
            "kind": "publication",
            "outlet": None,
            "style": "wire story",
            "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        },
        "boilerplate": [{**span("RIVERTON COURIER"), "role": "title"}],
        "parties": [
            party("GUARDS", "group", "officer", "two guards"),
            party("MILLER", "person", "affected", "a miller", "the miller"),
            party("NEIGHBOUR", "person", "source", "A neighbour"),
        ],
        "places": [{"id": "FORD", "name": "Alder Ford", "precision": 2, "mentions": [span("Alder Ford")]}],
        "times": [
            {
                "id": "DAY",
                "span": span("3 March 2024"),
                "edtf": "2024-03-03",
                "earliest": "2024-03-03",
                "latest": "2024-03-03",
                "resolved": True,
                "applies_to": "event",
            }
        ],
        "amounts": [
            {
                "id": "SUM",
                "span": span("500 euros"),
                "value": "500",
                "currency": "EUR",
                "conversions": [{"value": "540", "currency": "USD", "span": span("USD 540")}],
            }
        ],
        "statements": [
            statement("S1", "search.home", "two guards searched the house", time="DAY", place="FORD"),
            statement("S2", "threat.sanction", "They threatened to take the miller"),
            statement("S3", "detain.camp", "take the miller to the quarry camp", modality="threatened", content_of="S2"),
            statement("S4", "take.extorted_payment", "The miller paid the guards 500 euros", amounts=["SUM"]),
            statement(
                "S5",
                "press.harassment",
                "the guards never came back",
                polarity="negated",
                attribution={"mode": "indirect_speech", "speaker": "NEIGHBOUR"},
                optional=True,
            ),
        ],
        "must_not": [
            {"why": "only threatened", "act": "detain.camp", "modality": "occurred"},
            {"why": "dollars restate the euros", "amount": {"value": "540", "currency": "USD"}},
            {"why": "no second sum was paid", "act": "take.extorted_payment", "amount": {"value": "540", "currency": "USD"}},
            {"why": "an outlet is no party", "party_mention": "COURIER"},
            {"why": "nothing happened in the year of the paper", "time_year": "2023"},
        ],
    }


def found() -> Sheet:
    """A proposal that is right in everything."""
    sheet = copy.deepcopy(gold())
    del sheet["must_not"]
    sheet["produced_by"] = {"kind": "rules", "name": "a-reader", "version": "1"}
    for row in sheet["statements"]:
        row.pop("optional", None)
    return sheet


def row(sheet: Sheet, key: str) -> Sheet:
    """The statement of that id."""
    return next(s for s in sheet["statements"] if s["id"] == key)


def without(sheet: Sheet, *keys: str) -> Sheet:
    """A copy that lacks these statements."""
    kept = [s for s in sheet["statements"] if s["id"] not in keys]
    return {**sheet, "statements": kept}


def scored(sheet: Sheet, against: Sheet | None = None, name: str = "set/mill") -> Scored:
    return score_report(Pair(name, TEXT, against or gold(), sheet))


def write(folder: Path, name: str, sheet: Sheet, text: str | None = TEXT) -> Path:
    """A sheet in a folder, with its text beside it unless that is None."""
    folder.mkdir(parents=True, exist_ok=True)
    sha256 = sheet["document"]["sha256"] if text in (None, TEXT) else hashlib.sha256(str(text).encode()).hexdigest()
    told = {**sheet, "document": {**sheet["document"], "file": f"{name}.txt", "sha256": sha256}}
    if text is not None:
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    path = folder / f"{name}.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    return path
