"""Plain words for the record's closed vocabularies, in English and Korean (resources/words)."""

from __future__ import annotations

from dataclasses import dataclass

from rushlight.errors import RecordError
from rushlight.tables import load_table

LANGUAGES = ("en", "ko")
"""Languages with words; every other language tag gets English."""


def language_of(tag: str) -> str:
    """``en`` or ``ko`` for a BCP 47 tag."""
    return "ko" if tag.lower().split("-")[0] == "ko" else "en"


def word(section: str, term: str, lang: str = "en") -> str:
    """The plain words of ``term`` in a section of resources/words.

    Raises RecordError when the section has no such term; the error names the section only.
    """
    try:
        return str(load_table("words")[section][str(term)][language_of(lang)])
    except (KeyError, TypeError):
        raise RecordError("there are no plain words for this term", where=section) from None


def unit_of(spelling: str) -> str:
    """The counting unit behind a spelling: person, household or family; else the spelling itself."""
    plain = spelling.strip().lower()
    for unit, spellings in load_table("words")["unit_spellings"].items():
        if plain in spellings:
            return str(unit)
    return plain


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one section: ``scope_words("set", "ko")``."""

    section: str

    def __call__(self, term: str, lang: str = "en") -> str:
        return word(self.section, term, lang)


scope_words = Words("scope")
modality_words = Words("modality")
polarity_words = Words("polarity")
mode_words = Words("mode")
role_words = Words("role")
kind_words = Words("kind")
paragraph_words = Words("paragraph")
document_kind_words = Words("document_kind")
party_kind_words = Words("party_kind")
party_class_words = Words("party_class")
identity_words = Words("identity")
anchor_words = Words("anchor")
quantity_words = Words("quantity")
band_words = Words("band")
verdict_words = Words("verdict")
relation_words = Words("relation")
judgement_words = Words("judgement")
relay_words = Words("relay")
purpose_words = Words("purpose")
identity_level_words = Words("identity_level")
column_words = Words("column")
figure_words = Words("figure_word")


def currency_words(code: str, lang: str = "en") -> str:
    """What people call the currency of an ISO 4217 code, with the code; a rare one by its code alone."""
    named = load_table("words")["currency_name"].get(code)
    return f"{named[language_of(lang)]} ({code})" if named else code


def language_words(tag: str, lang: str = "en") -> str:
    """What people call the language of a BCP 47 tag; one without words by its tag."""
    named = load_table("words")["language_name"].get(tag.lower().split("-")[0])
    return str(named[language_of(lang)]) if named else tag


def standing_words(modality: str, polarity: str, lang: str = "en") -> str:
    """Modality and polarity in one: never show a negated statement's modality alone, it would read "happened"."""
    if polarity != "negated":
        return modality_words(modality, lang)
    if modality == "occurred":
        return word("standing", "not_occurred", lang)
    return word("standing", "negated", lang).format(modality=modality_words(modality, lang))
