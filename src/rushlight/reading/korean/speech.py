"""Speech acts and their contents, and threats that no word for threatening introduces."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from rushlight.reading.drafts import PartyDraft, Source, StatementDraft
from rushlight.reading.korean.attribution import Voice
from rushlight.reading.korean.contents import content, embedded, sanctions_in
from rushlight.reading.korean.contexts import FUTURE, PAST
from rushlight.reading.korean.lexicon import grams_of, lexicon
from rushlight.reading.korean.roles import DATIVE, SUBJECT, Scene, can_suffer, party_of
from rushlight.reading.korean.statements import conditional_before, overlapping
from rushlight.reading.korean.triggers import Trigger, clause_at
from rushlight.reading.korean.wording import rx
from rushlight.record import Amount, AttributionMode, Found, Modality, Polarity, Role, Scope, cut

Made = Sequence[tuple[Trigger, StatementDraft]]
GENERIC_SAY = regex.compile(
    r"^[”’\"']?\s?(?:이?라)?(?:고|며|면서)?\s?(?:했|하더|하는|한다|합|해서|말했|말하|이랬|그랬|하면서|하고|하던|소리|하길래|하니|해요|하지|그러|함|했대|했음|하네|하데|이럽|그럽|이러|을러|소리쳤|고함)"
)


def add_contents(
    made: Made, scene: Scene, voice: Voice, source: Source, earlier: Sequence[StatementDraft]
) -> list[StatementDraft]:
    """All statements of one unit: those found, their contents, and threats read from their form."""
    out = [s for _, s in made]
    for trigger, statement in made:
        if statement.polarity is Polarity.NEGATED or statement.modality is not Modality.OCCURRED:
            continue
        if statement.act == "demand.payment":
            out += _payment(statement, scene, voice, source)
        elif statement.act in ("demand.disclosure", "respond.pledge", "respond.confess_oral", "coerce.confession"):
            out += _disclosed(trigger, statement, scene, source)
    out += _threats(made, out, scene, voice, source, earlier)
    _link(out, scene, earlier)
    return _without_doubles(out)


def _payment(of: StatementDraft, scene: Scene, voice: Voice, source: Source) -> list[StatementDraft]:
    """What a demand for money asks: an extorted payment, demanded, with the sum."""
    words = scene.unit.text(of.spans[0].start, of.spans[0].end)
    if not any(a.value is not None for a in of.amounts) and not lexicon().classes["money"].search(words):
        return []
    sums: tuple[Amount, ...] = tuple(a for a in of.amounts if a.value is not None or a.quantity is not None)
    span = sums[0].span if sums else of.spans[0]
    draft = content(of, "take.extorted_payment", span, Modality.DEMANDED, sums)
    if voice.power or (scene.unit.depth and voice.mode is AttributionMode.EMBEDDED_QUOTE):
        embedded(draft, of)
    return [draft]


CONTENT_MODALITY = {
    "demand.disclosure": Modality.DEMANDED,
    "respond.pledge": Modality.PLEDGED,
    "respond.confess_oral": Modality.CONFESSED,
    "coerce.confession": Modality.CONFESSED,
}


def _disclosed(trigger: Trigger, of: StatementDraft, scene: Scene, source: Source) -> list[StatementDraft]:
    """Contacts, money or deliveries that a demand, pledge or confession is about, from its own sentence."""
    out: list[StatementDraft] = []
    if of.act == "respond.confess_oral":
        return out
    for pattern in lexicon().patterns_for(grams_of(scene.unit.masked)):
        if not pattern.frame.content_only:
            continue
        for match in pattern.compiled.finditer(scene.unit.masked):
            start, end = scene.unit.start + match.start(), scene.unit.start + match.end()
            if start > trigger.end or trigger.clause - clause_at(scene.clauses, end - 1) > 2:
                continue
            if of.act == "respond.pledge" and not rx(r"(?:오면|받으면|면)\s").search(match.group()):
                continue
            if any(o.act == pattern.frame.act for o in out):
                continue
            draft = content(of, pattern.frame.act, cut(source.text, start, end), CONTENT_MODALITY[of.act])
            if of.act == "respond.pledge":
                draft.participants = [(Role.INFORMANT if r is Role.AFFECTED else r, p) for r, p in draft.participants]
            out.append(draft)
    return out if of.act != "coerce.confession" else []


def _threats(
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
    if unit.depth and voice.power:
        return _quoted_threat(scene, voice, source, out, earlier)
    for i, clause in enumerate(scene.clauses):
        if clause.kind != "quotative":
            continue
        start = scene.clauses[i - 1].start if i and scene.clauses[i - 1].kind == "conditional" else clause.start
        words = unit.text(start, clause.end)
        after = unit.text(clause.end, clause.end + 14)
        told = words.rstrip(",").endswith(("며", "면서")) and FUTURE.search(words)
        if (
            (told or GENERIC_SAY.match(after.lstrip()))
            and _is_threat(words)
            and sanctions_in(words)
            and _said_by_power(scene, clause.start)
        ):
            added += _synthesised(start, min(unit.end, clause.end + _say_length(after)), scene, voice, source, out)
    return added


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
    told = _told_around(scene, earlier)
    if told is not None and sanctions_in(words):
        clause = scene.clauses[-1]
        told.spans.append(cut(source.text, clause.start, clause.end))
        added = _sanctions(told, scene.unit.start, scene.unit.end, scene, source, out)
        for draft in added:
            embedded(draft, told)
        return added
    ending = words.rstrip(" .!?…")
    if not sanctions_in(words) or not (FUTURE.search(words) or conditional_before(words) or rx(r"각오|줄\s?알").search(ending)):
        return []
    if rx(r"용서해?\s?준|풀어\s?주|봐\s?주|돌려주").search(words) and not rx(r"않으면|안\s").search(words):
        return []
    if scene.unit.parent is None or any(s.act == "threat.sanction" for s in out):
        return []
    start = scene.unit.start
    condition = next((c for c in reversed(scene.clauses) if c.kind == "conditional"), None)
    return _synthesised(condition.start if condition else start, scene.unit.end, scene, voice, source, out)


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
                if s.modality in (Modality.THREATENED, Modality.INTENDED, Modality.HYPOTHETICAL):
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


def _link(out: list[StatementDraft], scene: Scene, earlier: Sequence[StatementDraft]) -> None:
    """Give contents their act: the speech act of the same kind in this unit or the sentence that holds the quotation."""
    wanted = {
        Modality.THREATENED: ("threat.sanction",),
        Modality.DEMANDED: ("demand.payment", "demand.disclosure", "demand.cooperation"),
        Modality.POLICY: ("policy.order",),
        Modality.CONFESSED: ("respond.confess_oral", "respond.confess_written"),
        Modality.DENIED: ("respond.deny",),
        Modality.PLEDGED: ("respond.pledge",),
    }
    for s in out:
        if s.content_of is not None or s.modality not in wanted:
            continue
        acts = wanted[s.modality]
        candidates = [o for o in [*out, *reversed(earlier[-8:])] if o.act in acts and o.modality is Modality.OCCURRED]
        if candidates:
            s.content_of = candidates[0]
            if s.modality is Modality.DENIED:
                _deny(s, candidates[0])
            if s.mode is AttributionMode.HEARSAY and s.modality in (Modality.THREATENED, Modality.DEMANDED):
                s.mode, s.speaker, s.carrier = candidates[0].mode, candidates[0].speaker, candidates[0].carrier
            s.found["modality"] = Found.CONTENT
    _ = scene


def _deny(denied: StatementDraft, denial: StatementDraft) -> None:
    """What an authority denies is the authority's account."""
    own = next((p for r, p in denial.participants if r in (Role.HOLDER, Role.PERPETRATOR)), None)
    if own is not None and denied.mode in (AttributionMode.NARRATOR, AttributionMode.FIRST_PERSON):
        denied.mode, denied.speaker = AttributionMode.INDIRECT_SPEECH, own


def _without_doubles(out: list[StatementDraft]) -> list[StatementDraft]:
    kept: list[StatementDraft] = []
    for s in out:
        if any(k.act == s.act and k.modality is s.modality and k.polarity is s.polarity and overlapping(k, s) for k in kept):
            continue
        kept.append(s)
    for s in kept:
        if s.content_of is not None and not any(s.content_of is k for k in kept) and s.scope is Scope.BACKGROUND:
            s.content_of = None
    return kept
