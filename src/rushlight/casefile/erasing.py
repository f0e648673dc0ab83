"""Erasure on request: the words go from the events, the tables, the vault, the originals and, by a new case key, the file.

One ``report.erased`` event says by random ids what is gone; the signed headers, the chain, the tree and the checkpoints stay
as they were. The bodies go in the same transaction as that event is written; files and the old key follow, and a process
killed in between finishes at the next opening, before anything is shown. What was exported, printed, anchored or copied
elsewhere cannot be recalled, and nobody here pretends it was.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import shutil
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rushlight.casefile import comparisons, erased, projections, returning, weighing
from rushlight.casefile.canonical import Json, canonical
from rushlight.casefile.database import FILE
from rushlight.casefile.files import RESERVE
from rushlight.casefile.rekeying import IN_ALL
from rushlight.casefile.stored import parse_json
from rushlight.errors import MisuseError, RushlightError
from rushlight.parts import STANDS, Parts, at_once

if TYPE_CHECKING:
    from rushlight.casefile.casefile import Casefile

KIND = erased.KIND

WORDLESS = frozenset(
    {
        "vault.opened",
        "consent.given",
        "setting.put",
        "release.published",
        "release.projected",
        "release.approved",
        "release.withdrawn",
        "approval.withdrawn",
        "link.withdrawn",
        "identity.requested",
        "identity.opened",
        "disclosure.made",
        "submission.made",
        "exchange.sealed",
        "document.restricted",
        "source.added",
    }
)
"""Kinds that may name an erased report's ids and stay: ids, codes, days and what was published, no words.

What was published is out; the check of every later release must go on knowing it (``release.projected``). A source's own
event goes only with the source and all its reports.
"""

_REASON = re.compile(r"[a-z_]{2,40}")
PENDING = erased.PENDING
HANGING = {"sealed_name": "vault", "original": "blobs"}
"""What hangs on an event, by the table that says so: where it lies."""

COLLECTING = frozenset({"collector"})
"""The roles of a device that only collects."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far an erasure came, by what devices themselves have signed. ``away``: sent away, out of reach of bundles.

    ``collectors`` merge nothing and can read nothing: what they still have lies sealed in their outboxes.
    """

    event: str
    day: dt.date
    reason: str
    alias: str
    done: tuple[str, ...]
    waiting: tuple[str, ...]
    away: tuple[str, ...]
    collectors: tuple[str, ...]


# --- what an erasure takes -----------------------------------------------------------------------------


def of_report(case: Casefile, document_id: str, *, reason: str) -> Json:
    """The data of the erasure of a report: its events and whatever else names it, opened or not.

    Raises CasefileError when there is no such document, MisuseError for a reason that is no code.
    """
    _check_reason(reason)
    case.text(document_id)
    ids = _ids_of(case, document_id)
    alias = next(d.alias for d in case.documents() if d.document.id == document_id)
    data = _data(case, _events_of(case, ids), ids, document=document_id, reason=reason)
    return {**data, "alias": alias, "releases": releases_with(case, document_id)}


def of_waiting(case: Casefile, *, reason: str, alias: str | None = None, source: str | None = None) -> list[Json]:
    """The data of the erasure of files that were kept and that no document was made of: by alias, or all of a source."""
    _check_reason(reason)
    out = []
    for kept in case.records("original.kept"):
        blob, named, told_by = kept.data["original"]["id"], kept.data.get("alias"), kept.data.get("source")
        taken = case._db.one("SELECT 1 FROM original o JOIN document d ON d.event = o.event WHERE o.id = ?", (blob,))
        if taken is None and (named == alias if alias is not None else told_by == source):
            events = {kept.event.id} | _naming(case, {blob}, _other_kinds(case, ("",)))
            data = _data(case, events, {blob}, document=None, reason=reason)
            out.append({**data, "blobs": sorted({*data["blobs"], blob}), "alias": named, "releases": []})
    return out


def of_source(case: Casefile, source_id: str, *, reason: str, whole: bool) -> Json:
    """The data of the erasure of a source's identity; ``whole`` takes its alias and links too, when no report needs them."""
    _check_reason(reason)
    source = next(s for s in case.sources() if s.id == source_id)
    records = [row[0] for row in case._db.rows("SELECT id FROM sealed_name WHERE subject = ?", (source_id,))]
    named = {row[0] for row in case._db.rows("SELECT event FROM sealed_name WHERE subject = ?", (source_id,))}
    own = {row[0] for row in case._db.rows("SELECT event FROM source WHERE id = ?", (source_id,))}
    named_by = {*records, source_id}
    answers = _naming(case, {*records, *_requests_for(case, named_by)}, _other_kinds(case, ("identity.",)))
    events = (named - own) | answers | (own if whole else set())
    data = _data(case, events, (), document=None, reason=reason)
    return {
        **data,
        "vault": sorted({*data["vault"], *records}),
        "source": source_id,
        "alias": source.alias if whole else None,
        "releases": [],
    }


