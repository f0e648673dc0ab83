"""Short texts with who did it to whom and who says so: reading them and comparing field by field.

One expectation is ``act | affected=words | agent=words | speaker=words | mode=direct_quote``; ``-`` wants no
party, ``me`` the person who tells the text of himself, who has no words of his own in it.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import yaml

from rushlight.intake import take
from rushlight.reading import read
from rushlight.record import PartyClass, Reading, Role, Statement

AGENTS = (Role.PERPETRATOR, Role.ORDERING_AUTHORITY, Role.INFORMANT)
MODE = {
    "direct_quote": "quote",
    "embedded_quote": "quote",
    "indirect_speech": "reported",
    "according_to": "reported",
    "hearsay": "reported",
    "narrator": "narrator",
    "first_person": "narrator",
}
Rule = Mapping[str, str]


def parse(line: str) -> Rule:
    act, *fields = (part.strip() for part in line.split("|"))
    return {"act": act, **dict(field.split("=", 1) for field in fields)}


def load(path: Path) -> list[tuple[str, list[Rule]]]:
    """(text, expectations) of each case. Raises ValueError for words that the text does not hold."""
    cases = [(row["t"], [parse(e) for e in row["e"]]) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
    for text, rules in cases:
        for rule, name in itertools.product(rules, ("affected", "agent", "speaker")):
            if rule.get(name, "-") not in ("-", "me") and rule[name] not in text:
                raise ValueError(f"not in its text: {rule}")
    return cases


@cache
def read_text(text: str) -> Reading:
    """Read a text as any plain text file is read; once, however many tests ask for it."""
    taken = take(text.encode("utf-8"), name="case.txt", language="ko")
    return read(
        taken.text,
        language=taken.language,
        paragraphs=taken.paragraphs,
        published=taken.published,
        outlet=taken.outlet,
        kind=taken.kind,
    )


def is_one(wanted: str, ids: Iterable[str], reading: Reading) -> bool:
    """Whether one of the parties is meant by the wanted words."""
    parties = [reading.party(i) for i in ids]
    if wanted == "-":
        return not parties
    if wanted == "me":
        return any(p.party_class in (PartyClass.SOURCE, PartyClass.REPORTER) and not p.mentions for p in parties)
    return any(wanted in m.exact for p in parties for m in p.mentions)


def faults(rule: Rule, statement: Statement, reading: Reading) -> list[str]:
    """The fields of a statement that are not as the rule wants them."""
    told = statement.attribution
    parties = {
        "affected": statement.parties(Role.AFFECTED),
        "agent": statement.parties(*AGENTS),
        "speaker": [told.speaker] if told.speaker else [],
    }
    wrong = [name for name, ids in parties.items() if name in rule and not is_one(rule[name], ids, reading)]
    if "mode" in rule and MODE[rule["mode"]] != MODE[told.mode.value]:
        wrong.append("mode")
    return wrong


def judge(rules: list[Rule], reading: Reading) -> tuple[list[tuple[Rule, list[str]]], int]:
    """Each rule whose act was read, with its wrong fields, and how many were not read; one statement serves one rule."""
    choices = sorted(
        (len(faults(r, s, reading)), i, j)
        for i, r in enumerate(rules)
        for j, s in enumerate(reading.statements)
        if s.act == r["act"]
    )
    served: dict[int, int] = {}
    for _, i, j in choices:
        if i not in served and j not in served.values():
            served[i] = j
    found = [(rules[i], faults(rules[i], reading.statements[j], reading)) for i, j in sorted(served.items())]
    return found, len(rules) - len(served)


def tally(path: Path) -> tuple[Counter[str], Counter[str]]:
    """Field -> how often asked of a statement that was read, and how often right."""
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for text, rules in load(path):
        found, _ = judge(rules, read_text(text))
        for rule, wrong in found:
            fields = rule.keys() - {"act"}
            asked.update(fields)
            right.update(fields - set(wrong))
    return asked, right
