"""``rushlight check-release``: what the state could infer from a release, and how to say it so that it passes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from rushlight.cli import asked_by, screen, text_check
from rushlight.cli.options import ACTOR, CASE, PASSPHRASE_FILE, passphrase
from rushlight.codebook.words import purpose_words
from rushlight.desk import Desk, open_desk
from rushlight.desk.releasing import CheckedRelease
from rushlight.errors import MisuseError
from rushlight.record import Purpose
from rushlight.release import Bundle, Check, Words

WAYS = {
    "cheapest": Words("loses least", "가장 적게 잃는다"),
    "keeps_place": Words("keeps the place as exact as can be", "장소를 될수록 정확히 남긴다"),
    "keeps_time": Words("keeps the time as exact as can be", "시기를 될수록 정확히 남긴다"),
}


@click.command()
@CASE
@click.option("--event", "events", multiple=True, metavar="NAME", help="only this event (see link), such as E1")
@click.option("--report", "reports", multiple=True, metavar="ALIAS", help="only what this report tells")
@click.option(
    "--purpose", type=click.Choice([p.value for p in Purpose]), default=Purpose.PUBLIC_ANONYMOUS.value, show_default=True
)
@click.option("--language", type=click.Choice(["en", "ko"]), help="of the sentences, or of the text  [default: en]")
@click.option("--title", metavar="WORDS", help="title of the brief")
@click.option("--for", "recipient", metavar="NAME", help="who alone gets it; without it, everybody may")
@click.option("--text", type=click.Path(path_type=Path), metavar="FILE", help="check an article or brief that somebody wrote")
@ACTOR
@PASSPHRASE_FILE
def command(
    case: Path,
    events: tuple[str, ...],
    reports: tuple[str, ...],
    purpose: str,
    language: str | None,
    title: str | None,
    recipient: str | None,
    text: Path | None,
    actor: str,
    passphrase_file: Path | None,
) -> int:
    """Check what would leave if accepted statements of CASE, or a text somebody wrote, were published; nothing is written.

    Exit code 1 when the release is refused. Three ways to pass are proposed; 'rushlight publish' takes one.
    """
    if text is not None and (events or reports or title):
        raise MisuseError("a text is checked as it stands", hint="leave out --event, --report and --title")
    with open_desk(case, passphrase(passphrase_file), actor=actor) as desk:
        if text is not None:
            return text_check.run(desk, text, Purpose(purpose), language)
        done = desk.check_release(
            chosen=chosen(desk, events, reports),
            purpose=Purpose(purpose),
            language=language or "en",
            title=title,
            recipient=recipient,
        )
    show(done, language or "en")
    if done.sealed_for_trustees:
        screen.note("names of those behind it are sealed for trustees; before it is published, ask them for the search:")
        screen.note(f"  rushlight request-identity {case} --release {done.id}")
    if done.check.passed:
        screen.note(f"next: rushlight publish {case} {done.id} --to FOLDER")
        return 0
    screen.note(f"next: rushlight publish {case} {done.id} --way 1 --to FOLDER")
    return 1


def chosen(desk: Desk, events: Sequence[str], reports: Sequence[str]) -> list[str] | None:
    """Ids of the statements of the named events and reports; None for everything that can be told."""
    if not events and not reports:
        return None
    linked = desk.link()
    wanted: list[str] = []
    for name in events:
        group = linked.group(name)
        if group is None:
            raise MisuseError("there is no such event", where=name, hint="list them with 'rushlight link --all'")
        wanted += group.supports
    for alias in reports:
        if all(r.alias != alias for r in linked.reports):
            raise MisuseError("the casefile has no such report", where=alias)
        wanted += [s.id for r in linked.reports if r.alias == alias for s in r.accepted if s.content_of is None]
    return wanted


def show(done: CheckedRelease, language: str = "en") -> None:
    """Print the sentences about to leave, the verdict with its reasons, and the ways to pass."""
    whom = f", for {done.draft.recipient} alone" if done.draft.recipient else ""
    screen.say(f"release {done.id}: {purpose_words(done.draft.purpose)}{whom}; {_sentences(len(done.draft.items))}")
    for item in done.check.items:
        screen.item(item.item.id, item.text, width=4)
    reasons(done, language)


def reasons(done: CheckedRelease, language: str) -> None:
    """The verdict with its reasons, who could make what of it, and the ways to pass."""
    _findings(done.check, language)
    asked_by.show(done.check, language)
    for n, way in enumerate(done.ways, 1):
        _way(n, way, done.ways, language)


def _sentences(number: int) -> str:
    return "1 sentence" if number == 1 else f"{number} sentences"


def _findings(check: Check, language: str) -> None:
    screen.say("\npassed: no rule stops it" if check.passed else "\nrefused")
    same: dict[tuple[bool, str, str], list[str]] = {}
    for finding in check.findings:
        same.setdefault((not finding.stops, finding.rule, finding.says.of(language)), []).append(finding.item or "all")
    for (noted, rule, words), items in sorted(same.items(), key=lambda row: row[0][0]):
        screen.item(f"{rule} {'note' if noted else 'stops'}", f"{', '.join(items)}: {words}")
    _assumptions(check, language)


def _assumptions(check: Check, language: str) -> None:
    """What the answers rest on; the same assumption for several sentences once."""
    same: dict[str, list[str]] = {}
    for line in dict.fromkeys(a.of(language) for a in check.assumptions):
        item, _, words = line.partition(": ")
        same.setdefault(words, []).append(item)
    if same:
        screen.say("it rests on this")
    for words, items in same.items():
        screen.item(", ".join(items) if len(items) < 3 else f"{items[0]} … {items[-1]}", words)


def _way(number: int, way: Bundle, ways: Sequence[Bundle], language: str) -> None:
    twin = next(
        (n for n, w in enumerate(ways[: number - 1], 1) if (w.changes, w.left_out) == (way.changes, way.left_out)), None
    )
    if twin is not None:
        screen.say(f"\nway {number}: {WAYS[way.kind].of(language)}: the same as way {twin}")
        return
    screen.say(f"\nway {number}: {WAYS[way.kind].of(language)} (loss {way.loss:.2f})")
    for change in way.changes:
        screen.item(change.item, change.says().of(language))
    if way.left_out:
        screen.item("left out", f"{', '.join(way.left_out)}: no wording of these passes")
