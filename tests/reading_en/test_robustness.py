"""On any text: the reader never raises, and every span it gives holds the words at its offsets."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rushlight.reading.assemble import assemble
from rushlight.reading.english import read_body
from rushlight.record import DocumentKind, verify_span

from .texts import RULES, draft, source

WORDS = st.sampled_from(
    [
        "officers",
        "families",
        "threatened",
        "to",
        "pay",
        "arrested",
        "was",
        "the",
        "a",
        "“",
        "”",
        ",",
        ".",
        ";",
        "said",
        "that",
        "if",
        "told",
        "her",
        "not",
        "nobody",
        "500",
        "yuan",
        "by",
        "of",
        "and",
        "who",
        "which",
        "they",
        "“No,",
        ":",
        "’s",
        "beaten",
        "sent",
        "prison",
        "camp",
        "or",
        "else?",
        "in",
        "(",
        ")",
        "[",
        "]",
        "Q:",
        "A:",
        "-",
        "—",
        "she",
        "had",
        "demanded",
        "money",
        "from",
        "source",
        "according",
        "it",
        "is",
        "being",
    ]
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join)), st.sampled_from(list(DocumentKind)))
def test_any_text(text: str, kind: DocumentKind) -> None:
    found = assemble(read_body(source(text, kind)), RULES)
    for statement in found.statements:
        for span in statement.spans:
            verify_span(span, text)
        if statement.attribution.cue:
            verify_span(statement.attribution.cue, text)
    for party in found.parties:
        for mention in party.mentions:
            verify_span(mention, text)
    known = {p.id for p in found.parties}
    assert all(x.party in known for s in found.statements for x in s.participants)


def test_reading_is_repeatable() -> None:
    text = "Officers arrested two traders in May. They were beaten until they gave the names of brokers."
    first, second = (assemble(draft(text), RULES) for _ in range(2))
    assert first == second
