"""Threats: the contents of those that a word names, and threats that only their form tells (-면 -ㄴ다고 했다).

The form: a condition, or “next time”, and a sanction that has not come yet, in words told on. Who says so need not be
named; a verb that only tells what happens to people (끌려간다) asks for an officer as speaker, for “you”, or for words heard.
"""

from __future__ import annotations

from collections.abc import Sequence

from rushlight.reading.drafts import PartyDraft, Source, StatementDraft
from rushlight.reading.korean.attribution import Voice
from rushlight.reading.korean.clauses import Clause
from rushlight.reading.korean.contents import content, embedded, sanctions_in
from rushlight.reading.korean.contexts import FUTURE, PAST
from rushlight.reading.korean.roles import DATIVE, SUBJECT, Scene, can_suffer, party_of
from rushlight.reading.korean.statements import conditional_before
from rushlight.reading.korean.triggers import Trigger
from rushlight.reading.korean.units import MASK
from rushlight.reading.patterns import rx
from rushlight.record import Found, Modality, Polarity, Role, cut

Made = Sequence[tuple[Trigger, StatementDraft]]
NIEUN = "[" + "".join(chr(0xAC00 + 28 * i + 4) for i in range(399)) + "]"
"""Every syllable closed by ㄴ: the plain present sits on the verb's last syllable (보낸다)."""
TOLD_ON = "(?:고|며|면서|는|는데|더니|길래|기에|해서|니까|더라|던데|드라|더군|데|함|음|니|던|합디다)"
PROSPECT = rx(
    rf"(?:(?:{NIEUN}|는|겠|것이|거|테|행이|끝이|끝인\s?줄|[년형]이|되|없)다|것이라|거라|줄\s?알아?라|각오하라|행이라|끝이라|[년형]이라|겠습니다|[ㄱ-힣]게\s될\s것){TOLD_ON}[,\s]*$"
    rf"|(?:{NIEUN}대|{NIEUN}단다|{NIEUN}댔|겠대|겠단다|거래|거란다)(?:요|서|다)?[,.\s]*$"
)
"""A clause that ends in what is to come, told on: 내보낸다고, 보내겠다며, 백암행이라고, 부른대요."""
NEXT = rx(
    r"(?<![가-힣])(?:다음(?:번)?(?:에|엔|에는|은|번에는|\s[가-힣]{2,4}[은는]\s)|또\s|이번(?:에는|엔)|곧\s|당장|언제든|머지않아|두고\s?보)"
)
"""Words that put a sanction off to another time."""
UNLESS = rx(r"(?:^|\s)(?:아니면|안\s?그러면|그렇지\s?않으면|그러지\s?않으면)\s|(?:다간|다가는|을\s시|할\s경우)[,\s]")
MENACE = rx(
    r"살아서(?:는)?\s(?:여기를?\s|여기서\s)?(?:못\s?나|나가지\s?못)|재미없|각오|끝장|끝인|가만(?:히)?\s?(?:안|두지|있지)|무사하지|후회|좋지\s?(?:않을|못할)|두고\s?보자|큰일\s?(?:난|날)|혼(?:난|날|내)"
    r"|다칠\s?(?:줄|수|것)|쓴맛|험한\s?꼴|또\s?(?:부른|온다|부르)"
)
"""Sanctions that are not said."""
KINDNESS = rx(
    r"(?<!안\s)(?<!안)(?<!못\s)(?:풀어\s?주|풀어주|보내\s?주|내보내\s?주|봐\s?주|빼\s?주|살려\s?주|용서|놓아\s?주|놔주|도와|돌려\s?주)"
)
SUFFERED = rx(
    r"(?:끌려|잡혀|실려|쫓겨|붙들려|불려)\s?(?:간|온|난|나)|잡힌다|갇힌다|당한다|된다|받는다|죽는다|간다(?:고|는|며|더라|대|던)"
)
"""What happens to people, whoever tells it."""
HEARD = rx(r"^[”’\"']?\s?(?:말|소리|통보|얘기|이야기|협박|경고|문자|전화|쪽지|으름장|엄포|위협)")
GOING_ROUND = rx(r"^[”’\"']?\s?(?:말|얘기|이야기|소리)\S*\s(?:\S+\s)?(?:나왔|나오|나도|돌|도는|퍼|있|떠)")
"""What is said by nobody in particular is a rumour, no threat."""
YOU = rx(r"(?<![가-힣])(?:네|너|니|너희|너희들|느그|당신|당신네|자네|댁|그쪽)(?:의|가|는|도|를|들|네|까지|집)?\s")
NOT_SAID_TO_ANYONE = rx(r"소문|각서|서약|맹세|다짐|방침|포고|지시|규정|조항|법은|법률|형법|전망|우려|걱정|까\s봐|소식통")
OUT_OF_THE_BLUE = rx(r"문자|전화|쪽지|메시지|편지|소리|협박|위협|말을?\s?(?:들|했)|적힌|그러|이러|끊")
"""What around a quotation says that its words reached somebody."""
SENT = rx(r"(?:문자|전화|쪽지|메시지|편지|음성|통보문|댓글)[가-힣]{0,3}(?:\s\S+){0,3}[.:,]?\s*[“\"‘«]?$")
WRITTEN_BEFORE = 60
"""Characters before a quotation within which what brought it is named."""
GENERIC_SAY = rx(
    r"^[”’\"']?\s?(?:이?라)?(?:고|며|면서)?\s?(?:했|하더|하는|한다|합|해서|말했|말하|이랬|그랬|하면서|하고|하던|소리|하길래|하니|해요|하지|그러|함|했대|했음|하네|하데|이럽|그럽|이러|을러|소리쳤|고함)"
)


