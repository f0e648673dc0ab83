"""Reviewing page by page: the same order as the plain queue, whatever was decided, taken back, added or merged."""

from __future__ import annotations

import itertools
import random

import making_desk as make
import making_reports
import pytest

from rushlight.desk import Desk
from rushlight.desk.adding import Marked
from rushlight.desk.reviewing import Reviewing
from rushlight.errors import MisuseError, RecordError, ReviewError
from rushlight.record import TOUCHED, Statement, Verdict
from rushlight.review import queue


def order(desk: Desk) -> list[str]:
    return [item.statement.id for item in queue(desk.reports(), desk.case.decisions())]


def shown(reviewing: Reviewing) -> list[str]:
    return [item.line.id for _, item in reviewing.index.queue()]


def same(desk: Desk, reviewing: Reviewing) -> None:
    """All that is shown is what the plain queue, made anew from everything, says."""
    wanted = order(desk)
    assert shown(reviewing) == wanted
    assert reviewing.progress() == desk.progress()
    assert reviewing.index.weakly_founded() == sum(i.behind_more for i in queue(desk.reports(), desk.case.decisions()))
    first = [i for i in desk.queue() if not i.behind_more]
    assert reviewing.first() == (first[0].statement.id if first else None)
    assert reviewing.first(more=True) == (wanted[0] if wanted else None)


def walk(reviewing: Reviewing, start: str, steps: int) -> list[str]:
    out = [start]
    while len(out) < steps:
        out.append(reviewing.after(out[-1], more=True) or "")
    return out


def decide_something(desk: Desk, draw: random.Random) -> None:
    reports = [r for r in desk.reports() if r.reading.statements]
    chosen = draw.choice(draw.choice(reports).reading.statements).id
    try:
        match draw.randrange(6):
            case 0:
                desk.decide(chosen, Verdict.ACCEPT)
            case 1:
                desk.decide(chosen, Verdict.REJECT)
            case 2:
                desk.decide(chosen, Verdict.UNSURE)
            case 3:
                desk.decide(chosen, Verdict.CORRECT, field="modality", value="denied")
            case _:
                desk.undo()
    except (ReviewError, MisuseError):
        pass  # accepted content of what was rejected, or nothing to take back


@pytest.mark.parametrize("seed", range(6))
def test_it_is_the_plain_queue_after_every_step(desk: Desk, seed: int) -> None:
    draw, reviewing = random.Random(seed), Reviewing(desk)
    documents = [making_reports.add(desk, draw, n) for n in range(1, 9)]
    for step in range(24):
        if step % 8 == 5:
            documents.append(making_reports.add(desk, draw, 100 + step))
        if step % 8 == 6:
            desk.add_statement(draw.choice(documents), Marked(act="detain.arrest", words=f"{step}-{step + 9}"))
        decide_something(desk, draw)
        same(desk, reviewing)


def test_outlines_are_fetched_in_the_order_they_are_asked_for(desk: Desk) -> None:
    draw = random.Random(2)
    documents = [making_reports.add(desk, draw, n) for n in range(1, 9)]
    kept = Reviewing(desk).index.reports
    every = list(kept)
    assert [one.document for one in every] == documents
    assert list(kept.several(reversed(range(len(kept))))) == every[::-1]
    assert list(kept[1:]) == every[1:]
    assert kept[-1] == kept.of(every[-1].document) == every[-1]
    assert [one.place for one in every] == list(range(len(every)))
    assert kept.find("dc_of_nobody") is None
    with pytest.raises(KeyError):
        kept.of("dc_of_nobody")


def test_going_on_and_back_follow_the_queue(desk: Desk) -> None:
    draw, reviewing = random.Random(3), Reviewing(desk)
    for n in range(1, 12):
        making_reports.add(desk, draw, n)
    for _ in range(8):
        decide_something(desk, draw)
    every = order(desk)
    assert walk(reviewing, every[0], len(every)) == every
    assert reviewing.after(every[-1], more=True) == every[0]
    assert [reviewing.before(s, more=True) for s in every] == [None, *every[:-1]]


