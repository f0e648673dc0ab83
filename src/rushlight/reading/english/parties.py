"""Parties from noun phrases: who is spoken of, and which phrases speak of the same one.

Pronouns resolve to a party for the roles but are no mentions (docs/model.md, Coding conventions).
"""

from __future__ import annotations

from decimal import Decimal

from rushlight.reading.drafts import PartyDraft, Source
from rushlight.reading.english.appositions import appositions
from rushlight.reading.english.chunks import ORDINALS, Np
from rushlight.reading.english.doers import acts_for_state, they_came
from rushlight.reading.english.events import Event, Parsed
from rushlight.reading.english.lexicon import lexicon, rule_words
from rushlight.reading.english.mentions import label, no_one, over_age, to_surname
from rushlight.reading.english.pronouns import Scene, meant, tellers
from rushlight.reading.english.refs import (
    FEMALE,
    HEADS_OF,
    KIN_WORDS,
    MALE,
    NEVER,
    ORG_WORDS,
    PLURAL,
    SAME,
    Cast,
    Ref,
    class_of,
    identity_of,
    kind_of,
    modifiers_agree,
    np_class,
    proper,
)
from rushlight.reading.english.role_words import role_words
from rushlight.reading.english.sentences import TITLES
from rushlight.reading.english.strangers import OURS, Strangers, capital_rules, is_everyone, one_of
from rushlight.reading.english.tagger import NUMERALS
from rushlight.reading.english.tokens import Token
from rushlight.record import DocumentKind, IdentityStatus, PartyClass, PartyKind, Quantity, QuantityKind, cut

KIN = rule_words("parties_kin")
STATES = frozenset({"u.s.", "u.k.", "u.n.", "e.u.", "d.c.", "u.s.a.", "u.s.s.r.", "d.p.r.k.", "p.r.c."})
AT_THE_TOP = frozenset({"minister", "president", "diplomat", "ambassador", "judge", "politician", "prosecutor", "governor"})
ENTRIES = frozenset({"subject", "subj", "vic", "victim", "detainee", "target", "prisoner", "patient"})
"""Labels of the one whom the whole note is about."""
SPOKEN = frozenset({DocumentKind.TESTIMONY, DocumentKind.INTERVIEW, DocumentKind.MESSAGE, DocumentKind.FIELD_NOTE})
TIMES = rule_words("chunks_time_nouns")
CODED = role_words("strangers_coded")
BY_NAME = frozenset({"named", "called", "nicknamed", "dubbed"})
GROUPS = frozenset({"those", "many", "some", "several", "others", "few", "both", "all", "most"})
INSTITUTIONS = rule_words("parties_institutions")
POSSESSORS = frozenset({"my", "our", "his", "her", "their", "your"})
PERSON_VERBS = rule_words("parties_person_verbs")
PERSON_ENDINGS = (
    "ists",
    "ist",
    "ians",
    "mate",
    "mates",
    "makers",
    "keeper",
    "keepers",
    "sellers",
    "goers",
    "smith",
    "smiths",
    "eers",
)


