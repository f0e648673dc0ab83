"""Names with a number, those in a row as one: "I1-I4, I7"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

NAME = re.compile(r"([A-Z]+)(\d+)")
SHORTEST = 3
"""So many in a row are written as one stretch."""


def runs(names: Iterable[str]) -> str:
    """The names once each, in order; others than a letter with a number stand behind."""
    found = {name: NAME.fullmatch(name) for name in names}
    rows = sorted((m[1], int(m[2])) for m in found.values() if m)
    pieces = []
    for _, run in groupby(enumerate(rows), lambda row: (row[1][0], row[1][1] - row[0])):
        held = [f"{letter}{number}" for _, (letter, number) in run]
        pieces += [f"{held[0]}-{held[-1]}"] if len(held) >= SHORTEST else held
    return ", ".join([*pieces, *(name for name, m in found.items() if not m)])
