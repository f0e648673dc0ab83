"""A team whose members keep shares: copies of one casefile on several devices, brought up to date by bundles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import making_casefile as make
import making_teams as teams

from rushlight.casefile import Casefile

ROLES = ("reviewer", "trustee")


def colleague(folder: Path, founder: Casefile, roles: Sequence[str] = ROLES) -> Casefile:
    """A copy on a device of its own, admitted with these roles."""
    return teams.colleague(founder, folder, roles=tuple(roles))


def a_team(folder: Path, members: int) -> list[Casefile]:
    """A founder and colleagues, each with all events."""
    founder = make.new_case(folder / "0.case")
    team = [founder, *(colleague(folder / f"{n}.case", founder) for n in range(1, members))]
    sync(team)
    return team


def sync(team: Iterable[Casefile]) -> None:
    """Everybody gives to the first, who gives to everybody."""
    first, *others = team
    for other in others:
        teams.give(other, first, only_new=True)
    for other in others:
        teams.give(first, other, only_new=True)
