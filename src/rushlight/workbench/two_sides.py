"""Two tellings side by side: each field with what both say, and whether they agree, by sign and word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rushlight.codebook import codebook
from rushlight.codebook.comparing import compared_words
from rushlight.codebook.words import document_kind_words, scope_words, standing_words
from rushlight.corroboration import Evidence, LinkProposal
from rushlight.desk.describe import amount_words, party_words, place_words, time_words
from rushlight.record import Report, Role, Statement

Mark = Literal["agree", "differ", "left", "right", "apart", "none"]
"""agree, differ; said on one side only; on both and not comparable; on neither."""

SIGNS: Mapping[Mark, str] = {"agree": "✓", "differ": "≠", "left": "◧", "right": "◨", "apart": "?", "none": "–"}

ACTING = (Role.PERPETRATOR, Role.ORDERING_AUTHORITY)
BEHIND = (Role.REMITTER, Role.COUNTERPART)

CODES: Mapping[str, frozenset[str]] = {
    "when": frozenset(
        [
            "same_day",
            "same_days_again",
            "same_day_other_act",
            "same_period",
            "next_day",
            "same_month",
            "days_near",
            "act_other_day",
            "other_days",
            "far_apart",
        ]
    ),
    "where": frozenset(["same_place", "place_within", "same_town", "same_town_named", "other_quarter", "other_place"]),
    "what": frozenset(["acts_shared_many", "acts_shared", "no_shared_act", "act_denied"]),
    "how_much": frozenset(["same_sum", "same_sum_again", "sum_other_act", "sums_differ"]),
    "who": frozenset(["same_office", "other_office"]),
    "whom": frozenset(["other_class", "same_sex", "other_sex", "same_size", "other_size"]),
    "relative": frozenset(["same_kin", "other_kin"]),
    "published": frozenset(("published_near",)),
    "text": frozenset(("same_text", "companion")),
}
"""Which evidence belongs to which field."""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of two tellings. ``name`` is its key, ``why`` what comparing says of it, in the page's language."""

    name: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    mark: Mark
    sign: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SaidRow:
    """One statement of a telling: how it is told, and its words."""

    id: str
    act: str
    standing: str
    scope: str
    words: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: its report's alias and id, the telling's name (R1.2), what it says, statement by statement."""

    alias: str
    document: str
    name: str
    kind: str
    source_known: bool
    statements: tuple[SaidRow, ...]


def said_rows(report: Report, ids: Iterable[str], lang: str) -> tuple[SaidRow, ...]:
    wanted = set(ids)
    return tuple(
        SaidRow(
            id=s.id,
            act=act_words(s.act, lang),
            standing=standing_words(s.modality, s.polarity, lang),
            scope=scope_words(s.scope, lang),
            words=" … ".join(span.exact for span in s.spans),
        )
        for s in report.accepted
        if s.id in wanted
    )


def side(report: Report, ids: Iterable[str], name: str, lang: str) -> Side:
    return Side(
        alias=report.alias,
        document=report.document.id,
        name=name,
        kind=document_kind_words(report.document.kind, lang),
        source_known=report.source is not None,
        statements=said_rows(report, ids, lang),
    )


def act_words(act: str, lang: str) -> str:
    return codebook().term(act).label(lang) if act in codebook() else act


def field_rows(
    proposal: LinkProposal | None, left: Report, right: Report, ids: Sequence[set[str]], lang: str
) -> list[FieldRow]:
    """Every field that either side states, or of which comparing says something. ``ids`` are the statements of each side."""
    told = [[s for s in report.accepted if s.id in mine] for report, mine in zip((left, right), ids, strict=True)]
    evidence = proposal.evidence if proposal else ()
    out = []
    for name, given in FIELDS.items():
        sides = [tuple(dict.fromkeys(given(r, s, lang))) for r, s in zip((left, right), told, strict=True)]
        seen = [e for e in evidence if e.code in CODES.get(name, ())]
        if any(sides) or seen:
            mark = _mark(seen, *sides)
            why = tuple(compared_words(e.says, lang) for e in seen)
            out.append(FieldRow(name, sides[0], sides[1], mark, SIGNS[mark], why))
    return out


def _mark(seen: Sequence[Evidence], left: tuple[str, ...], right: tuple[str, ...]) -> Mark:
    if any(e.weight < 0 for e in seen):
        return "differ"
    if any(e.weight > 0 for e in seen):
        return "agree"
    if left and right:
        return "agree" if set(left) == set(right) else "apart"
    return "left" if left else "right" if right else "none"


Given = Callable[[Report, Sequence[Statement], str], Iterator[str]]


def _what(report: Report, told: Sequence[Statement], lang: str) -> Iterator[str]:
    for s in told:
        yield f"{act_words(s.act, lang)} ({standing_words(s.modality, s.polarity, lang)})"


def _when(report: Report, told: Sequence[Statement], lang: str) -> Iterator[str]:
    yield from (time_words(report.reading.time(s.time), lang) for s in told if s.time)


def _where(report: Report, told: Sequence[Statement], lang: str) -> Iterator[str]:
    yield from (place_words(report.reading.place(s.place)) for s in told if s.place)


def _how_much(report: Report, told: Sequence[Statement], lang: str) -> Iterator[str]:
    for s in told:
        yield from (f"{act_words(s.act, lang)}: {amount_words(report.reading.amount(a), lang)}" for a in s.amounts)


def _people(*roles: Role) -> Given:
    def given(report: Report, told: Sequence[Statement], lang: str) -> Iterator[str]:
        for s in told:
            yield from (party_words(report.reading.party(p)) for p in s.parties(*roles))

    return given


def _published(report: Report, told: Sequence[Statement], lang: str) -> Iterator[str]:
    if report.document.published:
        yield report.document.published.isoformat()


def _text(report: Report, told: Sequence[Statement], lang: str) -> Iterator[str]:
    yield from ()


FIELDS: Mapping[str, Given] = {
    "what": _what,
    "when": _when,
    "where": _where,
    "how_much": _how_much,
    "who": _people(*ACTING),
    "whom": _people(Role.AFFECTED),
    "relative": _people(*BEHIND),
    "published": _published,
    "text": _text,
}
