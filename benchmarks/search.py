"""Search in a casefile of many reports, beside SQLite's own trigram index over the same texts in the same run.

The reports are made here: about 1,500 characters each, half of them in English, half in Korean with particles glued on,
words drawn by Zipf's law; no word of a real report. The yardstick is a plain, unencrypted database with FTS5's trigram
tokenizer, which finds no Korean word of two syllables (it needs three letters): what it then has to do is LIKE.

python benchmarks/search.py [REPORTS]
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import random
import resource
import secrets
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from rushlight.casefile import Casefile, Cost, create
from rushlight.casefile.search import index
from rushlight.casefile.search.asking import question
from rushlight.casefile.search.conditions import Conditions
from rushlight.casefile.search.finding import find
from rushlight.casefile.search.spellings import place_spellings
from rushlight.record import Document, DocumentKind

PASSPHRASE = "six words that nobody else would draw"
PARTICLES = ("", "", "은", "는", "이", "가", "을", "를", "에", "에서", "의", "로", "까지", "부터", "에게", "도", "만", "라고")
KNOWN_KO = (
    *("무산", "혜산", "청진", "보위부", "보안원", "송금", "중국", "가족", "벌금", "전화", "단련대", "장마당", "국경", "밀수"),
    *("추방", "체포", "조사", "뇌물", "비사회주의", "그루빠"),
)
KNOWN_EN = (
    *("officer", "family", "money", "phone", "border", "market", "Musan", "Hyesan", "broker", "fine", "detained"),
    *("arrested", "released", "beaten", "village"),
)
FAST = Cost(65536, 3, 1)
"""What a passphrase costs here: at the usual cost the key's 256 MiB would be the peak of memory."""

COMMON_KO, COMMON_EN = "사람", "people"
BATCH = 500
MAINTAINED = 200_000
"""Above this many reports the index is neither made anew nor checked, and there is no yardstick: they cost by the report."""


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def computed(work: Callable[[], object]) -> float:
    """Seconds of this process's own work: what a machine that others use as well does not stretch."""
    start = time.process_time()
    work()
    return time.process_time() - start


class Maker:
    """Texts that repeat from run to run."""

    def __init__(self, seed: int = 7) -> None:
        self.chance = random.Random(seed)
        syllables = [chr(0xAC00 + n) for n in self.chance.sample(range(11172), 700)]
        korean = ["".join(self.chance.choices(syllables, k=self.chance.choice((2, 2, 2, 3, 4)))) for _ in range(8000)]
        english = ["".join(self.chance.choices("etaoinshrdlucmfwypvbgk", k=self.chance.randint(3, 10))) for _ in range(12000)]
        self.korean = self._spread(korean, KNOWN_KO, COMMON_KO)
        self.english = self._spread(english, KNOWN_EN, COMMON_EN)
        self.weights = {id(words): list(itertools.accumulate(1 / (n + 3) for n in range(len(words)))) for words in self.both}

    @property
    def both(self) -> tuple[list[str], list[str]]:
        return self.korean, self.english

    def _spread(self, words: list[str], known: tuple[str, ...], common: str) -> list[str]:
        """The known words among the others, from frequent to rare; the common one first."""
        for number, word in enumerate(known):
            words.insert(20 + number * number * 6, word)
        return [common, *words]

    def _drawn(self, words: list[str], number: int) -> list[str]:
        return self.chance.choices(words, cum_weights=self.weights[id(words)], k=number)

    def text(self, number: int) -> str:
        if number % 2:
            words = [word + self.chance.choice(PARTICLES) for word in self._drawn(self.korean, 380)]
        else:
            words = self._drawn(self.english, 215)
        lines = (" ".join(words[at : at + 40]) + "." for at in range(0, len(words), 40))
        return f"{number}. " + "\n".join(lines)


