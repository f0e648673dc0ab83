"""A model's reply turned into claims: acts and offsets, no word of its own. What does not check is dropped and counted."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Any, TypeVar

from rushlight.reading.second.matcher import find_quote, find_words
from rushlight.reading.second.numbering import Page, Sentence, nearest
from rushlight.reading.second.prompts import FIELD_KINDS, NONE, Mode
from rushlight.record import AttributionMode, Modality, Polarity, Scope, Span

Offsets = tuple[int, int]
Word = TypeVar("Word", bound=StrEnum)
MOST_ITEMS = 200
MOST_NAMES = 8
TRIES = 5
"""Opening braces tried for the beginning of the JSON object: a model may talk before it answers."""

THINKING = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)


class Dropped(StrEnum):
    """Why a part of a reply was not used."""

    ACT = "an act that was not asked for"
    SENTENCE = "a sentence that is not there"
    WORD = "a value outside its list"
    POINTER = "an id that is not there"
    QUOTE = "a quote that is not in the text"
    FORM = "an item of another form"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a model says of one act, all of it terms and offsets into the text. ``mode`` and ends may be unsaid."""

    act: str
    span: Offsets
    modality: Modality
    polarity: Polarity
    scope: Scope
    mode: AttributionMode | None = None
    by: tuple[Offsets, ...] = ()
    to: tuple[Offsets, ...] = ()
    says: Offsets | None = None
    time: Offsets | None = None
    place: Offsets | None = None
    amounts: tuple[Offsets, ...] = ()
    content: str | None = None


def parse_reply(reply: str) -> list[Any] | None:
    """The items of a reply, whatever stands around its JSON; None when there is no such JSON object."""
    plain = THINKING.sub("", reply)
    for opening in islice(re.finditer(r"\{", plain), TRIES):
        try:
            data, _ = json.JSONDecoder().raw_decode(plain, opening.start())
        except (ValueError, RecursionError):
            continue
        if isinstance(data, dict) and isinstance(data.get("items"), list):
            return list(data["items"][:MOST_ITEMS])
    return None


def read_items(items: Iterable[Any], page: Page, group: Mapping[str, Any], mode: Mode) -> tuple[list[Claim], Counter[str]]:
    """(the claims that check, how often something was dropped and why)."""
    reader = _ItemReader(page, group, mode)
    claims = [c for c in map(reader.read, items) if c is not None]
    return list(dict.fromkeys(claims)), reader.dropped


class _ItemReader:
    """Reads the items of one reply against one page."""

    def __init__(self, page: Page, group: Mapping[str, Any], mode: Mode) -> None:
        self.page, self.group, self.mode = page, group, mode
        self.dropped: Counter[str] = Counter()

    def drop(self, why: Dropped) -> None:
        self.dropped[why.value] += 1

    def read(self, item: Any) -> Claim | None:
        """An item without act, words, modality, polarity or scope is no claim: none of them is ever guessed."""
        if not isinstance(item, dict):
            self.drop(Dropped.FORM)
            return None
        if item.get("act") not in self.group["acts"]:
            self.drop(Dropped.ACT)
            return None
        sentence = self.page.sentence(item.get("sentence"))
        if sentence is None:
            self.drop(Dropped.SENTENCE)
            return None
        span = sentence.span if self.mode is Mode.POINTER else self._quote(item.get("quote"), sentence)
        modality, polarity = self._word(Modality, item.get("modality")), self._word(Polarity, item.get("polarity"))
        scope = self._word(Scope, item.get("scope"))
        if span is None or modality is None or polarity is None or scope is None:
            return None
        find = self._finder(sentence)
        return Claim(
            act=item["act"],
            span=(span.start, span.end),
            modality=modality,
            polarity=polarity,
            scope=scope,
            mode=self._word(AttributionMode, item["mode"]) if "mode" in item else None,
            by=self._many("by", item, find),
            to=self._many("to", item, find),
            says=self._one("says", item, find),
            time=self._one("time", item, find),
            place=self._one("place", item, find),
            amounts=self._many("amounts", item, find),
            content=self._content(item.get("content")),
        )

    def _quote(self, quote: Any, sentence: Sentence) -> Span | None:
        span = find_quote(self.page.text, quote, sentence.span) if isinstance(quote, str) else None
        if span is None:
            self.drop(Dropped.QUOTE)
        return span

    def _word(self, vocabulary: type[Word], value: Any) -> Word | None:
        try:
            return vocabulary(value)
        except ValueError:
            self.drop(Dropped.WORD)
            return None

    def _content(self, value: Any) -> str | None:
        if value in (None, NONE, ""):
            return None
        if value in self.group["contents"]:
            return str(value)
        self.drop(Dropped.ACT)
        return None

    def _finder(self, sentence: Sentence) -> Callable[[str, Any], Offsets | None]:
        """How a value of this mode names a party, time, place or sum."""
        if self.mode is Mode.POINTER:
            return self._pointed
        return lambda kind, words: self._quoted(kind, words, sentence)

    def _pointed(self, kind: str, value: Any) -> Offsets | None:
        found = self.page.candidate(kind, value)
        if found is None:
            self.drop(Dropped.POINTER)
            return None
        return found.at

    def _quoted(self, kind: str, words: Any, sentence: Sentence) -> Offsets | None:
        """Words of the sentence or else of the page. Times, places and sums must be ones that the grammars know."""
        if not isinstance(words, str):
            self.drop(Dropped.FORM)
            return None
        rows = [sentence, *(s for s in self.page.sentences if s is not sentence)]
        span = next((s for row in rows if (s := find_words(self.page.text, words, row.span))), None)
        if span is None:
            self.drop(Dropped.QUOTE)
            return None
        known = nearest(span, self.page.rows(kind), lambda c: () if c.called else c.mentions)
        if known is not None:
            return known.at
        if kind == "parties":
            return span.start, span.end
        self.drop(Dropped.POINTER)
        return None

    def _one(self, name: str, item: Mapping[str, Any], find: Callable[[str, Any], Offsets | None]) -> Offsets | None:
        value = item.get(name)
        return None if value in (None, NONE, "", []) else find(FIELD_KINDS[name], value)

    def _many(self, name: str, item: Mapping[str, Any], find: Callable[[str, Any], Offsets | None]) -> tuple[Offsets, ...]:
        value = item.get(name)
        rows = value if isinstance(value, list) else [value]
        found = [find(FIELD_KINDS[name], v) for v in rows[:MOST_NAMES] if v not in (None, NONE, "")]
        return tuple(dict.fromkeys(f for f in found if f is not None))
