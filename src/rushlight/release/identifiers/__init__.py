"""What in a text could point to somebody: names, numbers, places, times, sums, and words that say that there is no other."""

from rushlight.release.identifiers.finding import identifiers
from rushlight.release.identifiers.kinds import Identifier, Points, kinds

__all__ = ["Identifier", "Points", "identifiers", "kinds"]
