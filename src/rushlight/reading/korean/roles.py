"""Who did it to whom: particles, voice and typed constraints over the mentions around a trigger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import regex

from rushlight.reading.drafts import PartyDraft
from rushlight.reading.korean.clauses import Clause
from rushlight.reading.korean.focus import POWER, Focus
from rushlight.reading.korean.mentions import FIRST, Mention
from rushlight.reading.korean.triggers import Trigger, clause_at
from rushlight.reading.korean.units import Unit
from rushlight.record import Found, PartyClass, Role

SUBJECT = frozenset(
    {"이", "가", "은", "는", "도", "께서", "께서는", "만", "만은", "까지", "마저", "조차", "만이", "까지도", "이나", "도"}
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
AUDIENCE = regex.compile(r"(?:들)?\s(?:앞에|앞에서|사이에|가운데|보는\s앞)")
NOT_AFFECTED = POWER | {PartyClass.OUTLET, PartyClass.REPORTER}
TELLER = regex.compile(r"[이가도]?\s?(?:그러는데|그러더|하는\s말|말하길|말로는|전하길|얘기로는|이야기로는|듣기로)|(?:에게서|한테서|한테|에게)\s?(?:들은|들었|듣기)")
"""Words after a mention that make it a teller of the clause, not a party to it."""
VICTIM_HEAD = regex.compile(
    r"^\s?(?:네\s)?집|^의\s(?:집|뺨|머리|얼굴|배|등|다리|팔|몸|손|옷|머리채|자택|방|사무실|가게|신분증|여권|휴대|손전화|전화|노트북|가방|주머니|소지품|계정|땅|밭|재산)"
)


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


def conjoined(party: PartyDraft, scene: Scene) -> list[PartyDraft]:
    """Those joined to a party by 와, 과, 및, 하고 right before it: 코 씨와 그의 아내를."""
    out = []
    for left, right in zip(scene.mentions, scene.mentions[1:], strict=False):
        gap = scene.unit.text(left.end, right.start)
        if party_of(right, scene) is party and regex.fullmatch(r"(?:와|과|하고|랑|이랑|\s및|,)\s(?:그의\s|그녀의\s)?", gap):
            other = party_of(left, scene)
            if other is not None and _can_suffer(left, scene):
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


def cast(trigger: Trigger, scene: Scene) -> Cast:
    """Fill the roles of a trigger by its frame's role pattern."""
    out = Cast()
    FILLERS.get(trigger.frame.roles, _state)(trigger, scene, out)
    affected = out.of(Role.AFFECTED)
    if affected is not None and out.found.get("affected") is Found.SAME_CLAUSE:
        for other in conjoined(affected, scene):
            out.add(Role.AFFECTED, other)
    return out


def party_of(mention: Mention, scene: Scene) -> PartyDraft | None:
    """A mention's party; first person is the speaker, other pronouns the running topic."""
    if not mention.pronoun:
        return mention.party if isinstance(mention.party, PartyDraft) else None
    if mention.words in FIRST or mention.head in FIRST:
        return scene.first
    return scene.focus.affected if mention.words not in ("그들", "저들") else scene.focus.recent_agent()


def _is_power(m: Mention, scene: Scene) -> bool:
    party = party_of(m, scene)
    return party is not None and party.party_class in POWER


def _testifies(m: Mention, party: PartyDraft) -> bool:
    """Sources who tell of themselves: witnesses and named interviewees, not the 소식통."""
    return m.pronoun or m.name is not None or m.head in ("증언자", "진술자", "진술인", "응답자", "제보자")


def _can_suffer(m: Mention, scene: Scene) -> bool:
    party = party_of(m, scene)
    after = scene.unit.text(m.end, m.end + 14)
    if TELLER.match(after) or AUDIENCE.match(after):
        return False
    if party is None or (party.party_class is PartyClass.SOURCE and party is not scene.first and not _testifies(m, party)):
        return False
    if party.party_class in NOT_AFFECTED and party is not scene.first:
        return False
    return m.noun.kind != "organisation"


