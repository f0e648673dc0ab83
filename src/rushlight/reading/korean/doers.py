"""Who did it: subjects, by-phrases and offices; of people nobody knows only where another is plainly acted on."""

from __future__ import annotations

from collections.abc import Iterator

from rushlight.reading.drafts import PartyDraft
from rushlight.reading.korean.focus import POWER
from rushlight.reading.korean.mention import FIRST, Mention
from rushlight.reading.korean.roles import (
    ASKED_OF,
    BY,
    DATIVE,
    FROM,
    OBJECT,
    SUBJECT,
    TOPIC,
    VICTIM_HEAD,
    Scene,
    backwards,
    can_suffer,
    how_found,
    is_described,
    is_power,
    party_of,
    subject_of,
)
from rushlight.reading.korean.triggers import Trigger, clause_at
from rushlight.reading.korean.units import Unit
from rushlight.reading.patterns import rx
from rushlight.record import Found, PartyClass, PartyKind

Held = tuple[PartyDraft, Found]
BY_WORDS = rx(
    r"\s?(?:들)?에\s의(?:해|하여)|(?:들)?의\s|\s?(?:들)?(?:손에|지시로|명령으로|요구로|요구에\s따라)"
    r"|\s(?:산하\s|직속\s|소속\s)?(?:비밀\s)?(?:구류장|지하실?|감방|유치장|구치소|감옥|대기실|조사실|청사|건물|취조실|예심실)(?:에|에서|에서는|로|으로)(?:[\s,]|$)"
)
"""By whom, or in whose cells: 보위부에 의해, 보위성 산하 구류장에 수용됐다."""
UNKNOWN = frozenset(
    [
        *("남자", "남성", "사내", "사람", "여자", "여성", "여인", "청년", "괴한", "자", "놈", "장정", "인부", "집주인", "주인"),
        *(
            "담임",
            "담임교사",
            "담임교원",
            "선생",
            "선생님",
            "교장",
            "교원",
            "상급생",
            "고참",
            "방장",
            "감독",
            "관리자",
            "관리원",
        ),
        *("의사", "여의사", "남녀", "아줌마", "아저씨", "무리", "일당", "사장", "지배인", "직원"),
    ]
)
"""Heads that say nothing of who a person is: such a doer is some unknown one, neither family nor source."""
OF_ORGANISATIONS = ("seize.", "deny.", "restrict.", "move.eviction", "discriminate.", "move.travel_ban", "try.public")
"""What a bank, school or firm does to people."""
HARMLESS = rx(r"교회|단체|노조|협회|앰네스티|휴먼라이츠|유엔|조사단|보고관|적십자|위원단|방문단|패널|그룹|사무소")
"""Bodies that suffer or tell, and never do such things."""
OWN_DEEDS = (
    "hurt.",
    "seize.",
    "search.",
    "take.",
    "traffic.",
    "detain.arrest",
    "move.eviction",
    "threat.",
    "demand.",
    "watch.",
)
"""Acts that an unknown subject of an active verb does to another rather than suffers."""
ISSUED = rx(r"법(?:을|안을|령)|법률|포고|지시|방침|규정|조치|명령|훈령|시행")
PLAIN_VOICES = frozenset({"active", "pattern", "verb", "imperative"})


def agent_of_passive(trigger: Trigger, scene: Scene) -> Held | None:
    """The by-phrase of a passive: 공안에 붙들려, 보안기관에 의하여; else an office named earlier in the sentence."""
    for m, distance in backwards(trigger, scene):
        if distance > 0:
            break
        acts = m.particle in SUBJECT and _bare_noun(trigger, scene)
        if is_power(m, scene) and (acts or _stands_by(m, trigger, scene)):
            return _held(m, distance, scene)
        if by_another(trigger, scene) and m.particle in DATIVE and (is_unknown(m) or is_inmate(m)):
            return _as_other(m, distance, scene)
        office = m.noun.kind in ("organisation", "institution") and (
            m.particle in ("에서", "에서는", "에서도")
            or (m.particle in ("", "의") and POST.match(scene.unit.text(m.end, m.end + 16)))
        )
        if office and trigger.act.startswith(OF_ORGANISATIONS):
            return _held(m, distance, scene)
    return (unknown_doer(trigger, scene) if _bare_noun(trigger, scene) else None) or _earlier(trigger, scene)


