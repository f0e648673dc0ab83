"""Mentions of people whom no list holds and of offices told by the end of their word, where nothing else stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import regex

from rushlight.reading.korean.labels import labels, surnamed
from rushlight.reading.korean.lexicon import Noun, lexicon
from rushlight.reading.korean.mention import HOUSE, Mention
from rushlight.reading.korean.told_people import told_people
from rushlight.reading.patterns import rx

BOUND = r"(?=[\s.,?!…·:;()\[\]“”‘’\"'▒/~]|$)"
OFFICE = Noun("authority", "institution", False)
UNIT = Noun("authority", "unit", False)


@dataclass(frozen=True)
class Known:
    """The people a text tells of by its own means: word -> class and whether it is a name; ``pattern`` finds them."""

    people: Mapping[str, tuple[Noun, bool]] = field(default_factory=dict)
    pattern: regex.Pattern[str] | None = None


NOBODY = Known()
THESE = "이들"
"""남은 이들: those who, where the same letters alone mean these."""


def known_people(text: str, names: frozenset[str]) -> Known:
    """Those whom ``text`` shows to be somebody, besides the ``names`` that are known already."""
    by_surname = surnamed(text)
    people = {word: row for word, row in told_people(text).items() if word not in names}
    people.update({word: (noun, word in by_surname) for word, noun in labels(text).items() if word not in names})
    if not people:
        return NOBODY
    words = "|".join(regex.escape(w) for w in sorted(people, key=len, reverse=True))
    tail = rf"(?P<call>이(?=[가는를와랑도의네한에]))?(?P<pl>들)?(?P<house>네)?(?P<part>(?:{lexicon().particles})?){BOUND}"
    return Known(people, regex.compile(rf"(?<![가-힣A-Za-z0-9])(?P<word>{words})(?:\([^)]{{1,16}}\))?{tail}"))


def late_mentions(masked: str, offset: int, known: Known, taken: Sequence[Mention]) -> list[Mention]:
    """Mentions of ``known`` people and of offices by their ending, where no other mention stands."""
    out = [_person(m, masked, offset, known) for m in known.pattern.finditer(masked)] if known.pattern else []
    out += [_office(m, masked, offset) for m in _offices().finditer(masked)]
    out += [_one_who(m, masked, offset) for m in ONE_WHO.finditer(masked)]
    out.sort(key=lambda m: (m.start, -m.end))
    free: list[Mention] = []
    for mention in out:
        if not any(t.start < mention.end and mention.start < t.end for t in (*taken, *free[-1:]) if t.head != THESE):
            free.append(mention)
    return free


ONE_WHO = rx(
    r"(?<![가-힣])(?P<word>(?:[가-힣]{1,6}\s)?(?:[가-힣]*[한된난온간선찬든쓴친진킨던본산탄준긴린인낸센멘뗀맨쥔쥰운]"
    r"|[가-힣]*(?:있|없|하|되|가|오|사|아|보|받|먹|주|빠지|모이|시키|지키|따르|부르|모르|다니|떠나|나오|들어오|지내|살아)는"
    r"|[가-힣]*(?:남|죽|앉|젊|늙|높|낮|잡|맞|입|신|읽|얻|찾|넘|숨|묶|받|많|적)은)\s이(?P<pl>들)?)"
    r"(?P<part>은|는|이|가|에게|에게는|한테|한테는|의|도)(?=[\s,.])(?!\s(?:거의\s|아무도\s|아직\s)?(?:없|많|적|드물|있))"
)
"""문가에 선 이는, 남은 이들은: somebody told by what he did or bore. Without a particle 이 is more often this."""


def _one_who(match: regex.Match[str], masked: str, offset: int) -> Mention:
    start, end = match.span("word")
    noun = Noun("other", "person", False)
    mention = Mention(offset + start, offset + end, "이", noun, match["part"], offset + match.end("part"), masked[start:end])
    mention.plural = bool(match["pl"])
    mention.heads = [match["word"]]
    return mention


def _person(match: regex.Match[str], masked: str, offset: int, known: Known) -> Mention:
    word = match["word"]
    noun, named = known.people[word]
    house = bool(match["house"])
    end = match.end("house") if house else match.end("pl") if match["pl"] else match.end("word")
    head = f"씨:{word}" if named else word
    mention = Mention(
        offset + match.start("word"),
        offset + end,
        f"{head}네" if house else head,
        HOUSE if house else noun,
        match["part"] or "",
        offset + match.end("part"),
        masked[match.start("word") : end],
        name=word if named and not house else None,
        plural=bool(match["pl"]) or word.endswith("들"),
    )
    mention.heads = [] if house or named else [word]
    return mention


@cache
def _offices() -> regex.Pattern[str]:
    """수산국은, 27국에서: what acts or houses as offices do."""
    rows = lexicon().people
    ends, counted, stems = "|".join(rows["offices"]), "|".join(rows["numbered_offices"]), "|".join(rows["office_stems"])
    part = r"(?P<part>에서는|에서|에게|은|는|이|가|의|도|에|측)(?=[\s,.])"
    return rx(
        rf"(?<![가-힣\d])(?P<word>[가-힣]{{1,6}}(?:{ends})|제?\d{{1,4}}(?:{counted})"
        rf"|[가-힣]{{0,4}}(?:{stems})(?:[국청처부대]|과(?=에서|가|의\s)))(?:{part})"
    )


def _office(match: regex.Match[str], masked: str, offset: int) -> Mention:
    word = match["word"]
    noun = UNIT if word.endswith(("대", "조", "단", "과")) else OFFICE
    start, end = match.span("word")
    mention = Mention(offset + start, offset + end, word, noun, match["part"], offset + match.end("part"), masked[start:end])
    mention.heads = [word]
    return mention
