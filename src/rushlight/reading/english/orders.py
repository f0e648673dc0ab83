"""Demands and threats spoken in quotations: imperatives, ``or else``, ``if you …, we will …``.

Only where the words may be an officer's: the speaker is one, or nobody says who speaks.
The act of speaking belongs to whoever reports it; its content to the officer.
"""

from __future__ import annotations

from rushlight.reading.english.attribution import Attributing
from rushlight.reading.english.chunks import Np
from rushlight.reading.english.consequences import is_sum
from rushlight.reading.english.contents import NAMED
from rushlight.reading.english.events import Event, Parsed
from rushlight.reading.english.hits import Hit
from rushlight.reading.english.lexicon import Frame, lexicon, rule_words
from rushlight.reading.english.matching import View, match, verb_keys
from rushlight.reading.english.refs import Ref
from rushlight.reading.english.ultimatums import ultimatum
from rushlight.reading.english.views import KIN

PAYING = frozenset({"pay", "bring", "give", "hand", "find", "hand_over", "put", "get", "collect", "prepare"})
TELLING = frozenset({"tell", "name", "write", "say", "list", "confess", "admit", "give", "show", "unlock"})
SERVING = rule_words("orders_serving")
WRITING_DOWN = frozenset({"put_down", "write_down", "spell_out", "draw", "list", "confess", "own_up", "name"})
FETCHING = frozenset({"bring", "bring_back", "fetch", "get", "call", "tell", "ask", "persuade"})
FORBIDDEN = frozenset({"speak", "talk", "write", "call", "ring", "post", "sing", "pray", "tell", "film", "contact", "meet"})
MOST_VERBS = 3
"""Tokens of ``do not speak``."""
FUTURE = frozenset({"will", "'ll", "would", "shall", "can", "could", "may", "might", "'d"})
CONDITION = frozenset({"if", "unless", "next"})


def quoted_orders(view: View, n: int, attributing: Attributing, hits: list[Hit]) -> list[Hit]:
    """Hits for demands and threats said in the quotation that sentence ``n`` stands in, their contents included."""
    quote = view.parsed.sentence.quote
    if quote is None:
        found = _noted(view, n, hits) + _alternatives(view, n, hits) + _foretold(view, n, hits)
        return found or ultimatum(view, n, hits)
    spoken = attributing.of_quote.get(id(quote))
    if (
        spoken is not None
        and spoken.speaker is not None
        and spoken.speaker.cls not in ("officer", "authority", "name")
        and not _bystander(spoken.speaker, view)
    ):
        return ultimatum(view, n, hits)
    cue = attributing.cue_of.get(id(quote))
    order = _imperative(view)
    hits[:] = [h for h in hits if order is None or h.event is not order or h.act.startswith(("demand", "threat"))]
    out = _demand(view, n, cue) or _sum_alone(view, n, cue)
    out += _threat(view, n, cue, hits)
    return out


def _noted(view: View, n: int, hits: list[Hit]) -> list[Hit]:
    """A note's ``Family told: bring 50,000 or she goes to prison``: the colon stands for the quotation marks."""
    items = view.parsed.items
    cue = next(
        (
            e
            for e in view.parsed.events
            if e.lemma in ("tell", "say", "warn", "order") and any(i.low == ":" for i in items[e.at : e.stop + 1])
        ),
        None,
    )
    named = items[0].np if len(items) > 2 and items[1].low == ":" else None
    speaker = named if named is not None and view.is_official(named) else None
    if cue is None and speaker is None:
        return []
    start = cue.at if cue is not None else 0
    order = next((e for e in view.parsed.events if e.at > start and items[e.at - 1].low == ":"), None)
    if order is None or order.vg.verb.form != "VB":
        return []
    agents, victims = _parties(cue, view) if cue is not None else ([speaker] if speaker is not None else [], [])
    out = _order(view, n, order, agents, victims)
    return out + _otherwise(view, n, order, hits, agents, victims)


def _alternatives(view: View, n: int, hits: list[Hit]) -> list[Hit]:
    """``told to hand over their portraits or face imprisonment``: a threat beside the demand."""
    for h in list(hits):
        if (h.event is not None and h.act.split(".")[0] == "demand") or (
            h.event is not None and h.event.lemma in ("tell", "order", "warn", "instruct") and h.content_of is None
        ):
            agents, victims = _parties(h.event, view)
            return _otherwise(view, n, h.event, hits, agents, victims)
    order = next((e for e in view.parsed.events if e.lemma in ("tell", "order", "instruct", "warn") and e.comps), None)
    return _otherwise(view, n, order, hits, *_parties(order, view)) if order is not None else []


