"""What people said differently who did not know of each other: both stay, somebody says what holds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import ClassVar

from rushlight.casefile import conflicts
from rushlight.casefile.conflicts import CONSENT, DECISION, STANDING, TRUSTEES, Conflict
from rushlight.codebook.words import word
from rushlight.errors import MisuseError
from rushlight.workbench.answering import Answer, Asked, Go
from rushlight.workbench.language import say
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post

SHOWN = 25
"""Conflicts on a page."""

_KEPT = "team.conflicts"


@dataclass(frozen=True, slots=True)
class SaidRow:
    """One value, who wrote it and when. ``event`` is its id, by which it is chosen."""

    event: str
    value: str
    by: str
    at: str
    device: str


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One thing of which different things were said. ``standing``: nothing can be said anew, both are only known of."""

    name: str
    kind: str
    about: str
    standing: bool
    said: tuple[SaidRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictsPage(Shown):
    """Everything that waits for somebody who knows both."""

    template: ClassVar[str] = "team_conflicts.html"
    screen: ClassVar[str] = "team"
    rows: tuple[ConflictRow, ...]
    weightless: tuple[str, ...]
    """What devices wrote that counts for nothing, a line for each device and reason."""
    page: int
    last: int


def show(asked: Asked) -> Answer:
    found, page = _conflicts(asked), max(1, asked.query.whole("page", 1))
    shown = found[(page - 1) * SHOWN : page * SHOWN]
    names = _names(asked, shown) if shown else {}
    return ConflictsPage(
        rows=tuple(_row(one, names, asked.language) for one in shown),
        weightless=tuple(asked.desk.weightless()),
        page=page,
        last=max(1, -(-len(found) // SHOWN)),
    )


def _conflicts(asked: Asked) -> tuple[Conflict, ...]:
    """Everything that was said differently; looked for anew only after something was written."""
    now = asked.desk.written()
    held: tuple[object, tuple[Conflict, ...]] | None = asked.memory.get(_KEPT)
    if held is None or held[0] != now:
        held = asked.memory[_KEPT] = (now, asked.desk.conflicts())
    return held[1]


def _row(conflict: Conflict, names: dict[str, str], language: str) -> ConflictRow:
    places = {"first": say(language, "first reader"), "second": say(language, "second reader")}
    about = [places.get(part) or names.get(part, part) for part in conflict.about if part]
    said = tuple(
        SaidRow(s.event, _value(conflict, s.value, names, language), s.by, s.at.strftime("%Y-%m-%d %H:%M"), s.device[:9])
        for s in conflict.said
    )
    shown = "" if conflict.kind == conflicts.SAME_BYTES else ", ".join(about)
    kind = word("conflict", conflict.kind.replace(" ", "_"), language)
    return ConflictRow(name_of(conflict), kind, shown, conflict.kind in STANDING, said)


def _value(conflict: Conflict, value: str, names: dict[str, str], language: str) -> str:
    if conflict.kind == DECISION:
        verdict, _, rest = value.partition(": ")
        verdict = verdict.split()[0]
        return word("decided", verdict, language) + (f": {names.get(rest, rest)}" if rest else "")
    if conflict.kind == CONSENT:
        terms = json.loads(value)
        words = word("consent_said", "withdrawn" if terms["withdrawn"] else "agreed", language)
        return f"{words} ({terms['until']})" if terms["until"] and not terms["withdrawn"] else words
    if conflict.kind == TRUSTEES:
        terms = json.loads(value)
        return f"{terms['needed']} / {len(terms['trustees'])}: " + ", ".join(d[:9] for d in terms["trustees"])
    return names.get(value, value) or "–"


def _names(asked: Asked, shown: tuple[Conflict, ...]) -> dict[str, str]:
    """What people call the things that ids stand for; a statement by its report and its place in it."""
    case = asked.desk.case
    names = {s.id: s.alias for s in case.sources()} | {d.document.id: d.alias for d in case.documents(by=asked.actor)}
    wanted = {part for one in shown for part in one.about}
    for document in _documents_of(asked, wanted):
        read = case.readings(document, by=asked.actor)
        numbered = enumerate(read[-1].reading.statements, 1) if read else ()
        names |= {s.id: f"{names.get(document, '')}.{number}" for number, s in numbered}
    return names


def _documents_of(asked: Asked, statements: set[str]) -> set[str]:
    sql = "SELECT document FROM said WHERE id = ?"
    return {row[0] for statement in statements for row in asked.desk.case._db.rows(sql, (statement,))}


def name_of(conflict: Conflict) -> str:
    """A name that stays the same while the conflict does."""
    return conflict.said[-1].event[-5:]


def settle(asked: Asked) -> Answer:
    found = next((c for c in asked.desk.conflicts() if name_of(c) == asked.params["name"]), None)
    if found is None:
        raise MisuseError("there is no such conflict any more", hint="somebody may have settled it meanwhile")
    chosen = asked.form.get("keep")
    keep = next((said for said in found.said if said.event == chosen), None)
    if keep is None and found.kind not in STANDING:
        raise MisuseError("say which of the values holds", hint="choose one of them")
    asked.desk.settle(found, None if found.kind in STANDING else keep)
    return Go("/team/conflicts", asked.say("Settled. What the others said stays in the log."))


ROUTES = (
    get("/team/conflicts", show),
    post("/team/conflicts/{name}/settle", settle),
)
