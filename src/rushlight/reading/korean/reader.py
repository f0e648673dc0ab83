"""The Korean reader: sentences, parties, acts, contexts and roles of one text, as a Draft."""

from __future__ import annotations

from collections.abc import Sequence

from rushlight.reading.drafts import Draft, PartyDraft, RelayDraft, Source, StatementDraft
from rushlight.reading.korean.attribution import (
    NARRATOR,
    POWER,
    Voice,
    is_forwarded,
    quote_voice,
    report_plainly,
    tell_oneself,
    unit_voice,
)
from rushlight.reading.korean.by_likeness import likely_triggers
from rushlight.reading.korean.cast_list import People, find_people, interviewed, is_own_sight, narrator_of, speaker_of
from rushlight.reading.korean.clauses import Clause, find_clauses
from rushlight.reading.korean.contexts import find_cue
from rushlight.reading.korean.focus import Focus
from rushlight.reading.korean.latecomers import known_people
from rushlight.reading.korean.lexicon import lexicon
from rushlight.reading.korean.mention import Mention
from rushlight.reading.korean.mentions import find_mentions
from rushlight.reading.korean.notes import mark_note_subject
from rushlight.reading.korean.parties import PartyBook
from rushlight.reading.korean.questions import Asked
from rushlight.reading.korean.roles import DATIVE, Scene
from rushlight.reading.korean.settle import settle
from rushlight.reading.korean.speech import add_contents
from rushlight.reading.korean.statements import read_statement
from rushlight.reading.korean.telling import copied_from, is_copied
from rushlight.reading.korean.topics import OF_SELF, Topics, forget_far_doer, note_cast
from rushlight.reading.korean.triggers import find_triggers
from rushlight.reading.korean.units import Unit, find_units
from rushlight.reading.patterns import rx
from rushlight.record import AttributionMode, DocumentKind, Modality, PartyClass, Polarity, RelayKind

ALIASED = rx(
    r"(?P<name>(?<![가-힣])(?:[가-힣]{1,4}(?<![에의은는던한된온인을를이가로서사면며고데게니])\s){0,2}[가-힣]{1,6}|(?<![가-힣])(?:[가-힣]\s){1,3}[가-힣]{1,3})\((?:가명|\d{2}(?:세|살)?)(?:[,·\s][^)]{1,12})?\)"
)


ON_PAPER = rx(
    r"[”’»」\"']?(?:이?라)고\s(?:적힌|쓰인|쓴|적은|쓰여\s?있는|적혀\s?있는|인쇄된)\s(?:\S+\s)?(?:쪽지|편지|종이|벽보|전단|현수막|문자|딱지|팻말|글)"
    r"|[”’»」\"']\s(?:\S+\s)?(?:장|줄|쪽)(?:을|를)?\s(?:쓰|적|썼)|[”’»」\"']\s\S+장\s(?:쓰|적|썼)"
)
"""‘다음은 너다’라고 적힌 쪽지를 받았다; ‘…’ 두 장 쓰고: written words are nobody's speech."""
RECALLED, RECALLED_IN_TALK = 2, 4
SIGHT_REACH = 4
"""“What follows I saw myself” holds for its paragraph and the next (two block numbers each)."""


UNCONFIRMED = rx(
    r"(?:그러나|하지만|다만|그런데|아니,?|물론)?,?\s?(?:이는|이것은|그것은|그건|이\s말은|그\s말은|이\s소문은|이\s이야기는|이\s주장은|아직)?\s?"
    r"(?:아직\s|공식\s?|독자적으로\s?|교차\s?)?(?:\S+\s){0,2}"
    r"(?:소문(?:이야|이다|이에요|입니다|일\s뿐)|(?P<untrue>헛소문|사실이\s?아니|사실무근|거짓말?이|오보)|(?:확인되지|확인하지|검증되지|확인된\s?(?:바|것)[은는가]?)\s?(?:않|못|없|아니))"
)
"""A sentence that calls the report before it unconfirmed, or (``untrue``) says that it is not so."""


