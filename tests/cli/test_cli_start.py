"""A cold start: help and a short reading load nothing that could reach a network, and no parser they do not need."""

from __future__ import annotations

import subprocess
import sys

import pytest
from cli_shell import DEMAND, Shell

NETWORK = {"socket", "ssl", "http.client", "http.server", "urllib.request", "asyncio", "ftplib", "smtplib", "requests", "httpx"}
HEAVY = {"pypdfium2", "docx", "jinja2", "apsw"}

SCRIPT = """
import sys
from rushlight.cli.main import run_with
code = run_with(sys.argv[1:])
print("\\n".join(sys.modules), file=sys.stderr)
sys.exit(code)
"""


def loaded(shell: Shell, *args: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *args], cwd=shell.folder, capture_output=True, text=True, timeout=60, check=True
    )
    return set(done.stderr.split("\n"))


@pytest.mark.parametrize(
    "args",
    [
        ["--help"],
        ["read", "a.txt"],
        ["read", "a.txt", "--json"],
        *([verb, "--help"] for verb in ("take-in", "verify", "checkpoint", "anchor")),
    ],
)
def test_no_network_module_is_loaded(shell: Shell, args: list[str]) -> None:
    shell.put("a.txt", DEMAND)
    assert not loaded(shell, *args) & NETWORK


def test_help_loads_no_room(shell: Shell) -> None:
    modules = loaded(shell, "--help")
    assert not modules & HEAVY
    assert not {m for m in modules if m.startswith(("rushlight.desk", "rushlight.reading", "rushlight.casefile"))}


def test_a_text_loads_no_parser_of_other_formats(shell: Shell) -> None:
    shell.put("a.txt", DEMAND)
    assert not loaded(shell, "read", "a.txt") & {"pypdfium2", "docx"}
