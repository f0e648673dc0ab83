"""What is held out under a condition: ``X or Y``, ``unless X, Y``, ``if not, Y``, ``one more X and Y``, and veiled hints.

A sentence is cut into the condition and the consequence. The consequence is a threat where it tells a sanction of the
lexicon that has not happened and somebody in power says it, or asks for what the condition names. The condition is a
demand where doing it averts the consequence. Read only where no frame has read a threat already.
"""

from __future__ import annotations

from dataclasses import dataclass

from rushlight.reading.english.chunks import Item, Np
from rushlight.reading.english.contents import NAMED
from rushlight.reading.english.demands import GIVING, TELLING
from rushlight.reading.english.events import Event
from rushlight.reading.english.hits import Hit
from rushlight.reading.english.lexicon import lexicon, rule_words
from rushlight.reading.english.matching import View, match, negated, verb_keys

CUES = rule_words("consequences_cues")
VOICES = rule_words("consequences_voices") | rule_words("hits_may_threaten")
TURNS = rule_words("consequences_turns")
OPENERS = rule_words("consequences_openers")
PROVISOS = rule_words("consequences_provisos")
LAST_STRAWS = rule_words("consequences_last_straws")
PITIES = rule_words("consequences_pities")
HARDSHIPS = rule_words("consequences_hardships")
FORESEEN = frozenset({"will", "'ll", "would", "'d", "could", "may", "might", "shall", "can", "must"})
ROUND = frozenset({"hundred", "thousand", "million"})
BEFORE_CONDITIONS = frozenset({",", ";", ":", "that", "and"})
WITHHOLDING = frozenset({"refuse", "withhold", "deny", "keep", "hold"})
OFFICES = rule_words("hits_refusers") | rule_words("demands_offices")
HARD = frozenset({"detain", "move", "kill", "seize", "search", "hurt", "destroy", "labour", "disappear", "try", "deny"})


@dataclass(frozen=True)
class Split:
    """Item ranges of the condition and the consequence; ``averts`` where doing the first spares one the second."""

    condition: tuple[int, int]
    consequence: tuple[int, int]
    averts: bool


def consequence_hits(view: View, n: int, hits: list[Hit], spoken: bool) -> list[Hit]:
    """The threat of a sentence with what it holds out, and the demand it enforces; ``spoken`` in a quotation of power."""
    if any(h.act == "threat.sanction" for h in hits) or view.parsed.sentence.question:
        return []
    cue = _cue(view)
    for split in _splits(view) + _generics(view, cue):
        made = _held_out(view, n, hits, split, cue, spoken)
        if made:
            return made
    return _veiled(view, n, hits, cue, spoken) or _withheld(view, n, hits)


def _generics(view: View, cue: Event | None) -> list[Split]:
    """What is said of whoever does something is held out where somebody says it, or a meeting, a notice, an order."""
    items = view.parsed.items
    public = any(i.low == ":" for i in items) or bool({"meeting", "notice", "order", "decree", "leaflet"} & view.lows)
    if cue is None and not public:
        return []
    return [s for k in range(len(items)) if (s := _whoever(view, k))]


def _cue(view: View) -> Event | None:
    """The verb by which somebody in power speaks, or by which somebody is told."""
    for e in view.parsed.events:
        if e.lemma not in CUES and not _understood(e):
            continue
        told = e.passive and any(view.is_person(np) or np.head.low == "it" for np in e.subjects)
        if told or any(view.is_official(np) or np.heads & VOICES for np in e.agents):
            return e
    return None


def _understood(e: Event) -> bool:
    """``was given to understand``, ``gave them a choice``, ``let it be known``."""
    given = e.lemma == "give" and (
        any(c.lemma == "understand" for c in e.comps) or any("choice" in np.heads for np in e.objects)
    )
    return given or (e.lemma == "let" and any(c.lemma == "know" for c in e.comps))


def _splits(view: View) -> list[Split]:
    items = view.parsed.items
    return [s for k in range(len(items)) for s in (_turn(items, k) or _opened(items, k) or _proviso(items, k),) if s]


def _turn(items: list[Item], k: int) -> Split | None:
    """``…, or Y``, ``…; otherwise Y``, ``one more word and Y``."""
    low = items[k].low
    if low in TURNS and k and k + 1 < len(items):
        return Split((0, k), (k + 1, len(items)), True)
    return _straw(items, k) if low in (",", "and") else None


