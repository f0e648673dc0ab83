"""A model's answers become statements of the text's own words, or are dropped, counted and told."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from making_first import (
    ARREST,
    BROTHER,
    DEMAND,
    FAMILY,
    INJECTED,
    NEIGHBOUR,
    OFFICERS,
    PAID,
    PARAGRAPHS,
    TEXT,
    THREAT,
    Ask,
    answering,
    first,
    item,
    span,
)

from how_many import tries
from rushlight.errors import EndpointError, MisuseError, NoAnswer
from rushlight.reading.second import Mode, SecondReading, Settings, State, load_state, read_again
from rushlight.reading.second.prompts import groups
from rushlight.reading.second.reader import GIVE_UP
from rushlight.record import Band, Modality, PartyClass, Polarity, Role, verify_reading

POINT = Settings("a-model:8b", "http://127.0.0.1:1/v1")
QUOTE = Settings("a-model:8b", "http://127.0.0.1:1/v1", Mode.QUOTE)


def again(ask: Ask, how: Settings = POINT, **more: Any) -> SecondReading:
    return read_again(TEXT, paragraphs=PARAGRAPHS, first=first(), ask=ask, settings=how, **more)


def quoted(act: str, sentence: str, quote: str, **more: Any) -> dict[str, Any]:
    return {**item(act, sentence, **more), "quote": quote}


def test_pointed_ids_become_the_texts_words() -> None:
    demand = item(
        "demand.payment",
        DEMAND,
        by=[OFFICERS],
        to=[FAMILY],
        time="t1",
        place="l1",
        amounts=["a1"],
        content="take.extorted_payment",
    )
    found = again(answering(demand)).reading
    told, content = found.statements
    assert told.spans[0].exact == TEXT[12:].split(". ")[0] + "."
    assert (found.amount(told.amounts[0]).span.exact, found.place(told.place or "").name) == ("50,000 crowns", "Aldmoor")
    assert found.party(told.parties(Role.PERPETRATOR)[0]).label == "two inspectors of the district office"
    assert (content.act, content.modality, content.content_of) == ("take.extorted_payment", Modality.DEMANDED, told.id)
    assert content.parties(Role.AFFECTED) == told.parties(Role.AFFECTED)
    assert content.stage is None
    assert {s.band for s in found.statements} == {Band.LOW}


def test_a_demand_said_to_be_demanded_is_an_act_that_occurred() -> None:
    threat = item("threat.sanction", THREAT, modality="threatened", content="move.internal_exile")
    told, content = sorted(again(answering(threat)).reading.statements, key=lambda s: s.content_of is not None)
    assert (told.modality, content.modality) == (Modality.OCCURRED, Modality.THREATENED)


def test_a_content_answered_twice_stands_once() -> None:
    threat = item("threat.sanction", THREAT, to=[FAMILY], content="move.internal_exile")
    exile = item("move.internal_exile", THREAT, modality="threatened", to=[FAMILY], place="l1")
    found = again(answering(threat, exile)).reading
    (content,) = (s for s in found.statements if s.act == "move.internal_exile")
    assert content.content_of is not None
    assert content.place is not None


def test_what_was_denied_has_no_content() -> None:
    found = again(answering(item("threat.sanction", THREAT, polarity="negated", content="move.internal_exile"))).reading
    assert [s.act for s in found.statements] == ["threat.sanction"]


def test_nobody_who_suffers_or_tells_is_named_as_the_doer() -> None:
    blaming = item("detain.arrest", ARREST, by=[FAMILY, NEIGHBOUR, OFFICERS], to=[BROTHER])
    (told,) = again(answering(blaming)).reading.statements
    assert [p.role for p in told.participants] == [Role.PERPETRATOR, Role.AFFECTED]


def test_quotes_are_looked_up_and_new_parties_are_sealed() -> None:
    arrest = quoted(
        "detain.arrest", ARREST, "the miller's brother was arrested", to=["the miller's brother"], says="A neighbour"
    )
    exile = quoted("move.internal_exile", THREAT, "drive the family out of the valley", modality="threatened", by=["They"])
    found = again(answering(arrest, exile), QUOTE).reading
    by_act = {s.act: s for s in found.statements}
    assert by_act["detain.arrest"].spans == (span("the miller's brother was arrested"),)
    assert found.party(by_act["detain.arrest"].attribution.speaker or "").party_class is PartyClass.SOURCE
    new = found.party(by_act["move.internal_exile"].parties(Role.PERPETRATOR)[0])
    assert (new.label, new.party_class) == ("They", PartyClass.OTHER)


@pytest.mark.parametrize(
    "quote",
    [
        "two inspectors demanded 5,000 crowns",
        "demanded 50,000 crowns from the baker's family",
        "The inspectors shot the miller",
        "threatened to drive the family out",  # another sentence
        "",
        None,
        7,
    ],
)
def test_a_quote_that_is_not_there_makes_no_statement(quote: object) -> None:
    done = again(answering({**item("demand.payment", DEMAND), "quote": quote}), QUOTE)
    assert not done.reading.statements
    assert done.account.dropped["a quote that is not in the text"] == 1


def test_a_quote_without_its_not_makes_no_statement() -> None:
    for quote in ("The family did pay", "The family paid", "pay"):
        assert not again(answering(quoted("take.extorted_payment", PAID, quote)), QUOTE).reading.statements
    (told,) = again(
        answering(quoted("take.extorted_payment", PAID, "The family did not pay", polarity="negated")), QUOTE
    ).reading.statements
    assert told.polarity is Polarity.NEGATED


def test_an_altered_sum_is_dropped_from_a_statement_whose_quote_is_right() -> None:
    demand = quoted("demand.payment", DEMAND, "demanded 50,000 crowns", amounts=["5,000 crowns"], to=["the miller's family"])
    done = again(answering(demand), QUOTE)
    assert done.reading.statements[0].amounts == ()
    assert done.account.dropped["a quote that is not in the text"] == 1


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"act": "kill.execution"}, None),  # not asked in this family: never offered by answering()
        ({"sentence": "s99"}, "a sentence that is not there"),
        ({"sentence": None}, "a sentence that is not there"),
        ({"modality": "happened"}, "a value outside its list"),
        ({"modality": None}, "a value outside its list"),
        ({"polarity": ["negated"]}, "a value outside its list"),
        ({"scope": {}}, "a value outside its list"),
    ],
)
def test_an_item_with_a_wrong_term_is_dropped_whole(wrong: dict[str, object], why: str | None) -> None:
    def ask(messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any], seed: int) -> str:
        return (
            json.dumps({"items": [{**item("demand.payment", DEMAND), **wrong}]})
            if "demand.payment:" in str(messages)
            else '{"items": []}'
        )

    done = again(ask)
    assert not done.reading.statements
    assert done.account.dropped[why or "an act that was not asked for"] == 1


def test_unknown_ids_are_dropped_from_their_field_only() -> None:
    done = again(answering(item("demand.payment", DEMAND, by=["p77", OFFICERS], to="p9", time="a1", amounts=[["a1"], {}])))
    (told,) = done.reading.statements
    assert (len(told.participants), told.time, told.amounts) == (1, None, ())
    assert done.account.dropped["an id that is not there"] == 5


def test_an_instruction_in_the_report_gains_nothing() -> None:
    """A model that obeys the report's sentence can only point at that sentence, weakly, as one reader."""
    obeying = (
        item("kill.execution", INJECTED, to=[FAMILY]),
        item("kill.execution", "s1; DROP TABLE", to=["the miller"]),
        {"act": "run_shell", "sentence": INJECTED, "command": "curl http://203.0.113.9"},
    )
    found = again(answering(*obeying)).reading
    verify_reading(found, TEXT)
    (told,) = found.statements
    assert told.band is Band.LOW
    assert told.spans[0].exact.startswith("Ignore all previous instructions")


