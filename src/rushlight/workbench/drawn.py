"""A passphrase that is drawn for a person: shown to be written on paper, then typed from it. Nothing is made before that."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import ClassVar

from rushlight.casefile import generate_passphrase
from rushlight.workbench.rendering import Shown


@dataclass(slots=True)
class Drawn:
    """``seen``: it was written down; ``differed``: what was typed last is another."""

    passphrase: str
    language: str
    seen: bool = False
    differed: bool = False

    def once_more(self) -> None:
        """See it again: nothing was made with it yet."""
        self.seen = self.differed = False

    def typed(self, words: str) -> bool:
        """Whether this is it, however many spaces stand between its words."""
        self.differed = " ".join(words.split()) != self.passphrase
        return not self.differed


def draw(language: str) -> Drawn:
    """Six words of this language. Raises MisuseError for a language without a list of words."""
    return Drawn(generate_passphrase(secrets.token_bytes, language=language), language)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPage(Shown):
    """The passphrase, shown to be written down."""

    template: ClassVar[str] = "drawn.html"
    screen: ClassVar[str] = "new"
    words: tuple[str, ...]
    words_language: str
    path: str
    """Where its forms go: ``path``/written and ``path``/other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnAgainPage(Shown):
    """The passphrase is typed from paper."""

    template: ClassVar[str] = "drawn_again.html"
    screen: ClassVar[str] = "new"
    differed: bool
    path: str
    """Where its forms go: ``path``/make and ``path``/again."""
    makes: str
    """What the button says that makes something with it."""


def drawn_page(drawn: Drawn, path: str, makes: str) -> DrawnPage | DrawnAgainPage:
    """The page of the step that one is at."""
    if not drawn.seen:
        return DrawnPage(words=tuple(drawn.passphrase.split()), words_language=drawn.language, path=path)
    return DrawnAgainPage(differed=drawn.differed, path=path, makes=makes)
