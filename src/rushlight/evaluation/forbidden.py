"""Forbidden readings: what a gold sheet's ``must_not`` says no reading of this text may hold.

A rule is a set of conditions; it is broken when one proposal meets all of them, such as the act of a
threat read as having occurred. ``why`` is for people.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from rushlight.evaluation.matching import AFFECTED, Json, in_roles, parties

Condition = Callable[[Json, Json, Any], bool]
"""(sheet, statement, wanted value) -> whether the statement meets it."""


def broken(rule: Json, sheet: Json) -> bool:
    """Whether the sheet holds what the rule forbids."""
    if "party_mention" in rule:
        return _mentions_party(sheet, rule["party_mention"])
    if "amount" in rule and "act" not in rule:
        return any(_is_sum(a, rule["amount"]) for a in sheet.get("amounts", ()))
    wanted = {name: value for name, value in rule.items() if name != "why"}
    return any(all(CONDITIONS[n](sheet, s, v) for n, v in wanted.items()) for s in sheet["statements"])


def _mentions_party(sheet: Json, words: str) -> bool:
    return any(words in m["exact"] for p in sheet.get("parties", ()) for m in p.get("mentions", ()))


def _is_sum(amount: Json, wanted: Json) -> bool:
    value = amount.get("value")
    return (
        value is not None
        and value != ""
        and Decimal(value) == Decimal(wanted["value"])
        and amount.get("currency") == wanted["currency"]
    )


def _affected_class(sheet: Json, statement: Json, wanted: str) -> bool:
    known = parties(sheet)
    return any(known.get(p, {}).get("class") == wanted for p in in_roles(statement, AFFECTED))


def _time(sheet: Json, statement: Json) -> Json | None:
    return _referred(sheet, "times", statement.get("time"))


def _referred(sheet: Json, rows: str, wanted: str | None) -> Json | None:
    return next((row for row in sheet.get(rows, ()) if wanted and row["id"] == wanted), None)


def _time_year(sheet: Json, statement: Json, year: object) -> bool:
    time = _time(sheet, statement)
    return time is not None and any(str(time.get(b) or "").startswith(str(year)) for b in ("earliest", "latest"))


def _resolved_without_figures(sheet: Json, statement: Json, wanted: object) -> bool:
    """Whether an event's date was made out of words without a figure."""
    time = _time(sheet, statement)
    made = (
        time is not None
        and bool(time.get("resolved"))
        and time.get("applies_to", "event") == "event"
        and not any(c.isdigit() for c in time["span"]["exact"])
    )
    return made is bool(wanted)


def _amount(sheet: Json, statement: Json, wanted: Json) -> bool:
    own = statement.get("amounts") or ()
    return any(a["id"] in own and _is_sum(a, wanted) for a in sheet.get("amounts", ()))


def _words(_: Json, statement: Json, wanted: str) -> bool:
    return wanted in " ".join(s["exact"] for s in statement["spans"])


def _place(sheet: Json, statement: Json, wanted: str) -> bool:
    return (_referred(sheet, "places", statement.get("place")) or {}).get("name") == wanted


CONDITIONS: Mapping[str, Condition] = {
    "act": lambda _, s, v: bool(s["act"] == v),
    "modality": lambda _, s, v: bool(s["modality"] == v),
    "scope": lambda _, s, v: bool(s["scope"] == v),
    "affected_class": _affected_class,
    "time_year": _time_year,
    "resolved_event_time": _resolved_without_figures,
    "amount": _amount,
    "mention": _words,
    "place": _place,
}
"""What a rule may ask of one statement."""

OF_THE_SHEET = frozenset({"why", "party_mention", "amount"})
"""Keys of a rule that are not conditions of a statement, or may stand alone."""


def known_keys(rule: Json) -> bool:
    """Whether every key of the rule means something here."""
    return set(rule) <= CONDITIONS.keys() | OF_THE_SHEET
