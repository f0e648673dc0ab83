"""Clauses: each verb group with its subject, objects, prepositional phrases and complements.

Not a parser: the nearest fitting phrases in the order English uses them, with the detours that
news prose takes (appositions, relative clauses, shared subjects, participles).
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from rushlight.reading.english.chunks import Item, Np, Vg, chunk
from rushlight.reading.english.copula import supply
from rushlight.reading.english.events import Event, Parsed
from rushlight.reading.english.lexicon import lexicon, rule_words
from rushlight.reading.english.phrasal import pairs
from rushlight.reading.english.sentences import Sentence
from rushlight.reading.english.subjects import (
    CLAUSE_MARKS,
    OBJECT_CONTROL,
    SUBORDINATING_PREPOSITIONS,
    antecedent,
    find_subject,
    group,
    is_participle,
    top,
)

STANDS_ALONE = rule_words("clauses_stands_alone")
RAISING = rule_words("clauses_raising")
TAKES_PASSIVE = rule_words("clauses_takes_passive")
CLAUSAL = rule_words("clauses_clausal")


def parse(sentence: Sentence) -> Parsed:
    """Chunk a sentence and find the arguments of each of its verbs."""
    items = chunk(sentence.tokens)
    supply(items, sentence.tokens)
    events = [Event(sentence, k, item.vg) for k, item in enumerate(items) if item.vg is not None]
    for event in events:
        before = items[event.at - 1] if event.at else None
        if before is not None and before.kind == "E" and before.low.endswith("ly"):
            event.vg.adverbs = (*event.vg.adverbs, before.low)
    events = _uninvert(items, events)
    _adopt_particles(items, events)
    by_item = {e.at: e for e in events}
    for event in events:
        _arguments(items, event, by_item)
    for event in events:
        _complement(items, event, by_item)
    for event in events:
        find_subject(items, event, by_item)
        _voice(items, event, by_item)
    for event in events:
        _share_object(items, event, by_item)
        _front_object(items, event)
        _relative_object(items, event, by_item)
    _clefts(items, events)
    return Parsed(sentence, items, events)


def _uninvert(items: list[Item], events: list[Event]) -> list[Event]:
    """``Were they taken``, ``only then was Choe released``, ``was on 9 October handed over``: the parts of one verb group."""
    out: list[Event] = []
    for n, e in enumerate(events):
        after = events[n + 1] if n + 1 < len(events) else None
        before = items[e.at - 1] if e.at else None
        aux = e.vg.lemma if e.vg.lemma in ("be", "do", "have") and e.vg.last - e.vg.first == 1 else ""
        near = after is not None and after.at == e.at + 2
        turned = near and items[e.at + 1].np is not None and (before is None or before.np is None)
        parted = near and items[e.at + 1].kind == "H" and aux != "do"
        if aux and after is not None and (turned or (parted and _bare(after.vg))) and _fits(aux, after.vg):
            vg = after.vg
            vg.form, vg.passive = "fin", aux == "be" and vg.verb.form in ("VBN", "VBD")
            vg.past, vg.progressive = e.vg.past, aux == "be" and vg.verb.form == "VBG"
            vg.neg = vg.neg or e.vg.neg
            items[e.at].kind = "E"
            items[e.at].vg = None
            continue
        out.append(e)
    return out


def _bare(vg: Vg) -> bool:
    return vg.last - vg.first == 1


def _fits(aux: str, vg: Vg) -> bool:
    form = vg.verb.form
    return (
        (aux == "be" and form in ("VBN", "VBD", "VBG"))
        or (aux == "have" and form in ("VBN", "VBD"))
        or (aux == "do" and form == "VB")
    )


def _can_be_active(e: Event) -> bool:
    """``handed over`` may take an object; ``taken off the post`` and ``was let out`` do not."""
    past = any(form == "VBD" for _, form in lexicon().verbs.get(e.vg.verb.low, ()))
    return not e.vg.passive and (e.vg.verb.form != "VBN" or e.vg.perfect or past)


def _adopt_particles(items: list[Item], events: list[Event]) -> None:
    """Make the noun phrase behind a verb and its particle an object: ``gave up four names``."""
    for e in events:
        k = e.at + 1
        if k + 1 >= len(items) or items[k].kind != "P" or (e.lemma, items[k].low) not in pairs() or not _can_be_active(e):
            continue
        np = items[k + 1].np
        if np is None or np.prep != items[k].low or (np.prep == "in" and not np.heads & lexicon().classes.keys()):
            continue
        items[k].kind = "E"
        for item in items[k + 1 :]:
            if item.np is not None and (item.np is np or item.np.conj is np):
                item.np.prep = ""


def _arguments(items: list[Item], e: Event, by_item: dict[int, Event]) -> None:
    k = e.at + 1
    while k < len(items):
        item = items[k]
        if item.depth > items[e.at].depth:
            k += 1
            continue
        if item.vg is not None or item.kind in "BW" or item.low in CLAUSE_MARKS or item.depth < items[e.at].depth:
            break
        if item.low == "," or item.kind == "C":
            rather = _not_but(items, k) if not e.objects else 0
            if rather:
                e.objects.append(items[rather].np)  # type: ignore[arg-type]
                k = rather + 1
                continue
            jump = _continues(items, k, e)
            if not jump:
                break
            k = jump
            continue
        if (
            item.kind == "P"
            and item.low in SUBORDINATING_PREPOSITIONS
            and k + 1 < len(items)
            and items[k + 1].np is not None
            and _governs_verb(items, k + 1)
        ):
            break
        if item.np is not None:
            opens = (
                (item.np.pronoun and item.np.head.low in ("i", "he", "she", "they", "we"))
                or e.objects
                or (e.vg.form != "inf" and e.lemma in lexicon().speech["say"] | {"think", "believe", "claim", "hope", "fear"})
            )
            if not item.np.prep and (k > e.at + 1 or opens) and _governs_verb(items, k) and opens:
                if e.lemma in lexicon().speech["say"] | CLAUSAL:
                    e.that = k
                break
            _argument(e, item.np, items[k - 1])
        elif item.kind in "EP":
            e.words.append(item.low)
            if item.kind == "E":
                e.particles.append(item.low)
        elif item.kind == "J":
            e.adjectives.append(item.low)
        elif item.kind in "YQ" and item.low not in ("(", ")", "'", "-", ""):
            break
        k += 1
    e.stop = k
    _fronted(items, e)


def _not_but(items: list[Item], k: int) -> int:
    """``took, not him, but his wife``: where the real object stands; 0 where the words are other ones."""
    if k + 5 >= len(items) or items[k + 1].low != "not" or items[k + 2].np is None:
        return 0
    j = k + 4 if items[k + 3].low == "," else k + 3
    return j + 1 if items[j].low == "but" and items[j + 1].np is not None else 0


def _fronted(items: list[Item], e: Event) -> None:
    """``one family from which the sum had been collected``: the antecedent is the verb's prepositional phrase."""
    for k in range(e.at - 1, max(1, e.at - 6), -1):
        if items[k].vg is not None or items[k].low == ",":
            return
        if items[k].kind in "WB" and items[k].low in ("which", "whom") and items[k - 1].kind == "P":
            np = next((items[j].np for j in range(k - 2, -1, -1) if items[j].np is not None), None)
            if np is not None:
                e.pps.append((items[k - 1].low, np))
            return


