"""RL127: it happened within the last days before the release."""

from __future__ import annotations

from functools import partial

from rushlight.release.rules.base import Rule
from rushlight.release.rules.levels import stopped

RULE = Rule("RL127", partial(stopped, "RL127"))
