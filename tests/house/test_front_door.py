"""The front door: the names it promises are there, documented, and nothing else leaks in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import rushlight

ROOT = Path(__file__).resolve().parent.parent.parent


def test_it_is_one_page() -> None:
    assert len((ROOT / "src" / "rushlight" / "__init__.py").read_text(encoding="utf-8").splitlines()) <= 40
    assert 18 <= len(rushlight.__all__) <= 24


@pytest.mark.parametrize("name", rushlight.__all__)
def test_every_name_opens_and_says_what_it_is(name: str) -> None:
    found = getattr(rushlight, name)
    assert found.__doc__
    assert f"`{name}`" in (ROOT / "docs" / "python.md").read_text(encoding="utf-8")


def test_no_other_name_is_there() -> None:
    with pytest.raises(AttributeError):
        rushlight.casefile_secrets  # type: ignore[attr-defined]  # noqa: B018


def test_importing_and_reading_opens_no_socket_and_no_heavy_module() -> None:
    """The guard of the whole promise: no network on import, and a start fast enough for one verb."""
    script = (
        "import socket, sys\n"
        "def refuse(*a, **k): raise SystemExit('a socket was opened')\n"
        "socket.socket.connect = refuse; socket.create_connection = refuse; socket.getaddrinfo = refuse\n"
        "import rushlight\n"
        "[getattr(rushlight, n) for n in rushlight.__all__]\n"
        "assert not {'urllib.request', 'http.client', 'requests'} & set(sys.modules), 'a network client was imported'\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
