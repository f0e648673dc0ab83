"""The subject of each verb: direct, shared, controlled, behind a relative clause or an apposition."""

from __future__ import annotations

from rushlight.reading.english.chunks import Item, Np
from rushlight.reading.english.events import Event
from rushlight.reading.english.lexicon import lexicon, rule_words
from rushlight.reading.english.refs import np_class

CLAUSE_MARKS = frozenset(";:—–") | {"--", "..."}
SUBORDINATING_PREPOSITIONS = frozenset({"after", "before", "since", "until", "till", "as", "than", "like"})
PEOPLE = frozenset({"person", "family", "public", "source", "intermediary"})
NAMING = frozenset({"style", "call", "name", "dub", "term", "title", "brand", "label", "introduce"})
"""``a caller who styled himself Chief offered``: the name is no subject."""
OBJECT_CONTROL = rule_words("clauses_object_control")


def find_subject(items: list[Item], e: Event, by_item: dict[int, Event]) -> None:
    if e.parent is not None:
        _controlled(items, e)
        return
    parted = _parted(items, e, by_item)
    if parted is not None:
        e.subjects, e.subject_how, e.passive = list(parted.subjects), "direct", True
        return
    if e.vg.form in ("ing", "ed") and not _behind_np(items, e.at):
        _participle(items, e, by_item)
        return
    if e.vg.form == "inf":
        _participle(items, e, by_item)
        return
    _finite_subject(items, e, by_item)
    e.subjects = [_of_number(items, np) for np in e.subjects]


def _of_number(items: list[Item], np: Np) -> Np:
    """``two men from Branch 227 walked in``: the number belongs to the name before it, the verb to the men."""
    if not np.head.low.isdigit() or np.mods or np.det:
        return np
    k = next((k for k, item in enumerate(items) if item.np is np), 0)
    before = items[k - 1] if k else None
    numbered = before is not None and before.np is not None and before.last == np.first and before.np.head.capital
    return (top(items, k - 1) or np) if numbered else np


def _parted(items: list[Item], e: Event, by_item: dict[int, Event]) -> Event | None:
    """``Her brother was, she says, beaten``: the auxiliary that a cue between commas parts from its participle."""
    alone = e.vg.last - e.vg.first == 1 and e.vg.verb.form in ("VBN", "VBD")
    if not alone or not e.at or items[e.at - 1].low != ",":
        return None
    said = next((by_item[j] for j in range(e.at - 2, -1, -1) if j in by_item), None)
    if said is None or said.lemma not in lexicon().speech["say"]:
        return None
    be = next((by_item[j] for j in range(said.at - 1, -1, -1) if j in by_item), None)
    left = be is not None and be.lemma == "be" and be.at + 1 < len(items) and items[be.at + 1].low == ","
    return be if left else None


def _behind_np(items: list[Item], at: int) -> bool:
    """Does a noun phrase stand right before, a parenthesis left out?"""
    k = at - 1
    while k >= 0 and (items[k].depth > items[at].depth or items[k].low == ")"):
        k -= 1
    return k >= 0 and items[k].np is not None


def _controlled(items: list[Item], e: Event) -> None:
    parent = e.parent
    if parent is None:
        return
    before = items[e.at - 1]
    if e.link in ("bare", "ing") and before.np is not None and before.np in parent.objects:
        e.subjects, e.subject_how = group(before.np), "direct"
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
            e.subjects, e.subject_how, e.passive = group(_first_person(np)), "direct", True
            return
    if not any(k < e.at and by_item[k].vg.form == "fin" for k in by_item):
        j = e.stop
        while j < len(items) and items[j].np is None:
            if items[j].vg is not None:
                break
            j += 1
        if j < len(items) and items[j].np is not None and items[j].prep == "":
            e.subjects, e.subject_how = group(items[j].np), "other"
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
    return top(items, k)


