"""Every stored value has plain words in every language, and units are never turned into each other."""

from __future__ import annotations

from enum import StrEnum

import pytest

from rushlight.codebook import codebook, words
from rushlight.errors import RecordError
from rushlight.record import vocabulary as v
from rushlight.tables import load_table

VOCABULARIES: dict[str, type[StrEnum]] = {
    "scope": v.Scope,
    "modality": v.Modality,
    "polarity": v.Polarity,
    "mode": v.AttributionMode,
    "role": v.Role,
    "paragraph": v.ParagraphRole,
    "document_kind": v.DocumentKind,
    "party_kind": v.PartyKind,
    "party_class": v.PartyClass,
    "identity": v.IdentityStatus,
    "anchor": v.TimeAnchor,
    "quantity": v.QuantityKind,
    "band": v.Band,
    "verdict": v.Verdict,
    "relation": v.Relation,
    "judgement": v.Judgement,
    "relay": v.RelayKind,
    "purpose": v.Purpose,
}


@pytest.mark.parametrize(("section", "vocabulary"), VOCABULARIES.items())
def test_every_value_has_its_own_words(section: str, vocabulary: type[StrEnum]) -> None:
    assert set(load_table("words")[section]) == {member.value for member in vocabulary}
    for lang in words.LANGUAGES:
        said = [words.word(section, member, lang) for member in vocabulary]
        assert len(set(said)) == len(said)


def test_every_kind_of_act_has_words() -> None:
    for term in codebook():
        assert words.kind_words(term.kind, "ko") != words.kind_words(term.kind, "en")


def test_all_sections_speak_both_languages() -> None:
    for section, terms in load_table("words").items():
        if section != "unit_spellings":
            assert all(set(term) == set(words.LANGUAGES) and all(term.values()) for term in terms.values()), section


def test_unknown_terms_are_refused_without_repeating_them() -> None:
    with pytest.raises(RecordError) as caught:
        words.word("scope", "a secret")
    assert "secret" not in str(caught.value)


def test_language_tags() -> None:
    assert words.scope_words("incident", "ko-KP") == words.scope_words("incident", "ko")
    assert words.scope_words("incident", "kok") == words.scope_words("incident", "en")


def test_units_are_told_apart() -> None:
    assert words.unit_of("명") == words.unit_of("People") == "person"
    assert words.unit_of("가구") == words.unit_of("households") == "household"
    assert words.unit_of("families") == "family"
    assert words.unit_of("carts") == "carts"


def test_a_negated_statement_never_reads_as_if_it_had_happened() -> None:
    assert words.standing_words("occurred", "affirmed") == "happened"
    assert words.standing_words("occurred", "negated") == "said not to have happened"
    for lang in words.LANGUAGES:
        for modality in v.Modality:
            affirmed, negated = (words.standing_words(modality, p, lang) for p in v.Polarity)
            assert affirmed != negated
