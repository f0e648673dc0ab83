"""Collectors for tests, and a short way to seal a report with one."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import making_casefile as make

from rushlight.casefile import Casefile, collecting, joining, teamfile
from rushlight.casefile.canonical import parse
from rushlight.casefile.collecting import Collector
from rushlight.record import DocumentKind


def a_collector(folder: Path, team: Casefile) -> Path:
    """A new collector for the team of this casefile, admitted."""
    made(folder, teamfile.write(team))
    joining.admit(team, parse((folder / "request.json").read_bytes()), ["collector"], by="p_a")
    return folder


def made(folder: Path, team_file: dict[str, Any]) -> None:
    """A new collector for the team of a team file."""
    collecting.create(
        folder,
        team_file,
        make.PASSPHRASE,
        randomness=secrets.token_bytes,
        now=make.now,
        by="C1",
        cost=make.CHEAP,
        _below_floor_in_tests=True,
    )


def opened(folder: Path) -> Collector:
    return collecting.open_collector(folder, make.PASSPHRASE, randomness=secrets.token_bytes, now=make.now)


def collect(collector: Collector, *, words: str = "", source: bool = False, large: bool = False) -> str:
    """Seal a report of its own words; gives its alias."""
    alias = collector.next_alias("report")
    text = f"{make.TEXT}{alias} {words}\n"
    original = text.encode() + (secrets.token_bytes(3 << 19) if large else b"")
    document = make.a_document(text, original, kind=DocumentKind.TESTIMONY)
    with collector.writing() as case:
        chosen = None
        if source:
            name = collector.next_alias("source")
            chosen = case.add_source(name, name=make.NAME_KO, contact="tobias@example.org", by="C1")
        case.add_document(document, text, original, alias=alias, source=chosen, collected_by="C1", by="C1")
    return alias