def top(items: list[Item], k: int) -> Np | None:
    """The noun phrase on which a chain of prepositional phrases hangs: ``the headstone of a cousin of one of her friends``."""
    while k >= 0 and items[k].prep:
        j = k - 1
        while j >= 0 and items[j].kind in "PE":
            j -= 1
        if j < 0 or items[j].np is None:
            break
        k = j
    return items[k].np if k >= 0 else None


def group(np: Np | None) -> list[Np]:
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
            e.subjects, e.subject_how = antecedent(items, k), "relative"
            return
        elif item.kind == "C" and (both := _counted_in(items, k)):
            e.subjects, e.subject_how = both, "direct"
            return
        elif item.kind == "C" or (
            item.low in CLAUSE_MARKS and (item.low != ":" or (k and k == e.at - 1 and e.vg.verb.form == "VBD"))
        ):
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
            e.subjects, e.subject_how = _whole(items, group(item.np)), "direct"
            return
        elif item.kind == "Q":
            _quoted_subject(items, e)
            return
        elif item.vg is not None and _reduced_before(items, k, by_item):
            k -= 1
        elif item.kind == "B" or item.vg is not None:
            whose = _whose(items, k) if item.vg is not None else None
            if whose is not None:
                e.subjects, e.subject_how = group(whose), "direct"
            else:
                _shared(e, by_item, k)
            return
        else:
            k -= 1
    if not e.subjects:
        _quoted_subject(items, e)


def _counted_in(items: list[Item], k: int) -> list[Np]:
    """``three men in plain clothes and one in uniform pushed him``: both are subjects, though a phrase parts them."""
    before, after = items[k - 1].np if k else None, items[k + 1].np if k + 1 < len(items) else None
    if before is None or after is None or not before.prep:
        return []
    numbered = after.head.tag == "U" or after.head.low in ("one", "another", "others")
    head = top(items, k - 1)
    return [*group(head), after] if numbered and head is not None and not head.prep else []


def _whole(items: list[Item], nps: list[Np]) -> list[Np]:
    """``Interlocutors in Boa Vista and Cúcuta spoke``: the interlocutors, not the towns joined behind ``in``."""
    if len(nps) < 2 or not nps[0].prep or nps[0].prep in SUBORDINATING_PREPOSITIONS:
        return nps
    head = top(items, items_index(items, nps[0]))
    return nps if head is None or head is nps[0] else group(head)


def is_participle(e: Event) -> bool:
    """``took`` and ``gave`` are never participles: ``The men took to the hills``."""
    return any(form == "VBN" for _, form in lexicon().verbs.get(e.vg.verb.low, ())) or e.vg.verb.form == "VBN"


def _reduced_before(items: list[Item], k: int, by_item: dict[int, Event]) -> bool:
    """``the fate of those arrested remains unknown``: the participle belongs to the noun before it."""
    other = by_item.get(k)
    if other is not None and other.vg.form == "ing" and k > 0 and items[k - 1].low == "of":
        return not other.objects
    if other is not None and other.vg.form == "ing" and k > 0 and items[k - 1].np in other.subjects:
        return other.vg.last - other.vg.first == 1 and other.parent is None
    return other is not None and other.passive and other.vg.last - other.vg.first == 1 and k > 0 and items[k - 1].np is not None


def _whose(items: list[Item], k: int) -> Np | None:
    """``nine people whose relatives refused have been dismissed``: the people, not the relatives."""
    for j in range(k - 1, 0, -1):
        np = items[j].np
        if items[j].kind == "W" or (np is not None and np.det == "whose"):
            found = antecedent(items, j)
            return found[-1] if found else None
        if items[j].kind in "BC" or items[j].low in CLAUSE_MARKS or items[j].low == ",":
            return None
    return None


def _quoted_subject(items: list[Item], e: Event) -> None:
    """``“…,” said the officer``: the subject stands behind the verb."""
    who = e.objects[0] if e.objects and e.objects[0].head.low not in ("nothing", "something", "none") else None
    speaks = who is not None and bool(who.pronoun or who.name or who.heads & lexicon().classes.keys())
    told = e.vg.verb.form in ("VBD", "VBZ") or e.vg.last - e.vg.first > 1
    if speaks and told and e.lemma in lexicon().speech["say"] and not e.vg.passive:
        e.subjects, e.subject_how = [e.objects[0]], "direct"
        e.objects = e.objects[1:]


