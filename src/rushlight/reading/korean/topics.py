"""What each sentence adds to whom the text is about: topics, subjects, people introduced, those acted on.

The words of a sentence are noted as far as an act's own clause before its roles are filled, so that a subject further
on is not taken for one that was dropped before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rushlight.reading.drafts import PartyDraft, StatementDraft
from rushlight.reading.korean.doers import comes_in
from rushlight.reading.korean.focus import POWER, Focus
from rushlight.reading.korean.mention import FIRST, Mention
from rushlight.reading.korean.notes import is_note
from rushlight.reading.korean.roles import ASKED_OF, DATIVE, KNOWS_NOT, OBJECT, SUBJECT, TOPIC, is_described
from rushlight.reading.korean.units import Unit
from rushlight.reading.patterns import rx
from rushlight.record import Found, Modality, PartyClass, PartyKind, Polarity, Role

UNREAL = frozenset({Modality.THREATENED, Modality.DEMANDED, Modality.HYPOTHETICAL, Modality.INTENDED, Modality.POLICY})
"""What is only threatened, asked or feared does not make its victim whom the text is about."""
ONLY_SAYS = rx(
    r"(?:논평|회신|부인|반박|일축|발표|밝혔|해명|주장|강변|성명|언급|답변|통보)(?:하|했|한|하였)?[가-힣]{0,5}[.”’]*$"
)
"""Ends of sentences whose subject only states its view: no doer of what is told next."""
SEEKS = rx(
    r"[^.]{0,50}?(?:찾아[갔다가나]|찾아\s다|찾으러|수소문|면회|문의|백방|행방|생사|소재를|어디\s있|돌아다|탄원|호소하|애원|접견|물어물어|번을\s갔|차례\s(?:찾|갔)|물품을\s넣|차입)"
)
"""가족이 세 차례 찾아갔다: who looks for someone is not the one who is held."""
STOOD_BY = rx(r"[^.]{0,40}(?:개입|제지|나서|말리|보호|관여|출동)\S{0,3}지(?:는|도|를)?\s?(?:않|못)")
"""순찰대가 있었으나 개입하지 않았다: a body that stood by is no doer of what is told next."""
ASKS_PRICE = rx(
    r"(?:원|위안|달러|유로|루블|마나트|리라|동|짯|페소|돈)[가-힣]{0,2}\s(?:\S+\s){0,2}?(?:주|내|가져오|내놓|건네|바치|마련하|부치|찔러\s?주|얹어\s?주)[가-힣]?면\s"
)
"""간수는 300달러를 주면 만나게 해 주겠다고 했다: a price named by an officer, as good as a demand."""
HELPERS = frozenset(["변호사", "의사", "간호사", "이웃", "목격자", "기자", "통역", "통역사", "인권변호사", "브로커"])
"""Those who come by in an account: a mere 이 or 가 does not make them what it is about."""
OF_SELF = r"(?<![가-힣])(?:나|난|내|날|저|전|제|우리|저희)(?:가|는|도|를|한테)?(?=\s)"
"""First person in a sentence."""
CALLS = rx(
    r"(?:에게서|한테서|로부터|으로부터)\s(?:\S+\s)?(?:전화|연락|문자|메시지|쪽지|편지)(?:가|이|를)?\s?(?:왔|걸려|날아|받았|도착)"
)
RINGS = rx(
    r"(?:에서|측에서|쪽에서)\s(?:\S+\s)?(?:전화|연락|문자|통지|통보|호출)(?:가|이|를)?\s?(?:왔|걸려|날아|받았|도착|와서)"
)
"""보위부에서 전화가 왔다."""
SAID = rx(
    r"\s(?:\S+\s){0,4}?(?:말해|들려|알려|귀띔해|전해|털어놓|이야기해|일러)\s?(?:주|줬|왔|놓)[가-힣]*[.]?$|\s(?:\S+\s){0,3}?(?:말했다|전했다|입을\s열었다|털어놓았다)[.]?$"
)
"""그 애 외사촌이 말해 주었다."""
HOME = rx(r"의\s(?:집|가게|가족|집안|방)(?:에|은|이|도|을|까지)")
OF_ITS = rx(r"의\s[가-힣]{1,5}(?:\s(?:위|앞|곁|안|옆|뒤|맞은편))?(?:은|는|에는|엔)\s")
"""승려 ㄴ씨의 화근은 사진이었다: the first one named, of whose lot or things the sentence speaks."""
WRITES = rx(
    r"(?:의|가\s남긴|이\s남긴|가\s보낸|이\s보낸)\s(?:편지|문자|메시지|쪽지|일기|수첩|글|음성|유서)(?:는|은|에는|에|가|이)\s"
)
"""동생의 편지는 이렇게 시작된다: what is quoted next is his."""
ASKS_AFTER = rx(r"(?:은|는)(?:요|지요|죠|데요)?\s?[?？…]*\s*$")
OWN_THING = r"(?<![가-힣])(?:제|내)\s"
UNKNOWN_CLASSES = frozenset({PartyClass.OTHER, PartyClass.PUBLIC, PartyClass.AFFECTED})


TAKEN_WHO = rx(
    r"(?:사라진|실종된|행방불명된|끌려간|잡혀간|붙잡힌|붙잡혀\s간|붙들려간|체포된|구금된|구속된|갇힌|납치된|연행된|수감된|억류된)\s"
)
TAKEN_BY = frozenset({"detain.arrest", "detain.custody", "disappear.enforced", "move.forced_return"})
"""Acts that make a captive."""


@dataclass
class Topics:
    """Notes one sentence's mentions in the focus, from left to right. ``speaker`` is who says I in it, if known."""

    focus: Focus
    unit: Unit
    mentions: Sequence[Mention]
    speaker: PartyDraft | None
    noted: int = 0
    of_self: bool = False

    def open(self, asked: PartyDraft | None) -> None:
        """Before any act: a question is put to ``asked``; first person sets the speaker; people introduced."""
        if asked is not None:
            self.focus.note_affected(asked)
            self.focus.note_self()
        elif self.speaker is not None and self.focus.affected is None:
            self.focus.note_affected(self.speaker)
        self._introduced()
        self.of_self = rx(OF_SELF).search(self.unit.masked) is not None
        if rx(OWN_THING).search(self.unit.masked):
            self.focus.note_self()
        for m in self.mentions:
            self._first_person(m)

    def until(self, place: int) -> None:
        """Note the mentions that begin before ``place`` and are not noted yet."""
        while self.noted < len(self.mentions) and self.mentions[self.noted].start < place:
            self._mention(self.mentions[self.noted])
            self.noted += 1

    def close(self) -> None:
        """Note the rest; a question that only names someone (남편분은요?) turns the talk to that one."""
        self.until(self.unit.end + 1)
        turn = self.unit.turn
        last = self.mentions[-1].party if turn is not None and self.mentions else None
        if (
            turn is None
            or not isinstance(last, PartyDraft)
            or last.party_class in POWER
            or not ASKS_AFTER.search(self.unit.masked)
        ):
            return
        if turn.asker:
            self.focus.turn_to(last)
        elif "?" in self.unit.masked[-3:]:
            self.focus.ask_after(last)

    def acts(self) -> bool:
        """Whether an officer or body is a subject in this sentence."""
        return any(
            isinstance(m.party, PartyDraft) and m.party.party_class in POWER and m.particle in SUBJECT for m in self.mentions
        )

    def _first_person(self, m: Mention) -> None:
        if not m.pronoun or m.head not in FIRST:
            return
        if m.particle in OBJECT | DATIVE:
            self.focus.note_self()
        if m.head in ("나", "저", "내", "제") and self.speaker is not None and m.particle in SUBJECT:
            self.focus.note_affected(self.speaker)

    def _mention(self, m: Mention) -> None:
        party = m.party if isinstance(m.party, PartyDraft) else None
        if party is None:
            return
        outside = self.unit.depth == 0
        if outside and party.party_class is PartyClass.AFFECTED and party.kind is PartyKind.PERSON and self._was_taken(m):
            self.focus.note_taken(party)
        if party.party_class is PartyClass.AFFECTED and outside and self._acted_on(m):
            self.focus.note_affected(party)
        rings = party.party_class in POWER and RINGS.match(self.unit.text(m.end, m.end + 16))
        if rings or CALLS.match(self.unit.text(m.end, m.end + 16)) or WRITES.match(self.unit.text(m.end, m.end + 20)):
            self._caller(party)
        if m.name and m.particle == "의" and outside and self._owns_topic(m):
            self.focus.note_topic(party, m.start, named=True)
        opens_note = m.particle == "" and m.start == self.unit.start and is_note(self.unit.masked)
        heads = self.noted == 0 and OF_ITS.match(self.unit.text(m.end, m.end + 16))
        at_home = m.name and m.particle == "의" and (heads or HOME.match(self.unit.text(m.end, m.end + 8)))
        if outside and party.party_class is PartyClass.AFFECTED and (opens_note or at_home):
            self.focus.note_affected(party)
        if m.particle not in SUBJECT or is_described(m, self.unit) or self._is_beside(m):
            return
        if SEEKS.match(self.unit.text(m.after, self.unit.end)):
            self.focus.seekers.append(party)
        if outside and party.party_class not in POWER and SAID.match(self.unit.text(m.after, self.unit.end)):
            self.focus.note_said(party)
        if outside and m.particle in TOPIC and party.party_class not in POWER and m.head != "아무":
            self._topic(m, party)
        if comes_in(m, self.unit) and party.party_class in UNKNOWN_CLASSES:
            self.focus.note_agent(party)
        if party.party_class in POWER:
            if not ONLY_SAYS.search(self.unit.masked) and not STOOD_BY.match(self.unit.text(m.after, self.unit.end)):
                self.focus.note_agent(party)
                if ASKS_PRICE.search(self.unit.masked):
                    self.focus.note_demand()
        elif party.party_class in (PartyClass.AFFECTED, PartyClass.INTERMEDIARY) and self._is_about(m):
            self.focus.note_affected(party)

    def _was_taken(self, m: Mention) -> bool:
        """사라진 기자, 끌려간 오빠: described as one who was taken away."""
        return TAKEN_WHO.search(self.unit.text(max(self.unit.start, m.start - 8), min(m.end, m.start + 8))) is not None

    def _is_beside(self, m: Mention) -> bool:
        """아들이 누구 돈으로 사느냐 캐물었다, 부인도 모른다: whom a question is about, who does not know."""
        after = self.unit.text(m.after, m.after + 24)
        return (m.particle in ("이", "가") and ASKED_OF.search(after) is not None) or KNOWS_NOT.match(after) is not None

    def _caller(self, party: PartyDraft) -> None:
        """Whoever rang or wrote: the words that follow are his."""
        self.focus.note_speaker(party)
        if party.party_class not in POWER:
            self.focus.note_topic(party, self.unit.start, named=True)
        if party.party_class in POWER:
            self.focus.note_agent(party)

    def _owns_topic(self, m: Mention) -> bool:
        """목회자 알마즈의 교회는: the owner of the body a paragraph is about."""
        following = next((o for o in self.mentions if o.start > m.end), None)
        return following is not None and following.noun.kind == "organisation" and following.particle in TOPIC

    def _is_about(self, m: Mention) -> bool:
        """Whether a subject is what the text is about: a topic; a mere one where nobody tells of himself."""
        mere = self.unit.depth == 0 and m.head not in HELPERS
        alone = sum(1 for o in self.mentions if o.particle in SUBJECT) == 1
        other = self.speaker is None or (not self.of_self and (m.noun.kin or (alone and m.noun.kind == "person")))
        return m.particle in TOPIC or (mere and other) or self.focus.affected is None

    def _topic(self, m: Mention, party: PartyDraft) -> None:
        self.focus.note_topic(party, m.start, named=m.name is not None)
        owner = m.possessor.party if m.possessor is not None else None
        if isinstance(owner, PartyDraft) and m.possessor is not None and m.possessor.name:
            self.focus.note_topic(owner, m.start, named=True)

    def _acted_on(self, m: Mention) -> bool:
        """The object in a sentence whose subject is an officer or a body."""
        acting = SUBJECT | {"에서", "에서는"}
        power = any(o.noun.party_class in ("officer", "authority") and o.particle in acting for o in self.mentions)
        said_only = rx(r"\s\S{1,8}(?:면|라고|라는|자고|겠다고?)(?:\s|$)").match(self.unit.text(m.after, m.after + 14))
        return power and m.particle in ("을", "를") and not said_only

    def _introduced(self) -> None:
        """사가잉에서 온 교사 T(31). A sentence that only names a person makes it the topic."""
        last = self.mentions[-1] if self.mentions else None
        if last is None or not isinstance(last.party, PartyDraft) or self.unit.depth:
            return
        if not last.name and not (last.possessor is not None and last.possessor.name):
            return
        if not self.unit.text(last.end, self.unit.end).strip(" .)") and last.party.party_class not in POWER:
            self.focus.note_topic(last.party, last.start, named=True)
            self.focus.note_affected(last.party)


