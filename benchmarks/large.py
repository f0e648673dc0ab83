"""What a large casefile costs: opening it, giving it to a colleague as one bundle, and the encrypted database by itself.

Events are notes of 400 characters and, each tenth, a document of 600 with its original, as a casefile grows. Yardsticks in
the same run: the rows of every table read out of the one database and put into another, plain SQLite file, one transaction
(for the merge); and the same rows with the same indexes and pragmas into a plain SQLite file (for the encrypted database, which
is measured here without seals, signatures and log). Each step runs in a process of its own and tells its peak memory.

python benchmarks/large.py [EVENTS]
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import resource
import secrets
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rushlight.casefile import Casefile, Cost, create, joining, merging, open_casefile, opening, sending, slots
from rushlight.casefile.database import PRAGMAS, Database
from rushlight.casefile.keys import new_keyring
from rushlight.record import Document, DocumentKind

PASSPHRASE = "six words that nobody else would draw"
FAST = Cost(64 * 1024, 3, 1)
"""What a passphrase costs here; its stretching is timed apart from the opening."""

BATCH = 500
WORDS = "군 보위부 지도원 두 명이 한 가족에게 돈을 요구했다고 이웃이 말했다. Two officers told a family to leave. "
OF_TABLES = "SELECT name, sql FROM {} WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
TABLE = (
    "CREATE TABLE event (id TEXT NOT NULL UNIQUE, device TEXT NOT NULL, seq INTEGER NOT NULL, body BLOB NOT NULL)",
    "CREATE INDEX event_by_place ON event (device, seq)",
)


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def opened(folder: Path) -> Casefile:
    return open_casefile(folder, PASSPHRASE, randomness=secrets.token_bytes, now=now)


def fill(case: Casefile, events: int) -> None:
    for first in range(0, events, BATCH):
        with case.batch():
            for number in range(first, min(first + BATCH, events)):
                if number % 10:
                    case.append("test.note", {"text": f"{number} {WORDS * 4}"[:400]}, by="A1")
                else:
                    add_document(case, number)


def add_document(case: Casefile, number: int) -> None:
    text = f"{number} {WORDS * 6}"[:600]
    data = text.encode()
    digest = hashlib.sha256(data).hexdigest()
    document = Document(f"do_{number}", "ko", DocumentKind.PUBLICATION, len(text), digest, digest, "text/plain")
    case.add_document(document, text, data, alias=f"R{number + 1}", collected_by="A1", by="A1")


# --- steps, each in a process of its own: they give what they measured --------------------------------


def timed(work: Callable[[], object]) -> dict[str, float]:
    wall, busy = time.perf_counter(), time.process_time()
    work()
    return {"seconds": time.perf_counter() - wall, "cpu": time.process_time() - busy}


def step_open(case: str) -> dict[str, float]:
    """Opening from when the passphrase gave its key."""
    way_in = slots.read(Path(case))
    rings = list(way_in.unlock(PASSPHRASE, secrets.token_bytes))
    return timed(lambda: opening._opened_with_any(Path(case), rings, way_in.case, secrets.token_bytes, now).close())


def step_send(case: str, out: str, receiver: str) -> dict[str, float]:
    with opened(Path(case)) as sender:
        return timed(lambda: sending.send(sender, Path(out), to=[receiver]))


def step_merge(case: str, bundle: str) -> dict[str, float]:
    with opened(Path(case)) as receiver:
        return timed(lambda: merging.merge(receiver, Path(bundle), by="A2"))


def step_copy(case: str, target: str) -> dict[str, float]:
    """The rows of every ordinary table out of the casefile's database, once, and from that plain file into another one."""
    with opened(Path(case)) as source:
        tables = tables_of(source)
        rows = {name: source._db.rows(f"SELECT * FROM {name}") for name, _, _ in tables}  # noqa: S608 - our own names
    put(Path(target + ".from"), [sql for _, sql, _ in tables], rows)
    indexes = [sql for _, _, more in tables for sql in more]
    del rows
    return timed(lambda: copy(Path(target + ".from"), Path(target), [sql for _, sql, _ in tables], indexes))


STEPS: dict[str, Callable[..., dict[str, float]]] = {
    "open": step_open,
    "send": step_send,
    "merge": step_merge,
    "copy": step_copy,
}


def tables_of(case: Casefile) -> list[tuple[str, str, list[str]]]:
    """(name, its SQL, that of its indexes) of every table with rows of its own."""
    found = [row for row in case._db.rows(OF_TABLES.format("sqlite_schema")) if not row[0].startswith("word_index")]
    more = "SELECT sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"
    return [(name, made, [row[0] for row in case._db.rows(more, (name,))]) for name, made in found]


