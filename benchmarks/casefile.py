"""Events a second into a casefile and through its verification, beside plain SQLite in the same run.

The yardstick writes the same bodies, unencrypted, unsigned and unchained, one durable commit each
(journal_mode WAL, synchronous FULL): what the promises of the casefile cost.

python benchmarks/casefile.py [EVENTS]
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rushlight.casefile import create, open_casefile

PASSPHRASE = "six words that nobody else would draw"
BODY = {"text": "x" * 400}


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def plain(path: Path, events: int) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("CREATE TABLE event (id INTEGER PRIMARY KEY, body TEXT)")
    for _ in range(events):
        db.execute("INSERT INTO event (body) VALUES (?)", (json.dumps(BODY),))
    db.close()


def main() -> None:
    events = int(sys.argv[1]) if len(sys.argv) > 1 else 2000

    def now() -> dt.datetime:
        return dt.datetime.now(dt.UTC)

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with create(folder / "a.case", PASSPHRASE, randomness=secrets.token_bytes, now=now) as case:
            sealed = timed(lambda: [case.append("test.note", BODY, by="A1") for _ in range(events)])
            shallow = timed(lambda: case.verify())
            deep = timed(lambda: case.verify(deep=True))
        opening = timed(lambda: open_casefile(folder / "a.case", PASSPHRASE, randomness=secrets.token_bytes, now=now).close())
        bare = timed(lambda: plain(folder / "b.db", events))
    print(f"append, durable      {events / sealed:>8.0f} events/s   {sealed / bare:.1f} times plain SQLite's time")
    print(f"plain SQLite         {events / bare:>8.0f} rows/s")
    print(f"verify               {events / shallow:>8.0f} events/s")
    print(f"verify --deep        {events / deep:>8.0f} events/s")
    print(f"open (with the KDF)  {opening:>8.2f} s")


if __name__ == "__main__":
    main()
