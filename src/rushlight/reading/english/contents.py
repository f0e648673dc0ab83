"""What a demand, threat, pledge or confession is about, where no verb of the content says it.

The sum demanded, the names asked for, the deliveries to be reported: noun phrases that are
themselves the content of the act of speaking (docs/model.md: two statements, linked).
"""

from __future__ import annotations

from rushlight.reading.english.chunks import Np
from rushlight.reading.english.events import Event
from rushlight.reading.english.hits import Hit, is_abuse
from rushlight.reading.english.lexicon import lexicon, rule_words
from rushlight.reading.english.matching import View

FUNDS = rule_words("contents_funds")
TELLING = frozenset({"disclose", "declare", "reveal", "name", "list", "tell", "state", "divulge", "report"})
BRINGING = frozenset({"bring", "bring_in", "hand", "hand_in", "deliver", "surrender", "give", "show"})
DELIVERED = frozenset({"parcel", "delivery", "deliveries", "call", "message", "visitor", "letter", "package"})
PAYING = rule_words("questions_paying")
COMING = frozenset({"next", "future", "coming", "arrive", "due", "advance"})
FUTURE = frozenset({"future", "next", "any", "every", "new"})


NAMED = {
    "arrest": "detain.arrest",
    "imprisonment": "detain.custody",
    "jail": "detain.custody",
    "prison": "detain.custody",
    "detention": "detain.custody",
    "exile": "move.internal_exile",
    "banishment": "move.internal_exile",
    "expulsion": "move.internal_exile",
    "execution": "kill.execution",
    "eviction": "move.eviction",
    "dismissal": "deny.livelihood",
    "deportation": "move.forced_return",
    "confiscation": "seize.property",
    "demolition": "destroy.property",
    "prosecution": "try.sentence",
}
"""Nouns that name a sanction, and the act they name."""


def add_contents(view: View, n: int, hits: list[Hit]) -> list[Hit]:
    """The nominal contents of the speech acts among ``hits``."""
    out: list[Hit] = []
    for hit in hits:
        e = hit.event
        if e is None or (hit.negated and hit.act.startswith("demand.")):
            continue
        if hit.act == "demand.payment":
            out += _payment(view, n, hit, e)
        elif hit.act == "threat.sanction":
            out += _sanction(view, n, hit, e) + _avoided(view, n, hit, e)
        elif hit.act == "respond.pledge":
            out += undertaken(view, n, hit, e)
        elif hit.act == "list.sanction":
            out += _listed(view, n, hit, e)
        elif hit.act == "demand.disclosure":
            out += _disclosure(view, n, hit, e)
    return out


def _reach(e: Event) -> list[Np]:
    """Objects and prepositional phrases of a verb and its complements."""
    found = [*e.patients, *e.objects, *e.second, *(p for _, p in e.pps)]
    for c in e.comps:
        found += _reach(c)
    return list(dict.fromkeys(found))


def _content(view: View, act: str, n: int, hit: Hit, np: Np, last: int = 0) -> Hit:
    made = Hit(
        act,
        n,
        noun=np,
        patients=_victims(hit, view),
        agents=list(hit.agents) if act.startswith("take") else [],
        modality="demanded",
        content_of=hit,
    )
    made.tokens = [(np.first, max(np.last, last))]
    return made


def _victims(hit: Hit, view: View) -> list[Np]:
    e = hit.event
    if e is None:
        return list(hit.patients)
    people = [np for np in (*e.patients, *e.objects) if view.is_person(np)]
    return people or [p for prep, p in e.pps if prep in ("from", "of") and view.is_person(p)]


def _sanction(view: View, n: int, hit: Hit, e: Event) -> list[Hit]:
    """``threatened with exile``: the sanction that a noun names."""
    for prep, np in e.pps:
        named = next((NAMED[h] for h in sorted(np.heads) if h in NAMED), "")
        if prep == "with" and named:
            made = Hit(named, n, noun=np, patients=_victims(hit, view), modality="threatened", content_of=hit)
            made.tokens = [(np.first, np.last)]
            return [made]
    return []


def undertaken(view: View, n: int, hit: Hit, e: Event) -> list[Hit]:
    """``a pledge that she would inform them first``, ``pledges to report deliveries``: what will be told."""
    for x in view.parsed.events:
        told = x.lemma in ("report", "inform", "tell", "notify", "disclose")
        brought = x.lemma in BRINGING and bool((DELIVERED | FUNDS) & {h for np in x.objects for h in np.heads})
        if x.at >= e.at and x is not hit.event and (told or brought) and not x.passive:
            words = {h for np in (*x.objects, *(p for _, p in x.pps)) for h in np.heads}
            coming = brought or {"delivery", "deliveries", "remittance", "remittances", "parcel", "transfer"} & view.lows
            act = "disclose.future_delivery" if words & FUNDS or coming else "disclose.contact"
            made = Hit(act, n, event=x, patients=[], agents=list(e.subjects), modality="pledged", content_of=hit)
            return [made]
    return []


def _avoided(view: View, n: int, hit: Hit, e: Event) -> list[Hit]:
    """``they can do whatever they want if they wish to avoid exile``: the sanction held out."""
    out = []
    for x in view.parsed.events:
        named = next((NAMED[h] for np in x.objects for h in sorted(np.heads) if h in NAMED), "")
        if x.at > e.at and x.lemma in ("avoid", "escape", "prevent") and named:
            made = Hit(named, n, noun=x.objects[0], patients=_victims(hit, view), modality="threatened", content_of=hit)
            made.tokens = [(x.vg.first, x.objects[0].last)]
            out.append(made)
    return out