def _shared(e: Event, by_item: dict[int, Event], k: int) -> None:
    """A verb without its own subject takes that of the finite verb before it, first one in the same tense."""
    earlier = [by_item[j] for j in sorted((j for j in by_item if j < e.at), reverse=True)]
    to = next((o for o in earlier if o.vg.form == "inf" and o.subjects), None)
    if to is not None and e.vg.verb.form == "VB" and e.vg.last - e.vg.first == 1 and not _told_between(to, earlier):
        e.subjects, e.subject_how = list(to.subjects), "shared"
        return
    tense = [o for o in earlier if o.vg.form == e.vg.form == "fin" and o.subjects and o.vg.past == e.vg.past]
    plain = [o for o in tense if (o.vg.perfect, o.vg.progressive) == (e.vg.perfect, e.vg.progressive)]
    alike = next(iter(plain or tense), None)
    if alike is not None and not alike.passive and (alike.subject_how != "relative" or _within(alike, k)):
        e.subjects, e.subject_how = list(alike.subjects), "shared"
        return
    for j in sorted((j for j in by_item if j < e.at), reverse=True):
        other = by_item[j]
        if (
            (other.vg.form == "fin" and other.subjects and other.subject_how != "relative")
            or other.vg.form == e.vg.form != "fin"
        ) and (j < k or other.subjects):
            e.subjects, e.subject_how = list(other.subjects), "shared"
            single = e.vg.last - e.vg.first == 1
            if other.passive and e.vg.verb.form in ("VBN", "VBD") and not e.objects and single and is_participle(e):
                e.passive = True
            return
    for j in sorted((j for j in by_item if j < e.at), reverse=True):
        if by_item[j].subjects:
            e.subjects, e.subject_how = list(by_item[j].subjects), "shared"
            return


def _within(relative: Event, k: int) -> bool:
    """``who broke the lock and pulled him out``: no comma parts the second verb from the relative clause."""
    return relative.stop == k


def _told_between(to: Event, earlier: list[Event]) -> bool:
    """Does a verb in the present stand between an infinitive and the plain form that may go on with it?"""
    return any(o.at > to.at and o.vg.form == "fin" and not o.vg.past for o in earlier)


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
    named = items[j - 1].vg if j > 0 and items[j].np is not None else None
    if named is not None and named.lemma in NAMING:
        return True
    if j < 0 or items[j].vg is None:
        return False
    return not (by_item.get(j) is not None and by_item[j].that == k)


def _behind_relative(items: list[Item], k: int, e: Event, by_item: dict[int, Event]) -> int:
    """Step over an argument; when it lies in a relative clause, the clause's antecedent is the subject."""
    np = items[k].np
    if np is not None and np.prep:
        return k - 1 if items[k - 1].kind != "P" else k - 2
    governor = next((j for j in range(k - 1, 0, -1) if items[j].vg is not None), 0)
    if governor and items[governor].form == "ing" and items[governor - 1].np is not None and items[governor - 1].kind == "N":
        e.subjects, e.subject_how = group(top(items, governor - 1)), "direct"
        return -1
    for j in range(k - 1, -1, -1):
        if items[j].kind == "W":
            e.subjects, e.subject_how = antecedent(items, j), "direct"
            return -1
        if items[j].low == "that" and items[j].kind == "B" and _relative_that(items, j):
            e.subjects, e.subject_how = antecedent(items, j), "direct"
            return -1
        if (items[j].kind == "B" and items[j + 1].form != "ing") or items[j].low in CLAUSE_MARKS:
            break
    governor_event = by_item.get(k - 1)
    if governor_event is not None and _runs_on(items, governor_event):
        e.subjects, e.subject_how = list(governor_event.subjects), "shared"
        return -1
    e.subjects, e.subject_how = group(np), "direct"
    return -1


