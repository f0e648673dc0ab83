"""Readers merged: agreement raises, disagreement lowers and is shown, nothing is overwritten."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making_first import (
    ARREST,
    BROTHER,
    DEMAND,
    FAMILY,
    NEIGHBOUR,
    OFFICERS,
    PAID,
    PARAGRAPHS,
    TEXT,
    THREAT,
    answering,
    first,
    item,
    span,
    statement,
    without,
)

from how_many import tries
from rushlight.reading.merge import merge
from rushlight.reading.second import Settings, read_again
from rushlight.reading.second.prompts import groups
from rushlight.record import (
    Band,
    Disagreement,
    Modality,
    PartyClass,
    Provenance,
    Reading,
    Statement,
    from_sheet,
    to_sheet,
    verify_reading,
)

HOW = Settings("a-model:8b", "http://127.0.0.1:1/v1")
RAISED = {Band.LOW: Band.MEDIUM, Band.MEDIUM: Band.HIGH, Band.HIGH: Band.HIGH}
LOWERED = {Band.HIGH: Band.MEDIUM, Band.MEDIUM: Band.LOW, Band.LOW: Band.LOW}


def second(*items: dict[str, Any], ours: Reading | None = None) -> Reading:
    return read_again(TEXT, paragraphs=PARAGRAPHS, first=ours or first(), ask=answering(*items), settings=HOW).reading


def merged(*items: dict[str, Any]) -> Reading:
    return merge(first(), second(*items), TEXT)


def of(reading: Reading, act: str, modality: Modality = Modality.OCCURRED) -> Statement:
    (found,) = (s for s in reading.statements if s.act == act and s.modality is modality)
    return found


def test_agreement_raises_and_names_both_readers() -> None:
    demand = item("demand.payment", DEMAND, by=[OFFICERS], to=[FAMILY], time="t1", place="l1", amounts=["a1"])
    told = of(merged(demand), "demand.payment")
    assert told.band is Band.HIGH
    assert [p.name for p in told.witnesses] == ["rushlight-en", "a-model:8b"]
    assert told.disagreements == ()
    assert told.spans == of(first(), "demand.payment").spans


def test_a_difference_lowers_and_stands_beside_the_value_that_was_there() -> None:
    demand = item("demand.payment", DEMAND, modality="attempted", to=[BROTHER], scope="pattern")
    told = of(merged(demand), "demand.payment")
    before = of(first(), "demand.payment")
    assert told.band is Band.LOW
    assert replace(told, band=before.band, witnesses=(), disagreements=()) == before
    assert set(told.disagreements) == {
        Disagreement("modality", "a-model:8b", "attempted"),
        Disagreement("scope", "a-model:8b", "pattern"),
        Disagreement("affected", "a-model:8b", "P4"),
    }


def test_what_was_only_guessed_is_raised_only_when_the_other_says_the_same() -> None:
    arrest = item("detain.arrest", ARREST, says=NEIGHBOUR, mode="indirect_speech")
    assert of(merged({**arrest, "to": [BROTHER]}), "detain.arrest").band is Band.MEDIUM
    assert of(merged(arrest), "detain.arrest").band is Band.LOW


def test_silence_of_the_other_is_no_difference_and_what_it_adds_is_shown_but_not_filled_in() -> None:
    told = of(merged(item("threat.sanction", THREAT, place="l1", content="none")), "threat.sanction")
    assert told.band is Band.HIGH
    assert told.place is None
    assert told.disagreements == (Disagreement("place", "a-model:8b", "L1"),)


def test_a_threat_is_never_turned_into_a_deed_by_a_reader_that_saw_a_deed() -> None:
    both = merged(item("move.internal_exile", THREAT, to=[FAMILY]))
    told = of(both, "move.internal_exile", Modality.THREATENED)
    assert told.band is Band.LOW
    assert told.disagreements == (Disagreement("modality", "a-model:8b", "occurred"),)
    assert not [s for s in both.statements if s.act == "move.internal_exile" and s.modality is Modality.OCCURRED]


def test_a_negation_that_the_other_lost_is_kept() -> None:
    told = of(merged(item("take.extorted_payment", PAID)), "take.extorted_payment")
    assert told.polarity.value == "negated"
    assert told.disagreements == (Disagreement("polarity", "a-model:8b", "affirmed"),)


def test_another_act_of_the_family_is_a_difference_about_the_act() -> None:
    told = of(merged(item("detain.custody", ARREST, to=[BROTHER])), "detain.arrest")
    assert Disagreement("act", "a-model:8b", "detain.custody") in told.disagreements


def test_what_one_reader_alone_read_stays_under_its_name() -> None:
    both = merged(item("question.interrogate", ARREST, to=[BROTHER]))
    alone = of(both, "question.interrogate")
    assert (alone.band, alone.witnesses) == (Band.LOW, ())
    assert alone.produced_by == HOW.provenance()
    untouched = [s for s in both.statements if s.act != "question.interrogate"]
    assert untouched == list(first().statements)
    assert both.also_read_by == (HOW.provenance(),)


def test_the_content_of_a_matched_act_hangs_on_the_statement_that_was_there() -> None:
    ours = without(first(), "S3")
    both = merge(ours, second(item("threat.sanction", THREAT, to=[FAMILY], content="move.internal_exile"), ours=ours), TEXT)
    content = of(both, "move.internal_exile", Modality.THREATENED)
    assert content.content_of == "S2"
    assert [s.id for s in both.statements].index(content.id) > [s.id for s in both.statements].index("S2")


def test_two_happenings_in_one_sentence_are_not_taken_for_one() -> None:
    """Another doer and another victim: the model means something else."""
    ours = first()
    apart = statement(6, span("A neighbour said that the miller's brother was arrested"), "hurt.assault", by="P1", to="P2")
    parties = tuple(replace(p, party_class=PartyClass.OFFICER) if p.id == "P3" else p for p in ours.parties)
    ours = replace(ours, parties=parties, statements=(*ours.statements, apart))
    both = merge(ours, second(item("hurt.assault", ARREST, by=[NEIGHBOUR], to=[BROTHER]), ours=ours), TEXT)
    assert sum(s.act == "hurt.assault" for s in both.statements) == 2
    assert not any(s.witnesses for s in both.statements)


def test_a_party_that_only_the_other_names_comes_along_when_a_statement_needs_it() -> None:
    ours = replace(first(), parties=first().parties[:3], statements=first().statements[:4])
    theirs = merge(first(), second(item("detain.arrest", ARREST, to=[BROTHER])), TEXT)
    both = merge(ours, replace(theirs, produced_by=HOW.provenance(), statements=theirs.statements[-1:]), TEXT)
    assert [p.id for p in both.parties[:3]] == ["P1", "P2", "P3"]
    assert both.parties[3].mentions == (span("the miller's brother"),)


def test_a_third_reader_joins_the_witnesses() -> None:
    demand = item("demand.payment", DEMAND, to=[FAMILY])
    other = replace(second(demand), produced_by=Provenance("plugin", "other", "1"))
    told = of(merge(merged(demand), other, TEXT), "demand.payment")
    assert [p.name for p in told.witnesses] == ["rushlight-en", "a-model:8b", "other"]


def test_once_in_dispute_another_voice_does_not_settle_it() -> None:
    contested = merged(item("demand.payment", DEMAND, modality="attempted"))
    before = of(contested, "demand.payment")
    other = replace(second(item("demand.payment", DEMAND)), produced_by=Provenance("plugin", "other", "1"))
    after = of(merge(contested, other, TEXT), "demand.payment")
    assert (after.band, after.disagreements) == (before.band, before.disagreements)


ACTS = [act for g in groups() for act in g["acts"]]
ITEMS = st.builds(
    lambda act, sentence, modality, polarity, to, by: item(act, sentence, modality=modality, polarity=polarity, to=to, by=by),
    st.sampled_from([*ACTS, *["demand.payment", "threat.sanction", "move.internal_exile", "detain.arrest"] * 8]),
    st.sampled_from(["s1", "s2", "s3", "s4", "s5"]),
    st.sampled_from([m.value for m in Modality]),
    st.sampled_from(["affirmed", "negated"]),
    st.lists(st.sampled_from(["p1", "p2", "p3", "p4"]), max_size=2),
    st.lists(st.sampled_from(["p1", "p2", "p3", "p4"]), max_size=2),
)


@given(st.lists(ITEMS, max_size=8))
@settings(max_examples=tries(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_the_other_says_no_value_of_the_first_changes(items: list[dict[str, Any]]) -> None:
    both = merged(*items)
    verify_reading(both, TEXT)
    assert from_sheet(json.loads(json.dumps(to_sheet(both, file="", sha256="")))) == both
    assert len({s.id for s in both.statements}) == len(both.statements)
    for before in first().statements:
        after = both.statement(before.id)
        assert replace(after, band=before.band, witnesses=(), disagreements=()) == before
        against = [d for d in after.disagreements if d.field in ("act", "scope", "modality", "polarity")]
        if against:
            assert after.band is LOWERED[before.band]
        elif not after.witnesses:
            assert after.band is before.band
        assert after.band in (before.band, RAISED[before.band], LOWERED[before.band])
    for s in both.statements:
        if s.id not in {x.id for x in first().statements}:
            assert s.band is Band.LOW
