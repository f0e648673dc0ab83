"""Who is seen as a party by what they do: ``the grey raincoat asked``, ``the district has ruled``, ``the bald one``.

Their word names no person or body, so only a deed tells: they ask, order or beat, they are told or arrested, a rule
comes from them. Papers, weather and time, of which people also say that they tell or order, never count.
"""

from __future__ import annotations

from rushlight.reading.english.chunks import Np
from rushlight.reading.english.doers import office_verb
from rushlight.reading.english.events import Parsed
from rushlight.reading.english.lexicon import PERSON_CLASSES, lexicon
from rushlight.reading.english.refs import Ref, np_class
from rushlight.reading.english.role_words import role_words

HUMAN = role_words("strangers_human")
DOING = HUMAN | role_words("strangers_doing")
TOLD = role_words("strangers_told")
NOT_OBJECTS = role_words("strangers_not_objects")
"""Verbs with things for objects too (``told the truth``, ``ordered cabbages``); as passives they are of people."""
BODIES, RULING = role_words("strangers_bodies"), role_words("strangers_ruling")
PAPERS = role_words("strangers_papers")
WEAR, OF_FORCE = role_words("strangers_wear"), role_words("strangers_of_force")
PAYING = role_words("strangers_paying")
NAMING = frozenset({"call", "name", "nickname", "dub", "christen"})
FOLK, HOMES = role_words("strangers_folk"), role_words("strangers_homes")
NO_PEOPLE = role_words("strangers_no_people")
ROLES = role_words("strangers_roles")
"""Words for what somebody does that are verbs as often: ``the guide pointed``."""
EVERYONE = role_words("strangers_everyone")
CAPITALS = role_words("strangers_capitals")
DEFINITE = frozenset({"the", "this", "that", "these", "those", "our", "my", "his", "her", "their", "your", "its"})
OURS = frozenset({"us", "you", "ourselves", "yourselves"})
PLACING = frozenset(
    {"in", "on", "into", "onto", "through", "under", "over", "behind", "inside", "outside", "near", "along", "across"}
)
"""``in the district``: there a place is a place."""
OWN_VERBS = frozenset(
    {"be", "seem", "remain", "become", "look", "have", "lie", "stand", "cost", "break", "fall", "burn", "work", "go", "fit"}
)
"""Verbs that a place or a thing is the subject of as well."""


class Strangers:
    """Those whom a deed made known, by the words they go by: met again, they are known without one."""

    def __init__(self) -> None:
        self.known: dict[str, Ref] = {}

    def class_of(self, np: Np, parsed: Parsed | None) -> str:
        known = self.again(np)
        if known is not None:
            return known.cls
        return class_by_deed(np, parsed) if parsed is not None else ""

    def again(self, np: Np) -> Ref | None:
        return self.known.get(label(np)) if np.det in DEFINITE and not np.pronoun and np.prep not in PLACING else None

    def remember(self, np: Np, ref: Ref) -> None:
        self.known.setdefault(label(np), ref)


def class_by_deed(np: Np, parsed: Parsed) -> str:
    """The class of a noun phrase whose word names nobody, by what it does or what befalls it; empty where nothing tells."""
    if np.pronoun or np.head.value in ("T", "A") or _paper(np):
        return ""
    if np.head.low == "one":
        return _class_of_one(np, parsed)
    if np.head.tag not in "NMJU" or (np.of is not None and np_class(np.of) in PERSON_CLASSES):
        return ""
    return _nickname(np, parsed) or _body(np, parsed) or _folk(np, parsed) or _wearer(np, parsed) or _unknown(np, parsed)


def _paper(np: Np) -> bool:
    """A writing, a time or the weather: it says and orders, and is nobody."""
    sets = lexicon().sets
    told = NO_PEOPLE | sets["order_noun"] | sets["documents"] | sets["list"] | sets["rumor"]
    return np.head.low in told or (np.head.lemma or np.head.low) in told


def _does(np: Np, parsed: Parsed, verbs: frozenset[str]) -> bool:
    """Is it the doer of one of the verbs, as the subject or behind ``by``?"""
    return any(e.lemma in verbs and any(np is a for a in e.agents) for e in parsed.events)


