"""The first page: the passphrase box while the casefile is shut, then three plain lists of what waits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

from rushlight.casefile import backups
from rushlight.casefile.opening import SUFFIX
from rushlight.casefile.slots import FILE as SLOTS
from rushlight.desk import keeping
from rushlight.desk.copies import has_passphrase, has_shares
from rushlight.desk.drafts import DraftRow, drafts
from rushlight.workbench.answering import Answer, Asked, Go
from rushlight.workbench.at_work import reviewing
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post
from rushlight.workbench.screens.pairs import PairRow, first_pairs
from rushlight.workbench.settings import Settings, keep_settings

MOST_FOUND = 50
"""Casefiles that are listed to be chosen from."""

SHOWN = 5
"""Reports named in the list of what waits; the rest is one link away."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """``number`` statements of the report ``alias`` wait."""

    alias: str
    document: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlockPage(Shown):
    """One box for the passphrase, and nothing else."""

    template: ClassVar[str] = "unlock.html"
    screen: ClassVar[str] = "unlock"
    named: bool
    """Whether a casefile was named when the server was started."""
    found: tuple[str, ...]
    """Casefiles in the folder that the server was started in, by name; empty where one was named."""
    passphrase: bool
    """Whether any passphrase opens it: none does after travel."""
    shares: bool
    """Whether recovery shares open it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage(Shown):
    """What waits for a person."""

    template: ClassVar[str] = "desk.html"
    screen: ClassVar[str] = "desk"
    empty: bool
    """Whether the casefile holds no report yet."""
    total: int
    """Statements that wait."""
    waiting: tuple[Waiting, ...]
    compared: bool
    """Whether the reports were compared since the casefile was opened."""
    pairs: tuple[PairRow, ...]
    """Pairs nobody has settled: the first of them."""
    unsettled: int
    drafts: tuple[DraftRow, ...]
    """Checks whose findings are still open: the latest of them."""
    days_without: int | None
    """Days without a backup; None while none is due, or where the person does not want to be reminded today."""
    ever: bool
    """Whether a backup was ever made."""


def show(asked: Asked) -> Answer:
    if not asked.held.open:
        folder = asked.held.folder
        if folder is None:
            return UnlockPage(named=False, found=_found(), passphrase=True, shares=False)
        return UnlockPage(named=True, found=(), passphrase=has_passphrase(folder), shares=has_shares(folder))
    kept = reviewing(asked)
    pairs = first_pairs(asked, SHOWN)
    rows, unsettled = pairs or ((), 0)
    waiting = kept.waiting()
    empty = not kept.index.reports and not asked.desk.unread()
    return DeskPage(
        empty=empty,
        total=waiting,
        waiting=tuple(Waiting(*row) for row in kept.waiting_reports(SHOWN)) if waiting else (),
        compared=pairs is not None,
        pairs=rows,
        unsettled=unsettled,
        drafts=tuple(row for row in drafts(asked.desk.case, asked.actor) if row.stopping and not row.out)[:SHOWN],
        days_without=None if empty else keeping.due(asked.desk),
        ever=backups.last(asked.desk.case) is not None,
    )


def _found() -> tuple[str, ...]:
    here = (path for path in Path.cwd().glob(f"*{SUFFIX}") if (path / SLOTS).is_file())
    return tuple(sorted(path.name for path in here))[:MOST_FOUND]


def unlock(asked: Asked) -> Answer:
    asked.held.unlock(asked.form.one("passphrase"))
    reviewing(
        asked
    ).waiting()  # what waits is taken up here, beside the seconds that the passphrase takes: no page waits for it
    return Go("/")


def later(asked: Asked) -> Answer:
    """No more of the backup today."""
    keeping.put_off(asked.desk)
    return Go("/")


def speak(asked: Asked) -> Answer:
    """Change the language of the pages, before or after the casefile is open."""
    chosen: Settings = replace(asked.settings, language=asked.form.one("language"))
    asked.held.front = chosen
    if asked.held.open and asked.desk.case.set_up:
        keep_settings(asked.desk, chosen, asked.desk.now())
    return Go("/")


ROUTES = (
    get("/", show, locked=True),
    post("/unlock", unlock, locked=True),
    post("/backup-later", later),
    post("/language", speak, locked=True),
)
