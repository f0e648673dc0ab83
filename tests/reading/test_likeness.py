"""Likeness: what the model sees, how its table is packed, that it is the phrasebook's, and what it may change."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from how_many import tries
from rushlight.codebook import codebook
from rushlight.reading.drafts import Draft, Source, StatementDraft
from rushlight.reading.likeness import NOTHING, Line, Model, beside, features, hold_back_unlike, likeness, line_around, model
from rushlight.reading.likeness import doubting as doubting_module
from rushlight.reading.likeness.features import words_in
from rushlight.reading.likeness.model import FIRST, MIDDLE, Shelf, packed, shelved, unpacked
from rushlight.record import DocumentKind, Found, Span
from rushlight.tables import load_table

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("en", "ko")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_packaged_model_was_trained_from_the_examples_as_they_stand(language: str, book: ModuleType) -> None:
    assert load_table(f"likeness_{language}")["phrasebook"] == book.digest(ROOT, language), (
        "run python scripts/train_likeness.py"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_bracket_names_an_act_and_closes(language: str, book: ModuleType) -> None:
    known = {term.id for term in codebook()} | {NOTHING, "NONE"}
    for path in book.files(ROOT / "resources" / "phrasebook" / language):
        for line in book.lines(path):
            assert line.count("[") == line.count("]") == len(book.BRACKET.findall(line)), path.name
            acts = {match["act"] or path.stem for match in book.BRACKET.finditer(line)}
            assert acts <= known, path.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_act_of_the_pathway_has_its_page(language: str) -> None:
    folder = ROOT / "resources" / "phrasebook" / language
    for term in codebook():
        if term.stage:
            assert len((folder / f"{term.id}.txt").read_text(encoding="utf-8").splitlines()) >= 100, term.id


def whole(text: str, language: str) -> list[str]:
    return sorted(features(text, 0, len(text), language))


def test_numbers_look_alike_and_apostrophes_too() -> None:
    assert [word.text for word in words_in("They’d paid 5,000 and 12.5 yuan!")] == [
        "they'd",
        "paid",
        "#",
        "and",
        "#",
        "yuan",
        "!",
    ]
    assert whole("paid 500 yuan", "en") == whole("paid 7,000 yuan", "en")


def test_what_stands_beside_a_stretch_is_seen_in_its_own_line_only() -> None:
    text = "first line\nthe office told him to come by noon\nlast line"
    start = text.index("told")
    assert beside(text, start, start + len("told him")) == ("the office ", " to come by noon")


@settings(max_examples=tries(100))
@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_any_text_has_a_label(text: str, language: str) -> None:
    assert likeness(text, language).act in model(language).labels


SAID = (
    "they",
    "took",
    "him",
    "off",
    "5,000",
    "yuan",
    "to",
    "the",
    ";",
    "보위부가",
    "어머니를",
    "불러",
    "돈을",
    "내라고",
    "했다",
)
STRETCHES = st.lists(st.sampled_from(SAID), max_size=14)


@given(STRETCHES, st.data(), st.sampled_from(LANGUAGES))
def test_the_scores_of_a_stretch_are_those_of_its_features(words: list[str], data: st.DataObject, language: str) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    learnt = model(language)
    alone = learnt.scores(sum(map(learnt.row, features(text, start, end, language))))
    assert Line(text, language).scores(start, end) == pytest.approx(alone)


def test_a_page_without_marks_is_compared_with_nothing() -> None:
    text = "word " * 1000
    assert line_around(text, 0, len(text), "en")[0] is None
    near, shift = line_around(text, 2000, 2100, "en")
    assert near is not None
    assert 0 < shift <= 2000


@given(
    st.floats(1, 11),
    st.dictionaries(st.integers(0, 80), st.floats(-1, 1).filter(lambda w: abs(w) > 0.02), max_size=12),
)
def test_a_packed_row_keeps_its_weights(idf: float, weights: dict[int, float]) -> None:
    unit = 1 / MIDDLE
    row = packed(idf, weights, unit)
    assert abs(1 + (ord(row[0]) - FIRST) / 8 - idf) <= 1 / 16 + 1e-9
    assert unpacked(row) == {label: round(w / unit) for label, w in weights.items() if round(w / unit)}


@given(st.dictionaries(st.text(max_size=8), st.text(alphabet="()*+,-xyz", min_size=1, max_size=9), max_size=40))
def test_rows_are_found_again_by_their_feature(rows: dict[str, str]) -> None:
    shelf = Shelf(**shelved(rows))
    assert all(shelf.get(feature) == row for feature, row in rows.items())
    assert shelf.get("a feature never learnt") is None


def test_scores_are_those_of_a_unit_vector() -> None:
    two = Model(
        ("a", "b"), {"x": packed(1.0, {0: 1.0}, 1 / MIDDLE), "y": packed(1.0, {1: 1.0}, 1 / MIDDLE)}, (0.0, 0.0), 1 / MIDDLE
    )
    assert two.scores(two.row("x")) == [1.0, 0.0]
    assert two.scores(two.row("x") + two.row("y")) == pytest.approx([0.5**0.5, 0.5**0.5])
    assert two.scores(two.row("unseen")) == [0.0, 0.0]


def drafted(words: str, act: str, **more: object) -> StatementDraft:
    return StatementDraft([Span(0, len(words), words)], act, **more)  # type: ignore[arg-type]


def source_of(draft: Draft) -> Source:
    """A text of the longest statement's words."""
    text = max((s.spans[0].exact for s in draft.statements), key=len)
    return Source(text, "en", (), None, None, DocumentKind.PUBLICATION)