def test_after_a_decision_comes_the_one_that_stood_behind(desk: Desk) -> None:
    draw, reviewing = random.Random(11), Reviewing(desk)
    for n in range(1, 6):
        making_reports.add(desk, draw, n)
    before = order(desk)
    for here, then in itertools.pairwise(before[:7]):
        assert reviewing.after(here, more=True) == then
        desk.decide(here, Verdict.UNSURE if here == before[2] else Verdict.REJECT)
        assert reviewing.item(then).proposed.id == then
    assert reviewing.after(before[0], more=True) == before[6]


def test_a_report_that_was_read_again_counts_by_its_latest_reading(desk: Desk) -> None:
    draw, reviewing = random.Random(5), Reviewing(desk)
    document = making_reports.add(desk, draw, 1, statements=4)
    making_reports.add(desk, draw, 2, statements=3)
    desk.decide(order(desk)[0], Verdict.REJECT)
    text = desk.case.text(document)
    desk.add_statement(document, Marked(act="threat.sanction", words="3-12"))
    again = making_reports.a_reading([making_reports.a_statement(desk, draw, text) for _ in range(2)], draw)
    desk.case.add_reading(document, again, by="A1")
    same(desk, reviewing)
    assert reviewing.progress().total == 6


def test_what_may_not_be_found_leaves_no_trace(desk: Desk) -> None:
    draw, reviewing = random.Random(8), Reviewing(desk)
    documents = [making_reports.add(desk, draw, n, statements=3) for n in range(1, 4)]
    gone = desk.case.readings(documents[1])[0].reading.statements[0].id
    desk.decide(gone, Verdict.REJECT)
    assert [told.decision.statement for told in reviewing.last()] == [gone]
    desk.restrict("R2", ["A7", "A1"])
    desk.actor = "A2"
    same(desk, reviewing)
    assert reviewing.last() == ()
    assert reviewing.after(gone) == reviewing.first()
    with pytest.raises(ReviewError, match="no such statement"):
        reviewing.item(gone)
    with pytest.raises(MisuseError, match="no such report"):
        reviewing.report(documents[1])
    desk.actor = "A1"
    desk.restrict("R2", [])
    same(desk, reviewing)
    assert len(reviewing.last()) == 1


def test_accepting_asks_for_the_three_first(desk: Desk) -> None:
    reviewing = Reviewing(desk)
    make.taken(desk, make.DEMAND)
    statement = reviewing.first() or ""
    assert reviewing.item(statement).untouched == TOUCHED
    for seen in ((), TOUCHED[:2], TOUCHED[1:]):
        with pytest.raises(ReviewError, match="look at each"):
            reviewing.accept(statement, seen)
    desk.decide(statement, Verdict.NOT_STATED, field="speaker")
    assert reviewing.item(statement).untouched == ("modality", "agent")
    decision = reviewing.accept(statement, ("modality", "agent"))
    assert desk.case.decisions()[-1].seen == decision.seen == ("modality", "agent")
    with pytest.raises(RecordError):
        desk.decide(statement, Verdict.REJECT, seen=("modality",))


def test_a_colleagues_look_is_not_ones_own(desk: Desk) -> None:
    make.taken(desk, make.DEMAND)
    statement = Reviewing(desk).first() or ""
    desk.decide(statement, Verdict.NOT_STATED, field="speaker")
    desk.actor = "A2"
    assert Reviewing(desk).item(statement).untouched == TOUCHED


def test_a_rejected_threat_takes_what_it_announced_with_it(desk: Desk) -> None:
    reviewing = Reviewing(desk)
    make.taken(desk, make.VISIT)
    (report,) = desk.reports()
    content = next(s for s in report.reading.statements if s.content_of)
    desk.decide(content.content_of or "", Verdict.ACCEPT)
    desk.decide(content.id, Verdict.ACCEPT)
    reviewing.reject(content.content_of or "")
    (report,) = desk.reports()
    assert not {content.id, content.content_of} & {s.id for s in report.accepted}


def test_any_of_the_last_ten_can_be_taken_back(desk: Desk) -> None:
    draw, reviewing = random.Random(2), Reviewing(desk)
    for n in range(1, 7):
        making_reports.add(desk, draw, n, statements=3)
    made = [desk.decide(s, Verdict.REJECT).id for s in order(desk)[:12]]
    assert [told.decision.id for told in reviewing.last()] == made[:1:-1]
    reviewing.take_back(made[5])
    assert [told.stands for told in reviewing.last()] == [told.decision.id != made[5] for told in reviewing.last()]
    with pytest.raises(ReviewError, match="already"):
        reviewing.take_back(made[5])
    desk.actor = "A2"
    with pytest.raises(MisuseError, match="no such decision"):
        reviewing.take_back(made[6])


