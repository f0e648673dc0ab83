"""``rushlight ledger``: what all releases said so far, and which further step would be one too many."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from rushlight.cli import screen
from rushlight.cli.options import ACTOR, CASE, PASSPHRASE_FILE, passphrase
from rushlight.desk import open_desk
from rushlight.desk.remaining import Remaining, Spoken
from rushlight.release.ladders import axis_label
from rushlight.release.rules.base import about, count_of
from rushlight.release.settings import adversaries
from rushlight.release.standing import STEPS, Further, Known, Standing


@click.command()
@CASE
@click.option("--language", type=click.Choice(["en", "ko"]), default="en", show_default=True, help="of places, times and sums")
@click.option("--json", "as_json", is_flag=True, help="print it as JSON")
@ACTOR
@PASSPHRASE_FILE
def command(case: Path, language: str, as_json: bool, actor: str, passphrase_file: Path | None) -> None:
    """Show what all releases of CASE together let a reader know, and which step more would be stopped.

    Of each happening: place, time, sum and office as exactly as they were told, and how many families fit at least for
    whoever comes closest. It holds no name; sources go by their number in the casefile.
    """
    with open_desk(case, passphrase(passphrase_file), actor=actor) as desk:
        told = desk.ledger()
    if as_json:
        click.echo(json.dumps(_plain(told, language), ensure_ascii=False, indent=2))
    else:
        _show(told, language)


def _show(told: Remaining, language: str) -> None:
    if not told.releases:
        screen.say("nothing was released")
        return
    screen.say(f"{_many(told.releases, 'release')}; {_many(len(told.happenings), 'happening')}")
    for number, (names, standing) in enumerate(told.happenings, 1):
        called = f" ({', '.join(names)})" if names else ""
        screen.say(f"\nhappening {number}{called}: {standing.act.of(language)}")
        for lead, line in _lines(standing, language):
            screen.item(lead, line)
    if told.spoken:
        screen.say(f"\nwords of each source, of {told.most_words} at most")
        for spoken in told.spoken:
            screen.item(_who(spoken), _spent(spoken, told.most_words), width=16)
    if told.tables:
        screen.say("\ntables")
        for table in told.tables:
            silent = "" if table.counted else "; it does not say whom it counts"
            screen.item(table.on.isoformat(), f"{table.title}: {_many(table.numbers, 'number')}{silent}")
    if told.names:
        screen.say(f"\n{_many(told.names, 'name')} given to people; none may be used again")


def _lines(standing: Standing, language: str) -> Iterator[tuple[str, str]]:
    """What to say of one happening, each with its lead."""
    yield "told in", f"{_many(standing.releases, 'release')}, {_many(standing.sentences, 'sentence')}"
    known = "; ".join(f"{axis_label(k.axis).of(language)}: {k.words.of(language)}" for k in standing.known)
    yield "known", known or "neither place nor time nor sum"
    fitting = standing.fitting
    who = adversaries()[fitting.adversary].label.of(language)
    open_now = "" if standing.meets else "; already fewer than a release must leave"
    yield "fit", f"at least {count_of(fitting.low).of(language)}, for {who}{open_now}"
    if not standing.further:
        yield "next", "nothing more exact is in the casefile"
    passing = {f.axis: f for f in standing.further if not f.stopped}
    stopped = {f.axis: f for f in reversed(standing.further) if f.stopped}
    if passing:
        yield "may pass", _steps(passing, language)
    if stopped:
        yield "would stop", f"{_steps(stopped, language)}; and whatever is more exact"


def _steps(steps: dict[str, Further], language: str) -> str:
    """The most exact step of each axis that may pass, or the least exact one that would not."""
    order = sorted(steps, key=STEPS.index)
    return "; ".join(f"{axis_label(axis).of(language)}: {steps[axis].words.of(language)}" for axis in order)


def _who(spoken: Spoken) -> str:
    if spoken.source is not None:
        return f"source {spoken.source}"
    return f"report {spoken.report}" if spoken.report else "not here any more"


def _spent(spoken: Spoken, most: int) -> str:
    left = most - spoken.words
    return f"{_many(spoken.words, 'word')}; {f'{left} left' if left > 0 else 'none left: the next stops'}"


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _plain(told: Remaining, language: str) -> dict[str, object]:
    return {
        "releases": told.releases,
        "happenings": [_happening(names, standing, language) for names, standing in told.happenings],
        "words": [asdict(spoken) for spoken in told.spoken],
        "most_words": told.most_words,
        "tables": [{**asdict(table), "on": table.on.isoformat()} for table in told.tables],
        "names": told.names,
    }


def _happening(names: tuple[str, ...], standing: Standing, language: str) -> dict[str, object]:
    def said(part: Known | Further) -> dict[str, object]:
        step = {"step": part.step, "stopped": part.stopped} if isinstance(part, Further) else {}
        return {"axis": part.axis, "words": part.words.of(language), **step}

    fitting = standing.fitting
    families = {"adversary": fitting.adversary, "low": about(fitting.low), "typical": about(fitting.typical)}
    return {
        "events": list(names),
        "act": standing.act.of(language),
        "releases": standing.releases,
        "sentences": standing.sentences,
        "known": [said(k) for k in standing.known],
        "families": {**families, "worst": round(fitting.worst_p, 4), "meets": standing.meets},
        "further": [said(f) for f in standing.further],
    }
