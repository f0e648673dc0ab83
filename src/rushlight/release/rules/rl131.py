"""RL131: a picture, a recording or a thing that somebody would know again."""

from __future__ import annotations

from rushlight.release.rules.base import Rule
from rushlight.release.rules.cues import beside_the_fields

RULE = Rule("RL131", beside_the_fields("RL131"))
