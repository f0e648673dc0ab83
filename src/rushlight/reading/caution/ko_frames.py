"""The frames of the Korean caution layer, compiled from the table ``caution_ko``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, cached_property
from typing import Any

import regex

from rushlight.reading.patterns import rx
from rushlight.record import AttributionMode, Modality
from rushlight.tables import load_table

HANGUL, FINALS, SYLLABLES = 0xAC00, 28, 399
CLOSED_BY = {"n": 4, "l": 8, "ss": 20}
"""Number of the final consonant in a syllable's code (Unicode 15, 3.12): ㄴ, ㄹ, ㅆ."""


def closed_by(final: int) -> str:
    """A set of all syllables with this final consonant."""
    return "[" + "".join(chr(HANGUL + FINALS * n + final) for n in range(SYLLABLES)) + "]"


class Wording:
    """A pattern of the table, compiled when first needed; ``grams``: one of each set stands in all it matches."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        self._expression: str = row["pattern"]
        self.grams = tuple(frozenset(grams) for grams in row["grams"])

    @cached_property
    def compiled(self) -> regex.Pattern[str]:
        return rx(rx(r"\{(n|l|ss)\}").sub(lambda m: closed_by(CLOSED_BY[m[1]]), self._expression))

    def may_stand(self, grams: frozenset[str]) -> bool:
        """Whether a text of these grams can hold it."""
        return not any(map(grams.isdisjoint, self.grams))

    def match(self, words: str) -> regex.Match[str] | None:
        return self.compiled.match(words) if self._may_stand(words) else None

    def search(self, words: str) -> regex.Match[str] | None:
        return self.compiled.search(words) if self._may_stand(words) else None

    def _may_stand(self, words: str) -> bool:
        return not self.grams or any(gram in words for gram in self.grams[0])


@dataclass(frozen=True)
class Frame:
    """What a construction makes of an act. ``modality`` None leaves it; ``negates`` turns its polarity over."""

    family: str
    pattern: Wording
    modality: Modality | None = None
    if_unreal: Modality | None = None
    mode: AttributionMode | None = None
    negated: bool = False
    negates: bool = False
    affirms: bool = False
    report: bool = False
    keep: bool = False
    shared: str = ""
    untrue_after: bool = False
    acts: tuple[str, ...] = ("",)
    needs_before: Wording | None = None
    unless_before: Wording | None = None


@dataclass(frozen=True)
class Sense:
    """Words that make an act's word mean something else."""

    acts: tuple[str, ...]
    where: str
    pattern: Wording
    unless: Wording | None
    needs: Wording | None


@dataclass(frozen=True)
class Inversion:
    """Words that turn a told denial or confession over."""

    of: Modality
    to: Modality
    pattern: Wording


class Stems:
    """The words that name an act, by the longest beginning of its term; compiled act by act."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        self._longest_first = sorted(words, key=len, reverse=True)
        self._compiled: dict[str, regex.Pattern[str] | None] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def of(self, act: str) -> regex.Pattern[str] | None:
        if act not in self._compiled:
            key = next((k for k in self._longest_first if act.startswith(k)), None)
            self._compiled[act] = rx(_stems(self._words[key])) if key is not None else None
        return self._compiled[act]


@dataclass(frozen=True)
class Table:
    """All of the layer's data, compiled."""

    stems: Stems
    weak_stems: Stems
    frames: tuple[Frame, ...]
    entries: Mapping[str, tuple[int, ...]]
    settings: tuple[Frame, ...]
    senses: tuple[Sense, ...]
    inverted: tuple[Inversion, ...]
    doubts: Wording
    denials: Wording
    untrue: Wording
    claimed: Wording
    pointing: Wording
    plain: Wording
    not_plain: Wording
    joint: Wording
    unreal_condition: Wording
    unreal_cut: Wording

    def frames_for(self, grams: frozenset[str]) -> tuple[Frame, ...]:
        """The frames that may stand in a text of these grams (letters and pairs of neighbours), in the table's order."""
        numbers = set(self.entries.get("", ()))
        for gram in grams & self.entries.keys():
            numbers.update(self.entries[gram])
        able = (self.frames[n] for n in sorted(numbers))
        return tuple(f for f in able if f.pattern.may_stand(grams))

    def compile_all(self) -> None:
        """Ask for every pattern of the table, for ``scripts/build_patterns.py``."""
        for stems in (self.stems, self.weak_stems):
            for act in stems:
                stems.of(act)
        for wording in _wordings(self):
            wording.compiled  # noqa: B018  (asked for, not used)

    def named(self, act: str, words: str, start: int, end: int) -> regex.Match[str] | None:
        """The last word between two offsets that names an act: one of its own words, else an everyday one."""
        for stems in (self.stems, self.weak_stems):
            pattern = stems.of(act)
            found = list(pattern.finditer(words, start, end)) if pattern else []
            if found:
                return found[-1]
        return None


