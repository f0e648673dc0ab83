"""A family, a source or an outlet is never made the doer of an abuse."""

from __future__ import annotations

import pytest

from rushlight.reading.blame import withhold_blame
from rushlight.reading.drafts import Draft, PartyDraft, StatementDraft
from rushlight.record import Found, IdentityStatus, Modality, PartyClass, PartyKind, Role, Span

WORDS = Span(0, 4, "they")


def party(of: PartyClass) -> PartyDraft:
    return PartyDraft(PartyKind.GROUP, of, of.value, IdentityStatus.COLLECTIVE)


def told(act: str, *roles: tuple[Role, PartyDraft]) -> StatementDraft:
    return StatementDraft([WORDS], act, participants=list(roles), found={"agent": Found.PRONOUN})


@pytest.mark.parametrize("of", [PartyClass.AFFECTED, PartyClass.SOURCE, PartyClass.REPORTER, PartyClass.OUTLET])
def test_those_who_suffer_or_tell_are_taken_out_and_the_words_stay(of: PartyClass) -> None:
    family = party(of)
    statement = told("hurt.torture", (Role.PERPETRATOR, family), (Role.AFFECTED, party(PartyClass.AFFECTED)))
    draft = Draft(statements=[statement])
    withhold_blame(draft)
    assert draft.statements == [statement]
    assert [role for role, _ in statement.participants] == [Role.AFFECTED]
    assert statement.found["agent"] is Found.NOT_FOUND


@pytest.mark.parametrize("of", [PartyClass.OFFICER, PartyClass.AUTHORITY, PartyClass.OTHER, PartyClass.INTERMEDIARY])
def test_officers_and_unknown_men_stay(of: PartyClass) -> None:
    statement = told("hurt.torture", (Role.PERPETRATOR, party(of)))
    withhold_blame(Draft(statements=[statement]))
    assert statement.participants
    assert statement.found["agent"] is Found.PRONOUN


def test_what_people_do_in_response_is_no_blame() -> None:
    statement = told("respond.denounce", (Role.PERPETRATOR, party(PartyClass.AFFECTED)))
    withhold_blame(Draft(statements=[statement]))
    assert statement.participants


def test_residents_asking_is_no_demand_and_its_content_goes_with_it() -> None:
    asked = told("demand.cooperation", (Role.PERPETRATOR, party(PartyClass.PUBLIC)))
    content = StatementDraft([WORDS], "exchange.contact", modality=Modality.DEMANDED, content_of=asked)
    again = StatementDraft([WORDS], "demand.cooperation", restates=asked)
    mob = told("hurt.assault", (Role.PERPETRATOR, party(PartyClass.PUBLIC)))
    draft = Draft(statements=[asked, content, again, mob])
    withhold_blame(draft)
    assert draft.statements == [again, mob]
    assert again.restates is None
    withhold_blame(draft)
    assert draft.statements == [again, mob]