def visit(desk: Desk) -> tuple[str, str]:
    taken = make.taken(desk, make.VISIT)
    return taken.document, desk.case.text(taken.document)


def stretch(text: str, words: str) -> str:
    return f"{text.index(words)}-{text.index(words) + len(words)}"


def test_a_person_adds_a_statement_from_words(desk: Desk) -> None:
    document, text = visit(desk)
    made = desk.add_statement(
        document,
        Marked(
            act="search.home",
            words=stretch(text, "searched the house"),
            agent=stretch(text, "two officers"),
            affected=stretch(text, make.NAME),
            place=stretch(text, "Hyesan"),
            time=stretch(text, "12 October 2025"),
            amounts=stretch(text, "10,000 yuan"),
        ),
    )
    assert text[made.spans[0].start : made.spans[0].end] == "searched the house"
    (report,) = desk.reports()
    assert made.id in {s.id for s in report.reading.statements}
    assert made.id not in {s.id for s in report.accepted}
    assert report.reading.time(made.time or "").edtf == "2025-10-12"
    assert report.reading.place(made.place or "").atlas_id
    assert str(report.reading.amount(made.amounts[0]).value) == "10000"
    desk.decide(made.id, Verdict.ACCEPT)
    (report,) = desk.reports()
    assert made.id in {s.id for s in report.accepted}
    assert desk.case.verify(deep=True).ok
    assert make.NAME not in str(desk.case._db.rows("SELECT record FROM added"))


@pytest.mark.parametrize(
    "marked",
    [
        Marked(act="no.such_act", words="3-9"),
        Marked(act="detain.arrest", words="9-3"),
        Marked(act="detain.arrest", words="3-900000"),
        Marked(act="detain.arrest", words="3-9,5-12"),
        Marked(act="detain.arrest", words="arrested"),
        Marked(act="detain.arrest", words="3-9", modality="surely"),
        Marked(act="detain.arrest", words="3-9", agent="pt_unknown"),
        Marked(act="detain.arrest", words="3-9", content_of="st_unknown"),
        Marked(act="detain.arrest", words="3-9", affected="3-9", kind="target"),
    ],
)
def test_what_makes_no_statement_is_refused_and_nothing_is_kept(desk: Desk, marked: Marked) -> None:
    document, _ = visit(desk)
    before = len(desk.log())
    with pytest.raises(RecordError):
        desk.add_statement(document, marked)
    assert len(desk.log()) == before


def test_words_are_chosen_again(desk: Desk) -> None:
    document, text = visit(desk)
    statement = desk.queue()[0].statement
    chosen = stretch(text, "her brother Tobias")
    desk.decide(statement.id, Verdict.CORRECT, field="words", value=chosen)
    desk.decide(statement.id, Verdict.ACCEPT)
    (report,) = desk.reports()
    accepted = next(s for s in report.accepted if s.id == statement.id)
    assert [s.exact for s in accepted.spans] == ["her brother Tobias"]
    for value in ("0-0", "5-99999", "her brother", "7-3"):
        with pytest.raises(ReviewError):
            desk.decide(statement.id, Verdict.CORRECT, field="words", value=value)
    with pytest.raises(ReviewError, match="cannot be without"):
        desk.decide(statement.id, Verdict.NOT_STATED, field="words")
    assert Reviewing(desk).report(document).accepted == report.accepted


