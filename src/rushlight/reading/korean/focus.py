"""What the text is about at a point: zero subjects and pronouns are read from here."""

from __future__ import annotations

from dataclasses import dataclass, field

from rushlight.reading.drafts import PartyDraft
from rushlight.record import Found, PartyClass, PartyKind

BYSTANDERS = ("소식통", "목격자", "제보자", "취재원", "관계자", "활동가", "변호사")
"""Labels of those who tell of others, not of themselves."""
ANSWERED_WITHIN = 6
"""Sentences within which a question after someone is answered."""
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
    history: list[PartyDraft] = field(default_factory=list)
    sufferers: list[PartyDraft] = field(default_factory=list)
    doers: list[PartyDraft] = field(default_factory=list)
    captives: list[PartyDraft] = field(default_factory=list)
    seekers: list[PartyDraft] = field(default_factory=list)
    asked_for: tuple[int, str | None, PartyDraft] | None = None
    asked_at: int = -9
    own: PartyDraft | None = None
    other: PartyDraft | None = None
    topics: list[tuple[int, int, bool, PartyDraft]] = field(default_factory=list)
    own_at: int = -9
    section: PartyDraft | None = None
    told: dict[int, int] = field(default_factory=dict)
    heard: bool = False
    other_heard: bool = False
    about: PartyDraft | None = None
    of_self: bool = False
    turn: str | None = None
    said: tuple[int, PartyDraft] | None = None
    other_turn: str | None = None
    before: dict[bool, PartyDraft | None] = field(default_factory=dict)

    def enter(
        self,
        own: PartyDraft | None,
        *,
        heard: bool,
        about: PartyDraft | None = None,
        of_self: bool = False,
        turn: str | None = None,
    ) -> None:
        """A new sentence: who says I in it and whether he does, whether it passes on what was heard.

        ``about``: whose message a chat's sender has copied; what he adds is told of that one. ``turn``: the sender.
        """
        self.own, self.heard, self.about, self.of_self, self.turn = own, heard, about, of_self, turn
        self.before = {single: self.third_person(single=single) for single in (True, False)}

    def note_affected(self, party: PartyDraft | None) -> None:
        """A topic or sufferer; ``other`` keeps the last who is not the one that says I."""
        if party is not None and not any(p is party for p in self.doers):
            self.affected = party
            self.history = [*(p for p in self.history if p is not party), party][-4:]
            self.places[id(party)] = (self.block, self.number)
            if party is self.own:
                self.own_at = self.number
            else:
                self.other, self.other_heard, self.other_turn = party, self.heard, self.turn

    def dropped(self) -> PartyDraft | None:
        """Whom a dropped argument means; where somebody tells of himself, it is he unless another stands near.

        Of the two it is who was spoken of last. What was heard (-대요) is told of others, plain endings of oneself:
        a topic known from hearsay ends with it.
        """
        if self.own is None or self.own.party_class in POWER or any(word in self.own.label for word in BYSTANDERS):
            return self.affected
        if self.about is not None and self.about is not self.own and not self.of_self:
            strange = self.other is None or self.faded(self.other) or self.other_turn != self.turn
            return self.about if strange else self.other
        if (meant := self._asked_after()) is not None:
            return meant
        if self.other is None or self.faded(self.other) or (self.turn is not None and self.other_turn != self.turn):
            return self.own
        if self.heard:
            return self.other
        later = self.places[id(self.other)][1] >= self.own_at
        return self.other if later and not self.other_heard else self.own

    def ask_after(self, party: PartyDraft) -> None:
        """A chat's sender asks after someone (사촌은?): what another answers is told of that one."""
        self.asked_for = (self.number, self.turn, party)

    def _asked_after(self) -> PartyDraft | None:
        """Whom an answering sender's dropped subject means, until he speaks of himself or of someone else."""
        if self.asked_for is None or self.of_self:
            return None
        number, turn, party = self.asked_for
        newer = self.other is not None and self.other_turn == self.turn and self.places[id(self.other)][1] > number
        return (
            None
            if turn == self.turn or self.number - number > ANSWERED_WITHIN or (newer and self.other is not party)
            else party
        )

    def note_self(self) -> None:
        """The one who tells spoke of himself, or was asked of himself."""
        self.own_at = self.number

    def turn_to(self, party: PartyDraft) -> None:
        """A question asks after someone: the answer is told of him, not of the one who tells."""
        self.note_affected(party)
        self.own_at = self.number - 1

    def note_topic(self, party: PartyDraft, start: int, *, named: bool) -> None:
        """Someone the writer speaks of with 은, 는 at ``start``; ``named`` ones may be those who tell him."""
        self.topics = [*self.topics, (start, self.number, named, party)][-12:]
        self.told[id(party)] = self.number

    def person(self, before: int | None = None) -> PartyDraft | None:
        """The last named one spoken of, before a place in the text."""
        found = (p for start, _, named, p in reversed(self.topics) if named and (before is None or start < before))
        return next(found, None)

    def note_said(self, party: PartyDraft) -> None:
        """X가 말해 주었다: what the next sentence goes on with (…다는 것이다) is his account."""
        self.said = (self.number, party)

    def sayer(self) -> PartyDraft | None:
        """Who was said to tell something in the sentence before."""
        return self.said[1] if self.said is not None and self.number - self.said[0] == 1 else None

    def note_speaker(self, party: PartyDraft) -> None:
        """Someone whose words were told."""
        self.speaker = party
        self.told[id(party)] = self.number

    def enter_section(self, party: PartyDraft) -> None:
        """A heading names whom the notes under it are about."""
        self.section = self.speaker = party
        self.note_topic(party, 0, named=True)
        self.note_affected(party)

    def teller(self, before: int, *, bare: bool) -> PartyDraft | None:
        """Whose words stand at ``before``: the topic just before a ``bare`` quotation, else who told or was named last."""
        near = [(named, p) for start, n, named, p in self.topics if start < before and self.number - n <= (5 if named else 3)]
        if bare and near:
            return next((p for named, p in reversed(near) if named), near[-1][1])
        person = self.person(before)
        if self.speaker is None or person is None:
            return self.speaker or person or (self.affected if bare else None)
        if self.speaker.party_class is PartyClass.SOURCE and "소식통" in self.speaker.label:
            return self.speaker
        later = self.told.get(id(person), -1) > self.told.get(id(self.speaker), -1)
        return person if later else self.speaker

    def note_quoted(self, party: PartyDraft) -> None:
        """Whose words a chat passes on: what is heard after them is told of that one."""
        self.other, self.other_heard = party, True
        self.places[id(party)] = (self.block, self.number)

    def spoken_of(self, *, single: bool) -> PartyDraft | None:
        """Whom 그 at the head of a sentence means: someone of the sentences before it."""
        return self.before.get(single) or self.third_person(single=single)

    def third_person(self, *, single: bool) -> PartyDraft | None:
        """Whom 그, 그 사람 mean: never the one who says I, and of ``single`` no group."""
        last = [p for p in (self.affected, *reversed(self.history), self.other) if p is not None and p is not self.own]
        one = [p for p in last if p.kind is PartyKind.PERSON and p.party_class is not PartyClass.OTHER]
        return next(iter(one if single and one else last), None)

    def note_agent(self, party: PartyDraft | None) -> None:
        if party is not None:
            self.agent = party
            self.places[id(party)] = (self.block, self.number)

    def note_doer(self, party: PartyDraft) -> None:
        """An unknown person who did something to another is neither what the text is about nor a sufferer after it."""
        self.doers.append(party)
        self.history = [p for p in self.history if p is not party]
        if self.affected is party:
            self.affected = self.history[-1] if self.history else None
        if self.other is party:
            self.other = next((p for p in reversed(self.history) if p is not self.own), None)
        self.note_agent(party)

    def note_sufferer(self, party: PartyDraft) -> None:
        """Keep whoever was acted on: such a one is never taken for an unknown doer."""
        if not any(p is party for p in self.sufferers):
            self.sufferers.append(party)

    def note_taken(self, party: PartyDraft) -> None:
        """Who was last taken away; ``captives`` are all of them."""
        self.taken = party
        self.places[id(party)] = (self.block, self.number)
        self.captives = [*(p for p in self.captives if p is not party), party]

    def was_taken(self, party: PartyDraft) -> bool:
        """Whether a party was taken away at some point of the text."""
        return any(p is party for p in self.captives)

    def note_demand(self) -> None:
        """The running agent has just asked for money or goods."""
        self.asked_at = self.number

    def asker(self) -> PartyDraft | None:
        """The officer or body that asked for money here or up to two sentences ago, in talk up to four."""
        return self.agent if self.number - self.asked_at <= (4 if self.talk else 2) else None

    def found(self, party: PartyDraft) -> Found:
        """Provenance of a party taken from here: the sentence before is another clause, farther is salience."""
        block, number = self.places.get(id(party), (-9, -9))
        if number == self.number:
            return Found.PRONOUN
        return Found.OTHER_CLAUSE if block == self.block and self.number - number <= 2 else Found.SALIENCE

    def is_far(self, party: PartyDraft) -> bool:
        """Farther than the sentence before last and in another paragraph: of such doers 2 in 24 were right."""
        return self.found(party) is Found.SALIENCE and self.places.get(id(party), (-9, -9))[0] != self.block

    def faded(self, party: PartyDraft) -> bool:
        """Too far back to be meant by a dropped subject: more than six sentences or another section ago."""
        _block, number = self.places.get(id(party), (-9, -9))
        return party is not self.about and self.number - number > (14 if self.talk else 6)

    def just_acted(self, party: PartyDraft) -> bool:
        """Whether a party stood in this sentence or the one before."""
        return self.number - self.places.get(id(party), (-9, -9))[1] <= 1

    def recent_agent(self) -> PartyDraft | None:
        """The last acting officer or body, when it stood in this paragraph at most three sentences ago.

        In talk (transcripts, chats, notes), where every line is a paragraph, up to six sentences ago.
        """
        if self.agent is None:
            return None
        block, number = self.places.get(id(self.agent), (-9, -9))
        reach = self.number - number
        return self.agent if (block == self.block and reach <= 3) or (self.talk and reach <= 6) else None
