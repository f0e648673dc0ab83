"""All that one evaluation found: the reports given, those held back, the rules beside another reader, and differences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rushlight.evaluation.bootstrap import Estimate, Sampler
from rushlight.evaluation.report import SetResult, compare, measure

Differences = Mapping[str, Mapping[str, Estimate]]
"""By group and figure."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """``less_held_back``: the given less the held back; ``less_rules``: the reader less the rules, on the same reports."""

    given: SetResult
    held_back: SetResult | None = None
    rules: SetResult | None = None
    less_held_back: Differences | None = None
    less_rules: Differences | None = None


def outcome(
    given: SetResult, held_back: SetResult | None, rules: SetResult | None, sampler: Callable[[], Sampler], draws: int
) -> Outcome:
    """Compare what there is to compare. ``sampler`` gives a fresh one each time, in the same state."""
    return Outcome(
        given,
        held_back,
        rules,
        None if held_back is None else compare(given, held_back),
        None if rules is None else _on_shared(given, rules, sampler, draws),
    )


def _on_shared(left: SetResult, right: SetResult, sampler: Callable[[], Sampler], draws: int) -> Differences:
    """Two readers compared on the reports that both could read, on the same draws."""
    shared = {(s.name, s.text) for s in left.scored} & {(s.name, s.text) for s in right.scored}
    both = [
        measure([s for s in one.scored if (s.name, s.text) in shared], sampler(), digest=one.digest, draws=draws)
        for one in (left, right)
    ]
    return compare(*both)
