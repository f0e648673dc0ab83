"""Who did it, by family of construction: each expectation of doers.yaml holds."""

from __future__ import annotations

from typing import Any

import pytest

from .roles_told import judged, passages

ROWS = passages("doers.yaml")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:40].replace("\n", " "))
def test_the_doer_is_found(row: dict[str, Any]) -> None:
    wrong = [(line, field) for _text, line, field, ok in judged([row]) if ok is not True]
    assert not wrong
