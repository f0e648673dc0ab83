"""``rushlight assume`` and ``check-release --known-to`` as a person uses them."""

from __future__ import annotations

import pytest
from cli_calls import on_case
from cli_shell import Shell, check_error


def test_shown_stated_stood_for_and_dropped(shell: Shell) -> None:
    shown = on_case(shell, "assume")
    assert shown.code == 0
    assert "rate.take: prior of the project" in shown.out
    assert "0.05..0.5" in shown.out
    done = on_case(shell, "assume", "--set", "rate.take=0.02..0.1", "--set", "remitting=0.2", "--source", "14 interviews")
    assert done.code == 0
    assert "0.02..0.1" in done.out
    assert "rate.take: your own figure, A1 on" in done.out
    assert "14 interviews" in done.out
    assert "shipped, and you stand for it" in on_case(shell, "assume", "--stand-for", "lag", "--source", "we print fast").out
    assert "your own figure" not in on_case(shell, "assume", "--drop", "rate.take", "--drop", "remitting").out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--set", "rate.take"), "this is no figure"),
        (("--set", "rate.take=many", "--source", "x"), "this is no figure"),
        (("--set", "rate.take=1..2..3", "--source", "x"), "this is no figure"),
        (("--set", "rate.take=0.1..0.2"), "a figure needs its source"),
        (("--set", "weather=0.1..0.2", "--source", "x"), "there is no such figure"),
        (("--drop", "lag"), "nobody has stated this figure"),
        (("--source", "x"), "nothing to give a source for"),
    ],
)
def test_what_makes_no_sense_is_refused_in_plain_words(shell: Shell, words: tuple[str, ...], says: str) -> None:
    check_error(on_case(shell, "assume", *words), 2, says)
    assert "your own" not in on_case(shell, "assume").out


@pytest.mark.parametrize("said", ["amount", "=victim", "weather=victim", "act=nobody", "act=", "I99:act=victim"])
def test_who_could_know_what_makes_no_sense(shell: Shell, said: str) -> None:
    assert on_case(shell, "check-release", "--known-to", said).code == 2
