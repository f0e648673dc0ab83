"""How far the rules know the phrasebook: same act, overlapping words. Likeness is left out: it was trained on it.

    python scripts/phrase_recall.py LANGUAGE [ACT ...] [--miss]

Prints a line per page (found, of how many, false alarms on the look-alikes) and with --miss the examples missed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from phrasebook import files, is_shorthand, lines, plain
from rushlight.intake import find_roles
from rushlight.reading import read
from rushlight.record import DocumentKind, Found

PHRASEBOOK = Path(__file__).resolve().parent.parent / "resources" / "phrasebook"


def acts_read(text: str, language: str) -> list[tuple[str, int, int]]:
    reading = read(text, language=language, paragraphs=find_roles(text), kind=DocumentKind.FIELD_NOTE)
    by_rule = (s for s in reading.statements if s.found.get("act") is not Found.LIKENESS)
    return [(s.act, span.start, span.end) for s in by_rule for span in s.spans]


def measure(path: Path, language: str, miss: bool) -> tuple[int, int, int]:
    """Found, expected, false alarms in one file."""
    looks_alike = path.parent.name == "NOT"
    found = expected = alarms = 0
    for line in lines(path):
        text, marks = plain(line, path.stem)
        rows = acts_read(text, language)
        expected += len(marks)
        for act, start, end in marks:
            hit = any(a == act and s < end and start < e for a, s, e in rows)
            found += hit
            if miss and not hit:
                print(f"  missed {act} | {text[start:end]} | read: {' '.join(sorted({a for a, _, _ in rows}))}")
        wrong = looks_alike and any(a == path.stem for a, _, _ in rows)
        alarms += wrong
        if miss and wrong:
            print(f"  false alarm {path.stem} | {text}")
    return found, expected, alarms


def main(arguments: list[str]) -> int:
    miss = "--miss" in arguments
    language, *acts = [a for a in arguments if not a.startswith("--")]
    total = [0, 0, 0]
    for path in files(PHRASEBOOK / language):
        if is_shorthand(path) or (acts and path.stem not in acts):
            continue
        row = measure(path, language, miss)
        total = [a + b for a, b in zip(total, row, strict=True)]
        print(f"{path.relative_to(PHRASEBOOK)}: {row[0]} of {row[1]} found, {row[2]} alarms")
    print(f"all: {total[0]} of {total[1]} found, {total[2]} alarms")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
