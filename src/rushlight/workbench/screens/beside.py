"""The same report in two languages: sentence beside sentence, a statement's words in both, and a person's word on them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from rushlight.desk.describe import describe
from rushlight.desk.locating import located
from rushlight.desk.plain import plain
from rushlight.desk.renditions import link_words, other_language
from rushlight.errors import MisuseError
from rushlight.record import Modality, Report, places_of
from rushlight.workbench.answering import Answer, Asked, Go
from rushlight.workbench.at_work import reviewing
from rushlight.workbench.care import asks_first
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post
from rushlight.workbench.translated import BesideRow, Linked, PartRow, View, part_rows, parts, rows, view

PART = 12_000
"""Letters of both texts that one page shows."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A statement under its number. ``there``: the page where it is chosen; ``right``: only the other report says it."""

    number: int
    id: str
    act: str
    how: str
    right: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """The statement that was chosen, in words, part by part; ``by_person``: a person has said where it stands."""

    number: int
    id: str
    act: str
    told: str
    deed: bool
    scope: str
    words: str
    places: str
    by_person: bool
    differs: bool
    parts: tuple[PartRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BesidePage(Shown):
    """The same report in two languages, sentence by sentence."""

    template: ClassVar[str] = "beside.html"
    screen: ClassVar[str] = "reading"
    document: str
    other: str
    alias: str
    other_alias: str
    language_of_report: str
    other_language: str
    is_blind: bool
    """One of the two is to be read before anything that is proposed from it is shown."""
    back: str
    """The statement in the queue that this page was opened from; empty where it was opened from the report."""
    rows: tuple[BesideRow, ...]
    chosen: Chosen | None
    statements: tuple[Numbered, ...]
    part: int
    parts: int


def show(asked: Asked) -> Answer:
    """Both texts. Raises MisuseError where nobody said that they are one text, and for a statement of neither."""
    left, right = _both(asked)
    for one in (left, right):
        if asks_first(asked, one.document.id, one.reading.statements):
            return Go(f"/reading/{one.document.id}")
    if _is_blind(asked, left) or _is_blind(asked, right):
        left, right = _without_proposals(left), _without_proposals(right)
    return _page(asked, view(asked, left, right))


def _both(asked: Asked) -> tuple[Report, Report]:
    work = reviewing(asked)
    left, right = work.report(asked.params["document"]), work.report(asked.params["other"])
    if other_language(asked.desk, left.document) != right.document.id:
        raise MisuseError("nobody has said that these two are the same text", hint="say so in Pairs first")
    return left, right


def _page(asked: Asked, shown: View) -> BesidePage:
    left, right = shown.rendition.left, shown.rendition.right
    chosen = _chosen(asked, shown)
    cuts = parts(shown.rendition, PART)
    part = min(max(asked.query.whole("part", _part_of(shown, chosen, cuts)), 1), len(cuts))
    return BesidePage(
        document=left.document.id,
        other=right.document.id,
        alias=left.alias,
        other_alias=right.alias,
        language_of_report=left.document.language,
        other_language=right.document.language,
        is_blind=_is_blind(asked, left) or _is_blind(asked, right),
        back=chosen.statement.id if chosen and asked.query.get("from") == "queue" else "",
        rows=rows(shown, *cuts[part - 1], chosen),
        chosen=_told(asked, shown, chosen) if chosen else None,
        statements=_statements(asked, shown),
        part=part,
        parts=len(cuts),
    )


def _is_blind(asked: Asked, report: Report) -> bool:
    index = reviewing(asked).index
    kept = index.reports.find(report.document.id)
    return kept is not None and index.is_blind(kept)


def _without_proposals(report: Report) -> Report:
    """The report as somebody sees it who is to read it first: its text."""
    bare = replace(report.reading, parties=(), places=(), times=(), amounts=(), statements=())
    return replace(report, reading=bare, accepted=())


def _chosen(asked: Asked, shown: View) -> Linked | None:
    wanted = asked.query.get("statement")
    if not wanted:
        return None
    found = next((one for one in shown.linked if one.statement.id == wanted), None)
    if found is None:
        raise MisuseError("the casefile has no such statement", where=wanted[:40])
    return found


def _part_of(shown: View, chosen: Linked | None, cuts: list[tuple[int, int]]) -> int:
    """The page of both texts where the chosen statement stands."""
    beads = shown.rendition.alignment.beads_of(chosen.statement.spans) if chosen else ()
    return next((n for n, (start, end) in enumerate(cuts, 1) if beads and start <= beads[0] < end), 1)


def _told(asked: Asked, shown: View, chosen: Linked) -> Chosen:
    reading, lang, s = shown.rendition.left.reading, asked.language, chosen.statement
    told, said = describe(s, reading, lang), plain(s, reading, lang)
    return Chosen(
        number=chosen.number,
        id=s.id,
        act=told.act,
        told=said.told,
        deed=s.modality is Modality.OCCURRED and s.polarity == "affirmed",
        scope=said.scope,
        words=" … ".join(span.exact for span in chosen.right),
        places=places_of(chosen.right),
        by_person=chosen.how in ("person", "nowhere"),
        differs=chosen.differs,
        parts=part_rows(chosen),
    )


def _statements(asked: Asked, shown: View) -> tuple[Numbered, ...]:
    readings, lang = (shown.rendition.left.reading, shown.rendition.right.reading), asked.language
    ours = [
        Numbered(o.number, o.statement.id, describe(o.statement, readings[0], lang).act, o.how, False) for o in shown.linked
    ]
    theirs = [Numbered(n, s.id, describe(s, readings[1], lang).act, "nothing", True) for n, s in shown.only_right.items()]
    return (*ours, *theirs)


def say(asked: Asked) -> Answer:
    """A person's word: these words say it, it does not stand there, or what was said before is taken back."""
    left, right = _both(asked)
    if _is_blind(asked, left) or _is_blind(asked, right):
        raise MisuseError("this report is to be read first, before any proposal is shown")
    form = asked.form
    statement, says = left.reading.statement(form.one("statement")).id, form.one("says")
    words: str | None
    if says == "here":
        words = located(right.text, form.one("words").strip(), at=form.get("at"), near=_near(asked, left, right, statement))
        said = asked.say("Kept: these words say it.")
    elif says == "nowhere":
        words, said = "", asked.say("Kept: it does not stand in the other text.")
    elif says == "back":
        words, said = None, asked.say("Taken back; what the machine found is shown again.")
    else:
        raise MisuseError("there is no such verdict", where=says[:40])
    link_words(asked.desk, statement, right.document.id, words)
    back = "&from=queue" if form.get("from") == "queue" else ""
    return Go(f"/reading/{left.document.id}/beside/{right.document.id}?statement={statement}{back}", said)


def _near(asked: Asked, left: Report, right: Report, statement: str) -> int:
    """Where on the right the sentences begin that stand beside a statement."""
    alignment = view(asked, left, right).rendition.alignment
    beads = alignment.beads_of(left.reading.statement(statement).spans)
    return next((alignment.right[n].start for k in beads for n in alignment.beads[k].right), 0)


ROUTES = (
    get("/reading/{document}/beside/{other}", show),
    post("/reading/{document}/beside/{other}/words", say),
)
