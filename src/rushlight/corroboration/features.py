"""What can be compared of a telling without knowing its language: days, sums, acts, kinds of people.

Traits (which kind of office, of relative) are read from labels in memory; only their keys leave.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from rushlight.corroboration.places import Where, where
from rushlight.corroboration.settings import trait_patterns
from rushlight.corroboration.tellings import Days, Telling, days_of, is_conduct, is_denied, is_done
from rushlight.record import Modality, Party, PartyClass, PartyKind, Polarity, QuantityKind, Role, Statement

Sum = tuple[Decimal, str]

ACTING = (Role.PERPETRATOR, Role.ORDERING_AUTHORITY)
BEHIND = (Role.REMITTER, Role.COUNTERPART)


@dataclass(frozen=True, slots=True)
class Features:
    """The comparable content of one telling.

    ``dated``: act -> the days it is told for; ``sums``: what was done with the money -> sums, each with
    the conversions its text gives; ``classes``: classes of the people affected.
    """

    where: Where
    dated: dict[str, tuple[Days, ...]]
    sums: dict[str, tuple[frozenset[Sum], ...]]
    done: frozenset[str]
    denied: frozenset[str]
    classes: frozenset[PartyClass]
    office: frozenset[str]
    kin: frozenset[str]
    sex: frozenset[str]
    acting: Decimal | None
    affected: Decimal | None

    @property
    def days(self) -> tuple[Days, ...]:
        return tuple(sorted({d for days in self.dated.values() for d in days}))

    @property
    def all_sums(self) -> frozenset[Sum]:
        return frozenset(v for sums in self.sums.values() for s in sums for v in s)


def features(telling: Telling) -> Features:
    """The features of a telling; content of speech acts adds sums and relatives, but no acts or days."""
    done = [s for s in telling.statements if is_done(s) and s.content_of is None]
    return Features(
        where=where(telling),
        dated=_dated(telling, done),
        sums=_sums(telling),
        done=frozenset(s.act for s in done if is_conduct(s.act)),
        denied=frozenset(s.act for s in telling.statements if is_denied(s) and is_conduct(s.act)),
        classes=frozenset(p.party_class for p in _parties(telling, (Role.AFFECTED,))),
        office=_trait("office", _parties(telling, ACTING)),
        kin=_trait("kin", _parties(telling, BEHIND)),
        sex=_trait("sex", (p for p in _parties(telling, (Role.AFFECTED,)) if p.kind is PartyKind.PERSON)),
        acting=_size(_parties(telling, ACTING)),
        affected=_size(_parties(telling, (Role.AFFECTED,))),
    )


def _dated(telling: Telling, done: Iterable[Statement]) -> dict[str, tuple[Days, ...]]:
    out: dict[str, dict[Days, None]] = {}
    for statement in done:
        days = days_of(telling.report, statement)
        if days is not None:
            out.setdefault(statement.act, {})[days] = None
    return {act: tuple(sorted(days)) for act, days in out.items()}


def money_role(statement: Statement) -> str:
    """What was done with the money: the seized, the demanded and the paid are never one sum."""
    if statement.act == "demand.payment" or statement.modality in (Modality.DEMANDED, Modality.THREATENED):
        return "demanded"
    if statement.modality is not Modality.OCCURRED:
        return statement.modality.value
    family = statement.act.split(".")[0]
    return {"seize": "confiscated", "take": "paid", "exchange": "sent or received"}.get(family, "named")


def sums_of(telling: Telling, statement: Statement) -> tuple[frozenset[Sum], ...]:
    """The statement's stated sums, each as the set of its value and the text's own conversions."""
    out = []
    for amount in map(telling.report.reading.amount, statement.amounts):
        if amount.value is not None and amount.currency:
            said = ((c.value, c.currency) for c in amount.conversions if c.currency)
            out.append(frozenset([(amount.value, amount.currency), *said]))
    return tuple(out)


def _sums(telling: Telling) -> dict[str, tuple[frozenset[Sum], ...]]:
    out: dict[str, dict[frozenset[Sum], None]] = {}
    for statement in telling.statements:
        if statement.polarity is Polarity.NEGATED:
            continue
        for values in sums_of(telling, statement):
            out.setdefault(money_role(statement), {})[values] = None
    return {role: tuple(values) for role, values in out.items()}


def _parties(telling: Telling, roles: tuple[Role, ...]) -> list[Party]:
    ids = dict.fromkeys(p for s in telling.statements for p in s.parties(*roles))
    return [telling.report.reading.party(i) for i in ids]


def _size(parties: Iterable[Party]) -> Decimal | None:
    """The one exact number of people given, if all that give one agree."""
    sizes = {p.size.min for p in parties if p.size and p.size.kind is QuantityKind.EXACT and p.size.min is not None}
    return sizes.pop() if len(sizes) == 1 else None


def _trait(trait: str, parties: Iterable[Party]) -> frozenset[str]:
    said = "\n".join(text for p in parties for text in (p.label, *(m.exact for m in p.mentions))).casefold()
    return frozenset(key for key, pattern in trait_patterns(trait) if pattern.search(said))