def of_event(case: Casefile, event: str, *, reason: str) -> Json:
    """The data of the erasure of one event that counts for nothing: no report leads to its words. Raises MisuseError."""
    _check_reason(reason)
    stored = case.log.find(event)
    if stored is None or stored.empty or weighing.counts(case._db, event) or erased.protected(stored.fields["kind"]):
        raise MisuseError("there is no such event that counts for nothing and has its words", where=event)
    return {**_data(case, {event}, (), document=None, reason=reason), "alias": None, "releases": []}


def releases_with(case: Casefile, document_id: str) -> list[str]:
    """Ids of published releases that rest on statements of this report, or were made of them: what cannot be called back."""
    statements = {s.id for r in case.readings(document_id) for s in r.reading.statements}
    out = {r.id for r in case.releases() if r.kind == "published"}
    (alias,) = case._db.one("SELECT alias FROM document WHERE id = ?", (document_id,)) or (None,)
    said = {r.data["id"]: _said(r.data) | _said(r.data, "subjects") for r in case.records("release.projected")}
    used = {r.id for r in case.releases() if r.kind != "published" and statements & set(r.body.get("statements", ()))}
    used |= {release for release, told in said.items() if told & statements or alias in told}
    return sorted(out & used)


def _said(value: Any, what: str = "statements") -> set[str]:
    """What a release rests on, wherever it stands in what it said: ids of statements, or aliases of counted reports."""
    if isinstance(value, dict):
        listed = value.get(what)
        found = set(map(str, listed)) if isinstance(listed, list) else set()
        return found.union(*(_said(part, what) for part in value.values()))
    return set().union(*(_said(part, what) for part in value)) if isinstance(value, list) else set()


def _check_reason(reason: str) -> None:
    if not _REASON.fullmatch(reason):
        raise MisuseError("the reason for erasing is a code, not a text", hint="such as withdrawn, danger or mistake")


def _ids_of(case: Casefile, document_id: str) -> set[str]:
    """The random ids by which anything can name this report or a part of it."""
    ids = {document_id}
    for reading, sheet in case._db.rows("SELECT id, sheet FROM reading WHERE document = ?", (document_id,)):
        ids |= {reading, *_own_ids(parse_json(sheet))}
    for (rows,) in case._db.rows("SELECT record FROM added WHERE document = ?", (document_id,)):
        ids |= set(_own_ids(parse_json(rows)))
    ids |= {row[0] for row in case._db.rows("SELECT id FROM original WHERE document = ?", (document_id,))}
    return ids | {row[0] for subject in list(ids) for row in _sealed_of(case, subject)}


def _own_ids(value: Any) -> Iterator[str]:
    """Every ``id`` in a coding sheet: statements, parties, places, times, sums."""
    if isinstance(value, dict):
        if isinstance(value.get("id"), str) and "_" in value["id"]:
            yield value["id"]
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _own_ids(part)


def _sealed_of(case: Casefile, subject: str) -> list[tuple[Any, ...]]:
    return case._db.rows("SELECT id FROM sealed_name WHERE subject = ?", (subject,))


_BY_TABLE = (
    ("document", "id"),
    ("original", "document"),
    ("reading", "document"),
    ("decision", "statement"),
    ("opinion", "statement"),
    ("assignment", "document"),
    ("finished", "document"),
    ("judgement", "left_id"),
    ("judgement", "right_id"),
    ("sealed_name", "subject"),
)
_TABLED = (
    *("document.added", "reading.added", "decision.made", "opinion.given", "document.assigned", "document.finished"),
    *("link.judged", "names.added", KIND),
)


