"""What a release is judged by: the gates, who has to approve, and the figures that the check counts with."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

from rushlight.codebook.words import word
from rushlight.desk.approving import Rule
from rushlight.desk.figure_words import figure_name
from rushlight.desk.gating import GatesSet
from rushlight.errors import MisuseError
from rushlight.release import GATES
from rushlight.release.figures import keys, shipped, shipped_keys, source_words
from rushlight.release.settings import part
from rushlight.workbench.answering import Answer, Asked, Fields, Go
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post


@dataclass(frozen=True, slots=True)
class GateRow:
    """One gate: its name in a form, what it means, its figure; ``own``: the team's; ``looser``: than shipped."""

    name: str
    means: str
    figure: str
    own: bool
    looser: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GatesPage(Shown):
    """What a release has to meet, and who has to approve it."""

    template: ClassVar[str] = "gates.html"
    screen: ClassVar[str] = "release"
    standing: GatesSet
    rows: tuple[GateRow, ...]
    preset: str
    """What the preset in force is called."""
    presets: tuple[tuple[str, str], ...]
    """What is sent, and its words."""
    rule: Rule
    releasers: int
    asks_another: bool


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure: its key and what that says, its two ends, where it comes from; ``by`` and ``on`` say which member stands for
    it (empty: nobody); ``own``: the ends are the team's own."""

    key: str
    name: str
    low: str
    high: str
    source: str
    by: str
    on: str
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresPage(Shown):
    """The figures that the release check counts with."""

    template: ClassVar[str] = "figures.html"
    screen: ClassVar[str] = "release"
    rows: tuple[FigureRow, ...]
    patterns: tuple[tuple[str, str], ...]
    """What keys can look like, with what they say."""


# --- gates ---------------------------------------------------------------------------------------------


def gates(asked: Asked) -> Answer:
    standing = asked.desk.gates()
    rows = (
        GateRow(
            name=name,
            means=word("gate", name, asked.language),
            figure=f"{getattr(standing.gates, name):g}",
            own=name in standing.changes,
            looser=name in standing.looser,
        )
        for name in GATES
    )
    return GatesPage(
        standing=standing,
        rows=tuple(rows),
        preset=word("preset", standing.gates.preset, asked.language),
        presets=tuple((name, word("preset", name, asked.language)) for name in part("thresholds")["presets"]),
        rule=asked.desk.approval_rule(),
        releasers=asked.desk.releasers(),
        asks_another=asked.desk.approval_asked(),
    )


def set_gates(asked: Asked) -> Answer:
    """What differs from what stands becomes the team's own figure; a preset forgets the own ones."""
    standing, preset = asked.desk.gates(), asked.form.get("preset") or None
    changes = {} if preset else _changes(asked.form, standing)
    if not preset and not changes:
        raise MisuseError("nothing was changed", hint="choose a preset, or another figure")
    asked.desk.set_gates(preset, changes=changes, why=asked.form.get("why"))
    return Go("/gates", asked.say("The gates are set from now on."))


def _changes(form: Fields, standing: GatesSet) -> dict[str, float]:
    said = {name: form.get(name).strip() for name in GATES if name in form}
    return {n: number(f, n) for n, f in said.items() if f and number(f, n) != float(f"{getattr(standing.gates, n):g}")}


def number(written: str, where: str) -> float:
    """A number of a form. Raises MisuseError for what is none."""
    try:
        found = float(written)
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise MisuseError("this is no number", where=where, hint="such as 0.09 or 20")
    return found


def set_rule(asked: Asked) -> Answer:
    days, always = asked.form.whole("days", 0), asked.form.get("always") == "yes"
    asked.desk.set_approval_rule(days=days, always=always, why=asked.form.get("why"))
    return Go("/gates", asked.say("The rule for approvals is set."))


# --- figures -------------------------------------------------------------------------------------------


def figures(asked: Asked) -> Answer:
    own = {stated.figure.key: stated for stated in asked.desk.figures()}
    return FiguresPage(
        rows=tuple(_figure(asked, key) for key in (*own, *(k for k in shipped_keys() if k not in own))),
        patterns=tuple((p, figure_name(p, asked.language)) for p in keys()),
    )


def _figure(asked: Asked, key: str) -> FigureRow:
    mine = next((s for s in asked.desk.figures() if s.figure.key == key), None)
    prior = shipped(key)
    own = mine is not None and mine.figure.interval is not None
    ends = (mine.figure.interval if mine else None) or (prior[:2] if prior else (0.0, 0.0))
    return FigureRow(
        key=key,
        name=figure_name(key, asked.language),
        low=f"{ends[0]:g}",
        high=f"{ends[1]:g}",
        source=mine.figure.source if mine else source_words(prior[2]).of(asked.language) if prior else "",
        by=mine.by if mine else "",
        on=mine.on.isoformat() if mine else "",
        own=own,
    )


def assume(asked: Asked) -> Answer:
    """State a figure, stand for a shipped one, or forget what was stated."""
    form, key = asked.form, asked.form.one("key").strip()
    what, source = form.one("what"), form.get("source")
    if what == "state":
        ends = number(form.get("low"), "low"), number(form.get("high") or form.get("low"), "high")
        asked.desk.assume(stated={key: ends}, source=source)
    elif what == "stand":
        asked.desk.assume(stands_for=[key], source=source)
    elif what == "forget":
        asked.desk.assume(dropped=[key], source=source)
    else:
        raise MisuseError("nothing was chosen", where="what")
    return Go("/figures", asked.say("Kept. Every check from now on counts with it."))


ROUTES = (
    get("/gates", gates),
    post("/gates", set_gates),
    post("/gates/approvals", set_rule),
    get("/figures", figures),
    post("/figures", assume),
)
