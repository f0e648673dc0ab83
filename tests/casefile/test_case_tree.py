"""The RFC 6962 tree: known answers, and agreement with the recursive definition."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rushlight.casefile import tree

# Certificate Transparency's own test data (google/certificate-transparency, cpp/merkletree/merkle_tree_test.cc).
LEAVES = [
    bytes.fromhex(x)
    for x in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
PATH_OF_FIRST_IN_EIGHT = (
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
)
# From the same file: (leaf, size) and (old size, new size) with their paths.
PATHS = {
    (5, 8): (
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 3): ("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",),
    (1, 5): (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}
CONSISTENCY = {
    (1, 8): PATH_OF_FIRST_IN_EIGHT,
    (6, 8): (
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 5): (
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}


def built(leaves: list[bytes]) -> tuple[list[bytes], tree.Fetch]:
    hashes = [tree.leaf_hash(leaf) for leaf in leaves]
    known = tree.nodes(hashes)
    return hashes, lambda level, index: known[level, index]


def recursive(hashes: list[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1, word for word."""
    if len(hashes) == 1:
        return hashes[0]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    return hashlib.sha256(b"\1" + recursive(hashes[:split]) + recursive(hashes[split:])).digest()


@pytest.mark.parametrize("size", range(1, 9))
def test_known_roots(size: int) -> None:
    _, fetch = built(LEAVES)
    assert tree.root(size, fetch).hex() == ROOTS[size - 1]


def test_known_path() -> None:
    _, fetch = built(LEAVES)
    assert tuple(step.hex() for step in tree.inclusion(0, 8, fetch)) == PATH_OF_FIRST_IN_EIGHT


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert tree.root(0, lambda level, index: b"").hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=70), st.data())
def test_roots_and_paths_agree_with_the_definition(leaves: list[bytes], data: st.DataObject) -> None:
    hashes, fetch = built(leaves)
    size = data.draw(st.integers(1, len(leaves)))
    index = data.draw(st.integers(0, size - 1))
    root = recursive(hashes[:size])
    assert tree.root(size, fetch) == root
    path = tree.inclusion(index, size, fetch)
    assert tree.root_from_inclusion(hashes[index], index, size, path) == root


@given(st.integers(2, 40), st.data())
def test_a_path_proves_nothing_else(size: int, data: st.DataObject) -> None:
    hashes, fetch = built([bytes([n]) for n in range(size)])
    index = data.draw(st.integers(0, size - 1))
    root, path = tree.root(size, fetch), tree.inclusion(index, size, fetch)
    other = data.draw(st.integers(0, size - 1).filter(lambda n: n != index))
    assert tree.root_from_inclusion(hashes[index], other, size, path) != root
    assert tree.root_from_inclusion(hashes[other], index, size, path) != root
    assert tree.root_from_inclusion(hashes[index], index, size, path[:-1]) != root
    assert tree.root_from_inclusion(hashes[index], index, size, [*path, root]) != root
    assert tree.root_from_inclusion(hashes[index], size, size, path) is None


@pytest.mark.parametrize("place", PATHS)
def test_known_paths(place: tuple[int, int]) -> None:
    hashes, fetch = built(LEAVES)
    path = tuple(bytes.fromhex(step) for step in PATHS[place])
    assert tuple(tree.inclusion(*place, fetch)) == path
    assert tree.root_from_inclusion(hashes[place[0]], *place, path).hex() == ROOTS[place[1] - 1]


@pytest.mark.parametrize("sizes", CONSISTENCY)
def test_known_consistency_proofs(sizes: tuple[int, int]) -> None:
    _, fetch = built(LEAVES)
    path = tuple(bytes.fromhex(step) for step in CONSISTENCY[sizes])
    assert tuple(tree.consistency(*sizes, fetch)) == path
    first, second = (bytes.fromhex(ROOTS[size - 1]) for size in sizes)
    assert tree.consistent(sizes[0], first, sizes[1], second, path)


def subproof(first: int, hashes: list[bytes], whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 6962, section 2.1.2, word for word."""
    if first == len(hashes):
        return [] if whole else [recursive(hashes)]
    split = 1
    while split * 2 < len(hashes):
        split *= 2
    if first <= split:
        return [*subproof(first, hashes[:split], whole), recursive(hashes[split:])]
    return [*subproof(first - split, hashes[split:], False), recursive(hashes[:split])]


@given(st.integers(1, 70), st.data())
def test_consistency_agrees_with_the_definition_and_proves_nothing_else(size: int, data: st.DataObject) -> None:
    hashes, fetch = built([bytes([n]) for n in range(size)])
    first = data.draw(st.integers(1, size))
    old, new = tree.root(first, fetch), tree.root(size, fetch)
    path = tree.consistency(first, size, fetch)
    assert path == (subproof(first, hashes, True) if first < size else [])
    assert tree.consistent(first, old, size, new, path)
    assert tree.consistent(0, tree.EMPTY_ROOT, size, new, [])
    other = bytes(32)
    assert not tree.consistent(first, other, size, new, path)
    assert not tree.consistent(first, old, size, other, path)
    assert not tree.consistent(first, old, size, new, [*path, other])
    assert not tree.consistent(size + 1, new, size, new, path)
    assert not tree.consistent(0, other, size, new, [])
    for at in range(len(path)):
        assert not tree.consistent(first, old, size, new, [*path[:at], *path[at + 1 :]])
        assert not tree.consistent(first, old, size, new, [*path[:at], other, *path[at + 1 :]])


def test_a_log_written_anew_is_not_consistent_with_what_it_was() -> None:
    _, fetch = built([bytes([n]) for n in range(11)])
    _, another = built([bytes([n]) for n in (*range(6), 99, *range(7, 11))])
    for first in range(1, 12):
        old = tree.root(first, fetch)
        path = tree.consistency(first, 11, another)
        assert tree.consistent(first, old, 11, tree.root(11, another), path) is (first <= 6)
    with pytest.raises(ValueError, match="shorter"):
        tree.consistency(12, 11, fetch)
