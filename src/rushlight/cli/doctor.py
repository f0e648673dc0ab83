"""``rushlight doctor``: what agrees and what does not, inside a casefile and around it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from rushlight.casefile.doctor import Health
from rushlight.cli import screen
from rushlight.cli.options import CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk.doctoring import Examined, examine


@click.command()
@CASE
@click.option("--repair", is_flag=True, help="make tables that disagree again from the events, after the log was verified")
@click.option("--json", "as_json", is_flag=True, help="print the findings as JSON")
@PASSPHRASE_FILE
def command(case: Path, repair: bool, as_json: bool, passphrase_file: Path | None) -> int:
    """Count events, tables, sealed records and originals of CASE against each other; look at its place, room and tools.

    Exit code 1 when something does not agree. Whether anything was altered is what 'rushlight verify' says.
    """
    done = examine(case, lambda: passphrase(passphrase_file), repair=repair)
    if as_json:
        click.echo(json.dumps(_plain(done), indent=2))
    else:
        _show(done)
    return 1 if done.health is Health.FAULT else 0


def _show(done: Examined) -> None:
    rows = [(c.what, c.health.value, c.says, _counts(c.counts)) for c in done.checks]
    screen.table(("looked at", "it is", "what was found", "counted"), rows)
    if done.repaired is not None:
        screen.say(f"repaired. Before: {_counts(done.repaired.before)}. After: {_counts(done.repaired.after) or 'all agree'}")
    if done.health is Health.FAULT and any(c.mends for c in done.checks):
        screen.note("tables can be made again from the events: --repair")


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{name}: {count:,}" for name, count in counts.items())


def _plain(done: Examined) -> dict[str, object]:
    checks = [{"what": c.what, "health": c.health.value, "says": c.says, "counts": c.counts} for c in done.checks]
    repaired = done.repaired and {"before": done.repaired.before, "after": done.repaired.after}
    return {"health": done.health.value, "checks": checks, "repaired": repaired}