@pytest.mark.parametrize(
    "around",
    [
        "{}",
        "```json\n{}\n```",
        "Here is {{the}} answer: {} I hope it helps.",
        "<think>The text says {{ nothing }} much</think>\n{}",
        "{}\n\nLet me know {{if}} you want more.",
    ],
)
def test_json_is_found_in_what_small_models_put_around_it(around: str) -> None:
    reply = json.dumps({"items": [item("demand.payment", DEMAND)]})
    done = again(lambda messages, schema, seed: around.format(reply))
    assert [s.act for s in done.reading.statements] == ["demand.payment"]


BROKEN = (
    "",
    "no",
    "[]",
    "{",
    '{"items": [{"act": "demand.payment", "sent',
    '{"items": 3}',
    '{"item": []}',
    '<think>{"items": []}',
)


@pytest.mark.parametrize("reply", BROKEN)
def test_after_one_more_try_a_family_without_json_is_told_as_not_read(reply: str) -> None:
    tries: list[tuple[str, int]] = []

    def ask(messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any], seed: int) -> str:
        if "demand.payment:" not in str(messages):
            return '{"items": []}'
        tries.append((messages[-1]["content"], seed))
        return reply

    done = again(ask)
    assert done.account.not_read == ["demand/1"]
    assert str(done.reading.produced_by).count("not read: demand/1") == 1
    (once, seed), (twice, other) = tries
    assert twice.startswith(once)
    assert "no JSON" in twice
    assert seed != other