NOT_YET = (Modality.THREATENED, Modality.INTENDED, Modality.HYPOTHETICAL)
UTTERED = frozenset({"demand.payment", "demand.disclosure", "demand.cooperation", "coerce.confession", "threat.sanction"})
"""Acts that the words of a threat do by being said."""


def threats(
    made: Made, out: list[StatementDraft], scene: Scene, voice: Voice, source: Source, earlier: Sequence[StatementDraft]
) -> list[StatementDraft]:
    """Contents of named threats, and threats told by their form: -면 -ㄴ다고 했다, an officer's -겠다."""
    added: list[StatementDraft] = []
    unit = scene.unit
    named = next(
        (
            s
            for t, s in made
            if s.act == "threat.sanction" and s.polarity is Polarity.AFFIRMED and s.modality is Modality.OCCURRED
        ),
        None,
    )
    if named is not None:
        added += _sanctions(named, unit.start, _end_of_threat(named, made), scene, source, out)
        return added
    if unit.depth and (voice.power or _reaches_you(scene, source)):
        return _quoted_threat(scene, voice, source, out, earlier)
    for i, clause in enumerate(scene.clauses):
        end = _told_threat(i, clause, scene)
        if end:
            added += _synthesised(_start_of(i, scene), min(unit.end, end), scene, voice, source, out)
    return added


def _start_of(i: int, scene: Scene) -> int:
    """Where a threat begins: its condition, one or two clauses before the consequence."""
    for j in range(i - 1, max(-1, i - 3), -1):
        if scene.clauses[j].kind == "conditional":
            return scene.clauses[j].start
    return scene.clauses[i].start


def _told_threat(i: int, clause: Clause, scene: Scene) -> int:
    """Where the telling of a threat ends whose consequence is this clause; 0 where it is none."""
    unit = scene.unit
    start = _start_of(i, scene)
    words, after = unit.text(start, clause.end), unit.text(clause.end, clause.end + 14).lstrip()
    own = unit.text(clause.start, clause.end)
    if not (sanctions_in(own) or MENACE.search(own)) or NOT_SAID_TO_ANYONE.search(unit.masked) or GOING_ROUND.match(after):
        return 0
    told_by_power = _said_by_power(scene, clause.start)
    told = words.rstrip(",").endswith(("며", "면서")) and FUTURE.search(words)
    if clause.kind == "quotative" and told_by_power and (told or GENERIC_SAY.match(after)) and _is_threat(words):
        return clause.end + _say_length(after)
    if not PROSPECT.search(own.rstrip(" .")) or PAST.search(own.rstrip(" ,.")[-7:-4]) or KINDNESS.search(own):
        return 0
    put_off = start < clause.start or UNLESS.search(own) or NEXT.search(own)
    told_to_someone = told_by_power or YOU.search(words) or HEARD.match(after)
    if not put_off or not (told_to_someone or (not SUFFERED.search(own) and _nobody_says(scene, clause.start))):
        return 0
    return clause.end + (_say_length(after) if clause.kind != "final" else 0)


