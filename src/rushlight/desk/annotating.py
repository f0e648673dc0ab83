"""Statements, decisions and readers as Web Annotations and PROV-O, for colleagues' own tools. Nothing here is a release.

Web Annotation Data Model (W3C Recommendation, 23 February 2017): a statement is an Annotation of its words, found by
position and by quote; a decision is an Annotation of that one. PROV-O (W3C Recommendation, 30 April 2013): which reader
read what from which document, who decided. The annotations name W3C's context by its address, as the model demands;
the provenance has its context inside. Neither is fetched here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rushlight.record import Decision, Provenance, Report, Span, Statement, Verdict

Json = dict[str, Any]
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
URN = "urn:x-rushlight:"
AROUND = 32
"""Code points of text before and after a quote, to find it again where a text has moved."""
PROV: Json = {
    "prov": "http://www.w3.org/ns/prov#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rl": f"{URN}terms:",
    "used": {"@id": "prov:used", "@type": "@id"},
    "wasAssociatedWith": {"@id": "prov:wasAssociatedWith", "@type": "@id"},
    "wasAttributedTo": {"@id": "prov:wasAttributedTo", "@type": "@id"},
    "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
    "wasGeneratedBy": {"@id": "prov:wasGeneratedBy", "@type": "@id"},
    "wasInformedBy": {"@id": "prov:wasInformedBy", "@type": "@id"},
    "wasRevisionOf": {"@id": "prov:wasRevisionOf", "@type": "@id"},
    "endedAtTime": {"@id": "prov:endedAtTime", "@type": "xsd:dateTime"},
}


def annotated(reports: Sequence[Report], decisions: Sequence[Decision], *, id: str) -> Json:
    """An AnnotationCollection with one page: each statement of the reports, then each decision about one of them."""
    items = [_telling(report, statement) for report in reports for statement in report.reading.statements]
    own = {s.id for report in reports for s in report.reading.statements}
    items += [_deciding(d) for d in decisions if d.statement in own]
    page = {"id": f"{URN}{id}:page", "type": "AnnotationPage", "partOf": f"{URN}{id}", "startIndex": 0, "items": items}
    return {"@context": CONTEXT, "id": f"{URN}{id}", "type": "AnnotationCollection", "total": len(items), "first": page}


def _telling(report: Report, statement: Statement) -> Json:
    values = (statement.scope.value, statement.modality.value, statement.polarity.value)
    tags = [{"type": "TextualBody", "purpose": "tagging", "value": value} for value in values]
    readers = [_generator(p) for p in _readers(report, statement)]
    out = {
        "id": f"{URN}{statement.id}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": [{"type": "TextualBody", "purpose": "classifying", "value": statement.act}, *tags],
        "target": [_target(report, span) for span in statement.spans],
    }
    return {**out, "generator": readers} if readers else out


def _target(report: Report, span: Span) -> Json:
    """The words at ``span``: offsets count code points of the NFC text, as the model demands (4.2.5)."""
    before, after = report.text[max(0, span.start - AROUND) : span.start], report.text[span.end : span.end + AROUND]
    return {
        "type": "SpecificResource",
        "source": f"{URN}{report.document.id}",
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {"type": "TextQuoteSelector", "exact": span.exact, "prefix": before, "suffix": after},
        ],
    }


def _generator(reader: Provenance) -> Json:
    kind = "Person" if reader.kind == "person" else "Software"
    return {"id": _reader(reader), "type": kind, "name": f"{reader.name} {reader.version}".strip()}


def _deciding(decision: Decision) -> Json:
    said = decision.verdict.value if decision.field is None else f"{decision.field}: {decision.value or 'not stated'}"
    body = [{"type": "TextualBody", "purpose": "assessing" if decision.field is None else "editing", "value": said}]
    if decision.reason:
        body.append({"type": "TextualBody", "purpose": "commenting", "value": decision.reason})
    return {
        "id": f"{URN}{decision.id}",
        "type": "Annotation",
        "motivation": body[0]["purpose"],
        "creator": {"id": _person(decision.by), "type": "Person", "nickname": decision.by},
        "created": _time(decision),
        "body": body,
        "target": f"{URN}{decision.supersedes if decision.verdict is Verdict.UNDO else decision.statement}",
    }


def provenance(reports: Sequence[Report], decisions: Sequence[Decision]) -> Json:
    """The same as a PROV-O graph in JSON-LD: documents, readings, statements, decisions, and what stands of them."""
    graph: dict[str, Json] = {}
    for report in reports:
        for node in _read(report):
            graph.setdefault(node["@id"], node)
        for node in _decided(report, decisions):
            graph.setdefault(node["@id"], node)
    return {"@context": PROV, "@graph": list(graph.values())}


def _read(report: Report) -> Iterator[Json]:
    document, reading = f"{URN}{report.document.id}", f"{URN}{report.document.id}:reading"
    yield {"@id": document, "@type": "prov:Entity", "rl:sha256OfText": report.document.text_sha256}
    agents = {_reader(p): p for s in report.reading.statements for p in _readers(report, s)}
    yield {"@id": reading, "@type": "prov:Activity", "used": document, "wasAssociatedWith": list(agents)}
    for name, p in agents.items():
        kind = "prov:Person" if p.kind == "person" else "prov:SoftwareAgent"
        yield {"@id": name, "@type": kind, "rl:kind": p.kind, "rl:name": p.name, "rl:version": p.version}
    for s in report.reading.statements:
        origin = {"wasGeneratedBy": reading, "wasDerivedFrom": document}
        readers = [_reader(p) for p in _readers(report, s)]
        yield {"@id": f"{URN}{s.id}", "@type": "prov:Entity", **origin, "wasAttributedTo": readers, **_fields(s)}


def _decided(report: Report, decisions: Iterable[Decision]) -> Iterator[Json]:
    """Each decision as an activity; what a person accepted, as it stands now, as a revision of what was proposed."""
    own, latest = {s.id for s in report.reading.statements}, dict[str, str]()
    for d in decisions:
        if d.statement not in own:
            continue
        latest[d.statement] = f"{URN}{d.id}"
        node = {"@id": f"{URN}{d.id}", "@type": "prov:Activity", "used": f"{URN}{d.statement}", "rl:verdict": d.verdict.value}
        before = {"wasInformedBy": f"{URN}{d.supersedes}"} if d.supersedes else {}
        yield {**node, "wasAssociatedWith": _person(d.by), "endedAtTime": _time(d), **before}
        yield {"@id": _person(d.by), "@type": "prov:Person", "rl:alias": d.by}
    for s in report.accepted:
        of = f"{URN}{s.id}"
        made = {"wasRevisionOf": of, "wasGeneratedBy": latest[s.id]} if s.id in latest else {"wasRevisionOf": of}
        yield {"@id": f"{of}:accepted", "@type": "prov:Entity", **made, **_fields(s)}


def _fields(s: Statement) -> Json:
    return {"rl:act": s.act, "rl:scope": s.scope.value, "rl:modality": s.modality.value, "rl:polarity": s.polarity.value}


def _readers(report: Report, statement: Statement) -> tuple[Provenance, ...]:
    """Who read a statement: all that did, else whoever proposed it or read the whole report."""
    one = statement.produced_by or report.reading.produced_by
    return statement.witnesses or ((one,) if one else ())


def _reader(p: Provenance) -> str:
    return URN + ":".join(
        ("reader", *("".join(c if c.isalnum() else "-" for c in part) for part in (p.kind, p.name, p.version)))
    )


def _person(alias: str) -> str:
    return f"{URN}person:{alias}"


def _time(decision: Decision) -> str:
    return decision.at.isoformat().replace("+00:00", "Z")
