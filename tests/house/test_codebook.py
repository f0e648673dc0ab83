"""The codebook's own rules."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rushlight.codebook import STAGES, codebook
from rushlight.errors import RecordError

ROOT = Path(__file__).resolve().parent.parent.parent


def test_there_are_seventy_two_terms_with_labels_in_both_languages() -> None:
    terms = list(codebook())
    assert len(terms) == 72
    assert all(t.label("en") and t.label("ko") and t.definition for t in terms)
    assert all(t.stage is None or t.stage in STAGES for t in terms)


def test_every_stage_has_a_label_and_at_least_one_act() -> None:
    for stage in STAGES:
        assert codebook().stage_label(stage, "ko")
        assert any(t.stage == stage for t in codebook())


@pytest.mark.parametrize("family", ["exchange", "disclose"])
def test_money_calls_and_leaving_are_never_an_offence(family: str) -> None:
    terms = [t for t in codebook() if t.family == family]
    assert terms
    assert all(t.kind == "content" and t.stage is None and t.iccs is None for t in terms)


def test_an_unknown_term_is_a_clear_error() -> None:
    with pytest.raises(RecordError) as caught:
        codebook().term("detain.nothing")
    assert caught.value.where == "detain.nothing"


@pytest.mark.slow
def test_packaged_tables_are_the_built_resources() -> None:
    """scripts/test asks the same before each run; here for whoever runs the slow tests alone."""
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "build_data.py", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
