"""Opening who a source is: one device asks, k trustees answer, the asking device opens once, and all of it stands in the log.

A request brings a box of its own; the trustees' answers are closed for that box, so they travel in the log like any event.
Its key is kept by the asking device alone and dropped in the transaction that logs the opening: after that the answers in
the log open nothing, on that laptop neither. No key ever opens more than the records that were asked for.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rushlight.casefile import envelopes, erasing, trustees
from rushlight.casefile.canonical import Json, canonical, parse
from rushlight.casefile.casefile import Casefile
from rushlight.casefile.devices import Device
from rushlight.casefile.events import Opened
from rushlight.casefile.keys import close_box
from rushlight.casefile.roles import ASKING
from rushlight.casefile.vault import REASON
from rushlight.errors import CasefileError, MisuseError, RushlightError, Tampered
from rushlight.record import new_id

REQUESTED, ANSWERED, OPENED = "identity.requested", "identity.answered", "identity.opened"
MAY_ASK = tuple(sorted(ASKING))

RESHARE, LEAK_CHECK, SEALED_ANEW = "reshare", "leak_check", "sealed_anew"
"""Reasons with a meaning of their own: sealed anew for other trustees, never shown; searched for in a release's files;
and, of an erasure, that what it took away was sealed anew."""

AGAIN = "ask again with 'rushlight request-identity'"
LASTS = dt.timedelta(days=30)
"""A request that is older is neither answered nor opened: bundles on sticks may take weeks."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request, and how far it has come. ``answered``: the trustees whose answers are here; ``opened``: by whom it was."""

    id: str
    device: str
    at: dt.datetime
    by: str
    reason: str
    subjects: tuple[str, ...]
    records: tuple[str, ...]
    box_key: bytes
    needed: int
    answered: tuple[str, ...]
    opened: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class Resealed:
    """How many records were sealed for the trustees of today, and the subjects whose records this device cannot open."""

    records: int
    left: tuple[str, ...]


# --- trustees ----------------------------------------------------------------------------------------


def set_trustees(case: Casefile, needed: int, devices: Iterable[str], *, by: str, at: dt.datetime | None = None) -> Resealed:
    """From now on any ``needed`` of these devices together, and nobody else, open who a source is.

    What this device can open is sealed anew for them. Raises MisuseError for devices that cannot be trustees.
    """
    _require_role(case, trustees.ADMIN)
    chosen = trustees.check(case.devices(), needed, devices)
    with case.batch():
        case.append(trustees.SET, {"k": needed, "n": len(chosen), "trustees": list(chosen)}, by=by, at=at)
        return _seal_anew(case, by, at)


def now_in_force(case: Casefile) -> trustees.Trustees | None:
    """The trustees of today; None where none were ever set."""
    return trustees.in_force(case._db, case.id)


def sealed_before(case: Casefile) -> list[str]:
    """Subjects of whom some record is sealed for other trustees than those of today."""
    today = now_in_force(case)
    return [s for s in subjects(case) if any(_sealed_before(case, record, today) for record in _known_records(case, s))]


def _sealed_before(case: Casefile, record: str, today: trustees.Trustees | None) -> bool:
    kept = case.vault.kept(record)
    return kept[:1] == envelopes.THRESHOLD and (today is None or not _sealed_for(envelopes.read(kept, record), today))


def _seal_anew(case: Casefile, by: str, at: dt.datetime | None) -> Resealed:
    """Seal for today's trustees what lies open to every member, and name the subjects sealed for other trustees."""
    done = []
    for subject in subjects(case):
        for record in _known_records(case, subject):
            if case.vault.kept(record)[:1] != envelopes.THRESHOLD:
                _replace(case, subject, record, case.vault.opened(record), by, at)
                done.append(record)
    _erase(case, done, by, at)
    return Resealed(len(done), tuple(sealed_before(case)))


def _sealed_for(envelope: envelopes.Envelope, today: trustees.Trustees) -> bool:
    return envelope.needed == today.needed and envelope.boxes.keys() == today.boxes.keys()


def _replace(case: Casefile, subject: str, record: str, fields: Json, by: str, at: dt.datetime | None) -> None:
    """One record under today's envelope in place of an older one; an event each, so that each can be erased by itself."""
    (sealed,) = case.vault.put({subject: fields})
    case.append("names.resealed", {"sealed": [sealed], "replaces": record}, by=by, at=at)


def _erase(case: Casefile, records: list[str], by: str, at: dt.datetime | None) -> None:
    """The older records go as on an erasure: on every device, by a new case key at the next opening, and in no restore."""
    if records:
        gone: Json = {"events": [], "vault": sorted(records), "blobs": [], "ids": [], "document": None}
        data = {**gone, "reason": SEALED_ANEW, "alias": None, "releases": []}
        case.append(erasing.KIND, data, by=by, at=at)
        erasing.apply_erased(case, data)


