"""The words of Korean sums, as patterns."""

from __future__ import annotations

from functools import cache

import regex

from rushlight.reading.money.currency import names
from rushlight.reading.numerals import KO_NUMBER
from rushlight.reading.patterns import rx

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
def patterns() -> tuple[regex.Pattern[str], regex.Pattern[str], regex.Pattern[str]]:
    """Ranges, sums, and vague sums or sums by a mark, in the order in which they claim their words."""
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


MONEY_OF = r"(?:중국\s?돈|인민폐|북한\s?돈|조선\s?돈|한국\s?돈|한화)"
STATED = rf"(?:{MONEY_OF}|위안화?|달러|비(?=\s?[,)）]))"
_PAYING = (
    r"(?:달라|달래|달랬|달라고|내(?:라|야|고|면|지|겠|려\s?[가갔간감왔온옴])|냈|낸|내놓|물(?:고|라|었|어)|주(?:고|면|겠|었|라)|줬|준|줄|쥐여|찔러|바치|바쳤|"
    r"바친|부르|불렀|불러|깎|흥정|받|보내|보냈|보낸|요구|갚|빌|꿔|꾸|합의|먹이|먹였|뜯|빼앗|뺏|떼|뗐|뗀|모자라|남|벌|들었|들여|들어갔|만들|구했|마련|"
    r"올랐|올렸|내렸|낮|타협|해결|가져|송금|건네|넘겨|넘겼|썼|쓰|챙겼|챙긴|냄|줌|바침|보냄|지불|"
    r"내림|깎음|받음|요구함|부름|건넴|넘김|뜯김|떨어|올라|치렀|치르|치른|넣|꺼내|쥐어|건너|모았|모아|모으|거뒀|거두|걷[어었]|맞췄|매겼|매겨|"
    r"물렸|물림|얹|보태|채웠|갈취|강탈|상납|입금|이체|부쳤|부치|부친|전달|쥐[였여]|덜|줄었|줄여|풀려|빼[내냈낸]|팔[렸려]|"
    r"더\s?(?:내|줘|달|부르|불렀|요구|받|올)|이라고|이라더|이래|이었|이다|였)"
)
BARE = rx(
    rf"(?<![가-힣\d.,:])(?:(?P<before>{MONEY_OF}(?:으로|로)?|(?:위안화?|달러)로)\s?)?(?:약\s|한\s|총\s|합쳐서\s|모두\s|돈\s)?(?P<n>{KO_NUMBER})"
    rf"(?=(?:씩|쯤|정도|만|까지|밖에|이라도|이나)?(?:을|를|은|는|이|가|도|에|으로|로)?\s?(?:더\s|다시\s|[가-힣]{{1,6}}(?:에|에게|한테)\s)?{_PAYING}|(?:은|는)\s[가-힣]{{1,6}}(?:이|가|에게|한테|께)\s(?:{_PAYING}|먹))"
)
"""A sum whose currency an earlier one lends: 처음에 5천 달래서 2천 쥐여 줬다."""


@cache
def turned() -> regex.Pattern[str]:
    """루블로 1,300쯤: a currency's name before a figure without one."""
    name = rf"(?P<before>(?:{names('ko').name_pattern}|{MONEY_OF})화?)(?:으로|로)(?:는|도)?"
    return rx(
        rf"(?<![가-힣]){name}(?:\s(?:치면|따지면|환산하면|계산하면))?\s(?:약\s?|한\s|대략\s)?(?P<n>(?>{KO_NUMBER}))"
        r"(?=\s?(?:쯤|정도|가량|어치|씩|넘게|남짓|이상)|(?:을|를|이|은|도|만|밖에|까지|이었|였|이에|이다|이라|입)(?![가-힣]*번)|[,.)]|$)"
    )


SAID_BEHIND = rx(rf"[^.!?()\n\d]{{0,14}}[(（]\s?(?P<name>{STATED})\s?(?:으로|로)?(?=[,)）\s])")
OF_PEOPLE = rx(
    r"(?:주민|군중|사람|인원|신도|신자|학생|노동자|세대|가구|병력|인구|군인|관객|시민|난민|근로자|참가자)(?:은|는|이|가|만|들)?\s$"
)
"""주민 5천이 모였다: no sum."""
