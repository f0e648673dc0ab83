"""The page of rules is the rules; every rule has all its texts in both languages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rushlight.release import ALL, Rule
from rushlight.tables import load_table

ROOT = Path(__file__).resolve().parent.parent.parent


def test_page_is_generated_from_the_rules() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "release_rules_doc.py", "--check"], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


def test_no_text_of_the_table_was_cut_at_a_comma() -> None:
    """In YAML's short form an unquoted comma ends a value and leaves an empty key behind."""

    def empty(value: object) -> bool:
        if isinstance(value, dict):
            return any(map(empty, value.values()))
        return any(map(empty, value)) if isinstance(value, list) else value is None

    assert not empty(load_table("release"))


@pytest.mark.parametrize("rule", ALL, ids=[r.id for r in ALL])
def test_texts(rule: Rule) -> None:
    texts = rule.texts
    for key in ("adversary", "why", "example", "remedy"):
        assert texts[key].strip()
    for part in ("adversary", "why", "example", "remedy"):
        korean = rule.explained("ko")[part]
        assert any("가" <= c <= "힣" for c in korean)
        assert korean != rule.explained("en")[part]
    assert len(texts["remedies"]["en"]) == len(texts["remedies"]["ko"])
    for key in (k for k in texts if k.startswith("say")):
        assert set(texts[key]) == {"en", "ko"}
    assert f"## {rule.id} {rule.title.en}" in (ROOT / "docs" / "release-rules.md").read_text(encoding="utf-8")
