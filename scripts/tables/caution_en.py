"""English frames in which an act word is no deed: resources/caution/en.yaml, its macros written out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from ._needles import needles


def build(resources: Path) -> dict[str, Any]:
    """The frames with every ``<macro>`` replaced. Raises KeyError for an unknown macro, re.error for a faulty pattern."""
    data: dict[str, Any] = yaml.safe_load((resources / "caution" / "en.yaml").read_text(encoding="utf-8"))
    macros: dict[str, str] = data.pop("macros")
    table: dict[str, Any] = _written_out(data, macros)
    for frame in table["frames"]:
        for key in ("at", "until", "unless"):
            re.compile(frame.get(key, ""))
        frame["needles"] = sorted(needles(frame["at"]) or ())
    return table


def _written_out(value: Any, macros: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {k: _written_out(v, macros) for k, v in value.items()}
    if isinstance(value, list):
        return [_written_out(v, macros) for v in value]
    return _text(value, macros) if isinstance(value, str) else value


def _text(text: str, macros: dict[str, str]) -> str:
    while found := re.search(r"<([a-z]+)>", text):
        text = text.replace(found[0], macros[found[1]])
    return text
