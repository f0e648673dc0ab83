"""The gold: every sheet is what its notation says, its spans are the text's, and the sets are as large as promised."""

from __future__ import annotations

import importlib.util
import json
import unicodedata
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from rushlight.codebook import codebook
from rushlight.record import from_sheet, verify_reading

ROOT = Path(__file__).resolve().parents[2]
NOTATIONS = sorted((ROOT / "gold").glob("*/*.yaml"))
STAGES = {term.id: term.stage for term in codebook()}


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_gold", ROOT / "scripts" / "build_gold.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("notation", NOTATIONS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_a_sheet_is_what_its_notation_says(notation: Path, builder: ModuleType) -> None:
    sheet, faults = builder.built(notation, STAGES)
    assert faults == []
    assert notation.with_suffix(".json").read_text(encoding="utf-8") == sheet
    text = notation.with_suffix(".txt").read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    verify_reading(from_sheet(json.loads(sheet)), text)


def test_faults_of_a_notation_are_named_by_id_and_nothing_is_lost(builder: ModuleType) -> None:
    notes = builder.Notation("He was held. He was freed.", STAGES)
    sheet = notes.sheet(
        "x",
        {
            "document": {"language": "en"},
            "parties": {"P": {"kind": "person", "class": "affected", "mentions": ["He", "nobody"], "colour": "red"}},
            "statements": {"S1": {"words": "held", "act": "no.such"}, "S2": {"words": "was #3", "act": "release.freed"}},
        },
    )
    assert [fault.split(":")[0] for fault in notes.faults] == ["P", "P", "P", "S1", "S2"]
    assert len(sheet["statements"]) == 2


def test_the_sets_are_as_large_and_as_mixed_as_promised() -> None:
    documents = [json.loads(p.with_suffix(".json").read_text(encoding="utf-8"))["document"] for p in NOTATIONS]
    languages = Counter(d["language"] for d in documents)
    assert languages["en"] >= 16
    assert languages["ko"] >= 8
    assert len({country.strip() for d in documents for country in d["country"].split("/")}) >= 8


def test_every_report_is_listed(builder: ModuleType) -> None:
    manifest = (ROOT / "gold" / "MANIFEST.md").read_text(encoding="utf-8")
    for notation in NOTATIONS:
        assert f"| {notation.stem} |" in manifest
