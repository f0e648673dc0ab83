"""The Korean money grammar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

import regex

from rushlight.reading.money.currency import Chooser, names
from rushlight.reading.money.shared import Sum, not_restated, overlapping, to_amounts
from rushlight.reading.numerals import KO_NUMBER, korean_number
from rushlight.reading.patterns import rx
from rushlight.record import Amount, Quantity, QuantityKind

VAGUE_NUMBER = r"(?:수|몇)\s?(?:십|백|천|만|억|십만|백만|천만)+"
ABOUT = r"(?<![가-힣])(?:약|대략|한|거의|무려|최소|최소한|적어도|최대|많게는|적게는|시세로|당시|각각|총|모두|합계|도합)"
AFTER = r"(?:\s?(?P<after>이상|이하|미만|넘게|남짓|가량|정도|쯤|안팎|내외|가까이|씩|어치|짜리))*"
PER = rx(
    r"(?:1인당|한 사람당|인당|세대당|가구당|집당|한 집에|한 명당|1명당|건당|한 번에|매달|다달이|매월|달마다|1kg당|kg당|"
    r"킬로당|한 달에|한 세대에|세대별로)\s*(?:\S{1,6}\s)?$"
)
PARTS = rx(
    r"(?P<fraction>(?:송금받은|받은|보낸|보내온|보내 준|보내준)?\s?(?:송금|돈|월급|수입|노임|생활비|임금|소득|판매금|벌이|"
    r"수수료)(?:액)?의?\s(?:일부|절반|반|대부분|\d+분의\s?\d+|\d+\s?(?:%|퍼센트|프로)|[일이삼사오육칠팔구]할|\d할))|"
    r"(?P<rest>나머지(?=\s?(?:는|를|돈|금액|\d)))|"
    r"(?P<goods>(?:담배|술|쌀|옥수수|강냉이|냉동기|휘발유|고기|인삼|금|디젤유|맥주|과일|휴대전화|손전화)\s?(?:몇|수십|여러|"
    r"\d+|한|두|세|네|다섯|열)\s?(?:막대기|보루|병|킬로그램|킬로|kg|톤|상자|마대|대|갑|통|지함|그램|리터|kg씩|곽|막대|포대))|"
    r"(?P<vague>(?:거액|뭉칫돈|목돈|적지 않은 돈|큰돈|큰 돈|많은 돈|상당한 (?:돈|액수|뇌물|금액)|막대한 (?:돈|뇌물|금액)|"
    r"얼마간의 돈|돈 얼마|적지 않은 뇌물|고액의 (?:뇌물|벌금|현금)))"
)
RANGE_SIGN = r"\s?(?:~|∼|～|-|–|에서|부터|내지)\s?"


@cache
def _patterns() -> tuple[regex.Pattern[str], regex.Pattern[str], regex.Pattern[str]]:
    n = names("ko")
    name = rf"(?:{n.name_pattern})(?:화|돈)?"
    mark = rf"(?:{n.mark_pattern})"
    codes = "|".join(code for code in n.marks if rx("[A-Z]{3}").fullmatch(code))
    before = (
        rf"(?:(?<![가-힣])(?P<before>{n.before_pattern}|우리\s?돈|중국\s?위안화?|위안화|달러화?|엔화|유로화)(?:으로|"
        rf"로)?(?:\s(?:치면|따지면|환산하면|환산해|계산하면|하면))?\s?)?"
    )
    lead = rf"{before}(?P<about>{ABOUT}\s?)*"
    land = rf"(?:(?P<land>{n.land_pattern})\s?)??"
    main = (
        rf"{lead}(?P<n>{KO_NUMBER})\s?(?P<more>여\s?)?{land}(?P<open>\(\s?)?(?P<name>{name})(?(open)\s?\))"
        rf"(?P<gloss>\s?\((?P<in>{name})\))?{AFTER}"
    )
    ranged = rf"{lead}(?P<a>{KO_NUMBER})\s?(?P<first>{name})?{RANGE_SIGN}(?P<b>{KO_NUMBER})\s?(?P<name>{name}){AFTER}"
    vague = rf"{before}(?P<n>{VAGUE_NUMBER})\s?(?P<name>{name}){AFTER}|(?P<mark>{mark})\s?(?P<m>{KO_NUMBER})|"
    vague += rf"(?<![\d.,])(?P<m>{KO_NUMBER})\s?(?P<mark>{codes})(?![A-Za-z])"
    return rx(ranged), rx(main), rx(vague)


_MONEY_OF = r"(?:중국\s?돈|인민폐|북한\s?돈|조선\s?돈|한국\s?돈|한화)"
_STATED = rf"(?:{_MONEY_OF}|위안화?|달러|비(?=\s?[,)）]))"
_PAYING = (
    r"(?:달라|달래|달랬|달라고|내(?:라|야|고|면|지|겠|려\s?[가갔간감왔온옴])|냈|낸|내놓|물(?:고|라|었|어)|주(?:고|면|겠|었|라)|줬|준|줄|쥐여|찔러|바치|바쳤|"
    r"바친|부르|불렀|불러|깎|흥정|받|보내|보냈|보낸|요구|갚|빌|꿔|꾸|합의|먹이|먹였|뜯|빼앗|뺏|떼|뗐|뗀|모자라|남|벌|들었|들여|들어갔|만들|구했|마련|"
    r"올랐|올렸|내렸|낮|타협|해결|가져|송금|건네|넘겨|넘겼|썼|쓰|챙겼|챙긴|냄|줌|바침|보냄|지불|"
    r"내림|깎음|받음|요구함|부름|건넴|넘김|뜯김|떨어|올라|치렀|치르|치른|넣|꺼내|쥐어|건너|모았|모아|모으|거뒀|거두|걷[어었]|맞췄|매겼|매겨|"
    r"물렸|물림|얹|보태|채웠|갈취|강탈|상납|입금|이체|부쳤|부치|부친|전달|쥐[였여]|덜|줄었|줄여|풀려|빼[내냈낸]|팔[렸려]|"
    r"더\s?(?:내|줘|달|부르|불렀|요구|받|올)|이라고|이라더|이래|이었|이다|였)"
)
BARE = rx(
    rf"(?<![가-힣\d.,:])(?:(?P<before>{_MONEY_OF}(?:으로|로)?|(?:위안화?|달러)로)\s?)?(?:약\s|한\s|총\s|합쳐서\s|모두\s|돈\s)?(?P<n>{KO_NUMBER})"
    rf"(?=(?:씩|쯤|정도|만|까지|밖에|이라도|이나)?(?:을|를|은|는|이|가|도|에|으로|로)?\s?{_PAYING}|(?:은|는)\s[가-힣]{{1,6}}(?:이|가|에게|한테|께)\s(?:{_PAYING}|먹))"
)
"""A sum whose currency an earlier one lends: 처음에 5천 달래서 2천 쥐여 줬다."""


@cache
def _turned() -> regex.Pattern[str]:
    """루블로 1,300쯤: a currency's name before a figure without one."""
    name = rf"(?P<before>(?:{names('ko').name_pattern}|{_MONEY_OF})화?)(?:으로|로)(?:는|도)?"
    return rx(
        rf"(?<![가-힣]){name}(?:\s(?:치면|따지면|환산하면|계산하면))?\s(?:약\s?|한\s|대략\s)?(?P<n>(?>{KO_NUMBER}))"
        r"(?=\s?(?:쯤|정도|가량|어치|씩|넘게|남짓|이상)|(?:을|를|이|은|도|만|밖에|까지|이었|였|이에|이다|이라|입)(?![가-힣]*번)|[,.)]|$)"
    )