POST = rx(r"의?\s(?:[가-힣]{2,4}\s)?(?:[가-힣]{0,4}직|자리|일자리|임용|채용|명단|교사직|강사직|부서)(?:에서|을|를|에)\s")
"""시 정부 임시직에서 잘렸다: the post of an office, from which someone is put out."""


WEAPON = rx(
    r"(?:개머리판|총대|총부리|총구|총검|곤봉|경찰봉|진압봉|전기봉|전기\s방망이|군홧발|군화|구둣발|주먹|발길질|몽둥이|채찍|방망이|각목|쇠파이프|총탄|총알|실탄|최루탄)(?:에|으로|로)(?:\s|$)"
)


def agent_behind(trigger: Trigger, scene: Scene) -> Held | None:
    """Who is behind what a sufferer's wording tells: whose blow, whose weapon, who dictated, whose summons it is."""
    if trigger.act == "question.summons":
        return bare_power(trigger, scene)
    for m, distance in backwards(trigger, scene):
        blow = distance == 0 and OF_BLOW.match(scene.unit.text(m.end, m.end + 8))
        if blow and is_power(m, scene):
            return _held(m, distance, scene)
        if blow and (is_unknown(m) or is_inmate(m)):
            return _as_other(m, distance, scene)
    told = trigger.act in TOLD_TO_DO or _with_weapon(trigger, scene)
    agent = scene.focus.recent_agent() if told else None
    return None if agent is None or scene.focus.found(agent) is Found.SALIENCE else (agent, scene.focus.found(agent))


def _with_weapon(trigger: Trigger, scene: Scene) -> bool:
    """경찰이 들이닥쳤다. 막아선 아들은 개머리판에 찍혔다: the weapon is the running doer's."""
    words = scene.unit.text(scene.clauses[trigger.clause].start, trigger.end)
    return trigger.act.startswith("hurt.") and WEAPON.search(words) is not None


SUFFERED_FROM = rx(
    r"뺏기|뺏겼|뺏긴|빼앗기|빼앗겼|빼앗긴|앗기|앗겼|잡히|잡혔|잡힌|붙들|붙잡|끌려|얻어맞|맞[았고은아]|당하|당했|당한|당해|걸려|걸렸|쫓기|쫓겨|밟히|밟혔|채이|차였|뜯기|뜯겼|뜯긴|털리|털렸|팔리|팔려|팔렸|팔린|떼이|떼였"
)
"""Verbs that are passive in themselves: with them 에게, 한테 names the doer."""


OF_BLOW = rx(r"(?:들)?의\s(?:주먹|매|발길|발길질|칼|총|몽둥이|손찌검|구타|폭행)에")
"""다른 수감자의 주먹에: whose blow it was."""


def is_inmate(m: Mention) -> bool:
    """다른 수감자, 감방장: another prisoner, who may be made to do it."""
    return (
        m.name is None
        and m.head.removesuffix("들") in INMATES
        and (m.head == "감방장" or "다른" in m.words or "동료" in m.words)
    )


INMATES = frozenset({"수감자", "재소자", "죄수", "수인", "수형자", "감방장", "복역자", "구금자"})


def by_another(trigger: Trigger, scene: Scene) -> bool:
    """사람들한테 뺏기다: whether the dative of this verb is whoever did it."""
    return SUFFERED_FROM.search(scene.unit.text(trigger.start, trigger.end + 4)) is not None


