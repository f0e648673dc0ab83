"""The column map: which column of a table is the text, the date, who told us …, and items made of rows by it.

A map is data: it is kept in the casefile under a name and used again for the next export of the same source.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from rushlight.codebook.words import LANGUAGES, document_kind_words
from rushlight.errors import IntakeError, MisuseError
from rushlight.intake import limits
from rushlight.intake.dates import month_number
from rushlight.intake.normal import normalise
from rushlight.intake.tables import Fault, Row
from rushlight.record import DocumentKind


class Role(StrEnum):
    """What a column is for."""

    TEXT = "text"
    DATE = "date"
    OUTLET = "outlet"
    KIND = "kind"
    LANGUAGE = "language"
    SOURCE = "source"
    ID = "id"
    IGNORED = "ignored"


_MANY = (Role.TEXT, Role.IGNORED)
"""Roles that several columns may have: texts are joined, ignored columns are not kept at all."""

_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
_ALIAS = re.compile(r"[A-Za-z]{1,4}-?[0-9]{1,6}")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?")
_TOKENS = {"YYYY": r"(?P<y>\d{4})", "MMM": r"(?P<name>[^\W\d_]+\.?)", "MM": r"(?P<m>\d{2})", "M": r"(?P<m>\d{1,2})"}
_TOKENS |= {"DD": r"(?P<d>\d{2})", "D": r"(?P<d>\d{1,2})"}
_TOKEN = re.compile("YYYY|MMM|MM|M|DD|D|Y")


@dataclass(frozen=True)
class ColumnMap:
    """Roles and the columns that have them, by name or as ``#2`` for the second.

    ``dates`` are forms of dates beside ISO 8601 (``DD/MM/YYYY``); ``name`` is what the map is saved under.
    """

    columns: tuple[tuple[Role, str], ...]
    dates: tuple[str, ...] = ()
    header: bool = True
    delimiter: str | None = None
    name: str | None = None

    def of(self, role: Role) -> tuple[str, ...]:
        return tuple(column for held, column in self.columns if held is role)

    @property
    def names(self) -> frozenset[str]:
        """The columns that a table must have, those named by position left out."""
        return frozenset(column for _, column in self.columns if not column.startswith("#"))

    def to_json(self) -> dict[str, Any]:
        columns = [[role.value, column] for role, column in self.columns]
        return {"columns": columns, "dates": list(self.dates), "header": self.header, "delimiter": self.delimiter}

    @property
    def scope(self) -> str:
        """Whose ids these are: two tables number their rows from 1, and are not the same for that."""
        return self.name or "; ".join(f"{role}={column}" for role, column in self.columns)


def column_map(
    pairs: Iterable[str],
    *,
    dates: Iterable[str] = (),
    header: bool = True,
    delimiter: str | None = None,
    name: str | None = None,
) -> ColumnMap:
    """A map from what a person typed (``text=Story``). Raises MisuseError, naming what was typed."""
    columns: list[tuple[Role, str]] = []
    for pair in pairs:
        role, _, column = pair.partition("=")
        try:
            columns.append((Role(role.strip().lower()), " ".join(unicodedata.normalize("NFC", column).split())))
        except ValueError:
            roles = ", ".join(role.value for role in Role)
            raise MisuseError(
                "a column's use is not one we know", where=role[:20], hint=f"one of {roles}, as text=Story"
            ) from None
    delimiter = "\t" if delimiter in ("tab", "\\t") else delimiter
    return check_map(ColumnMap(tuple(columns), tuple(dates), header, delimiter, name))


def from_json(saved: Any, name: str) -> ColumnMap:
    """A saved map. Raises MisuseError when it is none."""
    try:
        columns = tuple((Role(role), str(column)) for role, column in saved["columns"])
        made = ColumnMap(columns, tuple(map(str, saved["dates"])), bool(saved["header"]), saved.get("delimiter"), name)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise MisuseError("the saved column map cannot be read", where=name, hint="save it anew with --save-map") from None
    return check_map(made)


def check_name(name: str) -> str:
    """Raise MisuseError for a map's name that is more than a short label."""
    if not _NAME.fullmatch(name):
        raise MisuseError("a map's name is small letters, digits and hyphens", where=name[:40], hint="such as export-2025")
    return name