def _events_of(case: Casefile, ids: Collection[str]) -> set[str]:
    """Events that name one of these ids: by the tables, and by opening each event of any other kind."""
    events = set()
    for table, column in _BY_TABLE:
        for event, named in case._db.rows(f"SELECT event, {column} FROM {table}"):  # noqa: S608 - our own names
            if named in ids:
                events.add(event)
    return events | _naming(case, {*ids, *_requests_for(case, ids)}, _other_kinds(case, ("",))) | _weightless(case, ids)


def _other_kinds(case: Casefile, beginnings: tuple[str, ...]) -> list[str]:
    kinds = {row[0] for row in case._db.rows("SELECT DISTINCT kind FROM log")} - WORDLESS - set(_TABLED)
    return sorted(kind for kind in kinds if kind.startswith(beginnings) and not erased.protected(kind))


def _naming(case: Casefile, ids: Collection[str], kinds: Iterable[str]) -> set[str]:
    return {opened.event.id for kind in kinds for opened in case.records(kind) if mentions(opened.data, ids)}


def _weightless(case: Casefile, ids: Collection[str]) -> set[str]:
    """Events that count for nothing and name one of these ids: no table leads to them, and their words go too."""
    out = set()
    for one in weighing.weightless(case._db):
        wordless = one.kind in WORDLESS or erased.protected(one.kind)
        if not wordless and mentions(case.log.open(case.log.stored(one.event)).data, ids):
            out.add(one.event)
    return out


def mentions(value: Any, ids: Collection[str]) -> bool:
    """Whether JSON data names one of these ids, as a value or as a field."""
    if isinstance(value, str):
        return value in ids
    if isinstance(value, dict):
        return any(name in ids or mentions(part, ids) for name, part in value.items())
    return isinstance(value, list) and any(mentions(part, ids) for part in value)


def _requests_for(case: Casefile, ids: Collection[str]) -> set[str]:
    """Requests to open an identity: the answers to them hold its shares."""
    return {r.event.id for r in case.records("identity.requested") if mentions(r.data, ids)}


def _data(case: Casefile, events: Iterable[str], ids: Collection[str], *, document: str | None, reason: str) -> Json:
    listed, vault, blobs = [], set(), set()
    for event in sorted(events):
        (turn,) = case._db.rows("SELECT turn FROM log WHERE event = ?", (event,))[0]
        listed.append({"id": event, "turn": turn})
        vault |= {row[0] for row in case._db.rows("SELECT id FROM sealed_name WHERE event = ?", (event,))}
        blobs |= {row[0] for row in case._db.rows("SELECT id FROM original WHERE event = ?", (event,))}
    listed.sort(key=lambda row: (row["turn"], row["id"]))
    return {
        "events": listed,
        "vault": sorted(vault),
        "blobs": sorted(blobs),
        "ids": sorted(ids),
        "document": document,
        "reason": reason,
    }


# --- doing it --------------------------------------------------------------------------------------------


def erase(
    case: Casefile, erasures: Iterable[Json], *, by: str, at: dt.datetime | None = None
) -> tuple[Casefile, tuple[str, ...]]:
    """``erase_parts`` here and now."""
    return at_once(erase_parts(case, erasures, by=by, at=at))


def erase_parts(
    case: Casefile, erasures: Iterable[Json], *, by: str, at: dt.datetime | None = None
) -> Parts[tuple[Casefile, tuple[str, ...]]]:
    """Write the erasures and carry them out; gives the casefile under its new key, and the erasures' event ids.

    ``case`` is closed then. The events and the emptying are one transaction, which comes first; ended early, the next opening
    goes on. Raises what ``append`` and ``finish`` raise.
    """
    written = []
    with case.batch():
        for planned in erasures:
            data = returning.with_hashes(case, planned, by=by, at=at)
            written.append(case.append(KIND, data, by=by, at=at).id)
            apply_erased(case, data)
    return (yield from finish_parts(case)), tuple(written)


def apply_erased(case: Casefile, data: Json) -> int:
    """Empty what an erasure lists, in one transaction (or the caller's); gives how many things were still there.

    Harmless to repeat. Files of originals and the old case key are ``finish``'s matter, after the transaction: call it,
    or let the next opening do so. Kinds that are never erased are passed over.
    """
    done = 0
    with case._db.transaction():
        for event in data["events"]:
            done += _empty(case, event["id"])
        for table, listed in (("vault", data["vault"]), ("blobs", data["blobs"])):
            for gone in listed:
                done += len(case._db.rows(f"SELECT 1 FROM {table} WHERE id = ?", (gone,)))  # noqa: S608
                case._db.rows(f"DELETE FROM {table} WHERE id = ?", (gone,))  # noqa: S608
        if done:
            comparisons.forget(case._db)
        if done or _files(case, data["blobs"]):
            _note_pending(case, ())
    case._known_readings.clear()
    return done


