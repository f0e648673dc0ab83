"""The open casefile: one write path, typed helpers on top of it, and what is asked of it."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from rushlight.casefile import kept, places, projections, proofs, rekeying, returning, slots, verifying, weighing
from rushlight.casefile.blobs import Blobs
from rushlight.casefile.canonical import Json
from rushlight.casefile.database import FILE, Database
from rushlight.casefile.devices import Device, in_good_standing, successor
from rushlight.casefile.erased import alias_taken
from rushlight.casefile.events import Event, Opened
from rushlight.casefile.files import check_room
from rushlight.casefile.keys import Keyring, check_share, whole_word
from rushlight.casefile.log import Log
from rushlight.casefile.restored import Restored
from rushlight.casefile.restricted import leaving_out
from rushlight.casefile.search import index
from rushlight.casefile.stored import (
    StoredDocument,
    StoredReading,
    StoredRelease,
    StoredReport,
    StoredSource,
    check_alias,
    distinct,
    from_json,
    parse_json,
    same_json,
    to_json,
    without_private,
)
from rushlight.casefile.stripping import strip
from rushlight.casefile.unseen import decisions_seen
from rushlight.casefile.vault import Vault
from rushlight.casefile.verifying import Verifying, VerifyReport
from rushlight.errors import CasefileError, MisuseError, RecordError
from rushlight.parts import Parts, at_once
from rushlight.record import Decision, Document, LinkJudgement, Randomness, Reading, new_id, verify_reading

Clock = Callable[[], dt.datetime]
T = TypeVar("T", Decision, LinkJudgement)
RELEASES = ("checked", "published", "refused")


class Casefile:
    """An open casefile. Use it as a context manager; closing it gives the file free for others.

    Every write is one transaction and durable when the call returns. ``at`` defaults to the clock that
    was given at opening, ``by`` is the actor's id, and both stand in the event's sealed body.
    """

    def __init__(self, folder: Path, db: Database, ring: Keyring, log: Log, randomness: Randomness, now: Clock) -> None:
        self.folder, self.log = folder, log
        self.vault = Vault(log, ring, randomness)
        self._db, self._randomness, self._now = db, randomness, now
        self._ring, self._blobs = ring, Blobs(db, folder, ring, randomness)
        self.shares: tuple[str, ...] = ()
        """The recovery shares, after they were made and until this object is closed; kept nowhere."""
        self._known_readings = Restored(db)

    def __enter__(self) -> Casefile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._db.close()

    def forget_pages(self) -> None:
        """Let go of what was read into memory. Nothing else changes: it is decrypted anew where it is asked for."""
        self._known_readings.clear()
        self._db.shrink()

    @property
    def id(self) -> str:
        """The casefile's random id."""
        return self.log.case

    @property
    def device(self) -> str:
        """The random id of this device incarnation."""
        return self.log.device

    # --- writing -------------------------------------------------------------------------------------

    def append(
        self, kind: str, body: Any, *, by: str, at: dt.datetime | None = None, event_id: str | None = None, size: int = 0
    ) -> Event:
        """The one write path: seal, sign, project and commit one event.

        ``body`` is JSON data; ``event_id`` makes a repeated call harmless; ``size`` is the number of
        bytes about to be written beside the body. Raises MisuseError, or CasefileError with a hint.
        """
        check_room(self.folder, size)
        return self._write(kind, body, by=by, at=at, event_id=event_id)

    def _write(self, kind: str, body: Any, *, by: str, at: dt.datetime | None = None, event_id: str | None = None) -> Event:
        """``append`` for what was found to have room."""
        self._check_set_up()
        return self.log.append(kind, body, at=at or self._now(), by=by, event_id=event_id)

    def batch(self) -> AbstractContextManager[object]:
        """Many writes in one transaction, durable together at the end; one that fails takes all with it."""
        return self.log.batch()

    @contextlib.contextmanager
    def batch_of_documents(self) -> Iterator[None]:
        """As ``batch``, for many documents: the index takes them in together at the end. Neither search nor erase within.

        Raises MisuseError within another batch, which might go on when this one fails.
        """
        if self._db.within:
            raise MisuseError("a batch of documents stands alone")
        with self.batch(), index.gathered(self._db):
            yield

    def add_source(
        self,
        alias: str,
        *,
        by: str,
        at: dt.datetime | None = None,
        name: str | None = None,
        contact: str | None = None,
        notes: str | None = None,
        may_be_same_as: Iterable[str] = (),
    ) -> str:
        """Record a source; gives its random id. Name, contact and notes go to the vault and nowhere else."""
        check_alias(alias)
        self._check_new("source", "alias", alias, "another source has this alias")
        source = new_id("so", self._randomness)
        names = {k: v for k, v in (("name", name), ("contact", contact), ("notes", notes)) if v}
        with self._db.transaction():
            sealed = self.vault.put({source: names} if names else {})
            body = {"id": source, "alias": alias, "may_be_same_as": list(may_be_same_as), "sealed": sealed}
            self.append("source.added", body, at=at, by=by)
        return source

    def add_names(self, subject: str, fields: Mapping[str, str], *, by: str, at: dt.datetime | None = None) -> Event:
        """Seal further fields (``name``, ``contact`` …) of a source, party or document; the latest of each counts."""
        with self._db.transaction():
            return self.append("names.added", {"sealed": self.vault.put({subject: fields})}, at=at, by=by)

    def new_incarnation(self, *, by: str, at: dt.datetime | None = None) -> str:
        """Go on as a new device: after a copy or a restore, or the two would sign different events under one number.

        Gives the new device's random id. The old device's log stays as it is.
        """
        device = new_id("dv", self._randomness)
        with self.log.signer_restored(), self._db.transaction():
            self.log.public_key()
            vouch, after = self._ring.sign_later(), self.checkpoint()
            public_key, box, sealed = self._ring.new_device(device)
            self._db.rows("INSERT INTO signers VALUES (?, ?)", (device, sealed))
            self._db.rows("UPDATE meta SET value = ? WHERE name = 'device'", (device,))
            places.settle(self._db, self._ring, self.folder, self.id)
            log = Log(self._db, self._ring, self.id, device, self._randomness)
            follows = {"device": self.device, "signature": vouch(successor(self.id, device, public_key)).hex()}
            body = {"device": device, "public_key": public_key.hex(), "box_key": box.hex(), "after": after, "follows": follows}
            log.append("device.added", body, at=at or self._now(), by=by)
        self.log, self.vault = log, Vault(log, self._ring, self._randomness)
        return device

    def key_the_device(self) -> None:
        """Give a device of format 1 the key that it can be sent things under."""
        self.log.public_key()
        if self._ring.has_box():
            return
        with self._db.transaction():
            (sealed,) = self._db.rows("SELECT sealed FROM signers WHERE device = ?", (self.device,))[0]
            box, anew = self._ring.add_box(self.device, sealed)
            self._db.rows("UPDATE signers SET sealed = ? WHERE device = ?", (anew, self.device))
            body = {"device": self.device, "public_key": self.log.public_key().hex(), "box_key": box.hex()}
            self.log.append("device.keyed", body, at=self._now(), by="rushlight")

    def add_document(
        self,
        document: Document,
        text: str,
        original: bytes,
        *,
        alias: str,
        collected_by: str,
        by: str,
        source: str | None = None,
        item: Json | None = None,
        at: dt.datetime | None = None,
    ) -> Event:
        """Keep a document: its bytes as received, its text and what is known of it. Bytes that wait (``kept``) are its own.

        ``item`` says where in a larger set it came from (see ``casefile.items``).

        The author and address of a testimony, interview, message, form or field note go to the vault.
        Raises CasefileError when the same bytes are already here or were erased, MisuseError for a taken alias or an
        unknown source, RecordError when the document's hashes or length are not those of what is given.
        """
        check_alias(alias)
        _check_document(document, text, original)
        same = (
            "SELECT 1 FROM document WHERE alias = ? OR id = ? OR bytes_sha256 = ?"  # one question, as there are many documents
        )
        if self._db.one(same, (alias, document.id, document.bytes_sha256)):
            self._check_new("document", "alias", alias, "another document has this alias")
            self._check_new("document", "id", document.id, "the casefile has this document already")
            self._check_original(document.bytes_sha256)
        returning.check_not_erased(self, document.bytes_sha256)
        kept.check_alias_free(self._db, alias, document.bytes_sha256)
        if source is not None and not self._db.rows("SELECT 1 FROM source WHERE id = ?", (source,)):
            raise MisuseError("the casefile has no such source", where=source)
        check_room(self.folder, len(original) + len(text))
        listed, private = without_private(document)
        with kept.storing(self._db, self._blobs, original, document.bytes_sha256) as record:
            sealed = self.vault.put({document.id: private} if private else {})
            shared: Json = {"alias": alias, "source": source, "collected_by": collected_by, "text": text}
            shared |= {"item": item} if item else {}
            body = {"document": to_json(listed), "original": record, "sealed": sealed, **shared}
            return self._write("document.added", body, at=at, by=by)

    def add_report(
        self,
        document: Document,
        text: str,
        original: bytes,
        reading: Reading,
        *,
        alias: str,
        collected_by: str,
        by: str,
        source: str | None = None,
        at: dt.datetime | None = None,
    ) -> str:
        """Keep a document and its reading, both or neither; gives the reading's id. Raises what the two raise."""
        with self._db.transaction():
            self.add_document(document, text, original, alias=alias, collected_by=collected_by, by=by, source=source, at=at)
            return self.add_reading(document.id, reading, by=by, at=at)

    def add_reading(self, document_id: str, reading: Reading, *, by: str, at: dt.datetime | None = None) -> str:
        """Keep a reading (already under fresh ids, ``record.rekey``) of a document; gives the reading's id.

        Stored without its words; labels of sealed parties go to the vault. Raises MisuseError for ids of
        the reader's own, SpanMismatch or RecordError for a reading that does not fit the text.
        """
        text = self.text(document_id)
        verify_reading(reading, text)
        if any("_" not in row.id for rows in (reading.parties, reading.statements) for row in rows):
            raise MisuseError(
                "the reading still has its reader's own ids", where=document_id, hint="give it fresh ones with rekey"
            )
        sheet, names = strip(reading, hashlib.sha256(text.encode()).hexdigest())
        reading_id = new_id("rd", self._randomness)
        with self._db.transaction():
            sealed = self.vault.put(names)
            body = {"id": reading_id, "document": document_id, "sheet": sheet, "sealed": sealed}
            self.append("reading.added", body, at=at, by=by)
        return reading_id

    def add_decision(self, decision: Decision) -> Event:
        """Keep a decision. The same one twice is one; another under its id raises MisuseError."""
        return self._add_once("decision.made", "decision", decision)

    def add_opinion(self, decision: Decision) -> Event:
        """Keep what a second reader says: it counts for the comparison and for nothing else."""
        return self._add_once("opinion.given", "opinion", decision)

    def add_judgement(self, judgement: LinkJudgement) -> Event:
        """Keep a judgement of a link. The same one twice is one; another under its id raises MisuseError."""
        return self._add_once("link.judged", "judgement", judgement)

    def add_release(self, kind: str, body: Json, *, by: str, at: dt.datetime | None = None) -> Event:
        """Enter a release in the ledger: ``kind`` is checked, published or refused, ``body`` JSON data with an ``id``."""
        if kind not in RELEASES or not isinstance(body.get("id"), str):
            raise MisuseError("a release is checked, published or refused, and has an id")
        return self.append(f"release.{kind}", body, at=at, by=by)

    def put_setting(self, name: str, value: Any, *, by: str, at: dt.datetime | None = None) -> Event:
        """Keep a setting (JSON data) in the log; the latest one counts."""
        return self.append("setting.put", {"name": name, "value": value}, at=at, by=by)

    def rebuild(self) -> None:
        """Make every projection again from the events. Verify first: this removes the traces of an edit."""
        with self._db.transaction():
            projections.rebuild(self._db, self.log.opened())
            self._db.rows("DELETE FROM uncounted")
            weighing.weigh(self.log)

    # --- ways in -------------------------------------------------------------------------------------

    def new_shares(self, threshold: int, shares: int) -> tuple[str, ...]:
        """Recovery shares in place of those there were: any ``threshold`` of them open the casefile.

        Nothing can be written until ``confirm_shares``. Raises MisuseError for counts that make no sense.
        """
        way_in = slots.read_vouched(self.folder, self._ring)
        slot, self.shares = slots.recovery_slot(self._ring, self.id, threshold, shares, self._randomness)
        with self._db.transaction():
            self._db.rows("INSERT OR REPLACE INTO meta VALUES ('shares', 'unconfirmed')")
        way_in.without(slots.RECOVERY).with_slot(slot).write(self.folder, destroy=True)
        return self.shares

    def confirm_shares(self, words: Mapping[tuple[int, int], str]) -> None:
        """Show that the shares were written down: by (share, position), both from 1, the word that stands there.

        At least two words of as many shares as are needed. Raises MisuseError, naming the share, when one is wrong.
        """
        if not self.shares:
            raise MisuseError("these shares are no longer at hand", hint="make new ones with 'rushlight shares'")
        for (share, position), word in words.items():
            if self.shares[share - 1].split()[position - 1] != whole_word(word):
                raise MisuseError("this is another word than the share has there", where=f"share {share}, word {position}")
        asked = Counter(share for share, _ in words)
        needed = check_share(self.shares[0])[2]
        if sum(1 for share in asked if asked[share] >= 2) < needed:
            raise MisuseError("two words of each of the needed shares are asked for")
        with self._db.transaction():
            self._db.rows("DELETE FROM meta WHERE name = 'shares'")

    @property
    def set_up(self) -> bool:
        """Whether its recovery shares, where it has any, were confirmed."""
        return self._db.one("SELECT 1 FROM meta WHERE name = 'shares'") is None

    def _check_set_up(self) -> None:
        said = "EXISTS (SELECT 1 FROM meta WHERE name = '{}')"
        ((unconfirmed, sent_away),) = self._db.rows(f"SELECT {said.format('shares')}, {said.format('sent_away')}")
        if unconfirmed:
            raise MisuseError(
                "the recovery shares of this casefile were not confirmed yet", hint="finish with 'rushlight shares CASE'"
            )
        if sent_away:
            raise MisuseError(weighing.SENT_AWAY, hint=weighing.JOIN_AGAIN)

    def rekey(self) -> tuple[Casefile, tuple[str, ...]]:
        return at_once(self.rekey_parts())

    def rekey_parts(self) -> Parts[tuple[Casefile, tuple[str, ...]]]:
        """Close this casefile and give it back under a new case key, with the ids of slots that open nothing any more.
        Signed events and roots are the same; whoever has an old copy and its key still has that. Ended early, it is as it was.
        """
        with self._db.transaction():
            self.log.public_key()
        ring, lost = yield from rekeying.rekey_parts(self.folder, self._db, self._ring)
        db = Database(self.folder / FILE, ring.database_pragma())
        log = Log(db, ring, self.id, self.device, self._randomness)
        return Casefile(self.folder, db, ring, log, self._randomness, self._now), lost

    def devices(self) -> dict[str, Device]:
        """The devices whose events count, by id."""
        return in_good_standing(self._db, self.id)

    # --- asking --------------------------------------------------------------------------------------

    def sources(self) -> tuple[StoredSource, ...]:
        rows = self._db.rows("SELECT id, alias, links FROM source ORDER BY turn, device, event")
        shown = distinct(alias for _, alias, _ in rows)
        return tuple(StoredSource(i, a, tuple(parse_json(links))) for (i, _, links), a in zip(rows, shown, strict=True))

    def documents(self, *, by: str | None = None) -> tuple[StoredDocument, ...]:
        """Every document (that ``by`` may find) in the order of taking in, without text."""
        rule, values = leaving_out("id", by)
        sql = f"SELECT record, alias, source, collected_by, event FROM document WHERE {rule} ORDER BY turn, device, event"  # noqa: S608
        rows = self._db.rows(sql, values)
        shown = distinct(alias for _, alias, *_ in rows)
        return tuple(
            StoredDocument(from_json(record, Document), a, *rest) for (record, _, *rest), a in zip(rows, shown, strict=True)
        )

    def aliases(self) -> dict[str, str]:
        """By document id: its alias as ``documents`` gives it. No record is read for it."""
        rows = self._db.rows("SELECT id, alias FROM document ORDER BY turn, device, event")
        return dict(zip((row[0] for row in rows), distinct(row[1] for row in rows), strict=True))

    def text(self, document_id: str) -> str:
        """A document's text. Raises CasefileError when there is no such document."""
        row = self._db.one("SELECT text FROM document WHERE id = ?", (document_id,))
        if row is None:
            raise CasefileError("the casefile has no such document", where=document_id)
        return str(row[0])

    def original(self, document_id: str) -> bytes:
        """A document's bytes as received, checked against its hash. Raises CasefileError, Tampered."""
        sql = "SELECT o.id, o.place, o.data_key, o.wrapped_key, d.bytes_sha256 FROM original o JOIN document d"
        row = self._db.one(f"{sql} ON d.event = o.event WHERE d.id = ?", (document_id,))
        if row is None:
            raise CasefileError("the casefile has no such document", where=document_id)
        blob, place, data_key, wrapped_key, sha256 = row
        said = {"id": blob, "data_key": data_key, "wrapped_key": wrapped_key, "bytes_sha256": sha256}
        return self._blobs.opened(self._blobs.sealed(blob, place), said)

    def readings(self, document_id: str | None = None, *, by: str | None = None) -> tuple[StoredReading, ...]:
        """Every reading (of one document, or of those that ``by`` may find), oldest first. Opens nothing of the vault."""
        sql = "SELECT r.id, r.document, r.sheet, r.event, d.text FROM reading r JOIN document d ON d.id = r.document"
        rule, values = leaving_out("r.document", by)
        where, named = ("r.document = ? AND", (document_id,)) if document_id else ("", ())
        rows = self._db.rows(f"{sql} WHERE {where} {rule} ORDER BY r.turn, r.device, r.event", (*named, *values))
        more, known = self._known_readings.added(document_id, by=by), self._known_readings
        return tuple(StoredReading(i, d, known.of(i, sheet, text, more.get(d, ())), e) for i, d, sheet, e, text in rows)

    def stored_reports(self, *, by: str | None = None) -> tuple[StoredReport, ...]:
        """Every document (that ``by`` may find) with its text and latest reading, in the order of taking in."""
        latest = {r.document: r.reading for r in self.readings(by=by)}
        return tuple(
            StoredReport(d.document, d.alias, self.text(d.document.id), latest.get(d.document.id), d.source, d.collected_by)
            for d in self.documents(by=by)
        )

    def decisions(self, *, by: str | None = None) -> tuple[Decision, ...]:
        """Every decision, oldest first. Of reports that ``by`` reads as second reader, their own alone (see ``unseen``)."""
        return tuple(from_json(record, Decision) for record in decisions_seen(self._db, by))

    def judgements(self) -> tuple[LinkJudgement, ...]:
        """Every judgement of a link, oldest first."""
        return tuple(
            from_json(row[0], LinkJudgement)
            for row in self._db.rows("SELECT record FROM judgement ORDER BY turn, device, event")
        )

    def releases(self) -> tuple[StoredRelease, ...]:
        """The release ledger, oldest first."""
        sql = "SELECT r.id, r.kind, r.record, r.event, l.at, l.by FROM release r JOIN log l ON l.event = r.event"
        rows = self._db.rows(f"{sql} ORDER BY r.turn, r.device, r.event")
        return tuple(StoredRelease(i, k, parse_json(b), e, dt.datetime.fromisoformat(at), by) for i, k, b, e, at, by in rows)

    def get_setting(self, name: str, default: Any = None) -> Any:
        row = self._db.one(
            "SELECT value FROM setting WHERE name = ? ORDER BY turn DESC, device DESC, event DESC LIMIT 1", (name,)
        )
        return default if row is None else parse_json(row[0])

    def events(self) -> tuple[Event, ...]:
        """The log: what kind of act, when and by whom; no word of a report."""
        return self.log.listed()

    def records(self, kind: str) -> tuple[Opened, ...]:
        """The opened events of one kind that count, for kinds that have no table of their own."""
        sql = "SELECT event FROM log WHERE kind = ? AND event NOT IN (SELECT event FROM uncounted) ORDER BY turn, device, event"
        wanted = self._db.rows(sql, (kind,))
        return tuple(self.log.open(self.log.stored(row[0])) for row in wanted)

    # --- trusting ------------------------------------------------------------------------------------

    def checkpoint(self) -> str:
        """The signed checkpoint of this device's log. Keep it elsewhere: only an outside one shows a rollback."""
        return self.log.checkpoint()

    def verify(self, *, deep: bool = False, checkpoint: str | None = None) -> VerifyReport:
        """Check the whole casefile; ``deep`` rebuilds every table too. Findings are reported, never raised.

        ``checkpoint`` is what was kept elsewhere: a signed note, a checkpoint from paper, or the copy of an anchor.
        """
        return verifying.verify(self._db, self.log, self._blobs, self.vault, deep=deep, checkpoint=checkpoint)

    def verify_steps(self, *, deep: bool = False, checkpoint: str | None = None) -> Verifying:
        """``verify`` a step at a time: how many events and originals of how many were looked at. Others may write meanwhile."""
        return verifying.verify_between(self._db, self.log, self._blobs, self.vault, deep=deep, checkpoint=checkpoint)

    def prove(self, event_id: str) -> Json:
        """A proof of one event that anyone can check with ``check_proof``. It shows that event's whole body."""
        return proofs.prove(self.log, self._ring, event_id)

    # --- within --------------------------------------------------------------------------------------

    def _check_new(self, table: str, column: str, value: str, what: str) -> None:
        gone = column == "alias" and alias_taken(self._db, value)
        if gone or self._db.rows(f"SELECT 1 FROM {table} WHERE {column} = ?", (value,)):  # noqa: S608 - our own names
            raise MisuseError(what, where=value)

    def _check_original(self, sha256: str) -> None:
        row = self._db.one("SELECT alias FROM document WHERE bytes_sha256 = ?", (sha256,))
        if row is not None:
            raise CasefileError(
                "this very file is already in the casefile", where=row[0], hint="open the document under that alias"
            )

    def _add_once(self, kind: str, table: str, record: Decision | LinkJudgement) -> Event:
        body: Mapping[str, Any] = {name: value for name, value in to_json(record).items() if name != "seen" or value}
        row = self._db.one(f"SELECT event, record FROM {table} WHERE id = ?", (record.id,))  # noqa: S608
        if row is None:
            return self.append(kind, body, at=record.at, by=record.by)
        if not same_json(parse_json(row[1]), body):
            raise MisuseError(f"another {table} has this id", where=record.id)
        return self.log.open(self.log.stored(row[0])).event


def _check_document(document: Document, text: str, original: bytes) -> None:
    if hashlib.sha256(original).hexdigest() != document.bytes_sha256:
        raise RecordError("the document's hash is not that of its bytes", where=document.id)
    if hashlib.sha256(text.encode()).hexdigest() != document.text_sha256 or len(text) != document.length:
        raise RecordError("the document's hash or length is not that of its text", where=document.id)
