"""A draft: what is about to leave, in fields. Sentences are composed from the fields unless a person wrote them."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any

from rushlight.errors import ReleaseError
from rushlight.record import Interval, Modality, Polarity, Purpose, Scope, SourceCount

ONE_SOURCE = SourceCount(1, 1)


@dataclass(frozen=True, slots=True)
class Words:
    """A text in English and Korean."""

    en: str
    ko: str

    def of(self, language: str) -> str:
        return self.ko if language.startswith("ko") else self.en


@dataclass(frozen=True, slots=True)
class Money:
    """A sum. ``value`` is None where only the fact of money is known; ``currency`` is ISO 4217."""

    value: Decimal | None
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Officer:
    """The state's side: a post or name, its office, its service; each may be missing."""

    post: Words | None = None
    office: Words | None = None
    service: Words | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """A free detail ("three confession letters"). ``what`` says what it is (letters, words_said, object, injury, ...);
    ``softer`` is a less telling wording of the same.
    """

    what: str
    words: str
    softer: str | None = None


@dataclass(frozen=True, slots=True)
class DraftItem:
    """One sentence about to leave, in fields.

    ``levels`` maps an axis ("place", "time", "amount", "detail:0", ...) to the name of the shown rung of its
    ladder; an axis without an entry is shown as exactly as it is known. ``group`` says who is affected:
    ``families_of_leavers``, ``intermediaries``, ``residents`` or None. ``subjects`` are the reports' aliases
    (consent hangs on them). ``knowers`` are kinds of people outside the authorities who could know
    (resources/release/priors.yaml), ``known_to`` those who could know one stated fact ("act" or an axis), where they
    are others. ``wording`` and ``attribution`` are set only where a person wrote them;
    ``wording_reviewed`` when a second person has read them. ``hearsay``: nobody who tells of it was there.
    ``elsewhere``: a person signed that the sentence rests on what others have published, and on no report of the casefile.
    """

    id: str
    statements: tuple[str, ...]
    act: str
    scope: Scope
    modality: Modality
    polarity: Polarity = Polarity.AFFIRMED
    event: str | None = None
    group: str | None = "families_of_leavers"
    place: str | None = None
    time: Interval | None = None
    amount: Money | None = None
    count: int | None = None
    officer: Officer | None = None
    age: int | None = None
    job: Words | None = None
    sector: Words | None = None
    kin: Words | None = None
    details: tuple[Detail, ...] = ()
    knowers: tuple[str, ...] = ()
    wording: str | None = None
    wording_reviewed: bool = False
    hearsay: bool = False
    attribution: str | None = None
    reports: int = 1
    sources: SourceCount = ONE_SOURCE
    subjects: tuple[str, ...] = ()
    levels: Mapping[str, str] = field(default_factory=dict)
    known_to: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    elsewhere: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "levels", MappingProxyType(dict(self.levels)))
        object.__setattr__(self, "known_to", MappingProxyType(dict(self.known_to)))

    def at(self, levels: Mapping[str, str]) -> DraftItem:
        """The same item with these axes shown at these rungs (others stay)."""
        return replace(self, levels={**self.levels, **levels})


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of a text that somebody wrote (``id`` S1, S2 …). ``signed``: a person has signed it off, having been
    asked what else is unusual. ``direct`` names what in it leads to one person by itself; ``told``: items hold its facts.
    ``unread``: it names a place, time or sum, but nobody could read what happened there, and no item holds it.
    """

    id: str
    text: str
    signed: bool
    direct: tuple[Words, ...] = ()
    told: bool = False
    unread: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its row, its column, how many families it stands for; None is a blanked cell."""

    row: str
    column: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Counted:
    """The records that one number of a table counts: aliases of reports, one for each family. They never leave."""

    row: str
    column: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shares:
    """What each family contributes to the figure of one cell (yuan paid, summonses counted), none below zero. For the
    check alone: it never leaves, and the ledger does not keep it.
    """

    row: str
    column: str
    amounts: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class DraftTable:
    """A table of families. ``total`` names the row and column that hold sums, if any.

    ``id`` is the same in every release that publishes the same table again: differencing is checked by it.
    ``subjects`` are the aliases of the reports that were counted (consent hangs on them); they never leave.
    ``sources`` counts the independent sources behind the whole table. ``counted`` says whom its numbers count, those of
    blanked cells too: what one number less another gives away is found by it.
    ``shares`` are given for cells whose figure is a sum over families.
    """

    id: str
    title: str
    cells: tuple[Cell, ...]
    total: str | None = "total"
    subjects: tuple[str, ...] = ()
    sources: SourceCount = ONE_SOURCE
    counted: tuple[Counted, ...] = ()
    shares: tuple[Shares, ...] = ()

    def lines(self) -> dict[tuple[str, str], list[Cell]]:
        """Every row and column with its cells, by ("row" or "column", its name)."""
        out: dict[tuple[str, str], list[Cell]] = {}
        for cell in self.cells:
            out.setdefault(("row", cell.row), []).append(cell)
            out.setdefault(("column", cell.column), []).append(cell)
        return out


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything one release would publish. ``recipient``: who gets it, where it is not for everybody. ``passages`` are
    the sentences of a text, where one was written by hand.
    """

    id: str
    purpose: Purpose
    language: str
    title: str
    items: tuple[DraftItem, ...] = ()
    tables: tuple[DraftTable, ...] = ()
    recipient: str | None = None
    passages: tuple[Passage, ...] = ()

    def __post_init__(self) -> None:
        if len({i.id for i in self.items}) != len(self.items):
            raise ReleaseError("two items of the draft have one id", where=self.id)
        if self.language[:2] not in ("en", "ko"):
            raise ReleaseError("a draft is in English or Korean", where=self.id, hint="use language en or ko")

    def item(self, item_id: str) -> DraftItem:
        for item in self.items:
            if item.id == item_id:
                return item
        raise ReleaseError("the draft has no such item", where=item_id)

    def with_item(self, changed: DraftItem) -> Draft:
        self.item(changed.id)
        return replace(self, items=tuple(changed if i.id == changed.id else i for i in self.items))

    def without(self, item_id: str) -> Draft:
        """The draft with one sentence left out."""
        self.item(item_id)
        return replace(self, items=tuple(i for i in self.items if i.id != item_id))


def digest(value: Any) -> str:
    """SHA-256 (hex) over every field of a draft or facts: two are equal exactly when their digests are."""
    return hashlib.sha256(json.dumps(_plain(value), ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    if isinstance(value, (set, frozenset)):
        return sorted(str(v) for v in value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, (dt.date, Decimal)):
        return str(value)
    return value
