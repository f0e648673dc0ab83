"""To whom it was done: objects, those spoken to, owners, and topics that are objects in truth."""

from __future__ import annotations

from rushlight.reading.drafts import PartyDraft
from rushlight.reading.korean.mention import FIRST, Mention
from rushlight.reading.korean.roles import (
    ASKED_OF,
    DATIVE,
    FROM,
    OBJECT,
    SUBJECT,
    TELLER,
    TOPIC,
    VICTIM_HEAD,
    Scene,
    backwards,
    can_suffer,
    how_found,
    is_power,
    marked,
    owner_of,
    party_of,
    subject_of,
)
from rushlight.reading.korean.triggers import Trigger, clause_at
from rushlight.reading.patterns import rx
from rushlight.record import Found, PartyClass

Held = tuple[PartyDraft, Found]


def held(m: Mention, distance: int, scene: Scene) -> Held | None:
    """A mention's party with how far it was found from the act."""
    party = party_of(m, scene)
    return None if party is None else (party, how_found(m, distance))


def speaks_of_self(trigger: Trigger, scene: Scene) -> bool:
    """Whether a first person stands in the clause or the one before it."""
    return any(d <= 1 and m.pronoun and m.head in FIRST for m, d in backwards(trigger, scene))


def first_person(trigger: Trigger, scene: Scene) -> Held | None:
    """나를, 저한테, 우리더러 in the clause or the one before it."""
    for m, distance in backwards(trigger, scene):
        if distance > 1:
            break
        if m.pronoun and m.head in FIRST and m.particle in OBJECT | DATIVE and scene.first is not None:
            return scene.first, Found.PRONOUN
    return None


def asked(trigger: Trigger, scene: Scene) -> Held | None:
    """Of whom something is demanded: the dative or first person, never the object of the demand itself."""
    found = _spoken_to(trigger, scene) if scene.power is None else None
    if found is None and scene.addressee is not None:
        found = scene.addressee, Found.PRONOUN
    if found is None and trigger.voice != "imperative":
        found = _object_of_asking(trigger, scene)
    if found:
        return found
    if scene.first is not None and speaks_of_self(trigger, scene):
        return scene.first, Found.PRONOUN
    for m, distance in backwards(trigger, scene):
        if m.particle in ("은", "는") and can_suffer(m, scene):
            return held(m, distance, scene)
    return _summoned(trigger, scene) or _came(trigger, scene) or _answers(trigger, scene)


CALLED_UP = rx(r"\s?(?:[^이가\s]+\s|\S+라고\s){0,2}?(?:전화|연락|편지|메시지|문자|귀국|돌아오라)\S*(?:\s\S+){0,2}?면[\s,]")
"""자녀에게 전화하지 않으면: the dative of what is demanded, not of the demand."""


def _spoken_to(trigger: Trigger, scene: Scene) -> Held | None:
    """The one to whom a demand or threat is said, up to two clauses before it."""
    for m, distance in backwards(trigger, scene):
        content = CALLED_UP.match(scene.unit.text(m.after, m.after + 40))
        if distance <= 2 and m.particle in DATIVE and not content and can_suffer(m, scene):
            return held(m, distance, scene)
    return None


ANSWERS = rx(
    r"[^,.]{0,22}(?:지급|납부|사정|깎|빌|건넸|건네|송금|마련|써\s?[내냄냈]|적어\s?[내냄냈]|제출|불응|찍었|거절|거부|되풀이|둘러댔|잡아뗐|일관|버텼|함구|침묵|얼버무|시치미|고개를|입을\s(?:다물|닫)|대꾸|냈|내지|줬|주었|내줬|바쳤|바치지|버텼|버티|따랐|응했|응하지|없다고|모른다고|못\s|돌려보|내밀)"
)


def _answers(trigger: Trigger, scene: Scene) -> Held | None:
    """돈을 바치라고 했지만 언니가 거절했다: whoever answers a demand is the one it was made to."""
    for m in scene.mentions:
        if m.start > trigger.end and m.particle in ("이", "가", "은", "는") and can_suffer(m, scene):
            return held(m, 1, scene) if ANSWERS.match(scene.unit.text(m.after, scene.unit.end)) else None
    return None


