"""Write the coding sheets (gold/*/NAME.json) from what a person writes: NAME.txt and the short notation NAME.yaml.

    python scripts/build_gold.py [NAME ...]      writes them; names the faults of each sheet, by id
    python scripts/build_gold.py --check         fails when a sheet differs from its notation

In the notation words stand for spans: ``the family`` where they occur once, ``the family #2`` for the second
occurrence, ``the family #*`` (in mentions) for all. gold/README.md describes the rest.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from rushlight.codebook import codebook
from rushlight.errors import RushlightError
from rushlight.record import from_sheet, verify_reading

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "gold"
LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same in C where it is installed: ten times as fast."""
Row = dict[str, Any]
NOTED_ON_DOCUMENT = ("country", "style", "traps", "relations", "note")


class Notation:
    """One text and the faults found while its notation is turned into a sheet."""

    def __init__(self, text: str, stages: Mapping[str, str | None]) -> None:
        self.text = text
        self.stages = stages
        self.faults: list[str] = []

    def sheet(self, name: str, noted: Row) -> Row:
        document = dict(noted["document"])
        return {
            "format": "rushlight-coding/1",
            "document": {
                "file": f"{name}.txt",
                "language": document["language"],
                "published": _day(document.get("published")),
                "kind": document.get("kind", "publication"),
                "outlet": document.get("outlet"),
                "sha256": hashlib.sha256(self.text.encode()).hexdigest(),
                **{key: document[key] for key in NOTED_ON_DOCUMENT if key in document},
            },
            "boilerplate": [self._apart(row) for row in noted.get("boilerplate") or ()],
            "parties": [self._party(key, row) for key, row in (noted.get("parties") or {}).items()],
            "places": [self._place(key, row) for key, row in (noted.get("places") or {}).items()],
            "times": [self._time(key, row) for key, row in (noted.get("times") or {}).items()],
            "amounts": [self._amount(key, row) for key, row in (noted.get("amounts") or {}).items()],
            "statements": [self._statement(key, row) for key, row in noted["statements"].items()],
            "must_not": list(noted.get("must_not") or ()),
        }

    def _apart(self, row: Row) -> Row:
        ((role, words),) = row.items()
        return {**self._span(f"boilerplate {role}", words), "role": role}

    def _party(self, key: str, row: Row) -> Row:
        self._known(key, row, {"kind", "class", "identity", "label", "mentions", *_PARTY_EXTRAS})
        return {
            "id": key,
            "kind": row["kind"],
            "class": row["class"],
            "label": row.get("label", key),
            "identity_status": row.get("identity", "unnamed"),
            "mentions": list(self._mentions(key, row)),
            **_kept(row, _PARTY_EXTRAS),
        }

    def _place(self, key: str, row: Row) -> Row:
        self._known(key, row, {"name", "precision", "mentions"})
        mentions = list(self._mentions(key, row))
        return {"id": key, "name": row["name"], "precision": row["precision"], "mentions": mentions}

    def _time(self, key: str, row: Row) -> Row:
        self._known(key, row, {"words", "edtf", "earliest", "latest", "resolved", "applies_to", "alternatives", *_TIME_EXTRAS})
        earliest, latest = _day(row.get("earliest")), _day(row.get("latest"))
        return {
            "id": key,
            "span": self._span(key, row["words"]),
            "edtf": None if row.get("edtf") is None else str(row["edtf"]),
            "earliest": earliest,
            "latest": latest,
            "resolved": bool(row.get("resolved", earliest or latest)),
            "applies_to": row.get("applies_to", "event"),
            "alternatives": [[_day(a), _day(b)] for a, b in row.get("alternatives") or ()],
            **_kept(row, _TIME_EXTRAS),
        }

    def _amount(self, key: str, row: Row) -> Row:
        self._known(key, row, {"words", "value", "currency", "conversions", *_AMOUNT_EXTRAS})
        return {
            "id": key,
            "span": self._span(key, row["words"]),
            "value": _decimal(row.get("value")),
            "currency": row.get("currency"),
            "conversions": [self._conversion(key, c) for c in row.get("conversions") or ()],
            **_kept(row, _AMOUNT_EXTRAS),
        }

    def _conversion(self, key: str, row: Row) -> Row:
        span = self._span(key, row["words"])
        return {"value": _decimal(row.get("value")), "currency": row.get("currency"), "span": span}

    def _statement(self, key: str, row: Row) -> Row:
        self._known(key, row, {"words", "act", "who", "mode", "speaker", "carrier", *_STATEMENT_PLAIN})
        if row["act"] not in self.stages:
            self.faults.append(f"{key}: the act is not in the codebook")
        words = row["words"] if isinstance(row["words"], list) else [row["words"]]
        attribution = {"mode": row.get("mode", "narrator"), "speaker": row.get("speaker")}
        if row.get("carrier"):
            attribution["carrier"] = row["carrier"]
        return {
            "id": key,
            "spans": [self._span(key, w) for w in words],
            "act": row["act"],
            "scope": row.get("scope", "incident"),
            "modality": row.get("modality", "occurred"),
            "polarity": row.get("polarity", "affirmed"),
            "attribution": attribution,
            "participants": list(_participants(row.get("who") or {})),
            "time": row.get("time"),
            "place": row.get("place"),
            "amounts": list(row.get("amounts") or ()),
            "content_of": row.get("content_of"),
            "restates": row.get("restates"),
            "stage": row.get("stage", self.stages.get(row["act"])),
            "optional": bool(row.get("optional", False)),
            **_kept(row, ("note", "about", "contradicts", "quantity")),
        }

    def _mentions(self, key: str, row: Row) -> Iterator[Row]:
        for words in row.get("mentions") or ():
            yield from self._spans(key, words)

    def _span(self, key: str, words: str) -> Row:
        found = self._spans(key, words)
        return found[0] if found else {"start": 0, "end": 0, "exact": ""}

    def _spans(self, key: str, noted: str) -> list[Row]:
        """The spans of noted words; a fault when they are missing, or stand more than once and nobody says which."""
        words, mark, which = str(noted).rpartition(" #")
        if not mark or not (which == "*" or which.isdigit()):
            words, which = str(noted), ""
        starts = [m.start() for m in re.finditer(re.escape(words), self.text)]
        if not which and len(starts) > 1:
            self.faults.append(f"{key}: {words[:40]!r} stands {len(starts)} times: say which (#1)")
        if which.isdigit():
            starts = starts[int(which) - 1 : int(which)] if int(which) else []
        if not starts:
            self.faults.append(f"{key}: {str(noted)[:60]!r} does not stand in the text")
        return [{"start": at, "end": at + len(words), "exact": words} for at in starts]

    def _known(self, key: str, row: Row, allowed: set[str]) -> None:
        for name in row.keys() - allowed:
            self.faults.append(f"{key}: unknown field {name!r}")


