"""Telegraphic notes: the person that opens a line without a particle is its subject."""

from __future__ import annotations

import regex

from rushlight.reading.korean.mentions import Mention

NOTE_END = regex.compile(
    r"(?:[함됨음임옴감봄줌냄짐킴림김]|출석|연행|체포|구금|압수|석방|조사|수색|소환|구속|송환|북송|추방|해임|해고|사망|실종|구류|이송|심문|추궁|출소|귀가|도주)"
    r"(?:\s?\([^)]*\))?[.]?$"
)
HELD = regex.compile(r"^\s(?:소재|행방|이름|집|댁|자택|방|손전화|휴대|전화|연금|계좌|직장|명의|관련|문제|사건|측|가족|부부|쪽)")


def mark_note_subject(mentions: list[Mention], words: str, start: int) -> None:
    """모친 파출소 출석: in notes, which leave particles out, the person that opens a line is its subject."""
    if not mentions:
        return
    first = mentions[0]
    named = first.name is not None or first.noun.party_class == "source"
    if named and first.start == start and first.particle == "" and words[first.after - start : first.after - start + 2] == ": ":
        first.particle = "은"
    if not NOTE_END.search(words):
        return
    opens = first.start == start and first.particle == "" and not first.pronoun
    person = first.noun.party_class in ("affected", "public") and not HELD.match(words[first.end - start :])
    if opens and person and words[first.after - start : first.after - start + 1] == " ":
        first.particle = "은"
