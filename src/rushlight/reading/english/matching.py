"""Frames against clauses: does this verb, with these arguments, say this act?

Every key of a frame is one predicate below; a frame matches when all its predicates hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from rushlight.reading.english.chunks import Np
from rushlight.reading.english.events import Event, Parsed
from rushlight.reading.english.lexicon import Frame, lexicon, rule_words
from rushlight.reading.english.views import NEGATIVE, slot, slot_of
from rushlight.reading.english.views import View as View

PLAIN_PREPOSITIONS = rule_words("matching_plain_prepositions")
RAIDING = frozenset(
    {"search", "raid", "police", "soldier", "officer", "agent", "gendarme", "cop", "psb", "militia", "confiscate", "seize"}
)


def verb_keys(e: Event) -> dict[str, list[Np]]:
    """The ways this verb may be looked up, each with its patient: ``burst``, ``burst_into`` (the home), ``round_up``."""
    keys: dict[str, list[Np]] = {e.lemma: e.patients}
    for word in e.particles[:4]:
        keys.setdefault(f"{e.lemma}_{word}", e.patients)
    for word in e.words[:4]:
        through = [np for prep, np in e.pps if prep == word]
        if not e.objects and word not in e.particles and not (e.passive and through and word in PLAIN_PREPOSITIONS):
            keys.setdefault(f"{e.lemma}_{word}", e.patients if e.passive else through)
    if len(e.words) > 1:
        keys.setdefault(f"{e.lemma}_{e.words[0]}_{e.words[1]}", e.patients)
    for word in e.adjectives[:2]:
        keys.setdefault(f"{e.lemma}_{word}", e.patients)
    return keys


def negated(e: Event) -> bool:
    """By not, never, no one, nothing or ``no`` before the subject or the object."""
    if e.vg.neg is not None:
        return True
    if any(_none(np) or (np.head.low == "one" and _behind_not(e, np)) for np in e.subjects):
        return True
    if any(np.head.low in NEGATIVE or np.det in ("no", "neither") for np in (*e.objects, *e.second)):
        return True
    return any(_behind_not(e, np) for np in e.objects)


def _behind_not(e: Event, np: Np) -> bool:
    """A subject lent by the sentence before has its words there."""
    return e.subject_how != "other" and np.first > 0 and e.sentence.tokens[np.first - 1].low == "not"


def _not_before(e: Event, c: Event) -> bool:
    """``told her not to write``: the ``not`` stands before the infinitive."""
    return c.vg.first > 0 and e.sentence.tokens[c.vg.first - 1].low in ("not", "never")


def _none(np: Np) -> bool:
    """``no one``, ``no land``, ``nobody's family``."""
    owned = np.owner is not None and np.owner.head.low in NEGATIVE
    return owned or np.head.low in NEGATIVE or np.det in ("no", "neither")


def after_that(parsed: Parsed, e: Event) -> list[Event]:
    """The events of what is said: behind ``that``, a question word or, without either, behind the verb."""
    start = e.that or e.at
    return [x for x in parsed.events if x.at > start and x is not e]


Predicate = Callable[[View, Event, object, list[Np]], bool]


def match(view: View, e: Event, acts: frozenset[str] | None = None) -> Iterator[tuple[Frame, list[Np], int]]:
    """Every frame that fits the event, with the patient it found and how specific it is."""
    for key, patients in verb_keys(e).items():
        rows = _of_verb(key)
        if rows is None:
            continue
        bare = not patients and not e.passive
        view.threatening = acts is not None
        for frame, checks, asks_object in rows.possible(view.lows):
            if (asks_object and bare) or (acts is not None and frame.act not in acts):
                continue
            for predicate, value in checks:
                if not predicate(view, e, value, patients):
                    break
            else:
                view.threatening = False
                yield frame, patients, frame.weight + key.count("_")
                view.threatening = acts is not None
    view.threatening = False


Row = tuple[Frame, tuple[tuple[Predicate, object], ...], bool]