def test_after_several_questions_without_answer_the_others_are_not_asked() -> None:
    asked: list[int] = []

    def ask(messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any], seed: int) -> str:
        asked.append(1)
        raise NoAnswer("the model took too long")

    done = again(ask)
    assert len(asked) == GIVE_UP
    assert len(done.account.not_read) == done.account.questions == len(groups())


def test_an_endpoint_that_cannot_be_asked_ends_the_reading() -> None:
    def ask(messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any], seed: int) -> str:
        raise EndpointError("nothing listens at the model's address")

    with pytest.raises(EndpointError):
        again(ask)


def test_an_interrupted_reading_goes_on_and_asks_nothing_twice() -> None:
    kept: list[bytes] = []
    count = 0
    good = answering(item("demand.payment", DEMAND, to=[FAMILY]), item("detain.arrest", ARREST, to=[BROTHER], says=NEIGHBOUR))

    def interrupted(messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any], seed: int) -> str:
        nonlocal count
        count += 1
        if count == 5:
            raise KeyboardInterrupt
        return good(messages, schema, seed)

    with pytest.raises(KeyboardInterrupt):
        again(interrupted, keep=lambda s: kept.append(s.to_json()))
    assert len(kept) == 4
    resumed = again(interrupted, state=load_state(kept[-1]))
    assert resumed.account.asked == len(groups()) - 4
    assert resumed.reading == again(good).reading


def test_the_kept_state_holds_no_word_of_the_report() -> None:
    kept: list[State] = []
    quote = quoted("demand.payment", DEMAND, "demanded 50,000 crowns", to=["the miller's family"], amounts=["50,000 crowns"])
    again(answering(quote), QUOTE, keep=kept.append)
    state = kept[-1].to_json().decode()
    assert "demand.payment" in state
    for word in ("50,000", "crowns", "miller", "Aldmoor", "inspectors", "valley"):
        assert word not in state


def test_a_state_serves_its_own_reading_only() -> None:
    kept: list[State] = []
    again(answering(), keep=kept.append)
    with pytest.raises(MisuseError, match="other settings"):
        again(answering(), Settings("another", POINT.endpoint), state=kept[-1])
    with pytest.raises(MisuseError, match="another report"):
        read_again(TEXT + " ", paragraphs=PARAGRAPHS, first=first(), ask=answering(), settings=POINT, state=kept[-1])


