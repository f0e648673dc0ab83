"""RL150: when somebody left and where the relative is now: the register's own columns."""

from __future__ import annotations

from rushlight.release.rules.base import Rule
from rushlight.release.rules.cues import in_happenings

RULE = Rule("RL150", in_happenings("RL150"))
