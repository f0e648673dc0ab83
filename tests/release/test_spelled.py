"""A sealed Korean name is found however it is spelled in Latin letters, and ordinary text holds none."""

from __future__ import annotations

import random
import time
import unicodedata

import pytest

from rushlight.release import SealedValues
from rushlight.release.spelled import FOLDS, MOST_WORDS, WORDS, folded, romanised, stands_in

WRITTEN = {
    "김철수": ["Kim Chol-su", "Kim Ch’ŏl-su", "Gim Cheolsu", "KIM Chul Soo", "Chulsoo Kim", "Kim Chol Su", "kimcholsu"],
    "리영희": ["Ri Yong-hui", "Lee Young-hee", "Yi Yeonghui", "Young-Hee Lee", "RI YŎNGHŬI"],
    "박서준": ["Park Seo-jun", "Pak So-jun", "Bak Seojun", "Park Seo Joon"],
    "신성민": ["Shin Seong-min", "Sin Song Min", "Sung-min Shin"],
    "남궁민": ["Namgung Min", "Namkung Min"],
    "조백암": ["Cho Paegam", "Jo Baegam", "Cho Baek-am"],
}


@pytest.mark.parametrize(("name", "spelled"), [(n, s) for n, all_of in WRITTEN.items() for s in all_of])
def test_each_spelling_is_found(name: str, spelled: str) -> None:
    sealed = SealedValues(names=(name,))
    hidden = "\u200b".join(spelled)
    for text in (f"It was {spelled}, he said.", spelled.upper(), unicodedata.normalize("NFD", spelled), f"by {hidden} again"):
        assert list(sealed.find(text)) == ["a name"], text


def test_ordinary_words_hold_no_name() -> None:
    sealed = SealedValues(names=tuple(WRITTEN))
    text = """According to two independent sources, in 2025 in border provinces officials took money from a family. Ministry of
    State Security officers in Kim Chaek, Hoeryong and Chongjin;
    a person surnamed Kim; the Korea Times; song and min; she was young."""
    assert list(sealed.find(text)) == []
    assert list(sealed.find("김치와 박수, 조금, 신성한 것")) == []


def test_the_letters_of_a_name_within_another_word_are_none() -> None:
    spellings = romanised(["오이"])
    assert not stands_in(spellings, "the oil in oita")
    assert not romanised(["Kim Chol-su", "김", "Quillfeather"])


def test_many_names_stay_quick() -> None:
    names = [f"김{chr(0xAC00 + 588 * a + 28 * b)}{chr(0xAC00 + 588 * b + 4)}" for a in range(19) for b in range(19)]
    began = time.process_time()
    sealed = SealedValues(names=tuple(names))
    list(sealed.find("a family in the north " * 200))
    assert time.process_time() - began < 5


def _by_definition(spellings: frozenset[str], text: str) -> bool:
    words = WORDS.findall(text)
    runs = (words[at : at + size] for size in range(1, MOST_WORDS + 1) for at in range(len(words) - size + 1))
    return any(folded("".join(run)) in spellings for run in runs)


def test_what_is_passed_over_quickly_could_spell_none() -> None:
    """Spellings unfolded, changed by a letter and broken into words anywhere: found exactly where the definition finds them."""
    spellings, draw, found = romanised(WRITTEN), random.Random(7), 0
    every = sorted(spellings)
    unfolded = {other: one for one, other in FOLDS}
    for _ in range(3000):
        letters = [draw.choice((c, unfolded.get(c, c))) for c in draw.choice(every)]
        letters[draw.randrange(len(letters))] += draw.choice(("", "", "", "h", "o", "k"))
        between = ("",) * 24 + (" ", "-", "1", " 가")
        text = draw.choice(("", "the ", "s", "o ")) + "".join(c + draw.choice(between) for c in letters)
        expected = _by_definition(spellings, text)
        assert stands_in(spellings, text) == expected, text
        found += expected
    assert 300 < found < 2700
