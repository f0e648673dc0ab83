"""One country attacked: what each adversary hits on each way of publishing, beside what the release check states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from attacking.country import KNOWERS, Country, Story, make
from attacking.guess import ADVERSARIES
from attacking.in_file import in_file
from attacking.telling import Published, as_published, facts_on, item_of, most_loss, names_removed, own_figures, publish
from attacking.together import Joined, Tables, monthly, nested, retold
from attacking.truth import PLACES, Array, Rng, draw
from rushlight.release import adversaries, families, ladders
from rushlight.release.source import source_risk

K = 5
NAMES, IN_FILE, EQUAL = "names removed", f"k={K} in file", "in file, equal loss"
RECODED = "recoded, equal loss"
BY_LOT = "rungs by lot"
OWN = "the team's own figures"
MONTHS = tuple(range(420, 1100, 30))


@dataclass(frozen=True)
class Row:
    """One sentence and one adversary. ``world`` is which country; ``hit`` the chance of a right guess, ``belief`` his own;
    ``mean`` and ``worst`` what the check states; ``source`` the chance that both family and teller are guessed right, and
    ``lot`` the same where the teller is guessed by lot among those who could know."""

    world: int
    way: str
    adversary: str
    hit: float
    belief: float
    mean: float
    worst: float
    source: float
    lot: float
    stated_source: float


@dataclass
class Trial:
    """All that one country gave."""

    rows: list[Row] = field(default_factory=list)
    told: int = 0
    k: dict[str, int] = field(default_factory=dict)
    lost: dict[str, list[float]] = field(default_factory=dict)
    left_out: dict[str, int] = field(default_factory=dict)
    unwarned: dict[str, int] = field(default_factory=dict)
    joined: dict[bool, list[Joined | None]] = field(default_factory=dict)
    tables: dict[bool, Tables] = field(default_factory=dict)
    nested: tuple[int, int] = (0, 0)


def attacked(world: int, rng: Rng, *, within: bool, stories: int, ways: Sequence[str], in_the_file: int = 100) -> Trial:
    """A country drawn, its stories published in every way, and every adversary's guess at each."""
    country = make(draw(rng, within=within), rng, in_the_file)
    chosen = country.stories[:: max(1, len(country.stories) // stories)][:stories]
    out = Trial(told=len(chosen))
    for way in ways:
        own = own_figures(country) if way == OWN else None
        _enter(out, world, country, way, publish(country, ways[0] if way == OWN else way, chosen, own), chosen)
    _enter(out, world, country, NAMES, names_removed(country, chosen), chosen)
    lost = float(np.mean(out.lost[ways[0]]))
    for way, found in zip((IN_FILE, EQUAL, RECODED), in_file(country, K, lost), strict=True):
        out.k[way] = found.k
        _enter(out, world, country, way, [p for p in found.published if p.story in chosen], chosen)
    _together(out, country, chosen)
    return out


def by_lot(world: int, rng: Rng, *, within: bool, stories: int) -> list[Row]:
    """A country's stories at rungs drawn by lot, as no tool would: every exactness, what is stated beside what is hit."""
    country = make(draw(rng, within=within), rng, stories)
    out: list[Row] = []
    for story in country.stories:
        item = item_of(country, story)
        rungs = {axis: steps[int(rng.integers(len(steps)))].name for axis, steps in ladders(item, PLACES).items()}
        out += _rows(world, country, BY_LOT, as_published(story, item.at(rungs)))
    return out


def _together(out: Trial, country: Country, chosen: Sequence[Story]) -> None:
    for ledger in (True, False):
        out.joined[ledger] = list(retold(country, chosen[::3], ledger=ledger))
        out.tables[ledger] = monthly(country, MONTHS, checked=ledger)
    out.nested = nested(country, MONTHS[len(MONTHS) // 2])


def _enter(out: Trial, world: int, country: Country, way: str, published: Sequence[Published], chosen: Sequence[Story]) -> None:
    out.left_out[way] = len(chosen) - len(published)
    out.unwarned[way] = sum(not p.warned for p in published)
    out.lost[way] = [p.loss / most_loss(p.item) for p in published] + [1.0] * out.left_out[way]
    for one in published:
        out.rows += _rows(world, country, way, one)


def _rows(world: int, country: Country, way: str, one: Published) -> Iterator[Row]:
    for name, guess in ADVERSARIES.items():
        made, (likely, worst) = guess(country, one), stated_by_the_check(one, name)
        told = _told_by(country.truth.tellers, one.story.teller)
        source = source_risk(one.item, one.view, worst)
        lot = made.hit / source.fewest
        yield Row(world, way, name, made.hit, made.belief, likely, worst, made.hit * told, lot, source.p)


def stated_by_the_check(one: Published, name: str) -> tuple[float, float]:
    """Mean and worst risk as stated. For the officer who takes it for his own: one of those of his own files that fit."""
    stated = families(one.view, adversaries()[name.rstrip("*-+")], facts_on(one.story.printed, (), own=one.own).world)
    if name == "A3*":
        return stated.own_mean_p, stated.own_worst_p
    return stated.mean_p, stated.worst_p


def _told_by(tellers: Array, teller: str) -> float:
    """Whether the likeliest kind of teller in this country is the one who told."""
    return float(KNOWERS[int(tellers.argmax())] == teller)
