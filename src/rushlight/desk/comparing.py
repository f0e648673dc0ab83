"""Comparing that is kept in the casefile: found at once after unlocking, and made anew only of what changed since.

``Comparing`` is what one person is told, from the reports that this person may find and from nothing else. It goes on in steps
on whatever thread owns the casefile, and gives work that needs no casefile to whoever runs it (``corroboration.again``). What
it holds in memory are pairs and happenings, by ids; reports are read where a page shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from rushlight import __version__
from rushlight.casefile import Casefile, items
from rushlight.casefile.comparisons import Comparisons, Kept, Row
from rushlight.corroboration.again import Change, Found, Steps, again, anew
from rushlight.corroboration.features import Sum
from rushlight.corroboration.gist import Gist
from rushlight.corroboration.textreuse import TextRuns, forget_words, get_ready
from rushlight.desk.compared_rows import (
    gists_of,
    group_of,
    group_record,
    joined_state,
    proposal_of,
    proposal_record,
    row_of,
    runs_of,
    split_state,
    sum_key,
)
from rushlight.desk.linking import State, as_it_stands, judgements_seen
from rushlight.desk.marks import Marks
from rushlight.desk.reports import one_report
from rushlight.record import LinkJudgement
from rushlight.tables import digest

FEW = 10
"""Reports that are taken up in one transaction: each takes a few milliseconds to read."""
SHARE, LEAST = 0.02, 50
"""Where more than this share of the reports changed (and more than ``LEAST``), everything is compared anew: it is as fast."""
RULES = "1"
"""Raised with every change of what ``corroboration`` finds: what was kept under another number is thrown away."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What was found, of which state of the casefile, under which judgements; ``replaced`` as in ``Linked``."""

    state: State
    found: Found
    judgements: tuple[LinkJudgement, ...]
    replaced: tuple[tuple[str, str], ...]
    nodes: frozenset[str]


class Comparing:
    """Brings up to date what is kept for ``by``; ``compared`` is the last that came to its end."""

    def __init__(self, case: Casefile, by: str) -> None:
        self.case, self.by = case, by
        self.kept = Comparisons(case._db, by)
        self.compared: Compared | None = None

    def steps(self) -> Steps[Compared]:
        """Compare what changed since. Gives what was found; it is kept by then."""
        state = as_it_stands(self.case)
        if self.compared is None:
            yield from self._load()
        if self.compared is None or self.compared.state != state:
            self.compared = yield from self._up_to_date(state)
        return self.compared

    # --- what was kept ---------------------------------------------------------------------------------

    def _load(self) -> Steps[None]:
        """Take up what an earlier opening found, where it was found by the rules of today."""
        record = self.kept.state()
        if record is None:
            return
        rules, kept, rest = split_state(record)
        if rules != rules_now():
            with self.kept.transaction():
                self.kept.forget_found()
            return
        shared: dict[Any, Any] = {}
        proposals = yield from _counted(proposal_of(r, shared) for r in self.kept.found("compared_pair"))
        groups = yield from _counted(group_of(r) for r in self.kept.found("compared_group"))
        told, replaced = yield from self._told()
        found = rest.found(proposals, sorted(groups, key=lambda g: told[g.heads[0]]), told)
        nodes = yield from self._nodes()
        self.compared = Compared(kept, found, judgements_seen(self.case, by=self.by), replaced, nodes)

    def _told(self) -> Steps[tuple[dict[str, tuple[str, int]], tuple[tuple[str, str], ...]]]:
        told: dict[str, tuple[str, int]] = {}
        rows = yield from _counted(self.kept.rows("alias, heads"))
        for alias, heads in rows:
            told.update((head, (alias, n)) for n, head in enumerate(heads.split(), 1))
        far: dict[str, tuple[int, str]] = {}
        if self.case._db.one("SELECT 1 FROM item LIMIT 1"):  # nothing else comes in versions
            far |= {k.document: (k.far, k.alias) for k in (yield from _counted(self.kept.kept()))}
        return told, self._replaced(far)

    def _nodes(self) -> Steps[frozenset[str]]:
        rows = yield from _counted(self.kept.rows("nodes"))
        return frozenset(node for (nodes,) in rows for node in nodes.split("\n") if node)

    # --- what changed ----------------------------------------------------------------------------------

    def _up_to_date(self, state: State) -> Steps[Compared]:
        kept = {k.document: k for k in (yield from _counted(self.kept.kept()))}
        now = yield from Marks(self.case, self.by).steps()
        other = [d for d, mark in now.items() if d not in kept or (kept[d].alias, kept[d].mark) != mark]
        gone = [d for d in kept if d not in now]
        before = self.compared.found if self.compared is not None else None
        self.compared = None  # stopped before the end, what is kept is of two states: then all is compared anew
        if before is not None and len(other) + len(gone) > max(LEAST, SHARE * len(now)):
            before = None
        taken = yield from self._taken_up(kept, now, other, gone, whole=before is None)
        judgements = judgements_seen(self.case, by=self.by)
        shelf = Shelf(self.kept)
        if before is not None:
            found = yield from again(before, shelf, taken.change, judgements)
        else:
            found = yield from anew(shelf, judgements)
        nodes = yield from self._nodes()
        yield from self._keep(state, before, found)
        return Compared(state, found, judgements, taken.replaced, nodes)

    def _taken_up(
        self,
        kept: Mapping[str, Kept],
        now: Mapping[str, tuple[str, str]],
        other: Sequence[str],
        gone: Sequence[str],
        *,
        whole: bool,
    ) -> Steps[_Taken]:
        """Take up what is there now. From the first row on what was found before is no longer said to be whole."""
        self.kept.put_state(None)
        if other or gone:
            yield get_ready
        were = {} if whole else (yield from self._as_they_were([kept[d].alias for d in (*other, *gone) if d in kept]))
        far = {d: (k.far, k.alias) for d, k in kept.items() if d in now}
        self.kept.drop(gone)
        for at in range(0, len(other), FEW):
            rows = [self._row(d, *now[d]) for d in other[at : at + FEW]]
            with self.kept.transaction():
                self.kept.put(rows)
            self.case._known_readings.clear()
            far |= {r.kept.document: (r.kept.far, r.kept.alias) for r in rows}
            yield at, len(other)
        if other:
            forget_words()
        versions = self._versions(far)
        was_out = {d for d, k in kept.items() if k.left_out and d not in other}
        out, back = versions.keys() - was_out, was_out - versions.keys()
        if not whole:
            leaving = [kept[d].alias for d in out if d in kept and d not in other]
            were |= yield from self._as_they_were(leaving)
        self.kept.leave_out(out, left_out=True)
        self.kept.leave_out(back, left_out=False)
        there = {far[d][1] for d in (*other, *back) if d not in versions}
        return _Taken(Change(were, frozenset(there)), self._replaced(far))

    def _as_they_were(self, aliases: Sequence[str]) -> Steps[dict[str, tuple[list[Gist], TextRuns]]]:
        """What is kept of these reports, as far as they are compared."""
        shelf, out = Shelf(self.kept), {}
        for alias, runs in shelf.texts(set(aliases)):
            out[alias] = ([g for g in shelf.gists({alias}) if g is not None], runs)
            yield None
        return out

    def _row(self, document: str, alias: str, mark: str) -> Row:
        return row_of(one_report(self.case, document, alias, by=self.by), mark)

    def _versions(self, far: Mapping[str, tuple[int, str]]) -> dict[str, str]:
        return items.replaced(self.case, lambda d: far[d][0] if d in far else 0, by=self.by)

    def _replaced(self, far: Mapping[str, tuple[int, str]]) -> tuple[tuple[str, str], ...]:
        versions = self._versions(far)
        return tuple((far[old][1], far[new][1]) for old, new in versions.items() if old in far and new in far)

    def _keep(self, state: State, before: Found | None, found: Found) -> Steps[None]:
        """Keep what was found, in pieces; only when all is there it is said to be whole."""
        if before is None:
            with self.kept.transaction():
                self.kept.forget_found()
        for table, record, was, now in (
            ("compared_pair", proposal_record, before.proposals if before else (), found.proposals),
            ("compared_group", group_record, before.groups if before else (), found.groups),
        ):
            yield from self._keep_table(table, record, was, now)
        with self.kept.transaction():
            self.kept.put_state(joined_state(rules_now(), state, found))

    def _keep_table(self, table: str, record: Any, was: Sequence[Any], now: Sequence[Any]) -> Steps[None]:
        same = {id(one) for one in was}
        still = {id(one) for one in now}
        gone = [record(one)[0] for one in was if id(one) not in still]
        new = [one for one in now if id(one) not in same]
        with self.kept.transaction():
            self.kept.change(table, gone, ())
        for at in range(0, len(new), 50):
            with self.kept.transaction():
                self.kept.change(table, (), [record(one) for one in new[at : at + 50]])
            yield None


