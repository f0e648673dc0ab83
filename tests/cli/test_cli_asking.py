"""What is said after a no, where nobody can be asked, and of shares that people bring in files or type."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest
from cli_calls import call, on_case
from cli_setup import answered, shares_in
from cli_shell import REPORT, Shell, check_error
from cli_terminal import Terminal

from rushlight.casefile import Cost, keys
from rushlight.casefile.keys import SEED
from rushlight.casefile.keys.shares import split
from rushlight.casefile.setting_up import Gathering
from rushlight.cli import unlocking
from rushlight.errors import MisuseError

AGAIN = "run the same command again"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "calibrated", lambda: Cost(64, 1, 1))


def said(done_err: str) -> str:
    """Without the questions: what stands from the error on."""
    return done_err[done_err.index("error:") :]


@pytest.mark.parametrize("typed", ["n\n", "\n", ""], ids=["no", "enter", "nobody"])
def test_a_no_destroys_nothing_and_does_not_say_try_again(shell: Shell, typed: str) -> None:
    done = shell.run("panic", "w.case", typed=typed)
    assert done.code == 2
    assert "nothing was destroyed" in said(done.err)
    assert AGAIN not in done.err
    assert on_case(shell, "show").code == 0


def test_where_nobody_can_be_asked_the_error_has_a_line_of_its_own(shell: Shell) -> None:
    done = shell.run("panic", "w.case")
    assert "\nerror: there is nobody to ask: the input ended before an answer\nhint: --now does not ask" in done.err


def test_ctrl_c_at_a_question_stays_an_interruption(shell: Shell) -> None:
    terminal = Terminal(shell.folder, "panic", "w.case")
    terminal.wait_for("[y/N]: ")
    terminal.type("\x03")
    assert terminal.end(again="\x03") == 130
    assert "\nerror: stopped" in terminal.said.replace("\r", "")
    assert on_case(shell, "show").code == 0


def test_a_request_whose_digits_differ_admits_nobody(shell: Shell) -> None:
    assert on_case(shell, "invite", "--to", "w.invitation").code == 0
    assert call(shell, "join", "w.invitation", "b.case", "--as", "A2", "--passphrase-file", "pw").code == 0
    for typed, says in (("n\n", "nobody was admitted"), ("", "give --fingerprint DIGITS")):
        done = shell.open("admit", "b.request", typed=typed)
        assert done.code == 2
        assert says in said(done.err)
        assert AGAIN not in done.err
    assert "another way" in said(shell.open("admit", "b.request", typed="n\n").err)
    assert "A2" not in on_case(shell, "log").out


def made_with_written_shares(shell: Shell) -> dict[int, list[str]]:
    done = answered(shell, "new", "n.case", "--passphrase-file", "pw", "--shares-to", "shares")
    assert done.code == 0, done.err
    return shares_in(done.out)


def share_files(folder: Path) -> list[str]:
    return [part for file in sorted(folder.iterdir())[:2] for part in ("--share", str(file))]


def test_shares_as_they_were_written_open_packs_and_backups(shell: Shell) -> None:
    shares = made_with_written_shares(shell)
    shell.put("r.txt", REPORT)
    for verb, *args in (("take-in", "r.txt"), ("pack", "n.rush"), ("backup", "usb")):
        assert call(shell, verb, "n.case", *args, "--passphrase-file", "pw").code == 0
    given = share_files(shell.folder / "shares")
    (backup,) = (shell.folder / "usb").glob("*.rush")
    for args in (("unpack", "n.rush", "u.case"), ("restore", backup, "r.case"), ("restore", backup, "--drill")):
        done = call(shell, *args, *given)
        assert done.code == 0, done.err
    assert "R1" in call(shell, "show", "r.case", "--passphrase-file", "pw").out
    typed = [" ".join(part) for number in (3, 1) for part in (shares[number][:12], shares[number][12:])]
    done = answered(shell, "restore", backup, "--drill", "--shares", typed=typed)
    assert "the drill went well" in done.out, done.err
    one_file = shell.run("restore", backup, "--drill", *given[:2])
    assert "hint: give --share FILE for each share" in one_file.err
    assert one_file.code == 2


@pytest.mark.parametrize("seed", [SEED, 32])
def test_a_share_that_is_wrong_is_told_by_numbers_alone(seed: int) -> None:
    share = split(secrets.token_bytes(seed), 2, 3)[0].split()
    other = "acid" if share[8] != "acid" else "acne"
    for words, hint in (
        (share[:-1], f"a share has 20 words, one of an older casefile 33, this one {len(share) - 1}"),
        ([*share[:6], "zzzz", *share[7:11], "qqqq", *share[12:]], "number 7, 12"),
        ([*share[:8], other, *share[9:]], "one of them is not the one on the paper"),
    ):
        with pytest.raises(MisuseError) as caught:
            Gathering().add(" ".join(words))
        assert hint in (caught.value.hint or "")
        told = f"{caught.value} {caught.value.hint}".split()
        assert not {"zzzz", "qqqq", *share} & set(told) - {"one", "paper", "number", "share", "word"}


@pytest.mark.parametrize(("seed", "lines"), [(SEED, (20,)), (SEED, (9, 11)), (32, (20, 13)), (32, (33,)), (32, (25, 8))])
def test_a_share_is_typed_to_its_end_whatever_its_length(
    monkeypatch: pytest.MonkeyPatch, seed: int, lines: tuple[int, ...]
) -> None:
    words = split(secrets.token_bytes(seed), 2, 3)[0].split()
    rest = iter(words)
    typed = [" ".join(next(rest) for _ in range(many)) for many in lines]
    monkeypatch.setattr(unlocking, "answer", lambda *_, **__: typed.pop(0))
    assert unlocking._words() == words
    assert not typed


def test_a_misspelt_share_ends_with_an_empty_line(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["acid", *split(secrets.token_bytes(SEED), 2, 3)[0].split()[1:]][:20]
    words[3] = "nothing"
    typed = [" ".join(words), ""]
    monkeypatch.setattr(unlocking, "answer", lambda *_, **__: typed.pop(0))
    assert unlocking._words() == words


def test_what_is_no_casefile_is_told_by_what_it_is(shell: Shell) -> None:
    assert call(shell, "collector", "team", "w.case", "--to", "team.json", "--passphrase-file", "pw").code == 0
    made = call(shell, "collector", "new", "team.json", "n.collector", "--passphrase-file", "pw")
    assert made.code == 0, made.err
    (shell.folder / "empty").mkdir()
    for name, hint in (
        ("n.collector", "hint: this is a collector, which reads nothing back"),
        ("nowhere.case", "hint: check the path"),
        ("empty", "hint: its keyslots.json is missing or unreadable: lost, or destroyed by 'panic'"),
    ):
        done = call(shell, "show", name, "--passphrase-file", "pw")
        check_error(done, 1, "there is no casefile here")
        assert hint in done.err


def test_recovery_says_that_older_passphrases_stay(shell: Shell) -> None:
    made_with_written_shares(shell)
    shell.put("other", "granite willow basket thunder pencil harbour")
    done = call(shell, "recover", "n.case", *share_files(shell.folder / "shares"), "--passphrase-file", "other")
    assert done.code == 0, done.err
    assert "older passphrases open it as before" in done.err
    assert "rushlight ways-in n.case --remove ID" in done.err
    away = call(shell, "travel", "n.case", "--yes", "--passphrase-file", "other")
    assert away.code == 0, away.err
    back = call(shell, "recover", "n.case", *share_files(shell.folder / "shares"), "--passphrase-file", "other")
    assert "older passphrases" not in back.err
