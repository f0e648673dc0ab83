"""Events: what is told of one happening, by whom, from how many independent sources, and why that many."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from rushlight.atlas import atlas
from rushlight.codebook import codebook
from rushlight.codebook.comparing import compared_role, compared_words
from rushlight.codebook.words import currency_words, figure_words
from rushlight.corroboration import ClaimRow, ClaimTable, EventGroup, SourceGraph, Verification
from rushlight.corroboration.accounts import Account
from rushlight.counting import Told
from rushlight.desk.linking import Linked
from rushlight.drawing import Claim, Drawing, Heard, Origin, Teller, TimelineRow, hearsay_figure, matrix, timeline
from rushlight.errors import MisuseError
from rushlight.workbench.answering import Answer, Asked
from rushlight.workbench.joined import comparing_page, found, worked_out
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get
from rushlight.workbench.screens.map import by_province
from rushlight.workbench.two_sides import SaidRow, act_words, said_rows

SHOWN = 30
MARKS = {"says so": "says_so", "differs": "differs", "silent": "silent"}


@dataclass(frozen=True, slots=True)
class EventRow:
    """One happening in the list. ``sources`` is the interval of independent sources in words, such as "1-2"."""

    name: str
    acts: str
    reports: str
    when: str
    sources: str
    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventsPage(Shown):
    """Happenings, those told by several reports first unless all are asked for."""

    template: ClassVar[str] = "events.html"
    screen: ClassVar[str] = "events"
    fresh: bool
    everything: bool
    alone: int
    rows: tuple[EventRow, ...]
    page: int
    last: int


@dataclass(frozen=True, slots=True)
class ClaimReasons:
    """Why the sources of one claim count as they do."""

    claim: str
    sources: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TellingRow:
    """What one report says of it, statement by statement."""

    name: str
    alias: str
    document: str
    statements: tuple[SaidRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage(Shown):
    """One happening: the matrix, the counts with their reasons, when, and who had it from whom."""

    template: ClassVar[str] = "event.html"
    screen: ClassVar[str] = "events"
    fresh: bool
    name: str
    standing: str
    basis: str
    acts: str
    sources: str
    matrix: Drawing
    claims: tuple[ClaimReasons, ...]
    contradictions: tuple[str, ...]
    timeline: Drawing
    hearsay: Drawing
    tellings: tuple[TellingRow, ...]
    previous: str
    next: str


def show(asked: Asked) -> Answer:
    kept = found(asked)
    if kept is None:
        return comparing_page(asked, "events")
    told = worked_out(asked, kept, "told", by_province)
    if told is None:
        return comparing_page(asked, "events")
    linked, everything = kept.linked, asked.query.get("all") == "1"
    several = [g for g in linked.groups if len(g.reports) > 1]
    groups = linked.groups if everything else several
    last = max(1, -(-len(groups) // SHOWN))
    page = min(last, max(1, asked.query.whole("page", 1)))
    return EventsPage(
        fresh=kept.fresh,
        everything=everything,
        alone=len(linked.groups) - len(several),
        rows=tuple(_row(asked, linked, told.get(g.id), g) for g in groups[(page - 1) * SHOWN : page * SHOWN]),
        page=page,
        last=last,
    )


def show_event(asked: Asked) -> Answer:
    kept = found(asked)
    if kept is None:
        return comparing_page(asked, "events")
    told = worked_out(asked, kept, "told", by_province)
    if told is None:
        return comparing_page(asked, "events")
    linked, lang = kept.linked, asked.language
    group = linked.group(asked.params["event"])
    if group is None:
        raise MisuseError("there is no such happening", hint="what was decided since may have changed it: go back to the list")
    claims, graph = linked.claims(group), linked.book.graph(group)
    one = told.get(group.id)
    position = linked.groups.index(group)
    names = [f"/events/{linked.names[g.id]}" for g in linked.groups]
    return EventPage(
        fresh=kept.fresh,
        name=linked.names[group.id],
        standing=standing_of(asked, linked.standing[group.id]),
        basis=_basis(asked, group.basis),
        acts=_acts(one, lang),
        sources=str(linked.sources[group.id]),
        matrix=claims_matrix(asked, claims),
        claims=_reasons(asked, claims),
        contradictions=tuple(compared_words(c, lang) for c in group.contradictions),
        timeline=timeline(_rows_of(asked, linked, group, one), lang),
        hearsay=hearsay(asked, graph),
        tellings=tuple(_telling(linked, group, h, lang) for h in group.heads),
        previous=names[position - 1] if position else "",
        next=names[position + 1] if position + 1 < len(names) else "",
    )


def _row(asked: Asked, linked: Linked, told: Told | None, group: EventGroup) -> EventRow:
    return EventRow(
        name=linked.names[group.id],
        acts=_acts(told, asked.language),
        reports=", ".join(group.reports),
        when=when_words(told, asked.language),
        sources=str(linked.sources[group.id]),
        standing=standing_of(asked, linked.standing[group.id]),
    )


def _acts(told: Told | None, lang: str) -> str:
    return ", ".join(act_words(a, lang) for a in told.acts) if told else ""


def when_words(told: Told | None, lang: str) -> str:
    """The days it may have been on, in figures."""
    if told is None or not told.dated:
        return figure_words("undated", lang)
    if told.earliest == told.latest:
        return str(told.earliest)
    first = told.earliest.isoformat() if told.earliest else figure_words("open_start", lang)
    last = told.latest.isoformat() if told.latest else figure_words("open_end", lang)
    return f"{first} – {last}"


def standing_of(asked: Asked, value: Verification) -> str:
    return {
        Verification.UNVERIFIED: asked.say("nobody who can be named says so"),
        Verification.SINGLE_SOURCE: asked.say("not shown to be more than one source"),
        Verification.CORROBORATED: asked.say("independent sources agree"),
        Verification.CONTESTED: asked.say("a source says otherwise"),
    }[value]


def _basis(asked: Asked, basis: str) -> str:
    return {
        "single": asked.say("told by one report"),
        "machine": asked.say("joined because comparing calls the pairs likely; nobody has looked at them"),
        "person": asked.say("joined because people said so"),
    }.get(basis, asked.say("joined partly because people said so, partly because comparing calls the pairs likely"))


def claim_words(asked: Asked, row: ClaimRow) -> str:
    """A claim in words: "place: Hyesan"; a place that the gazetteer knows by its name in the page's language."""
    kind, _, role = row.claim.partition(" ")
    said = {
        "happened": asked.say("it happened"),
        "place": asked.say("where"),
        "date": asked.say("when"),
        "perpetrator": asked.say("who acted"),
    }.get(kind) or asked.say("sum, %(role)s", role=compared_role(role, asked.language))
    value = atlas().label(row.place, asked.language) if row.place else _value(kind, row.value, asked.language)
    return f"{said}: {value}"


