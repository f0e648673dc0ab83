"""What can be asked of a document and of what it says, as rows of one event each (see ``projections``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rushlight.casefile.canonical import Json, canonical

Row = tuple[str, tuple[Any, ...]]


def document(data: Json) -> Iterator[Row]:
    """Kind, language and day of publication of a document."""
    known = data["document"]
    yield "catalogue", (known["id"], known.get("kind"), known.get("language"), known.get("published"))


def reading(data: Json) -> Iterator[Row]:
    """A row for each statement that a reader proposed; what people decided about it is another event's matter."""
    sheet = data["sheet"]
    for statement in sheet.get("statements", ()):
        yield "said", said(statement, sheet, data["id"], data["document"])


def restriction(data: Json) -> Iterator[Row]:
    """Who alone may find a document; nobody named: everybody."""
    yield "restriction", (data["document"], canonical(list(data["to"])).decode())


def said(statement: Json, sheet: Json, reading_id: str, document_id: str) -> tuple[Any, ...]:
    """One statement of a stored sheet as a row of ``said``, without the event's own columns."""
    place = _row(sheet, "places", statement.get("place"))
    time = _row(sheet, "times", statement.get("time"))
    told = statement.get("attribution", {}).get("mode")
    what = (statement["act"], statement.get("modality"), statement.get("polarity"), told, statement.get("band"))
    days = (time.get("earliest"), time.get("latest"))
    return (statement["id"], reading_id, document_id, *what, place.get("atlas_id"), *days, statement.get("content_of"))


def _row(sheet: Json, table: str, wanted: str | None) -> Json:
    rows: list[Json] = sheet.get(table, [])
    return next((row for row in rows if wanted and row["id"] == wanted), {})
