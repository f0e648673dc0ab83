"""What a mention is: words that name someone, with what follows them and who they turn out to be."""

from __future__ import annotations

from dataclasses import dataclass, field

from rushlight.reading.korean.lexicon import Noun


@dataclass(eq=False)
class Mention:
    """``[start, end)`` in the whole text. ``head`` is the head noun or name key; ``particle`` what follows it."""

    start: int
    end: int
    head: str
    noun: Noun
    particle: str
    after: int
    words: str
    name: str | None = None
    plural: bool = False
    count: str | None = None
    possessor: Mention | None = None
    pronoun: bool = False
    genitive: bool = False
    heads: list[str] = field(default_factory=list)
    party: object = None


PERSON = Noun("affected", "person", False)
HOUSE = Noun("affected", "family", False)
"""What 네 makes of a person: 고모네, K네."""
THAT_ONE = Noun("other", "person", False)
"""그 사람들, 그 자: whoever was spoken of, or people nobody knows."""
FIRST = frozenset({"나", "저", "내", "제", "우리", "저희"})
