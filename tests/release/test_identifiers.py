"""What in a text could point to somebody: by form, by check digit, by words that say that there is no other."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rushlight.atlas import atlas
from rushlight.errors import ReleaseError
from rushlight.release.identifiers import Identifier, Points, identifiers, kinds
from rushlight.release.identifiers.digits import chinese_check, korean_check, luhn
from rushlight.release.identifiers.folding import fold

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "scripts"))

from identifier_gold import texts


def found(text: str, kind: str, language: str = "en") -> list[str]:
    return [i.words for i in identifiers(text, language, atlas()) if i.kind == kind]


@pytest.mark.parametrize(
    "phone",
    [
        "+86 138 1234 5678",
        "0086-138-1234-5678",
        "13812345678",
        "010-1234-5678",
        "０１０－１２３４－５６７８",
        "+82 (0)10 1234 5678",
        "0 1 0 1 2 3 4 5 6 7 8",
        "010\u200b12345678",
        "010.1234.5678",
        "공일공 일이삼사 오육칠팔",
    ],
)
def test_a_phone_number_is_found_however_it_is_written(phone: str) -> None:
    assert found(f"전화는 {phone}으로 왔다.", "phone", "ko") == [phone]
    if phone[0] != "공":
        assert found(f"She called {phone} twice.", "phone") == [phone]


def test_check_digits_are_reckoned_as_the_standards_say() -> None:
    assert luhn("4111111111111111")  # the usual test number of ISO/IEC 7812 cards
    assert not luhn("4111111111111112")
    assert chinese_check("11010519491231002X")  # the example of GB 11643-1999
    assert not chinese_check("110105194912310021")
    assert sum(korean_check(f"800101123456{d}") for d in range(10)) == 1


def test_a_right_check_digit_is_told_and_a_wrong_one_hides_nothing() -> None:
    right, wrong = identifiers("id 11010519491231002X", "en", atlas()), identifiers("id 110105194912310021", "en", atlas())
    assert "its check digit is right" in right[0].why.en
    assert [i.kind for i in wrong] == ["national_id"]
    assert wrong[0].why.en == "the number of a person's papers"


@pytest.mark.parametrize(
    "text",
    [
        "First of all, the order is not known.",
        "It is one of the only ways to be heard.",
        "The only thing that matters is safety.",
        "In the first place it was not the last resort.",
        "It was not only the money.",
    ],
)
def test_words_of_talk_make_nobody_the_only_one(text: str) -> None:
    assert found(text, "unique") == []


@pytest.mark.parametrize(
    "text", ["처음 뵙겠습니다.", "처음에는 믿지 않았다.", "짐작할 수밖에 없다.", "돈뿐만 아니라 두려움도 컸다."]
)
def test_korean_words_of_talk_make_nobody_the_only_one(text: str) -> None:
    assert found(text, "unique", "ko") == []


@pytest.mark.parametrize(
    "text",
    [
        "She was the only dentist in Hyesan.",
        "He was the last of them.",
        "They were the sole survivors.",
        "Unlike the others, she refused.",
        "He is the oldest in the street.",
        "It was the first arrest.",
        "Nobody else had a car.",
    ],
)
def test_a_word_that_says_there_is_no_other_is_found(text: str) -> None:
    assert found(text, "unique")


@pytest.mark.parametrize(
    "text",
    [
        "유일한 의사였다.",
        "그 집뿐이다.",
        "하나뿐인 딸이다.",
        "우리밖에 없었다.",
        "제일 어린 사람이었다.",
        "혼자만 남았다.",
        "사상 처음이다.",
    ],
)
def test_a_korean_word_that_says_there_is_no_other_is_found(text: str) -> None:
    assert found(text, "unique", "ko")


def test_a_price_on_a_market_is_nobodys_and_a_bribe_is_somebodys() -> None:
    assert found("Rice cost 6,100 won a kilo.", "amount") == []
    assert "6,100 won" in found("He paid 6,100 won for a kilo.", "amount")


def test_a_square_named_after_somebody_is_no_person() -> None:
    assert found("They met at Kim Il-sung Square.", "name") == []
    assert found("They met at Kim Il-sung Square.", "place") == ["Kim Il-sung Square"]


def test_every_mention_of_a_name_is_told() -> None:
    text = "They took Gulnar Abdulla. Abdulla had said nothing; Gulnar wept."
    assert found(text, "name") == ["Gulnar Abdulla", "Abdulla", "Gulnar"]


def test_relations_and_what_became_of_them_are_one_family_tree() -> None:
    text = "The daughter fled in March 2019, the mother was detained, and an aunt lives in Chongjin."
    assert found(text, "family_tree") == [text[:-1]]
    assert found("The mother and the aunt are well.", "family_tree") == []


def test_three_dated_steps_are_a_trajectory_and_two_are_none() -> None:
    text = "On 3 May she was summoned. Two weeks later she paid. In June she left."
    assert found(text, "trajectory") == [text[:-1]]
    assert found("On 3 May she was summoned. Two weeks later she paid.", "trajectory") == []


def test_a_quotation_is_found_in_every_mark_and_an_apostrophe_is_none() -> None:
    for quoted in ("“pay now”", '"pay now"', "‘pay now’", "'pay now'", "《돈을 내라》", "「돈을 내라」"):
        assert found(f"He said {quoted} to them.", "quote") == [quoted]
    assert found("It was the people's unit's and the guards' money.", "quote") == []


def test_another_language_is_refused_with_a_hint() -> None:
    with pytest.raises(ReleaseError) as refused:
        identifiers("texte", "fr", atlas())
    assert "en or ko" in str(refused.value.hint)


def test_what_points_by_itself_is_direct() -> None:
    one = Identifier(0, 1, "phone", "1")
    assert one.direct
    assert one.points is Points.DIRECT
    assert {Identifier(0, 1, k, "x").points for k in kinds()} == set(Points)


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("aThe only 김철수첫 씨가0189-+@.“”\n장을혜산시\u200b’(５"), max_size=80),
    st.sampled_from(["en", "ko"]),
)
def test_finds_are_sorted_hold_their_words_and_do_not_overlap_within_a_kind(text: str, language: str) -> None:
    told = identifiers(text, language, atlas())
    assert list(told) == sorted(told)
    assert all(text[i.start : i.end] == i.words and i.words.strip() == i.words and i.words for i in told)
    for kind in kinds():
        assert all(a.end <= b.start for a, b in pairwise([i for i in told if i.kind == kind]))


@given(st.text(max_size=40))
def test_the_plain_form_leads_back_to_the_text(text: str) -> None:
    folded = fold(text)
    for at in range(len(folded.text)):
        start, end = folded.source(at, at + 1)
        assert fold(text[start:end]).text or not text[start:end].isprintable() or text[start] == "’"


FLOORS = {"direct": 0.99, "quasi": 0.96, "cue": 0.95}


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("part", ["held", "fresh"])
def test_what_was_planted_is_found(language: str, part: str) -> None:
    whole, told = dict.fromkeys(FLOORS, 0), dict.fromkeys(FLOORS, 0)
    for made in texts(language, part, 40, seed=11):
        spans = identifiers(made.text, language, atlas())
        covered = {i for s in spans for i in range(s.start, s.end)}
        for mark in made.planted:
            points = Identifier(0, 1, mark.kind, "x").points.value
            if points in FLOORS:
                signs = [i for i in range(mark.start, mark.end) if made.text[i].isalnum()]
                whole[points] += 1
                told[points] += sum(i in covered for i in signs) >= len(signs) - 3  # an article may be left out
    assert all(told[p] / whole[p] >= floor for p, floor in FLOORS.items()), (whole, told)
