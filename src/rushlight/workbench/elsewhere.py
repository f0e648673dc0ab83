"""Where on the pages a thing is done that a hint of the rooms names by its command.

Errors are written once, for the command line and for the pages; a person who has never seen a terminal is led to the
room in which the same is done.
"""

from __future__ import annotations

import re

DONE_IN: dict[str, str] = {
    "take-in": "take-in",
    "read": "take-in",
    "review": "queue",
    "show": "reading",
    "link": "pairs",
    "judge": "pairs",
    "count": "counting",
    "check-release": "release",
    "sign": "release",
    "approve": "release",
    "publish": "release",
    "releases": "release",
    "gates": "release",
    "assume": "release",
    "consent": "release",
    "exchange": "release",
    "submit": "release",
    "add-source": "sources",
    "request-identity": "sources",
    "answer": "sources",
    "open-identity": "sources",
    "trustees": "sources",
    "log": "log",
    "verify": "log",
    "checkpoint": "log",
    "anchor": "log",
    "assign": "team",
    "agreement": "team",
    "devices": "team",
    "admit": "team",
    "revoke": "team",
    "bundle": "team",
    "merge": "team",
    "conflicts": "team",
    "shares": "settings",
    "ways-in": "settings",
    "travel": "settings",
    "rekey": "settings",
    "backup": "settings",
}
"""The room of the bar (``rendering.ROOMS``) by the verb of the command line."""

_NAMED = re.compile(r"rushlight ([a-z]+(?:-[a-z]+)*)")


def rooms_named(hint: str) -> tuple[str, ...]:
    """The rooms in which a hint's commands are done, each once: ``("settings",)`` for "'rushlight shares' makes …"."""
    return tuple(dict.fromkeys(DONE_IN[verb] for verb in _NAMED.findall(hint) if verb in DONE_IN))
