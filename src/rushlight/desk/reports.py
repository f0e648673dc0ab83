"""The casefile's reports as the pure rooms see them, with what people have accepted."""

from __future__ import annotations

from rushlight.casefile import Casefile
from rushlight.record import Report
from rushlight.review import apply_decisions, decisions_on


def reports(case: Casefile, *, by: str | None = None) -> tuple[Report, ...]:
    """Every report (that ``by`` may find) that has been read, in the order of taking in, corrections applied."""
    decisions = case.decisions()
    out = []
    for stored in case.stored_reports(by=by):
        if stored.reading is None:
            continue
        reviewed = apply_decisions(stored.reading, decisions_on(stored.reading, decisions))
        out.append(
            Report(
                alias=stored.alias,
                document=stored.document,
                text=stored.text,
                reading=reviewed.reading,
                accepted=reviewed.accepted,
                waiting=len(reviewed.waiting),
                source=stored.source,
                collected_by=stored.collected_by,
            )
        )
    return tuple(out)
