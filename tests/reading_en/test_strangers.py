"""Who is seen as a party though no list of people has their word: each line of strangers.yaml holds."""

from __future__ import annotations

from typing import Any

import pytest

from .roles_told import passages, reading

ROWS = passages("strangers.yaml")


def _holding(text: str, words: str) -> list[Any]:
    return [p for p in reading(text, "").parties if any(words in m.exact or m.exact in words for m in p.mentions)]


@pytest.mark.parametrize(
    ("text", "words", "classes"),
    [(row["text"], words, classes) for row in ROWS for words, classes in row.get("party", {}).items()],
    ids=lambda x: str(x)[:40],
)
def test_who_acts_or_suffers_is_a_party(text: str, words: str, classes: list[str]) -> None:
    found = _holding(text, words)
    assert found
    assert {p.party_class.value for p in found} & set(classes)


@pytest.mark.parametrize(
    ("text", "words"), [(row["text"], w) for row in ROWS for w in row.get("nobody", [])], ids=lambda x: str(x)[:40]
)
def test_things_are_nobody(text: str, words: str) -> None:
    assert not [p for p in reading(text, "").parties if any(words in m.exact for m in p.mentions)]


def test_who_tells_of_others_and_of_themselves_is_a_source() -> None:
    text = "The village was quiet. Soldiers beat me on the road. My sister hid. They asked me for the names of the porters."
    found = reading(text, "")
    assert any(p.party_class.value == "source" and not p.mentions for p in found.parties)


def test_everyone_is_not_whom_he_means() -> None:
    found = reading("The baker was arrested on Monday. Everyone in the lane knew. He was beaten at the station.", "")
    parties = {p.id: p for p in found.parties}
    hurt = [parties[x.party] for s in found.statements if s.act == "hurt.assault" for x in s.participants]
    assert not any("Everyone" in m.exact for p in hurt for m in p.mentions)
