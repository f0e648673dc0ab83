"""Which role each party takes, by the frame's role pattern (state, response, payer, taker …)."""

from __future__ import annotations

from collections.abc import Callable

from rushlight.reading.drafts import PartyDraft
from rushlight.reading.korean.captives import captive_meant
from rushlight.reading.korean.doers import (
    agent_behind,
    agent_of_active,
    agent_of_passive,
    by_another,
    is_unknown,
    issuer_of,
)
from rushlight.reading.korean.focus import POWER
from rushlight.reading.korean.mention import Mention
from rushlight.reading.korean.payees import taker_of
from rushlight.reading.korean.roles import (
    ASKED_OF,
    BY,
    DATIVE,
    FROM,
    INTRANSITIVE,
    OBJECT,
    SUBJECT,
    Cast,
    Scene,
    add,
    backwards,
    can_suffer,
    conjoined,
    from_focus,
    head_noun,
    how_found,
    is_power,
    marked,
    of_asking,
    owner_of,
    party_of,
    subject_of,
)
from rushlight.reading.korean.sufferers import (
    asked,
    bare,
    genitive,
    officer_himself,
    owner_of_subject,
    teller_behind,
    told_of,
    victim_of_active,
)
from rushlight.reading.korean.triggers import Trigger
from rushlight.reading.patterns import rx
from rushlight.record import Found, PartyClass, Role


def cast(trigger: Trigger, scene: Scene) -> Cast:
    """Fill the roles of a trigger by its frame's role pattern."""
    out = Cast()
    FILLERS.get(trigger.frame.roles, _state)(trigger, scene, out)
    affected = out.of(Role.AFFECTED)
    if affected is not None and (captive := captive_meant(trigger, scene, out, affected)) is not None:
        out.parts = [(r, captive if p is affected else p) for r, p in out.parts]
        affected = captive
    if affected is not None and out.found.get("affected") is Found.SAME_CLAUSE:
        for other in conjoined(affected, scene):
            out.add(Role.AFFECTED, other)
    doer = out.of(Role.PERPETRATOR)
    if doer is not None and out.found.get("agent") is Found.SAME_CLAUSE:
        for other in conjoined(doer, scene, power=True):
            out.add(Role.PERPETRATOR, other)
    return out


def _state(trigger: Trigger, scene: Scene, out: Cast) -> None:
    """Acts of an authority against someone; the voice says which side the subject is on."""
    head = head_noun(trigger, scene)
    passive = (
        trigger.voice == "passive"
        or BEATEN.match(scene.unit.text(trigger.end, trigger.end + 6)) is not None
        or _told_by_sufferer(trigger, scene)
        or (trigger.voice == "pattern" and _intransitive(trigger, scene))
        or (trigger.voice in ("pattern", "nominal") and _subject_suffers(trigger, scene))
    )
    if passive or trigger.voice == "nominal":
        add(out, Role.PERPETRATOR, "agent", agent_of_passive(trigger, scene) or agent_behind(trigger, scene))
    else:
        sold = _trafficker(trigger, scene) if trigger.act == "traffic.person" else None
        add(out, Role.PERPETRATOR, "agent", sold or agent_of_active(trigger, scene, head) or agent_behind(trigger, scene))
    own = subject_of(trigger, scene, power=False, reach=0) if passive else None
    if (
        own is None
        and head is not None
        and can_suffer(head, scene, described=True)
        and (passive or _is_object(head, trigger, scene, out))
    ):
        party = party_of(head, scene)
        if party is not None:
            out.add(Role.AFFECTED, party, Found.SAME_CLAUSE, "affected")
            return
    if trigger.act.startswith(("demand.", "threat.")):
        victim = (told_of(trigger, scene) if passive else None) or asked(trigger, scene)
    elif passive:
        victim = (
            owner_of_subject(trigger, scene)
            or subject_of(trigger, scene, power=False, reach=0)
            or (None if by_another(trigger, scene) else marked(trigger, scene, DATIVE, power=False))
            or genitive(trigger, scene)
            or subject_of(trigger, scene, power=False)
            or owner_of(trigger, scene)
            or bare(trigger, scene)
            or officer_himself(trigger, scene, head)
        )
    else:
        victim = victim_of_active(trigger, scene)
    if victim is None or any(p is victim[0] for _, p in out.parts):
        asks = trigger.act.startswith(("demand.", "threat."))
        victim = of_asking(scene) if asks else teller_behind(trigger, scene) or from_focus(scene)
    if victim is not None and any(p is victim[0] for _, p in out.parts):
        victim = (scene.first, Found.PRONOUN) if scene.first is not None else None
    if victim is not None and victim[0] is scene.first and trigger.act.startswith("kill."):
        other = scene.focus.other
        victim = None if other is None else (other, scene.focus.found(other))
    add(out, Role.AFFECTED, "affected", victim)