def backwards(trigger: Trigger, scene: Scene) -> Iterator[tuple[Mention, int]]:
    """Mentions before the trigger, nearest first, with how many clauses lie between."""
    for m in reversed(scene.mentions):
        if m.end <= trigger.end:
            yield m, trigger.clause - clause_at(scene.clauses, m.start)


def head_noun(trigger: Trigger, scene: Scene) -> Mention | None:
    """The mention that an adnominal trigger modifies: 체포된 | 브로커."""
    for m in scene.mentions:
        if m.start <= trigger.start and trigger.end <= m.end and m.end > trigger.end + 1:
            return m
    for m in scene.mentions:
        if trigger.start <= m.start and m.start >= trigger.end - 1:
            gap = scene.unit.text(trigger.end, m.start)
            if regex.search(r"(?:^|\s)(?:뒤|후|때|이후|채|데|직후|다음|가운데|동안|것|적)[가-힣]{0,2}\s", gap):
                return None
            if clause_at(scene.clauses, m.start) != trigger.clause:
                return None
            if regex.fullmatch(r"[가-힣]{0,2}(?:[는던]|[가-힣])?\s(?:\S{1,6}(?<![나고며다면서자데])\s)?", gap) and _adnominal(trigger, scene, gap):
                return m
            return None
    return None


def _adnominal(trigger: Trigger, scene: Scene, gap: str) -> bool:
    word = (scene.unit.text(trigger.start, trigger.end) + gap).split(" ")
    ending = next((w for w in reversed((scene.unit.text(trigger.start, trigger.end) + gap.split(" ")[0]).split(" ")) if w), "")
    final = (ord(ending[-1]) - 0xAC00) % 28 if ending and "가" <= ending[-1] <= "힣" else 0
    return bool(word) and (final in (4, 8) or ending[-1:] in ("는", "던"))


def _subject(trigger: Trigger, scene: Scene, *, power: bool, reach: int = 9) -> tuple[PartyDraft, Found] | None:
    """The nearest subject or topic of the wanted kind, in this clause or shared from an earlier one."""
    test = _is_power if power else _can_suffer
    for m, distance in backwards(trigger, scene):
        if distance > reach:
            break
        if m.pronoun and trigger.act == "disappear.enforced" and m.head in FIRST:
            continue
        if (m.particle in SUBJECT or _joined_subject(m, scene)) and test(m, scene):
            if distance == 0 or m.particle in TOPIC or distance <= 3:
                party = party_of(m, scene)
                if party is not None:
                    return party, _how(m, distance)
    return None


def _joined_subject(m: Mention, scene: Scene) -> bool:
    """언론인과 종교인이: the first of two joined subjects where the second is no noun we know."""
    return m.particle in ("과", "와") and bool(regex.match(r"(?:과|와)\s[가-힣]{2,6}(?:이|가|은|는|들이|들은)\s", scene.unit.text(m.end, m.end + 12)))


def _how(m: Mention, distance: int) -> Found:
    if m.pronoun:
        return Found.PRONOUN
    return Found.SAME_CLAUSE if distance == 0 else Found.PRONOUN


def _with(
    trigger: Trigger, scene: Scene, particles: frozenset[str], *, power: bool, reach: int = 0
) -> tuple[PartyDraft, Found] | None:
    test = _is_power if power else _can_suffer
    for m, distance in backwards(trigger, scene):
        if distance > reach:
            break
        if m.particle in particles and test(m, scene):
            party = party_of(m, scene)
            if party is not None:
                return party, _how(m, distance)
    return None


def _owner(trigger: Trigger, scene: Scene) -> tuple[PartyDraft, Found] | None:
    """Whose home, body or thing: 최 씨의 뺨을, 최 씨네 집에, 그의 집을."""
    for m, distance in backwards(trigger, scene):
        if distance > 0:
            break
        if _can_suffer(m, scene) and VICTIM_HEAD.match(scene.unit.text(m.end, m.end + 10)):
            party = party_of(m, scene)
            if party is not None:
                return party, _how(m, distance)
    return None


