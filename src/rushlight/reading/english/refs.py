"""Who may be spoken of: parties while they are read, and the class of a noun phrase's head."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from rushlight.reading.drafts import PartyDraft
from rushlight.reading.english.chunks import ORDINALS, Np
from rushlight.reading.english.lexicon import lexicon, rule_words
from rushlight.reading.english.role_words import role_words
from rushlight.reading.english.tokens import Token
from rushlight.record import IdentityStatus, PartyClass, PartyKind

MALE = rule_words("parties_male") | role_words("refs_kin_male")
FEMALE = rule_words("parties_female") | role_words("refs_kin_female")
KIN_WORDS = role_words("refs_kin_words")
RANKS = role_words("refs_ranks")
FORCES = role_words("refs_forces")
BODIES = role_words("refs_bodies")
MEDIA = frozenset({"television", "tv", "radio", "media", "broadcaster"})
INSTITUTIONS = rule_words("parties_institutions")
UNITS = frozenset({"branch", "unit", "brigade", "squad", "department", "section", "desk", "post", "station", "cell"})
SHARES = frozenset({"ones", "others", "those", "some", "many", "several", "few", "both", "all", "another", "most", "none"})
POSTS = role_words("refs_posts")
DOERS = frozenset({"authority", "officer"})
NEVER = role_words("refs_never")
ARMS, ARM_KINDS = role_words("refs_arms"), role_words("refs_arm_kinds")
CREW, CREW_OF = role_words("refs_crew"), role_words("refs_crew_of")
LED, LEADING = role_words("refs_led"), role_words("refs_leading")
AGED = regex.compile(r"\d{1,3}-year-old")
SAME = [
    {"family", "household", "clan"},
    {"broker", "remittance-agent", "intermediary", "middleman"},
    {"son", "boy", "child"},
    {"daughter", "girl", "child"},
    {"mother", "woman", "widow"},
    {"prisoner", "detainee", "inmate"},
    {"porter", "man"},
]
BARE_PERSONS = rule_words("refs_bare_persons")
HEADS_OF = rule_words("parties_heads_of")
ORG_WORDS = rule_words("parties_org_words")
SINGULAR = frozenset({"he", "him", "himself", "his", "she", "her", "herself", "hers"})
PLURAL = frozenset({"they", "them", "themselves", "their", "theirs"})
SPEAKER = frozenset({"i", "me", "my", "myself", "mine", "we", "us", "our", "ours", "ourselves"})
ADDRESSEE = frozenset({"you", "your", "yours", "yourself"})


@dataclass(eq=False)
class Ref:
    """A party while it is being read: what later phrases may match."""

    draft: PartyDraft
    cls: str
    heads: set[str]
    plural: bool
    gender: str = ""
    names: set[str] = field(default_factory=set)
    owner: Ref | None = None
    last: int = -1
    seen: list[int] = field(default_factory=list)
    subject_at: int = -9
    generic: bool = False
    count: str = ""
    affected: int = 0
    weight: int = 0
    place: bool = False
    negative: bool = False
    possessor: str = ""
    lead: bool = False
    group: Ref | None = None
    coded: bool = False
    bystander: bool = False


@dataclass
class Cast:
    """All parties of a text and which noun phrase stands for which.

    ``apart`` are those whom no later he, they or unsaid victim means: everyone, two of us, a whole lane.
    """

    refs: list[Ref] = field(default_factory=list)
    apart: list[Ref] = field(default_factory=list)
    of: dict[int, Ref] = field(default_factory=dict)
    speaker: dict[int, Ref] = field(default_factory=dict)
    source: Ref | None = None
    outlet: Ref | None = None
    owned: list[tuple[int, str, Ref]] = field(default_factory=list)

    def owner_of(self, np: Np, n: int) -> Ref | None:
        """Whose ``the shop`` is: the last one before sentence ``n`` to whom a shop was said to belong."""
        if np.owner is not None or np.det not in ("the", "") or np.pronoun:
            return None
        return next((ref for k, head, ref in reversed(self.owned) if k <= n and head in np.heads), None)

    def set_apart(self, ref: Ref) -> Ref:
        """Keep a party that is spoken of in its own clause only."""
        if ref in self.refs:
            self.refs.remove(ref)
            self.apart.append(ref)
        return ref

    def get(self, np: Np | None) -> Ref | None:
        return self.of.get(id(np)) if np is not None else None


def np_class(np: Np) -> str:
    """The party class of a noun phrase's head, or empty when it stands for no person or body."""
    lex = lexicon()
    if np.pronoun or np.head.low in NEVER:
        return ""
    listed = _by_word(np)
    if listed:
        return listed
    if np.head.tag == "U" or np.head.low in SHARES:
        return np_class(np.of) if np.of is not None else "?"
    for lemma in sorted(np.heads, key=lambda w: (-len(w), w)):
        kind = lex.classes.get(lemma, "")
        if kind:
            return _by_complement(np, lemma, kind)
    return _by_relation(np) or _by_form(np)