SAID_BEHIND = rx(rf"[^.!?()\n\d]{{0,14}}[(（]\s?(?P<name>{_STATED})\s?(?:으로|로)?(?=[,)）\s])")
CHINESE = rx(
    r"공안|변방대|변방부대|파출소|연길|옌지|도문|투먼|심양|선양|단둥|단동|장백|창바이|훈춘|화룡|용정|룽징|길림|지린|위챗페이"
)
"""Police and towns of China just before a sum in 원 make it yuan."""


def amounts_in(text: str, start: int, end: int, chooser: Chooser, before: Sequence[Amount] = ()) -> list[Amount]:
    """The amounts of one paragraph; ``before`` are those of the paragraphs before, for sums without a currency."""
    sums: list[Sum] = []
    taken: list[tuple[int, int]] = []
    for kind, pattern in zip(("range", "main", "vague"), _patterns(), strict=True):
        for found in pattern.finditer(text, start, end):
            one = _sum(kind, found, text, chooser, start)
            if one and not overlapping(one.number, one.end, taken):
                sums.append(one)
                taken.append((one.number, one.end))
    sums += _by_name(text, (start, end), taken, chooser)
    sums += _bare(text, (start, end), sums, taken, [a.currency for a in before if a.currency])
    sums += _parts(text, start, end, taken)
    return to_amounts(text, _inherit(text, sums, _thread(before, start)), lambda last, one: _restated(text, last, one))


