"""The Korean time rules: a pattern and what reads it."""

from __future__ import annotations

import regex

from rushlight.reading.patterns import rx
from rushlight.reading.times import korean_read as read
from rushlight.reading.times.korean_words import (
    COUNT,
    DAY,
    END,
    HOLIDAYS,
    HOURS,
    LONG_DAYS,
    MONTH,
    NATIVE,
    NEAR,
    PART,
    REL_YEAR,
    SEASON,
    SOME,
    TENS_OF,
    TIME,
    WEEKDAY,
    YEAR,
)
from rushlight.reading.times.resolve import Found, Reader, Rule

B = r"(?<![가-힣A-Za-z0-9])"


_MONTH, _DAY, _YEAR = rx(r"월|달"), rx(r"\d\s?일"), rx(r"(?:19|20)\d\d")
_SEASON, _NUMBERS = rx(SEASON.replace("?P<s>", "?:")), rx(r"\d{1,2}[./]\s?\d")
NEEDS: dict[str, tuple[regex.Pattern[str], ...]] = {
    "later": (rx("뒤|후|만|있다|지나서"),),
    "later.vague": (rx("뒤|후|만|지나"),),
    "later.passed": (rx("지나"),),
    "holiday": (rx("절|설|날|일|크리스마스|첫날"),),
    "range.parts": (_MONTH, rx("까지|사이")),
    "week_of_month": (_MONTH, rx("째\\s?주|마지막\\s?주")),
    "this_year_part": (rx("올"),),
    "slash": (rx(r"\d/\d"),),
    "dotted": (_NUMBERS,),
    "range.notes": (_NUMBERS,),
    "lunar": (rx("설|추석|한가위|단오"),),
    "numeric": (_YEAR,),
    "date": (_MONTH, _DAY),
    "year_month": (_MONTH,),
    "month_day": (_MONTH, _DAY),
    "month": (_MONTH,),
    "day": (_DAY,),
    "range.days": (_DAY,),
    "range.months": (_MONTH,),
    "range.years": (_YEAR,),
    "rel_month": (rx("달"),),
    "year": (_YEAR,),
    "rel_year": (rx("해|년"),),
    "season_year": (_SEASON,),
    "season_past": (_SEASON,),
    "season": (_SEASON,),
    "season_that": (_SEASON,),
    "same_week": (rx("주"),),
    "decade": (rx("년대"),),
    "week": (rx("주"),),
    "weekday": (rx("요일|욜"),),
    "day_rel": (rx("오늘|금일|어제|어젯|엊|간밤|그제|그저께|그끄제"),),
    "ago": (rx("전"),),
    "ago.vague": (rx("전"),),
    "next_day": (rx("날|익일|당일"),),
    "nth_day": (rx("째"),),
    "duration.short": (rx("분|시간"),),
    "quarter": (rx("분기"),),
    "range.months_rel": (rx("달"),),
    "numeric.short": (_NUMBERS,),
    "short_year_month": (rx(r"\d\d년\s?\d"),),
    "week_after": (rx("다음\\s?주"),),
}
"""What a paragraph must hold for a rule to be tried at all."""


def _rule(name: str, pattern: str, reader: Reader, rank: int = 5) -> Rule:
    return Rule(f"ko.{name}", pattern, reader, rank, NEEDS.get(name, ()))


_JOIN = r"\s?(?:부터|에서|~|∼|～|-|–|—)\s?"
_Y = rf"(?:{YEAR}|{REL_YEAR})\s?"

