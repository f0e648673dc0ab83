"""``rushlight check-release --text`` and ``rushlight sign`` as a person uses them."""

from __future__ import annotations

import re

from cli_calls import on_case
from cli_shell import Shell, check_error

TEXT = "In October 2025 officers demanded 10,000 yuan from a family in Hyesan. The family wrote three confession letters.\n"


def test_a_text_is_checked_signed_and_checked_again(shell: Shell) -> None:
    shell.put("article.txt", TEXT)
    first = on_case(shell, "check-release", "--text", "article.txt")
    assert first.code == 1
    assert "S1" in first.out and "unsigned" in first.out  # noqa: PT018
    assert "An officer who took part would find about 1 family fitting all of it" in first.out.replace("\n    ", " ")
    assert "Most telling: “" in first.out
    assert "This rests on: " in first.out
    assert "S2, line 1 (unsigned)" in first.out
    assert "part of one scene: see S1" in first.out
    assert "signed 0 of 2" in first.out
    assert "what still blocks\n   RL110  2 sentences without a signature: S1, S2\n" in first.out
    assert not re.search(r"\bA[1-7]\b", first.out)
    assert "way 1" not in first.out, "a text is published as it stands: it has no ways"
    assert "rushlight sign" in first.err
    for word in (" safe", "anonymous;", "anonymised"):
        assert word not in first.out
    done = on_case(shell, "sign", "article.txt", "1", "2", "--unusual", "")
    assert done.code == 0
    assert done.out.count("signed:") == 2
    again = on_case(shell, "check-release", "--text", "article.txt")
    assert again.code == 1
    assert "S1, line 1 (signed by A1)" in again.out
    assert "signed 2 of 2" in again.out
    assert "rushlight sign" not in again.err


def test_bad_input_is_told_in_plain_words(shell: Shell) -> None:
    shell.put("article.txt", TEXT)
    check_error(on_case(shell, "sign", "article.txt", "7", "--unusual", ""), 2, "the text has no such sentence")
    check_error(on_case(shell, "sign", "article.txt", "1", "--unusual", "", "--knows", "saints"), 2, "no such kind of people")
    check_error(on_case(shell, "check-release", "--text", "article.txt", "--event", "E1"), 2, "a text is checked as it stands")
    check_error(on_case(shell, "check-release", "--text", "nothing.txt"), 2, "there is no such file")


def test_a_korean_text_is_answered_in_korean_alone(shell: Shell) -> None:
    shell.put(
        "article.txt", "2025년 10월 혜산시에서 보위부 간부들이 한 가족에게 1만 위안을 요구했다. 가족은 자백서 세 통을 썼다.\n"
    )
    done = on_case(shell, "check-release", "--text", "article.txt")
    assert done.code == 1
    assert "그 일에 가담한 보위원이 찾아보면" in done.out
    assert "아직 막고 있는 것" in done.out
    left = re.sub(r"RL\d+|S\d+|article\.txt", "", done.out)
    assert not re.search(r"[A-Za-z]{2,}", left), left


def test_a_sentence_is_placed_by_its_line_in_a_file_and_printed_alone(shell: Shell) -> None:
    filler = "A quiet sentence about nothing at all.\n" * 6
    shell.put("article.txt", f"{filler}\nWrite to kim@example.org for more. The weather was fine.\n")
    done = on_case(shell, "check-release", "--text", "article.txt")
    assert "S7, line 8 (unsigned)\n    “Write to kim@example.org for more.”" in done.out
    assert "weather" not in done.out
    assert "quiet sentence" not in done.out
    assert "nothing found in S1-S6, S8" in done.out
    assert "change first: Take it out of the sentence." in done.out


def test_the_numbers_there_are_stand_in_the_error(shell: Shell) -> None:
    shell.put("article.txt", TEXT)
    done = on_case(shell, "sign", "article.txt", "3", "--unusual", "")
    assert done.code == 2
    assert done.err == (
        "error: the text has no such sentence (3)\n"
        "hint: it has sentences 1 to 2; 'rushlight check-release CASE --text FILE' shows them\n"
    )
