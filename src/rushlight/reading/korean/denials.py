"""Denials told by their form: an authority's “…은 없다”고 회신했다, and “나는 모른다” of somebody who is asked."""

from __future__ import annotations

from collections.abc import Sequence

from rushlight.reading.drafts import PartyDraft, Source, StatementDraft
from rushlight.reading.korean.attribution import Voice
from rushlight.reading.korean.focus import POWER
from rushlight.reading.korean.roles import Scene
from rushlight.reading.patterns import rx
from rushlight.record import Found, Role, cut

SAYS_NO = rx(
    r"(?:존재하지\s?(?:않|아니)|[가-힣]\s?없(?:다|습|소|었|음)|모르(?:는|오|쇠|겠)|모른다|모릅니다|아니(?:다|라|오|하)|아닙니다|지\s?않(?:는다|았다|다)"
    r"|날조|사실무근|거짓|허위|근거\s?없|모략|왜곡)[가-힣\s]{0,8}[.!]?$"
)
"""Words that end in a denial."""
SAID = rx(
    r"^[”’\"']?[,.]?\s?(?:이?라)?(?:고만?|고는|며|면서|는)?\s?(?:\S+\s){0,2}?(?:말[하했]|[했하한함합]|해\s|해요|그[러랬]|이랬|합디|회신|답|논평|주장|밝[히혔]|발표|반박"
    r"|일축|되풀이|우[기겼]|버[티텼]|입장|잡아뗐|강변|설명|되뇌|고집|뻗대)"
)
"""What follows the quotation and tells that it was said."""
ASKED_OF = rx(r"(?:물으면|물었더니|물어도|물었지만|문의|질의|찾아가|찾아갔|묻자|요구하자|항의하자)")
"""Before the quotation: somebody asked."""
AUTHORITY = rx(
    r"(?:외교부|외무부|외무성|내무부|내무성|국방부|법무부|교육부|대변인|대표부|대사관|영사관|정부|당국|군부|군정)(?:은|는|이|가|\s?측은|에서는)\s"
)
OWN_ANSWER = rx(r"(?:^|[\s“])(?:나는|저는|난|전|우리는|그런|아무것도|모르오|모릅니다|모른다|아는\s?(?:바|게))")


def denials(
    out: Sequence[StatementDraft], scene: Scene, voice: Voice, source: Source, earlier: Sequence[StatementDraft]
) -> list[StatementDraft]:
    """A ``respond.deny`` for a quotation that denies, unless the words around it were read as one."""
    unit = scene.unit
    if unit.parent is None or not SAYS_NO.search(unit.masked.rstrip()):
        return []
    parent, words = unit.parent, source.text
    told = [*out, *earlier[-12:]]
    if any(
        s.act == "respond.deny" and not s.by_likeness and any(parent.start <= x.start < parent.end for x in s.spans)
        for s in told
    ):
        return []
    said = SAID.match(words[unit.end : unit.end + 40])
    before = parent.text(parent.start, unit.start)
    if said is None or not (voice.power or AUTHORITY.search(before) or ASKED_OF.search(before) or _answers(scene)):
        return []
    end = min(parent.end, unit.end + said.end())
    draft = StatementDraft([cut(words, unit.start, max(unit.end, end))], "respond.deny", participants=_holder(scene, voice))
    outer = voice.outer if voice.power and voice.outer is not None else voice
    draft.mode, draft.speaker, draft.carrier = outer.mode, outer.speaker, outer.carrier
    draft.found = {"modality": Found.SAME_CLAUSE}
    return [draft]


def _answers(scene: Scene) -> bool:
    """Somebody under questioning answers for himself."""
    return scene.focus.recent_agent() is not None and OWN_ANSWER.search(scene.unit.masked) is not None


def _holder(scene: Scene, voice: Voice) -> list[tuple[Role, PartyDraft]]:
    """The authority whose words they are, or the one who answers."""
    party = voice.speaker or scene.focus.affected
    if party is None:
        return []
    return [(Role.HOLDER if party.party_class in POWER else Role.AFFECTED, party)]