def _came(trigger: Trigger, scene: Scene) -> Held | None:
    """어머니가 면회를 왔는데 지도원이 돈을 불렀다: who came to the officer is asked."""
    for m, distance in backwards(trigger, scene):
        came = rx(r"[^,]{0,16}(?:찾아|왔|갔|와서|가서|가니|가자|오자)").match(scene.unit.text(m.end, trigger.start))
        if distance > 0 and m.particle in ("이", "가") and came and can_suffer(m, scene):
            return held(m, distance, scene)
    return None


FOR_RELEASE = rx(r"\s?(?:\S+\s)?(?:빼|풀어|꺼내|석방|돌려보내|놓아|내보내|데려오|살려|봐)\s?[가-힣]{0,3}\s")
"""조카를 빼 주는 값으로: whom the money is asked for, not of whom."""


def _object_of_asking(trigger: Trigger, scene: Scene) -> Held | None:
    """누이를 협박했다; not 남편을 감옥으로 보내겠다며 요구했다, whose object belongs to what is said."""
    for m, distance in backwards(trigger, scene):
        if distance > 0:
            break
        freed = FOR_RELEASE.match(scene.unit.text(m.after, m.after + 12))
        if m.particle in OBJECT and not freed and can_suffer(m, scene) and 0 <= trigger.start - m.after <= 8:
            return held(m, distance, scene)
    return None


SUMMONED = rx(r"\s?(?:따로\s|다시\s)?(?:불러|찾아|데려|붙잡|붙들|앉혀|세워|끌고|소환|호출|만나|잡아)")


def _summoned(trigger: Trigger, scene: Scene) -> Held | None:
    """K를 불러 돈을 내라고 했다: the object of an earlier clause that runs on into the demand."""
    for m, distance in backwards(trigger, scene):
        before = m.end <= trigger.start and clause_at(scene.clauses, m.start) < clause_at(scene.clauses, trigger.start)
        called = SUMMONED.match(scene.unit.text(m.after, m.after + 8))
        runs_on = called and scene.clauses[clause_at(scene.clauses, m.start)].kind == "conjunctive"
        if m.particle in OBJECT | {"만", "까지", "부터"} and before and runs_on and can_suffer(m, scene):
            return held(m, distance, scene)
    return None


THING_IS = rx(r"의\s[가-힣]{1,6}(?:이|가|은|는|도|까지)\s")
OF_THINGS = ("seize.", "search.", "destroy.", "deny.", "restrict.")


def owner_of_subject(trigger: Trigger, scene: Scene) -> Held | None:
    """알림은 아내의 여권이 압수됐다는 것을 알았다: whose thing the passive's own subject is, before the outer topic."""
    if not trigger.act.startswith(OF_THINGS):
        return None
    for m, distance in backwards(trigger, scene):
        thing = m.particle == "의" and THING_IS.match(scene.unit.text(m.end, m.end + 12))
        if distance == 0 and thing and VICTIM_HEAD.match(scene.unit.text(m.end, m.end + 12)) and can_suffer(m, scene):
            return held(m, distance, scene)
    return None


def told_of(trigger: Trigger, scene: Scene) -> Held | None:
    """Who heard a threat or got a demand (노모는 … 라는 말을 들었다): the sentence's topic, not a subject inside it."""
    for m, distance in backwards(trigger, scene):
        if m.particle in TOPIC - {"도"} and can_suffer(m, scene):
            return held(m, distance, scene)
    return None


def genitive(trigger: Trigger, scene: Scene) -> Held | None:
    """남편의 체포 소식, 여성의 출국을: the possessor of the act noun itself."""
    for m, distance in backwards(trigger, scene):
        of = m.particle == "의" and trigger.start - m.end <= 2
        towards = (
            m.particle == "에"
            and rx(r"\s대(?:한|하여|해서?)(?:는|서는)?\s").match(scene.unit.text(m.after, trigger.start)) is not None
        )
        if (distance == 0 or (towards and distance == 1)) and (of or towards) and can_suffer(m, scene):
            return held(m, distance, scene)
    return None


