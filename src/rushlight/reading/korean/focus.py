"""What the text is about at a point: zero subjects and pronouns are read from here."""

from __future__ import annotations

from dataclasses import dataclass, field

from rushlight.reading.drafts import PartyDraft
from rushlight.record import Found, PartyClass

POWER = frozenset({PartyClass.OFFICER, PartyClass.AUTHORITY})


@dataclass
class Focus:
    """The last parties that could be a dropped subject; ``taken`` is who was last arrested.

    ``block`` and ``number`` of the current unit tell how far back they stood.
    """

    speaker: PartyDraft | None = None
    affected: PartyDraft | None = None
    agent: PartyDraft | None = None
    taken: PartyDraft | None = None
    block: int = 0
    number: int = 0
    talk: bool = False
    places: dict[int, tuple[int, int]] = field(default_factory=dict)

    def note_affected(self, party: PartyDraft | None) -> None:
        if party is not None:
            self.affected = party
            self.places[id(party)] = (self.block, self.number)

    def note_agent(self, party: PartyDraft | None) -> None:
        if party is not None:
            self.agent = party
            self.places[id(party)] = (self.block, self.number)

    def found(self, party: PartyDraft) -> Found:
        """Provenance of a party taken from here: the sentence before is another clause, farther is salience."""
        block, number = self.places.get(id(party), (-9, -9))
        if number == self.number:
            return Found.PRONOUN
        return Found.OTHER_CLAUSE if block == self.block and self.number - number <= 2 else Found.SALIENCE

    def faded(self, party: PartyDraft) -> bool:
        """Too far back to be meant by a dropped subject: more than six sentences or another section ago."""
        _block, number = self.places.get(id(party), (-9, -9))
        return self.number - number > (14 if self.talk else 6)

    def recent_agent(self) -> PartyDraft | None:
        """The last acting officer or body, when it stood in this paragraph at most three sentences ago.

        In talk (transcripts, chats, notes), where every line is a paragraph, up to six sentences ago.
        """
        if self.agent is None:
            return None
        block, number = self.places.get(id(self.agent), (-9, -9))
        reach = self.number - number
        return self.agent if (block == self.block and reach <= 3) or (self.talk and reach <= 6) else None
