"""A release's life at the command line, by two people on two casefiles: check, choose, approve, publish, verify, withdraw."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import making_casefile as make
import making_teams as teams
import pytest
from click.testing import CliRunner

from rushlight.cli import approve
from rushlight.cli.main import main, run_with
from rushlight.desk import Desk
from rushlight.record import Purpose, Verdict

REPORT = "On 12 October 2025 in Hyesan, two officers of the county security office demanded 10,000 yuan from a family.\n"
TEXT = (
    "According to one source, in the second half of 2025 in North Korea, officials demanded thousands to tens of thousands "
    "of yuan from a family.\n"
)


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Team:
    """Two casefiles in one folder: ``a.case`` is the founder's, ``b.case`` of a colleague who is a releaser."""

    folder: Path

    def run(self, verb: str, case: str, *args: str) -> Done:
        out, err = io.StringIO(), io.StringIO()
        given = [verb, case, *args, "--passphrase-file", "pw"]
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run_with(given)
        return Done(code, out.getvalue(), err.getvalue())

    def good(self, verb: str, case: str, *args: str) -> str:
        done = self.run(verb, case, *args)
        assert (done.code, done.err.count("error:")) == (0, 0), done
        return done.out + done.err

    def over(self, sender: str, receiver: str) -> None:
        drop = self.folder / "drop"
        drop.mkdir()
        self.good("bundle", sender, "--to", "drop")
        self.good("merge", receiver, "drop")
        shutil.rmtree(drop)