@dataclass(frozen=True, slots=True)
class Rows:
    """The frames of one verb in their order; those that need a word of the sentence are found by that word."""

    rows: tuple[Row, ...]
    always: frozenset[int]
    by_word: dict[str, frozenset[int]]

    def possible(self, lows: frozenset[str]) -> Iterator[Row]:
        """The frames that these words of a sentence do not rule out."""
        chosen = set(self.always)
        for word in self.by_word.keys() & lows:
            chosen |= self.by_word[word]
        return (self.rows[k] for k in sorted(chosen))


FIRST = ("pv", "av", "neg", "need", "o", "s", "pp", "xs")


@cache
def _of_verb(key: str) -> Rows | None:
    """The frames of a verb with their predicates, those first that are cheap and say no most often."""
    frames = lexicon().frames.get(key)
    if frames is None:
        return None
    known = _predicates()
    by_word: dict[str, set[int]] = {}
    rows: list[Row] = []
    for n, frame in enumerate(frames):
        order = [k for k in sorted(frame.keys, key=_rank) if k in known and k != "need"]
        rows.append((frame, tuple((known[k], frame.keys[k]) for k in order), frame.keys.get("o", ["none"]) != ["none"]))
        for word in frame.keys.get("need", ()):
            by_word.setdefault(word, set()).add(n)
    always = frozenset(n for n, frame in enumerate(frames) if "need" not in frame.keys)
    return Rows(tuple(rows), always, {word: frozenset(ns) for word, ns in by_word.items()})


def _rank(key: str) -> int:
    return FIRST.index(key) if key in FIRST else len(FIRST)


def _words(value: object) -> list[str]:
    return value if isinstance(value, list) else [str(value)]


def _object(view: View, e: Event, value: object, patients: list[Np]) -> bool:
    words = _words(value)
    if words == ["none"]:
        return not e.objects and not e.passive
    if not patients and e.passive:
        return "@p" in words or "*" in words
    wanted = slot(words) if value is words else slot_of(tuple(words))
    return any(view.fills(np, wanted) for np in patients)


def _second(view: View, e: Event, value: object, patients: list[Np]) -> bool:
    pool = e.objects if e.passive else e.second
    return any(view.fits(np, _words(value)) for np in pool)


def _subject(view: View, e: Event, value: object, patients: list[Np]) -> bool:
    words = _words(value)
    if not words or words == [""]:
        return True
    wanted = slot(words) if value is words else slot_of(tuple(words))
    if e.passive:
        return any(view.fills(np, wanted) for np in e.agents) or ("@off" in words and not e.agents and "they" in words)
    if not e.subjects:
        if "they" in words and e.at <= 1 and e.vg.form in ("fin", "ing"):
            return True
        return "@p" in words or (e.lemma == "be" and any(view.fills(np, wanted) for np in e.objects))
    return any(view.fills(np, wanted) for np in e.subjects)


def _prepositions(view: View, e: Event, value: object, patients: list[Np]) -> bool:
    rows = value if isinstance(value, list) else []
    if not rows:
        return True
    for preps, words in rows:
        for prep, np in e.pps:
            if prep in preps and view.fills(np, slot(words)):
                return True
        if words == ["*"] and any(w in preps for w in e.words):
            return True
        if any(c.link in preps and (words == ["*"] or c.vg.verb.low in words or c.lemma in words) for c in e.comps):
            return True
        if any(f"{c.vg.verb.low}" in words for c in e.comps if c.link in preps):
            return True
    return False


def _chain(e: Event) -> Iterator[Event]:
    for c in e.comps:
        yield c
        yield from _chain(c)


def _complement(view: View, e: Event, value: object, patients: list[Np]) -> bool:
    words = _words(value)
    comps = [c for c in e.comps if c.link in ("inf", "bare") or c.vg.form == "inf"]
    comps += [x for c in comps if c.lemma in ("make", "have", "get", "go", "come", "try", "start", "agree") for x in c.comps]
    comps += [
        x
        for x in view.parsed.events
        if comps and x.parent is None and x.vg.form == comps[0].vg.form and x.at > e.at and x.subject_how == "shared"
    ]
    if e.that and not comps:
        comps = [x for x in after_that(view.parsed, e) if x.vg.verb.form == "VB" and not x.vg.modal][:1]
    return bool(comps) if words == ["*"] else any(set(verb_keys(c)) & set(words) for c in comps[:3])


