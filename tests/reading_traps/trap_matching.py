"""Does a statement look as a rule wants it, and which statement serves which expectation?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from trap_cases import Case, Expectation, Rule, values

from rushlight.codebook import codebook
from rushlight.intake import take
from rushlight.reading import read
from rushlight.record import Amount, Reading, Role, Statement

AGENTS = (Role.PERPETRATOR, Role.ORDERING_AUTHORITY, Role.INFORMANT)
SINGLE = {"incident": "single", "set": "single", "pattern": "general", "trend": "general"}
"""Scopes are compared as one happening or several against practice, as the team's scorer does."""
MODE = {
    "direct_quote": "quote",
    "embedded_quote": "quote",
    "indirect_speech": "reported",
    "according_to": "reported",
    "hearsay": "reported",
    "narrator": "narrator",
    "first_person": "narrator",
}
SOFT_ACTS = frozenset({"motive.imputed", "belief.imputed", "attitude.expressed", "context.background"})
"""Acts that no one counts: an unexpected one is no false alarm."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one case came to. ``wrong`` names the fields of a found expectation that are not as wanted."""

    case: Case
    met: int = 0
    found: int = 0
    missed: tuple[Expectation, ...] = ()
    wrong: tuple[tuple[Expectation, tuple[str, ...]], ...] = ()
    broken: tuple[Rule, ...] = ()
    extra: tuple[Statement, ...] = ()
    repeats: int = 0
    fields: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def read_case(case: Case) -> Reading:
    """Read a case's text as any plain text file is read."""
    taken = take(case.text.encode("utf-8"), name="case.txt", language=case.language, kind=case.kind)
    return read(
        taken.text,
        language=taken.language,
        paragraphs=taken.paragraphs,
        published=case.published or taken.published,
        outlet=taken.outlet,
        kind=taken.kind,
    )


def judge(case: Case, reading: Reading) -> Outcome:
    """Match the statements of a reading with the expectations of its case, one to one."""
    pairs = _pair(case.expect, reading)
    served = {j for j, _ in pairs.values()}
    wrong = {i: faults(rule, reading.statements[j], reading) for i, (j, rule) in pairs.items()}
    left = [s for j, s in enumerate(reading.statements) if j not in served and not _excused(s, case, reading)]
    repeats = [s for s in left if any(_same(s, reading.statements[j]) for j in served)]
    return Outcome(
        case=case,
        met=sum(not w for w in wrong.values()),
        found=len(pairs),
        missed=tuple(e for i, e in enumerate(case.expect) if i not in pairs),
        wrong=tuple((case.expect[i], w) for i, w in wrong.items() if w),
        broken=tuple(rule for rule in case.forbid if forbidden(rule, reading)),
        extra=tuple(s for s in left if s not in repeats),
        repeats=len(repeats),
        fields=_fields((rule, wrong[i]) for i, (_, rule) in pairs.items()),
    )


def _pair(expected: tuple[Expectation, ...], reading: Reading) -> dict[int, tuple[int, Rule]]:
    """Expectation -> (statement, rule), same act, most fields right first."""
    choices = []
    for i, expectation in enumerate(expected):
        for rule in expectation.rules:
            for j, statement in enumerate(reading.statements):
                if statement.act in values(rule["act"]):
                    bad = len(faults(rule, statement, reading))
                    choices.append((bad / len(rule), bad - len(rule), i, j, rule))
    pairs: dict[int, tuple[int, Rule]] = {}
    for _, _, i, j, rule in sorted(choices, key=lambda c: c[:4]):
        if i not in pairs and all(j != taken for taken, _ in pairs.values()):
            pairs[i] = (j, rule)
    return pairs


def _excused(s: Statement, case: Case, reading: Reading) -> bool:
    return s.act in SOFT_ACTS or any(not faults(rule, s, reading) for rule in case.allow)


def _same(a: Statement, b: Statement) -> bool:
    return (a.act, a.modality, a.polarity) == (b.act, b.modality, b.polarity)


