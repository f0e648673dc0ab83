"""Paragraph roles on marked texts in many shapes, and on the team's development reports."""

from __future__ import annotations

from pathlib import Path

import pytest
from boilerplate_score import Gold, count, f1, shapes, sheet
from hypothesis import given
from hypothesis import strategies as st

from rushlight.intake import find_roles
from rushlight.intake.layout import units
from rushlight.record import ParagraphRole

FLOOR = 0.95
BODY_FLOOR = 0.98
"""Share of body characters that must stay body in every text: a lost body paragraph loses statements."""


def roles_of(text: str) -> list[tuple[str, str]]:
    return [(p.role.value, text[p.start : p.end]) for p in find_roles(text)]


def test_own_texts_reach_the_floor() -> None:
    assert f1([count(text, gold) for _, text, gold in shapes()]) >= FLOOR


@pytest.mark.parametrize(("name", "text", "gold"), shapes(), ids=[s[0] for s in shapes()])
def test_body_stays_body(name: str, text: str, gold: Gold) -> None:
    _, wrongly, _ = count(text, gold)
    marked = sum(end - start for start, end, _ in gold)
    assert wrongly <= (1 - BODY_FLOOR) * (len(text) - marked)


def test_development_reports_reach_the_floor(shared: Path) -> None:
    rows = [sheet(p) for p in [shared / "reports/founding.json", *sorted((shared / "reports/dev").glob("*.json"))]]
    assert f1([count(text, gold) for _, text, gold in rows]) >= FLOOR


@given(st.text(alphabet=st.sampled_from("aB .,:|/[]()“”\n\t▲다요기자사진12:30년월일-—#*>")))
def test_paragraphs_cover_the_text_in_order(text: str) -> None:
    end = 0
    for p in find_roles(text):
        assert end <= p.start < p.end
        assert not text[end : p.start].strip()
        assert text[p.start : p.end] == text[p.start : p.end].strip()
        end = p.end
    assert not text[end:].strip()


BODY = "The officers came in the morning and took the telephone from the kitchen table."


@pytest.mark.parametrize(
    "line",
    [
        "A photo of her brother was placed on the table before she was asked to sign.",
        "Photographs of the demonstration were shown to him one by one.",
        "Related families were moved to another county in the same week.",
        "By the evening of 4 May 2023 nine men had been taken from the village.",
        "Share of the money went to the officer, the rest to his chief.",
        "Notes were taken by a clerk while the woman was questioned.",
        "Contact with relatives abroad was the charge against both men.",
        "Home searches followed in four villages near the river.",
        "Ends do not meet for those families whose land was taken.",
        "사진 속 남성은 지난 3일 보위부에 끌려갔다고 소식통은 전했다.",
        "기자에게 그는 “세 번 불려 갔고 두 번 맞았다”고 말했다.",
        "제보한 주민은 다음 날 보위부에 불려 갔다고 한다.",
    ],
)
def test_sentences_that_begin_like_cues_are_body(line: str) -> None:
    text = f"{BODY}\n\n{line}\n\n{BODY}"
    assert [role for role, _ in roles_of(text)] == ["body"] * 3


@pytest.mark.parametrize(
    "line",
    [
        "Witness A told the team that on 3 May 2021 soldiers came to the village and burned two houses.",
        "A confidential order of 3 May 2021 told the committees to list the families of those who left.",
        "The interviewee was recorded by the police on 4 June 2020 when she left the house of her mother.",
        "On 12 April 2024 two officers came to the house and asked by what road the money comes in.",
        "지난 3일 함경북도 회령시에서 송금 브로커 두 명이 보위부에 체포됐다고 소식통이 전했다.",
    ],
)
def test_a_report_may_begin_with_its_first_sentence(line: str) -> None:
    assert [role for role, _ in roles_of(f"{line}\n\n{BODY}\n\n{BODY}")] == ["body"] * 3
    assert [role for role, _ in roles_of(f"Families pay twice\n\n{line}\n\n{BODY}")] == ["title", "body", "body"]


def test_a_log_with_clock_times_is_no_chat() -> None:
    text = "\n".join(f"2{n}:00 They said: come out of the house, all of you." for n in range(4))
    assert {p.role.value for p in find_roles(text)} == {"body"}


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("[Photo: A street in the capital, 2016. Agency/File]", "caption"),
        ("(사진: 골목에 세워진 차)", "caption"),
        ("▲ 2014년 촬영된 군 전경 (사진=자료)", "caption"),
        ("A photo of the market taken in 2013 (A. Person, Flickr, Creative Commons)", "caption"),
        ("Read in Korean", "navigation"),
        ("Related articles: One thing | Another thing", "navigation"),
        ("[관련기사] 장마당 쌀값 오름세", "navigation"),
        ("Where the money goes", "heading"),
    ],
)
def test_lines_between_body(line: str, role: str) -> None:
    assert roles_of(f"{BODY}\n\n{line}\n\n{BODY}\n\n{BODY}\n\n{BODY}")[1] == (role, line)


@pytest.mark.parametrize(
    "lead",
    [
        "STOCKHOLM, March 14 (Northwire) -",
        "SEOUL, South Korea (AP) —",
        "GENEVA, 12 March 2024 –",
        "BANGKOK —",
        "(서울=연합뉴스) 김모아 기자 =",
        "[서울=뉴시스] 김모아 기자 =",
        "【本台讯】",
    ],
)
def test_a_dateline_ends_where_the_story_begins(lead: str) -> None:
    text = f"Families pay twice\n\n{lead} {BODY}\n\n{BODY}"
    assert roles_of(text)[1:3] == [("dateline", lead), ("body", BODY)]


def test_a_sign_off_on_the_last_line_is_split_off() -> None:
    text = f"{BODY}\n\n{BODY} (Reporting by A. Person; editing by B. Person)"
    assert roles_of(text)[-2:] == [("body", BODY), ("footer", "(Reporting by A. Person; editing by B. Person)")]


def test_a_pull_quote_repeats_the_body() -> None:
    said = "He said: “We counted the money twice that night.” Then he left."
    text = f"{BODY}\n\n{said}\n\n“We counted the money twice that night”\n\n{BODY}"
    assert roles_of(text)[2][0] == "heading"


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    wrapped = (
        "The officers came in the morning and took the telephone\n"
        "from the kitchen table, and they asked the woman of the\n"
        "house to come to the station on the following day with all"
    )
    text = f"{wrapped}\nthe papers.\n\n{wrapped}\nthe papers."
    assert [u.words.count("\n") for u in units(text)] == [0, 0]
    assert len(find_roles(text)) == 2


def test_a_page_of_nothing_but_short_lines_stays_body() -> None:
    notes = "\n".join(f"{n} men at gate {n}, none hurt" for n in range(1, 30))
    assert {p.role for p in find_roles(notes)} == {ParagraphRole.BODY}


def test_hints_of_the_format_win() -> None:
    text = f"{BODY}\n\n{BODY}"
    assert find_roles(text, {0: ParagraphRole.CAPTION})[0].role is ParagraphRole.CAPTION
