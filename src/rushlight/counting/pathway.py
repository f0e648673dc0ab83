"""The coercion pathway as told: stages, threats against what was carried out, cases, responses and sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rushlight.codebook import STAGES, codebook
from rushlight.codebook.words import scope_words, standing_words
from rushlight.counting.amounts import AmountTable, amounts
from rushlight.counting.cases import CasePath, StatedEdge, cases
from rushlight.counting.inputs import CountSources, Happening, Telling, tellings
from rushlight.counting.periods import Grain
from rushlight.counting.table import Figure, Key, Measure, Row, Table
from rushlight.counting.tally import ENFORCEMENT, figures, stage_of, tally
from rushlight.record import Modality, Polarity, Report, Scope

Side = Literal["pattern", "case", "other"]
Standing = Literal["happened", "threatened", "negated", "otherwise"]
SIDES: Mapping[Scope, Side] = {
    Scope.PATTERN: "pattern",
    Scope.TREND: "pattern",
    Scope.INCIDENT: "case",
    Scope.SET: "case",
}
RESPONSES = ("P08", "P10", "P11")
BY_STAGE = ("stage", "scope", "modality", "polarity")


@dataclass(frozen=True, slots=True)
class Contrast:
    """One enforcement act in one scope: threatened, carried out, said not to have been carried out, otherwise.

    The four never add up to anything: a threat is no deed, and a deed is no sign of a threat.
    ``otherwise`` is what was believed, denied, attempted and the like, and denied threats.
    """

    act: str
    scope: Scope
    threatened: Figure
    carried_out: Figure
    not_carried_out: Figure
    otherwise: Figure


@dataclass(frozen=True, slots=True)
class PathwayTable:
    """The pathway as the accepted statements tell it.

    ``stages`` has rows by stage, scope, modality and polarity; ``untold`` the stages nobody told of,
    for patterns and for cases apart (a pattern's stages are never copied to a case); ``responses`` is
    the response mix; ``waiting`` counts proposals that nobody has decided on.
    """

    stages: Table
    untold: Mapping[Side, tuple[str, ...]]
    contrast: tuple[Contrast, ...]
    cases: tuple[CasePath, ...]
    responses: Table
    amounts: AmountTable
    received: int
    waiting: int

    def as_shown(self) -> PathwayTable:
        """The same without the statements it was counted from (``Table.as_shown``)."""
        return replace(self, stages=self.stages.as_shown(), responses=self.responses.as_shown())


def pathway(
    reports: Sequence[Report],
    happenings: Sequence[Happening],
    count_sources: CountSources,
    *,
    stated_edges: Sequence[StatedEdge] = (),
    period: Grain | None = None,
) -> PathwayTable:
    """The pathway of ``reports``. ``period`` splits the response mix.

    ``stated_edges`` are links between two statements that a person recorded with the words that say
    so; none is ever inferred but the order of telling.
    """
    every = tellings(reports)
    stages = tally(reports, happenings, count_sources, by=BY_STAGE, where=lambda s: bool(stage_of(s)))
    return PathwayTable(
        stages=stages,
        untold={side: _untold(stages, side) for side in ("pattern", "case")},
        contrast=_contrasts(every, figures(every, happenings, count_sources)),
        cases=cases(reports, stated_edges),
        responses=tally(reports, happenings, count_sources, period=period, where=lambda s: s.stage in RESPONSES),
        amounts=amounts(every, happenings),
        received=len(reports),
        waiting=stages.waiting,
    )


def side_of(scope: Scope) -> Side:
    """Whether a scope tells of a practice, of cases, or of neither (background, opinion)."""
    return SIDES.get(scope, "other")


def _untold(stages: Table, side: Side) -> tuple[str, ...]:
    told = {r.key.what for r in stages.rows if side_of(r.key.scope) == side}
    return tuple(stage for stage in STAGES if stage not in told)


def _contrasts(every: Sequence[Telling], measure: Measure) -> tuple[Contrast, ...]:
    told: dict[tuple[str, Scope], list[Telling]] = defaultdict(list)
    for t in every:
        told[t.statement.act, t.statement.scope].append(t)
    keys = ((term.id, scope) for term in codebook() if term.stage == ENFORCEMENT for scope in Scope)
    return tuple(_contrast(*key, told[key], measure) for key in keys if key in told)


def _contrast(act: str, scope: Scope, told: Sequence[Telling], measure: Measure) -> Contrast:
    threatened = [t for t in told if _standing(t) == (Modality.THREATENED, Polarity.AFFIRMED)]
    carried_out = [t for t in told if _standing(t) == (Modality.OCCURRED, Polarity.AFFIRMED)]
    not_carried_out = [t for t in told if _standing(t) == (Modality.OCCURRED, Polarity.NEGATED)]
    named = {t.id for t in (*threatened, *carried_out, *not_carried_out)}
    rest = [t for t in told if t.id not in named]
    return Contrast(act, scope, measure(threatened), measure(carried_out), measure(not_carried_out), measure(rest))


def _standing(t: Telling) -> tuple[Modality, Polarity]:
    return t.statement.modality, t.statement.polarity


@dataclass(frozen=True, slots=True)
class StageLine:
    """One count of the pathway in plain words, for whoever draws or prints it.

    ``standing`` is happened, threatened, negated or otherwise; ``words`` say exactly what is counted.
    """

    stage: str
    label: str
    side: Side
    standing: Standing
    words: str
    statements: int
    reports: int
    sources: str


def stage_lines(table: PathwayTable, lang: str = "en") -> tuple[StageLine, ...]:
    """Each count of ``table`` on its own line: patterns and cases only, nothing added up.

    Threatened sanctions stand with the enforcement they threaten, under their own standing (``stage_of``).
    """
    rows = (r for r in table.stages.rows if side_of(r.key.scope) != "other")
    return tuple(_line(row, lang) for row in rows)


def _line(row: Row, lang: str) -> StageLine:
    k, figure = row.key, row.figure
    return StageLine(
        stage=k.what,
        label=codebook().stage_label(k.what, lang),
        side=side_of(k.scope),
        standing=_bar(k.modality, k.polarity),
        words=_words(k, lang),
        statements=len(figure.statements),
        reports=len(figure.reports),
        sources=str(figure.sources),
    )


def _bar(modality: Modality, polarity: Polarity) -> Standing:
    if modality is Modality.OCCURRED:
        return "happened" if polarity is Polarity.AFFIRMED else "negated"
    return "threatened" if (modality, polarity) == (Modality.THREATENED, Polarity.AFFIRMED) else "otherwise"


def _words(k: Key, lang: str) -> str:
    """The standing, and the scope where a side holds two."""
    standing = standing_words(k.modality, k.polarity, lang)
    return f"{standing}, {scope_words(k.scope, lang)}" if k.scope in (Scope.SET, Scope.TREND) else standing
