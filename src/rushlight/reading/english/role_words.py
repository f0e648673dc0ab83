"""Words that tell who acts, who speaks and whom a pronoun means (resources/roles/en.yaml)."""

from __future__ import annotations

from functools import cache

from rushlight.tables import load_table


@cache
def role_words(name: str) -> frozenset[str]:
    """A word list of resources/roles/en.yaml."""
    return frozenset(load_table("roles_en")[name])
