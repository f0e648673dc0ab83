"""Corrections make new statements; a threat never becomes a deed by a slip of the hand."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from rushlight.errors import ReviewError
from rushlight.record import AttributionMode, Decision, Modality, Polarity, Reading, Role, Scope, Verdict, verify_reading
from rushlight.review import Reviewed, apply_decisions, decisions_on

NOON = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)


def decide(*rows: str) -> list[Decision]:
    """Rows "statement verdict [field value]"."""
    out = []
    for n, row in enumerate(rows):
        statement, verdict, *rest = row.split(maxsplit=3)
        name = rest[0] if rest else None
        out.append(Decision(f"d{n}", statement, Verdict(verdict), "ann", NOON, name, rest[1] if len(rest) > 1 else None))
    return out


def applied(reading: Reading, *rows: str) -> Reviewed:
    return apply_decisions(reading, decide(*rows))


def test_what_is_accepted_and_what_waits(reading: Reading) -> None:
    done = applied(reading, "paid accept", "arrest reject", "again unsure")
    assert [s.id for s in done.accepted] == ["paid"]
    assert [s.id for s in done.waiting] == ["threat", "exile", "again"]


def test_an_accepted_threat_does_not_accept_what_it_threatens(reading: Reading) -> None:
    done = applied(reading, "threat accept")
    assert [s.id for s in done.accepted] == ["threat"]
    assert "exile" in [s.id for s in done.waiting]


@pytest.mark.parametrize(
    ("field", "value", "got"),
    [
        ("scope", "set", lambda s: s.scope is Scope.SET),
        ("modality", "attempted", lambda s: s.modality is Modality.ATTEMPTED),
        ("polarity", "negated", lambda s: s.polarity is Polarity.NEGATED),
        ("act", "detain.custody", lambda s: (s.act, s.stage) == ("detain.custody", "P07")),
        ("act", "respond.flee", lambda s: (s.act, s.stage) == ("respond.flee", "P08")),
        ("time", "t9", lambda s: s.time == "t9"),
        ("place", "tol", lambda s: s.place == "tol"),
        ("amounts", "a1", lambda s: s.amounts == ("a1",)),
        ("speaker", "off", lambda s: s.attribution.speaker == "off"),
        ("mode", "hearsay", lambda s: s.attribution.mode is AttributionMode.HEARSAY),
        ("affected", "bro,fam", lambda s: s.parties(Role.AFFECTED) == ("bro", "fam")),
        ("agent", "off", lambda s: s.parties(Role.PERPETRATOR) == ("off",)),
    ],
)
def test_each_field_can_be_corrected(reading: Reading, field: str, value: str, got: object) -> None:
    before = dataclasses.replace(reading)
    done = applied(reading, f"arrest correct {field} {value}", "arrest accept")
    assert got(done.accepted[0])  # type: ignore[operator]
    assert reading == before
    assert done.reading == reading


def test_correcting_the_affected_keeps_the_perpetrator(reading: Reading) -> None:
    paid = applied(reading, "paid correct affected bro", "paid accept").accepted[0]
    assert paid.parties(Role.AFFECTED) == ("bro",)
    assert paid.parties(Role.PERPETRATOR) == ("off",)


def test_where_a_person_gave_the_value_the_reader_no_longer_says_where_it_found_it(reading: Reading) -> None:
    assert "time" not in applied(reading, "arrest correct time t9", "arrest accept").accepted[0].found


@pytest.mark.parametrize("field", ["time", "amounts", "affected", "agent", "place", "speaker"])
def test_not_stated_empties(reading: Reading, field: str) -> None:
    paid = applied(reading, f"paid not_stated {field}", "paid accept").accepted[0]
    empty = {
        "time": paid.time is None,
        "amounts": paid.amounts == (),
        "affected": paid.parties(Role.AFFECTED) == (),
        "agent": paid.parties(Role.PERPETRATOR) == (),
        "place": paid.place is None,
        "speaker": paid.attribution.speaker is None,
    }
    assert empty[field]


@pytest.mark.parametrize("field", ["act", "scope", "modality", "polarity", "mode"])
def test_some_fields_are_never_empty(reading: Reading, field: str) -> None:
    with pytest.raises(ReviewError):
        applied(reading, f"paid not_stated {field}", "paid accept")


def test_a_written_date_becomes_a_time_with_the_statements_words(reading: Reading, text: str) -> None:
    done = applied(reading, "again correct time 2024-05~", "again accept")
    statement = done.accepted[0]
    time = done.reading.time(statement.time or "")
    assert (time.earliest, time.latest) == (dt.date(2024, 5, 1), dt.date(2024, 5, 31))
    assert (time.rule, time.approximate, time.span) == ("person", True, statement.spans[0])
    assert done.reading.statements == reading.statements
    verify_reading(done.reading, text)


def test_a_written_date_never_passes_publication(reading: Reading) -> None:
    done = applied(reading, "again correct time 2024", "again accept")
    assert done.reading.times[-1].latest == reading.published
    with pytest.raises(ReviewError):
        applied(reading, "again correct time 2025", "again accept")


def test_what_is_only_threatened_may_lie_ahead(reading: Reading) -> None:
    done = applied(reading, "exile correct time 2025", "exile accept")
    assert done.reading.times[-1].latest == dt.date(2025, 12, 31)


@pytest.mark.parametrize(
    "rows",
    [
        ("paid correct act no.such_act", "paid accept"),
        ("paid correct modality maybe", "paid accept"),
        ("paid correct time tomorrow", "paid accept"),
        ("paid correct place t9", "paid accept"),
        ("paid correct affected nobody", "paid accept"),
        ("paid correct speaker off,fam", "paid accept"),
        ("nobody accept",),
    ],
)
def test_values_outside_the_vocabulary_are_refused(reading: Reading, rows: tuple[str, ...]) -> None:
    with pytest.raises(ReviewError):
        applied(reading, *rows)


def test_content_of_a_rejected_speech_act_cannot_be_accepted(reading: Reading) -> None:
    with pytest.raises(ReviewError, match="rejected"):
        applied(reading, "threat reject", "exile accept")
    assert [s.id for s in applied(reading, "exile accept").accepted] == ["exile"]


def test_a_threats_content_is_never_accepted_as_done(reading: Reading) -> None:
    with pytest.raises(ReviewError, match="occurred") as caught:
        applied(reading, "threat accept", "exile correct modality occurred", "exile accept")
    assert caught.value.where == "exile"


def test_errors_hold_no_word_of_the_report(reading: Reading) -> None:
    with pytest.raises(ReviewError) as caught:
        applied(reading, "paid correct place Tolma", "paid accept")
    assert "Tolma" not in f"{caught.value} {caught.value.hint}"


def test_decisions_on_other_readings_are_left_out(reading: Reading) -> None:
    assert [d.statement for d in decisions_on(reading, decide("paid accept", "elsewhere accept"))] == ["paid"]
