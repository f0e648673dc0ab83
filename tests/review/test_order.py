"""The queue's order and the progress count."""

from __future__ import annotations

import dataclasses
import datetime as dt

from rushlight.record import Band, Decision, Document, Modality, Reading, Report, Verdict
from rushlight.review import progress, queue

NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)


def report(reading: Reading, text: str) -> Report:
    document = Document("doc", "en", reading.kind, len(text), "0" * 64, "0" * 64, "text/plain")
    return Report("R1", document, text, reading)


def decide(id: str, statement: str, verdict: str) -> Decision:
    return Decision(id, statement, Verdict(verdict), "ann", NOON)


def test_text_order_among_critical_and_the_low_band_last(reading: Reading, text: str) -> None:
    items = queue([report(reading, text)], [])
    assert [i.statement.id for i in items] == ["threat", "exile", "arrest", "paid", "again"]
    assert [i.behind_more for i in items] == [False] * 4 + [True]


def test_what_was_only_said_is_critical_and_says_why(reading: Reading, text: str) -> None:
    exile = next(i for i in queue([report(reading, text)], []) if i.statement.id == "exile")
    assert exile.critical
    assert "must not be counted as done" in exile.why
    assert exile.statement.modality is Modality.THREATENED


def test_a_speech_act_comes_before_its_content_even_from_the_low_band(reading: Reading, text: str) -> None:
    weak = tuple(dataclasses.replace(s, band=Band.LOW) if s.id == "threat" else s for s in reading.statements)
    for statements in (weak, weak[::-1]):
        items = queue([report(dataclasses.replace(reading, statements=statements), text)], [])
        ids = [i.statement.id for i in items]
        assert ids.index("threat") < ids.index("exile")
        assert not next(i for i in items if i.statement.id == "threat").behind_more
        assert ids[-1] == "again"


def test_decided_ones_leave_and_unsure_ones_come_after_the_others(reading: Reading, text: str) -> None:
    log = [decide("1", "arrest", "accept"), decide("2", "threat", "unsure")]
    items = queue([report(reading, text)], log)
    assert [i.statement.id for i in items] == ["exile", "paid", "threat", "again"]


def test_critical_of_a_later_report_precede_harmless_of_an_earlier(reading: Reading, text: str) -> None:
    mild = dataclasses.replace(
        reading, statements=(dataclasses.replace(reading.statements[2], id="mild", act="effect.fear", stage="P12"),)
    )
    both = [report(mild, text), report(reading, text)]
    assert [i.statement.id for i in queue(both, [])][-2:] == ["mild", "again"]
    unsure = [decide("1", "threat", "unsure")]
    assert [i.statement.id for i in queue(both, unsure)][-3:] == ["mild", "threat", "again"]


def test_progress_counts_every_proposal_once(reading: Reading, text: str) -> None:
    log = [decide("1", "arrest", "accept"), decide("2", "threat", "unsure"), decide("3", "paid", "reject")]
    done = progress([report(reading, text)], log)
    assert (done.total, done.proposed, done.accepted, done.rejected, done.unsure) == (5, 2, 1, 1, 1)
    assert done.decided == 2
