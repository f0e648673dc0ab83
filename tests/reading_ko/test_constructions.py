"""Constructions of Korean reports: sentences written before the reader was tried on them, and the parts of a construction."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import yaml

from rushlight.reading.korean import read_body
from rushlight.reading.korean.lexicon import begins_word
from rushlight.reading.money import find_amounts
from rushlight.reading.times import find_times
from rushlight.record import Modality, Polarity, Scope

from .texts import source

HERE = Path(__file__).resolve().parent
FLOORS = {"constructions_first": 0.80, "constructions_second": 0.80, "constructions_third": 0.75}
"""Share of the sentences in which all is read as their author meant it; it may only rise."""
SHORT = {modality.value[:3]: modality for modality in Modality}


def told(words: str) -> set[tuple[str, Modality, bool]]:
    """(act, modality, negated) of what rules read from a sentence; what likeness proposes is left out."""
    plain = source(words)
    sums = tuple(find_amounts(words, plain.paragraphs, language="ko"))
    rows = read_body(dataclasses.replace(plain, amounts=sums)).statements
    return {(s.act, s.modality, s.polarity is Polarity.NEGATED) for s in rows if not s.by_likeness}


def meant(line: str) -> bool:
    """Whether a line “words => act modality [no]; -act” is read so."""
    words, _, wanted = line.partition(" => ")
    rows = told(words)
    return all(_holds(part.strip(), rows) for part in wanted.split(";"))


def _holds(part: str, rows: set[tuple[str, Modality, bool]]) -> bool:
    if part.startswith("-"):
        return (part[1:], Modality.OCCURRED, False) not in rows
    act, modality, *no = part.split()
    return (act, SHORT[modality], bool(no)) in rows


@pytest.mark.parametrize("name", FLOORS)
def test_constructions_are_read_in_words_made_up_beforehand(name: str) -> None:
    families: dict[str, list[str]] = yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
    tried = [meant(line) for lines in families.values() for line in lines]
    assert sum(tried) / len(tried) >= FLOORS[name]


@pytest.mark.parametrize(("words", "at"), [("안댔다", 1), ("다 못뒤졌다", 3), ("뒤졌다", 0), ("가 뒤졌다", 2)])
def test_a_verb_may_begin_behind_a_negation_written_on_to_it(words: str, at: int) -> None:
    assert begins_word(words, at)


def test_a_verb_does_not_begin_inside_another_word() -> None:
    assert not begins_word("누워뒤졌다", 2)


@pytest.mark.parametrize(
    "line",
    [
        "소장에게 오백 위안을 몰래 쥐여 주었다. => take.extorted_payment occ",
        "오백 위안을 몰래 소장에게 쥐여 주었다. => take.extorted_payment occ",
        "조카는 송아지를 팔아 오백 위안을 검사한테 갖다 바쳤다. => take.extorted_payment occ",
        "할머니는 손자에게 오백 위안을 쥐여 주었다. => -take.extorted_payment",
    ],
)
def test_the_parts_of_a_construction_stand_in_any_order_around_its_verb(line: str) -> None:
    assert meant(line)


@pytest.mark.parametrize(
    "line",
    [
        "당국은 문을 닫지 않으면 다 잡아가겠다며 소리쳤다. => threat.sanction occ; -detain.arrest",
        "또 오면 가두겠다는 말을 들었다. => threat.sanction occ; -detain.custody",
        "문을 닫지 않으면 손님이 없을 거라고 했다. => -threat.sanction",
        "가면 잡혀간다는 말이 나돌았다. => -threat.sanction",
    ],
)
def test_a_threat_is_known_by_its_form(line: str) -> None:
    assert meant(line)


@pytest.mark.parametrize(
    "line",
    [
        "아버지가 고문당했다는 주장은 독립적으로 확인되지 않았다. => hurt.torture bel; -hurt.torture",
        "누이에게 돈을 부치고 싶어도 못 부친다. => exchange.remittance_sent occ no",
    ],
)
def test_what_is_unproved_or_wished_in_vain_did_not_happen(line: str) -> None:
    assert meant(line)


def test_a_range_behind_the_name_of_its_money_is_read() -> None:
    words = "가족은 석방을 위해 미화 500달러에서 3천 달러를 경찰에게 건넸다."
    assert {a.currency for a in find_amounts(words, source(words).paragraphs, language="ko")} == {"USD"}
    assert ("take.extorted_payment", Modality.OCCURRED, False) in told(words)


@pytest.mark.parametrize(
    "line",
    [
        "외무부는 “그런 시설은 존재하지 않는다”고 회신했다. => respond.deny occ",
        "경찰서에 물으면 “그런 사람 온 적 없다”고만 한다. => respond.deny occ",
        "주민은 “쌀이 없다”고 말했다. => -respond.deny",
    ],
)
def test_a_denial_is_known_by_its_form(line: str) -> None:
    assert meant(line)


@pytest.mark.parametrize(
    "line",
    [
        "석방된 청년은 다시 모이지 않겠다고 했다. => release.freed occ",
        "벌금을 미납 시 구속. => -detain.arrest",
        "형제 가운데 누가 일러바쳤으리라고 그는 믿는다. 경찰에 이웃이 일러바쳤으리라는 것이다. => -respond.denounce",
        "전화기는 다 지우세요, 위챗도요. => -adapt.conceal",
    ],
)
def test_what_is_described_laid_down_believed_or_asked_for_keeps_its_standing(line: str) -> None:
    assert meant(line)


@pytest.mark.parametrize(
    ("words", "scope"),
    [
        ("일을 안 나가면 배급을 깎았다.", Scope.PATTERN),
        ("적발된 자는 구류장에 수용되었다.", Scope.PATTERN),
        ("경찰이 형을 잡아갔다고 합니다.", Scope.INCIDENT),
    ],
)
def test_a_practice_is_told_by_conditions_and_by_whoever_it_happens_to(words: str, scope: Scope) -> None:
    assert {s.scope for s in read_body(source(words)).statements if not s.by_likeness} == {scope}


def test_a_late_season_is_read() -> None:
    plain = source("2021년 늦가을에 경찰이 형을 잡아갔다.")
    assert find_times(plain.text, plain.paragraphs, language="ko", published=plain.published, kind=plain.kind)