def _fields(judged: Iterable[tuple[Rule, tuple[str, ...]]]) -> dict[str, tuple[int, int]]:
    """Field -> (right, asked) over the expectations found."""
    counts: dict[str, tuple[int, int]] = {}
    for rule, bad in judged:
        for name in rule.keys() - {"act", "why"}:
            right, asked = counts.get(name, (0, 0))
            counts[name] = (right + (name not in bad), asked + 1)
    return counts


def forbidden(rule: Rule, reading: Reading) -> bool:
    """Is there something in the reading that this rule forbids? An amount alone: a sum of the reading."""
    if rule.keys() <= {"amount", "why"}:
        return any(_same_sum(a, rule["amount"]) for a in reading.amounts)
    return any(not faults(rule, s, reading) for s in reading.statements)


def faults(rule: Rule, statement: Statement, reading: Reading) -> tuple[str, ...]:
    """The fields of a statement that are not as the rule wants them."""
    return tuple(n for n in rule if n != "why" and not TESTS[n](statement, rule[n], reading))


def _mentioned(party_ids: Iterable[str], wanted: object, reading: Reading) -> bool:
    """Do the words stand in a mention of one of the parties? None: no party at all."""
    said = [m.exact.casefold() for p in party_ids for m in reading.party(p).mentions]
    if wanted is None:
        return not said
    return any(words.casefold() in mention for words in values(wanted) for mention in said)


def _timed(statement: Statement, wanted: list[dt.date] | None, reading: Reading) -> bool:
    time = reading.time(statement.time) if statement.time else None
    if wanted is None:
        return time is None or not time.resolved
    if time is None:
        return False
    told = [(time.earliest, time.latest), *((i.earliest, i.latest) for i in time.alternatives)]
    return tuple(wanted) in told


def _placed(statement: Statement, wanted: object, reading: Reading) -> bool:
    if statement.place is None:
        return wanted is None
    place = reading.place(statement.place)
    names = [place.name.casefold(), *(m.exact.casefold() for m in place.mentions)]
    return any(words.casefold() in name for words in values(wanted) for name in names)


def _same_sum(amount: Amount, wanted: Mapping[str, Any]) -> bool:
    number = amount.value is not None and amount.value == Decimal(str(wanted["value"]))
    return number and wanted.get("currency", amount.currency) == amount.currency


def _paid(statement: Statement, wanted: Mapping[str, Any] | None, reading: Reading) -> bool:
    if wanted is None:
        return not statement.amounts
    return any(_same_sum(reading.amount(a), wanted) for a in statement.amounts)


def _said(statement: Statement, wanted: object, reading: Reading) -> bool:
    words = " ".join(span.exact for span in statement.spans).casefold()
    return any(w.casefold() in words for w in values(wanted))


Test = Callable[[Statement, Any, Reading], bool]

TESTS: dict[str, Test] = {
    "act": lambda s, v, r: s.act in values(v),
    "act_kind": lambda s, v, r: codebook().term(s.act).kind in values(v),
    "modality": lambda s, v, r: s.modality.value in values(v),
    "polarity": lambda s, v, r: s.polarity.value in values(v),
    "scope": lambda s, v, r: any(SINGLE.get(x, x) == SINGLE.get(s.scope.value, s.scope.value) for x in values(v)),
    "mode": lambda s, v, r: any(MODE[x] == MODE[s.attribution.mode.value] for x in values(v)),
    "affected": lambda s, v, r: _mentioned(s.parties(Role.AFFECTED), v, r),
    "agent": lambda s, v, r: _mentioned(s.parties(*AGENTS), v, r),
    "speaker": lambda s, v, r: _mentioned([s.attribution.speaker] if s.attribution.speaker else [], v, r),
    "affected_class": lambda s, v, r: any(r.party(p).party_class.value in values(v) for p in s.parties(Role.AFFECTED)),
    "amount": _paid,
    "time": _timed,
    "place": _placed,
    "words": _said,
}
"""Field of a rule -> does the statement have it?"""
