"""The kinds of what can point to somebody, and one of them found (resources/release/identifiers/kinds.yaml)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from rushlight.release.draft import Words
from rushlight.tables import load_table


class Points(StrEnum):
    """How far it leads: to one person by itself, together with others, by saying that there is no other, by its words."""

    DIRECT = "direct"
    QUASI = "quasi"
    CUE = "cue"
    STYLE = "style"


@dataclass(frozen=True, slots=True, order=True)
class Identifier:
    """``text[start:end] == words`` (code points, end exclusive). ``kind`` is a key of kinds.yaml.

    ``proof`` says what more is known of it ("check digit right"), empty where only its form speaks.
    """

    start: int
    end: int
    kind: str
    words: str
    proof: str = ""

    @property
    def points(self) -> Points:
        return points(self.kind)

    @property
    def direct(self) -> bool:
        """Does it lead to one person by itself?"""
        return self.points is Points.DIRECT

    @property
    def why(self) -> Words:
        """What it is, in English and Korean, with what more is known of it."""
        row = load_table("identifiers")["kinds"][self.kind]
        more = PROOFS.get(self.proof)
        return Words(row["en"] + (f" ({more.en})" if more else ""), row["ko"] + (f" ({more.ko})" if more else ""))


PROOFS = {
    "check digit": Words("its check digit is right", "검증 번호가 맞음"),
    "again": Words("the same name as elsewhere in the text", "글의 다른 곳에 나온 이름"),
    "atlas": Words("a place of the atlas", "지명 사전에 있는 곳"),
    "guess": Words("from the words around only", "앞뒤 말로만 짐작"),
}


@cache
def kinds() -> tuple[str, ...]:
    """Every kind, in the order of kinds.yaml."""
    return tuple(load_table("identifiers")["kinds"])


@cache
def points(kind: str) -> Points:
    return Points(load_table("identifiers")["kinds"][kind]["points"])


@cache
def kind_named(kind: str) -> Words:
    """The kind in English and Korean, as kinds.yaml calls it."""
    row = load_table("identifiers")["kinds"][kind]
    return Words(row["en"], row["ko"])
