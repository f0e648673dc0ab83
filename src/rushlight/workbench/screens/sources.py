"""Sources: who told us, by alias. Who somebody is opens only to the passphrase typed again, and the log says so first."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from rushlight.codebook.words import purpose_words, word
from rushlight.desk import doorway
from rushlight.desk.doorway import REASONS, SourceRow
from rushlight.desk.identifying import Asked as Request
from rushlight.desk.identifying import Standing, trustees
from rushlight.errors import MisuseError
from rushlight.release import Consent
from rushlight.workbench.answering import Answer, Asked, Go
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post
from rushlight.workbench.screens.find import Choice

SHOWN = 50
"""Sources on a page."""
MEMORY = "seen"
SEEN_SECONDS = 120.0
"""Seconds for which what was opened can be looked at; then it is opened anew, and the log says so again."""


@dataclass(slots=True)
class Seen:
    """What was opened, in memory for a short while. ``rows``: by alias, the fields and their values."""

    until: float
    rows: Mapping[str, Mapping[str, Any]]


@dataclass(slots=True)
class Seens:
    """What was opened lately, by number."""

    last: int = 0
    held: dict[int, Seen] = field(default_factory=dict)

    def add(self, rows: Mapping[str, Mapping[str, Any]]) -> int:
        self.last += 1
        self.held = {self.last: Seen(time.monotonic() + SEEN_SECONDS, rows)}
        return self.last

    def find(self, number: int) -> Seen:
        seen = self.held.get(number)
        if seen is None or time.monotonic() > seen.until:
            self.held.clear()
            raise MisuseError("this was shown and is closed again", hint="open it anew; the log will say so again")
        return seen


@dataclass(frozen=True, slots=True)
class Agreed:
    """One consent in words: to what, until when, and whether it was taken back."""

    words: str
    until: str
    withdrawn: str


@dataclass(frozen=True, slots=True)
class Row:
    """A source with what it agreed to. ``named``: who it is is sealed here; ``shared``: for trustees."""

    alias: str
    told: int
    reports: tuple[str, ...]
    agreed: tuple[Agreed, ...]
    named: bool
    shared: bool


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request to the trustees."""

    id: str
    aliases: str
    by: str
    day: str
    reason: str
    answered: int
    needed: int
    answerable: bool
    mine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesPage(Shown):
    """Sources by alias, a page of them."""

    template: ClassVar[str] = "sources.html"
    screen: ClassVar[str] = "sources"
    rows: tuple[Row, ...]
    page: int
    last: int
    next_alias: str
    requests: tuple[RequestRow, ...]
    trustees: int
    """How many devices are trustees; 0 where every member can open who a source is."""
    needed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LookPage(Shown):
    """Before a source is opened: why, and the passphrase."""

    template: ClassVar[str] = "source_look.html"
    screen: ClassVar[str] = "sources"
    alias: str
    shared: bool
    reasons: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of who somebody is."""

    alias: str
    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPage(Shown):
    """Who somebody is: veiled until held, or on a page of its own where nothing can be held."""

    template: ClassVar[str] = "source_seen.html"
    screen: ClassVar[str] = "sources"
    number: int
    facts: tuple[Fact, ...]
    plain: bool
    seconds: int


def show(asked: Asked) -> Answer:
    desk, standing = asked.desk, trustees(asked.desk.case, counted=False)
    last = max(1, -(-doorway.how_many_sources(desk) // SHOWN))
    page = min(max(1, asked.query.whole("page", 1)), last)
    return SourcesPage(
        rows=tuple(_row(row, asked.language) for row in doorway.sources(desk, (page - 1) * SHOWN, SHOWN)),
        page=page,
        last=last,
        next_alias=doorway.next_alias(desk),
        requests=tuple(_request(r, asked.language) for r in desk.requests()),
        trustees=_trustees(standing),
        needed=standing.needed,
    )


def add(asked: Asked) -> Answer:
    alias = asked.form.one("alias").strip()
    name, contact = asked.form.get("name").strip() or None, asked.form.get("contact").strip() or None
    asked.desk.add_source(alias, name=name, contact=contact)
    return Go("/sources", asked.say("%(alias)s is recorded. Who it is stands in no list and no log.", alias=alias))


def look(asked: Asked) -> Answer:
    row = _find(asked)
    return LookPage(alias=row.alias, shared=row.shared, reasons=_reasons(asked.language))


def opened(asked: Asked) -> Answer:
    """Open who a source is; where trustees must, ask them."""
    row, passphrase, reason = _find(asked), asked.form.one("passphrase"), asked.form.get("reason")
    if row.shared:
        doorway.ask_trustees(asked.desk, [row.alias], passphrase, reason)
        return Go("/sources", asked.say("The trustees are asked. Send them a bundle; their answers come back the same way."))
    fields = doorway.look(asked.desk, row.alias, passphrase, reason)
    return Go(f"/sources/seen/{_seens(asked).add({row.alias: fields})}")


def seen(asked: Asked) -> Answer:
    number = asked.params["number"]
    held = _seens(asked).find(number)
    facts = tuple(
        Fact(alias, _field(asked, name), str(value)) for alias, fields in held.rows.items() for name, value in fields.items()
    )
    plain = asked.query.get("plain") == "1"
    return SeenPage(number=number, facts=facts, plain=plain, seconds=max(0, round(held.until - time.monotonic())))


def close(asked: Asked) -> Answer:
    _seens(asked).held.clear()
    return Go("/sources", asked.say("Closed again."))


def answer(asked: Asked) -> Answer:
    doorway.answer(asked.desk, asked.params["request"], asked.form.one("passphrase"))
    return Go("/sources", asked.say("Your share is given. Send a bundle to whoever asked."))


def open_request(asked: Asked) -> Answer:
    rows = doorway.open_asked(asked.desk, asked.params["request"], asked.form.one("passphrase"))
    return Go(f"/sources/seen/{_seens(asked).add(rows)}")


# --- words -------------------------------------------------------------------------------------------


def _seens(asked: Asked) -> Seens:
    seens: Seens = asked.memory.setdefault(MEMORY, Seens())
    return seens


def _find(asked: Asked) -> SourceRow:
    return doorway.source(asked.desk, asked.params["alias"])


def _row(row: SourceRow, language: str) -> Row:
    return Row(row.alias, row.told, row.reports, tuple(_agreed(c, language) for c in row.consents), row.named, row.shared)


def _agreed(consent: Consent, language: str) -> Agreed:
    until, withdrawn = (day.isoformat() if day else "" for day in (consent.until, consent.withdrawn))
    return Agreed(purpose_words(consent.purpose, language), until, withdrawn)


def _reasons(language: str) -> tuple[Choice, ...]:
    return tuple(Choice(code, word("look_reason", code, language)) for code in REASONS)


def _request(asked: Request, language: str) -> RequestRow:
    found = asked.request
    known = (*REASONS, "leak_check", "reshare")
    reason = word("look_reason", found.reason, language) if found.reason in known else found.reason
    return RequestRow(
        id=found.id,
        aliases=", ".join(asked.aliases),
        by=found.by,
        day=found.at.date().isoformat(),
        reason=reason,
        answered=len(found.answered),
        needed=found.needed,
        answerable=asked.answerable,
        mine=found.mine and found.reason in REASONS,
    )


def _trustees(standing: Standing) -> int:
    return sum(1 for keeper in standing.keepers if keeper.chosen)


def _field(asked: Asked, name: str) -> str:
    known = {"name": asked.say("name"), "contact": asked.say("how to reach them"), "notes": asked.say("notes")}
    return known.get(name, name)


ROUTES = (
    get("/sources", show),
    post("/sources/add", add),
    post("/sources/close", close),
    get("/sources/seen/{number:int}", seen),
    get("/sources/look/{alias}", look),
    post("/sources/look/{alias}", opened),
    post("/sources/requests/{request}/answer", answer),
    post("/sources/requests/{request}/open", open_request),
)