def _straw(items: list[Item], k: int) -> Split | None:
    """``Another call and …``, ``Next time, …``: what is done once more brings the consequence."""
    first = items[0]
    tokens = first.tokens or []
    words = {t.low for t in tokens[first.first : min(first.last, first.first + 2)]}
    short = k <= 3
    return Split((0, k), (k + 1, len(items)), False) if short and words & LAST_STRAWS else None


def _opened(items: list[Item], k: int) -> Split | None:
    """``If X, Y``, ``unless X, Y``."""
    opens = not k or items[k - 1].low in BEFORE_CONDITIONS
    if items[k].low not in OPENERS or not (opens or items[k - 1].kind in "VNE"):
        return None
    comma = next((j for j in range(k + 2, len(items)) if items[j].low in (",", ";")), 0)
    averts = items[k].low == "unless" or any(i.vg is not None and i.vg.neg is not None for i in items[k : comma or len(items)])
    if opens and comma:
        return Split((k, comma), (comma + 1, len(items)), averts)
    return Split((k, len(items)), (0, k), averts) if k > 1 else None


def _whoever(view: View, k: int) -> Split | None:
    """``whoever shelters him goes the same road``: the consequence begins with the second verb."""
    items = view.parsed.items
    if items[k].low not in ("whoever", "anyone", "those", "everyone") and not _generic(items[k]):
        return None
    verbs = [e for e in view.parsed.events if e.at > k and e.vg.form == "fin"]
    return Split((k, verbs[1].at), (verbs[1].at, len(items)), False) if len(verbs) > 1 else None


def _generic(item: Item) -> bool:
    np = item.np
    return np is not None and np.head.low in ("whoever", "anyone", "those", "everyone", "household", "households", "families")


def _proviso(items: list[Item], k: int) -> Split | None:
    """``… provided X``, ``… as long as X``: the benefit stands first."""
    return None if items[k].low not in PROVISOS or k < 2 else Split((k, len(items)), (0, k), True)


def _held_out(view: View, n: int, hits: list[Hit], split: Split, cue: Event | None, spoken: bool) -> list[Hit]:
    first, last = split.consequence
    inside = [e for e in view.parsed.events if first <= e.at < last and e is not cue]
    contents = [(e, act) for e in inside if _foreseen(e) for act in _sanction(view, e)]
    named = [] if contents else _named(view, first, last, inside)
    asked = next((h for h in hits if h.act.startswith("demand")), None)
    if not contents and not named and not _some_evil(view, split, inside, asked):
        return []
    forced = asked is not None or _obliged(view, split) or _priced(view, split.consequence[0] - 1)
    if not (spoken or cue is not None or forced or _told_so(contents)):
        return []
    agents, victims = _parties(view, cue)
    threat = Hit(
        "threat.sanction", n, event=contents[0][0] if contents else inside[0] if inside else cue, agents=agents, outer=True
    )
    threat.patients = victims or [np for e, _ in contents for np in e.patients if view.is_person(np)][:1]
    threat.noun = named[0][0] if named and threat.event is None else None
    items = view.parsed.items
    threat.tokens = [(items[first].first, items[last - 1].last)]
    gone = {id(e) for e in inside}
    demand = [] if asked is not None or not split.averts else _demand(view, n, split, agents, victims)
    hits[:] = [h for h in hits if h.event is None or id(h.event) not in gone or h.act == "respond.refuse"]
    out = [*demand, threat]
    out += [Hit(act, n, event=e, patients=e.patients, modality="threatened", content_of=threat) for e, act in contents]
    for np, act in named:
        hits[:] = [h for h in hits if h.noun is not np]
        made = Hit(act, n, noun=np, patients=victims, modality="threatened", content_of=threat, tokens=[(np.first, np.last)])
        out += [made] if act else []
    return out


def _some_evil(view: View, split: Split, inside: list[Event], asked: Hit | None) -> bool:
    """``they asked for 5,000, otherwise it would be worse``: what follows a demand if it is not met, whatever it is."""
    turn = split.consequence[0] - 1
    turned = turn >= 0 and view.parsed.items[turn].low in TURNS
    before = asked is not None and asked.event is not None and asked.event.at < turn
    evil = any(e.vg.modal in FORESEEN and not e.vg.perfect for e in inside)
    return turned and ((before and evil) or (_priced(view, turn) and any(_foreseen(e) for e in inside)))


