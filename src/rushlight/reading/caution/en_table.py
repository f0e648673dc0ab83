"""The English frames of caution, compiled (resources/caution/en.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from regex import Pattern

from rushlight.reading.patterns import rx
from rushlight.tables import load_table


@dataclass(frozen=True, slots=True)
class Frame:
    """One construction: where it stands, how far it reaches and what it makes of the acts it reaches.

    ``firm`` frames say so themselves, whatever stands before them; ``tight`` ones reach the very next words only;
    ``brief`` ones end at a comma, ``spares`` leave acts of speaking alone,
    ``noun`` ones take back only what a noun says;
    ``talk``: the frame takes back talk, it does not touch what the text says in its own voice.
    """

    at: Pattern[str]
    reach: str
    makes: str
    until: Pattern[str] | None = None
    unless: Pattern[str] | None = None
    needles: tuple[str, ...] = ()
    firm: bool = False
    tight: bool = False
    talk: bool = False
    brief: bool = False
    spares: bool = False
    noun: bool = False

    def may_stand(self, low: str) -> bool:
        """Whether the text holds one of the words that the frame cannot do without."""
        if not self.needles:
            return True
        for needle in self.needles:  # noqa: SIM110 - a plain loop, for it runs for every frame of every sentence
            if needle in low:
                return True
        return False


@dataclass(frozen=True, slots=True)
class Table:
    """Everything the layer knows of English words."""

    frames: tuple[Frame, ...]
    triggers: Mapping[str, Pattern[str]]
    nominal: Pattern[str]
    negative_acts: frozenset[str]
    harm: frozenset[str]
    spoken: frozenset[str]
    guarded: frozenset[str]
    always_acts: frozenset[str]
    blockers: Mapping[str, Pattern[str]]
    figures: Mapping[str, tuple[Pattern[str], ...]]
    retractions: Mapping[str, Pattern[str]]
    answers: Mapping[str, Pattern[str]]
    words: Mapping[str, Pattern[str]]


WORDS = (
    "realised",
    "denying",
    "undenied",
    "unconfessed",
    "figure_guard",
    "fiction",
    "confirming",
    "quantifiers",
    "openers",
    "challenge",
    "doubting",
)


@cache
def table() -> Table:
    """The compiled table; made once."""
    raw: dict[str, Any] = load_table("caution_en")
    return Table(
        frames=tuple(_frame(row) for row in raw["frames"]),
        triggers={k: rx(rf"\b(?:{v})\b") for k, v in raw["triggers"].items()},
        nominal=rx(rf"(?:{raw['nominal']})"),
        negative_acts=frozenset(raw["negative_acts"]),
        harm=frozenset(raw["harm"]),
        spoken=frozenset(raw["spoken"]),
        guarded=frozenset(raw["guarded"]),
        always_acts=frozenset(raw["always_acts"]),
        blockers=_compiled(raw["blockers"]),
        figures={k: tuple(rx(p) for p in v) for k, v in raw["figures"].items()},
        retractions=_compiled(raw["retractions"]),
        answers=_compiled(raw["answers"]),
        words=_compiled({k: raw[k] for k in WORDS}),
    )


def _compiled(rows: Mapping[str, str]) -> dict[str, Pattern[str]]:
    return {k: rx(v) for k, v in rows.items()}


def _frame(row: Mapping[str, Any]) -> Frame:
    return Frame(
        at=rx(row["at"]),
        needles=tuple(row["needles"]),
        reach=row["reach"],
        makes=row["makes"],
        until=rx(row["until"]) if "until" in row else None,
        unless=rx(row["unless"]) if "unless" in row else None,
        firm=bool(row.get("firm")),
        tight=bool(row.get("tight")),
        talk=bool(row.get("talk")),
        brief=bool(row.get("brief")),
        spares=bool(row.get("spares")),
        noun=bool(row.get("noun")),
    )


def of_act(act: str, names: frozenset[str]) -> bool:
    """Is the act, or its family, among the names?"""
    return act in names or act.split(".")[0] in names
