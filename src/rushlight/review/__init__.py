"""What a person has decided, what waits, and how far two reviewers agree. Pure: values in, values out."""

from rushlight.review.agreement import Judged, judged
from rushlight.review.applying import Reviewed, apply_decisions, as_corrected, check_decisions, decisions_on
from rushlight.review.coefficients import cohen_kappa, kappa_error, krippendorff_alpha, masi
from rushlight.review.comparing import Compared, Differs, compare, compared_fields
from rushlight.review.order import Progress, QueueItem, progress, queue
from rushlight.review.resampling import FieldAgreement, Interval, agreements
from rushlight.review.scripted import Resolved, match_decisions
from rushlight.review.standing import Correction, Standing, Status, standing
from rushlight.review.touching import check_touched, untouched

__all__ = [
    "Compared",
    "Correction",
    "Differs",
    "FieldAgreement",
    "Interval",
    "Judged",
    "Progress",
    "QueueItem",
    "Resolved",
    "Reviewed",
    "Standing",
    "Status",
    "agreements",
    "apply_decisions",
    "as_corrected",
    "check_decisions",
    "check_touched",
    "cohen_kappa",
    "compare",
    "compared_fields",
    "decisions_on",
    "judged",
    "kappa_error",
    "krippendorff_alpha",
    "masi",
    "match_decisions",
    "progress",
    "queue",
    "standing",
    "untouched",
]
