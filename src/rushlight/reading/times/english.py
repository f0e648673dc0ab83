"""The English time rules: a pattern, what reads it, and the words a paragraph must have for it to be tried."""

from __future__ import annotations

import regex

from rushlight.reading.patterns import rx
from rushlight.reading.times import english_read as read
from rushlight.reading.times import english_steps as steps
from rushlight.reading.times.english_notes import NOTES
from rushlight.reading.times.english_undated import LATER, UNDATED, UNITS, rule
from rushlight.reading.times.english_words import (
    DAY_MONTH,
    DAYTIME,
    FEW,
    FULL,
    FULL_MONTH,
    FULL_US,
    HOLIDAYS,
    LEAD,
    MONTH,
    MONTH_DAY,
    MONTH_YEAR,
    NTH_DAYS,
    NUM,
    ORDINAL,
    PART,
    PREP,
    ROUGHLY,
    SEASON_YEAR,
    UNIT,
    YEAR,
    D,
    M,
    S,
    W,
    Y,
)
from rushlight.reading.times.resolve import Reader, Rule

MONTHS = rx(r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec")
YEARS = rx(r"(?:19|20)\d\d")
SEASONS = rx(r"spring|summer|autumn|fall|winter")
WEEKDAYS = rx(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day")
NTHS = rx(r"\d(?:st|nd|rd|th)\b")
AFTER = rx(r"since|before|prior")
WEEKEND = rx(r"weekend")
_MON = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
_LINK = r"(?:[-–—]|to|till?|until|through)"
SHORT_YEAR = rx(r"[’'‘]\d\d\b")
TO_DAY = rx(rf"[a-z.]\s*{_LINK}\s*\d")
TO_MONTH = rx(rf"\d(?:st|nd|rd|th)?\s*{_LINK}\s*{_MON}")
DASHED = rx(r"\d(?:st|nd|rd|th)?\s?[-–—]\s?\d")
DAY_FIRST = rx(rf"\d(?:st|nd|rd|th)?(?:\s+day)?(?:\s+of)?\s+{_MON}")
MONTH_FIRST = rx(rf"{_MON}[a-z]*\.?\s+(?:the\s+)?\d")
NTH_OF = rx(rf"(?:st|nd|rd|th)\s+of\s+{_MON}")
COUNTED_SEASONS = rx(r"(?:spring|summer|autumn|winter|harvest)s\b")
DAYS = rx(r"yesterday|tomorrow|today|tonight|last\s+(?:night|nite|evening)|this\s+(?:morning|afternoon|evening)")
AGO = rx(r"\bago\b|other\s+day")
DECADES = rx(r"ties\b|0[’']?s\b")
HOLIDAY = rx(r"day|christmas|eve\b")


_HOLIDAYS = "|".join(regex.escape(h).replace("'", "[’']") for h in sorted(HOLIDAYS, key=len, reverse=True))


def _bounded(name: str, core: str, reader: Reader, *needs: regex.Pattern[str]) -> list[Rule]:
    """since X and before X for one kind of X; words may stand between (since the protests began in 2022)."""
    gap = r"(?:(?:[\w’'-]+\s+){1,6}?(?:on|in)\s+)?"
    return [
        rule(
            f"{name}.since",
            rf"\b(?:ever since|"
            rf"since)\s+{gap}(?:the\s+)?{core}",
            steps.since(reader),
            AFTER,
            *needs,
            rank=3,
        ),
        rule(f"{name}.from", rf"\bfrom\s+(?:the\s+)?{core}\s+on(?:wards?)?\b", steps.since(reader), *needs, rank=2),
        rule(f"{name}.before", rf"\b(?:before|prior to)\s+(?:the\s+)?{core}", steps.before(reader), AFTER, *needs, rank=3),
    ]


_SPELLED = "|".join(sorted(NTH_DAYS, key=len, reverse=True))
_DATES = (
    rule(
        "spelled_day",
        LEAD + rf"the\s+(?P<nth>{_SPELLED})\s+of\s+(?P<m>{M})(?:,?\s+(?P<y>{Y}))?(?!\w)",
        read.read_spelled_day,
        NTH_OF,
    ),
    rule(
        "week_of_day",
        rf"\b(?:in\s+)?the\s+week\s+(?:of|beginning|"
        rf"ending)\s+{DAY_MONTH}",
        read.read_week_of_day,
        MONTHS,
        rank=2,
    ),
    rule(
        "week_of_day.us",
        rf"\b(?:in\s+)?the\s+week\s+(?:of|beginning|ending)\s+{MONTH_DAY}",
        read.read_week_of_day,
        MONTHS,
        rank=2,
    ),
    rule(
        "quarter",
        rf"\b(?:in\s+)?the\s+(?P<nth>first|second|third|fourth|last)\s+quarter\s+of\s+(?:(?P<y>{Y})|(?P<rel>this|"
        rf"last)\s+year)\b",
        read.read_quarter,
    ),
    rule(
        "quarter.short",
        rf"\b(?:in\s+|during\s+)?(?P<q>[qh][1-4])\s*(?:of\s+|,\s*)?(?P<y>{Y})(?!\w)",
        read.read_quarter_short,
        YEARS,
    ),
    rule(
        "date.short",
        LEAD + rf"(?P<d>{D})\s+(?P<m>{M})\s*,?\s*[’'‘](?P<yy>\d\d)(?!\w)",
        read.read_short_year,
        MONTHS,
        SHORT_YEAR,
    ),
    rule(
        "month.short",
        rf"\b(?:{PREP}\s+)?(?P<part>{PART}[\s-]+)?(?P<m>{M})\s*[’'‘](?P<yy>\d\d)(?!\w)",
        read.read_short_year,
        MONTHS,
        SHORT_YEAR,
    ),
    rule("date", LEAD + FULL, read.read_full, DAY_FIRST, YEARS),
    rule("date.us", LEAD + FULL_US, read.read_full, MONTHS, YEARS),
    rule("numeric", rf"(?<![\d./-])(?P<y>{Y})[-./](?P<mo>\d{{1,2}})[-./](?P<d>\d{{1,2}})(?![\d/])", read.read_numeric, YEARS),
    rule("numeric.dmy", rf"(?<![\d./-])(?P<a>\d{{1,2}})[/.](?P<b>\d{{1,2}})[/.](?P<y2>{Y})(?!\d)", read.read_numeric, YEARS),
    rule("day_month", LEAD + DAY_MONTH, read.read_day_month, DAY_FIRST),
    rule("month_day", LEAD + MONTH_DAY, read.read_day_month, MONTH_FIRST),
    rule("month_year", rf"\b(?:{PREP}\s+)?{MONTH_YEAR}", read.read_month_year, MONTHS, YEARS),
    rule(
        "month_rel",
        rf"\b(?:{PREP}\s+)?{MONTH}\s+(?:of\s+)?(?P<rel>this|last|next|the same|that same|that|the following|"
        rf"the next|"
        r"the previous)\s+year\b",
        read.read_month_rel,
        MONTHS,
    ),
    rule(
        "month",
        r"\b(?P<prep>(?:in|since|by|until|till|from|during|last|this|next|of|around|about|before|after|"
        r"throughout|through|"
        rf"for)\s+(?:this\s+|last\s+)?){MONTH}",
        read.read_month_alone,
        MONTHS,
        rank=6,
    ),
    rule(
        "month.part",
        rf"\b(?:{PREP}\s+)?(?P<prep>)(?P<part>{PART}[\s-]+)(?P<m>{M})(?!\w)",
        read.read_month_alone,
        MONTHS,
        rank=6,
    ),
    rule("year", rf"\b(?P<prep>{PREP}\s+)?{YEAR}", read.read_year, YEARS, rank=7),
    rule(
        "decade",
        rf"\b(?:{PREP}\s+)?(?:the\s+)?(?P<part>{PART}[\s-]+)?(?P<y>(?:19|"
        rf"20)\d0)s\b",
        read.read_decade,
        YEARS,
        rank=4,
    ),
    rule(
        "decade.words",
        rf"\b(?:{PREP}\s+)?the\s+(?P<part>{PART}[\s-]+)?(?:(?P<w>sixties|seventies|eighties|nineties)|[’'‘]?(?P<yy>[5-9]0)[’']?s)\b",
        read.read_decade_words,
        DECADES,
        rank=4,
    ),
    rule("season_year", rf"\b(?:{PREP}\s+)?(?:the\s+)?{SEASON_YEAR}", read.read_season_year, SEASONS, YEARS),
    rule(
        "holiday",
        rf"\b(?:{PREP}\s+)?(?:the\s+)?(?P<h>{_HOLIDAYS})"
        rf"(?:\s+\(\s*(?:\d{{1,2}}\s+{M}|{M}\s+\d{{1,2}})\s*\))?(?:(?:\s+(?:in|of))?,?\s+(?P<y>{Y}))?",
        read.read_holiday,
        HOLIDAY,
        rank=4,
    ),
)

_WEEK = (
    rf"\b(?:in\s+|during\s+)?the\s+(?P<nth>first|second|third|fourth|last)\s+week\s+(?:of|"
    rf"in)\s+(?P<m>{M})(?:,?\s+(?P<y>{Y}))?(?!\w)"
)
_TO = r"(?:and|to|until|till|through)"
_TILL = r"(?:[-–—]|to|till?|until|through)"
_RANGES = (
    rule("week_of_month", _WEEK, read.read_week_of_month, MONTHS, rank=1),
    rule(
        "range",
        rf"\b(?:between|"
        rf"from)\s+(?:the\s+)?(?P<d1>{D})(?:\s+of)?(?:\s+(?P<m1>{M}))?(?:\s+(?P<y1>{Y}))?\s+{_TO}\s+(?:the\s+)?"
        rf"(?P<d2>{D})(?:\s+of)?\s+(?P<m2>{M})(?:,?\s+(?P<y>{Y}))?",
        read.read_range_days,
        MONTHS,
        rank=1,
    ),
    rule(
        "range.us",
        rf"\b(?:between|"
        rf"from)\s+(?P<m1>{M})\s+(?P<d1>{D})(?:,?\s+(?P<y1>{Y}))?\s+{_TO}\s+(?P<m2>{M})\s+(?P<d2>{D})"
        rf"(?:,?\s+(?P<y>{Y}))?",
        read.read_range_days,
        MONTHS,
        rank=1,
    ),
    rule(
        "range.full",
        rf"\b(?P<d1>{D})\s+(?P<m1>{M})\s+(?P<y1>{Y})\s+(?:to|until|till|through|[-–—])\s+(?P<d2>{D})\s+(?P<m2>{M}),?\s+(?P<y>{Y})(?!\w)",
        read.read_range_days,
        MONTHS,
        YEARS,
        rank=1,
    ),
    rule(
        "range.full.us",
        rf"\b(?P<m1>{M})\s+(?P<d1>{D}),?\s+(?P<y1>{Y})\s+(?:to|until|till|through|[-–—])\s+(?P<m2>{M})\s+(?P<d2>{D}),?\s+(?P<y>{Y})(?!\w)",
        read.read_range_days,
        MONTHS,
        YEARS,
        rank=1,
    ),
    rule(
        "range.dash",
        LEAD + rf"(?P<d1>{D})\s?[-–—]\s?(?P<d2>{D})\s+(?:of\s+)?(?P<m2>{M})(?:,?\s+(?P<y>{Y}))?",
        read.read_range_days,
        DASHED,
        rank=1,
    ),
    rule(
        "range.dash.us",
        LEAD + rf"(?P<m2>{M})\s+(?P<d1>{D})\s?[-–—]\s?(?P<d2>{D})(?:,?\s+(?P<y>{Y}))?(?!\w)",
        read.read_range_days,
        DASHED,
        rank=1,
    ),
    rule(
        "range.apart",
        LEAD + rf"(?P<d1>{D})\s+(?P<m1>{M})\s*{_TILL}\s*(?P<d2>{D})\s+(?P<m2>{M})(?:,?\s+(?P<y>{Y}))?(?!\w)",
        read.read_range_days,
        MONTHS,
        TO_DAY,
        rank=1,
    ),
    rule(
        "range.apart.us",
        LEAD + rf"(?P<m1>{M})\s+(?P<d1>{D})\s*{_TILL}\s*(?P<m2>{M})\s+(?P<d2>{D})(?:,?\s+(?P<y>{Y}))?(?!\w)",
        read.read_range_days,
        MONTHS,
        TO_MONTH,
        rank=1,
    ),
    rule(
        "range.and",
        rf"\b(?:on\s+)?(?P<d1>{D})\s+(?:and|to|or|until|through)\s+(?P<d2>{D})\s+(?P<m2>{M})(?:,?\s+(?P<y>{Y}))?(?!\w)",
        read.read_range_days,
        MONTHS,
        rank=1,
    ),
    rule(
        "range.months",
        rf"\b(?:between|from)\s+(?P<m1>{FULL_MONTH})(?:\s+(?P<y1>{Y}))?\s*{_TO}\s*(?P<m2>{FULL_MONTH})"
        rf"(?:,?\s+(?P<y>{Y}))?(?!\s?\d)",
        read.read_range_months,
        MONTHS,
        rank=2,
    ),
    rule(
        "range.months.dash",
        rf"\b(?P<m1>{M})(?:\s+(?P<y1>{Y}))?\s*(?:to|through|until|[-–—])\s*(?P<m2>{M})"
        rf"(?:,?\s+(?P<y>{Y}))?(?!\s?\d)",
        read.read_range_months,
        MONTHS,
        rank=2,
    ),
    rule(
        "range.years",
        rf"\b(?:between|from)\s+(?P<y1>{Y})\s+{_TO}\s+(?P<y2>{Y})(?![\w/-]|[.,]\d)",
        read.read_range_years,
        YEARS,
        rank=1,
    ),
    rule(
        "range.years.dash",
        rf"(?:\bin\s+|\bof\s+)?(?<![\w/.,$-])(?P<y1>{Y})\s?(?:[-–—]|\sto\s)\s?(?P<y2>{Y}|"
        rf"\d\d)(?![\w/-]|[.,]\d)",
        read.read_range_years,
        YEARS,
        rank=1,
    ),
    rule(
        "range.ordinals",
        rf"\b(?:between|from)\s+the\s+(?P<d1>{ORDINAL})\s+{_TO}\s+the\s+(?P<d2>{ORDINAL})\b(?!\s+of\b)",
        read.read_range_ordinals,
        NTHS,
        rank=1,
    ),
)

_RELATIVE = r"(?P<rel>last|this)"
_BOUNDED = (
    *_bounded("date", FULL, read.read_full, MONTHS, YEARS),
    *_bounded("date.us", FULL_US, read.read_full, MONTHS, YEARS),
    *_bounded("day_month", DAY_MONTH, read.read_day_month, MONTHS),
    *_bounded("month_day", MONTH_DAY, read.read_day_month, MONTHS),
    *_bounded("month_year", MONTH_YEAR, read.read_month_year, MONTHS, YEARS),
    *_bounded("season_year", SEASON_YEAR, read.read_season_year, SEASONS, YEARS),
    *_bounded("month", rf"(?P<prep>(?:last\s+)?){MONTH}", read.read_month_alone, MONTHS),
    *_bounded("year", rf"(?P<prep>){YEAR}", read.read_year, YEARS),
    *_bounded("season_rel", rf"(?P<part>{PART}[\s-]+)?{_RELATIVE}\s+(?P<s>{S})\b", read.read_season_rel, SEASONS),
    rule(
        "season.since",
        rf"\b(?:ever since|since)\s+(?P<prep>in|)(?:the\s+)?(?:early |late )?(?P<s>{S})\b",
        steps.since(steps.read_season_since),
        SEASONS,
        rank=7,
    ),
    *_bounded("unit_rel", rf"(?P<part>{PART}[\s-]+)?{_RELATIVE}\s+(?P<unit>week|month|year)\b", read.read_unit_rel, UNITS),
    *_bounded("weekday", rf"(?P<rel>last\s+)?(?P<w>{W})\b(?P<before>)", read.read_weekday, WEEKDAYS),
    *_bounded(
        "ordinal", rf"the\s+(?P<d>{ORDINAL})\b(?!\s+(?:of|floor|century|division|time|day))", read.read_ordinal_day, NTHS
    ),
    *_bounded("yesterday", r"(?P<w>yesterday)\b", read.read_days_rel),
)

_STOP_AFTER_DAY = (
    r"(?=\s*(?:$|[.,;:)!?—–“”\"'’-]|(?:and|or|but|to|they|he|she|the|a|an|of (?:this|last|that|the same) month|bc|because|"
    r"when|as|at|before|just|near|shortly|towards|soon|together|"
    r"by|in|with|for|after|that|who|which|state|officers?|agents?|security|police|it|we|i|said|citing|was|were|had|is|local|"
    r"two|"
    r"three|several|some|her|his|their|my|soldiers|no|from|until|around|about|every|all|four|five)\b))"
)
_RELATIVES = (
    rule(
        "season_rel",
        rf"\b(?:{PREP}\s+)?(?P<part>{PART}[\s-]+)?(?P<rel>last|this|the past|past|next|the coming|the "
        rf"previous)\s+"
        rf"(?P<s>{S})\b",
        read.read_season_rel,
        SEASONS,
    ),
    rule(
        "season",
        rf"\b(?P<prep>(?:in|during|by|until|till|over|through|throughout)\s+)(?:the\s+)?(?:early |late "
        rf")?(?P<s>{S})\b",
        steps.read_season_alone,
        SEASONS,
        rank=8,
    ),
    rule(
        "seasons",
        rf"\b(?:for\s+)?(?:{NUM}|{FEW})\s+(?:springs|summers|autumns|winters|harvests)(?:\s+ago)?\b",
        steps.read_vague,
        COUNTED_SEASONS,
        rank=6,
    ),
    rule(
        "weekday",
        rf"\b(?:(?:on|by|until|from)\s+)?(?:(?:late|early)\s+(?:on\s+)?)?(?:the\s+)?(?:{DAYTIME}\s+of\s+)?"
        rf"(?P<rel>(?:last|this past|next)\s+)?(?P<w>{W})(?:\s+{DAYTIME})?\b(?P<before>\s+before(?:\s+that)?)?",
        read.read_weekday,
        WEEKDAYS,
        rank=6,
    ),
    rule(
        "weekday.told",
        rf"\b(?:(?:on|by|until|from)\s+)?(?P<rel>the following|the next|that same|that|the previous|the preceding)\s+"
        rf"(?P<w>{W})\b(?!s)"
        rf"(?:\s+{DAYTIME})?(?!\s+before)",
        read.read_weekday_told,
        WEEKDAYS,
        rank=5,
    ),
    rule("weekend", r"\b(?:over |during |on )?(?:last|this past|the past) weekend\b", read.read_weekend, WEEKEND, rank=5),
    rule(
        "ordinal_day",
        rf"\b(?:{PREP}\s+)?(?:the\s+)?(?:(?:{DAYTIME}|early "
        rf"hours)\s+of\s+)?the\s+(?P<d>{ORDINAL})\b{_STOP_AFTER_DAY}"
        r"(?!\s+and\s+\d+(?:st|nd|rd|th)\s+(?:floor|century))",
        read.read_ordinal_day,
        NTHS,
        rank=6,
    ),
    rule(
        "day_rel",
        rf"\b(?P<w>the day before yesterday|tomorrow|yesterday(?:\s+{DAYTIME})?|last (?:night|nite|evening)|today|tonight|"
        r"this (?:morning|afternoon|evening))\b",
        read.read_days_rel,
        DAYS,
    ),
    rule(
        "unit_rel",
        rf"\b(?:{PREP}\s+)?(?P<part>(?:early|mid|late|earlier|later|{PART})[\s-]+(?:in\s+)?)?(?P<rel>last|"
        rf"this|next)\s+"
        r"(?P<unit>week|month|year)\b(?!\s+of\s+(?:a|his|her|their|high|school|college|univ))",
        read.read_unit_rel,
        UNITS,
    ),
    rule(
        "unit_rel.the",
        rf"\b(?:{PREP}\s+)?the (?:past|current|previous|coming|last)\s+(?:week|month|"
        rf"year)\b(?!\s+of\s+(?:a|his|her|"
        r"their|high|school|college|univ))",
        steps.read_vague,
        UNITS,
    ),
    rule("ago", rf"\b(?:{ROUGHLY}\s+)?(?P<n>{NUM})\s+(?P<unit>{UNIT})\s+ago\b", read.read_ago, UNITS, LATER, rank=4),
    rule(
        "ago.vague",
        rf"\b(?:(?:{FEW}|long|not (?:so |very |that )?long|(?:two|three) or \w+|\w+ to \w+)\s+)?(?:(?:hours?|"
        rf"days?|weeks?|"
        r"months?|years?|decades?|moments?)\s+)?ago\b|\bthe other day\b",
        steps.read_vague,
        AGO,
        rank=6,
    ),
)

RULES: tuple[Rule, ...] = (*_DATES, *_RANGES, *_BOUNDED, *_RELATIVES, *UNDATED, *NOTES)
