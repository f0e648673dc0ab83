"""Take in many: folders, archives with mails in them, mailboxes and tables by a column map.

Documents are kept first, without a reading, a batch in one durable step; then what waits is read one by one. Whatever stops
this, Ctrl-C or a crash, every finished batch and reading is there, and the same call again goes on: what the casefile has
already is passed over. A broken row or file never stops the rest. It is told by place and number, never by its words.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from rushlight.casefile import Casefile, keep_original
from rushlight.casefile.blobs import LARGE
from rushlight.casefile.canonical import canonical
from rushlight.casefile.items import Items, Known
from rushlight.casefile.kept import check_room_to_wait, next_number, waiting_count
from rushlight.desk.apart import in_a_thread
from rushlight.desk.planned import Outcome, Plan, Problem, Step, Update
from rushlight.desk.reading import check_asked
from rushlight.desk.ready import MAIL, Ready, chat, document_of, lines, made_of, of_taken
from rushlight.desk.taking_in import source_named
from rushlight.errors import IntakeError, MisuseError
from rushlight.intake import Taken, detect_language, many, take, uploads
from rushlight.intake.columns import ColumnMap, Fitted, Item, Role, check_name, from_json
from rushlight.intake.formats import media_type
from rushlight.intake.mail import LEFT_BEHIND
from rushlight.intake.many import Columns, Found, FoundTable, LeftOut, Lost, Thing
from rushlight.intake.tables import Fault, Row, Table
from rushlight.intake.uploads import Upload
from rushlight.record import DocumentKind, Randomness

__all__ = [
    "Outcome",
    "Plan",
    "Problem",
    "Step",
    "Update",
    "document_of",
    "save_map",
    "saved_map",
    "take_in_many",
    "take_in_steps",
]

ROW = "application/json"
"""Media type of a row's original: its cells by the names of their columns."""

ROWS, FILES = 500, 16
"""Rows, and files, of one durable step."""

LETTERS = 2_000_000
"""Letters of rows after which a step ends before it has all its rows."""

WEIGHT = 16_000_000
"""Bytes of files held at once, but for one larger file."""

UNREAD = (
    "columns without a use, whose cells are kept with each row and not read (--column ignored=NAME for those that name "
    "people and that you do not need): "
)


def take_in_many(
    case: Casefile,
    paths: Sequence[Path],
    plan: Plan,
    *,
    now: Callable[[], dt.datetime],
    randomness: Randomness,
    actor: str,
    tell: Callable[[Step], None] = lambda step: None,
) -> Outcome:
    """Keep everything at ``paths``; nothing is read yet (``desk.waiting``). With ``plan.dry_run`` nothing is written.

    Raises MisuseError for a path, date, language, source or column that is not there, CasefileError when the casefile
    cannot be written; what was kept before that stays.
    """
    steps = take_in_steps(case, paths, plan, now=now, randomness=randomness, actor=actor)
    with contextlib.closing(steps):
        while True:
            try:
                tell(next(steps))
            except StopIteration as ended:
                done: Outcome = ended.value
                return done


def take_in_steps(
    case: Casefile,
    things: Sequence[Path | Upload],
    plan: Plan,
    *,
    now: Callable[[], dt.datetime],
    randomness: Randomness,
    actor: str,
) -> Generator[Step, None, Outcome]:
    """``take_in_many`` that gives the word back after each durable step; others may write to the casefile in between.

    Closing it between two steps loses nothing of what was told as kept. Uploads are told by their number.
    """
    check_asked(now().date(), plan.published, plan.language)
    run = _Run(case, plan, now, randomness, actor)
    for number, thing in enumerate(things, 1):
        if isinstance(thing, Path):
            yield from run.path(thing)
        else:
            yield from run.upload(thing, f"file {number}", alone=len(things) == 1)
    return run.outcome


def saved_map(case: Casefile, name: str) -> ColumnMap:
    """The column map saved under ``name``. Raises MisuseError when there is none."""
    saved = case.get_setting(f"columns.{check_name(name)}")
    if saved is None:
        raise MisuseError("no column map was saved under this name", where=name, hint="save one with --save-map")
    return from_json(saved, name)


def save_map(case: Casefile, columns: ColumnMap, *, now: dt.datetime, actor: str) -> None:
    """Save a map under its name; nothing is written when it is saved so already."""
    setting = f"columns.{check_name(columns.name or '')}"
    if case.get_setting(setting) != columns.to_json():
        case.put_setting(setting, columns.to_json(), by=actor, at=now)


