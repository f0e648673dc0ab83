"""A child that takes the passphrases of a casefile away: started, and killed, by test_case_ways.py."""

from __future__ import annotations

import sys
from pathlib import Path

import making_casefile as make

from rushlight.casefile import ways

if __name__ == "__main__":
    case = make.reopen(Path(sys.argv[1]))
    print("ready", flush=True)
    ways.travel(case, by="p_a").case.close()
    print("done", flush=True)
