"""Doors and locks at the command line, from set-up to panic; and no secret where others could read it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from pathlib import Path

import cli_shell
import pytest
from cli_calls import call, on_case
from cli_setup import SHARE, Sitting, answered, set_up, shares_in
from cli_shell import Done, Shell, check_error
from cli_terminal import Terminal

from rushlight.casefile import Cost, keys
from rushlight.casefile.layouts import to_qwerty
from rushlight.casefile.process import LOCKED

DRAWN = re.compile(r"passphrase: +(\S+(?: \S+){5})\n")
UNCONFIRMED = "the recovery shares are not confirmed"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process; processes are started so (cli_shell.command)."""
    monkeypatch.setattr(keys, "calibrated", lambda: Cost(64, 1, 1))


def fine(done: Done) -> str:
    assert done.code == 0, done.err
    assert "error:" not in done.err
    return done.out


def drawn(shell: Shell, done: Done, name: str) -> str:
    found = DRAWN.search(done.out)
    assert found
    shell.put(name, found[1] + "\n")
    return found[1]


def test_set_up_to_its_end_then_a_report(shell: Shell) -> None:
    done, shares = set_up(shell, "new", "n.case", "--language", "ko", "--shares", "3/4")
    assert "confirmed" in fine(done)
    assert "68 bits" in done.out
    assert sorted(shares) == [1, 2, 3, 4]
    assert {len(words) for words in shares.values()} == {20}
    assert len(re.findall(r"share \d+, word \d+: ", done.err)) == 6
    words = drawn(shell, done, "own")
    assert re.fullmatch("[가-힣 ]+", words)
    shell.put("r.txt", cli_shell.REPORT)
    fine(call(shell, "take-in", "n.case", "r.txt", "--passphrase-file", "own"))
    shell.put("wrong", to_qwerty(words))
    refused = call(shell, "show", "n.case", "--passphrase-file", "wrong")
    check_error(refused, 1, "switch the keyboard to Korean")
    assert words not in refused.err
    assert words not in done.err


def test_a_wrong_word_is_asked_for_again(shell: Shell) -> None:
    done = answered(shell, "new", "n.case", "--passphrase-file", "pw", wrong_first=True)
    assert "confirmed" in fine(done)
    assert done.err.count("look again") == 1
    assert "passphrase:" not in done.out


@pytest.mark.parametrize("leave_at", [1, 4, 7])
def test_set_up_that_is_left_takes_nothing_in_and_is_finished_later(shell: Shell, leave_at: int) -> None:
    left = answered(shell, "new", "n.case", "--passphrase-file", "pw", leave_at=leave_at)
    assert left.code == 130
    assert UNCONFIRMED in left.err
    assert "hint: finish with 'rushlight shares n.case'" in left.err
    assert "Traceback" not in left.err
    shell.put("r.txt", cli_shell.REPORT)
    check_error(call(shell, "take-in", "n.case", "r.txt", "--passphrase-file", "pw"), 2, "not confirmed yet")
    assert "R1" not in fine(call(shell, "show", "n.case", "--passphrase-file", "pw"))
    again = answered(shell, "shares", "n.case", "--passphrase-file", "pw")
    assert "confirmed" in fine(again)
    fine(call(shell, "take-in", "n.case", "r.txt", "--passphrase-file", "pw"))
    for number, words in shares_in(left.out).items():
        shell.put(f"old{number}", " ".join(words))
    if leave_at > 3:
        check_error(
            call(shell, "recover", "n.case", "--share", "old1", "--share", "old2", "--passphrase-file", "pw"),
            1,
            "replaced by newer",
        )


def test_an_input_that_ends_leaves_set_up_undone(shell: Shell) -> None:
    left = shell.run("new", "n.case", "--passphrase-file", "pw", typed="\n\n\nacademic\n")
    assert left.code == 130
    assert UNCONFIRMED in left.err
    assert left.err.count("look again") <= 1
    assert "Traceback" not in left.err