def _sum(kind: str, m: regex.Match[str], text: str, chooser: Chooser, start: int) -> Sum | None:
    if not _is_money(m, text):
        return None
    g = m.groupdict()
    if kind == "vague" and g.get("mark"):
        value = korean_number(m["m"])
        return Sum(m.start(), m.start(), m.end(), value, chooser.choose(names("ko").marks[m["mark"]], m.start())[0], "stated")
    currency, basis = _currency(m, text, chooser, start)
    per = PER.search(text[max(start, m.start() - 16) : m.start()])
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
OWN_MONEY = rx(
    r"(?:쯤|정도|가량)?\s?(?:되는\s)?돈(?:이[죠지에었다야]|입니다|이라|인데|인\s셈)|(?:쯤|정도|가량)?\s?(?:꼴|셈|되는\s셈)(?:이|입)"
)


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
    if name not in ("달러", "위안") and len(number) == 1 and number in "일이삼사오육칠팔구조":  # 사원, 이유로, 이불: no sum
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
        return _won(before, m, text, chooser, start)
    if not codes:
        return None, None
    code, basis = chooser.choose(codes, m.start())
    return code, basis or "stated"


YUAN_BEHIND = rx(
    r"[^.!?\n\d]{0,18}?(?:중국\s?돈|인민폐|위안화|(?<![가-힣])비\s?\(중국)|"
    r"[^.!?\n\d]{0,18}[.…]\s?(?:중국\s?돈|인민폐)(?:으로|이요|이오|이지|이었소|요)?[.…!\n]|"
    r"(?:[^.!?\n\d]{0,12}(?:\d+[만천백]?\s?)+원){1,3}[^.!?\n\d]{0,8}(?:중국\s?돈|인민폐)(?:으로|로)"
)
"""3천 원을 보냈어요, 중국돈으로; 만 원 내라, 그것도 비(중국 돈)로."""


def _won(before: str, m: regex.Match[str], text: str, chooser: Chooser, start: int) -> tuple[str, str]:
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
    for m in BARE.finditer(text, *where):
        value = korean_number(m["n"])
        if (
            value is None
            or value < 100
            or len(m["n"]) < 2
            or not rx(r"[백천만억]|^\d{3,}$|,").search(m["n"])
            or overlapping(m.start("n"), m.end("n"), taken)
            or OF_PEOPLE.search(text[max(where[0], m.start() - 8) : m.start()])
        ):
            continue
        behind = SAID_BEHIND.match(text, m.end("n"))
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
    for m in _turned().finditer(text, *where):
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


OF_PEOPLE = rx(
    r"(?:주민|군중|사람|인원|신도|신자|학생|노동자|세대|가구|병력|인구|군인|관객|시민|난민|근로자|참가자)(?:은|는|이|가|만|들)?\s$"
)
"""주민 5천이 모였다: no sum."""


def _parts(text: str, start: int, end: int, taken: list[tuple[int, int]]) -> list[Sum]:
    out = []
    for m in PARTS.finditer(text, start, end):
        if overlapping(m.start(), m.end(), taken):
            continue
        part = next(k for k in ("fraction", "rest", "goods", "vague") if m[k])
        out.append(Sum(m.start(), m.start(), m.end(), None, None, None, Quantity(QuantityKind.VAGUE, word=m[0]), part=part))
    return out


THREAD = 1500
"""Letters over which a sum in 중국돈 still says what money the next 원 are."""
OWN_PRICE = rx(
    r"(?:kg|킬로|월급|노임|로임|생활비|물가|요금|국정\s?가격|쌀값|입쌀|콩|강냉이|옥수수|두부|모에|한\s(?:갑|곽|마리|타래|모|그릇|병|킬로))"
    r"(?:[^.\d원]{0,12}|그램[^.\d]{0,6})$"
)
"""Wages and prices of the north are in its own money."""


def _thread(before: Sequence[Amount], start: int) -> bool:
    """Was the last 원 of the paragraphs just before yuan?"""
    for amount in reversed(before):
        if "원" in amount.span.exact and (amount.currency == "CNY" or amount.currency_basis == "stated"):
            return amount.currency == "CNY" and start - amount.span.end < THREAD
    return False


def _inherit(text: str, sums: list[Sum], carried: bool) -> list[Sum]:
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
    if rx(rf"[^.!?()\n\d]{{0,14}}[(（]\s?{_STATED}\s?,\s?").fullmatch(gap):
        return True
    return one.restates and len(gap) <= 40
