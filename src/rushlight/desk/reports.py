"""The casefile's reports as the pure rooms see them, with what people have accepted."""

from __future__ import annotations

from rushlight.casefile import Casefile
from rushlight.casefile.unseen import unseen
from rushlight.record import Report
from rushlight.review import apply_decisions, decisions_on


def reports(case: Casefile, *, by: str | None = None, reviewing: bool = False) -> tuple[Report, ...]:
    """Every report (that ``by`` may find) that has been read, in the order of taking in, corrections applied.

    Of a report that ``by`` still reads as second reader nothing is accepted: what others decided they must not see yet, and
    what they say themselves is no decision. ``reviewing`` shows it as they left it, for going on with it.
    """
    decisions = case.decisions(by=by)
    apart = frozenset() if reviewing else unseen(case._db, by)
    out = []
    for stored in case.stored_reports(by=by):
        if stored.reading is None:
            continue
        own = () if stored.document.id in apart else decisions_on(stored.reading, decisions)
        reviewed = apply_decisions(stored.reading, own, stored.text)
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