def fill(case: Casefile, maker: Maker, reports: int, *, size: int = BATCH) -> Iterator[int]:
    """Take the reports in, ``size`` to a transaction; gives how many are in."""
    for first in range(0, reports, size):
        with case.batch_of_documents():
            for number in range(first, min(first + size, reports)):
                add(case, number, maker.text(number))
        yield min(first + size, reports)


def add(case: Casefile, number: int, text: str) -> None:
    data = text.encode()
    day = dt.date(2015, 1, 1) + dt.timedelta(days=number % 4000)
    digests = hashlib.sha256(data).hexdigest(), hashlib.sha256(data).hexdigest()
    kind = (DocumentKind.TESTIMONY, DocumentKind.PUBLICATION)[number % 2]
    document = Document(f"do_{number}", "ko" if number % 2 else "en", kind, len(text), *digests, "text/plain", day)
    case.add_document(document, text, data, alias=f"R{number}", collected_by="A1", by="A1")


def yardstick(case: Casefile, folder: Path, texts: int) -> sqlite3.Connection:
    db = sqlite3.connect(folder / "plain.db", isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("CREATE TABLE document (id INTEGER PRIMARY KEY, text TEXT)")
    db.execute("BEGIN")
    db.executemany("INSERT INTO document VALUES (?, ?)", case._db.each("SELECT rowid, text FROM document"))
    db.execute("COMMIT")
    db.execute("CREATE VIRTUAL TABLE t USING fts5 (text, content = 'document', content_rowid = 'id', tokenize = 'trigram')")
    built = timed(lambda: db.execute("INSERT INTO t (t) VALUES ('rebuild')"))
    size = db.execute("SELECT sum(length(block)) FROM t_data").fetchone()[0] / texts
    print(f"trigram, plain: {built / texts * 1e6:.0f} microseconds a report, {size:.0f} bytes a report", flush=True)
    return db


Times = list[tuple[float, float]]
"""Seconds by the clock, and of the process's own work."""


def both(work: Callable[[], object]) -> tuple[float, float]:
    worked: list[float] = []
    return timed(lambda: worked.append(computed(work))), worked[0]


def spread(times: Times) -> str:
    def p95(column: int) -> float:
        return sorted(row[column] for row in times)[min(len(times) - 1, int(len(times) * 0.95))] * 1000

    return (
        f"median {statistics.median(t for t, _ in times) * 1000:>7.1f} ms  p95 {p95(0):>7.1f} ms (of its own work {p95(1):.1f})"
    )


def ours(case: Casefile, words: list[str], conditions: Conditions | None = None) -> Times:
    return [both(lambda w=w: find(case, question(w, place_spellings), conditions, by="A1")) for w in words]  # type: ignore[misc]


def theirs(db: sqlite3.Connection | None, words: list[str]) -> Times | None:
    """Count and first page: trigram and bm25 from three letters on, LIKE below."""
    if db is None:
        return None

    def ask(word: str) -> None:
        if len(word) < 3:
            db.execute("SELECT count(*) FROM document WHERE text LIKE ?", (f"%{word}%",)).fetchall()
            db.execute("SELECT id FROM document WHERE text LIKE ? LIMIT 20", (f"%{word}%",)).fetchall()
        else:
            db.execute("SELECT count(*) FROM t WHERE t MATCH ?", (f'"{word}"',)).fetchall()
            db.execute(
                "SELECT rowid, snippet(t, 0, '', '', '', 30) FROM t WHERE t MATCH ? ORDER BY rank LIMIT 20", (f'"{word}"',)
            ).fetchall()

    return [both(lambda w=w: ask(w)) for w in words]  # type: ignore[misc]


def compare(title: str, mine: Times, other: Times | None) -> None:
    print(f"{title:<30} {spread(mine)}", flush=True)
    if other is None:
        return
    ratio = statistics.median(t for _, t in mine) / statistics.median(t for _, t in other)
    print(f"{'  trigram, or LIKE':<30} {spread(other)}   ours takes {ratio:.2f} of its work", flush=True)


def asked(case: Casefile, db: sqlite3.Connection | None, maker: Maker) -> None:
    two = [word for word in maker.korean if len(word) == 2][20:]
    chosen = [*random.Random(3).sample(two, 180), *[w for w in KNOWN_KO if len(w) == 2]]
    few = chosen[:: max(1, len(chosen) // 12)]
    compare("two-syllable Korean word", ours(case, chosen), theirs(db, few))
    compare("common Korean word", ours(case, [COMMON_KO] * 20), theirs(db, [COMMON_KO] * 3))
    compare("common English word", ours(case, [COMMON_EN] * 20), theirs(db, [COMMON_EN] * 20))
    three = [word for word in maker.korean if len(word) == 3][20:220]
    compare("three-syllable Korean word", ours(case, three), theirs(db, three))
    for title, words in (
        ("one syllable", [word[0] for word in chosen[:40]]),
        ("known place, every spelling", ["Musan", "무산", "茂山", "Moosan"] * 10),
        ("two words", [f"{a} {b}" for a, b in itertools.pairwise(KNOWN_KO)]),
        ("common word and a rare one", [f"{COMMON_KO} {word}" for word in chosen[:40]]),
        ("beginning of a word", [f"{word[:3]}*" for word in maker.english[50:90]]),
    ):
        print(f"{title:<30} {spread(ours(case, words))}", flush=True)
    narrow = Conditions(language="ko", since=dt.date(2020, 1, 1))
    print(f"{'common word, language and day':<30} {spread(ours(case, [COMMON_KO] * 20, narrow))}", flush=True)


def appended(folder: Path, with_index: bool, number: int = 400) -> float:
    """Durable appends a second of whole documents, one a transaction."""
    maker = Maker(11)
    texts = [maker.text(n) for n in range(number)]
    name = folder / f"append{with_index}.case"
    with create(
        name, PASSPHRASE, randomness=secrets.token_bytes, now=lambda: dt.datetime.now(dt.UTC), cost=Cost(65536, 3, 1)
    ) as case:
        if not with_index:
            index.drop(case._db)
        return number / timed(lambda: [add(case, n, text) for n, text in enumerate(texts)])


def main() -> None:
    reports = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory() as name:
        folder, maker = Path(name), Maker()
        with create(folder / "a.case", PASSPHRASE, randomness=secrets.token_bytes, now=now, cost=FAST) as case:
            started = time.perf_counter()
            for done in fill(case, maker, reports):
                if done % (BATCH * 20) == 0:
                    print(f"{done} in, {time.perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
            took = time.perf_counter() - started
            print(f"{reports} reports taken in, {BATCH} to a transaction: {reports / took:.0f} a second")
            texts, letters = case._db.rows("SELECT count(*), avg(length(text)) FROM document")[0]
            held = case._db.rows("SELECT sum(length(block)) FROM word_index_data")[0][0] / texts
            print(f"characters a report {letters:.0f}, index bytes a report {held:.0f}")
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"peak memory so far {peak:.0f} MiB")
            if reports <= MAINTAINED:
                maintained(case, texts)
            db = yardstick(case, folder, texts) if reports <= MAINTAINED else None
            asked(case, db, maker)
        print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
        without, with_index = appended(folder, False), appended(folder, True)
        print(f"durable documents, one a transaction: {with_index:.0f}/s with the index, {without:.0f}/s without")


def maintained(case: Casefile, texts: int) -> None:
    made = timed(lambda: rebuilt(case))
    print(f"index made anew: {made / texts * 1e6:.0f} microseconds a report")
    checked = timed(lambda: index.check(case._db))
    print(f"index checked against the texts: {checked / texts * 1e6:.0f} microseconds a report", flush=True)


def rebuilt(case: Casefile) -> None:
    with case._db.transaction():
        index.drop(case._db)
        index.create(case._db)
        case._db.rows("INSERT INTO word_index (word_index) VALUES ('rebuild')")


if __name__ == "__main__":
    main()
