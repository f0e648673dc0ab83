"""Lines that other lines decide: legends of an interview, lettered headings, cited notes, day lines of a chat."""

from __future__ import annotations

import pytest

from rushlight.intake import find_roles

TEXT = "The officers came in the morning and took the telephone from the kitchen table."


def role(text: str, words: str) -> str:
    at = text.index(words)
    return next(p.role.value for p in find_roles(text) if p.start <= at < p.end)


def test_who_asks_and_who_answers_is_no_question() -> None:
    text = "면담 기록 4\n\n문: 면담자 / 답: 구술자 가\n\n문: 언제 끌려갔습니까?\n답: 작년 가을에 보위원들이 데려갔습니다."
    assert role(text, "면담자") == "byline"
    assert role(text, "언제") == "body"
    assert role(text, "작년") == "body"


@pytest.mark.parametrize(("line", "expected"), [("나. 자의적 체포와 구금", "heading"), ("나. 이튿날 남편이 끌려감", "body")])
def test_lettered_lines_are_headings_unless_they_tell(line: str, expected: str) -> None:
    said = "보위원들이 새벽에 집에 들이닥쳐 손전화를 빼앗고 가족을 모두 데려갔다고 증인은 말하였다."
    text = f"보고서\n\n가. 개관\n\n1. {said}\n\n2. {said}\n\n{line}\n\n3. {said}\n\n4. {said}"
    assert role(text, line) == expected


def test_a_paragraph_with_a_raised_number_at_its_end_is_no_heading() -> None:
    cited = "2. In 14 cases the relatives were required to pay the officers.12"
    text = f"Findings\n\n1. {TEXT}\n\n{cited}\n\n3. {TEXT}\n\n12 Interview 34, on file."
    assert role(text, "In 14 cases") == "body"
    assert role(text, "12 Interview") == "footer"


@pytest.mark.parametrize("line", ["Sunday, March 10", "10 March", "Yesterday", "3월 10일 (일)", "오늘"])
def test_a_day_line_of_a_chat_is_no_message(line: str) -> None:
    text = f"[09:12] Aye: they came again\n[09:13] Min: who\n{line}\n[07:50] Aye: now they want money\n[07:52] Min: do not pay"
    assert role(text, line) == "byline"
