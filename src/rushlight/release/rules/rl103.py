"""RL103: a name, number or address in the text: sealed values, and what looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rushlight.release.draft import Words
from rushlight.release.pointing import direct_kinds
from rushlight.release.rules.base import Case, Finding, Rule, finding
from rushlight.release.rules.cues import pieces
from rushlight.release.settings import part

KINDS = {
    "a name": "이름",
    "a phone number": "전화번호",
    "an e-mail address": "전자우편 주소",
    "an address": "주소",
    "an identity number": "신분 번호",
    "an age beside a surname": "성과 나이",
    "the id of a source": "출처의 식별자",
    "an exact sum with its day": "정확한 금액과 날짜",
    "a canary": "표지",
}
SUM = "an exact sum with its day"
"""The one kind that a wider sum or time answers."""
PHONE = re.compile(r"(?<![\d.,])\+?\d(?:[\s\-().]*\d){8,}(?![\d,])")


@cache
def patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """What looks like a direct identifier in English or Korean text."""
    names = part("phrases")["surnames"]
    en, ko = "|".join(names["en"]), names["ko"]
    return (
        ("a phone number", PHONE),
        ("an e-mail address", re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")),
        ("an identity number", re.compile(r"(?<!\d)\d{6}-\d{7}(?!\d)")),
        ("an age beside a surname", re.compile(rf"\b(?:{en})\b[^.;]{{0,12}}?[,(]\s*(?:aged\s)?\d{{2}}\b")),
        ("an age beside a surname", re.compile(rf"[{ko}](?:모|[가-힣]{{1,2}})?\s?(?:씨)?\s?[(,]\s?\d{{2}}\s?(?:세|살)?[),]")),
        ("a name", re.compile(rf"(?<![가-힣])[{ko}]모\s?(?:씨|양|군)")),
        (
            "an address",
            re.compile(
                r"\d+\s?인민반|[가-힣]{1,4}[동리]\s\d+\s?(?:반|번지|호)|\b(?:inminban|apartment|house) (?:no\.? ?)?\d+", re.I
            ),
        ),
    )


def kinds(text: str, case: Case) -> list[str]:
    found = list(case.facts.sealed.find(text))
    found += [kind for kind, pattern in patterns() if pattern.search(text)]
    return list(dict.fromkeys(found))


def find(case: Case) -> Iterator[Finding]:
    seen: set[tuple[str | None, str]] = set()
    for item, called, kind in _all(case):
        if (item, kind.en) not in seen:
            seen.add((item, kind.en))
            remedy, wider = ((1,), True) if kind.en == SUM else ((0,), False)
            yield finding("RL103", item, remedies=remedy, wider=wider, part=called, kind=kind)


def _all(case: Case) -> Iterator[tuple[str | None, Words, Words]]:
    """Where, what to call the piece, which kind: sealed values anywhere, then what the finder sees in what people wrote."""
    for item, called, text in case.texts():
        yield from ((item, called, Words(kind, KINDS[kind])) for kind in kinds(text, case))
    for piece in pieces(case):
        yield from ((piece.item, piece.called, kind) for kind in direct_kinds(piece.text, piece.language))
    for passage in case.draft.passages:
        yield from ((passage.id, Words("sentence", "문장"), kind) for kind in passage.direct)


RULE = Rule("RL103", find)
