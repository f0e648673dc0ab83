"""Release: drafts and what left; a new draft from ticked statements; a draft as it would leave, with what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from rushlight.codebook.words import purpose_words, word
from rushlight.desk import releasing
from rushlight.desk.check_sheet import CheckSheet, check_sheet
from rushlight.desk.drafts import DraftRow, Tellable, choosable, drafts, in_words
from rushlight.desk.letting_stand import Keep
from rushlight.desk.released import PastRelease
from rushlight.desk.releasing import CheckedRelease
from rushlight.desk.tabling import NAMES, table_title
from rushlight.errors import MisuseError
from rushlight.record import Purpose
from rushlight.release.settings import part
from rushlight.release.view import LEAVES
from rushlight.workbench.answering import Answer, Asked, Go
from rushlight.workbench.joined import comparing_page, found, linked_now, worked_out
from rushlight.workbench.own_thread import stepped
from rushlight.workbench.release_memory import keep, memory
from rushlight.workbench.release_state import Standing, standing
from rushlight.workbench.release_tables import TableSheet, table_sheet
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post
from rushlight.workbench.waited import wait_for

SHOWN = 20
"""Drafts, or sentences, of one page."""
CHOSEN = 60
"""Statements to tick on one page."""
MOST_NAMES = 50
"""Events and reports that are chosen at once."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a list: what is sent, what is read."""

    value: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseListPage(Shown):
    """What was checked, and what left."""

    template: ClassVar[str] = "release.html"
    screen: ClassVar[str] = "release"
    drafts: tuple[tuple[DraftRow, str], ...]
    """Each with what it leaves for, in words."""
    page: int
    last: int
    past: tuple[tuple[PastRelease, str], ...]
    releasers: int
    asks_another: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDraftPage(Shown):
    """What may be told, to be ticked."""

    template: ClassVar[str] = "release_new.html"
    screen: ClassVar[str] = "release"
    events: tuple[tuple[str, int], ...]
    reports: tuple[tuple[str, int], ...]
    """Names with how many of their statements can be told."""
    chosen: tuple[str, ...]
    """The names that are shown; none: everything."""
    rows: tuple[Tellable, ...]
    page: int
    last: int
    query: str
    """The names again, for the links to other pages."""
    purposes: tuple[Option, ...]
    tables: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPage(Shown):
    """A draft as it would leave, beside what was found; what may be done with it."""

    template: ClassVar[str] = "release_draft.html"
    screen: ClassVar[str] = "release"
    draft: str
    sheet: CheckSheet | None
    """None where the check was of another opening of the casefile: it has to be made anew to be shown."""
    row: DraftRow | None
    page: int
    last: int
    first: int
    """The place of the first sentence of this page among all, from 0."""
    many: int
    elsewhere: Mapping[str, int]
    """Sentences that stand on another page, with its number."""
    facts: tuple[Option, ...]
    kinds: tuple[Option, ...]
    standing: Standing
    tables: tuple[TableSheet, ...]


# --- the list ------------------------------------------------------------------------------------------


def show(asked: Asked) -> Answer:
    rows = drafts(asked.desk.case, asked.actor)
    page, last = _page(asked, len(rows), SHOWN)
    past = asked.desk.releases()
    return ReleaseListPage(
        drafts=tuple((row, purpose_words(row.purpose, asked.language)) for row in _cut(rows, page, SHOWN)),
        page=page,
        last=last,
        past=tuple((one, purpose_words(one.purpose, asked.language)) for one in reversed(past)),
        releasers=asked.desk.releasers(),
        asks_another=asked.desk.approval_asked(),
    )


