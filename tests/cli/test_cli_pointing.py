"""A text is refused while what leads to one person stands in it, with place and kind; no log holds its words."""

from __future__ import annotations

import re

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
    told = _of_sentences(done.out)
    for sentence, kinds in WANTED.items():
        lines = [line for line in told[sentence] if "RL103" in line]
        assert any(kinds[language == "ko"] in line for line in lines), (sentence, lines)
        assert not any(value in line for line in lines for value in VALUES)
    log = on_case(shell, "log").out
    assert not any(value in done.err + log for value in VALUES)


def _of_sentences(printed: str) -> dict[str, list[str]]:
    """What was told of each sentence: its own words first, then a line for each thing."""
    blocks = re.split(r"^(S\d+), .*$", printed, flags=re.MULTILINE)
    return {name: re.split(r"\n(?=\s+\S+.*:)", told) for name, told in zip(blocks[1::2], blocks[2::2], strict=True)}


def test_a_text_without_any_is_not_stopped_for_it(shell: Shell) -> None:
    shell.put("article.txt", ENGLISH.split(". ")[0] + ".\n")
    done = on_case(shell, "check-release", "--text", "article.txt")
    assert "RL103" not in done.out


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        (ENGLISH, "en", ("before signing look at", "a date or a time", "a relation")),
        ("그날 유일한 의사였던 누나가 편지 세 통을 썼다.\n", "ko", ("볼 것", "둘도 없다는 말", "몇인지", "가족 관계")),
    ],
)
def test_what_else_to_look_at_is_told_per_sentence_until_it_is_signed(
    shell: Shell, text: str, language: str, wanted: tuple[str, ...]
) -> None:
    shell.put("article.txt", text if language == "ko" else text.replace("a family in", "her sister's family in"))
    first = on_case(shell, "check-release", "--text", "article.txt", "--language", language).out
    assert all(words in " ".join(first.split()) for words in wanted)
    on_case(shell, "sign", "article.txt", "1", "--unusual", "")
    again = on_case(shell, "check-release", "--text", "article.txt", "--language", language).out
    assert again.count(wanted[0]) == first.count(wanted[0]) - 1