def _argument(e: Event, np: Np, before: Item) -> None:
    if np.prep:
        e.pps.append((np.prep, np))
    elif before.kind == "C" and np.conj is not None:
        target = e.second if np.conj in e.second else e.objects
        target.append(np)
    elif not e.objects:
        e.objects.append(np)
    elif not e.second and not e.pps:
        e.second.append(np)
    else:
        e.pps.append(("", np))


def _continues(items: list[Item], k: int, e: Event) -> int:
    """Where the argument list goes on behind a comma or a conjunction; 0 when the clause ends here."""
    j = k + 1
    while j < len(items) and (items[j].low in (",", "aged") or items[j].kind in "HEC" or items[j].depth > items[e.at].depth):
        j += 1
    if j >= len(items):
        return 0
    if items[k].kind != "C" and items[j].kind == "P" and items[j].low not in SUBORDINATING_PREPOSITIONS:
        return j
    np = items[j].np
    if np is None or not (e.objects or e.pps):
        return 0
    if _governs_verb(items, j):
        return 0
    listed = items[k].kind == "C" or any(i.kind == "C" for i in items[k:j]) or _list_ends(items, j)
    if listed and np.conj is None and not np.prep:
        np.conj = e.objects[-1] if e.objects else e.pps[-1][1]
        if e.objects:
            e.objects.append(np)
        return j + 1
    return j if listed else 0


def _list_ends(items: list[Item], j: int) -> bool:
    """``A, B or C``: a conjunction and a last member follow before any verb."""
    for k in range(j, min(j + 10, len(items) - 1)):
        if items[k].vg is not None or items[k].kind in "BW":
            return False
        if items[k].kind == "C" and items[k + 1].np is not None:
            return not _governs_verb(items, k + 1)
    return False


