"""Under a Korean system click's own sentences are Korean too, and each of them is."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest

from rushlight.cli.help_words import WideFormatter, columns, folded

ROOT = Path(__file__).resolve().parents[2]
PROGRAMMERS = re.compile(r"Windows|Bash|editor|declarations|defined|declared|declaration|same flag|stream|color")
"""Words of sentences that click says to whoever writes a command, or on systems that we do not run on."""


def clicks_own() -> set[str]:
    """The sentences that click hands to gettext, of one and of many."""
    out: set[str] = set()
    for path in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "ngettext"):
                out |= {a.value for a in node.args[:2] if isinstance(a, ast.Constant) and isinstance(a.value, str)}
    return {s for s in out if len(s) > 1 and not PROGRAMMERS.search(s)}


def test_every_sentence_of_click_has_its_korean() -> None:
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        import korean
    finally:
        sys.path.remove(str(ROOT / "scripts"))
    words = korean.words_of(ROOT / "resources" / "locale" / "cli" / "ko.po")
    have = {one for key in words for one in ([key] if isinstance(key, str) else key)}
    assert clicks_own() - have == set()
    for key, text in words.items():
        parts = set(re.findall(r"\{\w+", text))
        assert parts <= set(re.findall(r"\{\w+", key if isinstance(key, str) else " ".join(key))), key
        assert re.search("[가-힣]", text) or key == "%(prog)s, version %(version)s", key


@pytest.mark.parametrize(
    ("arguments", "seen"),
    [
        (["--help"], "판단하기:\n  review            읽어 낸 것을 받아들이거나"),
        (["find", "--help"], "보고의 언어. 예: ko"),
        (["collector", "new", "--help"], "TEAM_FILE의 팀을 위한 COLLECTOR(폴더 NAME.collector)를 만듭니다."),
        (["count", "--help"], "쓰는 법: rushlight count"),
        (["count"], "오류: 빠진 것: 'CASE'\n도움말: 'rushlight count --help'"),
        (["count", "--nosuch"], "오류: 이런 옵션은 없습니다: --nosuch"),
        ([], "도움말: 'rushlight demo'"),
    ],
)
def test_what_is_said_under_a_korean_system(arguments: list[str], seen: str) -> None:
    environment = os.environ | {"LANG": "ko_KR.UTF-8", "PYTHONUTF8": "1"}
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "RUSHLIGHT_LANGUAGE"):
        environment.pop(name, None)
    run = [sys.executable, "-c", "from rushlight.cli.main import run; run()", *arguments]
    done = subprocess.run(run, env=environment, capture_output=True, text=True, check=False)
    assert seen in done.stdout + done.stderr
    assert not re.search(r"Usage|Options:|Show this|Missing|Try|see '", done.stdout + done.stderr)


@pytest.fixture(scope="module")
def cli_words() -> ModuleType:
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        import cli_words
    finally:
        sys.path.remove(str(ROOT / "scripts"))
    return cli_words


def test_every_verb_and_option_has_its_korean_and_none_is_idle(cli_words: ModuleType) -> None:
    assert cli_words.faults() == []
    assert len(cli_words.said()) > 350


def test_the_check_sees_a_help_without_korean_and_an_idle_one(
    cli_words: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "help.po").write_text('msgid "begin"\nmsgstr "시작하기"\n\nmsgid "idle"\nmsgstr "쉼"\n', encoding="utf-8")
    monkeypatch.setattr(cli_words, "WORDS", tmp_path / "help.po")
    faults = cli_words.faults()
    assert "no help says this: 'idle'" in faults
    assert any("'make a casefile'" in fault for fault in faults)
    assert not any("'begin'" in fault for fault in faults)


def test_korean_help_names_the_same_options_and_values_in_as_many_paragraphs(cli_words: ModuleType) -> None:
    for english, korean in cli_words.words_of(cli_words.WORDS).items():
        named = set(re.findall(r"--[a-z-]+|\b[A-Z][A-Z_]{3,}\b|\b[A-Z]{1,2}\d+\b", english))
        assert {one for one in named if one not in korean} == set(), english
        assert english.count("\n\n") == korean.count("\n\n"), english


def test_lines_are_as_wide_as_they_look() -> None:
    formatter = WideFormatter(width=40)
    formatter.write_text("낱말 여섯 개로 된 암호문을 뽑아 한 번 보여 줍니다.\n\n둘째 문단")
    formatter.write_dl([("--long-option-of-mine VALUE-HERE", "조각마다 인쇄할 파일도 하나씩 쓰기"), ("-h", "도움말")])
    lines = formatter.getvalue().splitlines()
    assert max(map(columns, lines)) <= 40
    assert lines[:3] == ["낱말 여섯 개로 된 암호문을 뽑아 한 번", "보여 줍니다.", ""]
    assert lines[-1].split() == ["-h", "도움말"]
    assert list(folded("가나 다라마", 4)) == ["가나", "다라마"]
