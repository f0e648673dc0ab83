"""Signatures checked beside the rest: the same findings as one after the other, and no yes that nobody gave."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import making_casefile as make
import pytest
from test_case_tamper import VECTORS, edit

from rushlight.casefile import VerifyReport, signatures
from rushlight.casefile.keys import checking, signed_by


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "a.case"
    with make.new_case(folder) as case:
        make.fill(case)
    return folder


def verified(folder: Path) -> VerifyReport:
    with make.reopen(folder) as case:
        return case.verify()


@pytest.mark.parametrize(
    "vector", [v for v in VECTORS if v.stem.startswith(("header", "signature", "event"))], ids=lambda p: p.stem
)
def test_both_ways_find_the_same(made: Path, tmp_path: Path, vector: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = shutil.copytree(made, tmp_path / "a.case")
    edit(folder, *json.loads(vector.read_text(encoding="utf-8"))["sql"])
    alone = verified(folder)
    monkeypatch.setattr(signatures, "FEWEST", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    beside = verified(folder)
    assert set(beside.faults) == set(alone.faults)
    assert not beside.ok


@pytest.mark.parametrize(
    "script", ["", "import sys; sys.exit(3)", "import os; os.write(1, b'\\1' * 3)", "nonsense ("], ids=range(4)
)
def test_a_process_that_fails_is_never_believed(
    made: Path, tmp_path: Path, script: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(made, tmp_path / "a.case")
    edit(folder, "UPDATE events SET signature = zeroblob(64) WHERE seq = 5")
    broken = tmp_path / "broken.py"
    broken.write_text(script, encoding="utf-8")
    monkeypatch.setattr(signatures, "FEWEST", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(checking, "__file__", str(broken))
    assert [f.what for f in verified(folder).faults].count("an event's signature does not hold") == 1
    edit(folder, "UPDATE events SET signature = zeroblob(9) WHERE seq = 5")
    assert [f.what for f in verified(folder).faults].count("an event's signature does not hold") == 1


def test_a_process_that_cannot_be_started_is_done_without(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signatures, "FEWEST", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    assert verified(made).ok


def test_published_signatures_are_answered() -> None:
    """RFC 8032, section 7.1, tests 1 and 2."""
    known = [
        (
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
            "",
        ),
        (
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
            "72",
        ),
    ]
    asked = b""
    for key, signature, message in known:
        parts = bytes.fromhex(key), bytes.fromhex(signature), bytes.fromhex(message)
        assert signed_by(*parts)
        asked += (
            checking.frame(*parts) + checking.frame(parts[0], parts[1], b"other") + checking.frame(bytes(32), parts[1], b"")
        )
    answers = io.BytesIO()
    checking.answer(io.BytesIO(asked + b"cut"), answers)
    assert answers.getvalue() == b"\1\0\0" * 2
