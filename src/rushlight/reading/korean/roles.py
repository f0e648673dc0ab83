"""Who did it to whom: particles, voice and typed constraints over the mentions around a trigger."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rushlight.reading.drafts import PartyDraft
from rushlight.reading.korean.clauses import Clause
from rushlight.reading.korean.focus import POWER, Focus
from rushlight.reading.korean.mention import FIRST, Mention
from rushlight.reading.korean.triggers import Trigger, clause_at
from rushlight.reading.korean.units import Unit
from rushlight.reading.patterns import rx
from rushlight.record import Found, PartyClass, Role

SUBJECT = frozenset(
    {"이", "가", "은", "는", "끼리", "도", "께서", "께서는", "만", "만은", "까지", "마저", "조차", "만이", "까지도", "이나"}
)
TOPIC = frozenset({"은", "는", "만은", "께서는", "도"})
OBJECT = frozenset({"을", "를", "만을"})
DATIVE = frozenset({"에게", "한테", "께", "더러", "보고", "에게는", "에게도", "에게까지", "한테는", "에겐", "에게만", "한테도"})
FROM = frozenset({"에게서", "한테서", "으로부터", "로부터"})
BY = frozenset({"에", "에게", "한테", "에게서", "한테서", "에도"})
INTRANSITIVE = frozenset(
    {
        "deny.livelihood",
        "detain.camp",
        "detain.custody",
        "detain.house_arrest",
        "disappear.enforced",
        "discriminate.status",
        "kill.custody_death",
        "kill.other",
        "punish.collective",
        "try.sentence",
    }
)
"""Acts whose fixed wordings (감옥에서 죽었다, 산골로 쫓겨났다) have the sufferer as subject: no agent is implied."""
AUDIENCE = rx(r"(?:들)?\s(?:앞에|앞에서|사이에|가운데|보는\s앞)")
NOT_AFFECTED = POWER | {PartyClass.OUTLET, PartyClass.REPORTER}
TELLER = rx(
    r"[이가도]?\s?(?:그러는데|그러더|하는\s말|말하길|말로는|전하길|얘기로는|이야기로는|듣기로)|(?:에게서|한테서|한테|에게)\s?(?:들은|들었|듣기)|의\s귀에\s?(?:들어|닿|까지)"
)
"""Words after a mention that make it a teller of the clause, not a party to it."""
VICTIM_HEAD = rx(
    r"^\s?(?:네\s)?집|^의\s(?:가슴|허리|어깨|발목|무릎|목|귀|눈|코|입|손목|멱살|정강이|이마|턱|종아리|허벅지|옆구리|손가락|문건|서류|공민증|주민증|학적부|집|뺨|머리|얼굴|배|등|다리|팔|몸|손|옷|머리채|자택|방|사무실|가게|신분증|여권|휴대|손전화|전화|노트북|가방|주머니|소지품|계정|땅|밭|재산|통화|대화|메시지|편지|위챗|목소리|이름|연락처|아파트|가게|차량|차고|차|노트|책|학교|직장|예금|연금|월급|급여|돈|물건|식당|농장|마당|대문|문|앞|사진|집안|부모\s집|트럭|오토바이|소|원고|카메라|컴퓨터|장부|짐)"
    r"|^\s?댁|^\s(?:방|휴대전화|휴대폰|손전화|전화기?|사무실|자택|계좌|문건|공민증|가방|소지품|가게|노트북|통장|재산|물건|짐)(?=[을를에이가도은는\s,]|까지)"
)


OWN_THING = rx(r"(?:네|의)?\s(?!씨|집에서|중|가운데|대신|때문|측|모두|전원|전부|명의)[가-힣]{2,7}(?:을|를|까지|도)(?:\s|$)")
"""외사촌 오빠 노트텔을: a thing right behind its owner."""
SHOWN = rx(r"[을를]\s(?:들이|내밀|보여|들려)")
"""리 씨의 장부를 들이대자: a thing that is shown to someone is not taken from its owner."""
AT_HOME = rx(r"^(?:의|네)?\s?(?:집|댁|방|자택|사무실)")


@dataclass
class Cast:
    """Participants of one statement with where each was found."""

    parts: list[tuple[Role, PartyDraft]] = field(default_factory=list)
    found: dict[str, Found] = field(default_factory=dict)

    def add(self, role: Role, party: PartyDraft | None, how: Found | None = None, key: str | None = None) -> None:
        if party is None or any(p is party for _, p in self.parts):
            return
        self.parts.append((role, party))
        if key and how:
            self.found.setdefault(key, how)

    def of(self, role: Role) -> PartyDraft | None:
        return next((p for r, p in self.parts if r is role), None)


def conjoined(party: PartyDraft, scene: Scene, *, power: bool = False) -> list[PartyDraft]:
    """Those joined to a party by 와, 과, 및, 하고 right before it: 코 씨와 그의 아내를, of ``power`` 촌장과 군인들이."""
    out = []
    named = [m for m in scene.mentions if not m.pronoun]
    for left, right in itertools.pairwise(named):
        gap = scene.unit.text(left.end, right.start)
        if party_of(right, scene) is party and rx(r"(?:와|과|하고|랑|이랑|\s및|,)\s(?:그의\s|그녀의\s)?").fullmatch(gap):
            other = party_of(left, scene)
            if other is not None and (is_power(left, scene) if power else can_suffer(left, scene)):
                out.append(other)
    return out


@dataclass(frozen=True)
class Scene:
    """What the role finder sees: one unit, its clauses and mentions, and what the text is about."""

    unit: Unit
    clauses: Sequence[Clause]
    mentions: Sequence[Mention]
    focus: Focus
    first: PartyDraft | None
    reporting: PartyDraft | None
    addressee: PartyDraft | None = None
    power: PartyDraft | None = None


OPENS = 8
"""A pronoun within so many characters of its sentence's beginning means someone of the sentences before."""


