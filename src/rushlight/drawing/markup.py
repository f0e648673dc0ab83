"""Markup from strings: everything that comes from outside is escaped here, and nowhere is markup taken in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from html import escape

Attribute = str | int | float | None
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not allow (section 2.2); one of them would make a whole figure unreadable."""
BIDI_CONTROLS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
"""Marks that could turn the order of our own words around; direction comes from isolation instead."""


class Markup(str):
    """A string that is markup already. Plain strings are escaped, these are not."""

    __slots__ = ()


def text(value: object) -> Markup:
    """``value`` as inert text for HTML, XML and attribute values."""
    if isinstance(value, Markup):
        return value
    plain = BIDI_CONTROLS.sub("", NOT_XML.sub("\ufffd", str(value)))
    return Markup(escape(plain, quote=True))


def told(value: object) -> Markup:
    """Text from a report or a person, isolated so that Arabic or Hebrew does not turn its surroundings around."""
    return Markup(f"<bdi>{text(value)}</bdi>")


def join(parts: Iterable[object]) -> Markup:
    """Parts one after the other, plain strings escaped."""
    return Markup("".join(text(p) for p in parts))


def el(tag: str, attributes: Mapping[str, Attribute] | None = None, *children: object) -> Markup:
    """One element. Attributes of None are left out; numbers are written without needless digits."""
    given = (f' {name}="{text(_number(value))}"' for name, value in (attributes or {}).items() if value is not None)
    start = f"<{tag}{''.join(given)}"
    return Markup(f"{start}>{join(children)}</{tag}>" if children else f"{start}/>")


def _number(value: Attribute) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def wide(value: str) -> int:
    """How many Latin columns ``value`` takes: a Hangul syllable takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in value)


def in_lines(value: str, columns: int) -> tuple[str, ...]:
    """``value`` broken at spaces into lines of at most so many Latin columns; a longer word is cut, with an ellipsis."""
    lines: list[str] = []
    for word in value.split(" "):
        if lines and wide(f"{lines[-1]} {word}") <= columns:
            lines[-1] += f" {word}"
        else:
            lines.append(shorten(word, columns))
    return tuple(lines)


def shorten(value: str, columns: int) -> str:
    """``value`` cut to a width in Latin columns (a Hangul syllable takes two), with an ellipsis where cut."""
    used = 0
    for at, letter in enumerate(value):
        used += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if used > columns:
            return value[: max(0, at - 1)].rstrip() + "…"
    return value
