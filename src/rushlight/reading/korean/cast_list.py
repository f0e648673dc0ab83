"""Parties that the page itself names: outlet, author, witness, the senders of a chat."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from rushlight.reading.drafts import PartyDraft, Source
from rushlight.reading.korean.mention import Mention
from rushlight.reading.korean.mentions import find_mentions
from rushlight.reading.korean.names import apposed_names
from rushlight.reading.korean.parties import PartyBook
from rushlight.reading.korean.units import Unit
from rushlight.reading.patterns import rx
from rushlight.record import DocumentKind, IdentityStatus, ParagraphRole, PartyClass, PartyKind, Span

REPORTER = rx(
    r"(?P<name>[가-힣]{2,4})\s(?:기자|특파원|통신원)"
    r"|(?:글쓴이|글|작성자|필자|취재)\s?[:：]?\s(?P<name>[가-힣A-Za-z]{2,12})(?=\s*[|·,/(]|\s*$)"
)
WITNESS = rx(
    r"(?P<role>증언자|구술자|응답자|면담 대상|인터뷰 대상|진술인|피면담자)"
    r"\s?[:：]?\s*(?P<name>[가-힣]{1,5}(?:\s?씨)?|[A-Z](?:\s?씨)?)?"
)
DIRECT = rx(r"(?:내가|제가|필자가|글쓴이가)\s?(?:직접\s?)?(?:본|겪은|목격한|들은|확인한)\s(?:일|것|이야기|내용|대로)")


@dataclass
class People:
    """Who writes and who is asked. ``author`` speaks in the first person only where the text says so."""

    outlet: PartyDraft | None = None
    author: PartyDraft | None = None
    witness: PartyDraft | None = None
    senders: dict[str, PartyDraft] = field(default_factory=dict)
    sections: list[tuple[int, PartyDraft | None]] = field(default_factory=list)
    names: frozenset[str] = frozenset()

    def section(self, place: int) -> PartyDraft | None:
        """Whom the last heading before ``place`` names, if anybody."""
        return next((party for start, party in reversed(self.sections) if start <= place), None)


def find_people(source: Source, units: list[Unit], book: PartyBook) -> People:
    people = People()
    text = source.text
    if source.outlet and (at := [m.start() for m in rx(regex.escape(source.outlet)).finditer(text)]):
        people.outlet = _party(book, PartyKind.ORGANISATION, PartyClass.OUTLET, source.outlet, IdentityStatus.NAMED)
        people.outlet.mentions = [Span(a, a + len(source.outlet), source.outlet) for a in at]
    for p in source.paragraphs:
        if p.role in (ParagraphRole.BYLINE, ParagraphRole.DATELINE, ParagraphRole.TITLE, ParagraphRole.FOOTER):
            _from_heading(text, p.start, p.end, people, book)
    people.names = apposed_names(text)
    for p in source.paragraphs:
        if p.role is ParagraphRole.HEADING:
            people.sections.append((p.start, _headed(text[p.start : p.end], p.start, people.names, book)))
    if people.witness is None and any(u.turn and (u.turn.asker or u.turn.name is None) for u in units):
        people.witness = _party(book, PartyKind.PERSON, PartyClass.SOURCE, "응답자", IdentityStatus.UNNAMED)
    _senders(text, units, people, book)
    return people


OWN = rx(
    r"(?<![가-힣])(?:저는|제가|나는|내가|저도|나도|나를|저를|나에게|저에게|나한테|저한테|나더러|저더러|나보고|저보고|저희|우리(?:는|를|한테|에게|더러|까지)|(?:제|내)\s(?:이름|아버지|어머니|남편|아내|동생|오빠|언니|형|딸|아들|앞|옆|뒤|등|머리|얼굴|눈|손|집|방)|우리\s(?:집|가족|부모|어머니|아버지|언니|오빠|형))"
)
SELF_NAME = rx(r"제\s이름은\s(?P<name>[가-힣]{2,6})(?:입니다|이고|이에요|예요|\()")
FIRST_KINDS = frozenset({DocumentKind.TESTIMONY, DocumentKind.INTERVIEW, DocumentKind.MESSAGE})


REPORTED_BY = rx(r"소식통|기자|본지|특파원|통신원|특별보고관|조사단|위원회는|면담|면접|출처")
"""Words of a page that somebody else writes."""


OWN_GENRE = rx(
    r"진\s?정\s?서|탄\s?원\s?서|호소[문합드]|수\s?기|구술|일기|음성|말씨|편지|급히 알립|도움을 (?:구|청)|털어놓|회고"
)
HEAD = 160
"""Characters at the top of a page in which it says what it is."""
FEW = 3
"""Sentences with a first person that make a petition, a diary or a voice message one's own account."""


