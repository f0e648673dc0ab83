"""What a confidence band promises: how often its proposals are right, and what is left when only it is kept.

The promise is a shipped table (resources/reading/bands.yaml), the share of right proposals of each band on the
development gold. ``right``: a gold statement of the same act stands there, which is the precision of the act
measure. ``sound``: right, and modality and polarity too. Brier score after Brier 1950; expected calibration error
after Naeini, Cooper and Hauskrecht 2015, with the bands as bins; risk and coverage after El-Yaniv and Wiener 2010.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rushlight.evaluation.matching import Json, Match
from rushlight.evaluation.tally import Tally
from rushlight.tables import load_table

BANDS = ("high", "medium", "low")
"""From the best founded to the least."""


def promised(band: str) -> float:
    """The share of right proposals that the shipped table promises for a band."""
    return float(load_table("bands")["promised"][band])


def add_bands(tally: Tally, found: Json, matches: list[Match]) -> None:
    """Add the counts of one report under ``("band", band, kind)``; proposals without a band are left out."""
    gold_of = {id(f): g for g, f in matches}
    for proposal in found["statements"]:
        band = proposal.get("band")
        if band not in BANDS:
            continue
        gold = gold_of.get(id(proposal))
        tally["band", band, "n"] += 1
        tally["band", band, "right"] += gold is not None
        tally["band", band, "sound"] += gold is not None and _sound(gold, proposal)


def _sound(gold: Json, found: Json) -> bool:
    same_polarity = gold.get("polarity", "affirmed") == found.get("polarity", "affirmed")
    return bool(gold["modality"] == found["modality"]) and same_polarity


def brier(tally: Tally) -> tuple[float, float]:
    """(sum of squared differences between promise and outcome, number of proposals)."""
    squares = 0.0
    for band in BANDS:
        n, right, promise = tally["band", band, "n"], tally["band", band, "right"], promised(band)
        squares += right * (1 - promise) ** 2 + (n - right) * promise**2
    return squares, _proposals(tally)


def calibration_error(tally: Tally) -> float | None:
    """The mean difference between a band's promise and its share right, weighted by its proposals."""
    proposals = _proposals(tally)
    gaps = [abs(promised(b) * tally["band", b, "n"] - tally["band", b, "right"]) for b in BANDS]
    return sum(gaps) / proposals if proposals else None


def _proposals(tally: Tally) -> int:
    return sum(tally["band", b, "n"] for b in BANDS)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is left when only these bands are kept. Shares are None where nothing is left."""

    bands: tuple[str, ...]
    proposals: int
    coverage: float | None
    right: float | None
    sound: float | None
    recall: float | None


def risk_coverage(tally: Tally) -> list[Kept]:
    """High alone, high and medium, all three."""
    return [_kept(tally, BANDS[: n + 1]) for n in range(len(BANDS))]


def _kept(tally: Tally, bands: tuple[str, ...]) -> Kept:
    n, right, sound = (_sum(tally, bands, kind) for kind in ("n", "right", "sound"))
    asked = tally["act", "tp"] + tally["act", "fn"]
    return Kept(bands, n, _share(n, _proposals(tally)), _share(right, n), _share(sound, n), _share(right, asked))


def _sum(tally: Tally, bands: Iterable[str], kind: str) -> int:
    return sum(tally["band", b, kind] for b in bands)


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
