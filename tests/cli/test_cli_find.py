"""``rushlight find`` and ``rushlight restrict``: from the words a person types to the reports on the screen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cli_shell
import pytest
from cli_calls import on_case
from cli_shell import Done, Shell

KOREAN = (
    "무산에서 온 소식이다. 지난 5월 8일 보위부가 무산군에서 한 가족을 체포했다고 소식통이 전했다. "
    "보위원들은 가족에게 중국 돈 3만 위안을 내라고 요구했다.\n"
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    shell = cli_shell.a_shell(tmp_path_factory.mktemp("find") / "desk")
    for n, text in enumerate((KOREAN, cli_shell.REPORT, cli_shell.DEMAND), 1):
        shell.put(f"{n}.txt", text)
        done = on_case(shell, "take-in", f"{n}.txt", "--published", f"2025-11-0{n}")
        assert done.code == 0, done.err
    return shell


def found(done: Done) -> list[str]:
    assert done.code == 0, done.err
    data: dict[str, Any] = json.loads(done.out)
    assert data["count"] == len(data["reports"])
    return sorted(report["alias"] for report in data["reports"])


def test_a_known_place_is_found_as_it_is_written(filled: Shell) -> None:
    for typed in ("무산", "Musan", "Moosan", "茂山"):
        assert "R1" in found(on_case(filled, "find", typed, "--json"))
    done = on_case(filled, "find", "Musan")
    assert "무산에서" in done.out
    assert " of " in done.out


def test_offsets_lead_back_into_the_text(filled: Shell) -> None:
    (report,) = json.loads(on_case(filled, "find", "보위부", "--json").out)["reports"]
    with cli_shell.opened(filled.folder / "w.case") as desk:
        text = desk.case.text(report["document"])
    cut = report["snippet"]
    assert text[cut["start"] : cut["end"]] == report["words"]
    assert [text[start:end] for start, end in cut["marks"]] == ["보위부"]


def test_conditions_narrow_what_is_found(filled: Shell) -> None:
    everything = found(on_case(filled, "find", "--since", "2025-01-01", "--json"))
    assert everything == ["R1", "R2", "R3"]
    assert found(on_case(filled, "find", "--language", "ko", "--json")) == ["R1"]
    assert found(on_case(filled, "find", "--since", "2025-11-02", "--until", "2025-11-02", "--json")) == ["R2"]
    assert found(on_case(filled, "find", "--place", "Musan", "--json")) == ["R1"]
    assert "R1" in found(on_case(filled, "find", "--place", "KP.north-hamgyong", "--act", "detain", "--json"))
    assert found(on_case(filled, "find", "--place", "KP.south-hamgyong", "--json")) == []
    assert "R1" in found(on_case(filled, "find", "--modality", "demanded", "--kind", "publication", "--json"))
    assert found(on_case(filled, "find", "--modality", "preferred", "--json")) == []


def test_words_are_asked_for_so_that_they_stay_out_of_the_history(filled: Shell) -> None:
    done = filled.open("find", "--json", typed="보위부\n")
    assert found(done) == ["R1"]
    assert "보위부" not in done.err


def test_nothing_found_and_what_cannot_be_asked(filled: Shell) -> None:
    assert on_case(filled, "find", "nowherefound").out.strip() == "no report fits"
    for args, says in (
        (("NOT", "secretword"), "only says what not to find"),
        (("--place", "Secretville"), "no such place"),
        (("--act", "no.such"), "no such act"),
        (("!!!",), "no word"),
        (("--since", "soon"), "no date"),
        (("x", "--as", "Marigold Quillfeather"), "alias"),
    ):
        done = on_case(filled, "find", *args)
        assert done.code == 2
        assert says in done.err
        assert "ecret" not in done.err
        assert "Marigold" not in done.err


def test_a_restricted_report_is_not_there_for_others(tmp_path: Path) -> None:
    shell = cli_shell.a_shell(tmp_path / "desk")
    shell.put("1.txt", KOREAN)
    shell.put("2.txt", cli_shell.REPORT)
    for n in (1, 2):
        assert on_case(shell, "take-in", f"{n}.txt").code == 0
    assert on_case(shell, "restrict", "R1", "A1", "A3").code == 0
    assert found(on_case(shell, "find", "보위부", "--json", "--as", "A2")) == []
    assert found(on_case(shell, "find", "보위부", "--json", "--as", "A3")) == ["R1"]
    hidden, missing = on_case(shell, "restrict", "R1", "A2", "--as", "A2"), on_case(shell, "restrict", "R9", "A2", "--as", "A2")
    assert hidden.err.replace("R1", "R9") == missing.err
    assert hidden.code == missing.code == 2
    assert on_case(shell, "restrict", "R1", "--as", "A3").code == 2
    assert on_case(shell, "restrict", "R1", "Marigold", "--as", "A3").code == 2
    assert on_case(shell, "restrict", "R1", "--lift", "--as", "A3").code == 0
    assert found(on_case(shell, "find", "보위부", "--json", "--as", "A2")) == ["R1"]
    assert "restricted" in on_case(shell, "log").out