class _Run:
    """One run over many things."""

    def __init__(
        self,
        case: Casefile,
        plan: Plan,
        now: Callable[[], dt.datetime],
        randomness: Randomness,
        actor: str,
    ) -> None:
        self.case, self.plan, self.outcome = case, plan, Outcome()
        self._now, self._randomness, self._actor = now, randomness, actor
        self._today = now().date()
        self._sources = {source.alias: source.id for source in case.sources()}
        self._source = source_named(case, plan.source) if plan.source else None
        self._items = Items(case)
        self._number = self._written = -1
        self._waiting = waiting_count(case)
        self._mails: dict[str, str] = {}
        self._seen: dict[bytes, str] = {}  # of a dry run, which the casefile cannot remember

    def path(self, path: Path) -> Iterator[Step]:
        with contextlib.closing(many.walk(path, _asked(self.plan.columns))) as things:
            yield from self._things(things, str(path))

    def upload(self, upload: Upload, place: str, *, alone: bool) -> Iterator[Step]:
        """What is wrong with the whole of one that came ``alone`` is raised; of several, one does not stop the others."""
        try:
            with contextlib.closing(uploads.walk(upload, place, _asked(self.plan.columns))) as things:
                yield from self._things(things, place if alone else "")
        except (IntakeError, MisuseError) as error:
            if alone:
                raise
            self._problem(place, error.what, error.hint, name=upload.name)

    def _things(self, things: Iterator[Thing], named: str) -> Iterator[Step]:
        """``named``: the place whose failure as a whole is raised."""
        self._mails = {}
        waiting: list[Found] = []
        for thing in things:
            if isinstance(thing, Found):
                waiting.append(thing)
                if len(waiting) >= FILES or sum(len(found.data) for found in waiting) >= WEIGHT:
                    yield from self._files(waiting)
                    waiting = []
            elif isinstance(thing, FoundTable):
                yield from self._table(thing, named=thing.place == named)
            elif isinstance(thing, Lost):
                self._problem(thing.place, thing.what, thing.hint, name=thing.name)
            elif isinstance(thing, LeftOut):
                self.outcome.left_out += 1
        yield from self._files(waiting)

    def _problem(self, where: str, what: str, hint: str | None, *, column: str | None = None, name: str | None = None) -> None:
        self.outcome.problems.append(Problem(where, what, hint, column, name or None))

    def _said(self, place: str, share: float | None = None) -> Step:
        done = self.outcome
        return Step(place, done.kept, done.passed, len(done.problems), share)

    # --- tables --------------------------------------------------------------------------------------

    def _table(self, found: FoundTable, *, named: bool) -> Iterator[Step]:
        """Take a table in. What is wrong with the whole of it is raised when the person named it, else it is a problem."""
        try:
            if self.plan.columns is None:
                hint = "say which column is the text: --column text=NAME, or --map NAME for a saved map"
                raise MisuseError("a table needs a column map", where=found.place, hint=hint)
            for table in found.tables():
                yield from self._rows(table, found.place, self.plan.columns)
        except (IntakeError, MisuseError) as error:
            if named:
                raise
            self._problem(found.place, error.what, error.hint, name=found.name)

    def _rows(self, table: Table, place: str, columns: ColumnMap) -> Iterator[Step]:
        fitted = Fitted(columns, table.header, place, self._today)
        for note in table.notes:
            self.outcome.note(note)
        if fitted.unread:
            self.outcome.note(UNREAD + str(fitted.unread))
        for chunk in _chunks(table.rows, ROWS):
            ready = [made for row in chunk if (made := self._row(row, fitted, table, place, columns)) is not None]
            self._keep(ready)
            yield self._said(place, table.share())

    def _row(self, row: Row | Fault, fitted: Fitted, table: Table, place: str, columns: ColumnMap) -> Ready | None:
        made = fitted.item(row) if isinstance(row, Row) else (row,)
        if isinstance(made, Item) and made.source is not None and made.source not in self._sources:
            hint = "record it with 'rushlight add-source'"
            made = (Fault(made.row, "the casefile has no source with this alias", hint, columns.of(Role.SOURCE)[0]),)
        if not isinstance(made, Item):
            for fault in made:
                self._problem(f"{place}:{fault.number}", fault.what, fault.hint, column=fault.column)
            return None
        return self._of_item(made, table, place, columns)

    def _of_item(self, item: Item, table: Table, place: str, columns: ColumnMap) -> Ready:
        plan = self.plan
        language = item.language or plan.language or detect_language(item.text)
        kind = item.kind or plan.kind or (DocumentKind.MESSAGE if chat(item.text) else DocumentKind.PUBLICATION)
        return Ready(
            place=f"{place}:{item.row}",
            original=canonical(item.original),
            text=item.text,
            language=language,
            kind=kind,
            media_type=ROW,
            paragraphs=lines(item.text),
            published=item.published or plan.published,
            outlet=item.outlet or plan.outlet,
            author=None,
            source=self._sources[item.source] if item.source else self._source,
            scope=columns.scope,
            external_id=item.external_id,
            origin={"file_sha256": table.sha256, "row": item.row},
        )

    # --- files ---------------------------------------------------------------------------------------

    def _files(self, found: list[Found]) -> Iterator[Step]:
        """Bytes first, sealed before anything parses them; then each is parsed, then what has a text becomes a document."""
        fresh = self._fresh(found)
        if not fresh:
            return
        aliases: dict[str, str] = {}
        if not self.plan.dry_run:
            self._renumber()
            with self.case.batch():
                small = {digest: thing for digest, thing in fresh.items() if len(thing.data) <= LARGE}
                aliases |= {digest: self._keep_bytes(thing) for digest, thing in small.items()}
            for digest, thing in (
                (d, t) for d, t in fresh.items() if d not in small
            ):  # each by itself: a step undone would leave its file behind
                aliases[digest] = self._keep_bytes(thing)
            self._written = self.case.log.last()
        ready = []
        for digest, thing in fresh.items():
            made = yield from self._parsed(thing, aliases.get(digest))
            if made is not None:
                ready.append(made)
            yield self._said(thing.place)
        self._keep(ready)
        yield self._said(found[-1].place)

    def _fresh(self, found: list[Found]) -> dict[str, Found]:
        """Those that the casefile does not have and that could be documents, by the hash of their bytes."""
        fresh: dict[str, Found] = {}
        for thing in found:
            digest = hashlib.sha256(thing.data).hexdigest()
            known = self._items.same(digest)
            if known is not None and thing.external_id:
                self._mails[thing.place] = known.document
            if known is not None or digest in fresh or bytes.fromhex(digest) in self._seen:
                self.outcome.passed += 1
                continue
            if self._items.erased(digest, MAIL, thing.external_id) is not None:
                self.outcome.erased += 1
                continue
            try:
                media_type(thing.data, thing.name)
            except IntakeError as error:
                self._problem(thing.place, error.what, error.hint, name=thing.name)
                continue
            fresh[digest] = thing
        return fresh

    def _keep_bytes(self, thing: Found) -> str:
        check_room_to_wait(self._waiting)
        kept = keep_original(
            self.case,
            thing.data,
            alias=f"R{self._number}",
            media_type=media_type(thing.data, thing.name),
            collected_by=self._actor,
            by=self._actor,
            source=self._source,
            at=self._now(),
        )
        self._number += kept.alias == f"R{self._number}"
        return kept.alias

    def _parsed(self, thing: Found, alias: str | None) -> Generator[Step, None, Ready | None]:
        """Steps are told meanwhile where pictures are recognised, which takes seconds a page."""
        plan = self.plan
        taking = partial(take, thing.data, name=thing.name, ocr=plan.ocr)
        try:
            taken = (yield from self._apart(taking, thing.place)) if plan.ocr else taking()
        except IntakeError as error:
            self._waiting += 1
            waits = f"its bytes are kept as {alias} and wait" if alias else "its bytes would be kept and wait"
            self._problem(thing.place, error.what, "; ".join(filter(None, (error.hint, waits))), name=thing.name)
            return None
        for warning in taken.warnings:
            if warning != LEFT_BEHIND:  # of many, attachments are taken in as reports of their own
                self.outcome.note(warning)
        return replace(of_taken(taken, thing, plan, self._today), source=self._source, alias=alias)

    def _apart(self, taking: Callable[[], Taken], place: str) -> Generator[Step, None, Taken]:
        going = in_a_thread(taking)
        while True:
            try:
                next(going)
            except StopIteration as ended:
                taken: Taken = ended.value
                return taken
            yield self._said(place)

    # --- keeping -------------------------------------------------------------------------------------

    def _keep(self, ready: Iterable[Ready]) -> None:
        """Keep what is new, all of it in one durable step."""
        if self.plan.dry_run:
            for one in ready:
                self._counted(one)
            return
        self._renumber()
        before = (self.outcome.kept, self.outcome.passed, self.outcome.erased, len(self.outcome.updates), self._number)
        fresh = self._new(ready)
        if not fresh:
            return
        try:
            with self.case.batch_of_documents():
                for digest, one in fresh.items():
                    self._kept(one, digest)
            self._written = self.case.log.last()
        except BaseException:  # nothing of this batch is there: it must not be counted
            self.outcome.kept, self.outcome.passed, self.outcome.erased, updates, self._number = before
            del self.outcome.updates[updates:]
            raise

    def _renumber(self) -> None:
        """The next alias; looked for anew when somebody else wrote since our last step."""
        if self._written != self.case.log.last():
            self._number = next_number(self.case)

    def _new(self, ready: Iterable[Ready]) -> dict[str, Ready]:
        """Those that the casefile does not have, by the hash of their bytes; the others are counted."""
        hashed = [(hashlib.sha256(one.original).hexdigest(), one) for one in ready]
        here = self._items.among(digest for digest, _ in hashed)
        fresh: dict[str, Ready] = {}
        for digest, one in hashed:
            if digest in here or digest in fresh:
                self.outcome.passed += 1
            elif self._items.erased(digest, one.scope, one.external_id) is not None:
                self.outcome.erased += 1
            else:
                fresh[digest] = one
        return fresh

    def _kept(self, one: Ready, digest: str) -> None:
        earlier = None
        item = dict(one.origin)
        if one.external_id is not None:
            self._items.begin(by=self._actor, at=self._now())
            earlier = self._items.latest(one.scope, one.external_id)
            item |= self._items.record(one.scope, one.external_id, earlier)
        if one.within in self._mails:
            item["within"] = self._mails[str(one.within)]
        made, alias = made_of(one, digest, self._randomness, self._today), one.alias or f"R{self._number}"
        shared = {"collected_by": self._actor, "by": self._actor}
        self.case.add_document(
            made, one.text, one.original, alias=alias, source=one.source, item=item, at=self._now(), **shared
        )
        self._number += one.alias is None
        self.outcome.kept += 1
        self._remember(one, made.id, alias, earlier)

    def _remember(self, one: Ready, document: str, alias: str, earlier: Known | None) -> None:
        if one.scope == MAIL and one.external_id is not None:
            self._mails[one.place] = document
        if earlier is not None:
            self.outcome.updates.append(Update(alias, earlier.alias, one.place))

    def _counted(self, one: Ready) -> None:
        """What ``_kept`` would do, told and not done."""
        digest = hashlib.sha256(one.original).digest()
        if digest in self._seen or self._items.same(digest.hex()) is not None:
            self.outcome.passed += 1
            return
        if self._items.erased(digest.hex(), one.scope, one.external_id) is not None:
            self.outcome.erased += 1
            return
        self._seen[digest] = ""
        self.outcome.kept += 1
        if one.external_id is None:
            return
        mark = hashlib.sha256(f"{len(one.scope)}\n{one.scope}\n{one.external_id}".encode()).digest()
        earlier = self._items.latest(one.scope, one.external_id)
        if earlier is not None or mark in self._seen:
            self.outcome.updates.append(Update("", earlier.alias if earlier else "", one.place))
        self._seen[mark] = ""


def _asked(columns: ColumnMap | None) -> Columns | None:
    return None if columns is None else Columns(columns.header, tuple(sorted(columns.names)), columns.delimiter)


def _chunks(rows: Iterator[Row | Fault], size: int) -> Iterator[list[Row | Fault]]:
    """Rows in groups of ``size``, fewer where they are long; those before a table breaks off are a group too."""
    chunk: list[Row | Fault] = []
    letters = 0
    try:
        for row in rows:
            chunk.append(row)
            letters += sum(map(len, row.cells)) if isinstance(row, Row) else 0
            if len(chunk) >= size or letters >= LETTERS:
                yield chunk
                chunk, letters = [], 0
    except IntakeError:
        yield chunk
        raise
    if chunk:
        yield chunk
