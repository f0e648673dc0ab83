"""What a team reads at the command line: plain, complete, something to do next, and no alarm where there is none."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
from pathlib import Path

import making_casefile as make
import making_teams as teams
import pytest

from rushlight.casefile import Casefile, joining, keys, sending
from rushlight.cli.main import run_with
from rushlight.desk import Desk, open_desk
from rushlight.record import Verdict


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(keys, "calibrated", lambda: make.CHEAP)
    (tmp_path / "pw").write_text(make.PASSPHRASE + "\n", encoding="utf-8")
    (tmp_path / "drop").mkdir()
    return tmp_path


def called(folder: Path, *args: str, code: int = 0) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        done = run_with([*args, "--passphrase-file", "pw"])
    assert done == code, out.getvalue() + err.getvalue()
    return out.getvalue(), err.getvalue()


def two(folder: Path) -> tuple[str, str]:
    """A founder and a colleague, ``0.case`` and ``1.case``, who have the same; gives their devices."""
    first = make.new_case(folder / "0.case")
    second = teams.colleague(first, folder / "1.case", roles=("reviewer", "trustee"))
    ids = first.device, second.device
    give(first, second)
    first.close()
    second.close()
    return ids


def give(first: Casefile, second: Casefile) -> None:
    teams.give(second, first)
    teams.give(first, second)


def test_a_shared_folder_of_bundles_is_no_reason_for_an_alarm(folder: Path) -> None:
    two(folder)
    called(folder, "bundle", "0.case", "--to", "drop")
    out, _ = called(folder, "merge", "0.case", "drop")
    assert re.search(r"^passed over: bu_\w+\.bundle: this device wrote this bundle itself$", out, re.M), out
    called(folder, "bundle", "1.case", "--to", "drop")
    for name in ("0.case", "1.case"):
        out, _ = called(folder, "merge", name, "drop")
        assert "refused" not in out
        assert (out.count("passed over"), out.count("merged ")) == (1, 1)
    (one,) = (f for f in (folder / "drop").iterdir() if "itself" in called_err(folder, "merge", "0.case", str(f)))
    assert one.suffix == ".bundle"


def called_err(folder: Path, *args: str) -> str:
    err = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(err):
        run_with([*args, "--passphrase-file", "pw"])
    return err.getvalue()


def test_a_device_that_was_sent_away_learns_why_nothing_is_for_it(folder: Path) -> None:
    _, second = two(folder)
    third = teams_third(folder)
    out, err = called(folder, "revoke", "0.case", second[3:9])
    assert out.splitlines() == [f"sent away: {second}"]
    assert "rushlight bundle 0.case --to FOLDER" in err
    assert "--anew" not in err, "it kept no share"
    called(folder, "bundle", "0.case", "--to", "drop", "--for", third[:9])
    out, err = called(folder, "merge", "1.case", "drop", code=1)
    assert "this bundle was not closed for this device" in out
    assert "have sent it away" in err
    assert "there is no such device" in called(folder, "revoke", "0.case", "dv_000", code=2)[1]
    assert "there is no such device" in called(folder, "bundle", "0.case", "--to", "drop", "--for", third[:5], code=2)[1]


def teams_third(folder: Path) -> str:
    with make.reopen(folder / "0.case") as first, teams.colleague(first, folder / "2.case", roles=("reviewer",)) as third:
        return third.device


def test_devices_are_listed_so_that_ids_can_be_copied(folder: Path) -> None:
    ids = two(folder)
    out, _ = called(folder, "devices", "1.case")
    for device in ids:
        assert re.search(rf"^{device}  \S+  active(; this device)?$", out, re.M), out
    assert out.count("this device") == 1
    assert "roles: reviewer, trustee" in out


def test_a_copy_that_waits_to_be_admitted_shows_its_fingerprint(folder: Path) -> None:
    make.new_case(folder / "0.case").close()
    called(folder, "invite", "0.case", "--to", "w.invitation")
    out, err = called(folder, "join", "w.invitation", "1.case", "--as", "A2")
    digits = out.split("your fingerprint:")[1].strip()
    assert "rushlight merge 1.case BUNDLE" in err
    out, _ = called(folder, "devices", "1.case")
    assert "waits to be admitted" in out
    assert f"this device's fingerprint: {digits}" in out


def test_one_event_is_not_events(folder: Path) -> None:
    make.new_case(folder / "0.case").close()
    called(folder, "invite", "0.case", "--to", "w.invitation")
    digits = called(folder, "join", "w.invitation", "1.case", "--as", "A2")[0].split("your fingerprint:")[1].strip()
    out, _ = called(folder, "admit", "0.case", "1.request", "--fingerprint", digits)
    assert "taken in, having waited for this: 1 event\n" in out


def decided(desk: Desk, verdict: Verdict) -> str:
    (report,) = desk.reports()
    statement = report.reading.statements[-1]
    desk.decide(statement.id, verdict)
    return f"R1, proposal {len(report.reading.statements)} of 'show R1'"


def test_conflicts_are_named_as_people_name_things(folder: Path) -> None:
    two(folder)
    (folder / "r.txt").write_text("Officers took 500 yuan from a family in Musan. They detained her on 3 March 2025.\n")
    called(folder, "take-in", "0.case", "r.txt", "--published", "2025-03-09")
    called(folder, "bundle", "0.case", "--to", "drop")
    called(folder, "merge", "1.case", "drop")
    for name, verdict in (("0.case", Verdict.ACCEPT), ("1.case", Verdict.REJECT)):
        with open_desk(folder / name, make.PASSPHRASE) as desk:
            statement = decided(desk, verdict)
    called(folder, "consent", "0.case", "R1", "court", "--until", "2030-01-01")
    called(folder, "consent", "1.case", "R1", "court", "--withdrawn")
    called(folder, "bundle", "1.case", "--to", "drop")
    _, err = called(folder, "merge", "0.case", "drop")
    assert "2 things were said differently" in err
    out, err = called(folder, "conflicts", "0.case")
    assert f"decision: {statement}" in out
    assert "agreed until 2030-01-01" in out
    assert re.search(r"  withdrawn  \(", out)
    assert "st_" not in out
    assert "{" not in out
    assert "of consents, a withdrawal" in err


def test_keys_in_use_twice_say_what_to_do_in_each_case(folder: Path) -> None:
    two(folder)
    shutil.copytree(folder / "1.case", folder / "c.case")
    for name in ("1.case", "c.case"):
        with make.reopen(folder / name) as case:
            case.add_source("S1" if name == "1.case" else "S2", by="A2")
            sending.send(case, folder / "drop")
    out, err = called(folder, "merge", "0.case", "drop", code=1)
    assert "alarm: the keys of" in out
    assert "rushlight new-device" in err
    assert "rushlight revoke" in err
    twice = next(word for word in out.split() if word.startswith("dv_"))
    assert "alarm: its keys are in use twice" in called(folder, "devices", "0.case", code=1)[0]
    called(folder, "revoke", "0.case", twice)
    out, _ = called(folder, "devices", "0.case")
    assert re.search(r"sent away after \d+ events, its keys having been in use twice", out), out


def test_a_trustee_who_is_sent_away_leaves_shares_to_be_made_anew(folder: Path) -> None:
    first, second = two(folder)
    called(folder, "trustees", "0.case", first, second)
    _, err = called(folder, "revoke", "0.case", second)
    assert "it kept a share" in err
    assert "rushlight trustees 0.case --anew" in err


def test_the_ids_of_a_log_of_several_devices_are_not_cut(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    two(folder)
    out, err = called(folder, "log", "0.case")
    assert len(re.findall(r"│ ev_[0-9a-z]{26} │ dv_[0-9a-z]{6} │$", out, re.M)) >= 4, out
    assert "each device numbers its own entries" in err


def test_a_purpose_that_is_none_is_told_from_those_there_are(folder: Path) -> None:
    make.new_case(folder / "0.case").close()
    _, err = called(folder, "consent", "0.case", "S1", "withdrawn", code=2)
    assert err.startswith("error: invalid value for 'PURPOSE': 'withdrawn' is not one of 'internal_analysis'")


def test_an_erasure_says_whom_it_has_not_reached_and_counts_no_collector(folder: Path) -> None:
    two(folder)
    with make.reopen(folder / "0.case") as first:
        collector = teams.join(folder / "k.case", joining.invitation(first), by="C1")
        joining.admit(first, joining.request(collector), ("collector",), by="p_a")
        collector.close()
    (folder / "r.txt").write_text("Officers took 500 yuan from a family in Musan.\n", encoding="utf-8")
    called(folder, "take-in", "0.case", "r.txt", "--published", "2025-03-09")
    called(folder, "bundle", "0.case", "--to", "drop")
    called(folder, "merge", "1.case", "drop")
    out, err = called(folder, "erase", "0.case", "R1", "--yes")
    assert "done on 1 of 2 known devices" in out
    assert "rushlight bundle 0.case --to FOLDER" in err
    assert "lies in its outbox" in err
    listed = " ".join(called(folder, "erase", "0.case")[0].split())
    assert "1 of 2 │ p_b dv_" in listed
    called(folder, "bundle", "0.case", "--to", "drop")
    assert "carried out, as colleagues' devices have: 1 erasure;" in called(folder, "merge", "1.case", "drop")[0]
    called(folder, "bundle", "1.case", "--to", "drop")
    called(folder, "merge", "0.case", "drop")
    assert "2 of 2 │ none" in " ".join(called(folder, "erase", "0.case")[0].split())