COMES = rx(
    r"\s?(?:\S+\s){0,4}?(?:들이닥|들이쳤|들이치|쳐들어|들어왔|들어와|들어서|들이밀|나타나|나타났|막아서|막아섰|둘러싸|둘러쌌|에워|덮쳤|덮쳐|찾아왔|"
    r"찾아와|올라왔|올라와|문을\s(?:부수|부쉈|두드|차|찼|따)|기다리고)"
)
"""Verbs of people who turn up."""


def comes_in(m: Mention, unit: Unit) -> bool:
    """낯선 사람들이 들이닥쳤다: unknown people who turn up, and of whom the next sentences tell what they do."""
    return is_unknown(m) and m.particle in ("이", "가", "은", "는") and COMES.match(unit.text(m.after, unit.end)) is not None


def is_unknown(m: Mention) -> bool:
    """A person of whom the words say nothing else: 사람들, 괴한, 남자 둘."""
    plain = m.name is None and not m.noun.kin and not m.pronoun
    return plain and any(head.removesuffix("들") in UNKNOWN for head in (m.head, *m.heads))


def _as_other(m: Mention, distance: int, scene: Scene) -> Held | None:
    """An unknown doer: neither sufferer nor public."""
    party = party_of(m, scene)
    if party is None or any(p is party for p in scene.focus.sufferers):
        return None
    if party.party_class in (PartyClass.AFFECTED, PartyClass.PUBLIC):
        party.party_class = PartyClass.OTHER
    return party, how_found(m, distance)


def _bare_noun(trigger: Trigger, scene: Scene) -> bool:
    """A noun without a verb that tells its voice: 은행이 동결, 안전부가 공개재판에 넘겼다."""
    if trigger.voice == "nominal":
        return not rx(r"되|돼|됐|된|졌|당했|받").search(scene.unit.text(trigger.start, trigger.end + 3))
    words = scene.unit.text(trigger.start, trigger.end + 2)
    return trigger.voice == "passive" and not rx(r"되|돼|됐|된|될|됨|당|받|걸|잡|끌|갇|맞|뺏|앗").search(words)


def _held(m: Mention, distance: int, scene: Scene) -> Held | None:
    party = party_of(m, scene, power=True)
    return None if party is None else (party, how_found(m, distance))


def _stands_by(m: Mention, trigger: Trigger, scene: Scene) -> bool:
    towards = trigger.act == "question.summons" and m.particle in ("로", "으로", "까지")
    return towards or m.particle in BY | FROM or BY_WORDS.match(scene.unit.text(m.end, m.end + 12)) is not None


def _earlier(trigger: Trigger, scene: Scene) -> Held | None:
    """규찰대에 걸려 … 당했다; 공안이 보자 해서 … 잡혔다: in an earlier clause that runs on, not one that tells of speech."""
    for m, distance in backwards(trigger, scene):
        if m.pronoun or not is_power(m, scene) or not 1 <= distance <= 3:
            continue  # 이들은 … 맞았다: the subject of a passive suffers
        running = all(c.kind in ("conjunctive", "temporal") for c in scene.clauses[trigger.clause - distance : trigger.clause])
        tells = m.particle in TOPIC and scene.clauses[trigger.clause].kind == "quotative"
        if running and not tells and (m.particle in SUBJECT | BY | {"에서", "로", "으로"} or _stands_by(m, trigger, scene)):
            return _held(m, distance, scene)
    return None


def agent_of_active(trigger: Trigger, scene: Scene, head: Mention | None) -> Held | None:
    """The subject when it is an officer or office, an unknown person acting on another, or the running agent."""
    if head is not None and is_power(head, scene):
        return _held(head, 0, scene)
    cleft = _named_after(trigger, scene)
    if cleft is not None:
        return cleft
    unknown = unknown_doer(trigger, scene)
    if unknown is not None:
        return unknown
    found = subject_of(trigger, scene, power=True) or institution(trigger, scene) or bare_power(trigger, scene)
    if found:
        return found
    if scene.power is not None:
        return scene.power, Found.PRONOUN
    told = (
        _he_of_before(trigger, scene)
        or _told_by(trigger, scene)
        or _whose_demand(trigger, scene)
        or _whose_deed(trigger, scene)
    )
    if told is not None:
        return told
    if trigger.voice != "imperative" and any(
        _does_it_oneself(m, trigger, scene) for m, d in backwards(trigger, scene) if d == 0
    ):
        return None
    agent = None if trigger.act.startswith(("kill.", "try.")) else scene.focus.recent_agent()
    far = agent is not None and scene.focus.is_far(agent)
    return None if agent is None or far else (agent, scene.focus.found(agent))


