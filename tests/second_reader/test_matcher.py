"""The strict matcher: the text's own words or nothing; no altered number, name or negation, no half of one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushlight.reading.second.matcher import NEGATION, NUMBER, find_quote, find_words
from rushlight.record import Span

ENGLISH = "On 3 May two guards took 50,000 crowns from Ada Mary Stone; they did not arrest her, but “beat” her — twice."
KOREAN = "지난 8일 단속원들은 주민에게서 5만 크로네를 빼앗았지만 체포하지는 않았고 오만오천 원도 요구했다."


def found(text: str, quote: str) -> str | None:
    span = find_quote(text, quote, Span(0, len(text), text))
    return None if span is None else span.exact


@pytest.mark.parametrize(
    ("text", "quote", "words"),
    [
        (ENGLISH, "two guards took 50,000 crowns", "two guards took 50,000 crowns"),
        (ENGLISH, "on 3 May two guards", "On 3 May two guards"),
        (ENGLISH, "they did not  arrest\nher", "they did not arrest her"),
        (ENGLISH, '"beat" her - twice', "beat” her — twice"),
        (ENGLISH, "took 50,000 crowns from Ada Mary Stone;", "took 50,000 crowns from Ada Mary Stone"),
        (KOREAN, "주민에게서 5만 크로네를 빼앗", "주민에게서 5만 크로네를 빼앗았지만"),
        (KOREAN, "체포하지는 않았고", "체포하지는 않았고"),
    ],
)
def test_what_copies_the_text_is_found_as_the_text_has_it(text: str, quote: str, words: str) -> None:
    assert found(text, quote) == words


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (ENGLISH, "two guards took 5,000 crowns"),  # an altered number
        (ENGLISH, "guards took 50"),  # the first half of one
        (ENGLISH, "000 crowns from"),  # the other half
        (ENGLISH, "took fifty thousand crowns"),  # the same number in other words
        (ENGLISH, "from Ada Mary Stine"),  # an altered name
        (ENGLISH, "from Ada Mary"),  # half a name
        (ENGLISH, "Stone"),
        (ENGLISH, "they did arrest her"),  # without its negation
        (ENGLISH, "arrest her"),  # verbatim, but the negation is left out
        (ENGLISH, "they arrested her"),
        (ENGLISH, "two guards … beat her"),  # a gap
        (ENGLISH, "took 50,000 crowns from ada mary stone"),  # another case within
        (ENGLISH, "uards took 50,000 crowns"),  # half a word
        (ENGLISH, "families were executed"),
        (ENGLISH, "; “"),
        (ENGLISH, ""),
        (KOREAN, "5 크로네를"),
        (KOREAN, "만 크로네를"),
        (KOREAN, "주민에게서 5"),
        (KOREAN, "오만"),
        (KOREAN, "오천 원"),
        (KOREAN, "체포하지"),  # goes on with 않았고
        (KOREAN, "주민에게서 50만 크로네"),
    ],
)
def test_what_alters_or_halves_a_number_a_name_or_a_negation_is_refused(text: str, quote: str) -> None:
    assert found(text, quote) is None


def test_a_place_or_sum_may_stand_in_a_denied_clause() -> None:
    whole = Span(0, len(ENGLISH), ENGLISH)
    assert find_quote(ENGLISH, "her, but “beat” her", whole) is None
    told = find_words("Nobody was taken to Aldmoor.", "Aldmoor", Span(0, 28, "Nobody was taken to Aldmoor."))
    assert told is not None
    assert told.exact == "Aldmoor"


def test_only_the_named_sentence_is_searched() -> None:
    assert find_quote(ENGLISH, "took 50,000 crowns", Span(0, 8, ENGLISH[:8])) is None


PIECES = st.sampled_from(
    [
        "not",
        "never",
        "50,000",
        "5,000",
        "5만",
        "50",
        "Ada Stone",
        "paid",
        "않았다",
        "냈다",
        "the guards",
        ",",
        ";",
        "but",
        "-",
        "오만",
        "원을",
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=12).map(" ".join)


@given(TEXTS, st.data())
def test_whatever_is_asked_for_only_the_texts_own_words_come_back(text: str, data: st.DataObject) -> None:
    quote = data.draw(st.one_of(TEXTS, st.text(max_size=30), st.integers(0, len(text)).map(lambda n: text[n:])))
    span = find_quote(text, quote, Span(0, len(text), text))
    if span is not None:
        assert text[span.start : span.end] == span.exact


@given(TEXTS, st.data())
def test_numbers_and_negations_of_a_found_quote_are_exactly_those_of_the_quote(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    quote = text[start : data.draw(st.integers(start, len(text)))]
    span = find_quote(text, quote, Span(0, len(text), text))
    if span is None:
        return
    for pattern in (NUMBER, NEGATION):
        assert sorted(m.group() for m in pattern.finditer(span.exact)) == sorted(
            m.group() for m in pattern.finditer(quote.strip())
        )


DIGITS = st.text("0123456789", min_size=1, max_size=7).filter(lambda d: d[0] != "0")


@given(DIGITS, DIGITS)
def test_no_other_number_is_ever_taken_for_the_one_that_stands_there(stands: str, quoted: str) -> None:
    text = f"They paid {stands} crowns to the guards."
    span = find_quote(text, f"paid {quoted} crowns", Span(0, len(text), text))
    assert (span is not None) == (stands == quoted)
    assert (find_words(text, quoted, Span(0, len(text), text)) is not None) == (stands == quoted)


NAMES = st.sampled_from(["Ada Stone", "Kim Chol Su", "Marek Oldfield", "Nur"])
LETTERS = st.sampled_from("abkmostuy")


@given(NAMES, st.integers(0, 10), LETTERS)
def test_no_name_with_another_letter_is_found(name: str, at: int, letter: str) -> None:
    text = f"They took {name} to the office."
    whole = Span(0, len(text), text)
    at %= len(name)
    other = name[:at] + letter + name[at + 1 :]
    assert (find_words(text, other, whole) is not None) == (other == name)
    assert find_words(text, name, whole) is not None
    for part in name.split()[:-1]:
        assert find_words(text, part, whole) is None


DENIALS = st.sampled_from(
    [
        ("The guards did not beat the man", "not "),
        ("The family never paid the clerk", "never "),
        ("Nobody was taken from the village", "Nobody "),
        ("He was held without a warrant", "without "),
        ("가족은 돈을 내지 않았다", " 않았다"),
        ("체포된 사람은 없었다", " 없었다"),
        ("그는 못 갔다", "못 "),
    ]
)


@given(DENIALS, st.data())
def test_no_part_of_a_denial_is_found_without_what_denies_it(denial: tuple[str, str], data: st.DataObject) -> None:
    text, negation = denial
    whole = Span(0, len(text), text)
    assert find_quote(text, text, whole) == whole
    assert find_quote(text, text.replace(negation, ""), whole) is None
    start = data.draw(st.integers(0, len(text)))
    quote = text[start : data.draw(st.integers(start, len(text)))]
    span = find_quote(text, quote, whole)
    assert span is None or negation.strip() in span.exact
