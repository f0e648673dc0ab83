"""From accepted statements to a draft: one item for each happening and act, all tellings of it together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rushlight.errors import ReleaseError
from rushlight.record import AttributionMode, Purpose, Report, Role, SourceCount, Statement
from rushlight.release.draft import Draft, DraftItem, Officer
from rushlight.release.facts import group_of, money_of, place_of, time_of
from rushlight.release.settings import part, words

Telling = tuple[Report, Statement]


@dataclass(frozen=True, slots=True)
class Happening:
    """Tellings of one event: statement ids, and how many independent sources stand behind them."""

    id: str
    statements: frozenset[str]
    sources: SourceCount


def draft_from(
    reports: Sequence[Report],
    happenings: Sequence[Happening],
    chosen: Iterable[str],
    *,
    id: str,
    purpose: Purpose,
    language: str,
    title: str,
) -> Draft:
    """The draft of the chosen accepted statements, in their order, everything shown as exactly as it is known.

    Statements of one happening with the same act, scope, modality and polarity become one item; where tellings
    differ the first chosen one's value stands. Raises ReleaseError for a statement nobody accepted.
    """
    accepted = {s.id: (r, s) for r in reports for s in r.accepted}
    event_of = {s: h for h in reversed(happenings) for s in h.statements}
    clusters: dict[tuple[object, ...], list[Telling]] = {}
    for statement_id in dict.fromkeys(chosen):
        if statement_id not in accepted:
            raise ReleaseError("only an accepted statement can leave", where=statement_id, hint="review the statement first")
        report, statement = accepted[statement_id]
        clusters.setdefault(_key(statement, event_of.get(statement.id)), []).append((report, statement))
    items = tuple(
        _item(f"I{n}", tellings, event_of.get(tellings[0][1].id)) for n, tellings in enumerate(clusters.values(), start=1)
    )
    return Draft(id, purpose, language, title, items)


def _key(statement: Statement, event: Happening | None) -> tuple[object, ...]:
    return (event.id if event else statement.id, statement.act, statement.scope, statement.modality, statement.polarity)


def _item(item_id: str, tellings: Sequence[Telling], event: Happening | None) -> DraftItem:
    report, first = tellings[0]
    subjects = tuple(dict.fromkeys(r.alias for r, _ in tellings))
    return DraftItem(
        id=item_id,
        statements=tuple(s.id for _, s in tellings),
        act=first.act,
        scope=first.scope,
        modality=first.modality,
        polarity=first.polarity,
        event=event.id if event else None,
        group=group_of(report, first),
        place=next((p for p in (place_of(r, s) for r, s in tellings) if p), None),
        time=next((t for t in (time_of(r, s) for r, s in tellings) if t), None),
        amount=next((m for m in (money_of(r, s) for r, s in tellings) if m), None),
        officer=next((o for o in (officer_of(r, s) for r, s in tellings) if o), None),
        knowers=(),
        hearsay=all(s.attribution.mode is AttributionMode.HEARSAY for _, s in tellings),
        reports=len(subjects),
        sources=event.sources if event else SourceCount(1, len(subjects)),
        subjects=subjects,
    )


def officer_of(report: Report, statement: Statement) -> Officer | None:
    """The service behind the act, in general words only: labels may hold names and places."""
    for party in statement.parties(Role.PERPETRATOR, Role.ORDERING_AUTHORITY):
        label = report.reading.party(party).label.casefold()
        for row in part("ladders")["services"]:
            if any(mark in label for mark in row["marks"]):
                return Officer(service=words(row))
    return None
