"""Doors of a casefile that is open: its ways in changed, and who a source is seen, by somebody who types the passphrase again.

``desk.doors`` opens and closes the casefile for each of these; here a desk is open, and goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rushlight.casefile import Cost, Event, StoredSource, called, identities, ways
from rushlight.casefile.process import SETTING, idle_minutes
from rushlight.casefile.ways import Travelling
from rushlight.codebook.words import word
from rushlight.desk import doors, identifying
from rushlight.desk.consent import consents
from rushlight.desk.desk import Desk
from rushlight.desk.doors import SettingUp
from rushlight.desk.taking_in import source_named
from rushlight.errors import MisuseError, RecordError
from rushlight.parts import Parts
from rushlight.release import Consent

REASONS = ("follow_up", "consent", "danger", "court")
"""Why somebody may look who a source is, as codes of the log."""


SHOWN = 12
"""Reports of a source that are named."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as people see it: how many reports it told, and the aliases of the first ``SHOWN``.

    ``named``: whether the vault keeps who it is; ``shared``: whether trustees must open it.
    """

    alias: str
    told: int
    reports: tuple[str, ...]
    consents: tuple[Consent, ...]
    named: bool
    shared: bool


@dataclass(frozen=True, slots=True)
class LogRow:
    """An entry of the log in plain words. ``person`` is empty of one that was erased, ``event`` opaque."""

    event: str
    number: int
    at: str
    person: str
    words: str
    device: str
    erased: bool


# --- ways in -----------------------------------------------------------------------------------------


def change_passphrase(desk: Desk, current: str, new: str, again: str, *, cost: Cost | None = None) -> None:
    """A new passphrase in place of the one typed. Raises WrongPassphrase, MisuseError."""
    if new != again:
        raise MisuseError("the two new passphrases differ", hint="type the same twice")
    ways.replace_passphrase(desk.case, current, new, by=desk.actor, cost=cost)


def add_passphrase(desk: Desk, current: str, new: str, again: str, *, cost: Cost | None = None) -> None:
    """A further passphrase; the others stay. Raises WrongPassphrase, MisuseError."""
    if new != again:
        raise MisuseError("the two new passphrases differ", hint="type the same twice")
    ways.opened_by(desk.case, current)
    ways.add_passphrase(desk.case, new, by=desk.actor, cost=cost)


def with_a_passphrase(desk: Desk, new: str, *, cost: Cost | None = None) -> Desk:
    """Give a casefile that recovery shares opened a passphrase of today. Its desk is closed where that fails."""
    try:
        ways.add_passphrase(desk.case, new, by=desk.actor, cost=cost, why="recovered")
    except BaseException:
        desk.close()
        raise
    return desk


def remove_way_in(desk: Desk, current: str, slot: str) -> None:
    """Take a passphrase away. Raises WrongPassphrase, MisuseError for the last one and for recovery shares."""
    ways.opened_by(desk.case, current)
    ways.remove(desk.case, slot, by=desk.actor)


def new_shares(desk: Desk, current: str, counts: tuple[int, int]) -> SettingUp:
    """New recovery shares in place of those there were; nothing is taken in until they are confirmed."""
    ways.opened_by(desk.case, current)
    desk.case.new_shares(*counts)
    return SettingUp(desk.case, actor=desk.actor, randomness=desk.randomness)


def rekey_parts(desk: Desk, current: str) -> Parts[tuple[str, ...]]:
    """A new case key; gives the ways in that open nothing any more (see ``doors.rekey_parts``). Raises WrongPassphrase now."""
    ways.opened_by(desk.case, current)
    return doors.rekey_parts(desk)


def travel(desk: Desk, current: str) -> Travelling:
    """Leave no way in but the recovery shares (see ``casefile.ways.travel``). The desk is to be closed then.

    Raises WrongPassphrase, and MisuseError where nobody holds confirmed shares: nothing is changed.
    """
    ways.opened_by(desk.case, current)
    done = ways.travel(desk.case, by=desk.actor)
    desk.case = done.case
    return done


def lock_after(desk: Desk, minutes: int) -> None:
    """Keep the minutes without a touch after which it locks. Raises MisuseError outside 1 to 240."""
    if idle_minutes(minutes) != minutes:
        raise MisuseError("a casefile locks after 1 to 240 minutes", where=str(minutes))
    desk.case.put_setting(SETTING, minutes, by=desk.actor, at=desk.now())


def minutes_to_lock(desk: Desk) -> int:
    return idle_minutes(desk.case.get_setting(SETTING))


# --- sources -----------------------------------------------------------------------------------------


def sources(desk: Desk, first: int = 0, size: int | None = None) -> tuple[SourceRow, ...]:
    """Sources by alias in the order of recording, with the reports that this person may find and what each agreed to: all, or
    ``size`` from the ``first``-th on. Opens nothing of the vault."""
    return _source_rows(desk, desk.case.sources()[first : None if size is None else first + size])


def source(desk: Desk, alias: str) -> SourceRow:
    """One source. Raises MisuseError when there is none of this alias."""
    rows = _source_rows(desk, [s for s in desk.case.sources() if s.alias == alias][:1])
    if not rows:
        raise MisuseError("the casefile has no source with this alias", hint="see the list")
    return rows[0]


def _source_rows(desk: Desk, shown: Sequence[StoredSource]) -> tuple[SourceRow, ...]:
    agreed: dict[str, list[Consent]] = {}
    for consent in consents(desk.case, by=desk.actor) if shown else ():
        agreed.setdefault(consent.subject, []).append(consent)
    named = {s.id for s in shown if desk.case.vault.holds(s.id)}
    shared = set(identities.sealed_for_trustees(desk.case, [s.id for s in shown if s.id in named]))
    told = {s.id: called.told_by(desk.case._db, s.id, by=desk.actor, most=SHOWN) for s in shown}
    return tuple(SourceRow(s.alias, *told[s.id], tuple(agreed.get(s.id, ())), s.id in named, s.id in shared) for s in shown)


def how_many_sources(desk: Desk) -> int:
    return len(desk.case.sources())


def next_alias(desk: Desk) -> str:
    """The next alias of a source: S and a number above every one there is."""
    numbers = [int(s.alias[1:]) for s in desk.case.sources() if s.alias[:1] == "S" and s.alias[1:].isdecimal()]
    return f"S{max(numbers, default=0) + 1}"


def look(desk: Desk, alias: str, passphrase: str, reason: str) -> dict[str, Any]:
    """What the vault keeps of a source, once the passphrase was typed again; the log says so before it is given.

    Raises WrongPassphrase, MisuseError for another reason than ``REASONS``, CasefileError where trustees must open it.
    """
    _check_reason(reason)
    source = source_named(desk.case, alias)
    ways.opened_by(desk.case, passphrase)
    opened = desk.case.vault.open([source], reason=reason, at=desk.now(), by=desk.actor)
    return dict(opened[source])


def ask_trustees(desk: Desk, aliases: Iterable[str], passphrase: str, reason: str) -> identifying.Asked:
    """Ask the trustees who these sources are. Raises WrongPassphrase, MisuseError."""
    _check_reason(reason)
    ways.opened_by(desk.case, passphrase)
    return desk.request_identity(aliases, reason=reason)


def open_asked(desk: Desk, request: str, passphrase: str) -> dict[str, dict[str, Any]]:
    """By alias: what enough trustees have answered, once. Raises WrongPassphrase, and what ``Desk.open_identity`` raises."""
    ways.opened_by(desk.case, passphrase)
    return desk.open_identity(request)


def answer(desk: Desk, request: str, passphrase: str) -> identifying.Asked:
    """Give this device's share of what was asked for. Raises WrongPassphrase, MisuseError."""
    ways.opened_by(desk.case, passphrase)
    return desk.answer(request)


