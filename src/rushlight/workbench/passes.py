"""What lets a browser in: a code for the first page, then a cookie and a secret in the address, both needed.

The code stands in the address that the browser is started with, so it is good once and for a minute only. What it gives is
a cookie that no script can read and no other site can send, and a place: the first part of every address from then on.
Either alone opens nothing.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from rushlight.casefile.process import uptime

GOOD_FOR = 60.0
"""Seconds in which the first address must be opened."""

_BYTES = 24


def _drawn() -> str:
    return secrets.token_hex(_BYTES)


@dataclass(slots=True)
class Passes:
    """``code`` is empty once used. ``cookie_name`` differs by server: cookies know no ports."""

    place: str = field(default_factory=_drawn)
    cookie: str = field(default_factory=_drawn)
    cookie_name: str = field(default_factory=lambda: f"rushlight_{secrets.token_hex(4)}")
    code: str = ""
    _until: float = 0.0
    clock: Callable[[], float] = uptime

    def new_code(self) -> str:
        """A code for one first page. Those before are good for nothing any more."""
        self.code, self._until = _drawn(), self.clock() + GOOD_FOR
        return self.code

    def use(self, code: str) -> bool:
        """Whether the code lets in; it does so once."""
        right = bool(self.code) and _same(code, self.code) and self.clock() < self._until
        if right:
            self.code = ""
        return right

    def renew(self) -> None:
        """Another cookie: what the browser had is good for nothing any more, and pages it kept under it are dropped."""
        self.cookie = _drawn()

    def holds(self, place: str, cookies: tuple[str, ...]) -> bool:
        """Whether a request brings both: the place in its address and, exactly once, the cookie."""
        given = cookies[0] if len(cookies) == 1 else ""
        return _same(place, self.place) & _same(given, self.cookie)


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())
