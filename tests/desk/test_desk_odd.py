"""Settings and entries that a colleague's device wrote in a form that nobody expects: they count for nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from rushlight.desk import Desk, keeping, proving, remembering
from rushlight.errors import Tampered


@pytest.mark.parametrize("odd", ["many", 0, None, [], True, 2.5])
def test_an_odd_setting_of_a_colleague_keeps_nobody_from_a_backup(desk: Desk, tmp_path: Path, odd: object) -> None:
    desk.case.put_setting(keeping.KEEP_DAYS, odd, by="A2", at=desk.now())
    assert keeping.backup(desk, tmp_path / "usb").events


def test_an_odd_entry_of_a_colleague_keeps_nobody_from_checking_a_release(desk: Desk) -> None:
    entries: tuple[object, ...] = ({}, {"entry": 3}, {"entry": {"release": []}}, [])
    for odd in entries:
        desk.case.append(remembering.KIND, odd, by="A2", at=desk.now())
        with pytest.raises(Tampered, match="earlier release"):  # it may be the one that a new release would complete
            remembering.remembered(desk.case)


def test_a_proof_that_is_nested_without_end_is_told_as_damaged(tmp_path: Path) -> None:
    (tmp_path / "proof.json").write_text("[" * 200_000, encoding="ascii")
    with pytest.raises(Tampered, match="damaged"):
        proving.verify_proof(tmp_path / "proof.json")
