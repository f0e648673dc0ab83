"""What one paragraph says twice: chained clauses of one act, a known event named again, seizure against extortion."""

from __future__ import annotations

from collections.abc import Sequence

from rushlight.reading.drafts import PartyDraft, StatementDraft
from rushlight.reading.korean.roles import Scene, head_noun
from rushlight.reading.korean.triggers import Trigger
from rushlight.reading.patterns import rx
from rushlight.record import Modality, Polarity, Role

Made = list[tuple[Trigger, StatementDraft]]
EXTORTED = frozenset({"demand.payment", "take.extorted_payment"})
CARRIED_OFF = rx(r"가져[가갔간]|거[둬뒀]\s?[가갔]|걷어\s?[가갔]|끌고\s?[가갔]|챙[겨겼긴]|뜯어|들고\s?[가갔간]|실어\s?[가갔간]")
LEVIED = rx(r"뜯|씩\s|집집|마다\s|매달|매번|다달이|명절|거[둬두둔]")
"""How goods are carried off that everyone must give."""
SEVERAL_SPANS = frozenset(
    {
        "detain.arrest",
        "search.home",
        "search.person",
        "question.interrogate",
        "hurt.torture",
        "hurt.assault",
        "try.public",
        "respond.negotiate",
        "respond.deny",
        "effect.fear",
        "effect.hardship",
        "demand.cooperation",
        "watch.intercept",
        "watch.surveillance",
    }
)
"""Acts that Korean tells in a chain of clauses (무릎을 꿇리고, 잠을 안 재우고, 펌프를 시켰다): one statement."""


ONE_LOSS = frozenset({"disappear.enforced", "effect.family_separation"})
NEXT_SENTENCE = 60
"""Code points between two sentences that may tell one loss."""


def settle(made: Made, scene: Scene, earlier: Sequence[StatementDraft]) -> Made:
    """The unit's statements without repeats; ``earlier`` are those of the text so far."""
    kept: Made = []
    for trigger, statement in made:
        if _named_again(trigger, statement, scene, earlier):
            continue
        _seized_or_extorted(trigger, statement, scene, earlier)
        twin = next((s for t, s in kept if _one_act(t, s, trigger, statement)), None) or _one_loss(statement, earlier)
        if twin is None:
            kept.append((trigger, statement))
            continue
        twin.spans += [x for x in statement.spans if not any(x.overlaps(y) for y in twin.spans)]
        twin.amounts += [a for a in statement.amounts if not any(a is b for b in twin.amounts)]
    return kept


def _affected(statement: StatementDraft) -> PartyDraft | None:
    return next((p for r, p in statement.participants if r is Role.AFFECTED), None)


def _one_act(t: Trigger, s: StatementDraft, trigger: Trigger, statement: StatementDraft) -> bool:
    """The same act again in a clause nearby, of the same person and with the same standing."""
    if s.act != statement.act or s.modality is not statement.modality or s.polarity is not statement.polarity:
        return False
    if abs(trigger.clause - t.clause) > 3 or _affected(s) is not _affected(statement):
        return False
    return s.act in SEVERAL_SPANS or trigger.clause == t.clause


def _one_loss(statement: StatementDraft, earlier: Sequence[StatementDraft]) -> StatementDraft | None:
    """A disappearance told over several sentences (없어졌어요. … 아무도 모릅니다) is one."""
    if statement.act not in ONE_LOSS or statement.modality is not Modality.OCCURRED:
        return None
    return next(
        (
            e
            for e in reversed(earlier[-5:])
            if e.act == statement.act and e.modality is statement.modality and _affected(e) is _affected(statement)
        ),
        None,
    )


def _named_again(trigger: Trigger, statement: StatementDraft, scene: Scene, earlier: Sequence[StatementDraft]) -> bool:
    """체포된 브로커는 …: an event told before, here only to say who is meant."""
    head = head_noun(trigger, scene)
    if head is None or head.end <= trigger.end + 1 or statement.polarity is Polarity.NEGATED:
        return False
    return any(
        e.act == statement.act and e.modality is Modality.OCCURRED and _affected(e) is _affected(statement) is not None
        for e in earlier
    )


def _seized_or_extorted(trigger: Trigger, statement: StatementDraft, scene: Scene, earlier: Sequence[StatementDraft]) -> None:
    """What officers carry off is confiscated in a raid, extorted where money was just asked for."""
    if statement.act not in ("take.goods", "seize.property"):
        return
    if not CARRIED_OFF.search(scene.unit.text(trigger.start, trigger.end)) or trigger.frame.roles == "payer":
        return
    torn = LEVIED.search(scene.unit.text(min(trigger.start, scene.clauses[trigger.clause].start), trigger.end))
    asked = torn is not None or any(e.act in EXTORTED for e in earlier[-6:])
    statement.act = "take.goods" if asked else "seize.property"
