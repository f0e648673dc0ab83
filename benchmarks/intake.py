"""Rows a second out of a CSV file into a casefile, durable, beside the same file going into plain SQLite in the same run.

The yardstick is Python's csv module reading the file and inserting every row into an unencrypted SQLite table in the same
steps of 500 (journal_mode WAL, synchronous FULL). The casefile parses, checks each cell, seals the row and its text under keys
of their own, signs, chains, and knows the row again: what its promises cost. A second import, which passes everything over,
and a dry run are timed too. Reading what was kept comes afterwards and is not part of this. Each import runs in a process of
its own; its peak memory is told, for a file of a tenth and for the whole one.

python benchmarks/intake.py [ROWS]
"""

from __future__ import annotations

import csv
import datetime as dt
import itertools
import json
import resource
import secrets
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rushlight.casefile import Cost, create, open_casefile
from rushlight.desk.bulk import Plan, take_in_many
from rushlight.intake.columns import column_map

PASSPHRASE = "six words that nobody else would draw"
COLUMNS = ("text=Story", "date=Published", "outlet=Outlet", "id=Id", "language=Language")
EN = "Two officers of the county office told a family on {day} that they would be sent away, report {n}. A neighbour heard it. "
KO = "군 보위부 지도원 두 명이 {day}에 한 가족에게 돈을 요구했다고 이웃이 말했다. 보고 {n}. "


def write_csv(path: Path, rows: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["Id", "Published", "Outlet", "Story", "Language"])
        for n in range(rows):
            day = (dt.date(2025, 1, 1) + dt.timedelta(n % 300)).isoformat()
            language = "ko" if n % 2 else "en"
            out.writerow([f"A-{n}", day, "The Example Review", (KO if n % 2 else EN).format(day=day, n=n) * 5, language])


def plain(path: Path, database: Path) -> int:
    db = sqlite3.connect(database, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("CREATE TABLE report (id TEXT, day TEXT, outlet TEXT, story TEXT, language TEXT)")
    count = 0
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        while chunk := list(itertools.islice(rows, 500)):
            db.execute("BEGIN")
            db.executemany("INSERT INTO report VALUES (?, ?, ?, ?, ?)", chunk)
            db.execute("COMMIT")
            count += len(chunk)
    db.close()
    return count


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def sealed(path: Path, folder: Path, *, dry_run: bool = False) -> int:
    with open_casefile(folder, PASSPHRASE, randomness=secrets.token_bytes, now=now) as case:
        started, busy = time.perf_counter(), time.process_time()
        plan = Plan(columns=column_map(COLUMNS), dry_run=dry_run)
        done = take_in_many(case, [path], plan, now=now, randomness=secrets.token_bytes, actor="A1")
        told = {"seconds": time.perf_counter() - started, "rows": done.kept + done.passed, "problems": len(done.problems)}
        told["cpu"] = time.process_time() - busy
    told["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(told))
    return 0


def apart(*args: str) -> dict[str, float]:
    """One import in a process of its own."""
    done = subprocess.run([sys.executable, __file__, *args], capture_output=True, check=True, text=True)
    told: dict[str, float] = json.loads(done.stdout)
    return told


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for label, count in (("tenth", rows // 10), ("whole", rows)):
            write_csv(folder / f"{label}.csv", count)
            case = folder / f"{label}.case"
            create(case, PASSPHRASE, randomness=secrets.token_bytes, now=now, cost=Cost(64 * 1024, 3, 1)).close()
        started = time.perf_counter()
        plain(folder / "whole.csv", folder / "plain.db")
        bare = rows / (time.perf_counter() - started)
        tenth = apart("import", str(folder / "tenth.csv"), str(folder / "tenth.case"))
        dry = apart("dry", str(folder / "whole.csv"), str(folder / "whole.case"))
        whole = apart("import", str(folder / "whole.csv"), str(folder / "whole.case"))
        again = apart("import", str(folder / "whole.csv"), str(folder / "whole.case"))
        size = (folder / "whole.csv").stat().st_size / 1e6
    rate = rows / whole["seconds"]
    print(f"{rows} rows, {size:.1f} MB")
    print(f"csv into the casefile, durable   {rate:>8.0f} rows/s   {bare / rate:.1f} times plain SQLite's time")
    print(f"  by its own time on the CPU     {rows / whole['cpu']:>8.0f} rows/s")
    print(f"csv into plain SQLite            {bare:>8.0f} rows/s")
    print(f"the same file again, passed over {rows / again['seconds']:>8.0f} rows/s")
    print(f"dry run                          {rows / dry['seconds']:>8.0f} rows/s")
    print(f"peak memory                      {whole['peak']:>8.0f} MB     of a tenth of the rows: {tenth['peak']:.0f} MB")


if __name__ == "__main__":
    if sys.argv[1:2] in (["import"], ["dry"]):
        sys.exit(sealed(Path(sys.argv[2]), Path(sys.argv[3]), dry_run=sys.argv[1] == "dry"))
    main()
