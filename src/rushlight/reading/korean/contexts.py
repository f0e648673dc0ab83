"""What the words around a clause make of it: occurred, threatened, demanded, rumoured, denied …

The nearest cue outwards decides: the clause's own ending, then the predicate that a quotative ending leads to,
then what the sentence says of the quotation the clause stands in. The act word itself never decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rushlight.reading.korean.clauses import Clause
from rushlight.reading.korean.forms import PAST as PAST
from rushlight.reading.korean.forms import after_quote, goes_round, told_by_form
from rushlight.reading.korean.lexicon import lexicon
from rushlight.reading.korean.polarity import NOT_EVEN, RIEUL, is_wished_in_vain, read_polarity
from rushlight.reading.korean.triggers import Trigger
from rushlight.reading.korean.units import Unit
from rushlight.reading.korean.wording import closes_with_n as closes_with_n
from rushlight.reading.patterns import rx
from rushlight.record import Modality, Polarity

FUTURE = rx(
    rf"겠|{RIEUL}\s것(?:이라|이다|이며|임|$)|{RIEUL}\s수도?\s있|{RIEUL}\s거(?:라|야|다|예)|{RIEUL}\s?줄\s?알|각오|게\s?될|게\s?된다|{RIEUL}게(?:요|$)|(?:주마|테니|테다)"
)
NEARLY = rx(rf"{RIEUL}\s?뻔")
TRIED = rx(
    r"(?:(?<!데)려다(?!니)|려던|려는\s(?:순간|찰나|것을)|미수|불발|무산|(?<!(?<![가-힣])[우격장염배고독])려\s?했|려고\s?했|(?<!(?<![가-힣])[우격장염배고독])려\s?하|려고\s?하|려고\s?들|(?<![걸끌몰올])려\s?들(?![어었])|시도|미수|에\s?실패)"
)
BEFORE_IT = rx(r"[가-힣]{0,2}기\s?(?:전|직전|도\s?전)|[가-힣]{0,2}\s시(?:에는|\s)|할\s경우|될\s경우")
"""체포되기 전에, 적발 시에는: the happening is only the point that another one is measured from."""
NEARLY_WORD = rx(r"하마터면|까딱하면|자칫하면|만약|만일")
POSSIBLE = rx(
    rf"{RIEUL}\s?(?:수도?\s?있(?!었)|지도?\s?[모몰]|지\s?알\s?수|까\s?(?:봐|두려|걱정|우려|불안|싶)|우려|가능성|위험|위기|처지)|{RIEUL}까(?:\s|$)|면\s?어쩌"
)
CONCEDED = rx(r"[가와해돼려져어아여쳐켜러써워]$")
"""A verb's infinitive, as -도 follows: 관리소에 가|도 할 말 없다."""
IN_CASE = rx(
    r"(?:불응|적발|위반|거부|미납|재범|발각|자수|신고|도주|체납|불참|은닉|미신고|미제출|재차)[가-힣]{0,3}\s(?:\S+\s)?시(?:에는|엔|에)?[,\s]"
)
"""불응 시: the case for which something is laid down."""
PLANNED = rx(r"(?:(?:하|으|데리)러\s?(?:왔|오|온|갔|가|나섰|들이)|기로\s?했|기로\s?하|[ㄱ-힣]\s?(?:예정|계획|작정)|려는|려고)")
BELIEVED = rx(
    r"(?:[가-힣](?<=[ㄱ-힣])으리라|을\s?(?:텐|듯)|지\s?싶|나\s?봐|나\s?보다|것으로\s?(?:보|추정|추측|의심|파악|믿)|듯하|듯싶|모양이|것\s?같|추정|의혹|것으로\s?여겨)"
)
CONDITIONAL_END = rx(
    r"(?:으면|하면|되면|다면|라면|리면|가면|오면|내면|지면|키면|히면|기면|나면|치면|쓰면|들면|거든|더라도|[아어여해]도|려면)$"
)
MATRIX_SPAN = 46
REACHING = frozenset({"threat", "warn", "rumour", "believe", "policy", "plan"})
"""Cues that take in the clauses chained before their own; a denial or confession is of its own clause only."""


