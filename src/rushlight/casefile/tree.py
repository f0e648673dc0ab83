"""The RFC 6962 Merkle tree of a log: root, stored nodes, inclusion and consistency proofs.

Plain RFC 6962 section 2.1 and nothing of our own in the proof's shape. Nodes of complete subtrees
are kept under (level, index): level 0 holds leaf hashes, node (l, i) covers leaves i*2^l to (i+1)*2^l - 1.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

Node = tuple[int, int]
Fetch = Callable[[int, int], bytes]
"""Gives the stored hash at (level, index)."""

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def grow(size: int, leaf: bytes, fetch: Fetch) -> Iterator[tuple[Node, bytes]]:
    """The nodes that appending ``leaf`` (a leaf hash) to a tree of ``size`` leaves completes."""
    level, index, value = 0, size, leaf
    yield (level, index), value
    while index % 2 == 1:
        value = node_hash(fetch(level, index - 1), value)
        level, index = level + 1, index // 2
        yield (level, index), value


def peaks(size: int) -> list[Node]:
    """The complete subtrees of a tree of ``size`` leaves, from left to right."""
    out, start = [], 0
    for level in range(size.bit_length() - 1, -1, -1):
        if size >> level & 1:
            out.append((level, start >> level))
            start += 1 << level
    return out


def root(size: int, fetch: Fetch) -> bytes:
    """The root hash of the first ``size`` leaves."""
    if size == 0:
        return EMPTY_ROOT
    hashes = [fetch(*peak) for peak in peaks(size)]
    value = hashes.pop()
    while hashes:
        value = node_hash(hashes.pop(), value)
    return value


def inclusion(index: int, size: int, fetch: Fetch) -> list[bytes]:
    """The audit path PATH(index, D[size]) of RFC 6962, from the leaf upwards."""
    return _path(index, 0, size, fetch)


def _path(index: int, start: int, size: int, fetch: Fetch) -> list[bytes]:
    if size <= 1:
        return []
    split = 1 << (size - 1).bit_length() - 1
    if index < split:
        return [*_path(index, start, split, fetch), _range(start + split, size - split, fetch)]
    return [*_path(index - split, start + split, size - split, fetch), _range(start, split, fetch)]


def _range(start: int, size: int, fetch: Fetch) -> bytes:
    """The root of ``size`` leaves from ``start``, which is a multiple of every subtree's width in it."""
    return root(size, lambda level, index: fetch(level, index + (start >> level)))


def root_from_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root that an audit path leads to (RFC 9162, 2.1.3.2), or None when the path has a wrong length."""
    if not 0 <= index < size:
        return None
    at, last, value = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return None
        if at & 1 or at == last:
            value = node_hash(sibling, value)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            value = node_hash(value, sibling)
        at, last = at >> 1, last >> 1
    return value if last == 0 else None


def consistency(first: int, second: int, fetch: Fetch) -> list[bytes]:
    """PROOF(first, D[second]) of RFC 6962, 2.1.2: that a log of ``second`` leaves begins as one of ``first`` did.

    Raises ValueError unless 0 <= first <= second; nothing is needed from an empty log or to the same size.
    """
    if not 0 <= first <= second:
        raise ValueError("a log is consistent with shorter ones only")
    return _subproof(first, 0, second, True, fetch) if 0 < first < second else []


def _subproof(first: int, start: int, size: int, whole: bool, fetch: Fetch) -> list[bytes]:
    if first == size:
        return [] if whole else [_range(start, size, fetch)]
    split = 1 << (size - 1).bit_length() - 1
    if first <= split:
        return [*_subproof(first, start, split, whole, fetch), _range(start + split, size - split, fetch)]
    return [*_subproof(first - split, start + split, size - split, False, fetch), _range(start, split, fetch)]


def consistent(first: int, first_root: bytes, second: int, second_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether ``path`` shows that the tree of ``second`` leaves begins with that of ``first`` (RFC 9162, 2.1.4.2)."""
    if not 0 <= first <= second:
        return False
    if first in (0, second):
        return not path and first_root == (second_root if first else EMPTY_ROOT)
    steps = list(path) if first & (first - 1) else [first_root, *path]
    at, last = first - 1, second - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    if not steps:
        return False
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new = node_hash(new, step)
        at, last = at >> 1, last >> 1
    return last == 0 and old == first_root and new == second_root


def nodes(leaves: Sequence[bytes]) -> dict[Node, bytes]:
    """Every complete subtree over leaf hashes: what the store should hold."""
    known: dict[Node, bytes] = {}
    for size, leaf in enumerate(leaves):
        known.update(grow(size, leaf, lambda level, index: known[level, index]))
    return known