def tells_of_himself(source: Source, units: list[Unit]) -> bool:
    """Whether the text is one person's own account: 저는, 제가, 내가 in at least every fifth sentence outside quotations."""
    plain = [u for u in units if u.depth == 0]
    if not plain or any(u.turn is not None for u in plain):
        return False
    own = sum(1 for u in plain if OWN.search(u.masked))
    told = own >= 1 and own * 5 >= len(plain) and REPORTED_BY.search(source.text) is None
    opens = rx(r"(?:저는|나는|제가|내가|저희는|우리는)\s").match(plain[0].masked) is not None
    enough = (own >= 4 and own * 5 >= len(plain)) or (own >= 2 and own * 3 >= len(plain)) or (opens and own * 4 >= len(plain))
    if not enough and REPORTED_BY.search(source.text) is None:
        enough = own >= FEW and (OWN_GENRE.search(source.text[:HEAD]) is not None or own * 10 >= len(plain))
    return enough or told or (source.kind in FIRST_KINDS and own >= 2)


def narrator_of(source: Source, units: list[Unit], people: People, book: PartyBook) -> PartyDraft | None:
    """The person whose own account the text is, or None for ordinary reporting."""
    if not tells_of_himself(source, units):
        return None
    if people.witness is not None:
        return people.witness
    told = SELF_NAME.search(source.text)
    if people.author is None or told:
        people.witness = _party(
            book, PartyKind.PERSON, PartyClass.SOURCE, told["name"] if told else "글쓴이", IdentityStatus.UNNAMED
        )
        if told:
            people.witness.mentions.append(Span(told.start("name"), told.end("name"), told["name"]))
        return people.witness
    return people.author


def _headed(words: str, start: int, names: frozenset[str], book: PartyBook) -> PartyDraft | None:
    """The one person a heading names: 1. 면접자 A (남, 40대, 트럭 기사)."""
    people = [m for m in find_mentions(words, start, names) if m.name or m.noun.party_class == "source"]
    parties = [book.add(m) for m in people if not m.pronoun]
    return parties[0] if parties and all(p is parties[0] for p in parties) else None


def _party(book: PartyBook, kind: PartyKind, cls: PartyClass, label: str, status: IdentityStatus) -> PartyDraft:
    return book.register(PartyDraft(kind, cls, label, status))


def _from_heading(text: str, start: int, end: int, people: People, book: PartyBook) -> None:
    words = text[start:end]
    if people.author is None and (m := REPORTER.search(words)):
        people.author = _party(book, PartyKind.PERSON, PartyClass.REPORTER, m["name"], IdentityStatus.NAMED)
        people.author.mentions.append(Span(start + m.start("name"), start + m.end("name"), m["name"]))
    for m in WITNESS.finditer(words):
        if people.witness is None:
            people.witness = _party(book, PartyKind.PERSON, PartyClass.SOURCE, m.group().strip(), IdentityStatus.UNNAMED)
            people.witness.pseudonym = "가명" in words
        for group in ("role", "name"):
            if m[group]:
                people.witness.mentions.append(Span(start + m.start(group), start + m.end(group), m[group]))
                if group == "name":
                    book.alias(people.witness, m[group])


def _senders(text: str, units: list[Unit], people: People, book: PartyBook) -> None:
    """Chat heads: each sender is a source of his own words."""
    for unit in units:
        name = unit.turn.name if unit.turn else None
        if not name or unit.turn is None or unit.turn.asker or name in people.senders:
            continue
        if people.witness is not None and name in ("증언자", "응답", "구술자", "진술인", "응답자"):
            continue
        people.senders[name] = _party(book, PartyKind.PERSON, PartyClass.SOURCE, name, IdentityStatus.UNNAMED)
        people.senders[name].mentions = [Span(m.start(), m.end(), name) for m in rx(regex.escape(name)).finditer(text)]


def speaker_of(unit: Unit, people: People) -> PartyDraft | None:
    """Who speaks a transcript's answer or a chat line; None in written text."""
    if unit.turn is None or unit.turn.asker:
        return None
    if unit.turn.name and unit.turn.name in people.senders:
        return people.senders[unit.turn.name]
    return people.witness


def is_own_sight(words: str) -> bool:
    """The author says that what follows is what he saw himself."""
    return bool(DIRECT.search(words)) and bool(rx(r"아래|다음|이제부터|여기부터").search(words))


def interviewed(mentions: list[Mention], masked: str, start: int) -> PartyDraft | None:
    """Whom the author says to have met: such a person is a source."""
    for m in mentions:
        if m.name and m.particle in ("을", "를", "과", "와") and rx(r"만났|인터뷰했|통화했|만나\s").search(masked[-14:]):
            return m.party if isinstance(m.party, PartyDraft) else None
        if m.name and rx(r"(?:만난|인터뷰한|면담한)\s(?:[가-힣]+\s){0,3}$").search(masked[: max(0, m.start - start)]):
            return m.party if isinstance(m.party, PartyDraft) else None
    return None