def _complement_object(view: View, e: Event, value: object, patients: list[Np]) -> bool:
    words = _words(value)
    if "*" in words:
        return True
    found = [np for c in _chain(e) for np in (*c.objects, *(p for _, p in c.pps))]
    return any(view.fits(np, words) for np in found)


def _that(view: View, e: Event, value: object, patients: list[Np]) -> bool:
    words = set(_words(value))
    return bool(e.that or e.lemma == "insist") and any(set(verb_keys(x)) & words for x in after_that(view.parsed, e)[:4])


def _gerund(view: View, e: Event, value: object, patients: list[Np]) -> bool:
    words = set(_words(value))
    return any(set(verb_keys(c)) & words for c in e.comps if c.vg.form == "ing")


def _participle(view: View, e: Event, value: object, patients: list[Np]) -> bool:
    return any(set(verb_keys(c)) & set(_words(value)) for c in e.comps if c.passive or c.vg.verb.form in ("VBN", "VBD"))


def _adverb(view: View, e: Event, value: object, patients: list[Np]) -> bool:
    return bool(set(_words(value)) & {*e.words, *e.adjectives, *e.vg.adverbs, *(np.head.low for np in e.objects)})


def _predicate_adjective(view: View, e: Event, value: object, patients: list[Np]) -> bool:
    said = {*e.adjectives, *e.words, *(np.head.low for np in e.objects), *(c.vg.verb.low for c in e.comps)}
    if e.passive:
        said.add(e.vg.verb.low)
    return bool(said & set(_words(value)))


def _predicate_noun(view: View, e: Event, value: object, patients: list[Np]) -> bool:
    return any(np.heads & set(_words(value)) for np in e.objects)


def _existential(view: View, e: Event, value: object, patients: list[Np]) -> bool:
    items = view.parsed.items
    return any(items[k].low == "there" for k in range(max(0, e.at - 3), e.at))


def _of(view: View, e: Event, value: object, patients: list[Np]) -> bool:
    if value == 1:
        return any(np.of is not None or np.owner is not None for np in patients)
    return any(np.of is not None and view.fits(np.of, _words(value)) for np in (*patients, *e.second, *e.objects))


CONDITIONS = frozenset({"if", "unless"})


def _threat(view: View, e: Event, value: object, patients: list[Np]) -> bool:
    """The words reported announce a sanction: ``that those who hide it will be expelled``."""
    sanctions = lexicon().sanctions
    for x in after_that(view.parsed, e):
        if (
            x.vg.modal in ("will", "would", "'ll", "shall", "'d", "could", "may", "might")
            or (x.lemma == "be" and any(p == "down for" for p, _ in x.pps))
            or (CONDITIONS & view.lows and x.vg.form == "fin" and not x.vg.past and not x.vg.perfect)
        ) and any(True for _ in match(view, x, sanctions)):
            return True
    return False


def _avoid(view: View, e: Event, value: object, patients: list[Np]) -> bool:
    return any(x.lemma in ("avoid", "escape", "keep", "prevent") and "if" in view.lows for x in after_that(view.parsed, e))


def _know_nothing(view: View, e: Event, value: object, patients: list[Np]) -> bool:
    inner = after_that(view.parsed, e)
    knows = any(
        x.lemma in ("know", "meet", "receive", "call", "have", "be", "contact", "do", "send", "wire", "get", "come")
        and negated(x)
        for x in inner
    )
    money = {
        "money",
        "yuan",
        "dollar",
        "kopeck",
        "penny",
        "cent",
        "fen",
        "remittance",
        "anybody",
        "anyone",
        "nobody",
        "nothing",
        "contact",
    } & view.lows
    return bool(knows and money)


def _says_no(view: View, e: Event, value: object, patients: list[Np]) -> bool:
    tokens = view.parsed.sentence.tokens
    for i in range(e.vg.last, min(e.vg.last + 3, len(tokens))):
        if tokens[i].low == "no" and (
            i + 1 >= len(tokens) or tokens[i + 1].tag == "Y" or tokens[i + 1].low in ("way", "thanks")
        ):
            return True
    return False