def _is_object(head: Mention, trigger: Trigger, scene: Scene, out: Cast) -> bool:
    """경찰이 체포한 기자: the head noun is the object where the clause has none and its subject acts."""
    if any(m.particle in OBJECT and d == 0 and can_suffer(m, scene) for m, d in backwards(trigger, scene)):
        return False
    return not any(p is party_of(head, scene) for _, p in out.parts)


def against_power(trigger: Trigger, scene: Scene) -> bool:
    """안전원을 때린 청년: an act against an officer by someone else is none of the authority's."""
    if trigger.voice == "passive" or not trigger.act.startswith(("hurt.", "kill.", "detain.", "seize.", "threat.")):
        return False
    here = [m for m, d in backwards(trigger, scene) if d == 0]
    target = any(m.particle in OBJECT and is_power(m, scene) and m.noun.party_class == "officer" for m in here)
    return target and not any(m.particle in SUBJECT and is_power(m, scene) for m in here)


SUFFERED = rx(
    r"받았|받고|받아|받은|받는|당하|당했|당한|됐|되었|된\s|돼|빼앗겼|빼앗긴|뺏겼|잡혔|붙들려|끌려|실려|갇|맞았|얻어맞|묶였|쫓겨|넘겨졌|보내졌|불려|출두|출석|팔렸|팔려|팔린"
)


BEATEN = rx(r"[가-힣]{0,2}\s?(?:얻어\s?)?맞[았고은는아으]")
"""두들겨 맞았다: the verb behind makes a passive of it."""


def _told_by_sufferer(trigger: Trigger, scene: Scene) -> bool:
    """A fixed wording with a passive verb in it and no officer as subject: 공안에게 붙들려 갔다."""
    demand = trigger.act.startswith("demand.")
    start = trigger.end - 5 if demand else trigger.start
    if demand and trigger.clause < len(scene.clauses) and scene.clauses[trigger.clause].kind == "quotative":
        return False  # 돌아오면 용서받는다고: the passive is what is promised, not the demand
    if trigger.voice != "pattern" or not SUFFERED.search(scene.unit.text(start, trigger.end + 5)):
        return False
    here = [m for m, d in backwards(trigger, scene) if d == 0]
    if not any(m.particle in SUBJECT and is_power(m, scene) for m in here):
        return True
    words = scene.unit.text(trigger.start, trigger.end)
    return DONE_TO.search(words) is not None and not any(m.particle in OBJECT or m.particle in BY for m in here)


DONE_TO = rx(r"(?:됐|되었|당했|당하였|선고받았|쫓겨났|붙잡혔|잡혔|갇혔|숙청됐|총살됐|처형됐)[가-힣]{0,4}$")
"""A passive that ends a wording: its subject is the one it was done to, an officer too."""


def _intransitive(trigger: Trigger, scene: Scene) -> bool:
    """A sufferer's wording, unless an officer is the subject or someone the object in the same clause."""
    words = scene.unit.text(trigger.start, trigger.end + 4)
    if trigger.act not in INTRANSITIVE or rx(r"게\s(?:했|하|만)|쏘[았아]|쐈|쏴|발포|사격|저격|때려|죽였|죽여|살해|사살").search(
        words
    ):
        return False
    reach = 1 if trigger.likeness else 0  # a clause found by likeness may begin behind its subject's own
    here = [m for m, d in backwards(trigger, scene) if d <= reach]
    return not any(m.particle in SUBJECT and is_power(m, scene) for m in here)


