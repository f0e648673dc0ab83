"""What the casefile gives back: plain frozen values, and the JSON form of the record's dataclasses."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import msgspec

from rushlight.casefile.canonical import Json, canonical
from rushlight.errors import MisuseError, RecordError, Tampered
from rushlight.record import Document, DocumentKind, Reading

PRIVATE_KINDS = frozenset(
    {DocumentKind.TESTIMONY, DocumentKind.INTERVIEW, DocumentKind.MESSAGE, DocumentKind.FORM, DocumentKind.FIELD_NOTE}
)
"""Documents whose author and address may identify the one who spoke: both go to the vault."""

_ALIAS = re.compile(r"[A-Za-z]{1,4}-?[0-9]{1,6}")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A source by alias. ``may_be_same_as`` are ids of sources that nobody has yet told apart."""

    id: str
    alias: str
    may_be_same_as: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as listed: no text. ``event`` is the id of the event that brought it."""

    document: Document
    alias: str
    source: str | None
    collected_by: str
    event: str


@dataclass(frozen=True, slots=True)
class StoredReading:
    """One reading with its words cut from the text again, and neutral labels for sealed parties."""

    id: str
    document: str
    reading: Reading
    event: str


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A document, its text and its latest reading (None when nobody has read it yet)."""

    document: Document
    alias: str
    text: str
    reading: Reading | None
    source: str | None
    collected_by: str


@dataclass(frozen=True, slots=True)
class StoredRelease:
    """A row of the release ledger. ``kind`` is checked, published or refused; ``event`` can be proven."""

    id: str
    kind: str
    body: Mapping[str, Any]
    event: str
    at: dt.datetime
    by: str


def check_alias(alias: str) -> None:
    """Raise MisuseError for what could be a name. Aliases are one to four letters and a number."""
    if not _ALIAS.fullmatch(alias):
        raise MisuseError("an alias is one to four letters and a number, never a name", hint="such as S1 or R12")


def distinct(aliases: Iterable[str]) -> list[str]:
    """Aliases as shown, in the order of the casefile: those that two devices gave apart get a letter, ``R5``, ``R5b``."""
    seen: Counter[str] = Counter()
    out = []
    for alias in aliases:
        seen[alias] += 1
        n = seen[alias]
        out.append(alias if n == 1 else alias + (chr(ord("a") + n - 1) if n <= 26 else f"z{n}"))
    return out


def to_json(value: Any) -> Json:
    """A dataclass of the record as JSON data."""
    made: Json = msgspec.to_builtins(value)
    return made


def from_json(row: str, kind: type[T]) -> T:
    """A dataclass of the record from a table's JSON; unknown fields are ignored. Raises Tampered."""
    try:
        return msgspec.convert(parse_json(row), kind)
    except (msgspec.ValidationError, RecordError):
        raise Tampered("a stored row has not the form it should", where=kind.__name__) from None


def parse_json(row: str) -> Any:
    """JSON of a table's cell. Raises Tampered."""
    try:
        return msgspec.json.decode(row)
    except (msgspec.DecodeError, TypeError):
        raise Tampered("a stored row has not the form it should") from None


def without_private(document: Document) -> tuple[Document, Json]:
    """(the document to list, fields for the vault)."""
    if document.kind not in PRIVATE_KINDS:
        return document, {}
    hidden = {name: value for name, value in (("author", document.author), ("url", document.url)) if value}
    return replace(document, author=None, url=None), hidden


def same_json(left: Any, right: Any) -> bool:
    return canonical(left) == canonical(right)
