"""Who a source is: trustees who open it together, requests, answers, and the search of a release's files for sealed names.

A fingerprint of a name, keyed or not, would let whoever has this laptop try every name of a household register in seconds;
so nothing of the kind is kept. Files are searched for the names of those behind a release by asking the trustees, and only
for these: the names are in memory for the search and the request's key is dropped when the files are out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rushlight.casefile import Casefile, assigned, called, identities
from rushlight.casefile.devices import Device
from rushlight.casefile.identities import Request, Resealed
from rushlight.casefile.trustees import serves
from rushlight.desk.taking_in import source_named
from rushlight.desk.teams import device_named
from rushlight.errors import MisuseError, ReleaseRefused


@dataclass(frozen=True, slots=True)
class Keeper:
    """A device that is, or could be, a trustee: its id, fingerprint, and the alias of whoever set it up."""

    device: str
    fingerprint: str
    person: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """The trustees of today. ``gone``: chosen once, and sent away since. ``open``: sources and reports with a name that every
    member can open; ``before``: those with one sealed for other trustees.
    """

    needed: int
    keepers: tuple[Keeper, ...]
    gone: int
    open: int
    before: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as people see it: the aliases of whom it asks about, and by whom."""

    request: Request
    aliases: tuple[str, ...]
    fingerprint: str
    answerable: bool


# --- trustees ----------------------------------------------------------------------------------------


def rests_on(case: Casefile) -> tuple[object, ...]:
    """What changes when the figures of ``trustees`` may: trustees, names, records sealed anew, what was erased."""
    tables = ("trustees", "sealed_name", "resealed", "erased", "uncounted", "vault")
    return tuple(case._db.rows(f"SELECT count(*), max(rowid) FROM {table}")[0] for table in tables)  # noqa: S608


def trustees(case: Casefile, *, counted: bool = True) -> Standing:
    """Who keeps the shares of source identities, and which other devices could.

    Without ``counted`` it looks at no record, and says 0 of what is open or sealed for others: quick in any casefile.
    """
    found, devices = identities.now_in_force(case), case.devices()
    chosen = {d.id for d in found.devices} if found else set()
    keepers = tuple(_keeper(case, d, d.id in chosen) for d in devices.values() if serves(d))
    still_open = len(identities.openable(case)) if counted else 0
    before = len(identities.sealed_before(case)) if counted else 0
    return Standing(found.needed if found else 0, keepers, len(found.gone) if found else 0, still_open, before)


def set_trustees(case: Casefile, devices: Iterable[str], needed: int | None, *, now: dt.datetime, actor: str) -> Resealed:
    """Set them; without ``needed``, more than half: 2 of 3, 3 of 5. Devices by id or its beginning. Raises MisuseError."""
    chosen = [_device(case, written) for written in devices]
    count = len(chosen) // 2 + 1 if needed is None else needed
    return identities.set_trustees(case, count, chosen, by=actor, at=now)


def _keeper(case: Casefile, device: Device, chosen: bool) -> Keeper:
    return Keeper(device.id, device.fingerprint, assigned.set_up_by(case).get(device.id, ""), chosen)


def _device(case: Casefile, written: str) -> str:
    try:
        return device_named(case, written)
    except MisuseError as error:
        raise MisuseError(error.what, where=written, hint="'rushlight trustees CASE' lists those that can be one") from None


# --- requests ----------------------------------------------------------------------------------------


def request(case: Casefile, aliases: Iterable[str], reason: str, *, now: dt.datetime, actor: str) -> Asked:
    """Ask the trustees who these sources (S1) are, or who wrote these reports (R1). Raises MisuseError."""
    identities.forget_old(case, now)
    wanted = [_subject(case, alias, actor) for alias in aliases]
    return _asked(case, identities.find(case, identities.request(case, wanted, reason=reason, by=actor, at=now)), now)


def request_search(case: Casefile, behind: Collection[str], *, now: dt.datetime, actor: str) -> Asked:
    """Ask for the names of those behind a release, to search its files for them. Raises MisuseError where none is sealed."""
    wanted = identities.sealed_for_trustees(case, behind)
    if not wanted:
        raise MisuseError("no name behind this release is sealed for trustees", hint="publish it: rushlight publish")
    done = identities.request(case, wanted, reason=identities.LEAK_CHECK, by=actor, at=now)
    return _asked(case, identities.find(case, done), now)


def request_reshare(case: Casefile, *, now: dt.datetime, actor: str) -> Asked:
    """Ask the trustees before for what is not sealed for those of today. Raises MisuseError where there is nothing."""
    wanted = identities.sealed_before(case)
    if not wanted:
        raise MisuseError("everything is sealed for the trustees of today")
    done = identities.request(case, wanted, reason=identities.RESHARE, by=actor, at=now)
    return _asked(case, identities.find(case, done), now)


