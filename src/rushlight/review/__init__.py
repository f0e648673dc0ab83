"""What a person has decided, what waits, and how far two reviewers agree. Pure: values in, values out."""

from rushlight.review.agreement import Agreement, agreement, krippendorff_alpha
from rushlight.review.applying import Reviewed, apply_decisions, check_decisions, decisions_on
from rushlight.review.order import Progress, QueueItem, progress, queue
from rushlight.review.scripted import Resolved, match_decisions
from rushlight.review.standing import Correction, Standing, Status, standing

__all__ = [
    "Agreement",
    "Correction",
    "Progress",
    "QueueItem",
    "Resolved",
    "Reviewed",
    "Standing",
    "Status",
    "agreement",
    "apply_decisions",
    "check_decisions",
    "decisions_on",
    "krippendorff_alpha",
    "match_decisions",
    "progress",
    "queue",
    "standing",
]
