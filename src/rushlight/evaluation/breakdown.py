"""Where it goes wrong: by act and family, and what is taken for what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rushlight.evaluation.matching import Json, Match, act, family, match, unanswered
from rushlight.evaluation.slots import ADD, DELETE
from rushlight.evaluation.tally import Tally


def add_kinds(tally: Tally, gold: Json, found: Json, matches: list[Match]) -> None:
    """Add hits by act and by family under ``("kind", level, name, tp|fp|fn)``."""
    families = match(gold["statements"], found["statements"], family)
    for level, key, pairs in (("act", act, matches), ("family", family, families)):
        missed = (g for g in unanswered(gold["statements"], (g for g, _ in pairs)) if not g.get("optional"))
        _count(tally, level, "tp", key, (g for g, _ in pairs))
        _count(tally, level, "fn", key, missed)
        _count(tally, level, "fp", key, unanswered(found["statements"], (f for _, f in pairs)))


def _count(tally: Tally, level: str, kind: str, key: Callable[[Json], str], rows: Iterable[Json]) -> None:
    for row in rows:
        tally["kind", level, key(row), kind] += 1


def add_confusions(tally: Tally, matches: list[Match], others: list[Match]) -> None:
    """Add what was taken for what: ``("taken", field, gold, found)``; a right one stands there too."""
    for gold, found in matches:
        tally["taken", "modality", gold["modality"], found["modality"]] += 1
        polarity = gold.get("polarity", "affirmed"), found.get("polarity", "affirmed")
        tally["taken", "polarity", *polarity] += 1
    for gold, found in others:
        tally["taken", "act", act(gold), act(found)] += 1


@dataclass(frozen=True, slots=True)
class Kind:
    """One act or family: found, false, missed."""

    name: str
    tp: int
    fp: int
    fn: int

    @property
    def f1(self) -> float:
        return 2 * self.tp / (2 * self.tp + self.fp + self.fn)

    @property
    def work(self) -> float:
        """The edit cost of what is missed and false."""
        return ADD * self.fn + DELETE * self.fp


def kinds(tally: Tally, level: str) -> list[Kind]:
    """By name. ``level`` is ``act`` or ``family``."""
    names = sorted({key[2] for key in tally if key[:2] == ("kind", level)})
    return [Kind(name, *(tally["kind", level, name, hit] for hit in ("tp", "fp", "fn"))) for name in names]


def worst(tally: Tally, at_most: int = 6) -> list[Kind]:
    """The acts that make most work: missed and false together at least twice, most work first."""
    often = [k for k in kinds(tally, "act") if k.fp + k.fn > 1]
    return sorted(often, key=lambda k: (-k.work, k.name))[:at_most]


@dataclass(frozen=True, slots=True)
class Taken:
    """``gold`` was read as ``found``, ``times`` times."""

    gold: str
    found: str
    times: int


def confusions(tally: Tally, field: str) -> list[Taken]:
    """The wrong ones of a field, commonest first."""
    rows = [Taken(key[2], key[3], n) for key, n in tally.items() if key[:2] == ("taken", field) and key[2] != key[3] and n]
    return sorted(rows, key=lambda r: (-r.times, r.gold, r.found))


def table(tally: Tally, field: str) -> dict[str, Counter[str]]:
    """The whole table of a field: gold value -> found value -> times."""
    out: dict[str, Counter[str]] = {}
    for key, n in sorted(tally.items()):
        if key[:2] == ("taken", field) and n:
            out.setdefault(key[2], Counter())[key[3]] = n
    return out