def test_fields_take_words_of_the_report_that_nobody_proposed(desk: Desk) -> None:
    document, text = visit(desk)
    reviewing = Reviewing(desk)
    statement = reviewing.first() or ""
    written = {"agent": "county security office", "affected": "her family", "speaker": "two officers", "place": "the house"}
    for field, words in {**written, "amounts": "10,000 yuan"}.items():
        desk.decide(statement, Verdict.CORRECT, field=field, value=stretch(text, words))
    for field in written:
        with pytest.raises(ReviewError):
            desk.decide(statement, Verdict.CORRECT, field=field, value="5-99999")
    reviewing.accept(statement, TOUCHED)
    for report in (*desk.reports(), reviewing.report(document), reviewing.item(statement).report):
        accepted = next(s for s in report.accepted if s.id == statement)
        parties = {p.role.value: report.reading.party(p.party) for p in accepted.participants}
        assert parties["perpetrator"].mentions[0].exact == written["agent"]
        assert parties["affected"].mentions[0].exact == written["affected"]
        assert report.reading.place(accepted.place or "").name == written["place"]
        assert report.reading.amount(accepted.amounts[0]).span.exact == "10,000 yuan"
        ids = [row.id for row in (*report.reading.parties, *report.reading.places, *report.reading.amounts)]
        assert len(set(ids)) == len(ids)
    assert desk.link().reports
    assert "her family" not in str(desk.case._db.rows("SELECT record FROM decision"))


def test_a_comment_stays_beside_its_statement(desk: Desk) -> None:
    visit(desk)
    statement = desk.queue()[0].statement.id
    desk.comment(statement, "  ask the translator  ")
    assert [(by, text) for by, _, text in Reviewing(desk).item(statement).comments] == [("A1", "ask the translator")]
    for odd in ("", " \n", "x" * 4001):
        with pytest.raises(MisuseError):
            desk.comment(statement, odd)


def blindly(desk: Desk) -> str:
    """A report that is to be read blind: documents' ids are random, so take in until one is drawn."""
    from rushlight.desk import blind

    desk.case.put_setting("pages.blind", 50, by="A1")
    for n in range(1, 40):
        document = making_reports.add(desk, random.Random(n), n, statements=3)
        if blind.waits(desk.case, document, 50, desk.actor):
            return document
    raise AssertionError("a half was never drawn")


def test_a_report_read_blind_shows_no_proposal_before(desk: Desk) -> None:
    document = blindly(desk)
    reviewing = Reviewing(desk)
    proposals = {s.id for s in desk.case.readings(document)[0].reading.statements}
    assert not proposals & {i.statement.id for i in desk.queue()}
    assert not proposals & set(shown(reviewing))
    with pytest.raises(ReviewError, match="read first"):
        reviewing.item(sorted(proposals)[0])
    mine = desk.add_statement(document, Marked(act="detain.arrest", words="3-12"))
    assert reviewing.item(mine.id).proposed == mine
    desk.finish_blind(document)
    assert proposals <= {i.statement.id for i in desk.queue()} == set(shown(reviewing))
    assert desk.case.verify(deep=True).ok


def test_what_was_marked_is_compared_with_what_was_proposed(desk: Desk) -> None:
    from rushlight.desk import blind

    document, text = visit(desk)
    proposed = desk.case.readings(document)[0].reading.statements
    arrest = next(s for s in proposed if s.act.startswith("detain"))
    both = desk.add_statement(document, Marked(act=arrest.act, words=stretch(text, arrest.spans[0].exact)))
    alone = desk.add_statement(document, Marked(act="kill.execution", words="0-11"))
    told = blind.compare([both, alone], proposed)
    assert told.both == ((both.id, arrest.id),)
    assert told.only_marked == (alone.id,)
    assert set(told.only_proposed) == {s.id for s in proposed} - {b for _, b in told.both}


def test_a_larger_share_takes_in_the_smaller(desk: Desk) -> None:
    from rushlight.desk.blind import chosen

    ids = [f"dc_{n}" for n in range(2000)]
    shares = [{i for i in ids if chosen(desk.case.id, i, percent)} for percent in (0, 5, 20, 50)]
    assert shares[0] == set()
    assert shares[1] < shares[2] < shares[3]
    assert 880 < len(shares[3]) < 1120
    assert 50 < len(shares[1]) < 160


def test_added_statements_go_with_the_report(desk: Desk) -> None:
    document, text = visit(desk)
    made: Statement = desk.add_statement(document, Marked(act="search.home", words=stretch(text, "searched the house")))
    desk.decide(made.id, Verdict.ACCEPT)
    desk.comment(made.id, "as told twice")
    desk.erase(desk.plan_erasure("R1"))
    for table in ("added", "comment", "decision", "outline", "said"):
        assert not desk.case._db.rows(f"SELECT * FROM {table}")  # noqa: S608
    assert desk.case.verify(deep=True).ok
