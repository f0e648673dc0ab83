"""The English rules for steps from another time, lengths and vague words."""

from __future__ import annotations

import regex

from rushlight.reading.patterns import rx
from rushlight.reading.times import english_steps as steps
from rushlight.reading.times.english_words import FEW, NTH, NUM, ROUGHLY, UNIT, S
from rushlight.reading.times.resolve import Reader, Rule

UNITS = rx(r"(?:fortnight|second|minute|min|hour|hr|day|night|morning|afternoon|evening|week|wk|month|mth|year|yr|decade)s?\b")
FEASTS = rx(r"easter|tet\b|diwali|shavuot|ramadan|\beid\b|nowruz|losar|chuseok|new year|passover")
YEAR_END = rx(r"year.{0,2}\s?end|turn\s+of")
NEXT = rx(
    r"(?:next|following|same|very|previous|preceding|that)\s+(?:day|morning|afternoon|evening|night|week|month|year|spring|summer|"
    r"autumn|fall|winter)"
)
BEFORE = rx(r"\bbefore\b")
THAN = rx(r"\b(?:than|under|over|about|barely)\s+(?:an?|half)\b")
LATER = rx(r"later|after|before|earlier|prior|within|ago|previous")


def rule(name: str, pattern: str, reader: Reader, *needs: regex.Pattern[str], rank: int = 5) -> Rule:
    """An English rule with what a paragraph must hold for it."""
    return Rule(f"en.{name}", pattern, reader, rank, needs)


_STEPS = (
    rule(
        "later",
        rf"\b(?:{ROUGHLY}\s+)?(?P<n>{NUM})\s+(?P<unit>{UNIT})\s+(?P<dir>later|after|earlier|before|prior|"
        rf"afterwards?|"
        r"previously)\b(?:\s+(?:that|this|the|his|her|their|being)\b(?:\s+(?!on\b|in\b|of\b)[\w’']+)?)?",
        lambda m, s: steps.read_later(steps.short(m, s), s),
        UNITS,
        LATER,
        rank=4,
    ),
    rule(
        "later.after",
        rf"\b(?P<dir>after)\s+(?:{ROUGHLY}\s+)?(?P<n>{NUM})\s+(?P<unit>days?|weeks?|months?)\b(?!\s+(?:of|"
        rf"in)\b)",
        steps.read_later,
        UNITS,
        LATER,
        rank=4,
    ),
    rule(
        "later.within",
        rf"\bwithin\s+(?:{ROUGHLY}\s+)?(?:{NUM}|{FEW}|the)\s+(?:hours?|days?|weeks?|months?)\b",
        steps.read_vague,
        UNITS,
        LATER,
        rank=4,
    ),
    rule(
        "later.vague",
        rf"\b(?:(?:{FEW}|{NUM}|(?:two|three) or \w+)\s+)?(?:minutes|hours|days|weeks|months|years)\s+(?:later|"
        rf"after(?:wards?)?|"
        r"earlier|before)\b",
        steps.read_vague_step,
        UNITS,
        LATER,
    ),
    rule(
        "later.words",
        r"\b(?:shortly|soon|right|immediately|long)\s+(?:after(?:wards?)?|before)\b(?=\s*[.,;]|\s+that\b|"
        r"\s+this\b)|"
        r"\b(?:at (?:a|some) later (?:date|time|point)|a (?:little|short) while later|some time later|later on)\b",
        steps.read_vague_step,
        LATER,
    ),
    rule(
        "next_unit",
        r"\b(?:(?:on|in|during|by|until|over|later|early|late)\s+)?(?P<rel>the very next|the next|the "
        r"following|the very "
        rf"same|the same|that same|that very|the previous|the preceding|that)\s+(?P<unit>day|morning|afternoon|evening|"
        rf"night|week|"
        rf"month|year|{S})\b(?!s|['’]s)",
        steps.read_next_unit,
        NEXT,
    ),
    rule(
        "day_after",
        r"\b(?P<rel>the (?P<unit>day|night|morning|week|month|year) (?:after|before))\b(?!\s+yesterday)",
        steps.read_next_unit,
        LATER,
    ),
    rule(
        "ordinal_unit",
        rf"\b(?:on|in|during|by|for|from|after|until)\s+(?:the|her|his|their|my|our|"
        rf"its)\s+(?:very\s+)?{NTH}\s+(?:day|"
        rf"night|morning|evening|week|month|year|{S})\b(?:\s+of\s+(?:the\s+|her\s+|his\s+|their\s+)?"
        r"(?!(?:a|school|university|college)\b)\w+)?",
        steps.read_ordinal_unit,
        rank=4,
    ),
    rule(
        "ordinal_bare",
        rf"\bon the (?!\d){NTH}\b(?!\s+(?:floor|row|line|page|attempt|time|visit|try|charge|count|"
        rf"occasion|storey|call|day))",
        steps.read_ordinal_unit,
        rank=6,
    ),
)

