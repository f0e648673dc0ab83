"""Precision and recall on generated events whose tellings err as real ones do.

Rates of agreement in true pairs follow MAVERICK (design/CORROBORATION.md 3): day 75 %, town 90 %, number
51 %. The generator shares its author with the weights, so the floors guard against a slip in the
weights; they say nothing about real reports.
"""

from __future__ import annotations

import datetime as dt
import random
from itertools import combinations

import pytest
from casting import make_report

from rushlight.corroboration import Likelihood, event_groups, propose_links
from rushlight.record import Report

TOWNS = ["Hyesan", "Hoeryong", "Onsong", "Musan", "Kanggye", "Sinuiju"]
KOREAN = {"Hyesan": "혜산", "Hoeryong": "회령", "Onsong": "온성", "Musan": "무산", "Kanggye": "강계", "Sinuiju": "신의주"}
ACTS = ["search.home", "detain.arrest", "question.interrogate", "threat.sanction", "hurt.assault", "release.freed"]
MONEY = ["seize.property", "take.extorted_payment", "demand.payment"]
KIN = [("her daughter", "딸"), ("her son", "아들"), ("his brother", "남동생")]


def happening(rng: random.Random) -> dict:
    return {
        "day": dt.date(2024, 1, 1) + dt.timedelta(days=rng.randrange(540)),
        "town": rng.choice(TOWNS),
        "acts": rng.sample(ACTS, k=3),
        "money": (rng.choice(MONEY), rng.choice([3000, 5000, 8000, 10000, 20000, 30000])),
        "kin": rng.randrange(3),
    }


def telling(alias: str, true: dict, rng: random.Random) -> Report:
    """One telling of a happening, with its slips; each telling errs on its own, so a pair agrees at the squared rate."""
    korean = rng.random() < 0.4
    day = true["day"] if rng.random() < 0.87 else true["day"] + dt.timedelta(days=rng.choice([-2, -1, 1, 2, 7]))
    town = true["town"] if rng.random() < 0.95 else rng.choice(TOWNS)
    act, value = true["money"]
    sums = [] if rng.random() < 0.2 else [(act, value if rng.random() < 0.8 else value + 1000, "CNY")]
    return make_report(
        alias,
        day=day.isoformat() if rng.random() < 0.9 else None,
        place=KOREAN[town] if korean else town,
        acts=[a for a in true["acts"] if rng.random() < 0.8] or true["acts"][:1],
        sums=sums,
        kin=KIN[true["kin"]][korean],
        affected="50대 여성" if korean else "a woman",
        officers="보위원들" if korean else "state security officers",
        language="ko" if korean else "en",
        published=(true["day"] + dt.timedelta(days=rng.randrange(5, 40))).isoformat(),
    )


@pytest.fixture(scope="module")
def world() -> tuple[list[Report], set[frozenset[str]]]:
    """Eighty happenings told by one to four reports, and the true pairs of aliases."""
    rng = random.Random(11)
    reports, true = [], set()
    for n in range(80):
        event = happening(rng)
        aliases = [f"E{n}R{m}" for m in range(rng.choice([1, 1, 2, 3, 4]))]
        reports += [telling(alias, event, rng) for alias in aliases]
        true |= {frozenset(pair) for pair in combinations(aliases, 2)}
    return reports, true


def test_proposals_hold_their_floors(world: tuple[list[Report], set[frozenset[str]]]) -> None:
    reports, true = world
    proposals = propose_links(reports)
    likely = {p.reports for p in proposals if p.label is Likelihood.LIKELY}
    shown = likely | {p.reports for p in proposals if p.label is Likelihood.POSSIBLE}
    assert len(likely & true) / len(likely) >= 0.97
    assert len(likely & true) / len(true) >= 0.45
    assert len(shown & true) / len(true) >= 0.77
    assert len(shown & true) / len(shown) >= 0.7


def test_groups_hold_their_floors(world: tuple[list[Report], set[frozenset[str]]]) -> None:
    reports, true = world
    groups = event_groups(reports, propose_links(reports))
    found = {frozenset(pair) for g in groups for pair in combinations(g.reports, 2)}
    assert len(found & true) / len(found) >= 0.97
    assert len(found & true) / len(true) >= 0.47
