"""What a person types, as a question the index understands.

Words side by side must all occur; ``OR`` between two means either, ``NOT`` or ``-`` before one means none of it; quotes
hold words in a row together; a star leaves a word's end open. Nothing here repeats the words in an error.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rushlight.casefile.search.words import phrase
from rushlight.errors import MisuseError

MOST_WORDS = 32
LONGEST = 2_000
"""Characters of a question."""

MOST_SPELLINGS = 400
"""Of one thing asked for."""

_PART = re.compile(r'(-?)"([^"]*)"(\*?)|(\S+)')
_CURLY = str.maketrans("“”„«»＂", '""""""')


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens in a row; ``open_end``: the last one is only the beginning of a token."""

    tokens: tuple[str, ...]
    open_end: bool = False

    def expression(self) -> str:
        return '"' + " ".join(self.tokens) + '"' + (" *" if self.open_end else "")

    def covers(self, other: Phrase) -> bool:
        """Whether this one stands wherever the other does."""
        size = len(self.tokens)
        if self.open_end:
            return size == 1 and any(token.startswith(self.tokens[0]) for token in other.tokens)
        fits = (other.tokens[at : at + size] == self.tokens for at in range(len(other.tokens) - size + (not other.open_end)))
        return any(fits)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing asked for, in any of its spellings."""

    spellings: tuple[Phrase, ...]

    def expression(self) -> str:
        return "(" + " OR ".join(p.expression() for p in self.spellings) + ")"


@dataclass(frozen=True, slots=True)
class Question:
    """``wanted``: all of these; ``unwanted``: none of these."""

    wanted: tuple[Part, ...] = ()
    unwanted: tuple[Part, ...] = ()

    def expression(self) -> str:
        """The FTS5 expression. Its phrases are numbered from left to right, the wanted ones first."""
        asked = " AND ".join(part.expression() for part in self.wanted)
        return f"({asked})" + "".join(f" NOT {part.expression()}" for part in self.unwanted)

    def phrases(self) -> tuple[Phrase, ...]:
        return tuple(p for part in self.wanted for p in part.spellings)


@dataclass(frozen=True, slots=True)
class _Typed:
    words: str
    quoted: bool
    starred: bool
    unwanted: bool
    joined: bool
    """By OR to the one before."""


Spelled = Callable[[str], Iterable[str]]
"""From words that may name something to the other spellings of its name."""


def question(typed: str, spelled: Spelled = lambda words: ()) -> Question:
    """Read what a person typed. Raises MisuseError for what is too long, only excludes, or joins nothing."""
    if len(typed) > LONGEST:
        raise MisuseError("this asks for too much at once", hint=f"at most {MOST_WORDS} words")
    found = _grouped(_typed(typed), spelled)
    if len(found) > MOST_WORDS:
        raise MisuseError("this asks for too much at once", hint=f"at most {MOST_WORDS} words")
    wanted: list[Part] = []
    unwanted: list[Part] = []
    for one in found:
        part = _part(one, spelled)
        if part is None:
            continue
        if one.joined and not one.unwanted and wanted:
            wanted[-1] = Part(pruned((*wanted[-1].spellings, *part.spellings)))
        else:
            (unwanted if one.unwanted else wanted).append(part)
    if unwanted and not wanted:
        raise MisuseError("this only says what not to find", hint="add a word that should occur")
    return Question(tuple(wanted), tuple(unwanted))


def pruned(phrases: Iterable[Phrase]) -> tuple[Phrase, ...]:
    """Without spellings that another one finds anyway."""
    rows = list(dict.fromkeys(phrases))[:MOST_SPELLINGS]
    by_first: defaultdict[str, list[Phrase]] = defaultdict(list)
    for row in rows:
        by_first[row.tokens[0]].append(row)
    begun = [row for row in rows if row.open_end and len(row.tokens) == 1]

    def found_anyway(row: Phrase) -> bool:
        others = itertools.chain(begun, *(by_first.get(token, ()) for token in row.tokens))
        return any(other.covers(row) for other in others if other != row)

    return tuple(row for row in rows if not found_anyway(row))


def _typed(text: str) -> list[_Typed]:
    out: list[_Typed] = []
    unwanted = joined = False
    for minus, quoted, star, bare in _PART.findall(text.translate(_CURLY)):
        if bare == "OR":
            joined = True
        elif bare == "NOT":
            unwanted = True
        elif bare != "AND":
            minus = minus or (bare[:1] == "-" and bare[1:] and "-")
            words = quoted or bare.removeprefix("-")
            starred = bool(star) or words.endswith("*")
            out.append(_Typed(words.rstrip("*"), not bare, starred, unwanted or bool(minus), joined))
            unwanted = joined = False
    return out


def _grouped(rows: list[_Typed], spelled: Spelled) -> list[_Typed]:
    """Words side by side that together are a name (North Hamgyong) become one; the longest first."""
    out: list[_Typed] = []
    at = 0
    while at < len(rows):
        size = next((n for n in (4, 3, 2) if _may_join(rows[at : at + n], n) and any(spelled(_joined(rows[at : at + n])))), 1)
        first = rows[at]
        out.append(first if size == 1 else _Typed(_joined(rows[at : at + size]), True, False, first.unwanted, first.joined))
        at += size
    return out


def _may_join(rows: list[_Typed], size: int) -> bool:
    plain = all(not row.quoted and not row.starred for row in rows)
    return len(rows) == size and plain and not any(row.joined or row.unwanted for row in rows[1:])


def _joined(rows: list[_Typed]) -> str:
    return " ".join(row.words for row in rows)


def _part(one: _Typed, spelled: Spelled) -> Part | None:
    tokens, open_end = phrase(one.words)
    if not tokens:
        return None
    asked = [Phrase(tokens, open_end or one.starred)]
    if not one.starred:
        others = (phrase(words) for words in spelled(one.words))
        asked += [Phrase(tokens, open_end) for tokens, open_end in others if tokens]
    return Part(pruned(asked))
