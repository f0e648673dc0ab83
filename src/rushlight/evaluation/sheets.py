"""Sheets as they come in: a gold sheet must hold against its text, a proposal's sheet must have the right shape.

A wrong quotation in a proposal is no fault of shape: it is counted (``quotes``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rushlight.codebook import codebook
from rushlight.errors import RecordError
from rushlight.evaluation.forbidden import known_keys
from rushlight.evaluation.matching import Json
from rushlight.record import Reading, from_sheet, verify_reading


@dataclass(frozen=True, slots=True)
class Pair:
    """One report: its text, the sheet a person wrote and the sheet a reader wrote."""

    name: str
    text: str
    gold: Json
    found: Json


def check_gold(sheet: Json, text: str, *, where: str) -> None:
    """Raise RecordError when the gold sheet does not hold; the error names ids and fields, never words."""
    reading = _read(sheet, where)
    try:
        verify_reading(reading, text)
        for statement in reading.statements:
            codebook().term(statement.act)
    except RecordError as error:
        raise RecordError(error.what, where=_joined(where, error.where), hint="correct the sheet") from None
    if not all(isinstance(rule, Mapping) and known_keys(rule) for rule in sheet.get("must_not", ())):
        raise RecordError("a must_not rule asks for something unknown", where=where, hint="docs/evaluation.md lists the keys")


def check_found(sheet: object, *, where: str) -> None:
    """Raise RecordError when a proposal's sheet is not of the format, or refers to what it does not hold."""
    if not isinstance(sheet, Mapping):
        raise RecordError("this is no coding sheet", where=where, hint="docs/model.md describes the format")
    reading = _read(_with_any_words(sheet), where)
    ids = {row.id for rows in (reading.times, reading.places, reading.amounts) for row in rows}
    for statement in reading.statements:
        if any(ref is not None and ref not in ids for ref in (statement.time, statement.place, *statement.amounts)):
            raise RecordError(
                "a statement refers to something the sheet does not have",
                where=_joined(where, statement.id),
                hint="times, places and amounts go by the ids of their rows",
            )


def _read(sheet: Json, where: str) -> Reading:
    try:
        return from_sheet(sheet)
    except RecordError as error:
        hint = error.hint or "docs/model.md describes the format"
        raise RecordError(error.what, where=_joined(where, error.where), hint=hint) from None
    except (AttributeError, IndexError):
        raise RecordError(
            "the coding sheet is not built as the format says", where=where, hint="docs/model.md describes the format"
        ) from None


def _with_any_words(value: Any) -> Any:
    """A copy whose spans have words of the right length: whether they are the text's is counted, not refused."""
    if isinstance(value, Mapping):
        copy = {key: _with_any_words(inner) for key, inner in value.items()}
        if {"start", "end", "exact"} <= copy.keys():
            copy["exact"] = "x" * max(0, int(copy["end"]) - int(copy["start"]))
        return copy
    return [_with_any_words(inner) for inner in value] if isinstance(value, list) else value


def _joined(where: str, inner: str | None) -> str:
    return f"{where}: {inner}" if inner else where
