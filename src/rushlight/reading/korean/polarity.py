"""Whether the words of an act say that it did not happen: 안, 못, -지 않-, -은 적 없-, N은 없었-, -은커녕."""

from __future__ import annotations

from collections.abc import Sequence

from rushlight.reading.korean.clauses import Clause
from rushlight.reading.korean.triggers import Trigger
from rushlight.reading.korean.units import Unit
from rushlight.reading.korean.wording import closes_with_n
from rushlight.reading.patterns import rx
from rushlight.record import Polarity

RIEUL = "[" + "".join(chr(0xAC00 + 28 * i + 8) for i in range(399)) + "]"
"""Every syllable closed by ㄹ: the prospective ending sits on the verb's last syllable."""

NOBODY = (
    r"(?:\S{1,4}\s?(?:번|명|건|집|세대|마디|푼|가지)(?:도|조차)"
    r"|아무도|하나도|아직|전혀|더는|더\s이상|지금까지|여태|결코|따로|실제로)\s"
)
NEGATED = rx(
    r"^[가-힣]*(?:지(?:는|도|를|조차|까지는?|만은)?\s?(?:않|안\s|못하|못했|못한|못합|못함|못\s?해|말|아니)|질\s?(?:않|못)|(?:기|하기|되기)?(?:는|은)커녕"
    rf"|고\s?있(?:지(?:는|도)?\s?(?:않|아니|못)|은\s?것은?\s?아니)"
    rf"|\s?(?:적|일|경우|사실|사람|세대|가구|집|바|흔적|예|사례|물건|것|기록|정황)[이은도는가]?\s?(?:{NOBODY}){{0,2}}(?:없|아니(?!라\s{{0,1}}[가-힣]+도))"
    rf"|[이은도는가]\s?(?:{NOBODY}){{0,2}}(?:없(?:다|었|어|습|는|고|음|이)|아니)|[은는을를이가]?\s?(?:것|게|건)[은이]?\s?아니|(?:이|도|은)?\s?(?:아직\s)?열리지\s?않"
    r"|이라(?:고)?\s?(?:할|부를|볼)\s\S+\s?(?:아니|없)|에?\s?(?:관한|대한)\s(?:진술|증언|보고|사례|신고|주장|증거|정황)[은는이가도]?\s?(?:\S+\s){0,2}?(?:없|확보되지|접수되지|제기되지)|\s?없음|[가은는이도]?\s?(?:존재하지\s?(?:않|아니)|(?:[가-힣]{1,4}[은는]\s)?(?:날조|사실무근|모략|거짓|허위)(?:이|라|다|며))|(?:당|받|되)?\s?안\s?(?:했|함|당|됐|받|한|하))"
)
NO_SUCH = rx(r"(?:한|은|인|운|린|긴|된|온|간|낸|둔|른|친|킨|든)\s(?:일|적|것|사실|바|사람|예)[이은도가]$")
"""강제로 데려온 일이 | 없다: a wording that ends where its negation begins."""
NOT_ONE = rx(rf"[은는이가도]\s(?:{NOBODY}){{1,3}}(?:안|못)\s?[가-힣]")
"""추방은 아직 한 집도 안 나갔다: none of what the noun says."""
DOUBLE = rx(
    r"지\s?않은\s(?:사람|이|집|날|적)[이은]?\s?(?:없|드물)|안\s?\S{1,4}[ㄴ-힣]\s(?:사람|이|집|날)[이은]?\s없|(?:그치|멈추|끊이|줄|가시|멎)지\s?않|지\s?않을\s?수\s?없|지\s?않으면\s?안|수밖에|만\s?못해|왜\s안\s\S{1,4}겠"
)
NOT_EVEN = rx(r"[가-힣]{0,2}기도\s?전에")
"""건네기도 전에: it had not happened yet."""
NONE_OF_IT = rx(r"[가-힣]?\s[가-힣]{1,6}(?:은|는|이|가|도)\s(?:(?:아직|전혀|하나도|아무도|더는|거의)\s)?없")
"""압수된 물건도 없었다: what the adnominal clause describes does not exist."""
SAID_NOT = rx(r"\s?(?:하|말하|요구하|위협하|협박하|강요하)지(?:는|도)?\s?(?:않|못)")
NOT_ORDERED = rx(r"(?:명령|지시|결정|선고|부과|집행|시행|통보)(?:하|되|을\s?내리)지(?:는|도)?\s?(?:않|못)")
"""가택연금을 명령하지 않았다: what is not ordered is not done, though the act itself is worded with a not."""
INSTEAD = rx(r"[가-힣]{0,2}\s(?:대신|것\s대신)")
NEGATION_IS_ACT = frozenset(
    {
        "adapt.conceal",
        "adapt.cut_ties",
        "adapt.turn_away_intermediary",
        "deny.livelihood",
        "detain.house_arrest",
        "disappear.enforced",
        "discriminate.status",
        "effect.family_separation",
        "effect.fear",
        "effect.hardship",
        "hurt.torture",
        "labour.forced",
        "move.travel_ban",
        "respond.deny",
        "respond.refuse",
        "threat.sanction",
    }
)
"""Acts worded with a negation of their own: 전화를 걸지 않는다, 잠을 안 재우다, 생사를 알지 못한다."""
UNDENYING = rx(
    r"못\s?(?:이겨|이긴|견뎌|견딘|견디)|(?:견디|이기)(?:다\s못해|지\s?못(?:해|하고))|(?:재판|영장|혐의|기소|임금|허가|삯|보수|이유|동의|통보|예고|설명|절차|식량|음식|근거|변호인|면회|판결|물|밥)도?\s없이(?=\s)|[가-힣]도\s?못\s?(?:자게|먹게)|(?:^|(?<=\s))(?:안|못)\s[가-힣]{1,4}(?:고서?|면|은\s채|운\s채|인\s채)(?=\s[가-힣]{1,6}[.!?]?\s?$)|(?:말|소리|흔적|기척|연락)도?\s없이(?=\s)"
)
"""Negations that belong to an adverbial, not to the act: 매에 못 견뎌 불었다, 영장 없이 가뒀다."""


