"""Counting: tables first, figures second. A threat is never added to a deed, and nothing here says how often it happens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, cast, get_args

from rushlight.atlas import atlas
from rushlight.codebook import STAGES, codebook
from rushlight.codebook.words import currency_words, figure_words, scope_words, word
from rushlight.counting import Figure, Grain, PathwayTable, PlaceLevel, Table, TextRow, stage_lines, waiting_sentence
from rushlight.desk.counting import Counted, counted
from rushlight.desk.linking import Linked
from rushlight.drawing import Drawing, Stage, StageCount, Step, pathway_figure
from rushlight.errors import MisuseError
from rushlight.record import Report
from rushlight.workbench.answering import Answer, Asked, Go
from rushlight.workbench.joined import comparing_page, found, worked_out
from rushlight.workbench.language import say_number
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post
from rushlight.workbench.two_sides import act_words

THRESHOLD = 3
"""Numbers below it are not shown unless they are asked for."""
MEMORY = "counting"
Lists = tuple[list[tuple[str, int]], int]
MOST_ROWS = 400
LISTS, OVERLAP = 3, 10
"""Fewer lists, or fewer happenings on two of them, carry no estimate (COUNTING.md, section 6)."""


@dataclass(frozen=True, slots=True)
class TallyRow:
    """One row of the tally in words; numbers are words too, since a small one is withheld."""

    what: str
    standing: str
    scope: str
    place: str
    period: str
    statements: str
    happenings: str
    reports: str
    sources: str
    affected: str


@dataclass(frozen=True, slots=True)
class ContrastRow:
    """One sanction: threatened, carried out, said not to have been, otherwise. Never added."""

    what: str
    scope: str
    threatened: str
    carried_out: str
    not_carried_out: str
    otherwise: str


@dataclass(frozen=True, slots=True)
class SumRow:
    """Sums of one use and currency, as told."""

    use: str
    scope: str
    currency: str
    number: str
    span: str
    median: str


@dataclass(frozen=True, slots=True)
class MissingRow:
    """How much of one field is stated."""

    field: str
    documented: int
    unresolved: int
    missing: int


@dataclass(frozen=True, slots=True)
class ListRow:
    """One list of happenings: an outlet, or those whom one colleague heard."""

    name: str
    happenings: str


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a choice, in words."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CountingPage(Shown):
    """The tally, the pathway, threats beside deeds, sums, what is missing, and why there is no estimate."""

    template: ClassVar[str] = "counting.html"
    screen: ClassVar[str] = "counting"
    fresh: bool
    places: tuple[Option, ...]
    periods: tuple[Option, ...]
    by: tuple[Option, ...]
    small: bool
    received: int
    waiting: str
    split_place: bool
    split_period: bool
    rows: tuple[TallyRow, ...]
    left_out: int
    pathway: Drawing
    contrast: tuple[ContrastRow, ...]
    sums: tuple[SumRow, ...]
    missing: tuple[MissingRow, ...]
    lists: tuple[ListRow, ...]
    on_two: str
    no_estimate: tuple[str, ...]
    replaced: tuple[tuple[str, str], ...]


def show(asked: Asked) -> Answer:
    kept = found(asked)
    if kept is None:
        return comparing_page(asked, "counting")
    chosen = choices(asked, MEMORY)
    place, period = chosen.get("place", ""), chosen.get("period", "")
    level, grain = cast("PlaceLevel | None", place or None), cast("Grain | None", period or None)

    def count(linked: Linked) -> Counted:
        return counted(linked, place_level=level, period=grain).as_shown()

    done = worked_out(asked, kept, ("count", place, period), count)
    lists = worked_out(asked, kept, "lists", overlap)
    if done is None or lists is None:
        return comparing_page(asked, "counting")
    return _page(asked, lists, done, kept.fresh, place, period)


def _page(asked: Asked, on_lists: Lists, done: Counted, fresh: bool, place: str, period: str) -> CountingPage:
    small, lang = choices(asked, MEMORY).get("small") == "1", asked.language
    by = choices(asked, MEMORY).get("by") or "act"
    table = done.table if by == "act" else done.pathway.stages
    rows = table.rows_as_text(lang, place_names=place_names(table, lang))
    lists, on_two = on_lists
    return CountingPage(
        fresh=fresh,
        places=_options(asked, get_args(PlaceLevel), place, _place_words(asked)),
        periods=_options(asked, get_args(Grain), period, {g: word("grain", g, lang) for g in get_args(Grain)}),
        by=_options(asked, ("act", "stage"), by, {"act": asked.say("act"), "stage": asked.say("stage of the pathway")})[1:],
        small=small,
        received=table.received,
        waiting=waiting_sentence(table.waiting, lang),
        split_place="place" in table.split_by,
        split_period="period" in table.split_by,
        rows=tuple(_tally_row(row, small, lang) for row in rows[:MOST_ROWS]),
        left_out=max(0, len(rows) - MOST_ROWS),
        pathway=pathway_drawing(done.pathway, lang, below=0 if small else THRESHOLD),
        contrast=_contrast(done.pathway, small, lang),
        sums=_sums(done.pathway, small, lang),
        missing=tuple(
            MissingRow(figure_words(m.field, lang), len(m.documented), len(m.unresolved), len(m.missing)) for m in done.missing
        ),
        lists=tuple(ListRow(_list_words(asked, name), shown(n, small, lang)) for name, n in lists),
        on_two=shown(on_two, small, lang),
        no_estimate=_why_no_estimate(asked, len(lists), on_two),
        replaced=done.replaced,
    )


def choose(asked: Asked) -> Answer:
    """Count anew in another way. What was chosen is remembered until the casefile is locked, and stands in no address."""
    allowed = {"place": get_args(PlaceLevel), "period": get_args(Grain), "by": ("act", "stage"), "small": ("1",)}
    asked.memory[MEMORY] = {name: one_of(asked, name, values) for name, values in allowed.items()}
    return Go("/counting")


def choices(asked: Asked, room: str) -> dict[str, str]:
    """What was chosen in a room since the casefile is open."""
    chosen: dict[str, str] = asked.memory.get(room, {})
    return chosen


def one_of(asked: Asked, name: str, values: tuple[str, ...]) -> str:
    """The value of a choice of the form; empty where nothing is chosen. Raises MisuseError for any other."""
    value = asked.form.get(name)
    if value and value not in values:
        raise MisuseError("there is no such choice", where=name)
    return value


def _options(asked: Asked, values: tuple[str, ...], chosen: str, words: Mapping[str, str]) -> tuple[Option, ...]:
    none = Option("", asked.say("not split"), not chosen)
    return (none, *(Option(v, words[v], v == chosen) for v in values))


def _place_words(asked: Asked) -> dict[str, str]:
    return {
        "named": asked.say("the place as named"),
        "county": asked.say("county"),
        "province": asked.say("province"),
        "country": asked.say("country"),
    }


def shown(number: int | None, small: bool, lang: str) -> str:
    """A number, or that it is below the threshold. Nought says that nothing of the kind was told, and is shown."""
    if number is None:
        return ""
    return str(number) if small or number == 0 or number >= THRESHOLD else figure_words("few_short", lang).format(n=THRESHOLD)


def place_names(table: Table, lang: str) -> dict[str, str]:
    return {r.key.place: atlas().label(r.key.place, lang) for r in table.rows if r.key.place and r.key.place in atlas()}


def _tally_row(row: TextRow, small: bool, lang: str) -> TallyRow:
    few = not small and row.reports < THRESHOLD
    return TallyRow(
        what=row.what,
        standing=row.standing,
        scope=row.scope,
        place=row.place or "",
        period=row.period or "",
        statements=shown(row.statements, small, lang),
        happenings=shown(row.happenings, small, lang),
        reports=shown(row.reports, small, lang),
        sources=shown(row.reports, small, lang) if few else row.sources,
        affected=figure_words("withheld", lang) if few else row.affected,
    )


def pathway_drawing(table: PathwayTable, lang: str, *, below: int) -> Drawing:
    """Stages with their counts; steps that texts state, and, broken, the mere order in which cases are told."""
    counts: dict[str, list[StageCount]] = {stage: [] for stage in STAGES}
    for line in stage_lines(table, lang):
        if line.stage in counts and line.side != "other":
            counts[line.stage].append(
                StageCount(line.side, line.standing, line.statements, line.reports, line.sources, line.words)
            )
    stages = [Stage(s, codebook().stage_label(s, lang), tuple(counts[s])) for s in STAGES]
    edges = Counter((e.from_stage, e.to_stage, e.basis == "stated") for c in table.cases for e in set(c.edges))
    steps = [Step(a, b, n, stated) for (a, b, stated), n in sorted(edges.items())]
    return pathway_figure(stages, steps, lang, inferred=True, below=below)


def _contrast(table: PathwayTable, small: bool, lang: str) -> tuple[ContrastRow, ...]:
    def told(figure: Figure) -> str:
        if not figure.things:
            return ""
        if not small and len(figure.reports) < THRESHOLD:
            return figure_words("few_short", lang).format(n=THRESHOLD)
        reports = say_number(lang, "in %(num)s report", "in %(num)s reports", len(figure.reports))
        return f"{len(figure.things)} ({reports})"

    return tuple(
        ContrastRow(
            act_words(c.act, lang),
            scope_words(c.scope, lang),
            *(told(f) for f in (c.threatened, c.carried_out, c.not_carried_out, c.otherwise)),
        )
        for c in table.contrast
    )


def _sums(table: PathwayTable, small: bool, lang: str) -> tuple[SumRow, ...]:
    """Sums as told; of fewer than the threshold neither range nor median, which would be the sums themselves."""
    withheld = figure_words("withheld", lang)
    rows = []
    for row in table.amounts.rows:
        few = not small and len(row.sums) < THRESHOLD
        span = f"{row.low:,f}" if row.low == row.high else f"{row.low:,f} – {row.high:,f}"
        rows.append(
            SumRow(
                use=figure_words(row.use, lang) if row.use.endswith("_sum") else figure_words(f"{row.use}_sum", lang),
                scope=scope_words(row.scope, lang),
                currency=currency_words(row.currency, lang) if row.currency else figure_words("unknown", lang),
                number=shown(len(row.sums), small, lang),
                span=withheld if few else span,
                median=withheld if few else f"{row.median:,f}",
            )
        )
    return tuple(rows)


# --- why there is no estimate --------------------------------------------------------------------------


def overlap(linked: Linked) -> Lists:
    """Lists of happenings with how many stand on each, and how many stand on two lists or more."""
    of_report = {r.alias: list_of(r) for r in linked.reports}
    on = [{of_report[a] for a in g.reports if of_report[a]} for g in linked.groups]
    sizes = Counter(name for lists in on for name in lists)
    return sorted(sizes.items(), key=lambda row: (-row[1], row[0])), sum(len(lists) > 1 for lists in on)


def list_of(report: Report) -> str:
    """Which list a report belongs to: its outlet's, or that of whoever collected it; empty where neither is known."""
    if report.document.outlet:
        return f"outlet {report.document.outlet}"
    return f"collector {report.collected_by}" if report.collected_by else ""


def _list_words(asked: Asked, name: str) -> str:
    kind, _, who = name.partition(" ")
    return who if kind == "outlet" else asked.say("collected by %(who)s", who=who)


def _why_no_estimate(asked: Asked, lists: int, on_two: int) -> tuple[str, ...]:
    out = []
    if lists < LISTS:
        out.append(
            asked.ngettext(
                "There is %(num)s list. With fewer than three nothing can be checked that an estimate would rest on.",
                "There are %(num)s lists. With fewer than three nothing can be checked that an estimate would rest on.",
                lists,
            )
        )
    if on_two < OVERLAP:
        out.append(
            asked.say("Fewer than ten happenings stand on two lists: a number made of so thin an overlap would be chance.")
        )
    if not out:
        out.append(
            asked.say("The lists could be looked at more closely; this version makes no estimate of what no list reached.")
        )
    out.append(asked.say("People whom no list could reach would be in no estimate either."))
    return tuple(out)


ROUTES = (get("/counting", show), post("/counting", choose))