@dataclass(frozen=True)
class Context:
    """``cue`` is a kind of ``cues.yaml`` or None; ``[cue_start, cue_end)`` its words; ``own`` the clause's own state."""

    modality: Modality
    polarity: Polarity
    cue: str | None = None
    cue_start: int = -1
    cue_end: int = -1
    skip: bool = False


CUE_MODALITY = {
    "threat": Modality.THREATENED,
    "warn": Modality.THREATENED,
    "demand": Modality.DEMANDED,
    "policy": Modality.POLICY,
    "rumour": Modality.BELIEVED,
    "believe": Modality.BELIEVED,
    "deny": Modality.DENIED,
    "confess": Modality.CONFESSED,
    "pledge": Modality.PLEDGED,
    "plan": Modality.INTENDED,
    "prefer": Modality.PREFERRED,
}


def tail_of(trigger: Trigger, unit: Unit, clauses: Sequence[Clause]) -> str:
    """Words from the end of the trigger to the end of its clause (with auxiliaries split off by 고)."""
    return unit.text(trigger.end, clauses[trigger.clause].end)


def _reaching_cue(trigger: Trigger, unit: Unit, clauses: Sequence[Clause]) -> Found | None:
    """The outer cue, unless its words are the act's own."""
    cue = outer_cue(trigger, unit, clauses)
    if cue is None:
        return None
    unheard_of = cue.kind == "rumour" and trigger.act == "disappear.enforced" and trigger.voice == "pattern"
    own = cue.kind in ("believe", "demand", "policy") and trigger.act in ("respond.deny", "policy.order")
    return None if unheard_of or own else cue


def read_context(trigger: Trigger, unit: Unit, clauses: Sequence[Clause]) -> Context:
    """Modality and polarity of the trigger's clause, from the inside out."""
    clause = clauses[trigger.clause]
    tail = tail_of(trigger, unit, clauses)
    polarity = read_polarity(trigger, unit, clauses)
    if polarity is Polarity.AFFIRMED and _describes(trigger, unit, tail):
        return Context(Modality.OCCURRED, polarity)
    own = _own_modality(trigger, unit, clause, tail)
    if trigger.act.startswith("threat.") and goes_round(trigger, unit):
        return Context(own, polarity, skip=True)
    cue = _reaching_cue(trigger, unit, clauses)
    if cue is not None and cue.kind == "accuse":
        return Context(Modality.OCCURRED, polarity, "accuse", cue.start, cue.end, skip=True)
    if rx(r"[가-힣]{0,2}(?:듯|다시피(?!\s?[하해했]))|[가-힣]{0,3}\s(?:조건|대가|값|명목)").match(tail) or (
        ASKED.match(tail) and not trigger.act.startswith(("question.", "demand.", "watch."))
    ):
        return Context(own, polarity, skip=True)
    if own is Modality.HYPOTHETICAL and clause.kind == "conditional":
        return Context(own, polarity, skip=True)
    if _asked_or_supposed(trigger, unit, clause, tail):
        return Context(own, polarity, skip=True)
    if own is Modality.OCCURRED and cue is None and LAW.search(unit.text(unit.start, trigger.end)) and "조에 따라" not in tail:
        return Context(Modality.POLICY, Polarity.AFFIRMED, None) if trigger.act != "policy.order" else Context(own, polarity)
    if (
        own is Modality.OCCURRED
        and cue is None
        and IN_CASE.search(unit.text(clause.start, trigger.start))
        and not PAST.search(tail)
    ):
        return Context(Modality.POLICY, polarity, None)
    if LAID_DOWN.match(unit.text(trigger.end, clause.end + 8)) and trigger.act != "policy.order":
        return Context(Modality.POLICY, Polarity.AFFIRMED, "policy", trigger.end, trigger.end + 1)
    if cue is not None and cue.kind in ("rumour", "word") and _announced(trigger, unit, clauses):
        return Context(Modality.THREATENED, polarity, "threat", cue.start, cue.end)
    if cue is None and clause.kind == "quotative" and own is Modality.OCCURRED and _unproved(unit, clause):
        return Context(Modality.BELIEVED, polarity, "believe", clause.end, clause.end + 1)
    if cue is not None and cue.kind == "rumour" and PRESUPPOSED.match(tail):
        cue = None
    if cue is not None and cue.kind == "rumour" and _come_to_nothing(trigger, unit, cue):
        polarity = Polarity.NEGATED
    if cue is not None and cue.kind == "demand" and own is Modality.INTENDED:
        return Context(Modality.THREATENED, polarity, "threat", cue.start, cue.end)
    form = told_by_form(trigger, unit, clause) if cue is None and own is Modality.OCCURRED else None
    if form is not None:
        return Context(form[0], polarity, form[1], trigger.end, trigger.end + 1)
    if cue is None and own is Modality.OCCURRED and _only_if(trigger, unit, clauses):
        return Context(Modality.HYPOTHETICAL, polarity)
    if HEARD.search(unit.text(unit.start, clause.start + 24)) and cue is None and own is Modality.OCCURRED:
        return Context(Modality.BELIEVED, polarity, "rumour", unit.start, unit.start + 1)
    return Context(own, polarity) if cue is None else _under(cue, own, polarity, trigger, clauses)


