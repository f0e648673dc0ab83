"""Design tokens: colours as (light, dark), type and space, and the one style sheet made of them (WORKBENCH.md 2.8)."""

from __future__ import annotations

import re
from importlib.resources import files

COLOURS: dict[str, tuple[str, str]] = {
    "paper": ("#faf8f4", "#15171a"),
    "sheet": ("#ffffff", "#1c1f23"),
    "ink": ("#1b1d22", "#e8e4db"),
    "ink-2": ("#53575f", "#a9abad"),
    "rule": ("#d8d2c6", "#363a40"),
    "rule-strong": ("#837b6c", "#7f858d"),
    "action": ("#22405f", "#9cc0e4"),
    "flame": ("#a34e00", "#ffb454"),
    "accepted": ("#1c6147", "#7fcfae"),
    "rejected": ("#8f2d2d", "#f0a3a0"),
    "unsure": ("#6f5200", "#e0bd62"),
    "sealed": ("#56407f", "#c3b0ec"),
    "tint-actor": ("#f3d9c9", "#5a3421"),
    "tint-harmed": ("#d5e3f0", "#23405c"),
    "tint-place": ("#dcead6", "#2d4a2b"),
    "tint-time": ("#ece3f3", "#46355c"),
    "tint-money": ("#f4e8bd", "#54450f"),
    "tint-source": ("#e3e1dc", "#43433f"),
}
"""Light and dark of each colour; one small flame, no alarm walls."""

SPACE = (4, 8, 12, 16, 24, 36)
"""Steps of space in pixels."""


def colour_css() -> str:
    """Custom properties for both themes; browsers without light-dark() get the light theme."""
    plain = "".join(f"--{name}:{light};" for name, (light, _) in COLOURS.items())
    paired = "".join(f"--{name}:light-dark({light},{dark});" for name, (light, dark) in COLOURS.items())
    return (
        f":root{{color-scheme:light dark;{plain}}}"
        f"@supports (color:light-dark(#000,#fff)){{:root{{{paired}}}}}"
        "@media print{:root{color-scheme:light}}"
    )


def stylesheet() -> str:
    """The whole style sheet of a page with figures."""
    return figure_stylesheet() + _packaged("page.css")


def figure_stylesheet() -> str:
    """Only what an SVG file of its own needs."""
    return colour_css() + _packaged("figure.css")


def plain_stylesheet() -> str:
    """The same in light colours and without variables, for programs that draw SVG but know neither.

    Names the packaged font first: where nothing else is installed, as in typesetting, it is there.
    """
    plain = re.sub(r"var\(--([a-z0-9-]+)\)", lambda found: COLOURS[found[1]][0], _packaged("figure.css"))
    return plain.replace("font: 13px/1.4 system-ui", 'font-size: 13px; font-family: "Rushlight Sans KR", system-ui')


def _packaged(name: str) -> str:
    return files("rushlight.drawing").joinpath(name).read_text(encoding="utf-8")
