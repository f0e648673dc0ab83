"""The figures: each the ratio of two sums over reports, so that a set's figure weighs every decision the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from rushlight.evaluation.calibration import brier
from rushlight.evaluation.slots import ADD, steps
from rushlight.evaluation.tally import Tally

Parts = tuple[float, float]
"""Numerator and denominator; the figure is undefined where the latter is 0."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: ``parts`` are additive over reports. ``more_is_better`` is False for costs and faults."""

    name: str
    title: str
    parts: Callable[[Tally], Parts]
    more_is_better: bool = True

    def of(self, tally: Tally) -> float | None:
        return ratio(self.parts(tally))


def ratio(parts: Parts) -> float | None:
    above, below = parts
    return above / below if below else None


def _precision(name: str) -> Callable[[Tally], Parts]:
    return lambda t: (t[name, "tp"], t[name, "tp"] + t[name, "fp"])


def _recall(name: str) -> Callable[[Tally], Parts]:
    return lambda t: (t[name, "tp"], t[name, "tp"] + t[name, "fn"])


def _f1(name: str) -> Callable[[Tally], Parts]:
    return lambda t: (2 * t[name, "tp"], 2 * t[name, "tp"] + t[name, "fp"] + t[name, "fn"])


def _right(name: str) -> Callable[[Tally], Parts]:
    return lambda t: (t[name, "right"], t[name, "n"])


def _bad(name: str, per: float = 1) -> Callable[[Tally], Parts]:
    return lambda t: (per * t[name, "bad"], t[name, "n"])


def _boundaries(measure: str) -> Callable[[Tally], Parts]:
    """F1 of SemEval-2013 task 9.1: correct + half of partial, over what was found and what there is."""

    def parts(t: Tally) -> Parts:
        correct, incorrect, partial, missing, spurious = (
            t["span", measure, kind] for kind in ("correct", "incorrect", "partial", "missing", "spurious")
        )
        return 2 * correct + partial, 2 * (correct + incorrect + partial) + missing + spurious

    return parts


def _slot_errors(t: Tally) -> Parts:
    """Substitutions, deletions and insertions over the slots of the gold."""
    sums = {kind: sum(n for key, n in t.items() if key[0] == "slot" and key[2] == kind) for kind in SLOT_KINDS}
    return (
        sums["substituted"] + sums["deleted"] + sums["inserted"],
        sums["correct"] + sums["substituted"] + sums["deleted"],
    )


SLOT_KINDS = ("correct", "substituted", "deleted", "inserted")

FIGURES = (
    Figure("edit_cost", "edit cost a statement", lambda t: (steps(t), t["edit", "statements"]), more_is_better=False),
    Figure(
        "edit_share",
        "edit cost, of coding from nothing",
        lambda t: (steps(t), ADD * t["edit", "statements"]),
        more_is_better=False,
    ),
    Figure("untouched", "statements right in every field", lambda t: (t["edit", "untouched"], t["edit", "statements"])),
    Figure("act", "act F1", _f1("act")),
    Figure("act_p", "act precision", _precision("act")),
    Figure("act_r", "act recall", _recall("act")),
    Figure("family", "family F1", _f1("family")),
    Figure("modality", "modality", _right("modality")),
    Figure("mod_hard", "modality where it did not simply happen", _right("mod_hard")),
    Figure("polarity", "polarity where one says not so", _right("polarity")),
    Figure("scope", "scope", _right("scope")),
    Figure("mode", "attribution mode", _right("mode")),
    Figure("speaker", "speaker", _right("speaker")),
    Figure("agent", "agent", _right("agent")),
    Figure("affected", "affected party", _right("affected")),
    Figure("money", "sums F1", _f1("money")),
    Figure("time", "times F1", _f1("time")),
    Figure("place", "places F1", _f1("place")),
    Figure("boilerplate", "page parts F1", _f1("boilerplate")),
    Figure("span_strict", "span F1, strict", _boundaries("strict")),
    Figure("span_exact", "span F1, boundaries only", _boundaries("exact")),
    Figure("span_partial", "span F1, partial", _boundaries("partial")),
    Figure("span_type", "span F1, type", _boundaries("type")),
    Figure("ser", "slot error rate", _slot_errors, more_is_better=False),
    Figure("brier", "Brier score", brier, more_is_better=False),
    Figure("broken", "forbidden readings in 100 rules", _bad("broken", 100), more_is_better=False),
    Figure("quotes", "unsupported quotes in 100", _bad("quotes", 100), more_is_better=False),
)
"""All figures with an interval, in the order in which they are shown."""

BY_NAME = {f.name: f for f in FIGURES}


def values(tally: Tally, figures: Iterable[Figure] = FIGURES) -> Mapping[str, float | None]:
    """Each figure's value by its name; None where nothing was there to judge."""
    return {f.name: f.of(tally) for f in figures}
