"""Make a disclosure pack: chosen events, the originals that hang on them, and what is needed to believe them elsewhere.

Nothing else of the casefile goes in, but the few events that say which devices belong to the team (``docs/format.md``).
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rushlight.casefile import anchored, cosigned, note, proofs, storing, weighing
from rushlight.casefile.canonical import Json, canonical
from rushlight.casefile.casefile import Casefile
from rushlight.casefile.disclosed import APART, CONTENT, FORMAT, ORIGINALS, README, README_TEXT, check_disclosure
from rushlight.casefile.erasing import mentions
from rushlight.casefile.events import Opened
from rushlight.casefile.files import write_whole
from rushlight.casefile.restricted import hidden
from rushlight.errors import CasefileError, MisuseError
from rushlight.record import new_id

KIND = "disclosure.made"
SUFFIX = ".disclosure"
REASON = "disclosure"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A pack that was made: its bytes, its event in the log, and ids of what it discloses.

    ``withheld`` are vault records that only trustees can open, or that are sealed as older versions did: they stay out.
    """

    pack: bytes
    event: str
    events: tuple[str, ...]
    documents: tuple[str, ...]
    names: tuple[str, ...]
    withheld: tuple[str, ...]


def disclose(case: Casefile, chosen: Iterable[str], *, with_names: bool, at: dt.datetime, by: str) -> Disclosure:
    """The pack of the chosen events (ids) and reports (alias or id: the event that took each in), and its log entry.

    With ``with_names`` the vault records of the chosen events are opened, which is logged first. The pack was checked, and
    its event is durable, when this returns. Raises MisuseError for what is not in the casefile, CasefileError for an event
    that was erased or does not count, Tampered.
    """
    wanted = _chosen(case, chosen, by)
    opened = {event: case.log.open(case.log.stored(event)) for event in wanted}
    records = _records(opened.values()) if with_names else {}
    if records:
        subjects = sorted({record["subject"] for record in records.values()})
        case.append("vault.opened", {"subjects": subjects, "reason": REASON}, by=by, at=at)
    names, withheld = _names(case, records)
    documents = [o.data["document"]["id"] for o in opened.values() if o.event.kind == "document.added"]
    files = {ORIGINALS + document: case.original(document) for document in documents}
    files[README] = README_TEXT.encode()
    said = {"format": FORMAT, "case": case.id, "names": names, **_content(case, wanted)}
    if bounds := anchored.chosen(case, wanted):
        said["anchors"] = [anchored.content(case, anchor, bound) for anchor, bound in bounds]
        files |= {anchored.TEXT: anchored.ANCHORS_TEXT.encode()}
        files |= dict(file for anchor, _ in bounds for file in anchored.files(anchor))
    files[CONTENT] = canonical(said)
    pack = storing.write(files)
    check_disclosure(pack)
    entry = {
        "id": new_id("di", case._randomness),
        "events": sorted(opened),
        "names": [name["id"] for name in names],
        "sha256": hashlib.sha256(pack).hexdigest(),
    }
    event = case.append(KIND, entry, by=by, at=at)
    return Disclosure(pack, event.id, tuple(sorted(opened)), tuple(documents), tuple(entry["names"]), tuple(withheld))


def check_place(path: Path) -> None:
    """Raise MisuseError unless a pack can be written to ``path``: NAME.disclosure, and nothing is there yet."""
    if path.suffix != SUFFIX:
        raise MisuseError("a disclosure pack's name ends in .disclosure", where=str(path))
    if path.exists():
        raise MisuseError("there is something in this place already", where=str(path), hint="choose a new name")
    if not path.absolute().parent.is_dir():
        raise MisuseError("the folder for the pack does not exist", where=str(path.parent))


def write_pack(path: Path, disclosure: Disclosure) -> None:
    """Write the pack, whole or not at all. Raises what ``check_place`` raises, and CasefileError."""
    check_place(path)
    write_whole(path, disclosure.pack)


def _chosen(case: Casefile, chosen: Iterable[str], by: str) -> list[str]:
    """The ids of the events that were asked for. What is about a report that ``by`` may not find is not there."""
    out_of_sight = hidden(case._db, by)
    taken_in = {name: d.event for d in case.documents(by=by) for name in (d.alias, d.document.id)}
    out = []
    for one in dict.fromkeys(chosen):
        event = taken_in.get(one, one)
        stored = case.log.find(event)
        if stored is None or (out_of_sight and stored.sealed and mentions(case.log.open(stored).data, out_of_sight)):
            raise MisuseError("the casefile has no such event or report", where=one, hint="see 'rushlight log CASE'")
        if not stored.sealed:
            raise CasefileError("this was erased on request: there is nothing to disclose", where=one)
        if (why := weighing.why_not(case._db, event)) is not None:
            raise CasefileError(f"this event counts for nothing: {why}", where=one)
        out.append(event)
    if not out:
        raise MisuseError("nothing was chosen to be disclosed", hint="name events or reports")
    return list(dict.fromkeys(out))