def _has_not(view: View, e: Event, value: object, patients: list[Np]) -> bool:
    return any(x.lemma == "have" and negated(x) for x in after_that(view.parsed, e))


def _one(e: Event) -> bool:
    """Is it somebody in particular, not ``nobody`` at all?"""
    return not any(np.head.low in NEGATIVE | {"anyone", "anybody"} and np.of is None for np in e.patients)


def _not_held(view: View, e: Event, value: object, patients: list[Np]) -> bool:
    inner = after_that(view.parsed, e)
    place = {"there", "here", "us", "custody"} & view.lows
    there = any(x.lemma == "be" and negated(x) and place and _about_people(view, x) for x in inner)
    return there or any(
        x.lemma in ("hold", "detain", "keep", "arrest", "bring", "take") and negated(x) and not x.vg.modal and _one(x)
        for x in inner
    )


def _about_people(view: View, x: Event) -> bool:
    """``there was no more work for him`` is not about who is held."""
    named = [np for np in (*x.subjects, *x.objects) if np.head.low not in ("it", "there")]
    return not named or any(view.is_person(np) or np.heads & {"name", "record"} for np in named)


GIVING_IN = frozenset(
    {"say", "tell", "give", "name", "admit", "agree", "talk", "sign", "confess", "write", "promise", "betray"}
)


def _until(view: View, e: Event, value: object, patients: list[Np]) -> bool:
    told = bool(GIVING_IN & view.lows)
    return bool({"confess", "confession"} & view.lows) or (told and bool({"until", "till"} & view.lows))


def _conditional(view: View, e: Event, value: object, patients: list[Np]) -> bool:
    return bool({"if", "unless", "provided"} & view.lows)


def _bare_take(view: View, e: Event, value: object, patients: list[Np]) -> bool:
    if any(prep not in ("by", "from", "at", "in", "on", "with", "along") for prep, _ in e.pps):
        return False
    return not e.objects and not e.comps and not {"hospital", "clinic", "care", "aback", "surprise", "ill"} & view.clause(e)


def _insists(view: View, e: Event, value: object, patients: list[Np]) -> bool:
    inner = after_that(view.parsed, e)
    return bool(e.that) and any(negated(x) or (x.lemma == "be" and x.objects) for x in inner)


def _told_to_stay(view: View, e: Event) -> bool:
    """``was told that he could not leave the country``."""
    going = {"leave", "travel", "fly", "board", "cross", "go"}
    return any(x.lemma in going and negated(x) for x in [*after_that(view.parsed, e), *e.comps])


def _amount_for(view: View) -> bool:
    """``told my mother that for 60,000 yuan the sentence can be looked at again``."""
    tokens = view.parsed.sentence.tokens
    return any(t.value == "A" and k and tokens[k - 1].low == "for" for k, t in enumerate(tokens))


def _of_somebody(view: View, e: Event) -> bool:
    """``where they took him``: what is asked or known is about a person."""
    inner = after_that(view.parsed, e)[:1]
    return not inner or any(view.is_person(np) for x in inner for np in (*x.patients, *x.subjects))


@cache
def _predicates() -> dict[str, Predicate]:
    """Every key of a frame and what it asks; keys that are not here only describe (v, r, r2, any, strong)."""
    return _of_arguments() | _of_clause()


def _of_arguments() -> dict[str, Predicate]:
    return {
        "o": _object,
        "o2": _second,
        "s": _subject,
        "pp": _prepositions,
        "c": _complement,
        "co": _complement_object,
        "c2": _that,
        "ing": _gerund,
        "ed": _participle,
        "adv": _adverb,
        "adjp": _predicate_adjective,
        "adjo": _predicate_adjective,
        "pred": _predicate_noun,
        "exist": _existential,
        "of": _of,
        "threat": _threat,
        "held": lambda v, e, value, p: v.threatening,
        "avoid": _avoid,
        "denysay": _know_nothing,
        "sayno": _says_no,
        "haveno": _has_not,
        "negheld": _not_held,
        "until": _until,
        "if": _conditional,
        "bare": _bare_take,
        "c2n": _insists,
    }