def aliased_names(text: str) -> frozenset[str]:
    """Names written with (가명) or an age, and their last words: 유학생 아이굴(가명), then 아이굴은."""
    whole = {m["name"] for m in ALIASED.finditer(text)}
    last = {name.rsplit(" ", 1)[-1] for name in whole if " " in name}
    nouns = lexicon().nouns
    return frozenset(name for name in whole | {word for word in last if len(word) > 1} if name not in nouns)


DOUBT_REACH = 60
"""Characters between a report and the sentence that doubts it; a chat's head may stand between."""


class Reader:
    """Walks through one text sentence by sentence, keeping what it is about."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.units = find_units(source)
        self.book = PartyBook(source.text)
        self.people: People = find_people(source, self.units, self.book)
        aliased = aliased_names(source.text)
        self.names = aliased | self.people.names
        self.known = known_people(source.text, self.names)
        self.narrator = narrator_of(source, self.units, self.people, self.book)
        self.focus = Focus()
        self.statements: list[StatementDraft] = []
        self.mentions: dict[int, list[Mention]] = {}
        self.voices: dict[int, Voice] = {}
        self.asked = Asked()
        self.previous: Voice | None = None
        self.before = ""
        self.recalled: list[str] = []
        self.own_sight = False
        self.sight_block = 0
        self.forwarded = -1
        self.copied: dict[str | None, PartyDraft] = {}

    def read(self) -> Draft:
        for number, unit in enumerate(self.units):
            self._unit(number, unit)
        statements = self.statements
        used = {id(p) for s in statements for p in [*(p for _, p in s.participants), s.speaker, s.carrier] if p is not None}
        self.book.lend_spans(used)
        parties = [p for p in self.book.parties if p.mentions or id(p) in used]
        return Draft(
            parties=parties,
            places=list(self.source.places),
            times=list(self.source.times),
            amounts=list(self.source.amounts),
            statements=statements,
            relays=self._relays(),
        )

    def _unit(self, number: int, unit: Unit) -> None:
        self.focus.block, self.focus.number = unit.block, number
        self.focus.talk = unit.turn is not None or unit.bullet
        clauses = find_clauses(unit)
        mentions = find_mentions(unit.masked, unit.start, self.names, self.known)
        mark_note_subject(mentions, unit.masked, unit.start)
        for mention in mentions:
            owner = mention.possessor
            if owner is not None and owner.party is None and not owner.pronoun:
                owner.party = self.book.owner(owner)
            mention.party = self.book.add(mention)
        self.mentions[id(unit)] = mentions
        if met := interviewed(mentions, unit.masked, unit.start):
            met.party_class = PartyClass.SOURCE
            self.focus.note_speaker(met)
        if unit.depth == 0 and is_own_sight(unit.masked):
            self.own_sight, self.sight_block = True, unit.block
        elif self.own_sight and unit.block > self.sight_block + SIGHT_REACH:
            self.own_sight = False
        self._enter_section(unit)
        if unit.turn is not None and unit.depth == 0 and (teller := copied_from(unit, mentions)):
            self.copied[unit.turn.name] = teller
            self.focus.note_quoted(teller)
        voice = self._voice(unit, mentions)
        self.voices[id(unit)] = voice
        heard = voice.mode is AttributionMode.HEARSAY
        about = self.copied.get(unit.turn.name) if unit.turn is not None and unit.depth == 0 else None
        of_self = rx(OF_SELF).search(unit.masked) is not None
        turn = unit.turn.name if unit.turn is not None else None
        own = self._first(unit, voice) or (voice.speaker if heard else None)
        self.focus.enter(own, heard=heard, about=about, of_self=of_self, turn=turn)
        if unit.turn is not None and unit.turn.name in self.copied and is_copied(unit):
            self.focus.note_self()  # a copied message is told by its sender of himself
        topics = self._topics(unit, mentions)
        if unit.turn is None or not unit.turn.asker:
            self._statements(unit, clauses, mentions, voice, topics)
            self.statements += self.asked.answered(unit, self.source.text, self._first(unit, voice), self.statements)
        elif unit.depth == 0:
            self.asked.ask(unit, find_triggers(unit, clauses, self.source.amounts, self.before, acting=False))
        topics.close()
        if unit.depth == 0:
            self.previous = voice
            self._recall(unit)
        self._note_speaker(unit, mentions, voice)
        self._doubt(unit)

    def _enter_section(self, unit: Unit) -> None:
        section = self.people.section(unit.start)
        if section is not self.focus.section:
            self.focus.section = section
            if section is not None:
                self.focus.enter_section(section)

    def _topics(self, unit: Unit, mentions: Sequence[Mention]) -> Topics:
        """The sentence's topics, opened: first person in an answer sets the speaker, a question the one who is asked."""
        speaker = self.focus.own if unit.depth else speaker_of(unit, self.people) or self.narrator
        topics = Topics(self.focus, unit, mentions, speaker)
        topics.open(self.people.witness if unit.turn is not None and unit.turn.asker else None)
        return topics

    def _statements(
        self, unit: Unit, clauses: Sequence[Clause], mentions: Sequence[Mention], voice: Voice, topics: Topics
    ) -> None:
        power = voice.speaker if voice.power else None
        scene = Scene(
            unit, clauses, mentions, self.focus, self._first(unit, voice), voice.speaker, self._addressee(unit), power
        )
        acting = self.focus.recent_agent() is not None or topics.acts()
        triggers = find_triggers(unit, clauses, self.source.amounts, self._told(unit), acting=acting)
        triggers += likely_triggers(self.source.text, unit, clauses, triggers)
        triggers.sort(key=lambda t: t.start)
        made = []
        for trigger in triggers:
            topics.until(clauses[trigger.clause].end)
            statement = read_statement(
                trigger, triggers, scene, voice.at(trigger.start, trigger.end, trigger.act), self.source, self.book
            )
            if statement is not None:
                if self.source.kind is DocumentKind.MESSAGE:
                    report_plainly(statement)
                forget_far_doer(statement)
                if trigger.clause < len(clauses) - 1:
                    tell_oneself(statement, unit.masked)
                made.append((trigger, statement))
                note_cast(statement, self.focus)
        made = settle(made, scene, self.statements)
        self.statements += add_contents(made, scene, voice, self.source, self.statements)

    def _told(self, unit: Unit) -> str:
        """What was said before, and of a quotation the sentence around it."""
        return self.before if unit.parent is None else f"{self.before} {unit.parent.masked}"

    def _recall(self, unit: Unit) -> None:
        """Keep the words of the last sentences, more of them in talk: what an act is about need not be said again."""
        self.recalled = [*self.recalled, unit.masked][-(RECALLED_IN_TALK if self.focus.talk else RECALLED) :]
        self.before = " ".join(self.recalled)

    def _addressee(self, unit: Unit) -> PartyDraft | None:
        """To whom a quotation is said: 경찰은 아버지에게 “…”."""
        if unit.parent is None:
            return None
        said_to = [m for m in self.mentions.get(id(unit.parent), []) if m.end <= unit.start and m.particle in DATIVE]
        came = [
            m for m in self.mentions.get(id(unit.parent), []) if m.end <= unit.start and m.particle in ("이", "가", "은", "는")
        ]
        went = rx(r"찾아갔|찾아가|면회|왔는데|갔는데|갔더니|가니까?").search(unit.parent.text(unit.parent.start, unit.start))
        said_to += came[-1:] if went and not said_to else []
        party = said_to[-1].party if said_to else None
        return party if isinstance(party, PartyDraft) and party.party_class not in POWER else None

    def _doubt(self, unit: Unit) -> None:
        """Take back to a belief what the sentence before reported, when this one calls it unconfirmed or untrue."""
        doubt = UNCONFIRMED.match(unit.masked)
        if doubt is None or unit.depth:
            return
        reported = (AttributionMode.ACCORDING_TO, AttributionMode.HEARSAY, AttributionMode.INDIRECT_SPEECH)
        for statement in self.statements[-3:]:
            near = unit.start - max(s.end for s in statement.spans) < DOUBT_REACH
            if (
                near
                and statement.mode in reported
                and statement.modality is Modality.OCCURRED
                and max(s.end for s in statement.spans) <= unit.start
            ):
                statement.modality = Modality.BELIEVED
                if doubt["untrue"]:
                    statement.polarity = Polarity.NEGATED

    def _first(self, unit: Unit, voice: Voice) -> PartyDraft | None:
        """Whom 나, 저, 우리 mean: the quoted or answering speaker, or the author where he tells what he saw."""
        if unit.depth:
            return voice.speaker
        return speaker_of(unit, self.people) or self.narrator or (self.people.author if self.own_sight else None)

    def _voice(self, unit: Unit, mentions: Sequence[Mention]) -> Voice:
        if unit.depth == 0 or unit.parent is None:
            teller = self.focus.teller(unit.start, bare=False)
            return unit_voice(unit, mentions, self._base(unit), self.previous, teller, self.focus.sayer())
        outer = self.voices.get(id(unit.parent), NARRATOR)
        if unit.turn is not None and unit.turn.name in self.copied and is_copied(unit):
            return unit_voice(unit, mentions, Voice(AttributionMode.DIRECT_QUOTE, self.copied[unit.turn.name]), None)
        after = unit.parent.text(unit.end, unit.end + 40)
        cue = find_cue(unit.parent, unit.end, min(unit.parent.end, unit.end + 34))
        embedded = cue is not None and cue.kind in ("threat", "deny", "demand", "pledge", "confess")
        if (cue is not None and cue.kind == "rumour") or rx(r"[”’\"']?\s?(?:이?라)?는\s(?:소문|말이|얘기가)").match(after):
            source = next((m.party for m in self.mentions[id(unit.parent)] if m.noun.party_class == "source"), None)
            return Voice(AttributionMode.HEARSAY, source if isinstance(source, PartyDraft) else outer.speaker)
        if (cue is not None and cue.kind == "policy") or rx(r"[”’\"']?(?:이?라)?는\s(?:내용|문구|조항|구절)").match(after):
            return outer
        if ON_PAPER.match(after):
            return outer
        before = unit.parent.text(unit.parent.start, unit.start)
        bare = not rx(r"[가-힣]").search(before) and not rx(r"^[”’\"']?(?:이?라)?(?:고|며|면서|는)").match(after)
        teller = self.focus.teller(unit.start, bare=bare)
        voice = quote_voice(unit, self.mentions[id(unit.parent)], outer, teller, embedded)
        return unit_voice(unit, mentions, voice, None)

    def _base(self, unit: Unit) -> Voice:
        speaker = speaker_of(unit, self.people)
        if is_forwarded(unit):
            self.forwarded = unit.block
        if self.forwarded == unit.block:
            return Voice(AttributionMode.DIRECT_QUOTE, self.copied.get(unit.turn.name) if unit.turn else None)
        if speaker is not None:
            return Voice(AttributionMode.FIRST_PERSON, speaker)
        if self.narrator is not None:
            return Voice(AttributionMode.FIRST_PERSON, self.narrator)
        if self.own_sight and self.people.author is not None:
            return Voice(AttributionMode.FIRST_PERSON, self.people.author)
        return NARRATOR

    def _note_speaker(self, unit: Unit, mentions: Sequence[Mention], voice: Voice) -> None:
        if unit.depth == 0:
            source = next((m.party for m in mentions if m.noun.party_class == "source"), None)
            if isinstance(source, PartyDraft):
                self.focus.note_speaker(source)
        elif voice.mode is AttributionMode.DIRECT_QUOTE and voice.speaker is not None:
            self.focus.note_speaker(voice.speaker)
            if unit.turn is not None and voice.speaker.party_class not in POWER:
                self.focus.note_quoted(voice.speaker)

    def _relays(self) -> list[RelayDraft]:
        """outlet <- source, and outlet <- other outlet where a source's words came through one."""
        relays = []
        teller = self.people.outlet or self.people.author
        for party in self.book.parties:
            if party.party_class is PartyClass.SOURCE and party.mentions and teller is not None:
                relays.append(RelayDraft(RelayKind.TOLD, teller, party, party.mentions[0]))
        return relays


def read_body(source: Source) -> Draft:
    """Propose the parties and statements of a Korean text.

    ``source`` brings the text with its paragraphs and the times, sums and places found in it; all of them
    stand in the Draft as the identical objects. Never raises on any text; spans are cut from the text itself.
    """
    return Reader(source).read()
