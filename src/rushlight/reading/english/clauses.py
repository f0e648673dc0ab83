"""Clauses: each verb group with its subject, objects, prepositional phrases and complements.

Not a parser: the nearest fitting phrases in the order English uses them, with the detours that
news prose takes (appositions, relative clauses, shared subjects, participles).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from rushlight.reading.english.chunks import Item, Np, Vg, chunk
from rushlight.reading.english.lexicon import lexicon
from rushlight.reading.english.sentences import Sentence
from rushlight.record import DocumentKind

CLAUSE_MARKS = frozenset(";:—–") | {"--", "..."}
SUBORDINATING_PREPOSITIONS = frozenset({"after", "before", "since", "until", "till", "as", "than", "like"})
STANDS_ALONE = frozenset(
    "add deny ask tell die return report move write be call hear see leave refuse pay come go disappear confess escape flee say want lose cut"
    " work appear stand spend face perish belong inform insist know learn remain sit vanish sell walk decline reject".split()
)
RAISING = frozenset({"make", "let", "have", "see", "hear", "watch", "help", "get", "find", "keep", "leave", "describe", "want", "demand"})
TAKES_PASSIVE = frozenset(
    {"demand", "detain", "question", "try", "kill", "hurt", "seize", "search", "move", "deny", "list", "release", "punish", "watch", "traffic"}
)
OBJECT_CONTROL = frozenset(
    "order ask tell force make compel coerce instruct require urge press pressure command want persuade convince oblige allow let send help"
    " forbid warn invite expect have push get recruit hire advise permit demand enable teach".split()
)


@dataclass(eq=False)
class Event:
    """A verb with its arguments, still as written: ``subjects`` and ``objects`` are grammatical, not roles."""

    sentence: Sentence
    at: int
    vg: Vg
    subjects: list[Np] = field(default_factory=list)
    subject_how: str = ""
    objects: list[Np] = field(default_factory=list)
    second: list[Np] = field(default_factory=list)
    pps: list[tuple[str, Np]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    particles: list[str] = field(default_factory=list)
    adjectives: list[str] = field(default_factory=list)
    comps: list[Event] = field(default_factory=list)
    parent: Event | None = None
    passive: bool = False
    link: str = ""
    that: int = 0
    question: str = ""
    stop: int = 0
    negated_by: str = ""

    @property
    def lemma(self) -> str:
        return self.vg.lemma

    @property
    def patients(self) -> list[Np]:
        """What the act is done to: the object, or the subject of a passive."""
        if self.passive:
            return self.subjects
        return self.objects

    @property
    def agents(self) -> list[Np]:
        if self.passive:
            return [np for prep, np in self.pps if prep == "by"]
        return self.subjects


@dataclass(eq=False)
class Parsed:
    """A sentence with its items and events in order."""

    sentence: Sentence
    items: list[Item]
    events: list[Event]

    @property
    def nps(self) -> list[Np]:
        out = []
        for item in self.items:
            if item.np is not None:
                out += [*_owners(item.np), item.np]
        return out


def _owners(np: Np) -> list[Np]:
    out: list[Np] = []
    owner = np.owner
    while owner is not None:
        out.insert(0, owner)
        owner = owner.owner
    return out


def parse(sentence: Sentence) -> Parsed:
    """Chunk a sentence and find the arguments of each of its verbs."""
    items = chunk(sentence.tokens)
    events = [Event(sentence, k, item.vg) for k, item in enumerate(items) if item.vg is not None]
    events = _uninvert(items, events)
    by_item = {e.at: e for e in events}
    for event in events:
        _arguments(items, event, by_item)
    for event in events:
        _complement(items, event, by_item)
    for event in events:
        _subject(items, event, by_item)
        _voice(items, event, by_item)
    for event in events:
        _share_object(items, event, by_item)
    return Parsed(sentence, items, events)


def _uninvert(items: list[Item], events: list[Event]) -> list[Event]:
    """``Were they taken``, ``only then was Choe released``: auxiliary, subject, verb."""
    out: list[Event] = []
    skip = set()
    for n, e in enumerate(events):
        if n in skip:
            continue
        after = events[n + 1] if n + 1 < len(events) else None
        before = items[e.at - 1] if e.at else None
        aux = e.vg.lemma if e.vg.lemma in ("be", "do", "have") and e.vg.last - e.vg.first == 1 else ""
        joined = after is not None and after.at == e.at + 2 and items[e.at + 1].np is not None
        if aux and joined and after is not None and (before is None or before.np is None) and _fits(aux, after.vg):
            vg = after.vg
            vg.form, vg.passive = "fin", aux == "be" and vg.verb.form in ("VBN", "VBD")
            vg.past, vg.progressive = e.vg.past, aux == "be" and vg.verb.form == "VBG"
            vg.neg = vg.neg or e.vg.neg
            items[e.at].kind = "E"
            items[e.at].vg = None
            continue
        out.append(e)
    return out


def _fits(aux: str, vg: Vg) -> bool:
    form = vg.verb.form
    return (aux == "be" and form in ("VBN", "VBD", "VBG")) or (aux == "have" and form in ("VBN", "VBD")) or (aux == "do" and form == "VB")


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
            jump = _continues(items, k, e)
            if not jump:
                break
            k = jump
            continue
        if item.kind == "P" and item.low in SUBORDINATING_PREPOSITIONS and k + 1 < len(items) and items[k + 1].np is not None and _governs_verb(items, k + 1):
            break
        if item.np is not None:
            opens = item.np.pronoun and item.np.head.low in ("i", "he", "she", "they", "we") or e.objects or e.lemma in lexicon().speech["say"] | {"think", "believe", "claim", "hope", "fear"}
            if not item.np.prep and (k > e.at + 1 or opens) and _governs_verb(items, k) and opens:
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
    if items[j].np is None or not (e.objects or e.pps):
        return 0
    if _governs_verb(items, j):
        return 0
    listed = items[k].kind == "C" or any(i.kind == "C" for i in items[k:j]) or _list_ends(items, j)
    if listed and items[j].np.conj is None and not items[j].np.prep:  # type: ignore[union-attr]
        items[j].np.conj = e.objects[-1] if e.objects else e.pps[-1][1]  # type: ignore[union-attr]
        e.objects.append(items[j].np) if e.objects else None  # type: ignore[arg-type,func-returns-value]
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
    if item.low == "," and k + 1 < len(items) and items[k + 1].vg is not None and items[k + 1].vg.form == "inf" and e.lemma in OBJECT_CONTROL:
        k += 1
        item = items[k]
    if item.kind == "B" and item.low == "that":
        e.that = k
    elif item.kind in "BW" and item.low in ("who", "where", "how", "what", "which", "whether", "if", "why", "whom"):
        e.question = item.low
    after = by_item.get(k)
    if after is None or after.parent is not None:
        return
    before = items[k - 1]
    if e.lemma == "let" and before.vg is not None and after.vg.verb.form == "VB":
        after.parent, after.link, e.passive = e, "bare", True
        e.comps.append(after)
        return
    if after.vg.form == "inf" or (e.lemma in RAISING and before.np is not None and (after.vg.verb.form == "VB" or after.vg.form == "ing" or after.vg.verb.form in ("VBN", "VBD") and not after.objects)):
        if e.lemma in RAISING and after.vg.form == "fin" and after.vg.last - after.vg.first > 1:
            e.that = k - 1
            return
        after.parent, after.link = e, after.vg.form if after.vg.form in ("inf", "ing") else "bare"
    elif after.vg.form == "ing" and (before.kind == "P" and before.low not in SUBORDINATING_PREPOSITIONS or before.vg is not None or before.kind == "E"):
        after.parent, after.link = e, before.low if before.kind == "P" else "ing"
    elif after.vg.form == "fin" and e.objects and before.np is e.objects[-1] and e.lemma in lexicon().speech["say"] | {"demand", "think", "believe"}:
        e.that = k - 1
        e.objects.pop()
    elif after.vg.form == "ing" and before.np is not None and not before.np.prep and e.objects:
        after.parent, after.link = e, "ing"
    if after.parent is e:
        e.comps.append(after)


def _subject(items: list[Item], e: Event, by_item: dict[int, Event]) -> None:
    if e.parent is not None:
        _controlled(items, e)
        return
    if e.vg.form in ("ing", "ed") and not (e.at and items[e.at - 1].np is not None):
        _participle(items, e, by_item)
        return
    if e.vg.form == "inf":
        _participle(items, e, by_item)
        return
    _finite_subject(items, e, by_item)


def _controlled(items: list[Item], e: Event) -> None:
    parent = e.parent
    assert parent is not None
    before = items[e.at - 1]
    if e.link in ("bare", "ing") and before.np is not None and before.np in parent.objects:
        e.subjects, e.subject_how = _group(before.np), "direct"
    elif parent.objects and parent.lemma in OBJECT_CONTROL and not parent.passive and e.link in ("inf", "bare", "ing"):
        e.subjects, e.subject_how = list(parent.objects), "control"
    else:
        e.subjects, e.subject_how = list(parent.subjects), "control"
    if e.link in ("bare", "ing") and before.np is not None and before.np in parent.objects and e.vg.verb.form in ("VBN", "VBD"):
        e.passive = True


def _participle(items: list[Item], e: Event, by_item: dict[int, Event]) -> None:
    """``forcing them …``, ``while paying …``, ``Worn down by …, families …``: the subject of the main clause."""
    if e.vg.verb.form in ("VBN", "VBD") and e.at and items[e.at - 1].low == ",":
        np = _before_comma(items, e.at - 1)
        if np is not None:
            e.subjects, e.subject_how, e.passive = _group(_first_person(np)), "direct", True
            return
    if not any(k < e.at and by_item[k].vg.form == "fin" for k in by_item):
        j = e.stop
        while j < len(items) and items[j].np is None:
            if items[j].vg is not None:
                break
            j += 1
        if j < len(items) and items[j].np is not None and items[j].np.prep == "":
            e.subjects, e.subject_how = _group(items[j].np), "other"
            return
    previous = [by_item[k] for k in sorted(by_item) if k < e.at and by_item[k].vg.form == "fin" and by_item[k].subjects]
    if previous:
        e.subjects, e.subject_how = list(previous[-1].subjects), "shared"


def _first_person(np: Np) -> Np:
    """``the headstone of a cousin …, shot by soldiers``: the cousin was shot."""
    inner: Np | None = np
    while inner is not None:
        if inner.heads & lexicon().classes.keys() or inner.name or inner.pronoun:
            return inner
        inner = inner.of
    return np


def _before_comma(items: list[Item], k: int) -> Np | None:
    k -= 1
    while k >= 0 and (items[k].low == "aged" or items[k].kind in "HE" or items[k].depth):
        k -= 1
    return _top(items, k)


def _top(items: list[Item], k: int) -> Np | None:
    """The noun phrase on which a chain of prepositional phrases hangs: ``the headstone of a cousin of one of her friends``."""
    while k >= 0 and items[k].np is not None and items[k].np.prep:  # type: ignore[union-attr]
        j = k - 1
        while j >= 0 and items[j].kind in "PE":
            j -= 1
        if j < 0 or items[j].np is None:
            break
        k = j
    return items[k].np if k >= 0 else None


def _group(np: Np | None) -> list[Np]:
    """A noun phrase with the ones coordinated before it."""
    out: list[Np] = []
    while np is not None and np not in out:
        out.insert(0, np)
        np = np.conj
    return out


def _finite_subject(items: list[Item], e: Event, by_item: dict[int, Event]) -> None:
    k = e.at - 1
    while k >= 0:
        item = items[k]
        if item.depth > items[e.at].depth or item.kind in "HE":
            k -= 1
        elif item.kind == "W":
            e.subjects, e.subject_how = _antecedent(items, k), "relative"
            return
        elif item.kind == "C" or item.low in CLAUSE_MARKS and item.low != ":":
            _shared(e, by_item, k)
            return
        elif item.low == ",":
            k = _over_parenthesis(items, k, e, by_item)
            if e.subjects or k < 0:
                return
        elif item.np is not None:
            if _is_argument(items, k, by_item):
                k = _behind_relative(items, k, e, by_item)
                if e.subjects or k < 0:
                    return
                continue
            e.subjects, e.subject_how = _group(item.np), "direct"
            return
        elif item.kind == "Q":
            _quoted_subject(items, e)
            return
        elif item.kind == "B" or item.vg is not None:
            whose = _whose(items, k) if item.vg is not None else None
            if whose is not None:
                e.subjects, e.subject_how = _group(whose), "direct"
            else:
                _shared(e, by_item, k)
            return
        else:
            k -= 1
    _quoted_subject(items, e) if not e.subjects else None  # type: ignore[func-returns-value]


def _whose(items: list[Item], k: int) -> Np | None:
    """``nine people whose relatives refused have been dismissed``: the people, not the relatives."""
    for j in range(k - 1, 0, -1):
        np = items[j].np
        if items[j].kind == "W" or np is not None and np.det == "whose":
            found = _antecedent(items, j)
            return found[-1] if found else None
        if items[j].kind in "BC" or items[j].low in CLAUSE_MARKS or items[j].low == "," or items[j].vg is not None:
            return None
    return None


def _quoted_subject(items: list[Item], e: Event) -> None:
    """``“…,” said the officer``: the subject stands behind the verb."""
    if e.lemma in lexicon().speech["say"] and e.objects and not e.vg.passive:
        e.subjects, e.subject_how = [e.objects[0]], "direct"
        e.objects = e.objects[1:]


def _shared(e: Event, by_item: dict[int, Event], k: int) -> None:
    """A verb without its own subject takes that of the finite verb before it."""
    for j in sorted((j for j in by_item if j < e.at), reverse=True):
        other = by_item[j]
        if other.vg.form == "fin" and other.subjects and other.subject_how != "relative" or other.vg.form == e.vg.form != "fin":
            if j < k or other.subjects:
                e.subjects, e.subject_how = list(other.subjects), "shared"
                if other.passive and e.vg.verb.form in ("VBN", "VBD") and not e.objects and e.vg.last - e.vg.first == 1:
                    e.passive = True
                return
    for j in sorted((j for j in by_item if j < e.at), reverse=True):
        if by_item[j].subjects:
            e.subjects, e.subject_how = list(by_item[j].subjects), "shared"
            return


def _is_argument(items: list[Item], k: int, by_item: dict[int, Event]) -> bool:
    """Is the noun phrase at ``k`` in a prepositional phrase or the object of a verb before it?"""
    np = items[k].np
    if np is None:
        return False
    if np.prep and np.prep not in SUBORDINATING_PREPOSITIONS:
        return True
    j = k - 1
    while j >= 0 and items[j].kind in "EH":
        j -= 1
    if j < 0 or items[j].vg is None:
        return False
    return not (by_item.get(j) is not None and by_item[j].that == k)


def _behind_relative(items: list[Item], k: int, e: Event, by_item: dict[int, Event]) -> int:
    """Step over an argument; when it lies in a relative clause, the clause's antecedent is the subject."""
    np = items[k].np
    if np is not None and np.prep:
        return k - 1 if items[k - 1].kind != "P" else k - 2
    for j in range(k - 1, -1, -1):
        if items[j].kind == "W":
            e.subjects, e.subject_how = _antecedent(items, j), "direct"
            return -1
        if items[j].kind == "B" or items[j].low in CLAUSE_MARKS:
            break
    e.subjects, e.subject_how = _group(np), "direct"
    return -1