def _relative_that(items: list[Item], j: int) -> bool:
    """``Three households in Hoeryong, that have relatives abroad, were expelled``: no verb stands before ``that``."""
    return j > 0 and not any(i.vg is not None for i in items[:j]) and any(i.np is not None for i in items[:j])


OPENING = rule_words("clauses_clausal") | rule_words("clauses_raising") | {"be", "do", "tell", "ask"}


def _runs_on(items: list[Item], before: Event) -> bool:
    """``police came searched everything took my laptop``: a chat's row of verbs, none of them in a clause of its own."""
    plain = before.vg.form == "fin" and bool(before.subjects) and before.lemma not in lexicon().speech["say"] | OPENING
    return plain and not before.passive and not any(i.kind == "B" for i in items[: before.at])


def _over_parenthesis(items: list[Item], k: int, e: Event, by_item: dict[int, Event]) -> int:
    """A comma before the verb: step over an apposition or an inserted clause to the subject before it."""
    for j in range(k - 1, -1, -1):
        if items[j].low != ",":
            if items[j].finite and not _reduced(items, j):
                inserted = next((r for r in range(j, -1, -1) if items[r].low == ","), -1)
                alone = (
                    inserted > 0
                    and not any(items[r].vg is not None for r in range(inserted))
                    and items[inserted + 1].np is not None
                )
                if inserted > 0 and (alone or items[inserted + 1].kind == "B" or items[inserted + 1].low == "as"):
                    np = _before_comma(items, inserted)
                    if np is not None:
                        e.subjects, e.subject_how = group(np), "direct"
                        return -1
                relative = next((r for r in range(j, -1, -1) if items[r].kind in "WB" or items[r].low == ","), -1)
                if relative >= 0 and items[relative].kind == "W":
                    e.subjects, e.subject_how = antecedent(items, relative), "direct"
                    return -1
                break
            continue
        if j and items[j - 1].kind == "W":
            e.subjects, e.subject_how = antecedent(items, j - 1), "relative"
            return -1
        np = _before_comma(items, j)
        if np is not None and _object_of_finite(items, items_index(items, np), by_item):
            break
        if (
            np is not None
            and (np.prep in ("", "of") or np.prep in SUBORDINATING_PREPOSITIONS)
            and ((np is not items[j - 1].np and not np.prep) or not _object_of_finite(items, j - 1, by_item))
        ):
            e.subjects, e.subject_how = group(np), "direct"
            return -1
        break
    before = _before_comma(items, k)
    if before is not None and before.prep == "" and not any(items[j].vg is not None for j in range(k)):
        e.subjects, e.subject_how = group(before), "direct"
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
    return k >= 0 and _is_argument(items, k, by_item) and items[k].prep != "of"


def antecedent(items: list[Item], k: int) -> list[Np]:
    """The noun phrase that a relative pronoun stands for; ``members of a militia who`` goes to the members."""
    j = k - 1
    while j >= 0 and (items[j].low in (",", "aged") or items[j].kind in "EHY" or items[j].depth > items[k].depth):
        j -= 1
    np = items[j].np if j >= 0 else None
    if np is None:
        return []
    person = items[k].low in ("who", "whom")
    while np.prep and np.head.tag != "R" and j >= 2:
        i = j - 1
        while i >= 0 and items[i].kind in "PE":
            i -= 1
        head = items[i].np if i >= 0 else None
        restricts = items[k - 1].np is np and head is not None and head.head.tag != "U"
        if person and restricts and head is not None and np_class(np) in PEOPLE and np_class(head) in PEOPLE:
            break
        if head is None or (np.prep != "of" and (not person or np.heads & lexicon().classes.keys())):
            break
        if not (head.head.tag == "U" or head.heads & lexicon().classes.keys()):
            break
        np, j = head, i
    return group(np)