def _from_focus(scene: Scene) -> tuple[PartyDraft, Found] | None:
    party = scene.focus.affected
    if party is None or scene.focus.faded(party):
        return None
    return party, scene.focus.found(party)


def _add(out: Cast, role: Role, key: str, found: tuple[PartyDraft, Found] | None) -> None:
    if found is not None:
        out.add(role, found[0], found[1], key)


def _state(trigger: Trigger, scene: Scene, out: Cast) -> None:
    """Acts of an authority against someone; the voice says which side the subject is on."""
    head = head_noun(trigger, scene)
    passive = trigger.voice == "passive" or (trigger.voice == "pattern" and _intransitive(trigger, scene)) or (trigger.voice in ("pattern", "nominal") and _subject_suffers(trigger, scene))
    if passive or trigger.voice == "nominal":
        _add(out, Role.PERPETRATOR, "agent", _agent_of_passive(trigger, scene))
    else:
        _add(out, Role.PERPETRATOR, "agent", _agent_of_active(trigger, scene, head))
    own = _subject(trigger, scene, power=False, reach=0) if passive else None
    if own is None and head is not None and _can_suffer(head, scene) and (passive or not out.parts):
        party = party_of(head, scene)
        if party is not None:
            out.add(Role.AFFECTED, party, Found.SAME_CLAUSE, "affected")
            return
    if trigger.act.startswith("demand.") or trigger.act == "threat.sanction" and not passive:
        victim = _asked(trigger, scene)
    elif passive:
        victim = _subject(trigger, scene, power=False) or _with(trigger, scene, DATIVE, power=False) or _bare(trigger, scene)
    else:
        victim = _victim_of_active(trigger, scene)
    _add(out, Role.AFFECTED, "affected", victim or _from_focus(scene))


def _asked(trigger: Trigger, scene: Scene) -> tuple[PartyDraft, Found] | None:
    """Of whom something is demanded: the dative or first person, never the object of the demand itself."""
    found = _with(trigger, scene, DATIVE, power=False, reach=2)
    if found is None and scene.addressee is not None:
        found = scene.addressee, Found.PRONOUN
    if found is None and trigger.voice != "imperative":
        found = _with(trigger, scene, OBJECT, power=False)
    if found:
        return found
    first = next((m for m, d in backwards(trigger, scene) if d <= 1 and m.pronoun and m.head in FIRST), None)
    if first is not None and scene.first is not None:
        return scene.first, Found.PRONOUN
    for m, distance in backwards(trigger, scene):
        if m.particle in ("은", "는") and _can_suffer(m, scene):
            party = party_of(m, scene)
            return (party, _how(m, distance)) if party is not None else None
    for m, distance in backwards(trigger, scene):
        before = m.end <= trigger.start and clause_at(scene.clauses, m.start) < clause_at(scene.clauses, trigger.start)
        if m.particle in ("을", "를") and before and _can_suffer(m, scene):
            party = party_of(m, scene)
            return (party, _how(m, distance)) if party is not None else None
    return None


def _intransitive(trigger: Trigger, scene: Scene) -> bool:
    """A sufferer's wording, unless an officer is the subject or someone the object in the same clause."""
    if trigger.act not in INTRANSITIVE:
        return False
    here = [m for m, d in backwards(trigger, scene) if d == 0]
    return not any(m.particle in SUBJECT and _is_power(m, scene) for m in here)


def _subject_suffers(trigger: Trigger, scene: Scene) -> bool:
    """For fixed wordings without a voice of their own: is the nearest subject one who can suffer?"""
    for m, distance in backwards(trigger, scene):
        if distance > 1:
            return False
        if m.particle in SUBJECT:
            return _can_suffer(m, scene)
    return False


