"""The English money grammar."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from rushlight.reading.money.currency import Chooser, Names, names
from rushlight.reading.money.shared import Sum, overlapping, to_amounts
from rushlight.reading.numerals import EN_NUMBER, english_number
from rushlight.reading.paragraphs import sentences
from rushlight.record import Amount, Quantity, QuantityKind

HEDGE = (
    r"(?:more than|less than|at least|at most|up to|as much as|no more than|no less than|not less than|not more than|a minimum of|"
    r"a maximum of|over|under|nearly|almost|close to|about|abt\.?|around|approximately|approx\.?|roughly|some|like|worth|~|≈|ca\.?|"
    r"circa|an estimated|estimated|the equivalent of|equivalent to|equal to|then|a total of|a further|another|exactly|only|just)"
)
KIND = {
    "more than": QuantityKind.AT_LEAST, "at least": QuantityKind.AT_LEAST, "over": QuantityKind.AT_LEAST,
    "no less than": QuantityKind.AT_LEAST, "not less than": QuantityKind.AT_LEAST, "a minimum of": QuantityKind.AT_LEAST,
    "up to": QuantityKind.AT_MOST, "less than": QuantityKind.AT_MOST, "at most": QuantityKind.AT_MOST,
    "as much as": QuantityKind.AT_MOST, "no more than": QuantityKind.AT_MOST, "not more than": QuantityKind.AT_MOST,
    "a maximum of": QuantityKind.AT_MOST, "under": QuantityKind.AT_MOST,
}  # fmt: skip
KIND |= dict.fromkeys(
    ("nearly", "almost", "close to", "about", "abt", "around", "approximately", "approx", "roughly", "some", "like", "~", "≈", "ca",
     "circa", "an estimated", "estimated"), QuantityKind.APPROX
)  # fmt: skip
MONEY_WORD = re.compile(
    r"\b(?:pa(?:y|ys|id|ying|yment|yments)|money|cash|bribes?|fines?|fined|ransom|bail|fees?|sums?|price|prices|costs?|demand\w*|asked? for|"
    r"asking|asked|borrow\w*|collect\w*|hand(?:ed|ing)? (?:over|him|her|them)|gave|give|sent|send|wants?|wanted|remit\w*|transfer\w*|"
    r"bargain\w*|spent|lent|owed?|debts?|savings|deposit\w*|wages?|salary|pension|reward\w*|compensation|receiv\w*|surrender\w*)\b",
    re.I,
)
PER = r"(?:\s+(?:a head|a person|per (?:head|person|family|household|month|capita|call|phone|child|visit)|each(?: time| month| year| visit)?|apiece|a (?:month|day|week|year|time|family|household|call|visit|night|kilo|kilogram)|every (?:month|time|week|year)|per absent child|for each \w+))"
VAGUE = r"(?:a few|several|many|some|tens of|hundreds of|thousands of|dozens of|a couple of|a couple|countless)"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    n = names("en")
    adjective = rf"(?:(?:in )?(?:{n.before_pattern})\s+)?"
    more = r"(?:(?:more|in|extra|additional|worth of)\s+)?"
    name = rf"(?:{n.name_pattern})"
    sym = rf"(?:{n.mark_pattern})"
    prefix = rf"(?P<hedge>{HEDGE})?\s*"
    return {
        "range": re.compile(
            rf"\b(?:between|from)\s+(?P<m1>{sym}\s?)?(?P<a>{EN_NUMBER})\s*(?:{name}\s+)?(?:and|to)\s+(?P<m2>{sym}\s?)?(?P<b>{EN_NUMBER})\s+{adjective}(?P<name>{name})\b|"
            rf"(?P<m3>{sym})\s?(?P<a3>{EN_NUMBER})\s*(?:-|–|—|to)\s*(?:{sym})?\s?(?P<b3>{EN_NUMBER})|"
            rf"(?P<a2>{EN_NUMBER})\s*(?:-|–|—|to|or)\s*(?P<b2>{EN_NUMBER})\s+{adjective}(?P<name2>{name})\b|"
            rf"\bbetween\s+(?P<m4>{sym})\s?(?P<a4>{EN_NUMBER})\s+and\s+(?:{sym})?\s?(?P<b4>{EN_NUMBER})",
            re.I,
        ),
        "after": re.compile(rf"{prefix}(?P<n>{EN_NUMBER})[\s-]*{more}(?P<adj>{adjective})(?P<name>{name})\b(?:\s+(?:{name}))?(?P<per>{PER})?", re.I),
        "before": re.compile(rf"(?i:{prefix})(?<![A-Za-z])(?P<mark>{sym})\s?(?P<n>(?i:{EN_NUMBER}))(?:\s?(?P<tail>[A-Z]{{3}})\b)?(?P<per>(?i:{PER}))?"),
        "code": re.compile(rf"(?i:{prefix})(?P<n>(?i:{EN_NUMBER}))\s?(?P<mark>{sym})(?![A-Za-z])(?P<per>(?i:{PER}))?"),
        "lowcode": re.compile(rf"(?i:{prefix})(?P<n>(?i:{EN_NUMBER}))\s?(?P<mark>usd|rmb|cny|kpw|krw|eur|gbp)\b(?P<per>(?i:{PER}))?"),
        "vague": re.compile(rf"\b(?P<v>{VAGUE}(?:\s+(?:hundred|thousand|million|hundreds of|thousands of))*)\s+(?P<adj>{adjective})(?P<name>{name})\b(?P<per>{PER})?", re.I),
    }  # fmt: skip


PARTS = re.compile(
    r"\b(?P<fraction>(?:(?:the\s+)?(?:bigger|larger|greater|best)?\s*(?:portions?|parts?|shares?|bulk|most|some|all|half|a (?:third|quarter|fifth|tenth|part|portion|share)|"
    r"(?:one|two|three) (?:thirds?|quarters?|fifths?|tenths?|halves)|\w+ per ?cent|\w+ percent|\d+(?:\.\d+)? ?(?:%|per ?cent))\s+of\s+"
    r"(?:the|their|his|her|my|our|its|all|any|that|this)\s+(?:\w+\s+){0,2}?(?:money|remittances?|wages?|salar(?:y|ies)|incomes?|pay|pensions?|earnings|savings|sum|cash|funds?|payments?|profits?|harvest|price|amount)))\b|"
    r"\b(?P<rest>the rest|the remainder|the balance|the other half)(?=\s*(?:on\b|in\b|later|[.,;]|of the (?:money|sum)|was\b|by\b|when\b|after\b|before\b))|"
    r"(?P<percent>\b\d+(?:\.\d+)?\s?(?:%|per ?cent\b|percent\b))|"
    r"\b(?P<vague>(?:substantial|large|huge|small|hefty|heavy|considerable|enormous|big|sizeable|sizable|modest|regular|petty)\s+(?:bribes?|sums?(?: of money)?|fines?|payments?|amounts? of money|bribes? in cash|ransoms?|fees?|rewards?)|"
    r"(?:a\s+)?(?:large|small|considerable|huge|certain|undisclosed|unknown) (?:sum|amount)s?(?: of (?:money|cash))?|a lot of money|(?:their|his|her|the)\s+(?:received|remitted|hidden)\s+(?:funds?|money))\b",
    re.I,
)  # fmt: skip
BARE = re.compile(rf"(?P<hedge>\b{HEDGE}\s+)?(?<![\w,.$€£¥/-])(?P<n>\d{{1,3}}(?:,\d{{3}})+|(?i:(?:\d+(?:\.\d+)?|\w+)[ -](?:thousand|million|billion|crore|lakh))|[1-9]\d{{3,}}|[1-9]\d{{2}})(?![\w%/-]|[.,]\d)", re.I)
BARE_NEXT = re.compile(
    r"\s*(?:$|[.,;:)!?—–]|-- |\b(?:on|in|to|for|from|was|were|is|at|by|as|and|or|but|more|when|before|after|if|so|each|a head|per|apiece|instead|would|could|had|has|"
    r"that|which|upfront|up front|straight|in cash|cash|extra|then|now|first|later|last|this|with|through|via|of (?:it|that|the money)|only|altogether|in all|total)\b)",
    re.I,
)
GAP_WORDS = r"(?:or|that['’]?s|it['’]?s|its|thats|which (?:is|was)|it (?:is|was)|that (?:is|was)|then|now|equal to|equivalent to|the equivalent of|i\.e\.|worth|in all|today|at the time|of|a total of|around|about|roughly|approximately|approx\.?|nearly|almost|some|like|over|just|under|~|≈|=|well|perhaps|maybe)"
GAP_BRACKET = re.compile(rf"(?:[\s-]*[\w’']+){{0,4}}?\s*[(\[]\s*(?:{GAP_WORDS}[\s,]*)*", re.I)
GAP_PLAIN = re.compile(rf"\s*(?:[,–—]|--|-)\s*(?:{GAP_WORDS}[\s,]*)+|\s*,?\s*(?:or|i\.e\.,?|equivalent to|equal to|the equivalent of|worth)\s+(?:{GAP_WORDS}[\s,]*)*|\s*(?:=|≈|~)\s*(?:{GAP_WORDS}[\s,]*)*|\s*/\s*", re.I)


def amounts_in(text: str, start: int, end: int, chooser: Chooser, before: list[Amount]) -> list[Amount]:
    """The amounts of one paragraph; ``before`` are those of the paragraphs before, for sums without a currency."""
    sums: list[Sum] = []
    taken: list[tuple[int, int]] = []
    for kind in ("range", "after", "before", "code", "lowcode", "vague"):
        for found in _patterns()[kind].finditer(text, start, end):
            one = _sum(kind, found, text, chooser)
            if one and not overlapping(one.number, one.end, taken):
                sums.append(one)
                taken.append((one.number, one.end))
    sums += _parts(text, start, end, taken)
    known = [a.currency for a in before if a.currency and a.value is not None]
    sums += _bare(text, start, end, sums, taken, known)
    return to_amounts(text, sums, lambda last, one: _restated(text, last, one))


def _sum(kind: str, m: re.Match[str], text: str, chooser: Chooser) -> Sum | None:
    if kind == "range":
        return _range(m, chooser)
    if kind == "vague":
        currency, basis = _currency(m["name"], m["adj"], chooser)
        quantity = Quantity(QuantityKind.VAGUE, word=m["v"])
        return Sum(m.start(), m.start("v"), m.end(), None, currency, basis, quantity, per=_per(m))
    value = english_number(m["n"])
    if value is None:
        return None
    if kind == "after":
        if _unlikely_name(m, text):
            return None
        currency, basis = _currency(m["name"], m["adj"], chooser)
        number = m.start("n")
    else:
        currency, basis = _marked(m["mark"], m.groupdict().get("tail"), chooser)
        number = m.start("mark") if kind == "before" else m.start("n")
    return Sum(m.start(), number, m.end(), value, currency, basis, _quantity(m["hedge"], value), per=_per(m))


def _unlikely_name(m: re.Match[str], text: str) -> bool:
    """Names that are also other words: pounds of rice, 'sum', 'won' as a verb before a noun."""
    name = m["name"].lower()
    if name in ("pound", "pounds") and not m["adj"].strip():
        return bool(re.match(r"\s+(?:of\b|lighter|heavier)", text[m.end() :]) or re.search(r"(?:weigh|lost|gained|lose)\w*\s*(?:\w+\s*)?$", text[: m.start()]))
    if name in ("crowns", "sum", "sums", "real", "som"):
        return m["n"][0].isalpha() and m["n"].lower() in ("a", "one")
    return False


def _per(m: re.Match[str]) -> str | None:
    return m["per"].strip() if m["per"] else None


def _currency(name: str, adjective: str | None, chooser: Chooser) -> tuple[str | None, str | None]:
    n: Names = names("en")
    said = (adjective or "").strip().lower().removeprefix("in ")
    codes = n.names[name.lower()]
    if said and n.stated.get(said) in codes:
        return n.stated[said], "stated"
    code, basis = chooser.choose(codes)
    return code, basis or "stated"


def _marked(mark: str, tail: str | None, chooser: Chooser) -> tuple[str | None, str | None]:
    n = names("en")
    if tail and tail in n.marks:
        return n.marks[tail][0], "stated"
    codes = n.marks.get(mark) or n.marks.get(mark.upper()) or ()
    if not codes:
        return None, None
    code, basis = chooser.choose(codes)
    return code, basis or "stated"


def _range(m: re.Match[str], chooser: Chooser) -> Sum | None:
    low, high = (m["a"] or m["a2"] or m["a3"] or m["a4"], m["b"] or m["b2"] or m["b3"] or m["b4"])
    bottom, top = english_number(low), english_number(high)
    if bottom is None or top is None:
        return None
    bottom = _same_scale(bottom, low, top, high)
    name, mark = m["name"] or m["name2"], m["m3"] or m["m4"]
    currency, basis = _currency(name, None, chooser) if name else _marked(mark, None, chooser)
    if bottom >= top:
        return None
    return Sum(m.start(), m.start(), m.end(), None, currency, basis, Quantity(QuantityKind.RANGE, bottom, top))


def _same_scale(bottom: Decimal, low: str, top: Decimal, high: str) -> Decimal:
    """In "3 to 8 million" the scale stands once."""
    scale = re.search(r"(?i)(?:hundred|thousand|million|billion|lakh|crore|[kmb]|bn|mn)$", high.strip())
    if scale and bottom < 1000 <= top and low.strip()[-1].isdigit():
        plain = english_number(high[: scale.start()].strip(" -"))
        return bottom * (top / plain) if plain else bottom
    return bottom


def _quantity(hedge: str | None, value: Decimal) -> Quantity | None:
    word = (hedge or "").lower().strip().rstrip(".")
    kind = KIND.get(word)
    if kind is None:
        return None
    low = value if kind is not QuantityKind.AT_MOST else None
    high = value if kind is not QuantityKind.AT_LEAST else None
    return Quantity(kind, low, high, word=hedge.strip() if hedge else None)


def _parts(text: str, start: int, end: int, taken: list[tuple[int, int]]) -> list[Sum]:
    out = []
    for m in PARTS.finditer(text, start, end):
        if overlapping(m.start(), m.end(), taken):
            continue
        if m["percent"] and not _about_money(text, start, end, m.start()):
            continue
        part = "vague" if m["vague"] else "rest" if m["rest"] else "fraction"
        quantity = Quantity(QuantityKind.VAGUE, word=m[0])
        out.append(Sum(m.start(), m.start(), m.end(), None, None, None, quantity, part=part))
        taken.append((m.start(), m.end()))
    return out


def _about_money(text: str, start: int, end: int, at: int) -> bool:
    near = text[max(start, at - 60) : min(end, at + 60)]
    return bool(re.search(r"\b(?:takes?|took|fee|commission|cut|broker|share|charge[sd]?|keeps?|kept|wage|remit|tax)\w*", near, re.I))


def _bare(text: str, start: int, end: int, sums: list[Sum], taken: list[tuple[int, int]], known: list[str]) -> list[Sum]:
    """Sums without a currency word, in a sentence about money, after a sum with one."""
    out: list[Sum] = []
    mains = _not_restated(text, sums)
    for a, b in sentences(text, start, end):
        if not MONEY_WORD.search(text, a, b):
            continue
        for m in BARE.finditer(text, a, b):
            before = [s.currency for s in mains if s.number < m.start() and s.currency and s.value is not None] or known[-1:]
            value = english_number(m["n"])
            if not before or value is None or overlapping(m.start("n"), m.end(), taken) or not _bare_fits(text, m, value, b):
                continue
            out.append(Sum(m.start(), m.start("n"), m.end(), value, before[-1], "inferred", _quantity(m["hedge"], value)))
            taken.append((m.start("n"), m.end()))
    return out


def _not_restated(text: str, sums: list[Sum]) -> list[Sum]:
    """The sums that are no conversion of the one before."""
    out: list[Sum] = []
    for one in sorted(sums, key=lambda s: s.number):
        if not (out and _restated(text, out[-1], one)):
            out.append(one)
    return out


def _bare_fits(text: str, m: re.Match[str], value: Decimal, stop: int) -> bool:
    if not BARE_NEXT.match(text, m.end(), stop) and text[m.end() : stop].strip():
        return False
    if re.fullmatch(r"(?:19|20)\d\d", m["n"]) or re.search(r"(?:No|nos?|number|room|section|article|decree|law|cell|since|in|of|by|until|resolution|[A-Z])\.?\s*$", text[max(0, m.start("n") - 12) : m.start("n")]):
        return False
    return value >= 100


def _restated(text: str, last: Sum, one: Sum) -> bool:
    if last.value is None and not (last.quantity and last.quantity.kind is QuantityKind.RANGE):
        return False
    if one.currency is None or one.currency == last.currency or one.basis == "inferred" and one.currency is None:
        return False
    gap = text[last.end : one.number]
    if len(gap) > 60 or re.search(r"[.;!?]\s", gap.replace("approx.", "approx").replace("abt.", "abt")):
        return False
    return bool(GAP_BRACKET.fullmatch(gap) or GAP_PLAIN.fullmatch(gap))
