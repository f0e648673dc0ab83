"""The rules of the release check, one file each; texts in resources/release/rules.yaml."""

from rushlight.release.rules.base import Case, Finding, Rule, Subject
from rushlight.release.rules.rl101 import RULE as RL101
from rushlight.release.rules.rl102 import RULE as RL102
from rushlight.release.rules.rl103 import RULE as RL103
from rushlight.release.rules.rl104 import RULE as RL104
from rushlight.release.rules.rl105 import RULE as RL105
from rushlight.release.rules.rl106 import RULE as RL106
from rushlight.release.rules.rl107 import RULE as RL107
from rushlight.release.rules.rl108 import RULE as RL108
from rushlight.release.rules.rl109 import RULE as RL109
from rushlight.release.rules.rl110 import RULE as RL110
from rushlight.release.rules.rl111 import RULE as RL111
from rushlight.release.rules.rl112 import RULE as RL112

ALL: tuple[Rule, ...] = (RL101, RL102, RL103, RL104, RL105, RL106, RL107, RL108, RL109, RL110, RL111, RL112)

__all__ = ["ALL", "Case", "Finding", "Rule", "Subject"]
