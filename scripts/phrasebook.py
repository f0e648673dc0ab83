"""The phrasebook's, the lexicon's and the tuned gold's examples as labelled clauses, and their digest.

resources/phrasebook/README.md says how the files are written.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from rushlight.reading.likeness import beside

LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same in C where it is installed: ten times as fast."""

NOTHING = "-"
BRACKET = re.compile(r"\[(?:(?P<act>[a-z]+\.[a-z_]+)(?P<marks>(?:\|[^|:\[\]]+)*):\s*)?(?P<words>[^\[\]]*)\]")
MARK = re.compile(r"\|(?P<key>not|m|by|of)(?:=(?P<value>[^|]+))?")
"""What a bracket of a coded report says of who and whether (scripts/coded.py)."""
_PIECE = re.compile(r"[,;:.!?…—–()]+\s|\s(?:and|but|then|while|because|when)\s|\s-\s")
_FEWEST_WORDS = 2
_CHOICE = re.compile(r"\(([^()|]*(?:\|[^()|]*)+)\)")


def files(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.txt"))


def is_shorthand(path: Path) -> bool:
    """Whether the file's lines are in shorthand, each wholly an example of the file's act (NONE.txt: of none)."""
    return "ways" in path.parts


def is_coded(path: Path) -> bool:
    """Whether the file is a whole report whose brackets say who and whether as well."""
    return path.parent.name == "stories" and MARK.search(path.read_text(encoding="utf-8")) is not None


def lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("# ")]


class Example(NamedTuple):
    """A clause, what stands beside it in its line, and the act it states, or NOTHING; ``weight``: how much it counts."""

    label: str
    words: str
    before: str = ""
    after: str = ""
    weight: int = 1


WHOLE = 3
"""How much a clause of a whole report counts, which alone shows how often an act is spoken of at all, and beside what; and
the plain sentences of the lexicon."""


BESIDE_OTHERS = ("motive.", "belief.", "attitude.", "context.")
"""Families told in the words of another act; no report marks them, and likeness neither proposes nor doubts them."""


def examples(root: Path, language: str, *, coded: bool = True) -> Iterator[Example]:
    """Everything a model of the language is trained from, in a fixed order; ``coded``: the coded reports too."""
    return (e for e in _all_examples(root, language, coded) if not e.label.startswith(BESIDE_OTHERS))


def _all_examples(root: Path, language: str, coded: bool) -> Iterator[Example]:
    yield from _whole(_of_lexicon(root / "resources" / "lexicon" / language))
    for path in files(root / "resources" / "phrasebook" / language):
        if not coded and is_coded(path):
            continue
        yield from _whole(in_page(path)) if path.parent.name == "stories" else in_page(path)
    for path in sorted((root / "gold" / "dev").glob(f"{language}-*.json")):
        yield from _whole(_of_report(path))


def _whole(found: Iterator[Example]) -> Iterator[Example]:
    return (example._replace(weight=WHOLE) for example in found)


def in_page(path: Path) -> Iterator[Example]:
    """The brackets of a page, and the stretches outside them where those state nothing.

    Stories (whole reports) are marked in full. Words outside the brackets of an act's own file are no examples of
    nothing: they often state an act by the way.
    """
    nothing = path.parent.name == "NOT" or path.stem == "NONE"
    marked_in_full = nothing or path.parent.name == "stories"
    own = NOTHING if marked_in_full else path.stem
    for line in lines(path):
        if is_shorthand(path):
            yield from (Example(own, words) for words in ways(line))
        else:
            yield from (e for e in _of_line(line, own) if marked_in_full or e.label != NOTHING)


def _of_report(path: Path) -> Iterator[Example]:
    """The statements of a coded report, and the stretches of its text that no statement touches."""
    sheet = json.loads(path.read_text(encoding="utf-8"))
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    marks = []
    for statement in sheet["statements"]:
        spans = [(span["start"], span["end"]) for span in statement["spans"]]
        marks += spans
        if not statement.get("optional"):
            words = " ".join(text[start:end] for start, end in spans)
            yield Example(statement["act"], words, *beside(text, min(spans)[0], max(end for _, end in spans)))
    yield from _of_nothing(text, marks)


def _of_lexicon(lexicon: Path) -> Iterator[Example]:
    for path in sorted([*lexicon.glob("frames-*.yaml"), *lexicon.glob("acts-*.yaml")]):
        data = yaml.load(path.read_text(encoding="utf-8"), LOADER)  # noqa: S506 - the safe one
        rows = [(row["act"], row) for row in data] if isinstance(data, list) else data.items()
        for act, row in rows:
            yield from (Example(act, words) for words in row.get("examples") or ())
            yield from (Example(NOTHING, words) for words in row.get("counter") or ())


def _of_line(line: str, own: str) -> Iterator[Example]:
    text, marks = plain(line, own)
    for act, start, end in marks:
        yield Example(act, text[start:end].strip(), *beside(text, start, end))
    yield from _of_nothing(text, [(start, end) for _, start, end in marks])


def _of_nothing(text: str, marks: Sequence[tuple[int, int]]) -> Iterator[Example]:
    """The pieces of a text that lie outside all marks."""
    left = list(text)
    for start, end in marks:
        left[start:end] = "\n" * (end - start)
    for stretch in re.finditer(r"[^\n]+", "".join(left)):
        cuts = [m.span() for m in _PIECE.finditer(stretch[0])]
        opened = [0, *(end for _, end in cuts)]
        closed = [*(start for start, _ in cuts), len(stretch[0])]
        for start, end in zip(opened, closed, strict=True):
            if len(stretch[0][start:end].split()) >= _FEWEST_WORDS:
                at = stretch.start()
                yield Example(NOTHING, stretch[0][start:end].strip(), *beside(text, at + start, at + end))


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


def digest(root: Path, language: str) -> str:
    """SHA-256 over all examples with their labels: from what a model was trained."""
    out = hashlib.sha256()
    for example in examples(root, language):
        out.update("\0".join((*map(str, example), "")).encode())
    return out.hexdigest()


def coded_digest(root: Path, language: str) -> str:
    """SHA-256 over the coded reports: from what the choice of parties was trained."""
    out = hashlib.sha256()
    coded = [path for path in files(root / "resources" / "phrasebook" / language) if is_coded(path)]
    for path in [*coded, *sorted((root / "gold" / "dev").glob(f"{language}-*"))]:
        out.update(path.name.encode() + b"\0" + path.read_bytes())
    return out.hexdigest()