def officer_himself(trigger: Trigger, scene: Scene, head: Mention | None) -> Held | None:
    """An officer can be the one arrested: 총살당한 간부, 보위원이 체포됐다."""
    here = [head] if head is not None else [m for m, d in backwards(trigger, scene) if d == 0 and m.particle in SUBJECT]
    for m in here:
        party = party_of(m, scene)
        if party is not None and party.party_class is PartyClass.OFFICER:
            return party, Found.SAME_CLAUSE
    return None


def victim_of_active(trigger: Trigger, scene: Scene) -> Held | None:
    """The object, whoever it is taken from or belongs to, a topic fronted before an officer's subject."""
    if trigger.act in TELLERS_OWN and (teller := _teller(trigger, scene)) is not None:
        return teller
    if trigger.act == "search.home" and scene.unit.depth == 0 and scene.first is not None and owner_of(trigger, scene) is None:
        return scene.first, Found.PRONOUN
    if trigger.act == "hurt.forced_abortion":
        return genitive(trigger, scene) or _mother(trigger, scene) or subject_of(trigger, scene, power=False)
    asks = trigger.act.startswith("question.")
    found = (
        (_questioned(trigger, scene) if asks else marked(trigger, scene, OBJECT, power=False))
        or first_person(trigger, scene)
        or _even(trigger, scene)
        or fronted(trigger, scene)
        or genitive(trigger, scene)
        or marked(trigger, scene, DATIVE | FROM, power=False)
        or owner_of(trigger, scene)
        or bare(trigger, scene)
    )
    if found:
        return found
    if scene.first is not None and speaks_of_self(trigger, scene):
        return scene.first, Found.PRONOUN
    return _nearby(trigger, scene) or bereft(trigger, scene)


TELLS_SO = rx(r"\s?(?:\S+\s){0,2}?(?:말|진술|증언|회상|회고|호소|털어놓|털어놨|이야기|얘기|설명|기억|하소연)")


def teller_behind(trigger: Trigger, scene: Scene) -> Held | None:
    """갈비뼈가 부러졌다고 G 씨는 말한다: without a subject of its own, what was suffered befell whoever tells it."""
    clause = scene.clauses[trigger.clause]
    if clause.kind != "quotative":
        return None
    for m in scene.mentions:
        behind = clause.end <= m.start <= clause.end + 2 and m.particle in ("은", "는", "이", "가")
        if behind and can_suffer(m, scene) and TELLS_SO.match(scene.unit.text(m.after, scene.unit.end)):
            return held(m, 1, scene)
    return None


TELLERS_OWN = frozenset({"search.home", "search.person", "seize.property", "destroy.property"})
"""What is done to a home or things: without an owner, they are the teller's."""


def _teller(trigger: Trigger, scene: Scene) -> Held | None:
    """어머니 말로는 사복들이 아파트에 들이닥쳤다: one of the people who tells of it, where nothing says whose it is."""
    if owner_of(trigger, scene) is not None or marked(trigger, scene, OBJECT | DATIVE | FROM, power=False) is not None:
        return None
    for m, distance in backwards(trigger, scene):
        party = party_of(m, scene)
        if party is not None and party.party_class is PartyClass.AFFECTED and TELLER.match(scene.unit.text(m.end, m.end + 14)):
            return held(m, distance, scene)
    return None


BEREFT = rx(r"\s?(?:\S+\s){0,5}?(?:쫓겨|내쫓|내몰|나앉|갈\s곳|집을\s잃|이재민|한데|노숙|떠돌|대피|피신|흩어졌|거처를\s잃)")


def bereft(trigger: Trigger, scene: Scene) -> Held | None:
    """굴착기가 절을 밀어 비구니들이 쫓겨났다: whoever loses by it, told in the next clause."""
    if trigger.act not in ("destroy.property", "seize.property", "move.eviction"):
        return None
    for m in scene.mentions:
        near = m.start >= trigger.end and clause_at(scene.clauses, m.start) - trigger.clause <= 1
        lost = m.particle in ("이", "가", "은", "는") and BEREFT.match(scene.unit.text(m.after, scene.unit.end))
        if near and lost and can_suffer(m, scene):
            return held(m, 1, scene)
    return None


