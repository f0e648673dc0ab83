"""Parties: which mentions speak of the same one (박 모 씨 -> 박 씨, 보위원 3명 -> 보위원들)."""

from __future__ import annotations

from decimal import Decimal

from rushlight.reading.drafts import PartyDraft
from rushlight.reading.korean.mention import THAT_ONE, Mention
from rushlight.reading.patterns import rx
from rushlight.record import IdentityStatus, PartyClass, PartyKind, Quantity, QuantityKind, Span

FAMILY = rx(r"^(?:탈북|월남|도주|행불|행방불명)[가-힣]*가족$")
NEW = rx(r"^(?:한|어느|어떤|다른|또 다른|어떤)\s")
DIGITS = {
    "한": 1,
    "하나": 1,
    "두": 2,
    "둘": 2,
    "세": 3,
    "셋": 3,
    "네": 4,
    "넷": 4,
    "다섯": 5,
    "여섯": 6,
    "일곱": 7,
    "여덟": 8,
    "아홉": 9,
    "열": 10,
}
MEANT_REACH = 300
"""Characters over which 그 사람들 points back."""
UNCOUNTED = rx(r"몇|여러|수십|수백|수천|한두|두세|서너|너댓|너덧|네댓|네다섯|대여섯|예닐곱|일고여덟|여덟아홉|여남은|두어")
KINDS = {k.value: k for k in PartyKind}
CLASSES = {c.value: c for c in PartyClass}