def requests(case: Casefile, *, now: dt.datetime) -> tuple[Asked, ...]:
    """Every request that is not opened yet, oldest first; those whose records are gone are not asked for any more."""
    return tuple(_asked(case, r, now) for r in identities.requests(case) if r.needed and (not r.opened or r.mine))


def asked(case: Casefile, written: str, *, now: dt.datetime) -> Asked:
    """One request, by its id or the beginning of it. Raises MisuseError."""
    return _asked(case, identities.find(case, written), now)


def answer(case: Casefile, written: str, *, now: dt.datetime, actor: str) -> Asked:
    """Give this device's share of what was asked for. Raises what ``identities.answer`` raises."""
    request_id = identities.find(case, written).id
    identities.answer(case, request_id, by=actor, at=now)
    return asked(case, request_id, now=now)


def open_identity(case: Casefile, written: str, *, now: dt.datetime, actor: str) -> dict[str, dict[str, Any]]:
    """By alias: what the vault keeps, of a request that enough trustees answered. Once only; the log says so first."""
    found = identities.find(case, written)
    if found.reason in (identities.RESHARE, identities.LEAK_CHECK):
        raise MisuseError(
            "what this request asked for is not shown", where=found.id, hint="it was made to seal anew or to search files"
        )
    opened = identities.open_identity(case, found.id, by=actor, at=now)
    return {alias_of(case, subject): fields for subject, fields in opened.items()}


def reshare(case: Casefile, written: str, *, now: dt.datetime, actor: str) -> int:
    """Seal anew, for the trustees of today, what those before have answered for; gives how many records. Shows nothing."""
    found = identities.find(case, written)
    if found.reason != identities.RESHARE:
        raise MisuseError(
            "this request was not made to seal anew", where=found.id, hint="make one: rushlight trustees CASE --anew"
        )
    return identities.reshare(case, found.id, by=actor, at=now)


def log_words(case: Casefile) -> dict[str, str]:
    """By event: the aliases that a request, an answer or an opening is about."""
    about = {r.id: ", ".join(alias_of(case, subject) for subject in r.subjects) for r in identities.requests(case)}
    words = dict(about)
    for kind in (identities.ANSWERED, identities.OPENED):
        for opened in case.records(kind):
            request_id = opened.data.get("request") if isinstance(opened.data, dict) else None
            if isinstance(request_id, str) and request_id in about:
                words[opened.event.id] = about[request_id]
    return words


def alias_of(case: Casefile, subject: str) -> str:
    """The alias of a source or report; every one of them, should somebody have given it two."""
    names = [s.alias for s in case.sources() if s.id == subject]
    names += called.aliases(case._db, [subject]).values()
    return " or ".join(dict.fromkeys(names)) or subject


def _asked(case: Casefile, found: Request, now: dt.datetime) -> Asked:
    device = case.devices()[found.device]
    aliases = tuple(alias_of(case, subject) for subject in found.subjects)
    return Asked(found, aliases, device.fingerprint, identities.can_answer(case, found, now))


def _subject(case: Casefile, alias: str, actor: str) -> str:
    found = called.named(case._db, alias, by=actor)
    return source_named(case, alias) if found is None else found.id


# --- the search of a release's files ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Search:
    """The sealed names of those behind a release, for as long as its files are being searched for them."""

    request: str | None = None
    rows: tuple[Mapping[str, Any], ...] = ()


def names_behind(case: Casefile, behind: Collection[str], release: str, *, now: dt.datetime, actor: str) -> Search:
    """The names that ``request_search`` asked for. Raises ReleaseRefused while trustees have not answered."""
    wanted = set(identities.sealed_for_trustees(case, behind))
    if not wanted:
        return Search()
    for found in reversed(identities.requests(case)):
        ready = found.mine and found.reason == identities.LEAK_CHECK and wanted <= set(found.subjects)
        ready = ready and identities.covers(case, found, wanted)  # or a later name would leave unsearched
        if ready and len(found.answered) >= found.needed and now - found.at <= identities.LASTS:
            opened = identities.open_identity(case, found.id, by=actor, at=now, keep=True)
            return Search(found.id, tuple(opened.values()))
    raise ReleaseRefused(
        "the names of those behind this release are sealed for trustees, and its files must be searched for them",
        where=release,
        hint="ask them: rushlight request-identity CASE --release, then publish when they have answered",
    )


def search_done(case: Casefile, search: Search) -> None:
    """The files are out: nobody opens these answers again."""
    if search.request is not None:
        identities.forget(case, search.request)
