"""The Korean caution layer as a whole: references hold, spans stay, a second run changes nothing, references of drops go."""

from __future__ import annotations

import copy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rushlight.codebook import codebook
from rushlight.reading.assemble import assemble
from rushlight.reading.caution.ko import look_again
from rushlight.reading.caution.ko_frames import table
from rushlight.reading.caution.ko_stretches import find_stretches
from rushlight.reading.drafts import Draft, StatementDraft
from rushlight.record import AttributionMode, Modality, Polarity, Provenance, cut
from rushlight.tables import load_table

from .ko_drafts import marked, source

PIECES = st.sampled_from(
    [
        *"“”‘’.?!,\n ",
        "보위부는 ",
        "그를 ",
        "체포했다",
        "체포했다는 ",
        "소문이 돈다",
        "소문은 사실이 아니다",
        "지 않았다",
        "때린 사람은 없다",
        "총살될 뻔했다",
        "추방하겠다는 말에 ",
        "고 ",
        "고 말했다",
        "확인되지 않았다. ",
        "돈이 있었으면 ",
        "빼냈지요",
        "은행이 ",
        "압류했다",
        "영화 속에서 ",
        "고문했다는 의혹을 ",
        "부인하지 않았다",
        "반박하지 않았다",
        "자백한 적 없다",
        "것은 헛소문이라고 ",
        "누구는 ",
        "려다 ",
        "거나 ",
        "가",
        "A",
    ]
)
TEXTS = st.one_of(st.lists(PIECES, min_size=1, max_size=24).map("".join), st.text(min_size=1, max_size=60)).filter(str.strip)
ACTS = st.sampled_from([term.id for term in codebook()])


@st.composite
def drafts(draw: st.DrawFn) -> tuple[str, Draft]:
    """Any text with statements anywhere in it, hanging on each other in any way without circles."""
    text = draw(TEXTS)
    made: list[StatementDraft] = []
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        if not text[start:end].strip():
            continue
        made.append(
            StatementDraft(
                [cut(text, start, end)],
                draw(ACTS),
                modality=draw(st.sampled_from(Modality)),
                polarity=draw(st.sampled_from(Polarity)),
                mode=draw(st.sampled_from(AttributionMode)),
                content_of=draw(st.sampled_from([None, *made])),
                restates=draw(st.sampled_from([None, *made])),
            )
        )
    return text, Draft(statements=made)


def standing(draft: Draft) -> list[tuple[object, ...]]:
    return [(s.act, s.modality, s.polarity, s.mode, id(s.content_of), id(s.restates), tuple(s.spans)) for s in draft.statements]


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drafts())
def test_references_resolve_spans_stay_and_twice_is_once(given_draft: tuple[str, Draft]) -> None:
    text, draft = given_draft
    src = source(text)
    spans = {id(s): list(s.spans) for s in draft.statements}
    look_again(src, draft)
    known = {id(s) for s in draft.statements}
    assert known <= spans.keys()
    assert all(s.spans == spans[id(s)] for s in draft.statements)
    assert all(id(r) in known for s in draft.statements for r in (s.content_of, s.restates) if r is not None)
    once = standing(draft)
    look_again(src, draft)
    assert standing(draft) == once
    assemble(draft, Provenance("rules", "rushlight-ko", "1"))


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_stretches_keep_every_offset(text: str) -> None:
    for stretch in find_stretches(source(text)):
        assert len(stretch.masked) == stretch.end - stretch.start
        assert all(m in ("\u2591", c) for m, c in zip(stretch.masked, text[stretch.start : stretch.end], strict=True))


def test_what_hangs_on_a_dropped_statement_goes_and_what_repeats_it_stays() -> None:
    src, draft = marked("[은행이 집을 압류했다]. [돈을 내라고] 했다. [집을 압류했다고] 한다.", *["seize.property"] * 3)
    first, second, third = draft.statements
    second.content_of, third.restates = first, first
    look_again(src, draft)
    assert draft.statements == [third]
    assert third.restates is None


def test_a_payment_not_made_loses_its_sum() -> None:
    src, draft = marked("[돈을 건넸다는] 소문이 돈다.", "take.extorted_payment")
    draft.statements[0].amounts = [copy.copy(a) for a in src.amounts] or [object()]  # type: ignore[list-item]
    look_again(src, draft)
    assert draft.statements[0].amounts == []


def test_a_quoted_rumour_keeps_who_is_quoted() -> None:
    src, draft = marked(
        "그는 “[아들이 붙잡혔다는] 말이 돈다”고 했다.", "detain.arrest", standing="occurred affirmed direct_quote"
    )
    look_again(src, draft)
    assert (draft.statements[0].modality, draft.statements[0].mode) == (Modality.BELIEVED, AttributionMode.DIRECT_QUOTE)


def test_a_negated_denial_turns_its_content() -> None:
    src, draft = marked("[그를 고문했습니까]? 당국은 [부인하지 않았다].", "hurt.torture", "respond.deny")
    content, act = draft.statements
    content.modality, content.content_of = Modality.DENIED, act
    look_again(src, draft)
    assert act.polarity is Polarity.NEGATED
    assert content.modality is Modality.CONFESSED


def test_a_negation_read_from_the_next_clause_is_taken_back() -> None:
    src, draft = marked("[심문은 받았지만 고문은 당하지 않았다].", "question.interrogate")
    draft.statements[0].polarity = Polarity.NEGATED
    look_again(src, draft)
    assert draft.statements[0].polarity is Polarity.AFFIRMED


def test_a_sentence_does_not_see_into_its_quotations() -> None:
    outer, inner = find_stretches(source("그는 “체포된 사람은 없다”고 말했다."))
    assert "체포" not in outer.masked
    assert inner.masked == "체포된 사람은 없다"


def test_the_whole_table_compiles_and_names_real_acts() -> None:
    loaded = table()
    wordings = [f.pattern for f in (*loaded.frames, *loaded.settings, *loaded.senses, *loaded.inverted)]
    assert all(w.compiled.pattern for w in wordings)
    ids = [term.id for term in codebook()]
    for beginning in (*loaded.stems, *loaded.weak_stems):
        assert loaded.stems.of(beginning) or loaded.weak_stems.of(beginning)
        assert any(i.startswith(beginning) for i in ids), beginning
    for sense in loaded.senses:
        assert all(a == "*" or any(i.startswith(a) for i in ids) for a in sense.acts)


@pytest.mark.parametrize("row", load_table("caution_ko")["frames"], ids=lambda r: r["family"])
def test_every_frame_does_something(row: dict[str, object]) -> None:
    assert row.keys() & {"modality", "mode", "negates", "affirms", "report", "keep"}
