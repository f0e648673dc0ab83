"""Wherein two readers differ, side by side, with what settles it; and how far they agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rushlight.codebook import codebook
from rushlight.desk.describe import describe
from rushlight.desk.difference_words import (
    DifferenceWords,
    agreement_words,
    compared_words,
    difference_words,
    interval,
    verdict_words,
)
from rushlight.desk.locating import located
from rushlight.desk.speaking_of import KINDS, written
from rushlight.desk.two_readers import AddedAlone, Agreed, Difference
from rushlight.errors import MisuseError
from rushlight.review import FieldAgreement
from rushlight.review.comparing import VERDICT
from rushlight.review.fields import NEVER_EMPTY
from rushlight.review.resampling import DRAWS, FEWEST_REPORTS, FEWEST_STATEMENTS
from rushlight.review.written import FIELDS as WRITTEN
from rushlight.workbench.answering import Answer, Asked, Go
from rushlight.workbench.at_work import NOT_STATED, TYPED
from rushlight.workbench.fielded import Choice, choices
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post

SHOWN = 25
"""Differences on a page."""

_AGREED, _DIFFERENCES = "team.agreed", "team.differences"
"""In the memory: (events that the figures rest on, the figures), for drawing 2,000 times takes a moment."""


@dataclass(frozen=True, slots=True)
class Said:
    """One field in which they differ, in words."""

    field: str
    name: str
    first: str
    second: str
    others: tuple[Choice, ...]
    """What it could be instead, as far as it can be chosen."""
    typed: bool
    """Whether words of the report, or a date, can be typed instead."""
    can_be_empty: bool


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A statement of which two readers said different things. ``words`` are the report's own."""

    name: str
    statement: str
    document: str
    act: str
    happened: str
    words: str
    first: str
    second: str
    said: tuple[Said, ...]
    settled_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class AddedRow:
    """A statement that one reader alone added: it waits in the queue."""

    name: str
    statement: str
    act: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferencesPage(Shown):
    """What waits to be settled, or what was."""

    template: ClassVar[str] = "team_differences.html"
    screen: ClassVar[str] = "team"
    rows: tuple[DifferenceRow, ...]
    added: tuple[AddedRow, ...]
    settled: bool
    """Whether those are shown that were settled."""
    open_ones: int
    settled_ones: int
    page: int
    last: int


@dataclass(frozen=True, slots=True)
class FieldRow:
    """Agreement in one field. ``same`` of ``statements`` were exactly alike; ``raw`` in percent, empty for none."""

    name: str
    statements: int
    reports: int
    same: int
    raw: str
    kappa: str
    alpha: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementPage(Shown):
    """How far two readers agree, over every report that both have finished."""

    template: ClassVar[str] = "team_agreement.html"
    screen: ClassVar[str] = "team"
    reports: int
    fields: tuple[FieldRow, ...]
    left_out: tuple[str, ...]
    draws: int
    fewest_statements: int
    fewest_reports: int