TOLD_TO_DO = ("coerce.confession",)
"""Acts whose wording tells what the sufferer is made to do: 그는 불러 주는 대로 적었다."""
INSIDE = rx(r"(?:[가-힣]면|거든|[가-힣]다고|[가-힣]다는|[가-힣]다며)[\s,]")
"""The end of a condition or of words told, to which a mere subject before it belongs: 딸이 돌아오면 …라고 했다."""


def _does_it_oneself(m: Mention, trigger: Trigger, scene: Scene) -> bool:
    """Whether somebody of the people is the subject of an active act, so that no officer need be looked for."""
    before = m.end <= trigger.start or trigger.likeness > 0
    if m.particle not in ("이", "가", "은", "는") or not before or trigger.act in TOLD_TO_DO:
        return False
    if is_described(m, scene.unit) or not can_suffer(m, scene) or _acted_on(m, trigger, scene):
        return False
    said = scene.unit.text(m.after, trigger.end + 1)
    if m.particle in ("이", "가") and ASKED_OF.search(said):
        return False
    speech = trigger.act.startswith(("demand.", "threat."))
    if speech and scene.unit.depth:
        return False  # “그럼 애들은 …”: of whom a threatening quotation speaks
    return not (speech and m.particle in ("이", "가") and INSIDE.search(said))


OFFICERS_ACTS = ("demand.", "threat.", "search.", "seize.", "question.", "take.goods", "detain.arrest")
"""What 그는 does as the officer of the sentence before, and nobody of the people."""
AT_HEAD = 8
"""Characters before a pronoun at its sentence's head."""


def _he_of_before(trigger: Trigger, scene: Scene) -> Held | None:
    """경찰관이 찾아와 전화를 뒤졌다. 그는 벌금을 내라고 했다: one officer of the sentence before, taken up by 그는."""
    agent = scene.focus.agent
    if agent is None or agent.party_class is not PartyClass.OFFICER or trigger.voice == "passive":
        return None
    if not trigger.act.startswith(OFFICERS_ACTS) or not scene.focus.just_acted(agent):
        return None
    for m, _ in backwards(trigger, scene):
        he = m.pronoun and m.head in ("그", "그분", "그놈") and m.particle in ("은", "는", "가")
        if he and m.start - scene.unit.start <= AT_HEAD:
            return agent, Found.PRONOUN
    return None


OF_DEED = rx(
    r"(?:들)?의\s(?:강압|강요|위협|협박|지시|명령|요구|호출|소환|출석\s요구|검토|허가|승인|허락|검열|감시|단속|심사|통제|감독|수색|압수|구타|폭행|매질|발길질|주먹질"
    r"|손찌검|추궁|심문|신문|문초|취조|조사|닦달|회유|제안|권유|총격|사격|총에|총탄|습격|기습|방화|불시\s점검|점검)"
)
"""Nouns of deeds: whoever stands before them with 의 does them."""


def _whose_deed(trigger: Trigger, scene: Scene) -> Held | None:
    """경찰의 검열을 거쳐야 한다, 경비대의 총격을 받고: the possessor of the deed in the act's own clause."""
    reach = NEAR_BEHIND if trigger.likeness else 0  # the clause found may end before the one that names the deed
    for m in reversed(scene.mentions):
        here = m.end <= trigger.end and clause_at(scene.clauses, m.start) == trigger.clause
        behind = trigger.end <= m.start <= trigger.end + reach
        if (here or behind) and is_power(m, scene) and OF_DEED.match(scene.unit.text(m.end, m.end + 10)):
            return _held(m, 0, scene)
    return None


