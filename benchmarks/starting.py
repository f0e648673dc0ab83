"""Seconds and megabytes to start: an empty Python, ``rushlight --help``, ``rushlight read`` on a short report.

python benchmarks/starting.py [ROUNDS]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from importlib.resources import as_file, files

COMMAND = "import sys; from rushlight.cli.main import run_with; sys.exit(run_with(sys.argv[1:]))"
PEAK = "import sys, resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
MEASURED = f"{COMMAND.replace('sys.exit(', 'code = (')}; {PEAK}"


def run(code: str, *args: str) -> tuple[float, float]:
    """(seconds, megabytes at the peak) of one process."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, check=True)
    return time.perf_counter() - start, int(done.stderr.split()[-1]) / 1024


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with as_file(files("rushlight.samples").joinpath("03-en-field-note.txt")) as report:
        help_, read = (MEASURED, "--help"), (MEASURED, "read", str(report))
        what = {"empty Python": (PEAK,), "rushlight --help": help_, "rushlight read": read}
        base = 0.0
        print(f"{'process':<20}{'seconds':>10}{'megabytes':>12}{'times empty':>13}")
        for name, args in what.items():
            found = [run(*args) for _ in range(rounds)]
            seconds = statistics.median(s for s, _ in found)
            base = base or seconds
            print(f"{name:<20}{seconds:>10.2f}{max(m for _, m in found):>12.0f}{seconds / base:>13.1f}")


if __name__ == "__main__":
    main()