def _under(cue: Found, own: Modality, polarity: Polarity, trigger: Trigger, clauses: Sequence[Clause]) -> Context:
    """What the words that govern the clause make of its own modality."""
    if cue.kind == "word":
        threat = any(c.kind == "conditional" for c in clauses[: trigger.clause + 1])
        return Context(Modality.THREATENED if threat else Modality.BELIEVED, polarity, "word", cue.start, cue.end)
    if cue.kind in CUE_MODALITY:
        modality = CUE_MODALITY[cue.kind]
        if modality is Modality.DENIED and trigger.act != "respond.deny":
            polarity = Polarity.AFFIRMED
        if own in (Modality.HYPOTHETICAL, Modality.ATTEMPTED) and cue.kind in ("policy", "plan", "prefer"):
            modality = own
        return Context(modality, polarity, cue.kind, cue.start, cue.end)
    return Context(own, polarity)


DESCRIBING = rx(
    r"^[가-힣]{0,2}\s(?!(?:것|거|게|걸|건|적|일|바|수|뻔|후|뒤|다음|채|듯|척|사실|경우|줄|지|데|점|혐의|의혹|소문|말|주장|보도|정보|설|얘기|이야기|이유|죄|때|만큼|대로|탓|덕|셈|모양|중|가운데|상태|이후|직후|대신|내용|정황|가능성|위험|대상|명단|글|기사|소식)[가-힣]{0,3}(?:[\s.,]|$))[가-힣A-Z]"
)


def _describes(trigger: Trigger, unit: Unit, tail: str) -> bool:
    """석방된 자는 … 않겠다고 했다: a past act that only says who is meant is no part of what is said to come."""
    match = DESCRIBING.match(tail)
    if match is None or trigger.voice not in ("active", "passive", "verb"):
        return False
    word = unit.text(trigger.start, trigger.end) + tail[: tail.index(" ")]
    last = word[-1]
    past = "가" <= last <= "힣" and (ord(last) - 0xAC00) % 28 == 4 and last not in "는"
    return past and not NEARLY_WORD.search(unit.text(max(unit.start, trigger.start - 12), trigger.start))


IMPERATIVE = rx(
    r"(?:세요|십시오|시오|지\s?마|지\s?말(?:자|고|아)|마오|마라|말자|말아|합시다|읍시다|[아어여해워려켜쳐러가와써둬줘]라)[요라]?[.!\s”’]*$"
)
SUPPOSED = rx(r"\s?(?:하|그러|이러)(?:면|거든|다간)(?=[\s,])")
"""못 하겠다고 하면: said only in supposition."""


