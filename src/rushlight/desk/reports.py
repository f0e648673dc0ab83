"""The casefile's reports as the pure rooms see them, with what people have accepted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Generator, Mapping, Sequence

from rushlight.casefile import Casefile, StoredReport
from rushlight.casefile.canonical import canonical
from rushlight.casefile.stored import from_json
from rushlight.casefile.unseen import is_unseen, unseen
from rushlight.errors import CasefileError
from rushlight.record import Decision, Document, DocumentKind, Reading, Report
from rushlight.review import apply_decisions


def reports(case: Casefile, *, by: str | None = None, reviewing: bool = False) -> tuple[Report, ...]:
    """Every report (that ``by`` may find) that has been read, in the order of taking in, corrections applied.

    Of a report that ``by`` still reads as second reader nothing is accepted: what others decided they must not see yet, and
    what they say themselves is no decision. ``reviewing`` shows it as they left it, for going on with it.
    """
    by_statement = _by_statement(case.decisions(by=by))
    apart = frozenset() if reviewing else unseen(case._db, by)
    stored = case.stored_reports(by=by)
    return tuple(_report(s, s.reading, apart, by_statement) for s in stored if s.reading is not None)


Steps = Generator[tuple[int, int], None, tuple[Report, ...]]


def reports_steps(case: Casefile, *, by: str | None = None) -> Steps:
    """The same, a few at a time: tells how many of how many are ready after each few, and gives all of them at the end."""
    by_statement, apart = _by_statement(case.decisions(by=by)), unseen(case._db, by)
    documents, out = case.documents(by=by), []
    for n, d in enumerate(documents):
        for reading in case.readings(d.document.id, by=by)[-1:]:
            stored = StoredReport(d.document, d.alias, case.text(d.document.id), reading.reading, d.source, d.collected_by)
            out.append(_report(stored, reading.reading, apart, by_statement))
        if n % FEW == 0:
            yield n, len(documents)
    return tuple(out)


def one_report(case: Casefile, document: str, alias: str, *, by: str | None = None) -> Report:
    """One report that was read, under its ``alias``, as ``reports`` gives it. Raises CasefileError when there is none."""
    row = case._db.one("SELECT record, source, collected_by FROM document WHERE id = ?", (document,))
    readings = case.readings(document, by=by)
    if row is None or not readings:
        raise CasefileError("the casefile has no such report, or it was not read", where=document)
    reading = readings[-1].reading
    apart = frozenset((document,)) if is_unseen(case._db, document, by or "") else frozenset()
    stored = StoredReport(from_json(row[0], Document), alias, case.text(document), reading, row[1], row[2])
    return _report(
        stored, reading, apart, {} if apart else _by_statement(decisions_of(case, {s.id for s in reading.statements}))
    )


_NO_DOCUMENT = Document("", "und", DocumentKind.FIELD_NOTE, 0, "", "", "")
_NO_READING = Reading("und", None, None, DocumentKind.FIELD_NOTE, (), (), (), (), (), ())


def bare_report(alias: str, waiting: int) -> Report:
    """One report of which nothing is accepted, for counting: that it is there, and what waits. All of them share the rest."""
    return Report(alias, _NO_DOCUMENT, "", _NO_READING, (), waiting)


def decisions_of(case: Casefile, statements: Collection[str]) -> tuple[Decision, ...]:
    """Every decision about these statements, oldest first."""
    wanted = canonical(sorted(statements)).decode()
    sql = "SELECT record FROM decision WHERE statement IN (SELECT value FROM json_each(?)) ORDER BY turn, device, event"
    return tuple(from_json(record, Decision) for (record,) in case._db.rows(sql, (wanted,)))


FEW = 10


def _report(
    stored: StoredReport, reading: Reading, apart: Collection[str], by_statement: Mapping[str, list[Numbered]]
) -> Report:
    own = () if stored.document.id in apart else _own(reading, by_statement)
    reviewed = apply_decisions(reading, own, stored.text)
    return Report(
        alias=stored.alias,
        document=stored.document,
        text=stored.text,
        reading=reviewed.reading,
        accepted=reviewed.accepted,
        waiting=len(reviewed.waiting),
        source=stored.source,
        collected_by=stored.collected_by,
    )


Numbered = tuple[int, Decision]


def _by_statement(decisions: Sequence[Decision]) -> Mapping[str, list[Numbered]]:
    """Decisions by the statement they are about, each with its place among all: looked through once, not for each report."""
    out: defaultdict[str, list[Numbered]] = defaultdict(list)
    for n, decision in enumerate(decisions):
        out[decision.statement].append((n, decision))
    return out


def _own(reading: Reading, by_statement: Mapping[str, list[Numbered]]) -> tuple[Decision, ...]:
    """The decisions about this reading's statements, in their order."""
    found = [row for s in {s.id for s in reading.statements} for row in by_statement.get(s, ())]
    return tuple(decision for _, decision in sorted(found, key=lambda row: row[0]))
