"""Sentences cut off anywhere, as notes and chats are: reading never raises, and what it says is the words' own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from how_many import tries
from rushlight.intake import find_roles
from rushlight.reading import read
from rushlight.reading.english.chunks import COMPOUND, QUANTIFYING
from rushlight.reading.english.lexicon import lexicon as english
from rushlight.reading.korean.lexicon import lexicon as korean

ENGLISH = tuple(text.split(" ") for _, text in english().examples)
KOREAN = tuple(text.split(" ") for _, text, _ in korean().examples())


def _read(words: list[str], language: str) -> None:
    text = " ".join(words)
    found = read(text, language=language, paragraphs=find_roles(text))
    assert all(text[span.start : span.end] == span.exact for s in found.statements for span in s.spans)


@settings(max_examples=tries(150), deadline=None)
@given(st.data(), st.sampled_from(ENGLISH), st.sampled_from(KOREAN))
def test_a_sentence_cut_anywhere(data: st.DataObject, english_words: list[str], korean_words: list[str]) -> None:
    for words, language in ((english_words, "en"), (korean_words, "ko")):
        start = data.draw(st.integers(0, len(words) - 1))
        end = data.draw(st.integers(start + 1, len(words)))
        _read(words[start:end], language)


@pytest.mark.parametrize("words", sorted(COMPOUND | QUANTIFYING))
def test_a_sentence_that_ends_in_a_preposition_of_several_words(words: str) -> None:
    for verb in ("brought", "kept", "taken"):
        _read(["it", "says", "I'll", "be", verb, "in", *words.split(" ")], "en")
