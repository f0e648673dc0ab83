"""What in a text could point to somebody: resources/release/identifiers, with the names of currencies and surnames."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

FILES = (
    "numerals",
    "numbers",
    "identity",
    "abodes",
    "times",
    "calendars",
    "amounts",
    "counting",
    "worth",
    "people",
    "things",
    "singling",
    "style",
    "names",
)
AMBIGUOUS_KO = {"동", "숨", "솜", "밧", "낍", "킵", "짯"}
"""Korean names of currencies that are ordinary words or endings: never seen behind a number alone."""


def build(resources: Path) -> dict[str, Any]:
    folder = resources / "release" / "identifiers"
    out: dict[str, Any] = {"kinds": _read(folder / "kinds.yaml")}
    for name in FILES:
        table = _read(folder / f"{name}.yaml")
        table["lists"] = {key: _words(lists) for key, lists in table.get("lists", {}).items()}
        out[name] = table
    out["shared"] = _currencies(resources) | {"surname_ko": {"any": _surnames(resources)}}
    out["market"] = {key: _words(lists) for key, lists in out["amounts"].pop("market").items()}
    return out


def _read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _words(lists: dict[str, str]) -> dict[str, list[str]]:
    return {language: [w.strip() for w in words.split(", ") if w.strip()] for language, words in lists.items()}


def _surnames(resources: Path) -> list[str]:
    return sorted(_read(resources / "names" / "surnames.yaml"), key=lambda s: (-len(s), s))


def _currencies(resources: Path) -> dict[str, dict[str, list[str]]]:
    """Marks, codes and names of currencies, as lists for the forms."""
    rows = _read(resources / "money" / "currencies.yaml")
    marks = {m for row in rows for m in row.get("marks", ())}
    codes = {m for m in marks if m.isascii() and m.isalpha() and len(m) >= 3} | {row["code"] for row in rows}
    ko = {w for row in rows for w in row["ko"] if w not in AMBIGUOUS_KO}
    return {
        "marks": {"any": sorted(m for m in marks if len(m) > 2 or not m.isalpha())},
        "codes": {"any": sorted(codes | {"元"})},
        "currency": {"en": sorted({w for row in rows for w in row["en"] if w not in ("sum", "sums")}), "ko": sorted(ko)},
        "adjectives": {"en": sorted({w for row in rows for w in row.get("en_adjectives", ())})},
        "before": {
            "ko": sorted({w for row in rows for w in row.get("ko_before", ())} | {"북한", "조선", "한국", "중국", "미국"})
        },
    }
