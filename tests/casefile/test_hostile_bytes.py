"""Test 16: every reader of what comes from outside, fed with changed files and with noise: an error of ours, or the truth.

``scripts/fuzz.py`` runs the same targets for as long as one likes, guided by what they reach (docs/fuzzing.md).
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile_mutations import mutated
from hostile_targets import TARGETS, fed
from hostile_world import World
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

EXAMPLES = int(os.environ.get("RUSHLIGHT_EXAMPLES", "40"))
MANY = int(os.environ.get("RUSHLIGHT_MANY_EXAMPLES", "2000"))
HEAVY = ("event", "bundle-within", "erase-list-within", "pack", "backup")
"""Targets that take a hundredth of a second and more, since they merge, look at everything, and undo it."""

LIGHT = tuple(name for name in TARGETS if name not in HEAVY)
bounded = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # random numbers do not shrink to anything one could read
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    made = World(tmp_path_factory.mktemp("world"))
    yield made
    made.close()


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_what_the_writers_make_is_taken(world: World, name: str) -> None:
    """Otherwise everything would be refused, and the tests below would prove nothing."""
    outcomes = {fed(TARGETS[name], world, seed) for seed in TARGETS[name].seeds(world)}
    assert outcomes - {"refused"}, outcomes


def _try(world: World, name: str, numbers: st.SearchStrategy[int], examples: int) -> None:
    target, seen = TARGETS[name], set()
    seeds = target.seeds(world)

    @settings(bounded, max_examples=examples)
    @given(number=numbers, noise=st.binary(max_size=80), plain=st.integers(0, 9))
    def tried(number: int, noise: bytes, plain: int) -> None:
        chance = random.Random(number)
        seen.add(fed(target, world, noise if plain == 0 else mutated(chance.choice(seeds), chance, (*seeds, noise))))

    tried()
    assert "refused" in seen, "no mutant was refused: they change nothing"


@pytest.mark.parametrize("name", LIGHT)
def test_no_change_makes_a_reader_fall_over_or_believe_it(world: World, name: str) -> None:
    _try(world, name, st.integers(0, 1 << 32), EXAMPLES)


@pytest.mark.parametrize("name", HEAVY)
def test_no_change_within_stops_anybody(world: World, name: str) -> None:
    _try(world, name, st.integers(0, 1 << 32), max(1, EXAMPLES // 2))


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(TARGETS))
def test_of_many_changes_none_is_believed(world: World, name: str) -> None:
    _try(world, name, st.integers(1 << 32, 1 << 40), MANY if name in LIGHT else MANY // 10)


def test_each_kind_of_change_is_made(tmp_path: Path) -> None:
    """The mutations reach bytes, lines and JSON: doubled keys, wrong types, numbers out of range, nesting, lengths."""
    seed = b'{"a":[1,{"b":"x"}],"c":5}\n{"d":null}\n'
    made = {mutated(seed, random.Random(n)) for n in range(20_000)}
    assert len(made) > 4_000
    for sign in (b"null,", b"[[[[[[", b"1e+300", b"9007199254740992", b"\\ud800", b"\xff\xff\xff\xff", seed + seed[-10:]):
        assert any(sign in one for one in made), sign
    assert any(len(one) > 10 * len(seed) for one in made)
    assert b"" in made
