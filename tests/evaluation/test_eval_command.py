"""``rushlight eval read`` as it is called: figures and files without a word of a report, faults, interruption."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from making_sheets import TEXT, WORDS, found, gold, row, without, write

from rushlight.cli import eval as verb
from rushlight.cli.main import run_with
from rushlight.desk import evaluating as desk
from rushlight.evaluation.as_json import FORMAT
from rushlight.evaluation.card import TITLE
from rushlight.evaluation.figures import FIGURES

Out = tuple[int, str, str]
Call = Callable[..., Out]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """The command in a folder with a set ``dev``, one held ``back``, and sheets of another tool in ``out``."""
    longer = TEXT + "It rained.\n"
    spoiled = without(found(), "S4")
    row(spoiled, "S3")["modality"] = "occurred"
    for folder, sheet in (("dev", gold()), ("back", gold()), ("out/back", found()), ("out/dev", found())):
        write(tmp_path / folder, "other", sheet, longer)
        write(tmp_path / folder, "secret-name", spoiled if folder == "out/dev" else sheet)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "150")

    def called(*args: str) -> Out:
        code = run_with(["eval", "read", "--draws", "50", *args])
        told = capsys.readouterr()
        return code, told.out, told.err

    return called


def silent(text: str) -> bool:
    """Whether no word of the report stands in it."""
    return not any(word in text for word in WORDS)


def test_the_rules_are_scored_without_a_word_of_the_reports(call: Call) -> None:
    code, out, err = call("dev")
    assert code == 0
    assert "2 reports (2 English) with 10 statements, 2 of them optional" in out
    for title in ("act F1", "edit cost a statement", "forbidden readings: 0 of 10 rules broken", "acts that make most work"):
        assert title in out
    assert "say nothing about new reports" in " ".join(err.split())
    assert silent(out + err)


def test_everything_in_full(call: Call) -> None:
    code, out, _ = call("dev", "--predictions", "out", "--full")
    assert code == 0
    for title in (
        "by family",
        "by act",
        "by field",
        "by style",
        "by report",
        "wire story",
        "take.extorted_payment",
        "was threatened",
    ):
        assert title in out
    assert silent(out)


def test_the_json_and_the_card(call: Call, tmp_path: Path) -> None:
    code, out, _ = call("dev", "--predictions", "out", "--held-back", "back", "--json", "r.json", "--card", "c.md")
    assert code == 0
    told = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert told["format"] == FORMAT
    assert told["given"]["digest"] == told["held_back"]["digest"] in out
    assert set(told["given"]["groups"]["en"]["figures"]) == {f.name for f in FIGURES}
    assert told["given"]["groups"]["en"]["forbidden"] == {"broken": 1, "rules": 10}
    assert told["given"]["taken"]["modality"]["threatened"] == {"occurred": 1, "threatened": 1}
    assert told["given_less_held_back"]["en"]["act"]["value"] != 0
    assert not {"acts", "taken", "acts_taken", "by_report"} & set(told["held_back"])
    card = (tmp_path / "c.md").read_text(encoding="utf-8")
    assert card.startswith(TITLE)
    for part in (
        "Reader: another tool's sheets (a-reader 1)",
        told["given"]["digest"],
        "was threatened",
        "say nothing about new reports",
    ):
        assert part in card
    for text in (card, json.dumps(told), out):
        assert silent(text)
    assert "secret-name" not in card + json.dumps(told)


def test_another_tool_beside_the_rules_on_the_same_reports(call: Call) -> None:
    code, out, _ = call("dev", "--predictions", "out", "--beside-rules", "--json", "r.json")
    assert code == 0
    told = json.loads(Path("r.json").read_text(encoding="utf-8"))
    ours, theirs = (told[part]["groups"]["en"]["figures"]["act_r"]["value"] for part in ("rules", "given"))
    assert told["given_less_rules"]["en"]["act_r"]["value"] == pytest.approx(theirs - ours, abs=2e-4)
    assert "another tool's sheets, less the rules alone on the same reports" in out


def test_readers_are_compared_on_the_reports_that_both_could_read(call: Call) -> None:
    """The sheet of ``other`` is lost: what the rules make of that report counts for their figures, not for the difference."""
    Path("out/dev/other.json").unlink()
    assert call("dev", "--predictions", "out", "--beside-rules", "--json", "r.json")[0] == 1
    told = json.loads(Path("r.json").read_text(encoding="utf-8"))
    assert (told["given"]["reports"], told["rules"]["reports"]) == (1, 2)
    act = told["given_less_rules"]["en"]["act_r"]
    assert act["value"] == pytest.approx(told["given"]["by_report"][0]["figures"]["act_r"] - rules_alone(told), abs=2e-4)
    assert act["low"] is None


def rules_alone(told: Any) -> float:
    """The rules' recall on the one report that both could read."""
    text = told["given"]["by_report"][0]["text"]
    return float(next(r for r in told["rules"]["by_report"] if r["text"] == text)["figures"]["act_r"])


PLUGIN = """
from rushlight.reading.plugins import Proposal

class Reader:
    def read(self, given):
        start = given.text.index("They threatened")
        yield Proposal(start, start + len("They threatened to take the miller"), "threat.sanction", "occurred")
"""