def _governs_verb(items: list[Item], j: int) -> bool:
    """Is the noun phrase at ``j`` the subject of a finite verb that follows?"""
    k = j + 1
    while k < len(items):
        item = items[k]
        if item.vg is not None and item.vg.form == "inf" and items[k - 1].kind == "J":
            k += 1
            continue
        if item.vg is not None:
            return item.vg.form == "fin"
        if item.np is not None and not item.np.prep and item.kind == "N":
            return False
        if item.low == "," and k + 2 < len(items) and items[k + 1].low == "aged":
            k += 3 if items[k + 2].low == "," else 2
            continue
        if item.kind in "CBWQ" or item.low in CLAUSE_MARKS or item.low == ",":
            return False
        k += 1
    return False


def _complement(items: list[Item], e: Event, by_item: dict[int, Event]) -> None:
    """Infinitives, bare infinitives, participles and that-clauses that depend on ``e``."""
    k = e.stop
    if k >= len(items):
        return
    item = items[k]
    if item.low == "," and k + 1 < len(items) and items[k + 1].form == "inf" and e.lemma in OBJECT_CONTROL:
        k += 1
        item = items[k]
    if item.low == "," and e.lemma in lexicon().speech["say"]:
        e.that = _late_that(items, k)
    if item.kind == "B" and item.low == "that":
        e.that = k
    elif item.kind == "B" and item.low in ("who", "where", "how", "what", "which", "whether", "if", "why", "whom"):
        e.question = item.low
    after = by_item.get(k)
    if after is not None and after.parent is None:
        _depend(e, after, items[k - 1], k)
    if after is not None and after.parent is e:
        e.comps.append(after)


def _depend(e: Event, after: Event, before: Item, k: int) -> None:
    """Make ``after`` a complement of ``e`` where form and verb allow it; ``before`` is the item between them."""
    if e.lemma == "let" and before.vg is not None and after.vg.verb.form == "VB":
        after.parent, after.link, e.passive = e, "bare", True
    elif after.vg.form == "inf" or (
        e.lemma in RAISING
        and before.np is not None
        and (
            after.vg.verb.form == "VB" or after.vg.form == "ing" or (after.vg.verb.form in ("VBN", "VBD") and not after.objects)
        )
    ):
        if e.lemma in RAISING and after.vg.form == "fin" and after.vg.last - after.vg.first > 1:
            e.that = k - 1
            return
        after.parent, after.link = e, after.vg.form if after.vg.form in ("inf", "ing") else "bare"
    elif after.vg.form == "ing" and (
        (before.kind == "P" and before.low not in SUBORDINATING_PREPOSITIONS) or before.vg is not None or before.kind == "E"
    ):
        after.parent, after.link = e, before.low if before.kind == "P" else "ing"
    elif (
        after.vg.form == "fin"
        and e.objects
        and before.np is e.objects[-1]
        and e.vg.form != "inf"
        and e.lemma in lexicon().speech["say"] | {"demand", "think", "believe"}
    ):
        e.that = k - 1
        e.objects.pop()
    elif after.vg.form == "ing" and before.np is not None and not before.np.prep and e.objects:
        after.parent, after.link = e, "ing"


def _late_that(items: list[Item], k: int) -> int:
    """``conveyed on the 21st, citing a source, that …``"""
    for j in range(k + 1, len(items)):
        if items[j].low == "that" and items[j - 1].low == ",":
            return j
        if items[j].finite:
            break
    return 0


STAYS_ACTIVE = rule_words("clauses_stays_active")
DONE_TO_THINGS = rule_words("clauses_done_to_things")
DONE_TO_PEOPLE = rule_words("clauses_done_to_people")
TOLD = frozenset({"tell", "instruct", "forbid", "warn", "urge", "press"})
UNMEASURED = frozenset({"give", "hand", "take", "get", "serve", "spend", "do"})
MEASURES = frozenset({"year", "month", "week", "day", "hour", "minute", "night", "time"})


def _only_measured(e: Event) -> None:
    """``Sentenced 5 yrs``, ``Questioned 3 hrs``: a length of time is no object of what is done to somebody."""
    measured = e.objects and not e.second and all(np.head.lemma in MEASURES and np.count for np in e.objects)
    if measured and not e.vg.passive and _passivable(e.lemma) and e.vg.form != "ing" and e.lemma not in UNMEASURED:
        e.pps += [("", np) for np in e.objects]
        e.objects = []


