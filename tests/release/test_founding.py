"""The team's founding report through the whole gate: nothing of it is copied here."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
from release_samples import PLACES

from rushlight.atlas import atlas
from rushlight.record import Document, DocumentKind, Modality, Purpose, Report, Scope, from_sheet
from rushlight.release import Consent, Draft, Facts, apply_bundle, check, draft_from, facts_from, propose, release, sealed_from


@pytest.fixture
def report(shared: Path) -> Report:
    """The founding report as if a person had accepted every statement, its places found in the atlas."""
    text = (shared / "reports" / "founding.txt").read_text(encoding="utf-8")
    reading = from_sheet(json.loads((shared / "reports" / "founding.json").read_text(encoding="utf-8")))
    found = {p.id: atlas().lookup(p.name.removesuffix(" province"), "en") for p in reading.places}
    places = tuple(replace(p, atlas_id=found[p.id][0].id if found[p.id] else None) for p in reading.places)
    reading = replace(reading, places=places)
    document = Document("doc_1", "en", DocumentKind.PUBLICATION, len(text), "0" * 64, "0" * 64, "text/plain")
    return Report("R1", document, text, reading, reading.statements, source="src_1")


def gate(report: Report, scope: Scope | None, language: str) -> tuple[Draft, Facts]:
    consents = [Consent("R1", Purpose.PUBLIC_ANONYMOUS)]
    known = facts_from([report], atlas=PLACES, on=dt.date(2026, 11, 25), consents=consents, sealed=sealed_from([report]))
    chosen = [s.id for s in report.accepted if scope in (None, s.scope)]
    return draft_from([report], (), chosen, id="D1", purpose=Purpose.PUBLIC_ANONYMOUS, language=language, title="-"), known


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_two_payments_pass_only_after_they_were_widened(report: Report, language: str) -> None:
    draft, known = gate(report, Scope.INCIDENT, language)
    before = check(draft, known)
    assert len(draft.items) == 2
    assert {f.rule for f in before.findings} == {"RL101", "RL104"}
    for bundle in propose(draft, before, known):
        changed = apply_bundle(draft, bundle)
        view = release(changed, check(changed, known), ids=["a", "b", "c"])
        for item in view.items:
            assert not any(exact in item.text for exact in ("Hoeryong", "회령", "10,000", "6,000"))


@pytest.mark.parametrize("language", ["en", "ko"])
def test_no_threat_of_it_reads_as_a_deed(report: Report, language: str) -> None:
    draft, known = gate(report, None, language)
    threatened = [c.text for c in check(draft, known).items if c.item.modality is Modality.THREATENED]
    assert threatened
    marks = ("not carried out", "nothing here says that it was carried out", "실행되었다는 내용은 아니")
    assert all(any(mark in text for mark in marks) for text in threatened)
    assert "RL108" not in {f.rule for f in check(draft, known).findings}


def test_practices_told_by_one_report_stay_in(report: Report) -> None:
    draft, known = gate(report, Scope.PATTERN, "en")
    outcome = check(draft, known)
    assert {f.rule for f in outcome.findings} == {"RL102", "RL122"}  # all of them together are over 500 words of one source
    assert set(outcome.blocked) == {i.id for i in draft.items}
