"""The English money grammar: figures or number words with a currency, ranges, parts, vague sums, sums without a currency."""

from __future__ import annotations

from decimal import Decimal

import regex

from rushlight.reading.money import english_patterns as words
from rushlight.reading.money.currency import Chooser, names
from rushlight.reading.money.shared import Sum, not_restated, overlapping, to_amounts
from rushlight.reading.numerals import english_number
from rushlight.reading.paragraphs import sentences
from rushlight.reading.patterns import rx
from rushlight.record import Amount, Quantity, QuantityKind

BY_NAME = ("range", "range.plain", "after", "vague")
BY_MARK = ("range.mark", "before", "code")


class Page:
    """One paragraph, as written and in small letters, with the spans already claimed."""

    def __init__(self, text: str, low: str, start: int, end: int, chooser: Chooser) -> None:
        self.text, self.low, self.start, self.end, self.chooser = text, low, start, end, chooser
        self.sums: list[Sum] = []
        self.taken: list[tuple[int, int]] = []

    def take(self, one: Sum | None) -> None:
        if one and not overlapping(one.number, one.end, self.taken):
            self.sums.append(one)
            self.taken.append((one.number, one.end))


def amounts_in(text: str, low: str, start: int, end: int, chooser: Chooser, before: list[Amount]) -> list[Amount]:
    """The amounts of one paragraph; ``before`` are those of the paragraphs before, for sums without a currency."""
    page = Page(text, low, start, end, chooser)
    by_name, by_mark = words.gates()
    named, marked = by_name.search(low, start, end) is not None, by_mark.search(text, start, end) is not None
    for kind, pattern in words.patterns().items():
        if (named and kind in BY_NAME) or (marked and kind in BY_MARK):
            for found in pattern.finditer(low, start, end):
                page.take(_sum(kind, found, page))
    _parts(page)
    known = [a.currency for a in before if a.currency]
    if known or page.sums:
        _bare(page, known)
    return to_amounts(text, page.sums, lambda last, one: _restated(low, last, one))


def _sum(kind: str, m: regex.Match[str], page: Page) -> Sum | None:
    if kind.startswith("range"):
        return _range(m, page)
    if kind == "vague":
        currency, basis = _currency(m, m["adj"], page.chooser)
        quantity = Quantity(QuantityKind.VAGUE, word=_as_written(m, "v", page))
        return Sum(m.start(), m.start("v"), m.end(), None, currency, basis, quantity, per=_per(m, page))
    value = _value(m["n"])
    if value is None or (kind == "after" and _other_word(m, page.low)):
        return None
    if value == 1 and NONE_OF_IT.search(page.low, max(page.start, m.start() - 20), m.start()):
        return None
    if kind == "after":
        currency, basis = _currency(m, m["adj"], page.chooser)
    else:
        currency, basis = _marked(m, page)
    if currency is None:
        return None
    hedge = words.HEDGE_BEFORE.search(page.low, max(page.start, m.start() - 22), m.start())
    head = hedge.start() if hedge else m.start()
    return Sum(head, m.start(), m.end(), value, currency, basis, _quantity(hedge, value, page.text), per=_per(m, page))


def _value(words: str) -> Decimal | None:
    """The number; "five grand" is five thousand, and the points of 2.500 part thousands: no money has three decimals."""
    if rx(r"[1-9]\d{0,2}(?:\.\d{3})+").fullmatch(words):
        words = words.replace(".", "")
    return english_number(words.replace("grand", "thousand"))


def _as_written(m: regex.Match[str], group: str, page: Page) -> str:
    return page.text[m.start(group) : m.end(group)]


def _per(m: regex.Match[str], page: Page) -> str | None:
    return _as_written(m, "per", page).strip() if m["per"] else None


NONE_OF_IT = rx(r"\b(?:not|nor|never|without|no)\s+(?:even\s+|so much as\s+)?(?:a\s+)?(?:single\s+)?$")
"""Before one peso: there was no money at all."""