def _done_to(e: Event) -> bool:
    """``Reported by coworker``, ``Permit refused``, ``Family frightened``: verbs that may also stand alone."""
    if any(prep == "by" for prep, _ in e.pps):
        return True
    if e.lemma in DONE_TO_PEOPLE:
        return True
    subject = e.subjects[-1] if e.subjects and e.subject_how != "other" else None
    thing = subject is None or not (subject.pronoun or subject.head.tag != "N" or subject.heads & lexicon().classes.keys())
    return thing and e.lemma in DONE_TO_THINGS


def _pronoun_does(e: Event) -> bool:
    """A pronoun in the nominative right before a finite verb is its subject: he called, they sold."""
    who = e.subjects[-1] if e.subjects and e.subject_how == "direct" and e.vg.form == "fin" else None
    return who is not None and who.pronoun and who.head.low in ("i", "he", "she", "they", "we")


def _called(items: list[Item], e: Event) -> bool:
    """Read "… labelled traitors" after a noun as a passive of that noun; True where it is one."""
    naming = e.lemma in ("deem", "label", "brand", "dub", "name", "call")
    called = naming and e.at > 0 and items[e.at - 1].prep not in ("", "of")
    if not (called and len(e.objects) == 1 and e.vg.verb.form in ("VBN", "VBD") and e.vg.form == "fin"):
        return False
    e.subjects, e.subject_how, e.passive = group(items[e.at - 1].np), "direct", True
    return True


def _voice(items: list[Item], e: Event, by_item: dict[int, Event]) -> None:
    """Passive with an auxiliary, and the participle without one when nothing follows that could be its object."""
    e.passive = e.vg.passive or (e.passive and not e.goes_on and not _pronoun_does(e))
    if e.goes_on or _pronoun_does(e) or _called(items, e):
        return
    bare = e.vg.last - e.vg.first - (1 if e.vg.neg else 0) - len(e.vg.adverbs) == 1
    _only_measured(e)
    what = e.at > 1 and items[e.at - 2].low == "what" and items[e.at - 1].np is not None
    if e.passive or what or not bare or e.objects or not is_participle(e):
        return
    told_to = e.lemma in TOLD and any(c.vg.form == "inf" for c in e.comps)  # headman told to bring 500,000
    denied = e.vg.neg is not None and e.vg.neg.low == "not" and e.at + 1 < len(items)
    if told_to or denied or _inserted(items, e) or _parallel(items, e, by_item):
        e.passive = True
        return
    keys = [e.lemma, *(f"{e.lemma}_{w}" for w in e.words[:1])]
    if (
        (e.that and e.lemma != "tell")
        or (e.question and not (e.lemma == "ask" and e.at <= 2 and not e.subjects))
        or not (any(_passivable(k) for k in keys) or _done_to(e))
    ) and not (e.lemma in ("tell", "ask", "warn") and not e.subjects and not e.objects and e.at <= 2):
        return
    by = any(prep == "by" for prep, _ in e.pps)
    initial = not e.subjects or e.subject_how == "other"
    coordinated = e.stop < len(items) - 1 and items[e.stop].kind == "C" and (e.stop + 1) in by_item
    other_finite = any(
        x is not e and x.vg.form == "fin" and set(x.subjects) & set(e.subjects) and x.at > e.at for x in by_item.values()
    )
    after_preposition = (
        e.at > 0 and items[e.at - 1].np is not None and items[e.at - 1].prep not in ("", "by", *SUBORDINATING_PREPOSITIONS)
    )
    when = e.at > 0 and items[e.at - 1].kind == "B"
    if by or initial or when or after_preposition or (other_finite and not coordinated) or not _intransitive(e, items):
        if after_preposition and not by and items[e.at - 1].np is not None:
            alone = not any(x is not e and x.vg.form == "fin" for x in by_item.values())
            e.subjects, e.subject_how = group(top(items, e.at - 1) if alone else items[e.at - 1].np), "direct"
        e.passive = not coordinated or by or initial


def _inserted(items: list[Item], e: Event) -> bool:
    """``The embassy, asked about the bill, answered``: a participle between two commas, its subject's own verb behind."""
    opened = e.at > 1 and items[e.at - 1].low == "," and items[e.at - 2].np is not None
    closed = e.stop + 1 < len(items) and items[e.stop].low == "," and items[e.stop + 1].finite
    return opened and closed and e.words[:1] != ["to"]