def subjects(case: Casefile) -> list[str]:
    """Sources and documents about which the vault keeps something."""
    known = "(subject IN (SELECT id FROM source) OR EXISTS (SELECT 1 FROM document d WHERE d.id = subject))"
    return list(case.vault.subjects(known))


# --- asking ------------------------------------------------------------------------------------------


def sealed_for_trustees(case: Casefile, wanted: Iterable[str]) -> list[str]:
    """Those of the subjects of whom some record can be opened with trustees only."""
    return [s for s in wanted if any(case.vault.kept(r)[:1] == envelopes.THRESHOLD for r in _known_records(case, s))]


def openable(case: Casefile) -> list[str]:
    """Sources and documents of whom some record opens to every member."""
    return [s for s in subjects(case) if any(case.vault.kept(r)[:1] != envelopes.THRESHOLD for r in _known_records(case, s))]


def request(case: Casefile, wanted: Iterable[str], *, reason: str, by: str, at: dt.datetime | None = None) -> str:
    """Ask the trustees to open who these subjects are; gives the request's id. Where this device keeps a share, it answers.

    ``reason`` is a code. Raises MisuseError for a device that may not ask, a subject without a record, or one that is not
    sealed for trustees.
    """
    _require_role(case, *MAY_ASK)
    asked = list(dict.fromkeys(wanted))
    if not REASON.fullmatch(reason):
        raise MisuseError("the reason is a code, not a text", hint="such as follow_up, consent or court")
    missing = set(asked) - set(sealed_for_trustees(case, asked))
    if missing or not asked:
        raise MisuseError("nothing here is sealed for trustees", where=min(missing, default=None))
    records = [r for s in asked for r in case.vault.records(s) if case.vault.kept(r)[:1] == envelopes.THRESHOLD]
    chosen = new_id("ev", case._randomness)
    box, wrapped = case._ring.new_request_box(chosen)
    body = {"subjects": asked, "records": records, "reason": reason, "box_key": box.hex()}
    with case.batch():
        case._db.rows("INSERT INTO requests VALUES (?, ?)", (chosen, wrapped))
        case.append(REQUESTED, body, by=by, at=at, event_id=chosen)
        if _held(case, records):
            answer(case, chosen, by=by, at=at)
    return chosen


def requests(case: Casefile) -> tuple[Request, ...]:
    """Every request that counts, oldest first."""
    devices = case.devices()
    answers = [opened for opened in case.records(ANSWERED) if _answer_counts(devices, opened)]
    done = {
        (str(o.data["request"]), trustees.origin(devices, o.event.device))
        for o in case.records(OPENED)
        if o.event.device in devices and _has(o.data, "request")
    }
    with_key = {row[0] for row in case._db.rows("SELECT id FROM requests")}
    return tuple(
        _request(
            case,
            opened,
            answers,
            opened=(opened.event.id, trustees.origin(devices, opened.event.device)) in done,
            mine=opened.event.id in with_key,
        )
        for opened in case.records(REQUESTED)
        if trustees.counts(devices.get(opened.event.device), opened.event.seq, *MAY_ASK) and _sound(opened.data)
    )


def find(case: Casefile, written: str) -> Request:
    """The request with this id, or the beginning of it: six letters or more, ``ev_`` before them or not. Raises MisuseError."""
    found = [r for r in requests(case) if r.id == written or _begins(r.id, written)]
    if len(found) != 1:
        raise MisuseError("there is no such request here", where=written, hint="list them with 'rushlight answer CASE'")
    return found[0]


def _begins(request_id: str, written: str) -> bool:
    return len(written) >= 6 and (request_id.startswith(written) or request_id.partition("_")[2].startswith(written))


def _request(case: Casefile, said: Opened, answers: list[Opened], *, opened: bool, mine: bool) -> Request:
    event, data = said.event, said.data
    records = tuple(data["records"])
    held = [envelopes.read(case.vault.kept(r), r).needed for r in records if case.vault.shared(r)]
    return Request(
        id=event.id,
        device=event.device,
        at=event.at,
        by=event.by,
        reason=data["reason"],
        subjects=tuple(data["subjects"]),
        records=records,
        box_key=bytes.fromhex(data["box_key"]),
        needed=max(held, default=0),
        answered=tuple(dict.fromkeys(str(a.data["trustee"]) for a in answers if a.data["request"] == event.id)),
        opened=opened,
        mine=mine,
    )


def _sound(data: Any) -> bool:
    """Whether a request has the form it should: an odd one counts for nothing, and keeps nobody from the others."""
    if not _has(data, "reason", "box_key") or not re.fullmatch(r"([0-9a-f]{2})+", data["box_key"]):
        return False
    lists = (data.get("records"), data.get("subjects"))
    return bool(REASON.fullmatch(data["reason"])) and all(
        isinstance(listed, list) and all(isinstance(name, str) for name in listed) for listed in lists
    )


