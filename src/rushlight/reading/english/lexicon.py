"""The English lexicon, typed: word classes, inflections, noun sets and act frames (resources/lexicon/en)."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from rushlight.tables import load_table

PERSON_CLASSES = frozenset({"officer", "authority", "intermediary", "source", "reporter", "family", "public", "person"})

UNWEIGHED = frozenset({"v", "r2", "any", "x", "xs", "nopp", "nocomp", "bare", "own", "qp", "noq", "pos", "held"})
"""Keys that only exclude or describe: they make a frame no more specific."""


@dataclass(frozen=True)
class Frame:
    """One way of saying an act with a verb. Keys as explained in frames-pressure.yaml."""

    act: str
    verbs: frozenset[str]
    keys: dict[str, Any]
    roles: dict[str, str] | None

    @property
    def weight(self) -> int:
        """How specific the frame is: more constraints win."""
        asked = sum(1 for k, v in self.keys.items() if k not in UNWEIGHED and v != ["*"])
        return asked + int(self.keys.get("strong", 1)) - 1


@dataclass(frozen=True)
class NounFrame:
    """One way of saying an act with a noun."""

    act: str
    nouns: frozenset[str]
    keys: dict[str, Any]


@dataclass(frozen=True)
class Lexicon:
    """Everything the English layers look up."""

    verbs: dict[str, tuple[tuple[str, str], ...]]
    nouns: dict[str, tuple[str, str]]
    classes: dict[str, str]
    sets: dict[str, frozenset[str]]
    words: dict[str, frozenset[str]]
    speech: dict[str, frozenset[str]]
    scopes: dict[str, str]
    frames: dict[str, tuple[Frame, ...]]
    noun_frames: dict[str, tuple[NounFrame, ...]]
    np_pp: tuple[tuple[str, str, frozenset[str]], ...]
    sanctions: frozenset[str]
    examples: tuple[tuple[str, str], ...] = field(default=())
    counter: tuple[tuple[str, str], ...] = field(default=())


def _frames(table: dict[str, Any]) -> dict[str, tuple[Frame, ...]]:
    by_verb: dict[str, list[Frame]] = {}
    for act, entry in table.items():
        for row in entry["frames"]:
            frame = Frame(act, frozenset(row["v"]), row, entry["r"])
            for verb in frame.verbs:
                by_verb.setdefault(verb, []).append(frame)
    return {verb: tuple(rows) for verb, rows in by_verb.items()}


def _noun_frames(table: dict[str, Any]) -> dict[str, tuple[NounFrame, ...]]:
    by_noun: dict[str, list[NounFrame]] = {}
    for act, entry in table.items():
        for row in entry["nouns"]:
            frame = NounFrame(act, frozenset(row["n"]), row)
            for noun in frame.nouns:
                by_noun.setdefault(noun, []).append(frame)
    return {noun: tuple(rows) for noun, rows in by_noun.items()}


@cache
def rule_words(name: str) -> frozenset[str]:
    """A word list of rules.yaml."""
    return frozenset(load_table("lexicon_en")["rules"][name])


@cache
def spellings() -> dict[str, tuple[tuple[int, str], ...]]:
    """What the spellings of chats stand for: form -> (letters, word) of each part."""
    return {form: tuple((n, word) for n, word in rows) for form, rows in load_table("lexicon_en")["spellings"].items()}


@cache
def lexicon() -> Lexicon:
    """The packaged English lexicon."""
    data = load_table("lexicon_en")
    table = data["frames"]
    speech = {k: frozenset(v) for k, v in data["speech"].items() if not isinstance(v, dict)}
    scopes = {verb: kind for kind, verbs in data["speech"]["scopes"].items() for verb in verbs}
    pairs = [(act, p, s) for act, entry in table.items() for p, names in entry["np_pp"].items() for s in names]
    return Lexicon(
        verbs={form: tuple((lemma, tag) for lemma, tag in rows) for form, rows in data["verbs"].items()},
        nouns={form: (lemma, number) for form, (lemma, number) in data["nouns"].items()},
        classes=data["classes"],
        sets={k: frozenset(v) for k, v in data["sets"].items()},
        words={k: frozenset(v) for k, v in data["words"].items()},
        speech=speech,
        scopes=scopes,
        frames=_frames(table),
        noun_frames=_noun_frames(table),
        np_pp=tuple((act, p, frozenset(data["sets"][s.lstrip("@")])) for act, p, s in pairs),
        sanctions=speech["sanction_acts"],
        examples=tuple((act, text) for act, entry in table.items() for text in entry["examples"]),
        counter=tuple((act, text) for act, entry in table.items() for text in entry["counter"]),
    )