def _asked_or_supposed(trigger: Trigger, unit: Unit, clause: Clause, tail: str) -> bool:
    """Asked of the reader (지우세요, 부치지 마오), or said only if it comes to that (못 하겠다고 하면)."""
    own = trigger.act.startswith(("adapt.", "respond.", "exchange.", "effect."))
    if clause.kind == "quotative":
        return own and SUPPOSED.match(unit.text(clause.end, unit.end)) is not None
    words = unit.text(trigger.start, trigger.end) + tail
    if words.rstrip(" .!").endswith("세요") and rx(r"[가-힣](?:은|는|이|가|께서)\s").search(
        unit.text(clause.start, trigger.end)
    ):
        return False  # 어머니는 무서워하세요: told of someone, with respect
    return own and trigger.act != "adapt.cut_ties" and clause.kind == "final" and IMPERATIVE.search(words) is not None


LAW = rx(
    r"^(?:\S+\s){0,6}?\S*(?:법|법안|법률|조례|시행령|칙령|포고령|포고문|지시문|개정안|시행규칙|통지문)[’”]?(?:은|는|에는|에\s따르면|에\s의하면)\s"
)
"""새 형법은 …: a law, not a happening, is the subject."""
LAID_DOWN = rx(
    r"[^.,]{0,26}(?:을|를)\s?(?:\S+\s)?(?:규정|명시|골자|담고|담은|의무화)|[^.,]{0,10}수\s?있(?:도록|게)\s?(?:했|하[였는]|한|규정|정)"
)
"""출국 금지를 규정하고 있다, 사형까지 내릴 수 있도록 했다: what a law provides for."""
UNPROVED = rx(
    r"\s?(?:\S+\s){0,2}?(?:주장|보도|정보|의혹|증언|소문|첩보|기사|이야기|얘기|말|글|제보|소식|설|신고)(?:들)?(?:은|는|이|가|을|를|에|도|에\s대하여는|에\s대해서는)"
    r"[^.]{0,48}(?:확인|검증|입증|뒷받침|확보|증거|근거|사실로)[^.]{0,22}(?:못|않|없|아니)"
)
"""-다는 주장은 독립적으로 확인되지 않았다: told by some and borne out by nothing."""


def _unproved(unit: Unit, clause: Clause) -> bool:
    return UNPROVED.match(unit.text(clause.end, unit.end)) is not None


PRESUPPOSED = rx(r"던\s[가-힣]")
"""조사를 받던 여학생이 …는 소문: the rumour is of what is told of her, not of this."""


def _announced(trigger: Trigger, unit: Unit, clauses: Sequence[Clause]) -> bool:
    """퇴사하지 않으면 일자리를 잃을 것이라는 말을 들었다: words heard that announce what will follow are a threat."""
    words = unit.text(clauses[trigger.clause].start, clauses[trigger.clause].end)
    condition = any(c.kind == "conditional" for c in clauses[: trigger.clause])
    return bool(rx(r"겠다는|것이라는|거라는|줄\s?알라는").search(words)) and (condition or "겠다" in words)


HEARD = rx(
    r"소문에\s?(?:따르면|의하면)|들리는\s?(?:말|소문|얘기|이야기)(?:로|에)|풍문에|확인되지\s?않은\s?(?:소문|정보|말|이야기)|미확인\s?(?:정보|소식)"
)
"""Words at the head of a sentence that make all of it a rumour."""
PRESENT = rx(
    r"(?:[는ㄴ]다|진다|간다|한다|된다|인다|온다|난다|진다|려진다|당한다|받는다|합니다|됩니다|갑니다|해요|돼요|가요)[.\s”’]*$"
)


COUNTERFACTUAL = rx(r"(?:[았었였했됐]으면|[았었였했됐]더라면|[았었였했됐]다면|[았었였했됐]더라도)[,\s]*$")


def _only_if(trigger: Trigger, unit: Unit, clauses: Sequence[Clause]) -> bool:
    """걸리면 수용소로 끌려간다: a present tense under a condition tells what would happen."""
    i = trigger.clause
    for clause in clauses[:i]:
        if clause.kind == "conditional" and COUNTERFACTUAL.search(unit.text(clause.start, clause.end)):
            return True
    if not i or clauses[i - 1].kind != "conditional" or clauses[i].kind not in ("final", "quotative"):
        return False
    if clauses[i].kind == "final" and trigger.act.startswith(CUSTOMARY):
        return False
    tail = unit.text(trigger.start, clauses[i].end)
    return not PAST.search(tail) and bool(PRESENT.search(tail) or clauses[i].kind == "quotative")


