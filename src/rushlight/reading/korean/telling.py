"""Whose words a chat passes on: someone's message copied (동생이 보낸 거 옮깁니다), then quoted line by line."""

from __future__ import annotations

from collections.abc import Sequence

from rushlight.reading.drafts import PartyDraft
from rushlight.reading.korean.mention import Mention
from rushlight.reading.korean.units import MASK, Unit
from rushlight.reading.patterns import rx
from rushlight.record import PartyClass

COPIED = rx(
    r"(?:이|가|께서|한테서|에게서)?\s?(?:\S+\s){0,3}?(?:보낸|보내온|보내\s?준|남긴|쓴|올린|적은|녹음한|들려준|전해\s?준|온)\s?"
    r"(?:거|것|글|문자|메시지|메세지|톡|카톡|음성|편지|쪽지|말|내용|메모|위챗)"
)
WORD_FOR_WORD = rx(
    r"(?:의|이|가|께서)?\s?(?:(?:\S+\s){0,3}?한\s)?(?:말|얘기|이야기|글|문자|음성)(?:을|를)?\s?(?:그대로|옮|받아|전해|전달)"
)
TELLERS = frozenset({PartyClass.AFFECTED, PartyClass.SOURCE, PartyClass.PUBLIC, PartyClass.INTERMEDIARY, PartyClass.OTHER})


def copied_from(unit: Unit, mentions: Sequence[Mention]) -> PartyDraft | None:
    """The party whose message a line says to pass on, None where it says no such thing."""
    for m in mentions:
        party = m.party
        if not isinstance(party, PartyDraft) or party.party_class not in TELLERS:
            continue
        after = unit.text(m.end, m.end + 30)
        if COPIED.match(after) or WORD_FOR_WORD.match(after):
            return party
    return None


def is_copied(unit: Unit) -> bool:
    """Whether a quotation fills its line: nothing is said around it."""
    parent = unit.parent
    if parent is None:
        return False
    bare = rx(r"\([^()]*\)").sub("", parent.masked)  # (우리돈 20만 원쯤): the sender's aside
    around = rx(rf"[{MASK}«»“”‘’\"'【】\s.,~!?ㅠㅜㅋㅎ]").sub("", bare)
    return not around
