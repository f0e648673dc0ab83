"""What the real writers make, one of everything, for tests that change it: a team's casefiles and every file between them."""

from __future__ import annotations

import io
import json
import secrets
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import making_casefile as make
import making_collector as collectors
import making_teams as teams

from rushlight.casefile import (
    Casefile,
    backups,
    bundles,
    disclosure,
    eraselist,
    erasing,
    identities,
    joining,
    merging,
    packing,
    sending,
    slots,
    teamfile,
)
from rushlight.casefile.canonical import canonical
from rushlight.casefile.keys import Keyring
from rushlight.casefile.slots import Slots
from rushlight.casefile.vault import Vault
from rushlight.record import DocumentKind

SMALL = "A quiet report about a bridge. 다리에 관한 조용한 보고.\n"


@dataclass
class World:
    """A team of a founder and a colleague with a collector, in one folder. Everything is made when it is first asked for."""

    folder: Path

    def close(self) -> None:
        for name in ("founder", "_colleague", "newcomer", "alone"):
            if name in self.__dict__:
                self.__dict__[name].close()

    @cached_property
    def founder(self) -> Casefile:
        """One of everything, trustees, a request and its answers, an erasure; the colleague has merged all of it."""
        case = make.new_case(self.folder / "founder.case")
        make.fill(case)
        self._colleague = teams.colleague(case, self.folder / "colleague.case")
        identities.set_trustees(case, 2, [case.device, self._colleague.device], by="p_a")
        (source,) = [s.id for s in case.sources()]
        self.request_id = identities.request(case, [source], reason="follow_up", by="p_a")
        self.collector = collectors.a_collector(self.folder / "c.collector", case)
        with collectors.opened(self.collector) as collector:
            collectors.collect(collector, source=True)
        document = make.a_document(SMALL, SMALL.encode(), kind=DocumentKind.FIELD_NOTE)
        case.add_document(document, SMALL, SMALL.encode(), alias="R7", collected_by="p_a", by="p_a")
        gone = make.a_document("gone\n", b"gone\n")
        case.add_document(gone, "gone\n", b"gone\n", alias="R8", collected_by="p_a", by="p_a")
        with case.batch():
            data = erasing.of_report(case, gone.id, reason="withdrawn")
            case.append(erasing.KIND, data, by="p_a")
            erasing.apply_erased(case, data)
        teams.exchange(case, self._colleague)
        identities.answer(self._colleague, self.request_id, by="p_b")
        merging.merge(case, self.collected, by="p_a")
        teams.exchange(case, self._colleague)
        case.checkpoint()
        return case

    @property
    def colleague(self) -> Casefile:
        assert self.founder
        return self._colleague

    @property
    def collected(self) -> Path:
        """The collector's bundle."""
        (found,) = (self.collector / "outbox").glob("*.bundle")
        return found

    @cached_property
    def bundle(self) -> bytes:
        """A bundle from the founder for the colleague, with something new in it."""
        self.founder.put_setting("language", "en", by="p_a")
        return sending.send(self.founder, self.folder, to=[self.colleague.device], only_new=True).path.read_bytes()

    @cached_property
    def collected_lines(self) -> bytes:
        assert self.founder
        return self.opened_lines(self.collected.read_bytes(), self.founder)

    @cached_property
    def lines(self) -> bytes:
        return self.opened_lines(self.bundle, self.colleague)

    def opened_lines(self, data: bytes, receiver: Casefile) -> bytes:
        """The plain lines within a bundle, but for the last."""
        file, out = io.BytesIO(data), []
        head = bundles.read_head(file)
        bundles.read(file, head, merging._opened(receiver, head), lambda kind, value: out.append(canonical({kind: value})))
        return b"\n".join(out) + b"\n"

    @cached_property
    def newcomer(self) -> Casefile:
        """A copy that was admitted and has merged nothing yet."""
        founder, self._for_newcomer = self.founder, b""
        case = teams.join(self.folder / "newcomer.case", joining.invitation(founder))
        joining.admit(founder, joining.request(case), ["reviewer"], by="p_a")
        self._for_newcomer = sending.send(founder, self.folder, to=[case.device]).path.read_bytes()
        return case

    @cached_property
    def whole_lines(self) -> tuple[bytes, ...]:
        """All of a first bundle; and its lines without what hangs on them, which a device may send in a bundle of its own."""
        whole = self.opened_lines(self._for_newcomer, self.newcomer) if self.newcomer else b""
        return whole, self.lines, self.collected_lines

    @cached_property
    def slots(self) -> tuple[bytes, tuple[str, ...], Keyring, str]:
        """(a slot file with a passphrase and k of n shares, the shares, the keys behind it, the casefile's id)."""
        case = self.founder
        ring = next(slots.read(case.folder).unlock(make.PASSPHRASE, secrets.token_bytes))
        one = slots.passphrase_slot(ring, case.id, make.PASSPHRASE, make.CHEAP, secrets.token_bytes)
        two, shares = slots.recovery_slot(ring, case.id, 2, 3, secrets.token_bytes)
        return Slots(case.id, (one, two)).as_bytes(), shares, ring, case.id

    @cached_property
    def pack(self) -> bytes:
        packing.pack(self.founder, self.folder / "a.rush")
        return (self.folder / "a.rush").read_bytes()

    @cached_property
    def backup(self) -> Path:
        return backups.backup(self.founder, self.folder / "usb").file

    @cached_property
    def erase_list(self) -> bytes:
        return eraselist.write(self.founder, self.folder).read_bytes()

    @cached_property
    def disclosed(self) -> bytes:
        """A pack with names. Where trustees are set none can be disclosed: it comes from a casefile without them."""
        self.alone = case = make.new_case(self.folder / "alone.case")
        make.fill(case)
        events = [e.id for e in case.events() if e.kind in ("document.added", "source.added")]
        return disclosure.disclose(case, events, with_names=True, at=make.T0, by="p_a").pack

    @cached_property
    def proof(self) -> bytes:
        case = self.founder
        return canonical(case.prove(case.events()[-1].id))

    @cached_property
    def invitation(self) -> bytes:
        return canonical(joining.invitation(self.founder))

    @cached_property
    def asking(self) -> bytes:
        """A request to be admitted."""
        with teams.join(self.folder / "asks.case", json.loads(self.invitation)) as case:
            return canonical(joining.request(case))

    @cached_property
    def team_file(self) -> bytes:
        return canonical(teamfile.write(self.founder))

    @cached_property
    def envelope(self) -> tuple[str, bytes]:
        """(record, sealed) of a record that is sealed for trustees."""
        vault: Vault = self.founder.vault
        records = [r for s in identities.subjects(self.founder) for r in vault.records(s)]
        record = next(r for r in records if vault.kept(r)[:1] == b"\x02")
        return record, vault.kept(record)

    @cached_property
    def said(self) -> tuple[bytes, ...]:
        """Every kind of event once, as {"kind", "body"}: what a member may sign otherwise."""
        case, out = self.founder, {}
        for event in case.events():
            if not event.erased:
                opened = case.log.open(case.log.stored(event.id))
                out[event.kind] = {"kind": event.kind, "body": _body(opened)}
        out |= {said["kind"]: said for said in FURTHER}
        assert self.bundle
        return tuple(json.dumps(said, ensure_ascii=False).encode() for said in out.values())


