"""A definite family belongs to the person named before it; a new one to nobody."""

from __future__ import annotations

import pytest

from rushlight.reading.drafts import Draft, PartyDraft
from rushlight.reading.families import tie_families
from rushlight.record import IdentityStatus, PartyClass, PartyKind, Span


def party(text: str, words: str, kind: PartyKind, of: PartyClass = PartyClass.AFFECTED) -> PartyDraft:
    start = text.index(words)
    return PartyDraft(kind, of, words, IdentityStatus.UNNAMED, [Span(start, start + len(words), words)])


@pytest.mark.parametrize(
    ("language", "text", "person", "family", "tied"),
    [
        ("en", "A woman was held. The family paid.", "A woman", "The family", True),
        ("en", "A woman was held. Her family paid.", "A woman", "Her family", True),
        ("en", "A woman was held. Another family paid.", "A woman", "Another family", False),
        ("en", "One family paid. A woman was held.", "A woman", "One family", False),
        ("en", "The family paid before A woman was held.", "A woman", "The family", False),
        ("ko", "한 씨는 끌려갔다. 가족은 돈을 냈다.", "한 씨", "가족", True),
        ("ko", "한 씨는 끌려갔다. 한 가족은 돈을 냈다.", "한 씨", "한 가족", False),
    ],
)
def test_whose_family(language: str, text: str, person: str, family: str, tied: bool) -> None:
    someone, kin = party(text, person, PartyKind.PERSON), party(text, family, PartyKind.FAMILY)
    tie_families(Draft(parties=[kin, someone]), language)
    assert (someone.member_of is kin) == tied


def test_an_officer_has_no_family_among_the_affected() -> None:
    text = "An officer came. The family paid."
    officer = party(text, "An officer", PartyKind.PERSON, PartyClass.OFFICER)
    tie_families(Draft(parties=[officer, party(text, "The family", PartyKind.FAMILY)]), "en")
    assert officer.member_of is None


def test_the_person_named_last_is_meant() -> None:
    text = "A trader fled. A woman was held. The family paid."
    first, second = party(text, "A trader", PartyKind.PERSON), party(text, "A woman", PartyKind.PERSON)
    kin = party(text, "The family", PartyKind.FAMILY)
    tie_families(Draft(parties=[first, second, kin]), "en")
    assert (first.member_of, second.member_of) == (None, kin)
