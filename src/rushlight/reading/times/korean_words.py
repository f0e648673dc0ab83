"""The words of Korean dates: years, months, days, parts, endings, holidays, counts."""

from __future__ import annotations

from rushlight.reading.numerals import KO_DAYS, KO_NATIVE

YEAR = r"(?<!\d)(?P<y>(?:19|20)\d\d)\s?년"
REL_YEAR = r"(?P<rely>지난해|작년|올해|금년|재작년|내년|그해|그\s해|같은\s?해|이듬해|다음\s?해|당해|올)"
MONTH_WORDS = {"정월": 1, "일월": 1, "이월": 2, "삼월": 3, "사월": 4, "오월": 5, "유월": 6, "육월": 6, "칠월": 7, "팔월": 8}
MONTH_WORDS |= {"구월": 9, "시월": 10, "십월": 10, "십일월": 11, "동짓달": 11, "십이월": 12, "섣달": 12}
_SPELT = "|".join(sorted(MONTH_WORDS, key=len, reverse=True))
_AFTER_MONTH = r"(?=에|부터|까지|이면|의|은|도|이었|인데|\s|,|\.|초|말|중순|하순|$)"
MONTH = (
    rf"(?P<m>(?<!\d)(?:1[0-2]|0?[1-9])(?=\s?월)|(?<![가-힣])(?:{_SPELT}){_AFTER_MONTH})"
    r"(?:\s?월)?"
)
DAY = r"(?<![\d.])(?P<d>3[01]|[12]\d|0?[1-9])\s?일"
PART = r"(?P<part>초순|초반|초|중순|중반|하순|말경|말|상순|상반기|하반기|후반)"
SEASON = r"(?P<s>봄|여름|가을|겨울)"
TIME = (
    r"(?:\s?(?:\([월화수목금토일]\)|(?:월|화|수|목|금|토|일)요일))?(?:\s?(?:이른\s|늦은\s)?(?:새벽|아침|오전|오후|저녁|"
    r"한밤중|밤|낮|정오|자정|한밤)(?:\s?\d{1,2}(?:시(?:\s?\d{1,2}분|\s?반)?|:\d{2}))?)?"
)
HOURS = "새벽|아침|오전|오후|저녁|밤|낮|자정|정오"
NEAR = r"(?P<near>\s?(?:께|경|쯤|무렵|즈음|전후))?"
END = r"(?P<end>\s?(?:이후로?|이래로?|이전(?:에는|에|까지)?|부터는?|까지는?|에는|에도|에야|에|들어서?|께|현재(?:까지)?))?"
SEASONS = {"봄": "spring", "여름": "summer", "가을": "autumn", "겨울": "winter"}
PARTS = {"초": "early", "상": "early", "중": "mid", "하순": "late", "말": "late", "후": "late", "초반": "early"}
WEEKDAYS = {w: n for n, w in enumerate("월화수목금토일")}
WEEKDAY = r"(?P<wd>[월화수목금토일])(?:요일날?|욜날?)"
HOLIDAYS = {
    "태양절": (4, 15),
    "광명성절": (2, 16),
    "성탄절": (12, 25),
    "크리스마스": (12, 25),
    "양력설": (1, 1),
    "새해 첫날": (1, 1),
    "당창건기념일": (10, 10),
    "당 창건 기념일": (10, 10),
    "당 창건일": (10, 10),
    "국제부녀절": (3, 8),
    "조국해방의 날": (8, 15),
    "광복절": (8, 15),
    "전승절": (7, 27),
    "정권수립일": (9, 9),
    "공화국 창건일": (9, 9),
    "건군절": (2, 8),
    "노동절": (5, 1),
}
"""Holidays with a fixed day; lunar ones stay unresolved."""

NATIVE = "|".join(sorted(KO_NATIVE, key=len, reverse=True))
DAYS = "|".join(KO_DAYS)
COUNT = (
    rf"(?:(?:(?P<yy>\d+)\s?년\s?)?(?P<n>\d+|{NATIVE}|[일이삼사오육칠팔구십]+)\s?(?P<unit>일|주일|주|개월|달|년|해|시간|분)|"
    rf"(?P<nd>{DAYS})|"
    rf"(?P<half>반년)|(?P<week>일주일|한\s주일?))"
)
SOME = (
    r"(?:며칠|몇\s?(?:일|주|주일|달|개월|년|해|시간|분)|수(?:일|주|개월|년|십\s?년)|여러\s?(?:날|달|해|주|차례)|(?:한두|"
    r"두세|두어|서너|너댓)\s?(?:시간|주|달|해)|\S{1,2}여\s?(?:일|개월|년))"
)
TENS_OF = r"(?:[수몇]?십수|[수몇]십)\s?(?:일|주|개월|년|해|시간)"
"""십수 년, 수십 년: tens of them."""
LONG_DAYS = "|".join(sorted((w for w in KO_DAYS if w != "하루"), key=len, reverse=True))
"""Days counted in words of their own, which are a length wherever they stand."""


def month_number(words: str) -> int:
    """3, 정월, 시월: the month's number."""
    return MONTH_WORDS.get(words) or int(words)