def _acts(np: Np, parsed: Parsed) -> bool:
    """Is it the subject of any verb that says more than how or where it is?"""
    return any(not e.passive and e.lemma not in OWN_VERBS and any(np is s for s in e.subjects) for e in parsed.events)


def _befalls(np: Np, parsed: Parsed, verbs: frozenset[str]) -> bool:
    return any(
        e.lemma in verbs and any(np is p for p in e.patients) and (e.passive or e.lemma not in NOT_OBJECTS)
        for e in parsed.events
    )


def _officer_or(np: Np, parsed: Parsed, otherwise: str) -> str:
    official = any(office_verb(e.lemma) and any(np is a for a in e.agents) for e in parsed.events)
    return "officer" if official else otherwise


def _class_of_one(np: Np, parsed: Parsed) -> str:
    """``the polite one``, ``the one with the ring``."""
    if _does(np, parsed, HUMAN) or _acts(np, parsed):
        return _officer_or(np, parsed, "person")
    return "person" if _befalls(np, parsed, TOLD) else ""


def _body(np: Np, parsed: Parsed) -> str:
    """``The district has ruled``, ``a letter from the commune``, ``she was told at the station``."""
    if BODIES.isdisjoint(np.heads) or np.det not in DEFINITE | {"", "a", "an"} or np.head.form == "pl":
        return ""
    if not np.det and not (np.head.capital or np.mods):
        return ""
    if _does(np, parsed, RULING) or _befalls(np, parsed, frozenset({"ask", "petition", "tell", "inform"})):
        return "authority"
    if _sends_paper(np, parsed) and (np.det == "the" or np.head.capital):
        return "authority"
    told = any(e.passive and e.lemma in HUMAN and any(np is p for prep, p in e.pps if prep == "at") for e in parsed.events)
    return "authority" if told else ""


def _sends_paper(np: Np, parsed: Parsed) -> bool:
    """``an order of the district``, ``a paper came from the county``."""
    left = _left(np, parsed)
    if np.prep in ("from", "of") and left is not None and left.heads & PAPERS:
        return True
    return np.prep == "from" and any(
        any(np is p for _, p in e.pps) and any(s.heads & PAPERS for s in e.subjects) for e in parsed.events
    )


def _left(np: Np, parsed: Parsed) -> Np | None:
    """The noun phrase before its preposition."""
    items = parsed.items
    k = next((k for k, item in enumerate(items) if item.np is np), 0)
    return items[k - 2].np if k > 1 else None


def _nickname(np: Np, parsed: Parsed) -> str:
    """``the Goat said``, ``whom they call the Egg``, ``the leather cap who searched us``."""
    after = parsed.sentence.tokens[np.last : np.last + 1]
    if after and after[0].low in ("who", "whom") and after[0].tag == "W" and np.head.tag == "N" and np.of is None:
        return "person" if np.det and np.prep in ("", "by", "with", "from") else ""
    if np.det != "the" or not np.head.capital or np.mods or np.head.tag != "N" or not BODIES.isdisjoint(np.heads):
        return ""
    named = any(e.lemma in NAMING and any(np is o for o in (*e.objects, *e.second)) for e in parsed.events)
    return _officer_or(np, parsed, "person") if named or _does(np, parsed, DOING) else ""


def _folk(np: Np, parsed: Parsed) -> str:
    """``the whole lane wept``, ``from each house``: those who live there."""
    if np.det in ("each", "every") and np.heads & HOMES:
        return "family" if _acts(np, parsed) or np.prep in ("from", "by") else ""
    if FOLK.isdisjoint(np.heads) or not (np.det or np.owner):
        return ""
    whole = np.det == "half" or any(t.low in ("whole", "entire") for t in np.mods)
    if whole and _does(np, parsed, DOING):
        return "public"
    return "public" if _does(np, parsed, HUMAN | PAYING) or _befalls(np, parsed, TOLD - {"search"}) else ""