def _content(case: Casefile, wanted: list[str]) -> Json:
    """The events, with those that say which devices belong to the team, and the checkpoints they lead to."""
    events = _with_standing(case, wanted, [str(case.log.stored(event).fields["device"]) for event in wanted])
    notes = _notes(case, events)
    witnesses = {device for text in notes.values() for device in note.cosigners(text, _keys(case))}
    events = _with_standing(case, events, witnesses)
    notes = _notes(case, events)
    keys = {device: key for device, key in _keys(case).items() if device in notes}
    return {
        "events": [_event(case, event, notes) for event in events],
        "checkpoints": [note.narrowed(notes[device], keys) for device in sorted(notes)],
    }


def _with_standing(case: Casefile, events: Iterable[str], devices: Iterable[str]) -> list[str]:
    """These events and all that was ever said of these devices' standing, back to the founder; by device and number."""
    out, seen, waiting = set(events), set(), set(devices)
    while waiting:
        device = waiting.pop()
        seen.add(device)
        first = case._db.one("SELECT id FROM events WHERE device = ? AND seq = 0", (device,))
        if first is None:
            raise CasefileError("the first event of a device is missing", where=device)
        out.add(str(first[0]))
        for event, writer in _said_of(case, device):
            out.add(event)
            waiting |= {writer} - seen
        follows = case.log.open(case.log.stored(str(first[0]))).data.get("follows")
        waiting |= {str(follows["device"])} - seen if follows else set()
    order = {str(i): (str(d), int(seq)) for i, d, seq in case._db.rows("SELECT id, device, seq FROM events")}
    return sorted(out, key=lambda event: order[event])


def _said_of(case: Casefile, device: str) -> list[tuple[str, str]]:
    """(event, writer) of what was said of a device's standing and counts: not what its writer said after being sent away."""
    sql = "SELECT s.event, s.device, l.seq FROM standing s JOIN log l ON l.event = s.event WHERE s.device_of = ?"
    known = case.devices()
    return [(event, by) for event, by, seq in case._db.rows(sql, (device,)) if by in known and known[by].reaches(seq)]


def _keys(case: Casefile) -> dict[str, bytes]:
    return {device: known.public_key for device, known in case.devices().items()}


def _notes(case: Casefile, events: list[str]) -> dict[str, str]:
    """For each device the checkpoint that most colleagues cosigned, of those that saw all its events here."""
    sizes: dict[str, int] = {}
    for event in events:
        fields = case.log.stored(event).fields
        sizes[fields["device"]] = max(sizes.get(fields["device"], 0), fields["seq"] + 1)
    keys, out = _keys(case), {}
    for device, size in sizes.items():
        if device not in keys:
            raise CasefileError("an event is of a device that nobody admitted", where=device)
        known = [text for text in (cosigned.kept(case._db, device), case.log.checkpoint(device)) if text]
        fitting = [text for text in known if note.read(text).size >= size]
        if not fitting:
            raise CasefileError("no checkpoint of a device covers its events", where=device, hint="run 'rushlight verify'")
        out[device] = max(fitting, key=lambda text: (len(note.cosigners(text, keys)), note.read(text).size))
    return out


def _event(case: Casefile, event: str, notes: dict[str, str]) -> Json:
    made = proofs.prove(case.log, case._ring, event, notes[case.log.stored(event).fields["device"]])
    return {name: part for name, part in made.items() if name not in ("format", "checkpoint", "public_key")}


def _records(opened: Iterable[Opened]) -> dict[str, Json]:
    """What these events say of vault records, by the record's id."""
    listed = (record for one in opened if isinstance(one.data, dict) for record in one.data.get("sealed", ()))
    return {record["id"]: record for record in listed}


def _names(case: Casefile, records: dict[str, Json]) -> tuple[list[Json], list[str]]:
    """The records that can be disclosed with their own key, and the ids of those that cannot."""
    out, withheld = [], []
    for record in sorted(records):
        row = case._db.one("SELECT sealed, wrapped_key FROM vault WHERE id = ?", (record,))
        if row is None or row[0][:1] != APART:
            withheld.append(record)
            continue
        key = case._ring.disclose(row[1], record)
        out.append({"id": record, "sealed": base64.b64encode(row[0]).decode(), "data_key": key.hex()})
    return out, withheld