def _other_word(m: regex.Match[str], low: str) -> bool:
    """Names that are also other words: pounds of rice, kilos lost, a sum."""
    name = m["name"]
    if name in ("pound", "pounds") and not m["adj"].strip():
        weighed = rx(r"(?:weigh|lost|gained|lose)\w*\s*(?:\w+\s*)?$").search(low[max(0, m.start() - 30) : m.start()])
        return bool(weighed or rx(r"\s+(?:of\b|lighter|heavier)").match(low[m.end() : m.end() + 10]))
    return name in ("crowns", "sum", "sums", "som") and m["n"] in ("a", "one", "an")


def _currency(m: regex.Match[str], adjective: str | None, chooser: Chooser) -> tuple[str | None, str | None]:
    n = names("en")
    said = (adjective or "").strip().removeprefix("in ")
    codes = n.names[m["name"]]
    if n.stated.get(said) in codes:
        return n.stated[said], "stated"
    code, basis = chooser.choose(codes, m.start())
    return code, basis or "stated"


def _marked(m: regex.Match[str], page: Page) -> tuple[str | None, str | None]:
    """The currency of a mark. Letters count only as capitals, save a few codes that chats write small."""
    n, mark = names("en"), _as_written(m, "mark", page)
    tail = _as_written(m, "tail", page) if m.groupdict().get("tail") else ""
    if tail in n.marks:
        return n.marks[tail][0], "stated"
    codes = n.marks.get(mark) or (n.marks.get(mark.upper()) if mark in words.LOW_CODES else None)
    if not codes:
        return None, None
    code, basis = page.chooser.choose(codes, m.start())
    return code, basis or "stated"


def _range(m: regex.Match[str], page: Page) -> Sum | None:
    bottom, top = _value(m["a"]), _value(m["b"])
    if bottom is None or top is None:
        return None
    bottom = _same_scale(bottom, m["a"], top, m["b"])
    currency, basis = _currency(m, None, page.chooser) if m.groupdict().get("name") else _marked(m, page)
    if bottom >= top or currency is None:
        return None
    return Sum(m.start(), m.start(), m.end(), None, currency, basis, Quantity(QuantityKind.RANGE, bottom, top))


def _same_scale(bottom: Decimal, low: str, top: Decimal, high: str) -> Decimal:
    """In "3 to 8 million" the scale stands once."""
    scale = rx(r"(?:hundred|thousand|million|billion|lakh|crore|[kmb]|bn|mn)$").search(high.strip())
    if scale and bottom < 1000 <= top and not rx(r"(?:hundred|thousand|million|billion|[kmb])$").search(low.strip()):
        plain = english_number(high[: scale.start()].strip(" -"))
        return bottom * (top / plain) if plain else bottom
    return bottom


def _quantity(hedge: regex.Match[str] | None, value: Decimal, text: str) -> Quantity | None:
    kind = words.KIND.get(hedge[1]) if hedge else None
    if hedge is None or kind is None:
        return None
    low = value if kind is not QuantityKind.AT_MOST else None
    high = value if kind is not QuantityKind.AT_LEAST else None
    return Quantity(kind, low, high, word=text[hedge.start(1) : hedge.end(1)])


def _parts(page: Page) -> None:
    """Fractions, rests and vague sums, which have words and no value."""
    if not words.PART_WORD.search(page.low, page.start, page.end):
        return
    for m in words.PARTS.finditer(page.low, page.start, page.end):
        near = page.low[max(page.start, m.start() - 60) : min(page.end, m.end() + 60)]
        if m["percent"] and not words.ABOUT_MONEY.search(near):
            continue
        part = "vague" if m["vague"] else "rest" if m["rest"] else "fraction"
        quantity = Quantity(QuantityKind.VAGUE, word=page.text[m.start() : m.end()])
        page.take(Sum(m.start(), m.start(), m.end(), None, None, None, quantity, part=part))