_LONG = r"(?:minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|wks?|months?|mths?|years?|yrs?|springs|summers|autumns|winters)"
_DURATIONS = (
    rule(
        "duration",
        rf"\b(?P<prep>(?:for|over|during|in|after|throughout|lasted|lasting|of|another)\s+)?(?:(?:the|a) "
        rf"(?:first|whole|"
        rf"entire|full|next|past|last)\s+)?(?:{ROUGHLY}\s+)?(?:between\s+{NUM}\s+and\s+)?(?:{NUM}(?:\s?(?:-|–|to|"
        rf"or)\s?{NUM})?|{FEW}|"
        rf"half an?|long|whole|entire)\s+(?:(?:whole|long|full|more|straight|consecutive|further|and a "
        rf"half)\s+)?(?P<unit>{_LONG})\b"
        r"(?:\s+(?:straight|on end|in a row|running|in total))?",
        steps.read_duration,
        UNITS,
        rank=7,
    ),
    rule(
        "duration.less",
        r"\b(?:for|in|within|lasted|lasting|took|taking|after)?\s*(?:less than|under|no more than|over|more than|"
        r"about|barely) (?:an?|half an?) "
        r"(?:hour|minute|day|week|month|year)\b(?!\s+(?:ago|later|before|after|earlier|old))",
        steps.read_length,
        UNITS,
        THAN,
        rank=6,
    ),
    rule(
        "duration.after_that",
        rf"\bfor\s+{NUM}\s+{UNIT}\s+(?:after|before)\s+(?:that|this|which)\b",
        steps.read_vague_step,
        UNITS,
        rank=3,
    ),
    rule(
        "duration.first",
        r"\bfor (?:the (?:first|whole|entire|next|last|past) (?:few )?)?(?:days?|weeks?|months?|years?|"
        r"hours|decades|"
        r"night|winter|summer)\b(?: on end)?",
        steps.read_length,
        UNITS,
        rank=6,
    ),
    rule(
        "duration.all",
        r"\b(?:all|through the|throughout the|the whole|the entire) (?:night|day|week|month|year|winter|"
        r"summer)\b|"
        r"\b(?:overnight|day and night|night and day|(?:a)?round the clock)\b",
        steps.read_length,
        rank=6,
    ),
    rule(
        "duration.words",
        r"(?<!not )\bfor (?:the moment|(?:a|one|two|three|that|the whole|a whole) (?:spring|summer|autumn|winter)s?|"
        r"a (?:long )?(?:time|while)|long|ages|good|the time being|the moment|"
        r"now)\b",
        steps.read_length,
        rank=6,
    ),
)

