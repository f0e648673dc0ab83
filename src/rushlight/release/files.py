"""What an adversary's own files hold: the households around, a register, the happenings he took part in, detected calls.

The chance of a right guess (``insider``) weighs that a sentence may be about a family outside these files: to him the
families elsewhere that fit are as likely as his own. Here is counted what is left for one who takes it for his own.
"""

from __future__ import annotations

import math
from typing import Any

from rushlight.release.factors import class_families, remitting, traits, window
from rushlight.release.projection import Projection
from rushlight.release.settings import Adversary, part
from rushlight.release.spreading import Factor
from rushlight.release.world import World


def in_his_files(
    view: Projection, who: Adversary, known: frozenset[str], world: World, found: tuple[Factor, ...]
) -> tuple[Factor, ...] | None:
    """The factors of how many other families of his own files fit, None where nobody can state them. ``found`` are those
    of all who fit. An adversary of a team's own making, without files, has all.
    """
    row = part("adversaries")["files"].get(who.id)
    if row is None:
        return found
    low, high = row["range"]
    held = Factor("files", low, high, row["source"])
    if row["holds"] == "share":
        return (*found, held)
    if row["holds"] == "a_year":
        years = window(view, known, world)  # a yearly number times years is a number of happenings: nothing caps it
        told = Factor("estimate", years.low, years.high, years.source)
        others = (t for t in traits(view, known, world) if t.name != "officer")  # his own office or post tells him nothing
        return (held, told, *others)
    density = _density(view, world)
    if density is None:
        return None
    return (held, density, *_gets_money(known, world), *traits(view, known, world))


def _gets_money(known: frozenset[str], world: World) -> tuple[Factor, ...]:
    return (remitting(world),) if "remitting" in known else ()


def _density(view: Projection, world: World) -> Factor | None:
    """The share of a place's households that belong to the group; of the country's where the place has no census figure."""
    table: Any = part("priors")
    atlas = world.atlas
    here = atlas.population(view.place) if view.place is not None else None
    people = here or atlas.population(table["families_of_leavers"]["country"])
    base = class_families(view, frozenset({"place"}) if here else frozenset(), world)
    if not people or base is None:
        return None
    smallest, largest = table["household_size"]["range"]
    low = math.prod(f.low for f in base) * smallest / people
    high = math.prod(f.high for f in base) * largest / people
    return Factor("part_of_place", min(1.0, low), min(1.0, high), "families of the group among the place's households")
