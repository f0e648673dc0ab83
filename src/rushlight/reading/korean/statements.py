"""One statement from one trigger: spans, context, scope, roles, values and attribution put together."""

from __future__ import annotations

from collections.abc import Sequence

from rushlight.reading.drafts import PartyDraft, Source, StatementDraft
from rushlight.reading.korean.attribution import Voice
from rushlight.reading.korean.contexts import PAST, Context, read_context
from rushlight.reading.korean.fillers import against_power, cast
from rushlight.reading.korean.parties import PartyBook
from rushlight.reading.korean.roles import Cast, Scene, head_noun, is_power, subject_of
from rushlight.reading.korean.scope import read_scope
from rushlight.reading.korean.triggers import Trigger
from rushlight.reading.korean.values import amounts_of, place_of, time_of
from rushlight.reading.patterns import rx
from rushlight.record import AttributionMode, Found, Modality, PartyClass, Polarity, Role, Scope, Span, cut

SPEECH_ACTS = frozenset(
    {
        "threat.sanction",
        "demand.disclosure",
        "demand.payment",
        "demand.cooperation",
        "respond.deny",
        "respond.confess_oral",
        "respond.confess_written",
        "respond.pledge",
        "coerce.confession",
        "policy.order",
        "question.summons",
        "respond.refuse",
        "respond.negotiate",
        "watch.informant",
    }
)
"""Acts that are done by saying: a demand's or threat's own cue does not make the act itself demanded."""
TOLD_OF = frozenset({"threat.sanction", "demand.disclosure", "demand.payment", "demand.cooperation", "question.summons"})
"""Acts done by an officer's quoted words: whoever reports the words tells of the act."""
REMARKS = frozenset({"effect.public_reaction", "effect.fear", "belief.imputed", "attitude.expressed", "motive.imputed"})
MONEY_ACTS = frozenset(
    {
        "take.extorted_payment",
        "take.goods",
        "demand.payment",
        "seize.property",
        "exchange.remittance_sent",
        "exchange.remittance_receipt",
        "exchange.brokerage",
        "release.freed",
        "restrict.expression",
    }
)
OF_THE_MIND = {
    "motive.imputed": Modality.INTENDED,
    "belief.imputed": Modality.BELIEVED,
    "attitude.expressed": Modality.PREFERRED,
}
"""Acts that are a state of mind: their modality is their kind (MODEL.md)."""
SPOKEN: frozenset[str] = frozenset()
NOT_OF_ONESELF = frozenset({Modality.PLEDGED, Modality.DEMANDED, Modality.THREATENED, Modality.CONFESSED, Modality.POLICY})
"""Nobody is threatened with or pledges what people do or feel of themselves (adapt, effect)."""
_ASKING = frozenset({"threat", "warn", "demand", "policy", "plan"})
OWN_CUES: dict[str, frozenset[str]] = {
    "threat.sanction": frozenset({"threat", "warn", "demand"}),
    "demand.disclosure": _ASKING,
    "demand.payment": _ASKING,
    "demand.cooperation": _ASKING,
    "question.summons": frozenset({"demand", "warn"}),
    "respond.deny": frozenset({"deny"}),
    "respond.confess_oral": frozenset({"confess"}),
    "respond.confess_written": frozenset({"confess"}),
    "respond.pledge": frozenset({"pledge", "confess"}),
    "coerce.confession": frozenset({"confess", "demand", "threat"}),
    "policy.order": frozenset({"policy", "demand", "threat"}),
    "respond.refuse": frozenset({"demand"}),
    "respond.negotiate": frozenset({"demand"}),
    "watch.informant": frozenset({"demand"}),
}
"""Cues that are the act's own words and so leave it ``occurred``; any other cue decides its modality."""


