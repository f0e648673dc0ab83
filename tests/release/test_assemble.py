"""From accepted statements to a draft, facts, cases and sealed values."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from release_samples import HYESAN, PLACES

from rushlight.errors import ReleaseError
from rushlight.record import (
    Amount,
    Attribution,
    AttributionMode,
    Document,
    DocumentKind,
    IdentityStatus,
    Modality,
    Participant,
    Party,
    PartyClass,
    PartyKind,
    Place,
    Polarity,
    Purpose,
    Reading,
    Report,
    Role,
    Scope,
    SourceCount,
    Span,
    Statement,
    TimeExpr,
)
from rushlight.release import Happening, SealedValues, check, draft_from, facts_from, sealed_from

TEXT = "Officers of state security took 10,000 yuan from Kim Yong-hui in Hyesan on 12 October."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


def report(alias: str, statement_id: str, *, value: Decimal | None = Decimal(10000), accepted: bool = True) -> Report:
    day = dt.date(2025, 10, 12)
    statement = Statement(
        statement_id,
        (span(TEXT),),
        "take.extorted_payment",
        Scope.INCIDENT,
        Modality.OCCURRED,
        Polarity.AFFIRMED,
        Attribution(AttributionMode.NARRATOR),
        participants=(Participant(Role.PERPETRATOR, "P1"), Participant(Role.AFFECTED, "P2")),
        time="T1",
        place="L1",
        amounts=("A1",),
    )
    officer = Party("P1", PartyKind.GROUP, PartyClass.OFFICER, "officers of State Security in Hyesan", IdentityStatus.UNNAMED)
    name = (span("Kim Yong-hui"),)
    family = Party("P2", PartyKind.FAMILY, PartyClass.AFFECTED, "a family", IdentityStatus.NAMED, name)
    reading = Reading(
        "en",
        None,
        None,
        DocumentKind.TESTIMONY,
        (),
        (officer, family),
        (Place("L1", "Hyesan", 2, (span("Hyesan"),), HYESAN),),
        (TimeExpr("T1", span("12 October"), "2025-10-12", day, day, True),),
        (Amount("A1", span("10,000 yuan"), value, "CNY"),),
        (statement,),
    )
    document = Document(f"doc_{alias}", "en", DocumentKind.TESTIMONY, len(TEXT), "0" * 64, "0" * 64, "text/plain")
    return Report(alias, document, TEXT, reading, (statement,) if accepted else (), source=f"src_{alias}")


def made(*reports: Report, happenings: tuple[Happening, ...] = (), chosen: tuple[str, ...] = ("s1",)) -> object:
    return draft_from(reports, happenings, chosen, id="D", purpose=Purpose.JOURNALIST, language="en", title="T")


def test_fields_come_from_the_statement() -> None:
    d = draft_from([report("R1", "s1")], (), ["s1"], id="D", purpose=Purpose.JOURNALIST, language="en", title="T")
    item = d.item("I1")
    assert (item.place, item.group, item.subjects) == (HYESAN, "families_of_leavers", ("R1",))
    assert item.amount is not None
    assert item.amount.value == 10000
    assert item.officer is not None
    assert item.officer.service is not None
    assert "Hyesan" not in item.officer.service.en


def test_two_tellings_of_one_happening_are_one_item() -> None:
    event = Happening("e1", frozenset({"s1", "s2"}), SourceCount(1, 2))
    reports = [report("R1", "s1", value=None), report("R2", "s2")]
    d = draft_from(reports, [event], ["s1", "s2"], id="D", purpose=Purpose.JOURNALIST, language="en", title="T")
    assert len(d.items) == 1
    assert (d.items[0].event, d.items[0].reports, d.items[0].sources) == ("e1", 2, SourceCount(1, 2))


def test_tellings_that_were_not_linked_stay_apart() -> None:
    reports = [report("R1", "s1"), report("R2", "s2")]
    d = draft_from(reports, (), ["s1", "s2", "s1"], id="D", purpose=Purpose.JOURNALIST, language="en", title="T")
    assert [i.id for i in d.items] == ["I1", "I2"]


def test_a_proposal_cannot_be_chosen() -> None:
    with pytest.raises(ReleaseError, match="accepted"):
        made(report("R1", "s1", accepted=False))


def test_facts_hold_cases_sources_and_texts() -> None:
    known = facts_from([report("R1", "s1")], atlas=PLACES, on=dt.date(2026, 3, 1))
    assert known.accepted == {"s1"}
    assert known.sources == {"R1": "src_R1"}
    assert [(c.family, c.report, c.place) for c in known.cases] == [("P2", "R1", HYESAN)]
    assert known.texts == (TEXT,)


def test_sealed_values_of_reports() -> None:
    sealed = sealed_from([report("R1", "s1")])
    assert sealed == SealedValues(names=("Kim Yong-hui",), ids=("src_R1",), sums=((Decimal(10000), dt.date(2025, 10, 12)),))


def test_a_fresh_draft_is_refused_with_its_reasons() -> None:
    reports = [report("R1", "s1")]
    d = draft_from(reports, (), ["s1"], id="D", purpose=Purpose.JOURNALIST, language="en", title="T")
    outcome = check(d, facts_from(reports, atlas=PLACES, on=dt.date(2026, 3, 1)))
    assert {"RL101", "RL104", "RL109"} <= {f.rule for f in outcome.findings}
