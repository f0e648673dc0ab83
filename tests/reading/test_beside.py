"""A report beside its translation: every sentence once and in order, the same from both sides, words with their reasons."""

from __future__ import annotations

import datetime as dt
import importlib.util
import sys
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rushlight.reading import read
from rushlight.reading.beside import Alignment, Telling, Trust, align, find_values, find_words, pairs
from rushlight.reading.beside.anchors import anchors, fold, names, sounds
from rushlight.reading.beside.sentences import at, sentences
from rushlight.record import Document, DocumentKind, Paragraph, ParagraphRole, Reading, verify_span

ROOT = Path(__file__).resolve().parents[2]
DEV = ROOT.parent / "shared" / "reports" / "dev"


def nothing_read(language: str) -> Reading:
    return Reading(language, None, None, DocumentKind.FIELD_NOTE, (), (), (), (), (), ())


def telling(text: str, language: str, reading: Reading | None = None) -> Telling:
    """A text whose lines are its paragraphs; nothing was read in it, unless a reading is given."""
    document = Document("dc", language, DocumentKind.FIELD_NOTE, len(text), "", "", "text/plain", paragraphs=lines(text))
    return Telling(document, text, reading or nothing_read(language))


def lines(text: str) -> tuple[Paragraph, ...]:
    out, start = [], 0
    for line in text.splitlines(keepends=True):
        out.append(Paragraph(start, start + len(line), ParagraphRole.BODY))
        start += len(line)
    return tuple(out)


def read_telling(text: str, language: str, published: dt.date | None = dt.date(2025, 6, 1)) -> Telling:
    found = read(text, language=language, paragraphs=lines(text), published=published, kind=DocumentKind.PUBLICATION)
    return telling(text, language, found)


# --- what holds of every text ------------------------------------------------------------------------

WORD = st.sampled_from(
    [
        *(
            "보위원들이",
            "끌고",
            "갔다.",
            "5000위안을",
            "바쳤다.",
            "혜산에서",
            "한모",
            "씨는",
            "“돈을",
            "내라”고",
            "😔",
            "가\u0301",
        ),
        *(
            "The",
            "agents",
            "took",
            "him",
            "away.",
            "5,000",
            "yuan",
            "Hyesan",
            "e\u0301t\u00e9",
            "paid.",
            "2025.",
            "5.",
            "🙏🏽",
            "!?",
            "\n",
        ),
    ]
)
TEXT = st.lists(WORD, max_size=40).map(lambda words: unicodedata.normalize("NFC", " ".join(words)))


@settings(max_examples=40, deadline=None)
@given(TEXT, TEXT, st.sampled_from(["en", "ko"]), st.sampled_from(["en", "ko"]))
def test_every_sentence_stands_in_one_bead_and_none_cross(left: str, right: str, one: str, other: str) -> None:
    ours, theirs = telling(left, one), telling(right, other)
    found = align(ours, theirs)
    for side, told in ((found.left, ours), (found.right, theirs)):
        covered = "".join("".join(told.text[s.start : s.end].split()) for s in side)
        assert covered == "".join(told.text.split())
        assert all(a.end <= b.start for a, b in pairwise(side))
    assert [n for b in found.beads for n in b.left] == list(range(len(found.left)))
    assert [n for b in found.beads for n in b.right] == list(range(len(found.right)))
    assert {max(len(b.left), len(b.right)) for b in found.beads} <= {1, 2}
    assert align(theirs, ours) == found.turned


@settings(max_examples=30, deadline=None)
@given(TEXT, st.sampled_from(["en", "ko"]))
def test_anchors_lie_in_the_text(text: str, language: str) -> None:
    told = telling(text, language)
    for anchor in anchors(text, told.reading):
        assert 0 <= anchor.start < anchor.end <= len(text)
        assert text[anchor.start : anchor.end].strip()


def test_a_place_between_sentences_is_in_none() -> None:
    told = telling("One went. Two came.", "en")
    found = sentences(told.document, told.text)
    assert [at(found, n) for n in (0, 8, 9, 10, 18, 19)] == [0, 0, None, 1, 1, None]


def test_a_date_with_points_is_not_cut() -> None:
    told = telling("2025. 5. 8. 보위원들이 왔다. 그들은 갔다.", "ko")
    assert [told.text[s.start : s.end] for s in sentences(told.document, told.text)] == [
        "2025. 5. 8.",
        "보위원들이 왔다.",
        "그들은 갔다.",
    ]


def test_an_empty_text_has_nothing_beside_it() -> None:
    found = align(telling("", "ko"), telling("One went. Two came.", "en"))
    assert [(b.left, b.right) for b in found.beads] == [((), (0,)), ((), (1,))]


def test_a_long_text_reaches_both_ends() -> None:
    short = telling("갔다. " * 3, "ko")
    found = align(short, telling("He went. " * 300, "en"))
    assert found.beads[-1].right[-1:] == (299,) or found.beads[-1].left
    assert [n for b in found.beads for n in b.right] == list(range(300))


def test_a_pair_by_place_alone_says_so() -> None:
    left = telling("그는 5000위안을 냈다.\n하늘이 맑았다.", "ko")
    right = telling("He paid 5,000 yuan.\nNobody spoke a word.", "en")
    found = align(left, right)
    assert [found.by_place_alone(k) for k, b in enumerate(found.beads) if b.left and b.right] == [False, True]


