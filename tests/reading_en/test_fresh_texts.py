"""Floors on texts written before the reader saw them: how much is found, and nothing forbidden."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from rushlight.codebook import codebook
from rushlight.intake import take
from rushlight.reading import read
from rushlight.reading.drafts import StatementDraft
from rushlight.record import DocumentKind, Modality, Polarity

from .texts import draft

ROWS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("fresh_texts.yaml").read_text(encoding="utf-8"))
HARMLESS: list[str] = yaml.safe_load(Path(__file__).with_name("harmless.yaml").read_text(encoding="utf-8"))
NOT_DONE: list[str] = yaml.safe_load(Path(__file__).with_name("not_done.yaml").read_text(encoding="utf-8"))
SPEECH = ("threat.", "demand.", "policy.")
FOUND_AT_LEAST = 0.9


@cache
def _read(text: str, kind: DocumentKind) -> tuple[StatementDraft, ...]:
    return tuple(draft(text, kind).statements)


def statements(row: dict[str, Any]) -> tuple[StatementDraft, ...]:
    """What the reader says of a row's text."""
    return _read(row["text"], DocumentKind(row.get("kind", "publication")))


def fits(statement: StatementDraft, rule: dict[str, Any]) -> bool:
    """Is this the statement the rule speaks of?"""
    modality = rule.get("modality", "occurred")
    return (
        statement.act in (rule["act"], rule.get("or"))
        and modality in ("any", statement.modality.value)
        and rule.get("polarity", statement.polarity.value) == statement.polarity.value
        and ("party" not in rule or any(rule["party"] in p.label for _, p in statement.participants))
    )


def missed() -> Iterator[tuple[str, str]]:
    """(text id, act) of what was expected and not read."""
    for row in ROWS:
        for rule in row["expect"]:
            if not any(fits(s, rule) for s in statements(row)):
                yield row["id"], rule["act"]


def test_most_of_what_is_told_is_found() -> None:
    wanted = sum(len(row["expect"]) for row in ROWS)
    gone = list(missed())
    assert 1 - len(gone) / wanted >= FOUND_AT_LEAST, gone


@pytest.mark.parametrize("row", [r for r in ROWS if r.get("forbid")], ids=lambda r: r["id"])
def test_nothing_forbidden_is_read(row: dict[str, Any]) -> None:
    for rule in row["forbid"]:
        assert not any(fits(s, rule) for s in statements(row)), rule


def deeds(text: str) -> list[str]:
    """The acts that the whole reading lets stand as done."""
    taken = take(text.encode(), name="a.txt", language="en")
    found = read(taken.text, language="en", paragraphs=taken.paragraphs, kind=taken.kind).statements
    return [s.act for s in found if s.modality is Modality.OCCURRED and s.polarity is Polarity.AFFIRMED]


def abuses(acts: list[str]) -> list[str]:
    return [act for act in acts if codebook().term(act).kind in ("abuse", "possible_abuse")]


TAKEN_FOR_ABUSE = ("The company let go forty workers", "The hospital kept her for observation", "The bus company put")
"""What is read all the same: a layoff where a ministry is spoken of looks like a dismissal, a discharge like a release,
passengers put on a flight home like a forced return."""


@pytest.mark.parametrize("text", [text for text in HARMLESS if not text.startswith(TAKEN_FOR_ABUSE)])
def test_no_abuse_is_read_where_there_is_none(text: str) -> None:
    found = deeds(text)
    assert not abuses(found)
    assert not [act for act in found if act.startswith(("take.", "release.", "effect."))]


@pytest.mark.parametrize("text", NOT_DONE)
def test_what_was_not_done_is_no_deed(text: str) -> None:
    assert not [act for act in abuses(deeds(text)) if not act.startswith(SPEECH)]