def _parallel(items: list[Item], e: Event, by_item: dict[int, Event]) -> bool:
    """``The channel was blocked and its editor warned``: the auxiliary is said once."""
    joined = e.at > 2 and items[e.at - 1].np is not None and items[e.at - 2].kind == "C"
    before = next((by_item[k] for k in sorted(by_item, reverse=True) if k < e.at), None)
    ended = e.stop >= len(items) or items[e.stop].low in (".", ";", ",") or items[e.stop].kind == "C"
    return joined and ended and before is not None and before.vg.passive and before.vg.form == "fin"


@cache
def _passivable(lemma: str) -> bool:
    """Verbs that do something to a person or thing; those that also stand alone are left active."""
    frames = lexicon().frames.get(lemma, ())
    return lemma not in STANDS_ALONE and any(
        f.act.split(".")[0] in TAKES_PASSIVE and "o" in f.keys and "s" not in f.keys for f in frames
    )


def _intransitive(e: Event, items: list[Item]) -> bool:
    """A telegraphic clause (no article, no other verb) uses the participle as a passive: ``Broker arrested``."""
    subject = e.subjects[0] if e.subjects else None
    if "dead" in e.adjectives:
        return False
    if subject is not None and not subject.pronoun and subject.head.tag == "N" and not subject.heads & lexicon().classes.keys():
        return False
    if subject is not None and {lexicon().classes.get(h) for h in subject.heads} & {"officer", "authority"}:
        return True
    return subject is None or e.lemma in STAYS_ACTIVE


def _share_object(items: list[Item], e: Event, by_item: dict[int, Event]) -> None:
    """``arrested and beat him``: the object behind the second verb belongs to both."""
    if e.passive or e.objects or not _passivable(e.lemma):
        return
    if e.stop < len(items) - 1 and items[e.stop].kind == "C":
        after = by_item.get(e.stop + 1)
        if after is not None and after.vg.verb.form == e.vg.verb.form and after.objects and not e.pps:
            e.objects = list(after.objects)


FRONTING = frozenset({"they", "he", "she", "we", "i", "you"})


def _front_object(items: list[Item], e: Event) -> None:
    """``Farhad they drove off``, ``her passport they didn't get``: the object stands before the subject."""
    who = e.at - 1
    while who > 1 and items[who].kind in "HE":
        who -= 1
    if e.passive or e.objects or e.parent is not None or who < 1 or e.vg.form != "fin" or e.lemma in lexicon().speech["say"]:
        return
    subject = items[who].np
    if subject is None or not subject.pronoun or subject.head.low not in FRONTING:
        return
    k = who - 1
    while k > 0 and (items[k].depth > items[e.at].depth or items[k].kind in "HE"):
        k -= 1
    np = items[k].np
    first = k == 0 or items[k - 1].low in CLAUSE_MARKS or items[k - 1].low in (",", "«", '"') or items[k - 1].kind == "C"
    if np is not None and first and not np.prep and not (np.pronoun and np.head.low in FRONTING):
        e.objects = [np]


def _relative_object(items: list[Item], e: Event, by_item: dict[int, Event]) -> None:
    """``6,000 yuan, which the officer pocketed``, ``the boy they beat``: the object stands before the clause."""
    if e.passive or e.objects or e.vg.form != "fin" or e.that or e.question or e.lemma in lexicon().speech["say"]:
        return
    who = e.at - 1
    while who > 0 and items[who].kind in "HE":
        who -= 1
    if who < 1 or items[who].np is None or items[who].prep:
        return
    if items[who - 1].kind == "W" and items[who - 1].low in ("which", "that", "whom"):
        e.objects = antecedent(items, who - 1)[-1:]
        return
    subject, before = items[who].np, items[who - 1].np
    told = any(k < who and by_item[k].lemma in lexicon().speech["say"] | CLAUSAL for k in by_item)
    bare = subject is not None and subject.pronoun and subject.head.low in FRONTING and before is not None
    if bare and before is not None and not before.pronoun and not told and _passivable(e.lemma) and not e.pps:
        e.objects = [before]


def _clefts(items: list[Item], events: list[Event]) -> None:
    """``What they took was his licence``, ``It was her phone they wanted``: the object stands beside ``was``."""
    for one, other in pairwise([e for e in events if not (e.vg.passive and e.lemma == "say")]):
        first = items[one.at - 2].low if one.at >= 2 else ""
        if other.lemma == "be" and len(other.objects) == 1 and first == "what" and not one.objects and not one.passive:
            one.objects = list(other.objects)
        it = one.lemma == "be" and len(one.objects) == 1 and any(np.head.low == "it" for np in one.subjects)
        near = it and other.at - one.at <= 3 and other.subject_how == "direct" and not other.objects
        if near and not other.passive and other.subjects != one.objects:
            other.objects = list(one.objects)
