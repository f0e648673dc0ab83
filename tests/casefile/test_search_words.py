"""What the index makes of a text, and what a person's words become."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rushlight.casefile.search import words
from rushlight.casefile.search.asking import Phrase, pruned, question
from rushlight.casefile.search.snippets import snippet
from rushlight.casefile.search.spellings import place_spellings, sound
from rushlight.casefile.search.words import levelled, phrase, placed, tokens
from rushlight.errors import MisuseError

PARTICLES = ("에서", "이", "가", "을", "은", "의", "까지", "부터", "으로", "에서는", "이라고", "")
LETTERS = "ab é'’ Ça무산에서보위\n한山清淸-1ﬁİẞTh日本ไทย가각힣.ǅ"
ANY_TEXT = st.text(alphabet=st.sampled_from(LETTERS), max_size=60) | st.text(max_size=40)


def stands_in(words: str, text: str) -> bool:
    """Whether a phrase stands in a text, looked for in the plainest way."""
    wanted, open_end = phrase(words)
    there = tokens(text)
    for at in range(len(there) - len(wanted) + 1):
        *before, last = there[at : at + len(wanted)]
        fits = last.startswith(wanted[-1]) if open_end else last == wanted[-1]
        if before == list(wanted[:-1]) and fits:
            return True
    return False


@pytest.mark.parametrize("particle", PARTICLES)
@pytest.mark.parametrize("word", ["무산", "보위부", "돈", "비사회주의", "茂山"])
def test_a_word_is_found_with_a_particle_glued_on(word: str, particle: str) -> None:
    assert stands_in(word, f"그는 {word}{particle} 왔다.")
    assert stands_in(word[:2], f"{word}{particle}")


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("무산", "무 산에서"),
        ("무산", "산무를"),
        ("보위부", "보위 부가"),
        ("무산", "나무. 산이"),
        ("fin", "the fine"),
        ("돈", "도은"),
    ],
)
def test_what_does_not_stand_there_is_not_found(word: str, text: str) -> None:
    assert not stands_in(word, text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ch'ŏngjin", "Ch’ongjin"),
        ("CHONGJIN", "ch'ongjin's"),
        ("Musan", "Musan’s"),
        ("ﾊﾝｶﾞｸ", "ハンガク"),
        (unicodedata.normalize("NFD", "무산"), "무산"),
        ("ＴＶ", "tv"),
        ("淸津", "清津"),
        ("café", "CAFE"),
    ],
)
def test_forms_of_one_word_are_one(one: str, other: str) -> None:
    assert tokens(one) == tokens(other)


@example("ʼ")
@given(ANY_TEXT)
def test_any_text_gives_tokens_that_the_index_can_take(text: str) -> None:
    for token in tokens(text):
        assert token
        assert not set(token) & set(' "*')


@given(st.text(alphabet="ab é'’Ça무산에서보위\n한山-1.", max_size=60).map(lambda t: unicodedata.normalize("NFC", t)))
def test_tokens_have_their_places_in_the_text(text: str) -> None:
    rows = list(placed(text))
    assert [token for token, _, _ in rows] == tokens(text)
    assert all(0 <= start < end <= len(text) for _, start, end in rows)
    assert [start for _, start, _ in rows] == sorted(start for _, start, _ in rows)


@given(st.text(alphabet="aZ9_é'’가힣中淸߿𝒳.- ", max_size=30) | ANY_TEXT)
def test_words_of_plain_letters_are_those_of_the_general_form(text: str) -> None:
    """The quick form of a run of ASCII letters must find what the form for all letters would."""
    level = levelled(text)
    assert words._RUN.findall(level) == re.findall(f"[{words._GLUED}]+|{words._ANY}", level)


@given(st.text(alphabet="가나힣中あก", max_size=8))
def test_pairs_are_neighbours_and_the_last_letter(letters: str) -> None:
    assert words.pairs(letters) == [letters[at : at + 2] for at in range(len(letters))]


@given(ANY_TEXT, st.data())
def test_any_stretch_of_syllables_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    word = data.draw(st.text(alphabet="가나다라마산무", min_size=1, max_size=5))
    assert stands_in(word, f"{text} {word}{data.draw(st.sampled_from(PARTICLES))} {text}")


@pytest.mark.parametrize(
    ("typed", "expression"),
    [
        ("family money", '(("family") AND ("money"))'),
        ("family AND money", '(("family") AND ("money"))'),
        ("family OR money phone", '(("family" OR "money") AND ("phone"))'),
        ("family NOT money", '(("family")) NOT ("money")'),
        ("family -money", '(("family")) NOT ("money")'),
        ('family -"sent money"', '(("family")) NOT ("sent money")'),
        ('"보위부 지도원"', '(("보위 위부 부 지도 도원"))'),
        ("broker*", '(("broker" *))'),
        ("돈", '(("돈" *))'),
        ("보위부", '(("보위 위부"))'),
        ("“security officer”", '(("security officer"))'),
        ("TV방송", '(("tv 방송"))'),
        ("a OR", '(("a"))'),
        ('"', "()"),
        ("", "()"),
        ("*", "()"),
    ],
)
def test_what_a_person_types_is_understood(typed: str, expression: str) -> None:
    assert question(typed).expression() == expression


@pytest.mark.parametrize("typed", ["NOT money", "-money", "x" * 3000, " ".join("abcdefgh" * 5)])
def test_what_cannot_be_asked_is_refused_without_repeating_it(typed: str) -> None:
    with pytest.raises(MisuseError) as refused:
        question(typed)
    assert "money" not in str(refused.value)
    assert refused.value.where is None


@given(st.text(max_size=80))
def test_whatever_is_typed_becomes_a_question_or_a_clear_refusal(typed: str) -> None:
    try:
        asked = question(typed, place_spellings)
    except MisuseError:
        return
    assert asked.wanted or not asked.unwanted


def test_a_spelling_that_another_one_finds_anyway_is_left_out() -> None:
    short, long, begun = Phrase(("musan",)), Phrase(("musan", "county")), Phrase(("mus",), open_end=True)
    assert pruned([long, short]) == (short,)
    assert pruned([short, begun]) == (begun,)
    assert pruned([Phrase(("a", "b")), Phrase(("a", "b"), open_end=True)]) == (Phrase(("a", "b")), Phrase(("a", "b"), True))


@pytest.mark.parametrize("typed", ["Musan", "무산", "茂山", "Moosan", "Mu-san", "musan county", "무산군", "MUSAN"])
@pytest.mark.parametrize("written", ["무산에서", "in Musan,", "茂山郡", "Moosan's", "near Mu-san", "무산군"])
def test_a_known_place_is_found_in_every_spelling(typed: str, written: str) -> None:
    asked = question(typed, place_spellings)
    assert len(asked.wanted) == 1
    assert any(_matches(p, written) for p in asked.phrases())


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Cheongjin", "청진시"),
        ("Chongjin", "Cheongjin"),
        ("清津", "淸津"),
        ("North Hamgyong", "함경북도"),
        ("함북", "North Hamgyong Province"),
        ("양강도", "Ryanggang"),
        ("Gilju", "길주에서"),
    ],
)
def test_spellings_of_other_places(typed: str, written: str) -> None:
    assert any(_matches(p, written) for p in question(typed, place_spellings).phrases())


@pytest.mark.parametrize(
    ("typed", "written"), [("North Hamgyong", "South Hamgyong"), ("함북", "함남"), ("Musan", "Busan"), ("family", "가족")]
)
def test_spellings_stop_at_other_places(typed: str, written: str) -> None:
    assert not any(_matches(p, written) for p in question(typed, place_spellings).phrases())


def _matches(wanted: Phrase, text: str) -> bool:
    there = tokens(text)
    size = len(wanted.tokens)
    for at in range(len(there) - size + 1):
        *before, last = there[at : at + size]
        begun = wanted.open_end and last.startswith(wanted.tokens[-1])
        if tuple(before) == wanted.tokens[:-1] and (last == wanted.tokens[-1] or begun):
            return True
    return False


def test_sound_levels_what_the_systems_differ_in() -> None:
    assert sound("Moosan") == sound("Mu-san") == sound("MUSAN")
    assert sound("Chŏngju") == sound("Jeongju")
    assert sound("Musan") != sound("Hyesan")


TEXT = (
    "First line of no interest.\n" * 30
    + "그는 무산에서 보위부에 잡혔다. The officer’s family paid in Ch'ŏngjin.\n"
    + "End. " * 60
)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("무산", ["무산"]),
        ("보위부", ["보위부"]),
        ("무산 보위부", ["무산", "보위부"]),
        ("officer", ["officer’s"]),
        ("chongjin", ["Ch'ŏngjin"]),
        ("돈 OR 잡", ["잡"]),
        ('"family paid"', ["family paid"]),
        ("off*", ["officer’s"]),
    ],
)
def test_a_snippet_marks_what_was_asked(typed: str, shown: list[str]) -> None:
    found = snippet(TEXT, question(typed))
    assert [TEXT[start:end] for start, end in found.marks] == shown
    assert found.end - found.start <= 200


def test_a_snippet_without_anything_found_is_the_beginning() -> None:
    found = snippet(TEXT, question("nowhere"))
    assert (found.start, found.marks) == (0, ())


@given(ANY_TEXT.filter(lambda text: not set('"*-') & set(text)), ANY_TEXT)
def test_a_snippet_always_lies_within_its_text(typed: str, text: str) -> None:
    found = snippet(text, question(f"x {typed[:20]}"))
    assert 0 <= found.start <= found.end <= len(text)
    assert all(found.start <= start < end <= found.end for start, end in found.marks)
