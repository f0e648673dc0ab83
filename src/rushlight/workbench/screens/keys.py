"""All keys, as a page that can be printed: from the same data that the pages obey."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rushlight.workbench.answering import Answer, Asked
from rushlight.workbench.keymap import EVERYWHERE, Key, keys_of, screens
from rushlight.workbench.rendering import Shown
from rushlight.workbench.routing import get
from rushlight.workbench.screens.settings import screen_words


@dataclass(frozen=True, slots=True)
class KeysOf:
    """The keys of one screen; its name in words."""

    name: str
    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysPage(Shown):
    """Every key of every screen."""

    template: ClassVar[str] = "keys.html"
    screen: ClassVar[str] = "keys"
    on: bool
    """Whether single letters do anything."""
    sections: tuple[KeysOf, ...]


def show(asked: Asked) -> Answer:
    sections = tuple(KeysOf(screen_words(asked, s), _own(asked, s)) for s in (EVERYWHERE, *screens()))
    return KeysPage(on=asked.settings.single_keys, sections=sections)


def _own(asked: Asked, screen: str) -> tuple[Key, ...]:
    """Without those that work everywhere."""
    return tuple(key for key in keys_of(screen, asked.language, asked.settings.keys) if key.screen == screen)


ROUTES = (get("/keys", show),)
