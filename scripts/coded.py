"""Reports coded inline (resources/phrasebook/LANGUAGE/stories/[c-e]*.txt) and coding sheets, as examples of who and whether.

``[ACT|MARKS: words]``: ``m=MODALITY`` (left out when it occurred), ``not``, ``by=WORDS`` who did it, ``of=WORDS`` whom it
befell: words that name the party in the report, several joined by +; ``of=I``, 나, 저 or SELF: the one who tells.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from phrasebook import BRACKET, MARK, files, is_coded
from rushlight.intake import take
from rushlight.reading import pipeline
from rushlight.reading.drafts import Draft, PartyDraft, Source, StatementDraft
from rushlight.reading.whether import judge_whether
from rushlight.record import PartyClass
from rushlight.tables import load_table

UNCODED = Path(__file__).resolve().parent.parent / "build"
"""Where scripts/train_likeness.py --uncoded leaves its models."""
SELF = frozenset({"I", "나", "저", "SELF"})
DOERS = frozenset({"perpetrator", "ordering_authority", "informant"})
Stretch = tuple[int, int]


@dataclass(frozen=True)
class Naming:
    """Where a party is named in a report; ``teller``: it is the one who tells."""

    stretches: tuple[Stretch, ...]
    teller: bool = False

    def is_of(self, party: PartyDraft) -> bool:
        """Whether one of the party's mentions is one of these words."""
        if self.teller and party.party_class is PartyClass.SOURCE:
            return True
        return _overlap(self.stretches, [(m.start, m.end) for m in party.mentions]) > 0


@dataclass(frozen=True)
class Coded:
    """What a coder says of a statement; a role without a naming: nobody is named."""

    act: str
    stretches: tuple[Stretch, ...]
    modality: str
    negated: bool
    doer: Naming | None
    sufferer: Naming | None


@dataclass(frozen=True)
class Report:
    """A report with its coding."""

    name: str
    text: str
    coded: tuple[Coded, ...]
    published: dt.date | None
    tuned: bool
    """Whether the rules were mended on it."""


def reports(root: Path, language: str) -> Iterator[Report]:
    """All coded reports of a language that may be trained from, in a fixed order."""
    for path in files(root / "resources" / "phrasebook" / language):
        if is_coded(path):
            yield _story(path)
    for path in sorted((root / "gold" / "dev").glob(f"{language}-*.json")):
        yield _sheet(path)


def rules_reading(report: Report) -> tuple[Source, Draft]:
    """The report as the rules and likeness leave it, before it is judged whether it happened.

    By the likeness model that was trained without coded reports: on what it was trained from it is surer than on others.
    """
    import_module("rushlight.reading.likeness.model").__dict__["load_table"] = _uncoded
    taken = take(report.text.encode(), name=f"{report.name}.txt")
    source = pipeline.source_of(taken.text, tuple(taken.paragraphs), taken.language, report.published, taken.outlet, taken.kind)
    return source, pipeline.first_draft(source)


def judged_reading(report: Report) -> tuple[Source, Draft]:
    """The same with that judgement, before parties are chosen."""
    source, draft = rules_reading(report)
    judge_whether(source, draft)
    return source, draft


@cache
def _uncoded(name: str) -> Any:
    """The table in place of the packaged one, where there are both."""
    if name == "likeness":
        return load_table(name)
    path = UNCODED / f"{name}.json"
    if not path.exists():
        raise SystemExit(f"error: there is no {path}\nhint: run python scripts/train_likeness.py --uncoded")
    return json.loads(path.read_text(encoding="utf-8"))


def matched(report: Report, draft: Draft) -> Iterator[tuple[Coded, StatementDraft]]:
    """Pairs of equal act and overlapping words, the largest overlap first, each statement once."""
    rows = []
    for i, coded in enumerate(report.coded):
        for j, s in enumerate(draft.statements):
            if coded.act == s.act and (shared := _overlap(coded.stretches, [(x.start, x.end) for x in s.spans])):
                rows.append((-shared, coded.modality != s.modality, i, j))
    left, right = set(), set()
    for _, _, i, j in sorted(rows):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            yield report.coded[i], draft.statements[j]


def _overlap(a: Sequence[Stretch], b: Sequence[Stretch]) -> int:
    return sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)


def _story(path: Path) -> Report:
    raw, text, at = path.read_text(encoding="utf-8"), "", 0
    rows: list[tuple[str, str, Stretch]] = []
    for match in BRACKET.finditer(raw):
        text += raw[at : match.start()]
        rows.append((match["act"], match["marks"] or "", (len(text), len(text) + len(match["words"]))))
        text += match["words"]
        at = match.end()
    text += raw[at:]
    return Report(path.stem, text, tuple(_coded(text, *row) for row in rows), None, tuned=False)


def _coded(text: str, act: str, marks: str, stretch: Stretch) -> Coded:
    said = [(m["key"], m["value"] or "") for m in MARK.finditer(marks)]
    values = dict(said)
    return Coded(
        act,
        (stretch,),
        values.get("m", "occurred"),
        "not" in values,
        _naming(text, values["by"]) if "by" in values else None,
        _naming(text, values["of"]) if "of" in values else None,
    )


def _naming(text: str, words: str) -> Naming:
    found: list[Stretch] = []
    parts = words.split("+")
    for part in parts:
        if part not in SELF:
            whole = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(part)}", text)]
            found += whole or [m.span() for m in re.finditer(re.escape(part), text)]
    return Naming(tuple(found), any(part in SELF for part in parts))


def _sheet(path: Path) -> Report:
    sheet = json.loads(path.read_text(encoding="utf-8"))
    published = sheet["document"].get("published")
    parties = {p["id"]: p for p in sheet["parties"]}

    def naming(statement: dict[str, list[dict[str, str]]], roles: frozenset[str]) -> Naming | None:
        ids = [x["party"] for x in statement["participants"] if x["role"] in roles]
        spans = [(m["start"], m["end"]) for i in ids for m in parties[i]["mentions"]]
        return Naming(tuple(spans)) if ids else None

    coded = tuple(
        Coded(
            s["act"],
            tuple((x["start"], x["end"]) for x in s["spans"]),
            s["modality"],
            s.get("polarity") == "negated",
            naming(s, DOERS),
            naming(s, frozenset({"affected"})),
        )
        for s in sheet["statements"]
    )
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    return Report(path.stem, text, coded, dt.date.fromisoformat(published) if published else None, tuned=True)