def _listed(view: View, n: int, hit: Hit, e: Event) -> list[Hit]:
    """``place them on exile lists``, threatened: the sanction that the list is for is threatened too."""
    for _, np in e.pps:
        named = next((NAMED[t.low] for t in np.mods if t.low in NAMED), "")
        if named:
            made = Hit(named, n, noun=np, patients=_victims(hit, view), only_content=True)
            made.tokens = [(np.first, np.last)]
            return [made]
    return []


def _payment(view: View, n: int, hit: Hit, e: Event) -> list[Hit]:
    money = lexicon().sets["money"]
    pool = [
        np
        for np in _reach(e)
        if np.heads & money
        or view.fits(np, ["@money"])
        or any(t.value == "A" for t in view.parsed.sentence.tokens[np.first : np.last])
    ]
    pool.sort(key=lambda np: not any(t.value == "A" for t in view.parsed.sentence.tokens[np.first : np.last]))
    if not pool:
        tokens = view.parsed.sentence.tokens
        pool = [np for np in view.parsed.nps if np.first > e.at and any(t.value == "A" for t in tokens[np.first : np.last])]
    return [_content(view, "take.extorted_payment", n, hit, np) for np in pool[:1]]


def about(words: set[str] | frozenset[str]) -> str:
    """What a question with these words asks for."""
    if words & COMING and words & (FUNDS | DELIVERED):
        return "disclose.future_delivery"
    return "disclose.receipt_of_funds" if words & (FUNDS | PAYING) else "disclose.contact"


def asked_most(view: View, first: int, last: int) -> str:
    """What most of the questions between two tokens ask for; a question has a verb of its own."""
    parts: list[set[str]] = [set()]
    verbs = [False]
    for t in view.parsed.sentence.tokens[first:last]:
        if t.low in (",", ";", "?"):
            parts.append(set())
            verbs.append(False)
        parts[-1] |= {t.low, t.lemma}
        verbs[-1] = verbs[-1] or t.tag in "VA"
    whole = [p for p, verb in zip(parts, verbs, strict=True) if verb] or [set().union(*parts)]
    acts = [about(p) for p in whole]
    return max(sorted(set(acts)), key=acts.count)


def _disclosure(view: View, n: int, hit: Hit, e: Event) -> list[Hit]:
    """One content for each thing to be told: whom one met (contact), what one received (funds), what is to come."""
    if e.question:
        items = view.parsed.items
        act = asked_most(view, items[e.stop].first, len(view.parsed.sentence.tokens))
        made = Hit(act, n, noun=None, event=None, patients=_victims(hit, view), modality="demanded", content_of=hit)
        made.tokens = [(items[e.stop].first, items[-1].last)]
        made.noun = next((i.np for i in items[e.stop :] if i.np is not None), None)
        return [made] if made.noun is not None else []
    info = lexicon().sets["info"] | FUNDS | lexicon().sets["contact_object"] | {"contact", "communication", "dealings"}
    out = []
    for np in _asked(view, e):
        if (
            not np.heads & info
            or (np in e.patients and view.is_person(np))
            or (np.prep == "of" and np.heads & FUNDS and not _detailed(e, np))
        ):
            continue
        if (
            np.heads & {"detail", "information", "account", "list"}
            and any(p.prep in ("about", "on", "of") and p.first > np.first for p in _reach(e))
            and not np.heads & {"list"}
        ):
            continue
        if np.prep in ("with", "to", "from", "by") and np.conj is None:
            continue
        funds = np.heads & FUNDS or _of_senders(view, np)
        act = (
            "disclose.future_delivery"
            if funds and any(t.low in FUTURE for t in np.mods)
            else "disclose.receipt_of_funds"
            if funds
            else "disclose.contact"
        )
        last = np.of.last if np.of is not None else np.last
        out.append(_content(view, act, n, hit, np, last))
    return out[:4]


def _asked(view: View, e: Event) -> list[Np]:
    """What a demand reaches: its objects, those of its infinitive, or of the clause behind ``that``."""
    found = _reach(e)
    inner = next((x for x in view.parsed.events if e.that and x.at > e.that), None)
    told = inner.objects if inner is not None and inner.lemma in TELLING else []
    return list(dict.fromkeys([*found, *told]))


def _detailed(e: Event, np: Np) -> bool:
    """``details of the remittances``: the money is what is asked about."""
    return any(x.of is np and x.heads & {"detail", "information", "account", "list", "record"} for x in _reach(e))


def _of_senders(view: View, np: Np) -> bool:
    """``the names of everybody who had wired us something``: what is asked is who sent money."""
    after = {t.lemma for t in view.parsed.sentence.tokens[np.last : np.last + 9]}
    return bool(np.heads & {"name", "list"}) and bool(
        after & {"wire", "remit", "transfer"} or (after & {"send", "pay"} and "who" in after)
    )


def motives(view: View, n: int, hits: list[Hit]) -> list[Hit]:
    """The reason given for an abuse in its own sentence: ``because …``, ``for maintaining …``, ``on account of …``."""
    items = view.parsed.items
    acts = [h for h in hits if h.content_of is None and h.event is not None and is_abuse(h.act)]
    for k in range(1, len(items) - 1):
        because = items[k].low in ("because", "because of", "on account of")
        gerund = items[k].kind == "P" and items[k].low == "for" and items[k + 1].form == "ing"
        act = next((h for h in reversed(acts) if h.event is not None and h.event.at < k), None)
        if act is None or not (because or gerund):
            continue
        end = next((i.first for i in items[k + 2 :] if i.low in (";", ",")), items[-1].last)
        made = Hit("motive.imputed", n, noun=items[k + 1].np, event=None, patients=[], agents=list(act.agents))
        made.noun = made.noun or next((i.np for i in items[k + 1 :] if i.np is not None), None)
        made.tokens = [(items[k].first, end)]
        return [made] if made.noun is not None else []
    return []
