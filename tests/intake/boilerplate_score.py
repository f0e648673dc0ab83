"""Score paragraph roles by characters, as score_reading.py does for whole sheets.

python tests/intake/boilerplate_score.py                 the marked texts in tests/intake/shapes
python tests/intake/boilerplate_score.py GOLD.json ...   coding sheets beside their texts
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from rushlight.intake import find_roles

SHAPES = Path(__file__).resolve().parent / "shapes"
_MARK = re.compile(r"⟦(\w+)\|(.*?)⟧", re.DOTALL)
Gold = list[tuple[int, int, str]]
Counts = tuple[int, int, int]


def unmark(marked: str) -> tuple[str, Gold]:
    """The text and its gold spans from ⟦role|words⟧ marks."""
    text, gold, position = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[position : match.start()]
        gold.append((len(text), len(text) + len(match[2]), match[1]))
        text += match[2]
        position = match.end()
    return text + marked[position:], gold


def count(text: str, gold: Gold) -> Counts:
    """Characters rightly marked, wrongly marked and missed."""
    want = {i for start, end, _ in gold for i in range(start, end)}
    have = {i for p in find_roles(text) if p.role.value != "body" for i in range(p.start, p.end)}
    return len(want & have), len(have - want), len(want - have)


def f1(counts: list[Counts]) -> float:
    tp, fp, fn = (sum(column) for column in zip(*counts, strict=True))
    return 2 * tp / (2 * tp + fp + fn)


def shapes() -> list[tuple[str, str, Gold]]:
    """Name, text and gold of every marked text."""
    return [(path.stem, *unmark(path.read_text(encoding="utf-8"))) for path in sorted(SHAPES.glob("*.txt"))]


def sheet(path: Path) -> tuple[str, str, Gold]:
    """Name, text and gold of a coding sheet."""
    data = json.loads(path.read_text(encoding="utf-8"))
    text = (path.parent / data["document"]["file"]).read_text(encoding="utf-8")
    return path.stem, text, [(b["start"], b["end"], b["role"]) for b in data["boilerplate"]]


def main(paths: list[str]) -> None:
    rows = [sheet(Path(p)) for p in paths] if paths else shapes()
    counts = [count(text, gold) for _, text, gold in rows]
    for (name, _, _), (tp, fp, fn) in zip(rows, counts, strict=True):
        print(f"{name:28} wrongly {fp:4} missed {fn:4} right {tp}")
    print(f"F1 {f1(counts):.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