def _further(kind: str, data: dict[str, Any]) -> dict[str, Any]:
    body = {"at": make.T0.isoformat(), "by": "p_a", "turn": 10_000, "schema": 2, "data": data}
    return {"kind": kind, "body": body}


FURTHER = (
    _further("consent.given", {"subject": "R7", "purpose": "public_named", "until": "2030-01-01", "withdrawn": None}),
    _further("conflict.settled", {"kind": "setting", "events": ["ev_x"]}),
    _further("intake.keyed", {"key": "00" * 32}),
    _further("document.restricted", {"document": "do_x", "to": ["p_a"]}),
    _further("release.refused", {"id": "rl_x", "statements": ["st_x"], "findings": []}),
    _further("release.projected", {"id": "rl_x", "entry": {}}),
    _further("identity.opened", {"request": "ev_x", "subjects": ["so_x"], "reason": "court"}),
    _further("device.revoked", {"device": "dv_" + "0" * 26, "size": 3}),
    _further("names.added", {"sealed": [{"id": "va_x", "subject": "so_x", "sha256": "00" * 32}]}),
    _further("disclosure.made", {"id": "di_x", "events": [], "names": [], "sha256": "00" * 32}),
    _further("exchange.sealed", {"id": "ex_x", "subjects": ["do_x"], "statements": 1, "sha256": "00" * 32}),
    _further(
        "submission.made", {"id": "un_x", "to": "wgeid", "subjects": ["so_x"], "purposes": [], "elements": [], "sha256": "00"}
    ),
)
"""Kinds of events that the founder's casefile does not have: as somebody would write them by hand."""


def _body(opened: Any) -> dict[str, Any]:
    event = opened.event
    return {"at": event.at.isoformat(), "by": event.by, "turn": 10_000, "schema": opened.schema, "data": opened.data}