def party_of(mention: Mention, scene: Scene, *, power: bool = False) -> PartyDraft | None:
    """A mention's party; first person is the speaker, other pronouns the running topic or, of ``power``, agent."""
    if not mention.pronoun:
        return mention.party if isinstance(mention.party, PartyDraft) else None
    if mention.words in FIRST or mention.head in FIRST:
        return scene.first
    if power and mention.words[-1:] in ("들", "네"):
        return scene.focus.recent_agent()
    single = mention.words[-1:] not in ("들", "네")
    if mention.start - scene.unit.start <= OPENS:
        return scene.focus.spoken_of(single=single)
    if single and (named := _named_before(mention, scene)) is not None:
        return named
    return scene.focus.third_person(single=single)


def _named_before(pronoun: Mention, scene: Scene) -> PartyDraft | None:
    """M 씨의 소재를 밝히고 그를 풀어 달라: the one named before the pronoun in its own sentence, where no topic is."""
    before = [m for m in scene.mentions if m.end <= pronoun.start and not m.pronoun and isinstance(m.party, PartyDraft)]
    if any(m.particle in SUBJECT and m.party.party_class not in POWER for m in before if isinstance(m.party, PartyDraft)):
        return None
    named = [m.party for m in before if m.name is not None and m.particle in ("의", "을", "를", "에게", "한테", "네")]
    last = named[-1] if named else None
    return last if isinstance(last, PartyDraft) and last.party_class is PartyClass.AFFECTED else None


def is_power(m: Mention, scene: Scene) -> bool:
    party = party_of(m, scene, power=True)
    if party is None:
        return False
    meant = m.pronoun and party is scene.focus.agent and m.head not in FIRST
    return party.party_class in POWER or meant  # 그들은: the unknown people who came


TESTIFYING = frozenset(
    ["증언자", "진술자", "진술인", "응답자", "제보자", "면담자", "면접자", "피면담자", "구술자", "생존 증언자", "피해 진술인"]
)


