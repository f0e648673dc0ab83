"""The ledger: what all releases together let a reader know, and which further step would be one too many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rushlight.desk.remaining import Remaining, any_left, remaining
from rushlight.release.ladders import axis_label
from rushlight.release.rules.base import count_of
from rushlight.release.settings import adversaries
from rushlight.release.standing import STEPS, Standing
from rushlight.workbench.answering import Answer, Asked, Go
from rushlight.workbench.joined import comparing_page, found, linked_now
from rushlight.workbench.own_thread import stepped
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get
from rushlight.workbench.waited import wait_for

MEMORY = "ledger"


@dataclass(frozen=True, slots=True)
class HappeningRow:
    """One happening as readers know it: what the casefile calls it, what was told and how exactly, how many families fit at
    least and for whom; ``may`` are steps that would still pass, ``stopped`` those that would not."""

    names: tuple[str, ...]
    act: str
    releases: int
    sentences: int
    known: tuple[tuple[str, str], ...]
    fit: str
    who: str
    meets: bool
    may: tuple[tuple[str, str], ...]
    stopped: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SpokenRow:
    """Words of one source in all releases. ``number`` is its number in the casefile, 0 where only the report is known."""

    number: int
    report: str
    words: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPage(Shown):
    """All that was said so far."""

    template: ClassVar[str] = "ledger.html"
    screen: ClassVar[str] = "release"
    releases: int
    happenings: tuple[HappeningRow, ...]
    spoken: tuple[SpokenRow, ...]
    most_words: int
    tables: tuple[tuple[str, str, int, bool], ...]
    """Title, day, how many numbers are shown, whether it says whom they count."""
    names: int


def show(asked: Asked) -> Answer:
    """All of it; what was worked out is kept until something is written."""
    now, held = asked.desk.written(), asked.memory.get(MEMORY)
    if held is not None and held[0] == now:
        return _page(held[1], asked.language)
    if any_left(asked.desk.case) and found(asked) is None:
        return comparing_page(asked, "ledger")
    desk = asked.desk
    parts = remaining(desk.case, now=desk.now(), actor=desk.actor, linked=linked_now(asked))
    return wait_for(asked, "ledger", stepped(parts), lambda asked, told: _kept(asked, told, now))


def _kept(asked: Asked, told: Remaining, written: object) -> Answer:
    asked.memory[MEMORY] = (written, told)
    return Go("/ledger") if "number" in asked.params else _page(told, asked.language)


def _page(told: Remaining, language: str) -> LedgerPage:
    return LedgerPage(
        releases=told.releases,
        happenings=tuple(_happening(names, standing, language) for names, standing in told.happenings),
        spoken=tuple(SpokenRow(s.source or 0, s.report or "", s.words, max(0, told.most_words - s.words)) for s in told.spoken),
        most_words=told.most_words,
        tables=tuple((t.title, t.on.isoformat(), t.numbers, t.counted) for t in told.tables),
        names=told.names,
    )


def _happening(names: tuple[str, ...], s: Standing, language: str) -> HappeningRow:
    passing = {f.axis: f.words for f in s.further if not f.stopped}
    stopped = {f.axis: f.words for f in reversed(s.further) if f.stopped}
    return HappeningRow(
        names=names,
        act=s.act.of(language),
        releases=s.releases,
        sentences=s.sentences,
        known=tuple((axis_label(k.axis).of(language), k.words.of(language)) for k in s.known),
        fit=count_of(s.fitting.low).of(language),
        who=adversaries()[s.fitting.adversary].label.of(language),
        meets=s.meets,
        may=tuple((axis_label(a).of(language), passing[a].of(language)) for a in sorted(passing, key=STEPS.index)),
        stopped=tuple((axis_label(a).of(language), stopped[a].of(language)) for a in sorted(stopped, key=STEPS.index)),
    )


ROUTES = (get("/ledger", show),)