def _empty(case: Casefile, event_id: str) -> bool:
    stored = case.log.find(event_id)
    if stored is None or stored.empty or erased.protected(stored.fields["kind"]):
        return False
    hanging = {t: [row[0] for row in case._db.rows(f"SELECT id FROM {t} WHERE event = ?", (event_id,))] for t in HANGING}  # noqa: S608
    for table in ("events", "forks"):
        case._db.rows(f"UPDATE {table} SET sealed = x'', wrapped_key = x'' WHERE id = ?", (event_id,))  # noqa: S608
    projections.remove(case._db, event_id)
    for table, stored_in in HANGING.items():
        alone = [i for i in hanging[table] if case._db.one(f"SELECT 1 FROM {table} WHERE id = ?", (i,)) is None]  # noqa: S608
        case._db.many(f"DELETE FROM {stored_in} WHERE id = ?", [(i,) for i in alone])  # noqa: S608
        if stored_in == "blobs":
            _note_pending(case, _files(case, alone))
    return True


def _note_pending(case: Casefile, files: Iterable[str]) -> None:
    """Files of originals, or the old case key, wait to be destroyed."""
    held = _pending(case)
    value = canonical(sorted({*held, *files})).decode()
    case._db.rows("INSERT OR REPLACE INTO meta VALUES (?, ?)", (PENDING, value))


def _pending(case: Casefile) -> list[str]:
    """Files that went with an event, whether or not the erasure names them."""
    row = case._db.one("SELECT value FROM meta WHERE name = ?", (PENDING,))
    return [] if row is None or row[0] == "unfinished" else list(parse_json(row[0]))


def _files(case: Casefile, blobs: Iterable[str]) -> list[str]:
    return sorted(set(blobs) & case._blobs.in_folder())


def apply_all(case: Casefile) -> None:
    """Carry out whatever an erasure in the log lists and is still there: what came after it, or by a copy."""
    waiting = case._db.rows(
        "SELECT x.event FROM erased x JOIN events e ON e.id = x.gone"
        " WHERE x.what = 'event' AND length(e.sealed) + length(e.wrapped_key) > 0"
        " UNION SELECT x.event FROM erased x JOIN forks f ON f.id = x.gone"
        " WHERE x.what = 'event' AND length(f.sealed) + length(f.wrapped_key) > 0"
        " UNION SELECT x.event FROM erased x JOIN vault v ON v.id = x.gone WHERE x.what = 'vault'"
        " UNION SELECT x.event FROM erased x JOIN blobs b ON b.id = x.gone WHERE x.what = 'blob'"
    )
    for (event,) in waiting:
        apply_erased(case, case.log.open(case.log.stored(event)).data)


def stragglers(case: Casefile) -> dict[str, set[str]]:
    """By erasure: events about the erased report that no erasure lists, from somebody who did not know of it yet."""
    late: dict[str, set[str]] = {}
    for table, column in _BY_TABLE:
        sql = f"SELECT x.event, t.event FROM {table} t JOIN erased x ON x.gone = t.{column} AND x.what = 'id'"  # noqa: S608
        for erasure, event in case._db.rows(sql):
            late.setdefault(erasure, set()).add(event)
    for erasure in {row[0] for row in case._db.rows("SELECT event FROM erased WHERE what = 'id'")} if _any(case) else ():
        ids = {row[0] for row in case._db.rows("SELECT gone FROM erased WHERE event = ? AND what = 'id'", (erasure,))}
        for event in _weightless(case, ids):
            late.setdefault(erasure, set()).add(event)
    return late


def _any(case: Casefile) -> bool:
    return case._db.one("SELECT 1 FROM uncounted") is not None


