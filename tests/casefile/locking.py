"""A child that opens a casefile, holds its text, and locks when nobody touches it: started by test_case_process.py."""

from __future__ import annotations

import secrets
import sys
from pathlib import Path

import making_casefile as make

from rushlight.casefile import open_casefile
from rushlight.casefile.process import IdleLock, harden

if __name__ == "__main__":
    case = open_casefile(Path(sys.argv[1]), make.PASSPHRASE, randomness=secrets.token_bytes, now=make.now)
    held = [report.text for report in case.stored_reports()]
    lock = IdleLock(float(sys.argv[2]) / 60)
    print("ready", harden(), flush=True)
    for _ in sys.stdin:  # a person at work: every line is a touch
        lock.touch()
        case.append("test.note", {}, by="p_a")
        print("touched", flush=True)
    lock.stop()
    print("stopped", len(held), flush=True)
