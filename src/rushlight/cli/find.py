"""``rushlight find``: which reports hold certain words, and say certain things."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from rushlight.casefile.search.conditions import Conditions
from rushlight.casefile.search.finding import Found
from rushlight.cli import screen
from rushlight.cli.options import ACTOR, CASE, PASSPHRASE_FILE, Date, passphrase
from rushlight.codebook.words import document_kind_words
from rushlight.desk import open_desk
from rushlight.desk.finding import FoundReports
from rushlight.record import AttributionMode, Band, DocumentKind, Modality

KINDS, MODALITIES = [k.value for k in DocumentKind], [m.value for m in Modality]
MODES, BANDS = [m.value for m in AttributionMode], [b.value for b in Band]


@click.command()
@CASE
@click.argument("words", nargs=-1)
@click.option("--place", metavar="PLACE", help="a place by name or atlas id, with all that lies within")
@click.option("--act", metavar="TERM", help="an act such as detain.arrest, or a family such as detain")
@click.option("--modality", type=click.Choice(MODALITIES), help="whether it happened, was threatened, demanded …")
@click.option("--told", type=click.Choice(MODES), help="how the words reach the page")
@click.option("--band", type=click.Choice(BANDS), help="how well the reading is founded")
@click.option("--kind", type=click.Choice(KINDS), help="what the document is")
@click.option("--language", metavar="CODE", help="the report's language, such as ko")
@click.option("--since", type=Date(), metavar="DATE", help="published on this day or later")
@click.option("--until", type=Date(), metavar="DATE", help="published on this day or earlier")
@click.option("--happened-since", type=Date(), metavar="DATE", help="tells of this day or later")
@click.option("--happened-until", type=Date(), metavar="DATE", help="tells of this day or earlier")
@click.option("--names", is_flag=True, help="words may be people's names: find them in Hangul and Latin spellings")
@click.option("--first", type=click.IntRange(min=1), default=1, metavar="N", help="begin with the Nth report found")
@click.option("--shown", type=click.IntRange(1, 1000), default=10, metavar="N", help="how many reports to print")
@ACTOR
@click.option("--json", "as_json", is_flag=True, help="print data, with offsets into the text")
@PASSPHRASE_FILE
def command(
    case: Path,
    words: tuple[str, ...],
    place: str | None,
    names: bool,
    first: int,
    shown: int,
    actor: str,
    as_json: bool,
    passphrase_file: Path | None,
    told: str | None,
    **conditions: Any,
) -> None:
    """Find the reports in CASE that hold WORDS and fulfil every condition; nothing of it is kept.

    OR between two words means either, NOT before one means none of it, "quotes" hold words together, a star leaves a
    word's end open. Without words and conditions it asks for the words, so that they stay out of the shell's history.
    """
    asked = Conditions(mode=told, **conditions)
    with open_desk(case, passphrase(passphrase_file), actor=actor) as desk:
        typed = " ".join(words)
        if not words and place is None and asked == Conditions():
            typed = click.prompt("words", err=True)
        found = desk.find(typed, asked, place=place, names=names, first=first - 1, shown=shown)
    if as_json:
        click.echo(json.dumps(_data(found), ensure_ascii=not _writes_unicode(), indent=1))
    else:
        _print(found, first)


def _writes_unicode() -> bool:
    return (getattr(sys.stdout, "encoding", None) or "").lower().startswith("utf")


def _data(found: FoundReports) -> dict[str, Any]:
    return {
        "count": found.answer.count,
        "all_ranked": found.answer.ranked,
        "places": [entry.id for entry in found.places],
        "reports": [asdict(report) for report in found.answer.page],
    }


def _print(found: FoundReports, first: int) -> None:
    for entry in found.places:
        screen.note(f"place: {entry.en} ({entry.id})")
    count = found.answer.count
    if not count:
        screen.say("no report fits")
        return
    for report in found.answer.page:
        _report(report)
    last = first - 1 + len(found.answer.page)
    screen.say(f"\n{first} to {last} of {count}" if found.answer.page else f"no more: {_reports(count)}")
    if not found.answer.ranked:
        screen.note("too many fit to compare them all: the last ones taken in were ranked")


def _reports(count: int) -> str:
    return "1 report fits" if count == 1 else f"{count} reports fit"


def _report(report: Found) -> None:
    kind = document_kind_words(report.kind) if report.kind else ""
    screen.say(f"\n{report.alias}  {', '.join(filter(None, (kind, report.language, report.published)))}")
    shown = Text(f"  {screen.visible(report.words)}".replace("\n", " "))
    for start, end in report.snippet.marks:
        shown.stylize("bold", start - report.snippet.start + 2, end - report.snippet.start + 2)
    screen.console().print(shown)