def _of_clause() -> dict[str, Predicate]:
    return {
        "negleave": lambda v, e, value, p: _told_to_stay(v, e),
        "knownothing": lambda v, e, value, p: any(x.lemma == "know" and negated(x) for x in after_that(v.parsed, e)),
        "sanction": lambda v, e, value, p: any(True for c in e.comps for _ in match(v, c, lexicon().sanctions)),
        "comp": lambda v, e, value, p: bool(e.comps or e.that),
        "that": lambda v, e, value, p: bool(e.that),
        "after_detention": lambda v, e, value, p: v.detained,
        "money_before": lambda v, e, value, p: v.money_before,
        "asked": lambda v, e, value, p: v.asked or any(v.is_official(np) for np in e.objects),
        "raided": lambda v, e, value, p: v.raided or bool(RAIDING & v.lows),
        "pv": lambda v, e, value, p: e.passive if value else not e.passive,
        "av": lambda v, e, value, p: not e.passive if value else e.passive,
        "neg": lambda v, e, value, p: negated(e),
        "cneg": lambda v, e, value, p: any(c.vg.neg is not None or _not_before(e, c) for c in e.comps),
        "pos": lambda v, e, value, p: not negated(e),
        "negs": lambda v, e, value, p: negated(e),
        "bare2": lambda v, e, value, p: e.vg.neg is not None,
        "neg2": lambda v, e, value, p: any(negated(x) for x in after_that(v.parsed, e)),
        "q": lambda v, e, value, p: (
            e.question in _words(value) or bool(set(e.words[-1:]) & set(_words(value)) & {"by", "from"})
        ),
        "modal": lambda v, e, value, p: e.vg.modal == value,
        "need": lambda v, e, value, p: not v.lows.isdisjoint(_words(value)),
        "x": lambda v, e, value, p: v.lows.isdisjoint(_words(value)) or v.clause(e).isdisjoint(_words(value)),
        "xs": lambda v, e, value, p: v.lows.isdisjoint(_words(value)),
        "nopp": lambda v, e, value, p: not {prep for prep, _ in e.pps} & set(_words(value)),
        "nocomp": lambda v, e, value, p: not e.comps,
        "kin": lambda v, e, value, p: bool(
            {"son", "daughter", "brother", "sister", "father", "mother", "relative", "husband", "wife"} & v.lows
        ),
        "elided": lambda v, e, value, p: not e.subjects,
        "colon": lambda v, e, value, p: e.stop < len(v.parsed.items) and v.parsed.items[e.stop].low == ":",
        "noq": lambda v, e, value, p: not e.question,
        "qp": lambda v, e, value, p: _of_somebody(v, e),
        "amount_for": lambda v, e, value, p: _amount_for(v),
    }


def ranked(view: View, e: Event) -> list[tuple[Frame, list[Np]]]:
    """The acts this event may say, each by its most specific frame, the most specific act first."""
    found: dict[str, tuple[Frame, list[Np], int]] = {}
    for row in match(view, e):
        kept = found.get(row[0].act)
        if kept is None or row[2] > kept[2]:
            found[row[0].act] = row
    return [(frame, patients) for frame, patients, _ in sorted(found.values(), key=lambda row: -row[2])]


def go_together(first: str, other: str, alone: bool) -> bool:
    """May one event say the second act beside the first one?"""
    pair = {first, other}
    return pair in COMPANIONS or ("punish.collective" in pair and alone)


COMPANIONS: list[set[str]] = [
    *({"threat.sanction", f"demand.{what}"} for what in ("payment", "disclosure", "cooperation")),
    {"coerce.confession", "take.extorted_payment"},
    {"watch.intercept", "detain.arrest"},
    {"take.extorted_payment", "exchange.brokerage"},
    {"exchange.remittance_sent", "exchange.brokerage"},
    {"exchange.remittance_receipt", "exchange.brokerage"},
]
