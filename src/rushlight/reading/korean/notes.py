"""Telegraphic notes: the person that opens a line without a particle is its subject."""

from __future__ import annotations

from rushlight.reading.korean.endings import closes_with_m, closes_with_n
from rushlight.reading.korean.mention import Mention
from rushlight.reading.patterns import rx

NOTE_END = rx(
    r"(?:[함됨음임옴감봄줌냄짐킴림김힘남]|발포|포착|추적|통지|지시|요구|단속|적발|협박|폭행|구타|고문|미행|철거|퇴학|잠적|귀환|문답|수거|회수|몰수|봉인|성토|출석|연행|체포|구금|압수|석방|조사|수색|소환|구속|송환|북송|추방|해임|해고|사망|실종|구류|이송|심문|추궁|출소|귀가|도주|서명|날인|면회|입원|(?:교화|징역|단련대?|구류|벌금|무기|사형)\s?\S{0,8})"
    r"(?:\s?\([^)]*\))?[.]?$"
)
LEADS_IN = rx(
    r"(?:[\d.,:/()~\s○●•·*□■◦-]|년|월|일|께|경|쯤|초|말|중순|하순|밤|아침|저녁|새벽|오전|오후|당일|이튿날|같은\s날|그날|다음\s날|어제|그제|그저께|엊그제|어젯밤|간밤|오늘|지난주|지난달|이번\s주|이달|요새|요즘|방금|아까)*$|.*[가-힣](?:던|는|[^\s,.])\s$"
)
"""Dates, and words that describe the person, before the subject of a note."""
OF_POWER = rx(
    r"^\s?(?:출석|조사|소환|구류|지하|감방|유치|앞|측|담당|에|의|호출|가|불려|끌려|연행됨|이송|수감|구금|근처|옆|직원|일꾼|명단|명부|통보|허가|승인|영장)"
)
"""What behind an office makes it the place or the other side: 보위부 출석."""
HELD = rx(
    r"^\s(?:상태|건강|얼굴|눈|진술|사건|소재|행방|이름|집|댁|자택|방|손전화|휴대|전화|연금|계좌|직장|명의|관련|문제|사건|측|가족|부부|쪽)"
)


def mark_note_subject(mentions: list[Mention], words: str, start: int) -> None:
    """모친 파출소 출석: in notes, which leave particles out, the person that opens a line is its subject."""
    if not mentions:
        return
    first = mentions[0]
    named = first.name is not None or first.noun.party_class == "source"
    if named and first.start == start and first.particle == "" and words[first.after - start : first.after - start + 2] == ": ":
        first.particle = "은"
    if not is_note(words):
        return
    before = words[: first.start - start]
    opens = first.particle == "" and not first.pronoun and (not before or _leads_in(before))
    after = words[first.end - start :]
    person = first.noun.party_class in ("affected", "public", "intermediary") and not HELD.match(after)
    power = first.noun.party_class in ("officer", "authority") and not OF_POWER.match(after)
    if opens and (person or power) and words[first.after - start : first.after - start + 1] == " ":
        first.particle = "은" if person else "이"


def is_note(words: str) -> bool:
    """Whether a sentence ends as a note: in a noun made of a verb, a noun for an act, or a sentence's length."""
    return NOTE_END.search(words) is not None or closes_with_m(words)


def _leads_in(before: str) -> bool:
    """Whether what stands before the person is a date or describes it (통화 중이던 A)."""
    if LEADS_IN.match(before) is None:
        return False
    return (
        closes_with_n(before)
        or rx(r"[가-힣]{2}\s$").search(before) is None
        or rx(
            r"(?:밤|아침|저녁|새벽|오전|오후|당일|이튿날|날|초|말|중순|하순|월|일|에서|에|까지|부터|현재|경|어제|그제|그저께|오늘|지난주|지난달|이달|요새|요즘|방금|아까)\s$"
        ).search(before)
        is not None
    )
