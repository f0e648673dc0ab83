"""Special uniques: which few values make a record the only one, and which attribute is at fault.

A minimal sample unique is a set of attributes on which a record is alone, while on no smaller part of it (Elliot,
Manning & Ford 2002, IJUFKS 10; SUDA2: Manning, Haglin & Keane 2008, DMKD 16). Found here by going through all sets of
attributes, smallest first, with the classes of each: a set that holds a smaller one of a record is passed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np

from rushlight.errors import MisuseError
from rushlight.release.file.classes import classes, first_of, number
from rushlight.release.file.encode import BLANK, Bools, Floats, Ints, Keys

WIDEST = 14
"""Keys whose sets are gone through: 2^14 sets of attributes are the most that stay within seconds."""


@dataclass(frozen=True, slots=True, eq=False)
class SpecialUniques:
    """``scores`` (records,): the sum of (m - s)! over a record's minimal sample uniques of s among m attributes, as
    sdcMicro's ``suda2`` has it. ``parts`` (records, m): the share of the score whose sets hold the attribute, 0 to 1.
    ``sets`` how many minimal sample uniques there are, ``by_size`` (m,) how many of each size. ``contributions`` (m,)
    per cent of the file's whole score whose sets hold the attribute; they add up to more than 100. ``by_set``: the sets
    that tell anybody, with how many records each, the most first.
    """

    names: tuple[str, ...]
    scores: Floats
    parts: Floats
    sets: int
    by_size: Ints
    contributions: Floats
    by_set: tuple[tuple[tuple[str, ...], int], ...]

    @property
    def risky(self) -> int:
        """How many records have any minimal sample unique."""
        return int((self.scores > 0).sum())


def special_uniques(keys: Keys, *, largest: int | None = None) -> SpecialUniques:
    """All minimal sample uniques of the file with at most ``largest`` attributes (all by default).

    A blank is no value: it takes part in no set. Raises MisuseError for more than 14 keys without ``largest``, and
    for a ``largest`` that is no number of keys.
    """
    m = len(keys.codes)
    most = m if largest is None else largest
    if not 1 <= most <= m or (largest is None and m > WIDEST):
        raise MisuseError("too many keys to go through all sets of them", hint="say how large a set to look for")
    base = classes(keys)
    first = first_of(base.ids, len(base.sizes))
    rows = keys.with_codes([c[first] for c in keys.codes])
    scores, parts = np.zeros(rows.records), np.zeros((rows.records, m))
    by_size = np.zeros(m, dtype=np.int64)
    known: dict[int, Bools] = {}
    told: list[tuple[tuple[str, ...], int]] = []
    for size in range(1, most + 1):
        for chosen in combinations(range(m), size):
            alone, minimal = _alone(rows, base.sizes, chosen, known)
            known[_mask(chosen)] = alone
            scores += minimal * float(factorial(m - size))
            parts[:, chosen] += (minimal * float(factorial(m - size)))[:, None]
            by_size[size - 1] += int(minimal.sum())
            told.append((tuple(keys.names[i] for i in chosen), int(minimal.sum())))
        known = {mask: alone for mask, alone in known.items() if mask.bit_count() == size}
    total = float(scores.sum())
    contributions = 100 * parts.sum(axis=0) / total if total else np.zeros(m)
    shares = np.divide(parts, scores[:, None], out=np.zeros_like(parts), where=scores[:, None] > 0)
    sets = tuple(sorted((t for t in told if t[1]), key=lambda t: -t[1]))
    return SpecialUniques(keys.names, scores[base.ids], shares[base.ids], int(by_size.sum()), by_size, contributions, sets)


def _mask(chosen: tuple[int, ...]) -> int:
    return sum(1 << i for i in chosen)


def _alone(rows: Keys, counts: Ints, chosen: tuple[int, ...], known: dict[int, Bools]) -> tuple[Bools, Bools]:
    """(rows,) twice: who is alone on the attributes or on a part of them, and who of these on no part."""
    below = np.zeros(rows.records, dtype=bool)
    for left_out in chosen:
        if len(chosen) > 1:
            below |= known[_mask(chosen) ^ (1 << left_out)]
    ids, count = number([rows.codes[i] for i in chosen], [rows.sizes[i] for i in chosen])
    unique = np.bincount(ids, weights=counts, minlength=count)[ids] == 1
    for i in chosen:
        unique &= rows.codes[i] != BLANK
    return below | unique, unique & ~below


def intrusion_scores(found: SpecialUniques, sizes: Ints, fraction: float) -> Floats:
    """(records,): the chance that a match with the record is right, between 0 and 1; 0 for who is special by nothing.

    For the file it is the data intrusion simulation of Skinner & Elliot 2002 (JRSS B 64): with U records alone and P in pairs
    of a file that is a ``fraction`` of the population, U fraction / (U fraction + P (1 - fraction)). It is shared out by the
    scores as sdcMicro's ``suda2`` does (Elliot 2000): where all scores are the same, so are these. ``sizes`` (classes,) as
    ``classes`` has them. Raises MisuseError for a fraction that is not between 0 and 1.
    """
    if not 0 < fraction < 1:
        raise MisuseError("the file is a share of the population, between 0 and 1")
    alone, paired = int((sizes == 1).sum()), 2 * int((sizes == 2).sum())
    chances = np.zeros(len(found.scores))
    special = found.scores > 0
    if not alone or not special.any():
        return chances
    right = alone * fraction / (alone * fraction + paired * (1 - fraction))
    weight = found.scores[special] ** (1 + (8 - len(found.names)) / 20)
    chances[special] = 1 / (1 + alone * (1 / right - 1) / (weight * (1 / weight).sum()))
    return chances
