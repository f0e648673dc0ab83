"""Small patterns that the rules use where they stand, compiled once."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import regex


@cache
def rx(pattern: str) -> regex.Pattern[str]:
    """The compiled pattern; several times quicker than the look-up in ``regex.search`` with its flags."""
    return regex.compile(pattern)


def word_tree(words: Iterable[str]) -> str:
    """A regular expression that matches the longest of these words; a space in them may be left out.

    Common beginnings are tried once (a trie), which an alternation of hundreds of words does not do.
    """
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branch(root)


def _branch(node: dict[str, Any]) -> str:
    ends = "" in node
    parts = [(r"\s?" if letter == " " else regex.escape(letter)) + _branch(child) for letter, child in node.items() if letter]
    if not parts:
        return ""
    if len(parts) == 1 and not ends:
        return parts[0]
    return "(?:" + "|".join(parts) + ")" + ("?" if ends else "")
