"""Find: which reports hold the words and fulfil the conditions, for the person who asks. Nothing of it is logged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rushlight.atlas import Entry, atlas
from rushlight.casefile import Casefile, Event, called
from rushlight.casefile.search import access, finding
from rushlight.casefile.search.asking import Question, question
from rushlight.casefile.search.conditions import Conditions, Decided
from rushlight.casefile.search.finding import Answer
from rushlight.casefile.search.names import name_spellings
from rushlight.casefile.search.spellings import place_spellings
from rushlight.casefile.stored import check_alias
from rushlight.codebook import codebook
from rushlight.errors import MisuseError
from rushlight.review import Status, standing


@dataclass(frozen=True, slots=True)
class FoundReports:
    """The answer, the question as it was understood, and the places that were meant."""

    answer: Answer
    question: Question
    places: tuple[Entry, ...] = ()


def find(
    case: Casefile,
    words: str,
    conditions: Conditions,
    *,
    actor: str,
    place: str | None,
    names: bool,
    first: int,
    shown: int,
) -> FoundReports:
    """The reports that fit. ``place`` is a name or an atlas id, and means all that lies within it as well.

    With ``names``, words are looked for in the spellings of a person's name too. The vault stays closed.

    Raises MisuseError for a question that cannot be understood and for a place the atlas does not know.
    """
    asked = question(words, name_spellings if names else place_spellings)
    if words.strip() and not asked.wanted:
        raise MisuseError("there is no word in this that could be looked for")
    places = places_named(place) if place is not None else ()
    if conditions.act is not None:
        _check_act(conditions.act)
    if places:
        conditions = replace(conditions, place=tuple(entry.id for entry in places))
    decided = _decided(case, actor) if conditions.about_statements else None
    answer = finding.find(case, asked, conditions, by=actor, decided=decided, first=first, shown=shown)
    return FoundReports(answer, asked, places)


def restrict(case: Casefile, report: str, to: Iterable[str], *, actor: str) -> Event:
    """Let only these people (by their aliases) find a report; nobody named lifts it. Raises MisuseError, CasefileError."""
    people = tuple(to)
    for person in people:
        check_alias(person)
    found = called.named(case._db, report, by=actor)
    if found is None or not access.may_find(case, found.id, actor):
        raise MisuseError("the casefile has no such report", where=report)
    return access.restrict(case, found.id, people, by=actor)


def kept_to(case: Casefile, document: str, *, actor: str) -> tuple[str, ...]:
    """The people (aliases) who alone may find a report; empty where everybody may, or where ``actor`` may not."""
    return access.kept_to(case, document, actor)


def places_named(name: str) -> tuple[Entry, ...]:
    """The places of this name, or the one with this id. Raises MisuseError."""
    known = atlas()
    found = (known.entry(name),) if name in known else known.lookup(name)
    if not found:
        raise MisuseError("the atlas knows no such place", hint="try another spelling, or the district around it")
    return found


def _check_act(act: str) -> None:
    if not any(act in (term.id, term.id.partition(".")[0]) for term in codebook()):
        raise MisuseError("the codebook has no such act", where=act, hint="such as detain.arrest, or detain for all of them")


def _decided(case: Casefile, actor: str) -> Decided:
    """What people decided about statements, for the conditions on them."""
    stands = standing(case.decisions(by=actor)).values()
    rejected = frozenset(s.statement for s in stands if s.status is Status.REJECTED)
    changed: dict[str, dict[str, str | None]] = {}
    for s in stands:
        if s.corrected or s.not_stated:
            changed[s.statement] = {name: c.value for name, c in s.corrected.items()} | dict.fromkeys(s.not_stated)
    return Decided(rejected, changed)