def read_statement(
    trigger: Trigger, triggers: Sequence[Trigger], scene: Scene, voice: Voice, source: Source, book: PartyBook
) -> StatementDraft | None:
    """The statement of a trigger, or None where the words state no such act."""
    if trigger.frame.content_only:
        return None
    context = read_context(trigger, scene.unit, scene.clauses)
    if trigger.act.startswith("demand."):
        context = _demanding(context)
    if context.skip or _is_question(scene) or _is_demanded_order(trigger, triggers) or _is_order(trigger, triggers):
        return None
    if _is_denied(trigger, triggers, scene) or _is_denial(trigger, triggers, context, scene):
        context = Context(Modality.DENIED, Polarity.AFFIRMED, "deny")
    modality = _modality(trigger, context, scene, voice)
    if modality is None or (modality is Modality.HYPOTHETICAL and _only_feared(trigger, scene)):
        return None
    if modality is Modality.INTENDED and _is_threatened(trigger, triggers, scene):
        modality = Modality.THREATENED
    if against_power(trigger, scene) or _by_nobody_in_power(trigger, scene) or _is_fine(trigger, scene):
        return None
    promised = trigger.act == "respond.pledge" and rx(r"약속(?!.*(?:서약|각서))").search(
        scene.unit.text(trigger.start, trigger.end)
    )
    if (trigger.act == "respond.refuse" or promised) and _own_of_power(trigger, scene):
        return None
    roles = cast(trigger, scene)
    if not roles.parts and _is_silence(trigger, scene):
        return None
    timed = time_of(trigger, scene.unit, scene.clauses, source.times)
    placed = place_of(trigger, scene.unit, scene.clauses, source.places, scene.mentions)
    statement = StatementDraft(
        spans=[_span(trigger, scene, source.text)],
        act=trigger.act,
        scope=_scope(trigger, scene, roles, timed is not None, book, done=modality is Modality.OCCURRED),
        modality=modality,
        polarity=context.polarity,
        participants=roles.parts,
        amounts=amounts_of(trigger, scene.unit, scene.clauses, source.amounts) if trigger.act in MONEY_ACTS else [],
        found={**roles.found, "modality": Found.SAME_CLAUSE},
        by_likeness=trigger.likeness > 0,
    )
    if statement.by_likeness:
        statement.found["act"] = Found.LIKENESS
    if timed is not None:
        statement.time, statement.found["time"] = timed
    if placed is not None:
        statement.place, statement.found["place"] = placed
    _attribute(statement, voice, context, source.text)
    _settle(statement)
    return statement


FINE = rx(r"(?:벌금|과태료|범칙금|보석금)[^.]{0,24}(?:물[렸리린]|부과|매[겼기긴]|선고|때[렸리린])")


def _is_fine(trigger: Trigger, scene: Scene) -> bool:
    """법원은 벌금 700루블을 물렸다: a fine stated as such is no extorted payment, however like one it sounds."""
    likely = trigger.act == "take.extorted_payment" and trigger.likeness > 0
    return likely and FINE.search(scene.unit.text(trigger.start, trigger.end + 8)) is not None


def _is_silence(trigger: Trigger, scene: Scene) -> bool:
    """국가보안부는 응하지 않았다: an authority's silence is no response under pressure."""
    answers = trigger.act.startswith(("respond.", "adapt.")) and trigger.act != "respond.negotiate"
    return answers and subject_of(trigger, scene, power=True, reach=0) is not None


def _only_feared(trigger: Trigger, scene: Scene) -> bool:
    """도망갈까 봐: what people might do, which somebody fears, is no act of theirs."""
    return trigger.act.startswith(("respond.", "adapt.", "threat.")) and "까" in scene.unit.text(trigger.end, trigger.end + 3)


def _is_threatened(trigger: Trigger, triggers: Sequence[Trigger], scene: Scene) -> bool:
    """내려보내겠다고 통지했다: announced in words that a threat was read from."""
    if trigger.act.startswith(("respond.", "adapt.", "effect.", "exchange.", "release.", "threat.")):
        return False
    end = scene.clauses[trigger.clause].end
    return any(t.act == "threat.sanction" and t.start <= end + 1 and t.end >= trigger.end for t in triggers)