def _testifies(m: Mention, party: PartyDraft) -> bool:
    """Sources who tell of themselves: witnesses and named interviewees, not the 소식통."""
    return m.pronoun or m.name is not None or m.head in TESTIFYING


CALLED = frozenset(["언니", "언니들", "오빠", "누나", "형", "형님", "엄마", "선생", "동무", "동무들", "아저씨", "아줌마"])


def is_called(m: Mention, scene: Scene) -> bool:
    """언니들 나 전화 받았어: someone spoken to, at the head of a chat line or quotation, without a particle."""
    at_head = m.start == scene.unit.start and m.particle == "" and m.head in CALLED
    return at_head and (scene.unit.turn is not None or scene.unit.depth > 0) and m.possessor is None


def can_suffer(m: Mention, scene: Scene, *, described: bool = False) -> bool:
    """Whether an act can be done to whom a mention means; ``described``: the act's own words describe it (풀려난 아버지)."""
    party = party_of(m, scene)
    after = "" if described else scene.unit.text(m.end, m.end + 14)
    if TELLER.match(after) or AUDIENCE.match(after) or is_called(m, scene):
        return False
    if party is None or (party.party_class is PartyClass.SOURCE and party is not scene.first and not _testifies(m, party)):
        return False
    if party.party_class in NOT_AFFECTED and party is not scene.first:
        return False
    if any(p is party for p in scene.focus.doers):
        return False
    return m.noun.kind != "organisation"


def backwards(trigger: Trigger, scene: Scene) -> Iterator[tuple[Mention, int]]:
    """Mentions before the trigger, nearest first, with how many clauses lie between it and where the act's words begin."""
    opens = min(trigger.clause, clause_at(scene.clauses, trigger.start))
    for m in reversed(scene.mentions):
        if m.end <= trigger.end:
            yield m, max(0, opens - clause_at(scene.clauses, m.start))


IN_STATE = rx(r"\s?(?:놓인|처한|처해진|있는|있던|부쳐진|회부된|들어간)\s$")
"""가택연금 상태에 | 놓인 | 지도자: a verb that only joins the act to whom it describes."""


def head_noun(trigger: Trigger, scene: Scene) -> Mention | None:
    """The mention that an adnominal trigger modifies: 체포된 | 브로커."""
    for m in scene.mentions:
        if m.start <= trigger.start and trigger.end <= m.end and m.end > trigger.end + 1:
            return _nearest_owner(m, trigger)
    for m in scene.mentions:
        if trigger.start <= m.start and m.start >= trigger.end - 1:
            gap = scene.unit.text(trigger.end, m.start)
            if rx(r"(?:^|\s)(?:뒤|후|때|이후|채|데|직후|다음|가운데|동안|것|적)[가-힣]{0,2}\s").search(gap):
                return None
            if clause_at(scene.clauses, m.start) != trigger.clause:
                return None
            if IN_STATE.match(gap):
                return _nearest_owner(m, trigger)
            if rx(r"[가-힣]{0,2}(?:[는던]|[가-힣])?\s(?:\S{1,6}(?<![나고며다면서자데])\s)?").fullmatch(gap) and _adnominal(
                trigger, scene, gap
            ):
                return _nearest_owner(m, trigger)
            return None
    return None


def _nearest_owner(m: Mention, trigger: Trigger) -> Mention:
    """끌려간 브로커의 아내: the adnominal clause belongs to the possessor that stands next to it."""
    return m.possessor if m.possessor is not None and m.possessor.start >= trigger.end else m


def _adnominal(trigger: Trigger, scene: Scene, gap: str) -> bool:
    word = (scene.unit.text(trigger.start, trigger.end) + gap).split(" ")
    ending = next((w for w in reversed((scene.unit.text(trigger.start, trigger.end) + gap.split(" ")[0]).split(" ")) if w), "")
    final = (ord(ending[-1]) - 0xAC00) % 28 if ending and "가" <= ending[-1] <= "힣" else 0
    return bool(word) and (final in (4, 8) or ending[-1:] in ("는", "던"))


