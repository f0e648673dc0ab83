"""``erase``, ``pack``, ``unpack``, ``backup`` and ``restore`` as a person types them."""

from __future__ import annotations

import sys

import pytest
from cli_calls import call, on_case
from cli_shell import DEMAND, ERROR, WORDS, Shell


@pytest.fixture
def taken(shell: Shell) -> Shell:
    for n, text in enumerate((DEMAND, DEMAND.replace("12", "13").replace("Hyesan", "Musan"))):
        (shell.folder / f"{n}.txt").write_text(text, encoding="utf-8")
        assert on_case(shell, "take-in", f"{n}.txt").code == 0
    return shell


def test_an_erasure_says_what_it_does_and_does_not_and_asks_for_the_alias(
    taken: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    for answer, code in (("\n", 2), ("R2\n", 2), ("yes\n", 2), ("R1\n", 0)):
        monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
        done = on_case(taken, "erase", "R1")
        assert done.code == code, done
        assert done.out.index("this will happen:") < done.out.index("this will not happen:")
        assert "cannot be called back" in done.out
        assert "a restore will not bring it back" in done.out
        assert ("erased: R1" in done.out) is (code == 0)
    assert "done on 1 of 1 known devices" in done.out
    assert not [word for word in WORDS if word in done.out + done.err]
    shown = on_case(taken, "show")
    assert "R2" in shown.out
    assert "R1" not in shown.out
    log = on_case(taken, "log")
    assert "document.added (its content is no longer kept)" in " ".join(log.out.split())
    listed = on_case(taken, "erase")
    assert "withdrawn" in listed.out
    assert "1 of 1" in listed.out
    assert on_case(taken, "verify", "--deep").code == 0


def test_nothing_to_erase_is_said(taken: Shell) -> None:
    assert "nothing was erased" in on_case(taken, "erase").out
    done = on_case(taken, "erase", "R7", "--yes")
    assert done.code == 2
    assert ERROR.fullmatch(done.err)
    assert on_case(taken, "erase", "R1", "--reason", "because she said so").code == 2


def test_a_whole_round_of_copies(taken: Shell) -> None:
    folder = taken.folder
    assert on_case(taken, "pack", "w.rush").code == 0
    assert on_case(taken, "pack", "w.rush").code == 1, "nothing is overwritten"
    made = on_case(taken, "backup", "usb")
    assert made.code == 0, made
    assert "restored once and verified" in made.out
    assert "--drill" in made.err
    assert "another one" in made.err, "the same disk is no backup"
    assert on_case(taken, "erase", "R1", "--yes").code == 0
    (file,) = (folder / "usb").glob("*.rush")
    back = call(taken, "restore", file, "b.case", "--passphrase-file", "pw")
    assert back.code == 0, back
    shown = call(taken, "show", "b.case", "--passphrase-file", "pw")
    assert ("R1" in shown.out, "R2" in shown.out) == (False, True)
    (kept,) = (folder / "usb").glob("erased_*.json")
    unpacked = call(taken, "unpack", "w.rush", "c.case", "--erased", kept, "--passphrase-file", "pw")
    assert unpacked.code == 0, unpacked
    assert "R1" not in call(taken, "show", "c.case", "--passphrase-file", "pw").out
    drilled = call(taken, "restore", file, "--drill", "--passphrase-file", "pw")
    assert drilled.code == 0
    assert "nothing of it was kept" in drilled.out
    assert not (folder / "usb" / "last-drill").exists(), "only a drill with shares is the year's"
    assert sorted(p.name for p in folder.glob("*.case")) == ["b.case", "c.case", "w.case"]
    assert not list(folder.rglob(".*"))


@pytest.mark.parametrize(
    "words",
    [
        ("restore", "no.rush", "b.case"),
        ("restore", "0.txt", "b.case"),
        ("restore", "0.txt"),
        ("restore", "0.txt", "b.case", "--drill"),
        ("unpack", "0.txt", "b.case"),
        ("unpack", "no.rush", "b.case"),
        ("pack", "w.case", "w.zip"),
        ("pack", "w.case", "w.case/in.rush"),
        ("backup", "w.case", "w.case/in"),
        ("backup", "w.case", "no/such"),
        ("backup", "w.case", "usb", "--keep-days", "0"),
        ("unpack", "0.txt", "b.case", "--share", "0.txt", "--share", "1.txt"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_done_is_refused_in_one_voice_and_leaves_nothing(taken: Shell, words: tuple[str, ...]) -> None:
    before = sorted(taken.folder.rglob("*"))
    done = call(taken, *words, "--passphrase-file", "pw")
    assert done.code in (1, 2), done
    assert ERROR.fullmatch(done.err.rstrip("\n") + "\n"), done.err
    assert not [word for word in WORDS if word in done.err]
    assert sorted(taken.folder.rglob("*")) == before


def test_shares_are_asked_for_where_there_is_a_terminal_only(taken: Shell) -> None:
    assert on_case(taken, "pack", "w.rush").code == 0
    done = taken.run("unpack", "w.rush", "b.case", "--shares")
    assert done.code == 2
    assert "--share FILE" in done.err


def test_a_casefile_that_was_never_backed_up_says_so_after_a_week(taken: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    from rushlight.casefile import backups

    assert "backed up" not in on_case(taken, "verify").err
    monkeypatch.setattr(backups, "REMIND", -1)
    for verb in ("verify", "log"):
        assert "was never backed up" in on_case(taken, verb).err
    on_case(taken, "backup", "usb")
    assert "the last backup was made 0 days ago" in on_case(taken, "log").err


def test_a_withdrawal_names_what_cannot_be_called_back_and_what_can_still_be_done(taken: Shell) -> None:
    assert on_case(taken, "consent", "R1", "public_anonymous").code == 0
    done = on_case(taken, "consent", "R1", "public_anonymous", "--withdrawn")
    assert "rushlight erase" in done.err


def test_a_restore_says_what_it_did_not_bring_back_and_what_is_next(taken: Shell) -> None:
    assert on_case(taken, "backup", "usb").code == 0
    (backup,) = (taken.folder / "usb").glob("*.rush")
    assert on_case(taken, "erase", "R1", "--yes").code == 0
    done = call(taken, "restore", backup, "back.case", "--passphrase-file", "pw")
    assert "erased on request, and not brought back: R1\n" in done.out
    assert "rushlight merge back.case FOLDER" in done.err


def test_what_is_no_backup_is_not_blamed_on_the_erase_list(taken: Shell) -> None:
    (taken.folder / "empty").mkdir()
    for name, says in (("empty", "this file cannot be read"), ("no.rush", "this file cannot be read"), ("0.txt", "no backup")):
        done = call(taken, "restore", name, "back.case", "--passphrase-file", "pw")
        assert done.code == 1
        assert says in done.err
        assert "erase list" not in done.err
    assert on_case(taken, "pack", "w.rush").code == 0
    assert "'rushlight unpack' opens it" in call(taken, "restore", "w.rush", "back.case", "--passphrase-file", "pw").err
    assert on_case(taken, "backup", "usb").code == 0
    (backup,) = (taken.folder / "usb").glob("*.rush")
    again = call(taken, "restore", backup, "w.case", "--passphrase-file", "pw")
    assert "hint: choose a new name" in again.err


def test_a_backup_that_does_not_come_about_leaves_no_folder_and_names_its_place(
    taken: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rushlight.casefile import files

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "_flush", full)
    done = on_case(taken, "backup", "usb")
    monkeypatch.undo()
    assert done.code == 1
    assert "a file could not be written there (usb" in done.err
    assert "of the casefile" not in done.err
    assert not (taken.folder / "usb").exists()
    assert on_case(taken, "backup", "usb").code == 0


def test_a_command_to_copy_is_on_one_line(taken: Shell) -> None:
    folder = "a-disk-with-a-rather-long-name/which-lies-in-another-folder/and-one-more-below-it"
    (taken.folder / folder).parent.mkdir(parents=True)
    done = on_case(taken, "backup", folder)
    assert any("rushlight restore" in line and line.endswith("--drill --shares") for line in done.err.splitlines()), done.err
