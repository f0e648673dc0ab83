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
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from rushlight.corroboration.accounts import Account, accounts_of, known_nodes
from rushlight.corroboration.features import Sum
from rushlight.corroboration.graph import Components, largest_apart
from rushlight.corroboration.groups import EventGroup
from rushlight.corroboration.judged import pairs_judged
from rushlight.corroboration.links import LinkProposal
from rushlight.corroboration.settings import limit
from rushlight.corroboration.tellings import is_done
from rushlight.corroboration.textreuse import same_text
from rushlight.corroboration.tied import Known, components
from rushlight.record import DocumentKind, Judgement, LinkJudgement, Relation, Report, SourceCount, Statement

ANCHOR_CODES = frozenset({"same_day", "same_days_again", "same_period", "same_place", "same_sum", "same_sum_again"})
"""Language-free agreements; as many as ``TRANSLATED`` of them between two languages look like a translation."""
TRANSLATED = 3


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
        return surely_apart(self.accounts, kept, self._components(certain_only=False), self.apart)

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


def surely_apart(
    accounts: Sequence[Account], kept: Collection[int], tied: Components[int], apart: Collection[frozenset[str]]
) -> int:
    """The largest set of ``kept`` accounts of which no two can be one; at least 1.

    Accounts of one tied component that nobody judged are alike: one of them stands for all.
    """
    unknown = {tied.root(n) for n, a in enumerate(accounts) if a.root is None}
    by_document: defaultdict[str, list[int]] = defaultdict(list)
    for n in kept:
        by_document[accounts[n].document].append(n)
    said = [p for p in apart if len(p) == 2 and p <= by_document.keys()]
    judged = {frozenset(pair) for pair_of in said for pair in product(*(by_document[d] for d in pair_of))}
    named = sorted({n for pair in judged for n in pair})
    alike = {tied.root(n): n for n in sorted(kept, reverse=True) if n not in named and tied.root(n) not in unknown}
    if not named:
        return max(1, len(alike))
    nodes = [*named, *alike.values()]
    free = {n for n in nodes if tied.root(n) not in unknown}
    edges = {frozenset(p) for p in combinations(nodes, 2) if {*p} <= free and not tied.together(*p)}
    return largest_apart(nodes, edges | judged)


class SourceBook:
    """Reports prepared once, for many questions about who stands behind what they tell.

    Asking about a happening costs what its own reports cost, however many others there are.
    """

    def __init__(
        self,
        reports: Sequence[Report],
        proposals: Sequence[LinkProposal] = (),
        judgements: Sequence[LinkJudgement] = (),
    ) -> None:
        self._reports: Mapping[str, Report] = {r.alias: r for r in reports}
        self._known: Collection[str] = known_nodes(reports)
        self._judged = Judged.of(judgements)
        self._anchors = anchors(proposals)

    @classmethod
    def over(
        cls,
        reports: Mapping[str, Report],
        known: Collection[str],
        proposals: Sequence[LinkProposal],
        judgements: Sequence[LinkJudgement],
    ) -> SourceBook:
        """One over reports that are read when they are asked for, by alias; ``known`` are the ``known_nodes`` of all."""
        book = cls((), proposals, judgements)
        book._reports, book._known = reports, known
        return book

    def report(self, alias: str) -> Report:
        return self._reports[alias]

    def graph(self, selection: EventGroup | Sequence[str]) -> SourceGraph:
        """The accounts behind a selection and every certain or possible dependence between them."""
        accounts = self._accounts(selection)
        telling = {a.alias for a in accounts}
        seen = _Surroundings([r for r in self._chosen(selection) if r.alias in telling], self._anchors, self._judged)
        dependences = [d for (i, a), (j, b) in combinations(enumerate(accounts), 2) for d in seen.between(i, a, j, b)]
        kept = tuple(d for d in dependences if d.certain or _pair(accounts, d) not in self._judged.apart)
        return SourceGraph(accounts, kept, self._judged.apart)

    def count(self, selection: EventGroup | Sequence[str]) -> SourceCount:
        """Independent sources; who only denies an act of an event is no source for it.

        Of more than ``MANY`` accounts the reasons are not written out: every pair has some.
        """
        if not isinstance(selection, EventGroup) and len(accounts := self._accounts(selection)) > MANY:
            return self._count_of_many(accounts)
        return count_of(self.graph(selection), isinstance(selection, EventGroup))

    def _chosen(self, selection: EventGroup | Sequence[str]) -> list[Report]:
        wanted = selection.reports if isinstance(selection, EventGroup) else selection
        return [self._reports[alias] for alias in sorted({*wanted} & self._reports.keys())]

    def _accounts(self, selection: EventGroup | Sequence[str]) -> tuple[Account, ...]:
        return tuple(a for r in self._chosen(selection) for a in accounts_of(r, _selected(r, selection), self._known))

    def _count_of_many(self, accounts: Sequence[Account]) -> SourceCount:
        reports = [self._reports[alias] for alias in dict.fromkeys(a.alias for a in accounts)]
        seen = _Surroundings(reports, self._anchors, self._judged)
        known = seen.known()
        certain, tied = components(accounts, known, None), components(accounts, known, seen.keys)
        high = len({certain.root(n) for n in range(len(accounts))})
        low = surely_apart(accounts, range(len(accounts)), tied, self._judged.apart)
        return SourceCount(min(low, high), high, (f"{len(accounts)} accounts: too many to list what joins each two of them",))


