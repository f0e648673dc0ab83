"""How one person wants the pages: kept in the casefile under their own alias, so that it travels with nobody else's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rushlight.desk import Desk
from rushlight.errors import MisuseError

LANGUAGES = ("en", "ko")
THEMES = ("auto", "light", "dark")
FONTS = ("own", "system")


@dataclass(frozen=True, slots=True)
class Settings:
    """``single_keys``: whether single letters do things (WCAG 2.1.4). ``keys``: by "screen.verb", the key in place of ours."""

    language: str = "en"
    theme: str = "auto"
    fonts: str = "own"
    single_keys: bool = True
    keys: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        choices = (self.language in LANGUAGES, self.theme in THEMES, self.fonts in FONTS)
        if not all(choices) or not all(isinstance(k, str) and isinstance(v, str) for k, v in self.keys.items()):
            raise MisuseError("there is no such setting of the pages", hint="choose one of those on the settings page")

    def stored(self) -> dict[str, Any]:
        return {
            "language": self.language,
            "theme": self.theme,
            "fonts": self.fonts,
            "single_keys": self.single_keys,
            "keys": dict(self.keys),
        }


def name_of(actor: str) -> str:
    """The casefile's setting that keeps them."""
    return f"pages.{actor}"


def kept_settings(desk: Desk, fallback: Settings) -> Settings:
    """What the casefile keeps for this person; ``fallback`` where it keeps nothing, or nothing that makes sense."""
    stored = desk.case.get_setting(name_of(desk.actor))
    if not isinstance(stored, dict):
        return fallback
    known = {name: stored[name] for name in ("language", "theme", "fonts", "single_keys", "keys") if name in stored}
    try:
        return Settings(**known)
    except (MisuseError, TypeError, AttributeError):
        return fallback


def keep_settings(desk: Desk, settings: Settings, at: dt.datetime) -> None:
    desk.case.put_setting(name_of(desk.actor), settings.stored(), by=desk.actor, at=at)