def _wearer(np: Np, parsed: Parsed) -> str:
    """``the gold tooth``, ``two green shirts``: somebody called by what they wear or carry."""
    if np.head.tag == "U" and np.of is not None and np.of.heads & WEAR and _acts(np, parsed):
        return "officer" if np.of.heads & OF_FORCE else "person"
    if WEAR.isdisjoint(np.heads) or not (np.det in DEFINITE | {"a", "an"} or np.count or np.mods):
        return ""
    if not _does(np, parsed, HUMAN):
        return ""
    return "officer" if np.heads & OF_FORCE else _officer_or(np, parsed, "person")


def _unknown(np: Np, parsed: Parsed) -> str:
    """A noun that no list knows and that does what only people do; no officer by that: rescuers search houses too."""
    lex = lexicon()
    if np.head.low in ("type", "figure") and any(lex.classes.get(t.lemma) == "person" for t in np.mods):
        return "person" if _acts(np, parsed) else ""
    known = np.head.low in lex.nouns or np.head.low in lex.words["adjective"] or np.head.value
    if np.head.tag == "J" and np.det == "the" and np.head.low.endswith(("er", "est")):
        return "person" if _does(np, parsed, DOING) or _befalls(np, parsed, TOLD) else ""
    if np.head.tag == "U" and np.det in ("the", "these", "those") and np.of is None and not np.head.low[0].isdigit():
        return "person" if _does(np, parsed, HUMAN) else ""
    if np.head.tag == "N" and np.head.lemma in ROLES and (np.det or np.count) and _does(np, parsed, DOING):
        return "person"
    if np.head.tag != "N" or known or np.head.low in lex.verbs:
        return ""
    if not (np.det or np.owner or np.count or np.plural):
        return ""
    if _does(np, parsed, HUMAN) or (_personal(np) and _does(np, parsed, DOING)):
        return "person"
    return "person" if _befalls(np, parsed, TOLD - {"search", "release", "bar", "press"}) else ""


ENDINGS = ("er", "or", "ist", "ian", "ee", "man", "woman", "ant", "ary", "eur", "wright", "monger", "smith", "hand")


def _personal(np: Np) -> bool:
    """Has the word the ending of one who does something?"""
    low = np.head.low.removesuffix("s") if np.head.form == "pl" else np.head.low
    return low.endswith(ENDINGS) or low.endswith(("men", "women"))


def one_of(np: Np, parsed: Parsed) -> str:
    """``one of the guards``, ``one of the green caps``: of the class of the others, where it acts or suffers."""
    if np.of is None or np.of.pronoun or not (_acts(np, parsed) or _befalls(np, parsed, TOLD | DOING)):
        return ""
    cls = np_class(np.of)
    if cls in ("officer", "person", "public", "intermediary"):
        return "person" if cls == "public" else cls
    return ("officer" if np.of.heads & OF_FORCE else "person") if np.of.heads & WEAR else ""


def is_everyone(np: Np, parsed: Parsed) -> bool:
    """``everybody was beaten``, ``anyone who sells``: whoever it may be, as doer or sufferer of a deed."""
    if np.head.low not in EVERYONE:
        return False
    if np.head.low.startswith(("any", "every")) and _described(np, parsed):
        return True
    if np.head.low.startswith("any"):
        return False
    return _does(np, parsed, DOING - {"know", "have", "think", "believe", "hear"}) or _befalls(np, parsed, TOLD | DOING)


def _described(np: Np, parsed: Parsed) -> bool:
    """``anyone who sells``, ``anybody under sixty``: a kind of people; ``did they hit anyone?`` is nobody yet."""
    after = parsed.sentence.tokens[np.last] if np.last < len(parsed.sentence.tokens) else None
    return after is not None and (after.tag in "WP" or after.low in ("still", "else") or after.form == "VBG")


def capital_rules(np: Np, parsed: Parsed) -> bool:
    """``Hanoi refuses``: a capital for its government."""
    if np.head.low not in CAPITALS or np.det:
        return False
    return (not np.prep and _does(np, parsed, RULING)) or (np.prep == "from" and _sends_paper(np, parsed))


def label(np: Np) -> str:
    """The words by which a stranger is known again: without article and number."""
    return " ".join([*(t.low for t in np.mods), np.head.lemma or np.head.low])