def _check_reason(reason: str) -> None:
    if reason not in REASONS:
        raise MisuseError("say why, as one of the reasons", hint="it stands in the log, and no name does")


# --- the log -----------------------------------------------------------------------------------------


def event_words(kind: str, language: str) -> str:
    """What an entry of this kind is called; of a kind that we do not know, that a newer version wrote it."""
    try:
        return word("event", kind, language)
    except RecordError:
        return word("event_said", "unknown", language)


def log_rows(desk: Desk, first: int, size: int, language: str) -> tuple[LogRow, ...]:
    """``size`` entries from the ``first`` one on, counted from the newest, in plain words."""
    return _log_rows(desk, desk.log_page(first, size), language)


def log_row(desk: Desk, event: str, language: str) -> LogRow:
    """One entry. Raises MisuseError when the log has no such entry."""
    found = desk.case.log.entry(event)
    if found is None:
        raise MisuseError("the log has no such entry", where=event[:40], hint="see the list")
    return _log_rows(desk, [found], language)[0]


def _log_rows(desk: Desk, events: Sequence[Event], language: str) -> tuple[LogRow, ...]:
    about = identifying.log_words(desk.case) if any(e.kind.startswith("identity.") for e in events) else {}
    said = {e.id: _said(desk, e.id, e.kind, language) for e in events if not e.erased}
    rows = []
    for e in events:
        words = event_words(e.kind, language)
        extra = about.get(e.id) or said.get(e.id)
        if e.erased:
            words = word("event_said", "erased", language).format(what=words)
        elif extra:
            words = word("event_said", "about", language).format(what=words, about=extra)
        at = e.day.isoformat() if e.erased else e.at.strftime("%Y-%m-%d %H:%M:%S")
        rows.append(LogRow(e.id, e.seq, at, e.by, words, e.device, e.erased))
    return tuple(rows)


def _said(desk: Desk, event: str, kind: str, language: str) -> str | None:
    """What an entry says beyond its kind, where it is a code of ours: which way in changed, why the vault was opened."""
    if kind not in ("way_in.changed", "vault.opened"):
        return None
    data = desk.case.log.open(desk.case.log.stored(event)).data
    code = data.get("what" if kind == "way_in.changed" else "reason") if isinstance(data, dict) else None
    try:
        return word("way_in_changed" if kind == "way_in.changed" else "look_reason", str(code), language)
    except RecordError:
        return None