def check_map(made: ColumnMap) -> ColumnMap:
    used = [column for _, column in made.columns]
    for role, column in made.columns:
        if not column or (column.startswith("#") and not re.fullmatch(r"#[1-9]\d{0,3}", column)):
            raise MisuseError("a column is its name or # and its number", where=f"{role}={column}"[:40], hint="such as text=#2")
        if used.count(column) > 1:
            raise MisuseError("a column has two uses", where=column[:40], hint="give each column once")
        if role not in _MANY and len(made.of(role)) > 1:
            raise MisuseError("only text and ignored may be given to several columns", where=role.value)
        if not made.header and not column.startswith("#"):
            raise MisuseError("without a header columns go by number", where=column[:40], hint="such as text=#2")
    if not made.of(Role.TEXT):
        raise MisuseError("no column is the text", hint="say which with --column text=NAME")
    for form in made.dates:
        _pattern(form)
    return made


@dataclass(frozen=True, slots=True)
class Item:
    """A row as a report to be kept. ``original`` holds the cells by column name, those ignored left out."""

    row: int
    text: str
    original: dict[str, str]
    published: dt.date | None = None
    outlet: str | None = None
    kind: DocumentKind | None = None
    language: str | None = None
    source: str | None = None
    external_id: str | None = None


class Fitted:
    """A map that was fitted to the header of one table."""

    def __init__(self, made: ColumnMap, header: tuple[str, ...], where: str, today: dt.date) -> None:
        """Raises MisuseError for a column that the table lacks; its header's words are not repeated."""
        self._map, self._header, self._today = made, header, today
        places = {(role, column): _place(column, header, where) for role, column in made.columns}
        self._texts = [(column, place) for (role, column), place in places.items() if role is Role.TEXT]
        self._single = {role: (column, place) for (role, column), place in places.items() if role not in _MANY}
        left_out = {place for (role, _), place in places.items() if role is Role.IGNORED}
        self._kept = [(name, place) for place, name in enumerate(header) if place not in left_out]
        self.unread = len(self._kept) - len(self._texts) - len(self._single)

    def item(self, row: Row) -> Item | tuple[Fault, ...]:
        """The report in a row, or everything that is wrong with it."""
        faults: list[Fault] = []
        text = self._text(row, faults)
        made = Item(row.number, text, {name: row.cells[place] for name, place in self._kept if row.cells[place]})
        read = {
            "published": self._cell(Role.DATE, row, faults),
            "outlet": self._cell(Role.OUTLET, row, faults),
            "kind": self._cell(Role.KIND, row, faults),
            "language": self._cell(Role.LANGUAGE, row, faults),
            "source": self._cell(Role.SOURCE, row, faults),
            "external_id": self._cell(Role.ID, row, faults),
        }
        return tuple(faults) or replace(made, **read)

    def _text(self, row: Row, faults: list[Fault]) -> str:
        parts = [part for _, place in self._texts if (part := normalise(row.cells[place])[0].strip())]
        text, column = "\n\n".join(parts), self._texts[0][0]
        try:
            limits.check_text(text, "")
        except IntakeError as error:
            blank = not text
            what = "the row has no text" if blank else error.what
            faults.append(Fault(row.number, what, "fill it in, or leave the row out" if blank else error.hint or "", column))
        return text

    def _cell(self, role: Role, row: Row, faults: list[Fault]) -> Any:
        if role not in self._single:
            return None
        column, place = self._single[role]
        value = row.cells[place].strip()
        if not value:
            return None
        try:
            return _day(value, self._map.dates, self._today) if role is Role.DATE else _READ[role](value)
        except _RefusedError as refused:
            faults.append(Fault(row.number, refused.what, refused.hint, column))
            return None


def _place(column: str, header: tuple[str, ...], where: str) -> int:
    if column.startswith("#") and int(column[1:]) <= len(header):
        return int(column[1:]) - 1
    if column in header:
        if f"{column} (2)" in header:
            raise MisuseError(
                "two columns have this name", where=f"{where}: {column}"[-80:], hint="give its number, such as #2"
            )
        return header.index(column)
    alike = [place for place, name in enumerate(header) if name.casefold() == column.casefold()]
    if len(alike) == 1:
        return alike[0]
    raise MisuseError(
        "the table has no such column", where=f"{where}: {column}"[-80:], hint="check its first row, or give --delimiter"
    )