def test_ctrl_c_at_a_terminal_says_how_to_finish(shell: Shell) -> None:
    terminal = Terminal(shell.folder, "new", "n.case", "--passphrase-file", "pw")
    terminal.wait_for("it stands on paper")
    first = shares_in(terminal.said.replace("\r", ""))[1]
    terminal.type("\n")
    terminal.wait_for("\x1b[3J")  # what was shown is taken off the screen, and off what was scrolled away
    terminal.wait_for("it stands on paper")
    assert shares_in(terminal.said.replace("\r", "")).keys() == {2}
    assert " ".join(first) not in terminal.said
    terminal.type("\x03")
    assert terminal.end(again="\x03") == 130
    assert UNCONFIRMED in terminal.said
    assert "rushlight shares n.case" in terminal.said
    assert "Traceback" not in terminal.said


def test_counts_that_make_no_sense_make_nothing(shell: Shell) -> None:
    for counts in ("1/3", "4/3", "2/17", "many"):
        check_error(call(shell, "new", "n.case", "--passphrase-file", "pw", "--shares", counts), 2, "share")
    assert {p.name for p in shell.folder.iterdir()} == {"w.case", "pw"}


def with_shares(shell: Shell) -> dict[int, list[str]]:
    """A casefile ``n.case`` under the passphrase in ``pw``, its shares in files ``s1`` to ``s3``."""
    done = answered(shell, "new", "n.case", "--passphrase-file", "pw")
    fine(done)
    shares = shares_in(done.out)
    for number, words in shares.items():
        shell.put(f"s{number}", " ".join(words))
    return shares


def test_travel_there_and_back_with_typed_shares(shell: Shell) -> None:
    shares = with_shares(shell)
    shell.put("r.txt", cli_shell.REPORT)
    fine(call(shell, "take-in", "n.case", "r.txt", "--passphrase-file", "pw"))
    stayed = shell.run("travel", "n.case", "--passphrase-file", "pw", typed="n\n")
    assert (stayed.code, "\nerror: nothing was changed" in stayed.err) == (2, True)
    assert "R1" in fine(call(shell, "show", "n.case", "--passphrase-file", "pw"))
    gone = fine(shell.run("travel", "n.case", "--passphrase-file", "pw", typed="y\n"))
    assert "any 2 of the 3 keepers" in " ".join(gone.split())
    assert "Nobody else" in gone
    check_error(call(shell, "show", "n.case", "--passphrase-file", "pw"), 1, "taken away for travel")
    misspelt = ["acid" if shares[3][0] != "acid" else "acne", *shares[3][1:]]
    brought = (misspelt, shares[3], shares[3], shares[1])
    typed = [" ".join(part) for words in brought for part in (words[:12], words[12:])]  # a line may end anywhere
    typed.insert(2, "")  # the misspelt one has no more words
    done = answered(shell, "recover", "n.case", "--language", "ko", typed=typed)
    assert done.code == 0, done.err
    assert done.err.count("error:") == 2
    assert "misspelt" in done.err
    assert "given already" in done.err
    drawn(shell, done, "new")
    assert "R1" in fine(call(shell, "show", "n.case", "--passphrase-file", "new"))
    assert fine(call(shell, "verify", "n.case", "--deep", "--passphrase-file", "new"))
    for at in range(18):
        assert " ".join(shares[1][at : at + 3]) not in done.out + done.err


def test_recovery_with_files_and_what_is_wrong_with_them(shell: Shell) -> None:
    shares = with_shares(shell)
    shell.put("broken", " ".join(shares[1][:-1]))
    wrong = call(shell, "recover", "n.case", "--share", "broken", "--passphrase-file", "pw")
    check_error(wrong, 2, "this is no share")
    assert "broken" in wrong.err
    check_error(call(shell, "recover", "n.case", "--share", "s1", "--share", "s1", "--passphrase-file", "pw"), 2, "already")
    check_error(call(shell, "recover", "w.case", "--share", "s1", "--passphrase-file", "pw"), 2, "no recovery shares")
    shell.put("other", "granite willow basket thunder pencil harbour")
    fine(call(shell, "recover", "n.case", "--share", "s1", "--share", "s3", "--passphrase-file", "other"))
    for file in ("pw", "other"):
        fine(call(shell, "show", "n.case", "--passphrase-file", file))
    for said in (wrong.out, wrong.err):
        assert not any(f" {word} " in said for word in shares[1])


