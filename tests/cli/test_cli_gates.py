"""``rushlight gates`` as a person uses it."""

from __future__ import annotations

from cli_calls import on_case
from cli_shell import Shell, check_error


def test_shown_set_and_shown_again(shell: Shell) -> None:
    assert "gates: default; as shipped" in on_case(shell, "gates").out
    done = on_case(shell, "gates", "--preset", "strict", "--worst", "0.04", "--why", "a small town")
    assert done.code == 0
    shown = on_case(shell, "gates").out
    assert "gates: strict; set by A1 on" in shown
    assert "0.04" in shown
    assert "(your own)" in shown
    assert "a small town" in shown


def test_looser_without_a_reason_is_refused_in_plain_words(shell: Shell) -> None:
    done = on_case(shell, "gates", "--worst", "0.5")
    check_error(done, 2, "this lets more pass than the shipped default")
    assert "--why" in done.err
    assert "as shipped" in on_case(shell, "gates").out
    check_error(on_case(shell, "gates", "--preset", "none"), 2, "no such preset")
    check_error(on_case(shell, "gates", "--why", "x"), 2, "nothing to give a reason for")
    assert "looser than shipped" in on_case(shell, "gates", "--pool", "10", "--why", "one small town").out
