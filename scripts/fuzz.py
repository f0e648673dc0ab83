"""Fuzz one reader of what comes from outside, guided by the lines that an input reaches (atheris, the extra ``fuzz``).

    python scripts/fuzz.py                                    the names of the targets
    python scripts/fuzz.py TARGET [--seconds N | --runs N]    N seconds (60), or N inputs
    python scripts/fuzz.py TARGET --blind                     without atheris: changes at random
    python scripts/fuzz.py TARGET --again FILE                feed the input of one finding again

The corpus is what the real writers make of a made-up team. A finding is an error that is none of ours, a false input that is
taken, or one that takes longer than ``SLOW`` seconds. It is written to ``fuzz-findings/`` with its kind, its place in the code
and the input in hex: no message, which could hold a report's words. Exit code 1 when there was one. See docs/fuzzing.md.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "casefile")]

SLOW = 10.0
"""Seconds after which an input counts as a finding. Whole casefiles are opened, and bundles merged, in tenths of one."""

MISSING = "error: atheris is missing\nhint: pip install 'rushlight[fuzz]', or run with --blind"


def main() -> None:
    asked = _arguments()
    atheris = None if asked.blind or asked.again else _atheris()
    with atheris.instrument_imports(include=["rushlight"]) if atheris else contextlib.nullcontext():
        import hostile_mutations
        import hostile_targets
        import hostile_world
    if asked.target not in hostile_targets.TARGETS:
        print("\n".join(sorted(hostile_targets.TARGETS)))
        sys.exit(0 if asked.target is None else 2)
    folder = tempfile.TemporaryDirectory(prefix="rushlight-fuzz-")
    world = hostile_world.World(Path(folder.name))
    run = Run(hostile_targets, asked, world)
    if asked.again:
        run.feed(bytes.fromhex(json.loads(asked.again.read_text(encoding="ascii"))["input"]))
        run.end()
    seeds = run.target.seeds(world)
    for seed in seeds:
        run.feed(seed)
    run.begin()
    if atheris is None:
        chance = random.Random(asked.seed)  # noqa: S311 - mutations, no secrets
        while True:
            run.feed(hostile_mutations.mutated(chance.choice(seeds), chance, seeds))
    _guided(atheris, run, hostile_mutations.mutated, seeds, Path(folder.name))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("target", nargs="?")
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--runs", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--blind", action="store_true")
    parser.add_argument("--again", type=Path)
    parser.add_argument("--findings", type=Path, default=Path("fuzz-findings"))
    return parser.parse_args()


def _atheris() -> Any:
    try:
        import atheris
    except ImportError:
        print(MISSING, file=sys.stderr)
        sys.exit(2)
    return atheris


def _guided(atheris: Any, run: Run, mutated: Any, seeds: tuple[bytes, ...], folder: Path) -> None:
    corpus = folder / "corpus"
    corpus.mkdir()
    for seed in seeds:
        (corpus / hashlib.sha256(seed).hexdigest()).write_bytes(seed)

    def change(data: bytes, longest: int, seed: int) -> bytes:
        """One change of five is libFuzzer's own, which knows no JSON and no lines; the others are ours."""
        if seed % 5 == 0:
            return bytes(atheris.Mutate(data, longest))
        return bytes(mutated(data, random.Random(seed), seeds)[:longest])  # noqa: S311

    longest = 2 * max(map(len, seeds)) + 4096
    said = [sys.argv[0], str(corpus), f"-max_len={longest}", f"-seed={run.asked.seed}", "-rss_limit_mb=0", "-timeout=3600"]
    atheris.Setup([*said, "-verbosity=0", "-reload=0"], run.feed, custom_mutator=change)
    atheris.Fuzz()


class Run:
    """What has been fed so far. ``feed`` ends the process when it was enough, since libFuzzer never returns."""

    def __init__(self, targets: Any, asked: argparse.Namespace, world: Any) -> None:
        self.asked, self.world, self.fed = asked, world, targets.fed
        self.target = targets.TARGETS[asked.target]
        self.outcomes: Counter[str] = Counter()
        self.found: dict[str, int] = {}
        self.slowest = 0.0
        self.until = float("inf")
        self.started = time.monotonic()

    def begin(self) -> None:
        """From here on it is counted: the corpus, which has to be made first, is not."""
        self.outcomes.clear()
        self.started = time.monotonic()
        if self.asked.runs is None:
            self.until = self.started + (self.asked.seconds or 60)

    def feed(self, data: bytes) -> None:
        begun = time.monotonic()
        try:
            self.outcomes[self.fed(self.target, self.world, data)] += 1
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # noqa: BLE001 - whatever comes out is what we look for, a panic in a library too
            self.outcomes["found"] += 1
            self._note(type(error).__name__, _place(error), data)
        taken = time.monotonic() - begun
        self.slowest = max(self.slowest, taken)
        if taken > SLOW:
            self._note("Slow", f"{taken:.0f} s", data)
        if time.monotonic() >= self.until or (self.asked.runs is not None and self.outcomes.total() >= self.asked.runs):
            self.end()

    def _note(self, kind: str, place: str, data: bytes) -> None:
        key = f"{kind} at {place}"
        self.found[key] = self.found.get(key, 0) + 1
        if self.found[key] == 1:
            self.asked.findings.mkdir(exist_ok=True)
            name = f"{self.target.name}-{hashlib.sha256(key.encode()).hexdigest()[:12]}.json"
            said = {"target": self.target.name, "kind": kind, "at": place, "input": data.hex()}
            (self.asked.findings / name).write_text(json.dumps(said) + "\n", encoding="ascii")

    def end(self) -> NoReturn:
        taken = time.monotonic() - self.started
        said = ", ".join(f"{number} {outcome}" for outcome, number in sorted(self.outcomes.items()))
        print(f"{self.target.name}: {self.outcomes.total()} inputs in {taken:.0f} s: {said}; slowest {self.slowest:.2f} s")
        for key, number in sorted(self.found.items()):
            print(f"  finding: {key} ({number} times)")
        sys.stdout.flush()
        self.world.close()
        shutil.rmtree(self.world.folder, ignore_errors=True)
        os._exit(1 if self.found else 0)


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "rushlight" in frame.filename] or list(frames)
    return f"{Path(own[-1].filename).name}:{own[-1].lineno}"


if __name__ == "__main__":
    main()
