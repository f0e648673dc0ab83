"""Yes-or-no questions and their bare answers: “잡혀가셨습니까?” “아니요.” is one statement of two stretches."""

from __future__ import annotations

from collections.abc import Sequence

from rushlight.reading.drafts import PartyDraft, StatementDraft
from rushlight.reading.korean.triggers import Trigger
from rushlight.reading.korean.units import Unit
from rushlight.reading.patterns import rx
from rushlight.record import AttributionMode, Found, Polarity, Role, cut

OPEN = rx(r"어떻게|왜|누가|누구|언제|어디|무엇|무슨|뭐|뭘|몇|얼마|어떤")
NO = rx(r"(?:아니(?!면)|아뇨|없|한\s?번도|그런\s(?:일|적)은?\s없|전혀|안\s|못\s)")
YES = rx(r"(?:네|예|그럼요|그렇|맞아|맞습)(?=[\s,.!]|$)")


class Asked:
    """The last question's acts, until its first answer is heard."""

    def __init__(self) -> None:
        self._unit: Unit | None = None
        self._triggers: Sequence[Trigger] = ()

    def ask(self, unit: Unit, triggers: Sequence[Trigger]) -> None:
        self._unit = unit
        self._triggers = () if OPEN.search(unit.masked) else triggers

    def answered(
        self, unit: Unit, text: str, speaker: PartyDraft | None, found: Sequence[StatementDraft]
    ) -> list[StatementDraft]:
        """Statements of a question that this unit answers with yes or no, unless it tells the act itself."""
        asked, triggers, self._unit = self._unit, self._triggers, None
        if asked is None or unit.depth or speaker is None:
            return []
        no = NO.match(unit.masked)
        if no is None and YES.match(unit.masked) is None:
            return []
        told = {s.act for s in found if any(x.start >= unit.start for x in s.spans)}
        return [
            StatementDraft(
                spans=[cut(text, t.start, asked.end), cut(text, unit.start, unit.end)],
                act=t.act,
                polarity=Polarity.NEGATED if no else Polarity.AFFIRMED,
                mode=AttributionMode.FIRST_PERSON,
                speaker=speaker,
                participants=[(Role.AFFECTED, speaker)],
                found={"affected": Found.PRONOUN, "modality": Found.OTHER_CLAUSE},
            )
            for t in triggers
            if t.act not in told and not t.frame.content_only
        ]
