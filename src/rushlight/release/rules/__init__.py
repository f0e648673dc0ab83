"""The rules of the release check, one file each; texts in resources/release/rules.yaml, words in cues.yaml."""

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
from rushlight.release.rules.rl113 import RULE as RL113
from rushlight.release.rules.rl114 import RULE as RL114
from rushlight.release.rules.rl115 import RULE as RL115
from rushlight.release.rules.rl116 import RULE as RL116
from rushlight.release.rules.rl117 import RULE as RL117
from rushlight.release.rules.rl118 import RULE as RL118
from rushlight.release.rules.rl119 import RULE as RL119
from rushlight.release.rules.rl120 import RULE as RL120
from rushlight.release.rules.rl121 import RULE as RL121
from rushlight.release.rules.rl122 import RULE as RL122
from rushlight.release.rules.rl123 import RULE as RL123
from rushlight.release.rules.rl124 import RULE as RL124
from rushlight.release.rules.rl125 import RULE as RL125
from rushlight.release.rules.rl126 import RULE as RL126
from rushlight.release.rules.rl127 import RULE as RL127
from rushlight.release.rules.rl128 import RULE as RL128
from rushlight.release.rules.rl129 import RULE as RL129
from rushlight.release.rules.rl130 import RULE as RL130
from rushlight.release.rules.rl131 import RULE as RL131
from rushlight.release.rules.rl132 import RULE as RL132
from rushlight.release.rules.rl133 import RULE as RL133
from rushlight.release.rules.rl134 import RULE as RL134
from rushlight.release.rules.rl135 import RULE as RL135
from rushlight.release.rules.rl136 import RULE as RL136
from rushlight.release.rules.rl137 import RULE as RL137
from rushlight.release.rules.rl138 import RULE as RL138
from rushlight.release.rules.rl139 import RULE as RL139
from rushlight.release.rules.rl140 import RULE as RL140
from rushlight.release.rules.rl141 import RULE as RL141
from rushlight.release.rules.rl142 import RULE as RL142
from rushlight.release.rules.rl143 import RULE as RL143
from rushlight.release.rules.rl144 import RULE as RL144
from rushlight.release.rules.rl145 import RULE as RL145
from rushlight.release.rules.rl146 import RULE as RL146
from rushlight.release.rules.rl147 import RULE as RL147
from rushlight.release.rules.rl148 import RULE as RL148
from rushlight.release.rules.rl149 import RULE as RL149
from rushlight.release.rules.rl150 import RULE as RL150
from rushlight.release.rules.rl151 import RULE as RL151
from rushlight.release.rules.rl152 import RULE as RL152
from rushlight.release.rules.rl153 import RULE as RL153
from rushlight.release.rules.rl154 import RULE as RL154
from rushlight.release.rules.rl155 import RULE as RL155
from rushlight.release.rules.rl156 import RULE as RL156

ALL: tuple[Rule, ...] = (
    RL101,
    RL102,
    RL103,
    RL104,
    RL105,
    RL106,
    RL107,
    RL108,
    RL109,
    RL110,
    RL111,
    RL112,
    RL113,
    RL114,
    RL115,
    RL116,
    RL117,
    RL118,
    RL119,
    RL120,
    RL121,
    RL122,
    RL123,
    RL124,
    RL125,
    RL126,
    RL127,
    RL128,
    RL129,
    RL130,
    RL131,
    RL132,
    RL133,
    RL134,
    RL135,
    RL136,
    RL137,
    RL138,
    RL139,
    RL140,
    RL141,
    RL142,
    RL143,
    RL144,
    RL145,
    RL146,
    RL147,
    RL148,
    RL149,
    RL150,
    RL151,
    RL152,
    RL153,
    RL154,
    RL155,
    RL156,
)

__all__ = ["ALL", "Case", "Finding", "Rule", "Subject"]
