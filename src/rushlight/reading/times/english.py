"""The English time rules: a pattern, what reads it, and the words a paragraph must have for it to be tried."""

from __future__ import annotations

import re

from rushlight.reading.times import english_read as read
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
    NTH,
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

MONTHS = re.compile(r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec")
YEARS = re.compile(r"(?:19|20)\d\d")
SEASONS = re.compile(r"spring|summer|autumn|fall|winter")
WEEKDAYS = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day")
UNITS = re.compile(r"(?:fortnight|second|minute|min|hour|hr|day|night|morning|afternoon|evening|week|month|year|decade)s?\b")
NTHS = re.compile(r"\d(?:st|nd|rd|th)\b")
AFTER = re.compile(r"since|before|prior")
HOLIDAY = re.compile(r"day|christmas|eve\b")
LATER = re.compile(r"later|after|before|earlier|prior|within|ago|previous")


_HOLIDAYS = "|".join(re.escape(h).replace("'", "[’']") for h in sorted(HOLIDAYS, key=len, reverse=True))


def _rule(name: str, pattern: str, reader: Reader, *needs: re.Pattern[str], rank: int = 5) -> Rule:
    return Rule(f"en.{name}", pattern, reader, rank, needs)


def _bounded(name: str, core: str, reader: Reader, *needs: re.Pattern[str]) -> list[Rule]:
    """since X and before X for one kind of X; words may stand between (since the protests began in 2022)."""
    gap = r"(?:(?:[\w’'-]+\s+){1,6}?(?:on|in)\s+)?"
    return [
        _rule(f"{name}.since", rf"\b(?:ever since|since)\s+{gap}(?:the\s+)?{core}", read.since(reader), AFTER, *needs, rank=3),
        _rule(f"{name}.from", rf"\bfrom\s+(?:the\s+)?{core}\s+on(?:wards?)?\b", read.since(reader), *needs, rank=2),
        _rule(f"{name}.before", rf"\b(?:before|prior to)\s+(?:the\s+)?{core}", read.before(reader), AFTER, *needs, rank=3),
    ]


_SPELLED = "|".join(sorted(NTH_DAYS, key=len, reverse=True))
_DATES = (
    _rule(
        "spelled_day",
        LEAD + rf"the\s+(?P<nth>{_SPELLED})\s+of\s+(?P<m>{M})(?:,?\s+(?P<y>{Y}))?(?!\w)",
        read.read_spelled_day,
        MONTHS,
    ),
    _rule(
        "week_of_day", rf"\b(?:in\s+)?the\s+week\s+(?:of|beginning|ending)\s+{DAY_MONTH}", read.read_week_of_day, MONTHS, rank=2
    ),
    _rule(
        "week_of_day.us",
        rf"\b(?:in\s+)?the\s+week\s+(?:of|beginning|ending)\s+{MONTH_DAY}",
        read.read_week_of_day,
        MONTHS,
        rank=2,
    ),
    _rule(
        "quarter",
        rf"\b(?:in\s+)?the\s+(?P<nth>first|second|third|fourth|last)\s+quarter\s+of\s+(?:(?P<y>{Y})|(?P<rel>this|last)\s+year)\b",
        read.read_quarter,
    ),
    _rule("date", LEAD + FULL, read.read_full, MONTHS, YEARS),
    _rule("date.us", LEAD + FULL_US, read.read_full, MONTHS, YEARS),
    _rule("numeric", rf"(?<![\d./-])(?P<y>{Y})[-./](?P<mo>\d{{1,2}})[-./](?P<d>\d{{1,2}})(?![\d/])", read.read_numeric, YEARS),
    _rule("numeric.dmy", rf"(?<![\d./-])(?P<a>\d{{1,2}})[/.](?P<b>\d{{1,2}})[/.](?P<y2>{Y})(?!\d)", read.read_numeric, YEARS),
    _rule("day_month", LEAD + DAY_MONTH, read.read_day_month, MONTHS),
    _rule("month_day", LEAD + MONTH_DAY, read.read_day_month, MONTHS),
    _rule("month_year", rf"\b(?:{PREP}\s+)?{MONTH_YEAR}", read.read_month_year, MONTHS, YEARS),
    _rule(
        "month_rel",
        rf"\b(?:{PREP}\s+)?{MONTH}\s+(?:of\s+)?(?P<rel>this|last|next|the same|that same|that|the following|"
        rf"the next|"
        r"the previous)\s+year\b",
        read.read_month_rel,
        MONTHS,
    ),
    _rule(
        "month",
        r"\b(?P<prep>(?:in|since|by|until|till|from|during|last|this|next|of|around|about|before|after|"
        r"throughout|through|"
        rf"for)\s+(?:this\s+|last\s+)?){MONTH}",
        read.read_month_alone,
        MONTHS,
        rank=6,
    ),
    _rule(
        "month.part", rf"\b(?P<prep>)(?P<part>(?:early|mid|late)[\s-]+)(?P<m>{M})(?!\w)", read.read_month_alone, MONTHS, rank=6
    ),
    _rule("year", rf"\b(?P<prep>{PREP}\s+)?{YEAR}", read.read_year, YEARS, rank=7),
    _rule(
        "decade", rf"\b(?:{PREP}\s+)?(?:the\s+)?(?P<part>{PART}[\s-]+)?(?P<y>(?:19|20)\d0)s\b", read.read_decade, YEARS, rank=4
    ),
    _rule("season_year", rf"\b(?:{PREP}\s+)?(?:the\s+)?{SEASON_YEAR}", read.read_season_year, SEASONS, YEARS),
    _rule(
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
_RANGES = (
    _rule("week_of_month", _WEEK, read.read_week_of_month, MONTHS, rank=1),
    _rule(
        "range",
        rf"\b(?:between|"
        rf"from)\s+(?:the\s+)?(?P<d1>{D})(?:\s+of)?(?:\s+(?P<m1>{M}))?(?:\s+(?P<y1>{Y}))?\s+{_TO}\s+(?:the\s+)?"
        rf"(?P<d2>{D})(?:\s+of)?\s+(?P<m2>{M})(?:,?\s+(?P<y>{Y}))?",
        read.read_range_days,
        MONTHS,
        rank=1,
    ),
    _rule(
        "range.us",
        rf"\b(?:between|"
        rf"from)\s+(?P<m1>{M})\s+(?P<d1>{D})(?:,?\s+(?P<y1>{Y}))?\s+{_TO}\s+(?P<m2>{M})\s+(?P<d2>{D})"
        rf"(?:,?\s+(?P<y>{Y}))?",
        read.read_range_days,
        MONTHS,
        rank=1,
    ),
    _rule(
        "range.dash",
        LEAD + rf"(?P<d1>{D})\s?[-–—]\s?(?P<d2>{D})\s+(?P<m2>{M})(?:,?\s+(?P<y>{Y}))?",
        read.read_range_days,
        MONTHS,
        rank=1,
    ),
    _rule(
        "range.dash.us",
        LEAD + rf"(?P<m2>{M})\s+(?P<d1>{D})\s?[-–—]\s?(?P<d2>{D})(?:,?\s+(?P<y>{Y}))?(?!\w)",
        read.read_range_days,
        MONTHS,
        rank=1,
    ),
    _rule(
        "range.and",
        rf"\b(?:on\s+)?(?P<d1>{D})\s+(?:and|to|or|until|through)\s+(?P<d2>{D})\s+(?P<m2>{M})(?:,?\s+(?P<y>{Y}))?(?!\w)",
        read.read_range_days,
        MONTHS,
        rank=1,
    ),
    _rule(
        "range.months",
        rf"\b(?:between|from)\s+(?P<m1>{FULL_MONTH})(?:\s+(?P<y1>{Y}))?\s*{_TO}\s*(?P<m2>{FULL_MONTH})"
        rf"(?:,?\s+(?P<y>{Y}))?(?!\s?\d)",
        read.read_range_months,
        MONTHS,
        rank=2,
    ),
    _rule(
        "range.months.dash",
        rf"\b(?P<m1>{FULL_MONTH})(?:\s+(?P<y1>{Y}))?\s*(?:to|through|until|[-–—])\s*(?P<m2>{FULL_MONTH})"
        rf"(?:,?\s+(?P<y>{Y}))?(?!\s?\d)",
        read.read_range_months,
        MONTHS,
        rank=2,
    ),
    _rule(
        "range.years",
        rf"\b(?:between|from)\s+(?P<y1>{Y})\s+{_TO}\s+(?P<y2>{Y})(?![\w/-]|[.,]\d)",
        read.read_range_years,
        YEARS,
        rank=1,
    ),
    _rule(
        "range.years.dash",
        rf"(?:\bin\s+|\bof\s+)?(?<![\w/.,$-])(?P<y1>{Y})\s?(?:[-–—]|\sto\s)\s?(?P<y2>{Y}|"
        rf"\d\d)(?![\w/-]|[.,]\d)",
        read.read_range_years,
        YEARS,
        rank=1,
    ),
    _rule(
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
    *_bounded("month", rf"(?P<prep>)(?:last\s+)?{MONTH}", read.read_month_alone, MONTHS),
    *_bounded("year", rf"(?P<prep>){YEAR}", read.read_year, YEARS),
    *_bounded("season_rel", rf"(?P<part>{PART}[\s-]+)?{_RELATIVE}\s+(?P<s>{S})\b", read.read_season_rel, SEASONS),
    *_bounded("unit_rel", rf"(?P<part>{PART}[\s-]+)?{_RELATIVE}\s+(?P<unit>week|month|year)\b", read.read_unit_rel, UNITS),
    *_bounded("weekday", rf"(?P<rel>last\s+)?(?P<w>{W})\b(?P<before>)", read.read_weekday, WEEKDAYS),
    *_bounded(
        "ordinal", rf"the\s+(?P<d>{ORDINAL})\b(?!\s+(?:of|floor|century|division|time|day))", read.read_ordinal_day, NTHS
    ),
    *_bounded("yesterday", r"(?P<w>yesterday)\b", read.read_days_rel),
)

_STOP_AFTER_DAY = (
    r"(?=\s*(?:$|[.,;:)!?—–“”\"'’-]|(?:and|or|but|to|they|he|she|the|a|an|of (?:this|last|that|the same) month|bc|because|"
    r"when|as|at|"
    r"by|in|with|for|after|that|who|which|state|officers?|agents?|security|police|it|we|i|said|citing|was|were|had|is|local|"
    r"two|"
    r"three|several|some|her|his|their|my|soldiers|no|from|until|around|about|every|all|four|five)\b))"
)
_RELATIVES = (
    _rule(
        "season_rel",
        rf"\b(?:{PREP}\s+)?(?P<part>{PART}[\s-]+)?(?P<rel>last|this|the past|past|next|the coming|the "
        rf"previous)\s+"
        rf"(?P<s>{S})\b",
        read.read_season_rel,
        SEASONS,
    ),
    _rule(
        "season",
        rf"\b(?P<prep>(?:in|during|by|until|till|over|through|throughout)\s+)(?:the\s+)?(?:early |late "
        rf")?(?P<s>{S})\b",
        read.read_season_alone,
        SEASONS,
        rank=8,
    ),
    _rule(
        "seasons", rf"\b(?:for\s+)?(?:{NUM}|{FEW})\s+(?:springs|summers|autumns|winters|harvests)\b", read.read_vague, rank=6
    ),
    _rule(
        "weekday",
        rf"\b(?:(?:on|by|until|from)\s+)?(?:(?:late|early)\s+(?:on\s+)?)?(?:the\s+)?(?:{DAYTIME}\s+of\s+)?"
        rf"(?P<rel>(?:last|this past|next)\s+)?(?P<w>{W})(?:\s+{DAYTIME})?\b(?P<before>\s+before(?:\s+that)?)?",
        read.read_weekday,
        WEEKDAYS,
        rank=6,
    ),
    _rule(
        "ordinal_day",
        rf"\b(?:{PREP}\s+)?(?:the\s+)?(?:(?:{DAYTIME}|early "
        rf"hours)\s+of\s+)?the\s+(?P<d>{ORDINAL})\b{_STOP_AFTER_DAY}"
        r"(?!\s+and\s+\d+(?:st|nd|rd|th)\s+(?:floor|century))",
        read.read_ordinal_day,
        NTHS,
        rank=6,
    ),
    _rule(
        "day_rel",
        rf"\b(?P<w>the day before yesterday|yesterday(?:\s+{DAYTIME})?|last night|last evening|today|tonight|"
        r"this (?:morning|afternoon|evening))\b",
        read.read_days_rel,
    ),
    _rule(
        "unit_rel",
        rf"\b(?:{PREP}\s+)?(?P<part>(?:early|mid|late|earlier|later|{PART})[\s-]+(?:in\s+)?)?(?P<rel>last|"
        rf"this|next)\s+"
        r"(?P<unit>week|month|year)\b(?!\s+of\s+(?:a|his|her|their|high|school|college|univ))",
        read.read_unit_rel,
        UNITS,
    ),
    _rule(
        "unit_rel.the",
        rf"\b(?:{PREP}\s+)?the (?:past|current|previous|coming|last)\s+(?:week|month|"
        rf"year)\b(?!\s+of\s+(?:a|his|her|"
        r"their|high|school|college|univ))",
        read.read_vague,
        UNITS,
    ),
    _rule("ago", rf"\b(?:{ROUGHLY}\s+)?(?P<n>{NUM})\s+(?P<unit>{UNIT})\s+ago\b", read.read_ago, UNITS, LATER, rank=4),
    _rule(
        "ago.vague",
        rf"\b(?:(?:{FEW}|long|not (?:so |very |that )?long|(?:two|three) or \w+|\w+ to \w+)\s+)?(?:(?:hours?|"
        rf"days?|weeks?|"
        r"months?|years?|decades?|moments?)\s+)?ago\b|\bthe other day\b",
        read.read_vague,
        rank=6,
    ),
)

_STEPS = (
    _rule(
        "later",
        rf"\b(?:{ROUGHLY}\s+)?(?P<n>{NUM})\s+(?P<unit>{UNIT})\s+(?P<dir>later|after|earlier|before|prior|"
        rf"afterwards?|"
        r"previously)\b(?:\s+(?:that|this|the|his|her|their|being)\b(?:\s+(?!on\b|in\b|of\b)[\w’']+)?)?",
        lambda m, s: read.read_later(read.short(m, s), s),
        UNITS,
        LATER,
        rank=4,
    ),
    _rule(
        "later.after",
        rf"\b(?P<dir>after)\s+(?:{ROUGHLY}\s+)?(?P<n>{NUM})\s+(?P<unit>days?|weeks?|months?)\b(?!\s+(?:of|"
        rf"in)\b)",
        read.read_later,
        UNITS,
        LATER,
        rank=4,
    ),
    _rule(
        "later.within",
        rf"\bwithin\s+(?:{ROUGHLY}\s+)?(?:{NUM}|{FEW}|the)\s+(?:hours?|days?|weeks?|months?)\b",
        read.read_vague,
        UNITS,
        LATER,
        rank=4,
    ),
    _rule(
        "later.vague",
        rf"\b(?:(?:{FEW}|{NUM}|(?:two|three) or \w+)\s+)?(?:minutes|hours|days|weeks|months|years)\s+(?:later|"
        rf"after(?:wards?)?|"
        r"earlier|before)\b",
        read.read_vague_step,
        UNITS,
        LATER,
    ),
    _rule(
        "later.words",
        r"\b(?:shortly|soon|right|immediately|long)\s+(?:after(?:wards?)?|before)\b(?=\s*[.,;]|\s+that\b|"
        r"\s+this\b)|"
        r"\b(?:at (?:a|some) later (?:date|time|point)|a (?:little|short) while later|some time later|later on)\b",
        read.read_vague_step,
        LATER,
    ),
    _rule(
        "next_unit",
        r"\b(?:(?:on|in|during|by|until|over|later|early|late)\s+)?(?P<rel>the very next|the next|the "
        r"following|the very "
        rf"same|the same|that same|that very|the previous|the preceding|that)\s+(?P<unit>day|morning|afternoon|evening|"
        rf"night|week|"
        rf"month|year|{S})\b(?!s|['’]s)",
        read.read_next_unit,
    ),
    _rule(
        "day_after",
        r"\b(?P<rel>the (?P<unit>day|night|morning|week|month|year) (?:after|before))\b(?!\s+yesterday)",
        read.read_next_unit,
        LATER,
    ),
    _rule(
        "ordinal_unit",
        rf"\b(?:on|in|during|by|for|from|after|until)\s+(?:the|her|his|their|my|our|"
        rf"its)\s+(?:very\s+)?{NTH}\s+(?:day|"
        rf"night|morning|evening|week|month|year|{S})\b(?:\s+of\s+(?:the\s+|her\s+|his\s+|their\s+)?"
        r"(?!(?:a|school|university|college)\b)\w+)?",
        read.read_ordinal_unit,
        rank=4,
    ),
    _rule(
        "ordinal_bare",
        rf"\bon the (?!\d){NTH}\b(?!\s+(?:floor|row|line|page|attempt|time|visit|try|charge|count|"
        rf"occasion|storey|call|day))",
        read.read_ordinal_unit,
        rank=6,
    ),
)

_LONG = r"(?:minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|months?|years?|springs|summers|autumns|winters)"
_DURATIONS = (
    _rule(
        "duration",
        rf"\b(?P<prep>(?:for|over|during|in|after|throughout|lasted|lasting|of|another)\s+)?(?:(?:the|a) "
        rf"(?:first|whole|"
        rf"entire|full|next|past|last)\s+)?(?:{ROUGHLY}\s+)?(?:between\s+{NUM}\s+and\s+)?(?:{NUM}(?:\s?(?:-|–|to|"
        rf"or)\s?{NUM})?|{FEW}|"
        rf"half an?|long|whole|entire)\s+(?:(?:whole|long|full|more|straight|consecutive|further|and a "
        rf"half)\s+)?(?P<unit>{_LONG})\b"
        r"(?:\s+(?:straight|on end|in a row|running|in total))?",
        read.read_duration,
        UNITS,
        rank=7,
    ),
    _rule(
        "duration.after_that",
        rf"\bfor\s+{NUM}\s+{UNIT}\s+(?:after|before)\s+(?:that|this|which)\b",
        read.read_vague_step,
        UNITS,
        rank=3,
    ),
    _rule(
        "duration.first",
        r"\bfor (?:the (?:first|whole|entire|next|last|past) (?:few )?)?(?:days?|weeks?|months?|years?|"
        r"hours|decades|"
        r"night|winter|summer)\b(?: on end)?",
        read.read_length,
        UNITS,
        rank=6,
    ),
    _rule(
        "duration.all",
        r"\b(?:all|through the|throughout the|the whole|the entire) (?:night|day|week|month|year|winter|"
        r"summer|time)\b|"
        r"\b(?:overnight|day and night|night and day|(?:a)?round the clock)\b",
        read.read_length,
        rank=6,
    ),
    _rule(
        "duration.words", r"\bfor (?:a (?:long )?(?:time|while)|long|ages|good|the time being|now)\b", read.read_length, rank=6
    ),
)

_FEASTS = r"(?:easter|ramadan|eid(?: al-\w+)?|nowruz|losar|chuseok|(?:lunar |chinese )?new year|passover)"
_VAGUE = (
    _rule("vague.period", r"\b(?:in|during|over) the same period\b|\bat the weekend\b", read.read_vague, rank=8),
    _rule(
        "feast",
        rf"\b(?:(?:during|before|after|by|on|at|for|since|until|over|in) )?(?:the )?{_FEASTS}\b(?!['’]s)",
        read.read_vague,
        rank=8,
    ),
    _rule(
        "recent",
        r"\b(?:in|over|during|for|of)\s+(?:the\s+)?(?:recent|past|last|coming|previous)\s+(?:(?:few|several|"
        r"couple of|two|three|"
        r"four|five|six|ten|\d+)\s+)?(?:days|weeks|months|years|decades|times)\b",
        read.read_vague,
        UNITS,
        rank=4,
    ),
    _rule(
        "vague.adverb",
        r"\b(?:(?:more|most|until|till|just) )?(?:recently|lately|nowadays|presently|currently|previously|"
        r"formerly|"
        r"meanwhile)\b",
        read.read_vague,
        rank=8,
    ),
    _rule("vague.earlier", r"\bearlier\b(?!\s+(?:than|this|that|in|on|[a-z]+\b(?<!,)))", read.read_vague, rank=8),
    _rule(
        "vague.now",
        r"\b(?:(?:until|till|up to|as of|right|by|from|even|just) )?now\b(?! (?:that|aged)\b)",
        read.read_vague,
        rank=8,
    ),
    _rule(
        "vague.those",
        r"\b(?:these|those) (?:days|years|months|weeks)\b|\bof late\b|\bin the meantime\b|\bso far\b|\bto "
        r"(?:date|this day)\b",
        read.read_vague,
        rank=8,
    ),
    _rule(
        "vague.at",
        r"\bat (?:present|the moment|the time(?: of (?:writing|publication|the interview))?|that (?:time|"
        r"point|moment))\b",
        read.read_vague,
        rank=8,
    ),
    _rule(
        "vague.then",
        r"\b(?:ever )?since (?:then|that(?: (?:day|time|night))?)\b|\bfrom (?:then|that (?:day|time|moment|"
        r"point)|now) "
        r"on(?:wards?)?\b|\b(?:back|by|until) then\b|\bever since\b(?=\s*[.,;])",
        read.read_vague,
        rank=8,
    ),
    _rule(
        "vague.before",
        r"\b(?:than )?ever before\b|\b(?:unlike|than) before\b|\bbefore(?=\s*[.;!?](?:\s|$))",
        read.read_vague,
        rank=8,
    ),
    _rule(
        "vague.past",
        r"\b(?:in|for) the (?:future|past)\b|\bin future\b|\b(?:the|their|his|her|my|our|its) past(?=\s+[a-z]+"
        r"(?:s|ions?)\b)|\b(?:future|recent)(?=\s+[a-z])",
        read.read_past,
        rank=8,
    ),
    _rule("vague.long", r"\b(?:have|has|had) (?P<core>long)\b(?!\s+(?:hair|hours|been))", read.read_core, rank=8),
)

RULES: tuple[Rule, ...] = (*_DATES, *_RANGES, *_BOUNDED, *_RELATIVES, *_STEPS, *_DURATIONS, *_VAGUE)