def _value(kind: str, value: str, lang: str) -> str:
    if kind == "happened" and lang != "en":
        return next((t for t in _labels(lang) if t[0] == value), (value, value))[1]
    if kind == "date":
        return value.replace("/", " – ")
    if kind == "amount":
        return re.sub(r"([0-9.]+) ([A-Z]{3})\b", lambda sum_: f"{Decimal(sum_[1]):,f} {currency_words(sum_[2], lang)}", value)
    return OFFICES.get(value, value) if kind == "perpetrator" and lang == "ko" else value


OFFICES = {
    "state security": "보위 기관",
    "police": "경찰·안전 기관",
    "party": "당 기관",
    "army": "군",
    "prosecution": "검찰·재판소",
}


def _labels(lang: str) -> list[tuple[str, str]]:
    return [(t.label_en, t.label(lang)) for t in codebook()]


def claims_matrix(asked: Asked, table: ClaimTable) -> Drawing:
    """Who says so: claims by reports, grouped under the origin they certainly share."""
    origins = [
        Origin(f"{n}.{alias}", alias, asked.say("origin %(n)s", n=n))
        for n, column in enumerate(table.columns, 1)
        for alias in column.aliases
    ]
    claims = [
        Claim(
            claim_words(asked, row),
            {
                f"{n}.{alias}": MARKS[cell.value]  # type: ignore[misc]
                for n, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True), 1)
                for alias in column.aliases
            },
            str(row.count),
        )
        for row in table.rows
    ]
    return matrix(claims, origins, asked.language)


def _reasons(asked: Asked, table: ClaimTable) -> tuple[ClaimReasons, ...]:
    return tuple(
        ClaimReasons(
            claim_words(asked, row),
            str(row.count),
            tuple(compared_words(why, asked.language) for why in row.count.reasons),
        )
        for row in table.rows
    )


def _rows_of(asked: Asked, linked: Linked, group: EventGroup, one: Told | None) -> list[TimelineRow]:
    """The happening as a whole with its core, then each report's own days."""
    rows = []
    if one is not None and len(group.reports) > 1:
        rows.append(TimelineRow(asked.say("all tellings together"), one.earliest, one.latest, core=one.core, whole=True))
    for report in (linked.report(alias) for alias in group.reports):
        for s in report.accepted:
            if s.id in group.supports and s.time:
                time = report.reading.time(s.time)
                dated = (time.earliest, time.latest) if time.resolved else (None, None)
                rows.append(TimelineRow(f"{report.alias}: {act_words(s.act, asked.language)}", *dated))
    return rows


def hearsay(asked: Asked, graph: SourceGraph) -> Drawing:
    """Who heard from whom, as far as the record knows; by aliases, never by name."""
    sources = {s.id: s.alias for s in asked.desk.case.sources()}
    tellers = [Teller(f"a{n}", a.alias, _knowledge(asked, a)) for n, a in enumerate(graph.accounts)]
    heard: list[Heard] = []
    origins: dict[str, Teller] = {}
    for n, account in enumerate(graph.accounts):
        for node in sorted({*([account.root] if account.root else []), *([account.outlet] if account.outlet else [])}):
            kind, _, name = node.partition(":")
            words = sources.get(name, asked.say("a recorded source")) if kind == "source" else name
            origins.setdefault(node, Teller(node, words))
            heard.append(Heard(f"a{n}", node))
    maybe = [Heard(f"a{d.left}", f"a{d.right}", certain=False) for d in graph.dependences if not d.certain]
    return hearsay_figure([*tellers, *origins.values()], [*heard, *maybe], asked.language)


def _knowledge(asked: Asked, account: Account) -> str:
    return {
        "own experience": asked.say("own experience"),
        "heard from others": asked.say("heard from others"),
    }.get(account.knowledge, asked.say("told by a source"))


def _telling(linked: Linked, group: EventGroup, head: str, lang: str) -> TellingRow:
    report = next(r for r in map(linked.report, group.reports) if any(s.id == head for s in r.accepted))
    rows = said_rows(report, {*group.supports, *group.contradicting}, lang)
    return TellingRow(linked.told.get(head, report.alias), report.alias, report.document.id, rows)


ROUTES = (get("/events", show), get("/events/{event}", show_event))
