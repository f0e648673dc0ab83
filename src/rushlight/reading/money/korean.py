"""The Korean money grammar."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import regex

from rushlight.reading.money import korean_patterns as words
from rushlight.reading.money.currency import Chooser, names
from rushlight.reading.money.korean_won import OWN_MONEY, inherit, thread, whose_won
from rushlight.reading.money.shared import Sum, not_restated, overlapping, to_amounts
from rushlight.reading.numerals import korean_number
from rushlight.reading.patterns import rx
from rushlight.record import Amount, Quantity, QuantityKind


def amounts_in(text: str, start: int, end: int, chooser: Chooser, before: Sequence[Amount] = ()) -> list[Amount]:
    """The amounts of one paragraph; ``before`` are those of the paragraphs before, for sums without a currency."""
    sums: list[Sum] = []
    taken: list[tuple[int, int]] = []
    for kind, pattern in zip(("range", "main", "vague"), words.patterns(), strict=True):
        for found in pattern.finditer(text, start, end):
            one = _sum(kind, found, text, chooser, start)
            if one and not overlapping(one.number, one.end, taken):
                sums.append(one)
                taken.append((one.number, one.end))
    sums += _by_name(text, (start, end), taken, chooser)
    sums += _bare(text, (start, end), sums, taken, [a.currency for a in before if a.currency])
    sums += _parts(text, start, end, taken)
    return to_amounts(text, inherit(text, sums, thread(before, start)), lambda last, one: _restated(text, last, one))


def _sum(kind: str, m: regex.Match[str], text: str, chooser: Chooser, start: int) -> Sum | None:
    if not _is_money(m, text):
        return None
    g = m.groupdict()
    if kind == "vague" and g.get("mark"):
        value = korean_number(m["m"])
        return Sum(m.start(), m.start(), m.end(), value, chooser.choose(names("ko").marks[m["mark"]], m.start())[0], "stated")
    currency, basis = _currency(m, text, chooser, start)
    per = words.PER.search(text[max(start, m.start() - 16) : m.start()])
    said = per[0].strip() if per else "씩" if g.get("after") == "씩" else None
    restates = kind == "main" and ((bool(g.get("before")) and _spoken_conversion(text, m)) or _restates(text, m))
    if kind == "range":
        return _range(m, currency, basis, said)
    if kind == "vague":
        quantity = Quantity(QuantityKind.VAGUE, word=m["n"])
        return Sum(m.start(), m.start(), m.end(), None, currency, basis, quantity, per=said)
    value = korean_number(m["n"])
    if value is None:
        return None
    return Sum(m.start(), m.start("n"), m.end(), value, currency, basis, _quantity(m, value), per=said, restates=restates)


def _spoken_conversion(text: str, m: regex.Match[str]) -> bool:
    """우리 돈으로 250만 원쯤: a sum restated in another money."""
    return bool(rx(r"\S*(?:돈|화|달러|위안)(?:으로|로)").match(text[m.start() : m.start("n")].replace(" ", "")))


BY_RATE = rx(r"(?:시세|환율|시장\s?값|암시장)(?:로|으로)(?:는|\s?치면|\s?따지면|\s?환산하면)?\s?(?:약|한|대략)?\s?$")
IS_SO_MUCH = rx(
    r"\s?(?:이다|입니다|이에요|예요|이죠|이지|인\s?셈|이었|였|이라|이야|이래|[을에]?\s?(?:된다|됩니다|돼|되는|해당|상당하|맞먹|웃도))"
)
"""우리돈 190만 원이다."""


def _restates(text: str, m: regex.Match[str]) -> bool:
    """뒷시장 시세로 220달러쯤; 380만 원 돈이죠: said of the sum before."""
    by_rate = BY_RATE.search(text[max(0, m.start("n") - 20) : m.start("n")])
    ours = rx(r"우리|한국|한화|남한|미화").match(m.groupdict().get("before") or "") and IS_SO_MUCH.match(text, m.end())
    return by_rate is not None or ours is not None or OWN_MONEY.match(text, m.end()) is not None


def _is_money(m: regex.Match[str], text: str) -> bool:
    """Not 원 of 이천 원생, not 동 of an address, not 불 of fire, not a number inside a longer word."""
    nxt = text[m.end() : m.end() + 4]
    name = m.groupdict().get("name") or ""
    if (
        m.start() > 0
        and rx(r"[가-힣\d.,]").match(text[m.start() - 1])
        and not rx(r"돈|화|당|씩|로|은|는|을|에|지").match(text[m.start() - 1])
    ):
        return False
    if name == "동" and (rx(r"(?:안|에서|네|시|의|무|사|\s?주민)").match(nxt) or not rx(r"[만억천,]|\d{4}").search(m[0])):
        return False
    number = m.groupdict().get("n") or ""
    if name not in ("달러", "위안") and number and not rx(r"[십백천만억\d]").search(number):  # 사원, 조사원, 이유로, 이불
        return False
    short = name in ("원", "엔", "불", "숨", "솜", "밧", "킵", "낍")
    return not (short and rx(r"(?:장|생|칙|래|조|인(?!\s)|산|본)").match(nxt))


def _currency(m: regex.Match[str], text: str, chooser: Chooser, start: int) -> tuple[str | None, str | None]:
    n = names("ko")
    g = m.groupdict()
    inside = (g.get("in") or "").removesuffix("화")
    if inside in n.names:
        return n.names[inside][0], "stated"
    before = (g.get("before") or "").strip()
    if before in n.stated:
        return n.stated[before], "stated"
    if before.startswith(("중국", "위안")):
        return "CNY", "stated"
    name = m["name"].removesuffix("돈")
    codes = n.names.get(name) or n.names.get(name.removesuffix("화")) or ()
    said = next((code for code in codes if code in n.lands.get(g.get("land") or "", ())), None)
    if said:
        return said, "stated"
    if name.removesuffix("화") == "원":
        return whose_won(before, m, text, chooser, start)
    if not codes:
        return None, None
    code, basis = chooser.choose(codes, m.start())
    return code, basis or "stated"


def _range(m: regex.Match[str], currency: str | None, basis: str | None, per: str | None) -> Sum | None:
    low, high = korean_number(m["a"]), korean_number(m["b"])
    if low is None or high is None:
        return None
    scale = rx(r"[십백천]?[만억]$|[백천]$").search(m["b"])
    if scale and not m["first"] and low < 1000 <= high and m["a"].strip()[-1].isdigit():
        scaled = low * (korean_number(scale[0]) or Decimal(1))
        low = scaled if scaled < high else low  # 2~3천 달러, but 500에서 3천 달러
    if low >= high:
        return None
    return Sum(m.start(), m.start(), m.end(), None, currency, basis, Quantity(QuantityKind.RANGE, low, high), per=per)


def _quantity(m: regex.Match[str], value: Decimal) -> Quantity | None:
    about, after = (m["about"] or "").strip(), m["after"] or ""
    if after in ("이상", "넘게", "남짓") or about in ("최소", "최소한", "적어도", "적게는") or m["more"]:
        return Quantity(QuantityKind.AT_LEAST, value, None, word=after or about or "여")
    if after in ("이하", "미만") or about in ("최대", "많게는"):
        return Quantity(QuantityKind.AT_MOST, None, value, word=after or about)
    if about in ("약", "대략", "한", "거의", "시세로") or after in ("가량", "정도", "쯤", "안팎", "내외", "가까이"):
        return Quantity(QuantityKind.APPROX, value, value, word=about or after)
    return None


def _bare(text: str, where: tuple[int, int], sums: list[Sum], taken: list[tuple[int, int]], known: list[str]) -> list[Sum]:
    """Figures of money without a currency word: stated beside, behind in a bracket, or the last one named."""
    out: list[Sum] = []
    mains = not_restated(sums, lambda last, one: _restated(text, last, one))
    for m in words.BARE.finditer(text, *where):
        value = korean_number(m["n"])
        if (
            value is None
            or value < 100
            or len(m["n"]) < 2
            or not rx(r"[백천만억]|^\d{3,}$|,").search(m["n"])
            or overlapping(m.start("n"), m.end("n"), taken)
            or words.OF_PEOPLE.search(text[max(where[0], m.start() - 8) : m.start()])
        ):
            continue
        behind = words.SAID_BEHIND.match(text, m.end("n"))
        stated = m["before"] or (behind["name"] if behind else None)
        named = sorted((*mains, *out), key=lambda s: s.number)
        named = [s for s in named if s.number < m.start()]
        earlier = [s.currency for s in named if s.currency]
        if m["n"].endswith("만") and named and named[-1].value and value > 100 * named[-1].value:
            value = korean_number(m["n"][:-1]) or value  # 6천 중 3천만 받았다: 만 is "only"
        lent = earlier or known
        currency = _of_name(stated) if stated else lent[-1] if lent else None
        if currency:
            taken.append(m.span("n"))
            out.append(Sum(m.start(), m.start("n"), m.end("n"), value, currency, "stated" if stated else "inferred"))
    return out


def _by_name(text: str, where: tuple[int, int], taken: list[tuple[int, int]], chooser: Chooser) -> list[Sum]:
    """Figures behind 루블로, 달러로: right behind another sum they say it again."""
    out = []
    for m in words.turned().finditer(text, *where):
        value = korean_number(m["n"])
        if value is None or value < 10 or overlapping(m.start(), m.end(), taken):
            continue
        codes = names("ko").names.get(m["before"].removesuffix("화"))
        currency = chooser.choose(codes, m.start())[0] if codes else _of_name(m["before"])
        again = rx(r"[,(（]\s?$").search(text[max(where[0], m.start() - 3) : m.start()]) is not None
        taken.append(m.span("n"))
        out.append(Sum(m.start(), m.start("n"), m.end("n"), value, currency, "stated", restates=again))
    return out


def _of_name(name: str) -> str:
    """The currency that a country's money or a currency's own name states."""
    bare = name.replace(" ", "")
    if bare.startswith(("중국", "인민폐", "위안", "비")):
        return "CNY"
    return "USD" if bare.startswith("달러") else "KRW" if bare.startswith(("한국", "한화")) else "KPW"


def _parts(text: str, start: int, end: int, taken: list[tuple[int, int]]) -> list[Sum]:
    out = []
    for m in words.PARTS.finditer(text, start, end):
        if overlapping(m.start(), m.end(), taken):
            continue
        part = next(k for k in ("fraction", "rest", "goods", "vague") if m[k])
        out.append(Sum(m.start(), m.start(), m.end(), None, None, None, Quantity(QuantityKind.VAGUE, word=m[0]), part=part))
    return out


BRACKET_BEHIND = rx(r"[^.!?()\n\d]{0,24}(?:[.!?]?\s?[»”’\"'」』])?\s?[(（\[]\s?[^.!?()（）\n\d]{0,24}")
"""3천 원 찔러 줬소» (우리 돈 58만 원쯤); 6만 마나트(암시장 환율로 약 3000달러): a bracket says the sum again."""
OTHER_SUM = rx(r"그중|그 중|가운데|수수료|중개|따로|별도|외에|추가|포함|더해|빼고|제외|나머지|와\s|과\s|및|각각|이후|나중")
"""Words in or before a bracket that make its sum another one."""


def _restated(text: str, last: Sum, one: Sum) -> bool:
    if one.currency in (None, last.currency) or last.currency is None or (last.value == one.value and last.value is not None):
        return False
    gap = text[last.end : one.head]
    if rx(r"\s?(?:을|를|씩|가량|정도|쯤)?\s?[(（\[]\s?(?:당시|현재|시세로|환율로|즉|곧|약|대략)?\s?").fullmatch(gap):
        return True
    if BRACKET_BEHIND.fullmatch(gap):
        return not OTHER_SUM.search(gap)
    if rx(
        r"\S{0,5}\s?(?:,|즉|곧|=|≈|/|·|–|—|-{1,2})?\s?(?:즉|곧)?\s?(?:당시|현재|지금|요즘)?\s?(?:시세|환율)?(?:로|으로)?\s?(?:치면|따지면)?\s?(?:약|대략)?\s?"
    ).fullmatch(
        gap,
    ) and rx(r"[=≈/·–—-]|즉|곧|환율|시세|당시|현재|지금|요즘|,(?=.*약)").search(gap + text[one.head : one.number]):
        return not rx(r"[가-힣]{3,}").search(rx("당시|현재|환율로|시세로|치면|따지면").sub("", gap))
    if rx(rf"[^.!?()\n\d]{{0,14}}[(（]\s?{words.STATED}\s?,\s?").fullmatch(gap):
        return True
    return one.restates and len(gap) <= 40
