"""Two tellings, field by field: what speaks for one happening and what against, each in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from rushlight.codebook import codebook
from rushlight.corroboration.features import Features, Sum
from rushlight.corroboration.gist import Gist
from rushlight.corroboration.places import place_evidence
from rushlight.corroboration.settings import Evidence, evidence, limit, rarity_share
from rushlight.corroboration.tellings import Days, gap, width


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the whole casefile says: in how many reports each sum stands, and which reports share a text."""

    sum_reports: Mapping[Sum, int] = field(default_factory=dict)
    same_text: frozenset[frozenset[str]] = frozenset()

    def share(self, values: frozenset[Sum]) -> float:
        return rarity_share(min((self.sum_reports.get(v, 1) for v in values), default=1))


def compare(left: Gist, right: Gist, around: Surroundings) -> tuple[Evidence, ...]:
    """All evidence on one pair, in the order of the table's fields. Symmetric in its two sides."""
    a, b = left.seen, right.seen
    out = [*_times(a, b)]
    out += [evidence(code) for code in place_evidence(a.where, b.where)]
    out += [*_sums(a, b, around), *_acts(a, b), *_people(a, b)]
    if _published_near(left, right):
        out.append(evidence("published_near"))
    if frozenset((left.alias, right.alias)) in around.same_text:
        out.append(evidence("same_text"))
    return tuple(out)


def _times(a: Features, b: Features) -> Iterator[Evidence]:
    agreeing: set[Days] = set()
    found = dict.fromkeys(("period", "next", "differing"), False)
    for act in sorted(a.dated.keys() & b.dated.keys()):
        pairs = list(product(a.dated[act], b.dated[act]))
        alike = {x for x, y in pairs if _same_within(x, y, limit("days", "narrow"))}
        agreeing |= alike
        found[_level(pairs) if not alike else "same"] = True
    if agreeing:
        yield evidence("same_day")
        if len(agreeing) > 1:
            yield evidence("same_days_again")
    elif found["period"] or found["next"]:
        yield evidence("same_period" if found["period"] else "next_day")
    if found["differing"]:
        yield evidence("act_other_day")
    if not (agreeing or found["period"] or found["next"]):
        yield from _any_days(a.days, b.days, same_act_differs=found["differing"])


def _level(pairs: list[tuple[Days, Days]]) -> str:
    """How near one act's days are in two tellings, where they are not the same."""
    apart = min(gap(x, y) for x, y in pairs)
    if any(_same_within(x, y, limit("days", "period")) for x, y in pairs):
        return "period"
    if any(gap(x, y) == 1 and max(width(x), width(y)) <= limit("days", "narrow") for x, y in pairs):
        return "next"
    return "differing" if apart > limit("days", "near") else "close"


def _same_within(x: Days, y: Days, widest: float) -> bool:
    return max(width(x), width(y)) <= widest and gap(x, y) == 0


def _any_days(mine: tuple[Days, ...], theirs: tuple[Days, ...], *, same_act_differs: bool) -> Iterator[Evidence]:
    """Where no act is dated alike: do the times touch at all, and if not, how far apart are they."""
    pairs = list(product(mine, theirs))
    if not pairs:
        return
    apart = min(gap(x, y) for x, y in pairs)
    if any(_same_within(x, y, limit("days", "narrow")) for x, y in pairs):
        yield evidence("same_day_other_act")
    elif apart == 0:
        yield evidence("same_month")
    elif apart <= limit("days", "near") and not same_act_differs:
        yield evidence("days_near")
    elif apart > limit("days", "far"):
        yield evidence("far_apart")
    elif apart > limit("days", "apart"):
        yield evidence("other_days")


def _sums(a: Features, b: Features, around: Surroundings) -> Iterator[Evidence]:
    found = 0
    for role in sorted(a.sums.keys() & b.sums.keys()):
        common = [x for x, y in product(a.sums[role], b.sums[role]) if x & y]
        for values in common:
            if found < 3:
                yield evidence("same_sum" if not found else "same_sum_again", share=around.share(values), role=role)
            found += 1
        if not common:
            yield evidence("sums_differ", role=role)
    yield from _crossed(a, b)


def _crossed(a: Features, b: Features) -> Iterator[Evidence]:
    """One sum confiscated in one and paid in the other: the mark of a look-alike."""
    for one, other in sorted(product(a.sums, b.sums)):
        if not any(x & y for x, y in product(a.sums[one], b.sums[other])):
            continue
        if _has_common(a, b, one) or _has_common(a, b, other):
            continue
        first, second = sorted((one, other))
        yield evidence("sum_other_act", role=first, other=second)


def _has_common(a: Features, b: Features, role: str) -> bool:
    return any(x & y for x, y in product(a.sums.get(role, ()), b.sums.get(role, ())))


def _acts(a: Features, b: Features) -> Iterator[Evidence]:
    common = len(a.done & b.done)
    if common:
        yield evidence("acts_shared_many" if common > 2 else "acts_shared")
    elif a.done and b.done:
        yield evidence("no_shared_act")
    denied = sorted((a.done & b.denied) | (b.done & a.denied))
    for act in denied[:2]:
        yield evidence("act_denied", act=codebook().term(act).label_en if act in codebook() else act)


def _people(a: Features, b: Features) -> Iterator[Evidence]:
    if a.classes and b.classes and not a.classes & b.classes:
        yield evidence("other_class")
    for trait in ("office", "kin", "sex"):
        mine, theirs = getattr(a, trait), getattr(b, trait)
        if mine and theirs:
            yield evidence(f"same_{trait}" if mine & theirs else f"other_{trait}")
    for mine, theirs in ((a.acting, b.acting), (a.affected, b.affected)):
        if mine is not None and theirs is not None:
            yield evidence("same_size" if mine == theirs else "other_size")


def _published_near(left: Gist, right: Gist) -> bool:
    mine, theirs = left.published, right.published
    return bool(mine and theirs and abs((mine - theirs).days) <= limit("days", "published_near"))
