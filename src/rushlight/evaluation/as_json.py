"""A result as plain JSON data (``rushlight-evaluation/1``): figures, counts and digests; no word, no file name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rushlight.evaluation.bootstrap import Estimate
from rushlight.evaluation.breakdown import Kind, confusions, kinds, table
from rushlight.evaluation.calibration import calibration_error, risk_coverage
from rushlight.evaluation.figures import values
from rushlight.evaluation.outcome import Differences, Outcome
from rushlight.evaluation.report import Measured, Scored, SetResult
from rushlight.evaluation.slots import outcomes
from rushlight.evaluation.tally import total

FORMAT = "rushlight-evaluation/1"
PLACES = 4


def outcome_as_json(told: Outcome) -> dict[str, Any]:
    """All sets and differences; of the reports held back figures alone."""
    out: dict[str, Any] = {"given": set_as_json(told.given)}
    if told.held_back is not None:
        out["held_back"] = figures_as_json(told.held_back)
    if told.rules is not None:
        out["rules"] = set_as_json(told.rules)
    for name, differences in (("given_less_held_back", told.less_held_back), ("given_less_rules", told.less_rules)):
        if differences is not None:
            out[name] = differences_as_json(differences)
    return out


def set_as_json(result: SetResult) -> dict[str, Any]:
    """One set of reports, with all that shows where it goes wrong."""
    whole = total([s.tally for s in result.scored])
    return {
        **figures_as_json(result),
        "acts": [_kind(k) for k in kinds(whole, "act")],
        "families": [_kind(k) for k in kinds(whole, "family")],
        "taken": {name: {g: dict(row) for g, row in table(whole, name).items()} for name in ("modality", "polarity")},
        "acts_taken": [asdict(t) for t in confusions(whole, "act")],
        "by_report": [_report(s) for s in result.scored],
    }


def figures_as_json(result: SetResult) -> dict[str, Any]:
    """A set's figures alone: all that is told of reports that are to steer nothing."""
    return {
        "digest": result.digest,
        "reports": len(result.scored),
        "not_scored": result.faults,
        "groups": {name: _group(m) for name, m in result.groups.items()},
        "styles": {name: _rounded(figures) for name, figures in result.styles.items()},
    }


def differences_as_json(differences: Differences) -> dict[str, Any]:
    return {group: {name: estimate_as_json(e) for name, e in rows.items()} for group, rows in differences.items()}


def estimate_as_json(estimate: Estimate) -> dict[str, float | None]:
    return {name: _short(value) for name, value in asdict(estimate).items()}


def _group(measured: Measured) -> dict[str, Any]:
    return {
        "reports": measured.reports,
        "statements": measured.tally["gold", "statements"],
        "optional": measured.tally["gold", "optional"],
        "figures": {name: estimate_as_json(e) for name, e in measured.figures.items()},
        "forbidden": {"broken": measured.tally["broken", "bad"], "rules": measured.tally["broken", "n"]},
        "unsupported_quotes": measured.tally["quotes", "bad"],
        "work": {kind: measured.tally["edit", kind] for kind in ("statements", "untouched", "fix", "add", "delete")},
        "work_a_report": _short(work_a_report(measured)),
        "calibration_error": _short(calibration_error(measured.tally)),
        "bands": [{**asdict(k), **_rounded({n: getattr(k, n) for n in SHARES})} for k in risk_coverage(measured.tally)],
        "slots": outcomes(measured.tally),
    }


SHARES = ("coverage", "right", "sound", "recall")


def work_a_report(measured: Measured) -> float | None:
    """The edit cost of a report of this group, on average."""
    cost = measured.figures["edit_cost"].value
    return None if cost is None else cost * measured.tally["edit", "statements"] / measured.reports


def _kind(kind: Kind) -> dict[str, Any]:
    return {**asdict(kind), "f1": _short(kind.f1)}


def _report(scored: Scored) -> dict[str, Any]:
    return {
        "text": scored.text,
        "language": scored.language,
        "style": scored.style,
        "figures": _rounded(values(scored.tally)),
        "broken": scored.tally["broken", "bad"],
        "unsupported_quotes": scored.tally["quotes", "bad"],
    }


def _rounded(figures: Mapping[str, float | None]) -> dict[str, float | None]:
    return {name: _short(value) for name, value in figures.items()}


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, PLACES)