def _foretold(view: View, n: int, hits: list[Hit]) -> list[Hit]:
    """``If it happens again the family goes to the camp, the officer told him``: a threat, then who spoke it."""
    items = view.parsed.items
    telling = [e for e in view.parsed.events if e.vg.form == "fin" and e.lemma in ("tell", "say", "warn") and not e.that]
    teller = next((e for e in telling if any(view.is_official(np) for np in e.subjects)), None)
    if teller is None or teller.lemma not in ("tell", "say", "warn") or teller.that or not teller.subjects:
        return []
    start = next((k for k in range(teller.at, 0, -1) if items[k].low == ","), 0)
    held_out = bool(CONDITION & view.lows) or any(e.vg.modal in FUTURE for e in view.parsed.events if e.at < start)
    if not held_out or not any(view.is_official(np) for np in teller.subjects):
        return []
    before = [e for e in view.parsed.events if e.at < start and e.vg.form == "fin"]
    contents = [(e, row[0].act) for e in before if not e.vg.past for row in _best_sanction(view, e)]
    last = items[start].first
    named = any(np.first < last and np.heads & (lexicon().sets["sanction"] | lexicon().sets["camp"]) for np in view.parsed.nps)
    if not start or not (contents or (named and before)):
        return []
    agents, victims = _parties(teller, view)
    hit = Hit("threat.sanction", n, event=teller, patients=victims, agents=agents, outer=True, tokens=[(0, last)])
    hits[:] = [h for h in hits if h.event is None or all(h.event is not e for e, _ in contents)]
    return [hit, *(Hit(act, n, event=e, patients=e.patients, modality="threatened", content_of=hit) for e, act in contents)]


def _otherwise(view: View, n: int, order: Event, hits: list[Hit], agents: list[Np], victims: list[Np]) -> list[Hit]:
    """The sanction named behind ``or``."""
    items = view.parsed.items
    k = next(
        (
            k
            for k in range(order.at + 1, len(items) - 1)
            if (items[k].low == "or" and items[k + 1].np is not None) or (items[k].low == "or" and items[k + 1].vg is not None)
        ),
        None,
    )
    if k is None:
        return []
    hit = Hit(
        "threat.sanction",
        n,
        event=order,
        patients=victims,
        agents=agents,
        tokens=[(items[k].first, items[-1].last)],
        outer=True,
    )
    later = [e for e in view.parsed.events if e.at > k]
    contents = [(e, row[0].act) for e in later for row in _best_sanction(view, e)]
    if contents:
        hits[:] = [h for h in hits if h.event is None or all(h.event is not e for e, _ in contents)]
        return [hit, *(Hit(act, n, event=e, patients=e.patients, modality="threatened", content_of=hit) for e, act in contents)]
    if any(e.lemma in ("face", "risk", "lose", "get") for e in later) or _names_sanction(view, items[k].first):
        return [hit, *_named(view, n, hit, items[k].first)]
    return []


def _bystander(speaker: Ref, view: View) -> bool:
    """A person whom the text makes no official, and no relative, may still be quoted threatening ``you``."""
    kin = KIN & set(speaker.draft.label.lower().split())
    return speaker.cls in ("person", "intermediary") and not kin and bool({"you", "your"} & view.lows)


def _parties(cue: Event | None, view: View) -> tuple[list[Np], list[Np]]:
    if cue is None:
        return [], []
    if cue.passive:
        return list(cue.agents), [np for np in cue.subjects if view.is_person(np)]
    return list(cue.subjects), [np for np in (*cue.objects, *(p for prep, p in cue.pps if prep == "to")) if view.is_person(np)]


def _imperative(view: View) -> Event | None:
    """The first verb of the sentence, when it is a bare form without a subject."""
    parsed = view.parsed
    if not parsed.events or view.parsed.sentence.question:
        return None
    e = parsed.events[0]
    before = parsed.items[: e.at]
    plain = all(i.kind in "EYCHXB" or i.low in ("please", "now", "just", "then", "so") for i in before)
    may_be = any(form == "VB" for _, form in lexicon().verbs.get(e.vg.verb.low, ()))
    return (
        e
        if plain
        and may_be
        and e.vg.last - e.vg.first <= MOST_VERBS
        and e.vg.form == "fin"
        and not e.subjects
        and not e.vg.modal
        else None
    )


def _demand(view: View, n: int, cue: Event | None) -> list[Hit]:
    e = _imperative(view)
    if e is None:
        return []
    agents, victims = _parties(cue, view)
    if e.vg.neg is not None:
        return _forbidden(view, n, e, agents, victims)
    return _order(view, n, e, agents, victims)


def _forbidden(view: View, n: int, e: Event, agents: list[Np], victims: list[Np]) -> list[Hit]:
    """``Do not speak to foreigners again``."""
    if e.lemma not in FORBIDDEN:
        return []
    last = view.parsed.items[min(e.stop, len(view.parsed.items)) - 1].last
    return [Hit("demand.cooperation", n, event=e, patients=victims, agents=agents, outer=True, tokens=[(e.vg.first, last)])]