UNBORN = frozenset({"아이", "애", "아기", "태아", "애기", "뱃속 아이"})


def _mother(trigger: Trigger, scene: Scene) -> Held | None:
    """배 속 아이를 떼었다: the child is never the one it was done to in the sense of the act."""
    for m, distance in backwards(trigger, scene):
        if distance == 0 and m.particle in OBJECT | DATIVE and m.head not in UNBORN and can_suffer(m, scene):
            return held(m, distance, scene)
    return None


def _questioned(trigger: Trigger, scene: Scene) -> Held | None:
    """언니를 추궁했다; not 목사를 만났느냐고 물었다, whose object belongs to the question."""
    for m, distance in backwards(trigger, scene):
        inner = ASKED_OF.search(scene.unit.text(m.after, m.after + 16))
        if distance == 0 and m.particle in OBJECT and not inner and can_suffer(m, scene):
            return held(m, distance, scene)
    return None


def _nearby(trigger: Trigger, scene: Scene) -> Held | None:
    """An object or dative up to two clauses back, or a subject no officer stands beside."""
    for m, distance in backwards(trigger, scene):
        if distance > 2:
            break
        if m.particle in OBJECT and ASKED_OF.search(scene.unit.text(m.after, m.after + 16)):
            continue
        if m.particle in OBJECT | DATIVE and can_suffer(m, scene) and not m.genitive and not _in_reason(m, scene):
            return held(m, distance, scene)
    if any(d <= 2 and m.particle in SUBJECT and is_power(m, scene) for m, d in backwards(trigger, scene)):
        return None
    own = subject_of(trigger, scene, power=False, reach=2)
    return own if own is not None and trigger.voice != "imperative" else None


REASON = rx(r"\s?(?:이유|혐의|죄|구실|명목|핑계|의혹|까닭|죄목)(?:로|으로|를|가)")


def _in_reason(m: Mention, scene: Scene) -> bool:
    """시위대에게 붕대를 팔았다는 이유로: someone in the reason given, not the one acted on."""
    end = scene.clauses[clause_at(scene.clauses, m.start)].end
    return REASON.match(scene.unit.text(end, end + 6)) is not None


def _even(trigger: Trigger, scene: Scene) -> Held | None:
    """경찰은 변호사까지 연행했다: the object with 까지 or 마저, right before the act."""
    for m, distance in backwards(trigger, scene):
        near = distance == 0 and 0 <= trigger.start - m.after <= 4
        if near and m.particle in ("까지", "마저", "조차", "만") and can_suffer(m, scene):
            return held(m, distance, scene)
    return None


def fronted(trigger: Trigger, scene: Scene) -> Held | None:
    """그 처녀는 소장이 불러냈다, 딸까지 보위부가 데려갔다: the object stands before an officer's 이/가."""
    acting = next(
        (m for m, d in backwards(trigger, scene) if d == 0 and m.particle in ("이", "가") and is_power(m, scene)), None
    )
    if acting is None:
        return None
    for m, distance in backwards(trigger, scene):
        if (
            distance <= 1
            and m is not acting
            and m.particle in ("은", "는", "도", "까지", "만", "마저")
            and can_suffer(m, scene)
        ):
            return held(m, distance, scene)
    return None


def bare(trigger: Trigger, scene: Scene) -> Held | None:
    """A mention without particle right before the trigger: 주민 3명 체포됐다, 신자 12명 연행."""
    for m, distance in backwards(trigger, scene):
        if distance > 0:
            break
        near = 0 <= trigger.start - m.end <= 2 or (
            m.start == scene.unit.start and not scene.unit.text(m.end, trigger.start).strip(" ,0123456789")
        )
        near = near or (m.count is not None and trigger.start <= m.start and trigger.voice != "active")
        if m.particle == "" and near and can_suffer(m, scene):
            return held(m, distance, scene)
    return None
