"""Find: reports by their words and by what they say. What was asked stands in no address and no log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rushlight.casefile.search.conditions import Conditions
from rushlight.casefile.search.finding import Found
from rushlight.codebook import codebook
from rushlight.codebook.words import band_words, document_kind_words, modality_words, mode_words
from rushlight.desk.finding import FoundReports
from rushlight.errors import MisuseError
from rushlight.record import AttributionMode, Band, DocumentKind, Modality
from rushlight.workbench.answering import Answer, Asked, Fields, Go
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post

MEMORY = "find"
SIZE = 20
"""Reports of a page."""

PLAIN = (
    *("words", "place", "act", "modality", "told", "band", "kind", "language"),
    *("since", "until", "happened-since", "happened-until", "names"),
)
"""The fields of the form, which are remembered until the casefile is shut."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a list: ``value`` is sent, ``words`` are shown."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a passage; ``found`` where it is what was asked for."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A report that fits, with the passage in which most of what was asked stands."""

    alias: str
    document: str
    about: str
    language: str
    passage: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Lists:
    """The options of the form."""

    acts: tuple[Choice, ...]
    modalities: tuple[Choice, ...]
    modes: tuple[Choice, ...]
    bands: tuple[Choice, ...]
    kinds: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindPage(Shown):
    """The question, and what fits."""

    template: ClassVar[str] = "find.html"
    screen: ClassVar[str] = "find"
    asked_for: dict[str, str]
    lists: Lists
    searched: bool
    count: int
    ranked: bool
    places: tuple[str, ...]
    rows: tuple[Row, ...]
    page: int
    last: int


def ask(asked: Asked) -> Answer:
    """Remember the question in memory, and show what fits."""
    said = Fields([(name, asked.form.get(name).strip()) for name in PLAIN])
    _conditions(said)  # what makes no sense is told at once
    asked.memory[MEMORY] = said
    return Go("/find")


def forget(asked: Asked) -> Answer:
    asked.memory.pop(MEMORY, None)
    return Go("/find")


def show(asked: Asked) -> Answer:
    said: Fields = asked.memory.get(MEMORY) or Fields([(name, "") for name in PLAIN])
    searched = any(said.get(name) for name in PLAIN)
    page = max(1, asked.query.whole("page", 1))
    found = _find(asked, said, page) if searched else None
    answer = found.answer if found else None
    return FindPage(
        asked_for={name: said.get(name) for name in PLAIN},
        lists=_lists(asked.language),
        searched=searched,
        count=answer.count if answer else 0,
        ranked=answer.ranked if answer else True,
        places=tuple(f"{e.ko} ({e.en})" if asked.language == "ko" else e.en for e in found.places) if found else (),
        rows=tuple(_row(report, asked.language) for report in answer.page) if answer else (),
        page=page,
        last=max(1, -(-answer.count // SIZE)) if answer else 1,
    )


def _find(asked: Asked, said: Fields, page: int) -> FoundReports:
    return asked.desk.find(
        said.get("words"),
        _conditions(said),
        place=said.get("place") or None,
        names=said.get("names") == "yes",
        first=(page - 1) * SIZE,
        shown=SIZE,
    )


def _conditions(said: Fields) -> Conditions:
    def chosen(name: str, known: type[Modality | AttributionMode | Band | DocumentKind]) -> str | None:
        value = said.get(name)
        if value and value not in [one.value for one in known]:
            raise MisuseError("there is no such choice", where=name, hint="choose one of the list")
        return value or None

    return Conditions(
        kind=chosen("kind", DocumentKind),
        language=said.get("language") or None,
        since=said.day("since"),
        until=said.day("until"),
        act=said.get("act") or None,
        modality=chosen("modality", Modality),
        mode=chosen("told", AttributionMode),
        band=chosen("band", Band),
        happened_since=said.day("happened-since"),
        happened_until=said.day("happened-until"),
    )


def _row(report: Found, language: str) -> Row:
    kind = document_kind_words(report.kind, language) if report.kind else ""
    about = ", ".join(filter(None, (kind, report.published)))
    return Row(report.alias, report.document, about, report.language or "", _passage(report))


def _passage(report: Found) -> tuple[Part, ...]:
    parts, at, begin = [], 0, report.snippet.start
    for start, end in report.snippet.marks:
        parts += [
            Part(report.words[at : start - begin], found=False),
            Part(report.words[start - begin : end - begin], found=True),
        ]
        at = end - begin
    parts.append(Part(report.words[at:], found=False))
    return tuple(part for part in parts if part.text)


def _lists(language: str) -> Lists:
    return Lists(
        acts=tuple(Choice(term.id, term.label(language)) for term in codebook()),
        modalities=tuple(Choice(m.value, modality_words(m, language)) for m in Modality),
        modes=tuple(Choice(m.value, mode_words(m, language)) for m in AttributionMode),
        bands=tuple(Choice(b.value, band_words(b, language)) for b in Band),
        kinds=tuple(Choice(k.value, document_kind_words(k, language)) for k in DocumentKind),
    )


ROUTES = (
    get("/find", show),
    post("/find", ask),
    post("/find/forget", forget),
)
