"""The frames of the Korean caution layer, compiled from the table ``caution_ko``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import regex

from rushlight.record import AttributionMode, Modality
from rushlight.tables import load_table

HANGUL, FINALS, SYLLABLES = 0xAC00, 28, 399
CLOSED_BY = {"n": 4, "l": 8, "ss": 20}
"""Number of the final consonant in a syllable's code (Unicode 15, 3.12): ㄴ, ㄹ, ㅆ."""


def closed_by(final: int) -> str:
    """A set of all syllables with this final consonant."""
    return "[" + "".join(chr(HANGUL + FINALS * n + final) for n in range(SYLLABLES)) + "]"


@dataclass(frozen=True)
class Frame:
    """What a construction makes of an act. ``modality`` None leaves it; ``negates`` turns its polarity over."""

    family: str
    pattern: regex.Pattern[str]
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
    needs_before: regex.Pattern[str] | None = None
    unless_before: regex.Pattern[str] | None = None


@dataclass(frozen=True)
class Sense:
    """Words that make an act's word mean something else."""

    acts: tuple[str, ...]
    where: str
    pattern: regex.Pattern[str]
    unless: regex.Pattern[str] | None
    needs: regex.Pattern[str] | None


@dataclass(frozen=True)
class Inversion:
    """Words that turn a told denial or confession over."""

    of: Modality
    to: Modality
    pattern: regex.Pattern[str]


@dataclass(frozen=True)
class Table:
    """All of the layer's data, compiled."""

    stems: Mapping[str, regex.Pattern[str]]
    weak_stems: Mapping[str, regex.Pattern[str]]
    frames: tuple[Frame, ...]
    settings: tuple[Frame, ...]
    senses: tuple[Sense, ...]
    inverted: tuple[Inversion, ...]
    doubts: regex.Pattern[str]
    denials: regex.Pattern[str]
    untrue: regex.Pattern[str]
    claimed: regex.Pattern[str]
    pointing: regex.Pattern[str]
    plain: regex.Pattern[str]
    not_plain: regex.Pattern[str]
    joint: regex.Pattern[str]
    unreal_condition: regex.Pattern[str]
    unreal_cut: regex.Pattern[str]

    def named(self, act: str, words: str, start: int, end: int) -> regex.Match[str] | None:
        """The last word between two offsets that names an act: one of its own words, else an everyday one."""
        for stems in (self.stems, self.weak_stems):
            pattern = _longest(stems, act)
            found = list(pattern.finditer(words, start, end)) if pattern else []
            if found:
                return found[-1]
        return None


def _longest(stems: Mapping[str, regex.Pattern[str]], act: str) -> regex.Pattern[str] | None:
    """The words of an act, by the longest beginning of its term."""
    known = [key for key in stems if act.startswith(key)]
    return stems[max(known, key=len)] if known else None


@cache
def table() -> Table:
    """The compiled table. Raises KeyError or regex.error where the resources are at fault (a test reads them all)."""
    raw = load_table("caution_ko")
    macros = _macros(raw["macros"])
    before = {name: _compile(p, macros) for name, p in raw["words_before"].items()}
    single = {
        name: _compile(raw[name], macros)
        for name in ("claimed", "pointing", "plain", "not_plain", "joint", "unreal_condition", "unreal_cut")
    }
    return Table(
        stems={act: regex.compile(_stems(stems)) for act, stems in raw["stems"].items()},
        weak_stems={act: regex.compile(_stems(stems)) for act, stems in raw["weak_stems"].items()},
        frames=tuple(_frames(raw["frames"], macros, before)),
        settings=tuple(_frames(raw["settings"], macros, before)),
        senses=tuple(_senses(raw["unreal"], macros)),
        inverted=tuple(
            Inversion(Modality(row["from"]), Modality(row["to"]), _compile(row["pattern"], macros)) for row in raw["inverted"]
        ),
        doubts=_compile("|".join(raw["doubts"]), macros),
        denials=_compile("|".join(raw["denials"]), macros),
        untrue=_compile("{untrue}", macros),
        **single,
    )


def _macros(words: Mapping[str, str]) -> dict[str, str]:
    """Every macro with the macros in it filled in."""
    known = {name: closed_by(final) for name, final in CLOSED_BY.items()}
    for name, pattern in words.items():
        known[name] = _fill(pattern, known)
    for name in [n for n in words if regex.search(r"\{[a-z]+\}", known[n])]:
        known[name] = _fill(known[name], known)
    return known


def _stems(words: str) -> str:
    """The alternatives, each ending before its inflected syllable: frames go on from there (났을 것이다 after 풀려)."""
    return "|".join(_stem(word) for word in regex.split(r"\|", words))


def _stem(word: str) -> str:
    if match := regex.fullmatch(r"(.*)(\[[^\]]*\])(\??)", word):
        return match[1] if match[3] else f"{match[1]}(?={match[2]})"
    if len(word) == 1 or regex.fullmatch(closed_by(CLOSED_BY["ss"]), word[-1]):
        return f"{word[:-1]}(?={word[-1]})"
    return word


def _fill(pattern: str, macros: Mapping[str, str]) -> str:
    return regex.sub(r"\{([a-z]+)\}", lambda m: macros.get(m[1], m[0]), pattern)


def _compile(pattern: str, macros: Mapping[str, str]) -> regex.Pattern[str]:
    return regex.compile(_fill(pattern, macros))


def _frames(rows: list[dict[str, Any]], macros: Mapping[str, str], before: Mapping[str, regex.Pattern[str]]) -> Iterator[Frame]:
    for row in rows:
        yield Frame(
            family=row["family"],
            pattern=_compile(row["pattern"], macros),
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


def _senses(rows: list[dict[str, Any]], macros: Mapping[str, str]) -> Iterator[Sense]:
    for row in rows:
        yield Sense(
            acts=tuple(row["acts"]),
            where=row["where"],
            pattern=_compile(row["pattern"], macros),
            unless=_compile(row["unless"], macros) if row.get("unless") else None,
            needs=_compile(row["needs"], macros) if row.get("needs") else None,
        )
