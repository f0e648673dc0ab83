"""The coding sheet ``rushlight-coding/1``: a Reading as plain JSON data, and back.

The format is MODEL.md's; unknown keys are ignored on the way in, so sheets from other tools open.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from rushlight.errors import RecordError
from rushlight.record.document import Reading, SourceLink
from rushlight.record.spans import Span
from rushlight.record.statement import Attribution, Disagreement, Participant, Party, Provenance, Statement
from rushlight.record.values import Amount, Conversion, Interval, Place, Quantity, TimeExpr
from rushlight.record.vocabulary import (
    AttributionMode,
    Band,
    DocumentKind,
    Found,
    IdentityStatus,
    Modality,
    ParagraphRole,
    PartyClass,
    PartyKind,
    Polarity,
    QuantityKind,
    RelayKind,
    Role,
    Scope,
    TimeAnchor,
    TimeExtent,
    TimeUse,
)

FORMAT = "rushlight-coding/1"
Json = dict[str, Any]
Row = TypeVar("Row")


def to_sheet(reading: Reading, *, file: str, sha256: str) -> Json:
    """The coding sheet as JSON data. ``file`` names the text beside the sheet, ``sha256`` its text's hash."""
    return {
        "format": FORMAT,
        "document": {
            "file": file,
            "language": reading.language,
            "published": _date_out(reading.published),
            "kind": reading.kind.value,
            "outlet": reading.outlet,
            "sha256": sha256,
        },
        "boilerplate": [{**_span_out(span), "role": role.value} for span, role in reading.boilerplate],
        "parties": [_party_out(p) for p in reading.parties],
        "places": [_place_out(p) for p in reading.places],
        "times": [_time_out(t) for t in reading.times],
        "amounts": [_amount_out(a) for a in reading.amounts],
        "statements": [_statement_out(s) for s in reading.statements],
        "relays": [_relay_out(r) for r in reading.relays],
        "produced_by": _provenance_out(reading.produced_by),
        **_said_by_more("also_read_by", reading.also_read_by),
    }


def from_sheet(sheet: Mapping[str, Any]) -> Reading:
    """The Reading in a coding sheet.

    Raises RecordError when the format is another one or a field is missing or unknown; the error
    names the field, never its words.
    """
    if sheet.get("format") != FORMAT:
        raise RecordError("this is no coding sheet of a format we know", hint=f"expected format {FORMAT}")
    try:
        return _reading_in(sheet)
    except _UNREADABLE as error:
        raise _fault(error, "the sheet") from None


_UNREADABLE = (KeyError, ValueError, TypeError, ArithmeticError, AttributeError)


def _fault(error: Exception, where: str) -> RecordError:
    """What is wrong with a row, by its place; never by its words."""
    if isinstance(error, KeyError):
        return RecordError("the coding sheet lacks a field", where=f"{where}, {error.args[0]}")
    return RecordError("a field of the coding sheet has a value outside its vocabulary", where=where)


def _rows(sheet: Mapping[str, Any], name: str, read: Callable[[Mapping[str, Any]], Row]) -> tuple[Row, ...]:
    """The rows of one list; a fault names the list and the row's position in it."""
    found = []
    for position, row in enumerate(sheet.get(name, ()) if name in _MAY_LACK else sheet[name], start=1):
        try:
            found.append(read(row))
        except _UNREADABLE as error:
            raise _fault(error, f"{name}, row {position}") from None
    return tuple(found)


_MAY_LACK = ("boilerplate", "relays")


def _apart_in(row: Mapping[str, Any]) -> tuple[Span, ParagraphRole]:
    return _span_in(row), ParagraphRole(row["role"])


def _reading_in(sheet: Mapping[str, Any]) -> Reading:
    doc = sheet["document"]
    return Reading(
        language=doc["language"],
        published=_date_in(doc.get("published")),
        outlet=doc.get("outlet"),
        kind=DocumentKind(doc.get("kind", "publication")),
        boilerplate=_rows(sheet, "boilerplate", _apart_in),
        parties=_rows(sheet, "parties", _party_in),
        places=_rows(sheet, "places", _place_in),
        times=_rows(sheet, "times", _time_in),
        amounts=_rows(sheet, "amounts", _amount_in),
        statements=_rows(sheet, "statements", _statement_in),
        relays=_rows(sheet, "relays", _relay_in),
        produced_by=_provenance_in(sheet.get("produced_by")),
        also_read_by=_provenances_in(sheet.get("also_read_by", ())),
    )


def _span_out(span: Span) -> Json:
    return {"start": span.start, "end": span.end, "exact": span.exact}


