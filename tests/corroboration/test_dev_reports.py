"""The shared trio: one event in two languages from one source, and its look-alike. Nothing of it is copied here."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from rushlight.corroboration import (
    Likelihood,
    Verification,
    event_groups,
    independent_sources,
    propose_links,
    publication_step,
    verification,
)
from rushlight.record import Document, Judgement, LinkJudgement, Relation, Report, from_sheet, rekey


def report(shared: Path, name: str, alias: str) -> Report:
    """The gold sheet, every statement accepted."""
    folder = shared / "reports" / "dev"
    text = (folder / f"{name}.txt").read_text(encoding="utf-8")
    gold = from_sheet(json.loads((folder / f"{name}.json").read_text(encoding="utf-8")))
    reading = rekey(gold, random.Random(alias).randbytes)
    document = Document(
        f"doc.{alias}", gold.language, gold.kind, len(text), "0" * 64, "0" * 64, "text/plain", gold.published, gold.outlet
    )
    return Report(alias, document, text, reading, reading.statements)


@pytest.fixture
def trio(shared: Path) -> list[Report]:
    return [report(shared, name, alias) for name, alias in (("dev-en-03", "R1"), ("dev-ko-02", "R2"), ("dev-en-04", "R3"))]


def test_the_two_languages_are_linked_and_the_look_alike_is_not(trio: list[Report]) -> None:
    proposals = propose_links(trio)
    likely = {p.reports for p in proposals if p.label is Likelihood.LIKELY}
    assert likely == {frozenset(("R1", "R2"))}
    apart = [p for p in proposals if "R3" in p.reports]
    assert apart
    assert all(p.label is Likelihood.UNLIKELY for p in apart)
    assert any("such as a son and a daughter" in " ".join(p.against) for p in apart)
    assert any("confiscated in one and paid in the other" in " ".join(p.against) for p in apart)


def test_one_happening_each_is_grouped_across_the_two(trio: list[Report]) -> None:
    groups = event_groups(trio, propose_links(trio))
    assert sum(g.reports == ("R1", "R2") for g in groups) == 3
    assert not any({"R3"} < set(g.reports) for g in groups)


def test_one_to_two_sources_until_somebody_judges_the_origin(trio: list[Report]) -> None:
    proposals = propose_links(trio)
    group = max(event_groups(trio, proposals), key=lambda g: len(g.supports))
    count = independent_sources(group, trio, proposals)
    assert (count.min, count.max) == (1, 2)
    assert any("as in a translation" in reason for reason in count.reasons)
    assert verification(group, trio, proposals) is Verification.SINGLE_SOURCE
    assert publication_step(group, trio, proposals) == 1
    import datetime as dt

    noon = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
    said = [LinkJudgement("j", Relation.SAME_ORIGIN, "doc.R1", "doc.R2", Judgement.SAME, "ann", noon)]
    judged = independent_sources(group, trio, proposals, said)
    assert (judged.min, judged.max) == (1, 1)
    assert publication_step(group, trio, proposals, said) == 0


def test_a_relay_that_names_the_outlet_makes_it_one(trio: list[Report]) -> None:
    import dataclasses

    from rushlight.record import RelayKind, SourceLink

    outlet = trio[1].document.outlet
    relay = SourceLink(RelayKind.TRANSLATED, trio[0].document.outlet, outlet)
    first = dataclasses.replace(trio[0], reading=dataclasses.replace(trio[0].reading, relays=(relay,)))
    reports = [first, *trio[1:]]
    proposals = propose_links(reports)
    group = max(event_groups(reports, proposals), key=lambda g: len(g.supports))
    assert independent_sources(group, reports, proposals).max == 1
