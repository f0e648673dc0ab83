"""The layer as a whole: references, inverted denials, real readings, any text and any draft."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rushlight
from rushlight.codebook import codebook
from rushlight.reading.assemble import assemble
from rushlight.reading.caution.en import look_again
from rushlight.reading.caution.en_text import LONGEST, sentences
from rushlight.reading.drafts import Draft, StatementDraft
from rushlight.reading.english import read_body
from rushlight.record import Modality, Paragraph, ParagraphRole, Polarity, Provenance, Span, cut

from .cases_en_negation import CORRELATIVES, NEAR
from .cases_en_talk import SAYERS, TAKEN_BACK
from .en_marked import source_of, told

SAMPLES = Path(rushlight.__file__).parent / "samples"
RULES = Provenance("rules", "test", "0", "0")


def read(text: str) -> Draft:
    """The English reader's draft of a text, looked at again."""
    source = source_of(text)
    draft = read_body(source)
    look_again(source, draft)
    return draft


def deeds(draft: Draft) -> set[str]:
    return {s.act for s in draft.statements if s.modality is Modality.OCCURRED and s.polarity is Polarity.AFFIRMED}


def pair(text: str, act: str, words: str, content: str, modality: Modality) -> tuple[Draft, StatementDraft]:
    """An act of speaking, the first ``words``, and its content, looked at again."""
    at, inner = text.index(words), text.index(content)
    parent = StatementDraft([cut(text, at, at + len(words))], act)
    child = StatementDraft([cut(text, inner, inner + len(content))], "hurt.assault", modality=modality, content_of=parent)
    draft = Draft(statements=[parent, child])
    look_again(source_of(text), draft)
    return draft, child


@pytest.mark.parametrize(
    "text",
    [
        "The ministry did not deny that the men were beaten.",
        "The spokesman could not deny that the men were beaten.",
        "Nobody denied that the men were beaten.",
        "Officials refused to deny that the men were beaten.",
        "The minister neither confirmed nor denied that the men were beaten.",
        "The army has never disputed that the men were beaten.",
    ],
)
def test_what_is_not_denied_does_not_stand_as_denied(text: str) -> None:
    _, child = pair(text, "respond.deny", text.split(" that ")[0], "the men were beaten", Modality.DENIED)
    assert (child.modality, child.content_of) == (Modality.BELIEVED, None)


@pytest.mark.parametrize(
    "text",
    [
        "The ministry denied that the men were beaten.",
        "The army rejected claims that the men were beaten.",
        "He said it was a lie that the men were beaten.",
        "The warden refuted reports that the men were beaten.",
        "The governor did not answer, then denied that the men were beaten.",
    ],
)
def test_what_is_denied_stays_denied(text: str) -> None:
    _, child = pair(text, "respond.deny", text.split(" that ")[0], "the men were beaten", Modality.DENIED)
    assert child.modality is Modality.DENIED


def test_swearing_that_it_was_so_is_no_denial() -> None:
    draft, child = pair(
        "Some swear that the men were beaten.", "respond.deny", "Some swear", "the men were beaten", Modality.DENIED
    )
    assert draft.statements == [child]
    assert told(draft) == "believed hearsay"


def test_what_was_not_confessed_does_not_stand_as_confessed() -> None:
    for text, modality in (("did not confess", Modality.BELIEVED), ("could not but confess", Modality.CONFESSED)):
        whole = f"He {text} that the men were beaten."
        _, child = pair(whole, "respond.confess_oral", f"He {text}", "the men were beaten", Modality.CONFESSED)
        assert child.modality is modality


def test_the_content_of_a_threat_that_was_never_made_is_only_supposed() -> None:
    text = "It is not true that they threatened that the men were beaten."
    draft, child = pair(text, "threat.sanction", "they threatened", "the men were beaten", Modality.THREATENED)
    assert draft.statements[0].polarity is Polarity.NEGATED
    assert (child.modality, child.content_of) == (Modality.HYPOTHETICAL, draft.statements[0])


def test_what_hangs_on_a_removed_act_goes_or_is_let_loose() -> None:
    text = "she threatened to play anyway and he left"
    threat = StatementDraft([cut(text, 0, 29)], "threat.sanction")
    content = StatementDraft([cut(text, 15, 22)], "detain.arrest", modality=Modality.THREATENED, content_of=threat)
    other = StatementDraft([cut(text, 34, 41)], "respond.flee", restates=threat, content_of=threat)
    draft = Draft(statements=[threat, content, other])
    look_again(source_of(text), draft)
    assert draft.statements == [other]
    assert (other.content_of, other.restates) == (None, None)