def test_ways_in_are_listed_added_changed_and_removed(shell: Shell) -> None:
    listed = fine(call(shell, "ways-in", "w.case"))
    assert "whoever knows this passphrase" in listed
    (first,) = re.findall(r"sl_[0-9a-z]{26}", listed)
    shell.put("two", "granite willow basket thunder pencil harbour")
    shell.put("three", "meadow copper lantern whistle orchard saddle")
    assert "shares" not in fine(on_case(shell, "ways-in", "--add", "--new-passphrase-file", "two"))
    fine(call(shell, "ways-in", "w.case", "--change", "--passphrase-file", "two", "--new-passphrase-file", "three"))
    check_error(call(shell, "show", "w.case", "--passphrase-file", "two"), 1, "no key slot opens")
    removed = call(shell, "ways-in", "w.case", "--remove", first, "--passphrase-file", "three")
    assert first not in fine(removed)
    assert "rushlight rekey" in removed.err
    (last,) = re.findall(r"sl_[0-9a-z]{26}", removed.out)
    check_error(call(shell, "ways-in", "w.case", "--remove", last, "--passphrase-file", "three"), 2, "last passphrase")
    check_error(call(shell, "ways-in", "w.case", "--add", "--change", "--passphrase-file", "three"), 2, "one change")
    assert "has a new key" in fine(call(shell, "rekey", "w.case", "--passphrase-file", "three"))
    assert "no fault" in fine(call(shell, "verify", "w.case", "--deep", "--passphrase-file", "three"))
    kinds = fine(call(shell, "log", "w.case", "--passphrase-file", "three"))
    assert kinds.count("way_in.changed") == 4


def test_panic_destroys_the_ways_in_and_ends_within_a_second(shell: Shell) -> None:
    with_shares(shell)
    assert shell.run("panic", "n.case", typed="n\n").code == 2
    fine(call(shell, "show", "n.case", "--passphrase-file", "pw"))
    best = 60.0
    for name in ("n.case", "w.case"):
        begun = time.perf_counter()
        done = shell.run("panic", name, "--now")
        best = min(best, time.perf_counter() - begun)
        assert "destroyed" in fine(done)
        assert "copies elsewhere survive" in done.err
        assert not (shell.folder / name / "keyslots.json").exists()
        check_error(call(shell, "show", name, "--passphrase-file", "pw"), 1, "no casefile here")
    assert best < 5  # about 0.3 s alone; this only sees a start that became slow
    check_error(
        call(shell, "recover", "n.case", "--share", "s1", "--share", "s2", "--passphrase-file", "pw"), 1, "no casefile here"
    )
    check_error(shell.run("panic", "n.case", "--now"), 1, "there are no key slots here")
    check_error(shell.run("panic", "nowhere", "--now"), 1, "there are no key slots here")


