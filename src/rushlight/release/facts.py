"""What a release is checked against: accepted statements, consent, sealed values, our own cases, earlier releases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from rushlight.record import (
    SEALED_CLASSES,
    IdentityLevel,
    IdentityStatus,
    Interval,
    Modality,
    PartyClass,
    PartyKind,
    Polarity,
    Purpose,
    Report,
    Role,
    Scope,
    Statement,
)
from rushlight.release.draft import Money
from rushlight.release.estimates import Estimate
from rushlight.release.figures import Figure, Figures
from rushlight.release.ledger import Earlier, Said, from_earlier
from rushlight.release.names import names_in
from rushlight.release.places import Gazetteer
from rushlight.release.sealed import SealedValues
from rushlight.release.settings import part
from rushlight.release.world import KnownCase, World

GROUPS = {
    PartyClass.AFFECTED: "families_of_leavers",
    PartyClass.INTERMEDIARY: "intermediaries",
    PartyClass.PUBLIC: "residents",
}

NAMED = frozenset(
    {
        Purpose.PUBLIC_NAMED,
        Purpose.UN_CONFIDENTIAL,
        Purpose.UN_TRANSMITTED_TO_GOVERNMENT,
        Purpose.COURT,
        Purpose.SANCTIONS,
    }
)
"""Purposes that mean nothing without a name."""


@dataclass(frozen=True, slots=True)
class Consent:
    """Whoever stands behind a report agreed to one purpose. ``subject`` is the report's alias or the source's id.

    ``identity``: how much of who they are may show (None: as the purpose says); ``recipients``: for whom alone (none:
    whoever the purpose means); ``reports``: aliases of the reports it is about (none: all of the subject's).
    """

    subject: str
    purpose: Purpose
    until: dt.date | None = None
    withdrawn: dt.date | None = None
    identity: IdentityLevel | None = None
    recipients: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()

    def holds(self, purpose: Purpose, on: dt.date) -> bool:
        ended = self.until is not None and self.until < on
        return self.purpose is purpose and not ended and not self.taken_back(on)

    @property
    def shows(self) -> IdentityLevel:
        """The level agreed to."""
        return self.identity or (IdentityLevel.NAMED if self.purpose in NAMED else IdentityLevel.ANONYMOUS)

    def is_for(self, recipient: str | None) -> bool:
        """Whether what goes to this recipient (None: to anybody) is within it."""
        wanted = (recipient or "").casefold()
        return not self.recipients or any(r.casefold() == wanted for r in self.recipients)

    def covers(self, report: str) -> bool:
        return not self.reports or report in self.reports

    def taken_back(self, on: dt.date) -> bool:
        return self.withdrawn is not None and self.withdrawn <= on


def agreed(
    rows: Iterable[Consent],
    purpose: Purpose,
    on: dt.date,
    recipient: str | None = None,
    identity: IdentityLevel = IdentityLevel.ANONYMOUS,
) -> bool:
    """Whether one of these rows holds for this purpose, recipient and level, and none was taken back."""
    wanted = [c for c in rows if c.purpose is purpose]
    holding = any(c.holds(purpose, on) and c.is_for(recipient) and c.shows.allows(identity) for c in wanted)
    return holding and not any(c.taken_back(on) for c in wanted)


@dataclass(frozen=True, slots=True)
class Kept:
    """People let a finding stand: who (an alias), why in their own words, and the event of the log that says so."""

    by: str
    because: str
    event: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """``on`` is the day of release. ``texts`` are the reports' texts (for quotations), ``sources`` maps a report's
    alias to the id of its source, ``told_by`` a statement's id to the id of its source (its report's, where the source
    is not known), ``tellings`` such a source to the texts of its reports; ``ledger`` holds earlier releases; ``own`` and
    ``estimates`` are the team's own figures, ``shape`` says how families cluster (see ``World``); ``kept`` are findings that
    people let stand, by mark (see ``keeping``).
    """

    atlas: Gazetteer
    on: dt.date
    accepted: frozenset[str] = frozenset()
    consents: tuple[Consent, ...] = ()
    sealed: SealedValues = field(default_factory=SealedValues)
    texts: tuple[str, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    told_by: Mapping[str, str] = field(default_factory=dict)
    cases: tuple[KnownCase, ...] = ()
    ledger: tuple[Earlier | Said, ...] = ()
    own: Figures = field(default_factory=dict[str, Figure])
    estimates: tuple[Estimate, ...] = ()
    shape: float | None = None
    tellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kept: Mapping[str, Kept] = field(default_factory=dict[str, Kept])

    def __post_init__(self) -> None:
        object.__setattr__(self, "sources", MappingProxyType(dict(self.sources)))
        object.__setattr__(self, "told_by", MappingProxyType(dict(self.told_by)))
        object.__setattr__(self, "own", MappingProxyType(dict(self.own)))
        object.__setattr__(self, "tellings", MappingProxyType(dict(self.tellings)))
        object.__setattr__(self, "kept", MappingProxyType(dict(self.kept)))

    @property
    def said(self) -> tuple[Said, ...]:
        """What every earlier release said."""
        return tuple(from_earlier(e) if isinstance(e, Earlier) else e for e in self.ledger)

    @property
    def world(self) -> World:
        shape = self.shape if self.shape is not None else part("priors")["clustering"].get("shape")
        return World(self.atlas, self.cases, self.own, self.estimates, self.on, shape)

    def tellers(self, statements: Iterable[str]) -> frozenset[str]:
        """The sources (or reports) that these statements came from."""
        return frozenset(self.told_by[s] for s in statements if s in self.told_by)

    def consented(
        self,
        subject: str,
        purpose: Purpose,
        recipient: str | None = None,
        identity: IdentityLevel = IdentityLevel.ANONYMOUS,
    ) -> bool:
        """Whether a consent row for the report or its source covers this purpose on the day of release, for this
        recipient and with as much of who they are as shows.

        A withdrawal by either stands against whatever the other once agreed to, until the same one agrees again.
        """
        names = {subject, self.sources.get(subject, subject)}
        rows = (c for c in self.consents if c.subject in names and c.covers(subject))
        return agreed(rows, purpose, self.on, recipient, identity)


def facts_from(
    reports: Sequence[Report],
    *,
    atlas: Gazetteer,
    on: dt.date,
    consents: Iterable[Consent] = (),
    sealed: SealedValues | None = None,
    ledger: Iterable[Earlier | Said] = (),
    own: Figures | None = None,
    estimates: Iterable[Estimate] = (),
    shape: float | None = None,
) -> Facts:
    """The facts in the casefile's reports; consent, sealed values and the ledger come from the desk."""
    tellings: dict[str, tuple[str, ...]] = {}
    for r in reports:
        teller = r.source or r.document.id
        tellings[teller] = (*tellings.get(teller, ()), r.text)
    return Facts(
        atlas=atlas,
        on=on,
        accepted=frozenset(s.id for r in reports for s in r.accepted),
        consents=tuple(consents),
        sealed=sealed or SealedValues(),
        texts=tuple(r.text for r in reports),
        sources={r.alias: r.source for r in reports if r.source},
        told_by={s.id: r.source or r.document.id for r in reports for s in r.accepted},
        cases=tuple(case for r in reports for case in known_cases(r)),
        ledger=tuple(ledger),
        own=own or {},
        estimates=tuple(estimates),
        shape=shape,
        tellings=tellings,
    )


