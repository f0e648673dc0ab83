"""Merges bundles one after the other until it is killed; says when each is done."""

from __future__ import annotations

import sys
from pathlib import Path

import making_casefile as make

from rushlight.casefile import merging


def main(folder: Path, *paths: str) -> None:
    with make.reopen(folder) as case:
        print("ready", flush=True)
        for path in paths:
            merging.merge(case, Path(path), by="p_b")
            print(path, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
