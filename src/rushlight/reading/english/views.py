"""What the rules may look at: a sentence with its parties, and what may fill a place of a frame."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from rushlight.reading.english.chunks import Np
from rushlight.reading.english.events import Event, Parsed
from rushlight.reading.english.lexicon import PERSON_CLASSES, lexicon, rule_words
from rushlight.reading.english.refs import ADDRESSEE, PLURAL, SINGULAR, SPEAKER, Cast, np_class
from rushlight.reading.english.tagger import NUMERALS

MEASURES = rule_words("matching_measures")
KIN = rule_words("parties_kin") | {
    "friend",
    "fiancé",
    "fiancée",
    "relation",
    "grandchild",
    "widow",
    "folk",
    "girlfriend",
    "boyfriend",
}
SHARES = frozenset(
    {"all", "some", "most", "many", "both", "none", "any", "half", "each", "one", "few", "several", "rest", "everything"}
)
NEGATIVE = frozenset({"neither", "nobody", "none", "nothing", "noone"})
PERSON_PRONOUNS = (
    SINGULAR
    | PLURAL
    | SPEAKER
    | ADDRESSEE
    | {"who", "someone", "somebody", "nobody", "everyone", "everybody", "anyone", "anybody"}
)


@dataclass
class View:
    """What a predicate may look at: the sentence, its parties and its words."""

    parsed: Parsed
    cast: Cast
    detained: bool = False
    money_before: bool = False
    raided: bool = False
    asked: bool = False
    pressed: bool = False
    following: frozenset[str] = frozenset()
    countries: frozenset[int] = frozenset()
    threatening: bool = False
    _people: dict[int, bool] = field(default_factory=dict)

    @cached_property
    def lows(self) -> frozenset[str]:
        """The sentence's words and their lemmas, in lower case."""
        return frozenset(w for t in self.parsed.sentence.tokens for w in (t.low, t.lemma))

    def clause(self, e: Event) -> frozenset[str]:
        """The words of one clause, its subject included."""
        items = self.parsed.items
        first = items[e.at].first
        last = items[min(e.stop, len(items)) - 1].last
        words = {w for t in self.parsed.sentence.tokens[first:last] for w in (t.low, t.lemma)}
        return frozenset(words | {h for np in e.subjects for h in np.heads})

    def is_person(self, np: Np) -> bool:
        """Does the noun phrase stand for people?"""
        known = self._people.get(id(np))
        if known is None:
            known = self._people[id(np)] = self._is_person(np)
        return known

    def _is_person(self, np: Np) -> bool:
        if np.pronoun:
            return (
                np.head.low in PERSON_PRONOUNS
                or self.cast.get(np) is not None
                or np.head.low in ("others", "those", "some", "many", "all", "one", "none", "both", "each", "neither", "most")
            )
        ref = self.cast.get(np)
        if np.of is not None and (np.head.low in SHARES or np.head.lemma in COUNTED):
            return np.head.lemma == "head" or self.is_person(np.of)
        if np.head.low in EVERYBODY and np.of is None and not np.mods and np.prep == "":
            return True
        if np.head.tag == "U" and np.head.low in NUMERALS and not np.head.value and np.prep in ("", "of"):
            return True
        if np.head.tag == "U" and np.of is not None and np.of.pronoun:
            return np.of.head.low in PLURAL | SPEAKER
        return ref is not None or np_class(np) in PERSON_CLASSES or (np.head.low in ("one", "no-one") and np.det == "no")

    def is_official(self, np: Np) -> bool:
        ref = self.cast.get(np)
        if ref is not None:
            return ref.cls in ("officer", "authority")
        return np.pronoun and (np.head.low in ("they", "them") or (self.threatening and np.head.low in ("we", "i")))

    def is_official_all(self, e: Event) -> bool:
        """Are all doers of the event in power?"""
        return bool(e.agents) and all(self.is_official(np) for np in e.agents)

    def fits(self, np: Np, words: Iterable[str]) -> bool:
        """Is the noun phrase in one of these sets, or one of these words?"""
        return self.fills(np, slot_of(tuple(words)))

    def fills(self, np: Np, slot: Slot) -> bool:
        """Is the noun phrase what the slot asks for?"""
        if slot.anything or not slot.words.isdisjoint(np.heads) or np.head.low in slot.words:
            return True
        part = np.of is not None and (np.head.tag == "U" or np.head.low in SHARES or not MEASURES.isdisjoint(np.heads))
        heads = np.heads | np.of.heads if part and np.of is not None else np.heads
        if not slot.nouns.isdisjoint(heads) or (part and not slot.words.isdisjoint(heads)):
            return True
        for name in slot.special:  # noqa: SIM110 - the hot spot of reading
            if self._special(np, name):
                return True
        return False

    def _special(self, np: Np, word: str) -> bool:
        if word == "@p":
            return self.is_person(np)
        if word == "@off":
            return self.is_official(np) or (self.pressed and self._unknown_men(np))
        if word == "@power":
            return self._of_power(np)
        if word == "@t":
            return not self.is_person(np)
        if word == "they":
            ref = self.cast.get(np) if np.pronoun else None
            return np.pronoun and np.head.low == "they" and (ref is None or ref.cls not in PRIVATE)
        if word == "@money":
            return _plain_sum(np)
        if word == "@intermediary":
            ref = self.cast.get(np)
            return bool(ref and ref.cls == "intermediary") or np_class(np) == "intermediary"
        return self._somewhere(np, word)

    def _unknown_men(self, np: Np) -> bool:
        """``the younger of the two``, ``four of them``, ``the men``: those of whom an abuse was told just before."""
        them = np.of is not None and np.of.pronoun and np.of.head.low == "them"
        counted = np.head.tag == "U" and np.of is None and not np.head.value and np.head.low in NUMERALS
        of_two = np.of is not None and np.of.head.tag == "U" and np.of.head.low in NUMERALS
        return them or of_two or (counted and np.det == "the") or bool(np.heads & UNKNOWN_MEN)

    def _of_power(self, np: Np) -> bool:
        """An official, his wife, his pocket or his house: whatever is put there is put into his hands."""
        if not np.pronoun and self.is_official(np):
            return True
        if np.heads & {"palm", "desk"} and np.owner is not None and np.owner.head.low in ("his", "their"):
            return True
        near = np.heads & KIN or np.heads & HANDS
        owners = [o for o in (np.owner, np.of) if o is not None and not o.pronoun]
        return bool(near) and any(self.is_official(o) for o in owners)

    def _somewhere(self, np: Np, word: str) -> bool:
        tokens = self.parsed.sentence.tokens[np.first : np.last]
        if word == "@C":
            abroad = bool(np.heads & {"country", "abroad", "south", "homeland"})
            return abroad or any(t.start in self.countries for t in tokens)
        return any(t.value == "L" for t in tokens) or (np.head.tag == "M" and not self.is_person(np))