def _agent_of_passive(trigger: Trigger, scene: Scene) -> tuple[PartyDraft, Found] | None:
    for m, distance in backwards(trigger, scene):
        if distance > 0:
            break
        after = scene.unit.text(m.end, m.end + 8)
        if _is_power(m, scene) and (m.particle in BY or regex.match(r"\s?(?:들)?에\s?의해|(?:들)?의\s", after)):
            party = party_of(m, scene)
            if party is not None:
                return party, _how(m, distance)
    return None


def _agent_of_active(trigger: Trigger, scene: Scene, head: Mention | None) -> tuple[PartyDraft, Found] | None:
    if head is not None and _is_power(head, scene):
        party = party_of(head, scene)
        if party is not None:
            return party, Found.SAME_CLAUSE
    found = _subject(trigger, scene, power=True) or _institution(trigger, scene)
    if found:
        return found
    if scene.power is not None:
        return scene.power, Found.PRONOUN
    for m, distance in backwards(trigger, scene):
        if distance == 0 and m.particle in ("이", "가", "은", "는") and not m.pronoun and _other_actor(m, trigger, scene):
            party = party_of(m, scene)
            return (party, Found.SAME_CLAUSE) if party is not None else None
    if trigger.voice != "imperative" and any(d == 0 and m.particle in ("이", "가", "은", "는") and _can_suffer(m, scene) for m, d in backwards(trigger, scene)):
        return None
    agent = scene.focus.recent_agent()
    return None if agent is None else (agent, scene.focus.found(agent))


def _other_actor(m: Mention, trigger: Trigger, scene: Scene) -> bool:
    """A subject that is no officer but acts on another person named as the object: 낯선 사람 셋이 I씨를."""
    return any(
        o.start > m.start and o.particle in OBJECT and _can_suffer(o, scene) for o, d in backwards(trigger, scene) if d == 0
    )


def _institution(trigger: Trigger, scene: Scene) -> tuple[PartyDraft, Found] | None:
    """보위부에서 나오라고; 태국 이민국 차량이; 보위부 지시로."""
    for m, distance in backwards(trigger, scene):
        if distance > 1:
            break
        if not _is_power(m, scene):
            continue
        after = scene.unit.text(m.end, m.end + 12)
        if m.particle in ("에서", "에서는") or regex.match(
            r"\s(?:차량|승합차|직원|병력|요원|대원|관계자|측|소속)[가-힣\s]{0,5}", after
        ):
            party = party_of(m, scene)
            if party is not None:
                return party, _how(m, distance)
    return None


def _victim_of_active(trigger: Trigger, scene: Scene) -> tuple[PartyDraft, Found] | None:
    if trigger.act == "search.home" and scene.unit.depth == 0 and scene.first is not None and _owner(trigger, scene) is None:
        return scene.first, Found.PRONOUN
    found = (
        _with(trigger, scene, OBJECT, power=False)
        or _with(trigger, scene, DATIVE | FROM, power=False)
        or _owner(trigger, scene)
        or _bare(trigger, scene)
    )
    if found:
        return found
    first = next((m for m, d in backwards(trigger, scene) if d <= 1 and m.pronoun and m.head in FIRST), None)
    if first is not None and scene.first is not None:
        return scene.first, Found.PRONOUN
    for m, distance in backwards(trigger, scene):
        if distance > 2:
            break
        if m.particle in OBJECT | DATIVE and _can_suffer(m, scene) and not m.genitive:
            party = party_of(m, scene)
            if party is not None:
                return party, Found.PRONOUN
    own = _subject(trigger, scene, power=False, reach=2)
    return own if own is not None and trigger.voice != "imperative" else None


