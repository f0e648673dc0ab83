"""How well a proposal is founded: grounds for and against it that the draft itself shows, weighed by a shipped table.

Each ground has its points (resources/reading/bands.yaml: ten times the log-odds of a logistic regression on coded
reports, rounded); their sum decides the band. A party that was only the likeliest one keeps a proposal out of the
high band whatever its sum (about one in four such parties is right; READING.md found the same), and so does a modality
or polarity that was judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rushlight.codebook import codebook
from rushlight.reading.drafts import StatementDraft
from rushlight.record import Band, Found
from rushlight.tables import load_table

GUESSED = frozenset({Found.SALIENCE, Found.OTHER_CLAUSE, Found.LIKENESS})
GUESSABLE = ("agent", "affected", "modality", "polarity")
SOFT = frozenset({"consequence", "content", "belief", "motive", "attitude", "context"})
"""Kinds of acts that are worded in many ways and are no deeds: views, effects, contacts."""

GROUNDS = ("contested", "again", "soft", "response", "sum", "plain")
"""
contested  another act is read from the same words, and neither is the content of the other
again      the report has the same act elsewhere: a telling of it may be taken for a second one
soft       a view, an effect or a contact rather than a deed
response   what people do under pressure: denied, refused, fled
sum        a sum of money belongs to it
plain      its frame asks for little beside the verb (English)
"""


@dataclass(frozen=True, slots=True)
class Weights:
    """Points of each ground, and the least sums of the high and the medium band.

    ``only`` limits grounds to languages; a frame is plain that asks for at most ``plain`` things; a statement whose act
    lies farther than ``unlike`` behind what its words are most like is weakly founded, as is one that no rule found.
    """

    base: int
    points: dict[str, int]
    high: int
    medium: int
    plain: int
    unlike: float
    only: dict[str, frozenset[str]]


@cache
def weights() -> Weights:
    """The shipped table."""
    table = load_table("bands")
    return Weights(
        base=table["base"],
        points=table["points"],
        high=table["least"]["high"],
        medium=table["least"]["medium"],
        plain=table["plain"],
        unlike=table["unlike"],
        only={name: frozenset(languages) for name, languages in table["only"].items()},
    )


class Weighing:
    """The grounds of the statements of one draft. ``language`` is the primary subtag."""

    def __init__(self, statements: Sequence[StatementDraft], language: str) -> None:
        self.language = language
        self.acts = Counter(s.act for s in statements)
        self.contested = _contested(statements)

    def grounds(self, statement: StatementDraft) -> tuple[str, ...]:
        """Names of the grounds that hold of a statement, in the order of GROUNDS."""
        kind = codebook().term(statement.act).kind
        table = weights()
        holds = {
            "contested": id(statement) in self.contested,
            "again": self.acts[statement.act] > 1,
            "soft": kind in SOFT,
            "response": kind == "response",
            "sum": bool(statement.amounts),
            "plain": statement.asked is not None and statement.asked <= table.plain,
        }
        return tuple(g for g in GROUNDS if holds[g] and self.language in table.only.get(g, (self.language,)))

    def points(self, statement: StatementDraft) -> int:
        table = weights()
        return table.base + sum(table.points[ground] for ground in self.grounds(statement))

    def band(self, statement: StatementDraft) -> Band:
        points, table = self.points(statement), weights()
        if points < table.medium or statement.by_likeness or statement.unlike > table.unlike:
            return Band.LOW
        return Band.HIGH if points >= table.high and not has_guess(statement) else Band.MEDIUM


def has_guess(statement: StatementDraft) -> bool:
    """Whether a party was not found in the words of the statement's own clause or by a pronoun there, or it was judged
    from other reports whether it happened."""
    return any(statement.found.get(name) in GUESSED for name in GUESSABLE)


def _contested(statements: Sequence[StatementDraft]) -> set[int]:
    """Ids of the statements that share words with another one, contents and their acts aside."""
    ordered = sorted(statements, key=lambda s: min(s.spans).start)
    out: set[int] = set()
    for n, one in enumerate(ordered):
        end = max(s.end for s in one.spans)
        for other in ordered[n + 1 :]:
            if min(other.spans).start >= end:
                break
            if _share_words(one, other) and one.content_of is not other and other.content_of is not one:
                out |= {id(one), id(other)}
    return out


def _share_words(one: StatementDraft, other: StatementDraft) -> bool:
    return any(a.overlaps(b) for a in one.spans for b in other.spans)
