"""Pairs: two tellings that may speak of one happening, side by side; a person says whether they do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rushlight.casefile.unlinking import withdrawn
from rushlight.corroboration import LinkProposal
from rushlight.corroboration.judged import standing_links
from rushlight.corroboration.links import Likelihood
from rushlight.desk.linking import Linked, judgements_made, judgements_seen
from rushlight.errors import MisuseError
from rushlight.record import Judgement, LinkJudgement, Relation, Report
from rushlight.workbench.answering import Answer, Asked, Go
from rushlight.workbench.joined import MEMORY, Kept, comparing_page, found
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post
from rushlight.workbench.two_sides import FieldRow, Side, field_rows, side

SHOWN = 25
"""Pairs on a page of the list."""
ORDER = (Likelihood.LIKELY, Likelihood.POSSIBLE, Likelihood.UNLIKELY)
RELATIONS = {"event": Relation.SAME_EVENT, "origin": Relation.SAME_ORIGIN}


@dataclass(frozen=True, slots=True)
class PairRow:
    """One pair in a list: the tellings' names, what comparing calls it, what a person said of it (empty: nothing yet)."""

    left: str
    right: str
    left_name: str
    right_name: str
    likelihood: str
    judged: str


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One thing that a person said of two reports or tellings."""

    relation: str
    left_name: str
    right_name: str
    judgement: str
    by: str
    at: str
    stands: bool
    taken_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PairsPage(Shown):
    """The pairs that wait, the weightiest first, and those a person is unsure of."""

    template: ClassVar[str] = "pairs.html"
    screen: ClassVar[str] = "pairs"
    fresh: bool
    waiting: int
    rows: tuple[PairRow, ...]
    page: int
    last: int
    unsure: tuple[PairRow, ...]
    history: tuple[HistoryRow, ...]
    can_undo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPage(Shown):
    """Two tellings in columns, field by field, and the two questions."""

    template: ClassVar[str] = "pair.html"
    screen: ClassVar[str] = "pairs"
    fresh: bool
    left: str
    right: str
    sides: tuple[Side, Side]
    fields: tuple[FieldRow, ...]
    likelihood: str
    judged: str
    origin_judged: str
    same_report: bool
    history: tuple[HistoryRow, ...]
    previous: str
    next: str
    waiting: int


def show(asked: Asked) -> Answer:
    kept = found(asked)
    if kept is None:
        return comparing_page(asked, "pairs")
    judgements = judgements_seen(asked.desk.case, by=asked.actor)
    open_pairs, unsure = _unsettled(kept, judgements)
    last = max(1, -(-len(open_pairs) // SHOWN))
    page = min(last, max(1, asked.query.whole("page", 1)))
    history = _history(asked, kept.linked, most=10)
    return PairsPage(
        fresh=kept.fresh,
        waiting=len(open_pairs),
        rows=tuple(_row(kept.linked, p, "") for p in open_pairs[(page - 1) * SHOWN : page * SHOWN]),
        page=page,
        last=last,
        unsure=tuple(_row(kept.linked, p, "unsure") for p in unsure[:SHOWN]),
        history=tuple(history),
        can_undo=any(j.by == asked.actor for j in judgements),
    )


def show_pair(asked: Asked) -> Answer:
    kept = found(asked)
    if kept is None:
        return comparing_page(asked, "pairs")
    linked, left, right = kept.linked, asked.params["left"], asked.params["right"]
    proposal = _proposal(linked, left, right)
    judgements = judgements_seen(asked.desk.case, by=asked.actor)
    reports = [_report_of(linked, i) for i in (left, right)]
    ids = [_statements(linked, proposal, i) for i in (left, right)]
    open_pairs, _ = _unsettled(kept, judgements)
    before, after = _neighbours(open_pairs, left, right)
    lang = asked.language
    return PairPage(
        fresh=kept.fresh,
        left=left,
        right=right,
        sides=tuple(side(r, i, linked.told.get(h, r.alias), lang) for r, i, h in zip(reports, ids, (left, right), strict=True)),  # type: ignore[arg-type]
        fields=tuple(field_rows(proposal, reports[0], reports[1], ids, lang)),
        likelihood=proposal.label.value if proposal else "",
        judged=_said(judgements, Relation.SAME_EVENT, left, right),
        origin_judged=_said(judgements, Relation.SAME_ORIGIN, *(r.document.id for r in reports)),
        same_report=reports[0].alias == reports[1].alias,
        history=tuple(_history(asked, linked, of={left, right, *(r.document.id for r in reports)})),
        previous=before,
        next=after,
        waiting=len(open_pairs),
    )


def judge(asked: Asked) -> Answer:
    """Keep what a person says of a pair: whether they tell of one happening, or share an origin."""
    kept = found(asked)
    left, right = asked.params["left"], asked.params["right"]
    relation = RELATIONS.get(asked.form.one("about"))
    if relation is None or asked.form.one("verdict") not in {j.value for j in Judgement}:
        raise MisuseError("this is no answer to the question", hint="go back and choose one of the three")
    verdict = Judgement(asked.form.one("verdict"))
    ids = (left, right)
    if relation is Relation.SAME_ORIGIN:
        if kept is None:
            return comparing_page(asked, "pairs")
        ids = tuple(_report_of(kept.linked, i).document.id for i in ids)  # type: ignore[assignment]
    following = (
        _neighbours(_unsettled(kept, judgements_seen(asked.desk.case, by=asked.actor))[0], left, right)[1] if kept else ""
    )
    asked.desk.judge(relation, *ids, verdict, reason=asked.form.get("reason").strip()[:500] or None)
    if relation is Relation.SAME_ORIGIN:
        return Go(f"/pairs/{left}/{right}", asked.say("Kept: what you say of their origin."))
    return Go(following or "/pairs", asked.say("Kept: what you say of this pair."))


def undo(asked: Asked) -> Answer:
    """Take back your last answer: what was said before stands again. Both stay in the log."""
    mine = asked.desk.take_back_judgement()
    path = f"/pairs/{mine.left}/{mine.right}" if mine.relation is Relation.SAME_EVENT else "/pairs"
    return Go(path, asked.say("Taken back. That you said it, and took it back, stays in the log."))


# --- what is known of pairs ----------------------------------------------------------------------------


def _pair(judgement: LinkJudgement) -> frozenset[str]:
    return frozenset((judgement.left, judgement.right))


def first_pairs(asked: Asked, most: int) -> tuple[tuple[PairRow, ...], int] | None:
    """The pairs to begin with, and how many wait; None where nothing was compared since the casefile was opened."""
    kept: Kept | None = asked.memory.get(MEMORY)
    if kept is None:
        return None
    waiting, _ = _unsettled(kept, judgements_seen(asked.desk.case, by=asked.actor))
    return tuple(_row(kept.linked, p, "") for p in waiting[:most]), len(waiting)


def _unsettled(kept: Kept, judgements: tuple[LinkJudgement, ...]) -> tuple[list[LinkProposal], list[LinkProposal]]:
    """Proposals nobody judged, and those judged unsure: by what comparing calls them, then by weight.

    Judgements made since are looked up anew, so that what was answered is gone at once.
    """
    head = _heads(kept)
    said = {}
    for pair, judgement in standing_links(judgements, Relation.SAME_EVENT).items():
        said[frozenset(head.get(i, i) for i in pair)] = judgement.judgement
    ordered = kept.worked_out.get("pairs")
    if ordered is None:
        ordered = sorted(kept.linked.proposals, key=lambda p: (ORDER.index(p.label), -p.weight))
        kept.worked_out["pairs"] = ordered
    waiting = [p for p in ordered if frozenset((p.left, p.right)) not in said]
    return waiting, [p for p in ordered if said.get(frozenset((p.left, p.right))) is Judgement.UNSURE]


def _heads(kept: Kept) -> dict[str, str]:
    """By statement, the one that stands for its telling."""
    known: dict[str, str] | None = kept.worked_out.get("heads")
    if known is None:
        sides = ((p.left, p.left_statements) for p in kept.linked.proposals)
        known = {i: h for h, ids in sides for i in ids}
        known |= {i: p.right for p in kept.linked.proposals for i in p.right_statements}
        kept.worked_out["heads"] = known
    return known


def _neighbours(pairs: list[LinkProposal], left: str, right: str) -> tuple[str, str]:
    """Paths of the pair before and after this one in the list; of the first where it is not in it."""
    at = next((n for n, p in enumerate(pairs) if {p.left, p.right} == {left, right}), -1)
    before = pairs[at - 1] if at > 0 else None
    after = next((p for p in pairs[at + 1 : at + 2]), None)
    return tuple(f"/pairs/{p.left}/{p.right}" if p else "" for p in (before, after))  # type: ignore[return-value]


def _proposal(linked: Linked, left: str, right: str) -> LinkProposal | None:
    return next((p for p in linked.proposals if {p.left, p.right} == {left, right}), None)


def _report_of(linked: Linked, statement: str) -> Report:
    found_in = linked.report_with(statement)
    if found_in is None:
        raise MisuseError("there is no such pair", hint="what was decided since may have changed it: go back to the list")
    return found_in


def _statements(linked: Linked, proposal: LinkProposal | None, head: str) -> set[str]:
    if proposal is not None:
        return set(proposal.left_statements if proposal.left == head else proposal.right_statements)
    return {head}


def _said(judgements: tuple[LinkJudgement, ...], relation: Relation, left: str, right: str) -> str:
    standing = standing_links(judgements, relation).get(frozenset((left, right)))
    return standing.judgement.value if standing else ""


def _row(linked: Linked, p: LinkProposal, judged: str) -> PairRow:
    names = (linked.told.get(p.left, p.left_report), linked.told.get(p.right, p.right_report))
    return PairRow(p.left, p.right, *names, p.label.value, judged)


def _history(asked: Asked, linked: Linked, of: set[str] | None = None, most: int | None = None) -> list[HistoryRow]:
    """What people said, also what they took back, the latest first; of these ids alone where they are given."""
    judgements = judgements_made(asked.desk.case, by=asked.actor)
    gone = withdrawn(asked.desk.case)
    held = [j for j in judgements if j.id not in gone]
    standing = {j.id for relation in RELATIONS.values() for j in standing_links(held, relation).values()}
    rows = [j for j in judgements if j.relation in RELATIONS.values() and (of is None or _pair(j) <= of)]
    return [
        HistoryRow(
            relation=j.relation.value,
            left_name=linked.told.get(j.left) or linked.alias_of(j.left) or asked.say("a statement"),
            right_name=linked.told.get(j.right) or linked.alias_of(j.right) or asked.say("a statement"),
            judgement=j.judgement.value,
            by=j.by,
            at=j.at.isoformat(sep=" ", timespec="minutes")[:16],
            stands=j.id in standing,
            taken_back=j.id in gone,
        )
        for j in rows[::-1][:most]
    ]


ROUTES = (
    get("/pairs", show),
    get("/pairs/{left}/{right}", show_pair),
    post("/pairs/undo", undo),
    post("/pairs/{left}/{right}/judge", judge),
)
