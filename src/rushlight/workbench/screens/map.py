"""Map: happenings by province or county and time. Areas and counts only: no point, and nobody's path."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rushlight.atlas import atlas
from rushlight.atlas.tiles import tile_map
from rushlight.codebook import codebook
from rushlight.codebook.words import column_words, figure_words
from rushlight.counting import AreaCounts, Told, area_counts, told_happenings
from rushlight.desk.linking import Linked
from rushlight.drawing import BarRow, Drawing, Tile, bar_table, count_map
from rushlight.errors import MisuseError
from rushlight.workbench.answering import Answer, Asked, Go
from rushlight.workbench.joined import comparing_page, found, worked_out
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get, post
from rushlight.workbench.screens.counting import THRESHOLD, Option, choices, shown
from rushlight.workbench.two_sides import act_words

COUNTRY, MEMORY = "KP", "map"


@dataclass(frozen=True, slots=True)
class AreaLink:
    """A province to look into."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage(Shown):
    """Counts by area as a schematic map with its table, or the counties of one province as a table with bars."""

    template: ClassVar[str] = "map.html"
    screen: ClassVar[str] = "map"
    fresh: bool
    first: str
    last: str
    acts: tuple[Option, ...]
    area: str
    area_name: str
    figure: Drawing
    perhaps: str
    threshold: int
    areas: tuple[AreaLink, ...]


def show(asked: Asked) -> Answer:
    kept = found(asked)
    if kept is None:
        return comparing_page(asked, "map")
    chosen, area = choices(asked, MEMORY), asked.params.get("area", "")
    first, last, act = _day(chosen.get("from", ""), "from"), _day(chosen.get("to", ""), "to"), chosen.get("act", "")
    units = _units()
    if area and area not in units:
        raise MisuseError("there is no such area on the map", where="area")
    told = worked_out(asked, kept, "told", by_province)
    fine: tuple[Told, ...] | None = worked_out(asked, kept, "told county", by_county) if area else ()
    if told is None or fine is None:
        return comparing_page(asked, "map")
    of_act = [t for t in told.values() if not act or act in t.acts]
    within = [t for t in of_act if t.within(first, last)]
    here = [t for t in of_act if not area or t.areas == {area}]
    lang = asked.language
    if area:
        kept_ids = {t.happening for t in within if t.areas == {area}}
        drawing = counties(asked, area, [t for t in fine if t.happening in kept_ids])
    else:
        drawing = provinces(asked, within)
    return MapPage(
        fresh=kept.fresh,
        first=first.isoformat() if first else "",
        last=last.isoformat() if last else "",
        acts=_acts(asked, list(told.values()), act),
        area=area,
        area_name=atlas().label(area, lang) if area else "",
        figure=drawing,
        perhaps=shown(sum(t.within(first, last) is None for t in here), False, lang),
        threshold=THRESHOLD,
        areas=tuple(AreaLink(u, atlas().label(u, lang)) for u in units),
    )


def by_province(linked: Linked) -> dict[str, Told]:
    """Every happening by its id, placed by province."""
    return {t.happening: t for t in told_happenings(linked.reports, linked.happenings(), "province")}


def by_county(linked: Linked) -> tuple[Told, ...]:
    return told_happenings(linked.reports, linked.happenings(), "county")


def choose(asked: Asked) -> Answer:
    """Show other days or another act. What was chosen is remembered until the casefile is locked, and stands in no address."""
    first, last = _day(asked.form.get("from"), "from"), _day(asked.form.get("to"), "to")
    if first and last and first > last:
        raise MisuseError("the first day comes after the last", where="from")
    act = asked.form.get("act")
    if act and act not in codebook():
        raise MisuseError("there is no such act", where="act")
    days = {name: day.isoformat() if day else "" for name, day in (("from", first), ("to", last))}
    asked.memory[MEMORY] = {**days, "act": act}
    area = asked.form.get("area")
    return Go(f"/map/{area}" if area in _units() else "/map")


def _units() -> tuple[str, ...]:
    tiles = tile_map(COUNTRY)
    return tuple(tiles.places) if tiles else ()


def _day(given: str, name: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(given) if given else None
    except ValueError:
        raise MisuseError("this is no day", where=name, hint="write it as 2025-05-08") from None


def _acts(asked: Asked, told: Sequence[Told], chosen: str) -> tuple[Option, ...]:
    known = sorted({a for t in told for a in t.acts if a in codebook()} | ({chosen} if chosen else set()))
    every = Option("", asked.say("everything told as having happened"), not chosen)
    return (every, *(Option(a, act_words(a, asked.language), a == chosen) for a in known))


def provinces(asked: Asked, told: Sequence[Told]) -> Drawing:
    """The schematic map of the country."""
    tiles = tile_map(COUNTRY)
    if tiles is None:
        return count_map((), THRESHOLD, lang=asked.language)
    counts = area_counts(told, list(tiles.places), THRESHOLD)
    squares = [Tile(atlas().label(u, asked.language), *at, counts.of_area[u]) for u, at in tiles.places.items()]
    return count_map(squares, THRESHOLD, _others(asked, counts, asked.say("elsewhere, or no province known")), asked.language)


def counties(asked: Asked, area: str, told: Sequence[Told]) -> Drawing:
    """The counties of a province for which there is a number or a withheld one, and the rest."""
    lang = asked.language
    units = [e.id for e in atlas() if e.parent == area and e.kind in ("county", "city", "district")]
    counts = area_counts(told, units, THRESHOLD)
    named = [(atlas().label(u, lang), counts.of_area[u]) for u in units if counts.of_area[u] != 0]
    rows = [*named, *_others(asked, counts, asked.say("no county known"))]
    heads = (column_words("area", lang), column_words("happenings", lang))
    return bar_table(figure_words("happenings_told", lang), heads, [BarRow((name,), n) for name, n in rows], lang)


def _others(asked: Asked, counts: AreaCounts, nowhere: str) -> list[tuple[str, int | None]]:
    return [
        (asked.say("told of in several areas"), counts.several),
        (nowhere, counts.nowhere),
        (asked.say("all together"), counts.total),
    ]


ROUTES = (get("/map", show), get("/map/{area}", show), post("/map", choose))