def subject_of(trigger: Trigger, scene: Scene, *, power: bool, reach: int = 9) -> tuple[PartyDraft, Found] | None:
    """The nearest subject of the wanted kind in this clause; of earlier ones, a topic before a mere subject.

    은 and 는 hold over clauses, 이 and 가 for their own: A는 부친이 걱정돼 나가지 않았다.
    """
    near: tuple[PartyDraft, Found] | None = None
    for m, distance in backwards(trigger, scene):
        if distance > reach:
            break
        party = party_of(m, scene, power=power)
        if party is None or not _is_subject(m, distance, trigger, scene, power):
            continue
        mere = m.particle in ("이", "가")
        if distance == 0 or (near is None and not mere and (distance <= 3 or m.particle in TOPIC)):
            return party, how_found(m, distance)
        own = trigger.act.startswith(("adapt.", "respond.")) and near is not None
        if m.particle in ("은", "는") and (own or party is not scene.reporting):
            return party, how_found(m, distance)
        if near is None and mere and distance <= 3:
            near = party, how_found(m, distance)
    return near


KNOWS_NOT = rx(r"\s?(?:\S+\s)?(?:모르|모른|몰라|모릅|모름|알지\s못|못\s들)")
"""Words after a person who has not been told where another is."""
ASKED_OF = rx(r"(?:는지|은지|ㄴ지|냐고|느냐는?|으냐는?|[았었했됐렸졌갔왔났냈났샀꿨쳤켰]는가)(?:를)?[\s,.?]")
"""Ends of an indirect question, whose subject is not that of the sentence."""


LOOKS = frozenset(
    [
        "젊은",
        "낯선",
        "어린",
        "많은",
        "다른",
        "모든",
        "큰",
        "작은",
        "늙은",
        "같은",
        "새로운",
        "이런",
        "그런",
        "어떤",
        "무서운",
        "긴",
        "추운",
        "좁은",
        "먼",
        "적은",
        "가난한",
        "무장한",
    ]
)
"""Adjectives that say nothing of what the subject before them does."""
KEPT = rx(r"^(?:가진|지닌|모은|모아\S*|번|숨긴|감춘|감춰|쓰던|타던|살던|입던|입은|들고|맡긴|지은|기르던|키우던|메고|끼고)")
"""What one has: the owner may be the subject of what happens to it, too."""
OTHER_TIME = rx(r"^(?:그\s?날|날|그\s?밤|밤|가운데|이튿날|다음\s?날)")
WHEN = rx(r"^(?:뒤|후|이후|직후|다음|때)")


VERB_LIKE = rx(
    r"(?:[가-힣]{2}는|[가-힣]던|[한된진온킨친린긴낸든준쏜운꾼룬싼뜬쓴준낀띤뗀랜샌센앤잰펀푼훈힌낳]|[어아나만끝]난|[려아어져라러나올들타고]간|[할될갈올칠릴길])$"
)
"""Ends of verbs that describe the noun behind them."""
NOUN_LIKE = rx(
    r"(?:기준|수준|표준|조준|비준|북한|남한|권한|제한|기한|무한|최대한|최소한|사진|추진|행진|전진|직진|모친|양친|행운|기운|여러분|시간|기간|동안|순간|오전|직전|이전|얼마간|당분간|"
    r"은행|중진|신진|체온|기온|혼란|반란|논란|생일|평일|휴일|내일|매일|오늘|전날|어린|린)$"
)


def _describes(word: str) -> bool:
    """Whether a word is a verb that describes the noun behind it, and not an object (을), a topic or an adjective."""
    if len(word) < 2 or word in LOOKS or KEPT.match(word) or NOUN_LIKE.search(word):
        return False
    return VERB_LIKE.search(word) is not None


def is_described(m: Mention, unit: Unit) -> bool:
    """A가 끌려간 그날 밤, 딸이 부친 돈을: whether a subject only opens what describes the next noun."""
    return _description(m, unit.text(m.after, unit.end).split()[:6]) in ("time", "subject", "object")