def test_the_doctor_prints_a_table_and_json_and_repairs(shell: Shell) -> None:
    shell.put("r.txt", cli_shell.REPORT)
    fine(on_case(shell, "take-in", "r.txt"))
    assert "every table has the rows" in " ".join(fine(on_case(shell, "doctor")).replace("│", " ").split())
    with cli_shell.opened(shell.folder / "w.case") as desk:
        desk.case._db.rows("DELETE FROM reading")
    sick = on_case(shell, "doctor", "--json")
    assert sick.code == 1
    said = json.loads(sick.out)
    assert said["health"] == "fault"
    assert [c["what"] for c in said["checks"] if c["health"] == "fault"] == ["tables"]
    assert "--repair" in on_case(shell, "doctor").err
    mended = json.loads(fine(on_case(shell, "doctor", "--repair", "--json")))
    assert mended["repaired"] == {"before": {"reading": -1}, "after": {}}
    assert mended["health"] == "note"
    assert "no fault" in fine(on_case(shell, "verify", "--deep"))
    for word in cli_shell.WORDS:
        assert word not in sick.out + sick.err
    shell.put("other", "quite another passphrase")
    check_error(call(shell, "doctor", "w.case", "--passphrase-file", "other"), 1, "no key slot")
    check_error(call(shell, "doctor", "nowhere", "--passphrase-file", "pw"), 2, "no casefile here")


def test_the_doctor_looks_at_a_casefile_that_does_not_open(shell: Shell) -> None:
    place = shell.folder / "Dropbox"
    place.mkdir()
    (shell.folder / "w.case").rename(place / "w.case")
    done = call(shell, "doctor", place / "w.case", "--passphrase-file", "pw", "--json")
    assert done.code == 1
    wrong = {c["what"]: c["says"] for c in json.loads(done.out)["checks"] if c["health"] == "fault"}
    assert wrong.keys() == {"place", "opening"}
    assert "cloud" in wrong["place"]


def test_a_write_protected_medium_can_be_read_at_the_command_line(tmp_path: Path) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", place], capture_output=True, check=False).returncode:
        pytest.skip("only root can make a disk")
    try:
        shell = cli_shell.a_shell(place / "x")
        shell.put("r.txt", cli_shell.REPORT)
        fine(on_case(shell, "take-in", "r.txt"))
        subprocess.run(["mount", "-o", "remount,ro", place], check=True)
        for verb in (("show",), ("show", "R1"), ("log",), ("verify", "--deep"), ("count",), ("link",)):
            fine(on_case(shell, *verb))
        doctor = json.loads(fine(on_case(shell, "doctor", "--json")))
        assert {c["what"] for c in doctor["checks"] if c["health"] == "note"} >= {"medium"}
        for verb in (("consent", "R1", "public_anonymous"), ("rekey",), ("shares",), ("travel", "--yes")):
            done = on_case(shell, *verb)
            assert done.code in (1, 2)
            assert "error:" in done.err
            assert "hint:" in done.err
    finally:
        subprocess.run(["umount", "-l", place], check=True)


# --- test 20: where a secret could be read ----------------------------------------------------------------


def watched(pid: int) -> str:
    """What any process of this user reads of another: its arguments and its environment."""
    return "".join((Path(f"/proc/{pid}") / name).read_bytes().decode("utf-8", "replace") for name in ("cmdline", "environ"))


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks into /proc")
def test_no_secret_stands_in_arguments_environment_or_files(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))
    sitting, seen = Sitting(shell, "new", "n.case"), ""
    while (question := sitting.next_question()) is not None:
        seen += watched(sitting.child.pid)
        found = re.search(r"share (\d+), word (\d+): $", question)
        sitting.type(sitting.share(int(found[1]))[int(found[2]) - 1] if found else "")
    made = sitting.end()
    fine(made)
    passphrase, shares = DRAWN.search(made.out)[1], shares_in(made.out)  # type: ignore[index]
    (shell.folder / "pw").write_text(passphrase + "\n", encoding="utf-8")
    shell.put("r.txt", cli_shell.REPORT)
    fine(call(shell, "take-in", "n.case", "r.txt", "--passphrase-file", "pw"))
    fine(shell.run("travel", "n.case", "--yes", "--passphrase-file", "pw"))
    back = Sitting(shell, "recover", "n.case")
    for number in (2, 3):
        assert back.next_question()
        seen += watched(back.child.pid)
        back.type(" ".join(shares[number]))
    back.next_question()
    recovered = back.end()
    assert recovered.code == 0, recovered.err
    new = DRAWN.search(recovered.out)[1]  # type: ignore[index]
    (shell.folder / "pw").unlink()
    secrets = [passphrase, new, *(" ".join(words[at : at + 3]) for words in shares.values() for at in range(0, 18, 3))]
    left = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert len(seen) > 1000
    for secret in secrets:
        assert secret not in seen
        assert secret not in made.err + recovered.err
        for encoding in ("utf-8", "utf-16-le"):
            assert secret.encode(encoding) not in left
    for words in shares.values():  # shown as numbered words: not in what is not meant to be read
        assert not SHARE.search(made.err + recovered.err)
        assert f"{words[4]:<10}" not in recovered.out


