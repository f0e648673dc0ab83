"""Who did it to whom and who says so, on short texts written before the reader was tried on them: floors."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from rushlight.record import PartyClass, Role

from .roles_cases import AGENTS, is_one, judge, load, read_text, tally

HERE = Path(__file__).resolve().parent
SETS = [
    HERE / f"roles_{name}.yaml"
    for name in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh")
]
FLOORS = {"affected": 0.92, "agent": 0.91, "mode": 0.95, "speaker": 0.95}
ACTS_FOUND = 0.75
NEVER_DOERS = {PartyClass.SOURCE, PartyClass.REPORTER, PartyClass.OUTLET}


def test_fields_are_filled_as_the_author_meant_them() -> None:
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for path in SETS:
        more_asked, more_right = tally(path)
        asked += more_asked
        right += more_right
    shares = {name: right[name] / asked[name] for name in FLOORS}
    assert all(shares[name] >= floor for name, floor in FLOORS.items()), shares


def test_most_of_the_acts_are_read_at_all() -> None:
    missed = sum(judge(rules, read_text(text))[1] for path in SETS for text, rules in load(path))
    wanted = sum(len(rules) for path in SETS for _, rules in load(path))
    assert 1 - missed / wanted >= ACTS_FOUND


def test_no_teller_is_ever_a_doer() -> None:
    for path in SETS:
        for text, _ in load(path):
            reading = read_text(text)
            for statement in reading.statements:
                doers = statement.parties(Role.PERPETRATOR, Role.ORDERING_AUTHORITY)
                assert not {reading.party(p).party_class for p in doers} & NEVER_DOERS, text


@pytest.mark.parametrize(
    ("text", "act", "affected", "agent"),
    [
        ("K는 4월에 붙잡혔다. 이튿날 풀려났다.", "release.freed", "K", "-"),
        ("그 처녀는 소장이 사무실로 따로 불러냈다.", "question.summons", "처녀", "소장"),
        ("주민 3명이 보안기관에 의하여 구금되었다.", "detain.custody", "주민 3명", "보안기관"),
        ("모녀는 국경에서 공안에 걸려 붙잡혔다.", "detain.arrest", "모녀", "공안"),
        ("낯선 남자 셋이 I씨를 차에 태워 갔다.", "detain.arrest", "I씨", "남자 셋"),
        ("형을 데려간 건 보위원들이었다.", "detain.arrest", "형", "보위원들"),
        ("촌장과 군인 두 명이 교사를 끌고 갔다.", "detain.arrest", "교사", "촌장"),
        ("A는 부친이 걱정돼 이웃 나라로 달아났다.", "respond.flee", "A", "-"),
        ("- 4/12 이모 집 수색.", "search.home", "이모", "-"),
    ],
)
def test_grammar_tells_the_sides(text: str, act: str, affected: str, agent: str) -> None:
    reading = read_text(text)
    (statement,) = [s for s in reading.statements if s.act == act]
    assert is_one(affected, statement.parties(Role.AFFECTED), reading)
    assert is_one(agent, statement.parties(*AGENTS), reading)


@pytest.mark.parametrize(
    "text",
    [
        "남편이 아내를 때렸다.",
        "K의 아들이 아버지를 때렸다.",
        "브로커가 잡혀갔다. 가족이 돈을 냈다.",
        "소식통은 어머니가 체포됐다고 전했다.",
    ],
)
def test_families_and_sources_are_blamed_for_nothing(text: str) -> None:
    reading = read_text(text)
    assert not any(s.parties(Role.PERPETRATOR) for s in reading.statements)


def test_a_chats_senders_are_parties_of_their_own() -> None:
    lines = (
        "[수진] [오후 9:10] 오빠가 분주소에 불려갔대",
        "[민호] [오후 9:13] 때리지는 않았대?",
        "[수진] [오후 9:14] 뺨 맞았대",
    )
    reading = read_text("\n".join(lines))
    summons = next(s for s in reading.statements if s.act == "question.summons")
    assert summons.attribution.mode.value == "hearsay"
    assert is_one("수진", [summons.attribution.speaker or ""], reading)


def test_the_tellers_words_end_where_the_writers_begin() -> None:
    reading = read_text("중재인이 돈을 요구하였고, 가족은 300달러를 뇌물로 건넸다고 진술하였다.")
    modes = {s.act: s.attribution.mode.value for s in reading.statements}
    assert modes["demand.payment"] == "narrator"
    assert modes["take.extorted_payment"] == "indirect_speech"