OWN_NOT = rx(r"지\s?(?:않|못|아니)|^(?:안|못)\s|없")
"""A verb of such an act that holds the negation itself: 응하지 않다."""


def _words_itself_not(trigger: Trigger, words: str) -> bool:
    return trigger.voice in ("verb", "active", "passive") and OWN_NOT.search(words) is not None


IN_VAIN = rx(r"[가-힣]{0,2}(?:고\s?싶어도|(?:으?려|려고|자고)\s?해도|려야)")
"""부쳐 주고 싶어도: what is wished for, as a negation follows."""
FAILS = rx(r"\s?(?:\S+\s){0,3}?(?:(?:못|안)\s?[가-힣]|\S*(?:지\s?(?:못|않)|수(?:가|도)?\s?없))")


def is_wished_in_vain(rest: str) -> bool:
    """돈을 부치고 싶어도 못 부친다: what follows the act says that it does not come about."""
    wish = IN_VAIN.match(rest)
    return wish is not None and FAILS.match(rest, wish.end()) is not None


LATE_NEGATION = rx(r".?[을를에도은는]\s\S{1,6}지(?:는|도)?\s?(?:않|못)")
"""The verb after a noun that a wording ends in, negated: 정보원 노릇|을 하지 않았다."""
UNDONE = rx(
    r"(?:되|당하|끊|끊기|숨기|감추|막|막히|빼앗|빼앗기|쫓겨나|묻|태우|버리|지우|취소하|금지하|해고하|박탈하|압수하|차단하|정지하|제한하|잘리|돌려보내|내쫓|쫓아내|내보내|거절하|거부하|끊어지|외면하|해임하|파면하|갇히|가두|감추|던지|속이|흩어지|무섭|두렵|두려워하|무서워하|겁나|불안하|떨|굶|어렵|힘들)지(?:는|도)?$"
)
"""Positive verbs of such acts at the end of a pattern, as a negation follows them."""


DENIED_AT_ITS_END = rx(r"(?:정도|것|게|건)[은는이까지]{0,3}\s?(?:아니(?!라)|아닌)[가-힣]{0,3}(?:\s함|\s했다)?$")
"""고문이라 할 정도는 아니었다: the wording took in its own denial."""


