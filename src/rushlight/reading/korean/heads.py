"""Which head nouns stand for someone where they are met: 집은, 군이 and 자가 are more often other words."""

from __future__ import annotations

import regex

from rushlight.reading.korean.endings import closes_with_n
from rushlight.reading.korean.lexicon import Noun, lexicon
from rushlight.reading.patterns import rx

HOUSES = rx(r"\s?(?:여럿|늘|많|수두룩|,|은\s|이\s|도\s|들)")
BUILDING = rx(
    r"(?:살던|사는|비운|지은|남은|빈|큰|작은|낡은|허름한|세든|머물던|숨은|숨어\S*|불탄|무너진|버려진|있는|없는|묵던|쓰던|새)$"
)
"""살던 집은: the house, not who lives in it."""
OURS = rx(r"(?:^|\s)(?:우리|저희|그의|그녀의|다른|남의|[가-힣]{2,3}이네)$")
"""우리 집은, 저희 집도: who lives there, as a subject."""
FORMER = rx(r"(?:^|\s)(?:전직|퇴역한?|탈북한|망명한|은퇴한|옛)\s$")
"""전직 안전원: who was an officer once tells or suffers now."""
SENT = rx(
    r"(?:대장|중대장|소장|과장|책임자|영사|담당자|직원|경찰|공안|요원|안전원|보위원|검사|형사|군인|간부|수사관)(?:이?라는|이라고\s한|(?:을|를)\s(?:자처한|사칭한))\s$|"
    r"[부국서소청안군당대원찰]에서\s(?:나왔다는|나온|왔다는|온|파견된|파견한|보낸|보냈다는)\s$"
)
"""안전부에서 나왔다는 사람 둘: sent by an office, an officer."""
BESIDE = rx(r"\s?(?:도시|마을|나라|동네|군|성|주|현|면|읍|구역|국가|학교|공장|농장|방|아파트|건물)(?:[가-힣]{0,4})(?:\s|$)")
"""이웃 도시로: what lies beside, not who."""
STATES = frozenset(["북한", "중국", "이란", "베트남", "쿠바", "러시아", "벨라루스", "라오스", "미얀마"])
ARMED = rx(r"(?:병|군|경비|국경|수비|기동|경찰|보병|제?\d+|[A-Z])$")
"""포병연대, 제3대대: what makes 연대, 중대 and 대대 units rather than solidarity, gravity and generations."""
BARE_UNITS = frozenset(
    ["연대", "중대", "대대", "소대", "부대", "상위", "대장", "위원회", "대표", "무경", "수반", "선임", "후임", "장수"]
)
ACTS_OR_HOUSES = frozenset(["이", "가", "은", "는", "에서", "에서는", "의", "에", "도", "에게", "한테"])
DECREED = rx(r"법(?:을|안을|령)|포고|지시|방침|규정|조치|명령|훈령")
"""A state stands for its authorities only where it is said to make a law or give an order."""


BEFORE_PEOPLE = frozenset("부총여남녀노로")
"""부책임자, 총지배인, 여교수, 노교수: one syllable before a word for a person."""


def fits(pre: str, noun: Noun) -> bool:
    """Whether what is written together with a head noun is a modifier: 시보위부, 109상무, 탈북민가족들."""
    lex = lexicon()
    if len(pre) == 1:
        if pre in BEFORE_PEOPLE and noun.kind == "person" and not noun.kin:
            return True
        return pre in "시군도읍구동현주성당109큰작" or pre.isascii()
    return (
        pre in lex.modifiers
        or pre in lex.nouns
        or rx(r"[A-Z0-9]+|[가-힣]{2,5}(?:도|시|군|성|주|현)").fullmatch(pre) is not None
    )


def _household(match: regex.Match[str], masked: str, before: str) -> bool:
    """Whether a house or home stands for those who live there."""
    part = match["part"] or ""
    told = rx(r"(?:다는|걸린|지운|당한|받은|받던|있는|없는|잡힌|찍힌|오른|보낸|바친|낸|한|된)$").search(before)
    counted = (
        rx(r"(?:^|\s)(?:열|스물|서른)?(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|몇|여러|스무|서른)$").search(before)
        and match["pl"] is None
    )
    after = masked[match.end("head") :]
    described = closes_with_n(before) and not BUILDING.search(before) and HOUSES.match(after)
    definite = rx(r"(?:^|\s)[그이저]$").search(before)
    return bool(
        match["pl"] == "들"
        or match["count"]
        or described
        or (counted and part)
        or (part in ("도", "은", "이") and (told or definite or OURS.search(before)))
    )


def stands(head: str, noun: Noun, match: regex.Match[str], masked: str) -> bool:
    """Short heads that are more often another word must show that they name someone."""
    part = match["part"] or ""
    before = masked[: match.start("head")].rstrip()
    if head in BARE_UNITS:
        if head in ("선임", "후임", "장수") and rx(r"(?:변호사|변호인|이사|임원)(?:의|을|를)?$").search(before):
            return False  # 변호인 선임은: an appointment
        if head == "부대" and part.startswith("에") and part != "에게":
            return False  # 군부대에 실려 가: a place
        return part in ACTS_OR_HOUSES or (head != "부대" and bool(match["pre"] and ARMED.search(match["pre"])))
    if head in ("집", "가정"):
        return _household(match, masked, before)
    if head == "군" and match["pl"] is None and not match["pre"] and part in ("이", "은", "의", "에", "에게", "도"):
        return not rx(r"(?:[김박최정강조윤장임오권황류홍배허심곽서신안]|모|해당|인근|이웃|같은|각|한|이|그)$").search(before)
    if head in STATES:
        return part in ("은", "는", "이", "가") and DECREED.search(masked) is not None
    if head in ("면", "당", "군", "촌"):
        shown = head == "군" and rx(r"(?:^|\s)(?:그|이|해당|같은|동)$").search(before)  # 그 군에서: a county
        return part in ("에", "에서") and match["pl"] is None and not shown and not rx(r"[으하되르]$").search(before)
    if head == "형" and rx(r"(?:년|월|개월|징역|태|사)$").search(before):
        return False
    if head in ("사람", "사람들", "집") and rx(r"(?:그런|이런|그|본|이)$").search(before):
        return False
    if head == "자":
        return bool(part or match["pl"] == "들") and closes_with_n(before)
    if head == "이웃" and not part and BESIDE.match(masked, match.end()):
        return False
    if head == "아무":
        return part == "도"
    if head in ("둘째", "셋째"):
        return part in ("가", "를", "한테", "에게", "도", "는", "의") and "첫째" not in masked
    if head == "다들":
        return True
    if head == "애":
        return bool(part or match["pl"] == "들") and not rx(r"(?:애를\s(?:먹|쓰|써|썼|태)|애가\s(?:타|탔|끓))").match(
            masked, match.start("head")
        )
    if len(head) == 1 and noun.kin:
        return (bool(part or match["pl"] == "들") and part not in ("이", "이나")) or head in ("딸", "형")
    return True