def _by_word(np: Np) -> str:
    """The class that the head's own word or form settles; empty where it does not."""
    if np.head.lemma in LEADING and any(t.low in LED and t.tag in "NM" for t in np.mods):
        return "officer"
    if np.head.low in CREW and any(t.low in CREW_OF for t in np.mods):
        return "officer"
    if np.head.lemma in ARMS and _arm_of_power(np):
        return "officer" if np.count and np.count not in ("1", "one") else "authority"
    if np.head.low in ("head", "boss") and _heads_body(np):
        return "officer"
    if np.head.low in MEDIA and any(t.low == "state" for t in np.mods):
        return "authority"
    if np.head.low == "rapporteur":
        return "reporter"
    if len(np.head.text) == 1 and np.head.text.isupper() and np.head.tag in "NM" and np.head.text not in "AIQ" and not np.mods:
        return "name"
    if np.head.low in RANKS:
        return "officer"
    if np.head.low in FORCES:
        return "officer" if np.count and np.count not in ("1", "one") else "authority"
    if np.head.low == "whoever" or np.heads & KIN_WORDS or AGED.fullmatch(np.head.low):
        return "person"
    if np.head.low in ORDINALS and np.det == "a":
        return "?"
    return ""


def _heads_body(np: Np) -> bool:
    """``the farm boss``; with another article, or more of them, only of what has officials: ``a department head``."""
    official = any(t.low in LED or lexicon().classes.get(t.lemma or t.low) == "authority" for t in np.mods)
    return official or (np.det == "the" and any(t.tag in "NM" for t in np.mods))


def _arm_of_power(np: Np) -> bool:
    """``the youth league``, ``a wing of the ruling party``: a body that acts for those in power."""
    return any(t.low in ARM_KINDS for t in np.mods) or (np.of is not None and np_class(np.of) == "authority")


def _of_community(np: Np) -> bool:
    """``the head of his colline``: of a place or community whose word the lexicon does not know."""
    of = np.of
    known = lexicon().classes.keys() | INSTITUTIONS
    common = of is not None and of.head.tag == "N" and not of.head.value and not of.plural and not of.head.capital
    return common and of is not None and of.heads.isdisjoint(known) and of.head.low not in lexicon().nouns


def _by_relation(np: Np) -> str:
    """``head of the clinic``, ``the committee's deputy``, ``chief of the station``: by whose head it is."""
    lemma = np.head.lemma or np.head.low
    if lemma not in HEADS_OF:
        return ""
    if lemma not in ("man", "men") and np.of is not None and np.of.heads & INSTITUTIONS:
        return "person"
    if np.owner is not None and np_class(np.owner) in DOERS:
        return "officer"
    if np.of is not None and (np_class(np.of) in ("authority", "officer") or np.of.heads & POSTS):
        return "officer"
    return "officer" if lemma in ("head", "chief") and _of_community(np) else ""