def test_an_installed_reader_is_scored_with_the_rules(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    about = tmp_path / "site" / "evalreader-2.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: evalreader\nVersion: 2\n", encoding="utf-8")
    (about / "entry_points.txt").write_text("[rushlight.readers]\nmine = evalreader:Reader\n", encoding="utf-8")
    (tmp_path / "site" / "evalreader.py").write_text(PLUGIN, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path / "site")
    code, _, _ = call("dev", "--reader", "mine", "--card", "c.md", "--json", "r.json")
    assert code == 0
    assert "Reader: rules + mine (" in Path("c.md").read_text(encoding="utf-8")
    told = json.loads(Path("r.json").read_text(encoding="utf-8"))
    assert next(k for k in told["given"]["acts"] if k["name"] == "threat.sanction")["tp"] == 2


def test_a_model_that_is_not_there_is_said_at_once(call: Call) -> None:
    code, out, err = call("dev", "--model", "http://127.0.0.1:9/v1", "--model-name", "none", "--model-seconds", "5")
    assert (code, out) == (1, "")
    assert err.count("error: ") == 1
    assert silent(err)


def test_a_wrong_sheet_is_told_and_the_others_are_scored(call: Call) -> None:
    Path("dev/bad.json").write_text("{", encoding="utf-8")
    Path("out/dev/other.json").unlink()
    code, out, err = call("dev", "--predictions", "out")
    assert code == 1
    assert "1 report (1 English) with 5 statements, 1 of them optional; 2 not scored" in out
    told = " ".join(err.split())
    assert "not scored: the sheet is not readable as JSON (dev/bad.json); check the file" in told
    assert "not scored: there is no proposed sheet for this report (dev/other)" in told
    assert silent(out + err)


def test_nothing_to_score_is_an_error(call: Call) -> None:
    Path("empty").mkdir()
    code, _, err = call("dev", "--predictions", "empty")
    assert code == 1
    assert err.startswith("error: no report could be scored (dev/other)\nhint: ")


MISUSE: list[tuple[tuple[str, ...], str]] = [
    ((), "missing argument"),
    (("none",), "no such folder"),
    (("dev", "--reader", "oracle"), "no installed package offers a reader of this name"),
    (("dev", "--predictions", "out", "--reader", "oracle"), "need no further reader"),
    (("dev", "--model", "http://127.0.0.1:9/v1"), "a model needs both"),
    (("dev", "--predictions", "none"), "no such folder"),
    (("dev", "--held-back", "none"), "no such folder"),
    (("dev", "--json", "dev/other.json"), "another file in this place"),
    (("dev", "--card", "dev"), "another file in this place"),
    (("dev", "--json", "none/r.json"), "the folder to write to does not exist"),
    (("dev", "--show-misses"), "shown on a screen only"),
    (("dev", "--draws", "0"), "invalid value"),
]


@pytest.mark.parametrize(("args", "says"), MISUSE, ids=[" ".join(a) or "nothing" for a, _ in MISUSE])
def test_misuse(call: Call, args: tuple[str, ...], says: str) -> None:
    before = {p: p.read_bytes() for p in Path().rglob("*") if p.is_file()}
    code, out, err = call(*args)
    assert (code, out) == (2, "")
    assert err.startswith("error: ")
    assert says in err
    assert {p: p.read_bytes() for p in Path().rglob("*") if p.is_file()} == before


def test_an_earlier_result_may_be_written_over(call: Call) -> None:
    for _ in range(2):
        assert call("dev", "--json", "r.json", "--card", "c.md")[0] == 0


def test_misses_are_shown_on_the_users_own_screen(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    code, out, _ = call("dev", "--predictions", "out", "--held-back", "back", "--show-misses", "--card", "c.md")
    assert code == 0
    assert "The miller paid the guards" in " ".join(out.replace("│", " ").split())
    assert out.count("missed ") >= 1
    assert "back/" not in out
    assert silent(Path("c.md").read_text(encoding="utf-8"))


def test_folders_of_one_name_hold_reports_of_their_own(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both are called ``dev``: each report is shown against its own sheet."""
    write(Path("later/dev"), "other", without(gold(), "S1", "S2", "S3", "S5"), TEXT + "It snowed.\n")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    code, out, _ = call("dev", "later/dev", "--show-misses", "--json", "r.json")
    assert code == 0
    assert out.count("dev/other") == 2
    assert len({r["text"] for r in json.loads(Path("r.json").read_text(encoding="utf-8"))["given"]["by_report"]}) == 3


def test_an_interruption_keeps_what_is_scored_and_writes_nothing(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    real = desk.score

    def stopped(*args: Any) -> Iterator[Any]:
        yield next(real(*args))
        raise KeyboardInterrupt

    monkeypatch.setattr(desk, "score", stopped)
    code, out, err = call("dev", "--json", "r.json")
    assert code == 130
    assert "stopped after 1 of 2 reports" in out
    assert "nothing was written" in err
    assert not Path("r.json").exists()


def test_a_long_run_says_how_far_it_is(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verb, "PATIENCE", -1.0)
    assert "report 1 of 2 ..." in call("dev")[2]


def test_scoring_by_rules_loads_no_network_module(call: Call) -> None:
    """In a process of its own: what other tests have loaded does not count."""
    code = (
        "import sys; from rushlight.cli.main import run_with; done = run_with(['eval', 'read', 'dev', '--draws', '5']); "
        "sys.exit(done or 9 * bool({'socket', 'ssl', 'http.client', 'urllib.request'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr.count("error:")) == (0, 0)
