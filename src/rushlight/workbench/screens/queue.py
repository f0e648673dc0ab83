"""The queue: one proposal at a time, its words beside it, and a decision that leads to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rushlight.codebook import codebook
from rushlight.codebook.words import word
from rushlight.desk.describe import describe
from rushlight.desk.locating import located
from rushlight.desk.plain import plain
from rushlight.desk.renditions import other_language
from rushlight.desk.reviewing import Item
from rushlight.errors import MisuseError
from rushlight.record import Modality, Report, Verdict
from rushlight.review import Status
from rushlight.workbench.answering import Answer, Asked, Go
from rushlight.workbench.at_work import ToldRow, check_field, correct_what_was_sent, last_decisions, reviewing
from rushlight.workbench.care import asks_first, opened
from rushlight.workbench.fielded import FieldRow, rows
from rushlight.workbench.marked import Block, around, blocks, marks_of_one, part_of
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post
from rushlight.workbench.translated import BesidePiece, How, one_side, view


@dataclass(frozen=True, slots=True)
class CommentRow:
    """What somebody wrote beside a statement."""

    by: str
    on: str
    text: str


@dataclass(frozen=True, slots=True)
class Family:
    """A threat, demand or pledge and what it announced belong together: the other half, with where it stands."""

    statement: str
    announces: bool
    act: str
    status: str


@dataclass(frozen=True, slots=True)
class BesideRow:
    """The sentences of the same report in another language that stand beside a statement, its words there lit."""

    alias: str
    language: str
    pieces: tuple[BesidePiece, ...]
    how: How
    differs: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuePage(Shown):
    """One proposal to decide."""

    template: ClassVar[str] = "queue.html"
    screen: ClassVar[str] = "queue"

    statement: str
    document: str
    alias: str
    language_of_report: str
    part: int
    """The page of the report where its words stand."""
    more: bool
    """Whether weakly founded proposals are shown too."""
    act: str
    told: str
    scope: str
    whom_and_when: str
    deed: bool
    """Whether it is said to have happened: only then it looks like a deed."""
    quoted: str
    """Its own words."""
    by_a_person: bool
    read_by: str
    differ: tuple[str, ...]
    band: str
    why: str
    """Why it stands where it stands: empty where nothing special is to be minded."""
    stands: str
    fields: tuple[FieldRow, ...]
    blocks: tuple[Block, ...]
    family: tuple[Family, ...]
    comments: tuple[CommentRow, ...]
    last: tuple[ToldRow, ...]
    previous: str
    """The statement before in the queue; empty at its beginning."""
    next: str
    report_before: str
    report_after: str
    other: str
    """The same report in the other language; empty where there is none."""
    beside: BesideRow | None
    """What stands there beside this statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EmptyQueue(Shown):
    """Nothing waits, or nothing but what is weakly founded."""

    template: ClassVar[str] = "queue_empty.html"
    screen: ClassVar[str] = "queue"
    any_report: bool
    """Whether there is any report at all."""
    hidden: int
    """Weakly founded proposals, which wait behind "more"."""
    last: tuple[ToldRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CarePage(Shown):
    """A word before a report that tells of violence."""

    template: ClassVar[str] = "care.html"
    screen: ClassVar[str] = "queue"
    alias: str
    open_at: str
    """Where the button that opens it sends to."""
    skip_to: str
    """Where passing it over leads."""
    back: str


def first(asked: Asked) -> Answer:
    """Begin at the front of the queue."""
    more, work = _more(asked), reviewing(asked)
    statement = work.first(more=more)
    if statement is not None:
        return Go(_path(statement, more))
    left = work.first(more=True)
    return EmptyQueue(
        any_report=bool(asked.desk.case.documents(by=asked.actor)),
        hidden=0 if left is None else work.index.weakly_founded(),
        last=last_decisions(asked),
    )


def show(asked: Asked) -> Answer:
    item, more = reviewing(asked).item(asked.params["statement"]), _more(asked)
    report = item.report
    if asks_first(asked, report.document.id, report.reading.statements):
        beside = reviewing(asked).report_beside(item.proposed.id, more=more)
        skip = _path(beside, more) if beside else "/queue"
        return CarePage(alias=report.alias, open_at=f"/queue/{item.proposed.id}/open", skip_to=skip, back=_more_query(more))
    asked.desk.own_times.shown(item.proposed.id)
    return _page(asked, item, more)


def _page(asked: Asked, item: Item, more: bool) -> QueuePage:
    work, lang, report, now = reviewing(asked), asked.language, item.report, item.now
    told, said = describe(now, report.reading, lang), plain(now, report.reading, lang)
    start, end = around(report.document, now.spans)
    other = other_language(asked.desk, report.document) or ""
    here = item.proposed.id
    return QueuePage(
        statement=here,
        document=report.document.id,
        alias=report.alias,
        language_of_report=report.document.language,
        part=part_of(report.document, now.spans[0].start),
        more=more,
        act=told.act,
        told=said.told,
        scope=said.scope,
        whom_and_when=said.whom,
        deed=now.modality is Modality.OCCURRED and now.polarity == "affirmed",
        quoted=told.words,
        by_a_person=now.produced_by is not None and now.produced_by.kind == "person",
        read_by=told.read_by,
        differ=tuple(told.differ.splitlines()),
        band=told.band,
        why=word("why", item.why, lang),
        stands=item.stand.status.value,
        fields=rows(item, lang),
        blocks=blocks(report.document, report.text, start, end, marks_of_one(report.reading, now)),
        family=_family(asked, item),
        comments=tuple(CommentRow(by, at.date().isoformat(), text) for by, at, text in item.comments),
        last=last_decisions(asked),
        previous=work.before(here, more=more) or "",
        next=_other_than(work.after(here, more=more), here),
        report_before=work.report_beside(here, back=True, more=more) or "",
        report_after=work.report_beside(here, more=more) or "",
        other=other,
        beside=_beside(asked, report, other, here) if other else None,
    )


def _beside(asked: Asked, report: Report, other: str, statement: str) -> BesideRow | None:
    """None where the other report is to be read first, or tells of violence and was not opened yet."""
    work = reviewing(asked)
    there, kept = work.report(other), work.index.reports.find(other)
    if kept is None or work.index.is_blind(kept) or asks_first(asked, other, there.reading.statements):
        return None
    shown = view(asked, work.report(report.document.id), there)
    found = next((one for one in shown.linked if one.statement.id == statement), None)
    if found is None:
        return None
    return BesideRow(there.alias, there.document.language, one_side(shown, found), found.how, found.differs)


def _family(asked: Asked, item: Item) -> tuple[Family, ...]:
    index, reading = reviewing(asked).index, item.report.reading
    out = []
    for s in reading.statements:
        if s.id == item.proposed.content_of or s.content_of == item.proposed.id:
            status = index.status.get(s.id, Status.PROPOSED).value
            act = codebook().term(s.act).label(asked.language)
            out.append(Family(s.id, s.content_of == item.proposed.id, act, status))
    return tuple(out)


def _other_than(statement: str | None, here: str) -> str:
    return "" if statement is None or statement == here else statement


# --- deciding --------------------------------------------------------------------------------------


def decide(asked: Asked) -> Answer:
    """Accept, reject or unsure; then the one that stood behind it."""
    statement, more, work = asked.params["statement"], _more(asked), reviewing(asked)
    verdict = asked.form.one("verdict")
    following = work.after(statement, more=more)
    if verdict == Verdict.ACCEPT:
        work.accept(statement, asked.form.all("seen"))
        said = asked.say("Accepted.")
    elif verdict == Verdict.REJECT:
        work.reject(statement)
        said = asked.say("Rejected.")
    elif verdict == Verdict.UNSURE:
        asked.desk.decide(statement, Verdict.UNSURE)
        said = asked.say("Kept as unsure; it comes again later.")
    else:
        raise MisuseError("there is no such verdict", where=verdict[:40])
    return Go(_path(following, more) if following and following != statement else f"/queue{_more_query(more)}", said)


def correct(asked: Asked) -> Answer:
    """Put other values into fields; the statement itself still waits."""
    statement = asked.params["statement"]
    made = correct_what_was_sent(asked, reviewing(asked).item(statement))
    corrected = asked.ngettext("%(num)s field corrected.", "%(num)s fields corrected.", made)
    return Go(_path(statement, _more(asked)), corrected if made else asked.say("Nothing changed."))


def not_stated(asked: Asked) -> Answer:
    """Say that the report does not state a field."""
    statement = asked.params["statement"]
    asked.desk.decide(statement, Verdict.NOT_STATED, field=check_field(asked.form.one("field")))
    return Go(_path(statement, _more(asked)), asked.say("Marked as not stated. Now decide about the statement itself."))


def reselect(asked: Asked) -> Answer:
    """Choose its words again."""
    statement = asked.params["statement"]
    item = reviewing(asked).item(statement)
    near = item.proposed.spans[0].start
    where = located(item.report.text, asked.form.one("words").strip(), at=asked.form.get("at"), near=near)
    asked.desk.decide(statement, Verdict.CORRECT, field="words", value=where)
    return Go(_path(statement, _more(asked)), asked.say("Its words were chosen again."))


def comment(asked: Asked) -> Answer:
    statement = reviewing(asked).item(asked.params["statement"]).proposed.id
    asked.desk.comment(statement, asked.form.one("text"))
    return Go(_path(statement, _more(asked)), asked.say("Your comment stands beside it."))


def undo(asked: Asked) -> Answer:
    """Take back your last decision that stands, and look at its statement again."""
    return _again(asked, asked.desk.undo().statement)


def take_back(asked: Asked) -> Answer:
    """Take back one of the last ten."""
    return _again(asked, reviewing(asked).take_back(asked.params["decision"]).statement)


def _again(asked: Asked, statement: str) -> Answer:
    more = _more(asked)
    return Go(_path(statement, more), asked.say("Taken back; it waits again."))


def open_it(asked: Asked) -> Answer:
    """After the word before it."""
    item = reviewing(asked).item(asked.params["statement"])
    opened(asked, item.report.document.id)
    return Go(_path(item.proposed.id, _more(asked)))


def _more(asked: Asked) -> bool:
    return "1" in (asked.form.get("more"), asked.query.get("more"))


def _more_query(more: bool) -> str:
    return "?more=1" if more else ""


def _path(statement: str, more: bool) -> str:
    return f"/queue/{statement}{_more_query(more)}"


ROUTES = (
    get("/queue", first),
    get("/queue/{statement}", show),
    post("/queue/undo", undo),
    post("/queue/back/{decision}", take_back),
    post("/queue/{statement}/decide", decide),
    post("/queue/{statement}/correct", correct),
    post("/queue/{statement}/not-stated", not_stated),
    post("/queue/{statement}/words", reselect),
    post("/queue/{statement}/comment", comment),
    post("/queue/{statement}/open", open_it),
)