def _subject_suffers(trigger: Trigger, scene: Scene) -> bool:
    """For fixed wordings without a voice of their own: is the nearest subject one who can suffer?"""
    if trigger.act.startswith(("hurt.", "demand.", "threat.", "traffic.")):
        return False
    here = [m for m, d in backwards(trigger, scene) if d == 0]
    if any(m.particle in OBJECT | DATIVE and can_suffer(m, scene) for m in here):
        return False
    if any(m.particle in ("이", "가") and is_power(m, scene) for m in here):
        return False
    for m, distance in backwards(trigger, scene):
        if distance > 1:
            return False
        if m.particle in SUBJECT and is_power(m, scene):
            return False
        if m.particle in ("이", "가") and ASKED_OF.search(scene.unit.text(m.after, trigger.end + 1)):
            continue  # 아들이 누구와 만났는지 캐물었다: the question's own subject
        if m.particle in SUBJECT and m.head != "아무":
            return can_suffer(m, scene) and not (trigger.act.startswith("watch.") and is_unknown(m))
    return False


def _response(trigger: Trigger, scene: Scene, out: Cast) -> None:
    """What people do themselves: the subject is the one concerned."""
    head = head_noun(trigger, scene)
    subject = _asks_to_stop(trigger, scene) or subject_of(trigger, scene, power=False)
    if subject is None and head is not None and can_suffer(head, scene):
        party = party_of(head, scene)
        subject = (party, Found.SAME_CLAUSE) if party is not None else None
    power = None
    if subject is None or trigger.act == "respond.deny":
        power = subject_of(trigger, scene, power=True, reach=1)
    if power is not None and trigger.act == "respond.deny" and (subject is None or subject[1] is not Found.SAME_CLAUSE):
        out.add(Role.HOLDER, power[0], power[1], "agent")
        return
    if subject is None and power is None:
        subject = bare(trigger, scene) or from_focus(scene)
    add(out, Role.AFFECTED, "affected", subject)


def _asks_to_stop(trigger: Trigger, scene: Scene) -> tuple[PartyDraft, Found] | None:
    """오빠로부터 다시는 전화하지 말라는 말을 들었다: whoever says so cuts the tie."""
    if trigger.act != "adapt.cut_ties" or not rx(r"말라|말아\s?달라").search(scene.unit.text(trigger.start, trigger.end + 4)):
        return None
    return marked(trigger, scene, FROM, power=False)


def _payer(trigger: Trigger, scene: Scene, out: Cast) -> None:
    head = head_noun(trigger, scene)
    taker = taker_of(trigger, scene)
    if head is not None and is_power(head, scene) and (taker is None or taker[1] is not Found.SAME_CLAUSE):
        party = party_of(head, scene)
        taker = (party, Found.SAME_CLAUSE) if party is not None else taker
    add(out, Role.PERPETRATOR, "agent", taker)
    add(out, Role.AFFECTED, "affected", subject_of(trigger, scene, power=False) or from_focus(scene))


def _trafficker(trigger: Trigger, scene: Scene) -> tuple[PartyDraft, Found] | None:
    """거간꾼이 나를 팔아넘겼다: a go-between who is the subject of the selling, in this sentence."""
    for m, distance in backwards(trigger, scene):
        party = party_of(m, scene)
        if party is not None and party.party_class is PartyClass.INTERMEDIARY and m.particle in ("이", "가", "은", "는"):
            return party, how_found(m, distance)
    return None


def _taker(trigger: Trigger, scene: Scene, out: Cast) -> None:
    head = head_noun(trigger, scene)
    add(out, Role.PERPETRATOR, "agent", agent_of_active(trigger, scene, head))
    victim = marked(trigger, scene, FROM | DATIVE, power=False, reach=1) or owner_of(trigger, scene)
    if victim is None and trigger.frame.row.get("scope") != "background":
        victim = from_focus(scene)
    add(out, Role.AFFECTED, "affected", victim)


def _order(trigger: Trigger, scene: Scene, out: Cast) -> None:
    add(out, Role.ORDERING_AUTHORITY, "agent", issuer_of(trigger, scene))


def _informant(trigger: Trigger, scene: Scene, out: Cast) -> None:
    owner = next(((m, d) for m, d in backwards(trigger, scene) if d <= 1 and is_power(m, scene)), None)
    if owner is not None:
        out.add(Role.PERPETRATOR, party_of(owner[0], scene), how_found(*owner), "agent")
    add(out, Role.INFORMANT, "informant", subject_of(trigger, scene, power=False))


