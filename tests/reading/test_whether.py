"""Whether it happened: judged from all the words, with "occurred" the answer that must be surest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushlight.reading.drafts import Draft, Source, StatementDraft
from rushlight.reading.whether import judge_whether, modality_of, strengths
from rushlight.reading.whether.features import UNREAD, features, features_of, rules_of
from rushlight.record import DocumentKind, Found, Modality, Polarity, Span
from rushlight.tables import load_table

LANGUAGES = ("en", "ko")
MODALITIES = [str(m) for m in Modality]


def judged(text: str, words: str, act: str, language: str = "en", **more: object) -> StatementDraft:
    start = text.index(words)
    statement = StatementDraft([Span(start, start + len(words), words)], act, **more)  # type: ignore[arg-type]
    judge_whether(Source(text, language, (), None, None, DocumentKind.PUBLICATION), Draft(statements=[statement]))
    return statement


@pytest.mark.parametrize(
    ("text", "words", "act", "language", "modality"),
    [
        ("Sign, or your girl will lose her job.", "your girl will lose her job", "deny.livelihood", "en", "threatened"),
        ("Rumour says the tailor was taken to a camp.", "tailor was taken to a camp", "detain.camp", "en", "believed"),
        ("서명하지 않으면 딸을 학교에서 내쫓겠다고 했다.", "딸을 학교에서 내쫓겠다", "deny.livelihood", "ko", "threatened"),
        ("재단사가 수용소로 끌려갔다는 소문이 돈다.", "재단사가 수용소로 끌려갔다", "detain.camp", "ko", "believed"),
        ("On Monday two officers took the tailor away.", "two officers took the tailor", "detain.arrest", "en", "occurred"),
        ("월요일 보위원 두 명이 재단사를 끌고 갔다.", "보위원 두 명이 재단사를 끌고 갔다", "detain.arrest", "ko", "occurred"),
    ],
)
def test_a_threat_and_a_rumour_are_no_deeds_and_a_deed_is_one(
    text: str, words: str, act: str, language: str, modality: str
) -> None:
    assert judged(text, words, act, language).modality == modality


def test_what_was_read_otherwise_is_found_by_likeness() -> None:
    told = judged("Sign, or your girl will lose her job.", "your girl will lose her job", "deny.livelihood")
    assert told.found["modality"] is Found.LIKENESS


@given(strength=st.fixed_dictionaries({name: st.floats(-3, 3) for name in (*MODALITIES, "negated")}))
def test_occurred_must_be_ahead(strength: dict[str, float]) -> None:
    """Where any other modality is as strong, it is not read as having happened unless the rules read it so and it leads."""
    rows = load_table("whether")
    best = max(value for name, value in strength.items() if name not in ("occurred", "negated"))
    if strength["occurred"] < best + rows["occurred_behind"]:
        assert modality_of("threatened", strength) != "occurred"
        assert modality_of("occurred", strength) != "occurred"


@given(
    rules=st.sampled_from(MODALITIES),
    strength=st.fixed_dictionaries({n: st.floats(-3, 3) for n in (*MODALITIES, "negated")}),
)
def test_the_answer_is_what_the_rules_read_or_the_strongest(rules: str, strength: dict[str, float]) -> None:
    able = {n: v - load_table("whether")["occurred_behind"] * (n == "occurred") for n, v in strength.items() if n != "negated"}
    assert modality_of(rules, strength) in {rules, max(able, key=lambda n: able[n])}


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=st.text(min_size=1, max_size=200), data=st.data())
def test_any_stretch_of_any_text_has_strengths(language: str, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = strengths(features(text, start, end, "detain.arrest", UNREAD, language), language)
    assert set(found) <= {*MODALITIES, "negated"}
    assert {"occurred", "negated"} <= set(found)


def test_what_the_rules_made_of_it_is_seen() -> None:
    parent = StatementDraft([Span(0, 4, "They")], "threat.sanction")
    child = StatementDraft(
        [Span(0, 4, "They")],
        "detain.camp",
        modality=Modality.THREATENED,
        polarity=Polarity.NEGATED,
        content_of=parent,
        by_likeness=True,
    )
    assert rules_of(child) == ("threatened", "likeness=True", "threat.sanction", "not")
    source = Source("They said so.", "en", (), None, None, DocumentKind.PUBLICATION)
    assert "content of threat.sanction" in features_of(source, child)


def test_words_of_the_next_sentence_do_not_count() -> None:
    seen = features("He was taken. They deny it.", 0, 12, "detain.arrest", UNREAD, "en")
    assert not any("deny" in feature for feature in seen)
