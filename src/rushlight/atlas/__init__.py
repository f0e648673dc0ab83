"""Places, their parents and their names in every spelling: loader over the packaged table (resources/atlas/)."""

from rushlight.atlas.gazetteer import PRECISION, Atlas, Entry, Match, Population, Step, atlas

__all__ = ["PRECISION", "Atlas", "Entry", "Match", "Population", "Step", "atlas"]