def _description(m: Mention, words: Sequence[str]) -> str | None:
    """What the clause that this subject opens describes: "time", "when", "subject" or nothing."""
    if m.particle not in ("이", "가"):
        return None
    for i, word in enumerate(words[:3]):
        if not _describes(word) and word[-1] in "이가은는":
            return None  # another subject stands between
        if not _describes(word) or i + 1 >= len(words):
            continue
        rest = " ".join(words[i + 1 :])
        if OTHER_TIME.match(rest):
            return "time"
        if WHEN.match(rest):
            return "when"
        if rx(r"^(?:\S+\s){0,2}?\S+(?:\([^)]*\))?(?:이|가)(?:\s|$)").match(rest):
            return "subject"
        return "object" if rx(r"^(?:\S+\s){0,3}?\S*(?:을|를|때문에|탓에|으로|로)(?:\s|$)").match(rest) else None
    return None


def _within_description(m: Mention, trigger: Trigger, scene: Scene) -> bool:
    """딸이 송금한 돈이 몰수됐다, 주민이 동원된 가운데 총살됐다: a subject only of the clause that describes the next noun."""
    if m.end > trigger.start:
        return False
    kind = _description(m, scene.unit.text(m.after, trigger.start).split())
    if kind in ("when", "object"):
        return any(o.particle in ("은", "는") and o.end <= m.start and can_suffer(o, scene) for o in scene.mentions)
    return kind is not None


def _is_subject(m: Mention, distance: int, trigger: Trigger, scene: Scene, power: bool) -> bool:
    if not power and _within_description(m, trigger, scene):
        return False
    if trigger.act == "disappear.enforced" and KNOWS_NOT.match(scene.unit.text(m.after, m.after + 24)):
        return False
    if m.pronoun and trigger.act == "disappear.enforced" and m.head in FIRST:
        return False
    inner = distance > 0 and scene.clauses[trigger.clause - distance].kind == "quotative"
    if inner and m.particle in ("이", "가") and trigger.act.startswith(("respond.", "adapt.", "threat.", "demand.")):
        return False
    if m.head == "아무" and (distance > 0 or trigger.act.startswith(("disappear.", "detain.", "kill."))):
        return False
    if not power and distance == 0 and m.particle in ("이", "가") and ASKED_OF.search(scene.unit.text(m.after, trigger.end)):
        return False
    suits = is_power(m, scene) if power else can_suffer(m, scene)
    return suits and (m.particle in SUBJECT or _joined_subject(m, scene))


NO_FELLOW = rx(r"(?:과|와)\s(?:연락|소식|전화|통화|거래|관계|이야기|사진|편지|문제|사이|연줄|접촉|왕래|돈|송금)")
"""A thing after 와: 아들과 연락이 is no second subject."""


def _joined_subject(m: Mention, scene: Scene) -> bool:
    """언론인과 종교인이: the first of two joined subjects where the second is no noun we know."""
    return (
        m.particle in ("과", "와")
        and not NO_FELLOW.match(scene.unit.text(m.end, m.end + 8))
        and bool(
            rx(r"(?:과|와)\s[가-힣]{1,6}(?<![다라자냐하되한된])(?:이|가|은|는|들이|들은)\s").match(
                scene.unit.text(m.end, m.end + 12)
            )
        )
    )


def how_found(m: Mention, distance: int) -> Found:
    if m.pronoun:
        return Found.PRONOUN
    return Found.SAME_CLAUSE if distance == 0 else Found.PRONOUN


def marked(
    trigger: Trigger, scene: Scene, particles: frozenset[str], *, power: bool, reach: int = 0
) -> tuple[PartyDraft, Found] | None:
    test = is_power if power else can_suffer
    for m, distance in backwards(trigger, scene):
        if distance > reach:
            break
        if m.particle in particles and test(m, scene):
            party = party_of(m, scene, power=power)
            if party is not None:
                return party, how_found(m, distance)
    return None