_PARTY_EXTRAS = ("size", "pseudonym", "member_of", "subset_of", "unit_of", "note")
_TIME_EXTRAS = ("anchor", "approximate", "extent", "note")
_AMOUNT_EXTRAS = ("currency_basis", "quantity", "per", "part", "note")
_STATEMENT_PLAIN = {
    *("scope", "modality", "polarity", "time", "place", "amounts", "content_of", "restates", "stage", "optional"),
    *("note", "about", "contradicts", "quantity"),
}


def _kept(row: Row, names: tuple[str, ...]) -> Row:
    return {name: row[name] for name in names if row.get(name) is not None}


def _participants(who: Row) -> Iterator[Row]:
    for role, parties in who.items():
        for party in parties if isinstance(parties, list) else [parties]:
            yield {"role": role, "party": party}


def _day(value: object) -> str | None:
    return None if value is None else str(value)


def _decimal(value: object) -> str | None:
    return None if value is None else str(value).replace(",", "")


def built(notation: Path, stages: Mapping[str, str | None]) -> tuple[str, list[str]]:
    """The JSON of one sheet, and its faults."""
    text = notation.with_suffix(".txt").read_bytes().decode("utf-8")
    notes = Notation(text, stages)
    sheet = notes.sheet(notation.stem, yaml.load(notation.read_text(encoding="utf-8"), LOADER))  # noqa: S506 - the safe one
    if not notes.faults:
        try:
            verify_reading(from_sheet(sheet), text)
        except RushlightError as error:
            notes.faults.append(str(error))
    return json.dumps(sheet, ensure_ascii=False, indent=1) + "\n", notes.faults


def main(arguments: list[str]) -> int:
    check, names = "--check" in arguments, [a for a in arguments if not a.startswith("--")]
    stages = {term.id: term.stage for term in codebook()}
    wrong = 0
    for notation in sorted(GOLD.glob("*/*.yaml")):
        if names and notation.stem not in names:
            continue
        try:
            text, faults = built(notation, stages)
        except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError, OSError) as error:
            text, faults = "", [f"the notation cannot be read: {type(error).__name__}: {error}"]
        target = notation.with_suffix(".json")
        if check and not faults and (not target.exists() or target.read_text(encoding="utf-8") != text):
            faults.append("the sheet differs from its notation: run python scripts/build_gold.py")
        if faults:
            wrong += 1
            print("\n".join(f"{notation.parent.name}/{notation.stem}: {fault}" for fault in faults), file=sys.stderr)
        elif not check:
            target.write_text(text, encoding="utf-8")
    print(f"{wrong} sheets with faults" if wrong else "no fault")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
