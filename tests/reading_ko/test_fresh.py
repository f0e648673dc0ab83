"""Wordings and texts written from knowledge of the language before the reader was tried on them: floors."""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

from rushlight.codebook import codebook
from rushlight.record import Modality, Polarity

from .texts import read

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "reading_traps"))
from trap_cases import load, parse_case  # noqa: E402
from trap_matching import Outcome, judge, read_case  # noqa: E402

ACTS: dict[str, list[str]] = yaml.safe_load((HERE / "fresh_acts.yaml").read_text(encoding="utf-8"))
OF_THE_MIND = ("motive.imputed", "belief.imputed", "attitude.expressed")
FOUND_OF_WORDINGS = 0.98
FOUND_OF_TEXTS = 0.94
MET_OF_TEXTS = 0.92
FALSE_ALARMS = 6
ALARMS_OF_ORDINARY_SENTENCES = 5
"""Raised from 1 with likeness that finds more: words without a report around them look like an act more often."""


def happened(act: str, words: str) -> bool:
    """The act is read from the words as having happened (or, for a state of mind, is read at all)."""
    return any(
        s.act == act and (act in OF_THE_MIND or (s.modality is Modality.OCCURRED and s.polarity is Polarity.AFFIRMED))
        for s in read(words).statements
    )


def test_each_act_is_found_in_its_ordinary_wordings() -> None:
    assert set(ACTS) <= {term.id for term in codebook()}
    tried = [happened(act, words) for act, sentences in ACTS.items() for words in sentences]
    assert sum(tried) / len(tried) >= FOUND_OF_WORDINGS


def test_whole_texts_are_read_as_their_author_meant_them() -> None:
    outcomes: list[Outcome] = [judge(case, read_case(case)) for case in load(HERE / "fresh_texts.yaml")]
    wanted = sum(len(o.case.expect) for o in outcomes)
    assert not [o.case.id for o in outcomes if o.broken]
    assert sum(o.found for o in outcomes) / wanted >= FOUND_OF_TEXTS
    assert sum(o.met for o in outcomes) / wanted >= MET_OF_TEXTS
    assert sum(len(o.extra) for o in outcomes) <= FALSE_ALARMS


def test_ordinary_sentences_tell_of_no_act() -> None:
    sentences = yaml.safe_load((HERE / "fresh_nothing.yaml").read_text(encoding="utf-8"))["sentences"]
    alarms = [words for words in sentences if read(words).statements]
    assert len(alarms) <= ALARMS_OF_ORDINARY_SENTENCES


def test_what_did_not_happen_does_not_stand() -> None:
    undone: dict[str, list[str]] = yaml.safe_load((HERE / "fresh_undone.yaml").read_text(encoding="utf-8"))
    standing = []
    for act, sentences in undone.items():
        for words in sentences:
            wrong = {"act": act, "modality": "occurred", "polarity": "affirmed"}
            case = parse_case({"id": 1, "family": "undone", "text": words, "forbid": [wrong]}, "ko")
            standing += [words for _ in judge(case, read_case(case)).broken]
    assert not standing
