"""The file view: disclosure control of tables, one row a record, as the field's tools know it.

For a casefile's own sentences the yardstick is what an insider could infer (the rest of ``release``); "k in the file" is
too kind to them. This is for tables that leave as tables. Pure; needs numpy, so nothing else in the package imports it.
"""

from rushlight.release.file.blanking import Blanked, blank_cells
from rushlight.release.file.chains import Chain, Chains, chains
from rushlight.release.file.classes import Classes, classes, frequencies
from rushlight.release.file.differencing import Difference, differences, filters
from rushlight.release.file.diversity import Diversity, diversity
from rushlight.release.file.encode import BLANK, Keys, encode
from rushlight.release.file.generalising import Generalised, generalise
from rushlight.release.file.hierarchies import Hierarchy, generalised, hierarchy
from rushlight.release.file.lattice import Lattice, lattice
from rushlight.release.file.linked import Bounds, LinkedTables, Total, bounds, exposed, withhold
from rushlight.release.file.magnitudes import dominant, protection, same_rule, too_close, unprotected
from rushlight.release.file.measuring import Measured, Told, measure
from rushlight.release.file.narrowing import Narrowed, narrowed
from rushlight.release.file.noise import Budget, noisy, within
from rushlight.release.file.population import Uniqueness, population_uniqueness
from rushlight.release.file.recoding import Recoded, class_sizes, recode
from rushlight.release.file.risk import FileRisk, file_risk, household_risk, individual_risk
from rushlight.release.file.uniques import SpecialUniques, intrusion_scores, special_uniques
from rushlight.release.file.ways import Way, alike, by_blanking, by_levels, by_recoding, ladders

__all__ = [
    "BLANK",
    "Blanked",
    "Bounds",
    "Budget",
    "Chain",
    "Chains",
    "Classes",
    "Difference",
    "Diversity",
    "FileRisk",
    "Generalised",
    "Hierarchy",
    "Keys",
    "Lattice",
    "LinkedTables",
    "Measured",
    "Narrowed",
    "Recoded",
    "SpecialUniques",
    "Told",
    "Total",
    "Uniqueness",
    "Way",
    "alike",
    "blank_cells",
    "bounds",
    "by_blanking",
    "by_levels",
    "by_recoding",
    "chains",
    "class_sizes",
    "classes",
    "differences",
    "diversity",
    "dominant",
    "encode",
    "exposed",
    "file_risk",
    "filters",
    "frequencies",
    "generalise",
    "generalised",
    "hierarchy",
    "household_risk",
    "individual_risk",
    "intrusion_scores",
    "ladders",
    "lattice",
    "measure",
    "narrowed",
    "noisy",
    "population_uniqueness",
    "protection",
    "recode",
    "same_rule",
    "special_uniques",
    "too_close",
    "unprotected",
    "withhold",
    "within",
]