def _bare(page: Page, known: list[str]) -> None:
    """Sums without a currency word, in a sentence about money, after a sum with one."""
    mains = not_restated(page.sums, lambda last, one: _restated(page.low, last, one))
    for a, b in sentences(page.text, page.start, page.end):
        spoken = words.MONEY_WORD.search(page.low, a, b) is not None
        for m in words.BARE.finditer(page.low, a, b):
            share = _share_of(page, m)
            if not (share or spoken or _told_by_form(page, m, a, mains)):
                continue
            earlier = share or [s.currency for s in mains if s.number < m.start() and s.currency] or known[-1:]
            value = _value(m["n"])
            if m.start() == a and m["n"].isdigit() and rx(r"[.)]\s").match(page.low, m.end()):
                continue  # 117. The number of a paragraph
            if not earlier or value is None or value < 100 or not (share or _bare_fits(page.low, m, b) or _converted(page, m)):
                continue
            hedge = words.HEDGE_BEFORE.search(page.low, max(a, m.start() - 22), m.start())
            head = hedge.start() if hedge else m.start()
            page.take(Sum(head, m.start(), m.end(), value, earlier[-1], "inferred", _quantity(hedge, value, page.text)))


def _told_by_form(page: Page, m: regex.Match[str], start: int, mains: list[Sum]) -> bool:
    """In a sentence without a word of money: 12k, 500 of it, 75,000 (about $20,000), or words that lead to a sum."""
    if m["n"][-1] in "kn" or m["n"].endswith("grand") or words.OF_IT.match(page.low, m.end()) or _converted(page, m):
        return True
    lead = page.low[max(start, m.start() - 24) : m.start()]
    told = any(start <= s.number < m.start() for s in mains) and ("," in m["n"] or not m["n"].isdigit())
    return told or bool(mains and words.SUM_BEFORE.search(lead)) or words.WHOLE.search(lead) is not None


def _share_of(page: Page, m: regex.Match[str]) -> list[str]:
    """12,500 of the 20,000 lempiras: the currency of the sum that it is a part of."""
    of = rx(r"\s+(?:out )?of (?:the|that|his|her|their)\s+")
    return [s.currency for s in page.sums if s.currency and s.number > m.end() and of.fullmatch(page.low, m.end(), s.number)]


def _converted(page: Page, m: regex.Match[str]) -> bool:
    """Is a sum in a bracket behind, or behind a dash and a hedge, this figure in another currency?"""
    behind = (s for s in page.sums if 0 < s.number - m.end() < 30)
    return any(words.GAP.fullmatch(page.low, m.end(), s.number) for s in behind)


def _bare_fits(low: str, m: regex.Match[str], stop: int) -> bool:
    """No noun is counted, and the figure is no year, number of a room or article."""
    head = low[max(0, m.start() - 24) : m.start()]
    follows = words.BARE_NEXT.match(low, m.end(), stop) or (words.WHOLE.search(head) and words.WHOLE_NEXT.match(low, m.end()))
    if (not follows and low[m.end() : stop].strip()) or words.PERSONS_NEXT.match(low, m.end()):
        return False
    plain = m["n"].isdigit()
    if plain and (words.YEAR_OF_MONEY.search(head) or words.FROM_SOMEONE.match(low, m.end())):
        return True
    if (
        plain
        and len(m["n"]) < 5
        and words.YEARLIKE.search(head)
        and not rx(r"\b(?:put|set|down|reduced) (?:at|to)\s*$").search(head)
    ):
        return False
    return not (rx(r"(?:19|20)\d\d").fullmatch(m["n"]) or words.NUMBERED.search(head))


def _restated(low: str, last: Sum, one: Sum) -> bool:
    """Is ``one`` the sum before it in another currency?"""
    ranged = last.quantity is not None and last.quantity.kind is QuantityKind.RANGE
    if (last.value is None and not ranged) or one.currency is None or one.currency == last.currency:
        return False
    gap = low[last.end : one.number]
    if words.OWN_BRACKET.fullmatch(gap):
        return True
    if len(gap) <= 90 and words.CUE.search(gap) and not rx(r"[.!?]\s").search(gap):
        return True
    if len(gap) > 90 or rx(r"[.;!?]\s").search(rx(r"\b(?:approx|abt?|i\.e|ca)\.").sub("", gap)):
        return False
    return words.GAP.fullmatch(gap) is not None