def _page(asked: Asked, many: int, size: int) -> tuple[int, int]:
    last = max(1, -(-many // size))
    return min(max(1, asked.query.whole("page", 1)), last), last


def _cut(rows: Sequence[T], page: int, size: int) -> Sequence[T]:
    return rows[(page - 1) * size : page * size]


# --- a new draft ---------------------------------------------------------------------------------------


def new(asked: Asked) -> Answer:
    kept = found(asked)
    if kept is None:
        return comparing_page(asked, "release/new")
    everything = worked_out(asked, kept, "choosable", choosable)
    if everything is None:
        return comparing_page(asked, "release/new")
    wanted = tuple(dict.fromkeys(asked.query.all("of")))
    rows = [row for row in everything if not wanted or row.event in wanted or row.report in wanted]
    page, last = _page(asked, len(rows), CHOSEN)
    return NewDraftPage(
        events=_counted(row.event for row in everything if row.event),
        reports=_counted(row.report for row in everything),
        chosen=wanted,
        rows=tuple(in_words(kept.linked, _cut(rows, page, CHOSEN), asked.language)),
        page=page,
        last=last,
        query="".join(f"of={name}&" for name in wanted if name.isalnum()),
        purposes=tuple(Option(p.value, purpose_words(p, asked.language)) for p in sorted(LEAVES, key=lambda p: p.value)),
        tables=tuple((name, table_title(name, asked.language)) for name in NAMES),
    )


def some(asked: Asked) -> Answer:
    """Show only what these events and reports tell; their names are aliases, and may stand in an address."""
    names = [name for name in asked.form.all("of") if name.isascii() and name.isalnum() and len(name) <= 12]
    return Go("/release/new?" + "&".join(f"of={name}" for name in names[:MOST_NAMES]) if names else "/release/new")


def _counted(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(names).items())


def begin(asked: Asked) -> Answer:
    chosen, tables = asked.form.all("statement"), asked.form.all("table")
    if not chosen and not tables:
        raise MisuseError("nothing was ticked", hint="tick the statements that are to be told, or a table")
    parts = releasing.check_release(
        asked.desk.case,
        **how(asked),
        chosen=chosen,
        purpose=purpose_of(asked.form.one("purpose")),
        language=asked.form.get("language", "en"),
        title=asked.form.get("title").strip() or None,
        recipient=" ".join(asked.form.get("recipient").split()) or None,
        tables=tables,
    )
    return wait_for(asked, "check", stepped(parts), checked)


def how(asked: Asked) -> Any:
    """What the desk's parts are told: when, by whom, and what comparing found where it is known already."""
    desk = asked.desk
    return {"now": desk.now(), "randomness": desk.randomness, "actor": desk.actor, "linked": linked_now(asked)}


def purpose_of(value: str) -> Purpose:
    """Raises MisuseError for a purpose that no release has."""
    for purpose in LEAVES:
        if purpose.value == value:
            return purpose
    raise MisuseError("a release has no such purpose", where=value[:40])


def checked(asked: Asked, done: CheckedRelease) -> Answer:
    """The page of a check that was just made."""
    keep(memory(asked).checks, done.id, done)
    said = asked.say("Checked: no rule stops it." if done.check.passed else "Checked: it may not leave as it stands.")
    return Go(f"/release/{done.id}", said)


# --- a draft -------------------------------------------------------------------------------------------


def draft(asked: Asked) -> Answer:
    name = asked.params["draft"]
    row = next((row for row in drafts(asked.desk.case, asked.actor) if row.id == name), None)
    if row is None:
        raise MisuseError("there is no such draft", hint="the list of drafts has those that there are")
    if row.text:
        return Go(f"/release-text/{name}")
    done = memory(asked).checks.get(name)
    sheet = check_sheet(done, asked.language) if done else None
    many = len(sheet.sentences) if sheet else 0
    page, last = _page(asked, many, SHOWN)
    return DraftPage(
        draft=name,
        sheet=sheet,
        row=row,
        page=page,
        last=last,
        first=(page - 1) * SHOWN,
        many=SHOWN,
        elsewhere=_elsewhere(sheet, page) if sheet else {},
        facts=facts_of(sheet, asked) if sheet else (),
        kinds=kinds_of_people(asked.language),
        standing=standing(asked, name, passed=sheet is not None and sheet.passed, seen=sheet is not None),
        tables=tuple(table_sheet(t) for t in done.draft.tables) if done else (),
    )


def _elsewhere(sheet: CheckSheet, page: int) -> dict[str, int]:
    numbers = {s.id: n // SHOWN + 1 for n, s in enumerate(sheet.sentences)}
    return {item: on for item, on in numbers.items() if on != page}


def facts_of(sheet: CheckSheet, asked: Asked) -> tuple[Option, ...]:
    """The stated facts of all sentences, each once."""
    found = {k.fact: k.label for s in sheet.sentences for k in s.knowers}
    return (Option("all", asked.say("everything that is told")), *(Option(fact, label) for fact, label in found.items()))


def kinds_of_people(language: str) -> tuple[Option, ...]:
    """The kinds of people who could know something."""
    kinds = part("priors")["knowers"]["kinds"]
    return tuple(Option(kind, word("knower", kind, language)) for kind in kinds)


# --- what is done with a draft -------------------------------------------------------------------------


def again(asked: Asked) -> Answer:
    return _again(asked)


def _again(asked: Asked, **changed: Any) -> Answer:
    parts = releasing.check_again(asked.desk.case, asked.params["draft"], **how(asked), **changed)
    return wait_for(asked, "check", stepped(parts), checked)


def way(asked: Asked) -> Answer:
    return _again(asked, way=asked.form.whole("way", 0))


def levels(asked: Asked) -> Answer:
    """Fields "I1.place" say a level, "out" the sentences to leave out; what stands as it stood is no change."""
    done = memory(asked).checks.get(asked.params["draft"])
    if done is None:
        raise MisuseError("this check is not held any more", hint="check the draft again, then choose")
    axes = [(f"{s.id}.{axis.name}", axis) for s in check_sheet(done, "en").sentences for axis in s.axes]
    stood = {name: c.name for name, axis in axes for c in axis.choices if c.chosen}
    names = [name for name in asked.form.names() if name in stood]
    wanted = [f"{name}={asked.form.one(name)}" for name in names if asked.form.one(name) != stood[name]]
    wanted += [f"{item}=out" for item in asked.form.all("out")]
    if not wanted:
        raise MisuseError("nothing was changed", hint="choose another level of a part, or a sentence to leave out")
    return _again(asked, levels=wanted)


def known(asked: Asked) -> Answer:
    """Who could know a stated fact, in one sentence or in all."""
    sentence, fact, kinds = asked.form.get("sentence"), asked.form.one("fact"), asked.form.all("kind")
    return _again(asked, known_to={(sentence, fact): kinds})


def let_stand(asked: Asked) -> Answer:
    """Keep the findings of one rule in the ticked sentences."""
    return _again(asked, keeping=keeping(asked))


def keeping(asked: Asked) -> Keep:
    """What is to be kept, as the form says it. Raises MisuseError where no sentence is ticked."""
    rule, items = asked.form.one("rule"), asked.form.all("item")
    if not items:
        raise MisuseError("no sentence was ticked", where=rule[:10], hint="tick where the finding may stand")
    return Keep([f"{rule}:{item}" if item else rule for item in items], asked.form.get("because"))


ROUTES = (
    get("/release", show),
    get("/release/new", new),
    post("/release/new", begin),
    post("/release/new/some", some),
    get("/release/{draft}", draft),
    post("/release/{draft}/check", again),
    post("/release/{draft}/way", way),
    post("/release/{draft}/levels", levels),
    post("/release/{draft}/known", known),
    post("/release/{draft}/keep", let_stand),
)
