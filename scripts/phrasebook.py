"""The phrasebook's and the lexicon's examples as labelled clauses, and their digest (resources/phrasebook/README.md)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

NOTHING = "-"
BRACKET = re.compile(r"\[(?:(?P<act>[a-z]+\.[a-z_]+):\s*)?(?P<words>[^\[\]]*)\]")
_PIECE = re.compile(r"[,;:.!?…—–()]+\s|\s(?:and|but|then|while|because|when)\s|\s-\s")
_FEWEST_WORDS = 2
_CHOICE = re.compile(r"\(([^()|]*(?:\|[^()|]*)+)\)")


def files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.txt"))


def is_shorthand(path: Path) -> bool:
    """Whether the file's lines are in shorthand, each wholly an example of the file's act (NONE.txt: of none)."""
    return "ways" in path.parts


def lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("# ")]


def labelled(folder: Path) -> Iterator[tuple[str, str]]:
    """(act or NOTHING, words) of every bracket, and of the stretches of NOT and NONE, in file order.

    Stories (whole reports) are marked in full: what stands outside their brackets says nothing. Words outside the
    brackets of an act's own file are no examples of nothing: they often state an act by the way.
    """
    for path in files(folder):
        if is_shorthand(path):
            label = NOTHING if path.stem == "NONE" else path.stem
            yield from ((label, words) for line in lines(path) for words in ways(line))
            continue
        nothing = path.parent.name == "NOT" or path.stem == "NONE"
        marked_in_full = nothing or path.parent.name == "stories"
        for line in lines(path):
            for label, words in _of_line(line, NOTHING if marked_in_full else path.stem):
                if marked_in_full or label != NOTHING:
                    yield label, words


def taught(lexicon: Path) -> Iterator[tuple[str, str]]:
    """(act, words) of the lexicon's examples and (NOTHING, words) of its counter-examples, each some times.

    They are the rules' own tests: a second opinion must know them at least as well.
    """
    for act, words in _of_lexicon(lexicon):
        yield from [(act, words)] * (COUNTER_WEIGHT if act == NOTHING else 1)


COUNTER_WEIGHT = 1


def _of_lexicon(lexicon: Path) -> Iterator[tuple[str, str]]:
    for path in sorted([*lexicon.glob("frames-*.yaml"), *lexicon.glob("acts-*.yaml")]):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        rows = [(row["act"], row) for row in data] if isinstance(data, list) else data.items()
        for act, row in rows:
            yield from ((act, words) for words in row.get("examples") or ())
            yield from ((NOTHING, words) for words in row.get("counter") or ())


def _of_line(line: str, own: str) -> Iterator[tuple[str, str]]:
    for match in BRACKET.finditer(line):
        yield match["act"] or own, match["words"].strip()
    for stretch in BRACKET.sub("\n", line).split("\n"):
        for piece in _PIECE.split(stretch):
            if len(piece.split()) >= _FEWEST_WORDS:
                yield NOTHING, piece.strip()


def ways(line: str) -> Iterator[str]:
    """What a line in shorthand says: ``(led|took) him (away|off)`` is two examples, ``him`` in both.

    As many examples as the longest choice has alternatives, so that each alternative stands in one at least; a choice
    may be empty, ``(|just )``.
    """
    longest = max((choice.count("|") + 1 for choice in _CHOICE.findall(line)), default=1)
    for n in range(longest):
        yield " ".join(_CHOICE.sub(lambda m, n=n: m[1].split("|")[n % (m[1].count("|") + 1)], line).split())  # type: ignore[misc]


def plain(line: str, act: str) -> tuple[str, list[tuple[str, int, int]]]:
    """The line without brackets, and (act, start, end) of each bracket in it."""
    text, marks, at = "", [], 0
    for match in BRACKET.finditer(line):
        text += line[at : match.start()]
        marks.append((match["act"] or act, len(text), len(text) + len(match["words"])))
        text += match["words"]
        at = match.end()
    return text + line[at:], marks


def digest(folder: Path, lexicon: Path) -> str:
    """SHA-256 over all examples with their labels: from what a model was trained."""
    out = hashlib.sha256()
    for label, words in (*labelled(folder), *taught(lexicon)):
        out.update(f"{label}\0{words}\0".encode())
    return out.hexdigest()