def _has(data: Any, *texts: str) -> bool:
    return isinstance(data, dict) and all(isinstance(data.get(name), str) for name in texts)


# --- answering ---------------------------------------------------------------------------------------


def answer(case: Casefile, request_id: str, *, by: str, at: dt.datetime | None = None) -> tuple[str, ...]:
    """Give this device's shares of what was asked for, closed for the request's own box; gives the subjects.

    Raises MisuseError where this device keeps no share of it or the request does not count or is too old, Tampered for a
    record that is not the one its event speaks of or not of the subject it is asked under.
    """
    asked = find(case, request_id)
    _check_fresh(asked, at or case._now())
    if not case.devices()[asked.device].active:
        raise MisuseError("the device that asked was sent away", where=asked.device)
    shares = _held(case, asked.records)
    if not shares:
        raise MisuseError("this device keeps no share of what was asked for", where=asked.id)
    with case.batch():
        for holder, parts in shares.items():
            if holder not in asked.answered:
                given = canonical(_opened_parts(case, asked, holder, parts))
                closed = close_box(asked.box_key, given, _about(case, asked, holder))
                case.append(ANSWERED, {"request": asked.id, "trustee": holder, "closed": closed.hex()}, by=by, at=at)
    return asked.subjects


def can_answer(case: Casefile, asked: Request, at: dt.datetime) -> bool:
    """Whether this device keeps a share that it has not given yet."""
    fresh = at - asked.at <= LASTS and not asked.opened
    return fresh and bool(_held(case, asked.records).keys() - set(asked.answered))


def _held(case: Casefile, records: Iterable[str]) -> dict[str, dict[str, bytes]]:
    """By device that this one is or goes on from: the boxes closed for it, by record."""
    own = {row[0] for row in case._db.rows("SELECT device FROM signers")}
    out: dict[str, dict[str, bytes]] = {}
    for record in records:
        if case.vault.shared(record):
            envelope = envelopes.read(case.vault.kept(record), record)
            for holder in own & envelope.boxes.keys():
                out.setdefault(holder, {})[record] = envelope.boxes[holder]
    return out


def _opened_parts(case: Casefile, asked: Request, holder: str, boxes: dict[str, bytes]) -> Json:
    """The shares themselves, by record: only of records whose signed event says that they are of a subject that was named."""
    ((sealed,),) = case._db.rows("SELECT sealed FROM signers WHERE device = ?", (holder,))
    out = {}
    for record, box in boxes.items():
        subject = _subject(case, record, asked.subjects)
        out[record] = case._ring.open_share(holder, sealed, box, envelopes.purpose(record, subject)).hex()
    return out


def _subject(case: Casefile, record: str, named: tuple[str, ...]) -> str:
    """Whose record this is. A record that two subjects claim belongs to one: its shares open under that one only."""
    digest = hashlib.sha256(case.vault.kept(record)).hexdigest()
    counting = "event NOT IN (SELECT event FROM uncounted)"
    sql = f"SELECT subject FROM sealed_name WHERE id = ? AND sha256 = ? AND {counting}"  # noqa: S608 - our own words
    rows = case._db.rows(sql, (record, digest))
    for (subject,) in rows:
        if subject in named:
            return str(subject)
    raise Tampered("a record is asked for under another subject than its own", where=record)


def _about(case: Casefile, asked: Request, holder: str) -> bytes:
    return f"rushlight identity answer 1|{case.id}|{asked.id}|{holder}".encode()


def _answer_counts(devices: dict[str, Device], opened: Opened) -> bool:
    """An answer counts from the trustee itself, or from the device that goes on in its place."""
    writer, data = devices.get(opened.event.device), opened.data
    if (
        writer is None
        or not _has(data, "request", "trustee", "closed")
        or not trustees.counts(writer, opened.event.seq, trustees.TRUSTEE)
    ):
        return False
    holder = data.get("trustee")
    return holder in devices and trustees.origin(devices, str(holder)) == trustees.origin(devices, writer.id)


# --- opening -----------------------------------------------------------------------------------------


def open_identity(
    case: Casefile, request_id: str, *, by: str, at: dt.datetime | None = None, keep: bool = False
) -> dict[str, Json]:
    """What the vault keeps of each subject of a request that enough trustees have answered.

    ``identity.opened`` is durable, and the request's key is dropped, before this returns: once only. ``keep`` leaves the key
    for a search that may have to be repeated; ``forget`` drops it. Raises CasefileError while answers are missing, MisuseError
    for a request of another device, or one that was opened, Tampered.
    """
    asked = find(case, request_id)
    _check_fresh(asked, at or case._now())
    if not any(case.vault.has(record) for record in asked.records):
        raise MisuseError("what was asked for was erased or sealed anew since, nothing was opened", where=asked.id, hint=AGAIN)
    plain = _plain(case, asked)
    with case.batch():
        case.append(OPENED, {"request": asked.id, "subjects": list(asked.subjects), "reason": asked.reason}, by=by, at=at)
        if not keep:
            forget(case, asked.id)
    out: dict[str, Json] = {}
    for subject in asked.subjects:
        for record in case.vault.records(subject):
            fields = plain[record] if record in plain else _unless_newer(case, record)
            out[subject] = out.get(subject, {}) | fields
    return out


