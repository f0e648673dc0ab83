"""All keys, as a page that can be printed: from the same data that the pages obey."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rushlight.workbench.answering import Answer, Asked
from rushlight.workbench.keymap import EVERYWHERE, Key, keys_of, screens
from rushlight.workbench.language import say
from rushlight.workbench.rendering import ROOMS, Shown
from rushlight.workbench.routing import get


@dataclass(frozen=True, slots=True)
class KeysOf:
    """The keys of one screen; its name in words, empty for those that work everywhere."""

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
    names = {name: say(asked.language, words) for name, _, words in ROOMS}
    changed = asked.settings.keys
    everywhere = KeysOf("", keys_of(EVERYWHERE, asked.language, changed))
    own = [
        KeysOf(names.get(screen, screen), tuple(k for k in keys_of(screen, asked.language, changed) if k.screen == screen))
        for screen in screens()
    ]
    return KeysPage(on=asked.settings.single_keys, sections=(everywhere, *own))


ROUTES = (get("/keys", show),)