CUSTOMARY = ("effect.", "adapt.", "deny.livelihood", "take.", "labour.", "search.", "watch.")
"""Acts that are a practice where a condition in the present tells of them: 안 나오면 배급을 깎는다."""
UNTRUE = rx(
    r"사실이\s?아니|거짓말|거짓이|오보|사실과\s?다르|잘못\s?알려|사실이\s?아닌|사실\s?무근|헛소문|거짓으로|그런\s일은?\s없|아닌\s것으로|근거\s?없|바로잡"
    r"|(?:지만|으나|는데|더니),?\s[^.]{0,40}(?:가라앉|수그러|잦아들|사그라|없었|않았|아니었|일어나지\s않|벌어지지\s않|그[쳤침치친]|틀렸|틀린|무사|살아\s?(?:있|돌아)|멀쩡)"
)
UNSEEN = rx(r"본\s(?:사람|건|것|적)|확인(?:하지|되지|된\s것은)|증거|알\s수|모르|모른")


def _come_to_nothing(trigger: Trigger, unit: Unit, cue: Found) -> bool:
    """A rumour of which the sentence says that it did not come true; not one that merely nobody confirmed."""
    at = cue.start if unit.start <= cue.start < unit.end else unit.start
    holder = unit if unit.start <= cue.start < unit.end else unit.parent
    rest = holder.text(cue.start, holder.end) if holder is not None else unit.text(at, unit.end)
    own = rx(r"[가-힣]{2}").search(unit.text(trigger.start, trigger.end))
    repeated = own is not None and own.group() in rest[cue.end - cue.start :]
    return bool(UNTRUE.search(rest)) and not UNSEEN.search(rest) and not repeated


def _is_command(trigger: Trigger, unit: Unit, clause: Clause) -> bool:
    """The trigger's own verb is an imperative told on: 퇴학시키라고, 떠나라며."""
    last = unit.text(max(clause.start, clause.end - 12), clause.end).rstrip(" ,").split(" ")[-1]
    if trigger.act.startswith(("respond.", "effect.", "belief.", "attitude.")):
        return False
    if clause.kind != "quotative" or trigger.end < clause.end - len(last):
        return False
    return bool(rx(r"(?<!이)(?<!아니)(?<!더)라(?:고|는|며|면서)$").search(last))


APPEAL = rx(r"(?:촉구|요청|부탁|호소|탄원|간청)(?:해\s?(?:주|달라)|합니다|드립니다|드려)")
"""The writer's own appeal to the readers or to an authority: what is wished for, no demand made of anyone."""


def _own_modality(trigger: Trigger, unit: Unit, clause: Clause, tail: str) -> Modality:
    text = unit.text(max(trigger.start, clause.start), trigger.end) + tail
    bare = text.rstrip(' ,.?!…”’"')
    if NOT_EVEN.match(tail) or is_wished_in_vain(unit.text(trigger.end, unit.end)):
        return Modality.OCCURRED
    if NEARLY.search(text) or BEFORE_IT.match(tail) or NEARLY_WORD.search(unit.text(clause.start, trigger.start)):
        return Modality.HYPOTHETICAL
    told = clause.kind == "final" and bare.endswith("거든")  # 보냈거든: told, no condition
    if clause.kind == "conditional" or (CONDITIONAL_END.search(bare) and not told):
        return Modality.HYPOTHETICAL
    if trigger.act != "move.travel_ban" and TRIED.search(text) and not rx(r"시도(?:는|가|도|조차)?\s?(?:없|안)").search(text):
        return Modality.ATTEMPTED
    if trigger.act == "exchange.departure" and rx(r"(?:건너|넘)다가?$").search(bare):
        return Modality.ATTEMPTED
    if _is_command(trigger, unit, clause):
        return Modality.PREFERRED if APPEAL.search(unit.text(clause.end, unit.end)) else Modality.DEMANDED
    if CONCEDED.search(text[: len(text) - len(tail)]) and rx(r"도\s").match(tail) and trigger.voice != "nominal":
        return Modality.HYPOTHETICAL
    if BELIEVED.search(text) and trigger.act != "respond.deny":
        return Modality.BELIEVED
    if POSSIBLE.search(text) and trigger.act != "policy.order":
        return Modality.HYPOTHETICAL
    if PLANNED.search(text) and not PAST.search(text.split("기로")[0][-3:]):
        return Modality.INTENDED
    if FUTURE.search(_last_word(text, tail)) and trigger.voice not in ("imperative",):
        return Modality.INTENDED
    return Modality.OCCURRED


