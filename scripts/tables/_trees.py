"""Hundreds of words as one regular expression that tries common beginnings once (a trie)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


def word_tree(words: Iterable[str]) -> str:
    """A regular expression that matches the longest of these words; a space in them may be left out."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branch(root)


def _branch(node: dict[str, Any]) -> str:
    ends = "" in node
    parts = [(r"\s?" if letter == " " else re.escape(letter)) + _branch(child) for letter, child in node.items() if letter]
    if not parts:
        return ""
    if len(parts) == 1 and not ends:
        return parts[0]
    return "(?:" + "|".join(parts) + ")" + ("?" if ends else "")
