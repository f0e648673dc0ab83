"""What left: listed, withdrawn, held against the log; a withdrawal of consent names the releases that rest on the words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import making_desk as make
import pytest

from rushlight.desk import Desk, auditing, erasing, proving
from rushlight.errors import MisuseError, ReleaseRefused
from rushlight.record import Purpose


@pytest.fixture
def out(desk: Desk, tmp_path: Path) -> Path:
    """A release that left; gives its proof."""
    return desk.publish(make.ready(desk).id, tmp_path / "brief", way=1).proof / "proof.json"


def test_it_is_listed_in_numbers_and_without_a_word(desk: Desk, out: Path) -> None:
    (past,) = desk.releases()
    assert (past.number, past.by, past.checked_by, past.sentences, past.tables, past.text) == (1, "A1", ("A1",), 1, 0, False)
    assert (past.purpose, past.preset, past.withdrawn) == ("public_anonymous", "default", None)
    assert all(f.size and len(f.sha256) == 64 for f in past.files)


def test_the_event_has_policy_ledger_and_checks_and_no_id_of_a_report(desk: Desk, out: Path) -> None:
    (row,) = desk.case.records("release.published")
    said = row.data
    assert set(said["policy"]) >= {"preset", "gates", "rules", "rules_version", "priors", "atlas", "adversaries"}
    (entry,) = desk.case.records("release.projected")
    assert said["ledger"]["event"] == entry.event.id
    whole = json.dumps(said)
    assert "st_" not in whole
    assert "do_" not in whole
    assert "so_" not in whole
    assert desk.reports()[0].document.id not in whole


def test_withdrawn_with_a_reason_once_and_never_forgotten(desk: Desk, out: Path, tmp_path: Path) -> None:
    before = desk.check_release()
    with pytest.raises(MisuseError, match="say why"):
        desk.withdraw_release("1", reason=" ")
    with pytest.raises(MisuseError, match="no such release"):
        desk.withdraw_release("2", reason="x")
    with pytest.raises(MisuseError, match="does not correct itself"):
        desk.withdraw_release("1", reason="x", corrected_by="1")
    gone = desk.withdraw_release("1", reason="the month was wrong")
    assert gone.withdrawn is not None
    assert (gone.withdrawn.reason, gone.withdrawn.by) == ("the month was wrong", "A1")
    with pytest.raises(MisuseError, match="already"):
        desk.withdraw_release("1", reason="again")
    after = desk.check_release()
    assert after.check.findings == before.check.findings, "the ledger does not forget it"
    assert desk.audit_release(out).ok
    assert desk.verify(deep=True).ok


def test_a_withdrawal_of_consent_names_it_and_an_erasure_too(desk: Desk, out: Path) -> None:
    release = desk.releases()[0].id
    make.taken(desk, make.RETOLD)
    for subject in ("S1", "R1"):
        assert [r for r, _ in erasing.releases_of(desk.case, subject)] == [release]
    assert erasing.releases_of(desk.case, "R2") == ()
    desk.consent("S1", Purpose.PUBLIC_ANONYMOUS, withdrawn=True)
    desk.erase(desk.plan_erasure("R1"))
    assert [past.id for past in desk.releases()] == [release]
    assert desk.audit_release(out).ok, "its check went with the report, which is no fault"


def test_a_proof_of_another_casefile_is_not_of_this_log(desk: Desk, out: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with make.a_desk(other) as second:
        assert second.audit_release(out).faults == ("the casefile's log does not have this release",)


def test_a_file_that_was_edited_added_or_lost_is_found(out: Path, tmp_path: Path) -> None:
    brief = tmp_path / "brief"
    (brief / "more.html").write_text("x", encoding="utf-8")
    assert proving.verify_proof(out).added == ("more.html",)
    (brief / "more.html").unlink()
    assert proving.verify_proof(out).ok


CHANGES: dict[str, tuple[dict[str, Any], str]] = {
    "an approval that nobody gave": (
        {"approvals": [{"event": "ev_none", "by": "B1", "device": "dv_x"}]},
        "has not an approval",
    ),
    "another ledger entry": ({"ledger": {"event": "ev_none", "sha256": "0" * 64, "before": "0" * 64}}, "ledger has lost"),
    "a check that nobody made": ({"checks": [{"event": "ev_none", "by": "A1", "device": "dv_x"}]}, "has not the check"),
    "no remark": ({"one_person": False}, "does not say so"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_release_that_says_more_than_the_log_is_found(desk: Desk, out: Path, tmp_path: Path, change: str) -> None:
    """A releaser's device writes such an event by another program: signed and whole, and not what the log says."""
    changed, match = CHANGES[change]
    (row,) = desk.case.records("release.published")
    forged = desk.case.append("release.published", {**row.data, **changed}, by="A1", at=desk.now())
    proof = tmp_path / "forged.json"
    proof.write_text(json.dumps(desk.case.prove(forged.id)), encoding="utf-8")
    found = desk.audit_release(proof)
    assert any(match in fault for fault in found.faults), found


def test_an_entry_that_was_changed_in_the_ledger_is_found(desk: Desk, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auditing, "digest", lambda _: "0" * 64)
    assert "the ledger says another thing than this release" in desk.audit_release(out).faults


def test_the_same_release_twice_is_refused_by_what_it_said_already(desk: Desk, out: Path, tmp_path: Path) -> None:
    """What was checked before another release was checked under another ledger: look again."""
    checked = desk.check_release()
    with pytest.raises(ReleaseRefused):
        desk.publish(checked.id, tmp_path / "again")
