"""Collects until it is killed; says each alias once it is acknowledged. Run by test_case_collecting."""

from __future__ import annotations

import sys
from pathlib import Path

import making_casefile as make
import making_collector as collectors


def main(folder: Path) -> None:
    while True:
        with collectors.opened(folder) as collector:
            print(collectors.collect(collector), flush=True)


if __name__ == "__main__":
    make.T0.isoformat()
    main(Path(sys.argv[1]))
