"""What one release said, as the casefile's ledger keeps it: all that a reader of it knows and a later release may add to.

``saying`` makes a ``Said`` of what was released; its JSON is canonical: one release has one form, and any other is refused.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import msgspec

from rushlight.errors import ReleaseError
from rushlight.release.draft import DraftTable
from rushlight.release.projection import Projection
from rushlight.release.pseudonyms import called_in
from rushlight.release.quoting import counted


@dataclass(frozen=True, slots=True)
class Earlier:
    """A release as the ledger kept it before it kept all that was said: what each of its items let a reader infer, its
    tables, and the text of each item in the same order (none where the ledger did not keep them yet).
    """

    id: str
    items: tuple[Projection, ...] = ()
    tables: tuple[DraftTable, ...] = ()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SaidItem:
    """One published sentence that the workbench composed. ``id`` is its public id; ``view`` holds the sealed ids of what
    it stands on; ``words`` counts its words; ``reports`` are the aliases of the reports whose number it tells.
    """

    id: str
    view: Projection
    words: int = 0
    reports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SaidSentence:
    """One published sentence of a text that a person wrote: its place in the text (S3), the digest of its words, and what
    it let a reader infer (nothing, or one projection for each thing it tells); ``reports`` as of an item.
    """

    id: str
    digest: str
    views: tuple[Projection, ...] = ()
    reports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """All that one release said. ``words`` counts, for each source (or report of an unknown one), its own words that the
    release repeats or nearly repeats; ``names`` are what it calls people, folded (``pseudonyms``); ``tables`` hold which
    records each of their numbers counts. Nothing of it ever leaves the casefile.
    """

    id: str
    items: tuple[SaidItem, ...] = ()
    sentences: tuple[SaidSentence, ...] = ()
    words: Mapping[str, int] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    tables: tuple[DraftTable, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", MappingProxyType(dict(self.words)))
        if any(n < 0 for n in (*self.words.values(), *(i.words for i in self.items))):
            raise ReleaseError("a release repeats no fewer than no words", where=self.id)

    @property
    def views(self) -> tuple[Projection, ...]:
        """Everything that its items and sentences let a reader infer."""
        return (*(i.view for i in self.items), *(v for s in self.sentences for v in s.views))


def from_earlier(earlier: Earlier) -> Said:
    """An old entry as one of today. It kept no public ids; whose words its texts are, what its items stand on tells."""
    texts = (*earlier.texts, *("" for _ in earlier.items))
    items = tuple(SaidItem("", v, counted(t)) for v, t in zip(earlier.items, texts, strict=False))
    return Said(earlier.id, items, names=called_in(earlier.texts), tables=earlier.tables)


def views(ledger: Iterable[Said]) -> list[Projection]:
    """Everything that all these releases let a reader infer, in their order."""
    return [view for said in ledger for view in said.views]


def plain(said: Said) -> dict[str, Any]:
    """As JSON values, to be kept inside a larger record."""
    values: dict[str, Any] = json.loads(to_json(said))
    return values


def to_json(said: Said) -> bytes:
    """Its canonical JSON: UTF-8, keys in order, no white space."""
    values = msgspec.to_builtins(said, enc_hook=dict)
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def from_plain(values: object) -> Said:
    """What ``plain`` made a Said of. Raises ReleaseError for a field that is missing, unknown or not in its one form."""
    try:
        said = msgspec.convert(values, Said)
        same = _same(plain(said), values)
    except (ReleaseError, ValueError, TypeError, RecursionError):
        raise _unreadable() from None
    if not same:
        raise _unreadable()
    return said


def from_json(data: bytes) -> Said:
    """What ``to_json`` wrote. Raises ReleaseError for any other bytes, were it only a space more."""
    try:
        values = json.loads(data)
    except (ValueError, RecursionError):
        raise _unreadable() from None
    said = from_plain(values)
    if to_json(said) != data:
        raise _unreadable()
    return said


def _same(mine: Any, theirs: Any) -> bool:
    """Whether both are equal and of equal kinds: 1, 1.0 and true are equal, but not one form."""
    if type(mine) is not type(theirs):
        return False
    if isinstance(mine, dict):
        return mine.keys() == theirs.keys() and all(_same(mine[key], theirs[key]) for key in mine)
    if isinstance(mine, list):
        return len(mine) == len(theirs) and all(map(_same, mine, theirs))
    return bool(mine == theirs)


def _unreadable() -> ReleaseError:
    return ReleaseError("what an earlier release said is not readable", hint="check the casefile: rushlight verify")
