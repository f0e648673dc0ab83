"""The command line as a newcomer meets it: real processes, a folder of their own, and what may never be printed."""

from __future__ import annotations

import datetime as dt
import os
import re
import secrets
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from rushlight.casefile import Cost, create
from rushlight.desk import Desk
from rushlight.record import Verdict

PASSPHRASE = "lantern orchard quiet marble ferry tundra"  # noqa: S105 - fictional
RUN = "from rushlight.cli.main import run; run()"
CHEAP = "from rushlight.casefile import Cost, keys; keys.calibrated = lambda: Cost(64, 1, 1); "
"""A passphrase that costs nothing to guess, for the verbs that make one: else each takes seconds of both cores."""

MAKERS = ("new", "recover", "ways-in")
NAME, BROTHER = "Marigold Quillfeather", "Tobias Wrenfield"
REPORT = (
    f"On 12 October 2025, two officers of the county security office searched the house of {NAME} in Hyesan. "
    "They demanded 10,000 yuan from her family. They threatened to send the family to a prison camp. "
    f"On 14 October 2025 the officers detained her brother {BROTHER}.\n"
)
DEMAND = "On 12 October 2025 in Hyesan, two officers of the county security office demanded 10,000 yuan from a family.\n"
WORDS = ("Marigold", "Quillfeather", "Tobias", "Wrenfield", "Hyesan", "10,000", "demanded", "prison camp", "detained her")
"""Words of the report and names: none may stand in an error."""

ERROR = re.compile(r"\n?error: [^\n]+\n(hint: [^\n]+\n)?")


@dataclass(frozen=True)
class Done:
    """What a process left: its exit code and both outputs."""

    code: int
    out: str
    err: str


def command(*args: str | Path, dear: bool = False) -> list[str]:
    """The arguments of a process that runs a verb; ``dear``: a passphrase it makes costs what it costs outside tests."""
    cheap = CHEAP if not dear and args[0] in MAKERS else ""
    return [sys.executable, "-c", cheap + RUN, *map(os.fspath, args)]


def heed_interrupts() -> None:
    """In a child before it becomes the command: Ctrl-C means stop, even where the tests run in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@dataclass(frozen=True)
class Shell:
    """A working folder with a cheap casefile ``w.case`` and its passphrase in ``pw``; ``dear``: as in ``command``."""

    folder: Path
    dear: bool = False

    def start(self, *args: str | Path, **kinds: object) -> subprocess.Popen[bytes]:
        """A process that runs on; its outputs are pipes."""
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | kinds
        return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
            command(*args, dear=self.dear),
            cwd=self.folder,
            start_new_session=True,
            preexec_fn=heed_interrupts,
            **pipes,
        )

    def run(self, *args: str | Path, typed: str = "", env: dict[str, str] | None = None) -> Done:
        """Run a verb to its end; ``typed`` is its standard input."""
        done = subprocess.run(
            command(*args, dear=self.dear),
            cwd=self.folder,
            input=typed.encode(),
            capture_output=True,
            env=os.environ | (env or {}),
            timeout=120,
            start_new_session=True,  # no terminal to ask at
            check=False,
        )
        return Done(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))

    def open(self, verb: str, *args: str | Path, typed: str = "", env: dict[str, str] | None = None) -> Done:
        """Run a verb on ``w.case`` with its passphrase."""
        return self.run(verb, "w.case", *args, "--passphrase-file", "pw", typed=typed, env=env)

    def put(self, name: str, data: bytes | str) -> Path:
        path = self.folder / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def accept_all(self) -> None:
        with opened(self.folder / "w.case") as desk:
            for item in desk.queue():
                desk.decide(item.statement.id, Verdict.ACCEPT)


def opened(case: Path) -> Desk:
    from rushlight.desk import open_desk

    return open_desk(case, PASSPHRASE)


def a_shell(folder: Path) -> Shell:
    folder.mkdir(parents=True, exist_ok=True)
    create(
        folder / "w.case",
        PASSPHRASE,
        randomness=secrets.token_bytes,
        now=lambda: dt.datetime.now(dt.UTC),
        cost=Cost(64, 1, 1),
        _below_floor_in_tests=True,
    ).close()
    (folder / "pw").write_text(PASSPHRASE + "\n", encoding="utf-8")
    return Shell(folder)


def check_error(done: Done, code: int, says: str) -> None:
    """One ``error:`` line, at most one ``hint:`` line, nothing else; no traceback, no word of a report or name."""
    assert done.code == code, done.err
    lines = re.sub(
        r"^(reading a long file.*|report \d+ of \d+ \.\.\.|note: .*|\? shows the keys)\n", "", done.err, flags=re.MULTILINE
    )
    assert ERROR.fullmatch(lines), done.err
    assert says in lines
    assert "something failed inside" not in lines
    assert "Traceback" not in lines
    for word in WORDS:
        assert word not in done.err


def state(case: Path) -> tuple[int, tuple[str, ...], bool]:
    """(events, aliases of the reports, whether a deep check finds no fault)."""
    with opened(case) as desk:
        return len(desk.log()), tuple(r.alias for r in desk.reports()), desk.verify(deep=True).ok