COUNTED = frozenset({"head", "number", "group", "majority", "dozen", "handful", "score", "couple"})
EVERYBODY = frozenset({"all", "both", "most", "many", "several", "some"})
UNKNOWN_MEN = frozenset({"man", "visitor", "stranger", "figure", "guy", "fellow"})
HANDS = frozenset({"hand", "pocket", "palm", "account", "desk", "house", "door", "office", "driver", "secretary"})
PRIVATE = frozenset({"family", "public", "source", "reporter"})


@dataclass(frozen=True, slots=True)
class Slot:
    """What may fill a place of a frame: words, nouns of the lexicon's sets, and what only the text can tell."""

    anything: bool
    words: frozenset[str]
    nouns: frozenset[str]
    special: tuple[str, ...]


SPECIAL = frozenset({"@p", "@off", "@power", "@t", "they", "@money", "@intermediary", "@L", "@C"})
_OF_FRAMES: dict[int, Slot] = {}


@lru_cache(maxsize=1024)
def slot_of(words: tuple[str, ...]) -> Slot:
    sets = [KIN if w == "@kin" else lexicon().sets.get(w[1:], frozenset()) for w in words if w.startswith("@")]
    plain = frozenset(w for w in words if not w.startswith("@") and w != "they")
    special = tuple(w for w in words if w in SPECIAL)
    return Slot("*" in words, plain, frozenset().union(*sets), special)


def slot(words: list[str]) -> Slot:
    """The compiled slot of a word list of the table; such lists live as long as the table."""
    found = _OF_FRAMES.get(id(words))
    if found is None:
        found = _OF_FRAMES[id(words)] = slot_of(tuple(words))
    return found


def _plain_sum(np: Np) -> bool:
    """``they want 5000``: a round number by itself, not a year."""
    digits = np.head.low.replace(",", "")
    alone = np.head.tag == "U" and np.of is None and np.head.value != "T"
    return (
        alone
        and digits.isdigit()
        and len(digits) >= 3
        and not (len(digits) == 4 and digits[:2] in ("19", "20") and digits[2:] != "00")
    )
