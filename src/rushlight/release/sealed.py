"""Sealed values and the search for them in text, however they are written.

Names are compared without case, accents of form (NFC, NFD, full width), hyphens, spaces and invisible characters, also
with letters that only look alike, letter by letter, turned around and smuggled (``disguise``); Korean ones also as they
are written in Latin letters (``spelled``); numbers without separators. The search answers with the kind of value, never
with the value.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from rushlight.release import disguise
from rushlight.release.calendar import MONTHS
from rushlight.release.spelled import romanised, stands_in

BETWEEN = "\n\u05d0\n"
"""Put between pieces of text that are searched together: a letter of no name, so that nothing is found across it."""
LONG = 6
HANGUL_LONG = 3
"""Letters (syllables of Hangul) of a value that does not stand in compressed bytes by chance."""
SHORT = 5
"""Latin values of this many letters or fewer are sought as whole words: "Kim" is not in "walking"."""


class Noise(str):
    """Bytes that are no text, read as text: short values stand in them by chance, so that only long ones are sought."""

    __slots__ = ()


@dataclass(frozen=True)
class SealedValues:
    """What must never stand in a file. ``sums`` are exact sums with the day they belong to: the pair is sealed,
    since either alone may be in a table. ``canaries`` are marks planted to prove that the search works.
    """

    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    sums: tuple[tuple[Decimal, dt.date], ...] = ()
    canaries: tuple[str, ...] = field(default=())

    @cached_property
    def _needles(self) -> tuple[tuple[str, Needle], ...]:
        kinds = (
            ("a name", self.names),
            ("an e-mail address", self.emails),
            ("an address", self.addresses),
            ("the id of a source", self.ids),
            ("a canary", self.canaries),
        )
        return tuple((kind, Needle(v)) for kind, values in kinds for v in turned(kind, values) if squeeze(v))

    @cached_property
    def _romanised(self) -> frozenset[str]:
        return romanised(self.names)

    def find(self, text: str) -> Iterator[str]:
        """The kinds of sealed values that stand in this piece of text."""
        hay, noise = Haystack(text), isinstance(text, Noise)
        seen = dict.fromkeys(k for k, needle in self._needles if (needle.long or not noise) and needle.within(hay))
        yield from seen
        if not noise and "a name" not in seen and self._romanised and stands_in(self._romanised, hay.plain):
            yield "a name"
        if any(_phone_in(p, hay.digits) for p in self.phones):
            yield "a phone number"
        if any(_sum_in(value, hay) and _day_in(day, hay) for value, day in self.sums):
            yield "an exact sum with its day"


def turned(kind: str, values: Iterable[str]) -> Iterator[str]:
    """The values; a name of several words also with its last word first, and with its first word last."""
    for value in values:
        yield value
        words = value.replace(",", " ").split()
        if kind == "a name" and len(words) > 1:
            yield " ".join((words[-1], *words[:-1]))
            yield " ".join((*words[1:], words[0]))


def plain(text: str) -> str:
    """Compatibility form, case-folded, without invisible and combining characters, look-alikes as Latin letters."""
    folded = unicodedata.normalize("NFKD", text).casefold().translate(disguise.ALIKE)
    unseen = {ord(c): None for c in set(folded) if unicodedata.category(c) in ("Cf", "Mn", "Cc") and c not in "\n\t "}
    return unicodedata.normalize("NFC", folded.translate(unseen))


def squeeze(text: str) -> str:
    """Letters and digits only."""
    return _letters(plain(text))


def _letters(text: str) -> str:
    return text.translate({ord(c): None for c in set(text) if not c.isalnum()})


class Haystack:
    """A text in the forms that are searched."""

    def __init__(self, text: str) -> None:
        self.plain = plain(text if isinstance(text, Noise) else BETWEEN.join((text, *disguise.smuggled(text))))
        self.squeezed = _letters(self.plain)
        self.jamo = disguise.jamo(self.squeezed) if disguise.has_jamo(self.squeezed) else ""
        self.digits = re.sub(r"(?<=\d)[\s\-.,()/·_]+(?=\d)", "", self.plain)
        self.sums = re.sub(r"(?<=\d)[\s.,'](?=\d{3}(?!\d))", "", self.plain)


class Needle:
    """One sealed value in the forms it is sought by."""

    def __init__(self, value: str) -> None:
        self.squeezed = squeeze(value)
        self.jamo = disguise.jamo(self.squeezed)
        self.long = len(self.squeezed) >= (LONG if self.squeezed.isascii() else HANGUL_LONG)
        self.whole_word: re.Pattern[str] | None = None
        if len(self.squeezed) <= SHORT and self.squeezed.isascii():
            self.whole_word = re.compile(r"(?<![^\W_])" + r"[\W_]*".join(self.squeezed) + r"(?![^\W_])")
        elif len(self.squeezed) == 1:
            self.whole_word = re.compile(rf"(?<!\w){self.squeezed}(?!\w)")

    def within(self, hay: Haystack) -> bool:
        if self.whole_word is not None:
            return self.whole_word.search(hay.plain) is not None
        if self.squeezed in hay.squeezed or (len(self.squeezed) > 1 and self.jamo in hay.jamo):
            return True
        return self.long and self.squeezed[::-1] in hay.squeezed


def _phone_in(phone: str, digits: str) -> bool:
    """The number, or its last eight digits (country code and leading zero vary)."""
    number = "".join(c for c in plain(phone) if c.isdigit())
    return len(number) >= 6 and number[-8:] in digits


def _sum_in(value: Decimal, hay: Haystack) -> bool:
    whole = format(value, "f").split(".")[0]
    forms = [whole]
    if len(whole) > 4 and whole.endswith("0000"):
        forms.append(f"{whole[:-4]}만")
    return any(re.search(rf"(?<!\d){form}(?!\d)", hay.sums) for form in forms)


def _day_in(day: dt.date, hay: Haystack) -> bool:
    month = MONTHS[day.month - 1].lower()
    forms = (
        rf"{day.year}\W?0?{day.month}\W?0?{day.day}(?!\d)",
        rf"(?<!\d)0?{day.day}(st|nd|rd|th)? (of )?({month}|{month[:3]})\b",
        rf"\b({month}|{month[:3]})\.? 0?{day.day}(?!\d)",
        rf"(?<!\d){day.month}월 ?{day.day}일",
    )
    return any(re.search(form, hay.plain) for form in forms)


def kinds_in(texts: Iterable[str], sealed: SealedValues) -> tuple[str, ...]:
    """The kinds of sealed values in any of the texts, in order, each once."""
    return tuple(dict.fromkeys(kind for text in texts for kind in sealed.find(text)))