def settle(case: Casefile, *, by: str = "rushlight", at: dt.datetime | None = None, merged: bool = False) -> None:
    """Everything an erasure asks for that a transaction can do: pending ones, and what came late about erased reports.

    After events of others came in (``merged``), also reports that have the very bytes of one that was erased.
    """
    if case._db.one("SELECT 1 FROM erased") is None:
        return
    with case.batch():
        apply_all(case)
        if not weighing.may_write(case.log, KIND):
            return  # another device says it
        for erasure, events in sorted(returning.returned(case).items()) if merged else ():
            ids = {i for event in events for document in _documents_of(case, event) for i in _ids_of(case, document)}
            _late(case, erasure, events | (_events_of(case, ids) if ids else set()), ids, by, at)
        for erasure in sorted(stragglers(case)):
            events = stragglers(case).get(erasure, set())  # asked again: the one before may have taken them
            _late(case, erasure, events, {named for event in events for named in _names_in_tables(case, event)}, by, at)


def _late(case: Casefile, erasure: str, events: set[str], ids: set[str], by: str, at: dt.datetime | None) -> None:
    document = case.log.open(case.log.stored(erasure)).data.get("document")
    data = {**_data(case, events, ids, document=document, reason=returning.LATER), "alias": None, "releases": []}
    if events:
        case.log.append(KIND, data, at=at or case._now(), by=by)
        apply_erased(case, data)


def _documents_of(case: Casefile, event: str) -> list[str]:
    return [row[0] for row in case._db.rows("SELECT id FROM document WHERE event = ?", (event,))]


def _names_in_tables(case: Casefile, event: str) -> set[str]:
    sheets = case._db.rows("SELECT id, sheet FROM reading WHERE event = ?", (event,))
    sheets += case._db.rows("SELECT id, record FROM added WHERE event = ?", (event,))
    return {reading for reading, _ in sheets} | {i for _, sheet in sheets for i in _own_ids(parse_json(sheet))}


def unfinished(case: Casefile) -> bool:
    """Whether files or the old case key still wait to be destroyed."""
    return case._db.one("SELECT 1 FROM meta WHERE name = ?", (PENDING,)) is not None


def finish(case: Casefile) -> Casefile:
    """``finish_parts`` here and now."""
    return at_once(finish_parts(case))


def finish_parts(case: Casefile) -> Parts[Casefile]:
    """Destroy the files of erased originals, write everything anew under a new case key; gives the casefile under it.

    Nothing to do: gives ``case`` itself. Without room for a second copy, or ended early, the bodies are gone, the old key
    stays, and the next opening tries again. Raises CasefileError; open the casefile again then. Nobody looks at it meanwhile.
    """
    if not unfinished(case):
        return case
    yield STANDS
    gone = [*(row[0] for row in case._db.rows("SELECT gone FROM erased WHERE what = 'blob'")), *_pending(case)]
    for blob in _files(case, gone):
        case._blobs.destroy(blob)
        yield 0, IN_ALL
    if shutil.disk_usage(case.folder).free < RESERVE + 3 * (case.folder / FILE).stat().st_size:
        return case
    new, _ = yield from case.rekey_parts()
    try:
        with new._db.transaction():
            new._db.rows("DELETE FROM meta WHERE name = ?", (PENDING,))
    except BaseException:
        with contextlib.suppress(RushlightError):
            new.close()  # nobody else has it, and it holds the lock
        raise
    return new


def aliases_gone(case: Casefile) -> set[str]:
    """Aliases of what was erased: they are never given again, or consent could land on the wrong one."""
    return erased.aliases(case._db)


# --- how far it came ---------------------------------------------------------------------------------------


def reach(case: Casefile) -> tuple[Reach, ...]:
    """Every erasure and the devices that are known to have carried it out, oldest first.

    A device counts as done when it wrote the erasure itself (its bodies go with the event), when it is this one, or when
    a ``bundle.merged`` of its own says so. Nothing is concluded from a bundle having been made for it.
    """
    applied: dict[str, set[str]] = {}
    for merged in case.records("bundle.merged"):
        for event in merged.data.get("applied", ()):
            applied.setdefault(event, set()).add(merged.event.device)
    devices = case.devices()
    collectors = [d.id for d in devices.values() if d.active and d.roles == COLLECTING]
    out = []
    for opened in case.records(KIND):
        event = opened.event
        done = {event.device, case.device} | applied.get(event.id, set())
        active = [d.id for d in devices.values() if d.active and d.id not in collectors]
        waiting = [d for d in active if d not in done]
        away = [d.id for d in devices.values() if not d.active]
        out.append(
            Reach(
                event.id,
                event.day,
                str(opened.data["reason"]),
                str(opened.data.get("alias") or ""),
                tuple(d for d in active if d in done),
                tuple(waiting),
                tuple(away),
                tuple(collectors),
            )
        )
    return tuple(out)
