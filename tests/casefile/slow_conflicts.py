"""Conflicts looked for the slow way: in everything that was ever said of anything."""

from __future__ import annotations

from collections.abc import Iterator
from unittest import mock

from rushlight.casefile import Casefile, conflicts
from rushlight.casefile.canonical import canonical
from rushlight.casefile.conflicts import (
    CONSENT,
    JUDGEMENT,
    READER,
    REPORT_ALIAS,
    RESEALED,
    SAME_BYTES,
    SETTING,
    SOURCE_ALIAS,
    TRUSTEES,
    Conflict,
    _decisions,
    _Row,
)
from rushlight.casefile.stored import parse_json
from rushlight.casefile.unlinking import withdrawn


def in_everything(case: Casefile, *, by: str | None = None) -> tuple[Conflict, ...]:
    """What ``conflicts.conflicts`` gives."""
    with mock.patch.object(conflicts, "_rows", _rows):
        return conflicts.conflicts(case, by=by)


def _rows(case: Casefile) -> Iterator[_Row]:
    """Everything that was said of anything, in the casefile's order."""
    order = "ORDER BY turn, device, event"
    for name, value, event in case._db.each(f"SELECT name, value, event FROM setting {order}"):  # noqa: S608
        yield _Row((SETTING, name), value, event)
    yield from _decisions(case._db.each(f"SELECT record, event FROM decision {order}"))  # noqa: S608
    for record, event in case._db.each(f"SELECT record, event FROM judgement {order}"):  # noqa: S608
        said = parse_json(record)
        if said["id"] in withdrawn(case):
            continue
        yield _Row((JUDGEMENT, said["relation"], *sorted((said["left"], said["right"]))), said["judgement"], event)
    for document, place, person, event in case._db.each(f"SELECT document, place, person, event FROM assignment {order}"):  # noqa: S608
        yield _Row((READER, document, place), person, event)
    for opened in case.records("consent.given"):
        said = opened.data
        about = said.get("document") or said["subject"]
        terms = {key: said[key] for key in ("identity", "recipients", "reports") if said.get(key)}
        value = canonical({"until": said["until"], "withdrawn": said["withdrawn"], **terms}).decode()
        yield _Row((CONSENT, about, said["purpose"]), value, opened.event.id)
    for needed, chosen, event in case._db.each(f"SELECT k, devices, event FROM trustees {order}"):  # noqa: S608
        named: object = parse_json(chosen)
        if isinstance(named, list) and all(isinstance(device, str) for device in named):  # else it sets nobody (``trustees``)
            yield _Row((TRUSTEES,), canonical({"needed": needed, "trustees": sorted(named)}).decode(), event)
    for replaces, record, event in case._db.each(f"SELECT replaces, id, event FROM resealed {order}"):  # noqa: S608
        yield _Row((RESEALED, replaces), record, event)
    for kind, table, column in (
        (REPORT_ALIAS, "document", "alias"),
        (SOURCE_ALIAS, "source", "alias"),
        (SAME_BYTES, "document", "bytes_sha256"),
    ):
        for key, value, event in case._db.each(f"SELECT {column}, id, event FROM {table} {order}"):  # noqa: S608
            yield _Row((kind, key), value, event)