def _priced(view: View, turn: int) -> bool:
    """``80,000 or the boy goes to the front``: nothing but a sum stands before the turn."""
    np = view.parsed.items[turn - 1].np if turn else None
    opens = turn < 2 or view.parsed.items[turn - 2].low in (":", ",", "“", '"', "–", "—", "that")
    return np is not None and opens and is_sum(view, np)


def _foreseen(e: Event) -> bool:
    """In the future or the present, nothing told as done."""
    if e.vg.modal:
        return e.vg.modal in FORESEEN and not e.vg.perfect
    bare = e.vg.verb.form in ("VB", "VBZ", "") or e.vg.form == "inf"
    return bare and not e.vg.past and not e.vg.perfect and e.vg.form in ("fin", "inf")


def _sanction(view: View, e: Event) -> list[str]:
    if negated(e) and e.lemma not in ("get", "find", "have", "see", "be"):
        return []
    rows = sorted(match(view, e, lexicon().sanctions | {"search.home"}), key=lambda row: -row[2])
    papers = any(np.heads & {"file", "record", "dossier", "list"} for np in e.patients)
    return [rows[0][0].act] if rows and not (papers and rows[0][0].act == "destroy.property") else []


def _named(view: View, first: int, last: int, inside: list[Event]) -> list[tuple[Np, str]]:
    """A sanction told by a noun alone: ``or prison``, ``and it is the camp``; empty where a verb of the past governs it."""
    if any(e.vg.past and not e.vg.modal for e in inside):
        return []
    items, sets = view.parsed.items, lexicon().sets
    for item in items[first:last]:
        np = item.np
        if np is None:
            continue
        act = "detain.camp" if np.heads & sets["camp"] else next((NAMED[h] for h in sorted(np.heads) if h in NAMED), "")
        if act or np.heads & sets["sanction"]:
            return [(np, act)]
    return []


def _obliged(view: View, split: Split) -> bool:
    """``She must …``, ``He was to …``, an order without subject: the condition is asked."""
    first, last = split.condition
    for e in view.parsed.events:
        if first <= e.at < last:
            bare = e.vg.verb.form == "VB" and e.vg.form == "fin" and not e.subjects and not e.vg.modal
            to_be = e.lemma == "be" and any(c.link == "inf" or c.vg.form == "inf" for c in e.comps)
            if e.vg.modal == "must" or (e.lemma == "have" and e.comps) or to_be or (bare and e.at <= first + 1):
                return True
    return False


def _told_so(contents: list[tuple[Event, str]]) -> bool:
    """``If he did not come back, his parents would be driven out``: somebody's words in the report's own voice."""
    return any(e.vg.modal == "would" and act.split(".")[0] in HARD for e, act in contents)


def _parties(view: View, cue: Event | None) -> tuple[list[Np], list[Np]]:
    if cue is None:
        return [], []
    if cue.passive:
        return list(cue.agents), [np for np in cue.subjects if view.is_person(np)]
    people = [np for np in (*cue.objects, *(p for prep, p in cue.pps if prep == "to")) if view.is_person(np)]
    return list(cue.subjects), people


def _demand(view: View, n: int, split: Split, agents: list[Np], victims: list[Np]) -> list[Hit]:
    """What is to be done so that it does not come to that."""
    first, last = split.condition
    items = view.parsed.items
    doing = [
        e for e in view.parsed.events if first <= e.at < last and e.lemma not in CUES and e.lemma not in ("be", "have", "must")
    ]
    money = next((i.np for i in items[first:last] if i.np is not None and is_sum(view, i.np)), None)
    e = doing[-1] if doing else None
    if e is None and money is None:
        return []
    act = demanded(view, e, money)
    start = items[first].first + (1 if items[first].kind in "BC" else 0)
    hit = Hit(act, n, event=e, noun=None if e is not None else money, patients=victims, agents=agents, outer=True)
    hit.tokens = [(start, items[last - 1].last)]
    out = [hit]
    if act == "demand.payment" and money is not None:
        out.append(content("take.extorted_payment", n, hit, money, agents))
    return out


def content(act: str, n: int, hit: Hit, np: Np, agents: list[Np]) -> Hit:
    """The content of a demand that a noun phrase names."""
    made = Hit(act, n, noun=np, patients=hit.patients, agents=list(agents), modality="demanded", content_of=hit)
    made.tokens = [(np.first, np.last)]
    return made


