"""RL132: an injury or illness of somebody in something that happened once."""

from __future__ import annotations

from rushlight.release.rules.base import Rule
from rushlight.release.rules.cues import beside_the_fields

RULE = Rule("RL132", beside_the_fields("RL132"))