class PartyBook:
    """All parties of one text, in order of first mention."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.parties: list[PartyDraft] = []
        self._spare: dict[int, Span] = {}
        self._heads: dict[int, set[str]] = {}
        self._names: dict[int, str] = {}
        self._plural: dict[int, bool] = {}
        self._owner: dict[int, PartyDraft | None] = {}

    def add(self, mention: Mention) -> PartyDraft | None:
        """The party of a mention, with the mention noted. None for pronouns."""
        if mention.pronoun:
            return None
        owner = mention.possessor
        owner_party = owner.party if owner is not None and isinstance(owner.party, PartyDraft) else None
        party = self._meant(mention) if mention.noun is THAT_ONE else self._known(mention, owner_party)
        if party is None:
            party = self._new(mention)
            self._owner[id(party)] = owner_party
        span = Span(mention.start, mention.end, self._text[mention.start : mention.end])
        if span not in party.mentions:
            party.mentions.append(span)
        self._heads[id(party)] |= heads(mention)
        if mention.name:
            self._names.setdefault(id(party), mention.name)
        return party

    def _meant(self, mention: Mention) -> PartyDraft | None:
        """Whom 그 사람들, 그 자 mean: the last unknown or officer of the same number shortly before."""
        before = [
            (max(m.start for m in p.mentions), p)
            for p in self.parties
            if p.mentions
            and p.party_class in (PartyClass.OTHER, PartyClass.OFFICER, PartyClass.PUBLIC)
            and p.kind in (PartyKind.PERSON, PartyKind.GROUP)
            and self.is_plural(p) == mention.plural
        ]
        near = [row for row in before if mention.start - row[0] <= MEANT_REACH]
        return max(near, key=lambda row: row[0])[1] if near else None

    def owner(self, mention: Mention) -> PartyDraft:
        """The party of a possessor (브로커의 아내): known or new, but the words are no mention of it yet."""
        known = self._known(mention, None)
        if known is not None:
            return known
        party = self._new(mention)
        self._spare[id(party)] = Span(mention.start, mention.end, self._text[mention.start : mention.end])
        if mention.name:
            self._names.setdefault(id(party), mention.name)
        return party

    def lend_spans(self, used: set[int]) -> None:
        """Give a possessor its words as a mention where a statement speaks of it after all."""
        for party in self.parties:
            if id(party) in used and not party.mentions and id(party) in self._spare:
                party.mentions.append(self._spare[id(party)])

    def register(self, party: PartyDraft) -> PartyDraft:
        """A party known from the page rather than from a noun phrase."""
        self.parties.append(party)
        self._heads[id(party)] = {party.label}
        self._plural[id(party)] = False
        return party

    def alias(self, party: PartyDraft, name: str) -> None:
        """Let a name lead to this party (증언자: 윤철)."""
        self._names[id(party)] = rx(r"\s?씨$").sub("", name)
        self._heads[id(party)].add(name)

    def _known(self, mention: Mention, owner: PartyDraft | None) -> PartyDraft | None:
        for party in reversed(self.parties):
            if self._same(party, mention, owner):
                return party
        return None

    def _same(self, party: PartyDraft, mention: Mention, owner: PartyDraft | None) -> bool:
        name = self._names.get(id(party))
        if mention.name:
            if name is not None:
                return (
                    name == mention.name
                    or name.endswith(" " + mention.name)
                    or (len(mention.name) == 1 and name.startswith(mention.name) and name.isalpha() and len(name) < 4)
                )
            return (
                not self._plural[id(party)]
                and bool(set(mention.heads) & self._heads[id(party)])
                and party.party_class is PartyClass.INTERMEDIARY
            )
        if NEW.match(mention.words) and mention.noun.party_class not in ("authority",):
            return False
        shared = heads(mention) & self._heads[id(party)]
        if not shared or CLASSES[mention.noun.party_class] is not party.party_class:
            return False
        if mention.noun.kin:
            known_owner = self._owner.get(id(party))
            return owner is None or known_owner is None or owner is known_owner
        if party.party_class is PartyClass.SOURCE and (mention.count or party.size is not None):
            return mention.words == party.label  # 면담자 17명 and 면담자 4명 are not the same
        if party.party_class in (PartyClass.AUTHORITY, PartyClass.SOURCE):
            return True
        if mention.count and party.size is not None:
            return size_of(mention.count) == party.size and mention.words == party.label
        return mention.plural == self._plural[id(party)] or mention.noun.kind == "family"

    def _new(self, mention: Mention) -> PartyDraft:
        kind = KINDS[mention.noun.kind]
        if mention.plural and kind is PartyKind.PERSON:
            kind = PartyKind.GROUP
        if kind is PartyKind.FAMILY and mention.plural:
            kind = PartyKind.GROUP
        party = PartyDraft(
            kind=kind,
            party_class=CLASSES[mention.noun.party_class],
            label=mention.words,
            identity_status=identity(mention, kind),
            size=size_of(mention.count) if mention.count else None,
            pseudonym="가명" in mention.words,
        )
        self.parties.append(party)
        self._heads[id(party)] = heads(mention)
        self._plural[id(party)] = mention.plural
        return party

    def is_plural(self, party: PartyDraft) -> bool:
        return self._plural.get(id(party), False) or party.kind is PartyKind.GROUP


def heads(mention: Mention) -> set[str]:
    """Keys under which a later bare mention finds this one."""
    out = set()
    for word in [mention.head, *mention.heads]:
        key = word.replace(" ", "").removesuffix("들")
        if FAMILY.match(key):
            key = "탈북가족"
        if mention.noun.party_class == "intermediary" and mention.head == word:
            out.add("브로커")
        if mention.noun.party_class == "source":
            out.add("소식통")
        out.add(key)
    return out


def identity(mention: Mention, kind: PartyKind) -> IdentityStatus:
    if mention.noun.party_class == "authority" and kind is PartyKind.INSTITUTION:
        return IdentityStatus.NAMED
    if mention.plural and not mention.count:
        return IdentityStatus.COLLECTIVE
    if mention.name and len(mention.name) > 1 and "가명" not in mention.words and "모" not in mention.words:
        return IdentityStatus.NAMED
    return IdentityStatus.UNNAMED


def size_of(words: str) -> Quantity | None:
    """How many a count says; vague counts keep their word."""
    if UNCOUNTED.search(words):
        return Quantity(QuantityKind.VAGUE, word=words)
    last = rx(r"(\d[\d,]*|[가-힣]+?)\s?(?:여)?\s?(?:명|세대|가구|사람|집|분|놈|호|가족|인|쌍)?$").findall(words)
    if not last:
        return None
    token = last[-1].replace(",", "")
    value = int(token) if token.isdigit() else DIGITS.get(token)
    if value is None:
        return Quantity(QuantityKind.UNKNOWN, word=words)
    kind = QuantityKind.APPROX if "여" in words else QuantityKind.EXACT
    return Quantity(kind, Decimal(value), Decimal(value), word=words)
