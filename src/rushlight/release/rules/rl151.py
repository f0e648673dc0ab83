"""RL151: a landmark or a numbered institution: finer than the place that is shown."""

from __future__ import annotations

from rushlight.release.rules.base import Rule
from rushlight.release.rules.cues import beside_the_fields

RULE = Rule("RL151", beside_the_fields("RL151"))