def _denounce(trigger: Trigger, scene: Scene, out: Cast) -> None:
    subject = subject_of(trigger, scene, power=False)
    named = next(
        (
            (m, d)
            for m, d in backwards(trigger, scene)
            if d <= 1
            and can_suffer(m, scene)
            and (m.particle in ("의", "", "을", "를") or m.genitive)
            and (subject is None or party_of(m, scene) is not subject[0])
        ),
        None,
    )
    add(out, Role.INFORMANT, "informant", subject)
    if named is not None:
        out.add(Role.AFFECTED, party_of(named[0], scene), how_found(*named), "affected")
    elif scene.focus.affected is not None:
        add(out, Role.AFFECTED, "affected", from_focus(scene))


def _remitter(trigger: Trigger, scene: Scene, out: Cast) -> None:
    subject = subject_of(trigger, scene, power=False)
    if subject is None and scene.first is not None:
        subject = (scene.first, Found.PRONOUN)
    add(out, Role.REMITTER, "affected", subject)


def _receiver(trigger: Trigger, scene: Scene, out: Cast) -> None:
    sender = next(
        (m for m in scene.mentions if rx(r"[이가]\s(?:보낸|보내|부친|부쳐)").match(scene.unit.text(m.end, m.end + 4))), None
    )
    subjects = [
        (m, d) for m, d in backwards(trigger, scene) if m is not sender and m.particle in SUBJECT and can_suffer(m, scene)
    ]
    inner = [
        m
        for m in scene.mentions
        if m is not sender and trigger.start <= m.start < trigger.end and m.particle in SUBJECT and can_suffer(m, scene)
    ]
    if inner:
        out.add(Role.AFFECTED, party_of(inner[-1], scene), Found.SAME_CLAUSE, "affected")
    elif subjects:
        out.add(Role.AFFECTED, party_of(subjects[0][0], scene), how_found(*subjects[0]), "affected")
    else:
        add(out, Role.AFFECTED, "affected", from_focus(scene))
    if sender is not None:
        out.add(Role.REMITTER, party_of(sender, scene))


def _broker(trigger: Trigger, scene: Scene, out: Cast) -> None:
    for m in scene.mentions:
        party = party_of(m, scene)
        if party is not None and party.party_class is PartyClass.INTERMEDIARY:
            out.add(Role.INTERMEDIARY, party, Found.SAME_CLAUSE, "affected")
            return


def _turnaway(trigger: Trigger, scene: Scene, out: Cast) -> None:
    for m, distance in backwards(trigger, scene):
        party = party_of(m, scene)
        if (
            party is not None
            and party.party_class not in POWER | {PartyClass.INTERMEDIARY, PartyClass.SOURCE}
            and m.particle in SUBJECT
        ):
            out.add(Role.AFFECTED, party, how_found(m, distance), "affected")
            break
    for m in scene.mentions:
        party = party_of(m, scene)
        if party is not None and party.party_class is PartyClass.INTERMEDIARY:
            out.add(Role.COUNTERPART, party)
    if out.of(Role.AFFECTED) is None:
        near = [p for p in (scene.focus.dropped(), scene.focus.affected, *reversed(scene.focus.history)) if p is not None]
        house = next((p for p in near if p.party_class is not PartyClass.INTERMEDIARY and not scene.focus.faded(p)), None)
        add(out, Role.AFFECTED, "affected", None if house is None else (house, scene.focus.found(house)))


