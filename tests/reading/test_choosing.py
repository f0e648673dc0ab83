"""Who did it and whom it befell: chosen among all parties of a report, "nobody is named" among the answers."""

from __future__ import annotations

import math
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushlight.reading.choosing import Scene, chances, choose_parties
from rushlight.reading.choosing.features import facts, of_nobody, of_party
from rushlight.reading.drafts import Draft, PartyDraft, Source, StatementDraft
from rushlight.record import DocumentKind, Found, IdentityStatus, PartyClass, PartyKind, Role, Span
from rushlight.tables import load_table

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("en", "ko")
TEXT = (
    "The district officers came for the baker on Monday. Her brother was at work. "
    "They kicked in the door and beat him. The baker was let go a week later."
)


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words)


def party(words: str, of_class: PartyClass, kind: PartyKind = PartyKind.PERSON, text: str = TEXT) -> PartyDraft:
    return PartyDraft(kind, of_class, words, IdentityStatus.UNNAMED, [span(words, text)])


def source(text: str = TEXT, language: str = "en") -> Source:
    return Source(text, language, (), None, None, DocumentKind.PUBLICATION)


def drafted(**more: object) -> tuple[Draft, StatementDraft, PartyDraft, PartyDraft]:
    officers = party("The district officers", PartyClass.OFFICER, PartyKind.GROUP)
    brother = party("Her brother", PartyClass.AFFECTED)
    baker = party("the baker", PartyClass.AFFECTED)
    statement = StatementDraft([span("They kicked in the door and beat him")], "hurt.assault", **more)  # type: ignore[arg-type]
    return Draft(parties=[officers, brother, baker], statements=[statement]), statement, officers, brother


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", ["choosing", "whether"])
def test_the_packaged_models_were_trained_from_the_reports_as_they_stand(language: str, model: str, book: ModuleType) -> None:
    assert load_table(f"{model}_{language}")["coded"] == book.coded_digest(ROOT, language), f"run scripts/train_{model}.py"


def test_they_are_the_officers_named_two_sentences_before() -> None:
    draft, statement, officers, _ = drafted()
    choose_parties(source(), draft)
    assert (Role.PERPETRATOR, officers) in statement.participants
    assert statement.found["agent"] is Found.LIKENESS


def test_what_the_rules_named_stays_where_it_is_likely() -> None:
    draft, statement, officers, brother = drafted()
    statement.participants = [(Role.PERPETRATOR, officers), (Role.AFFECTED, brother)]
    statement.found = {"agent": Found.PRONOUN, "affected": Found.PRONOUN}
    choose_parties(source(), draft)
    assert statement.participants == [(Role.PERPETRATOR, officers), (Role.AFFECTED, brother)]
    assert statement.found["agent"] is Found.PRONOUN


def test_nobody_does_a_flight_or_a_payment_to_the_one_who_has_it() -> None:
    draft, statement, _, _ = drafted()
    statement.act = "respond.flee"
    choose_parties(source(), draft)
    assert all(role is Role.AFFECTED for role, _ in statement.participants)


def test_without_parties_nothing_is_chosen() -> None:
    statement = StatementDraft([span("beat him")], "hurt.assault")
    choose_parties(source(), Draft(statements=[statement]))
    assert statement.participants == []


def test_a_counterpart_is_left_alone() -> None:
    draft, statement, officers, brother = drafted()
    statement.participants = [(Role.COUNTERPART, brother)]
    choose_parties(source(), draft)
    assert (Role.COUNTERPART, brother) in statement.participants
    assert (Role.PERPETRATOR, officers) in statement.participants


@given(cut=st.integers(0, len(TEXT) - 2), length=st.integers(1, 60), act=st.sampled_from(["detain.arrest", "effect.fear"]))
def test_chances_sum_to_one_wherever_a_statement_stands(cut: int, length: int, act: str) -> None:
    draft, _, _, _ = drafted()
    end = min(len(TEXT), cut + length)
    draft.statements = [StatementDraft([Span(cut, end, TEXT[cut:end])], act)]
    scene = Scene(source(), draft)
    for found in chances(scene, scene.moments[0]).values():
        assert math.isclose(found.nobody + sum(found.parties.values()), 1.0)
        assert set(found.parties) == {0, 1, 2}


def test_a_report_of_a_hundred_people_is_weighed_by_those_named_last() -> None:
    text = " ".join(f"Person {n} spoke." for n in range(100)) + " They were taken away."
    people = [party(f"Person {n} ", PartyClass.AFFECTED, text=text) for n in range(100)]
    statement = StatementDraft([span("They were taken away", text)], "detain.arrest", participants=[(Role.AFFECTED, people[3])])
    scene = Scene(source(text), Draft(parties=people, statements=[statement]))
    weighed = scene.weighed(scene.moments[0])
    assert weighed[:3] == [99, 98, 97]
    assert len(weighed) == 17
    assert weighed[-1] == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_feature_holds_more_of_a_report_than_a_word(language: str) -> None:
    """The packaged weights are of single words: a sentence of a report cannot be read from them."""
    assert all(len(name.split()) <= 6 for name in load_table(f"choosing_{language}")["weights"])


def test_features_do_not_depend_on_the_order_of_parties() -> None:
    draft, _, _, _ = drafted()
    turned = Draft(parties=draft.parties[::-1], statements=draft.statements)
    one, other = Scene(source(), draft), Scene(source(), turned)
    f, g = facts(one, one.moments[0]), facts(other, other.moments[0])
    assert sorted(of_nobody(f)) == sorted(of_nobody(g))
    for n in range(3):
        assert sorted(of_party(f, n)) == sorted(of_party(g, 2 - n))
