"""What likeness alone found is not shown as done beside words of doubt, nor as an abuse where nobody holds power."""

from __future__ import annotations

import pytest

from rushlight.reading.drafts import Draft, PartyDraft, Source, StatementDraft
from rushlight.reading.likeness import hesitate
from rushlight.record import DocumentKind, IdentityStatus, Modality, PartyClass, PartyKind, Polarity, Span


def settled(
    text: str, words: str, act: str, *, power: str | None, language: str = "en", **more: object
) -> StatementDraft | None:
    """The statement by likeness of ``words`` in ``text`` as it is shown, None where it is not."""

    def span(of: str) -> Span:
        return Span(text.index(of), text.index(of) + len(of), of)

    statement = StatementDraft([span(words)], act, by_likeness=True, **more)  # type: ignore[arg-type]
    officers = PartyDraft(PartyKind.GROUP, PartyClass.OFFICER, "", IdentityStatus.COLLECTIVE, [span(power)] if power else [])
    draft = Draft(parties=[officers], statements=[statement])
    hesitate(Source(text, language, (), None, None, DocumentKind.TESTIMONY), draft)
    return draft.statements[0] if draft.statements else None


def kept(text: str, words: str, act: str, *, power: str | None, **more: object) -> bool:
    return settled(text, words, act, power=power, **more) is not None  # type: ignore[arg-type]


def read_as(text: str, words: str, act: str, *, power: str, language: str = "en") -> str:
    """The modality, with "not" before it where the words say not so."""
    shown = settled(text, words, act, power=power, language=language)
    assert shown is not None
    return ("not " if shown.polarity is Polarity.NEGATED else "") + shown.modality


def test_a_plain_telling_stays() -> None:
    assert kept("The officers came. Farhad was driven off.", "Farhad was driven off", "detain.arrest", power="officers")


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The officers came. If he talks, Farhad was driven off.", "hypothetical"),
        ("The officers came. Nobody said Farhad was driven off.", "not occurred"),
        ("The officers came. They threatened that Farhad was driven off.", "threatened"),
        ("The officers came. It is a rumour that Farhad was driven off.", "believed"),
        ("The officers came. They tried to see that Farhad was driven off.", "attempted"),
        ("The officers came. They ordered that Farhad was driven off.", "demanded"),
        ("The officers came. Nobody wept, Farhad was driven off.", "occurred"),
    ],
)
def test_beside_words_of_doubt_it_is_not_read_as_done(text: str, modality: str) -> None:
    assert read_as(text, "Farhad was driven off", "detain.arrest", power="officers") == modality


@pytest.mark.parametrize(
    "text",
    ["The officers came. Is it true that Farhad was driven off?", "The officers came. In the film Farhad was driven off."],
)
def test_beside_a_question_or_a_tale_it_is_silent(text: str) -> None:
    assert not kept(text, "Farhad was driven off", "detain.arrest", power="officers")


def test_what_is_yet_to_come_is_a_threat_where_it_is_an_abuse_and_possible_otherwise() -> None:
    text = "The officers will come for Farhad and his sister will leave."
    assert read_as(text, "will come for Farhad", "detain.arrest", power="officers") == "threatened"
    assert read_as(text, "his sister will leave", "exchange.departure", power="officers") == "hypothetical"


def test_an_act_that_says_no_is_not_negated_by_its_own_words() -> None:
    text = "The officers came. Nobody has been told where he is."
    assert read_as(text, "Nobody has been told where he is", "disappear.enforced", power="officers") == "occurred"
    refusal = settled(text, "Nobody has been told", "respond.refuse", power="officers", polarity=Polarity.NEGATED)
    assert refusal is not None
    assert refusal.polarity is Polarity.AFFIRMED


def test_what_a_demand_is_about_is_demanded_and_what_a_pledge_is_about_pledged() -> None:
    text = "The officers came. Who rings from abroad. She signed that she reports every parcel."
    assert read_as(text, "Who rings from abroad", "disclose.contact", power="officers") == "demanded"
    assert read_as(text, "she reports every parcel", "disclose.future_delivery", power="officers") == "pledged"


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
    ("text", "modality"),
    [
        ("보위원들이 왔다. 형을 태워 갔다.", "occurred"),
        ("보위원들이 왔다. 말하면 형을 태워 갔다.", "hypothetical"),
        ("보위원들이 왔다. 형을 태워 갔다는 소문이다.", "believed"),
        ("보위원들이 왔다. 형을 태워 갔다고 위협했다.", "threatened"),
    ],
)
def test_korean(text: str, modality: str) -> None:
    assert read_as(text, "형을 태워 갔다", "detain.arrest", power="보위원들", language="ko") == modality


@pytest.mark.parametrize(
    ("text", "words", "modality"),
    [
        ("The captain wanted 3,000 dollars a head.", "wanted 3,000 dollars a head", "demanded"),
        ("The captain asked 5,000 and she paid 2,000.", "asked 5,000 and she paid 2,000", "occurred"),
        ("대위가 부른 값은 5만 소모니였다.", "부른 값은 5만 소모니", "demanded"),
        ("대위에게 부른 값대로 5만을 건넸다.", "부른 값대로 5만을 건넸다", "occurred"),
    ],
)
def test_a_sum_only_asked_is_demanded(text: str, words: str, modality: str) -> None:
    power, language = ("captain", "en") if "captain" in text else ("대위", "ko")
    assert read_as(text, words, "take.extorted_payment", power=power, language=language) == modality


@pytest.mark.parametrize(
    ("text", "words", "modality"),
    [
        ("The officers took Karim away. Wrong, says his aunt.", "took Karim away", "believed"),
        ("The officers took Karim away. His aunt wept.", "took Karim away", "occurred"),
        ("보위원이 그를 실어 갔다 한다. 사실이 아니었다.", "그를 실어 갔다", "believed"),
    ],
)
def test_what_is_taken_back_is_only_believed(text: str, words: str, modality: str) -> None:
    power, language = ("officers", "en") if "officers" in text else ("보위원", "ko")
    assert read_as(text, words, "detain.arrest", power=power, language=language) == modality


@pytest.mark.parametrize(
    "text",
    [
        "The officers came. On 20 May 2022 Farhad was driven off.",
        "The officers came. One morning in May Farhad was driven off.",
        "The officers came. Farhad was driven off and did not come back.",
        "The officers came. Farhad was driven off until he could not stand.",
    ],
)
def test_a_month_and_what_came_after_are_no_doubt(text: str) -> None:
    assert read_as(text, "Farhad was driven off", "detain.arrest", power="officers") == "occurred"
