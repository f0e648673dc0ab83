"""Who is named, which particle follows, what stands in a row: the small parts of what a check says."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from release_samples import PAYMENT, SAFE, draft, facts, safe

from rushlight.release import Detail, adversaries, check
from rushlight.release.hangul import fill
from rushlight.release.insider import Families
from rushlight.release.runs import runs
from rushlight.release.telling import likeliest


def pool(who: str, p: float) -> Families:
    return Families(who, 1, 1.0, 1.0, 1.0, p, p, (), countable=True)


@given(st.permutations(list(adversaries())), st.floats(0.01, 1.0))
def test_of_equals_the_officer_who_took_part_is_named(order: list[str], p: float) -> None:
    assert likeliest([pool(who, p) for who in order]).adversary == "A3"


def test_without_the_officer_the_least_knowing_is_named_and_the_state_only_alone() -> None:
    assert likeliest([pool("A1", 0.1), pool("A2", 0.5), pool("A3", 0.2), pool("A7", 0.5)]).adversary == "A2"
    assert likeliest([pool("A1", 0.1), pool("A3", 0.2), pool("A7", 0.5)]).adversary == "A7"


def test_where_only_our_own_families_were_counted_the_officer_is_named() -> None:
    """All seven find the same one family, since nobody can state a rate."""
    outcome = check(draft(safe(act="detain.arrest")), facts())
    says = next(f.says.en for f in outcome.findings if f.rule == "RL101")
    assert says.startswith("An officer who took part would find about 1 family")
    assert "Most telling" not in says
    assert "Saying a part of it more widely would not help" in says


def test_the_design_s_own_sentence() -> None:
    found = check(draft(PAYMENT), facts()).items[0]
    assert found.says is not None
    shape = (
        r"An officer who took part would find about 1 family fitting this sentence \(between 1 and \d\)\. "
        r"Most telling: “(.+)”, then “(.+)”\."
    )
    told = re.fullmatch(shape, found.says.en)
    assert told
    assert set(told.groups()) < {"Hyesan", "10,000 yuan", "October 2025", "three confession letters"}
    assert found.rests is not None


def test_a_sentence_that_passes_is_told_too() -> None:
    found = check(draft(safe()), facts()).items[0]
    assert found.says is not None
    assert "as many as are needed" in found.says.en


def test_one_scene_over_several_items_is_told_once() -> None:
    wide = safe()
    other = replace(
        safe(id="I2", statements=("s1",)),
        details=(),
        place="KP.ryanggang.hyesan",
        levels={**wide.levels, "place": "KP.ryanggang.hyesan"},
    )
    outcome = check(draft(wide, other), facts())
    assert [scene.items for scene in outcome.scenes] == [("I1", "I2")]
    assert outcome.scenes[0].says.en.startswith("I1, I2 tell of one happening.")
    assert check(draft(wide), facts()).scenes == ()


@pytest.mark.parametrize(
    ("template", "word", "said"),
    [
        ("{x}이 있다", "표", "표가 있다"),
        ("{x}이 있다", "문장", "문장이 있다"),
        ("{x}을 뺀다", "시기", "시기를 뺀다"),
        ("{x}은 크다", "제목", "제목은 크다"),
        ("{x}과 같다", "장소", "장소와 같다"),
        ("{x}(으)로 적는다", "위협", "위협으로 적는다"),
        ("{x}(으)로 적는다", "일", "일로 적는다"),
        ("{x}(으)로 적는다", "요구", "요구로 적는다"),
        ("{x}이다", "표", "표이다"),
        ("{x}은 한다", "RL101", "RL101은 한다"),
    ],
)
def test_particles_follow_the_sound_before_them(template: str, word: str, said: str) -> None:
    assert fill(template, {"x": word}) == said


@given(st.sets(st.integers(1, 60)))
def test_runs_hold_every_name_once(numbers: set[int]) -> None:
    said = runs(f"S{n}" for n in numbers)
    out: set[int] = set()
    for piece in filter(None, said.split(", ")):
        first, _, last = piece.partition("-")
        out |= set(range(int(first[1:]), int((last or first)[1:]) + 1))
    assert out == numbers


def test_a_part_is_called_without_its_article() -> None:
    """ "The detail says", not "The a detail says"."""
    marked = safe(details=(Detail("person", "the only dentist"),), levels={**SAFE, "detail:0": "exact"})
    found = [f.says.en for f in check(draft(marked), facts()).findings if f.rule == "RL107"]
    assert "The detail says that there is no other like it." in found