def _over_parenthesis(items: list[Item], k: int, e: Event, by_item: dict[int, Event]) -> int:
    """A comma before the verb: step over an apposition or an inserted clause to the subject before it."""
    for j in range(k - 1, -1, -1):
        if items[j].low != ",":
            if items[j].vg is not None and items[j].vg.form == "fin" and not _reduced(items, j):
                inserted = next((r for r in range(j, -1, -1) if items[r].low == ","), -1)
                alone = inserted > 0 and not any(items[r].vg is not None for r in range(inserted)) and items[inserted + 1].np is not None
                if inserted > 0 and (alone or items[inserted + 1].kind == "B" or items[inserted + 1].low == "as"):
                    np = _before_comma(items, inserted)
                    if np is not None:
                        e.subjects, e.subject_how = _group(np), "direct"
                        return -1
                relative = next((r for r in range(j, -1, -1) if items[r].kind in "WB" or items[r].low == ","), -1)
                if relative >= 0 and items[relative].kind == "W":
                    e.subjects, e.subject_how = _antecedent(items, relative), "direct"
                    return -1
                break
            continue
        np = _before_comma(items, j)
        if np is not None and _object_of_finite(items, items_index(items, np), by_item):
            break
        if np is not None and (np.prep in ("", "of") or np.prep in SUBORDINATING_PREPOSITIONS) and not _object_of_finite(items, j - 1, by_item):
            e.subjects, e.subject_how = _group(np), "direct"
            return -1
        break
    before = _before_comma(items, k)
    if before is not None and before.prep == "" and not any(items[j].vg is not None for j in range(k)):
        e.subjects, e.subject_how = _group(before), "direct"
        return -1
    _shared(e, by_item, k)
    return -1