def sealed_from(reports: Iterable[Report]) -> SealedValues:
    """The sealed values that the reports themselves hold: names of parties of sealed classes, sources, exact sums with
    their day. Phone numbers, addresses and canaries come from the vault.
    """
    names: dict[str, None] = {}
    ids: dict[str, None] = {}
    sums: dict[tuple[Decimal, dt.date], None] = {}
    for r in reports:
        ids.update(dict.fromkeys(i for i in (r.source, r.collected_by) if i))
        for party in r.reading.parties:
            if party.party_class not in SEALED_CLASSES:
                continue
            names.update(dict.fromkeys(name for m in party.mentions for name in names_in(r.text, m)))
            if party.identity_status is IdentityStatus.NAMED:
                names.update(dict.fromkeys(m.exact for m in party.mentions))
        for s in r.accepted:
            time, money = time_of(r, s), money_of(r, s)
            if time and time.earliest == time.latest and time.earliest and money and money.value is not None:
                sums[money.value, time.earliest] = None
    return SealedValues(names=tuple(names), ids=tuple(ids), sums=tuple(sums))


def known_cases(report: Report) -> list[KnownCase]:
    """The families (parties of kind family) of a report's accepted incidents: what happened, affirmed, to which."""
    happened = (s for s in report.accepted if s.scope is Scope.INCIDENT and s.modality is Modality.OCCURRED)
    return [
        KnownCase(
            party.id,
            report.alias,
            s.act,
            group_of(report, s),
            place_of(report, s),
            time_of(report, s),
            money_of(report, s),
            frozenset(party.distinct_from),
        )
        for s in happened
        if s.polarity is Polarity.AFFIRMED
        for party in map(report.reading.party, s.parties(Role.AFFECTED))
        if party.kind is PartyKind.FAMILY
    ]


def group_of(report: Report, statement: Statement) -> str | None:
    """Which group the affected party belongs to; None where no group has figures."""
    classes = [report.reading.party(p).party_class for p in statement.parties(Role.AFFECTED)]
    return next((GROUPS[c] for c in classes if c in GROUPS), None)


def place_of(report: Report, statement: Statement) -> str | None:
    return report.reading.place(statement.place).atlas_id if statement.place else None


def time_of(report: Report, statement: Statement) -> Interval | None:
    """The days of the statement, where both ends are known."""
    if statement.time is None:
        return None
    time = report.reading.time(statement.time)
    return Interval(time.earliest, time.latest) if time.earliest and time.latest else None


def money_of(report: Report, statement: Statement) -> Money | None:
    """The first sum; a vague sum has no value."""
    amounts = [report.reading.amount(a) for a in statement.amounts]
    return Money(amounts[0].value, amounts[0].currency) if amounts else None