def _freed(trigger: Trigger, scene: Scene, out: Cast) -> None:
    """Released: the affected party is whoever walks out; who lets go is no perpetrator."""
    words = scene.unit.text(trigger.start, trigger.end)
    active = (
        trigger.voice == "active"
        or rx(r"풀어|빼내|빼냈|꺼내|꺼냈|데려나|데려나왔|데리고\s?나|구해내|찾아왔").search(words) is not None
    )
    head = head_noun(trigger, scene)
    if head is not None and can_suffer(head, scene, described=True):
        out.add(Role.AFFECTED, party_of(head, scene), Found.SAME_CLAUSE, "affected")
        return
    found = marked(trigger, scene, OBJECT, power=False) if active else subject_of(trigger, scene, power=False)
    if active and found is None:
        found = _topic_before(trigger, scene)
    found = found or bare(trigger, scene) or from_focus(scene)
    if active and found is not None and found[0] is scene.first and scene.focus.other is not None:
        found = scene.focus.other, scene.focus.found(scene.focus.other)  # 돈을 주고 빼냈다: nobody buys himself out
    freeing = subject_of(trigger, scene, power=False, reach=0) if active else None
    if found is not None and freeing is not None and found[0] is freeing[0]:
        earlier = (p for p in reversed(scene.focus.history) if p is not freeing[0])
        found = next(((p, scene.focus.found(p)) for p in earlier), None)
    add(out, Role.AFFECTED, "affected", found)


def _topic_before(trigger: Trigger, scene: Scene) -> tuple[PartyDraft, Found] | None:
    """한 명은 남편이 데려나왔다: the topic before another's subject is whom the verb is about."""
    here = [m for m, d in backwards(trigger, scene) if d <= 1 and can_suffer(m, scene)]
    acting = next((m for m in here if m.particle in ("이", "가")), None)
    topic = next((m for m in here if m.particle in ("은", "는", "도") and acting is not None and m.end <= acting.start), None)
    party = party_of(topic, scene) if topic is not None else None
    return (party, Found.SAME_CLAUSE) if party is not None else None


def _effect(trigger: Trigger, scene: Scene, out: Cast) -> None:
    subject = subject_of(trigger, scene, power=False)
    among = next((m for m in scene.mentions if rx(r"(?:들)?\s사이").match(scene.unit.text(m.end, m.end + 5))), None)
    if subject is None and among is not None and not is_power(among, scene):
        party = party_of(among, scene)
        subject = (party, Found.SAME_CLAUSE) if party is not None else None
    if subject is None and scene.clauses[trigger.clause].kind != "quotative":
        later = next(
            (m for m in scene.mentions if m.start > trigger.end and m.particle in SUBJECT and can_suffer(m, scene)), None
        )
        if later is not None:
            party = party_of(later, scene)
            subject = (party, Found.PRONOUN) if party is not None else None
    if subject is None:
        near = next((m for m, d in backwards(trigger, scene) if d == 0 and can_suffer(m, scene)), None)
        if near is not None:
            party = party_of(near, scene)
            subject = (party, Found.SAME_CLAUSE) if party is not None else None
    add(out, Role.AFFECTED, "affected", subject or from_focus(scene))


def _holder(trigger: Trigger, scene: Scene, out: Cast) -> None:
    holder = scene.first or scene.reporting
    power = subject_of(trigger, scene, power=True)
    out.add(Role.HOLDER, power[0] if power and trigger.act == "motive.imputed" else holder)


def _contact(trigger: Trigger, scene: Scene, out: Cast) -> None:
    head = head_noun(trigger, scene)
    who = subject_of(trigger, scene, power=False) or ((scene.first, Found.PRONOUN) if scene.first else None)
    described = party_of(head, scene) if head is not None and can_suffer(head, scene, described=True) else None
    add(out, Role.AFFECTED, "affected", (described, Found.SAME_CLAUSE) if described is not None else who)
    other = marked(
        trigger, scene, frozenset({"과", "와", "랑", "이랑", "하고", "에게", "한테", "에게서", "한테서"}), power=False
    )
    if other is not None:
        out.add(Role.COUNTERPART, other[0])


def _discloser(trigger: Trigger, scene: Scene, out: Cast) -> None:
    add(out, Role.AFFECTED, "affected", subject_of(trigger, scene, power=False) or from_focus(scene))


FILLERS: dict[str, Callable[[Trigger, Scene, Cast], None]] = {
    "response": _response,
    "payer": _payer,
    "taker": _taker,
    "order": _order,
    "informant": _informant,
    "denounce": _denounce,
    "remitter": _remitter,
    "receiver": _receiver,
    "broker": _broker,
    "turnaway": _turnaway,
    "freed": _freed,
    "effect": _effect,
    "holder": _holder,
    "contact": _contact,
    "discloser": _discloser,
}