def _last_word(text: str, tail: str) -> str:
    """The word that the trigger ends in, and what follows it in its clause."""
    head = text[: len(text) - len(tail)]
    return head[max(0, head.rfind(" ")) :] + tail


@dataclass(frozen=True)
class Found:
    kind: str
    start: int
    end: int


def outer_cue(trigger: Trigger, unit: Unit, clauses: Sequence[Clause]) -> Found | None:
    """The nearest cue that governs the trigger's clause, in its unit or around its quotation."""
    if direct := _noun_complement(trigger, unit, clauses):
        return direct
    index = _governed_by(trigger, unit, clauses)
    if index is not None:
        clause = clauses[index]
        if RETRACTED.match(unit.text(clause.end, unit.end)):
            return Found("deny", clause.end, min(unit.end, clause.end + 8))
        if SAID_AROUND.match(unit.text(clause.end, unit.end)):
            return Found("rumour", clause.end, min(unit.end, clause.end + 2))
        if UNTRUE_AFTER.match(unit.text(clause.end, unit.end)) or "알고 보니" in unit.text(clause.end, unit.end):
            return Found("rumour", clause.end, min(unit.end, clause.end + 2))
        found = find_cue(unit, clause.end, min(unit.end, clause.end + MATRIX_SPAN))
        if found is not None and (index == trigger.clause or found.kind in REACHING):
            return found
        if _prescribes(unit, clause):
            return None
    if unit.parent is not None:
        if rx(r"(?:이?라)?는\s(?:내용|문구|조항|구절|대목|글)").match(unit.parent.text(after_quote(unit), unit.parent.end)):
            before = find_cue(unit.parent, unit.parent.start, unit.start)
            if before is not None and before.kind == "policy":
                return before
        return find_cue(unit.parent, after_quote(unit), min(unit.parent.end, after_quote(unit) + MATRIX_SPAN))
    return None


def _prescribes(unit: Unit, clause: Clause) -> bool:
    """-도록 leads to an order, demand or rule as a quotative ending does."""
    return unit.text(max(clause.start, clause.end - 3), clause.end).rstrip(" ,").endswith("도록")


def _governed_by(trigger: Trigger, unit: Unit, clauses: Sequence[Clause]) -> int | None:
    """Index of the quotative clause that takes in the trigger's: its own, or one reached over tenseless joints."""
    i = trigger.clause
    if clauses[i].kind == "quotative" or _prescribes(unit, clauses[i]):
        return i
    ending = unit.text(max(clauses[i].start, clauses[i].end - 5), clauses[i].end)
    if PAST.search(ending) and rx(r"(?:으나|는데|지만|,)$").search(ending):
        return None
    for j in range(i + 1, len(clauses)):
        if _prescribes(unit, clauses[j]):
            return j
        if clauses[j].kind == "quotative":
            last = unit.text(max(clauses[j].start, clauses[j].end - 6), clauses[j].end)
            imperative = rx(r"라(?:고|는|며|면서)$").search(last) and not rx(r"이라(?:고|는)$|것이라").search(last)
            if imperative:
                ordered = rx(r"\s?(?:\S+\s)?(?:포치|지시|명령|하달)").match(unit.text(clauses[j].end, unit.end))
                return j if ordered and not PAST.search(ending) else None
            return None if PAST.search(ending) and "겠" in last else j
        if clauses[j].kind == "final":
            return None
    return None


