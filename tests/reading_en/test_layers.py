"""The layers below the acts: quotations, sentences, phrases, clauses, parties, attribution."""

from __future__ import annotations

import pytest

from rushlight.reading.english.clauses import parse
from rushlight.reading.english.events import Event, Parsed
from rushlight.reading.english.quotes import find_quotes
from rushlight.reading.english.sentences import Sentence, split
from rushlight.record import DocumentKind

from .texts import draft, source


def sentences(text: str, kind: DocumentKind = DocumentKind.PUBLICATION) -> list[Sentence]:
    return split(source(text, kind))


def one(text: str) -> Parsed:
    return parse(sentences(text)[0])


def event(text: str, lemma: str) -> Event:
    return next(e for e in one(text).events if e.lemma == lemma)


def words(parsed_event: Event, nps: list) -> list[str]:  # type: ignore[type-arg]
    tokens = parsed_event.sentence.tokens
    return [" ".join(t.text for t in tokens[np.first : np.last]) for np in nps]


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("“We left at night,” she said.", [True]),
        ('They call such people "dangerous elements" in private.', [False]),
        ("«hola prima, today they let me out»", [True]),
        ("He preferred to “live in peace, even if they starve.”", [False]),
        ("“They took him. We heard nothing", [True]),
    ],
)
def test_speech_and_borrowed_words(text: str, speech: list[bool]) -> None:
    assert [q.speech for q in find_quotes(text, 0, len(text))] == speech


def test_an_apostrophe_opens_no_quotation() -> None:
    text = "The officers' car and the mothers' house aren't far."
    assert find_quotes(text, 0, len(text)) == []


def test_abbreviations_and_initials_end_no_sentence() -> None:
    assert len(sentences("Mr. Pak met C. in the yard on Dec. 4 at noon. He left.")) == 2


def test_quoted_sentences_stand_apart_from_their_cue() -> None:
    found = sentences("“Nobody is forced. It is lawful,” he said, before hanging up.")
    assert [s.quote is not None for s in found] == [False, True, True]


def test_chat_lines_split_without_capitals() -> None:
    assert len(sentences("no. fired in february. she cried", DocumentKind.MESSAGE)) == 3


@pytest.mark.parametrize(
    ("text", "lemma", "subjects"),
    [
        ("Her brother, a railway worker, was arrested.", "arrest", ["Her brother"]),
        ("Two men who had promised to help went to the police.", "go", ["Two men"]),
        (
            "Soldiers and members of a militia who had been unable to find a teacher arrested her son.",
            "arrest",
            ["Soldiers", "members"],
        ),
        ("Officers pressed the families, forcing them to pay.", "force", ["Officers"]),
        ("Officers ordered the widow to pay.", "pay", ["the widow"]),
        ("Nine people whose relatives refused have been dismissed.", "dismiss", ["Nine people"]),
        ("Only then was the widow released.", "release", ["the widow"]),
        ("The widow wept and signed the paper.", "sign", ["The widow"]),
    ],
)
def test_subjects(text: str, lemma: str, subjects: list[str]) -> None:
    found = event(text, lemma)
    assert words(found, found.subjects) == subjects


@pytest.mark.parametrize(
    ("text", "lemma", "passive"),
    [
        ("Three cousins, arrested in June, have not been seen.", "arrest", True),
        ("The police arrested three cousins.", "arrest", False),
        ("Broker NOT arrested.", "arrest", True),
        ("Nothing seized.", "seize", True),
        ("The source added nothing.", "add", False),
        ("He was being watched.", "watch", True),
    ],
)
def test_voice(text: str, lemma: str, passive: bool) -> None:
    assert event(text, lemma).passive is passive


def test_coordinated_objects_belong_to_the_verb_but_not_the_next_subject() -> None:
    found = event("Police detained her mother, aged 68, and her son, and soldiers burned the house.", "detain")
    assert words(found, found.objects) == ["her mother", "her son"]


def test_one_source_however_it_is_named() -> None:
    text = (
        "A source in the province said officers arrested a trader. “He was beaten,” the source said."
        " The source added that he was freed."
    )
    found = draft(text)
    speakers = {id(s.speaker) for s in found.statements}
    assert len(speakers) == 1
    assert sum(1 for p in found.parties if p.party_class.value == "source") == 1


def test_pronouns_resolve_but_are_no_mentions() -> None:
    found = draft("A trader was arrested in May. He was beaten by two guards.")
    beaten = next(s for s in found.statements if s.act == "hurt.assault")
    affected = next(p for role, p in beaten.participants if role.value == "affected")
    assert [m.exact for m in affected.mentions] == ["A trader"]


def test_an_officer_quoted_inside_an_account_is_embedded() -> None:
    found = draft("The officers told her, “Bring 3,000 yuan, or else we will send you to the camp.”")
    kinds = {(s.act, s.modality.value, s.mode.value) for s in found.statements}
    assert ("take.extorted_payment", "demanded", "embedded_quote") in kinds
    assert ("detain.camp", "threatened", "embedded_quote") in kinds


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("A rights group said that police arrested nine monks.", "indirect_speech"),
        ("Police arrested nine monks, a rights group said on Friday.", "indirect_speech"),
        ("According to two relatives, police arrested nine monks.", "according_to"),
        ("It is reported that nine monks were arrested.", "according_to"),
        ("Nine monks were arrested.", "narrator"),
        ("“Police arrested nine monks,” the source said.", "direct_quote"),
    ],
)
def test_modes(text: str, mode: str) -> None:
    found = next(s for s in draft(text).statements if s.act == "detain.arrest")
    assert found.mode.value == mode


def test_values_are_the_very_objects() -> None:
    given = source("On 3 May 2021 the guard took 300 dollars from a trader in Seoul.")
    from rushlight.reading.english import read_body

    found = read_body(given)
    assert all(any(t is x for x in given.times) for t in found.times)
    for s in found.statements:
        assert s.time is None or any(s.time is t for t in given.times)
        assert all(any(a is x for x in given.amounts) for a in s.amounts)