NEAR_BEHIND = 12
"""Characters behind a clause found by likeness."""


HEARD = rx(r"(?:말|요구|통보|지시|협박|경고|위협|요청|소리|제안|독촉|추궁)(?:을|를|도|까지)?\s?(?:들|받|당)")


SAYS = rx(
    r"(?:들)?(?:의)?\s(?:말이|말로는|말은|말인즉|얘기가|얘기로는|소리가)[\s,]|(?:들)?[이가]\s(?:그러는데|하는\s말|말하길|그러길)"
)
"""보위원 말이 …: whose words a demand or threat is."""
OF_DEMAND = rx(r"(?:들)?의\s(?:요구|지시|명령|경고|협박|통보|권고|강요|압력|위협|종용|독촉)")


def _whose_demand(trigger: Trigger, scene: Scene) -> Held | None:
    """취소하라는 정보부의 요구에 불응했다: whose the demand is that the words before it tell."""
    if not trigger.act.startswith(("demand.", "threat.", "policy.")):
        return None
    for m in scene.mentions:
        near = trigger.start <= m.start <= trigger.end + 6
        if near and is_power(m, scene) and OF_DEMAND.match(scene.unit.text(m.end, m.end + 8)):
            return _held(m, 0, scene)
    return None


def _told_by(trigger: Trigger, scene: Scene) -> Held | None:
    """반탐과장으로부터 아들을 데려오면 …는 말을 들었다: from whom a demand or threat was heard."""
    if not trigger.act.startswith(("demand.", "threat.", "policy.", "question.")):
        return None
    for m, distance in backwards(trigger, scene):
        if is_power(m, scene) and SAYS.match(scene.unit.text(m.end, m.end + 10)):
            return _held(m, distance, scene)
        if m.particle in FROM | DATIVE and is_power(m, scene) and HEARD.search(scene.unit.text(m.after, scene.unit.end)):
            return _held(m, distance, scene)
    return None


def _named_after(trigger: Trigger, scene: Scene) -> Held | None:
    """형을 데려간 건 보위원들이었다: the doer is the predicate."""
    for m in scene.mentions:
        between = scene.unit.text(trigger.end, m.start)
        if (
            m.start > trigger.end
            and is_power(m, scene)
            and CLEFT.match(between)
            and EQUALS.match(scene.unit.text(m.end, m.end + 6))
        ):
            return _held(m, 0, scene)
    return None


CLEFT = rx(r"[가-힣]{0,2}\s(?:건|것은|사람은|사람들은|이는|이들은|자는|쪽은)\s(?:\S+\s){0,3}$")
EQUALS = rx(r"(?:이?었|였|이다|다\.|입니다|이에요|예요|이라고|라고)")


def _acted_on(m: Mention, trigger: Trigger, scene: Scene) -> bool:
    """A topic that is the object in truth: the subject of an act whose verb is active (그 처녀는 따로 불러냈다)."""
    return m.particle in ("은", "는") and trigger.voice == "active"


def unknown_doer(trigger: Trigger, scene: Scene) -> Held | None:
    """낯선 사람 셋이 I씨를, 장갑 낀 여자가 손을, 은행이 계좌를: a subject of no known class that acts on someone."""
    plain = trigger.voice in PLAIN_VOICES or _bare_noun(trigger, scene)
    if not plain or not trigger.act.startswith((*OWN_DEEDS, *OF_ORGANISATIONS)):
        return None
    for m, distance in backwards(trigger, scene):
        if distance > (3 if m.particle in ("은", "는") else 1) or m.pronoun:
            continue
        asked_of = m.particle in ("이", "가") and ASKED_OF.search(scene.unit.text(m.after, trigger.end + 1))
        if m.particle in ("이", "가", "은", "는") and not asked_of and _may_do(m, trigger, scene, distance):
            party = party_of(m, scene)
            if party is not None:
                if party.party_class in (PartyClass.AFFECTED, PartyClass.PUBLIC):
                    party.party_class = PartyClass.OTHER
                return party, how_found(m, distance)
        if m.particle in SUBJECT and distance == 0:
            return None
    return None


