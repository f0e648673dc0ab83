"""Reading by likeness: which act a clause is most like, judged from the phrasebook's examples (resources/phrasebook).

Rules know the constructions somebody wrote down; people say things in other ways. A linear model, trained from the
phrasebook, proposes an act where no rule found one. What it proposes is never in the high band, and everything else
about the statement (whether it happened, who, where) is read by the rules.
"""

from rushlight.reading.likeness.doubting import hold_back_unlike
from rushlight.reading.likeness.features import beside, features
from rushlight.reading.likeness.hesitating import hesitate
from rushlight.reading.likeness.model import NOTHING, Likeness, Line, Model, likeness, line, line_around, model

__all__ = [
    "NOTHING",
    "Likeness",
    "Line",
    "Model",
    "beside",
    "features",
    "hesitate",
    "hold_back_unlike",
    "likeness",
    "line",
    "line_around",
    "model",
]
