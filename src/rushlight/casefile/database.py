"""The encrypted SQLite file: SQLite3 Multiple Ciphers' chacha20 with a raw key, opened by one process.

SQLite without a cipher ignores ``PRAGMA key`` and writes plain text, so every step is checked:
the library names itself, the cipher names itself, and a new file's first bytes are looked at.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import apsw

from rushlight.casefile.search import index
from rushlight.errors import CasefileError, CipherMissing, RushlightError, Tampered

FILE = "vault.db"
PAGES = 1000
"""Pages that are copied at a time: some 20 ms."""
PLAIN = b"SQLite format 3\0"
CIPHER = "chacha20"
OLDEST = (3, 51, 3)
"""Older SQLite can corrupt a database in WAL mode (the WAL-reset bug, fixed in this version)."""

PRAGMAS = (
    "locking_mode = EXCLUSIVE",  # one process, and no shared-memory file beside the database
    "journal_mode = WAL",
    "synchronous = FULL",  # NORMAL loses acknowledged records in a power cut
    "fullfsync = ON",  # macOS: without it a commit may stay in the drive's memory
    "checkpoint_fullfsync = ON",
    "secure_delete = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "temp_store = MEMORY",
    "cache_size = -16000",  # KiB: a page that is read again would be decrypted again; more holds no more of what pages ask for
    "foreign_keys = ON",
)
READING = ("trusted_schema = OFF", "cell_size_check = ON", "temp_store = MEMORY")
HINT_CIPHER = "install apsw-sqlite3mc and remove apsw: both answer to the same import"
Row = tuple[Any, ...]


class Database:
    """One connection, one thread at a time, every SQLite error told as one of ours."""

    def __init__(self, path: Path | None, key: str, *, vfs: str | None = None, read_only: bool = False) -> None:
        """Open (or begin) the file at ``path``; ``key`` is the keying statement of ``Keyring.database_pragma``.

        Without a path the database lives in memory and has no key. ``read_only`` is for a medium that cannot change:
        nothing is locked there. Raises CasefileError when the last writer left changes beside the file.
        """
        require_cipher()
        self.read_only = read_only
        self._lock = threading.RLock()
        self._within = False
        with told():
            if read_only and path is not None:
                _require_settled(path)
                flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
                self._connection = apsw.Connection(f"{path.absolute().as_uri()}?immutable=1", flags=flags, vfs=vfs)
            else:
                self._connection = apsw.Connection(str(path or ":memory:"), vfs=vfs)
        try:
            with told():
                if path is not None:
                    self._prepare(key)
                index.prepare(self._connection)
        except BaseException:
            with contextlib.suppress(apsw.Error):  # told is why it did not open, not that closing failed too
                self._connection.close(True)
            raise

    def _prepare(self, key: str) -> None:
        run = self._connection.execute
        self._connection.set_busy_timeout(0)
        run(f"PRAGMA cipher = '{CIPHER}'")
        run(key)
        if run("PRAGMA cipher").fetchall() != [(CIPHER,)]:
            raise CipherMissing("the database is not being encrypted", hint=HINT_CIPHER)
        self._connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
        for pragma in READING if self.read_only else PRAGMAS:
            run(f"PRAGMA {pragma}").fetchall()
        if self.read_only:
            run("SELECT count(*) FROM sqlite_schema")  # a wrong key shows here
            return
        run("BEGIN IMMEDIATE")  # takes the lock for as long as we are open
        run("COMMIT")

    def refuse_writes(self) -> None:
        """From now on nothing can be written through this connection, whatever is tried. Others stay locked out."""
        self.read_only = True
        self.rows("PRAGMA query_only = ON")

    def shrink(self) -> None:
        """Let go of the pages that were read: the next who asks for them has them decrypted anew."""
        self.rows("PRAGMA shrink_memory")

    def close(self) -> None:
        with self._lock, told():
            self._connection.close()

    def settle(self) -> None:
        """Bring everything from the write-ahead log into the file, which then is the database by itself. Raises CasefileError.

        Closing does this too, but says nothing when it could not.
        """
        ((busy, _, _),) = self.rows("PRAGMA wal_checkpoint(TRUNCATE)")
        if busy:
            raise CasefileError("the database could not be written whole", hint="open it again: nothing is lost")

    def copy_steps(self, other: Database) -> Iterator[tuple[int, int]]:
        """Write all of this database into ``other``, under the key of the other, some pages at a time: how many of how many.

        What is written here in between is in the copy too; it is one of the state that the last step finds.
        """
        with told(), other._connection.backup("main", self._connection, "main") as backup:
            while not backup.done:
                with self._lock:
                    backup.step(PAGES)
                yield backup.page_count - backup.remaining, backup.page_count

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        """All rows of one statement."""
        with self._lock:
            try:  # not ``told()``: a dozen of these make one event, and its generator costs as much as a statement
                return self._connection.execute(sql, tuple(values)).fetchall()
            except apsw.Error as error:
                raise _ours(error) from None

    def many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        """One statement for each of many rows of values."""
        with self._lock, told():
            self._connection.executemany(sql, rows)

    def each(self, sql: str, values: Sequence[Any] = ()) -> Iterator[Row]:
        """The rows of one statement, one by one: for walks over the whole casefile."""
        with self._lock, told():
            yield from self._connection.cursor().execute(sql, tuple(values))

    def one(self, sql: str, values: Sequence[Any] = ()) -> Row | None:
        found = self.rows(sql, values)
        return found[0] if found else None

    @property
    def within(self) -> bool:
        """Whether a transaction is under way."""
        return self._within

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, durable at the end. Whatever interrupts it, Ctrl-C too, rolls back."""
        if self.read_only:
            raise CasefileError("the casefile was opened for reading only", hint="open it for writing, on a medium that can be")
        with self._lock, told():
            if self._within:
                yield  # part of the outer one
                return
            try:
                self._within = True
                self._roll_back()  # what a second Ctrl-C, during a rollback, left open
                self._connection.execute("BEGIN IMMEDIATE")
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise
            finally:
                self._within = False

    def _roll_back(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")


def described(db: Database) -> list[Row]:
    """The tables, indexes, views and triggers of a database, as SQLite describes them."""
    return db.rows("SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name")


def passing() -> Database:
    """A database in memory, for what is compared and thrown away."""
    return Database(None, "")


def require_cipher() -> None:
    """Raise CipherMissing unless the SQLite library at hand is the encrypting one."""
    if not str(getattr(apsw, "mc_version", "")).startswith("SQLite3 Multiple Ciphers"):
        raise CipherMissing("the encrypting SQLite library is missing", hint=HINT_CIPHER)
    if tuple(int(part) for part in apsw.sqlite_lib_version().split(".")) < OLDEST:
        raise CipherMissing("the SQLite library is too old", hint="install a newer apsw-sqlite3mc")


def require_encrypted(path: Path) -> None:
    """Raise CipherMissing when the file on disk is empty or begins like a plain SQLite file."""
    with path.open("rb") as file:
        start = file.read(len(PLAIN))
    if len(start) < len(PLAIN) or start == PLAIN:
        raise CipherMissing("the new database was not encrypted, it was removed", hint=HINT_CIPHER)


def has_log(path: Path) -> bool:
    """Whether changes of a database still lie in a log beside it."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _require_settled(path: Path) -> None:
    """Refuse a file whose last changes still lie in the log beside it: without them it would show an older state."""
    if has_log(path):
        raise CasefileError(
            "the last changes are not in the database yet, and this medium cannot be written",
            hint="copy the casefile's folder to the computer's own disk and open it there",
        )


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Turn apsw's errors into ours. SQLite's own messages may quote data, so they go no further."""
    try:
        yield
    except apsw.Error as error:
        raise _ours(error) from None


def _ours(error: apsw.Error) -> RushlightError:
    if isinstance(error, apsw.BusyError | apsw.LockedError):
        return CasefileError("the casefile is open elsewhere", hint="close the other rushlight first")
    if isinstance(error, apsw.FullError):
        return CasefileError("the disk is full, nothing was written", hint="free some space, then try again")
    if isinstance(error, apsw.IOError):
        return CasefileError(
            "the disk refused to read or write",
            hint="check the disk; if a write failed, open again and repeat it with the same id",
        )
    if isinstance(error, apsw.ConnectionClosedError):
        return CasefileError("the casefile is closed", hint="open it again")
    if isinstance(error, apsw.ReadOnlyError):
        return CasefileError("the casefile was opened for reading only, nothing was written", hint="open it for writing")
    if isinstance(error, apsw.CantOpenError | apsw.PermissionsError):
        return CasefileError("the database cannot be opened for writing", hint="check the folder's permissions")
    return Tampered("the database is damaged or was changed by another program", where=FILE, hint="restore a backup")
