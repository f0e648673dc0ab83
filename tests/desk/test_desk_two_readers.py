"""Two people read one report: neither sees what the other said, then they are compared, and a third settles it."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

import making_desk as make
import pytest

from rushlight.casefile import assigned
from rushlight.desk import Desk, blind
from rushlight.desk.reviewing import Reviewing
from rushlight.errors import MisuseError
from rushlight.record import Purpose, Verdict
from rushlight.review import Judged, judged


@pytest.fixture
def first(tmp_path: Path) -> Iterator[Desk]:
    with make.a_desk(tmp_path) as desk:
        make.taken(desk, make.VISIT)
        make.taken(desk, make.RETOLD)
        yield desk


def other(desk: Desk, actor: str = "A2") -> Desk:
    """Somebody else at work on the same casefile."""
    return Desk(desk.case, actor=actor, now=desk.now, randomness=random.Random(7).randbytes)


def shared(first: Desk, *reports: str) -> Desk:
    for place, person in ((assigned.FIRST, "A1"), (assigned.SECOND, "A2")):
        first.assign(reports or ("R1",), place, person)
    return other(first)


def decide_all(desk: Desk, report: str, *, reject_every: int = 0) -> None:
    found = next(r for r in desk.reviewing() if r.alias == report)
    for n, statement in enumerate(found.reading.statements, 1):
        rejected = (
            reject_every and n % reject_every == 0 and not any(s.content_of == statement.id for s in found.reading.statements)
        )
        desk.decide(statement.id, Verdict.REJECT if rejected else Verdict.ACCEPT)


def both(first: Desk) -> Desk:
    """Both have read R1; the second one rejected every third statement."""
    second = shared(first)
    decide_all(first, "R1")
    decide_all(second, "R1", reject_every=3)
    first.finish("R1")
    second.finish("R1")
    return second


def test_what_the_first_decided_is_nowhere_for_the_second(first: Desk) -> None:
    second = shared(first)
    whole = len(second.queue())
    decide_all(first, "R1")
    assert len(second.queue()) == whole
    assert {r.alias: len(r.accepted) for r in second.reports()}["R1"] == 0
    assert all(d.by == "A2" or d.statement not in _statements(second, "R1") for d in second.decisions())
    found = second.queue()[0].statement.id
    second.decide(found, Verdict.REJECT)
    assert len(second.queue()) == whole - 1
    assert next(r for r in first.reports() if r.alias == "R1").waiting == 0


def _statements(desk: Desk, report: str) -> set[str]:
    return {s.id for r in desk.reports() if r.alias == report for s in r.reading.statements}


def test_the_answers_are_the_same_whatever_the_first_decided(first: Desk) -> None:
    """Everything that a second reader can ask of the desk, before the first has decided, and after."""
    second = shared(first)

    def asked() -> tuple[object, ...]:
        items = tuple((i.alias, i.statement.id, i.unsure) for i in second.queue())
        seen = tuple((r.alias, len(r.accepted), r.waiting) for r in second.reports() if r.alias == "R1")
        return items, second.progress(), seen, second.conflicts(), second.differences(), second.agreement().reports

    before = asked()
    decide_all(first, "R1")
    first.undo()
    assert asked() == before


def test_an_opinion_changes_nothing_of_the_record(first: Desk) -> None:
    second = shared(first)
    decide_all(first, "R1")
    accepted = [s.id for r in first.reports() for s in r.accepted]
    decide_all(second, "R1", reject_every=2)
    assert [s.id for r in first.reports() for s in r.accepted] == accepted
    assert "opinion.given" in {e.kind for e in first.log()}


def test_undo_of_a_second_reader_takes_back_their_own(first: Desk) -> None:
    second = shared(first)
    decide_all(first, "R1")
    statement = second.queue()[0].statement.id
    second.decide(statement, Verdict.REJECT)
    second.undo()
    assert second.queue()[0].statement.id == statement
    with pytest.raises(MisuseError):
        second.undo()


def test_a_release_of_a_second_reader_rests_on_no_opinion(first: Desk) -> None:
    second = shared(first, "R1", "R2")
    decide_all(second, "R1")
    first.consent("R1", Purpose.PUBLIC_ANONYMOUS)
    assert not [s for r in second.reports() for s in r.accepted]


def test_finishing_needs_every_statement_and_is_final(first: Desk) -> None:
    second = shared(first)
    with pytest.raises(MisuseError, match="wait for you"):
        second.finish("R1")
    decide_all(second, "R1")
    second.finish("R1")
    with pytest.raises(MisuseError, match="already"):
        second.finish("R1")
    with pytest.raises(MisuseError, match="finished this report"):
        second.decide(next(iter(_statements(second, "R1"))), Verdict.REJECT)
    with pytest.raises(MisuseError, match="not given to you"):
        other(first, "A3").finish("R1")


def test_who_can_be_a_second_reader(first: Desk) -> None:
    with pytest.raises(MisuseError, match="needs a first"):
        first.assign(["R1"], "second", "A2")
    first.assign(["R1", "R2"], "first", "A1")
    with pytest.raises(MisuseError, match="two people"):
        first.assign(["R1"], "second", "A1")
    with pytest.raises(MisuseError, match="never a name"):
        first.assign(["R1"], "second", make.NAME)
    with pytest.raises(MisuseError, match="first and a second"):
        first.assign(["R1"], "third", "A2")
    with pytest.raises(MisuseError, match="no such report"):
        first.assign(["R1", "R9"], "second", "A2")
    assert not first.read_by()[0].readers.second, "all or none"
    third = other(first, "A3")
    third.decide(next(iter(_statements(first, "R1"))), Verdict.UNSURE)
    with pytest.raises(MisuseError, match="decided about the report already"):
        first.assign(["R1"], "second", "A3")
    first.restrict("R2", ["A1"])
    with pytest.raises(MisuseError, match="restricted"):
        first.assign(["R2"], "second", "A2")


def test_what_another_reads_first_is_not_in_the_queue(first: Desk) -> None:
    second = other(first)
    before = {i.alias for i in second.queue()}
    first.assign(["R1"], "first", "A1")
    assert before - {i.alias for i in second.queue()} == {"R1"}
    first.assign(["R1"], "first", "A2")
    assert "R1" in {i.alias for i in second.queue()}
    assert "R1" not in {i.alias for i in first.queue()}
    first.assign(["R1"], "first", "")
    assert "R1" in {i.alias for i in first.queue()}


def test_a_share_is_drawn_among_what_the_person_could_read(first: Desk) -> None:
    first.assign(["R1", "R2"], "first", "A1")
    first.restrict("R1", ["A1"])
    assert first.drawn(100, "A2") == ("R2",)
    assert first.drawn(1, "A2") == ("R2",)
    assert first.drawn(100, "A1") == ()
    for wrong in (0, 101):
        with pytest.raises(MisuseError):
            first.drawn(wrong, "A2")


def test_differences_and_agreement_come_when_both_have_finished(first: Desk) -> None:
    second = shared(first)
    decide_all(first, "R1")
    decide_all(second, "R1", reject_every=3)
    first.finish("R1")
    assert (first.differences(), first.agreement().reports) == ((), 0)
    second.finish("R1")
    found = first.differences()
    assert found
    assert {(d.first, d.second, d.alias) for d in found} == {("A1", "A2", "R1")}
    assert {(x.field, x.first, x.second) for d in found for x in d.compared.differs} == {("verdict", "accepted", "rejected")}
    verdict = first.agreement().fields[0]
    assert (verdict.field, verdict.reports, judged(verdict)) == ("verdict", 1, Judged.TOO_FEW)
    assert verdict.statements - verdict.same == len(found)
    assert second.differences() == found
    assert {r.alias: len(r.accepted) for r in second.reports()} == {r.alias: len(r.accepted) for r in first.reports()}


def test_settling_for_the_second_changes_the_record_with_a_reason(first: Desk) -> None:
    both(first)
    third = other(first, "A3")
    found = third.differences()[0]
    statement = found.compared.statement.id
    with pytest.raises(MisuseError, match="what holds, and why"):
        third.settle_difference(statement, {"verdict": "second"}, "  ")
    with pytest.raises(MisuseError, match="what holds, and why"):
        third.settle_difference(statement, {}, "it was read twice")
    third.settle_difference(statement, {"verdict": "second"}, "the words are about another family")
    assert statement not in {s.id for r in first.reports() for s in r.accepted}
    settled = next(d for d in first.differences() if d.compared.statement.id == statement).settled
    assert settled is not None
    assert (settled.by, settled.reason) == ("A3", "the words are about another family")
    agreed = first.agreement().fields[0]
    assert agreed.same < agreed.statements, "what was settled later does not make them agree"
    third.undo()
    assert next(d for d in first.differences() if d.compared.statement.id == statement).settled is None


def test_settling_a_field_takes_the_value_of_either_or_another(first: Desk) -> None:
    second = shared(first)
    decide_all(first, "R1")
    reading = next(r for r in first.reports() if r.alias == "R1").reading
    chosen = next(s for s in reading.statements if s.act.startswith("detain"))
    second.decide(chosen.id, Verdict.CORRECT, field="scope", value="set")
    second.decide(chosen.id, Verdict.CORRECT, field="time", value="2025-10")
    if chosen.place:
        second.decide(chosen.id, Verdict.NOT_STATED, field="place")
    decide_all(second, "R1")
    first.finish("R1"), second.finish("R1")
    (found,) = first.differences()
    fields = {d.field: (d.first, d.second) for d in found.compared.differs}
    assert fields["scope"] == ("incident", "set")
    assert fields["time"][1] == "2025-10"
    first.settle_difference(
        chosen.id, {**dict.fromkeys(fields, "first"), "scope": "second", "time": "2025-10-14"}, "as written"
    )
    now = next(s for r in first.reports() for s in r.accepted if s.id == chosen.id)
    assert (now.scope.value, now.place) == ("set", chosen.place)
    report = next(r for r in first.reports() if r.alias == "R1")
    assert report.reading.time(now.time or "").earliest == dt.date(2025, 10, 14)


def test_settling_for_a_second_reader_who_alone_accepted_takes_their_fields(first: Desk) -> None:
    second = shared(first)
    reading = next(r for r in first.reviewing() if r.alias == "R1").reading
    chosen = next(s for s in reading.statements if s.act.startswith("detain"))
    for statement in reading.statements:
        first.decide(statement.id, Verdict.REJECT if statement.id == chosen.id else Verdict.ACCEPT)
    second.decide(chosen.id, Verdict.CORRECT, field="scope", value="set")
    decide_all(second, "R1")
    first.finish("R1"), second.finish("R1")
    first.settle_difference(chosen.id, {"verdict": "second"}, "the second is right")
    assert next(s for r in first.reports() for s in r.accepted if s.id == chosen.id).scope.value == "set"


def test_the_same_days_written_otherwise_are_no_difference(first: Desk) -> None:
    second = shared(first)
    decide_all(first, "R1")
    report = next(r for r in first.reports() if r.alias == "R1")
    dated = next(s for s in report.reading.statements if s.time and report.reading.time(s.time).earliest)
    time = report.reading.time(dated.time or "")
    assert time.earliest == time.latest
    second.decide(dated.id, Verdict.CORRECT, field="time", value=str(time.earliest))
    decide_all(second, "R1")
    first.finish("R1"), second.finish("R1")
    assert first.differences() == ()


def test_words_chosen_again_are_a_difference_in_words(first: Desk) -> None:
    from rushlight.desk.difference_words import difference_words

    second = shared(first)
    decide_all(first, "R1")
    report = next(r for r in first.reports() if r.alias == "R1")
    chosen = next(s for s in report.reading.statements if s.act.startswith("detain"))
    span = chosen.spans[0]
    second.decide(chosen.id, Verdict.CORRECT, field="words", value=f"{span.start}-{span.end - 3}")
    decide_all(second, "R1")
    first.finish("R1"), second.finish("R1")
    (found,) = first.differences()
    (said,) = difference_words(found)
    assert (said.field, said.second) == ("words", f"“{report.text[span.start : span.end - 3]}”")
    first.settle_difference(chosen.id, {"words": "second"}, "shorter is enough")
    now = next(s for r in first.reports() for s in r.accepted if s.id == chosen.id)
    assert now.spans[0].end == span.end - 3


def test_what_one_reader_added_is_hidden_and_then_told(first: Desk) -> None:
    from rushlight.desk.adding import Marked

    second = shared(first)
    document = next(d.document.id for d in first.case.documents() if d.alias == "R1")
    text = first.case.text(document)
    start = text.index("detained")
    marked = Marked(act="detain.arrest", words=f"{start}-{start + 8}")
    mine, theirs = first.add_statement(document, marked), second.add_statement(document, marked)
    seen = {desk.actor: {s.id for r in desk.reviewing() for s in r.reading.statements} for desk in (first, second)}
    assert (mine.id in seen["A1"], theirs.id in seen["A1"]) == (True, False)
    assert (mine.id in seen["A2"], theirs.id in seen["A2"]) == (False, True)
    decide_all(first, "R1"), decide_all(second, "R1")
    assert first.added_alone() == ()
    first.finish("R1"), second.finish("R1")
    assert [(a.person, a.statement.id) for a in first.added_alone()] == [("A2", theirs.id)]
    assert theirs.id in {i.statement.id for i in first.queue()}
    first.decide(theirs.id, Verdict.REJECT)
    assert first.added_alone() == ()


def test_a_second_reader_takes_back_any_of_their_last_decisions(first: Desk) -> None:
    second = shared(first)
    statement = second.queue()[0].statement.id
    made = second.decide(statement, Verdict.REJECT)
    second.decide(second.queue()[0].statement.id, Verdict.UNSURE)
    assert made.id in {told.decision.id for told in Reviewing(second).last()}
    Reviewing(second).take_back(made.id)
    assert second.queue()[0].statement.id == statement
    with pytest.raises(MisuseError):
        Reviewing(first).take_back(made.id)


# --- own times --------------------------------------------------------------------------------------


def test_times_are_kept_for_oneself_and_nowhere_else(first: Desk) -> None:
    second = other(first)
    statement = first.queue()[0].statement.id
    first.own_times.shown(statement)
    first.decide(statement, Verdict.UNSURE)
    before = first.own_times.own()
    assert (before.decisions, before.kept) == (1, True)
    assert 0 < (before.half_within or 0) < 60
    assert second.own_times.own().decisions == 0
    assert not [e for e in first.log() if "time" in e.kind]
    stored = first.case._db.rows("SELECT * FROM own_times")
    assert statement not in str(stored)
    assert first.verify(deep=True).ok


def test_what_took_very_long_or_was_never_shown_is_not_kept(first: Desk) -> None:
    statements = [i.statement.id for i in first.queue()]
    first.decide(statements[0], Verdict.UNSURE)
    assert first.own_times.own().decisions == 0
    first.own_times.shown(statements[1])
    at, first.now = first.now() + dt.timedelta(minutes=20), first.now
    desk = Desk(first.case, now=lambda: at)
    desk.own_times._since = dict(first.own_times._since)
    desk.decide(statements[1], Verdict.UNSURE)
    assert desk.own_times.own().decisions == 0


def test_switched_off_nothing_is_kept_and_what_was_is_gone(first: Desk) -> None:
    statements = [i.statement.id for i in first.queue()]
    for statement in statements[:3]:
        first.decide(statement, Verdict.UNSURE)
    assert first.own_times.own().decisions == 2
    first.own_times.keep(False)
    first.decide(statements[3], Verdict.UNSURE)
    off = first.own_times.own()
    assert (off.kept, off.decisions) == (False, 0)
    assert other(first).own_times.kept
    first.own_times.keep(True)
    first.decide(statements[4], Verdict.UNSURE)
    assert first.own_times.own().decisions == 1


def test_a_bundle_has_no_times(first: Desk) -> None:
    from rushlight.casefile import sending

    for item in first.queue()[:3]:
        first.decide(item.statement.id, Verdict.UNSURE)
    assert first.own_times.own().decisions == 2
    assert "own_times" not in "".join(str(line) for line in sending.lines(first.case, {}))


def test_comments_are_not_shown_across_before_both_have_finished(first: Desk) -> None:
    second = shared(first)
    statement = first.queue()[0].statement.id
    first.comment(statement, "I doubt the date")
    second.comment(statement, "so do I")
    seen = {
        desk.actor: [c[2] for c in Reviewing(desk).item(statement).comments] for desk in (first, second, other(first, "A3"))
    }
    assert seen == {"A1": ["I doubt the date"], "A2": ["so do I"], "A3": ["I doubt the date"]}
    decide_all(first, "R1"), decide_all(second, "R1")
    first.finish("R1"), second.finish("R1")
    assert [c[2] for c in Reviewing(second).item(statement).comments] == ["I doubt the date", "so do I"]


def test_each_of_two_readers_waits_for_their_own_reading(first: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where reports are read blind first, what the first one does shows the second one no proposal."""
    monkeypatch.setattr(blind, "chosen", lambda *_: True)  # which are drawn is chance
    first.case.put_setting(blind.SETTING, 50, by="A1")
    second = shared(first, "R1")
    document = next(d.document.id for d in first.case.documents() if d.alias == "R1")
    proposal = first.case.readings(document)[-1].reading.statements[0].id
    readers = (first, second)

    def waits() -> list[bool]:
        return [blind.waits(d.case, document, 50, d.actor) for d in readers]

    assert waits() == [True, True]
    first.decide(proposal, Verdict.REJECT)
    assert waits() == [False, True]
    assert not {i.statement.id for i in second.queue()} & _statements(first, "R1")
    second.finish_blind(document)
    assert waits() == [False, False]
    first.undo()
    assert proposal in {i.statement.id for i in second.queue()}


def test_the_second_readers_blind_reading_is_their_own_too(first: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blind, "chosen", lambda *_: True)
    second = shared(first, "R1")
    document = next(d.document.id for d in first.case.documents() if d.alias == "R1")
    second.decide(first.case.readings(document)[-1].reading.statements[0].id, Verdict.REJECT)
    assert [blind.waits(d.case, document, 50, d.actor) for d in (first, second)] == [True, False]
    first.finish_blind(document)
    assert not blind.waits(first.case, document, 50, "A1")