def _own_of_power(trigger: Trigger, scene: Scene) -> bool:
    """유족은 요구했으나 당국은 거부했다: the refusal (or promise) is the authority's, which is under no pressure."""
    own = subject_of(trigger, scene, power=False, reach=0)
    return own is None and subject_of(trigger, scene, power=True, reach=0) is not None


def _by_nobody_in_power(trigger: Trigger, scene: Scene) -> bool:
    """Questions and checks by people who hold no power (기자, 의사, 통계청) are no acts of an authority."""
    if trigger.act not in ("question.interrogate", "watch.surveillance") or trigger.voice != "active":
        return False
    power = any(m.noun.party_class in ("officer", "authority") for m in scene.mentions)
    return not power and scene.focus.recent_agent() is None and scene.power is None


def _is_denied(trigger: Trigger, triggers: Sequence[Trigger], scene: Scene) -> bool:
    """The clause is what an authority denies: 강제 징집은 없다고 밝혔다, 고문 주장을 부인했다."""
    for t in triggers:
        if t.act != "respond.deny" or t is trigger or trigger.act.startswith(("respond.", "demand.", "threat.")):
            continue
        gap = scene.unit.text(trigger.end, t.start)
        authority = rx(r"부인|잡아떼|일축|반박|날조|조작").search(scene.unit.text(t.start, t.end)) or (
            t.frame.needs is not None and any("정부" in word for word in t.frame.needs.words)
        )
        if not authority:
            continue
        if trigger.start <= t.start and (t.start < trigger.end or (trigger.clause == t.clause and len(gap) < 12)):
            return True
        if trigger.clause == t.clause and t.start <= trigger.start < t.end:
            return True
    return False


UNDENIED = ("respond.", "demand.", "threat.", "adapt.", "effect.")


def _is_denial(trigger: Trigger, triggers: Sequence[Trigger], context: Context, scene: Scene) -> bool:
    """받은 적이 없다고 버텼다; 경찰은 구금하고 있지 않다고 밝혔다: negated by whoever stands accused of it."""
    clause = scene.clauses[trigger.clause]
    if context.polarity is not Polarity.NEGATED or context.modality is not Modality.OCCURRED:
        return False
    if scene.power is not None and scene.unit.depth and not trigger.act.startswith(UNDENIED):
        return True
    if clause.kind != "quotative":
        return False
    if trigger.act.startswith(UNDENIED):
        return False
    if any(t.act == "respond.deny" and t.start <= clause.end + 1 and t.end > trigger.start for t in triggers):
        return True
    return any(is_power(m, scene) and m.particle in ("은", "는") and m.start <= trigger.start + 3 for m in scene.mentions)


def _demanding(context: Context) -> Context:
    """A demand put as a condition or promise (가져오지 않으면, 데려오면 풀어 주겠다) is made all the same."""
    if context.modality in (Modality.HYPOTHETICAL, Modality.INTENDED):
        return Context(Modality.OCCURRED, context.polarity, context.cue, context.cue_start, context.cue_end)
    return context


def _is_demanded_order(trigger: Trigger, triggers: Sequence[Trigger]) -> bool:
    """An order that only carries a demand told just before (자수하라는 포치) is that demand."""
    return trigger.act == "policy.order" and any(
        t.act in ("demand.disclosure", "demand.payment") and 0 <= trigger.clause - t.clause <= 1 for t in triggers
    )


def _is_order(trigger: Trigger, triggers: Sequence[Trigger]) -> bool:
    """보고하라는 지시를 하달했다: what an order to its own people says is no demand on anyone."""
    return trigger.act == "demand.cooperation" and any(
        t.act == "policy.order" and 0 <= t.clause - trigger.clause <= 1 for t in triggers
    )


def _is_question(scene: Scene) -> bool:
    words = scene.unit.masked.rstrip()
    return words.endswith("?") and scene.unit.depth == 0 and not TOLD_ASKING.search(words)


TOLD_ASKING = rx(r"(?:거든|잖아|더라고|라니까|다니까)요?\?+$")
"""보냈거든?: told, not asked."""