def _bare(trigger: Trigger, scene: Scene) -> tuple[PartyDraft, Found] | None:
    """A mention without particle right before the trigger: 주민 3명 체포됐다, 신자 12명 연행."""
    for m, distance in backwards(trigger, scene):
        if distance > 0:
            break
        if m.particle == "" and 0 <= trigger.start - m.end <= 2 and _can_suffer(m, scene):
            party = party_of(m, scene)
            if party is not None:
                return party, Found.SAME_CLAUSE
    return None


def _response(trigger: Trigger, scene: Scene, out: Cast) -> None:
    """What people do themselves: the subject is the one concerned."""
    head = head_noun(trigger, scene)
    subject = _subject(trigger, scene, power=False)
    if subject is None and head is not None and _can_suffer(head, scene):
        party = party_of(head, scene)
        subject = (party, Found.SAME_CLAUSE) if party is not None else None
    power = None
    if subject is None or trigger.act == "respond.deny":
        power = _subject(trigger, scene, power=True, reach=1)
    if power is not None and trigger.act == "respond.deny" and (subject is None or subject[1] is not Found.SAME_CLAUSE):
        out.add(Role.HOLDER, power[0], power[1], "agent")
        return
    if subject is None and power is None:
        subject = _bare(trigger, scene) or _from_focus(scene)
    _add(out, Role.AFFECTED, "affected", subject)


def _payer(trigger: Trigger, scene: Scene, out: Cast) -> None:
    taker = _with(trigger, scene, DATIVE | BY | FROM, power=True, reach=1)
    head = head_noun(trigger, scene)
    if taker is None and head is not None and _is_power(head, scene):
        party = party_of(head, scene)
        taker = (party, Found.SAME_CLAUSE) if party is not None else None
    if taker is None:
        stated = _subject(trigger, scene, power=True, reach=3)
        taker = (stated[0], Found.PRONOUN) if stated is not None else None
    _add(out, Role.PERPETRATOR, "agent", taker)
    _add(out, Role.AFFECTED, "affected", _subject(trigger, scene, power=False) or _from_focus(scene))


def _taker(trigger: Trigger, scene: Scene, out: Cast) -> None:
    head = head_noun(trigger, scene)
    _add(out, Role.PERPETRATOR, "agent", _agent_of_active(trigger, scene, head))
    victim = _with(trigger, scene, FROM | DATIVE, power=False, reach=1) or _owner(trigger, scene)
    if victim is None and trigger.frame.row.get("scope") != "background":
        victim = _from_focus(scene)
    _add(out, Role.AFFECTED, "affected", victim)


def _order(trigger: Trigger, scene: Scene, out: Cast) -> None:
    found = _subject(trigger, scene, power=True) or _institution(trigger, scene)
    _add(out, Role.ORDERING_AUTHORITY, "agent", found)


def _informant(trigger: Trigger, scene: Scene, out: Cast) -> None:
    owner = next(((m, d) for m, d in backwards(trigger, scene) if d <= 1 and _is_power(m, scene)), None)
    if owner is not None:
        out.add(Role.PERPETRATOR, party_of(owner[0], scene), _how(*owner), "agent")
    _add(out, Role.INFORMANT, "informant", _subject(trigger, scene, power=False))


def _denounce(trigger: Trigger, scene: Scene, out: Cast) -> None:
    subject = _subject(trigger, scene, power=False)
    named = next(
        (
            (m, d)
            for m, d in backwards(trigger, scene)
            if d <= 1
            and _can_suffer(m, scene)
            and (m.particle in ("의", "", "을", "를") or m.genitive)
            and (subject is None or party_of(m, scene) is not subject[0])
        ),
        None,
    )
    _add(out, Role.INFORMANT, "informant", subject)
    if named is not None:
        out.add(Role.AFFECTED, party_of(named[0], scene), _how(*named), "affected")
    elif scene.focus.affected is not None:
        _add(out, Role.AFFECTED, "affected", _from_focus(scene))


def _remitter(trigger: Trigger, scene: Scene, out: Cast) -> None:
    subject = _subject(trigger, scene, power=False)
    if subject is None and scene.first is not None:
        subject = (scene.first, Found.PRONOUN)
    _add(out, Role.REMITTER, "affected", subject)


