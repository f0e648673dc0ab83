"""Cells that a spreadsheet would run as formulas, made inert (CASEFILE, 2.6)."""

from __future__ import annotations

import unicodedata

TRIGGERS = frozenset("=+-@|%−")
SKIPPED = ("Z", "C", "M")
"""White space, invisible and control characters, and combining marks: a spreadsheet may skip them."""


def runs(cell: str) -> bool:
    """Whether the first visible character could start a formula, full-width forms included."""
    for letter in cell:
        if letter in "\t\r\n":
            return True
        if unicodedata.category(letter)[0] in SKIPPED:
            continue
        return unicodedata.normalize("NFKC", letter)[:1] in TRIGGERS
    return False


def guarded(cell: str) -> str:
    """The cell with an apostrophe before it where it could run, or already begins with one."""
    return f"'{cell}" if cell.startswith("'") or runs(cell) else cell


def unguarded(cell: str) -> str:
    """What ``guarded`` was given."""
    return cell[1:] if cell.startswith("'") else cell