_THIRD = r"(?:초순|초|중순|하순|말|상순)"
RULES: tuple[Rule, ...] = (
    _rule(
        "range.parts",
        rf"(?:{_Y})?(?P<m1>\d{{1,2}})월\s?(?P<p1>{_THIRD})?\s?(?:부터|"
        rf"에서)\s?(?:(?P<m2>\d{{1,2}})월\s?)?(?P<p2>{_THIRD})\s?(?:까지|사이(?:에)?)",
        read.read_range_parts,
        1,
    ),
    _rule(
        "week_of_month",
        rf"(?:{_Y})?(?:지난\s)?{MONTH}\s?(?P<nth>첫째?|둘째|셋째|넷째|마지막)\s?주(?:에|부터|까지)?",
        read.read_week_of_month,
        2,
    ),
    _rule(
        "this_year_part",
        rf"{B}(?P<rely>올)\s?(?P<part>초|상반기|하반기|말)?(?:\s?들어)?(?<=[초기말어])(?=[\s,에부까])(?:\s?(?P<end>부터|"
        rf"까지|에는|에))?",
        read.read_year_only,
        4,
    ),
    _rule(
        "slash",
        r"(?<![\d/.])(?P<past>)(?P<m>1[0-2]|0?[1-9])/(?P<d>3[01]|[12]\d|0?[1-9])(?=[\s,에부까.):(]|$)"
        rf"(?!\s?(?:정도|가량|이상|수준|을|를|이\s|은\s)){TIME}{END}",
        read.read_md,
        6,
    ),
    _rule(
        "dotted",
        rf"(?<![\d.])(?P<past>)(?P<m>1[0-2]|0?[1-9])\.\s?(?P<d>3[01]|[12]\d|0?[1-9])(?:\.(?!\d)|(?=\s?(?:\([월화수목금토일]\)|{HOURS}))){TIME}{END}",
        read.read_md,
        6,
    ),
    _rule(
        "range.notes",
        r"(?<![\d/.])(?P<m1>1[0-2]|0?[1-9])(?:/|\.\s?)(?P<d1>3[01]|[12]\d|0?[1-9])\.?\s?(?:~|∼|～|-|–|—|부터)\s?"
        r"(?:(?P<m2>1[0-2]|0?[1-9])(?:/|\.\s?))?(?P<d2>3[01]|[12]\d|0?[1-9])(?:\.(?!\d)|(?=[\s,에까)]|$))(?:\s?까지)?",
        read.read_range_notes,
        2,
    ),
    _rule(
        "lunar",
        rf"{B}(?:지난\s?|{_Y})?(?:음력설|설날|설(?=에|을|\s)|추석|한가위|단오)(?:\s?(?:때|무렵|전날|전|뒤|연휴))?(?:에는|에|부터|까지)?",
        read.read_lunar,
        4,
    ),
    _rule(
        "numeric",
        r"(?<![\d.])(?P<y>(?:19|"
        r"20)\d\d)\s?[./-]\s?(?P<m>\d{1,2})\s?[./-]\s?(?P<d>\d{1,2})\.?(?:\s?(?:오전|"
        r"오후)?\s?\d{1,2}:\d{2})?(?!\d)",
        read.read_numeric,
        1,
    ),
    _rule(
        "numeric.short",
        r"(?<![\d.])[’'‘]?(?P<yy>[12]\d)\.\s?(?P<m>1[0-2]|0?[1-9])\.\s?(?P<d>3[01]|[12]\d|0?[1-9])(?:\.|(?=[\s,)(]|$))(?!\d)",
        read.read_short_year,
        1,
    ),
    _rule(
        "short_year_month",
        rf"(?<!\d)[’'‘]?(?P<yy>[012]\d)년\s?(?P<m>1[0-2]|0?[1-9])월(?:\s?{DAY}|\s?{PART})?{NEAR}{END}",
        read.read_short_year,
        3,
    ),
    _rule(
        "quarter",
        rf"{_Y}(?P<q>[1-4])\s?(?:/\s?4\s?)?(?:사\s?)?분기(?:에는|에도|에|까지|부터)?",
        read.read_quarter,
        3,
    ),
    _rule(
        "range.months_rel",
        r"(?<![가-힣])(?P<w1>지난\s?달|전달|지지난\s?달)\s?(?P<d1>\d{1,2})일\s?(?:부터|에서|~|∼|-|–)\s?(?P<w2>이달|이번\s?달|지난\s?달)\s?"
        r"(?P<d2>\d{1,2})일(?:\s?까지|\s?사이에?)?",
        read.read_range_rel,
        1,
    ),
    _rule("week_after", rf"{B}그\s?다음\s?주(?:\s?{WEEKDAY})?{TIME}(?:에는|에|부터|까지)?(?![가-힣])", read.read_week_after, 4),
    _rule("date", rf"{_Y}{MONTH}\s?{DAY}{TIME}{NEAR}{END}", read.read_ymd, 2),
    _rule("year_month", rf"{_Y}{MONTH}(?:\s?{PART})?{NEAR}{END}", lambda m, s: read.read_ym(m, s), 4),
    _rule("month_day", rf"(?P<past>지난\s?)?{MONTH}\s?{DAY}{TIME}{NEAR}{END}", read.read_md, 3),
    _rule("month", rf"(?P<past>지난\s?)?{MONTH}(?:\s?{PART})?{NEAR}{END}(?!\s?\d{{1,2}}일)", read.read_month, 5),
    _rule(
        "day",
        rf"(?P<past>지난\s?)?(?:(?P<mon>지난\s?달|전달|이번\s?달|이달|그달|같은\s?달)\s)?{DAY}{TIME}{NEAR}{END}",
        read.read_day,
        6,
    ),
    _rule(
        "range.days",
        rf"(?P<past>지난\s)?(?:(?:{YEAR}|"
        rf"{REL_YEAR})\s?)?(?:(?P<m1>\d{{1,2}})월\s?)?(?P<d1>\d{{1,2}})일?{_JOIN}(?:(?P<y2>(?:19|"
        rf"20)\d\d)년\s?)?(?:(?P<m2>\d{{1,2}})월\s?)?(?P<d2>\d{{1,2}})일(?:\s?까지|\s?사이)?(?!\s?(?:간|동안|만))",
        read.read_range_days,
        1,
    ),
    _rule(
        "range.months",
        rf"(?:{_Y})?(?P<m1>\d{{1,2}})월?{_JOIN}(?:(?P<y2>(?:19|"
        rf"20)\d\d)년\s?)?(?P<m2>\d{{1,2}})월(?:\s?(?:까지|사이))?(?!\s?\d{{1,2}}일)",
        read.read_range_months,
        2,
    ),
    _rule(
        "range.years",
        rf"(?<!\d)(?P<y1>(?:19|20)\d\d)년?{_JOIN}(?P<y2>(?:19|20)\d\d)년(?:\s?(?:까지|"
        rf"사이))?(?!\s?\d{{1,2}}월)",
        read.read_range_years,
        1,
    ),
    _rule(
        "rel_month",
        rf"{B}(?P<w>지지난\s?달|지난\s?달|저번\s?달|이번\s?달|이달|다음\s?달|내달|그달|그\s달|같은\s?달|"
        rf"그\s?전달|그\s?다음\s?달|전달(?=에(?!게|\s(?:앞서|관|대|필요))|\s?\d|\s?[초중하말]|부터|까지|의\s))(?:\s?{PART})?{NEAR}{END}",
        lambda m, s: read.read_unit_month(m, s),
        5,
    ),
    _rule(
        "year",
        rf"{YEAR}(?:\s?{PART}(?=[\s,.에까부이은]|$))?{NEAR}{END}(?!\s?(?:생|대|형|동안|간|\d{{1,2}}월|징역))",
        read.read_year_only,
        7,
    ),
    _rule(
        "rel_year",
        rf"{B}(?P<rely>지난해|작년|올해|금년|재작년|내년|그해|그\s해|같은\s해|이듬해|"
        rf"다음\s해)(?:\s?{PART}(?=[\s,.에까부이은]|$))?{NEAR}{END}",
        read.read_year_only,
        7,
    ),
    _rule("season_year", rf"(?:{YEAR}|{REL_YEAR})\s?(?P<part>초|늦)?\s?{SEASON}(?:철)?{NEAR}{END}", read.read_season_year, 4),
    _rule("season_past", rf"{B}지난\s?{SEASON}(?:철)?{END}", read.read_season_past, 4),
    _rule(
        "season",
        rf"{B}(?:초|늦|한)?{SEASON}(?:철|날)?(?:에는|에도|에|부터|까지|마다|이\s?되자|이\s?오면|내내)",
        read.read_season_alone,
        8,
    ),
    _rule("season_that", rf"{B}그\s?{SEASON}(?:철)?(?:에는|에도|에|부터|까지|내내)?(?![가-힣])", read.read_season_that, 6),
    _rule("same_week", rf"{B}(?:같은|그)\s주(?:에는|에|부터|까지)?(?=[\s,.])", read.read_same_week, 6),
    _rule("decade", rf"(?<!\d)(?P<dec>(?:19|20)\d0|[5-9]0)년대(?:\s?{PART})?{END}", read.read_decade, 3),
    _rule(
        "week",
        rf"{B}(?P<w>지지난\s?주|지난\s?주|저번\s?주|이번\s?주|금주|"
        rf"다음\s?주|담주)(?:\s?{WEEKDAY})?{TIME}(?:\s?(?:초|중반|말))?{END}",
        read.read_weeks,
        4,
    ),
    _rule("weekday", rf"{B}(?<!매주\s)(?P<past>지난\s?)?{WEEKDAY}{TIME}{END}", read.read_weekday, 5),
    _rule(
        "day_rel",
        rf"{B}(?P<w>오늘|금일|어제|어젯밤|엊저녁|간밤|그제(?!야|서야)|그저께|엊그제|그끄제)(?:\s?(?:새벽|아침|오전|오후|"
        r"저녁|밤|낮))?(?![가-힣]*날)(?P<end>부터|까지)?",
        lambda m, s: (
            Found("ko.vague", moves=False) if rx(r"\s?날").match(s.text[m.end() : m.end() + 2]) else read.read_day_rel(m, s)
        ),
        5,
    ),
    _rule(
        "ago",
        rf"{B}(?:약\s|한\s|불과\s)?{COUNT}\s?(?:여\s?)?(?:쯤|정도|가량)?\s?전(?=에|부터|까지|만|의|인|\s|,|\.|"
        rf"쯤){END}",
        lambda m, s: read.read_ago(m, s),
        4,
    ),
    _rule(
        "ago.vague",
        rf"{B}(?:{SOME}\s?|얼마\s?|오래\s?|한참\s?|훨씬\s?|조금\s?)전(?=에|부터|까지|만|의|인|\s|,|\.)(?:에|부터|"
        r"까지|의)?",
        read.read_vague,
        5,
    ),
    _rule(
        "later",
        rf"{B}(?:약\s|그로부터\s|불과\s|정확히\s)?{COUNT}\s?(?:여\s?)?(?:쯤\s|정도\s)?(?P<dir>뒤|후|만|있다가?|지나서)(?:에야|에|인|쯤|"
        r"부터)?(?![가-힣])",
        read.read_later,
        4,
    ),
    _rule("later.vague", rf"{B}(?:{SOME}\s?|얼마\s?|조금\s?|한참\s?)(?:뒤|후|만|지나)(?:에야|에|서)?", read.read_step, 5),
    _rule("later.passed", rf"{B}{COUNT}\s?(?:쯤|정도|가량)?\s?지나(?:서야|서|자|고|니)?(?=[\s,])", read.read_step, 5),
    _rule(
        "next_day",
        rf"{B}(?P<w>그\s?다음\s?날|다음\s?날|이튿날|그\s?이튿날|익일|전날|그\s?전날|같은\s?날|그날|그\s날|"
        r"당일|이날)(?:\s?(?:새벽|아침|오전|오후|저녁|밤|낮))?(?P<end>\s?이후(?:로)?|부터|까지|에도|에|은|도)?(?![가-힣]*부터)",
        lambda m, s: read.read_next_day(m, s),
        5,
    ),
    _rule(
        "holiday",
        rf"(?:(?:{YEAR}|{REL_YEAR})\s?)?(?P<h>{'|'.join(sorted(HOLIDAYS, key=len, reverse=True))}){END}",
        read.read_holiday,
        4,
    ),
    _rule(
        "duration",
        rf"{B}(?:약\s|무려\s|꼬박\s|거의\s|최소\s)?(?P<core>(?!(?:19|20)\d\d\s?년){COUNT}|{SOME}|{TENS_OF})(?:여)?(?:\s?(?:동안이나|동안|"
        r"간(?![부])|내내|넘게|가까이|남짓|째|만에|만|가량|정도)(?:\s?(?:이나|이상))?|(?<=[어느덧벌써]\s\d년|[어느덧벌써]\s\d\d년)(?=[,.\s]|이)|(?=(?:이나|을|를|이|은|만|도)?\s?(?:못\s|꼬박\s|더\s|밖에\s)?(?:살|보내|갇|복역|"
        r"지내|버티|버텼|버틴|견디|견뎠|굶|헤매|걸려|걸렸|걸어|기다|있[었다으는]|묵|숨어|앓|누워|맞았|일했|일하|잠|매달|문[을은]|더\s|끌려|채우|채웠|넘|지나|지났|지내|되도록|"
        r"매를|서\s?있|앉|가둬|가두|때리|때렸|시달|조사|심문|취조)))",
        read.read_duration,
        6,
    ),
    _rule(
        "duration.days",
        rf"{B}(?:약\s|무려\s|꼬박\s|거의\s|한\s)?(?P<core>{LONG_DAYS}|(?!한\s)(?:{NATIVE})\s해|한\s해(?=를|\s동안|\s내내))(?:이나|을|를|도|은|만)?(?=[\s,.]|$)(?!\s?(?:에\s한|이\s멀|걸러|마다|전|뒤|후|만에|있다|길|거리|늦|먼저|일찍|위|아래|대상))",
        read.read_duration,
        7,
    ),
    _rule(
        "nth_day",
        rf"{B}(?:첫째|둘째|셋째|넷째|다섯째|여섯째|이레째|열흘째|[0-9]+일째)\s?(?:날|되는\s?날)(?:에는?|은|부터|\s?(?:밤|아침|저녁|새벽)(?:에|부터)?)?(?![가-힣])",
        read.read_step,
        6,
    ),
    _rule(
        "duration.short",
        rf"{B}(?:약\s|한\s)?(?P<core>(?:(?<!시\s)(?<!시)(?:\d+|몇|수)\s?(?:분(?!기)|시간)|(?:{NATIVE}|반)\s?시간)(?:\s?반)?)(?!(?:에\s?한|마다|당|의\s?1|"
        r"위|대|석|급))",
        read.read_duration,
        7,
    ),
    _rule(
        "duration.words",
        rf"{B}(?:밤새(?:도록|껏)?|하루\s?종일|온종일|종일|한동안|오랫동안|오랜\s?기간|장기간|밤낮으로|"
        r"밤낮없이|하룻밤(?:\s사이)?|며칠간|며칠씩|일주일\s?내내)",
        lambda m, s: Found("ko.duration", other=True, moves=False),
        6,
    ),
    _rule(
        "vague",
        rf"{B}(?:최근(?:에는|에도|에|까지|\s?들어)?|오늘날|지난\s?시기(?:에는|에)?|요즘(?:에는|은|도|에)?|요새(?:는|도|에)?|요샌|인제(?:는|야)?|옛날(?:에는|에|엔|부터|처럼)?|(?:자정|정오)(?:\s?(?:무렵|께|쯤|넘어))?(?:에|까지|부터)?|"
        r"(?:보고서\s|원고\s)?(?:작성|취재|보도|면담|조사|인터뷰)\s?(?:시점|당시)(?:에는|에도|에|까지)?|근래(?:에)?|요사이|이제(?:는|야|"
        r"까지)?(?!\s?막)|지금(?:까지(?:도|는)?|껏|은|도|에\s?와서|이나|(?=\s))|현재(?:까지(?:도|는)?|는|도|로서는)?(?=\s|,|\.)|"
        r"아직까지(?:도)?|여태(?:까지|껏)?|당시(?:에는|에도|에)?|그\s?당시(?:에는|에)?|예전(?:에는|에|부터|처럼|과)?|"
        r"과거(?:에는|에도|에|와|부터)?|종전(?:에는|에)?|이전(?:에는|에도|에|까지)|그동안|그간|그\s?사이|한때(?:는)?|"
        r"조만간|당분간|나중에(?:는|야)?|훗날|얼마\s?안\s?(?:가|있)|오래전|오래전부터|진작|"
        r"그때(?:부터|까지|는|에)?|그\s?(?:담|다음)(?:부터는?|부턴|에는?|엔)(?!\s?날)|이때(?:부터)?|평소(?:에는|에)?|연초|연말|지난날|그\s?무렵(?:에는|에|부터)?|그즈음(?:에|부터)?|이\s?무렵(?:에|부터)?|그\s?(?:전|뒤|후|이후|이전|"
        r"직후)(?:에는|에도|에|부터|로는|로)?|이\s?(?:뒤|후)(?:에|로)|(?<![한된린진난긴힌친간온은던는킨신]\s)이후(?:로|에는|에도|에)?(?=\s|,)|후에|뒤에야|"
        r"직후(?:에)?)(?![가-힣])",
        lambda m, s: (
            None
            if m[0] in ("연초", "연말") and s.now
            else (
                read.read_step(m, s)
                if rx(r"그\s?(?:담|다음)|나중|며칠|얼마|그\s?(?:뒤|후|이후)|이후|후에|훗날|뒤에").match(m[0])
                else read.read_vague(m, s)
            )
        ),
        8,
    ),
)
