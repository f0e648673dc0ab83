"""A subject that a note leaves out is lent by the sentence before; its words are not this sentence's."""

from __future__ import annotations

from rushlight.intake import find_roles
from rushlight.reading import read
from rushlight.record import DocumentKind


def test_a_lent_subject_lends_no_words() -> None:
    text = "On the market square of the old town by the river the broker waits for everybody. Takes money."
    reading = read(text, language="en", paragraphs=find_roles(text), kind=DocumentKind.FIELD_NOTE)
    second = text.index("Takes")
    for statement in reading.statements:
        starts = {span.start >= second for span in statement.spans}
        assert len(starts) == 1