_FEASTS = (
    r"(?:easter|tet(?! offensive)|diwali|shavuot|ramadan|eid(?: al-\w+)?|nowruz|losar|chuseok|(?:lunar |chinese )?new year|"
    r"passover)"
)
_VAGUE = (
    rule(
        "year_end",
        r"\b(?:by|at|before|towards?) (?:the )?(?:year[’']s end|year[- ]?end|turn of the year)\b",
        steps.read_vague,
        YEAR_END,
        rank=6,
    ),
    rule("month_end", r"\bby (?:the )?(?:end|middle) of (?:the )?month\b(?! of)", steps.read_vague, rank=6),
    rule("vague.period", r"\b(?:in|during|over) the same period\b|\bat the weekend\b", steps.read_vague, rank=8),
    rule(
        "feast",
        rf"(?<!every )(?<!each )\b(?:(?:during|before|after|by|on|at|for|since|until|over|in) )?(?:the )?{_FEASTS}\b(?!['’]s)",
        steps.read_vague,
        FEASTS,
        rank=8,
    ),
    rule(
        "recent",
        r"\b(?:in|over|during|for|of)\s+(?:the\s+)?(?:recent|past|last|coming|previous)\s+(?:(?:few|several|"
        r"couple of|two|three|"
        r"four|five|six|ten|\d+)\s+)?(?:days|weeks|months|years|decades|times)\b",
        steps.read_vague,
        UNITS,
        rank=4,
    ),
    rule(
        "vague.adverb",
        r"\b(?:(?:more|most|until|till|just) )?(?:recently|lately|nowadays|presently|currently|previously|"
        r"formerly)\b",
        steps.read_vague,
        rank=8,
    ),
    rule("vague.earlier", r"\bearlier\b(?!\s+(?:than|this|that|in|on|[a-z]+\b(?<!,)))", steps.read_vague, rank=8),
    rule(
        "vague.now",
        r"\b(?:(?:until|till|up to|as of|right|by|from|even|just) )?now\b(?! (?:that|aged)\b)",
        steps.read_vague,
        rank=8,
    ),
    rule(
        "vague.those",
        r"\b(?:these|those) (?:days|years|months|weeks)\b|\bof late\b|\bin the meantime\b|\bso far\b|\bto "
        r"(?:date|this day)\b",
        steps.read_vague,
        rank=8,
    ),
    rule(
        "vague.at",
        r"\bat (?:present|the moment|the time(?: of (?:writing|publication|the interview))?|that (?:time|"
        r"point|moment))\b(?! of\b)",
        steps.read_vague,
        rank=8,
    ),
    rule(
        "vague.then",
        r"\b(?:ever )?since (?:then|that(?: (?:day|time|night))?)\b|\bfrom (?:then|that (?:day|time|moment|"
        r"point)|now) "
        r"on(?:wards?)?\b|\b(?:back|until) then\b|\bever since\b(?=\s*[.,;])",
        steps.read_vague,
        rank=8,
    ),
    rule(
        "vague.before",
        r"\b(?:than )?ever before\b|\b(?:unlike|than) before\b|\bbefore(?=\s*[.;!?](?:\s|$))|"
        r"(?:(?<=\. )|(?<=\n)|(?<=[,;] ))before(?=,\s(?:i|we|you|he|she|they|it)\b|"
        r"\s(?:it|we|they) (?:was|were)\s(?:only|just|always|never)\b)",
        steps.read_vague,
        BEFORE,
        rank=8,
    ),
    rule(
        "vague.past",
        r"\b(?:in|for) the (?:future|past)\b|\bin future\b|\b(?:the|their|his|her|my|our|its) past(?=\s+[a-z]+"
        r"(?:s|ions?)\b)|\b(?:future|recent)(?=\s+[a-z])",
        steps.read_past,
        rank=8,
    ),
    rule("vague.long", r"\b(?:have|has|had) (?P<core>long)\b(?!\s+(?:hair|hours|been))", steps.read_core, rank=8),
)

UNDATED: tuple[Rule, ...] = (*_STEPS, *_DURATIONS, *_VAGUE)
