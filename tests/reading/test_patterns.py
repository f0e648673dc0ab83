"""Patterns packed compiled are those of the rules, and without a fitting file each is compiled when asked for."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import msgspec
import pytest
import regex

from rushlight import compiled
from rushlight.reading import patterns

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def builder(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    import build_patterns

    return build_patterns


@pytest.fixture
def afresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """No pattern asked for yet."""
    monkeypatch.setattr(patterns, "known", {})
    patterns._packed.cache_clear()


@pytest.mark.parametrize("every", [10, pytest.param(1, marks=pytest.mark.slow)])
def test_the_packed_patterns_are_those_of_the_rules_as_they_stand(builder: ModuleType, afresh: None, every: int) -> None:
    packed = patterns.packed_patterns()
    if not patterns.fits(packed):
        pytest.skip(f"packed for regex {packed.version}, {regex.__version__} is installed")
    asked = set(builder.asked(every))
    assert asked - set(packed.words) == set(), "run python scripts/build_patterns.py"
    assert all(msgspec.msgpack.decode(words)[0] == name.split(" ", 1)[1] for name, words in packed.words.items())


@pytest.mark.parametrize("expression", [r"(?P<who>[가-힣]{2,4})(?=[은는이가]\s)", r"\b(?:took|led)\s+(?:him|her)\b"])
def test_a_pattern_loaded_finds_what_the_same_pattern_compiled_finds(expression: str) -> None:
    loaded = compiled.loaded(msgspec.Raw(msgspec.msgpack.encode(patterns.unloaded(regex.compile(expression)))))
    for text in ("한 주민은 말했다", "they took him at dawn and led her off", ""):
        assert [m.span() for m in loaded.finditer(text)] == [m.span() for m in regex.finditer(expression, text)]


@pytest.mark.parametrize(("version", "order"), [("0", sys.byteorder), (regex.__version__, "neither")])
def test_words_for_another_machine_are_left_alone(
    version: str, order: str, afresh: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = patterns.Packed(version, order, {"0 ab+": msgspec.Raw(b"nonsense")})
    monkeypatch.setattr(patterns, "packed_patterns", lambda: broken)
    assert patterns.rx("ab+").fullmatch("abbb") is not None
    patterns._packed.cache_clear()
