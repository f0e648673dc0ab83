"""The rules of the release check, one file each; texts in resources/release/rules.yaml."""

from rushlight.release.rules import (
    rl101,
    rl102,
    rl103,
    rl104,
    rl105,
    rl106,
    rl107,
    rl108,
    rl109,
    rl110,
    rl111,
    rl112,
)
from rushlight.release.rules.base import Case, Finding, Rule, Subject

ALL: tuple[Rule, ...] = tuple(
    m.RULE for m in (rl101, rl102, rl103, rl104, rl105, rl106, rl107, rl108, rl109, rl110, rl111, rl112)
)

__all__ = ["ALL", "Case", "Finding", "Rule", "Subject"]
