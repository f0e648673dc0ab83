"""A text is refused while what leads to one person stands in it, with place and kind; no log holds its words."""

from __future__ import annotations

import pytest
from cli_calls import on_case
from cli_shell import Shell

ENGLISH = (
    "In the second half of 2025 officials demanded money from a family in North Korea. "
    "The caller gave 152 4330 8817 as the number to ring. "
    "A neighbour, Choe Un Gyong, passed the message on. "
    "The family lives in apartment 7 on the fourth floor.\n"
)
KOREAN = (
    "2025년 하반기에 북한에서 간부들이 한 가족에게 돈을 요구했다. "
    "전화를 건 사람은 번호가 152-4330-8817이라고 했다. "
    "이웃인 은별이 엄마가 말을 전했다. "
    "그 가족은 혜산시 위연동 23인민반 7호에 산다.\n"
)
WANTED = {
    "S2": ("a phone number", "전화번호"),
    "S3": ("a person's name", "사람 이름"),
    "S4": ("an address", "주소"),
}
VALUES = ("152", "8817", "Choe", "Gyong", "은별", "apartment 7", "위연동", "23인민반")


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (KOREAN, "ko")])
def test_what_leads_to_one_person_stops_a_text_and_is_named_by_place_and_kind(shell: Shell, text: str, language: str) -> None:
    shell.put("article.txt", text)
    on_case(shell, "sign", "article.txt", "1", "2", "3", "4", "--unusual", "", "--elsewhere")
    done = on_case(shell, "check-release", "--text", "article.txt", "--language", language)
    assert done.code == 1
    reasons = done.out.partition("\nrefused")[2]
    for sentence, kinds in WANTED.items():
        kind = kinds[language == "ko"]
        told = [line for line in _rows(reasons) if line.startswith("RL103") and sentence in line and kind in line]
        assert told, (sentence, kind, reasons)
        assert not any(value in line for line in told for value in VALUES)
    log = on_case(shell, "log").out
    assert not any(value in done.err + log for value in VALUES)


def _rows(printed: str) -> list[str]:
    """Each finding in one line, however it was wrapped."""
    rows: list[str] = []
    for line in (row.strip() for row in printed.splitlines()):
        if line.startswith("RL") or not rows:
            rows.append(line)
        else:
            rows[-1] += " " + line
    return rows


def test_a_text_without_any_is_not_stopped_for_it(shell: Shell) -> None:
    shell.put("article.txt", ENGLISH.split(". ")[0] + ".\n")
    done = on_case(shell, "check-release", "--text", "article.txt")
    assert "RL103" not in done.out