def reshare(case: Casefile, request_id: str, *, by: str, at: dt.datetime | None = None) -> int:
    """Seal anew, for today's trustees, the records of a request that the trustees before have answered; gives how many."""
    asked = find(case, request_id)
    _check_fresh(asked, at or case._now())
    plain = _plain(case, asked)
    with case.batch():
        for record, fields in plain.items():
            _replace(case, _subject(case, record, asked.subjects), record, fields, by, at)
        _erase(case, list(plain), by, at)
        case.append(OPENED, {"request": asked.id, "subjects": list(asked.subjects), "reason": RESHARE}, by=by, at=at)
        forget(case, asked.id)
    return len(plain)


def forget(case: Casefile, request_id: str) -> None:
    """Drop the key of a request: its answers open nothing from then on."""
    with case._db.transaction():
        case._db.rows("DELETE FROM requests WHERE id = ?", (request_id,))


def forget_old(case: Casefile, at: dt.datetime) -> None:
    """Drop the keys of requests that are too old."""
    for asked in requests(case):
        if asked.mine and at - asked.at > LASTS:
            forget(case, asked.id)


def _plain(case: Casefile, asked: Request) -> dict[str, Json]:
    """The fields of each record that was asked for. Nothing of it is logged or shown yet."""
    row = case._db.one("SELECT wrapped_key FROM requests WHERE id = ?", (asked.id,))
    if row is None:
        why = "any more: it was opened, and that works once" if asked.opened else "but on the one that asked"
        raise MisuseError(f"this request is not open on this device {why}", where=asked.id, hint=AGAIN)
    shares = _answers(case, asked, row[0])
    missing = max(0, asked.needed - len(shares))
    if missing or not shares:
        raise CasefileError(
            "not enough trustees have answered",
            where=asked.id,
            hint=f"{len(shares)} of {asked.needed} answers are here; merge the trustees' bundles, or talk to them",
        )
    out = {}
    for record in asked.records:
        if case.vault.shared(record):  # one that was erased or sealed anew since is passed over
            parts = [given[record] for given in shares if record in given]
            out[record] = envelopes.opened(envelopes.read(case.vault.kept(record), record), record, parts)
    return out


def _answers(case: Casefile, asked: Request, wrapped: bytes) -> list[dict[str, bytes]]:
    """What each trustee gave, by record. An answer that does not open is passed over: others may be enough."""
    devices = case.devices()
    out: dict[str, dict[str, bytes]] = {}
    for opened in case.records(ANSWERED):
        if not _answer_counts(devices, opened) or opened.data["request"] != asked.id:
            continue
        holder = str(opened.data["trustee"])
        try:
            given: Any = parse(
                case._ring.open_answer(asked.id, wrapped, bytes.fromhex(opened.data["closed"]), _about(case, asked, holder))
            )
            out.setdefault(holder, {str(record): bytes.fromhex(part) for record, part in given.items()})
        except (RushlightError, ValueError, TypeError, KeyError, AttributeError):
            continue
    return list(out.values())


def _unless_newer(case: Casefile, record: str) -> Json:
    """A record that was not asked for: what every member can open is added, what came later and is sealed is not."""
    return {} if case.vault.kept(record)[:1] == envelopes.THRESHOLD else case.vault.opened(record)


def covers(case: Casefile, asked: Request, subjects: Iterable[str]) -> bool:
    """Whether each record of theirs that only trustees open was asked for: none was added or sealed anew since."""
    records = {r for s in subjects for r in _known_records(case, s)}
    return {r for r in records if case.vault.kept(r)[:1] == envelopes.THRESHOLD} <= set(asked.records)


def _known_records(case: Casefile, subject: str) -> list[str]:
    try:
        return [record for record in case.vault.records(subject) if case.vault.has(record)]
    except CasefileError:
        return []


def _check_fresh(asked: Request, at: dt.datetime) -> None:
    if at - asked.at > LASTS:
        raise MisuseError("this request is older than 30 days", where=asked.id, hint=AGAIN)


def _require_role(case: Casefile, *roles: str) -> None:
    device = case.devices().get(case.device)
    if device is None or not device.active or not device.roles & set(roles):
        raise MisuseError(f"only a device of the team with the role {' or '.join(roles)} can do this", where=case.device)