def _nobody_says(scene: Scene, at: int) -> bool:
    """No one but an officer is named as the subject before these words."""
    subjects = [m for m in scene.mentions if m.start <= at and m.particle in SUBJECT - {"도"} and not m.pronoun]
    return not subjects or subjects[-1].noun.party_class in ("officer", "authority")


def _said_by_power(scene: Scene, at: int) -> bool:
    """A generic verb of saying is an officer's when the subject or running agent is one, and no one else is named."""
    for m in reversed(scene.mentions):
        if m.start <= at and m.particle in ("은", "는", "이", "가", "에서") and hasattr(m.party, "party_class"):
            return m.noun.party_class in ("officer", "authority")
    return scene.focus.recent_agent() is not None or scene.unit.depth > 0


def _say_length(after: str) -> int:
    match = rx(r"\s*\S+").match(after)
    return match.end() if match else 0


def _is_threat(words: str) -> bool:
    if FUTURE.search(words) and not rx(r"돌려\s?주|풀어\s?주|살려\s?주|용서|봐\s?주|도와").search(words):
        return True
    return (
        conditional_before(words)
        and bool(rx(r"(?:[는ㄴ]다|진다|간다|한다|된다|인다|온다|난다)(?:고|며|면서)?$").search(words))
        and not PAST.search(words[-4:])
    )


def _quoted_threat(
    scene: Scene, voice: Voice, source: Source, out: list[StatementDraft], earlier: Sequence[StatementDraft]
) -> list[StatementDraft]:
    words = scene.unit.masked
    told = _told_around(scene, earlier) if voice.power else None
    if told is not None and sanctions_in(words):
        clause = scene.clauses[-1]
        told.spans.append(cut(source.text, clause.start, clause.end))
        added = _sanctions(told, scene.unit.start, scene.unit.end, scene, source, out)
        for draft in added:
            embedded(draft, told)
        return added
    ending = words.rstrip(" .!?…")
    to_come = (
        MENACE.search(words)
        or FUTURE.search(words)
        or conditional_before(words)
        or rx(r"각오|줄\s?알").search(ending)
        or NEXT.search(words)
    )
    if not (sanctions_in(words) or MENACE.search(words)) or not to_come:
        return []
    if rx(r"용서해?\s?준|풀어\s?주|봐\s?주|돌려주").search(words) and not rx(r"않으면|안\s").search(words):
        return []
    if scene.unit.parent is None or any(s.act == "threat.sanction" for s in out):
        return []
    start = scene.unit.start
    condition = next((c for c in reversed(scene.clauses) if c.kind == "conditional"), None)
    return _synthesised(condition.start if condition else start, scene.unit.end, scene, voice, source, out)


def _reaches_you(scene: Scene, source: Source) -> bool:
    """Words to “you”, or of what comes next, by somebody who is not named: 문자를 받았다. “다음엔 네 누이다.”"""
    unit, parent = scene.unit, scene.unit.parent
    if parent is None:
        return False
    if YOU.search(unit.masked) and OUT_OF_THE_BLUE.search(parent.masked):
        return True
    opened = parent.start + max(0, parent.masked.find(MASK))
    before = source.text[max(0, opened - WRITTEN_BEFORE) : opened]
    return bool((YOU.search(unit.masked) or NEXT.match(unit.masked)) and SENT.search(before))


