"""A table of records before it leaves: who stands alone in it, and ways in which it may leave. No cell of it is shown."""

from __future__ import annotations

import contextlib
import csv
import io
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, ClassVar

from rushlight.errors import IntakeError, MisuseError, ReleaseError
from rushlight.exports import guarded
from rushlight.intake.many import Columns, FoundTable
from rushlight.intake.tables import Fault
from rushlight.intake.uploads import Upload, walk
from rushlight.parts import Tell
from rushlight.workbench.answering import Answer, Asked, File, Go
from rushlight.workbench.own_thread import beside
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post
from rushlight.workbench.waited import wait_for

if TYPE_CHECKING:
    from rushlight.release.file import Way

MOST = 50_000
"""Records that are measured here; more would keep everybody waiting, and go by the command line."""
MOST_KEYS = 14
LEAVE_OUT = 0.05
"""Share of records that one level for all may leave out."""
MEMORY, SHOWN = "table_check", "table_check.found"
READ, MEASURED, IN_ALL = 100, 550, 1000
"""How much is done when the table is read and when it is measured, of how much."""


@dataclass(frozen=True, slots=True)
class Held:
    """A table that was measured: names and columns of what others may know, and of what nobody should learn; how many have
    to look alike; and the ways in which it may leave."""

    keys: dict[str, list[str]]
    told: dict[str, list[str]]
    k: int
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class WayRow:
    """A way to leave: its name in a form, what it loses (0 to 1), how many records it leaves out."""

    name: str
    loss: str
    left_out: int