@dataclass(frozen=True, slots=True)
class _Taken:
    change: Change
    replaced: tuple[tuple[str, str], ...]


class Shelf:
    """``corroboration.again.Shelf`` over what is kept."""

    def __init__(self, kept: Comparisons) -> None:
        self._kept = kept

    def gists(self, aliases: Set[str] | None = None) -> Iterator[Gist | None]:
        for n, (alias, record) in enumerate(self._kept.rows("alias, gists", aliases), 1):
            yield from gists_of(alias, record)
            if n % 50 == 0:
                yield None

    def texts(self, aliases: Set[str] | None = None) -> Iterator[tuple[str, TextRuns]]:
        for alias, short, words, letters in self._kept.texts(aliases):
            yield alias, runs_of(words, letters, short=short)

    def near(self, gists: Iterable[Gist]) -> Set[str]:
        from rushlight.corroboration.blocking import months

        every = list(gists)
        spans = {(first - 2, last + 2) for g in every for first, last in months(g.seen)}
        sums = {v for g in every for v in g.seen.all_sums}
        beside = {alias for who in self.rare(sums).values() for alias in who}
        return self._kept.in_months(spans) | beside

    def rare(self, sums: Set[Sum]) -> Mapping[Sum, Set[str]]:
        """Those of the sums that few enough reports state to bring two together."""
        from rushlight.corroboration.settings import limit

        return {v: who for v, who in self.with_sums(sums).items() if len(who) <= limit("blocking", "sum_in")}

    def with_sums(self, sums: Set[Sum]) -> Mapping[Sum, Set[str]]:
        return {value: self._kept.with_sum(sum_key(value)) for value in sums}

    def telling(self, ids: Set[str]) -> Set[str]:
        return set(self._kept.alias_of(self._kept.documents_of(ids)).values())

    def alias_of(self, documents: Set[str]) -> Mapping[str, str]:
        return self._kept.alias_of(documents)


def rules_now() -> str:
    """Differs where comparing would find something else of the same reports."""
    return " ".join((__version__, RULES, *(digest(name) for name in ("corroboration", "codebook", "atlas"))))


def _counted(rows: Iterable[Any]) -> Steps[list[Any]]:
    out = []
    for n, row in enumerate(rows):
        out.append(row)
        if n % 100 == 99:
            yield None
    return out
