"""How many were affected: exact numbers add up within one unit, vague words stay words, unknown stays unknown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rushlight.codebook.words import figure_words, quantity_words, unit_of, word
from rushlight.counting.inputs import Telling
from rushlight.counting.things import Joins
from rushlight.record import Party, PartyKind, Quantity, QuantityKind, Report, Role

ONE = {PartyKind.PERSON: "person", PartyKind.FAMILY: "family"}
"""A party of these kinds is exactly one by the meaning of the kind."""


@dataclass(frozen=True, slots=True)
class UnitCount:
    """An exact number of one unit. ``low`` and ``high`` differ where tellings of one thing differ.

    ``unit`` is ``person``, ``household``, ``family``, a unit as written, or empty where none is stated.
    """

    unit: str
    low: Decimal
    high: Decimal

    def text(self, lang: str = "en") -> str:
        number = f"{self.low:f}" if self.low == self.high else f"{self.low:f}-{self.high:f}"
        return f"{number} {unit_text(self.unit, lang, one=self.high == 1)}".strip()


def unit_text(unit: str, lang: str, *, one: bool = False) -> str:
    """Plain words for a counting unit; a unit as written stays as written."""
    if unit not in ("person", "household", "family"):
        return unit
    return word("unit" if one else "unit_plural", unit, lang)


def quantity_text(q: Quantity, lang: str = "en") -> str:
    """A number told as a bound, an estimate or a range, with the word that says so."""
    numbers = "-".join(f"{n:f}" for n in dict.fromkeys((q.min, q.max)) if n is not None)
    unit = unit_text(unit_of(q.unit), lang) if q.unit else ""
    return " ".join(part for part in (quantity_words(q.kind, lang), numbers or q.word or "", unit) if part)


@dataclass(frozen=True, slots=True)
class Affected:
    """Who was affected in a set of statements.

    ``exact`` holds one UnitCount a unit; ``inexact`` the numbers told as a bound, an estimate or a
    range; ``words`` the vague words; none of these two is ever added up. ``unknown`` counts affected
    parties of unstated number, ``nobody_stated`` the things told without an affected party.
    """

    exact: tuple[UnitCount, ...] = ()
    inexact: tuple[Quantity, ...] = ()
    words: tuple[str, ...] = ()
    unknown: int = 0
    nobody_stated: int = 0

    def text(self, lang: str = "en") -> str:
        """One line: exact numbers by unit, then what was told otherwise, then what is not known."""
        parts = [c.text(lang) for c in self.exact]
        parts += [quantity_text(q, lang) for q in self.inexact]
        parts += [f"“{w}”" for w in self.words]
        if self.unknown:
            parts.append(figure_words("number_unknown", lang).format(n=self.unknown))
        if self.nobody_stated:
            parts.append(figure_words("nobody_stated", lang).format(n=self.nobody_stated))
        return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class _Told:
    """One affected party in one report, within one thing told."""

    thing: str
    report: Report
    party: Party
    quantity: Quantity | None

    @property
    def key(self) -> str:
        return f"{self.report.alias}\x1f{self.party.id}"

    @property
    def unit(self) -> str:
        if self.quantity is not None and self.quantity.unit:
            return unit_of(self.quantity.unit)
        return ONE.get(self.party.kind, "")


def affected(told: Sequence[Telling], things: Mapping[str, str]) -> Affected:
    """Sum up the affected parties of ``told``; ``things`` as from ``same_thing``.

    The same party in several statements of one report is one party; a part of a party that is itself
    counted is not added to it. Where reports tell different numbers of one thing, both ends are kept.
    """
    rows = [row for t in told for row in _affected_of(t, things[t.id])]
    with_someone = {row.thing for row in rows}
    rows = _without_parts(rows)
    exact = [r for r in rows if r.quantity is not None and r.quantity.kind is QuantityKind.EXACT]
    parties = {r.key: r.quantity for r in rows}
    return Affected(
        exact=_exact(exact),
        inexact=tuple(sorted({q for q in parties.values() if q and _is_inexact(q)}, key=repr)),
        words=tuple(sorted({q.word for q in parties.values() if q and q.kind is QuantityKind.VAGUE and q.word})),
        unknown=_clusters([r for r in rows if r.quantity is None or r.quantity.kind is QuantityKind.UNKNOWN]),
        nobody_stated=len({things[t.id] for t in told} - with_someone),
    )


def _is_inexact(q: Quantity) -> bool:
    return q.kind not in (QuantityKind.EXACT, QuantityKind.VAGUE, QuantityKind.UNKNOWN)


def _affected_of(t: Telling, thing: str) -> Iterable[_Told]:
    ids = dict.fromkeys(t.statement.parties(Role.AFFECTED))
    for party in (t.report.reading.party(i) for i in ids):
        quantity = party.size or (_of_people(t.statement.quantity) if len(ids) == 1 else None)
        yield _Told(thing, t.report, party, _as_counted(party, quantity))


def _of_people(q: Quantity | None) -> Quantity | None:
    """A statement's own number counts people only where its unit says so: three telephones are no three persons."""
    return q if q is not None and q.unit and unit_of(q.unit) in ("person", "household", "family") else None


def _as_counted(party: Party, stated: Quantity | None) -> Quantity | None:
    """What is stated; else one for a single person or family; else nothing."""
    if stated is not None:
        exact_without_number = stated.kind is QuantityKind.EXACT and _number(stated) is None
        return None if exact_without_number else stated
    return Quantity(QuantityKind.EXACT, Decimal(1), Decimal(1)) if party.kind in ONE else None


def _number(q: Quantity) -> Decimal | None:
    return q.min if q.min is not None else q.max


def _without_parts(rows: list[_Told]) -> list[_Told]:
    """Leave out parties that are part of another counted one in the same unit ("seven of the fourteen")."""
    counted = {(r.key, r.unit) for r in rows if r.quantity is not None}
    kept = []
    for row in rows:
        wholes = (f"{row.report.alias}\x1f{p}" for p in (row.party.subset_of, row.party.member_of) if p)
        if not any((whole, row.unit) in counted for whole in wholes):
            kept.append(row)
    return kept


def _exact(rows: list[_Told]) -> tuple[UnitCount, ...]:
    by_unit: dict[str, list[_Told]] = defaultdict(list)
    for row in rows:
        by_unit[row.unit].append(row)
    return tuple(_sum_unit(unit, by_unit[unit]) for unit in sorted(by_unit))


def _joined(rows: Sequence[_Told]) -> Joins:
    """Things that share a party of one report belong to one cluster."""
    joins = Joins(sorted({f"t{r.thing}" for r in rows} | {f"p{r.key}" for r in rows}))
    for row in rows:
        joins.join(f"t{row.thing}", f"p{row.key}")
    return joins


def _clusters(rows: Sequence[_Told]) -> int:
    joins = _joined(rows)
    return len({joins.root(f"t{r.thing}") for r in rows})


def _sum_unit(unit: str, rows: list[_Told]) -> UnitCount:
    """Within a cluster each report's own total is one telling of the number; clusters add up."""
    joins = _joined(rows)
    totals: dict[str, dict[str, dict[str, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        number = (_number(row.quantity) if row.quantity else None) or Decimal(0)
        parties = totals[joins.root(f"t{row.thing}")][row.report.alias]
        parties[row.key] = max(number, parties.get(row.key, Decimal(0)))
    told = [[sum(parties.values(), Decimal(0)) for parties in reports.values()] for reports in totals.values()]
    return UnitCount(unit, sum((min(t) for t in told), Decimal(0)), sum((max(t) for t in told), Decimal(0)))
