"""What ``check-table`` says: counts and names of columns, never a cell."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from rushlight.cli import screen
from rushlight.release.file import Measured, Told, Way

SHOWN = 8
"""Combinations of columns that are listed."""
HOW = {
    "local-recoding": "each record made only as general as it takes",
    "suppression": "single cells blanked",
    "full-domain": "one level a column for all records",
}


def show(found: Measured) -> None:
    """Print who stands alone, what a guess would get right, by what, and what the groups tell."""
    n = found.records
    screen.say(f"{screen.count(n, 'record')}, compared by {', '.join(found.keys)}")
    screen.item("alone", f"{_of(found.alone, n)} are the only one with their values")
    few = f"{_of(found.few, n)} have fewer than {found.k} like them"
    screen.item(f"below {found.k}", f"{few}; the smallest group has {found.smallest}")
    _guesses(found)
    _combinations(found)
    for told in found.told:
        _sensitive(told, found)
    screen.note("note: these are chances within the file. An insider who knows the event itself finds more:")
    screen.note("note: for reports and counts of a casefile use rushlight check-release")


def _guesses(found: Measured) -> None:
    risk, n = found.risk, found.records
    text = f"who knows that a person is in the file guesses the record at worst with {risk.prosecutor_worst:.0%}"
    screen.item("a guess", f"{text}; guessing all, {_of(risk.classes, n)} would be right")
    if found.weighted:
        worst = f"at worst {risk.journalist_worst:.2%} by the weights"
        screen.item("", f"who knows only the population: {worst}; {_share(found.expected, n)} expected to be found")
    if found.by_household is not None:
        text = f"{_share(found.by_household, n)} expected when finding one of a household finds all of it"
        screen.item("households", f"{text} ({screen.count(found.households or 0, 'household')})")


def _combinations(found: Measured) -> None:
    uniques = found.uniques
    if not uniques.by_set:
        return
    rows = [(" + ".join(names), f"{many:,}") for names, many in uniques.by_set[:SHOWN]]
    screen.say("\nby these columns together a record is alone, and by no part of them:")
    screen.table(("columns", "records"), rows, numbers=("records",))
    if len(uniques.by_set) > SHOWN:
        screen.say(f"  and {screen.count(len(uniques.by_set) - SHOWN, 'combination')} more")
    if found.largest < len(found.keys):
        screen.say(f"  looked for with up to {screen.count(found.largest, 'column')} at once")
    parts = sorted(zip(uniques.contributions.tolist(), uniques.names, strict=True), key=lambda p: (-p[0], p[1]))
    screen.item("by column", ", ".join(f"{name} {part:.0f}%" for part, name in parts) + " of what makes records special")


def _sensitive(told: Told, found: Measured) -> None:
    d = told.diversity
    screen.item(
        told.name,
        f"{_of(told.certain, found.records)} are in a group where all have the same value: who knows their group knows it; "
        f"fewest different values in a group {d.l} (entropy {d.entropy_l:.2f}), largest share {d.alpha:.0%}, "
        f"t {d.t:.3f}, beta {d.beta:.2f}, delta {d.delta:.2f}"
        + ("" if isfinite(d.delta_strict) else "; not every group has every value"),
    )


def show_ways(ways: Sequence[Way], records: int, leave_out: float, chosen: str | None) -> None:
    """Print what each way loses."""
    rows = [(w.name, HOW[w.name], f"{w.loss:.3f}", f"{w.left_out:,}", _steps(w)) for w in sorted(ways, key=lambda w: w.loss)]
    screen.say("\nways to leave:")
    screen.table(("way", "how", "loss", "left out", ""), rows, numbers=("loss", "left out"), whole=("way",))
    if chosen is None and not any(w.name == "full-domain" for w in ways):
        screen.say(f"  full-domain: no levels will do with at most {leave_out:.0%} of {records:,} left out")
    screen.note("note: loss is between 0 (all kept) and 1 (nothing left); a record left out loses 1")
    if chosen is None:
        screen.note("next: --way NAME --write OUT.csv writes one; --hierarchy KEY=FILE gives the values of a key steps")


def _steps(way: Way) -> str:
    if way.name == "suppression":
        return "cells: " + ", ".join(f"{name} {cells:,}" for name, cells in way.steps if cells)
    return "levels: " + ", ".join(f"{name} {level}" for name, level in way.steps) if way.steps else ""


def _of(part: int, whole: int) -> str:
    return f"{part:,} of {whole:,} ({part / whole:.1%})"


def _share(part: float, whole: int) -> str:
    return f"{part:,.1f} of {whole:,} ({part / whole:.2%})"
