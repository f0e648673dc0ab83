"""Rules that look at how exactly a part is shown: what they stop, wider steps can answer.

The search for ways to pass asks the same question of the steps it tries, so it proposes none that these would stop.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from rushlight.record import Scope
from rushlight.release.draft import DraftItem
from rushlight.release.facts import Facts
from rushlight.release.ladders import Ladders, Rung
from rushlight.release.places import Gazetteer
from rushlight.release.rules.base import Case, Finding, finding
from rushlight.release.settings import Gates

ADULT = 18
COUNTY = 4
"""Steps from a county or city to the country: county, province, region, country."""
TAKEN = ("detain", "disappear", "kill", "move", "hurt", "search", "question")
"""Act families in which somebody is in the state's hands."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An item with each axis at one rung."""

    item: DraftItem
    rungs: Mapping[str, Rung]
    facts: Facts
    gates: Gates

    def name(self, axis: str) -> str | None:
        return self.rungs[axis].name if axis in self.rungs else None

    @property
    def place(self) -> str | None:
        return self.rungs["place"].place if "place" in self.rungs else None


def job_in_a_small_place(s: Shown) -> bool:
    """The work itself beside a place below a province."""
    return s.name("job") == "exact" and s.place is not None and len(s.facts.atlas.ladder(s.place)) >= COUNTY


def fresh(s: Shown) -> bool:
    """All of the time shown lies in the last days before the release."""
    time = s.rungs["time"].time if "time" in s.rungs else None
    if s.item.scope is not Scope.INCIDENT or time is None or time.earliest is None:
        return False
    return time.earliest > s.facts.on - dt.timedelta(days=s.gates.soon_days)


def child(s: Shown) -> bool:
    return s.item.age is not None and s.item.age < ADULT and s.name("age") in ("exact", "decade")


def held_by_relation(s: Shown) -> bool:
    """A relation named for somebody in the state's hands."""
    return s.name("kin") == "term" and s.item.act.partition(".")[0] in TAKEN


def officer_of_few(s: Shown) -> bool:
    """A post that fewer reports tell of than a practice needs."""
    return s.name("officer") == "post" and s.item.reports < s.gates.families


def few_live_there(place: str, atlas: Gazetteer, least: int) -> bool:
    """Whether fewer than ``least`` people live there; below a county or city, also where nobody counted."""
    people = atlas.population(place)
    return people < least if people is not None else len(atlas.ladder(place)) > COUNTY


def small_area(s: Shown) -> bool:
    return s.place is not None and few_live_there(s.place, s.facts.atlas, s.gates.people)


Narrow = Callable[[Shown], bool]
NARROW: Mapping[str, Narrow] = {
    "RL113": job_in_a_small_place,
    "RL127": fresh,
    "RL133": child,
    "RL134": held_by_relation,
    "RL135": officer_of_few,
    "RL143": small_area,
}


def too_narrow(item: DraftItem, steps: Ladders, at: Mapping[str, int], facts: Facts, gates: Gates) -> list[str]:
    """The rules of this kind that stop the item with its axes at these rungs."""
    shown = Shown(item, {axis: steps[axis][i] for axis, i in at.items()}, facts, gates)
    return [rule for rule, narrow in NARROW.items() if narrow(shown)]


def stopped(rule: str, case: Case) -> Iterator[Finding]:
    """One finding for each item that the rule stops as it is shown."""
    for s in case.subjects:
        if rule in too_narrow(s.item, s.steps, s.at, s.facts, case.gates):
            yield finding(rule, s.item.id, n=_figure(rule, case.gates))


def _figure(rule: str, gates: Gates) -> int:
    return {"RL127": gates.soon_days, "RL135": gates.families, "RL143": gates.people}.get(rule, 0)
