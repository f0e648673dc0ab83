"""A browser that waits where a person would: after a click or a key, until the page that it leads to is there.

Playwright goes on as soon as the click is made. What a test looks at next would then be, now and then, the page before.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Keyboard, Locator, Page

MOMENT = 50.0
"""Milliseconds after which a click that leads to another page has asked for it."""
LONGEST = 60.0
"""Seconds that a page may take."""
QUIET_KEYS = ("Tab", "Shift", "Shift+Tab", "Space", "ArrowDown", "ArrowUp")
"""Keys that lead to no other page."""

_SETTLE: dict[int, Callable[[], None]] = {}


def make_steady(page: Any) -> None:
    """From now on this page is waited for."""
    asked, arrived = [0], [0]

    def on_request(request: Any) -> None:
        if request.is_navigation_request() and request.redirected_from is None and request.frame == page.main_frame:
            asked[0] += 1

    def on_arrival(*_: object) -> None:
        arrived[0] = asked[0]

    def on_failure(request: Any) -> None:
        if request.is_navigation_request():
            on_arrival()

    def settle() -> None:
        if page.is_closed():
            return
        page.wait_for_timeout(MOMENT)
        until = time.monotonic() + LONGEST
        while asked[0] > arrived[0] and time.monotonic() < until and not page.is_closed():
            page.wait_for_timeout(10)

    page.on("request", on_request)
    for event in ("load", "download", "close"):
        page.on(event, on_arrival)
    page.on("requestfailed", on_failure)
    _SETTLE[id(page._impl_obj)] = _SETTLE[id(page.keyboard._impl_obj)] = settle
    _teach()


@functools.cache
def _teach() -> None:
    for kind, name in ((Page, "click"), (Locator, "click"), (Page, "press"), (Locator, "press"), (Keyboard, "press")):
        _wait_after(kind, name)


def _wait_after(kind: Any, name: str) -> None:
    plain = getattr(kind, name)

    @functools.wraps(plain)
    def steady(self: Any, *args: Any, no_wait_after: bool = False, **named: Any) -> Any:
        done = plain(self, *args, **named)
        owner = self.page if isinstance(self, Locator) else self
        settle = _SETTLE.get(id(owner._impl_obj))
        if settle is not None and not no_wait_after and not (name == "press" and args and args[-1] in QUIET_KEYS):
            settle()
        return done

    setattr(kind, name, steady)
