"""How often what is tried at random is tried: a few times a day, in full before a release.

    RUSHLIGHT_THOROUGH=1 scripts/test

For properties whose every example makes a casefile or a process, reads or weighs a release, and that would take
seconds of each run; the many quick ones always run in full.
"""

from __future__ import annotations

import os

THOROUGH = bool(os.environ.get("RUSHLIGHT_THOROUGH"))


def tries(full: int) -> int:
    """All of ``full`` where somebody asks for them, else a quarter and at least five."""
    return full if THOROUGH else min(full, max(5, full // 4))
