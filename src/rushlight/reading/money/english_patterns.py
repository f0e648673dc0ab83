"""The words of English sums, as patterns. All are matched against lower-cased text of the same length."""

from __future__ import annotations

from functools import cache

import regex

from rushlight.reading.money.currency import names
from rushlight.reading.numerals import EN_NUMBER, EN_SMALL, EN_TENS
from rushlight.reading.patterns import rx
from rushlight.record import QuantityKind

AT_LEAST = ("more than", "at least", "over", "no less than", "not less than", "a minimum of", "upwards of")
AT_MOST = ("up to", "less than", "at most", "as much as", "no more than", "not more than", "a maximum of", "under")
APPROX = (
    "nearly", "almost", "close to", "about", "abt", "abt.", "around", "approximately", "approx", "approx.", "roughly", "some",
    "like", "~", "≈", "ca", "ca.", "circa", "an estimated", "estimated",
)  # fmt: skip
PLAIN = (
    "worth",
    "the equivalent of",
    "equivalent to",
    "equal to",
    "then",
    "a total of",
    "a further",
    "another",
    "exactly",
    "only",
    "just",
)
KIND = dict.fromkeys(AT_LEAST, QuantityKind.AT_LEAST) | dict.fromkeys(AT_MOST, QuantityKind.AT_MOST)
KIND |= dict.fromkeys(APPROX, QuantityKind.APPROX)

_HEDGES = "|".join(regex.escape(w) for w in sorted((*AT_LEAST, *AT_MOST, *APPROX, *PLAIN), key=len, reverse=True))
HEDGE_BEFORE = rx(rf"(?<!\w)({_HEDGES})\s*$")
"""The hedge directly before a sum; searched in the stretch before it."""

PER = (
    r"(?:\s+(?:a head|a person|per (?:head|person|family|household|month|capita|call|phone|child|visit|absent child)|"
    r"each(?: time| month| year| visit)?|apiece|a (?:month|day|week|year|time|family|household|call|visit|night|kilo|"
    r"kilogram)|"
    r"every (?:month|time|week|year)|for each \w+))"
)
VAGUE = (
    r"(?:a few|several|many|some|tens of|hundreds of|thousands of|dozens of|a couple of|a couple|countless)"
    r"(?:\s+(?:hundred|thousand|million|hundreds of|thousands of))*"
)
MONEY_WORD = rx(
    r"\b(?:pa(?:y|ys|id|ying|yments?)|money|cash|bribes?|fines?|fined|ransom|bail|fees?|sums?|prices?|costs?|demand\w*|"
    r"ask(?:ed|ing)|"
    r"borrow\w*|collect\w*|hand(?:ed|ing)? (?:over|him|her|them)|gave|give|sent|send|wants?|wanted|remit\w*|transfer\w*|"
    r"bargain\w*|"
    r"spent|lent|owed?|debts?|savings|deposit\w*|wages?|salary|pension|reward\w*|compensation|receiv\w*|surrender\w*|"
    r"rais(?:e|ed|ing)|gather\w*|scrap\w* together|charg\w*|earn\w*|offer\w*|hint\w*|sell|selling|settl\w*|agreed|"
    r"reduced|lowered|instal\w*|"
    r"the (?:first|second|other) half|interest|loan\w*|buy|cough\w* up|fork\w* out|knock\w* (?:down|off)|cut to|took|"
    r"taken|kept|waived|worth|sold|bought|"
    r"confiscat\w*|seiz\w*|brought|wired|skim\w*|pocket\w*|slipped|commissions?|quota|tax\w*|tolls?|bonds?|rent|"
    r"refund\w*|donat\w*|contribut\w*|extort\w*|squeez\w*|quoted|haggl\w*|beat (?:him|her|them|it) down|advance|"
    r"cheaper|dowry|bill|asks|counted out|put down|scraped up|repa(?:y|id))\b"
)
LOW_CODES = frozenset(("usd", "rmb", "cny", "kpw", "krw", "eur", "gbp", "irr", "mmk", "cup"))
"""Codes that chats write in small letters."""


