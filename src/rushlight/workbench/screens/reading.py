"""Reading: the reports, one report with what is proposed from it, adding what nobody proposed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rushlight.codebook import codebook
from rushlight.codebook.words import document_kind_words, language_words
from rushlight.desk import blind
from rushlight.desk.adding import Marked
from rushlight.desk.catalogue import Listed, how_many, listed
from rushlight.desk.describe import describe
from rushlight.desk.finding import kept_to
from rushlight.desk.locating import located
from rushlight.desk.plain import plain
from rushlight.desk.renditions import other_language
from rushlight.desk.speaking_of import KINDS
from rushlight.errors import MisuseError
from rushlight.record import Modality, Report, Statement
from rushlight.review import Status
from rushlight.workbench.answering import Answer, Asked, Go
from rushlight.workbench.at_work import TYPED, is_dated, reviewing, typed_date, written_words
from rushlight.workbench.care import asks_first, opened
from rushlight.workbench.fielded import Choice, choices, kinds_of
from rushlight.workbench.marked import Block, blocks, marks_of, part_of, parts
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post
from rushlight.workbench.screens.queue import CarePage

A_PAGE = 40
"""Reports listed on one page."""

NAMED = ("agent", "affected", "speaker", "place", "time", "amounts")
"""Parts of a new statement that are a value of the report, or words of it."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report in the list, in words."""

    document: str
    alias: str
    kind: str
    language: str
    published: str
    read: bool
    accepted: int
    waiting: int
    blind: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsPage(Shown):
    """Every report, a page of them."""

    template: ClassVar[str] = "reading_list.html"
    screen: ClassVar[str] = "reading"
    reports: tuple[ReportRow, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One statement beside the text. ``number`` links it with its words; ``here``: they stand on this page of the report."""

    number: int
    id: str
    act: str
    told: str
    deed: bool
    scope: str
    whom_and_when: str
    who: str
    says: str
    quoted: str
    stands: str
    not_stated: tuple[str, ...]
    content: bool
    by_a_person: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingPage(Shown):
    """A report and what is said to stand in it; while it is read blind, only what the person marked."""

    template: ClassVar[str] = "reading.html"
    screen: ClassVar[str] = "reading"
    document: str
    alias: str
    language_of_report: str
    kind: str
    published: str
    kept_to: tuple[str, ...]
    """Those who alone may find it; empty where everybody may."""
    is_blind: bool
    was_blind: bool
    both: int
    only_marked: int
    only_proposed: int
    blocks: tuple[Block, ...]
    statements: tuple[StatementRow, ...]
    part: int
    parts: int
    before: str
    after: str
    other: str
    acts: tuple[Choice, ...]
    modalities: tuple[Choice, ...]
    scopes: tuple[Choice, ...]
    modes: tuple[Choice, ...]
    polarities: tuple[Choice, ...]
    named: tuple[tuple[str, tuple[Choice, ...]], ...]
    """For each part of a new statement that names something: what the report offers."""
    kinds: Mapping[str, tuple[Choice, ...]]
    """By part, what words that are given for it can be."""
    contents: tuple[Choice, ...]
    """Threats, demands and pledges that a new statement may be announced by."""


def show_list(asked: Asked) -> Answer:
    work, number = reviewing(asked), how_many(asked.desk)
    pages = max(1, -(-number // A_PAGE))
    page = min(max(asked.query.whole("page", 1), 1), pages)
    found = listed(asked.desk, work.index, (page - 1) * A_PAGE, A_PAGE)
    return ReportsPage(reports=tuple(_report_row(r, asked.language) for r in found), page=page, pages=pages)


def _report_row(r: Listed, lang: str) -> ReportRow:
    kind, day = document_kind_words(r.kind, lang), r.published.isoformat() if r.published else ""
    return ReportRow(r.document, r.alias, kind, language_words(r.language, lang), day, r.read, r.accepted, r.waiting, r.blind)


def show(asked: Asked) -> Answer:
    report = reviewing(asked).report(asked.params["document"])
    document, index = report.document.id, reviewing(asked).index
    hidden = index.is_blind(index.reports.of(document))
    if asks_first(asked, document, report.reading.statements, blind=hidden):
        after = _neighbour(asked, document, 1)
        skip = f"/reading/{after}" if after else "/reading"
        return CarePage(alias=report.alias, open_at=f"/reading/{document}/open", skip_to=skip, back="")
    return _page(asked, report)


def _page(asked: Asked, report: Report) -> ReadingPage:
    document, lang, work = report.document, asked.language, reviewing(asked)
    kept = work.index.reports.of(document.id)
    hidden = work.index.is_blind(kept)
    own = {line.id for line in kept.added}
    ordered = sorted(report.reading.statements, key=lambda s: (s.spans[0].start, s.spans[0].end))
    shown = [s for s in ordered if not hidden or s.id in own]
    numbered = list(enumerate(shown, 1))
    cuts = parts(document)
    part = min(max(asked.query.whole("part", 1), 1), len(cuts))
    here = [(n, s) for n, s in numbered if part_of(document, s.spans[0].start) == part]
    marks = [m for m in marks_of(report.reading, here) if not hidden or not m.kind]
    compared = _compared(asked, report, own)
    return ReadingPage(
        document=document.id,
        alias=report.alias,
        language_of_report=document.language,
        kind=document_kind_words(document.kind, lang),
        published=document.published.isoformat() if document.published else "",
        kept_to=kept_to(asked.desk.case, document.id, actor=asked.actor),
        is_blind=hidden,
        was_blind=compared is not None,
        both=len(compared.both) if compared else 0,
        only_marked=len(compared.only_marked) if compared else 0,
        only_proposed=len(compared.only_proposed) if compared else 0,
        blocks=blocks(document, report.text, *cuts[part - 1], marks),
        statements=tuple(_row(asked, report, n, s) for n, s in here),
        part=part,
        parts=len(cuts),
        before=_neighbour(asked, document.id, -1),
        after=_neighbour(asked, document.id, 1),
        other=other_language(asked.desk, document) or "",
        acts=choices("act", report.reading, lang),
        modalities=choices("modality", report.reading, lang),
        scopes=choices("scope", report.reading, lang),
        modes=choices("mode", report.reading, lang),
        polarities=choices("polarity", report.reading, lang),
        named=tuple((name, () if hidden else choices(name, report.reading, lang)) for name in NAMED),
        kinds={name: kinds_of(name, lang) for name in KINDS},
        contents=_announcing(shown, lang),
    )


def _row(asked: Asked, report: Report, number: int, proposed: Statement) -> StatementRow:
    lang, index = asked.language, reviewing(asked).index
    statement = next((s for s in report.accepted if s.id == proposed.id), proposed)
    told, said = describe(statement, report.reading, lang), plain(statement, report.reading, lang)
    return StatementRow(
        number=number,
        id=statement.id,
        act=told.act,
        told=said.told,
        deed=statement.modality is Modality.OCCURRED and statement.polarity == "affirmed",
        scope=said.scope,
        whom_and_when=said.whom,
        who=told.who,
        says=told.says,
        quoted=told.words,
        stands=index.status.get(statement.id, Status.PROPOSED).value,
        not_stated=(),
        content=statement.content_of is not None,
        by_a_person=statement.produced_by is not None and statement.produced_by.kind == "person",
    )


def _compared(asked: Asked, report: Report, own: set[str]) -> blind.Compared | None:
    """What was marked before the proposals were shown, beside them; None where the report was not read blind."""
    db, document = asked.desk.case._db, report.document.id
    if not blind.was_read(asked.desk.case, document, asked.actor):
        return None
    before = {row[0] for row in db.rows("SELECT id FROM added WHERE document = ? AND blind = 1", (document,))}
    statements = report.reading.statements
    return blind.compare([s for s in statements if s.id in before & own], [s for s in statements if s.id not in own])


def _announcing(statements: Sequence[Statement], lang: str) -> tuple[Choice, ...]:
    announcing = [s for s in statements if s.act.split(".")[0] in ("threat", "demand") or s.act == "respond.pledge"]
    return tuple(Choice(s.id, f"{codebook().term(s.act).label(lang)}: {s.spans[0].exact[:60]}") for s in announcing)


def _neighbour(asked: Asked, document: str, by: int) -> str:
    """The report that was read before or after this one; empty at the end."""
    index = reviewing(asked).index
    kept = index.reports.find(document)
    at = -1 if kept is None else kept.place + by
    return index.reports[at].document if 0 <= at < len(index.reports) else ""


# --- marking ---------------------------------------------------------------------------------------


def add(asked: Asked) -> Answer:
    """A statement that nobody proposed, from words of the report."""
    document, form = asked.params["document"], asked.form
    report = reviewing(asked).report(document)
    words = located(report.text, form.one("words").strip(), at=form.get("at-words"))
    near = int(words.split("-")[0])
    named = {name: _named(asked, report, name, near) for name in NAMED}
    marked = Marked(
        act=form.one("act"),
        words=words,
        modality=form.one("modality"),
        scope=form.one("scope"),
        polarity=form.get("polarity", "affirmed"),
        mode=form.get("mode", "narrator"),
        content_of=form.get("content_of"),
        **named,
    )
    asked.desk.add_statement(document, marked)
    said = asked.say("Added. It counts once somebody has accepted it.")
    return Go(f"/reading/{document}?part={part_of(reviewing(asked).report(document).document, near)}", said)


def _named(asked: Asked, report: Report, name: str, near: int) -> str:
    """A value of the report that was chosen, a date that was typed, or where the words stand that were given."""
    chosen, words = asked.form.get(f"field-{name}"), asked.form.get(f"typed-{name}").strip()
    if name == "time" and not words and chosen in ("", TYPED) and is_dated(asked):
        return typed_date(asked)
    if words and chosen in ("", TYPED):
        return written_words(asked, report, name, words, near)
    if chosen == TYPED:
        raise MisuseError("something has to be typed beside this field", where=name)
    return chosen


def finish(asked: Asked) -> Answer:
    """The report was read; from now on its proposals are shown."""
    document = asked.params["document"]
    asked.desk.finish_blind(document)
    return Go(f"/reading/{document}", asked.say("Read. What is proposed is shown now, beside what you marked."))


def open_it(asked: Asked) -> Answer:
    document = reviewing(asked).report(asked.params["document"]).document.id
    opened(asked, document)
    return Go(f"/reading/{document}")


ROUTES = (
    get("/reading", show_list),
    get("/reading/{document}", show),
    post("/reading/{document}/add", add),
    post("/reading/{document}/finish", finish),
    post("/reading/{document}/open", open_it),
)
