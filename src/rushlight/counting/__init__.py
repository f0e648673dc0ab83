"""Tallies, pathways and what may be said of them. Counts never cross scope, modality or polarity."""

from rushlight.counting.affected import Affected, UnitCount
from rushlight.counting.amounts import AmountRow, AmountTable, Sum
from rushlight.counting.areas import AreaCounts, Told, area_counts, told_happenings
from rushlight.counting.bounds import LowerBound, chao_lower_bound, chao_lower_bound_by_list, chapman, chapman_pairs
from rushlight.counting.cases import CasePath, Edge, StatedEdge
from rushlight.counting.families import families
from rushlight.counting.inputs import CountSources, Happening, tellings
from rushlight.counting.missing import Missing, missingness
from rushlight.counting.pathway import Contrast, PathwayTable, StageLine, pathway, side_of, stage_lines
from rushlight.counting.periods import Grain, Period, period_of
from rushlight.counting.places import PlaceLevel, place_at
from rushlight.counting.suppress import Published, suppress, suppress_list
from rushlight.counting.table import Figure, Key, Row, Table, TextRow
from rushlight.counting.tally import stage_of, tally
from rushlight.counting.wording import documented_sentence, waiting_sentence

__all__ = [
    "Affected",
    "AmountRow",
    "AmountTable",
    "AreaCounts",
    "CasePath",
    "Contrast",
    "CountSources",
    "Edge",
    "Figure",
    "Grain",
    "Happening",
    "Key",
    "LowerBound",
    "Missing",
    "PathwayTable",
    "Period",
    "PlaceLevel",
    "Published",
    "Row",
    "StageLine",
    "StatedEdge",
    "Sum",
    "Table",
    "TextRow",
    "Told",
    "UnitCount",
    "area_counts",
    "chao_lower_bound",
    "chao_lower_bound_by_list",
    "chapman",
    "chapman_pairs",
    "documented_sentence",
    "families",
    "missingness",
    "pathway",
    "period_of",
    "place_at",
    "side_of",
    "stage_lines",
    "stage_of",
    "suppress",
    "suppress_list",
    "tally",
    "tellings",
    "told_happenings",
    "waiting_sentence",
]