# --- what both languages carry -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("korean", "english", "key"),
    [
        ("4만 3000위안을 냈다", "paid 43,000 yuan", "n:43000"),
        ("1억 2천만 원", "120 million won", "n:120000000"),
        ("세 차례 맞았다", "beaten three times", "n:3"),
        ("사흘 동안", "for three days", "n:3"),
        ("두 번", "twice", "n:2"),
        ("손전화 한 대", "a cell phone", "word:phone"),
        ("온 가족을 추방하겠다", "banish the family", "does:move.internal_exile"),
        ("USB 하나", "a USB stick", "latin:USB"),
    ],
)
def test_the_same_figure_or_word_has_one_key(korean: str, english: str, key: str) -> None:
    for text, language in ((korean, "ko"), (english, "en")):
        assert key in {a.key for a in anchors(text, nothing_read(language))}


def test_names_are_told_by_their_sound() -> None:
    assert fold("Wiyŏn-dong") in sounds("위연동")
    assert fold("Myong-su") in sounds("명수")
    english, korean = "Pak Myong-su left Wiyon-dong.", "박모 씨는 위연동을 떠났다."
    ours, theirs = names(english, korean)
    assert {english[a.start : a.end] for a in ours} >= {"Pak"}
    assert {korean[a.start : a.end] for a in theirs} == {"박", "위연동"}


# --- words -------------------------------------------------------------------------------------------

KOREAN = "보위원 두 명이 5월 3일 혜산에서 한모 씨를 끌고 갔다. 가족은 담당 보위원에게 8000위안을 바쳤다. 눈이 왔다."
ENGLISH = "On 3 May two state security officers took a woman called Han away in Hyesan. The family paid the officer 8,000 yuan."


@cache
def both() -> tuple[Telling, Telling, Alignment]:
    left, right = read_telling(KOREAN, "ko"), read_telling(ENGLISH, "en")
    return left, right, align(left, right)


def test_words_are_found_with_what_they_rest_on() -> None:
    left, right, alignment = both()
    found = {left.reading.statement(f.statement).act: f for f in find_words(alignment, left, right)}
    arrest, paid = found["detain.arrest"], found["take.extorted_payment"]
    assert arrest.parts[0].trust is Trust.SAME
    assert "took" in arrest.parts[0].right[0].exact
    assert {p.name: p.right[0].exact for p in paid.parts if p.name == "amounts"} == {"amounts": "8,000 yuan"}
    for one in found.values():
        for part in one.parts:
            assert all(verify_span(s, left.text) is None for s in part.left)
            assert all(verify_span(s, right.text) is None for s in part.right)
            assert (part.trust is None) == (not part.right)


def test_values_outside_statements_are_found_too() -> None:
    left, right, alignment = both()
    found = {p.left[0].exact: p.right[0].exact for p in find_values(alignment, left, right)}
    assert found["혜산"].startswith("Hyesan")
    assert "3 May" in found["5월 3일"]


def test_pairs_are_the_same_from_both_sides() -> None:
    left, right, alignment = both()
    ours = {(p.left, p.right, p.trust, p.differs) for p in pairs(alignment, left, right)}
    theirs = {(p.right, p.left, p.trust, p.differs) for p in pairs(alignment.turned, right, left)}
    assert ours == theirs
    assert ours


def test_what_has_no_counterpart_gets_no_words() -> None:
    left = read_telling("보위원들이 집을 뒤졌다. 그들은 김 씨를 때렸다.", "ko")
    right = read_telling("The weather was cold in March.", "en")
    for found in find_words(align(left, right), left, right):
        assert found.pair is None
        assert all(not p.right for p in found.parts)


def test_a_threat_beside_a_deed_is_told_as_read_differently() -> None:
    left = read_telling("보위원은 온 가족을 산골로 추방하겠다고 위협했다.", "ko")
    right = read_telling("The officer banished the whole family to the mountains.", "en")
    made = {left.reading.statement(f.statement).act: f for f in find_words(align(left, right), left, right)}
    exile = made["move.internal_exile"]
    assert exile.pair is None or (exile.pair.trust is not Trust.SAME and "modality" in exile.pair.differs)


# --- measured ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def scoring() -> ModuleType:
    spec = importlib.util.spec_from_file_location("beside_scores", ROOT / "scripts" / "beside_scores.py")
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules["beside_scores"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.parametrize(("held", "least"), [(False, (0.96, 0.96, 0.88, 0.80)), (True, (0.80, 0.80, 0.83, 0.83))])
def test_reports_are_set_beside_their_translations_as_well_as_they_were(
    scoring: ModuleType, held: bool, least: tuple[float, ...]
) -> None:
    scores = scoring.Scores()
    many = [scoring.score(gold, scores) for gold in scoring.load(held)]
    assert len(many) == 7
    words = scores.words.precision, scores.words_recall.recall
    for measured, floor in zip((scores.beads.precision, scores.beads.recall, *words), least, strict=True):
        assert measured >= floor


@pytest.mark.slow
@pytest.mark.skipif(not DEV.exists(), reason="the reports for development are not here")
def test_two_reports_of_one_source_are_set_beside_each_other() -> None:
    left = read_telling((DEV / "dev-ko-02.txt").read_text(encoding="utf-8"), "ko", dt.date(2025, 5, 21))
    right = read_telling((DEV / "dev-en-03.txt").read_text(encoding="utf-8"), "en", dt.date(2025, 5, 23))
    alignment = align(left, right)
    together = [b for b in alignment.beads if b.left and b.right]
    assert len(together) >= 17
    acts = [left.reading.statement(p.left).act for p in pairs(alignment, left, right) if p.trust is Trust.SAME]
    assert len(acts) >= 12
