"""What the chance of a right guess is: prosecutor, journalist, marketer; for one record; for one household.

Prosecutor: the intruder knows the person is in the file. Journalist: only that they are in the population.
Marketer: how much of the file a guess at everyone gets right (El Emam 2013, "Guide to the De-Identification of
Personal Health Information", ch. 16). Individual risk: Benedetti & Franconi 1998, with the closed forms of Polettini
2003 and Franconi & Polettini 2004 (PSD, LNCS 3050) as sdcMicro's ``indivRisk(method="approx")`` has them.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from rushlight.errors import MisuseError
from rushlight.release.file.classes import Classes, number
from rushlight.release.file.encode import Floats, Ints, encode


@dataclass(frozen=True, slots=True)
class FileRisk:
    """Chances between 0 and 1. ``unique`` is the share of records alone in their class; ``classes`` how many there are."""

    classes: int
    unique: float
    prosecutor_worst: float
    prosecutor_mean: float
    journalist_worst: float
    journalist_mean: float
    marketer: float


def file_risk(found: Classes) -> FileRisk:
    """The file's risk under three intruders. The journalist's classes are the weights' sums.

    The marketer's share of right guesses is classes over records, which is also the prosecutor's mean.
    """
    n = int(found.sizes.sum())
    return FileRisk(
        classes=len(found.sizes),
        unique=float((found.sizes == 1).sum() / n),
        prosecutor_worst=float(1 / found.sizes.min()),
        prosecutor_mean=len(found.sizes) / n,
        journalist_worst=float(min(1.0, 1 / found.weights.min())),
        journalist_mean=float((found.sizes * np.minimum(1.0, 1 / found.weights)).sum() / n),
        marketer=len(found.sizes) / n,
    )


def individual_risk(f: Ints, weight: Floats) -> Floats:
    """The expected chance 1/F given f, where F is negative binomial with p = f / weight.

    ``f`` counts of the file and ``weight`` their weights' sums, of each record or of each class (in a large file the
    latter is faster), and the risks in the same order. Where the weights say that
    the whole population is in the file, the risk is 1/f. Raises MisuseError where a weight is below its count.
    """
    count = f.astype(np.float64)
    if np.any(count < 1) or np.any(weight < count * (1 - 1e-9)):
        raise MisuseError("a class cannot be smaller in the population than in the file", hint="weights are at least 1")
    whole = weight <= count * (1 + 1e-12)
    p = np.where(whole, 0.5, count / weight)
    odds, lost = p / (1 - p), -np.log(p)
    one, two, more = odds * lost, odds - odds**2 * lost, p / (count - 1 + p)
    risk = np.where(count == 1, one, np.where(count == 2, two, more))
    return np.asarray(np.where(whole, 1 / count, risk))


def household_risk(risk: Floats, household: Sequence[Hashable]) -> Floats:
    """(records,): the chance that at least one person of the record's household is found, 1 - prod(1 - r).

    ``household`` names each record's household. mu-Argus manual, sec. 2.3.6: one found person shows the others.
    Raises MisuseError where lengths differ or a household is not given.
    """
    keys = encode({"household": household})
    if keys.records != len(risk) or bool((keys.codes[0] < 0).any()):
        raise MisuseError("each record needs its household")
    ids, count = number(keys.codes, keys.sizes)
    with np.errstate(divide="ignore"):  # a risk of 1 is a household that is found for certain
        unfound = np.bincount(ids, weights=np.log1p(-np.minimum(risk, 1.0)), minlength=count)
    return np.asarray(-np.expm1(unfound))[ids]
