"""The words of English dates, as pattern pieces. Patterns are matched against lower-cased text."""

from __future__ import annotations

from rushlight.reading.patterns import rx

MONTHS = {"janfebmaraprmayjunjulaugsepoctnovdec"[3 * n : 3 * n + 3]: n + 1 for n in range(12)}
WEEKDAYS = {"montuewedthufrisatsun"[3 * n : 3 * n + 3]: n for n in range(7)}
HOLIDAYS = {
    "day of the sun": (4, 15),
    "day of the shining star": (2, 16),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "christmas eve": (12, 24),
    "new year's day": (1, 1),
    "new year's eve": (12, 31),
    "party foundation day": (10, 10),
    "may day": (5, 1),
    "orthodox christmas": (1, 7),
}
"""Holidays with a fixed day. Lunar ones (Lunar New Year, Eid, Nowruz in other calendars) stay unresolved."""

FULL_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
SHORT_MONTH = r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
M = rf"(?:{FULL_MONTH}|{SHORT_MONTH})"
Y = r"(?:19|20)\d\d"
D = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
ORDINAL = r"(?:[12]\d|3[01]|[1-9])(?:st|nd|rd|th)"
W = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
S = r"(?:spring|summer|autumn|fall|winter)"
PART = (
    r"(?:early|mid|late|the (?:beginning|start|middle|end|first half|second half|first days|last days) of|"
    r"(?:beginning|end|middle) of)"
)
SMALL = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty(?:-\w+)?|thirty(?:-\w+)?|forty(?:-\w+)?|fifty|sixty|seventy|eighty|ninety)"
)
NUM = rf"(?:\d+|an?\b|{SMALL})"
NTH = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|"
    r"sixteenth|seventeenth|eighteenth|nineteenth|twentieth|\d+(?:st|nd|rd|th))"
)
UNIT = r"(?:day|week|fortnight|month|year)s?"
DAYTIME = r"(?:morning|afternoon|evening|night|noon|midnight|dawn|midday|eve)"
FEW = r"(?:a few|several|some|a couple of|many|a number of|countless|a handful of)"
ROUGHLY = r"(?:about|abt\.?|around|some|nearly|almost|only|just|over|more than|at least|up to|another|barely|a further)"
PREP = (
    r"(?:on|in|by|at|during|over|of|from|as of|as early as|as late as|until|till|up to|around|about|on or about|"
    r"on or around|circa|sometime in|throughout|dated|towards?)"
)
TIMED = rf"(?:(?:the )?(?:early |late )?(?:{DAYTIME}|early hours|small hours) of\s+)?"
LEAD = rf"\b(?:{PREP}\s+)?{TIMED}"
NO_MONEY = (
    r"(?:yuan|won|dollars?|people|households|families|persons|prisoners|kyats?|rials?|pesos?|rmb|usd|euros?|km|metres|meters|"
    r"kilos?|%)"
)

_NTH = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
NTH_WORDS = f"{_NTH} sixteenth seventeenth eighteenth nineteenth twentieth".split()
NTH_DAYS = {word: n for n, word in enumerate(NTH_WORDS, 1)}
NTH_DAYS |= {f"twenty-{word}": 20 + n for n, word in enumerate(NTH_WORDS[:9], 1)}
NTH_DAYS |= {"thirtieth": 30, "thirty-first": 31}

FULL = rf"(?:{W},?\s+)?(?:the\s+)?(?P<d>{D})(?:\s+day)?(?:\s+of)?\s+(?P<m>{M}),?\s+(?P<y>{Y})\b"
FULL_US = rf"(?:{W},?\s+)?(?P<m>{M})\s+(?P<d>{D}),?\s+(?P<y>{Y})\b"
REL_YEAR = r"(?:\s+(?:of\s+)?(?P<rel>this|last)\s+year\b)?"
DAY_MONTH = rf"(?:{W},?\s+)?(?:the\s+)?(?P<d>{D})(?:\s+of)?\s+(?P<m>{M})(?![\w]){REL_YEAR}"
MONTH_DAY = rf"(?:{W},?\s+)?(?P<m>{M})\s+(?:the\s+)?(?P<d>{D})(?![\w:]|,\d|\s*(?:percent|per cent|%)){REL_YEAR}"
MONTH_YEAR = rf"(?P<part>{PART}[\s-]+)?(?P<m>{M}),?\s+(?:of\s+)?(?P<y>{Y})\b"
MONTH = rf"(?P<part>{PART}[\s-]+)?(?P<m>{FULL_MONTH}|{SHORT_MONTH})(?!\w)"
YEAR = rf"(?:(?P<part>{PART}[\s-]+)|(?<![\w/.,$€£-]))(?P<y>{Y})(?![\w/-]|[.,]\d|\s*{NO_MONEY})"
SEASON_YEAR = rf"(?P<part>{PART}[\s-]+)?(?:the\s+)?(?P<s>{S})(?:\s+of)?,?\s+(?P<y>{Y})(?:\s?[-–/]\s?(?:\d{{4}}|\d\d))?\b"


APPROX = rx(r"^(?:on or (?:about|around)|around|about|circa)\b|\b(?:around|about) the\b")