def plain(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    for pragma in PRAGMAS:
        db.execute(f"PRAGMA {pragma}").fetchall()
    return db


def put(path: Path, made: Sequence[str], rows: dict[str, list[tuple[Any, ...]]]) -> None:
    db = plain(path)
    db.execute("BEGIN")
    for sql in made:
        db.execute(sql)
    for name, held in rows.items():
        if held:
            marks = ", ".join("?" * len(held[0]))
            db.executemany(f"INSERT INTO {name} VALUES ({marks})", held)  # noqa: S608 - names of our own tables
    db.execute("COMMIT")
    db.close()


def copy(source: Path, target: Path, made: Sequence[str], indexes: Sequence[str]) -> None:
    db = plain(target)
    db.execute("ATTACH ? AS held", (str(source),))
    db.execute("BEGIN")
    for sql in (*made, *indexes):
        db.execute(sql)
    for name, _ in db.execute(OF_TABLES.format("held.sqlite_schema")).fetchall():
        db.execute(f"INSERT INTO main.{name} SELECT * FROM held.{name}")  # noqa: S608 - names of our own tables
    db.execute("COMMIT")
    db.close()


# --- the encrypted database by itself -------------------------------------------------------------------


def bodies(rows: int) -> list[tuple[str, str, int, bytes]]:
    return [(secrets.token_hex(13), "dv_one", number, secrets.token_bytes(600)) for number in range(rows)]


def into_encrypted(path: Path, rows: Sequence[tuple[Any, ...]]) -> float:
    db = Database(path, new_keyring("ca_bench", secrets.token_bytes).database_pragma())
    for sql in TABLE:
        db.rows(sql)

    def work() -> None:
        for first in range(0, len(rows), BATCH):
            with db.transaction():
                db.many("INSERT INTO event VALUES (?, ?, ?, ?)", rows[first : first + BATCH])

    took = timed(work)["seconds"]
    db.close()
    return took


def into_plain(path: Path, rows: Sequence[tuple[Any, ...]]) -> float:
    db = plain(path)
    for sql in TABLE:
        db.execute(sql)

    def work() -> None:
        for first in range(0, len(rows), BATCH):
            db.execute("BEGIN IMMEDIATE")
            db.executemany("INSERT INTO event VALUES (?, ?, ?, ?)", rows[first : first + BATCH])
            db.execute("COMMIT")

    took = timed(work)["seconds"]
    db.close()
    return took


def encryption(folder: Path, events: int) -> None:
    """Turn about, three times each, the best of each: what else the machine does falls on both."""
    rows = bodies(events)
    times = [
        (into_plain(folder / f"plain{turn}.db", rows), into_encrypted(folder / f"sealed{turn}.db", rows)) for turn in range(3)
    ]
    bare, sealed = (min(column) for column in zip(*times, strict=True))
    print(f"{'rows into plain SQLite':<32} {f'{events / bare:.0f} rows/s':>16}  {BATCH} to a transaction, same pragmas")
    print(f"{'into the encrypted database':<32} {f'{events / sealed:.0f} rows/s':>16}  {sealed / bare - 1:+.0%} of its time")


# --- all of it --------------------------------------------------------------------------------------------


def apart(step: str, *arguments: str) -> dict[str, float]:
    """One step in a process of its own."""
    done = subprocess.run([sys.executable, __file__, step, *arguments], capture_output=True, check=True, text=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told


def a_team(folder: Path) -> str:
    """A founder's casefile and a colleague's that has merged nothing yet; gives the colleague's device id."""
    with create(folder / "a.case", PASSPHRASE, randomness=secrets.token_bytes, now=now, cost=FAST) as founder:
        invitation = joining.invitation(founder)
        with joining.join(
            folder / "b.case", invitation, PASSPHRASE, randomness=secrets.token_bytes, now=now, by="A2", cost=FAST
        ) as member:
            joining.admit(founder, joining.request(member), ("reviewer",), by="A1")
            return member.device


def main() -> None:
    events = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        member = a_team(folder)
        with opened(folder / "a.case") as case:
            filled = timed(lambda: fill(case, events))
        out = folder / "out"
        out.mkdir()
        began = apart("open", str(folder / "a.case"))
        sent = apart("send", str(folder / "a.case"), str(out), member)
        (bundle,) = out.iterdir()
        size, held = bundle.stat().st_size, (folder / "a.case" / "vault.db").stat().st_size
        merged = apart("merge", str(folder / "b.case"), str(bundle))
        copied = apart("copy", str(folder / "a.case"), str(folder / "copy.db"))
        with opened(folder / "b.case") as receiver:
            arrived = len(receiver.events())
        figures = [
            ("written", f"{events / filled['seconds']:.0f} events/s", f"{BATCH} to a transaction"),
            ("opened, after the key", f"{began['seconds']:.2f} s", f"peak {began['peak']:.0f} MB"),
            ("bundle written", f"{events / sent['seconds']:.0f} events/s", f"peak {sent['peak']:.0f} MB"),
            ("bundle", f"{size / 1e6:.1f} MB", f"{size / held:.2f} of the casefile's database"),
            ("merged", f"{events / merged['seconds']:.0f} events/s", f"peak {merged['peak']:.0f} MB"),
            ("  by its own time on the CPU", f"{events / merged['cpu']:.0f} events/s", ""),
            ("the same rows, plain to plain", f"{events / copied['seconds']:.0f} events/s", ""),
            ("", "", f"the merge takes {merged['seconds'] / copied['seconds']:.0f} times as long"),
        ]
        print(f"{events} events, {held / 1e6:.0f} MB; {arrived} in the colleague's casefile afterwards")
        for title, figure, more in figures:
            print(f"{title:<32} {figure:>16}  {more}".rstrip())
        encryption(folder, events)


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in STEPS:
        said = STEPS[sys.argv[1]](*sys.argv[2:])
        said["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(said))
    else:
        main()
