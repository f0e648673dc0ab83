"""Under a Korean system click's own sentences are Korean too, and each of them is."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

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