def owner_of(trigger: Trigger, scene: Scene) -> tuple[PartyDraft, Found] | None:
    """Whose home, body or thing: 최 씨의 뺨을, 최 씨네 집에, 그의 집을."""
    of_things = trigger.act.startswith(("seize.", "watch.", "search.", "destroy.", "take."))
    for m, distance in backwards(trigger, scene):
        after = scene.unit.text(m.end, m.end + 12)
        if distance > 1 or (distance == 1 and not AT_HOME.match(after)):
            break
        shown = SHOWN.search(scene.unit.text(m.end, m.end + 14))
        owns = VICTIM_HEAD.match(after) or (of_things and m.particle in ("", "의") and OWN_THING.match(after))
        if can_suffer(m, scene) and owns and not shown:
            party = party_of(m, scene)
            if party is not None:
                return party, how_found(m, distance)
    return None


def from_focus(scene: Scene) -> tuple[PartyDraft, Found] | None:
    party = scene.focus.dropped()
    if party is None or (party is not scene.first and scene.focus.faded(party)):
        return None
    return party, (Found.PRONOUN if party is scene.first else scene.focus.found(party))


def of_asking(scene: Scene) -> tuple[PartyDraft, Found] | None:
    """Whom a demand or threat without addressee is made to: whoever tells of it, never the one it is about."""
    about = [party_of(m, scene) for m in scene.mentions if _spoken_about(m, scene)]
    earlier = [p for p in reversed(scene.focus.history) if not scene.focus.faded(p)]
    told = (scene.focus.dropped(), scene.first) if scene.focus.heard else (scene.first, scene.focus.section)
    tried = (*told, scene.focus.section, scene.focus.dropped(), *earlier, scene.focus.person())
    for party in (_kin_of(scene), *tried):
        if party is None or party.party_class in POWER or "소식통" in party.label:
            continue
        if not any(p is party for p in about):
            return party, (Found.PRONOUN if party is scene.first else scene.focus.found(party))
    return None


CONVERSE = {
    "남편": ("아내", "처", "부인", "안해", "며느리"),
    "아내": ("남편",),
    "아들": ("어머니", "아버지", "노모", "부모", "부친", "모친", "노부모", "엄마", "아빠"),
    "딸": ("어머니", "아버지", "노모", "부모", "부친", "모친", "노부모", "엄마", "아빠"),
    "손자": ("할머니", "할아버지"),
    "손녀": ("할머니", "할아버지"),
}
"""Whose relative: of a husband asked for, the wife is asked."""


def _kin_of(scene: Scene) -> PartyDraft | None:
    """남편을 데려오면 …: where nobody says to whom, the one in the text whose husband he is."""
    if scene.first is not None:
        return None
    asked = [m.head for m in scene.mentions if m.head in CONVERSE and m.possessor is None and (m.particle in OBJECT)]
    known = [p for _, _, _, p in reversed(scene.focus.topics)] + list(reversed(scene.focus.history))
    heads = CONVERSE[asked[0]] if asked else ()
    return next((p for p in known if p.label.split(" ")[-1].endswith(heads)), None) if heads else None


def _spoken_about(m: Mention, scene: Scene) -> bool:
    """Whom a demand or threat speaks of: its object, 막내까지, the subject of its condition or of its question."""
    if m.particle in OBJECT or m.particle in ("까지", "부터", "마저") or _in_condition(m, scene):
        return True
    return m.particle in ("이", "가") and ASKED_OF.search(scene.unit.text(m.after, m.after + 24)) is not None


def _in_condition(m: Mention, scene: Scene) -> bool:
    """손녀가 입을 다물지 않으면: the subject of what a threat depends on."""
    kind = scene.clauses[clause_at(scene.clauses, m.start)].kind
    return m.particle in ("이", "가") and kind in ("conditional", "quotative")


def add(out: Cast, role: Role, key: str, found: tuple[PartyDraft, Found] | None) -> None:
    if found is not None:
        out.add(role, found[0], found[1], key)
