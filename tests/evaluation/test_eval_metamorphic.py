"""Metamorphic cases: enough of them, well made, and most of them pass (a sample here; the command runs all)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
import yaml

from rushlight.codebook import codebook
from rushlight.evaluation.metamorphic import LANGUAGES, Case, Expected, Said, cases, passes, run
from rushlight.evaluation.metamorphic.korean import object_, subject
from rushlight.intake import find_roles
from rushlight.reading import read
from rushlight.record import Modality, Polarity, Reading

FLOORS = yaml.safe_load((Path(__file__).parent / "metamorphic_floors.yaml").read_text(encoding="utf-8"))
SAMPLE = 12
"""Every twelfth case is run in the default suite."""


def read_case(text: str, language: str) -> Reading:
    return read(text, language=language, paragraphs=find_roles(text), published=dt.date(2025, 1, 10))


def test_there_are_enough_cases_and_each_text_stands_once_a_relation() -> None:
    every = [case for language in LANGUAGES for case in cases(language)]
    assert len(every) >= 3000
    assert len({(c.relation, c.text) for c in every}) >= 3000


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_relation_of_the_brief_has_cases(language: str) -> None:
    found = {case.relation for case in cases(language)}
    wanted = {"swap the place", "swap the sum", "swap the date", "passive", "negation", "quotation style", "practice"}
    assert wanted <= found
    assert {"threat for deed", "threat in quotation", "attempt", "plan", "order", "denial", "false rumour"} <= found


@pytest.mark.parametrize("language", LANGUAGES)
def test_acts_are_of_the_codebook(language: str) -> None:
    known = {term.id for term in codebook()}
    assert {said.act for case in cases(language) for said in (*case.expected.says, *case.expected.never)} <= known


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sample_passes_at_its_floor(language: str) -> None:
    sample = cases(language)[::SAMPLE]
    failed = Counter(case.relation for case in sample if not passes(case, read_case))
    share = 1 - sum(failed.values()) / len(sample)
    assert share >= FLOORS[language], dict(failed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_undone_is_read_as_a_deed(language: str) -> None:
    undone = [c for c in cases(language) if c.expected.never and not c.expected.says][::SAMPLE]
    failed = Counter(c.relation for c in undone if not passes(c, read_case))
    assert 1 - sum(failed.values()) / len(undone) >= FLOORS["undone"], dict(failed)


def test_a_case_fails_where_its_reading_says_otherwise() -> None:
    deed = Said("detain.arrest", Modality.OCCURRED, Polarity.AFFIRMED)
    text = "The police arrested a trader in Hyesan on 3 May 2024."
    assert passes(Case("x", "en", text, Expected(says=(deed,))), read_case)
    assert not passes(Case("x", "en", text, Expected(never=(deed,))), read_case)
    assert not passes(Case("x", "en", text, Expected(place="Minsk")), read_case)
    assert not passes(Case("x", "en", text, Expected(days=(dt.date(2024, 5, 4), dt.date(2024, 5, 4)))), read_case)


def test_results_are_counted_by_relation() -> None:
    deed = Expected(says=(Said("detain.arrest"),))
    heard: list[int] = []
    results = run(
        [Case("a", "en", "The police arrested a trader.", deed), Case("b", "en", "It rained.", deed)], read_case, heard.append
    )
    assert [(r.relation, r.passed, r.cases) for r in results] == [("a", 1, 1), ("b", 0, 1)]
    assert heard == [1, 2]


def test_korean_particles_follow_the_last_sound() -> None:
    assert (subject("경찰"), subject("보위부")) == ("경찰이", "보위부가")
    assert (object_("상인"), object_("교사")) == ("상인을", "교사를")
