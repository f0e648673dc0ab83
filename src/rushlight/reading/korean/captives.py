"""Whom custody, trial and death in custody befall: the one who was taken, not who looks for him."""

from __future__ import annotations

from rushlight.reading.drafts import PartyDraft
from rushlight.reading.korean.roles import Cast, Scene, backwards
from rushlight.reading.korean.triggers import Trigger
from rushlight.reading.patterns import rx
from rushlight.record import Found, PartyKind

OF_CAPTIVES = frozenset(
    {
        "detain.arrest",
        "detain.custody",
        "hurt.torture",
        "detain.camp",
        "disappear.enforced",
        "try.sentence",
        "try.public",
        "kill.custody_death",
        "kill.other",
        "move.forced_return",
        "release.freed",
    }
)
"""What befalls someone who was taken already."""


def captive_meant(trigger: Trigger, scene: Scene, out: Cast, affected: PartyDraft) -> PartyDraft | None:
    """가족이 세 번 찾아갔다. 구치소에 있음이 확인됐다: the one who was taken, not who looks for him.

    Only where no word of the clause names whom it means.
    """
    captive = scene.focus.taken
    if trigger.act not in OF_CAPTIVES or captive is None or captive is affected or scene.focus.faded(captive):
        return None
    seeks = any(p is affected for p in scene.focus.seekers) or _he_of_another(trigger, scene, affected)
    if (
        not seeks
        or captive.kind is not PartyKind.PERSON
        or out.found.get("affected") is Found.SAME_CLAUSE
        or affected is scene.first
        or scene.focus.was_taken(affected)
    ):
        return None
    return None if any(p is captive for _, p in out.parts) else captive


WOMAN = rx(
    r"(?:누이|누나|언니|여동생|어머니|할머니|아내|부인|딸|모친|노모|엄마|이모|고모|올케|며느리|시누이|외할머니|처제|처형)(?:\([^)]*\))?$"
)


def _he_of_another(trigger: Trigger, scene: Scene, affected: PartyDraft) -> bool:
    """누이는 … 그를 보았다는 말을 들었다: 그 is not taken up by the sister who looks for him."""
    here = any(m.pronoun and m.head == "그" and d <= 1 for m, d in backwards(trigger, scene))
    return here and WOMAN.search(affected.label) is not None
