"""A finding kept with a written reason: an event of the log, in force while the words it is of stay the same.

Only findings of rules about wording may be kept (``release.keeping``). Who keeps one cannot be the one who approves.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rushlight.casefile import Casefile
from rushlight.desk.pointing import pointers
from rushlight.errors import MisuseError
from rushlight.release import Check, Draft, Facts, Finding, Kept, at_risk, may_keep
from rushlight.release.keeping import marks
from rushlight.release.rules.base import case as looked_at

KIND = "finding.kept"
LONGEST = 500
"""Characters in a reason."""
NAMED = re.compile(r"(RL\d{3})(?::(\S+))?")
Marked = tuple[tuple[Finding, str], ...]


@dataclass(frozen=True, slots=True)
class Keep:
    """Findings to let stand ("RL131", or "RL131:I2" in one sentence alone), and why."""

    named: Sequence[str]
    because: str


def kept_findings(case: Casefile) -> dict[str, Kept]:
    """What was kept, by mark; the latest of a mark counts, and one that was taken back no longer."""
    out: dict[str, Kept] = {}
    for opened in case.records(KIND):
        row = opened.data
        if row["dropped"]:
            out.pop(row["finding"], None)
        else:
            out[row["finding"]] = Kept(opened.event.by, row["because"], opened.event.id)
    return out


def marked(draft: Draft, facts: Facts, found: Check) -> Marked:
    """The findings of a check with their marks."""
    return tuple(marks(looked_at(draft, facts, found.limits, found.adversary), found.findings))


def keep(case: Casefile, asked: Keep, draft: Draft, facts: Facts, found: Check, *, now: dt.datetime, actor: str) -> None:
    """Keep the named findings of a check from now on.

    Raises MisuseError for a finding that the check has not, one that may not be kept, and without a reason that will do.
    """
    because = " ".join(asked.because.split())
    if not 0 < len(because) <= LONGEST:
        raise MisuseError("say why the finding may stand", hint=f"at most {LONGEST} characters; write no names there")
    if any(pointer.direct for pointer in pointers(because, draft.language)):
        raise MisuseError("the reason could point to somebody", hint="write it without names and numbers: it is kept")
    chosen = dict[str, Finding]()
    for name in asked.named:
        chosen |= _named(name, marked(draft, facts, found))
    rows = {item.id: list(item.statements) for item in draft.items}
    with case.batch():
        for mark, finding in chosen.items():
            body: dict[str, Any] = {
                "id": draft.id,
                "rule": finding.rule,
                "item": finding.item or "",
                "finding": mark,
                "because": because,
                "statements": rows.get(finding.item or "", []),
                "dropped": False,
            }
            case.append(KIND, body, by=actor, at=now)


def take_back(case: Casefile, named: str, draft: Draft, facts: Facts, found: Check, *, now: dt.datetime, actor: str) -> None:
    """Keep a finding no longer: it stops again. Raises MisuseError where nobody keeps it."""
    rule, _, item = named.partition(":")
    standing = [(f, m) for f, m in marked(draft, facts, found) if f.kept and f.rule == rule and item in ("", f.item)]
    if not standing:
        raise MisuseError("nobody keeps this finding", where=named[:60])
    with case.batch():
        for finding, mark in standing:
            body = {"id": draft.id, "rule": finding.rule, "item": finding.item or "", "finding": mark, "because": ""}
            case.append(KIND, body | {"statements": [], "dropped": True}, by=actor, at=now)


def _named(name: str, found: Marked) -> Mapping[str, Finding]:
    """The findings that a name means, by mark."""
    parts = NAMED.fullmatch(name)
    if parts is None:
        raise MisuseError("this names no finding", where=name[:60], hint="such as RL131, or RL131:I2 in one sentence alone")
    rule, item = parts[1], parts[2]
    here = {mark: f for f, mark in found if f.rule == rule and item in (None, f.item) and (f.stops or f.kept)}
    if not here:
        raise MisuseError("the check has no such finding", where=name[:60], hint="see what it found")
    if not all(f.kept or may_keep(f) for f in here.values()):
        hint = "change the sentence, or leave it out" if at_risk(rule) is None else None
        raise MisuseError("a finding of this rule is answered, and never kept", where=name[:60], hint=hint)
    return here
