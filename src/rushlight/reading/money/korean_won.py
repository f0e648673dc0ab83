"""Whose won: 원 is the south's, the north's, or yuan, by the words beside it and by the thread it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from rushlight.reading.money.currency import Chooser
from rushlight.reading.money.shared import Sum
from rushlight.reading.numerals import korean_number
from rushlight.reading.patterns import rx
from rushlight.record import Amount

CHINESE = rx(
    r"공안|변방대|변방부대|파출소|연길|옌지|도문|투먼|심양|선양|단둥|단동|장백|창바이|훈춘|화룡|용정|룽징|길림|지린|위챗페이"
)
"""Police and towns of China just before a sum in 원 make it yuan."""
OWN_MONEY = rx(
    r"(?:쯤|정도|가량)?\s?(?:되는\s)?돈(?:이[죠지에었다야]|입니다|이라|인데|인\s셈)|(?:쯤|정도|가량)?\s?(?:꼴|셈|되는\s셈)(?:이|입)"
)
YUAN_BEHIND = rx(
    r"[^.!?\n\d]{0,18}?(?:중국\s?돈|인민폐|위안화|(?<![가-힣])비\s?\(중국)|"
    r"[^.!?\n\d]{0,18}[.…]\s?(?:중국\s?돈|인민폐)(?:으로|이요|이오|이지|이었소|요)?[.…!\n]|"
    r"(?:[^.!?\n\d]{0,12}(?:\d+[만천백]?\s?)+원){1,3}[^.!?\n\d]{0,8}(?:중국\s?돈|인민폐)(?:으로|로)"
)
"""3천 원을 보냈어요, 중국돈으로; 만 원 내라, 그것도 비(중국 돈)로."""


def whose_won(before: str, m: regex.Match[str], text: str, chooser: Chooser, start: int) -> tuple[str, str]:
    """Whose won: a bracket behind another sum and an editor's 우리 돈 are the south's, a witness's money the north's."""
    head = text[max(start, m.start() - 30) : m.start()]
    spoken = _is_spoken(text, start, m.start())
    if YUAN_BEHIND.match(text, m.end()):
        return "CNY", "stated"
    if OWN_MONEY.match(text, m.end()):
        return "KRW", "inferred"
    bracket = rx(r"(?:[(（]|환율로|시세로|환산하면)\s*$").search(head) is not None
    if before.startswith("우리"):
        return ("KPW" if spoken and not bracket and chooser.speaks_of("KP") else "KRW"), "inferred"
    if bracket:
        return "KRW", "inferred"
    if not before and CHINESE.search(rx(r"[.!?]\s|\n").split(text[max(start, m.start() - 60) : m.start()])[-1]):
        return "CNY", "inferred"
    if chooser.speaks_of("KP"):
        return ("KRW" if _sent(m, text) else "KPW"), "inferred"
    if not before and chooser.speaks_of("CN") and CHINESE.search(text, start, m.start()):
        return "CNY", "inferred"
    return "KRW", "inferred"


def _sent(m: regex.Match[str], text: str) -> bool:
    """백만 원을 보냈다: sums of that size that people send are the south's money."""
    value = korean_number(m.groupdict().get("n") or "")
    behind = rx(r"씩?(?:을|를|정도|쯤)?\s?(?:[가-힣]{1,8}\s){0,2}?(?:보내|보냈|보낸|부치|부쳤|부친|송금|입금)").match(
        text, m.end()
    )
    return value is not None and value >= 300_000 and behind is not None


def _is_spoken(text: str, start: int, at: int) -> bool:
    """Inside a quotation or an answer of a witness."""
    head = text[start:at]
    opened = head.count("“") - head.count("”") > 0 or head.count('"') % 2 == 1
    return opened or bool(
        rx(r"\s*(?:답|증언자|A)\s*[:：]").match(head) or rx(r"\n\s*(?:답|증언자|A)\s*[:：][^\n]*$").search(head)
    )


THREAD = 1500
"""Letters over which a sum in 중국돈 still says what money the next 원 are."""
OWN_PRICE = rx(
    r"(?:kg|킬로|월급|노임|로임|생활비|물가|요금|국정\s?가격|쌀값|입쌀|콩|강냉이|옥수수|두부|모에|한\s(?:갑|곽|마리|타래|모|그릇|병|킬로))"
    r"(?:[^.\d원]{0,12}|그램[^.\d]{0,6})$"
)
"""Wages and prices of the north are in its own money."""


def thread(before: Sequence[Amount], start: int) -> bool:
    """Was the last 원 of the paragraphs just before yuan?"""
    for amount in reversed(before):
        if "원" in amount.span.exact and (amount.currency == "CNY" or amount.currency_basis == "stated"):
            return amount.currency == "CNY" and start - amount.span.end < THREAD
    return False


def inherit(text: str, sums: list[Sum], carried: bool) -> list[Sum]:
    """After 중국돈 1만 원, a bare 5000원 in the same thread is yuan too, unless it stands in a bracket."""
    out: list[Sum] = []
    yuan = False
    for one in sorted(sums, key=lambda s: s.number):
        won = text[one.number : one.end].rstrip("씩쯤정도이상").rstrip().endswith("원")
        head = text[max(0, one.head - 20) : one.number]
        other = rx(r"(?:[(（]|우리\s?돈|한화|한국\s?돈|환율|시세)\S{0,3}\s*(?:약|대략|\s)*$").search(
            head[-16:]
        ) or OWN_PRICE.search(head)
        other = other or rx(r"우리|한화|한국").match(text[one.head : one.number])
        if won and one.currency == "CNY":
            yuan = True
        elif won and one.basis == "stated":
            yuan = carried = False
        elif won and (yuan or _few(one, carried)) and one.basis == "inferred" and not other and not one.restates:
            one = replace(one, currency="CNY")
        if out and won and one.currency == "CNY" and out[-1].value == one.value and out[-1].basis == "inferred":
            out[-1] = replace(out[-1], currency="CNY")  # 만 원을 내라 했다. 중국 돈으로 만 원
        out.append(one)
    return out


def _few(one: Sum, carried: bool) -> bool:
    """Over paragraphs only sums go on that yuan are counted in; millions of 원 are the south's or the north's."""
    return carried and one.value is not None and one.value < 10**5
