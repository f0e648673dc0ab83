"""``rushlight eval metamorphic``: thousands of small changes, and whether each is read as what it is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from rushlight.cli import screen

if TYPE_CHECKING:
    from rushlight.evaluation.metamorphic import Result

EVERY = 500
"""Cases after which a person is told how far it is."""


@click.command("metamorphic")
@click.option("--language", "languages", type=click.Choice(["en", "ko"]), multiple=True, help="both when not given")
@click.option("--json", "as_json", is_flag=True, help="print the figures as JSON")
def metamorphic_command(languages: tuple[str, ...], as_json: bool) -> None:
    """Change one thing in plain sentences and check what the rules make of it.

    Place, sum, currency, date, voice, tense, negation, quotation style, threat for deed: each changed text has what its
    reading must say and must never say. The figures are apart from those on whole reports.
    """
    from rushlight.desk.swapping import run_cases  # loaded here: other verbs need none of it

    results = run_cases(languages or ("en", "ko"), _tell)
    if as_json:
        rows = [{"language": r.language, "relation": r.relation, "passed": r.passed, "cases": r.cases} for r in results]
        click.echo(json.dumps(rows, indent=1))
        return
    _print(results)


def _tell(done: int, of: int) -> None:
    if done % EVERY == 0:
        screen.note(f"{done} of {of} cases ...")


def _print(results: Sequence[Result]) -> None:
    for r in results:
        screen.say(f"{r.language}  {r.relation:24} {r.passed:5} of {r.cases:5}  {r.passed / r.cases:.3f}")
    for language in dict.fromkeys(r.language for r in results):
        passed, cases = _totals([r for r in results if r.language == language])
        screen.say(f"{language}: {passed} of {cases} cases pass, {passed / cases:.3f}")


def _totals(results: Sequence[Result]) -> tuple[int, int]:
    return sum(r.passed for r in results), sum(r.cases for r in results)