def demanded(view: View, e: Event | None, money: Np | None) -> str:
    """Which demand an action is: to pay, to tell, or to serve."""
    if e is None:
        return "demand.payment"
    keys = set(verb_keys(e))
    reached = [*e.objects, *e.second, *(p for _, p in e.pps)]
    if keys & (GIVING | {"be", "lie"}) and money is not None:
        return "demand.payment"
    if (keys & TELLING and not e.passive) or (keys & GIVING and any(view.fits(np, ["@info"]) for np in reached)):
        return "demand.disclosure"
    return "demand.cooperation"


def is_sum(view: View, np: Np) -> bool:
    """A sum with its currency, a round number by itself, or hundreds and thousands in words."""
    tokens = view.parsed.sentence.tokens[np.first : np.last]
    if any(t.value == "A" for t in tokens):
        return True
    bare = np.head.tag == "U" and np.of is None and not np.head.value
    return bare and (any(t.low in ROUND for t in tokens) or view.fits(np, ["@money"]))


def _withheld(view: View, n: int, hits: list[Hit]) -> list[Hit]:
    """``refused to renew her passport unless she signed``: what is asked for what was hers."""
    items = view.parsed.items
    k = next((k for k, i in enumerate(items) if i.low in ("unless", "until") and i.kind in "BP" and k > 1), 0)
    refused = next((e for e in view.parsed.events if e.at < k and (e.lemma in WITHHOLDING or negated(e))), None)
    if refused is not None and any(view.is_person(np) for np in refused.objects) and refused.lemma in ("keep", "hold"):
        return []
    if not k or refused is None or any(h.act.startswith(("demand", "respond.pledge")) and h.at > items[k].first for h in hits):
        return []
    if not any(view.is_official(np) or np.heads & OFFICES for np in refused.agents):
        return []
    agents, victims = _parties(view, refused)
    asked = next((e for e in view.parsed.events if e.at > k and e.vg.form == "fin" and not view.is_official_all(e)), None)
    done_by = asked is not None and any(view.is_person(np) for np in asked.subjects)
    return _demand(view, n, Split((k, len(items)), (0, k), True), agents, victims) if done_by else []


def _veiled(view: View, n: int, hits: list[Hit], cue: Event | None, spoken: bool) -> list[Hit]:
    """``it would be a pity if …``, ``things could become difficult``, ``we know where you sleep``, ``accidents happen``."""
    if not (spoken or cue is not None):
        return []
    for e in view.parsed.events:
        if e is not cue and (_pity(e) or _difficulty(view, e) or _found(view, e)):
            agents, victims = _parties(view, cue)
            start = e.subjects[0].first if e.subjects and e.subject_how == "direct" else e.vg.first
            hit = Hit("threat.sanction", n, event=e, agents=agents, patients=victims, outer=True)
            hit.tokens = [(min(start, e.vg.first), view.parsed.items[-1].last)]
            hits[:] = [h for h in hits if h.event is not e]
            return [hit]
    return []


def _pity(e: Event) -> bool:
    said = {*e.adjectives, *(h for np in e.objects for h in np.heads)}
    return e.lemma == "be" and e.vg.modal in ("would", "'d", "will") and bool(said & PITIES)


def _difficulty(view: View, e: Event) -> bool:
    """Something bad that may come to somebody: ``could meet difficulties``, ``there will be consequences``."""
    held = e.vg.modal in FORESEEN and not e.vg.perfect and not negated(e)
    said = {*e.adjectives, *(h for np in (*e.objects, *e.subjects, *(p for _, p in e.pps)) for h in np.heads)}
    if e.lemma in ("happen", "befall") and any(np.heads & {"accident", "anything", "something"} for np in e.subjects):
        return held or e.vg.verb.form == "VB"
    return held and bool(said & HARDSHIPS)


def _found(view: View, e: Event) -> bool:
    """``We know where your children study``, ``we can find you anywhere``, ``Think of your daughters``."""
    here = bool({"you", "your"} & view.lows)
    known = (
        e.lemma == "know"
        and e.question == "where"
        and not negated(e)
        and any(view.is_official(np) or np.pronoun for np in e.subjects)
    )
    sought = (
        e.lemma in ("find", "reach", "get")
        and e.vg.modal in ("can", "will", "'ll")
        and any(np.pronoun and np.head.low == "you" for np in e.objects)
    )
    thought = e.lemma == "think" and not e.subjects and any(p == "of" for p, _ in e.pps)
    return here and (known or sought or thought)
