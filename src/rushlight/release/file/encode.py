"""A table of records as small integers: one column of codes a key, and -1 where a cell is blank.

Everything else in this package works on the codes. No value of a record is ever put into an error.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
import numpy.typing as npt

from rushlight.errors import MisuseError

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
BLANK = -1


@dataclass(frozen=True, slots=True, eq=False)
class Keys:
    """The key columns of a file, coded.

    ``codes`` has one array of shape (records,) a key, -1 for a blank; ``values`` what each code stands for, in
    the order of the codes; ``names`` the keys' names.
    """

    names: tuple[str, ...]
    codes: tuple[Codes, ...]
    values: tuple[tuple[Hashable, ...], ...]

    @property
    def records(self) -> int:
        return len(self.codes[0])

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many different values each key has, blanks not counted."""
        return tuple(len(v) for v in self.values)

    def only(self, names: Sequence[str]) -> Keys:
        """The same records with some of the keys, in the order asked. Raises MisuseError for an unknown key."""
        unknown = [n for n in names if n not in self.names]
        if unknown or not names:
            raise MisuseError("a file has no such key", where=unknown[0] if unknown else None)
        at = [self.names.index(n) for n in names]
        return Keys(tuple(names), tuple(self.codes[i] for i in at), tuple(self.values[i] for i in at))

    def with_codes(self, codes: Sequence[Codes]) -> Keys:
        """The same keys and values with other codes, such as after cells were blanked."""
        return Keys(self.names, tuple(codes), self.values)

    def decoded(self) -> tuple[tuple[Hashable | None, ...], ...]:
        """The columns as values again, None for a blank."""
        return tuple(
            tuple(None if c == BLANK else values[c] for c in codes.tolist())
            for codes, values in zip(self.codes, self.values, strict=True)
        )


def encode(columns: Mapping[str, Sequence[Hashable | None]]) -> Keys:
    """Code the columns. None is a blank; every other value is itself, and values that are equal are one.

    Raises MisuseError where there is no key, no record, or columns differ in length.
    """
    lengths = {len(c) for c in columns.values()}
    if len(lengths) != 1 or lengths == {0}:
        raise MisuseError("a file needs at least one key and one record, and columns of one length")
    coded = [_column(c) for c in columns.values()]
    return Keys(tuple(columns), tuple(c for c, _ in coded), tuple(v for _, v in coded))


def _column(column: Sequence[Hashable | None]) -> tuple[Codes, tuple[Hashable, ...]]:
    """Codes in the order of first appearance; one look-up a cell is the whole cost of coding.

    Most keys have fewer than 256 values, and Python fills bytes faster than numpy fills an array, so that is tried first.
    """
    if isinstance(column, np.ndarray):
        column = column.tolist()
    index: defaultdict[Hashable, int] = defaultdict(count(1).__next__)
    index[None] = 0
    try:
        codes = np.frombuffer(bytes(map(index.__getitem__, column)), np.uint8).astype(np.int32)
    except ValueError:  # a number above 255; what has one already keeps it
        codes = np.fromiter(map(index.__getitem__, column), np.int32, len(column))
    del index[None]
    codes -= 1
    return codes, tuple(index)


def weights_of(weights: Sequence[float] | Floats | None, records: int) -> Floats:
    """Sampling weights as an array of shape (records,); ones where there are none.

    Raises MisuseError where the number differs or a weight is not a finite number above zero.
    """
    if weights is None:
        return np.ones(records)
    given = np.asarray(weights, dtype=np.float64)
    if given.shape != (records,) or not np.all(np.isfinite(given)) or np.any(given <= 0):
        raise MisuseError("each record needs one weight, a number above zero")
    return given
