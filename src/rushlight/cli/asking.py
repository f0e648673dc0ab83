"""Questions at the screen whose answer may be no, and what is said where there is nobody to ask."""

from __future__ import annotations

import sys
from typing import Any

import click

from rushlight.errors import MisuseError


def agreed(question: str, *, otherwise: str, unasked: str, hint: str | None = None) -> None:
    """Go on when the answer is yes.

    Raises MisuseError: ``otherwise`` and ``hint`` when it is no, since to run the same again would be the wrong advice
    then; and with the hint ``unasked`` where the input ends before an answer.
    """
    try:
        yes = click.confirm(question, err=True)
    except click.Abort:
        raise _unanswered(unasked) from None
    if not yes:
        _own_line()
        raise MisuseError(otherwise, hint=hint)


def answer(question: str, *, unasked: str, **kinds: Any) -> str:
    """What is typed. Raises MisuseError with the hint ``unasked`` where the input ends before an answer."""
    try:
        typed: str = click.prompt(question, err=True, **kinds)
    except click.Abort:
        raise _unanswered(unasked) from None
    return typed


def _unanswered(unasked: str) -> Exception:
    """At a terminal it was Ctrl-C, which stays what it is; elsewhere nobody was there."""
    if _at_terminal():
        return click.Abort()
    _own_line()
    return MisuseError("there is nobody to ask: the input ended before an answer", hint=unasked)


def _own_line() -> None:
    """What is typed at a terminal ends its line; what comes through a pipe does not."""
    if not _at_terminal():
        click.echo(err=True)


def _at_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()
