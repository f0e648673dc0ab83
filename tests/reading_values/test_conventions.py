"""The conventions of docs/model.md that need more than one sentence: roles, telling, chats, no date, parts, homonyms."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from value_helpers import PUBLISHED, amounts, places, times, whole

from rushlight.reading.money import find_amounts, implied_rate
from rushlight.reading.times import find_times
from rushlight.record import Amount, DocumentKind, ParagraphRole, QuantityKind, TimeAnchor, TimeExpr, TimeUse


def of_role(text: str, role: ParagraphRole, language: str) -> list[TimeExpr]:
    kind = DocumentKind.PUBLICATION
    return find_times(text, whole(text, role), language=language, published=PUBLISHED, kind=kind)


@pytest.mark.parametrize("role", [r for r in ParagraphRole if r is not ParagraphRole.BODY])
def test_times_of_other_paragraphs_apply_to_other(role: ParagraphRole) -> None:
    assert [t.applies_to for t in of_role("The square in March 2013.", role, "en")] == [TimeUse.OTHER]
    assert [t.applies_to for t in of_role("2014년 촬영된 무산군 전경", role, "ko")] == [TimeUse.OTHER]


def test_sums_outside_the_body_are_left_alone() -> None:
    text = "He paid 5,000 yuan"
    assert find_amounts(text, whole(text, ParagraphRole.TITLE), language="en") == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The group said on Thursday that two men were held.", "en"),
        ("The outlet conveyed on the 12th that two men were held.", "en"),
        ("소식통은 12일 “두 명이 잡혔다”고 전했다.", "ko"),
        ("북녘통신 함경북도 소식통은 12일 “두 명이 잡혔다”고 전했다.", "ko"),
        ("양강도 소식통은 지난 12일 데일리에 “두 명이 잡혔다”고 전했다.", "ko"),
    ],
)
def test_the_day_of_telling_is_not_the_day_of_the_event(text: str, language: str) -> None:
    assert times(text, language)[0].applies_to is TimeUse.OTHER


@pytest.mark.parametrize(
    ("text", "language"),
    [("Two men were held on Thursday.", "en"), ("지난 12일 두 명이 잡혔다.", "ko"), ("She was released on the 12th.", "en")],
)
def test_the_day_of_the_event_is(text: str, language: str) -> None:
    assert times(text, language)[0].applies_to is TimeUse.EVENT


def test_a_telling_is_no_anchor_for_what_happened_later() -> None:
    found = times("The source said on Wednesday that they paid. Two days later they fled.", "en")
    assert [t.resolved for t in found] == [True, False]


@pytest.mark.parametrize(
    "text",
    ["Last month they came.", "They came on 3 May.", "They came yesterday.", "They came on Friday.", "They came in June."],
)
def test_without_a_publication_date_relative_dates_stay_unresolved(text: str) -> None:
    assert [t.resolved for t in times(text, "en", None)] == [False]


@pytest.mark.parametrize("text", ["지난달 왔다.", "5월 3일 왔다.", "어제 왔다.", "작년부터 왔다.", "지난 5일 왔다."])
def test_the_same_in_korean(text: str) -> None:
    assert [t.resolved for t in times(text, "ko", None)] == [False]


def test_a_year_named_in_testimony_carries_over() -> None:
    text = "문: 언제였습니까?\n답: 2015년 가을입니다. 10월 3일 밤에 왔습니다.\n문: 그다음은요?\n답: 다음 날 불려 갔지요."
    found = times(text, "ko", None, DocumentKind.TESTIMONY)
    assert [str(t.earliest) for t in found] == ["2015-09-01", "2015-10-03", "2015-10-04"]


def test_open_since_without_publication() -> None:
    (found,) = times("No call since 2023.", "en", None)
    assert (found.edtf, found.earliest, found.latest) == ("2023/..", dt.date(2023, 1, 1), None)


def test_since_lists_what_else_a_careful_coder_could_give() -> None:
    (found,) = times("Since 2016 they have been watched.", "en")
    assert (str(found.alternatives[0].earliest), str(found.alternatives[0].latest)) == ("2016-01-01", "2016-12-31")
    assert found.anchor is TimeAnchor.ABSOLUTE


CHAT = "Chat export, 12-13 May 2024\n21:14 Ana: they came yesterday\n21:20 Bea: and on friday?\n07:02 Ana: today it is quiet"


def test_in_a_chat_days_count_from_the_message() -> None:
    found = find_times(CHAT, whole(CHAT), language="en", published=PUBLISHED, kind=DocumentKind.MESSAGE)
    assert [str(t.earliest) for t in found][-3:] == ["2024-05-11", "2024-05-10", "2024-05-13"]
    assert [t.anchor for t in found][-3:] == [TimeAnchor.UTTERANCE] * 3


def test_a_korean_chat_with_day_heads() -> None:
    text = "2024년 5월 12일 일요일\n[오후 9:14] 순이: 어제 왔대\n2024년 5월 14일 화요일\n[오전 8:02] 순이: 어제도 왔대"
    found = find_times(text, whole(text), language="ko", published=None, kind=DocumentKind.MESSAGE)
    assert [str(t.earliest) for t in found if "어제" in t.span.exact] == ["2024-05-11", "2024-05-13"]


def test_near_a_day_keeps_the_day() -> None:
    (english,), (korean,) = times("They came around the 20th of January.", "en"), times("지난달 20일께 왔다.", "ko")
    assert english.approximate
    assert korean.approximate
    assert (english.edtf, korean.edtf) == ("2025-01-20~", "2025-02-20~")


def test_a_shift_from_a_month_stays_unresolved_with_the_shifted_month() -> None:
    found = times("He was arrested in May 2023 and freed three months later.", "en")[1]
    assert not found.resolved
    assert [(str(i.earliest), str(i.latest)) for i in found.alternatives] == [("2023-08-01", "2023-08-31")]


def one(text: str, language: str) -> Amount:
    (found,) = amounts(text, language)
    return found


@pytest.mark.parametrize(
    ("text", "language", "low", "high"),
    [
        ("between 3 and 8 million kyats were asked for", "en", 3_000_000, 8_000_000),
        ("they asked for 2,000 to 3,000 yuan", "en", 2000, 3000),
        ("they asked for $200-300", "en", 200, 300),
        ("2000~3000위안을 냈다", "ko", 2000, 3000),
        ("2천에서 3천 위안을 냈다", "ko", 2000, 3000),
        ("2~3만 위안을 냈다", "ko", 20000, 30000),
    ],
)
def test_ranges_have_bounds_and_no_value(text: str, language: str, low: int, high: int) -> None:
    found = one(text, language)
    assert found.value is None
    assert found.quantity is not None
    assert (found.quantity.kind, found.quantity.min, found.quantity.max) == (QuantityKind.RANGE, Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("they paid at least 2,000 yuan", "en", QuantityKind.AT_LEAST),
        ("they paid up to 2,000 yuan", "en", QuantityKind.AT_MOST),
        ("they paid about 2,000 yuan", "en", QuantityKind.APPROX),
        ("2000위안 이상을 냈다", "ko", QuantityKind.AT_LEAST),
        ("최대 2000위안을 냈다", "ko", QuantityKind.AT_MOST),
        ("2000위안가량을 냈다", "ko", QuantityKind.APPROX),
    ],
)
def test_bounds_keep_the_value_and_the_kind(text: str, language: str, kind: QuantityKind) -> None:
    found = one(text, language)
    assert found.value == 2000
    assert found.quantity is not None
    assert found.quantity.kind is kind


@pytest.mark.parametrize(
    ("text", "language", "part"),
    [
        ("they gave portions of the money", "en", "fraction"),
        ("a quarter of their wages was taken", "en", "fraction"),
        ("they paid substantial bribes", "en", "vague"),
        ("they paid a few hundred yuan", "en", "whole"),
        ("받은 돈의 일부를 바쳤다", "ko", "fraction"),
        ("담배 몇 보루를 바쳤다", "ko", "goods"),
        ("수천 위안을 바쳤다", "ko", "whole"),
    ],
)
def test_vague_sums_and_parts_keep_their_words(text: str, language: str, part: str) -> None:
    found = one(text, language)
    assert (found.value, found.part) == (None, part)
    assert found.quantity is not None
    assert found.quantity.kind is QuantityKind.VAGUE
    assert found.quantity.word


def test_per_head() -> None:
    assert one("they paid RMB 2,000 a head", "en").per == "a head"
    assert one("1인당 2000위안을 냈다", "ko").per == "1인당"


def test_what_is_inferred_is_said_to_be() -> None:
    assert one("In Hyesan she paid 500,000 won.", "en").currency_basis == "inferred"
    assert one("She paid 500,000 North Korean won.", "en").currency_basis == "stated"


def test_implied_rate_is_a_check_and_nothing_else() -> None:
    found = one("He paid 10,000 yuan (about $1,400).", "en")
    rate = implied_rate(found, found.conversions[0], 2024)
    assert rate is not None
    assert rate.plausible
    odd = one("He paid 10,000 yuan (about $14,000).", "en")
    wrong = implied_rate(odd, odd.conversions[0], 2024)
    assert wrong is not None
    assert wrong.plausible is False
    assert implied_rate(Amount("", found.span), found.conversions[0], 2024) is None


def test_crossed_rates() -> None:
    found = one("중국돈 5만 원(한화 약 940만 원)을 빼앗겼다.", "ko")
    rate = implied_rate(found, found.conversions[0], 2024)
    assert rate is not None
    assert rate.plausible


def test_places_carry_their_chain_and_group_their_mentions() -> None:
    text = "함경북도 회령시에서 왔다. 회령은 국경 도시다."
    found = {p.atlas_id: p for p in places(text, "ko") if p.atlas_id}
    hoeryong = found["KP.north-hamgyong.hoeryong"]
    assert [m.exact for m in hoeryong.mentions] == ["회령시", "회령"]
    assert hoeryong.parents == ("KP.north-hamgyong", "KP")


def test_homonyms_are_settled_by_the_place_beside_them() -> None:
    near = places("회령시 강안동에 산다.", "ko")[-1]
    assert near.atlas_id == "KP.north-hamgyong.hoeryong.kangan"
    (alone,) = places("강안동에 산다.", "ko")
    assert alone.atlas_id is None
    assert len(alone.readings) >= 2


def test_outlets_are_no_places() -> None:
    assert places("The Tumen Review could not confirm it.", "en", "The Tumen Review") == []
    assert places("압록강소식이 전했다.", "ko", "압록강소식") == []


def test_unnamed_areas_have_no_atlas_id() -> None:
    (found,) = places("They were sent to remote mountain regions.", "en")
    assert (found.precision, found.atlas_id) == (9, None)


def test_dev_reports_keep_their_level(shared: Path) -> None:
    from score_floor import totals

    report = totals(shared)
    assert report["money"] >= 0.95
    assert report["time"] >= 0.92
    assert report["place"] >= 0.92
    assert report["quotes"] == 0