def items_index(items: list[Item], np: Np) -> int:
    return next(k for k, item in enumerate(items) if item.np is np)


def _reduced(items: list[Item], j: int) -> bool:
    vg = items[j].vg
    return vg is not None and j > 0 and items[j - 1].low == "," and vg.verb.form in ("VBN", "VBD") and vg.last - vg.first == 1


def _object_of_finite(items: list[Item], k: int, by_item: dict[int, Event]) -> bool:
    while k >= 0 and items[k].np is None:
        k -= 1
    return k >= 0 and _is_argument(items, k, by_item) and items[k].np is not None and items[k].np.prep != "of"


def _antecedent(items: list[Item], k: int) -> list[Np]:
    """The noun phrase that a relative pronoun stands for; ``members of a militia who`` goes to the members."""
    j = k - 1
    while j >= 0 and (items[j].low in (",", "aged") or items[j].kind in "EHY" or items[j].depth > items[k].depth):
        j -= 1
    if j < 0 or items[j].np is None:
        return []
    np = items[j].np
    person = items[k].low in ("who", "whom")
    while np.prep and np.head.tag != "R" and j >= 2:
        i = j - 1
        while i >= 0 and items[i].kind in "PE":
            i -= 1
        if i < 0 or items[i].np is None or (np.prep != "of" and (not person or np.heads & lexicon().classes.keys())):
            break
        head = items[i].np
        if not (head.head.tag == "U" or head.heads & lexicon().classes.keys()):
            break
        np, j = head, i
    return _group(np)


