"""From claims to a Reading of the second reader's own: its parties, values and statements, all cut from the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rushlight.reading.assemble import assemble
from rushlight.reading.blame import withhold_blame
from rushlight.reading.drafts import Draft, PartyDraft, StatementDraft
from rushlight.reading.second.claims import Claim, Offsets
from rushlight.reading.second.numbering import nearest
from rushlight.reading.second.prompts import prompts
from rushlight.record import (
    Amount,
    AttributionMode,
    Band,
    Found,
    IdentityStatus,
    Modality,
    Party,
    PartyClass,
    PartyKind,
    Place,
    Polarity,
    Provenance,
    Reading,
    Role,
    TimeExpr,
    cut,
)


def build(text: str, claims: Iterable[Claim], first: Reading, provenance: Provenance) -> Reading:
    """The second reader's Reading. Values and known parties are the first reading's; every band is low:
    one model alone, however sure of itself, is weakly founded.
    """
    builder = _Builder(text, first)
    for claim in claims:
        builder.add(claim)
    draft = builder.draft()
    withhold_blame(draft)
    found = assemble(draft, provenance)
    return Reading(
        language=first.language,
        published=first.published,
        outlet=first.outlet,
        kind=first.kind,
        boilerplate=first.boilerplate,
        parties=found.parties,
        places=found.places,
        times=found.times,
        amounts=found.amounts,
        statements=tuple(replace(s, band=Band.LOW) for s in found.statements),
        produced_by=provenance,
    )


class _Builder:
    """Collects drafts; parties and values are shared by the offsets that name them."""

    def __init__(self, text: str, first: Reading) -> None:
        self.text, self.first = text, first
        self.parties = [_known(p) for p in first.parties if p.mentions]
        self.statements: list[StatementDraft] = []

    def draft(self) -> Draft:
        first = self.first
        used = {id(p) for s in self.statements for p in [*(p for _, p in s.participants), s.speaker] if p is not None}
        return Draft(
            parties=sorted((p for p in self.parties if id(p) in used), key=lambda p: p.mentions[0]),
            places=list(first.places),
            times=list(first.times),
            amounts=list(first.amounts),
            statements=_once(self.statements),
        )

    def add(self, claim: Claim) -> None:
        """The claim's statement and, for a demand, threat, pledge, confession or denial, its content's."""
        by_role = Role(prompts()["by_roles"].get(claim.act, Role.PERPETRATOR))
        told = self._statement(claim, by_role)
        self.statements.append(told)
        about = prompts()["content_modality"].get(claim.act)
        if about is None:
            return
        if told.modality == about:  # a demand or threat is an act that occurred; only its content is demanded (MODEL.md)
            told.modality = Modality.OCCURRED
        if claim.content is not None and told.polarity is Polarity.AFFIRMED:
            self.statements.append(self._content(claim, told, Modality(about)))

    def _statement(self, claim: Claim, by_role: Role) -> StatementDraft:
        parties = [(by_role, self._party(at)) for at in claim.by] + [(Role.AFFECTED, self._party(at)) for at in claim.to]
        return StatementDraft(
            spans=[cut(self.text, *claim.span)],
            act=claim.act,
            scope=claim.scope,
            modality=claim.modality,
            polarity=claim.polarity,
            mode=claim.mode or AttributionMode.NARRATOR,
            speaker=self._party(claim.says, PartyClass.SOURCE) if claim.says else None,
            participants=list(dict.fromkeys(parties)),
            time=self._time(claim.time),
            place=self._place(claim.place),
            amounts=[a for at in claim.amounts if (a := self._amount(at))],
            found={} if claim.mode else {"mode": Found.NOT_FOUND},
        )

    def _content(self, claim: Claim, parent: StatementDraft, modality: Modality) -> StatementDraft:
        """What is demanded, threatened, confessed …: who suffers it are those to whom it is said."""
        return StatementDraft(
            spans=list(parent.spans),
            act=claim.content or claim.act,
            scope=parent.scope,
            modality=modality,
            mode=parent.mode,
            speaker=parent.speaker,
            participants=[p for p in parent.participants if p[0] is Role.AFFECTED],
            amounts=list(parent.amounts),
            content_of=parent,
            found={**parent.found, "modality": Found.CONTENT},
        )

    def _party(self, at: Offsets, party_class: PartyClass = PartyClass.OTHER) -> PartyDraft:
        """The party with these words; a new one is of a sealed class until a person says otherwise."""
        span = cut(self.text, *at)
        known = nearest(span, self.parties, lambda p: p.mentions)
        if known is not None:
            return known
        new = PartyDraft(PartyKind.GROUP, party_class, span.exact, IdentityStatus.UNKNOWN, [span])
        self.parties.append(new)
        return new

    def _time(self, at: Offsets | None) -> TimeExpr | None:
        return nearest(cut(self.text, *at), self.first.times, lambda t: (t.span,)) if at else None

    def _place(self, at: Offsets | None) -> Place | None:
        return nearest(cut(self.text, *at), self.first.places, lambda p: p.mentions) if at else None

    def _amount(self, at: Offsets) -> Amount | None:
        return nearest(cut(self.text, *at), self.first.amounts, lambda a: (a.span,))


def _once(statements: list[StatementDraft]) -> list[StatementDraft]:
    """A content that was also answered in its own family's question stands once, under its act, with what both say."""
    contents = [s for s in statements if s.content_of is not None]
    out = []
    for s in statements:
        twin = next((c for c in contents if c is not s and _same_content(s, c)), None)
        if s.content_of is not None or twin is None:
            out.append(s)
            continue
        twin.participants = s.participants or twin.participants
        twin.time, twin.place = s.time or twin.time, s.place or twin.place
        twin.amounts = twin.amounts or s.amounts
    return out


def _same_content(s: StatementDraft, content: StatementDraft) -> bool:
    alike = (s.act, s.modality, s.polarity) == (content.act, content.modality, content.polarity)
    return alike and any(a.overlaps(b) for a in s.spans for b in content.spans)


def _known(p: Party) -> PartyDraft:
    return PartyDraft(p.kind, p.party_class, p.label, p.identity_status, list(p.mentions), p.size, p.pseudonym)
