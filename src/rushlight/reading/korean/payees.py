"""To whom extorted money went: named with the sum, else the officer who asked for it shortly before."""

from __future__ import annotations

from rushlight.reading.drafts import PartyDraft
from rushlight.reading.korean.doers import Held
from rushlight.reading.korean.focus import POWER
from rushlight.reading.korean.mention import Mention
from rushlight.reading.korean.roles import BY, DATIVE, FROM, Scene, backwards, how_found, is_power, party_of, subject_of
from rushlight.reading.korean.triggers import Trigger, clause_at
from rushlight.reading.patterns import rx
from rushlight.record import Found

IN_HAND = rx(
    r"(?:들)?(?:과|와|하고|랑)\s(?:줄|연줄|손|짜고|합의)|(?:들)?\s손에|(?:들)?의\s(?:요구|지시|강요|독촉|처|아내|부인|집|가족)(?:에|로|대로|에게|한테)|네?\s집(?:에|으로)|\s요구(?:에|로|대로)|[이가]\s(?:불러|알려|대|일러|가르쳐|정해)\s?(?:준|주는|둔)\s(?:\S+\s)?(?:계좌|번호|사람|주소|곳|데)(?:에|로|으로|에게|한테)|\s(?:행사|모임|대회|집회|기념일|창건일|당대회)(?:가|이|에|때|를|마다)"
)
"""What makes an officer the one the money goes to: 과장네 집에, 보위원의 요구에 따라, 담당 보위원의 처에게."""


def _hand_behind(trigger: Trigger, scene: Scene) -> Held | None:
    """4천 원을 만들어 과장네 집에 갖다주고, 3천 위안 들었어요, 지도원한테, 보위원의 처에게 전달: named behind the sum."""
    for m in scene.mentions:
        if m.start < trigger.start or clause_at(scene.clauses, m.start) - trigger.clause > 1:
            continue
        if is_power(m, scene) and (m.particle in DATIVE or IN_HAND.match(scene.unit.text(m.end, m.end + 12))):
            return _as_payee(m, 0, scene)
        owner = m.possessor.party if m.possessor is not None and m.particle in DATIVE else None
        if isinstance(owner, PartyDraft) and owner.party_class in POWER:
            return owner, how_found(m, 0)
    return None


def taker_of(trigger: Trigger, scene: Scene) -> Held | None:
    """To whom the money went: 안전원에게, 간부와 줄을 대; else the officer whose demand stands before it."""
    for m, distance in backwards(trigger, scene):
        if distance > 1 or not is_power(m, scene):
            continue
        hand = IN_HAND.match(scene.unit.text(m.end, m.end + 12))
        if m.particle in DATIVE | BY | FROM or hand:
            return _as_payee(m, distance, scene)
    behind = _hand_behind(trigger, scene)
    if behind is not None:
        return behind
    stated = subject_of(trigger, scene, power=True, reach=3)
    if stated is not None:
        return stated[0], Found.PRONOUN
    agent = scene.focus.asker()
    return None if agent is None else (agent, Found.OTHER_CLAUSE)


def _as_payee(m: Mention, distance: int, scene: Scene) -> Held | None:
    party = party_of(m, scene, power=True)
    return None if party is None else (party, how_found(m, distance))
