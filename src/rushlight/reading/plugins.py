"""Readers from other packages: spaCy, GLiNER, a team's own rules. Named by the user, checked like any reader.

A package offers a reader under the entry point group ``rushlight.readers``: a callable without arguments that
gives an object with ``read(given)``. It runs in this process with all its rights, so none is loaded unless the
user names it. It answers with offsets; the words are cut from the text here. One that fails is told, with the
kind of error only (its message could hold the report's words), and the reading goes on without it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import EntryPoint, entry_points
from itertools import islice
from typing import Protocol

from rushlight.codebook import codebook
from rushlight.errors import MisuseError
from rushlight.reading.second.build import build
from rushlight.reading.second.claims import Claim, Offsets
from rushlight.record import (
    AttributionMode,
    Modality,
    Paragraph,
    ParagraphRole,
    Polarity,
    Provenance,
    Reading,
    Scope,
    Span,
    verify_reading,
)

GROUP = "rushlight.readers"
MOST = 20_000
"""Mentions and proposals taken of one reader for one report."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a reader gets: NFC text and the parts of the page. Offsets count code points, end exclusive."""

    text: str
    language: str
    paragraphs: tuple[Paragraph, ...]
    published: dt.date | None
    kind: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a person or body: a candidate a model may point at, no statement."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A statement by offsets into the body. ``by`` are the doers, ``to`` those who suffer it or act themselves.

    ``says`` is who tells it. ``act`` is a term of the codebook, the words are of ``record.vocabulary``;
    ``content`` is the act that a demand, threat, pledge, confession or denial is about. Times, places and sums
    must be ones that our grammars found.
    """

    start: int
    end: int
    act: str
    modality: str
    polarity: str = "affirmed"
    scope: str = "incident"
    mode: str | None = None
    by: tuple[Offsets, ...] = ()
    to: tuple[Offsets, ...] = ()
    says: Offsets | None = None
    time: Offsets | None = None
    place: Offsets | None = None
    amounts: tuple[Offsets, ...] = ()
    content: str | None = None


class Reader(Protocol):
    """What a plug-in offers."""

    def read(self, given: Given) -> Iterable[Mention | Proposal]: ...


@dataclass(frozen=True, slots=True)
class PluginReading:
    """What a reader gave: ``reading`` has its proposals, ``mentions`` its candidates. ``problem`` says why there is nothing."""

    name: str
    reading: Reading | None = None
    mentions: tuple[Span, ...] = ()
    dropped: Counter[str] = field(default_factory=Counter)
    problem: str | None = None


def installed() -> tuple[str, ...]:
    """Names of the readers that installed packages offer. Loads none."""
    return tuple(sorted({e.name for e in entry_points(group=GROUP)}))


def find(names: Iterable[str]) -> tuple[EntryPoint, ...]:
    """The entry points with these names, still not loaded. Raises MisuseError for a name that nobody offers, or two do."""
    found = []
    for name in dict.fromkeys(names):
        offered = tuple(entry_points(group=GROUP, name=name))
        if len(offered) != 1:
            what = "no installed package offers a reader of this name" if not offered else "two packages offer this reader"
            raise MisuseError(what, where=name[:40], hint=f"readers here: {', '.join(installed()) or 'none'}")
        found.append(offered[0])
    return tuple(found)


def read_with(entry: EntryPoint, given: Given, first: Reading) -> PluginReading:
    """Load a reader and let it read. Never raises on account of the reader; what does not check is dropped and counted."""
    try:
        reader: Reader = entry.load()()
        rows = list(islice(reader.read(given), MOST))
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a stranger's code raises
        return PluginReading(entry.name, problem=f"failed with {type(error).__name__}")
    version = entry.dist.version if entry.dist is not None else "unknown"
    return _checked(entry.name, rows, given, first, Provenance("plugin", entry.name, version))


def _checked(name: str, rows: Sequence[object], given: Given, first: Reading, provenance: Provenance) -> PluginReading:
    dropped: Counter[str] = Counter()
    claims: list[Claim] = []
    mentions: list[Span] = []
    for row in rows:
        span = _span(row, given)
        claim = _claim(row, given.text) if isinstance(row, Proposal) and span else None
        if claim is not None:
            claims.append(claim)
        elif isinstance(row, Mention) and span:
            mentions.append(span)
        else:
            dropped["words, an act or a value that is not there"] += 1
    reading = build(given.text, claims, first, provenance)
    verify_reading(reading, given.text)
    return PluginReading(name, reading, tuple(mentions), dropped)


def _span(row: object, given: Given) -> Span | None:
    """The row's words; None when there are none, or they are no part of the body, which alone carries statements."""
    if not isinstance(row, Mention | Proposal) or not _fits((row.start, row.end), given.text):
        return None
    body = (p for p in given.paragraphs if p.role is ParagraphRole.BODY)
    if not any(p.start <= row.start and row.end <= p.end for p in body):
        return None
    return Span(row.start, row.end, given.text[row.start : row.end])


def _fits(at: object, text: str) -> bool:
    """Are these two offsets with words between them?"""
    if not isinstance(at, tuple) or len(at) != 2 or any(type(n) is not int for n in at):
        return False
    start, end = at
    return 0 <= start < end <= len(text) and not text[start].isspace() and not text[end - 1].isspace()


def _claim(row: Proposal, text: str) -> Claim | None:
    """The proposal as a claim; None when an offset or a word of it does not fit."""
    singles = tuple(at for at in (row.says, row.time, row.place) if at is not None)
    acts = (row.act, row.content) if row.content is not None else (row.act,)
    try:
        if not all(_fits(at, text) for at in (*row.by, *row.to, *row.amounts, *singles)) or any(
            a not in codebook() for a in acts
        ):
            return None
        return Claim(
            act=row.act,
            span=(row.start, row.end),
            modality=Modality(row.modality),
            polarity=Polarity(row.polarity),
            scope=Scope(row.scope),
            mode=AttributionMode(row.mode) if row.mode is not None else None,
            by=tuple(row.by),
            to=tuple(row.to),
            says=row.says,
            time=row.time,
            place=row.place,
            amounts=tuple(row.amounts),
            content=row.content,
        )
    except (TypeError, ValueError):
        return None
