"""The gazetteer: which place a name may mean, what contains it, how many people live there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rushlight.errors import RecordError
from rushlight.tables import load_table

PRECISION = {
    "facility": 1,
    "city": 2,
    "town": 2,
    "county": 3,
    "district": 3,
    "prefecture": 4,
    "province": 4,
    "river": 5,
    "road": 5,
    "country": 6,
}
"""The record's precision code of each kind of place (docs/model.md)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A place. ``kind`` is country, province, city, county, district, town, facility, river or road."""

    id: str
    kind: str
    parent: str | None
    en: str
    ko: str
    hanja: str | None = None

    @property
    def precision(self) -> int:
        """The record's precision code, 1 (a point) to 6 (a country)."""
        return PRECISION[self.kind]


@dataclass(frozen=True, slots=True)
class Match:
    """One entry a name may mean. ``weak``: the bare name is also an ordinary word; ``demonym``: Chinese, Eritreans."""

    entry: Entry
    weak: bool
    demonym: bool


@dataclass(frozen=True, slots=True)
class Population:
    """People and households of a place. Households are people / ``household_size`` where no count is known."""

    people: int
    households: int
    household_size: float
    source: str
    year: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a generalisation ladder, with its labels."""

    id: str
    kind: str
    en: str
    ko: str


class Atlas:
    """All places by id and by name. Names are compared without case in English, exactly in Korean."""

    def __init__(self, table: dict[str, object]) -> None:
        rows: list[dict[str, str]] = table["entries"]  # type: ignore[assignment]
        self._rows = rows
        self._number = {row["id"]: n for n, row in enumerate(rows)}
        self._index: dict[str, dict[str, list[list[int]]]] = table["index"]  # type: ignore[assignment]
        self._population: dict[str, dict[str, str]] = {r["place"]: r for r in table["population"]}  # type: ignore[attr-defined]
        self._regions: list[dict[str, object]] = table["regions"]  # type: ignore[assignment]
        self._entries: dict[int, Entry] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Entry]:
        return (self._at(n) for n in range(len(self._rows)))

    def __contains__(self, place: object) -> bool:
        return place in self._number

    def entry(self, place: str) -> Entry:
        """The place with this id; RecordError when there is none."""
        if place not in self._number:
            raise RecordError("the atlas has no such place", where=place)
        return self._at(self._number[place])

    def matches(self, name: str, language: str) -> tuple[Match, ...]:
        """Every place this name may mean in ``en`` or ``ko``, with how surely the name is a place name."""
        rows = self._index[language].get(name.lower() if language == "en" else name, ())
        return tuple(Match(self._at(n), bool(flags & 1), bool(flags & 2)) for n, flags in rows)

    def lookup(self, name: str, language: str | None = None) -> tuple[Entry, ...]:
        """Every place this name may mean; homonyms keep all their candidates. Without language, both are searched."""
        languages = (language.split("-")[0],) if language else ("en", "ko")
        found = [m.entry for tongue in languages for m in self.matches(name.strip(), tongue)]
        return tuple(dict.fromkeys(found))

    def names(self, language: str) -> dict[str, list[list[int]]]:
        """The index itself, for scanners: name -> [entry number, flags]. Not to be changed."""
        return self._index[language]

    def parents(self, place: str) -> tuple[str, ...]:
        """Ids of all that contains the place, nearest first."""
        out: list[str] = []
        parent = self.entry(place).parent
        while parent is not None:
            out.append(parent)
            parent = self.entry(parent).parent
        return tuple(out)

    def country(self, place: str) -> str:
        """The country of the place (itself, if it is one)."""
        return (place, *self.parents(place))[-1]

    def contains(self, outer: str, inner: str) -> bool:
        """Does the first place contain the second? No place contains itself."""
        return outer in self.parents(inner)

    def distance(self, a: str, b: str) -> str:
        """How two places relate: same, contains, within, siblings, same_province, same_country or apart."""
        if a == b:
            return "same"
        if self.contains(a, b):
            return "contains"
        if self.contains(b, a):
            return "within"
        if self.entry(a).kind != "country" and self.entry(a).parent == self.entry(b).parent:
            return "siblings" if self.entry(a).parent not in self._countries() else "same_country"
        province = self._first_level(a)
        if province is not None and province == self._first_level(b):
            return "same_province"
        return "same_country" if self.country(a) == self.country(b) else "apart"

    def population(self, place: str) -> Population | None:
        """Census or estimated population with its source, None where we have no figure."""
        self.entry(place)
        row = self._population.get(place)
        if row is None:
            return None
        people, size = int(row["people"]), float(row["household_size"])
        households = int(row["households"]) if row["households"] else round(people / size)
        return Population(people, households, size, row["source"], int(row["year"]))

    def region(self, place: str) -> Step | None:
        """The region of provinces the place lies in ("border provinces"), if data names one."""
        chain = (place, *self.parents(place))
        for row in self._regions:
            if set(chain) & set(row["members"]):  # type: ignore[call-overload]
                return Step(str(row["id"]), "region", str(row["en"]), str(row["ko"]))
        return None

    def members(self, region: str) -> tuple[str, ...]:
        """The units of a region; none for a place that is no region."""
        return next((tuple(row["members"]) for row in self._regions if row["id"] == region), ())  # type: ignore[arg-type]

    def ladder(self, place: str) -> tuple[Step, ...]:
        """The place and its generalisations: settlement, county or city, province, region, country."""
        steps = [self._step(p) for p in (place, *self.parents(place))]
        region = self.region(place)
        return tuple(steps[:-1] + ([region] if region else []) + steps[-1:])

    def label(self, place: str, language: str) -> str:
        """The place's usual name in ``en`` or ``ko``; regions have labels too."""
        for row in self._regions:
            if row["id"] == place:
                return str(row["ko" if language.startswith("ko") else "en"])
        entry = self.entry(place)
        return entry.ko if language.startswith("ko") and entry.ko else entry.en

    def _step(self, place: str) -> Step:
        e = self.entry(place)
        return Step(e.id, e.kind, e.en, e.ko)

    def _countries(self) -> set[str]:
        return {row["id"] for row in self._rows if row["kind"] == "country"}

    def _first_level(self, place: str) -> str | None:
        chain = (place, *self.parents(place))
        return chain[-2] if len(chain) > 1 else None

    def _at(self, number: int) -> Entry:
        if number not in self._entries:
            row = self._rows[number]
            self._entries[number] = Entry(row["id"], row["kind"], row["parent"], row["en"], row["ko"], row.get("hanja"))
        return self._entries[number]


@cache
def atlas() -> Atlas:
    """The packaged gazetteer."""
    return Atlas(load_table("atlas"))