def _voice(items: list[Item], e: Event, by_item: dict[int, Event]) -> None:
    """Passive with an auxiliary, and the participle without one when nothing follows that could be its object."""
    if e.vg.passive:
        e.passive = True
    if e.subjects and e.subjects[-1].pronoun and e.subject_how == "direct" and e.subjects[-1].head.low in ("i", "he", "she", "they", "we") and e.vg.form == "fin":
        return
    bare = e.vg.last - e.vg.first - (1 if e.vg.neg else 0) - len(e.vg.adverbs) == 1
    if e.passive or not bare or e.vg.verb.form not in ("VBN", "VBD") or e.objects:
        return
    if e.vg.neg is not None and e.vg.neg.low == "not" and e.at + 1 < len(items):
        e.passive = True
        return
    keys = [e.lemma, *(f"{e.lemma}_{w}" for w in e.words[:1])]
    if e.that and e.lemma != "tell" or e.question and not (e.lemma == "ask" and e.at <= 2 and not e.subjects) or not any(_passivable(k) for k in keys):
        if not (e.lemma in ("tell", "ask", "warn") and not e.subjects and not e.objects and e.at <= 2):
            return
    by = any(prep == "by" for prep, _ in e.pps)
    initial = not e.subjects or e.subject_how == "other"
    coordinated = e.stop < len(items) - 1 and items[e.stop].kind == "C" and (e.stop + 1) in by_item
    other_finite = any(x is not e and x.vg.form == "fin" and set(x.subjects) & set(e.subjects) and x.at > e.at for x in by_item.values())
    after_preposition = e.at > 0 and items[e.at - 1].np is not None and items[e.at - 1].np.prep not in ("", *SUBORDINATING_PREPOSITIONS)
    when = e.at > 0 and items[e.at - 1].kind == "B"
    if by or initial or when or after_preposition or (other_finite and not coordinated) or not _intransitive(e, items):
        if after_preposition and not by and items[e.at - 1].np is not None:
            e.subjects, e.subject_how = _group(items[e.at - 1].np), "direct"
        e.passive = not coordinated or by or initial


