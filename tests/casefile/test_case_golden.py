"""Casefiles of every released format open for ever. The content is fictional, the passphrase is beside it."""

from __future__ import annotations

import json
import secrets
import shutil
from pathlib import Path

import making_casefile as make
import pytest

from rushlight.casefile import check_proof, open_casefile
from rushlight.casefile.disclosed import check_disclosure
from rushlight.record import to_sheet

GOLDEN = sorted(path.parent for path in (Path(__file__).parent / "golden").glob("*/expected.json"))


def test_there_is_a_golden_casefile() -> None:
    assert [path.name for path in GOLDEN] == ["v1", "v2"]


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.name)
def test_a_released_casefile_opens_and_verifies(golden: Path, tmp_path: Path) -> None:
    said = json.loads((golden / "expected.json").read_text(encoding="utf-8"))
    folder = shutil.copytree(golden / "example.case", tmp_path / "example.case")
    with open_casefile(folder, said["passphrase"], randomness=secrets.token_bytes, now=make.now) as case:
        report = case.verify(deep=True, checkpoint=said["checkpoint"])
        assert report.ok, report.faults
        brought_up_to_date = ["device.keyed"] if golden.name == "v1" else []
        assert [e.kind for e in case.events()] == said["kinds"] + brought_up_to_date
        document = case.documents()[0].document.id
        assert case.text(document) == said["text"]
        assert case.original(document) == said["text"].encode()
        assert [to_sheet(r.reading, file="", sha256="") for r in case.readings()] == said["sheets"]
        assert [d.id for d in case.decisions()] == said["decisions"]
        assert case.vault.open(case.vault.subjects(), reason="golden_case", at=make.T0, by="p_a") == said["names"]
        case.append("test.note", {}, by="p_a")
        assert case.verify(deep=True, checkpoint=said["checkpoint"]).ok
    assert check_proof(said["proof"])["files"][0]["name"] == "counts.csv"


@pytest.mark.parametrize("golden", [g for g in GOLDEN if (g / "example.disclosure").exists()], ids=lambda path: path.name)
def test_a_pack_of_a_released_version_verifies_for_ever(golden: Path) -> None:
    said = json.loads((golden / "expected.json").read_text(encoding="utf-8"))
    found = check_disclosure((golden / "example.disclosure").read_bytes())
    assert list(found.originals.values()) == [said["text"].encode()]
    assert {subject: said["names"][subject] for subject in found.names} == found.names