def _receiver(trigger: Trigger, scene: Scene, out: Cast) -> None:
    sender = next(
        (m for m in scene.mentions if regex.match(r"[이가]\s(?:보낸|보내|부친|부쳐)", scene.unit.text(m.end, m.end + 4))), None
    )
    subjects = [
        (m, d) for m, d in backwards(trigger, scene) if m is not sender and m.particle in SUBJECT and _can_suffer(m, scene)
    ]
    inner = [
        m
        for m in scene.mentions
        if m is not sender and trigger.start <= m.start < trigger.end and m.particle in SUBJECT and _can_suffer(m, scene)
    ]
    if inner:
        out.add(Role.AFFECTED, party_of(inner[-1], scene), Found.SAME_CLAUSE, "affected")
    elif subjects:
        out.add(Role.AFFECTED, party_of(subjects[0][0], scene), _how(*subjects[0]), "affected")
    else:
        _add(out, Role.AFFECTED, "affected", _from_focus(scene))
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
            out.add(Role.AFFECTED, party, _how(m, distance), "affected")
            break
    for m in scene.mentions:
        party = party_of(m, scene)
        if party is not None and party.party_class is PartyClass.INTERMEDIARY:
            out.add(Role.COUNTERPART, party)
    if out.of(Role.AFFECTED) is None:
        _add(out, Role.AFFECTED, "affected", _from_focus(scene))


def _freed(trigger: Trigger, scene: Scene, out: Cast) -> None:
    """Released: the affected party is whoever walks out; who lets go is no perpetrator."""
    active = trigger.voice == "active" or "풀어" in scene.unit.text(trigger.start, trigger.end)
    head = head_noun(trigger, scene)
    if head is not None and _can_suffer(head, scene):
        out.add(Role.AFFECTED, party_of(head, scene), Found.SAME_CLAUSE, "affected")
        return
    found = _with(trigger, scene, OBJECT, power=False) if active else _subject(trigger, scene, power=False)
    _add(out, Role.AFFECTED, "affected", found or _bare(trigger, scene) or _from_focus(scene))


def _effect(trigger: Trigger, scene: Scene, out: Cast) -> None:
    subject = _subject(trigger, scene, power=False)
    if subject is None:
        later = next(
            (m for m in scene.mentions if m.start > trigger.end and m.particle in SUBJECT and _can_suffer(m, scene)), None
        )
        if later is not None:
            party = party_of(later, scene)
            subject = (party, Found.PRONOUN) if party is not None else None
    if subject is None:
        near = next((m for m, d in backwards(trigger, scene) if d == 0 and _can_suffer(m, scene)), None)
        if near is not None:
            party = party_of(near, scene)
            subject = (party, Found.SAME_CLAUSE) if party is not None else None
    _add(out, Role.AFFECTED, "affected", subject or _from_focus(scene))


def _holder(trigger: Trigger, scene: Scene, out: Cast) -> None:
    holder = scene.first or scene.reporting
    power = _subject(trigger, scene, power=True)
    out.add(Role.HOLDER, power[0] if power and trigger.act == "motive.imputed" else holder)


def _contact(trigger: Trigger, scene: Scene, out: Cast) -> None:
    _add(
        out,
        Role.AFFECTED,
        "affected",
        _subject(trigger, scene, power=False) or ((scene.first, Found.PRONOUN) if scene.first else None),
    )
    other = _with(
        trigger, scene, frozenset({"과", "와", "랑", "이랑", "하고", "에게", "한테", "에게서", "한테서"}), power=False
    )
    if other is not None:
        out.add(Role.COUNTERPART, other[0])


def _discloser(trigger: Trigger, scene: Scene, out: Cast) -> None:
    _add(out, Role.AFFECTED, "affected", _subject(trigger, scene, power=False) or _from_focus(scene))


FILLERS = {
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