def _order(view: View, n: int, e: Event, agents: list[Np], victims: list[Np]) -> list[Hit]:
    """The demand that an imperative makes, with its content."""
    money = [
        np for np in (*e.objects, *e.second, *(p for _, p in e.pps)) if np.heads & lexicon().sets["money"] or _amount(view, np)
    ]
    info = [np for np in (*e.objects, *e.second) if np.heads & lexicon().sets["info"]]
    np: Np | None = None
    if e.lemma == "pay" and not money:
        act, content = "demand.payment", ""
    elif e.lemma in PAYING and money:
        act, content, np = "demand.payment", "take.extorted_payment", money[0]
    elif e.lemma in TELLING and (info or e.question):
        act, content, np = "demand.disclosure", "disclose.contact", next(iter(info), None)
    elif WRITING_DOWN & set(verb_keys(e)):
        act, content = "demand.disclosure", ""
    elif e.lemma in SERVING or (e.lemma in FETCHING and any(view.is_person(x) for x in e.objects)):
        act, content = "demand.cooperation", ""
    else:
        return []
    last = view.parsed.items[min(e.stop, len(view.parsed.items)) - 1].last
    hit = Hit(act, n, event=e, patients=victims, agents=agents, outer=True, tokens=[(e.vg.first, last)])
    out = [hit]
    if content and np is not None:
        out.append(
            Hit(
                content,
                n,
                noun=np,
                patients=victims,
                agents=agents if content.startswith("take") else [],
                modality="demanded",
                content_of=hit,
                tokens=[(e.vg.first, np.last)],
            )
        )
    return out


def _amount(view: View, np: Np) -> bool:
    return any(t.value == "A" for t in view.parsed.sentence.tokens[np.first : np.last])


def _threat(view: View, n: int, cue: Event | None, hits: list[Hit]) -> list[Hit]:
    """What is said to follow: sanctions in the future tense, under a condition or addressed to ``you``."""
    parsed = view.parsed
    conditional = bool(CONDITION & view.lows) or "else" in view.lows or _alternative(parsed) is not None
    addressed = bool({"you", "your"} & view.lows)
    contents = []
    turn = _alternative(parsed)
    for e in parsed.events:
        held_out = turn is not None and e.vg.first > turn and e.vg.form == "fin" and not (e.vg.past or e.vg.perfect)
        if held_out or (e.vg.modal in FUTURE and (conditional or addressed)):
            contents += [(e, frame.act) for frame, _, _ in _best_sanction(view, e)]
    after = _alternative(parsed)
    named = [
        h for h in hits if h.act in lexicon().sanctions and h.noun is not None and after is not None and h.noun.first > after
    ]
    if not contents and not named and not (after is not None and _names_sanction(view, after)):
        return []
    agents, victims = _parties(cue, view)
    first = next((e for e in parsed.events), None)
    hit = Hit(
        "threat.sanction", n, event=contents[0][0] if contents else first, patients=victims, agents=agents, outer=True, cue=cue
    )
    hit.tokens = [(after if after else 0, len(parsed.sentence.tokens))]
    out = [hit]
    for e, act in contents:
        hits[:] = [h for h in hits if h.event is not e]
        made = Hit(act, n, event=e, patients=e.patients, agents=[], modality="threatened", content_of=hit)
        out.append(made)
    for h in named:
        h.modality, h.content_of = "threatened", hit
    if not contents and not named and after is not None:
        out += _named(view, n, hit, after)
    return out


def _best_sanction(view: View, e: Event) -> list[tuple[Frame, list[Np], int]]:
    rows = sorted(match(view, e, lexicon().sanctions), key=lambda row: -row[2])
    return rows[:1]


def _alternative(parsed: Parsed) -> int | None:
    """Where ``or else`` or ``otherwise`` begins."""
    tokens = parsed.sentence.tokens
    for k, t in enumerate(tokens):
        if t.low == "otherwise" or (t.low == "or" and k + 1 < len(tokens) and tokens[k + 1].low == "else"):
            return k
    return None


def _names_sanction(view: View, after: int) -> bool:
    return any(
        np.first > after and (np.heads & lexicon().sets["sanction"] or np.heads & lexicon().sets["camp"])
        for np in view.parsed.nps
    )


def _named(view: View, n: int, hit: Hit, after: int) -> list[Hit]:
    """A sanction named by a noun alone: ``or else think of it as three years of re-education camp``."""
    sets = lexicon().sets
    for np in view.parsed.nps:
        if np.first <= after:
            continue
        act = "detain.camp" if np.heads & sets["camp"] else next((NAMED[h] for h in sorted(np.heads) if h in NAMED), "")
        if act:
            made = Hit(act, n, noun=np, patients=list(hit.patients), modality="threatened", content_of=hit)
            first = next((x.first for x in view.parsed.nps if x.of is np), np.first)
            made.tokens = [(first, np.last)]
            return [made]
    return []


def _sum_alone(view: View, n: int, cue: Event | None) -> list[Hit]:
    """``“Two thousand dollars by Thursday”``: a sum and no verb, said by somebody in power."""
    np = next((x for x in view.parsed.nps if is_sum(view, x)), None)
    if np is None or view.parsed.events or np.first > 2 or cue is None:
        return []
    agents, victims = _parties(cue, view)
    whole = [(0, len(view.parsed.sentence.tokens))]
    hit = Hit("demand.payment", n, noun=np, patients=victims, agents=agents, outer=True, tokens=whole)
    made = Hit("take.extorted_payment", n, noun=np, patients=victims, agents=agents, modality="demanded", content_of=hit)
    made.tokens = [(np.first, np.last)]
    return [hit, made]