def _span_in(row: Mapping[str, Any]) -> Span:
    return Span(row["start"], row["end"], row["exact"])


def _date_out(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _date_in(day: str | None) -> dt.date | None:
    return dt.date.fromisoformat(day) if day else None


def _decimal_out(value: Decimal | None) -> str | None:
    """Plain notation: 30000, never 3E+4."""
    return None if value is None else format(value, "f")


def _decimal_in(value: str | int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _quantity_out(q: Quantity | None) -> Json | None:
    if q is None:
        return None
    return {"kind": q.kind.value, "min": _decimal_out(q.min), "max": _decimal_out(q.max), "unit": q.unit, "word": q.word}


def _quantity_in(row: object) -> Quantity | None:
    if not isinstance(row, Mapping):
        return None
    return Quantity(
        QuantityKind(row["kind"]), _decimal_in(row.get("min")), _decimal_in(row.get("max")), row.get("unit"), row.get("word")
    )


def _party_out(p: Party) -> Json:
    return {
        "id": p.id,
        "kind": p.kind.value,
        "class": p.party_class.value,
        "label": p.label,
        "identity_status": p.identity_status.value,
        "mentions": [_span_out(m) for m in p.mentions],
        "size": _quantity_out(p.size),
        "pseudonym": p.pseudonym,
        "member_of": p.member_of,
        "unit_of": p.unit_of,
        "subset_of": p.subset_of,
        "distinct_from": list(p.distinct_from),
    }


def _party_in(row: Mapping[str, Any]) -> Party:
    return Party(
        id=row["id"],
        kind=PartyKind(row["kind"]),
        party_class=PartyClass(row["class"]),
        label=row.get("label", ""),
        identity_status=IdentityStatus(row["identity_status"]),
        mentions=tuple(_span_in(m) for m in row.get("mentions", ())),
        size=_quantity_in(row.get("size")),
        pseudonym=bool(row.get("pseudonym", False)),
        member_of=row.get("member_of"),
        unit_of=row.get("unit_of"),
        subset_of=row.get("subset_of"),
        distinct_from=tuple(row.get("distinct_from", ())),
    )


def _place_out(p: Place) -> Json:
    return {
        "id": p.id,
        "name": p.name,
        "precision": p.precision,
        "mentions": [_span_out(m) for m in p.mentions],
        "atlas_id": p.atlas_id,
        "parents": list(p.parents),
        "readings": list(p.readings),
    }


def _place_in(row: Mapping[str, Any]) -> Place:
    return Place(
        id=row["id"],
        name=row["name"],
        precision=row["precision"],
        mentions=tuple(_span_in(m) for m in row.get("mentions", ())),
        atlas_id=row.get("atlas_id"),
        parents=tuple(row.get("parents", ())),
        readings=tuple(row.get("readings", ())),
    )


def _time_out(t: TimeExpr) -> Json:
    return {
        "id": t.id,
        "span": _span_out(t.span),
        "edtf": t.edtf,
        "earliest": _date_out(t.earliest),
        "latest": _date_out(t.latest),
        "resolved": t.resolved,
        "applies_to": t.applies_to.value,
        "anchor": t.anchor.value,
        "extent": t.extent.value,
        "approximate": t.approximate,
        "rule": t.rule,
        "alternatives": [[_date_out(i.earliest), _date_out(i.latest)] for i in t.alternatives],
    }


def _time_in(row: Mapping[str, Any]) -> TimeExpr:
    return TimeExpr(
        id=row["id"],
        span=_span_in(row["span"]),
        edtf=row.get("edtf"),
        earliest=_date_in(row.get("earliest")),
        latest=_date_in(row.get("latest")),
        resolved=bool(row["resolved"]),
        applies_to=TimeUse(row.get("applies_to", "event")),
        anchor=_anchor_in(row.get("anchor")),
        extent=TimeExtent(row.get("extent", "imprecise")),
        approximate=bool(row.get("approximate", False)),
        rule=row.get("rule"),
        alternatives=tuple(Interval(_date_in(a), _date_in(b)) for a, b in row.get("alternatives", ())),
    )


def _anchor_in(word: str | None) -> TimeAnchor:
    """Sheets by hand write "event T06": the first word is the anchor."""
    first = (word or "none").split()[0]
    return TimeAnchor(first) if first in set(TimeAnchor) else TimeAnchor.NONE


def _amount_out(a: Amount) -> Json:
    return {
        "id": a.id,
        "span": _span_out(a.span),
        "value": _decimal_out(a.value),
        "currency": a.currency,
        "currency_basis": a.currency_basis,
        "conversions": [
            {"value": _decimal_out(c.value), "currency": c.currency, "span": _span_out(c.span)} for c in a.conversions
        ],
        "quantity": _quantity_out(a.quantity),
        "part": a.part,
        "per": a.per,
    }


def _amount_in(row: Mapping[str, Any]) -> Amount:
    return Amount(
        id=row["id"],
        span=_span_in(row["span"]),
        value=_decimal_in(row.get("value")),
        currency=row.get("currency"),
        currency_basis=row.get("currency_basis"),
        conversions=tuple(
            Conversion(Decimal(c["value"]), c.get("currency"), _span_in(c["span"]))
            for c in row.get("conversions", ())
            if c.get("value") is not None
        ),
        quantity=_quantity_in(row.get("quantity")),
        part=row.get("part", "whole"),
        per=row.get("per"),
    )


def _statement_out(s: Statement) -> Json:
    a = s.attribution
    return {
        "id": s.id,
        "spans": [_span_out(x) for x in s.spans],
        "act": s.act,
        "scope": s.scope.value,
        "modality": s.modality.value,
        "polarity": s.polarity.value,
        "attribution": {
            "mode": a.mode.value,
            "speaker": a.speaker,
            "carrier": a.carrier,
            "cue": _span_out(a.cue) if a.cue else None,
        },
        "participants": [{"role": p.role.value, "party": p.party} for p in s.participants],
        "time": s.time,
        "place": s.place,
        "amounts": list(s.amounts),
        "quantity": _quantity_out(s.quantity),
        "content_of": s.content_of,
        "restates": s.restates,
        "about": s.about,
        "contradicts": list(s.contradicts),
        "stage": s.stage,
        "band": s.band.value,
        "found": {name: how.value for name, how in s.found.items()},
        "produced_by": _provenance_out(s.produced_by),
        **_said_by_more("witnesses", s.witnesses),
        **_disagreements_out(s.disagreements),
    }


def _statement_in(row: Mapping[str, Any]) -> Statement:
    a = row.get("attribution", {})
    return Statement(
        id=row["id"],
        spans=tuple(_span_in(x) for x in row["spans"]),
        act=row["act"],
        scope=Scope(row["scope"]),
        modality=Modality(row["modality"]),
        polarity=Polarity(row.get("polarity", "affirmed")),
        attribution=Attribution(
            AttributionMode(a["mode"]), a.get("speaker"), a.get("carrier"), _span_in(a["cue"]) if a.get("cue") else None
        ),
        participants=tuple(Participant(Role(p["role"]), p["party"]) for p in row.get("participants", ())),
        time=row.get("time"),
        place=row.get("place"),
        amounts=tuple(row.get("amounts", ())),
        quantity=_quantity_in(row.get("quantity")),
        content_of=row.get("content_of"),
        restates=row.get("restates"),
        about=row.get("about"),
        contradicts=tuple(row.get("contradicts", ())),
        stage=row.get("stage"),
        band=Band(row.get("band", "medium")),
        found={name: Found(how) for name, how in row.get("found", {}).items()},
        produced_by=_provenance_in(row.get("produced_by")),
        witnesses=_provenances_in(row.get("witnesses", ())),
        disagreements=tuple(Disagreement(d["field"], d["reader"], d["value"]) for d in row.get("disagreements", ())),
    )


def _said_by_more(key: str, readers: Iterable[Provenance]) -> Json:
    """The key only where several readers read: sheets of one reader stay as they always were."""
    rows = [_provenance_out(p) for p in readers]
    return {key: rows} if rows else {}


def _disagreements_out(rows: Iterable[Disagreement]) -> Json:
    told = [{"field": d.field, "reader": d.reader, "value": d.value} for d in rows]
    return {"disagreements": told} if told else {}


def _provenances_in(rows: Iterable[object]) -> tuple[Provenance, ...]:
    return tuple(p for p in map(_provenance_in, rows) if p is not None)


def _provenance_out(p: Provenance | None) -> Json | None:
    return None if p is None else {"kind": p.kind, "name": p.name, "version": p.version, "settings": p.settings}


def _provenance_in(row: object) -> Provenance | None:
    if not isinstance(row, Mapping):
        return None
    return Provenance(row["kind"], row["name"], row["version"], row.get("settings"))


def _relay_out(r: SourceLink) -> Json:
    return {"kind": r.kind.value, "teller": r.teller, "origin": r.origin, "cue": _span_out(r.cue) if r.cue else None}


def _relay_in(row: Mapping[str, Any]) -> SourceLink:
    cue = _span_in(row["cue"]) if row.get("cue") else None
    return SourceLink(RelayKind(row["kind"]), row.get("teller"), row.get("origin"), cue)