def _by_form(np: Np) -> str:
    """Staff, names, common words written as names, adjectives that stand for people."""
    lex = lexicon()
    if np.head.form and np.head.tag == "N" and np.head.low.endswith("staff"):
        return "officer" if any(m.low in ("embassy", "prison", "consulate", "security") for m in np.mods) else "person"
    if np.head.tag == "M":
        return _name_class(np)
    if proper(np):
        of_body = any(lex.classes.get(t.lemma or t.low) == "organisation" for t in np.mods)
        return "organisation" if of_body else _name_class(np)
    if np.head.tag == "J" and np.det in ("the", "those", "these"):
        return "person" if np.head.low in BARE_PERSONS else ""
    return ""


def _by_complement(np: Np, lemma: str, kind: str) -> str:
    if lemma in ("people", "person", "member", "man", "woman", "relative", "leader", "party") and np.of is not None:
        inner = np_class(np.of)
        loyal = not any(t.low in ("opposition", "banned", "church", "outlawed", "trade") for t in np.of.mods)
        if lemma == "member" and inner in ("authority", "officer") and loyal:
            return "officer"
    if lemma == "party" and not any(m.low in ("communist", "workers", "ruling", "workers'", "labour") for m in np.mods):
        return "" if np.det in ("a", "my", "his", "her") else "authority"
    if lemma in (
        "force",
        "service",
        "administration",
        "agency",
        "office",
        "department",
        "court",
        "commission",
        "board",
        "state",
        "command",
        "unit",
    ):
        return kind if np.mods or np.det or np.plural or np.of is not None else ""
    if lemma in ("group", "network") and np.of is not None:
        return np_class(np.of)
    if lemma == "group" and not np.mods and np.det != "the":
        return ""
    if kind == "reporter" and lemma == "monitor" and np.name:
        return "outlet"
    return kind


def proper(np: Np) -> bool:
    """``Open Ledger``, ``the exile group Open Ledger``: common words written as a name."""
    body = [t for t in np.mods if t.start > 0]
    return bool(np.head.tag == "N" and np.head.capital and body and body[-1].capital and not np.head.value and not np.owner)


def _name_class(np: Np) -> str:
    words = {t.low for t in (*np.mods, np.head)}
    before = next((t for t in reversed(np.mods) if t.start < np.head.start), None)
    if np.head.value == "L" and before is not None and before.tag == "N" and _is_person(before):
        return "name"
    if np.head.value == "L":
        return "place"
    if words & BODIES:
        return "authority"
    if words & ORG_WORDS:
        return "organisation"
    return "name"


def _is_person(token: Token) -> bool:
    """``my cousin Florence``: a place's name behind a word for a person is that person's."""
    return lexicon().classes.get(token.lemma or token.low) in ("person", "officer") and not token.value


def modifiers_agree(r: Ref, np: Np) -> bool:
    mods = {t.low for t in np.mods if t.tag in "NM"}
    said = {w for m in r.draft.mentions for w in m.exact.lower().split()}
    return not mods or bool(mods & said)


def kind_of(np: Np, cls: str, heads: set[str]) -> PartyKind:
    if cls == "family":
        return PartyKind.GROUP if np.plural else PartyKind.FAMILY
    if cls == "authority":
        return PartyKind.UNIT if heads & UNITS else PartyKind.INSTITUTION
    if cls in ("organisation", "outlet"):
        return PartyKind.ORGANISATION
    return PartyKind.GROUP if np.plural or cls == "public" else PartyKind.PERSON


def class_of(cls: str, heads: set[str]) -> PartyClass:
    if cls in ("person", "name", "organisation"):
        return PartyClass.OTHER
    if cls == "family":
        return PartyClass.AFFECTED
    return PartyClass(cls)


def identity_of(np: Np, cls: str) -> IdentityStatus:
    if cls in ("authority", "organisation", "outlet") and any(t.tag == "M" for t in (*np.mods, np.head)):
        return IdentityStatus.NAMED
    if np.plural or cls == "public":
        return IdentityStatus.COLLECTIVE
    return IdentityStatus.UNNAMED
