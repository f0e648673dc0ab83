"""What words speak of, as the readers know them: the default where a person types words of a report."""

from __future__ import annotations

import pytest

from rushlight.reading.telling_kinds import kind_of

TOLD = [
    ("the security officer", "en", "person", "officer"),
    ("soldiers", "en", "group", "officer"),
    ("the commune", "en", "institution", "authority"),
    ("a broker", "en", "person", "intermediary"),
    ("온성군 보위부", "ko", "unit", "authority"),
    ("보위원", "ko-KP", "person", "officer"),
    ("브로커", "ko", "person", "intermediary"),
]


@pytest.mark.parametrize(("words", "language", "kind", "party_class"), TOLD, ids=[t[0] for t in TOLD])
def test_words_tell_what_they_speak_of(words: str, language: str, kind: str, party_class: str) -> None:
    assert kind_of(words, language) == (kind, party_class)


@pytest.mark.parametrize(
    ("words", "language"), [("", "en"), ("x" * 300, "en"), ("the officer", "fr"), ("…", "ko"), ("!", "en")]
)
def test_of_what_nobody_knows_nothing_is_said(words: str, language: str) -> None:
    assert kind_of(words, language) is None
