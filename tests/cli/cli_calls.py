"""The command line called within the test's own process: the same front, without a start of Python for each."""

from __future__ import annotations

import contextlib
import io
import os
from pathlib import Path

from cli_shell import Done, Shell

from rushlight.cli.main import run_with


def call(shell: Shell, *args: str | Path) -> Done:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(shell.folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run_with([os.fspath(a) for a in args])
    return Done(code, out.getvalue(), err.getvalue())


def on_case(shell: Shell, verb: str, *args: str | Path) -> Done:
    """Call a verb on ``w.case`` with its passphrase."""
    return call(shell, verb, "w.case", *args, "--passphrase-file", "pw")