def test_a_rumour_taken_back_in_a_chat_is_no_killing() -> None:
    draft = read((SAMPLES / "04-en-chat.txt").read_text(encoding="utf-8"))
    killings = [s for s in draft.statements if s.act.startswith("kill.")]
    assert killings
    assert not any(act.startswith("kill.") for act in deeds(draft))
    assert {"seize.property", "detain.arrest"} <= deeds(draft)


@pytest.mark.parametrize(
    ("text", "done", "not_done"),
    [
        ("The father was arrested, but the son was not beaten.", "detain.arrest", "hurt.assault"),
        ("The son was not arrested, but the father was beaten.", "hurt.assault", "detain.arrest"),
        ("Soldiers shot the boy. People say his sister was exiled.", "kill.other", "move.internal_exile"),
        ("Her house was searched and not a single phone was taken.", "search.home", "seize.property"),
        ("Officers beat the driver; they were sent to arrest his wife.", "hurt.assault", "detain.arrest"),
        ("The court ordered the release of the nurse. Guards beat her.", "hurt.assault", "release.freed"),
    ],
)
def test_two_fates_in_one_report_stay_apart(text: str, done: str, not_done: str) -> None:
    assert done in deeds(read(text))
    assert not_done not in deeds(read(text))


def test_only_body_text_is_looked_at() -> None:
    text = "Nobody was arrested"
    source = source_of(text)
    caption = type(source)(text, "en", (Paragraph(0, len(text), ParagraphRole.CAPTION),), None, None, source.kind)
    draft = Draft(statements=[StatementDraft([cut(text, 0, len(text))], "detain.arrest")])
    look_again(caption, draft)
    assert told(draft) == "deed"


def test_a_text_without_full_stops_is_read_piece_by_piece() -> None:
    rows = sentences(source_of("and they went on " * 2000))
    assert max(len(r.low) for r in rows) <= LONGEST
    assert [a.end for a in rows[:-1]] == [b.start for b in rows[1:]]


def fields(draft: Draft) -> list[tuple[object, ...]]:
    number = {id(s): n for n, s in enumerate(draft.statements)}
    return [
        (s.act, s.modality, s.polarity, s.mode, tuple(s.spans), number.get(id(s.content_of)), number.get(id(s.restates)))
        for s in draft.statements
    ]


PHRASES = [
    phrase.replace("{", "").replace("}", "").replace("//", "\n")
    for rows in (CORRELATIVES, NEAR, SAYERS, TAKEN_BACK)
    for phrase in (row.split("|")[1].strip() for row in rows.strip().splitlines())
]
WORDS = st.one_of(
    st.sampled_from(PHRASES), st.text(max_size=12), st.sampled_from(["not", "if", "they say", "or", "İ", "“", "\n"])
)


@st.composite
def drafts(draw: st.DrawFn) -> tuple[str, Draft]:
    """Any text with any statements on it, some of them contents or repetitions of others."""
    text = " ".join(draw(st.lists(WORDS, min_size=1, max_size=6))) + "."
    made: list[StatementDraft] = []
    for _ in range(draw(st.integers(0, 5))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        row = StatementDraft([Span(start, end, text[start:end])], draw(st.sampled_from([t.id for t in codebook()])))
        row.modality = draw(st.sampled_from(Modality))
        row.polarity = draw(st.sampled_from(Polarity))
        row.content_of = draw(st.sampled_from([None, *made]))
        row.restates = draw(st.sampled_from([None, *made]))
        made.append(row)
    return text, Draft(statements=made)


@settings(max_examples=150, deadline=None)
@given(drafts())
def test_references_resolve_spans_stay_and_twice_is_once(case: tuple[str, Draft]) -> None:
    text, draft = case
    spans = {id(s): list(s.spans) for s in draft.statements}
    look_again(source_of(text), draft)
    assert all(s.spans == spans[id(s)] for s in draft.statements)
    assert all(resolves(s, draft.statements) for s in draft.statements)
    assert len(assemble(draft, RULES).statements) == len(draft.statements)
    once = fields(deepcopy(draft))
    look_again(source_of(text), draft)
    assert fields(draft) == once


def resolves(s: StatementDraft, kept: Iterable[StatementDraft]) -> bool:
    known = {id(k) for k in kept}
    return all(ref is None or id(ref) in known for ref in (s.content_of, s.restates))


@settings(max_examples=60, deadline=None)
@given(drafts())
def test_nothing_becomes_a_deed(case: tuple[str, Draft]) -> None:
    text, draft = case
    before = {id(s) for s in draft.statements if s.modality is Modality.OCCURRED and s.polarity is Polarity.AFFIRMED}
    look_again(source_of(text), draft)
    after = {id(s) for s in draft.statements if s.modality is Modality.OCCURRED and s.polarity is Polarity.AFFIRMED}
    assert after <= before