@cache
def patterns() -> dict[str, regex.Pattern[str]]:
    """The sum patterns by kind, in the order in which they claim their words."""
    n = names("en")
    adjective = rf"(?:(?:in )?(?:{n.before_pattern})\s+)?"
    name, mark = rf"(?:{n.name_pattern})", rf"(?:{n.mark_pattern.lower()})"
    number = rf"{EN_NUMBER.replace('(?i:', '(?:')}(?:[- ]grand\b)?"
    codes = "|".join(mark.lower() for mark in n.marks if rx("[A-Z]{3}").fullmatch(mark))
    more = r"(?:,\s+in\s+)?(?:(?:more|in|extra|additional|worth of)\s+)?"
    dash = r"(?:\s?[–—]\s?|(?<=\d)\s?-\s?|\s+to\s+)"
    sources = {
        "range": rf"\b(?:between|from)\s+(?P<a>{number})\s*(?:{name}\s+)?(?:and|"
        rf"to)\s+(?P<b>{number})\s+{adjective}(?P<name>{name})\b",
        "range.plain": rf"(?<![\w.,])(?P<a>{number})(?:{dash}|\s+or\s+)(?P<b>{number})\s+{adjective}(?P<name>{name})\b",
        "range.mark": rf"(?P<mark>{mark})\s?(?P<a>{number})(?:{dash}|\s+and\s+)(?:{mark})?\s?(?P<b>{number})",
        "after": rf"(?<![\w.,])(?P<n>{number})(?:(?<=mil)\.)?[\s-]*(?P<open>\()?{more}"
        rf"(?P<adj>{adjective})(?P<name>{name})\b(?(open)\))(?:\s+{name}\b)?(?P<per>{PER})?",
        "before": rf"(?<![a-z])(?P<mark>{mark})\s?(?P<n>{number})(?:\s?(?P<tail>{codes})\b)?(?P<per>{PER})?",
        "code": rf"(?<![\w.,])(?P<n>{number})\s?(?P<mark>{mark})(?![a-z])(?P<per>{PER})?",
        "vague": rf"\b(?P<v>{VAGUE})\s+(?P<adj>{adjective})(?P<name>{name})\b(?P<per>{PER})?",
    }
    return {kind: rx(source) for kind, source in sources.items()}


@cache
def gates() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """What a paragraph must hold: a currency's name in small letters, a mark as it is written."""
    n = names("en")
    signs = "|".join(regex.escape(mark) for mark in sorted(n.marks) if not mark[0].isalpha() or not mark[-1].isalpha())
    letters = "|".join(sorted(mark for mark in n.marks if mark.isalpha()))
    small = "|".join(sorted(LOW_CODES))
    return rx(rf"\b(?:{n.name_pattern})\b"), rx(
        rf"(?:{signs})|(?<![A-Z])(?:{letters})(?![A-Za-z])|(?<![a-jln-z])(?:{small})(?![a-z])"
    )


_GOOD = (
    r"(?:money|remittances?|wages?|salar(?:y|ies)|incomes?|pay|pensions?|earnings|savings|sum|cash|funds?|payments?|profits?|"
    r"harvest|price|amount)"
)
PARTS = rx(
    r"\b(?P<fraction>(?:the\s+)?(?:(?:bigger|larger|greater|best)\s+)?(?:portions?|parts?|shares?|bulk|most|some|all|half|a "
    r"(?:third|quarter|"
    r"fifth|tenth|part|portion|share)|(?:one|two|three) (?:thirds?|quarters?|fifths?|tenths?|halves)|\w+ per ?cent|"
    r"\d+(?:\.\d+)? ?(?:%|per ?cent))\s+of\s+(?:the|their|his|her|my|our|its|all|any|that|this)\s+(?:\w+\s+){0,2}?"
    rf"{_GOOD})\b|"
    r"\b(?P<rest>the rest|the remainder|the balance|the other half)(?=\s*(?:(?:on|in|later|was|by|when|after|before|of the "
    r"(?:money|"
    r"sum))\b|[.,;]))|"
    r"(?P<percent>\b\d+(?:\.\d+)?\s?(?:%|per ?cent\b))|"
    r"\b(?P<vague>(?:substantial|large|huge|small|hefty|heavy|considerable|enormous|big|sizeable|sizable|modest|regular|"
    r"petty)\s+"
    r"(?:bribes?|sums?(?: of money)?|fines?|payments?|amounts? of money|ransoms?|fees?|rewards?)|(?:a\s+)?(?:large|small|"
    r"considerable|"
    r"huge|certain|undisclosed|unknown) (?:sum|amount)s?(?: of (?:money|cash))?|a lot of money|(?:their|his|her|"
    r"the)\s+(?:received|"
    r"remitted|hidden)\s+(?:funds?|money))\b"
)
PART_WORD = rx(
    r"%|(?:portions?|parts?|shares?|bulk|most|some|all|half|halves|thirds?|quarters?|fifths?|tenths?|cent)\s+of\b|\brest\b|"
    r"remainder|balance|other half|per ?cent|\b(?:substantial|large|huge|small|hefty|heavy|considerable|enormous|big|sizeable|"
    r"sizable|modest|regular|petty|certain|undisclosed|unknown|lot|received|remitted|hidden)\b"
)
ABOUT_MONEY = rx(r"\b(?:tak(?:e|es|ing)|took|fees?|commission|cut|broker|share|charge[sd]?|keeps?|kept|wage|remit|tax)\w*")

