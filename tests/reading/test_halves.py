"""An act of speaking read in two halves of a sentence is one statement; two sentences stay two."""

from __future__ import annotations

import pytest

from rushlight.reading.drafts import Draft, PartyDraft, Source, StatementDraft
from rushlight.reading.halves import join_halves
from rushlight.record import DocumentKind, IdentityStatus, Modality, PartyClass, PartyKind, Role, Span

TEXT = "If he did not come, they said, the shop would go. He was threatened."
THREAT = "threat.sanction"


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


def person(label: str) -> PartyDraft:
    return PartyDraft(PartyKind.PERSON, PartyClass.OFFICER, label, IdentityStatus.UNNAMED)


def joined(*statements: StatementDraft, text: str = TEXT) -> list[StatementDraft]:
    draft = Draft(statements=list(statements))
    join_halves(Source(text, "en", (), None, None, DocumentKind.PUBLICATION), draft)
    return draft.statements


def test_the_verb_and_what_is_threatened_are_one_act() -> None:
    officer = person("an officer")
    whole = StatementDraft([span("the shop would go")], THREAT)
    half = StatementDraft([span("they said")], THREAT, participants=[(Role.PERPETRATOR, officer)])
    content = StatementDraft([span("the shop would go")], "deny.livelihood", content_of=half)
    assert joined(whole, half, content) == [whole, content]
    assert [s.exact for s in whole.spans] == ["they said", "the shop would go"]
    assert whole.participants == [(Role.PERPETRATOR, officer)]
    assert content.content_of is whole


@pytest.mark.parametrize(
    "other",
    [
        StatementDraft([span("was threatened")], THREAT),
        StatementDraft([span("they said")], "respond.deny"),
        StatementDraft([span("they said")], THREAT, modality=Modality.DENIED),
    ],
    ids=["another sentence", "another act", "denied"],
)
def test_what_may_be_another_act_stays(other: StatementDraft) -> None:
    whole = StatementDraft([span("the shop would go")], THREAT)
    assert joined(whole, other) == [whole, other]


def test_two_who_threaten_make_two_threats() -> None:
    whole = StatementDraft([span("the shop would go")], THREAT, participants=[(Role.PERPETRATOR, person("one"))])
    half = StatementDraft([span("they said")], THREAT, participants=[(Role.PERPETRATOR, person("another"))])
    assert len(joined(whole, half)) == 2