TABLE = {
    "en": {"propose": {"*": 0.5}, "unlike": 0.3, "unlike_told": -9.0},
    "own_words": ["threat.sanction"],
}


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doubting_module, "load_table", lambda name: TABLE)


@pytest.mark.usefixtures("strict")
def test_what_is_plainly_something_else_is_held_back() -> None:
    words = "the officers arrested two traders at the market and took them to the station"
    wrong, right = drafted(words, "exchange.brokerage"), drafted(words, "detain.arrest")
    right.restates = wrong
    draft = Draft(statements=[wrong, right])
    hold_back_unlike(source_of(draft), draft)
    assert draft.statements == [right]
    assert right.restates is None


@pytest.mark.usefixtures("strict")
def test_what_is_plainly_another_act_is_read_as_that_by_likeness() -> None:
    wrong = drafted("the officers arrested two traders at the market and took them to the station", "exchange.brokerage")
    draft = Draft(statements=[wrong])
    hold_back_unlike(source_of(draft), draft)
    assert [(s.act, s.by_likeness, s.found["act"]) for s in draft.statements] == [("detain.arrest", True, Found.LIKENESS)]


@pytest.mark.usefixtures("strict")
def test_what_was_only_said_is_never_made_a_deed() -> None:
    wrong = drafted("the officers arrested two traders at the market and took them to the station", "threat.sanction")
    draft = Draft(statements=[wrong])
    hold_back_unlike(source_of(draft), draft)
    assert draft.statements == []


@pytest.mark.usefixtures("strict")
def test_an_act_of_speaking_stays_while_its_content_does() -> None:
    spoken = drafted("the officers arrested two traders at the market", "threat.sanction")
    content = drafted("two traders at the market", "exchange.contact", content_of=spoken)
    short = drafted("rained", "kill.execution")
    draft = Draft(statements=[spoken, content, short])
    hold_back_unlike(source_of(draft), draft)
    assert draft.statements == [spoken, content, short]


@pytest.mark.usefixtures("strict")
def test_what_likeness_found_itself_is_not_doubted_by_it() -> None:
    draft = Draft(statements=[drafted("it rained on the hill all day", "kill.execution", by_likeness=True)])
    hold_back_unlike(source_of(draft), draft)
    assert len(draft.statements) == 1
