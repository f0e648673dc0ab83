"""The frames of the Korean caution layer: resources/caution/ko.yaml with its macros filled in.

Each pattern comes with the letters that it cannot do without (``grams``), so that the reader compiles and tries it
only where they stand. {n} {l} {ss}, syllables closed by ㄴ, ㄹ, ㅆ, are left for the reader to fill: 399 letters each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from tables._needed import needed
from tables.lexicon_ko import sample

CLOSED = {"n": "{n}", "l": "{l}", "ss": "{ss}"}
ANY_SYLLABLE = "[가-힣]"
PATTERN_LISTS = ("frames", "settings", "unreal", "inverted")
SINGLE = ("claimed", "pointing", "plain", "not_plain", "joint", "unreal_condition", "unreal_cut")


def build(resources: Path) -> dict[str, Any]:
    """The table ``caution_ko``; every pattern is {pattern, grams}."""
    raw: dict[str, Any] = yaml.safe_load((resources / "caution" / "ko.yaml").read_text(encoding="utf-8"))
    macros, counts = _macros(raw.pop("macros")), sample(resources)
    for name in PATTERN_LISTS:
        raw[name] = [_row(row, macros, counts) for row in raw[name]]
    raw["words_before"] = {name: _wording(p, macros, counts) for name, p in raw["words_before"].items()}
    for name in SINGLE:
        raw[name] = _wording(raw[name], macros, counts)
    for name in ("doubts", "denials"):
        raw[name] = _wording("|".join(raw[name]), macros, counts)
    raw["untrue"] = _wording("{untrue}", macros, counts)
    return raw


def _row(row: dict[str, Any], macros: Mapping[str, str], counts: Counter[str]) -> dict[str, Any]:
    keys = [key for key in ("pattern", "unless", "needs") if row.get(key)]
    return {**{k: v for k, v in row.items() if k != "unless" or v}, **{k: _wording(row[k], macros, counts) for k in keys}}


def _wording(pattern: str, macros: Mapping[str, str], counts: Counter[str]) -> dict[str, Any]:
    filled = _fill(pattern, macros)
    return {"pattern": filled, "grams": needed(_fill(filled, dict.fromkeys(CLOSED, ANY_SYLLABLE)), counts)}


def _macros(words: Mapping[str, str]) -> dict[str, str]:
    """Every macro with the macros in it filled in."""
    known = dict(CLOSED)
    for name, pattern in words.items():
        known[name] = _fill(pattern, known)
    for name in [n for n in words if re.search(r"\{[a-z]+\}", known[n])]:
        known[name] = _fill(known[name], known)
    return known


def _fill(pattern: str, macros: Mapping[str, str]) -> str:
    return re.sub(r"\{([a-z]+)\}", lambda m: macros.get(m[1], m[0]), pattern)
