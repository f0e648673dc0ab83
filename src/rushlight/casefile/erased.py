"""What an erasure says, and whether the casefile keeps to it.

A ``report.erased`` event names by random ids which events lost their bodies, and which vault records and originals are
gone. It holds no name and no word; its hashes tell nothing without the casefile's own key. An event may be without its
body only when such an event lists it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from rushlight.casefile.blobs import Blobs
from rushlight.casefile.canonical import Json
from rushlight.casefile.database import Database

KIND = "report.erased"

PENDING = "erasing"
"""The row of ``meta`` that stands while files or the old case key still wait to be destroyed."""

PROTECTED = ("case.", "device.", "report.", "bundle.", "trustees.", "anchor.")
"""Beginnings of kinds that are never erased: without them nobody could tell who wrote what, what was erased, or until when."""

Row = tuple[str, tuple[Any, ...]]


def protected(kind: str) -> bool:
    return kind.startswith(PROTECTED)


def rows(data: Json) -> Iterator[Row]:
    """The projection of an erasure: what is gone, and the ids, aliases and keyed hashes that must not come back."""
    for event in data["events"]:
        yield "erased", ("event", event["id"], event["turn"])
    for what, listed in (("vault", data["vault"]), ("blob", data["blobs"]), ("id", data.get("ids", ()))):
        for gone in listed:
            yield "erased", (what, gone, None)
    away = data.get("kept_away") or {}
    for what, listed in (("bytes", away.get("bytes", ())), ("item", away.get("items", ()))):
        for gone in listed:
            yield "erased", (what, gone, None)
    if data.get("alias") is not None:
        yield "erased", ("alias", data["alias"], None)


def is_erased(db: Database, event_id: str) -> bool:
    """Whether an erasure lists this event, by the tables."""
    return db.one("SELECT 1 FROM erased WHERE gone = ? AND what = 'event'", (event_id,)) is not None


def alias_taken(db: Database, alias: str) -> bool:
    """Whether something that was erased had this alias. Consent hangs on aliases: none is given twice."""
    return db.one("SELECT 1 FROM erased WHERE gone = ? AND what = 'alias'", (alias,)) is not None


def aliases(db: Database) -> set[str]:
    """Every alias of something that was erased."""
    return {row[0] for row in db.rows("SELECT gone FROM erased WHERE what = 'alias'")}


def notes(db: Database) -> list[str]:
    """What a verification should mention of erasures that is no fault."""
    if db.one("SELECT 1 FROM meta WHERE name = ?", (PENDING,)) is None:
        return []
    return ["after an erasure the casefile still waits to be written anew: free some room on the disk, then open it again"]


class Ledger:
    """The erasures that a verification came across, from their signed bodies, and the events it found without one."""

    def __init__(self) -> None:
        self.events: set[str] = set()
        self.vault: set[str] = set()
        self.blobs: set[str] = set()
        self.once: set[str] = set()
        """Listed by erasures that count no more: their bodies went while these did."""
        self.empty: dict[str, str] = {}

    def said(self, data: Json, *, counts: bool) -> None:
        """Take up one erasure."""
        if not counts:
            self.once |= {event["id"] for event in data["events"]}
            return
        self.events |= {event["id"] for event in data["events"]}
        self.vault |= set(data["vault"])
        self.blobs |= set(data["blobs"])

    def found_empty(self, event_id: str, kind: str) -> None:
        self.empty[event_id] = kind

    def check(self, db: Database, blobs: Blobs, fault: Callable[[str, object], None]) -> None:
        """Tell ``fault`` of bodies missing that nobody erased, and of what was erased and is still there."""
        for event_id, kind in self.empty.items():
            if event_id not in self.events | self.once:
                fault("an event's body is missing, and nobody erased it", event_id)
            elif protected(kind):
                fault("an event was erased of a kind that never is", event_id)
        for event_id in sorted(self.events):
            if db.one("SELECT 1 FROM events WHERE id = ? AND length(sealed) + length(wrapped_key) > 0", (event_id,)):
                fault("an erased event still has its body", event_id)
        for record in sorted(self.vault):
            if db.one("SELECT 1 FROM vault WHERE id = ?", (record,)):
                fault("an erased record of the vault is still there", record)
        for blob in sorted(self.blobs & (blobs.in_database() | blobs.in_folder())):
            fault("an erased original is still there", blob)


def vault_faults(held: Mapping[str, bytes], named: Mapping[str, Json], gone: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What of the vault does not agree with the events; records that were erased may be missing."""
    for record in held.keys() - named.keys():
        yield "a record of the vault belongs to no event", record
    for record in named.keys() - held.keys() - set(gone):
        yield "a record of the vault is missing", record
    for record in named.keys() & held.keys():
        if hashlib.sha256(held[record]).hexdigest() != named[record]["sha256"]:
            yield "a record of the vault was changed", record
