"""Every verb's way through, as a newcomer would take it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import cli_shell
import pytest
from cli_calls import call, on_case
from cli_setup import set_up
from cli_shell import Done, Shell
from click.testing import CliRunner

from rushlight.casefile import Cost, keys
from rushlight.cli.main import VERBS, main
from rushlight.record import Verdict


def fine(done: Done) -> str:
    assert done.code == 0, done.err
    assert "error:" not in done.err
    return done.out


def released(done: Done) -> str:
    found = re.search(r"rl_[0-9a-z]{26}", done.out)
    assert found
    return found[0]


def test_from_a_new_casefile_to_a_proven_brief_with_real_processes(shell: Shell) -> None:
    shell = replace(shell, dear=True)
    shell.put("report.txt", cli_shell.DEMAND)
    made = fine(set_up(shell, "new", "new.case")[0])
    words = re.search(r"passphrase: +([a-z]+(?: [a-z-]+){5})\n", made)
    assert words
    shell.put("own", words[1])
    assert "0 bits" not in made
    assert "proposals" in fine(shell.run("read", "report.txt", "--language", "EN-us"))
    fine(shell.open("add-source", "S1"))
    assert "kept as R1" in fine(shell.open("take-in", "report.txt", "--source", "S1", "--published", "2025-11-01"))
    reviewed = shell.open("review", "--more", typed="?\n" + "a\n" * 24)
    assert re.search(r"\d+ accepted, 0 rejected", fine(reviewed))
    assert "R1" in fine(shell.open("show"))
    for subject in ("S1", "R1"):
        fine(shell.open("consent", subject, "public_anonymous"))
    checked = shell.open("check-release")
    assert checked.code == 1
    assert "way 3" in checked.out
    assert "error" not in checked.err
    done = fine(shell.open("publish", released(checked), "--way", "1", "--to", "brief"))
    assert "written to brief" in done
    assert "verified" in fine(shell.run("verify", "brief.proof/proof.json"))
    assert "no fault" in fine(shell.open("verify", "--deep"))
    assert fine(shell.run("show", "new.case", "--passphrase-file", "own"))


def test_looking_counting_and_judging(shell: Shell) -> None:
    for n, text in enumerate((cli_shell.REPORT, cli_shell.DEMAND), 1):
        shell.put(f"{n}.txt", text)
        fine(on_case(shell, "take-in", f"{n}.txt"))
    assert "no two reports" in fine(on_case(shell, "link"))
    shell.accept_all()
    linked = fine(on_case(shell, "link", "--all"))
    assert "E1" in linked
    assert "R1" in linked
    fine(on_case(shell, "judge", "origin", "R1", "R2", "different"))
    fine(on_case(shell, "judge", "event", "R1.1", "R2.1", "unsure"))
    fine(on_case(shell, "judge", "event", "R1.1", "R2.1", "take-back"))
    assert on_case(shell, "judge", "event", "R1.1", "R2.1", "take-back").code != 0, "it was taken back already"
    counted = fine(on_case(shell, "count", "--period", "month", "--place", "province"))
    assert "of 2 reports received" in counted
    assert "2025-10" in counted
    assert "Ryanggang" in counted
    assert "P01" in counted
    shown = fine(on_case(shell, "show", "R1", "--accepted"))
    assert "Quillfeather" in shown
    assert fine(on_case(shell, "show", "R1", "--text")) == cli_shell.REPORT + "\n"
    listed = fine(on_case(shell, "log", "--last", "4"))
    assert listed.count("link.judged") == 2
    assert listed.count("link.withdrawn") == 1
    shell.put("checkpoint", fine(on_case(shell, "log", "--checkpoint")))
    assert "no fault" in fine(on_case(shell, "verify", "--deep", "--checkpoint", "checkpoint"))
    assert "passed" not in on_case(shell, "check-release", "--event", "E1", "--language", "ko").out


def test_a_session_of_review_keeps_corrects_and_takes_back(shell: Shell) -> None:
    shell.put("report.txt", cli_shell.REPORT)
    fine(on_case(shell, "take-in", "report.txt"))
    keys_typed = [
        "t",
        "n who",
        "e",
        "e when",
        "1",
        "e when garbage",
        "e scope nonsense",
        "e happened",
        "3",
        "z",
        "x",
        "z",
        "u",
        "q",
    ]
    done = shell.open("review", typed="\n".join(keys_typed) + "\n")
    fine(Done(done.code, done.out, re.sub(r"error: [^\n]*\nhint: [^\n]*\n", "", done.err)))
    assert done.err.count("error: ") == 3
    for said in ("name the field", "neither a time of the report nor a date", "not a word of this field", "taken back"):
        assert said in done.err
    assert "0 accepted, 0 rejected, 1 unsure" in done.out
    with cli_shell.opened(shell.folder / "w.case") as desk:
        assert [d.verdict.value for d in desk.case.decisions()] == [
            "not_stated", "correct", "correct", "undo", "reject", "undo", "unsure",
        ]  # fmt: skip
        assert desk.verify(deep=True).ok


def test_a_report_that_is_read_blind_shows_its_text_and_no_proposal(shell: Shell) -> None:
    with cli_shell.opened(shell.folder / "w.case") as desk:
        desk.case.put_setting("pages.blind", 50, by="A1")
    waits: set[str] = set()
    for n in range(24):  # a half is drawn: none of so many would be once in sixteen million times
        shell.put(f"{n}.txt", f"{cli_shell.DEMAND}{n}\n")
        fine(on_case(shell, "take-in", f"{n}.txt"))
        with cli_shell.opened(shell.folder / "w.case") as desk:
            shown = {item.alias for item in desk.queue()}
            waits = {report.alias for report in desk.reports()} - shown
        if waits:
            break
    (alias,) = sorted(waits)[:1]
    cli_shell.check_error(on_case(shell, "show", alias), 1, "to be read first")
    assert "demanded" in fine(on_case(shell, "show", alias, "--text"))
    assert alias not in shell.open("review", typed="q\n").out


def test_rejecting_a_threat_rejects_what_it_announced(shell: Shell) -> None:
    """Whatever order a person decides in, no key leads into a dead end."""
    shell.put("report.txt", cli_shell.REPORT)
    fine(on_case(shell, "take-in", "report.txt"))
    with cli_shell.opened(shell.folder / "w.case") as desk:
        contents = [item.statement for item in desk.queue() if item.statement.content_of]
        assert contents
        for content in contents:
            desk.decide(content.id, Verdict.ACCEPT)
    done = shell.open("review", "--more", typed="x\n" * 12)
    assert "0 accepted" in fine(done)
    assert done.err.count("is rejected too") == len(contents)
    assert on_case(shell, "verify", "--deep").code == 0


def test_names_and_passphrases_are_asked_for(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(shell.folder)
    monkeypatch.setattr(keys, "calibrated", lambda: Cost(64, 1, 1))
    typed = f"{cli_shell.PASSPHRASE}\n{cli_shell.NAME}\nmarigold@example.org\n"
    done = CliRunner().invoke(main, ["add-source", "w.case", "S1", "--with-name"], input=typed)
    assert done.exit_code == 0
    assert "in the vault" in done.output
    assert "Quillfeather" not in done.output
    assert cli_shell.PASSPHRASE not in done.output
    own = "a passphrase of my own choosing\n"
    left = CliRunner().invoke(main, ["new", "own.case", "--own-passphrase"], input=own * 2)
    assert getattr(left.exception, "exit_code", 0) == 130  # its passphrase is set, its shares are not confirmed
    assert own.strip() not in left.output
    differing = CliRunner().invoke(main, ["new", "two.case", "--own-passphrase"], input=own + "another one, quite long\n")
    assert getattr(differing.exception, "what", "") == "the two passphrases differ"
    assert not (shell.folder / "two.case").exists()


def test_reading_saves_a_sheet_and_its_text_or_nothing(shell: Shell) -> None:
    shell.put("report.txt", cli_shell.REPORT)
    sheet = json.loads(fine(call(shell, "read", "report.txt", "--json", "--save", "out")))
    assert json.loads((shell.folder / "out" / "report.json").read_text(encoding="utf-8")) == sheet
    assert (shell.folder / "out" / "report.txt").read_text(encoding="utf-8") == cli_shell.REPORT
    cli_shell.check_error(call(shell, "read", "report.txt", "--save", "out"), 2, "a file of this name is there already")
    cli_shell.check_error(call(shell, "read", "report.txt", "--save", "pw"), 1, "the sheet could not be written")
    cli_shell.check_error(call(shell, "read", "report.txt", "--save", "/proc/none/x"), 1, "the sheet could not be written")


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_tells_of_itself(shell: Shell, verb: str) -> None:
    assert "Usage: rushlight " + verb in fine(call(shell, verb, "--help"))


def test_no_verb_shows_the_verbs(shell: Shell) -> None:
    done = call(shell)
    assert (done.code, done.err) == (2, "hint: begin with 'rushlight demo', or with 'rushlight new NAME.case'\n")
    assert all(verb in done.out for verb in VERBS)


def test_korean_and_emoji_file_names(shell: Shell) -> None:
    shell.put("보고서 😀.txt", cli_shell.DEMAND)
    fine(shell.run("read", "보고서 😀.txt", "--save", "저장"))
    assert {p.name for p in (shell.folder / "저장").iterdir()} == {"보고서 😀.txt", "보고서 😀.json"}
    assert "kept as R1" in fine(shell.open("take-in", "보고서 😀.txt"))


KOREAN = "보위부 간부가 2025년 10월 12일 혜산에서 주민에게 1만 위안을 요구했다 😀.\n"


@pytest.mark.parametrize("encoding", ["ascii", "cp949"])
def test_a_terminal_that_cannot_show_all_letters(shell: Shell, encoding: str) -> None:
    env = {"PYTHONIOENCODING": encoding}
    shell.put("ko.txt", KOREAN)
    sheet = shell.run("read", "ko.txt", "--json", env=env)
    assert json.loads(fine(sheet))["format"] == "rushlight-coding/1"
    fine(shell.open("take-in", "ko.txt", env=env))
    shell.accept_all()
    fine(shell.open("show", "R1", env=env))
    assert "error:" not in shell.open("check-release", "--language", "ko", env=env).err


@pytest.mark.parametrize("columns", ["40", "1", "0", "500"])
def test_narrow_and_wide_terminals(shell: Shell, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    shell.put("ko.txt", KOREAN)
    fine(on_case(shell, "take-in", "ko.txt"))
    shell.accept_all()
    for verb in (("show",), ("show", "R1"), ("count",), ("link", "--all"), ("log",)):
        fine(on_case(shell, *verb))
    assert "error:" not in on_case(shell, "check-release", "--language", "ko").err


def test_a_reports_control_characters_do_not_steer_the_screen(shell: Shell) -> None:
    shell.put(
        "evil.txt", "On 3 May 2025 \x1b[2J\x1b]0;evil\x07officers of the\x9b31m county\u202e office detained her brother.\n"
    )
    fine(on_case(shell, "take-in", "evil.txt"))
    shell.accept_all()
    shown = [
        call(shell, "read", "evil.txt"),
        *(on_case(shell, *v) for v in (("show", "R1"), ("show", "R1", "--text"), ("link", "--all"))),
    ]
    shown.append(shell.open("review", "--more", typed="t\n"))
    for done in shown:
        assert done.code == 0
        assert not set("\x1b\x07\x9b\u202e") & set(done.out + done.err)


def test_the_same_passphrase_file_from_another_editor(shell: Shell) -> None:
    for start, end in (("\ufeff", "\r\n"), ("", ""), ("  ", "  \n\nsecond line")):
        shell.put("pw", start + cli_shell.PASSPHRASE + end)
        fine(on_case(shell, "show"))


def test_out_of_order(shell: Shell, tmp_path: Path) -> None:
    """What a newcomer tries too early: an empty casefile answers, it does not fail."""
    for verb in (("show",), ("review",), ("link",), ("count",), ("log",), ("verify", "--deep")):
        fine(on_case(shell, *verb))
    checked = on_case(shell, "check-release")
    assert (checked.code, "hint: decide first: rushlight review" in checked.err) == (2, True)
    done = on_case(shell, "publish", "rl_none", "--to", tmp_path / "brief", "--way", "1")
    assert (done.code, "make one with 'rushlight check-release'" in done.err) == (2, True)
    assert not (tmp_path / "brief").exists()