class Casting:
    """Reads noun phrases in text order into a Cast."""

    def __init__(self, source: Source) -> None:
        self.text = source.text
        self.source = source
        self.cast = Cast()
        self.paragraph, self.opens_paragraph = -1, True
        self.nps: list[Np] = []
        self.events: list[Event] = []
        self.parsed: Parsed | None = None
        self.came = False
        self.strangers = Strangers()
        self.last_parsed: Parsed | None = None
        self.teller: Ref | None = None
        self.senders: dict[int, Ref] = {}
        self.last_subject: Ref | None = None
        self.parsed_of: dict[int, Parsed] = {}
        self.outlet_words = frozenset((source.outlet or "").lower().split())
        self.countries = {m.start for p in source.places if p.precision == 6 for m in p.mentions}

    def read(self, parsed: Parsed, n: int) -> None:
        """All noun phrases of the ``n``-th sentence."""
        tokens = parsed.sentence.tokens
        self.opens_paragraph = parsed.sentence.paragraph != self.paragraph
        self.paragraph = parsed.sentence.paragraph
        self.nps, self.events = parsed.nps, parsed.events
        self.parsed = parsed
        if self.source.kind is DocumentKind.MESSAGE:
            self._bare_owners(parsed)
        subjects = {id(np): e for e in reversed(parsed.events) for np in e.subjects}
        speakers = self._quoting(parsed)
        if parsed.sentence.paragraph in self.senders and parsed.sentence.quote is None:
            speakers = {*speakers, self.senders[parsed.sentence.paragraph]}
        kind = self.source.kind
        scene = Scene(n, parsed, self.opens_paragraph, speakers, self.last_subject, subjects)
        scene.before, scene.teller = self.last_parsed, self.teller
        scene.spoken, scene.chat = kind in SPOKEN, kind is DocumentKind.MESSAGE
        joined = appositions(parsed)
        for np in parsed.nps:
            ref = self._pronoun(np, scene) if np.pronoun else self._nominal(np, n, tokens, joined)
            if ref is not None:
                self.cast.of[id(np)] = ref
                ref.weight += 1
                ref.last = n
                ref.seen.append(n)
                if id(np) in subjects and ref not in self.cast.apart:
                    ref.subject_at = n
                    scene.last_subject = self.last_subject = ref
        for np in parsed.nps:
            first = joined.get(id(np))
            if first is not None and id(first) not in self.cast.of and id(np) in self.cast.of:
                self.cast.of[id(first)] = self.cast.of[id(np)]
        self.came = they_came(parsed)
        self.last_parsed = parsed
        said = [np for e in parsed.events if e.lemma in lexicon().speech["say"] and not e.passive for np in e.subjects]
        if parsed.sentence.quote is None:
            self.teller = self.cast.get(said[-1]) if said and parsed.sentence.quotes else None
        self._of_office(parsed)
        for np in tellers(parsed):
            if id(np) in self.cast.of:
                self.cast.of[id(np)].bystander = True
        self._possessions(parsed, n)

    def _of_office(self, parsed: Parsed) -> None:
        """``He said he is from the county police``: who says so of himself acts for it."""
        for e in parsed.events:
            ref = self.cast.get(e.subjects[-1]) if e.subjects else None
            body = any(prep in ("from", "with", "of", "for") and np_class(np) == "authority" for prep, np in e.pps)
            if ref is not None and ref.cls == "person" and body and e.lemma in ("be", "work") and e.subjects[-1].pronoun:
                stranger = ref.owner is None and not ref.names and e.vg.neg is None
                ref.cls = "officer" if stranger else ref.cls
                ref.draft.party_class = PartyClass.OFFICER if stranger else ref.draft.party_class

    def _bare_owners(self, parsed: Parsed) -> None:
        """``uncles pension``, ``abuelos house``: a chat's possessive without its apostrophe."""
        for np in parsed.nps:
            first = np.mods[0] if np.mods and not np.pronoun and np.owner is None else None
            stem = first.low[:-1] if first is not None and first.low.endswith("s") else ""
            if first is None or not (stem in KIN_WORDS or stem in KIN):
                continue
            k = parsed.sentence.tokens.index(first)
            np.owner = Np(k, k + 1, first, frozenset({stem}), det=np.det)
            first.form = ""

    def _possessions(self, parsed: Parsed, n: int) -> None:
        """``his wife's shop``: a shop spoken of later is hers."""
        for np in parsed.nps:
            owner = self.cast.get(np.owner)
            if owner is not None and owner.cls in ("person", "family", "source") and self.cast.get(np) is None:
                self.cast.owned.append((n, np.head.lemma or np.head.low, owner))

    def _quoting(self, parsed: Parsed) -> set[Ref]:
        """Who speaks the quotation: never meant by he, she or they in it."""
        self.parsed_of[id(parsed.sentence)] = parsed
        outer = self.parsed_of.get(id(parsed.sentence.outer)) if parsed.sentence.outer is not None else None
        if outer is None:
            return set()
        cues = [e for e in outer.events if e.lemma in lexicon().speech["say"]]
        return {self.cast.of[id(np)] for e in cues for np in e.subjects if id(np) in self.cast.of}

    def _nominal(self, np: Np, n: int, tokens: list[Token], joined: dict[int, Np]) -> Ref | None:
        nobody = no_one(np, tokens)
        cls = "" if nobody else "person" if label(np, tokens) else np_class(np)
        if not cls and not np.det and np.head.tag == "N" and np.head.capital and not np.mods and self._named_before(np.head):
            cls, np.head.tag, np.name = "name", "M", True
        if proper(np):
            np.name = True
            for t in (*np.mods, np.head):
                t.tag = "M" if t.capital and t.low != np.det else t.tag
        if not cls and not nobody and self._must_be_person(np):
            cls = "person"
        if not cls and np.heads & INSTITUTIONS and any(np in e.subjects and not e.passive for e in self.events):
            cls = "authority"
        stranger = cls in ("", "place") and not nobody and self.strangers.class_of(np, self.parsed)
        cls = stranger or cls
        if cls == "?" or (np.head.tag == "U" and np.of is not None and np.of.pronoun and np.of.head.low in PLURAL):
            cls = self._numeral_class(np, n)
        if np.of is not None and np.of.pronoun and np.of.head.low in OURS and (np.head.tag == "U" or np.head.low in PARTITIVE):
            return self._of_us(np, tokens)
        if cls == "place":
            return self._state(np, n, tokens)
        if cls in ("person", "public", "") and self.parsed is not None and acts_for_state(np, self.parsed, came=self.came):
            cls = "officer"
        if not cls or (cls == "name" and self._no_name(np)):
            return None
        ref = self.cast.get(joined[id(np)]) if id(np) in joined else None
        ref = ref or (self.strangers.again(np) if stranger else None)
        if ref is None or (ref.cls in ("officer", "authority") and cls == "person"):
            ref = self._match(np, cls, n)
        if ref is None and np.prep == "of" and cls == "name" and np.head.value != "L" and self._inside_body(np):
            return None
        if ref is None:
            ref = self._new(np, cls)
            ref.lead = label(np, tokens) and np.head.low in ENTRIES
        if stranger:
            self.strangers.remember(np, ref)
            if cls == "public":
                self.cast.set_apart(ref)
        self._mention(ref, np, tokens)
        return ref

    def _of_us(self, np: Np, tokens: list[Token]) -> Ref:
        """``Two of us``: some of those who tell, none of those told about."""
        ref = self.cast.set_apart(self._new(np, "person"))
        self._mention(ref, np, tokens)
        return ref

    def _named_before(self, head: Token) -> bool:
        """``Witness K-17`` once, ``K-17`` after."""
        return any(bare(head) in r.names for r in self.cast.refs if r.cls in ("person", "officer", "source"))

    def _must_be_person(self, np: Np) -> bool:
        """A noun the lexicon does not know, where only a person can be meant: ``arrested two beekeepers``."""
        unknown = np.head.tag == "N" and np.head.low not in lexicon().nouns and not np.head.value and np.head.low not in NEVER
        if not unknown or (np.of is not None and np_class(np.of)):
            return False
        return np.head.low.endswith(PERSON_ENDINGS) or any(np in e.patients and e.lemma in PERSON_VERBS for e in self.events)

    def _inside_body(self, np: Np) -> bool:
        """``the Ministry of National Security``: the name behind ``of`` is part of the body's name."""
        return any(other.of is np and np_class(other) in ("authority", "organisation") for other in self.nps)

    def _no_name(self, np: Np) -> bool:
        words = {t.low for t in (*np.mods, np.head)}
        initials = "." in np.head.text and np.head.low not in STATES
        coded = np.head.text[-1].isdigit() and any(t.low in CODED for t in np.mods)
        return (np.head.text.isupper() and len(np.head.text) > 2 and not initials and not coded) or (
            bool(words & self.outlet_words) and self.cast.outlet is None and not words & ORG_WORDS
        )

    def _numeral_class(self, np: Np, n: int) -> str:
        """``Seven``, ``another``, ``the others``: of the kind spoken of last."""
        aged = any(e.lemma == "be" and np in e.objects and np.of is None for e in self.events)
        if np.head.value or aged or self._of_time(np):
            return ""
        if (
            np.head.low in ("many", "some", "several", "others", "those", "few", "all", "both", "most")
            or np.head.tag == "U"
            or np.head.low == "another"
            or np.head.low in ORDINALS
        ):
            subject = any(np in e.subjects for e in self.events) and not self._numbered(np)
            if np.head.tag == "U" and np.head.low.isdigit() and not subject:
                return ""
            if (
                np.head.tag == "U"
                and (np.head.low not in NUMERALS or np.prep not in ("", "of"))
                and not (np.head.low.isdigit() and (np.first <= 5 or subject) and np.prep == "")
            ):
                return ""
            for ref in reversed(self.cast.refs):
                if ref.cls in ("family", "person", "public") and n - ref.last <= 2:
                    return ref.cls
            return "person" if np.head.low in ("many", "some", "others", "those", "several", "most") else ""
        return ""

    def _of_time(self, np: Np) -> bool:
        """``for most of a day``: no people."""
        if np.of is not None:
            return np.of.head.value == "T" or np.of.head.lemma in TIMES
        items = self.parsed.items if self.parsed is not None else []
        k = next((k for k, item in enumerate(items) if item.np is np), len(items))
        after = items[k + 1 : k + 3]
        return bool(after) and (after[0].kind == "H" or (len(after) == 2 and after[0].low == "of" and after[1].kind == "H"))

    def _numbered(self, np: Np) -> bool:
        """``decree no. 7``: a number, not seven people."""
        tokens = self.parsed.sentence.tokens if self.parsed is not None else []
        before = tokens[np.first - 1] if np.first else None
        named = before is not None and before.tag in "NM" and before.capital and np.first > 1
        return named or (before is not None and before.low in (".", "no", "nr", "#", "art", "article"))

    def _state(self, np: Np, n: int, tokens: list[Token]) -> Ref | None:
        """A country as an actor: one party for the state."""
        country = any(t.start in self.countries for t in (*np.mods, np.head))
        capital = self.parsed is not None and capital_rules(np, self.parsed)
        if not country and not capital:
            return None
        key = np.head.low
        ref = next((r for r in self.cast.refs if r.place and key in r.names), None)
        if ref is None:
            ref = Ref(
                PartyDraft(PartyKind.INSTITUTION, PartyClass.AUTHORITY, np.head.text, IdentityStatus.NAMED),
                "authority",
                {key},
                False,
            )
            ref.names, ref.place = {key}, True
            self.cast.refs.append(ref)
        span = cut(self.text, np.head.start, np.head.end)
        acts = np.prep == "" and any(np in e.subjects for e in self.events)
        if span not in ref.draft.mentions and (acts or capital):
            ref.draft.mentions.append(span)
        return ref

    def _match(self, np: Np, cls: str, n: int) -> Ref | None:
        if cls == "source":
            return self._the_source(np)
        words = name_words(np)
        if cls == "organisation" and not np.name:
            return (
                next((r for r in reversed(self.cast.refs) if r.cls == "organisation"), None)
                if np.det not in ("a", "an", "another")
                else None
            )
        if cls == "organisation" and not any(r.names & words for r in self.cast.refs):
            return next((r for r in self.cast.refs if r.cls == "organisation" and not r.names), None)
        if cls in ("name", "organisation") or np.name:
            return next((r for r in reversed(self.cast.refs) if r.names & words and bare(np.head) in r.names | r.heads), None)
        if (
            np.head.low in ("another", "one", "others", "rest")
            or np.head.low in ORDINALS
            or np.det in ("another", "a", "an", "one", "other")
            or (np.count and np.det not in ("the", "these", "those"))
        ):
            return None
        if np.head.tag == "U":
            return None
        owner = self.cast.get(np.owner)
        found = [r for r in self.cast.refs if self._same(r, np, cls, owner)]
        exact = [r for r in found if r.heads & np.heads]
        pool = exact or found
        return max(pool, key=lambda r: r.last) if pool else None

    def _same(self, r: Ref, np: Np, cls: str, owner: Ref | None) -> bool:
        if (
            r.plural != np.plural
            and cls not in ("authority", "family")
            and not (cls == "officer" and np.head.low in ("police", "column"))
        ):
            return False
        if cls == "person" and r.cls == "officer" and np.heads & KIN:
            return False
        heads = np.heads & lexicon().classes.keys() or np.heads
        same_heads = bool(r.heads & heads) or any(s & r.heads and s & heads for s in SAME)
        if cls == "officer" and r.cls == "officer" and np.plural and r.plural and _of_one_kind(r, np):
            return True
        if not same_heads:
            return False
        if owner is not None and r.owner is not None and owner is not r.owner and not np.plural:
            return False
        if r.possessor and np.det in POSSESSORS and (r.possessor in ("my", "our")) != (np.det in ("my", "our")):
            return False
        if r.count and not np.count and not np.det and np.plural:
            return False
        if np.plural and r.generic is False and not np.det and not r.heads & heads:
            return False
        return cls not in ("authority",) or modifiers_agree(r, np)

    def _the_source(self, np: Np) -> Ref | None:
        """One report, one source: every ``source`` is the same party unless it is counted or ``another``."""
        if np.det == "another" or (np.count and np.count not in ("1", "one")):
            return None
        known = [r for r in self.cast.refs if r.cls == "source" and r.heads & np.heads and r.plural == np.plural]
        if known and np.det not in ("a", "an"):
            return max(known, key=lambda r: r.last)
        if self.cast.source is not None and (self.cast.source.heads & np.heads or (np.det != "a" and np.det != "an")):
            return self.cast.source if self.cast.source.heads & np.heads else None
        return None

    def _new(self, np: Np, cls: str) -> Ref:
        heads = set(np.heads & lexicon().classes.keys()) or {np.head.lemma or np.head.low}
        words = name_words(np)
        draft = PartyDraft(kind_of(np, cls, heads), class_of(cls, heads), "", identity_of(np, cls))
        ref = Ref(
            draft,
            "person" if cls == "name" else cls,
            heads,
            np.plural or np.head.low in GROUPS or (cls == "public" and "people" in heads),
            names=words,
        )
        ref.generic = (
            np.plural
            and not np.count
            and np.det in ("", "the", "these", "many", "some", "their", "more", "all", "most", "those")
        )
        ref.count = np.count
        ref.possessor = np.det if np.det in POSSESSORS else ""
        ref.negative = np.det in ("no", "any", "neither") or np.head.low == "whoever"
        ref.owner = self.cast.get(np.owner)
        ref.gender = _gender(heads)
        if np.count and (np.count.isdecimal() or np.count in SMALL):
            draft.size = Quantity(
                QuantityKind.EXACT, *(2 * (Decimal(np.count if np.count.isdecimal() else SMALL.index(np.count)),))
            )
        if cls == "source" and self.cast.source is None:
            self.cast.source = ref
        self.cast.refs.append(ref)
        return ref

    def _mention(self, ref: Ref, np: Np, tokens: list[Token]) -> None:
        first, last = np.first, np.last
        if np.of is not None and (
            np.head.tag in "U"
            or np.head.lemma in HEADS_OF | {"group", "branch", "handful", "number"}
            or np.head.low in PARTITIVE
        ):
            last = max(last, np.of.last)
        k = over_age(tokens, last)
        k = to_surname(tokens, k)
        while k < len(tokens) and tokens[k].low in ("surnamed", "surname") and k + 1 < len(tokens):
            ref.names.add(bare(tokens[k + 1]))
            last = k = k + 2
        if k + 3 < len(tokens) and tokens[k].text == "," and tokens[k + 1].low in BY_NAME and tokens[k + 2].capital:
            ref.names.add(bare(tokens[k + 2]))
        while k + 2 < len(tokens) and tokens[k].low in BY_NAME and tokens[k + 1].capital:
            ref.names.add(bare(tokens[k + 1]))
            last = k = k + 2
        if k + 2 < len(tokens) and tokens[k].text == "(" and {t.low for t in tokens[k : k + 5]} & {"alias", "pseudonym"}:
            ref.draft.pseudonym = True
            ref.draft.identity_status = IdentityStatus.UNNAMED
        if cls_words := name_words(np):
            ref.names |= cls_words if ref.cls == "organisation" or (np.name and np.owner is None) else set()
        span = cut(self.text, tokens[first].start, tokens[last - 1].end)
        if ref.coded and any(span.overlaps(m) for m in ref.draft.mentions):
            return
        if span not in ref.draft.mentions:
            ref.draft.mentions.append(span)
        if not ref.draft.label:
            ref.draft.label = span.exact

    def _pronoun(self, np: Np, scene: Scene) -> Ref | None:
        if np.head.low == "one" and np.of is None and id(np) in scene.subjects:
            return self._one_more(np, scene)
        if np.head.low == "one" and np.of is not None and np.of.pronoun:
            group = self._pronoun(np.of, scene)
            if group is None:
                return None
            single = self._new(np, group.cls)
            single.group = group
            self._mention(single, np, scene.parsed.sentence.tokens)
            return single
        return meant(np, self.cast, scene) or self._anyone(np, scene)

    def _anyone(self, np: Np, scene: Scene) -> Ref | None:
        """``Everybody was beaten``, ``one of the guards``: a party of its own each time."""
        single = one_of(np, scene.parsed) if np.head.low == "one" else ""
        if single:
            ref = self._new(np, single)
            self._mention(ref, np, scene.parsed.sentence.tokens)
            return ref
        if not is_everyone(np, scene.parsed):
            return None
        ref = self.cast.set_apart(self._new(np, "public" if np.head.low.startswith("every") else "person"))
        self._mention(ref, np, scene.parsed.sentence.tokens)
        return ref

    def _one_more(self, np: Np, scene: Scene) -> Ref | None:
        """``One, a deserter, was beaten``: a single person of the group spoken of last."""
        group = next((r for r in reversed(self.cast.refs) if r.plural and 0 <= scene.n - r.last <= 2), None)
        if group is None or group.cls not in ("person", "family", "public"):
            return None
        single = self._new(np, "person" if group.cls == "public" else group.cls)
        self._mention(single, np, scene.parsed.sentence.tokens)
        return single


def _of_one_kind(r: Ref, np: Np) -> bool:
    """``the agents`` may be the officers before them; ministers and the men who come at night are two groups."""
    return bool(r.heads & np.heads) or (np.det not in ("", "a", "an", "some") and r.heads.isdisjoint(AT_THE_TOP))


def bare(token: Token) -> str:
    """A word without the point of an initial: ``C.`` is ``c``."""
    return token.low.rstrip(".")


def name_words(np: Np) -> set[str]:
    """The words of a name, initials without their points."""
    words = {bare(t) for t in (*np.mods, np.head) if t.tag == "M" or (len(t.text) == 1 and t.text.isupper())}
    return words - TITLES or words


def _gender(heads: set[str]) -> str:
    if heads & FEMALE or any(h.endswith("woman") for h in heads):
        return "f"
    return "m" if heads & MALE or any(h.endswith("man") and h not in ("human", "german") for h in heads) else ""


SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
PARTITIVE = rule_words("parties_partitive")
