"""RL114: an ordinal: the register of summonses and payments is kept by number."""

from __future__ import annotations

from rushlight.release.rules.base import Rule
from rushlight.release.rules.cues import beside_the_fields

RULE = Rule("RL114", beside_the_fields("RL114"))
