"""What a sentence is chunked into: noun phrases, verb groups, single tokens."""

from __future__ import annotations

from dataclasses import dataclass, field

from rushlight.reading.english.tokens import Token


@dataclass(eq=False)
class Np:
    """A noun phrase, tokens ``first`` to ``last`` (exclusive). ``heads`` are its head's lemmas, with compounds."""

    first: int
    last: int
    head: Token
    heads: frozenset[str]
    mods: tuple[Token, ...] = ()
    det: str = ""
    owner: Np | None = None
    count: str = ""
    prep: str = ""
    of: Np | None = None
    conj: Np | None = None
    pronoun: bool = False
    name: bool = False

    @property
    def plural(self) -> bool:
        if self.pronoun:
            return self.head.low in (
                "they",
                "them",
                "we",
                "us",
                "themselves",
                "those",
                "these",
                "others",
                "some",
                "many",
                "several",
            )
        return self.head.form == "pl" or bool(self.count and self.count not in ("1", "one"))


@dataclass(eq=False)
class Vg:
    """A verb group. ``form`` is fin, inf, ing or ed; ``neg`` holds the negating token."""

    first: int
    last: int
    verb: Token
    form: str
    passive: bool = False
    modal: str = ""
    perfect: bool = False
    progressive: bool = False
    neg: Token | None = None
    past: bool = False
    adverbs: tuple[str, ...] = ()

    @property
    def lemma(self) -> str:
        return self.verb.lemma


@dataclass(eq=False)
class Item:
    """One element of the chunked sentence: kind N noun phrase, V verb group, or the tag of a single token."""

    kind: str
    first: int
    last: int
    np: Np | None = None
    vg: Vg | None = None
    low: str = ""
    depth: int = 0
    tokens: list[Token] = field(default_factory=list)

    @property
    def form(self) -> str:
        """The form of its verb group, or empty."""
        return self.vg.form if self.vg is not None else ""

    @property
    def finite(self) -> bool:
        return self.form == "fin"

    @property
    def prep(self) -> str:
        """The preposition before its noun phrase, or empty."""
        return self.np.prep if self.np is not None else ""