class _RefusedError(Exception):
    """A cell that cannot be used, in fixed words; never the cell's own."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.what, self.hint = what, hint


# --- cells -------------------------------------------------------------------------------------------


def _day(value: str, forms: tuple[str, ...], today: dt.date) -> dt.date:
    days = _days(value, forms)
    if len(days) > 1:
        raise _RefusedError("the date can be read in two ways", "keep one of --date-format, or write it as YEAR-MONTH-DAY")
    if not days:
        raise _RefusedError("this is no date in a form that was named", "name its form, such as --date-format DD/MM/YYYY")
    (day,) = days
    if day > today:
        raise _RefusedError("the date is in the future", "check which is the day and which the month")
    return day


@lru_cache(maxsize=1 << 12)
def _days(value: str, forms: tuple[str, ...]) -> frozenset[dt.date]:
    """Every day that the value says in ISO 8601 or in one of the forms."""
    found: set[dt.date] = set()
    iso = _ISO.fullmatch(value)
    if iso:
        found |= _real(*map(int, iso[1].split("-")))
    for form in forms:
        match = _pattern(form).fullmatch(value)
        if match:
            groups = match.groupdict()
            month = month_number(groups["name"]) if groups.get("name") else int(groups["m"])
            found |= _real(int(groups["y"]), month or 0, int(groups["d"]))
    return frozenset(found)


def _real(year: int, month: int, day: int) -> set[dt.date]:
    try:
        return {dt.date(year, month, day)}
    except ValueError:
        return set()


@lru_cache
def _pattern(form: str) -> re.Pattern[str]:
    """The pattern of a form of dates. Raises MisuseError unless it has a year of four digits, a month and a day, once each."""
    pieces, at = [], 0
    tokens = list(_TOKEN.finditer(form))
    kinds = sorted(token.group()[0] for token in tokens)
    if kinds != ["D", "M", "Y"] or any(token.group() not in _TOKENS for token in tokens):
        hint = "YYYY, MM or M or MMM (a month's name), DD or D, such as DD/MM/YYYY"
        raise MisuseError("a form of dates has a year, a month and a day", where=form[:30], hint=hint)
    for token in tokens:
        pieces += [re.escape(form[at : token.start()]), _TOKENS[token.group()]]
        at = token.end()
    return re.compile("".join(pieces) + re.escape(form[at:]), re.IGNORECASE)


@lru_cache
def _kinds() -> dict[str, DocumentKind]:
    """Every kind by its code and by its words in English and Korean."""
    known = {kind.value: kind for kind in DocumentKind}
    return known | {document_kind_words(kind.value, lang).casefold(): kind for kind in DocumentKind for lang in LANGUAGES}


def _kind(value: str) -> DocumentKind:
    found = _kinds().get(" ".join(value.casefold().split())) or _kinds().get(value.casefold().replace(" ", "_"))
    if found is None:
        raise _RefusedError("this is no kind of document", f"one of {', '.join(kind.value for kind in DocumentKind)}")
    return found


def _language(value: str) -> str:
    code = value.lower().replace("_", "-")
    if not _LANGUAGE.fullmatch(code):
        raise _RefusedError("this is no language code", "such as en or ko")
    return code


def _source(value: str) -> str:
    if not _ALIAS.fullmatch(value):
        raise _RefusedError(
            "a source is an alias of one to four letters and a number, never a name",
            "record it with 'rushlight add-source' and write its alias, such as S1",
        )
    return value


def _outlet(value: str) -> str:
    if len(value) > 200:
        raise _RefusedError("the outlet is longer than a name", "is this the right column?")
    return unicodedata.normalize("NFC", " ".join(value.split()))


def _external(value: str) -> str:
    if len(value) > 500:
        raise _RefusedError("the id is longer than an id", "is this the right column?")
    return unicodedata.normalize("NFC", value)


_READ: dict[Role, Any] = {
    Role.KIND: _kind,
    Role.LANGUAGE: _language,
    Role.SOURCE: _source,
    Role.OUTLET: _outlet,
    Role.ID: _external,
}
