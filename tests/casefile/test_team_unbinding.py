"""A casefile of format 1 in a team: its names and originals open on a colleague's device, and nothing signed was changed."""

from __future__ import annotations

import contextlib
import json
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import making_casefile as make
import making_teams as team
import pytest

from rushlight.casefile import Casefile, erasing, joining, merging, open_casefile, sending, unbinding
from rushlight.desk import teams
from rushlight.errors import CasefileError, MisuseError

V1 = Path(__file__).parent / "golden" / "v1"
SAID = json.loads((V1 / "expected.json").read_text(encoding="utf-8"))
ALONE = Path(__file__).parents[2] / "standalone" / "verify_case.py"


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Casefile]:
    folder = shutil.copytree(V1 / "example.case", tmp_path / "example.case")
    with open_casefile(folder, SAID["passphrase"], randomness=secrets.token_bytes, now=make.now) as case:
        yield case


def names(case: Casefile) -> object:
    return case.vault.open(case.vault.subjects(), reason="golden_case", at=make.T0, by="p_a")


def test_a_colleague_opens_the_names_and_originals_of_a_casefile_of_format_1(old: Casefile, tmp_path: Path) -> None:
    signed = [old.log.stored(e.id).signed for e in old.events()]
    vault: dict[str, bytes] = dict(iter(old._db.rows("SELECT id, sealed FROM vault")))
    with team.join(tmp_path / "b.case", joining.invitation(old)) as other:
        joining.admit(old, joining.request(other), ["reviewer"], by="p_a")
        with pytest.raises(CasefileError, match="format 1") as refused:
            sending.send(old, tmp_path, to=[other.device])
        assert "rushlight bundle" in str(refused.value.hint)
        sent = teams.bundle(old, tmp_path, actor="p_a")
        before = len(old.events())
        assert unbinding.unbind(old, by="p_a") == 0
        assert len(old.events()) == before
        merging.merge(other, sent.path, by="p_b")
        for case in (old, other):
            document = case.documents()[0].document.id
            assert case.original(document) == SAID["text"].encode()
            assert names(case) == SAID["names"]
            assert case.verify(deep=True, checkpoint=SAID["checkpoint"]).ok, case.verify(deep=True).faults
        team.exchange(old, other)
        assert team.state(old) == team.state(other)
    held = {old.log.stored(e.id).signed for e in old.events()}
    assert set(signed) <= held
    assert vault.items() <= dict(iter(old._db.rows("SELECT id, sealed FROM vault"))).items()
    for folder, words in ((old.folder, SAID["passphrase"]), (other.folder, make.PASSPHRASE)):
        with contextlib.suppress(CasefileError):
            old.close()
        done = subprocess.run(
            [sys.executable, str(ALONE), str(folder)], input=words + "\n", capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_a_colleague_cannot_seal_anew_what_it_cannot_open_and_a_wrong_key_opens_nothing_wrong(
    old: Casefile, tmp_path: Path
) -> None:
    with team.join(tmp_path / "b.case", joining.invitation(old)) as other:
        joining.admit(old, joining.request(other), ["reviewer"], by="p_a")
        blob = old._db.rows("SELECT id FROM original")[0][0]
        old.append(unbinding.KEYED, {"blob": blob, "data_key": "00" * 32}, by="p_a")
        unbound = unbinding.bound_originals(old)
        assert unbound == []  # somebody has said a key; this copy opens it with its own all the same
        document = old.documents()[0].document.id
        assert old.original(document) == SAID["text"].encode()
        teams.bundle(old, tmp_path, actor="p_a")
        for path in tmp_path.glob("*.bundle"):
            merging.merge(other, path, by="p_b")
        with pytest.raises(CasefileError, match="does not open"):
            other.original(document)
        assert not other.verify(deep=True).ok


def test_erasing_the_report_takes_the_key_of_its_original_too(old: Casefile) -> None:
    unbinding.unbind(old, by="p_a")
    document = old.documents()[0].document.id
    keyed = [o.event.id for o in old.records(unbinding.KEYED)]
    case, _ = erasing.erase(old, [erasing.of_report(old, document, reason="withdrawn")], by="p_a")
    with case:
        assert all(case.log.stored(event).empty for event in keyed)
        assert case._db.rows("SELECT count(*) FROM original_key") == [(0,)]
        assert case.verify(deep=True).ok


def test_the_device_that_may_not_is_told_so(old: Casefile) -> None:
    joining._say_admitted(old, old.devices()[old.device], ("trustee",), "p_a")
    with pytest.raises(MisuseError, match="it has: trustee"):
        unbinding.unbind(old, by="p_a")
    assert old.records(unbinding.KEYED) == ()
