"""RL135: an officer's post that few reports tell of."""

from __future__ import annotations

from functools import partial

from rushlight.release.rules.base import Rule
from rushlight.release.rules.levels import stopped

RULE = Rule("RL135", partial(stopped, "RL135"))
