"""``rushlight check-release --text`` and ``rushlight sign`` as a person uses them."""

from __future__ import annotations

from cli_calls import on_case
from cli_shell import Shell, check_error

TEXT = "In October 2025 officers demanded 10,000 yuan from a family in Hyesan. The family wrote three confession letters.\n"


def test_a_text_is_checked_signed_and_checked_again(shell: Shell) -> None:
    shell.put("article.txt", TEXT)
    first = on_case(shell, "check-release", "--text", "article.txt")
    assert first.code == 1
    assert "S1" in first.out and "unsigned" in first.out  # noqa: PT018
    assert "families that would fit at least, for" in first.out
    assert all(f"A{n}" in first.out for n in range(1, 8))
    assert "comes closest" in first.out
    assert "it rests on this" in first.out
    assert first.out.count("way ") >= 3
    assert "rushlight sign" in first.err
    for word in (" safe", "anonymous;", "anonymised"):
        assert word not in first.out
    done = on_case(shell, "sign", "article.txt", "1", "2", "--unusual", "")
    assert done.code == 0
    assert done.out.count("signed:") == 2
    again = on_case(shell, "check-release", "--text", "article.txt")
    assert again.code == 1
    assert "signed by A1" in again.out
    assert "rushlight sign" not in again.err


def test_bad_input_is_told_in_plain_words(shell: Shell) -> None:
    shell.put("article.txt", TEXT)
    check_error(on_case(shell, "sign", "article.txt", "7", "--unusual", ""), 2, "the text has no such sentence")
    check_error(on_case(shell, "sign", "article.txt", "1", "--unusual", "", "--knows", "saints"), 2, "no such kind of people")
    check_error(on_case(shell, "check-release", "--text", "article.txt", "--event", "E1"), 2, "a text is checked as it stands")
    check_error(on_case(shell, "check-release", "--text", "nothing.txt"), 2, "there is no such file")
