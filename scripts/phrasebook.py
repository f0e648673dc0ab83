"""The phrasebook's examples as labelled clauses, and its digest (resources/phrasebook/README.md)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

NOTHING = "-"
BRACKET = re.compile(r"\[(?:(?P<act>[a-z]+\.[a-z_]+):\s*)?(?P<words>[^\[\]]*)\]")
_PIECE = re.compile(r"[,;:.!?…—–()]+\s|\s(?:and|but|then|while|because|when)\s|\s-\s")
_FEWEST_WORDS = 2


def files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.txt"))


def lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("# ")]


def labelled(folder: Path) -> Iterator[tuple[str, str]]:
    """(act or NOTHING, words) of every bracket and of every stretch outside of brackets, in file order."""
    for path in files(folder):
        own = NOTHING if path.parent.name == "NOT" or path.stem == "NONE" else path.stem
        for line in lines(path):
            yield from _of_line(line, own)


def _of_line(line: str, own: str) -> Iterator[tuple[str, str]]:
    for match in BRACKET.finditer(line):
        yield match["act"] or own, match["words"].strip()
    for stretch in BRACKET.sub("\n", line).split("\n"):
        for piece in _PIECE.split(stretch):
            if len(piece.split()) >= _FEWEST_WORDS:
                yield NOTHING, piece.strip()


def plain(line: str, act: str) -> tuple[str, list[tuple[str, int, int]]]:
    """The line without brackets, and (act, start, end) of each bracket in it."""
    text, marks, at = "", [], 0
    for match in BRACKET.finditer(line):
        text += line[at : match.start()]
        marks.append((match["act"] or act, len(text), len(text) + len(match["words"])))
        text += match["words"]
        at = match.end()
    return text + line[at:], marks


def digest(folder: Path) -> str:
    """SHA-256 over the names and contents of the examples: which phrasebook a model was trained from."""
    out = hashlib.sha256()
    for path in files(folder):
        out.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return out.hexdigest()