@cache
def _passivable(lemma: str) -> bool:
    """Verbs that do something to a person or thing; those that also stand alone are left active."""
    frames = lexicon().frames.get(lemma, ())
    return lemma not in STANDS_ALONE and any(f.act.split(".")[0] in TAKES_PASSIVE and "o" in f.keys and "s" not in f.keys for f in frames)


def _intransitive(e: Event, items: list[Item]) -> bool:
    """A telegraphic clause (no article, no other verb) uses the participle as a passive: ``Broker arrested``."""
    subject = e.subjects[0] if e.subjects else None
    if subject is not None and not subject.pronoun and subject.head.tag == "N" and not subject.heads & lexicon().classes.keys():
        return False
    if subject is not None and {lexicon().classes.get(h) for h in subject.heads} & {"officer", "authority"}:
        return True
    return subject is None or e.lemma in ("search", "return", "move", "disappear", "shoot", "strike", "hang", "sentence")


def _share_object(items: list[Item], e: Event, by_item: dict[int, Event]) -> None:
    """``arrested and beat him``: the object behind the second verb belongs to both."""
    if e.passive or e.objects or not _passivable(e.lemma):
        return
    if e.stop < len(items) - 1 and items[e.stop].kind == "C":
        after = by_item.get(e.stop + 1)
        if after is not None and after.vg.verb.form == e.vg.verb.form and after.objects and not e.pps:
            e.objects = list(after.objects)


def elide(sentences: list[Parsed], kind: DocumentKind) -> None:
    """Notes and chats leave the subject out: ``Takes 40% now.`` goes on about the last subject."""
    if kind not in (DocumentKind.FIELD_NOTE, DocumentKind.MESSAGE, DocumentKind.INTERVIEW):
        return
    for before, parsed in pairwise(sentences):
        if not parsed.events or not before.events or before.sentence.paragraph != parsed.sentence.paragraph:
            continue
        e, last = parsed.events[0], before.events[0]
        plain = all(i.kind in "EHY" for i in parsed.items[: e.at])
        if plain and not e.subjects and not e.passive and e.vg.verb.form in ("VBZ", "VBD") and last.subjects:
            e.subjects, e.subject_how = list(last.subjects), "other"
