"""Judge from all the words whether what was read took place, was threatened, asked, planned, rumoured or denied.

Rules know the words of threat, demand and denial that somebody wrote down, and their grammar. A linear model trained from
whole coded reports (``scripts/train_whether.py``) sees what the rules made of a statement and the words in and beside
it, and may read it otherwise. Its mistakes do not weigh alike: a threat taken for a deed destroys the evidence of
everything else, so "occurred" must be the stronger by a margin (resources/whether).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from rushlight.reading.drafts import Draft, Source, StatementDraft
from rushlight.reading.likeness.model import Shelf, unpacked
from rushlight.reading.whether.features import features_of
from rushlight.record import Found, Modality, Polarity
from rushlight.tables import load_table

NEGATED = "negated"
OCCURRED = str(Modality.OCCURRED)
Strengths = Mapping[str, float]


def judge_whether(source: Source, draft: Draft) -> None:
    """Set modality and polarity of the draft's statements as the model reads them; what changes is found by likeness."""
    judged = [(s, strengths(features_of(source, s), source.language)) for s in draft.statements]
    for statement, strength in judged:
        modality = modality_of(str(statement.modality), strength)
        if modality != statement.modality:
            statement.modality = Modality(modality)
            statement.found["modality"] = Found.LIKENESS
        _set_polarity(statement, strength[NEGATED])


def modality_of(rules: str, strength: Strengths) -> str:
    """The modality that the strengths speak for, where the rules read ``rules``."""
    rows = load_table("whether")
    able = {name: value for name, value in strength.items() if name != NEGATED}
    able[OCCURRED] -= rows["occurred_behind"]
    best = max(able, key=lambda name: able[name])
    ahead = able[best] - able.get(rules, -rows["keep"])
    wanted = 0.0 if rules == OCCURRED else rows["deed"] if best == OCCURRED else rows["keep"]
    return best if ahead >= wanted else rules


def _set_polarity(statement: StatementDraft, strength: float) -> None:
    rows = load_table("whether")
    judged = statement.polarity
    if judged is Polarity.AFFIRMED and strength > rows["negated"]:
        judged = Polarity.NEGATED
    elif judged is Polarity.NEGATED and strength < rows["affirmed"]:
        judged = Polarity.AFFIRMED
    if judged is not statement.polarity:
        statement.polarity = judged
        statement.found["polarity"] = Found.LIKENESS


def strengths(features: Sequence[str], language: str) -> dict[str, float]:
    """By modality and for "negated": 0 at the boundary of the label, 1 at the edge of its margin."""
    return summed(*_model(language), features)


def summed(table: Mapping[str, Any], shelf: Shelf, features: Sequence[str]) -> dict[str, float]:
    """The strengths by a given table."""
    sums = [0] * len(table["labels"])
    for feature in features:
        row = shelf.get(feature)
        if row is not None:
            for label, weight in unpacked(row).items():
                sums[label] += weight
    return {name: total * table["unit"] + bias for name, total, bias in zip(table["labels"], sums, table["bias"], strict=True)}


@cache
def _model(language: str) -> tuple[dict[str, Any], Shelf]:
    table = load_table(f"whether_{language}")
    return table, Shelf(**table["weights"])
