"""How the places of two tellings relate, through the gazetteer where it knows them and by name where not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rushlight.atlas import atlas
from rushlight.corroboration.tellings import Telling
from rushlight.record import Place

TOWN_LEVEL = 3
"""Precision codes up to here are a town, a county or finer (docs/model.md)."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place made comparable, with its name as written.

    ``anchor`` is the nearest known town or county: itself, or one that contains it.
    """

    label: str
    korean: bool
    own: str | None
    anchor: str | None

    @property
    def name(self) -> str:
        """The name as it is compared."""
        return self.label.casefold().strip()

    @property
    def below_town(self) -> bool:
        return self.anchor is not None and self.own != self.anchor


@dataclass(frozen=True, slots=True)
class Where:
    """``told``: places of the telling's statements; ``named``: all that its report names, a weak hint where those are none."""

    told: tuple[Spot, ...]
    named: tuple[Spot, ...]


def where(telling: Telling) -> Where:
    """The telling's places, town level or finer."""
    reading = telling.report.reading
    told = dict.fromkeys(s.place for s in telling.statements if s.place and not s.content_of)
    return Where(_spots(map(reading.place, told)), _spots(reading.places))


def _spots(places: Iterable[Place]) -> tuple[Spot, ...]:
    return tuple(_spot(p) for p in places if p.precision <= TOWN_LEVEL)


def _spot(place: Place) -> Spot:
    korean = any("가" <= letter <= "힣" for letter in place.name)
    own = _known(place, korean)
    parents = (*place.parents, *(atlas().parents(own) if own else ()))
    quarter_of = next((p for p in parents if p in atlas() and atlas().entry(p).precision <= TOWN_LEVEL), None)
    return Spot(place.name, korean, own, quarter_of or own)


def _known(place: Place, korean: bool) -> str | None:
    """The gazetteer's id: the reader's, or that of a name with one meaning only."""
    if place.atlas_id and place.atlas_id in atlas():
        return place.atlas_id
    found = atlas().lookup(place.name, "ko" if korean else "en")
    return found[0].id if len(found) == 1 else None


def place_evidence(left: Where, right: Where) -> tuple[str, ...]:
    """Codes of the evidence table on where the two happened; empty where nothing can be compared."""
    mine, theirs = left.told, right.told
    relations = {r for a in mine for b in theirs if (r := related(a, b))}
    closest = next((code for code in ("same_place", "place_within", "same_town") if code in relations), None)
    out: list[str] = [closest] if closest else []
    if _other_quarters(mine, theirs):
        out.append("other_quarter")
    if out:
        return tuple(out)
    if "other_place" in relations:
        return ("other_place",)
    return _from_reports(left, right)


def related(a: Spot, b: Spot) -> str | None:
    """same_place, place_within, same_town or other_place; None where the two cannot be compared."""
    if a.name == b.name or (a.own and a.own == b.own):
        return "same_place"
    if a.anchor is None or b.anchor is None:
        return None
    if a.anchor != b.anchor:
        related = atlas().distance(a.anchor, b.anchor)
        return "place_within" if related in ("contains", "within") else "other_place"
    return "same_town" if a.below_town and b.below_town else "place_within"


def _other_quarters(mine: Iterable[Spot], theirs: Iterable[Spot]) -> bool:
    """Both name parts of one town, written in the same script, and none in common."""
    parts = [{(s.anchor, s.korean, s.name) for s in side if s.below_town} for side in (mine, theirs)]
    comparable = {(a, k) for a, k, _ in parts[0]} & {(a, k) for a, k, _ in parts[1]}
    return bool(comparable) and not parts[0] & parts[1]


def _from_reports(left: Where, right: Where) -> tuple[str, ...]:
    """Where the statements' places cannot be compared, the towns that the whole reports name."""
    towns = [{key for s in side.named for key in (s.own, s.anchor, s.name) if key} for side in (left, right)]
    if not towns[0] & towns[1]:
        return ()
    unknown = [{(s.korean, s.name) for s in side.told if s.own is None} for side in (left, right)]
    same_script = {k for k, _ in unknown[0]} & {k for k, _ in unknown[1]}
    return ("same_town_named", "other_quarter") if same_script and not unknown[0] & unknown[1] else ("same_town_named",)