def test_a_failure_inside_shows_no_secret(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever breaks while a secret is at hand, only its kind and place are printed."""
    from rushlight.casefile import setting_up, slots

    held: list[str] = []

    def broken(ring: object, case: str, passphrase: str, *rest: object) -> None:
        held.append(passphrase)
        raise RuntimeError(passphrase)

    monkeypatch.setattr(slots, "passphrase_slot", broken)
    done = call(shell, "new", "n.case")
    monkeypatch.undo()
    monkeypatch.setattr(keys, "calibrated", lambda: Cost(64, 1, 1))
    assert done.code == 1
    assert "something failed inside rushlight (RuntimeError" in done.err
    assert held[0] not in done.out + done.err
    assert not (shell.folder / "n.case").exists()

    def broken_questions(shares: tuple[str, ...], randomness: object) -> None:
        held.extend(shares)
        raise RuntimeError(shares[0])

    monkeypatch.setattr(setting_up, "questions", broken_questions)
    done = call(shell, "new", "n.case", "--passphrase-file", "pw")
    assert done.code == 1
    assert len(held) == 4
    for share in held[1:]:
        assert share not in done.out + done.err
        assert share.split()[4] + " " not in done.err
    assert "Traceback" not in done.err


def test_passphrases_at_a_terminal_are_not_shown(shell: Shell) -> None:
    terminal = Terminal(shell.folder, "ways-in", "w.case", "--add", "--own-passphrase")
    for words in (cli_shell.PASSPHRASE, "granite willow basket thunder", "granite willow basket thunder"):
        terminal.wait_for(": ")
        terminal.type(words + "\n")
    assert terminal.end() == 0
    assert "whoever knows this passphrase" in terminal.said
    assert "granite" not in terminal.said
    assert "lantern" not in terminal.said
    assert {p.name for p in shell.folder.iterdir()} == {"w.case", "pw"}


def test_review_locks_when_nobody_touches_it(shell: Shell) -> None:
    """The minutes are the casefile's own setting; the process ends with what was decided kept."""
    shell.put("r.txt", cli_shell.REPORT)
    fine(on_case(shell, "take-in", "r.txt"))
    for minutes in ("0", "241", "-3"):
        check_error(on_case(shell, "ways-in", "--lock-after", minutes), 2, "1 to 240 minutes")
    fine(on_case(shell, "ways-in", "--lock-after", "1"))
    hurry = "from rushlight.casefile import process as p; r = p.uptime; p.uptime = lambda: r() * 30"  # a minute in two seconds
    child = subprocess.Popen(
        [sys.executable, "-c", f"{hurry}; {cli_shell.RUN}", "review", "w.case", "--more", "--passphrase-file", "pw"],
        cwd=shell.folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert child.stdin
    child.stdin.write(b"a\n" * 4)
    child.stdin.flush()
    assert child.wait(60) == LOCKED
    out, err = (pipe.read().decode() for pipe in (child.stdout, child.stderr) if pipe)
    child.stdin.close()
    for pipe in (child.stdout, child.stderr):
        assert pipe
        pipe.close()
    assert "locked: nobody touched it" in err
    assert "1 of" in out
    with cli_shell.opened(shell.folder / "w.case") as desk:
        assert [e.kind for e in desk.log()].count("decision.made") == 1
        assert desk.verify(deep=True).ok