def _modality(trigger: Trigger, context: Context, scene: Scene, voice: Voice) -> Modality | None:
    """The context's modality; speech acts keep ``occurred`` under their own cue; an officer's future is a threat."""
    modality = context.modality
    if context.cue is not None and context.cue in OWN_CUES.get(trigger.act, SPOKEN):
        return Modality.OCCURRED
    if trigger.act == "respond.refuse" and modality in (Modality.INTENDED, Modality.THREATENED):
        return Modality.OCCURRED  # 못 내겠다고: refused in these words
    if trigger.act == "threat.sanction" and modality in (Modality.HYPOTHETICAL, Modality.INTENDED):
        return None if _only_feared(trigger, scene) else Modality.OCCURRED
    if trigger.act == "release.freed" and _is_offered(trigger, modality, scene):
        return Modality.PLEDGED
    if trigger.act == "release.freed" and modality is Modality.HYPOTHETICAL:
        return None  # 나오기 전에: only the point of time of something else
    if trigger.act == "take.extorted_payment" and _is_price(trigger, modality, scene):
        return Modality.DEMANDED
    if trigger.act in OF_THE_MIND:
        return OF_THE_MIND[trigger.act]
    if trigger.act == "policy.order" and modality in (Modality.INTENDED, Modality.HYPOTHETICAL):
        return Modality.OCCURRED  # 처할 수 있도록 규정한다: the law stands
    if trigger.frame.scope == "background" and modality is Modality.HYPOTHETICAL:
        return Modality.OCCURRED
    if trigger.act == "hurt.sexual_violence" and modality is Modality.DEMANDED:
        return Modality.OCCURRED  # being made to undress is the act itself
    if trigger.voice == "imperative" and trigger.act not in SPEECH_ACTS:
        return Modality.DEMANDED
    if voice.power and trigger.act.startswith(("adapt.", "respond.", "effect.", "exchange.")):
        return None
    if trigger.act in SPEECH_ACTS and trigger.voice == "imperative" and modality is Modality.INTENDED:
        return Modality.OCCURRED
    if trigger.act in REMARKS and modality is Modality.HYPOTHETICAL:
        return Modality.OCCURRED
    if trigger.act in SPEECH_ACTS and modality is Modality.DEMANDED and context.cue is None:
        return Modality.OCCURRED if trigger.act.startswith(("demand.", "question.")) else modality
    if trigger.act.startswith(("adapt.", "effect.")) and trigger.act != "adapt.cut_ties" and modality in NOT_OF_ONESELF:
        return None
    if modality is Modality.OCCURRED and voice.power and trigger.act not in SPEECH_ACTS:
        return None
    if modality is Modality.INTENDED and voice.power:
        return Modality.THREATENED
    return modality


def _is_price(trigger: Trigger, modality: Modality, scene: Scene) -> bool:
    """6천을 내면 깎아 주겠다고 했다, 만 원 내라: the price that an officer names; nobody is threatened with paying."""
    if modality is Modality.THREATENED:
        return True
    return modality is Modality.INTENDED and subject_of(trigger, scene, power=True) is not None


def _is_offered(trigger: Trigger, modality: Modality, scene: Scene) -> bool:
    """이름을 대면 풀어 주겠다고: freedom as a price, not given yet."""
    if modality in (Modality.INTENDED, Modality.THREATENED):
        return True
    own, i = scene.unit.text(trigger.start, trigger.end), trigger.clause
    condition = rx(r"^\S*(?:면|거든)\s").match(own) or (i and scene.clauses[i - 1].kind == "conditional")
    return bool(condition) and not PAST.search(own[-3:]) and modality in (Modality.OCCURRED, Modality.HYPOTHETICAL)


CLOSED = rx(r"[.?!…][”’»」』\"]\s")


