"""What figures of agreement say, in words.

Raw agreement stands beside kappa and alpha, for both mislead when nearly all values are equal (Feinstein and Cicchetti, "High
agreement but low kappa", Journal of Clinical Epidemiology 43, 1990). The two limits are Krippendorff's (Content Analysis,
2nd ed. 2004, p. 241): rely on what reaches .800; draw only tentative conclusions from .667 up. The lower end of the interval
is compared with them, not the figure: a few lucky statements must not pass for a good codebook.
"""

from __future__ import annotations

from enum import StrEnum

from rushlight.review.resampling import FieldAgreement

RELY, TENTATIVE = 0.8, 2 / 3


class Judged(StrEnum):
    """What an interval allows to say. ``same``: every value was the same, so that chance is not defined."""

    NOTHING = "nothing"
    TOO_FEW = "too_few"
    SAME = "same"
    RELY = "rely"
    TENTATIVE = "tentative"
    OPEN = "open"
    LOW = "low"


def judged(found: FieldAgreement) -> Judged:
    """What can be said of a field, by the interval of alpha."""
    if not found.statements:
        return Judged.NOTHING
    if not found.enough:
        return Judged.TOO_FEW
    low, high = found.alpha.low, found.alpha.high
    if low is None or high is None:
        return Judged.SAME
    if low >= RELY:
        return Judged.RELY
    if low >= TENTATIVE:
        return Judged.TENTATIVE
    return Judged.LOW if high < TENTATIVE else Judged.OPEN
