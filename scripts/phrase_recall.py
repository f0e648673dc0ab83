"""How many of the phrasebook's examples the reader finds: same act, overlapping words.

    python scripts/phrase_recall.py LANGUAGE [ACT ...] [--miss]

Prints a line per act (found, of how many, false alarms on the look-alikes in NOT/) and with --miss the examples missed.
The phrasebook is what the likeness model was built from: for it these figures say only how far the rules go.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from rushlight.intake import find_roles
from rushlight.reading import read
from rushlight.record import DocumentKind

PHRASEBOOK = Path(__file__).resolve().parent.parent / "resources" / "phrasebook"
BRACKET = re.compile(r"\[(?:(?P<act>[a-z]+\.[a-z_]+):\s*)?(?P<words>[^\[\]]*)\]")


def plain(line: str, act: str) -> tuple[str, list[tuple[str, int, int]]]:
    """The line without brackets, and (act, start, end) of each bracket in it."""
    text, marks, at = "", [], 0
    for match in BRACKET.finditer(line):
        text += line[at : match.start()]
        marks.append((match["act"] or act, len(text), len(text) + len(match["words"])))
        text += match["words"]
        at = match.end()
    return text + line[at:], marks


def acts_read(text: str, language: str) -> list[tuple[str, int, int]]:
    reading = read(text, language=language, paragraphs=find_roles(text), kind=DocumentKind.FIELD_NOTE)
    return [(s.act, span.start, span.end) for s in reading.statements for span in s.spans]


def measure(path: Path, language: str, miss: bool) -> tuple[int, int, int]:
    """Found, expected, false alarms in one file."""
    act, looks_alike = path.stem, path.parent.name == "NOT"
    found = expected = alarms = 0
    for line in filter(str.strip, path.read_text(encoding="utf-8").splitlines()):
        text, marks = plain(line, act)
        read_ = acts_read(text, language)
        expected += len(marks)
        for mark, start, end in marks:
            hit = any(a == mark and s < end and start < e for a, s, e in read_)
            found += hit
            if miss and not hit:
                print(f"  MISS {mark} | {text[start:end]} | {' '.join(sorted({a for a, _, _ in read_}))}")
        wrong = looks_alike and any(a == act for a, _, _ in read_) and act not in {m for m, _, _ in marks}
        alarms += wrong
        if miss and wrong:
            print(f"  ALARM {act} | {text}")
    return found, expected, alarms


def main(arguments: list[str]) -> int:
    miss = "--miss" in arguments
    language, *acts = [a for a in arguments if not a.startswith("--")]
    total = [0, 0, 0]
    for path in sorted((PHRASEBOOK / language).rglob("*.txt")):
        if acts and path.stem not in acts:
            continue
        row = measure(path, language, miss)
        total = [a + b for a, b in zip(total, row, strict=True)]
        print(f"{path.relative_to(PHRASEBOOK)}: {row[0]} of {row[1]} found, {row[2]} alarms")
    print(f"all: {total[0]} of {total[1]} found, {total[2]} alarms")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