@dataclass(frozen=True, slots=True)
class ToldRow:
    """A column that nobody should learn: of how many records it follows from their group."""

    name: str
    certain: int


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """What was found: how many records, how many stand alone, how many have fewer than ``k`` like them, the smallest group,
    the worst chance of a right guess; columns that together make a record unique, with how many."""

    records: int
    alone: int
    few: int
    k: int
    smallest: int
    worst: str
    together: tuple[tuple[str, int], ...]
    told: tuple[ToldRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableCheckPage(Shown):
    """A box for a table; what was found, and the ways to leave."""

    template: ClassVar[str] = "table_check.html"
    screen: ClassVar[str] = "release"
    found: MeasuredRow | None
    ways: tuple[WayRow, ...]
    most: str
    keys: str
    """The columns as they were typed; so are ``told`` and ``k``."""
    told: str
    k: int


def show(asked: Asked) -> Answer:
    """A box; once, what was found of a table that took long."""
    held, found = asked.memory.get(MEMORY), asked.memory.pop(SHOWN, None)
    if isinstance(held, Held) and isinstance(found, MeasuredRow):
        return _page(held, found)
    return TableCheckPage(found=None, ways=(), most=f"{MOST:,}", keys="", told="", k=5)


def check(asked: Asked) -> Answer:
    """Measure the table of the form, and hold it so that a way can be taken."""
    sent = asked.form.files("file")
    if len(sent) != 1:
        raise MisuseError("choose one table", hint="a .csv or .xlsx file, one record a row")
    keys, told, k = _listed(asked.form.one("keys")), _listed(asked.form.get("told")), asked.form.whole("k", 5)
    if not 1 <= len(keys) <= MOST_KEYS or len({*keys, *told}) < len(keys) + len(told):
        raise MisuseError("a table is checked by 1 to 14 columns, each named once", hint="with commas between")
    if k < 2:
        raise MisuseError("at least two have to look alike", where="k")
    steps = beside(partial(_looked_at, Upload(sent[0].name, sent[0].data), keys, told, k))
    return wait_for(asked, "table", steps, _found)


def _looked_at(upload: Upload, keys: Sequence[str], told: Sequence[str], k: int, tell: Tell) -> tuple[Held, MeasuredRow]:
    """All of it; it sees no casefile."""
    tell(0, IN_ALL)
    columns = _columns(upload, [*keys, *told])
    held = Held({n: columns[n] for n in keys}, {n: columns[n] for n in told}, k)
    tell(READ, IN_ALL)
    found = _measured(held)
    tell(MEASURED, IN_ALL)
    return replace(held, ways=tuple(sorted(_ways(held, tell), key=lambda w: w.loss))), found


def _found(asked: Asked, done: tuple[Held, MeasuredRow]) -> Answer:
    asked.memory[MEMORY] = done[0]
    if "number" not in asked.params:
        return _page(*done)
    asked.memory[SHOWN] = done[1]
    return Go("/table-check")


def _page(held: Held, found: MeasuredRow) -> TableCheckPage:
    ways = tuple(WayRow(w.name, f"{w.loss:.3f}", w.left_out) for w in held.ways)
    keys, told = ", ".join(held.keys), ", ".join(held.told)
    return TableCheckPage(found=found, ways=ways, most=f"{MOST:,}", keys=keys, told=told, k=held.k)


def _listed(written: str) -> list[str]:
    return [name.strip() for name in written.split(",") if name.strip()]


def _columns(upload: Upload, names: Sequence[str]) -> dict[str, list[str]]:
    """The named columns. Raises MisuseError for one that is not there, IntakeError for what is no table or a broken row."""
    with contextlib.closing(walk(upload, "table", Columns(wanted=tuple(names)))) as things:
        thing = next(things, None)
        if not isinstance(thing, FoundTable):
            raise IntakeError("the file is no table", hint="give a .csv or .xlsx file")
        sheets = thing.tables()  # held: its rows are read through it
        table = next(iter(sheets), None)
        if table is None:
            raise IntakeError("the table has no records", hint="its first row names the columns, records follow")
        missing = [n for n in names if n not in table.header]
        if missing:
            raise MisuseError("the table has no such column", where=missing[0][:60], hint="as the first row has them")
        rows = list(islice(table.rows, MOST + 1))
    if len(rows) > MOST:
        raise MisuseError("the table has too many records for this page", where=f"{MOST:,}", hint="rushlight check-table")
    at = [table.header.index(n) for n in names]
    cells: list[list[str]] = [[] for _ in names]
    for row in rows:
        if isinstance(row, Fault):
            raise IntakeError(row.what, where=f"row {row.number}", hint=row.hint)
        for column, i in zip(cells, at, strict=True):
            column.append(row.cells[i])
    if not rows:
        raise IntakeError("the table has no records", hint="its first row names the columns, records follow")
    return dict(zip(names, cells, strict=True))


def _coded(held: Held) -> dict[str, Sequence[Hashable | None]]:
    return {name: [cell or None for cell in column] for name, column in held.keys.items()}


def _measured(held: Held) -> MeasuredRow:
    from rushlight.release.file import encode, measure  # numpy is large, and only tables need it

    found = measure(encode(_coded(held)), held.k, sensitive=held.told)
    return MeasuredRow(
        records=found.records,
        alone=found.alone,
        few=found.few,
        k=held.k,
        smallest=found.smallest,
        worst=f"{found.risk.prosecutor_worst:.0%}",
        together=tuple((" + ".join(names), many) for names, many in found.uniques.by_set[:8]),
        told=tuple(ToldRow(t.name, t.certain) for t in found.told),
    )


def _ways(held: Held, tell: Tell) -> list[Way]:
    """The ways that leave anything, the table as it is where enough look alike already among them."""
    from rushlight.release.file import by_blanking, by_levels, by_recoding, encode, ladders  # as above

    coded = encode(_coded(held))
    filled, steps = ladders(coded, {})
    makers: tuple[Callable[[], Way | None], ...] = (
        lambda: by_recoding(filled, steps, held.k),
        lambda: by_blanking(coded, held.k),
        lambda: by_levels(filled, steps, held.k, LEAVE_OUT),
    )
    made = []
    for n, maker in enumerate(makers, 1):
        made.append(maker())
        tell(MEASURED + (IN_ALL - MEASURED) * n // len(makers), IN_ALL)
    return [way for way in made if way is not None and way.left_out < coded.records]


def take(asked: Asked) -> Answer:
    """The table in one of the ways, looked at once more, sorted so that its order tells nothing."""
    held = asked.memory.get(MEMORY)
    if not isinstance(held, Held):
        raise MisuseError("the table is not held any more", hint="choose it again, and check it")
    way = next((w for w in held.ways if w.name == asked.form.one("way")), None)
    if way is None:
        raise MisuseError("there is no such way")
    from rushlight.release.file import alike

    rows = way.released()
    if alike(rows) < held.k:
        raise ReleaseError("no record can leave that way", hint="the table has too few records; choose a smaller number")
    told = list(held.told.values())
    out = [
        tuple("" if cell is None else str(cell) for cell in row) + tuple(column[i] for column in told)
        for i, row in enumerate(rows)
        if row is not None
    ]
    return File(_csv([*held.keys, *held.told], out), "text/csv", "table.csv")


def _csv(names: Sequence[str], rows: list[tuple[str, ...]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([guarded(name) for name in names])
    writer.writerows([guarded(cell) for cell in row] for row in sorted(rows))
    return text.getvalue().encode("utf-8-sig")


ROUTES = (get("/table-check", show), post("/table-check", check, big=True), post("/table-check/take", take))
