"""The keys of each screen: data (resources/keymap), with a person's own changes laid over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rushlight.errors import MisuseError
from rushlight.tables import load_table

EVERYWHERE = "everywhere"
GO = "G"
"""Begins the keys that go to another room: ``G R``."""


@dataclass(frozen=True, slots=True)
class Key:
    """``verb`` is what a button carries as data-key-verb; ``key`` a letter, a sign, or "G R". ``words`` say what it does."""

    screen: str
    verb: str
    key: str
    words: str

    @property
    def name(self) -> str:
        return f"{self.screen}.{self.verb}"


def screens() -> tuple[str, ...]:
    """Every screen that has keys of its own."""
    return tuple(name for name in load_table("keymap") if name != EVERYWHERE)


def keys_of(screen: str, language: str, changed: Mapping[str, str] | None = None) -> tuple[Key, ...]:
    """The keys that work on a screen: its own, then those that work everywhere."""
    table, own = load_table("keymap"), changed or {}
    sections = [s for s in dict.fromkeys((screen, EVERYWHERE)) if s in table]
    return tuple(
        Key(section, row["verb"], own.get(f"{section}.{row['verb']}", row["key"]), row["words"][language])
        for section in sections
        for row in table[section]
    )


def check_keys(changed: Mapping[str, str]) -> None:
    """Raise MisuseError for a key that no screen knows, that is no single sign, or that two verbs of a screen would share."""
    for screen in (*screens(), EVERYWHERE):
        live = keys_of(screen, "en", changed)
        names = [k.key for k in live]
        doubled = {name for name in names if names.count(name) > 1}
        if doubled:
            raise MisuseError("two things would have the same key", where=", ".join(sorted(doubled)), hint="choose another key")
    known = {key.name for screen in (*screens(), EVERYWHERE) for key in keys_of(screen, "en")}
    for name, key in changed.items():
        if name not in known:
            raise MisuseError("no page has such a key", where=name[:40])
        if not _is_key(key):
            raise MisuseError("a key is one letter, digit or sign", where=name, hint="such as A, 7 or /")


def _is_key(key: str) -> bool:
    plain = key.removeprefix(f"{GO} ")
    return len(plain) == 1 and plain.isascii() and plain.isprintable() and plain.strip() != "" and plain == plain.upper()
