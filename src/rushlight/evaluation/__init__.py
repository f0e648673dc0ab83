"""How well a reader reads: proposals against what people coded, with the uncertainty of every figure (docs/evaluation.md)."""

from rushlight.evaluation.report import Measured, Miss, Scored, SetResult, compare, measure, misses, score_report
from rushlight.evaluation.sheets import Pair, check_found, check_gold

__all__ = [
    "Measured",
    "Miss",
    "Pair",
    "Scored",
    "SetResult",
    "check_found",
    "check_gold",
    "compare",
    "measure",
    "misses",
    "score_report",
]