def note_cast(statement: StatementDraft, focus: Focus) -> None:
    """Who acted and who suffered in a statement: what follows may drop them."""
    real = statement.modality not in UNREAL
    dead = statement.act.startswith("kill.") and focus.own is not None
    for role, party in statement.participants:
        if role is Role.PERPETRATOR:
            _note_doer(statement, party, focus)
        if role is not Role.AFFECTED:
            continue
        focus.note_sufferer(party)
        if statement.act in TAKEN_BY and statement.modality is Modality.OCCURRED and statement.polarity is Polarity.AFFIRMED:
            focus.note_taken(party)
        if party.party_class is not PartyClass.PUBLIC and not dead and real:
            focus.note_affected(party)


def _note_doer(statement: StatementDraft, party: PartyDraft, focus: Focus) -> None:
    if party.party_class in POWER:
        focus.note_agent(party)
        if statement.act == "demand.payment":
            focus.note_demand()
    elif party.party_class is PartyClass.OTHER and party.kind in (PartyKind.PERSON, PartyKind.GROUP):
        focus.note_doer(party)


def forget_far_doer(statement: StatementDraft) -> None:
    """손댄 일 없음: of what was not done, nobody is the doer who is not named beside it."""
    far = statement.found.get("agent") in (Found.OTHER_CLAUSE, Found.SALIENCE)
    if far and statement.polarity is Polarity.NEGATED:
        statement.participants = [(role, party) for role, party in statement.participants if role is not Role.PERPETRATOR]
        del statement.found["agent"]
