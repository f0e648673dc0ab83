"""Metamorphic cases: change one thing in a text, and only what that thing means may change in its reading.

Chen, Cheung and Yiu, "Metamorphic testing", HKUST-CS98-01 (1998). Plain sentences on purpose: a case asks whether a
negation, a threat, another sum or another quotation mark is read as such, not whether rare words are known.
"""

from rushlight.evaluation.metamorphic.cases import Case, Expected, Said
from rushlight.evaluation.metamorphic.making import LANGUAGES, cases
from rushlight.evaluation.metamorphic.running import Result, passes, run

__all__ = ["LANGUAGES", "Case", "Expected", "Result", "Said", "cases", "passes", "run"]
