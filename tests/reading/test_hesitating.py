"""What likeness alone found is not shown as done beside words of doubt, nor as an abuse where nobody holds power."""

from __future__ import annotations

import pytest

from rushlight.reading.drafts import Draft, PartyDraft, Source, StatementDraft
from rushlight.reading.likeness import hesitate
from rushlight.record import DocumentKind, IdentityStatus, Modality, PartyClass, PartyKind, Span


def kept(text: str, words: str, act: str, *, power: str | None, language: str = "en", **more: object) -> bool:
    """Whether a statement by likeness of ``words`` in ``text`` stays."""

    def span(of: str) -> Span:
        return Span(text.index(of), text.index(of) + len(of), of)

    statement = StatementDraft([span(words)], act, by_likeness=True, **more)  # type: ignore[arg-type]
    officers = PartyDraft(PartyKind.GROUP, PartyClass.OFFICER, "", IdentityStatus.COLLECTIVE, [span(power)] if power else [])
    draft = Draft(parties=[officers], statements=[statement])
    hesitate(Source(text, language, (), None, None, DocumentKind.TESTIMONY), draft)
    return draft.statements == [statement]


def test_a_plain_telling_stays() -> None:
    assert kept("The officers came. Farhad was driven off.", "Farhad was driven off", "detain.arrest", power="officers")


@pytest.mark.parametrize(
    "text",
    [
        "The officers came. If he talks, Farhad was driven off.",
        "The officers came. Nobody saw how Farhad was driven off.",
        "The officers came. They threatened that Farhad was driven off.",
        "The officers came. Is it true that Farhad was driven off?",
        "The officers came. It is a rumour that Farhad was driven off.",
    ],
)
def test_beside_words_of_doubt_it_goes(text: str) -> None:
    assert not kept(text, "Farhad was driven off", "detain.arrest", power="officers")


def test_doubt_in_another_sentence_is_no_doubt() -> None:
    text = "The officers said they would come. Farhad was driven off. Nobody wept."
    assert kept(text, "Farhad was driven off", "detain.arrest", power="officers")


def test_an_abuse_needs_somebody_in_power_and_a_response_does_not() -> None:
    text = "The plumber came. He was paid in cash."
    assert not kept(text, "He was paid in cash", "take.extorted_payment", power=None)
    assert kept(text, "He was paid in cash", "exchange.remittance_receipt", power=None)


def test_what_is_read_as_threatened_already_stays() -> None:
    text = "The officers came. If he talks, Farhad is driven off."
    assert kept(text, "Farhad is driven off", "detain.arrest", power="officers", modality=Modality.THREATENED)


@pytest.mark.parametrize(
    ("text", "stays"),
    [("보위원들이 왔다. 형을 태워 갔다.", True), ("보위원들이 왔다. 말하면 형을 태워 갔다.", False)],
)
def test_korean(text: str, stays: bool) -> None:
    assert kept(text, "형을 태워 갔다", "detain.arrest", power="보위원들", language="ko") is stays