ASKED = rx(r"[가-힣]{0,3}(?:는지|을지|느냐|냐고)(?!라)")
"""체포됐는지는 알 수 없다, 맞았느냐고 물었다: an open question, not a happening."""
SAID_AROUND = rx(
    r"\s?(?:\S+\s)?(?:제보|첩보|설|의혹|관측|추측|추정|얘기|이야기|말|소문|글)[이도가은만까지]{0,2}\s(?:\S+\s){0,2}"
    r"(?:있(?!는\s그대로)|나오|나왔|돌|도는|떠돌|떠도는|퍼|들려|들리|들린|제기|무성|파다|번지|올라)"
    r"|\s?(?:\S+\s)?(?:보도|주장)[이도가]?\s(?:\S+\s){0,2}(?:있|나오|나왔|제기)[가-힣]{0,3}(?:지만|으나|는데)"
)
"""What people say without anyone standing for it."""
UNTRUE_AFTER = rx(
    r"\s?(?:것|말|보도|주장|얘기|이야기|소식|글|기사)(?:은|는|이|가|도)?\s(?:\S+\s){0,2}"
    r"(?:사실이\s?아니|사실과\s?다르|사실과\s?달|거짓|오보|헛소문|틀린|틀렸|근거\s?없|확인되지\s?않|날조)"
)
RETRACTED = rx(r"\s?(?:말한|한|주장한|진술한|증언한|신고한)\s(?:적|일|사실)[이은도]?\s?없")


COMPLEMENT = rx(r"^[가-힣]{0,6}\s?(?:\S+\s)?(?:것을|걸|사실을|점을|사실까지|것까지|일을|도록|기로|ㄹ\s것을)\s")


def _noun_complement(trigger: Trigger, unit: Unit, clauses: Sequence[Clause]) -> Found | None:
    """받은 사실을 시인했다, 떠날 것을 요구했다, 나가도록 지시했다; 탈북 혐의로, 송금을 이유로."""
    clause = clauses[trigger.clause]
    after = unit.text(trigger.end, clause.end + 24)
    match = COMPLEMENT.match(after)
    if match:
        found = find_cue(unit, trigger.end + match.end(), min(unit.end, trigger.end + match.end() + 16))
        if found is not None and found.kind != "report":
            return found
    near = rx(r"^[가-힣]{0,4}\s?(?:했다는\s|한\s|하려\s?한\s|을\s|를\s)?(?:혐의|죄목|죄명|이유로|구실|명목|죄로)").match(after)
    if near:
        return Found("accuse", trigger.end, trigger.end + near.end())
    if rx(r"^[가-힣\\s]{0,14}(?:다|라)는\\s(?:소문|말|얘기|이야기)").match(after):
        return None
    if rumour := rx(r"^설(?:이|도|은|까지)?\s").match(after):
        return Found("rumour", trigger.end, trigger.end + rumour.end())
    return None


def find_cue(unit: Unit, start: int, end: int) -> Found | None:
    """The first cue word between two offsets of a unit; a ``report`` only when nothing else is there."""
    words = unit.text(start, end)
    sentence = rx(r"[.?!](?:\s|$)").search(words)
    words = words[: sentence.start()] if sentence else words
    best: Found | None = None
    for cue in lexicon().cues:
        match = cue.pattern.search(words)
        if match is None or cue.kind == "report":
            continue
        found = Found(cue.kind, start + match.start(), start + match.end())
        if best is None or (found.start, -found.end) < (best.start, -best.end):
            best = found
    if best is not None and best.kind in ("believe", "rumour", "report"):
        denied = rx(r"(?:부인|일축|반박)(?:했|하|한)").search(words[best.end - start : best.end - start + 14])
        if denied:
            return Found("deny", best.start, best.end + denied.end())
    if best is not None and rx(r"[다요]\.?\s").search(words[: best.start - start]):
        return None
    return best