def _undone(words: str, tail: str) -> bool:
    """An act worded with a negation of its own, negated all the same: 출국이 금지되지 | 않았다."""
    if rx(r"지(?:는|도|를|조차)?\s?(?:않|못|아니)").match(tail):
        return True
    if DENIED_AT_ITS_END.search(words):
        return True
    never = rx(r"[가-힣]*\s?(?:적|일|것|게|건|사실)[은이도]?\s?(?:없|아니(?!라))").match(tail)
    never = never or rx(r"지지(?:는|도)?\s?(?:않|못)").match(tail)
    return never is not None or bool(UNDONE.search(words) and rx(r"\s?(?:않|못)").match(tail))


def read_polarity(trigger: Trigger, unit: Unit, clauses: Sequence[Clause]) -> Polarity:
    """Negated by 안, 못, -지 않-, -은 적 없-, N은 없었-; not by the double negation -지 않을 수 없-."""
    tail = unit.text(trigger.end, clauses[trigger.clause].end)
    words = unit.text(trigger.start, trigger.end)
    before = unit.text(max(unit.start, trigger.start - 3), trigger.start)
    after = unit.text(clauses[trigger.clause].end, unit.end)
    if rx(r"(?:거나|든지|든가)[,\s]*$").search(words + tail) and rx(r"\s?(?:\S+\s){0,3}\S{1,8}지(?:는|도)?\s?(?:않|못)").match(
        after
    ):
        return Polarity.NEGATED
    if DOUBLE.search(words + tail):
        return Polarity.AFFIRMED
    if NOT_EVEN.match(tail):
        return Polarity.NEGATED
    if is_wished_in_vain(tail + after):
        return Polarity.NEGATED
    if NOT_ORDERED.search(words + tail):
        return Polarity.NEGATED
    if trigger.frame.worded_not or (
        trigger.act in NEGATION_IS_ACT and (trigger.voice == "pattern" or _words_itself_not(trigger, words))
    ):
        return Polarity.NEGATED if _undone(words, tail) else Polarity.AFFIRMED
    if rx(r"(?:^|\s)(?:안|못)\s?$").search(before):
        return Polarity.NEGATED
    if rx(r"만\s").search(words[:4]) and rx(r"[가-힣]*\s?(?:게|것이|건)\s?아니라").match(tail):
        return Polarity.AFFIRMED
    if trigger.voice in ("pattern", "nominal") and LATE_NEGATION.match(words[-1:] + tail):
        return Polarity.NEGATED
    if NO_SUCH.search(words) and rx(rf"\s?(?:{NOBODY}){{0,2}}(?:없|아니)").match(tail):
        return Polarity.NEGATED
    if rx(r"지(?:는|도|를)?$").search(words) and rx(r"\s?(?:않|못|말)").match(tail):
        return Polarity.NEGATED
    if trigger.voice != "pattern" and NOT_ONE.search(words[:12] + tail):
        return Polarity.NEGATED
    if trigger.act.startswith("effect.") and rx(r"[가-힣]*\s?(?:게|것이|건)\s아니라").match(tail):
        return Polarity.AFFIRMED
    if NEGATED.match(tail) or INSTEAD.match(tail) or (NONE_OF_IT.match(tail) and closes_with_n(words + tail[:1])):
        return Polarity.NEGATED
    if clauses[trigger.clause].kind == "quotative" and SAID_NOT.match(unit.text(clauses[trigger.clause].end, unit.end)):
        return Polarity.NEGATED
    if rx(r"\s?수[가는도]?\s?없").match(tail) and rx(f"{RIEUL}$").search(words):
        return Polarity.NEGATED
    inner = INNER_NOT.search(_said(trigger, words + tail[:2]))
    return Polarity.NEGATED if inner else Polarity.AFFIRMED


INNER_NOT = rx(
    r"(?:^|\s)(?:안|못)\s|지(?:는|도)?\s?(?:않(?:았|는|아|고|습|음)|못(?:했|하|한|해|함|합))|없(?:었|다|습|어|음|이|지|고|으|던(?!\s일))|없는(?!\s[가-힣])"
)
LAST_WORDS = rx(r"(?:(?:^|\s)(?:안|못)\s)?(?:\S+\s)?\S*$")


def _said(trigger: Trigger, words: str) -> str:
    """The words in which a negation is the act's own: of a wording of several words, the last ones."""
    if trigger.voice == "pattern":
        last = LAST_WORDS.search(words)
        words = last.group() if last else words
    return UNDENYING.sub("", words) if trigger.voice in ("pattern", "passive", "active", "verb") else words