MANY = 60
"""Accounts of which every pair is still looked at one by one."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What people judged of whole reports, as pairs of document ids."""

    same: frozenset[frozenset[str]]
    apart: frozenset[frozenset[str]]
    one_text: frozenset[frozenset[str]]
    two_texts: frozenset[frozenset[str]]

    @classmethod
    def of(cls, judgements: Sequence[LinkJudgement]) -> Judged:
        asked = [(r, j) for r in (Relation.SAME_ORIGIN, Relation.SAME_TEXT) for j in (Judgement.SAME, Judgement.DIFFERENT)]
        return cls(*(pairs_judged(judgements, relation, judgement) for relation, judgement in asked))

    def texts(self, reports: Sequence[Report]) -> frozenset[frozenset[str]]:
        """Pairs of aliases with a common text, as measured among these reports, corrected by what was judged."""
        alias = {r.document.id: r.alias for r in reports}
        measured = {frozenset((t.left, t.right)) for t in same_text(reports)} if len(reports) > 1 else set()
        said, unsaid = (
            {frozenset(alias[d] for d in pair) for pair in pairs if pair <= alias.keys()}
            for pairs in (self.one_text, self.two_texts)
        )
        return frozenset((measured | said) - unsaid)


def count_of(graph: SourceGraph, of_event: bool) -> SourceCount:
    """The count of a graph; of an event's, of those accounts only that give something as done."""
    if not of_event:
        return graph.count()
    return graph.count([n for n, a in enumerate(graph.accounts) if any(is_done(s) for s in a.statements)])


def anchors(proposals: Iterable[LinkProposal]) -> Mapping[frozenset[str], int]:
    """By pair of aliases, the most agreements that need no common language, where they are enough to look translated."""
    out: defaultdict[frozenset[str], int] = defaultdict(int)
    for p in proposals:
        if (many := sum(e.code in ANCHOR_CODES for e in p.evidence)) >= TRANSLATED:
            out[p.reports] = max(out[p.reports], many)
    return dict(out)


def independent_sources(
    selection: EventGroup | Sequence[str],
    reports: Sequence[Report],
    proposals: Sequence[LinkProposal] = (),
    judgements: Sequence[LinkJudgement] = (),
) -> SourceCount:
    """Independent sources of an event, or of whole reports given by their aliases; on accepted statements only.

    Who only denies an act of the event is no source for it.
    """
    return SourceBook(reports, proposals, judgements).count(selection)


def source_graph(
    selection: EventGroup | Sequence[str],
    reports: Sequence[Report],
    proposals: Sequence[LinkProposal] = (),
    judgements: Sequence[LinkJudgement] = (),
) -> SourceGraph:
    """The accounts behind a selection and every certain or possible dependence between them."""
    return SourceBook(reports, proposals, judgements).graph(selection)


def _selected(report: Report, selection: EventGroup | Sequence[str]) -> tuple[Statement, ...]:
    if not isinstance(selection, EventGroup):
        return report.accepted
    wanted = {*selection.supports, *selection.contradicting}
    return tuple(s for s in report.accepted if s.id in wanted)


def _pair(accounts: Sequence[Account], dependence: Dependence) -> frozenset[str]:
    return frozenset((accounts[dependence.left].document, accounts[dependence.right].document))


class _Surroundings:
    """What is known of dependence among the reports at hand, prepared once."""

    def __init__(self, reports: Sequence[Report], anchors: Mapping[frozenset[str], int], judged: Judged) -> None:
        self._report: Mapping[str, Report] = {r.alias: r for r in reports}
        self._texts, self._judged = judged.texts(reports), judged
        self._anchors = anchors
        self._odd = _odd_sums(reports)

    def known(self) -> Known:
        """What joins reports, pair by pair."""
        pairs = (p for p, n in self._anchors.items() if n >= TRANSLATED and len(p) == 2 and p <= self._report.keys())
        translated = {p for p in pairs if self._looks_translated(*(self._report[a] for a in p))}
        return Known(self._report, self._texts, translated, self._judged.same, self._judged.apart)

    def keys(self, account: Account) -> Iterator[tuple[str, object]]:
        """What accounts that may be one source have in common."""
        collector = _collector(self._report[account.alias])
        yield from (("collector", collector),) if collector else ()
        yield from (("source", n) for n in account.nodes if n.startswith("source:"))
        yield from (("outlet", account.outlet),) if account.outlet else ()
        yield from (("sum", odd) for odd in self._odd.get(account.alias, ()))

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
        if frozenset((a.document, b.document)) in self._judged.same:
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
        return (
            apart <= limit("days", "translation_near")
            and self._anchors.get(frozenset((left.alias, right.alias)), 0) >= TRANSLATED
        )


def _unknown(account: Account) -> str:
    if account.hearsay:
        return f"{account.alias} passes on what somebody else said, who may be any of the others"
    return f"it is not recorded who told {account.alias}: it may be any of the others' sources"


def _one_collector(left: Report, right: Report) -> bool:
    """The same interviewer may carry words from one source to the next."""
    return _collector(left) is not None and _collector(left) == _collector(right)


def _collector(report: Report) -> str | None:
    """Who spoke with the source; whoever clips publications carries nothing from one to the next."""
    published = (DocumentKind.PUBLICATION, DocumentKind.OFFICIAL_RECORD, DocumentKind.MEDIA)
    return None if report.document.kind in published else report.collected_by


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
