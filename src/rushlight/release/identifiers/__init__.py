"""What in a text could point to somebody: names, numbers, places, times, sums, and words that say that there is no other."""

from rushlight.release.identifiers.finding import identifiers
from rushlight.release.identifiers.kinds import Identifier, Points, kind_named, kinds

__all__ = ["Identifier", "Points", "identifiers", "kind_named", "kinds"]
