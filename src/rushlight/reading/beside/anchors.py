"""What both languages carry alike: figures, sums, days, places, acts, kinds of people, quotations, names.

Each anchor is a key that does not depend on the language, with the words it was found in. Values come from the readings of
the two reports; figures, names and the words of resources/beside/words.yaml from the texts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from rushlight.atlas.romanising import romanise
from rushlight.reading.numerals import EN_NUMBER, KO_DAYS, KO_NATIVE, KO_NUMBER, english_number, korean_number
from rushlight.reading.paragraphs import lowered
from rushlight.record import Amount, Reading, TimeExpr
from rushlight.tables import load_table


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """``key`` is kind and value ("n:10000", "place:kp-musan"); code points of the text."""

    start: int
    end: int
    key: str

    @property
    def kind(self) -> str:
        return self.key.partition(":")[0]


def anchors(text: str, reading: Reading) -> tuple[Anchor, ...]:
    """Every anchor of a report but names, which need both texts (``names``), in text order."""
    language = "ko" if reading.language.startswith("ko") else "en"
    found = [*_values(reading), *_numbers(text, language), *_words(text, language), *_letters(text), *_quotes(text)]
    return tuple(sorted(set(found)))


def _values(reading: Reading) -> Iterator[Anchor]:
    for amount in reading.amounts:
        if key := sum_key(amount):
            yield Anchor(amount.span.start, amount.span.end, key)
    for time in reading.times:
        for key in time_keys(time):
            yield Anchor(time.span.start, time.span.end, key)
    for place in reading.places:
        if place.atlas_id:
            yield from (Anchor(m.start, m.end, f"place:{place.atlas_id}") for m in place.mentions)
    for statement in reading.statements:
        span = statement.spans[0]
        yield Anchor(span.start, span.end, f"act:{statement.act}")
        yield Anchor(span.start, span.end, f"family:{statement.act.partition('.')[0]}")
    for party in reading.parties:
        yield from (Anchor(m.start, m.end, f"party:{party.party_class}") for m in party.mentions)


def sum_key(amount: Amount) -> str:
    """The same for the same sum of the same money; empty where no value is stated."""
    return f"sum:{amount.currency or '?'}:{_plain(amount.value)}" if amount.value is not None else ""


def time_keys(time: TimeExpr) -> tuple[str, ...]:
    """The days, and the month or year that holds them; none where the time is not resolved."""
    if not time.earliest or not time.latest:
        return ()
    first, last = time.earliest, time.latest
    exact = f"days:{first.isoformat()}/{last.isoformat()}"
    if (first.year, first.month) == (last.year, last.month):
        return exact, f"month:{first.year}-{first.month:02}"
    return (exact, f"year:{first.year}") if first.year == last.year else (exact,)


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


# --- figures ----------------------------------------------------------------------------------------

COUNTED = "명|사람|인|대|번|차례|회|가구|세대|집|달|개월|해|년|살|마리|보루|통|장|개|곳|주|시간|식구|가족|날|일"
_ENGLISH = re.compile(rf"(?i:(?<![\w.]){EN_NUMBER})")
_KOREAN = re.compile(KO_NUMBER)
_NATIVE = "|".join(sorted(KO_NATIVE, key=len, reverse=True))
_COUNTS = re.compile(rf"(?<![가-힣])(?P<number>{_NATIVE})\s?(?:{COUNTED})")
_DAYS = re.compile("|".join(rf"(?<![가-힣]){day}" for day in sorted(KO_DAYS, key=len, reverse=True)))
_TIMES = {"once": 1, "twice": 2, "thrice": 3}
_ONCE = re.compile(rf"(?i:\b(?:{'|'.join(_TIMES)})\b)")


def _numbers(text: str, language: str) -> Iterator[Anchor]:
    return _english_numbers(text) if language == "en" else _korean_numbers(text)


def _english_numbers(text: str) -> Iterator[Anchor]:
    for found in _ENGLISH.finditer(text):
        value = english_number(found[0])
        if value is not None and value != 1:  # "one" is seldom a figure
            yield Anchor(found.start(), found.end(), f"n:{_plain(value)}")
    for found in _ONCE.finditer(text):
        yield Anchor(found.start(), found.end(), f"n:{_TIMES[found[0].lower()]}")


def _korean_numbers(text: str) -> Iterator[Anchor]:
    for found in _KOREAN.finditer(text):
        value = korean_number(found[0])
        if value is not None and value != 1:
            yield Anchor(found.start(), found.start() + len(found[0].rstrip()), f"n:{_plain(value)}")
    for pattern, values in ((_COUNTS, KO_NATIVE), (_DAYS, KO_DAYS)):
        for found in pattern.finditer(text):
            word = found["number"] if "number" in found.groupdict() else found[0]
            if values[word] != 1:
                yield Anchor(found.start(), found.start() + len(word), f"n:{values[word]}")


# --- words, letters, quotations ---------------------------------------------------------------------


def _words(text: str, language: str) -> Iterator[Anchor]:
    """Words that the table gives to both languages; of those over the same place the longest."""
    low = lowered(text)
    beginning, rows = _word_patterns(language)
    done = 0
    for start in (found.start() for found in beginning.finditer(low)):
        if start < done:
            continue
        for pattern, key in rows[low[start]]:
            if found := pattern.match(low, start):
                yield Anchor(start, found.end(), key)
                done = found.end()
                break


@cache
def _word_patterns(language: str) -> tuple[re.Pattern[str], dict[str, list[tuple[re.Pattern[str], str]]]]:
    """Where a word of the table may begin; and by its first letter the patterns of each, the longest first, with its key."""
    table = load_table("beside")
    rows = [(w, f"does:{code}") for code, row in table["acts"].items() for w in row[language]]
    rows += [(w, f"word:{name}") for name, row in table["words"].items() for w in row[language]]
    rows.sort(key=lambda row: (-len(row[0]), row))
    shape = _english_word if language == "en" else _korean_word
    out: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    for word, key in rows:
        out.setdefault(word[0], []).append((re.compile(shape(word)), key))
    first = "".join(map(re.escape, sorted(out)))
    return re.compile(rf"(?<!\w)[{first}]" if language == "en" else f"[{first}]"), out


def _english_word(word: str) -> str:
    parts = []
    for part in word.split():
        if part == "*":
            parts.append(r"(?:[\w'’-]+\s+){0,3}[\w'’-]+")
        else:
            parts.append(re.escape(part[:-1]) + r"\w*" if part.endswith("*") else re.escape(part) + r"\b")
    return r"(?<!\w)" + r"\s+".join(parts)


def _korean_word(word: str) -> str:
    spaced = r"\s?".join(map(re.escape, word.split()))
    return rf"(?<![가-힣]){spaced}(?=[가-힣]{{0,2}}(?![가-힣]))" if len(word) == 1 else spaced


_LATIN = re.compile(r"(?<![A-Za-z])[A-Z]{2,6}(?![a-z])")
_INITIAL = re.compile(
    r"(?:(?<=Mr )|(?<=Ms )|(?<=Mrs )|(?<=Mr\. )|(?<=Ms\. ))[A-Z]\b|(?<![A-Za-z.])[A-Z](?=\s?(?:씨|모|가|는|의|와|,))"
)


def _letters(text: str) -> Iterator[Anchor]:
    """Latin letters that a translation keeps: USB, SIM, Mr A."""
    for pattern in (_LATIN, _INITIAL):
        for found in pattern.finditer(text):
            yield Anchor(found.start(), found.end(), f"latin:{found[0]}")


_QUOTED = re.compile(r"[“\"«「『][^“”\"«»「」『』]{6,}[”\"»」』]")


def _quotes(text: str) -> Iterator[Anchor]:
    return (Anchor(found.start(), found.end(), "quote:") for found in _QUOTED.finditer(text))


# --- names ------------------------------------------------------------------------------------------

_CAPITAL = re.compile(r"(?<![\w’'-])[A-Z][a-z’'ŏŭ]+(?:[- ]?[A-Za-z][a-z’'ŏŭ]+)*")
_HANGUL = re.compile(r"[가-힣]+")
_SAID_AS_NAME = re.compile(r"(?<![가-힣])([가-힣]{1,2}?)(?=\s?(?:모\s?씨|모\b|씨|모\())")
_HEARD = (("eo", "o"), ("eu", "u"), ("ae", "e"), ("oe", "e"), ("sh", "s"), ("ch", "c"), ("kh", "k"), ("th", "t"), ("ph", "p"))
_FOLDED = str.maketrans("gdbjrvyw", "ktpclpiu")


def names(english: str, korean: str) -> tuple[tuple[Anchor, ...], tuple[Anchor, ...]]:
    """Names that stand in both texts, told by their sound: in the English one, and in the Korean one."""
    latin = list(_latin_names(english))
    hangul = list(_hangul_names(korean, {folded for _, _, folded in latin}))
    both = {folded for _, _, folded in latin} & {folded for _, _, folded in hangul}
    ours, theirs = (tuple(Anchor(s, e, f"name:{f}") for s, e, f in found if f in both) for found in (latin, hangul))
    surnames = tuple(_surnames(english, korean))
    return ours + tuple(a for a, _ in surnames), theirs + tuple(b for _, b in surnames)


def _latin_names(text: str) -> Iterator[tuple[int, int, str]]:
    for run in _CAPITAL.finditer(text):
        yield run.start(), run.end(), fold(run[0])
        for word in re.finditer(r"[A-Z][A-Za-z’'ŏŭ-]+", run[0]):
            if len(word[0]) > 3 and word[0] != run[0]:
                yield run.start() + word.start(), run.start() + word.end(), fold(word[0])


def _hangul_names(text: str, wanted: set[str]) -> Iterator[tuple[int, int, str]]:
    """Beginnings of words, of two to five syllables, that sound like one of the names."""
    for word in _HANGUL.finditer(text):
        for size in range(2, min(5, len(word[0])) + 1):
            for folded in sounds(word[0][:size]):
                if folded in wanted:
                    yield word.start(), word.start() + size, folded


@cache
def sounds(hangul: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fold(romanise(hangul, system)) for system in ("mr", "rr", "nk")))


def fold(name: str) -> str:
    """How a romanised name sounds, whatever the system: Wiyŏn-dong, Wiyeondong."""
    bare = "".join(c for c in unicodedata.normalize("NFD", name.lower()) if "a" <= c <= "z")
    for written, heard in _HEARD:
        bare = bare.replace(written, heard)
    return re.sub(r"(.)\1+", r"\1", bare.translate(_FOLDED))


def _surnames(english: str, korean: str) -> Iterator[tuple[Anchor, Anchor]]:
    """한 씨, 리모 씨 and Han, Ri: each mention of each; paired for nothing but their key."""
    table: dict[str, list[str]] = load_table("surnames")
    for hangul in dict.fromkeys(m[1] for m in _SAID_AS_NAME.finditer(korean) if m[1] in table or m[1][:1] in table):
        name = hangul if hangul in table else hangul[:1]
        latin = "|".join(re.escape(s.capitalize()) for s in table[name])
        ours = [m.span() for m in re.finditer(rf"\b(?:{latin})\b", english)]
        theirs = [m.span(1) for m in _SAID_AS_NAME.finditer(korean) if m[1] == hangul]
        for n in range(max(len(ours), len(theirs)) if ours and theirs else 0):
            (a, b), (c, d) = ours[min(n, len(ours) - 1)], theirs[min(n, len(theirs) - 1)]
            yield Anchor(a, b, f"name:{name}"), Anchor(c, d, f"name:{name}")


def both_names(left: str, right: str, languages: tuple[str, str]) -> tuple[tuple[Anchor, ...], tuple[Anchor, ...]]:
    """``names`` of two texts whichever way round; none where they are not an English and a Korean one."""
    if languages == ("en", "ko"):
        return tuple(tuple(sorted(set(found))) for found in names(left, right))  # type: ignore[return-value]  # two of them
    if languages == ("ko", "en"):
        ours, theirs = names(right, left)
        return tuple(sorted(set(theirs))), tuple(sorted(set(ours)))
    return (), ()


def keys(found: Iterable[Anchor], *kinds: str) -> set[str]:
    """The keys of these kinds."""
    return {a.key for a in found if a.kind in kinds}