def _told_around(scene: Scene, earlier: Sequence[StatementDraft]) -> StatementDraft | None:
    """A threat that the sentence around this quotation names (“…”고 을러댔다)."""
    parent = scene.unit.parent
    if parent is None:
        return None
    return next(
        (
            s
            for s in reversed(earlier[-12:])
            if s.act == "threat.sanction" and parent.start <= s.spans[0].start and s.spans[0].end <= parent.end
        ),
        None,
    )


def _synthesised(
    start: int, end: int, scene: Scene, voice: Voice, source: Source, out: list[StatementDraft]
) -> list[StatementDraft]:
    """A threat.sanction that the form of the words tells, with its contents."""
    agent = voice.speaker if voice.power else None
    parts = []
    found: dict[str, Found] = {"modality": Found.SAME_CLAUSE}
    if agent is None:
        agent = next((p for s in out for r, p in s.participants if r is Role.PERPETRATOR), scene.focus.recent_agent())
    victim = (
        scene.addressee
        or next((p for s in reversed(out) for r, p in s.participants if r is Role.AFFECTED), None)
        or scene.focus.affected
    )
    if agent is not None:
        parts.append((Role.PERPETRATOR, agent))
        found["agent"] = Found.SAME_CLAUSE if voice.power else Found.OTHER_CLAUSE
    if victim is not None:
        parts.append((Role.AFFECTED, victim))
        found["affected"] = scene.focus.found(victim)
    threat = StatementDraft([cut(source.text, start, end)], "threat.sanction", participants=parts, found=found)
    threat.mode, threat.speaker, threat.carrier = voice.mode, voice.speaker, voice.carrier
    if voice.power and voice.outer is not None:
        threat.mode, threat.speaker, threat.carrier = voice.outer.mode, voice.outer.speaker, voice.outer.carrier
    added = _sanctions(threat, start, end, scene, source, out)
    if voice.power:
        for draft in added:
            embedded(draft, threat)
    return [threat, *added]


def _end_of_threat(threat: StatementDraft, made: Made) -> int:
    trigger = next(t for t, s in made if s is threat)
    return trigger.end if trigger.voice == "pattern" else trigger.start


def _sanctions(
    threat: StatementDraft, start: int, end: int, scene: Scene, source: Source, out: list[StatementDraft]
) -> list[StatementDraft]:
    """One threatened statement for each sanction the threat names, unless it was found already."""
    added = []
    region = scene.unit.text(start, end)
    first = max(
        (
            c.start
            for c in scene.clauses
            if c.end <= end and c.kind in ("conjunctive",) and PAST.search(scene.unit.text(c.end - 4, c.end))
        ),
        default=start,
    )
    clause = next((c for c in scene.clauses if c.start == first), None)
    if clause is not None and clause.start != start:
        start, region = clause.end, scene.unit.text(clause.end, end)
    for act, a, b in sanctions_in(region):
        known = [s for s in out if s.act == act and any(x.start <= start + a < x.end for x in s.spans)]
        if known:
            for s in known:
                if s.modality in NOT_YET or (s.modality is Modality.OCCURRED and s.act not in UTTERED and s is not threat):
                    s.modality, s.content_of = Modality.THREATENED, threat
            continue
        holder = next((c for c in scene.clauses if c.start <= start + a < c.end), None)
        left = max(holder.start, start) if holder else start + a
        right = min(holder.end, end) if holder else start + b
        draft = content(threat, act, cut(source.text, left, max(right, start + b)), Modality.THREATENED)
        named = _threatened(scene, left, max(right, start + b))
        draft.participants = [(Role.AFFECTED, named)] if named else [x for x in draft.participants if x[0] is Role.AFFECTED]
        added.append(draft)
    return added


def _threatened(scene: Scene, start: int, end: int) -> PartyDraft | None:
    """Whom the threat itself names (남편을 감옥으로, 너희 아버지 당증부터); the one spoken to otherwise."""
    inside = [m for m in scene.mentions if start <= m.start < end and m.particle not in SUBJECT - {"도", "까지"}]
    named = [m for m in inside if not m.pronoun and can_suffer(m, scene) and m.particle not in DATIVE]
    return party_of(named[-1], scene) if named else None
