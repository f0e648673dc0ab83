"""What may be said of an event: its computed verification and its step on the publication ladder.

Both follow from counts of independent sources on the core claim; a score never enters
(MODEL.md; CORROBORATION.md 4.2). Whether a standard of proof is met is for a person to sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from rushlight.corroboration.claims import Cell, claim_table, claims_in
from rushlight.corroboration.groups import EventGroup
from rushlight.corroboration.links import LinkProposal
from rushlight.corroboration.sources import SourceBook, source_graph
from rushlight.record import DocumentKind, LinkJudgement, Modality, Polarity, Report, SourceCount


class Verification(StrEnum):
    """The computed part of MODEL.md's list; documented, refuted and withdrawn are findings of people."""

    UNVERIFIED = "unverified"
    SINGLE_SOURCE = "single_source"
    CORROBORATED = "corroborated"
    CONTESTED = "contested"


def verification(
    group: EventGroup,
    reports: Sequence[Report],
    proposals: Sequence[LinkProposal] = (),
    judgements: Sequence[LinkJudgement] = (),
) -> Verification:
    """contested: an origin denies the core act; corroborated: two certain independent sources say so.

    unverified: nobody says so, or only hearsay does; single_source: everything between.
    """
    return verification_in(SourceBook(reports, proposals, judgements), group)


def verification_in(book: SourceBook, group: EventGroup) -> Verification:
    """The same of reports that are prepared already."""
    row = claims_in(book, group).row("happened")
    if row is None or Cell.SAYS_SO not in row.cells:
        return Verification.UNVERIFIED
    if Cell.DIFFERS in row.cells:
        return Verification.CONTESTED
    if row.count.min >= 2:
        return Verification.CORROBORATED
    told = any(not a.hearsay for a in book.graph(group).accounts)
    return Verification.SINGLE_SOURCE if told else Verification.UNVERIFIED


def publication_step(
    group: EventGroup,
    reports: Sequence[Report],
    proposals: Sequence[LinkProposal] = (),
    judgements: Sequence[LinkJudgement] = (),
) -> int:
    """The ladder of CORROBORATION.md 4.2.5.

    0 single source; 1 several, not shown independent; 2 two certain independent origins on the core
    claim; 3 two or more of them, with different kinds of knowledge.
    """
    row = claim_table(group, reports, proposals, judgements).row("happened")
    count = row.count if row else SourceCount(0, 0)
    if count.min < 2:
        return 1 if count.max >= 2 else 0
    return 3 if len(_kinds(group, reports, proposals, judgements)) > 1 else 2


def _kinds(
    group: EventGroup, reports: Sequence[Report], proposals: Sequence[LinkProposal], judgements: Sequence[LinkJudgement]
) -> set[str]:
    """Kinds of knowledge among the accounts that give an act as done; what was only heard adds none."""
    by_alias = {r.alias: r for r in reports}
    kinds = set()
    for account in source_graph(group, reports, proposals, judgements).accounts:
        done = any(s.modality is Modality.OCCURRED and s.polarity is Polarity.AFFIRMED for s in account.statements)
        if not done or account.hearsay:
            continue
        document = by_alias[account.alias].document
        on_paper = document.kind in (DocumentKind.OFFICIAL_RECORD, DocumentKind.MEDIA)
        kinds.add("document" if on_paper else account.knowledge)
    return kinds
