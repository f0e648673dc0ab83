"""Collectors: somebody outside who seals reports for a team and cannot read them again.

``NAME.collector/`` holds

    collector.json   the passphrase's cost and salt, and the state sealed under it: the team's public keys, this device's
                     own keys, its place in its own log (last event, edge of the tree), the aliases it gave
    request.json     what an admin admits the device with
    outbox/          bundles for the team, and beside each, sealed under the passphrase, the signed headers it brought

No key of anything collected is kept: a report is written into a casefile in memory, under a case key that is drawn for it
and forgotten, and goes out in a bundle closed for the team. A bundle has its place in the state before it has its name, so
that killed at any moment nothing that was acknowledged is lost and no place in the log is used twice.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rushlight.casefile import bundles, erased, joining, keys, schema, sending, teamfile, tree
from rushlight.casefile.building import building, check_cost, check_new
from rushlight.casefile.canonical import Json, canonical, from_hex, parse
from rushlight.casefile.casefile import Casefile, Clock
from rushlight.casefile.database import passing
from rushlight.casefile.events import Stored
from rushlight.casefile.files import check_place, check_room, flush, flush_folder, read_at_most, write_whole
from rushlight.casefile.keys import Cost
from rushlight.casefile.locking import lock_folder
from rushlight.casefile.log import Log
from rushlight.casefile.teamfile import Team
from rushlight.casefile.vault import Vault
from rushlight.casefile.words import SHORTEST
from rushlight.errors import CasefileError, MisuseError, Tampered, WrongPassphrase
from rushlight.record import Randomness, new_id

FORMAT = "rushlight-collector/1"
SUFFIX = ".collector"
FILE, REQUEST, OUTBOX, HEADERS = "collector.json", "request.json", "outbox", ".headers"
LARGEST = 64 << 20
DELETED, PLACE = "collector_deleted", "collector.place"
LETTERS = "BCDFGHJKLMNPQTVWXYZ"
"""An alias that begins with two of these is hardly anybody else's. No R: R and a number is a report of the team's own."""


@dataclass
class Collector:
    """An open collector. Use it as a context manager; one process at a time."""

    folder: Path
    team: Team
    state: Json
    randomness: Randomness
    now: Clock
    _slot: Json
    _secret: bytes
    _lock: contextlib.ExitStack

    def __enter__(self) -> Collector:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        self._lock.close()

    @property
    def device(self) -> str:
        return str(self.state["device"])

    def bundles(self) -> list[str]:
        """The names of the bundles that wait to be handed over."""
        return sorted(path.name for path in (self.folder / OUTBOX).glob("*" + bundles.SUFFIX))

    def missing(self) -> list[str]:
        """The names of bundles that were neither handed over nor deleted, and whose file is gone: the team waits for them."""
        named = {path.name.removesuffix(HEADERS) for path in (self.folder / OUTBOX).glob("*" + HEADERS)}
        return sorted(named - set(self.bundles()))

    def next_alias(self, kind: str) -> str:
        """The alias of the next ``report`` or ``source``."""
        number = self.state["reports"] + 1 if kind == "report" else len(self.state["sources"]) + 1
        return f"{self.state['letters']}{'' if kind == 'report' else 'S'}{number}"

    @contextlib.contextmanager
    def writing(self) -> Iterator[Casefile]:
        """A casefile in memory that goes on from this device's last event. Leave it well, and a bundle is in the outbox.

        Its keys end with the block. Raises what the block raises; nothing is written then.
        """
        case = self._passing_case()
        try:
            with case:
                yield case
                self._send(case, sending.lines(case, {self.device: self.state["size"]}))
        finally:
            shutil.rmtree(self.folder / "blobs", ignore_errors=True)

    def delete(self, name: str, *, by: str) -> None:
        """Delete a bundle unread (or one whose file is gone): a small one takes its place, which says what was deleted.

        Where the team has the bundle already, it erases what it brought. Raises MisuseError for an unknown name.
        """
        listed = self._headers(name)
        if any(erased.protected(_bare(event).fields["kind"]) for event in listed["events"] if event["new"]):
            raise MisuseError("this bundle tells of a deletion, and holds nothing else", where=name, hint="hand it over")
        gone = [event for event in listed["events"] if event["new"]]
        with self.writing_after(listed["events"]) as case:
            named: Json = {"events": [{"id": e["id"], "turn": e["turn"]} for e in gone], "vault": [], "blobs": [], "ids": []}
            data = {**named, "document": None, "reason": DELETED, "alias": None}  # what hangs on the events goes with them
            case.append(erased.KIND, {**data, "releases": []}, by=by)
        self._remove(name)

    def handed_over(self, name: str) -> None:
        """Remove a bundle that the team has, and what could take it back. Raises MisuseError for an unknown name."""
        if name not in self.bundles():
            raise MisuseError("there is no such bundle in the outbox", where=name)
        self._remove(name)

    @contextlib.contextmanager
    def writing_after(self, before: list[Json]) -> Iterator[Casefile]:
        """As ``writing``; the bundle also brings these signed headers, without their bodies."""
        case = self._passing_case()
        with case:
            yield case
            bare = (bundles.event_line(_bare(event), b"") for event in before)
            self._send(case, _chained(bare, sending.lines(case, {self.device: self.state["size"]})), before)

    # --- within --------------------------------------------------------------------------------------

    def _passing_case(self) -> Casefile:
        """The casefile in memory: its case key is drawn now and written nowhere."""
        state, case_id = self.state, self.team.case
        ring, db = keys.new_keyring(case_id, self.randomness), passing()
        schema.bring_up_to_date(db)
        sealed = ring.seal_device(self.device, from_hex(state["seeds"]))
        log = Log(db, ring, case_id, self.device, self.randomness)
        with db.transaction():
            db.rows("INSERT INTO signers VALUES (?, ?)", (self.device, sealed))
            db.rows("INSERT INTO meta VALUES ('case', ?), ('device', ?)", (case_id, self.device))
            row = ("", state["turn"], self.device, state["size"] - 1, PLACE, self.now().isoformat(), "")
            db.rows("INSERT INTO log VALUES (?, ?, ?, ?, ?, ?, ?)", row)  # the turn that the next event comes after
            if state["size"]:
                log.put(_bare(state["last"]))
            for where, value in state["edge"].items():
                level, position = map(int, where.split("/"))
                db.rows("INSERT INTO nodes VALUES (?, ?, ?, ?)", (self.device, level, position, bytes.fromhex(value)))
            for alias, source in state["sources"].items():
                db.rows("INSERT INTO source VALUES ('', 0, ?, ?, ?, '[]')", (self.device, source, alias))
        case = Casefile(self.folder, db, ring, log, self.randomness, self.now)
        case.vault = Vault(log, ring, self.randomness, self.team.trustees)
        return case

    def _send(self, case: Casefile, lines: Iterator[Json], before: list[Json] | None = None) -> None:
        """The bundle under a passing name, the state with its place, then its name: from here on it is acknowledged."""
        name = f"{new_id('bu', self.randomness)}{bundles.SUFFIX}"
        path = self.folder / OUTBOX / name
        check_room(self.folder, 0)
        try:
            with os.fdopen(os.open(path.with_name(name + ".new"), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                bundles.write(out, self.team.case, self.device, self.team.members, lines, self.randomness)
                out.flush()
                flush(out.fileno())
            self._write_headers(case, name, before or [])
            following = self._following(case)
            self._write({**following, "pending": name})
            path.with_name(name + ".new").replace(path)
            flush_folder(path.parent)
        except OSError:
            raise CasefileError("the bundle could not be written", hint="is the disk full or read-only?") from None

    def _following(self, case: Casefile) -> Json:
        """The state after what was just written."""
        seq, event, header, signature = case._db.rows(
            "SELECT seq, id, header, signature FROM events WHERE device = ? ORDER BY seq DESC LIMIT 1", (self.device,)
        )[0]
        ((turn,),) = case._db.rows("SELECT turn FROM log WHERE event = ?", (event,))
        fetch = case.log.fetch(self.device)
        aliases = {s.alias: s.id for s in case.sources()}
        return {
            **self.state,
            "size": seq + 1,
            "turn": turn,
            "last": {"header": header.decode(), "signature": signature.hex()},
            "edge": {f"{level}/{at}": fetch(level, at).hex() for level, at in tree.peaks(seq + 1)},
            "sources": aliases,
            "reports": self.state["reports"] + len(case.documents()),
        }

    def _write(self, state: Json) -> None:
        sealed = keys.seal_local(self._secret, canonical(state), _about(self._slot), self.randomness)
        write_whole(self.folder / FILE, canonical({"format": FORMAT, "slot": self._slot, "state": sealed.hex()}))
        self.state = state

    def _write_headers(self, case: Casefile, name: str, before: list[Json]) -> None:
        """What a deletion needs: ids and signed headers of what the bundle brings, no word and no key."""
        sql = "SELECT e.id, e.header, e.signature, l.turn FROM events e JOIN log l ON l.event = e.id"
        new = [
            {"id": i, "header": h.decode(), "signature": s.hex(), "turn": t, "new": True}
            for i, h, s, t in case._db.rows(f"{sql} WHERE e.seq >= ? ORDER BY e.seq", (self.state["size"],))
        ]
        listed = {"events": [*({**event, "new": False} for event in before), *new]}
        sealed = keys.seal_local(self._secret, canonical(listed), name.encode(), self.randomness)
        write_whole(self.folder / OUTBOX / (name + HEADERS), sealed)

    def _headers(self, name: str) -> Json:
        path = self.folder / OUTBOX / (name + HEADERS)
        if name not in self.bundles() + self.missing():
            raise MisuseError("there is no such bundle in the outbox", where=name)
        try:
            listed: Json = parse(keys.open_local(self._secret, path.read_bytes(), name.encode()))
        except OSError:
            raise CasefileError("the headers beside the bundle are missing", where=name) from None
        return listed

    def _remove(self, name: str) -> None:
        for path in (self.folder / OUTBOX / (name + HEADERS), self.folder / OUTBOX / name):
            path.unlink(missing_ok=True)
        flush_folder(self.folder / OUTBOX)

    def _settle(self) -> None:
        """What a process left that was killed: a bundle that has its place gets its name, one that has none never was."""
        outbox = self.folder / OUTBOX
        for path in outbox.glob("*.new"):
            name = path.name.removesuffix(".new")
            if name == self.state["pending"]:
                path.replace(outbox / name)
            else:
                path.unlink()
        for name in self.missing():
            if any(_bare(event).fields["seq"] >= self.state["size"] for event in self._headers(name)["events"]):
                (outbox / (name + HEADERS)).unlink()
        flush_folder(outbox)
        shutil.rmtree(self.folder / "blobs", ignore_errors=True)


def create(
    folder: Path,
    content: Any,
    passphrase: str,
    *,
    randomness: Randomness,
    now: Clock,
    by: str,
    cost: Cost | None = None,
    _below_floor_in_tests: bool = False,
) -> Team:
    """Make a collector for the team of a team file; gives the team, whose writer's fingerprint is to be compared by voice.

    Its ``request.json`` goes to an admin (``rushlight admit``). Raises MisuseError, CasefileError, Tampered; nothing is left.
    """
    team, folder = teamfile.read(content), Path(folder)
    check_new(folder, SUFFIX, what="collector")
    if len(passphrase.strip()) < SHORTEST:
        raise MisuseError("this passphrase is too short", hint="use a generated one of six words")
    check_cost(None if _below_floor_in_tests else cost)
    check_room(folder.absolute().parent, 1 << 20)
    with building(folder, randomness, what="collector") as passing:
        (passing / OUTBOX).mkdir(mode=0o700)
        _begin(passing, team, passphrase, cost or keys.calibrated(), randomness, now, by)
    return team


def _begin(folder: Path, team: Team, passphrase: str, cost: Cost, randomness: Randomness, now: Clock, by: str) -> None:
    salt, device = randomness(keys.SALT), new_id("dv", randomness)
    slot = {"kdf": "argon2id", "memory_kib": cost.memory_kib, "passes": cost.passes, "lanes": cost.lanes, "salt": salt.hex()}
    ring = keys.new_keyring(team.case, randomness)
    public_key, box, sealed = ring.new_device(device)
    letters = "".join(LETTERS[byte % len(LETTERS)] for byte in randomness(2))
    state: Json = {
        **{"device": device, "seeds": ring.device_seeds(device, sealed).hex(), "letters": letters, "team": team.content},
        **{"size": 0, "turn": team.turn, "last": None, "edge": {}, "sources": {}, "reports": 0, "pending": None},
    }
    secret = keys.stretch(passphrase, salt, cost)
    made = Collector(folder, team, state, randomness, now, slot, secret, contextlib.ExitStack())
    with made._passing_case() as case:
        said = {"device": device, "public_key": public_key.hex(), "box_key": box.hex()}
        event = case.append("device.joined", said, by=by)
        write_whole(folder / REQUEST, canonical({"format": joining.REQUEST, "proof": case.prove(event.id)}))
        made._write(made._following(case))


def open_collector(folder: Path, passphrase: str, *, randomness: Randomness, now: Clock) -> Collector:
    """Open a collector. Raises CasefileError (in use, missing), WrongPassphrase, Tampered."""
    folder, lock = Path(folder), contextlib.ExitStack()
    check_place(folder)
    if not (folder / FILE).is_file():
        raise CasefileError("there is no collector here", where=str(folder))
    try:
        lock.enter_context(lock_folder(folder))
        slot, sealed = _read(folder)
        secret = _secret(slot, passphrase)
        try:
            state: Json = parse(keys.open_local(secret, sealed, _about(slot)))
        except Tampered:
            hint = "mind the spelling and the keyboard layout"
            raise WrongPassphrase("this passphrase does not open the collector", hint=hint) from None
        opened = Collector(folder, teamfile.read(state["team"]), state, randomness, now, slot, secret, lock)
        opened._settle()
        return opened
    except BaseException:
        lock.close()
        raise


def _read(folder: Path) -> tuple[Json, bytes]:
    try:
        content: Any = json.loads(read_at_most(folder / FILE, LARGEST))
        if content["format"] != FORMAT:
            raise ValueError
        return content["slot"], from_hex(content["state"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        raise Tampered("the collector's file is damaged or of another format", where=FILE) from None


def _secret(slot: Json, passphrase: str) -> bytes:
    try:
        cost, salt = Cost(int(slot["memory_kib"]), int(slot["passes"]), int(slot["lanes"])), from_hex(slot["salt"])
        if slot["kdf"] != "argon2id" or not cost.bearable or len(salt) != keys.SALT:
            raise ValueError
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Tampered("the collector's file is damaged or of another format", where=FILE) from None
    return keys.stretch(passphrase, salt, cost)


def _about(slot: Json) -> bytes:
    return canonical({"format": FORMAT, "slot": slot})


def _bare(event: Json) -> Stored:
    return Stored(event["header"].encode(), from_hex(event["signature"]), b"", b"")


def _chained(first: Iterator[Json], then: Iterator[Json]) -> Iterator[Json]:
    yield from first
    yield from then
