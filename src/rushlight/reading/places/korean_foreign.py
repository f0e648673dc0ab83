"""Foreign names outside the atlas in Korean: told by syllables that only loan words have and by the words around them."""

from __future__ import annotations

from functools import cache

import regex

from rushlight.reading.patterns import rx
from rushlight.reading.places.mention import Mention
from rushlight.tables import load_table

_LOAN = "르스크트프브드즈츠흐쯔쿠푸튀퀴케테페베레메셰뷔쳬례뎨텐켄렌벤겐헨옌얀릭딕빅닉렉텍벡"
"""Syllables of transcribed names that words of Korean and of Chinese rarely have."""
WORD = rx(rf"(?<![가-힣])[가-힣]{{0,5}}?[{_LOAN}]")
"""The head of a word with such a syllable; the patterns below are tried there and nowhere else."""
_NAME = rf"(?=[가-힣]{{0,5}}[{_LOAN}])(?P<name>[가-힣]{{2,7}}?)"
_AFTER = (
    r"(?=(?:에서|에게|에는|에도|에만|에|의|으로|로|은|는|이|가|을|를|와|과|도|까지|부터|만|출신|주민|당국|경찰)*"
    r"(?:[\s,.)”’\"'(/·]|$))"
)
TYPED = rx(rf"{_NAME}(?P<type>주|시|성|현|구역|구|마을|공동체|섬|항|공항|국경|교도소|구치소){_AFTER}")
APART = rx(rf"{_NAME}(?=\s(?:공동체|마을|지방|지구|구역|난민촌|교구|부족\s?지역|산맥|계곡|사막|국경|검문소){_AFTER})")
LYING = rx(
    rf"{_NAME}(?=의\s(?:(?:한|어느|작은|외곽의?|시립|국립|공립)\s)?(?:병원|학교|시장|감옥|구치소|교도소|공장|거리|호텔|시청|"
    r"경찰서|법원|광장|역|수용소|검문소|대학)(?:에|의|은|는|이|가|을|를|로|으로|[\s,.]|$))"
)
GOING = rx(
    rf"{_NAME}(?=(?:으로|로)\s(?:\S+\s)?(?:실려|실어|끌려|끌고|이송|송환|압송|호송|넘겨|옮겨|옮긴|도망|달아나|피신|떠나|떠났|향하|향해|건너|보내졌|돌아[가왔]|추방|"
    r"데려|이감)|에서\s(?:\S+\s)?(?:붙잡|체포|잡혀|잡힌|연행|일하|일했|살다|살았|살던|태어|구금|추방|숨졌|사망|송환|건너|탈출)|"
    r"에\s(?:사는|살던|살고|도착|갇혀|갇힌|수감|구금|억류|끌려|남은|남아|머물|있는\s(?:부모|가족|집|형|누나|누이|언니|동생|아들|딸|친척|어머니|아버지)))"
)
CALLED = rx(r"(?<![가-힣])(?:마을|도시|소도시|항구|섬|읍|휴양지|광산촌|어촌|농촌)(?:인)?\s$")
AT = rx(rf"{_NAME}(?=(?:에서|에|의|로|으로|까지|출신|근처|인근)(?:는|도)?(?:[\s,.]|$)|\s(?:인근|근처|외곽|근교))")
"""국경 마을 렌추크에서."""
QUOTED = rx(r"[‘“'\"「『](?P<name>[가-힣][가-힣 ]{1,9})[’”'\"」』]\s?(?:교도소|감옥|구치소|수용소|형무소|난민촌|검문소)")
"""‘라 모델로’ 교도소."""
REGION = rx(
    r"(?<![가-힣])(?:(?:중앙|동남|동북|서남|남|북|동|서)?아시아|동남아|중동|(?:동|서|북|남)?유럽|(?:북|남|동|서)?아프리카|중남미|남미|중미|북미|라틴아메리카|카리브|캅카스|카프카스|"
    r"발칸|시베리아|연해주|사헬|걸프)(?:\s(?:북부|남부|동부|서부|중부|연안|지역))?(?=(?:에서|에|의|로|으로|은|는|이|가|을|를|와|과|까지|국가|각국|나라)*(?:[\s,.)”’]|$))"
    r"(?!\s(?:조사|연구|센터|소?위원|협회|재단|뉴스|방송|인권|국장|담당|팀|사무소))"
)
SIZE = {"주": 4, "시": 2, "성": 4, "현": 3, "구역": 3, "구": 3, "공항": 1, "국경": 5}
SIZE |= {"교도소": 1, "구치소": 1}


@cache
def _loan_words() -> regex.Pattern[str]:
    """Loan words that are no names: 버스, 아파트, 텔레그램."""
    return rx("(?:" + "|".join(sorted(load_table("atlas")["loan_words_ko"], key=len, reverse=True)) + ")")


VERB_END = rx(r"[는은던고면]|의")
"""모르시는, 키워주는, 테러주의: 시 and 주 of a verb or of a doctrine."""
GOVERNED = rx(r"(?:[는던한된할든른인은교족파계당]|다란|르[게구고])$")
PARTICLE_IN = rx(r"(?:에서|에게|으로|까지|부터|하고|에|의|은|는|을|를)$")


@cache
def _features() -> tuple[tuple[int, regex.Pattern[str]], ...]:
    rows = load_table("atlas")["features"]["ko"].items()
    return tuple((int(size), rx(rf"(?<![가-힣])(?:{'|'.join(sorted(names, key=len, reverse=True))})")) for size, names in rows)


def _is_name(name: str) -> bool:
    """No loan word in it, and no particle at its end."""
    return not _loan_words().search(name) and not PARTICLE_IN.search(name)


def foreign_names(text: str) -> list[Mention]:
    """Foreign places by their form: 에스텔리주, 국경 마을 렌추크, 오크레스치나로 실려 갔다; world regions."""
    out = [Mention(*m.span(), 1, key=m["name"]) for m in QUOTED.finditer(text)]
    out += [Mention(*m.span(), 8, key=m[0]) for m in REGION.finditer(text)]
    out += [Mention(*m.span(), size, key=m[0]) for size, pattern in _features() for m in pattern.finditer(text)]
    for word in WORD.finditer(text):
        found = _typed(text, word.start()) or _told(text, word.start())
        if found:
            out.append(found)
    return out


def _typed(text: str, at: int) -> Mention | None:
    """A name with the suffix of a town or a province."""
    m = TYPED.match(text, at)
    if m is None or not _is_name(m["name"]) or m[0] in load_table("atlas")["not_places_ko"]:
        return None
    verbal = m["type"] in ("시", "주") and VERB_END.match(text, m.end())
    return None if verbal else Mention(at, m.end("type"), SIZE.get(m["type"], 2), key=m["name"])


def _told(text: str, at: int) -> Mention | None:
    """A bare name by the words behind it, or by 마을 before it."""
    called = (AT,) if CALLED.search(text[max(0, at - 8) : at]) else ()
    for pattern in (APART, LYING, GOING, *called):
        m = pattern.match(text, at)
        if m and len(m["name"]) > 2 and _is_name(m["name"]) and not GOVERNED.search(m["name"]):
            return Mention(m.start("name"), m.end("name"), 2, key=m["name"])
    return None
