"""The notation of the lexicon's patterns, and the letters by which a pattern is found."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from rushlight.reading.korean.lexicon import grams_of, lexicon

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
from tables._korean_verbs import beginnings, spaced, verb_pattern  # noqa: E402
from tables._needed import in_order, needed  # noqa: E402
from tables._trees import word_tree  # noqa: E402
from tables._wordings import branches, context, expand  # noqa: E402


def found(pattern: str, words: str) -> bool:
    return regex.search(expand(pattern, {"jail": "감옥|구류장"}), words) is not None


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("{끌려가다|잡혀가다}", "어제 잡혀갔대요"),
        ("{끌고 가다}", "끌고갔다"),
        ("{체포+}", "체포를 당했다"),
        ("{체포+}", "학생 둘 체포."),
        ("{응하지 않다}", "이에 응하지 아니하였다"),
        ("{@jail}…{나오다}", "구류장에서 어제 나왔다"),
        ("돈 {을}{주다}", "돈을 줬다"),
        ("{^}딸", "작은 딸이"),
        ("{^수}위안", "5천위안"),
    ],
)
def test_a_wording_is_found_in_its_forms(pattern: str, words: str) -> None:
    assert found(pattern, words)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("{가다}", "가족 간부 감옥"),
        ("{체포+passive}", "체포했다"),
        ("{^}전부", "안전부에"),
        ("(?:방|집)을 {뒤지다}", "가방을 뒤졌다"),
        ("(?:눈|이)[가-힣]* {붓다}", "이번에 부었다"),
        ("돈…{치다}", "돈을 내라고 다그쳤다"),
        ("{불다}", "이름을 불렀다"),
    ],
)
def test_a_wording_is_not_found_inside_other_words(pattern: str, words: str) -> None:
    assert not found(pattern, words)


def test_an_unknown_class_is_an_error() -> None:
    with pytest.raises(KeyError):
        expand("{@nobody}", {})


def test_context_words_are_told_apart_by_kind() -> None:
    told = context("{@jail}|보위|못 보|[0-9]일", {"jail": "감옥"})
    assert told == {"words": ["보위", "못 보", "못보"], "classes": ["jail"], "pattern": "[0-9]일"}


def test_branches_are_those_of_the_outermost_level() -> None:
    assert branches("a(?:b|c)|[|]|{d|e}") == ["a(?:b|c)", "[|]", "{d|e}"]


def test_a_tree_matches_the_longest_word_with_or_without_its_space() -> None:
    tree = regex.compile(word_tree(["보위", "보위부", "국가 보위부"]))
    assert [tree.match(words).group() for words in ("보위부장", "국가보위부가")] == ["보위부", "국가보위부"]  # type: ignore[union-attr]


def test_spaces_may_be_left_out() -> None:
    assert spaced("끌고 가 버") == ["끌고 가 버", "끌고 가버", "끌고가 버", "끌고가버"]


VERBS = ["끌려가다", "붙잡다", "부르다", "팔다", "돕다", "듣다", "하다", "가다", "쓰다", "놓다"]


@given(st.sampled_from(VERBS), st.data())
def test_every_beginning_is_matched_by_the_verbs_pattern(verb: str, data: st.DataObject) -> None:
    beginning = data.draw(st.sampled_from(beginnings(verb)))
    follow = data.draw(st.sampled_from(beginning.follows or "다"))
    assert regex.match(verb_pattern(verb), beginning.words + follow)


PATTERNS = [
    p.expression for p in lexicon().patterns_for(grams_of("".join(f"{words} " for _, words, _ in lexicon().examples())))
]


@given(st.sampled_from(sorted(set(PATTERNS))), st.sampled_from(sorted({words for _, words, _ in lexicon().examples()})))
def test_a_match_holds_the_letters_its_pattern_needs(pattern: str, words: str) -> None:
    match = regex.search(pattern, words)
    if match is None:
        return
    grams = grams_of(words)
    assert all(any(gram in grams for gram in clause) for clause in needed(pattern, {}))
    last = -1
    for clause in in_order(pattern, {}):
        ahead = [at for gram in clause for at in grams.get(gram, []) if at > last]
        assert ahead
        last = min(ahead)


def test_every_example_is_found_with_the_index_as_without_it() -> None:
    patterns = {p.expression: p for p in lexicon().patterns_for(grams_of(" ".join(w for _, w, _ in lexicon().examples())))}
    for _, words, _ in list(lexicon().examples())[::25]:
        indexed = {p.expression for p in lexicon().patterns_for(grams_of(words))}
        assert {e for e, p in patterns.items() if p.compiled.search(words)} <= indexed
