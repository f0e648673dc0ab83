"""Clean hands: no socket beyond loopback, no real home, no network, in every test."""

from __future__ import annotations

import contextlib
import gc
import ipaddress
import itertools
import os
import signal
import socket
import sys
import threading
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("patient", deadline=None)  # how long an example takes on a busy machine says nothing of the code
settings.load_profile("patient")

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
"""The team's shared reports; tests that use them skip when they are absent."""


if threading.current_thread() is threading.main_thread():
    # a suite that was started in the background ignores Ctrl-C, and so would everything that it starts
    signal.signal(signal.SIGINT, signal.default_int_handler)


# hundreds of processes are started: where the environment forbids to keep compiled code, each compiles the whole package
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


MEMORY, ROOM = Path("/dev/shm"), 4 << 30  # noqa: S108 - pytest makes a folder of its own in it
"""Where Linux keeps files in memory; bytes that have to be free there."""


LONG = ("workbench", "casefile", "cli", "desk", "exports")
"""Rooms with files that take long; they are begun first, so that no worker is left with one when the others have ended."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long rooms first, and else as they stand."""
    items.sort(key=lambda item: LONG.index(room) if (room := item.path.parent.name) in LONG else len(LONG))


def pytest_configure(config: pytest.Config) -> None:
    """Temporary folders stand in memory where there is room: thousands of casefiles wait for the disk at each write.

    What a power cut leaves is tried on a disk that is simulated (``power_cut``), never on this one.
    """
    config.option.loadscopereorder = False  # xdist begins with the files of most tests: those of one long test come last
    named = config.getoption("basetemp") or os.environ.get("PYTEST_DEBUG_TEMPROOT")
    if not named and os.path.ismount(MEMORY) and os.access(MEMORY, os.W_OK):
        left = os.statvfs(MEMORY)
        if min(left.f_bavail * left.f_frsize, _free_memory()) >= ROOM:
            os.environ["PYTEST_DEBUG_TEMPROOT"] = str(MEMORY)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is collected stays to the end: nobody looks it over for garbage, neither now nor during the tests."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def _free_memory() -> int:
    """Bytes that the machine could give (Linux)."""
    with contextlib.suppress(OSError, StopIteration):
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
        return 1024 * int(next(line for line in lines if line.startswith("MemAvailable:")).split()[1])
    return 0


def _is_loopback(address: object) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket path
    host = str(address[0])
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that would leave the machine."""
    real = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if not _is_loopback(address):
            raise AssertionError("a test tried to reach the network")
        real(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def own_width(monkeypatch: pytest.MonkeyPatch) -> None:
    """Output is as wide in every worker: whoever starts one may have told it the width of a terminal."""
    for name in ("COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def own_language(monkeypatch: pytest.MonkeyPatch) -> None:
    """Errors speak English here, whatever the system speaks."""
    monkeypatch.setenv("RUSHLIGHT_LANGUAGE", "en")


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Paths for homes, none used twice. pytest's own numbering lists the folder for each: with thousands, half a minute."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def own_home(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of the test's own, so that nothing of the real one is read or written."""
    home = next(homes)
    home.mkdir(mode=0o700)
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home))


@pytest.fixture
def shared() -> Iterator[Path]:
    """The shared folder, or a skip."""
    if not SHARED.is_dir():
        pytest.skip("the shared reports are not here")
    return SHARED