COUNT_WORDS = "|".join(sorted((*EN_SMALL.keys() - {"a", "an", "zero"}, *EN_TENS), key=lambda w: (-len(w), w)))
BARE = rx(
    r"(?<![\w,.$€£¥/:#-])(?P<n>\d{1,3}(?:,\d{3})+|"
    r"(?:\d+(?:\.\d+)?|half an?|\w+)[ -](?:hundred|thousand|million|billion|crore|lakh|grand)"
    rf"(?:[ -](?:and )?(?:{COUNT_WORDS}|hundred|thousand|million|lakh|crore)\b)*|"
    r"\d+(?:\.\d+)?(?:k| ?(?:mn|mln|mil|bn))|[1-9]\d{2,})(?![\w%/-]|[.,:]\d)"
)
BARE_NEXT = rx(
    r"\s*(?:$|[.,;:)(!?—–”\"’»\[\]]|--? |(?:\+|=)|(?:on|in|to|for|from|was|were|is|at|by|as|and|or|but|more|when|before|"
    r"after|if|so|each|a "
    r"head|per|apiece|"
    r"instead|would|could|had|has|that|which|upfront|up front|straight|cash|extra|then|now|first|later|last|this|with|"
    r"through|via|of (?:it|that|which|the (?:money|cash|sum|(?=[\d$€£¥])))|"
    r"reached|arrived|vanished|disappeared|remained|remains|stayed|bought|got|ended|followed|"
    r"only|altogether|total|he|she|they|we|i|a (?:month|week|year|day)|"
    r"following|upon|until|till|once|because|while|plus|minus|less|not|without|against|despite|since|over|maybe|"
    r"perhaps|please|"
    r"went|came|gone|paid|up|down|back|again|still|already|today|yesterday|it|there|changed|left|short|outright|"
    r"didn['’]?t|wasn['’]?t|bcs|bc|pls|w/|max|min)\b)"
)
SUM_BEFORE = rx(
    r"\b(?:was|were|is|to|at|that|of that|(?:speaks?|spoke|talks?|talked|heard|mentions?|mentioned|claims?|"
    r"wrote|writes) of|it|then|first|put|for|about|around|hinted|named|said|says|only|just|another|"
    r"instead of|than|nearly|almost|approx\.?|roughly|least|further|remaining|final|last|full|whole|make it|"
    r"settled on|agreed on|found|brought|counted|managed|scraped together|handed over)\s+"
    r"(?:the\s+)?$|[,:–—]\s*$"
)
"""What stands before a sum in a sentence that has no word of money, where the paragraph has spoken of one."""
OF_IT = rx(r"\s+of (?:it|that|this|the (?:money|cash|sum))\b")
WHOLE = rx(
    r"\b(?:(?:the|that|this|his|her|my|their) (?:whole|full|entire|same|first|last|remaining|original|missing|"
    r"promised)|all)\s+$"
)
WHOLE_NEXT = rx(r"\s+(?:\w+ed|went|was|is|had|would|must|should|came|and|in|to|for|from|on|at|by)\b")
"""The whole 7,000 vanished: the words before say that the figure is the sum just spoken of, whatever verb follows."""
PERSONS_NEXT = rx(
    r"\s+(?:of (?:them|us|these|those)\b|(?:were|are|have been|had been|was) (?:\w+ly )?(?:detain|arrest|expel|releas|kill|"
    r"deport|sentenc|held|summon|relocat|evict|injur|displac|charged|convict|fired|dismiss|question|interrogat|jailed|"
    r"imprison|living|missing|dead)\w*)"
)
"""1,200 were detained: people."""
YEAR_OF_MONEY = rx(
    r"\b(?:want\w*|ask\w*(?: for)?|paid|pay|paying|demand\w*|g[ai]ve|gave (?:him|her|them)|"
    r"took|owe\w*|costs?|lent|sent|i have|had (?:only|just))\s+$"
)
FROM_SOMEONE = rx(r"\s+(?:from (?:him|her|them|me|us|each|every)|each|apiece|a head|per head|of it)\b")
"""Beside these a figure such as 2000 is a sum, not a year."""
NUMBERED = rx(
    r"\b(?:no|nos|number|room|section|articles?|art|decree|law|cell|resolution|camp|unit|page|pp?|case|paras?|paragraph|file|"
    r"order|ward|block|flat|house|plate|call(?:ed)?|phone|tel|line|code|permit|id|form|year|years|aged?)\.?\s*$"
)
YEARLIKE = rx(r"\b(?:since|in|of|by|until|from|to|on|at)\s*$")
"""Before a bare figure of three or four digits these words may lead to a year, a number, a clock time."""
_WORDS = (
    r"(?:or|that['’]?s|it['’]?s|its|thats|which (?:is|was)|it (?:is|was)|that (?:is|was)|then|now|equal to|equivalent to|"
    r"the equivalent "
    r"of|i\.e\.|worth|in all|today|at the time|of|a total of|around|about|abt?\.?|roughly|approximately|approx\.?|nearly|"
    r"almost|some|"
    r"like|over|just|under|~|≈|=|well|perhaps|maybe)"
)
GAP = rx(
    rf"(?:[\s-]*[^\W\d][\w’']*){{0,12}}?\s*[(\[]\s*(?:{_WORDS}[\s,]*)*|"
    rf"\s*(?:[,–—]|--|-)\s*(?:{_WORDS}[\s,]*)+|"
    rf"\s*,?\s*(?:or|i\.e\.,?|equivalent to|equal to|the equivalent of|worth)\s+(?:{_WORDS}[\s,]*)*|"
    rf"\s*[=≈~/]\s*(?:{_WORDS}[\s,]*)*"
)
"""What may stand between a sum and the same sum in another currency: a bracket, "or", a dash and a hedge."""

CUE = rx(
    r"(?:\b(?:call (?:it|that)|make (?:it|that)|that(?: is|['’]s|s)|which (?:is|was)|it(?: is|['’]s)|makes?)|"
    r"\brate,?|\bequivalent (?:of|to)|"
    r"\b(?:which|that|this|it|a sum|sum|\w+) (?:\w+ ){0,2}?(?:reckon|put|value|estimat|calculat|count|convert|"
    r"translat|amount|work)(?:s|ed|es|d)?"
    r"(?: that| it| the sum)?(?: out)? (?:at|as|to|into|in|for)|"
    r"\b(?:comes|came|amounts|equals|equal|corresponds|equivalent|works out|worked out)(?: to| at)?)\s+(?:about|around|"
    r"roughly|some|nearly|something like|"
    r"almost|approximately|like|over|just over|just under)?\s*$"
)
"""Words that say outright that the next figure restates the last: "; that is about 1,500 dollars"."""
OWN_BRACKET = rx(rf"\s*[.!?]+\s*[(\[]\s*(?:(?:i\.e\.,?|{_WORDS})[\s,]*)*")
"""A bracket that is a sentence of its own: "3 billion rial. (its like 5400 euro)"."""
