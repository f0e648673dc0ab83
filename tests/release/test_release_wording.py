"""Sentences as they would be published."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from release_samples import HYESAN, PAYMENT, PLACES, SAFE, THREAT, draft, facts, safe, words

from rushlight.codebook import codebook
from rushlight.record import Interval, Modality, Scope, SourceCount
from rushlight.release import ALL, DraftItem, Money, Officer, Words, check, ladders
from rushlight.release.calendar import units
from rushlight.release.hangul import objective, topic
from rushlight.release.money import double, orders
from rushlight.release.rules.base import case
from rushlight.release.settings import gates


def text(item: DraftItem, language: str = "en") -> str:
    return check(draft(item, language=language), facts()).items[0].text


def drafted(item: DraftItem, language: str) -> str:
    """The same sentence, before the rules have weighed what it gives away: for the many that are only worded."""
    return case(draft(item, language=language), facts(), gates("default"), "A7").subjects[0].text


def test_english() -> None:
    assert text(PAYMENT) == (
        "According to one source, in October 2025 in Hyesan, officials took 10,000 yuan from a family; "
        "also reported: three confession letters."
    )
    assert text(THREAT) == (
        "According to 2 independent sources, in Ryanggang, as a repeated practice, officials threatened to exile families "
        "to another part of the country; nothing here says that it was carried out."
    )


def test_korean() -> None:
    assert text(replace(PAYMENT, details=()), "ko") == (
        "한 소식통에 따르면 2025년 10월 혜산시에서 당국자들이 한 가족에게서 10,000위안을 받아 갔다."
    )
    dollars = replace(PAYMENT, details=(), amount=Money(Decimal(500), "USD"))
    assert "500달러를 받아 갔다" in text(dollars, "ko")


def test_sources_that_may_be_one_are_said_to_be() -> None:
    assert "may go back to one source" in text(safe(sources=SourceCount(1, 3)))


def test_a_removed_detail_leaves_no_trace() -> None:
    assert "reported" not in text(safe())


def test_traits_and_office() -> None:
    item = replace(PAYMENT, age=43, job=words("dentist"), officer=Officer(service=Words("police officers", "안전원들")))
    assert "police officers took" in text(item)
    assert "one of them: aged 43, dentist" in text(item)
    assert "in their 40s" in text(item.at({"age": "decade", "job": "removed"}))


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_act_and_modality_can_be_worded(language: str) -> None:
    assert drafted(PAYMENT, language) == text(PAYMENT, language)
    for term in codebook():
        for modality in Modality:
            for scope in (Scope.INCIDENT, Scope.PATTERN):
                said = drafted(safe(act=term.id, modality=modality, scope=scope), language)
                assert said.endswith(".")
                assert "{" not in said


def test_particles() -> None:
    assert (topic("당국자들"), topic("경비대")) == ("당국자들이", "경비대가")
    assert (objective("위안"), objective("달러")) == ("위안을", "달러를")


def test_time_steps_of_a_day() -> None:
    day = dt.date(2025, 10, 14)
    assert [name for name, _, _ in units(day, day)] == ["day", "week", "month", "quarter", "half_year", "year"]
    end = dt.date(2025, 9, 30)  # its week runs into October
    assert [name for name, _, _ in units(end, end)] == ["day", "month", "quarter", "half_year", "year"]
    over = list(units(dt.date(2024, 12, 30), dt.date(2025, 1, 5)))
    assert [(name, label.en) for name, _, label in over][-1] == ("year", "2024 to 2025")


@given(st.decimals(min_value="0.01", max_value="1e9", places=2))
def test_bands_hold_the_sum_and_each_other(value: Decimal) -> None:
    low, high = double(value)
    wide = orders(value).range
    assert wide[0] <= low <= value / 2 < value < value * 2 <= high <= wide[1]


def test_labels_of_sums() -> None:
    item = replace(PAYMENT, amount=Money(Decimal(10000), "CNY"))
    assert [r.label.en for r in ladders(item, PLACES)["amount"]] == [
        "10,000 yuan",
        "between 5,000 and 20,000 yuan",
        "thousands to tens of thousands of yuan",
        "a bribe",
    ]
    small = replace(PAYMENT, amount=Money(Decimal(3000), "CNY"))
    assert ladders(small, PLACES)["amount"][2].label.en == "thousands of yuan"


def test_a_sentence_without_place_or_time() -> None:
    assert text(replace(PAYMENT, place=None, time=None, amount=None, details=())) == (
        "According to one source, officials took money from a family."
    )
    assert HYESAN in PLACES.ladder(HYESAN)
    assert SAFE["place"] == "KP.border-provinces"
    assert Interval(None, None).earliest is None


@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_rule_of_wording_fires_on_composed_sentences(language: str) -> None:
    """Every act and modality, with parts shown at random steps: what the tool words itself is never refused for its words."""
    rng = random.Random(language)
    wording = [rule for rule in ALL if rule.id in ("RL103", "RL107", "RL108", "RL111", "RL112")]
    assert len(wording) == 5
    for term in codebook():
        for modality in Modality:
            item = replace(
                PAYMENT,
                act=term.id,
                modality=modality,
                scope=rng.choice(list(Scope)),
                place=rng.choice([HYESAN, "KP.pyongyang", "KP.south-pyongan"]),
                amount=rng.choice([None, Money(Decimal(13750), rng.choice(["CNY", "KPW", None, "JPY"]))]),
                age=rng.choice([None, 43, 8]),
                kin=rng.choice([None, Words("a daughter", "딸")]),
                count=rng.choice([None, 1, 3, 40]),
                sources=rng.choice([SourceCount(1, 1), SourceCount(1, 3), SourceCount(3, 3)]),
                group=rng.choice([None, "families_of_leavers", "intermediaries", "residents"]),
            )
            item = item.at({axis: rng.choice(rungs).name for axis, rungs in ladders(item, PLACES).items()})
            looked_at = case(draft(item, language=language, title="-"), facts(), gates("default"), "A7")
            assert not [f for rule in wording for f in rule.find(looked_at) if f.stops], looked_at.subjects[0].text
