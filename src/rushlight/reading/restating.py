"""What is told twice inside one report: a headline and its story, a sentence and the next that goes on about it.

The telling that says more (time, place, sum, parties) is the one restated; the other points to it. Only single
happenings that took place are tied, and only where nothing stands against it: a link is a proposal that a person
sees, yet two families' searches made one would lose evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from rushlight.reading.drafts import Draft, PartyDraft, Source, StatementDraft
from rushlight.record import Amount, Modality, ParagraphRole, Place, Polarity, Role, Scope, TimeExpr

DOERS = frozenset({Role.PERPETRATOR, Role.ORDERING_AUTHORITY})
NEAR = 2
"""Paragraphs within which a second sentence about the same people goes on about the same happening."""
MANY_TIMES = ("respond.", "demand.", "exchange.contact", "effect.", "adapt.")
"""Acts that people do again and again: a second denial is as likely another one as the same."""
WHOLE_COUNTRY = 6
"""Precision from which a place is too wide to say where (see MODEL, Place)."""


def tie_restatements(source: Source, draft: Draft) -> None:
    """Set ``restates`` where a single happening is told again. Pure but for the drafts it ties."""
    body = [p for p in source.paragraphs if p.role is ParagraphRole.BODY]
    order = sorted((s for s in draft.statements if _single(s)), key=lambda s: (s.act, s.modality, min(s.spans).start))
    for _, group in groupby(order, key=lambda s: (s.act, s.modality)):
        _tie(list(group), [p.start for p in body])


def _single(s: StatementDraft) -> bool:
    return (
        s.scope is Scope.INCIDENT
        and s.modality is Modality.OCCURRED
        and s.polarity is Polarity.AFFIRMED
        and s.content_of is None
        and s.restates is None
        and not s.act.startswith(MANY_TIMES)
    )


def _tie(told: list[StatementDraft], paragraphs: Sequence[int]) -> None:
    for n, later in enumerate(told):
        before = [s for s in told[:n] if _may_be_one(s, later) and _speak_of_one(s, later, paragraphs)]
        if not before:
            continue
        earlier = before[-1].restates or before[-1]
        if earlier.restates is None and earlier is not later:
            _point(earlier, later)
    _lead(told, paragraphs)


def _point(earlier: StatementDraft, later: StatementDraft) -> None:
    """The one that says less points to the one that says more; the first where they say as much."""
    if _said(later) > _said(earlier):
        earlier.restates = later
    else:
        later.restates = earlier


def _lead(told: list[StatementDraft], paragraphs: Sequence[int]) -> None:
    """The opening paragraph sums up: its happening is the only one of that act told in detail further down."""
    opening = [s for s in told if _paragraph(s, paragraphs) == 0 and s.time is None and not s.amounts]
    detailed = [s for s in told if _paragraph(s, paragraphs) > 0 and s.restates is None]
    if len(opening) == 1 and len(detailed) == 1 and opening[0].restates is None and len(paragraphs) > NEAR:
        lead, story = opening[0], detailed[0]
        if _may_be_one(lead, story, by_class=True) and _said(story) > _said(lead):
            lead.restates = story


def _paragraph(s: StatementDraft, paragraphs: Sequence[int]) -> int:
    start = min(s.spans).start
    return sum(1 for p in paragraphs if p <= start) - 1


def _said(s: StatementDraft) -> int:
    """How many fields the telling fills."""
    return (s.time is not None) + (s.place is not None) + len(s.amounts) + len(s.participants)


def _may_be_one(a: StatementDraft, b: StatementDraft, *, by_class: bool = False) -> bool:
    """Nothing the two tellings say stands against their being one happening."""
    return (
        _days_meet(a.time, b.time)
        and _places_meet(a.place, b.place)
        and _sums_agree(a.amounts, b.amounts)
        and _parties_agree(_of(a, DOERS), _of(b, DOERS), by_class)
        and _parties_agree(_of(a, {Role.AFFECTED}), _of(b, {Role.AFFECTED}), by_class)
    )


def _speak_of_one(a: StatementDraft, b: StatementDraft, paragraphs: Sequence[int]) -> bool:
    """What ties them: the same people acted on and, far apart, also the same day, place or sum."""
    shared = {id(p) for p in _of(a, {Role.AFFECTED})} & {id(p) for p in _of(b, {Role.AFFECTED})}
    if not shared or _in_one_clause(a, b):
        return False
    if _same_sum(a, b) or (a.time is not None and b.time is not None and a.time.resolved and b.time.resolved):
        return True
    return abs(_paragraph(a, paragraphs) - _paragraph(b, paragraphs)) < NEAR and (a.time is None or b.time is None)


def _in_one_clause(a: StatementDraft, b: StatementDraft) -> bool:
    return any(x.start < y.end and y.start < x.end for x in a.spans for y in b.spans)


def _of(s: StatementDraft, roles: Iterable[Role]) -> list[PartyDraft]:
    wanted = set(roles)
    return [party for role, party in s.participants if role in wanted]


def _days_meet(a: TimeExpr | None, b: TimeExpr | None) -> bool:
    if a is None or b is None or a is b or not (a.earliest and a.latest and b.earliest and b.latest):
        return True
    return a.earliest <= b.latest and b.earliest <= a.latest


def _places_meet(a: Place | None, b: Place | None) -> bool:
    if a is None or b is None or a is b or max(a.precision, b.precision) >= WHOLE_COUNTRY:
        return True
    ids = (a.atlas_id, b.atlas_id)
    return a.name == b.name or (None not in ids and (ids[0] in b.parents or ids[1] in a.parents))


def _sums_agree(a: Sequence[Amount], b: Sequence[Amount]) -> bool:
    return not a or not b or _values(a) == _values(b)


def _same_sum(a: StatementDraft, b: StatementDraft) -> bool:
    return bool(a.amounts) and bool(b.amounts) and _values(a.amounts) == _values(b.amounts)


def _values(amounts: Sequence[Amount]) -> set[tuple[object, object]]:
    return {(amount.value, amount.currency) for amount in amounts}


def _parties_agree(a: Sequence[PartyDraft], b: Sequence[PartyDraft], by_class: bool) -> bool:
    if not a or not b or {id(p) for p in a} & {id(p) for p in b}:
        return True
    return by_class and bool({(p.party_class, p.kind) for p in a} & {(p.party_class, p.kind) for p in b})