@cache
def table() -> Table:
    """The compiled table. Raises KeyError or regex.error where the resources are at fault (a test reads them all)."""
    raw = load_table("caution_ko")
    before = {name: Wording(row) for name, row in raw["words_before"].items()}
    return Table(
        stems=Stems(raw["stems"]),
        weak_stems=Stems(raw["weak_stems"]),
        frames=(frames := tuple(_frames(raw["frames"], before))),
        entries=_entries(frames),
        settings=tuple(_frames(raw["settings"], before)),
        senses=tuple(_senses(raw["unreal"])),
        inverted=tuple(Inversion(Modality(r["from"]), Modality(r["to"]), Wording(r["pattern"])) for r in raw["inverted"]),
        **{name: Wording(raw[name]) for name in SINGLE},
    )


def _wordings(part: object) -> Iterator[Wording]:
    """All wordings in a part of the table, however deep."""
    if isinstance(part, Wording):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from _wordings(each)
    elif is_dataclass(part) and not isinstance(part, type):
        for field in fields(part):
            yield from _wordings(getattr(part, field.name))


SINGLE = (
    *("doubts", "denials", "untrue", "claimed", "pointing", "plain", "not_plain", "joint"),
    *("unreal_condition", "unreal_cut"),
)


def _entries(frames: Sequence[Frame]) -> dict[str, tuple[int, ...]]:
    """Gram -> numbers of the frames that may stand where it does; under the empty gram those to be tried anywhere."""
    out: dict[str, list[int]] = {}
    for number, frame in enumerate(frames):
        for gram in frame.pattern.grams[0] if frame.pattern.grams else ("",):
            out.setdefault(gram, []).append(number)
    return {gram: tuple(numbers) for gram, numbers in out.items()}


def _stems(words: str) -> str:
    """The alternatives, each ending before its inflected syllable: frames go on from there (났을 것이다 after 풀려)."""
    return "|".join(_stem(word) for word in rx(r"\|").split(words))


def _stem(word: str) -> str:
    if match := rx(r"(.*)(\[[^\]]*\])(\??)").fullmatch(word):
        return match[1] if match[3] else f"{match[1]}(?={match[2]})"
    if len(word) == 1 or rx(closed_by(CLOSED_BY["ss"])).fullmatch(word[-1]):
        return f"{word[:-1]}(?={word[-1]})"
    return word


def _frames(rows: list[dict[str, Any]], before: Mapping[str, Wording]) -> Iterator[Frame]:
    for row in rows:
        yield Frame(
            family=row["family"],
            pattern=Wording(row["pattern"]),
            modality=Modality(row["modality"]) if "modality" in row else None,
            if_unreal=Modality(row["if_unreal"]) if "if_unreal" in row else None,
            mode=AttributionMode(row["mode"]) if "mode" in row else None,
            negated=row.get("negated", False),
            negates=row.get("negates", False),
            affirms=row.get("affirms", False),
            report=row.get("report", False),
            keep=row.get("keep", False),
            shared={True: "all", "or": "or"}.get(row.get("shared", False), ""),
            acts=tuple(row.get("acts", [""])),
            untrue_after=row.get("negated_by") == "untrue_after",
            needs_before=before[row["needs_before"]] if "needs_before" in row else None,
            unless_before=before[row["unless_before"]] if "unless_before" in row else None,
        )


def _senses(rows: list[dict[str, Any]]) -> Iterator[Sense]:
    for row in rows:
        yield Sense(
            acts=tuple(row["acts"]),
            where=row["where"],
            pattern=Wording(row["pattern"]),
            unless=Wording(row["unless"]) if row.get("unless") else None,
            needs=Wording(row["needs"]) if row.get("needs") else None,
        )
