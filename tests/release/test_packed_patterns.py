"""The release check's patterns, packed compiled: those of the tables, and finding what the same patterns compiled find."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from types import ModuleType

import msgspec
import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from rushlight import compiled
from rushlight.release import patterns
from rushlight.tables import load_table

ROOT = Path(__file__).resolve().parents[2]
EVERY = 60
"""Of the patterns each so-many-th is compiled in the default run: compiling all takes seconds."""


@pytest.fixture
def builder(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    import build_patterns

    return build_patterns


@pytest.fixture
def packed() -> compiled.Packed:
    held = patterns.packed_patterns()
    if not (compiled.fits(held) and compiled.fits_plain(held)):
        pytest.skip(f"packed for regex {held.version} and {held.machine}")
    return held


def test_the_packed_patterns_are_those_of_the_tables_as_they_stand(builder: ModuleType, packed: compiled.Packed) -> None:
    of_regex, of_re = builder.asked_by_release()
    assert min(len(of_regex), len(of_re)) > 300
    assert set(of_regex) - set(packed.words) == set(), "run python scripts/build_patterns.py release"
    assert set(of_re) - set(packed.plain) == set(), "run python scripts/build_patterns.py release"
    assert all(msgspec.msgpack.decode(words)[0] == name.split(" ", 1)[1] for name, words in packed.words.items())
    assert all(msgspec.msgpack.decode(words)[0] == name.split(" ", 1)[1] for name, words in packed.plain.items())


def texts() -> Iterator[str]:
    """The shipped reports, and every list of words that the patterns are made of, strung together."""
    for file in files("rushlight.samples").iterdir():
        if file.name.endswith(".txt"):
            yield file.read_text(encoding="utf-8")
    for table in load_table("identifiers").values():
        lists = table.get("lists", {}) if isinstance(table, dict) else {}
        words = [w for row in lists.values() for some in row.values() for w in some]
        yield " ".join(words)
        yield " 3 ".join(reversed(words))


def pairs(packed: compiled.Packed, every: int) -> Iterator[tuple[str, object, object]]:
    """Patterns by name: as loaded, and as compiled here."""
    for name in sorted(packed.words)[::every]:
        flags, said = name.split(" ", 1)
        yield name, compiled.loaded(packed.words[name]), regex.compile(said, int(flags))
    for name in sorted(packed.plain)[::every]:
        flags, said = name.split(" ", 1)
        yield name, compiled.loaded_plain(packed.plain[name]), re.compile(said, int(flags))


def spans(pattern: object, text: str) -> list[object]:
    return [(m.span(), m.groupdict()) for m in pattern.finditer(text)]  # type: ignore[attr-defined]  # of regex or re


@pytest.mark.parametrize("every", [EVERY, pytest.param(1, marks=pytest.mark.slow)])
def test_a_pattern_loaded_finds_what_the_same_pattern_compiled_finds(packed: compiled.Packed, every: int) -> None:
    read = [text[:1500] for text in texts()]
    found = 0
    for name, loaded, made in pairs(packed, every):
        for text in read:
            here = spans(loaded, text)
            assert here == spans(made, text), name
            found += len(here)
        assert (loaded.flags, loaded.groupindex) == (made.flags, made.groupindex), name  # type: ignore[attr-defined]
    assert found > 20


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_on_any_text_too(data: st.DataObject) -> None:
    held = patterns.packed_patterns()
    if not (compiled.fits(held) and compiled.fits_plain(held)):
        pytest.skip("packed for another machine")
    words = sorted({w for text in texts() for w in text.split()})
    text = " ".join(data.draw(st.lists(st.one_of(st.sampled_from(words), st.text(max_size=12)), max_size=40)))
    name = data.draw(st.sampled_from(sorted((*held.words, *held.plain))))
    flags, said = name.split(" ", 1)
    if name in held.words:
        assert spans(compiled.loaded(held.words[name]), text) == spans(regex.compile(said, int(flags)), text)
    if name in held.plain:
        assert spans(compiled.loaded_plain(held.plain[name]), text) == spans(re.compile(said, int(flags)), text)


@pytest.mark.parametrize("machine", ["", "cpython 3.2 1 4"])
def test_words_for_another_machine_are_left_alone(machine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = compiled.Packed("0", sys.byteorder, {"0 ab+": msgspec.Raw(b"no")}, machine, {"0 ab+": msgspec.Raw(b"no")})
    monkeypatch.setattr(patterns, "packed_patterns", lambda: broken)
    monkeypatch.setattr(patterns, "known", {})
    monkeypatch.setattr(patterns, "known_plain", {})
    patterns._packed.cache_clear()
    assert patterns.rx("ab+").fullmatch("abbb")
    assert patterns.plain_rx("ab+").fullmatch("abbb")
    patterns._packed.cache_clear()


def test_words_that_are_none_make_no_pattern() -> None:
    nonsense = compiled.Plain("ab+", 32, [77, 12, 99], 0, {}, (None,))
    with pytest.raises(RuntimeError):
        compiled.loaded_plain(msgspec.Raw(msgspec.msgpack.encode(nonsense)))
