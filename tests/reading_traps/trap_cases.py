"""Trap cases: short invented texts with what a reader must and must not say of them (README.md has the format)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from rushlight.codebook import codebook
from rushlight.record import AttributionMode, DocumentKind, Modality, PartyClass, Polarity, Scope

HERE = Path(__file__).resolve().parent

Rule = Mapping[str, Any]
"""What one statement must look like: field -> wanted value, or a list of values any of which will do."""

PLAIN = "plain_acts"
"""The family of plain positive sentences, one act each; its recall is told apart from the traps'."""

RULE_KEYS = frozenset(
    {
        "act",
        "act_kind",
        "modality",
        "polarity",
        "scope",
        "mode",
        "affected",
        "agent",
        "speaker",
        "affected_class",
        "amount",
        "time",
        "place",
        "words",
        "why",
    }
)
CASE_KEYS = frozenset({"id", "family", "style", "country", "published", "kind", "text", "expect", "forbid", "allow"})
_VOCABULARIES = {
    "modality": Modality,
    "polarity": Polarity,
    "scope": Scope,
    "mode": AttributionMode,
    "affected_class": PartyClass,
}


@dataclass(frozen=True, slots=True)
class Expectation:
    """One statement that must come out: any one of ``rules``, where two readings are fair."""

    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One text with its expectations. ``allow``: rules of statements that are fair and cost nothing."""

    id: int
    language: str
    family: str
    text: str
    published: dt.date | None
    kind: DocumentKind | None
    expect: tuple[Expectation, ...]
    forbid: tuple[Rule, ...]
    allow: tuple[Rule, ...]

    @property
    def split(self) -> str:
        """Odd ids are for the reader's author, even ids are held out."""
        return "dev" if self.id % 2 else "held_out"


def load(path: Path) -> list[Case]:
    """The cases of a trap file, in order. Raises ValueError naming the case at the first fault of its format."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    cases = [parse_case(row, data["language"]) for row in data["cases"]]
    ids = [case.id for case in cases]
    if len(set(ids)) != len(ids):
        raise ValueError("two cases have the same id")
    return cases


def parse_case(row: Mapping[str, Any], language: str) -> Case:
    """The case a row of a trap file describes. Raises ValueError at the first fault of its format."""
    faults = list(check(row))
    if faults:
        raise ValueError(f"case {row.get('id')}: {faults[0]}")
    return Case(
        id=row["id"],
        language=language,
        family=row["family"],
        text=row["text"].strip(),
        published=row.get("published"),
        kind=DocumentKind(row["kind"]) if row.get("kind") else None,
        expect=tuple(Expectation(_alternatives(rule)) for rule in row.get("expect") or ()),
        forbid=tuple(row.get("forbid") or ()),
        allow=tuple({"act": a} if isinstance(a, str) else a for a in row.get("allow") or ()),
    )


def _alternatives(rule: Rule) -> tuple[Rule, ...]:
    return tuple(rule["any_of"]) if "any_of" in rule else (rule,)


def check(row: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the format of a case; nothing where it is right."""
    if not isinstance(row.get("id"), int) or not row.get("family") or not row.get("text"):
        yield "a case needs a number, a family and a text"
        return
    yield from (f"unknown key {key}" for key in row.keys() - CASE_KEYS)
    if not row.get("expect") and not row.get("forbid"):
        yield "a case must expect or forbid something"
    wanted = [rule for entry in row.get("expect") or () for rule in _alternatives(entry)]
    yield from ("an expectation needs an act" for rule in wanted if "act" not in rule)
    rules = [*wanted, *(row.get("forbid") or ()), *(a for a in row.get("allow") or () if not isinstance(a, str))]
    rules += [{"act": a} for a in row.get("allow") or () if isinstance(a, str)]
    for rule in rules:
        yield from _check_rule(rule, row["text"])


def _check_rule(rule: Rule, text: str) -> Iterator[str]:
    yield from (f"unknown field {key}" for key in rule.keys() - RULE_KEYS)
    for act in values(rule.get("act")):
        if act not in codebook():
            yield f"no such act: {act}"
    for name, vocabulary in _VOCABULARIES.items():
        yield from (f"no such {name}: {v}" for v in values(rule.get(name)) if v not in set(vocabulary))
    for name in ("affected", "agent", "speaker", "place", "words"):
        yield from (
            f"{name}: its words are not in the text" for v in values(rule.get(name)) if v.casefold() not in text.casefold()
        )
    if rule.get("time") is not None and len(rule["time"]) != 2:
        yield "a time is [earliest, latest]"


def values(wanted: object) -> Sequence[Any]:
    """A field's wanted values: none, one or several."""
    if wanted is None:
        return ()
    return wanted if isinstance(wanted, list) else (wanted,)
