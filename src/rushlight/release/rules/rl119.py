"""RL119: a number that no field holds: letters, visits, people, an age. The insider's question does not count it."""

from __future__ import annotations

from rushlight.release.rules.base import Rule
from rushlight.release.rules.cues import beside_the_fields

RULE = Rule("RL119", beside_the_fields("RL119"))