def _span(trigger: Trigger, scene: Scene, text: str) -> Span:
    """From the start of the trigger's clause (its subject's, when that stands in the clause) to the end of its verb."""
    clause = scene.clauses[trigger.clause]
    start = min(clause.start, trigger.start)
    head = head_noun(trigger, scene)
    described = head is not None and trigger.end <= head.start and trigger.voice in ("active", "passive", "verb")
    end = head.end if described and head is not None else max(trigger.end, clause.end)
    if (closed := list(CLOSED.finditer(text, start, max(start, trigger.start + 1)))) and trigger.likeness == 0:
        start = closed[-1].end()  # “…을렀다고.” 가을마다 …: the quotation before is no part of it
    while start > scene.unit.start and "가" <= text[start] <= "힣" and "가" <= text[start - 1] <= "힣":
        start -= 1
    while start < end - 1 and text[start] in "”’\"'」』)],.· ":
        start += 1
    words = text[start:end]
    stripped = words.rstrip(" ,.?!…")
    return cut(text, start, start + max(len(stripped), trigger.end - start))


def _scope(trigger: Trigger, scene: Scene, roles: Cast, timed: bool, book: PartyBook, *, done: bool) -> Scope:
    if trigger.frame.scope:
        return Scope(trigger.frame.scope)
    i = trigger.clause
    clause, before = scene.clauses[i], scene.clauses[i - 1] if i else None
    affected = roles.of(Role.AFFECTED)
    start = min(clause.start, trigger.start)
    if before is not None and before.kind == "temporal":
        start = min(start, before.start)
    words = scene.unit.text(start, min(scene.unit.end, clause.end + 12))
    counted = affected is not None and affected.size is not None
    plural = affected is not None and book.is_plural(affected)
    uttered = trigger.act in SPEECH_ACTS or trigger.act == "release.freed" or not done
    whenever = before is not None and before.kind == "conditional" and not uttered
    return read_scope(words, act=trigger.act, timed=timed, plural=plural, counted=counted, whenever=whenever, uttered=uttered)


def _attribute(statement: StatementDraft, voice: Voice, context: Context, text: str) -> None:
    if voice.power and voice.outer is not None and statement.act in TOLD_OF:
        voice = voice.outer
    statement.mode, statement.speaker, statement.carrier = voice.mode, voice.speaker, voice.carrier
    if voice.cue is not None:
        statement.cue = cut(text, *voice.cue)
    if context.cue == "rumour" and voice.mode not in (AttributionMode.HEARSAY, AttributionMode.DIRECT_QUOTE):
        first = voice.mode is AttributionMode.FIRST_PERSON
        first = first and voice.speaker is not None and voice.speaker.party_class is not PartyClass.REPORTER
        statement.mode = AttributionMode.HEARSAY
        statement.speaker = voice.speaker if first else None
    if context.cue == "deny" and statement.modality is Modality.DENIED:
        statement.found["modality"] = Found.CONTENT


def _settle(statement: StatementDraft) -> None:
    """Rules that hold for every statement of its kind, whatever the words."""
    paid = statement.modality is Modality.OCCURRED and statement.polarity is Polarity.AFFIRMED
    if statement.act == "take.extorted_payment" and not paid and statement.modality is not Modality.DEMANDED:
        statement.amounts = []
    if statement.act.startswith(("effect.", "adapt.")):
        statement.participants = [(r, p) for r, p in statement.participants if r is not Role.PERPETRATOR]
    for _, party in statement.participants:
        _classify(statement, party)


def _classify(statement: StatementDraft, party: PartyDraft) -> None:
    """A member of the public against whom an act is told is an affected party."""
    affected = any(p is party and r is Role.AFFECTED for r, p in statement.participants)
    if affected and party.party_class in (PartyClass.PUBLIC, PartyClass.OTHER) and not statement.act.startswith("effect."):
        party.party_class = PartyClass.AFFECTED


def widest(spans: Sequence[Span]) -> Span:
    return max(spans, key=lambda s: s.end - s.start)


def overlapping(left: StatementDraft, right: StatementDraft) -> bool:
    return any(a.overlaps(b) for a in left.spans for b in right.spans)


def conditional_before(words: str) -> bool:
    """Whether words hold a condition: 안 찍으면, 더 가져오지 않으면."""
    return bool(rx(r"[가-힣](?:으면|면|거든)(?=[\s,])").search(words))