def _may_do(m: Mention, trigger: Trigger, scene: Scene, distance: int) -> bool:
    party = party_of(m, scene)
    if party is None or party.party_class in POWER | {PartyClass.SOURCE, PartyClass.OUTLET, PartyClass.REPORTER}:
        return False
    if m.noun.kind == "organisation":
        return distance == 0 and trigger.act.startswith(OF_ORGANISATIONS) and not HARMLESS.search(m.head)
    if m.name is not None or m.noun.kin or party.kind is PartyKind.FAMILY or any(p is party for p in scene.focus.sufferers):
        return False
    if not any(head.removesuffix("들") in UNKNOWN for head in (m.head, *m.heads)):
        return False
    if trigger.voice != "imperative" and trigger.act.startswith(("demand.", "threat.", "traffic.")):
        return True
    return any(_patients(m, trigger, scene)) or (trigger.act.startswith(("hurt.", "traffic.", "search.", "watch.")))


def _patients(actor: Mention, trigger: Trigger, scene: Scene) -> Iterator[Mention]:
    """Others acted on between the actor and the act: an object, someone spoken to, an owner of what is taken."""
    for m, distance in backwards(trigger, scene):
        if distance > 1 or m.start <= actor.start:
            continue
        owned = VICTIM_HEAD.match(scene.unit.text(m.end, m.end + 10)) is not None
        if (m.particle in OBJECT | DATIVE | FROM or owned) and (m.head in FIRST or can_suffer(m, scene)):
            yield m


def institution(trigger: Trigger, scene: Scene) -> Held | None:
    """보위부에서 나오라고; 태국 이민국 차량이; 군 안전부 감찰과에서."""
    for m, distance in backwards(trigger, scene):
        if distance > 1:
            break
        if m.noun.kind == "organisation" and m.particle == "에서" and trigger.act.startswith(OF_ORGANISATIONS):
            return _held(m, distance, scene)
        if not is_power(m, scene):
            continue
        after = scene.unit.text(m.end, m.end + 14)
        unit_of = rx(
            r"\s(?:차량|승합차|직원|병력|요원|대원|관계자|측|소속|쪽|사람들|일꾼들|[가-힣]{1,3}[과처실조대])[가-힣\s]{0,5}"
        ).match(after)
        if m.particle in ("에서", "에서는", "에서도") or unit_of:
            return _held(m, distance, scene)
    return None


def bare_power(trigger: Trigger, scene: Scene) -> Held | None:
    """경비대 발포, 안전원 4명 가택수색: in notes an office or officer without a particle right before its act."""
    for m, distance in backwards(trigger, scene):
        gap = scene.unit.text(m.end, trigger.end)
        near = m.start >= trigger.start - 1 or m.end >= trigger.start - 1
        if distance == 0 and near and m.particle == "" and gap.startswith(" ") and is_power(m, scene):
            return _held(m, distance, scene)
    return None


def issuer_of(trigger: Trigger, scene: Scene) -> Held | None:
    """Whose order or law: 당국은 …, 중앙의 비밀 지시, 북한은 … 법을 채택해."""
    found = subject_of(trigger, scene, power=True) or institution(trigger, scene)
    if found is not None:
        return found
    inside = [m for m in scene.mentions if m.start < trigger.end and is_power(m, scene)]
    for m in reversed(inside):
        if m.particle in ("의", "", "에서", "로부터") and ISSUED.search(scene.unit.text(m.end, m.end + 24)):
            return _held(m, 0, scene)
    return None
