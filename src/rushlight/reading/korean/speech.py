"""Speech acts and their contents, and threats that no word for threatening introduces."""

from __future__ import annotations

from collections.abc import Sequence

from rushlight.reading.drafts import Source, StatementDraft
from rushlight.reading.korean.attribution import Voice
from rushlight.reading.korean.contents import content, embedded
from rushlight.reading.korean.denials import denials
from rushlight.reading.korean.lexicon import lexicon
from rushlight.reading.korean.roles import Scene
from rushlight.reading.korean.statements import overlapping
from rushlight.reading.korean.threats import threats
from rushlight.reading.korean.triggers import Trigger, clause_at
from rushlight.reading.patterns import rx
from rushlight.record import Amount, AttributionMode, Found, Modality, Polarity, Role, Scope, cut

LISTED = 5
"""Clauses over which the questions of one demand are listed."""
Made = Sequence[tuple[Trigger, StatementDraft]]


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
    if denied := denials(out, scene, voice, source, earlier):
        out = [s for s in out if not (s.by_likeness and s.act == "respond.deny")] + denied
    out += threats(made, out, scene, voice, source, earlier)
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
    for pattern in lexicon().content_patterns:
        for match in pattern.compiled.finditer(scene.unit.masked):
            start, end = scene.unit.start + match.start(), scene.unit.start + match.end()
            if start > trigger.end or trigger.clause - clause_at(scene.clauses, end - 1) > LISTED:
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
