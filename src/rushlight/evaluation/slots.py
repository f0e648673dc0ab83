"""Field by field: the slot error rate, and what a person has to do to make the proposals right.

Slot error rate (Makhoul, Kubala, Schwartz and Weischedel 1999, "Performance measures for information
extraction"): (substitutions + deletions + insertions) / slots of the gold.
Edit cost, in steps of a person's work: accept 0, fix 1 a field, add a missed statement 2, delete a false one 0.5.
A page coded from nothing would cost 2 a statement; the cost beside that is the share of the work that is left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rushlight.evaluation.matching import AFFECTED, DOERS, Json, Match, Parties, in_roles, overlap, parties, same_party, speaker
from rushlight.evaluation.matching import unanswered as left_over
from rushlight.evaluation.scoring import same_mode, same_scope
from rushlight.evaluation.tally import Tally
from rushlight.evaluation.values import intervals, money

ADD, DELETE, FIX = 2.0, 0.5, 1.0
"""Steps of a person's work."""


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sheets of one report, with what their statements refer to."""

    gold: Json
    found: Json
    gold_parties: Parties
    found_parties: Parties

    @classmethod
    def of(cls, gold: Json, found: Json) -> Sides:
        return cls(gold, found, parties(gold), parties(found))

    def agree(self, wanted: set[str], told: set[str]) -> bool:
        return same_party(wanted, told, self.gold_parties, self.found_parties)


@dataclass(frozen=True, slots=True)
class Slot:
    """One field: whether a statement fills it, and whether two that both fill it agree."""

    name: str
    filled: Callable[[Json], bool]
    agree: Callable[[Sides, Json, Json], bool]


def _same_time(sides: Sides, gold: Json, found: Json) -> bool:
    wanted, told = _row(sides.gold, "times", gold["time"]), _row(sides.found, "times", found["time"])
    if wanted["resolved"] or told["resolved"]:
        return bool(told["resolved"]) and (told["earliest"], told["latest"]) in intervals(wanted)
    return overlap([wanted["span"]], [told["span"]]) > 0


def _same_place(sides: Sides, gold: Json, found: Json) -> bool:
    wanted, told = _row(sides.gold, "places", gold["place"]), _row(sides.found, "places", found["place"])
    return bool(wanted["name"] == told["name"]) or overlap(wanted.get("mentions", ()), told.get("mentions", ())) > 0


def _same_amounts(sides: Sides, gold: Json, found: Json) -> bool:
    """The same sums, or (where a sum has no value, such as "the rest") the same words."""
    wanted = [_row(sides.gold, "amounts", a) for a in gold["amounts"]]
    told = [_row(sides.found, "amounts", a) for a in found["amounts"]]
    return len(wanted) == len(told) and all(any(_same_sum(w, t) for t in told) for w in wanted)


def _same_sum(gold: Json, found: Json) -> bool:
    if gold["value"] is None and found["value"] is None:
        return overlap([gold["span"]], [found["span"]]) > 0
    return money(gold)[:2] == money(found)[:2]


def _row(sheet: Json, rows: str, wanted: str) -> Json:
    row: Json = next(r for r in sheet[rows] if r["id"] == wanted)
    return row


def _always(_: Json) -> bool:
    return True


def _of_parties(name: str, ids: Callable[[Json], set[str]]) -> Slot:
    return Slot(name, lambda s: bool(ids(s)), lambda sides, g, f: sides.agree(ids(g), ids(f)))


SLOTS = (
    Slot("modality", _always, lambda _, g, f: bool(g["modality"] == f["modality"])),
    Slot("polarity", _always, lambda _, g, f: bool(g.get("polarity", "affirmed") == f.get("polarity", "affirmed"))),
    Slot("scope", _always, lambda _, g, f: same_scope(g, f)),
    Slot("mode", _always, lambda _, g, f: same_mode(g, f)),
    _of_parties("speaker", speaker),
    _of_parties("agent", lambda s: in_roles(s, DOERS)),
    _of_parties("affected", lambda s: in_roles(s, AFFECTED)),
    Slot("time", lambda s: bool(s.get("time")), _same_time),
    Slot("place", lambda s: bool(s.get("place")), _same_place),
    Slot("amounts", lambda s: bool(s.get("amounts")), _same_amounts),
)
"""The fields a reviewer sees; the act itself is a slot too, counted with the statement."""


def outcome(slot: Slot, sides: Sides, gold: Json, found: Json) -> str:
    """``correct``, ``substituted``, ``deleted``, ``inserted``, or ``empty`` where neither fills it."""
    match slot.filled(gold), slot.filled(found):
        case True, True:
            return "correct" if slot.agree(sides, gold, found) else "substituted"
        case True, False:
            return "deleted"
        case False, True:
            return "inserted"
        case _:
            return "empty"


def wrong_fields(sides: Sides, gold: Json, found: Json) -> list[str]:
    """Names of the fields a person would have to fix."""
    return [s.name for s in SLOTS if outcome(s, sides, gold, found) not in ("correct", "empty")]


def add_slots(tally: Tally, sides: Sides, matches: list[Match], others: list[Match]) -> None:
    """Add slot outcomes (``("slot", field, outcome)``) of one report; ``others`` were read as another act."""
    for rows, what in ((matches, "correct"), (others, "substituted")):
        for gold, found in rows:
            tally["slot", "act", what] += 1
            for slot in SLOTS:
                tally["slot", slot.name, outcome(slot, sides, gold, found)] += 1
    missed, false = _unpaired(sides, [*matches, *others])
    for rest, what in ((missed, "deleted"), (false, "inserted")):
        for row in rest:
            tally["slot", "act", what] += 1
            for slot in SLOTS:
                tally["slot", slot.name, what] += slot.filled(row)


def _unpaired(sides: Sides, pairs: list[Match]) -> tuple[list[Json], list[Json]]:
    """(gold statements that were asked for and not read, proposals without a gold statement)."""
    missed = [g for g in left_over(sides.gold["statements"], (g for g, _ in pairs)) if not g.get("optional")]
    return missed, left_over(sides.found["statements"], (f for _, f in pairs))


def add_edits(tally: Tally, sides: Sides, matches: list[Match], others: list[Match]) -> None:
    """Add the steps of a person's work on one report, under ``("edit", kind)``.

    A proposal under another act is corrected (the act is one more field) where that costs less than deleting it
    and adding the missed statement.
    """
    missed, false = _unpaired(sides, [*matches, *others])
    tally["edit", "statements"] += len(matches) + len(others) + len(missed)
    tally["edit", "add"] += len(missed)
    tally["edit", "delete"] += len(false)
    for gold, found in matches:
        fixes = len(wrong_fields(sides, gold, found))
        tally["edit", "fix"] += fixes
        tally["edit", "untouched"] += not fixes
    for gold, found in others:
        fixes = 1 + len(wrong_fields(sides, gold, found))
        worth_it = FIX * fixes < ADD + DELETE
        tally["edit", "fix"] += fixes * worth_it
        tally["edit", "add"] += not worth_it
        tally["edit", "delete"] += not worth_it


def steps(tally: Tally) -> float:
    """The edit cost."""
    return FIX * tally["edit", "fix"] + ADD * tally["edit", "add"] + DELETE * tally["edit", "delete"]


def outcomes(tally: Tally) -> dict[str, dict[str, int]]:
    """Slot outcomes by field; fields of missed and false statements count too."""
    out: dict[str, dict[str, int]] = {}
    for key, n in sorted(tally.items()):
        if key[0] == "slot":
            out.setdefault(key[1], {})[key[2]] = n
    return out
