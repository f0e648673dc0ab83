"""The list of verbs: grouped by what a person does, complete, and forgiving to a slip of the hand."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import rushlight.cli
from rushlight.cli.main import main, run_with
from rushlight.cli.verbs import GROUPS, OTHER_WORDS, VERBS, nearest

FOLDER = Path(rushlight.cli.__file__).parent


def test_every_verb_stands_in_exactly_one_group() -> None:
    listed = [verb for verbs in GROUPS.values() for verb in verbs]
    files = {path.stem.replace("_", "-"): path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py")}
    made = sorted(name for name, text in files.items() if "\ndef command(" in text or "\ncommand = " in text)
    assert len(listed) == len(set(listed))
    assert sorted(listed) == made == sorted(VERBS)
    assert all(import_module(f"rushlight.cli.{verb.replace('-', '_')}").command for verb in listed)


def test_the_list_fits_a_screen_of_eighty_columns_a_line_a_verb() -> None:
    shown = CliRunner().invoke(main, ["--help"], terminal_width=80).output
    assert max(map(len, shown.splitlines())) <= 80
    rows = [line.split(None, 1) for line in shown.splitlines() if line.startswith("  ") and line.split()[0] in VERBS]
    assert [(verb, line) for verb, line in rows] == list(VERBS.items())
    assert all(line[0].islower() and not line.endswith(".") for line in VERBS.values())
    assert all(f"\n{group.capitalize()}:\n" in shown for group in GROUPS)


def test_the_list_loads_no_verb() -> None:
    program = (
        "import sys; from rushlight.cli.main import run_with; run_with(['--help']); "
        "print(sorted(name for name in sys.modules if name.startswith('rushlight.'))[:9])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "['rushlight.cli', 'rushlight.cli.main', 'rushlight.cli.verbs', 'rushlight.errors']"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("revieww", "review"), ("tak-in", "take-in"), ("takein", "take-in"), ("Take_In", "take-in"), ("verfy", "verify"),
     ("search", "find"), ("delete", "erase"), ("import", "take-in"), ("help", "--help"), ("check", "verify")],
)  # fmt: skip
def test_a_mistyped_verb_is_answered_with_the_nearest(typed: str, meant: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_with([typed, "x.case"]) == 2
    said = capsys.readouterr()
    assert said.err == f"error: there is no such verb ({typed})\nhint: did you mean 'rushlight {meant}'?\n"
    assert not said.out


def test_a_word_that_is_near_nothing_points_to_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_with(["\x1bqqqq"]) == 2
    assert (
        capsys.readouterr().err
        == "error: there is no such verb (?qqqq)\nhint: see 'rushlight --help' for the verbs there are\n"
    )


def test_other_words_lead_to_verbs_and_hide_none() -> None:
    assert set(OTHER_WORDS.values()) <= {*VERBS, "--help"}
    assert not set(OTHER_WORDS) & set(VERBS)


def test_rushlight_alone_shows_the_list_and_where_to_begin(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_with([]) == 2
    said = capsys.readouterr()
    assert "Take in and read:" in said.out
    assert said.err.startswith("hint: begin with 'rushlight demo'")


@given(st.sampled_from(sorted(VERBS)), st.data())
def test_one_slip_of_the_hand_finds_the_verb_again(verb: str, data: st.DataObject) -> None:
    if len(verb) < 7:
        return
    at = data.draw(st.integers(0, len(verb) - 2))
    slips = (verb[:at] + verb[at + 1 :], verb[:at] + verb[at + 1] + verb[at] + verb[at + 2 :], verb[:at] + "q" + verb[at:])
    typed = data.draw(st.sampled_from(slips))
    assert typed in VERBS or nearest(typed) is not None
