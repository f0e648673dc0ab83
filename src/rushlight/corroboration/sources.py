"""How many independent sources tell of something: an interval, with the reasons for both ends.

The upper end joins only accounts whose dependence is certain. The lower end joins every pair that
could depend on each other (one interviewer, a likely translation), and lets every unknown source be
one of the known ones; it can never be two of them at once, so a report from nobody knows whom adds
nothing but takes nothing away. Dong, Berti-Equille and Srivastava (2009): shared odd values show
copying, agreement on common truths shows little. What a person judged to be of different origin is
never counted as one on a mere possibility.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rushlight.corroboration.accounts import Account, accounts_of, known_nodes
from rushlight.corroboration.features import Sum
from rushlight.corroboration.graph import Components, largest_apart
from rushlight.corroboration.groups import EventGroup
from rushlight.corroboration.judged import pairs_judged
from rushlight.corroboration.links import LinkProposal, text_pairs
from rushlight.corroboration.settings import limit
from rushlight.corroboration.tellings import is_done
from rushlight.record import DocumentKind, Judgement, LinkJudgement, Relation, Report, SourceCount, Statement

ANCHOR_CODES = frozenset({"same_day", "same_days_again", "same_period", "same_place", "same_sum", "same_sum_again"})
"""Language-free agreements; three of them between two languages look like a translation."""


@dataclass(frozen=True, slots=True)
class Dependence:
    """Two accounts (by position) that rest, or may rest, on one source; ``why`` is a full sentence with aliases."""

    left: int
    right: int
    certain: bool
    why: str


@dataclass(frozen=True, slots=True)
class SourceGraph:
    """Accounts, what may join them, and the pairs of documents judged to have different origins."""

    accounts: tuple[Account, ...]
    dependences: tuple[Dependence, ...]
    apart: frozenset[frozenset[str]] = frozenset()

    def origins(self) -> list[list[int]]:
        """Accounts grouped by certain dependence: what counts as one source in any case."""
        return self._components(certain_only=True).groups()

    def count(self, keep: Collection[int] | None = None) -> SourceCount:
        """Independent sources among the accounts at these positions (all of them by default)."""
        kept = set(range(len(self.accounts)) if keep is None else keep)
        if not kept:
            return SourceCount(0, 0, ("no accepted statement tells of it",))
        certain = self._components(certain_only=True)
        high = len({certain.root(n) for n in kept})
        return SourceCount(min(self._surely_apart(kept), high), high, self._reasons(kept, certain))

    def _surely_apart(self, kept: set[int]) -> int:
        """The largest set of accounts of which no two can be one: judged so, or known and without any tie.

        A lower bound, so that a count is never claimed too high; at least 1.
        """
        tied = self._components(certain_only=False)
        unknown = {tied.root(n) for n, a in enumerate(self.accounts) if a.root is None}
        apart = set()
        for i, j in combinations(sorted(kept), 2):
            known = not {tied.root(i), tied.root(j)} & unknown and not tied.together(i, j)
            if known or frozenset((self.accounts[i].document, self.accounts[j].document)) in self.apart:
                apart.add(frozenset((i, j)))
        return largest_apart(kept, apart)

    def _components(self, *, certain_only: bool) -> Components[int]:
        out = Components(range(len(self.accounts)))
        for d in self.dependences:
            if d.certain or not certain_only:
                out.join(d.left, d.right)
        return out

    def _reasons(self, kept: set[int], certain: Components[int]) -> tuple[str, ...]:
        """Why accounts count as one; then why more could be, unless they are one already."""
        if len(kept) == 1:
            return tuple(f"only {self.accounts[n].alias} tells of it" for n in kept)
        sure = [d.why for d in self.dependences if d.certain and {d.left, d.right} <= kept]
        maybe = [
            d.why
            for d in self.dependences
            if not d.certain and {d.left, d.right} <= kept and not certain.together(d.left, d.right)
        ]
        unknown = [_unknown(self.accounts[n]) for n in kept if self.accounts[n].root is None]
        parts = (sorted(sure), sorted(maybe), sorted(unknown), sorted(self._judged_apart(kept)))
        return tuple(dict.fromkeys(why for part in parts for why in part))

    def _judged_apart(self, kept: set[int]) -> Iterator[str]:
        alias = {self.accounts[n].document: self.accounts[n].alias for n in kept}
        for pair in sorted(sorted(alias[d] for d in p) for p in self.apart if p <= alias.keys()):
            yield f"{pair[0]} and {pair[1]} were judged to rest on different sources"


def independent_sources(
    selection: EventGroup | Sequence[str],
    reports: Sequence[Report],
    proposals: Sequence[LinkProposal] = (),
    judgements: Sequence[LinkJudgement] = (),
) -> SourceCount:
    """Independent sources of an event, or of whole reports given by their aliases; on accepted statements only.

    Who only denies an act of the event is no source for it.
    """
    graph = source_graph(selection, reports, proposals, judgements)
    if not isinstance(selection, EventGroup):
        return graph.count()
    return graph.count([n for n, a in enumerate(graph.accounts) if any(is_done(s) for s in a.statements)])


def source_graph(
    selection: EventGroup | Sequence[str],
    reports: Sequence[Report],
    proposals: Sequence[LinkProposal] = (),
    judgements: Sequence[LinkJudgement] = (),
) -> SourceGraph:
    """The accounts behind a selection and every certain or possible dependence between them."""
    ordered = sorted(reports, key=lambda r: r.alias)
    known = known_nodes(ordered)
    accounts = tuple(a for r in ordered for a in accounts_of(r, _selected(r, selection), known))
    apart = pairs_judged(judgements, Relation.SAME_ORIGIN, Judgement.DIFFERENT)
    telling = {a.alias for a in accounts}
    seen = _Surroundings([r for r in ordered if r.alias in telling], proposals, judgements)
    dependences = [d for (i, a), (j, b) in combinations(enumerate(accounts), 2) for d in seen.between(i, a, j, b)]
    return SourceGraph(accounts, tuple(d for d in dependences if d.certain or _pair(accounts, d) not in apart), apart)


def _selected(report: Report, selection: EventGroup | Sequence[str]) -> tuple[Statement, ...]:
    if isinstance(selection, EventGroup):
        wanted = {*selection.supports, *selection.contradicting}
        return tuple(s for s in report.accepted if s.id in wanted)
    return report.accepted if report.alias in selection else ()


def _pair(accounts: Sequence[Account], dependence: Dependence) -> frozenset[str]:
    return frozenset((accounts[dependence.left].document, accounts[dependence.right].document))


class _Surroundings:
    """What is known of dependence among the reports at hand, prepared once."""

    def __init__(
        self, reports: Sequence[Report], proposals: Sequence[LinkProposal], judgements: Sequence[LinkJudgement]
    ) -> None:
        self._report: Mapping[str, Report] = {r.alias: r for r in reports}
        self._texts = text_pairs(reports, judgements)
        self._judged_same = pairs_judged(judgements, Relation.SAME_ORIGIN, Judgement.SAME)
        self._anchors: defaultdict[frozenset[str], int] = defaultdict(int)
        for p in proposals:
            pair = frozenset((p.left_report, p.right_report))
            self._anchors[pair] = max(self._anchors[pair], sum(e.code in ANCHOR_CODES for e in p.evidence))
        self._odd = _odd_sums(reports)

    def between(self, i: int, a: Account, j: int, b: Account) -> Iterator[Dependence]:
        """Every dependence of two accounts, certain ones first."""
        both = f"{a.alias} and {b.alias}"
        for why in self._certain(a, b):
            yield Dependence(i, j, True, f"{both} count as one source: {why}")
        for why in self._possible(a, b):
            yield Dependence(i, j, False, f"{both} may be one source: {why}")

    def _certain(self, a: Account, b: Account) -> Iterator[str]:
        pair = frozenset((a.alias, b.alias))
        if a.root is not None and a.root == b.root:
            yield "both rest on the same recorded source"
        if len(pair) == 2 and pair in self._texts:
            yield "one repeats the other's text"
        if a.document != b.document and a.outlet and a.outlet == b.outlet and (a.relayed or b.relayed):
            yield "one repeats an outlet from which the other comes too"
        if frozenset((a.document, b.document)) in self._judged_same:
            yield "a person judged that they rest on one source"

    def _possible(self, a: Account, b: Account) -> Iterator[str]:
        if a.document == b.document:
            yield "both speak in one report"
            return
        left, right = self._report[a.alias], self._report[b.alias]
        if _one_collector(left, right):
            yield "the same person collected both"
        if any(n.startswith("source:") for n in a.nodes & b.nodes):
            yield "the same recorded source stands in both chains"
        if a.outlet and a.outlet == b.outlet:
            yield "both come from one outlet, whose unnamed sources may be one"
        if self._looks_translated(left, right):
            yield "days, places and sums agree across two languages within weeks, as in a translation"
        if self._odd.get(a.alias, frozenset()) & self._odd.get(b.alias, frozenset()):
            yield "both give the same unusual sum"
        later = _later_without_source(left, a, right, b)
        if later:
            yield f"{later} came later and names no source"

    def _looks_translated(self, left: Report, right: Report) -> bool:
        days = (left.document.published, right.document.published)
        if left.document.language.split("-")[0] == right.document.language.split("-")[0] or None in days:
            return False
        apart = abs((days[0] - days[1]).days)  # type: ignore[operator]
        return apart <= limit("days", "translation_near") and self._anchors[frozenset((left.alias, right.alias))] >= 3


def _one_collector(left: Report, right: Report) -> bool:
    """The same interviewer may carry words from one source to the next; whoever clips two publications does not."""
    published = (DocumentKind.PUBLICATION, DocumentKind.OFFICIAL_RECORD, DocumentKind.MEDIA)
    if left.document.kind in published or right.document.kind in published:
        return False
    return left.collected_by is not None and left.collected_by == right.collected_by


def _unknown(account: Account) -> str:
    if account.hearsay:
        return f"{account.alias} passes on what somebody else said, who may be any of the others"
    return f"it is not recorded who told {account.alias}: it may be any of the others' sources"


def _later_without_source(left: Report, a: Account, right: Report, b: Account) -> str | None:
    mine, theirs = left.document.published, right.document.published
    if not mine or not theirs or mine == theirs:
        return None
    later = a if mine > theirs else b
    return later.alias if later.names_nobody else None


def _odd_sums(reports: Sequence[Report]) -> dict[str, frozenset[Sum]]:
    """By alias, the accepted sums with three or more significant digits: round sums agree by chance."""
    out = {}
    for report in reports:
        amounts = {a for s in report.accepted for a in s.amounts}
        stated = (report.reading.amount(a) for a in amounts)
        out[report.alias] = frozenset(
            (a.value, a.currency) for a in stated if a.value is not None and a.currency and _digits(a.value) >= 3
        )
    return out


def _digits(value: object) -> int:
    return len(format(value, "f").replace(".", "").strip("0"))
