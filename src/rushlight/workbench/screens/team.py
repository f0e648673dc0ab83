"""Who reads which report, as first and as second reader; and a person's own times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rushlight.desk import two_readers
from rushlight.desk.own_times import LONGEST, SHOWN_DAYS, Own
from rushlight.desk.two_readers import ReadBy
from rushlight.errors import MisuseError
from rushlight.workbench.answering import Answer, Asked, Go
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post

SHOWN = 50
"""Reports on a page."""

MINE = 20
"""Reports shown of those that were given to you."""


@dataclass(frozen=True, slots=True)
class Mine:
    """A report that was given to the person who looks. ``waiting``: statements still to decide, None before it was read."""

    alias: str
    document: str
    second: bool
    waiting: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """A report and who reads it (aliases; empty: nobody)."""

    alias: str
    document: str
    read: bool
    first: str
    first_finished: bool
    second: str
    second_finished: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamPage(Shown):
    """What was given to you, and who reads what."""

    template: ClassVar[str] = "team.html"
    screen: ClassVar[str] = "team"
    mine: tuple[Mine, ...]
    rows: tuple[Row, ...]
    people: tuple[str, ...]
    """Aliases of those who may decide."""
    left: tuple[str, ...]
    """Aliases of those who were given reports and are no longer in the team."""
    page: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MinePage(Shown):
    """How long you took, for yourself alone."""

    template: ClassVar[str] = "team_mine.html"
    screen: ClassVar[str] = "team"
    own: Own
    longest: int
    """Minutes beyond which somebody was away."""
    days: int


def show(asked: Asked) -> Answer:
    page = max(1, asked.query.whole("page", 1))
    total, found = asked.desk.page_of_reports((page - 1) * SHOWN, SHOWN)
    return TeamPage(
        mine=tuple(_mine(asked, row) for row in asked.desk.given_to_you(MINE)),
        rows=tuple(_row(row) for row in found),
        people=asked.desk.readers(),
        left=two_readers.left(asked.desk.case),
        page=page,
        last=max(1, -(-total // SHOWN)),
    )


def _mine(asked: Asked, row: ReadBy) -> Mine:
    document = row.readers.document
    waiting = two_readers.undecided(asked.desk.case, document, actor=asked.actor) if row.read else None
    return Mine(row.alias, document, row.readers.second == asked.actor, waiting)


def _row(row: ReadBy) -> Row:
    r = row.readers
    return Row(row.alias, r.document, row.read, r.first, r.first_finished, r.second, r.second_finished)


def assign(asked: Asked) -> Answer:
    reports = asked.form.all("report")
    if not reports:
        raise MisuseError("no report was chosen", hint="tick those that you want to give")
    given = asked.desk.assign(reports, asked.form.one("place"), asked.form.get("person").strip())
    page = asked.form.whole("page", 1)
    said = asked.ngettext("One report was given.", "%(num)s reports were given.", len(given))
    return Go(f"/team?page={page}" if page > 1 else "/team", said)


def draw(asked: Asked) -> Answer:
    person = asked.form.one("person").strip()
    drawn = asked.desk.drawn(asked.form.whole("percent", 20), person)
    if not drawn:
        raise MisuseError("there is no report that this person could read second", hint="give reports to a first reader first")
    asked.desk.assign(drawn, "second", person)
    return Go("/team", asked.ngettext("One report was given.", "%(num)s reports were given.", len(drawn)))


def finish(asked: Asked) -> Answer:
    now = asked.desk.finish(asked.form.one("report"))
    if now.compared:
        return Go("/team/differences", asked.say("Both readers have finished. This is wherein they differ."))
    return Go("/team", asked.say("Finished. What the two of you said is shown once both have finished."))


def mine(asked: Asked) -> Answer:
    return MinePage(own=asked.desk.own_times.own(), longest=round(LONGEST / 60), days=SHOWN_DAYS)


def keep(asked: Asked) -> Answer:
    wanted = asked.form.one("keep") == "yes"
    asked.desk.own_times.keep(wanted)
    if wanted:
        return Go("/team/mine", asked.say("Your times are measured from now on."))
    return Go("/team/mine", asked.say("Switched off, and what was kept is gone."))


def forget(asked: Asked) -> Answer:
    asked.desk.own_times.forget()
    return Go("/team/mine", asked.say("What was kept is gone."))


ROUTES = (
    get("/team", show),
    post("/team/assign", assign),
    post("/team/draw", draw),
    post("/team/finish", finish),
    get("/team/mine", mine),
    post("/team/mine/keep", keep),
    post("/team/mine/forget", forget),
)
