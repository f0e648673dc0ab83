"""How far reviewers agree on statements that more than one of them has decided.

Krippendorff's alpha, nominal (Krippendorff, Content Analysis, 4th ed. 2019, ch. 12; coincidence
matrix form). Raw agreement is shown beside it: alpha alone misleads when nearly all labels are equal.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rushlight.record import Decision
from rushlight.review.standing import Status, standing


@dataclass(frozen=True, slots=True)
class Agreement:
    """``statements``: how many two or more reviewers decided. ``raw``: share of agreeing pairs of labels, 0 to 1.

    ``alpha`` is None where nothing was doubly reviewed or all labels are the same; ``note`` says which.
    """

    statements: int
    raw: float | None
    alpha: float | None
    note: str = ""


def agreement(decisions: Mapping[str, Sequence[Decision]]) -> Agreement:
    """Agreement on accept, reject or unsure. ``decisions`` are each reviewer's own log, by reviewer's id.

    Raises ReviewError for a log that cannot be folded (see ``standing``).
    """
    units: dict[str, list[str]] = {}
    for log in decisions.values():
        for statement_id, stand in standing(log).items():
            if stand.status is not Status.PROPOSED:
                units.setdefault(statement_id, []).append(stand.status.value)
    doubly = [labels for labels in units.values() if len(labels) > 1]
    if not doubly:
        return Agreement(0, None, None, "no statement was decided by two reviewers")
    alpha = krippendorff_alpha(doubly)
    note = "" if alpha is not None else "no variation: every label is the same, so chance agreement is not defined"
    return Agreement(len(doubly), _raw(doubly), alpha, note)


def _raw(units: Sequence[Sequence[str]]) -> float:
    pairs = [a == b for labels in units for a, b in combinations(labels, 2)]
    return sum(pairs) / len(pairs)


def krippendorff_alpha(units: Sequence[Sequence[str | None]]) -> float | None:
    """Nominal alpha over units, each a list of labels (None: this coder did not code it).

    None where no unit has two labels or where there is no variation at all.
    """
    coded = [labels for unit in units if len(labels := [x for x in unit if x is not None]) > 1]
    totals = Counter(label for labels in coded for label in labels)
    n = sum(totals.values())
    expected = n * n - sum(c * c for c in totals.values())
    if not expected:
        return None
    observed = sum(_disagreement(labels) for labels in coded)
    return 1 - (n - 1) * observed / expected


def _disagreement(labels: Sequence[str]) -> float:
    """Ordered pairs of differing labels in one unit, over its number of labels less one."""
    m = len(labels)
    return (m * m - sum(c * c for c in Counter(labels).values())) / (m - 1)