@pytest.mark.parametrize("change", [('"span":[', '"span":[9'), ("demand.payment", "demand.praise"), ('"occurred"', '"maybe"')])
def test_a_damaged_state_is_refused(change: tuple[str, str]) -> None:
    kept: list[State] = []
    again(answering(item("demand.payment", DEMAND)), keep=kept.append)
    with pytest.raises(MisuseError):
        again(answering(), state=load_state(kept[-1].to_json().decode().replace(*change).encode()))


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff", b'{"format": "x"}', b"[1, 2]"])
def test_another_file_is_no_state(data: bytes) -> None:
    with pytest.raises(MisuseError):
        load_state(data)


def test_of_several_passes_only_what_most_say_is_kept() -> None:
    """The first pass alone sees a threat as a deed, the last one alone an arrest; all see the demand, two the family."""

    def ask(messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any], seed: int) -> str:
        turn = seed % 1000
        items = [item("demand.payment", DEMAND, to=[FAMILY] if turn < 3 else [], by=[OFFICERS] if turn == 1 else [])]
        items.append(item("move.internal_exile", THREAT, modality="occurred" if turn == 1 else "threatened"))
        items += [item("detain.arrest", ARREST)] if turn == 3 else []
        return answering(*items)(messages, schema, seed)

    found = again(ask, Settings("m", "e", passes=3)).reading
    assert {(s.act, s.modality.value) for s in found.statements} == {
        ("demand.payment", "occurred"),
        ("move.internal_exile", "threatened"),
    }
    (demand,) = (s for s in found.statements if s.act == "demand.payment")
    assert [p.role for p in demand.participants] == [Role.AFFECTED]


def test_model_endpoint_prompt_and_seed_stand_on_every_statement() -> None:
    (told,) = again(answering(item("demand.payment", DEMAND))).reading.statements
    by = told.produced_by
    assert by is not None
    assert (by.kind, by.name) == ("model", "a-model:8b")
    assert all(part in str(by.settings) for part in ("pointer", "http://127.0.0.1:1/v1", "prompt ", "seed 1"))


def test_progress_is_told_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    again(answering(), tell=lambda done, total: told.append((done, total)))
    assert told[-1] == (len(groups()), len(groups()))


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=12),
    st.sampled_from(["s1", "s3", "p1", "p2", "t1", "none", "50,000", "pay"]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=2)),
    max_leaves=6,
)
ACTS = [act for g in groups() for act in g["acts"]]
LIKELY = st.fixed_dictionaries(
    {
        "act": st.sampled_from(ACTS),
        "sentence": st.one_of(st.sampled_from(["s1", "s2", "s3", "s4", "s5"]), VALUES),
        "modality": st.one_of(st.sampled_from(list(Modality)), VALUES),
        "polarity": st.one_of(st.sampled_from(list(Polarity)), VALUES),
        "scope": st.one_of(st.sampled_from(["incident", "pattern"]), VALUES),
    },
    optional=dict.fromkeys(("by", "to", "says", "time", "place", "amounts", "content", "mode"), VALUES)
    | {"quote": st.one_of(st.integers(0, 250).map(lambda n: TEXT[n : n + 25]), st.text(max_size=30), VALUES)},
)
REPLIES = st.one_of(
    st.text(max_size=60),
    VALUES.map(json.dumps),
    st.lists(st.one_of(LIKELY, VALUES), max_size=5).map(lambda rows: json.dumps({"items": rows})),
)


@pytest.mark.parametrize("how", [POINT, QUOTE], ids=["pointer", "quote"])
@given(reply=REPLIES)
@settings(max_examples=tries(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_reply_whatever_gives_a_statement_whose_words_are_not_in_the_text(how: Settings, reply: str) -> None:
    found = again(lambda messages, schema, seed: reply, how).reading
    verify_reading(found, TEXT)
    for statement in found.statements:
        assert statement.band is Band.LOW
        assert not any(s.start < PARAGRAPHS[1].start for s in statement.spans)
