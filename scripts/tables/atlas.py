"""The gazetteer: resources/atlas/ (countries, DPRK units, other places, population, regions) with every spelling generated."""

from __future__ import annotations

import csv
import re
import unicodedata
from pathlib import Path
from typing import Any

import yaml

from rushlight.atlas import romanising as rom

KINDS = {
    "시": "city",
    "군": "county",
    "구역": "district",
    "로동자구": "town",
    "지구": "district",
    "구": "district",
    "동": "district",
    "읍": "town",
    "리": "town",
    "도": "province",
}
ENGLISH_TYPE = {
    "city": ("City", "city", "-si"),
    "county": ("County", "county", "-gun"),
    "district": ("District", "district", "-guyok"),
    "province": ("Province", "province", "-do"),
}
SUFFIX_EN = {"동": "-dong", "읍": "-up", "리": "-ri", "구": "-gu", "구역": "-guyok", "지구": "-jigu", "로동자구": "-rodongjagu"}


def _read(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def _slug(name: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", rom.plain(name)) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", bare.lower().replace("ı", "i")).strip("-")


class Table:
    """Entries and the two indices name -> (entry number, weak)."""

    def __init__(self, words: dict[str, list[str]]) -> None:
        self.words = {language: set(names) for language, names in words.items()}
        self.entries: list[dict[str, Any]] = []
        self.by_id: dict[str, int] = {}
        self.index: dict[str, dict[str, list[list[int]]]] = {"en": {}, "ko": {}}

    def add(self, place: str, kind: str, parent: str | None, en: str, ko: str, hanja: str | None = None) -> str:
        while place in self.by_id:
            place += "-" + kind
        self.by_id[place] = len(self.entries)
        row = {"id": place, "kind": kind, "parent": parent, "en": en, "ko": ko}
        self.entries.append(row | ({"hanja": hanja} if hanja else {}))
        return place

    def known(self, label: str, parent: str) -> str | None:
        """The place of this name in the same country, if an earlier file has it."""
        country = parent.split(".")[0]
        ids = (self.entries[number]["id"] for number, flags in self.index["en"].get(label.lower(), ()) if flags < 2)
        return next((place for place in ids if place.split(".")[0] == country and place != country), None)

    def name(self, place: str, language: str, spelling: str, weak: bool = False, demonym: bool = False) -> None:
        key = spelling.lower() if language == "en" else spelling
        number = self.by_id[place]
        rows = self.index[language].setdefault(key, [])
        flags = (weak or key in self.words[language]) + 2 * demonym
        if spelling and all(row[0] != number for row in rows):
            rows.append([number, flags])


def _typed(ko: str) -> tuple[str, str]:
    """Stem and type suffix: 혜산시 -> 혜산, 시."""
    for suffix in sorted(KINDS, key=len, reverse=True):
        if ko.endswith(suffix) and len(ko) > len(suffix):
            return ko[: -len(suffix)], suffix
    return ko, ""


def _countries(table: Table, rows: list[dict[str, str]]) -> None:
    for row in rows:
        place = table.add(row["id"], "country", None, row["en"], row["ko"])
        for name in [row["en"], *row["en_aliases"].split("|")]:
            table.name(place, "en", name)
        for name in row["demonyms_en"].split("|"):
            table.name(place, "en", name, demonym=True)
        for name in [row["ko"], *row["ko_aliases"].split("|")]:
            table.name(place, "ko", name)


def _english_names(table: Table, place: str, kind: str, suffix: str, stems: list[str], weak: bool) -> None:
    for stem in dict.fromkeys(stems):
        table.name(place, "en", stem, weak=weak)
        for word in ENGLISH_TYPE.get(kind, ()):
            table.name(place, "en", f"{stem}{word}" if word.startswith("-") else f"{stem} {word}".strip())
        if suffix in SUFFIX_EN:
            table.name(place, "en", stem + SUFFIX_EN[suffix])


def _spellings(stem: str) -> list[str]:
    mr = rom.romanise(stem, "mr")
    return [rom.plain(mr), mr, rom.plain(rom.romanise(stem, "nk")), rom.romanise(stem, "rr"),
            rom.plain(rom.romanise(rom.southern(stem), "mr")), rom.romanise(rom.southern(stem), "rr")]  # fmt: skip


def _korean_names(table: Table, place: str, stem: str, suffix: str, weak: bool) -> None:
    for spelling in dict.fromkeys((stem, rom.southern(stem))):
        if len(spelling) > 1:
            table.name(place, "ko", spelling, weak=weak)
        if suffix:
            table.name(place, "ko", spelling + suffix)


def _unit(table: Table, ko: str, parent: str, data: dict[str, Any]) -> str:
    stem, suffix = _typed(ko)
    kind = KINDS.get(suffix, "town")
    short = kind in ("town", "district") and suffix in ("동", "읍", "리", "로동자구")
    usual = data["english"].get(ko) or rom.plain(rom.romanise(stem, "mr"))
    label = usual + SUFFIX_EN[suffix] if short else usual
    hanja = data["hanja"].get(ko)
    place = table.add(f"{parent}.{_slug(usual)}", kind, parent, label, ko, hanja)
    table.name(place, "ko", hanja or ko)
    weak = stem in data["weak"] or short
    _english_names(table, place, kind, suffix, [usual, *_spellings(stem)], short or len(stem) == 1)
    _korean_names(table, place, stem, suffix, weak)
    for other in data["also_ko"].get(ko, ()):
        table.name(place, "ko", other)
        _english_names(table, place, kind, _typed(other)[1], _spellings(_typed(other)[0]), weak=True)
    return place


def _province(table: Table, row: dict[str, Any]) -> str:
    ko, en = row["ko"], row["en"]
    place = table.add(f"KP.{_slug(en)}", row["kind"], "KP", en, ko, row.get("hanja"))
    stem = row.get("stem") or _typed(ko)[0]
    side = row.get("side", "")
    for spelling in dict.fromkeys([en.removeprefix(side).strip(), *_spellings(stem)]):
        for name in (f"{side} {spelling}", f"{spelling}-{'namdo' if side == 'South' else 'bukdo'}") if side else (spelling,):
            for tail in ("", " Province", " province", "-do", " City", " city"):
                table.name(place, "en", name + tail)
    if side:
        nk = {"South": "namdo", "North": "pukto"}[side]
        for spelling in _spellings(stem):
            table.name(place, "en", f"{spelling} {nk}")
            table.name(place, "en", spelling + nk)
            table.name(place, "en", spelling + nk.replace("pukto", "bukdo"))
    for name in [ko, rom.southern(ko), row.get("short", ""), row["hanja"]]:
        table.name(place, "ko", name)
    if side:
        table.name(place, "ko", f"{stem}도")
    if not side and len(stem) > 1:
        table.name(place, "ko", stem)
        table.name(place, "ko", rom.southern(stem))
    return place


def _north_korea(table: Table, data: dict[str, Any]) -> None:
    data["weak"] = set(data["weak"].split())
    ids: dict[str, str] = {}
    for row in data["provinces"]:
        ids[row["ko"]] = parent = _province(table, row)
        for ko in row["units"].split():
            ids[ko] = _unit(table, ko, parent, data)
    for of, units in data["units_of"].items():
        for ko in units.split():
            _unit(table, ko, ids[of], data)
    for row in data["facilities"]:
        parent = ids[row["in"]]
        place = table.add(f"{parent}.{_slug(row['en'])}", "facility", parent, row["en"], row["ko"])
        for name in [row["en"], *row["aliases_en"]]:
            table.name(place, "en", name)
        for name in [row["ko"], *row["aliases_ko"]]:
            table.name(place, "ko", name)
    for row in data["waters"]:
        place = table.add(f"KP.{_slug(row['en'])}", "river", "KP", row["en"], row["ko"])
        for name in [row["en"], *row["aliases_en"]]:
            table.name(place, "en", name)
        table.name(place, "ko", row["ko"])


def _others(table: Table, data: dict[str, dict[str, str]]) -> None:
    for parent, kinds in data.items():
        for kind, line in kinds.items():
            for item in filter(None, (part.strip() for part in line.split(";"))):
                _other(table, parent, kind, item)


def _other(table: Table, parent: str, kind: str, item: str) -> None:
    """One place: "English, other spellings = Korean, other spellings"; a star marks ordinary words."""
    left, _, right = item.partition("=")
    english = [name.strip() for name in left.split(",")]
    korean = [name.strip() for name in right.split(",") if name.strip()]
    label = english[0].rstrip("*")
    place = table.known(label, parent) or table.add(
        f"{parent}.{_slug(label)}", kind, parent, label, korean[0] if korean else label
    )
    for name in english:
        table.name(place, "en", name.rstrip("*"), weak=name.endswith("*"))
    word = "Province" if kind == "province" else "City" if kind == "city" else ""
    for tail in filter(None, (word, word.lower())):
        if not label.endswith(tail):
            table.name(place, "en", f"{label} {tail}")
    for name in korean:
        table.name(place, "ko", name)


def build(resources: Path) -> dict[str, Any]:
    folder = resources / "atlas"
    words = yaml.safe_load((folder / "words.yaml").read_text(encoding="utf-8"))
    table = Table(words)
    _countries(table, _read(folder / "countries.csv"))
    _north_korea(table, yaml.safe_load((folder / "north_korea.yaml").read_text(encoding="utf-8")))
    for file in ("places.yaml", "places_more.yaml", "places_world.yaml"):
        _others(table, yaml.safe_load((folder / file).read_text(encoding="utf-8")))
    regions = yaml.safe_load((folder / "regions.yaml").read_text(encoding="utf-8"))
    population = _read(folder / "population.csv")
    for row in table.entries:
        if row["parent"] is not None and row["parent"] not in table.by_id:
            raise ValueError(f"unknown parent of {row['id']}")
    for row in population:
        if row["place"] not in table.by_id:
            raise ValueError(f"unknown place in population.csv: {row['place']}")
    kept = ("behind_ko", "loan_words_ko", "not_places_en", "not_places_ko", "publishers_en", "publishers_ko")
    return {
        "entries": table.entries,
        "index": table.index,
        "regions": regions["regions"],
        "population": population,
        "areas": regions["areas"],
        "features": regions["features"],
        **{name: words[name] for name in kept},
    }