@pytest.fixture
def team(tmp_path: Path) -> Team:
    founder = make.new_case(tmp_path / "a.case")
    desk = Desk(founder, actor="A1", now=make.now)
    desk.add_source("S1", name="Marigold Quillfeather")
    (tmp_path / "r.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "pw").write_text(make.PASSPHRASE + "\n", encoding="utf-8")
    desk.take_in(tmp_path / "r.txt", source="S1")
    for item in desk.queue():
        desk.decide(item.statement.id, Verdict.ACCEPT)
    for subject in ("S1", "R1"):
        desk.consent(subject, Purpose.PUBLIC_ANONYMOUS)
    colleague = teams.colleague(founder, tmp_path / "b.case", roles=("releaser",))
    teams.give(colleague, founder)
    colleague.close()
    founder.close()
    return Team(tmp_path)


def release_in(text: str) -> str:
    return re.findall(r"rl_[0-9a-z]{26}", text)[-1]


def digest_in(text: str) -> str:
    found = re.search(r"digest +([0-9a-f]{12})", text)
    assert found, text
    return found[1]


def passing(team: Team) -> str:
    """Checked, a way taken by a second check."""
    checked = team.run("check-release", "a.case", "--as", "A1")
    assert checked.code == 1
    assert f"next: rushlight check-release a.case --of {release_in(checked.out)} --way 1" in checked.err
    again = team.good("check-release", "a.case", "--of", release_in(checked.out), "--way", "1", "--as", "A1")
    assert "passed" in again
    assert f"rushlight approve a.case {release_in(again)}" in again
    return release_in(again)


def test_two_people_release_at_the_command_line(team: Team) -> None:
    release = passing(team)
    early = team.run("publish", "a.case", release, "--to", "brief", "--as", "A1")
    assert (early.code, "another releaser has to approve" in early.err, "hint: rushlight approve" in early.err) == (
        1,
        True,
        True,
    )
    own = team.run("approve", "a.case", release, "--digest", "0" * 12, "--as", "A1")
    assert (own.code, "very device" in own.err, "would leave" in own.out) == (2, True, False), "nothing is shown in vain"
    team.over("a.case", "b.case")
    shown = team.run("approve", "b.case", release, "--as", "B1")
    assert shown.code != 0, "nobody said yes"
    wrong = team.run("approve", "b.case", release, "--digest", "0" * 12, "--as", "B1")
    assert (wrong.code, "another digest" in wrong.err) == (2, True)
    for words in ("would leave", "weakest", "gates", "families", "0 releases left before", "by A1"):
        assert words in shown.out, shown.out
    assert "Quillfeather" not in shown.out
    assert "Hyesan" not in shown.out
    done = team.good("approve", "b.case", release, "--digest", digest_in(shown.out), "--as", "B1")
    assert f"rushlight publish b.case {release} --to FOLDER" in done
    same = team.run("approve", "a.case", release, "--digest", digest_in(shown.out), "--as", "A1")
    assert (same.code, "very device" in same.err) == (2, True)
    team.over("b.case", "a.case")
    out = team.good("publish", "a.case", release, "--to", "brief", "--as", "A1")
    assert "approved by B1" in out
    assert "verified" in team.good("verify", "a.case", "--proof", "brief.proof/proof.json")
    listed = team.good("releases", "a.case")
    for words in ("1  rl_", "1 sentence", "B1; published by A1", "brief.html", "SHA-256"):
        assert words in listed
    (one,) = json.loads(team.run("releases", "a.case", "--json").out)
    assert (one["id"], one["approved_by"], one["one_person"], one["number"]) == (release, ["B1"], False, 1)
    edited = team.folder / "brief" / "brief.html"
    edited.write_bytes(edited.read_bytes().replace(b"families", b"persons.", 1) + b" ")
    found = team.run("verify", "a.case", "--proof", "brief.proof/proof.json")
    assert (found.code, "not the file that was released (brief.html)" in found.out) == (1, True)
    gone = team.good("releases", "a.case", "--withdraw", "1", "--why", "the half-year was wrong", "--as", "A1")
    assert "the half-year was wrong" in gone
    told = team.good("consent", "a.case", "S1", "public_anonymous", "--withdrawn", "--as", "A1")
    assert f"not to be called back: {release}" in told


def test_an_approval_is_asked_for_and_said_yes_to(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    release = passing(team)
    team.over("a.case", "b.case")
    monkeypatch.setattr(approve.click, "confirm", lambda *_, **__: False)
    assert (team.run("approve", "b.case", release).code, team.run("approve", "b.case", release).out.count("approved:")) == (
        1,
        0,
    )
    monkeypatch.setattr(approve.click, "confirm", lambda *_, **__: True)
    assert "approved:" in team.good("approve", "b.case", release)
    assert "taken back: 1 approval" in team.good("approve", "b.case", release, "--take-back")
    team.over("b.case", "a.case")
    done = team.run("publish", "a.case", release, "--to", "brief")
    assert (done.code, "it was taken back" in done.err) == (1, True)
    assert not (team.folder / "brief").exists()


def test_a_text_by_two_people(team: Team) -> None:
    team.good("sign", "a.case", "article.txt", "1", "--unusual", "", "--as", "A1")
    checked = team.good("check-release", "a.case", "--text", "article.txt", "--as", "A1")
    release = release_in(checked)
    assert f"rushlight approve a.case {release} --text article.txt" in " ".join(checked.split())
    team.over("a.case", "b.case")
    shown = team.run("approve", "b.case", release, "--text", "article.txt")
    assert "According to one source" in shown.out
    team.good("approve", "b.case", release, "--text", "article.txt", "--digest", digest_in(shown.out))
    team.over("b.case", "a.case")
    (team.folder / "article.txt").write_text(TEXT.replace("officials", "officers"), encoding="utf-8")
    other = team.run("publish", "a.case", release, "--text", "article.txt", "--to", "out")
    assert (other.code, "another text" in other.err) == (1, True)
    (team.folder / "article.txt").write_text(TEXT, encoding="utf-8")
    team.good("publish", "a.case", release, "--text", "article.txt", "--to", "out")
    assert (team.folder / "out" / "text.txt").read_text(encoding="utf-8") == TEXT
    assert "1 sentence of a text" in team.good("releases", "a.case")


def test_the_rule_is_shown_and_set_with_who_and_why(team: Team) -> None:
    shown = team.good("approve", "a.case")
    assert "from two releasers on, hold for 7 days; as shipped" in shown
    assert "2 releasers in this casefile; a release needs one now" in shown
    done = team.run("approve", "a.case", "--days", "30")
    assert (done.code, "longer than shipped" in done.err) == (2, True)
    said = team.good("approve", "a.case", "--days", "30", "--always", "--why", "she travels", "--as", "A1")
    assert "of every release, hold for 30 days; set by A1" in said
    assert "she travels" in said


BAD: list[tuple[list[str], str]] = [
    (["check-release", "a.case", "--way", "1"], "a way belongs to a check of before"),
    (["check-release", "a.case", "--of", "rl_none"], "no such release"),
    (["check-release", "a.case", "--of", "rl_none", "--title", "x"], "has its statements"),
    (["check-release", "a.case", "--text", "article.txt", "--set", "I1.place=country"], "as it stands"),
    (["check-release", "a.case", "--set", "I1.place=provins"], "there is no such level"),
    (["check-release", "a.case", "--table", "deeds"], "there is no such table"),
    (["approve", "a.case", "rl_none"], "no such release"),
    (["approve", "a.case", "rl_none", "--days", "3"], "the rule is set for all"),
    (["approve", "a.case", "--take-back"], "no release was named"),
    (["approve", "a.case", "--days", "0"], "whole days"),
    (["releases", "a.case", "--withdraw", "9", "--why", "x"], "no such release"),
    (["releases", "a.case", "--why", "x"], "no release is named"),
    (["publish", "a.case", "rl_none", "--to", "b", "--text", "article.txt"], "no such release"),
    (["verify", "a.case", "--proof", "none.json"], "no such proof"),
]


@pytest.mark.parametrize(("args", "words"), BAD, ids=[" ".join(a[0:1] + a[2:]) for a, _ in BAD])
def test_what_makes_no_sense_is_told(team: Team, args: list[str], words: str) -> None:
    done = team.run(*args)
    assert (done.code, words in done.err, "hint:" in done.err or "proof" in words) == (2, True, True), done


def test_every_option_of_the_new_verbs_stands_in_the_docs() -> None:
    docs = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")
    for verb in ("approve", "releases", "publish", "check-release"):
        shown = CliRunner().invoke(main, [verb, "--help"]).output
        section = docs.partition(f"\n## {verb}\n")[2].partition("\n## ")[0]
        for option in set(re.findall(r"--[a-z][a-z-]+", shown)) - {"--passphrase-file", "--help", "--as"}:
            assert option in section, (verb, option)
