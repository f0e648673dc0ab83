"""Words that hold an act back from being a deed, in constructions of talk, notes and appeals."""

from __future__ import annotations

import pytest

from .roles_cases import read_text


def found(text: str, act: str) -> list[tuple[str, str]]:
    """(modality, polarity) of the statements of one act in a text."""
    return [(s.modality.value, s.polarity.value) for s in read_text(text).statements if s.act == act]


@pytest.mark.parametrize(
    ("text", "act", "modality"),
    [
        ("최씨 처형됐단 말 믿지 마오.", "kill.execution", "believed"),
        ("교화소에 갔단 말도 있는데 확실하진 않소.", "detain.camp", "believed"),
        ("큰형이 감방에서 사망했다는 말이 장마당에 돎.", "kill.custody_death", "believed"),
        ("아래층 여자가 보위부 정보원이라는 수군거림이 있었다.", "watch.informant", "believed"),
        ("관리소로 보낸다느니 하는 소리가 동네에 돌아 다들 떨고 있다.", "detain.camp", "believed"),
        ("형을 감옥에서 보았다는 말이 어머니의 귀에 들어왔다.", "detain.custody", "believed"),
        ("당국은 그 기자를 억류하고 있지 않다고 회신했다.", "detain.custody", "denied"),
        ("그 의사를 당장 풀어 주라고 촉구해 주십시오.", "release.freed", "preferred"),
        ("아들은 못 하겠다고 하자 소장은 학교에서 쫓아내겠다고 위협했다.", "respond.refuse", "occurred"),
    ],
)
def test_what_is_only_said_is_no_deed(text: str, act: str, modality: str) -> None:
    assert [m for m, _ in found(text, act)] == [modality]


@pytest.mark.parametrize(
    ("text", "act", "polarity"),
    [
        ("추방은 여태 한 집도 안 나갔다.", "move.internal_exile", "negated"),
        ("우리는 감시당하고 있지 않다.", "watch.surveillance", "negated"),
        ("실제로 형을 받거나 관리소에 간 사람은 없다.", "try.sentence", "negated"),
        ("조카가 맞아 죽었다는 풍문이 돌았는데, 이달 들어 가라앉았다.", "kill.other", "negated"),
        ("최씨 처형됐단 말 믿지 마오.", "kill.execution", "negated"),
        ("2천 위안 가져오면 없던 일로 해 준다고 했다.", "demand.payment", "affirmed"),
    ],
)
def test_what_did_not_happen_is_negated(text: str, act: str, polarity: str) -> None:
    assert {p for _, p in found(text, act)} == {polarity}


def test_no_exile_happened_where_it_is_the_or_else_of_a_demand() -> None:
    text = "보위원이 올케를 불렀소. 돈을 가져오라 했소. 아니면 온 가족을 산골로 추방한다 하오."
    assert [m for m, _ in found(text, "move.internal_exile")] == ["threatened"]


def test_what_was_written_down_under_pressure_is_a_confession() -> None:
    text = "언니는 사흘 만에 나왔다. 나오면서 ‘송금을 받았다’ 두 장 쓰고 지장을 찍었다."
    assert ("occurred", "affirmed") not in found(text, "exchange.remittance_receipt")


def test_words_on_a_slip_of_paper_are_nobodys_speech() -> None:
    reading = read_text("R 씨는 문틈에서 ‘다음은 너를 죽인다’라고 적힌 쪽지를 받았다.")
    assert all(s.attribution.speaker is None for s in reading.statements)


def test_what_is_asked_for_is_not_paid_yet() -> None:
    text = "보위원이 올케를 불렀대요. 눈감아 주는 값으로 4천 위안을 가져오라 했대요. 올케는 돈이 없다고 했대요."
    assert ("occurred", "affirmed") not in found(text, "take.extorted_payment")


def test_a_fine_of_a_court_is_no_extorted_payment() -> None:
    assert not found("법원은 삼촌에게 벌금 500루블을 물렸는데 죄목은 노래 한 곡이었다.", "take.extorted_payment")