def differences(asked: Asked) -> Answer:
    wanted, page = asked.query.get("settled") == "yes", max(1, asked.query.whole("page", 1))
    found = _differences(asked)
    shown = [d for d in found if (d.settled is not None) == wanted]
    settled = sum(d.settled is not None for d in found)
    return DifferencesPage(
        rows=tuple(_row(d, asked.language) for d in shown[(page - 1) * SHOWN : page * SHOWN]),
        added=() if wanted else tuple(_added(a, asked.language) for a in asked.desk.added_alone()),
        settled=wanted,
        open_ones=len(found) - settled,
        settled_ones=settled,
        page=page,
        last=max(1, -(-len(shown) // SHOWN)),
    )


def _row(found: Difference, language: str) -> DifferenceRow:
    statement = found.compared.statement
    described = describe(statement, found.reading, language)
    return DifferenceRow(
        name=f"{found.alias}.{found.number}",
        statement=statement.id,
        document=found.document,
        act=codebook().term(statement.act).label(language),
        happened=described.happened,
        words=described.words,
        first=found.first,
        second=found.second,
        said=tuple(_said(w, found, language) for w in difference_words(found, language)),
        settled_by=found.settled.by if found.settled else "",
        reason=(found.settled.reason or "") if found.settled else "",
    )


def _said(words: DifferenceWords, found: Difference, language: str) -> Said:
    name = words.field
    if name == VERDICT:
        others = tuple(Choice(v, verdict_words(v, language)) for v in ("accepted", "rejected", "unsure"))
    else:
        others = () if name == "words" else choices(name, found.reading, language)
    typed = name in WRITTEN or name in ("time", "words")
    return Said(name, words.name, words.first, words.second, others, typed, name not in (*NEVER_EMPTY, VERDICT))


def _added(found: AddedAlone, language: str) -> AddedRow:
    act = codebook().term(found.statement.act).label(language)
    return AddedRow(f"{found.alias}.{found.number}", found.statement.id, act, found.person)


def settle(asked: Asked) -> Answer:
    """Each field says ``first``, ``second`` or ``third``, which stands beside it: in the form nothing is chosen beforehand."""
    chosen = {name.removeprefix("field-"): asked.form.one(name) for name in asked.form.names() if name.startswith("field-")}
    if set(chosen.values()) - {"first", "second", "third"}:
        raise MisuseError("this is no answer to the question", hint="go back and choose one of the three")
    for name in [n for n, side in chosen.items() if side == "third"]:
        chosen[name] = _third(asked, name)
    asked.desk.settle_difference(asked.params["statement"], chosen, asked.form.get("reason").strip())
    return Go("/team/differences", asked.say("Settled. Both readings and the reason stay in the log."))


def _third(asked: Asked, name: str) -> str:
    """What neither of the two said: a value of the field, words of the report, a date, or that it is not stated (empty)."""
    value, words = asked.form.get(f"third-{name}"), asked.form.get(f"typed-{name}").strip()
    if value == NOT_STATED:
        return ""
    if value not in ("", TYPED):
        return value
    found = next((d for d in _differences(asked) if d.compared.statement.id == asked.params["statement"]), None)
    if not words or found is None:
        raise MisuseError("say what holds instead", where=name[:40])
    if name == "time":
        return words
    places = located(found.text, words, near=found.compared.statement.spans[0].start)
    return written(name, places, "", found.text, found.reading) if name in KINDS else places


def agreement(asked: Asked) -> Answer:
    found = _agreed(asked)
    return AgreementPage(
        reports=found.reports,
        fields=tuple(_field(f, asked.language) for f in found.fields),
        left_out=found.left_out,
        draws=DRAWS,
        fewest_statements=FEWEST_STATEMENTS,
        fewest_reports=FEWEST_REPORTS,
    )


def _differences(asked: Asked) -> tuple[Difference, ...]:
    """The differences, compared anew only after something was decided or finished."""
    now = (asked.desk.agreement_rests_on(), len(asked.desk.case.devices()), asked.desk.decisions_made())
    held: tuple[object, tuple[Difference, ...]] | None = asked.memory.get(_DIFFERENCES)
    if held is None or held[0] != now:
        held = asked.memory[_DIFFERENCES] = (now, asked.desk.differences())
    return held[1]


def _agreed(asked: Asked) -> Agreed:
    """The figures, drawn anew only after somebody finished a report or one was read anew."""
    now = asked.desk.agreement_rests_on()
    held: tuple[object, Agreed] | None = asked.memory.get(_AGREED)
    if held is None or held[0] != now:
        held = asked.memory[_AGREED] = (now, asked.desk.agreement())
    return held[1]


def _field(found: FieldAgreement, language: str) -> FieldRow:
    return FieldRow(
        name=compared_words(found.field, language),
        statements=found.statements,
        reports=found.reports,
        same=found.same,
        raw="" if found.raw is None else f"{found.raw:.0%}",
        kappa=interval(found.kappa),
        alpha=interval(found.alpha),
        words=agreement_words(found, language),
    )


ROUTES = (
    get("/team/differences", differences),
    post("/team/differences/{statement}/settle", settle),
    get("/team/agreement", agreement),
)
