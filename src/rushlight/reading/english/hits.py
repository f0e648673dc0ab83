"""Hits: an act found in a clause or a noun phrase, before roles and modality are settled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rushlight.codebook import codebook
from rushlight.reading.english.chunks import Np
from rushlight.reading.english.events import Event, Parsed
from rushlight.reading.english.lexicon import Frame, NounFrame, lexicon, rule_words
from rushlight.reading.english.matching import View, go_together, negated, ranked
from rushlight.reading.english.misreadings import misread
from rushlight.reading.english.realised import attested, exists, halted, known_order, of_things, sought, unrealised
from rushlight.reading.english.refs import np_class


@dataclass(eq=False)
class Hit:
    """One act in one sentence. ``n`` is the sentence's number; ``event`` or ``noun`` is what says it.

    ``likeness`` is the lead of an act found by likeness alone, 0 where a frame found it.
    """

    act: str
    n: int
    event: Event | None = None
    noun: Np | None = None
    frame: Frame | None = None
    noun_frame: NounFrame | None = None
    patients: list[Np] = field(default_factory=list)
    agents: list[Np] = field(default_factory=list)
    negated: bool = False
    light: Event | None = None
    modality: str = "occurred"
    content_of: Hit | None = None
    drop: bool = False
    outer: bool = False
    counted: bool = False
    only_content: bool = False
    cue: Event | None = None
    tokens: list[tuple[int, int]] = field(default_factory=list)
    likeness: float = 0.0

    @property
    def at(self) -> int:
        """Token position of the trigger."""
        return self.event.vg.first if self.event is not None else self.noun.first if self.noun is not None else 0


CONSUMING = rule_words("hits_consuming")
"""Acts whose complement verb is part of the act itself (made to kneel, forced to dig): it is not a second act."""


def verb_hits(view: View, n: int) -> list[Hit]:
    """The hits of all verbs of a sentence."""
    out: list[Hit] = []
    for e in view.parsed.events:
        out += _best(view, e, n)
    eaten = {
        id(c)
        for h in out
        if h.event is not None and _consumes(h) and h.frame and {"c", "ing", "ed", "co"} & h.frame.keys.keys()
        for c in _first(h.event)
    }
    return [h for h in out if h.event is None or id(h.event) not in eaten]


def _best(view: View, e: Event, n: int) -> list[Hit]:
    """The most specific act that the doers allow, with companions that say something else of the same event."""
    out: list[Hit] = []
    for frame, patients in ranked(view, e):
        if out and not go_together(out[0].act, frame.act, len(out) == 1):
            continue
        hit = Hit(
            frame.act,
            n,
            event=e,
            frame=frame,
            patients=patients or _demanded_of(view, frame, e),
            agents=e.agents,
            negated=_is_negated(frame, e),
        )
        if not _wrong_hand(view, hit):
            out.append(hit)
    return out


def _demanded_of(view: View, frame: Frame, e: Event) -> list[Np]:
    """``demanded that the mother disclose``: of the mother."""
    if not frame.act.startswith("demand.") or not e.that:
        return []
    inner = next((x for x in view.parsed.events if x.at > e.that and x.subject_how == "direct"), None)
    return list(inner.subjects) if inner is not None else []


def _wrong_hand(view: View, h: Hit) -> bool:
    """Families, sources and reporters do not demand, threaten, search or seize: the verb means something else."""
    if h.event is not None and misread(view, h.act, h.event, h.patients):
        return True
    if h.act.startswith("exchange.") and any(view.is_official(np) and not np.pronoun for np in h.agents):
        return True
    if h.act == "disappear.enforced" and h.event is not None and _of_a_thing(view, h.event):
        return True
    if h.act == "attitude.expressed" and any(view.is_official(np) for np in h.agents):
        return True
    if h.act in ("demand.cooperation", "threat.sanction") and h.agents and all(_private(view, np) for np in h.agents):
        return True
    if h.act == "respond.pledge" and h.event is not None and h.event.that and asserts(view.parsed, h.event):
        return True
    if h.act == "labour.forced" and h.patients and all(view.is_official(np) and not np.pronoun for np in h.patients):
        return True
    family = h.act.split(".")[0]
    agents = [np for np in h.agents if not np.pronoun]
    if agents and len(agents) == len(h.agents) and h.event is not None and not h.event.passive:
        if (
            is_abuse(h.act)
            and not any(view.is_person(np) or np.heads & INSTRUMENTS or np.name for np in agents)
            and not (family in ("deny", "discriminate", "restrict") and any(np.heads & REFUSERS for np in agents))
            and "s" not in (h.frame.keys if h.frame else ())
        ):
            return True
        if (
            family in ("respond", "adapt", "effect")
            and h.act != "respond.deny"
            and all(view.is_official(np) for np in agents)
            and "o" not in _effect_keys(h)
        ):
            return True
    if of_a_body(view, h):
        return True
    if h.act.split(".")[0] not in OFFICIAL_ACTS or h.event is None or h.event.passive or h.act == "take.extorted_payment":
        return False
    if h.frame is not None and "@p" in (h.frame.keys.get("s") or []):
        return False
    refs = [view.cast.get(np) for np in h.agents]
    return any(r is not None and r.cls in ("family", "source", "reporter", "outlet", "organisation") for r in refs)


def of_a_body(view: View, h: Hit) -> bool:
    """``It admitted holding them``, ``they shook out the drawers``: those in power neither confess nor fear here."""
    e, pronouns = h.event, [np for np in h.agents if np.pronoun]
    if e is None or e.passive or not pronouns or len(pronouns) < len(h.agents):
        return False
    refs = [view.cast.get(np) for np in pronouns]
    power = all(r is not None and r.cls in ("authority", "officer") for r in refs)
    confessed = h.act.startswith("respond.confess") and power and all(r is not None and r.cls == "authority" for r in refs)
    return confessed or (h.act == "effect.fear" and power and bool(e.objects) and not any(view.is_person(o) for o in e.objects))


def _of_a_thing(view: View, e: Event) -> bool:
    """``where her passport was``, ``the whereabouts of the treasure``: nobody has disappeared."""
    kept = [np.of for np in (*e.patients, *e.subjects) if np.heads & {"whereabouts", "fate"} and np.of is not None]
    if kept:
        return not any(view.is_person(np) for np in kept)
    items = view.parsed.items
    k = next((k for k in range(e.at, len(items)) if items[k].low == "where" and items[k].kind == "B"), 0)
    inner = next((x for x in view.parsed.events if k and x.at > k), None)
    return inner is not None and not any(view.is_person(np) for np in (*inner.subjects, *inner.objects))


MAY_THREATEN = rule_words("hits_may_threaten")


def asserts(parsed: Parsed, e: Event) -> bool:
    """``swears that he was caught``: what is sworn lies in the past, so nothing is promised."""
    inner = next((x for x in parsed.events if x.at > e.that and x.vg.form == "fin"), None)
    return e.lemma == "swear" and inner is not None and not inner.vg.modal and (inner.vg.past or inner.vg.perfect)


def _private(view: View, np: Np) -> bool:
    """A common noun for a person without office: a priest or a teacher asks, he does not demand."""
    ref = view.cast.get(np)
    return not np.pronoun and not np.name and ref is not None and ref.cls == "person" and np.head.lemma not in MAY_THREATEN


def is_abuse(act: str) -> bool:
    return codebook().term(act).kind in ("abuse", "possible_abuse")


def _effect_keys(h: Hit) -> frozenset[str]:
    """``The arrests terrified the families``: the affected is the object, so the subject may be anybody."""
    return frozenset(h.frame.keys) if h.frame is not None and h.act.startswith("effect.") else frozenset()


REFUSERS = rule_words("hits_refusers")
INSTRUMENTS = rule_words("hits_instruments")
OFFICIAL_ACTS = rule_words("hits_official_acts")


def _consumes(h: Hit) -> bool:
    return h.act in CONSUMING or (h.act == "respond.pledge" and h.frame is not None and "o" in h.frame.keys)


def _first(e: Event) -> list[Event]:
    return e.comps


def _is_negated(frame: Frame, e: Event) -> bool:
    """Negation that belongs to the frame (nobody would say where) does not negate the act."""
    if {"neg", "negs", "bare2", "sayno", "denysay", "haveno", "negheld", "neg2", "own", "knownothing"} & frame.keys.keys():
        return False
    return (
        negated(e)
        or (e.link == "without")
        or bool(e.parent and e.parent.vg.neg and e.link in ("inf", "bare") and e.parent.lemma in ("do", "have", "get", "be"))
    )


def noun_hits(view: View, n: int, taken: list[Hit]) -> list[Hit]:
    """The hits of nouns: ``the arrest of two teachers``, ``numerous broker arrests``, ``No search``."""
    out: list[Hit] = []
    lex = lexicon()
    for np in view.parsed.nps:
        if np.pronoun or np.det in ("this", "these", "such", "that"):
            continue
        frames = [f for lemma in sorted(np.heads, key=lambda w: (-len(w), w)) for f in lex.noun_frames.get(lemma, ())]
        for frame in sorted(frames, key=_noun_order):
            if any(h.noun is not None and h.noun.of is np and h.act == frame.act for h in out):
                break
            hit = _noun_hit(view, np, frame, n, taken)
            if hit is not None and not _said_already(hit, taken, np):
                out.append(hit)
                break
    out += _states(view, n)
    out += _in_lieu(view, n, [*taken, *out])
    return out


def _noun_order(frame: NounFrame) -> tuple[bool, bool]:
    """The choosy frames first."""
    return "need" not in frame.keys or frame.act == "punish.collective", not isinstance(frame.keys.get("of"), list)


def _in_lieu(view: View, n: int, hits: list[Hit]) -> list[Hit]:
    """Held in place of the one who is sought: punished for a relative."""
    lieu = any(i.low in ("in lieu of", "in place of", "instead of") for i in view.parsed.items)
    held = next((h for h in hits if h.act.startswith("detain")), None)
    if not lieu or held is None or any(h.act == "punish.collective" for h in hits):
        return []
    return [Hit("punish.collective", n, event=held.event, noun=held.noun, patients=held.patients, agents=held.agents)]


def _said_already(hit: Hit, taken: list[Hit], np: Np) -> bool:
    """The noun is the object of a verb that already says this act or family: ``conducted a search``."""
    for h in taken:
        e = h.event
        if e is None:
            continue
        inside = any(np is o for o in (*e.objects, *e.subjects, *e.second)) or (
            h.frame is not None and any(np is p for _, p in e.pps)
        )
        if inside and h.act == "try.sentence" and hit.act == "detain.custody":
            return True
        if inside and (
            h.act.split(".")[0] == hit.act.split(".")[0]
            or h.act in ("demand.payment", "coerce.confession", "try.public", "policy.order")
        ):
            return True
    return False


def _governor(parsed: Parsed, np: Np) -> tuple[Event | None, str]:
    """The verb a noun phrase depends on, and how: subject, object or the preposition."""
    for e in parsed.events:
        if any(np is o for o in (*e.objects, *e.second)):
            return e, "object"
        for prep, p in e.pps:
            if p is np:
                return e, prep
        if any(np is s for s in e.subjects) and e.subject_how == "direct":
            return e, "subject"
    return None, ""


COUNTERS = rule_words("hits_counters")
STANDALONE = rule_words("hits_standalone")


def _weighty(view: View, np: Np, frame: NounFrame) -> bool:
    """A noun without any party still tells an act when it is counted, plural or of a kind that stands alone."""
    tokens = view.parsed.sentence.tokens
    counted = any(t.low in lexicon().speech["quantifiers_set"] for t in tokens[max(0, np.first - 1) : np.last])
    if frame.keys.get("strict"):
        return False
    return (
        frame.act in STANDALONE
        or counted
        or (np.plural and bool(np.mods))
        or np.of is not None
        or frame.keys.get("weighty") == 1
    )


def _lacks(view: View, np: Np, frame: NounFrame, e: Event | None, how: str, light: Event | None) -> bool:
    """Whether the noun misses something its frame asks for: an owner, an of-phrase, a verb that governs it."""
    keys = frame.keys
    if keys.get("need_of") and not (
        np.of is not None and (not isinstance(keys.get("of"), list) or view.fits(np.of, keys["of"]))
    ):
        return True
    if isinstance(keys.get("for"), list) and not any(view.fits(p, keys["for"]) for p in _followers(view, np, ("for", "of"))):
        return True
    if keys.get("need_poss") and np.owner is None:
        return True
    if keys.get("need_verb") == 2 and e is None:
        return True
    if keys.get("need_verb") == 1 and not (e is not None and (how == "object" or light)):
        return True
    if isinstance(keys.get("of"), list) and not keys.get("for") and not _search_like(view, np, keys):
        return True
    alone = not any(view.fits(p, keys["with"]) for p in _followers(view, np, ("with",))) if "with" in keys else False
    return frame.act == "exchange.contact" and alone


def _noun_hit(view: View, np: Np, frame: NounFrame, n: int, taken: list[Hit]) -> Hit | None:
    keys = frame.keys
    e, how = _governor(view.parsed, np)
    bare_no = np.det == "no" or (view.parsed.sentence.tokens[np.first - 1].low == "no" if np.first else False)
    if isinstance(keys.get("need"), list) and not set(keys["need"]) & view.lows:
        return None
    if keys.get("need_no") and not bare_no:
        return None
    if np.prep == "in" and np.heads & {"exile"} and np.of is None:
        return None
    if unrealised(e, how) or halted(frame, np, e, how) or of_things(view, np, frame):
        return None
    victims, agents, light = _noun_parties(view, np, frame, e, how)
    if _lacks(view, np, frame, e, how, light):
        return None
    if np.prep == "of" and any(o.of is np and o.heads & COUNTERS for o in view.parsed.nps):
        return Hit(frame.act, n, noun=np, noun_frame=frame, patients=victims, agents=agents, counted=True)
    if (
        np.prep in ("of", "for", "without", "against")
        and not (np.prep == "for" and bare_no)
        and not victims
        and not _opens(view, np)
    ):
        return None
    if frame.act == "policy.order" and known_order(view, np):
        return None
    if np.prep == "for" and sought(view, np, frame, e):
        return None
    told = {"policy.order": "policy.order", "exchange.remittance_receipt": "demand.disclosure"}.get(frame.act)
    if told is not None and any(h.act == told for h in taken):
        return None
    if not (victims or agents or light or bare_no or _weighty(view, np, frame) or exists(view, e) or attested(e, how)):
        return None
    hit = Hit(
        frame.act,
        n,
        noun=np,
        noun_frame=frame,
        patients=victims,
        agents=agents,
        negated=(bare_no and not keys.get("need_no")) or np.prep == "without",
        light=light,
    )
    unmet = frame.act in ("question.summons", "policy.order") and e is not None and e.lemma in UNMET
    if e is not None and how in ("object", "subject") and negated(e) and not unmet and not bare_no and not keys.get("need_no"):
        hit.negated = True
    return hit


UNMET = frozenset({"answer", "obey", "heed", "follow", "attend", "comply", "receive"})
"""``did not answer the summons``: there was one."""


def _opens(view: View, np: Np) -> bool:
    """The prepositional phrase stands first: ``With the recent harsh crackdown and numerous broker arrests, …``."""
    return np.first <= 3


def _search_like(view: View, np: Np, keys: dict[str, Any]) -> bool:
    around = _followers(view, np, ("of", "on", "at", "in"))
    named = any(view.fits(p, keys["of"]) for p in around)
    mods = isinstance(keys.get("mod"), list) and any(t.low in keys["mod"] for t in np.mods)
    return named or mods or (np.det == "no" and np.first <= 1) or any(h in keys["n"] and "-" in h for h in np.heads)


def _followers(view: View, np: Np, preps: tuple[str, ...]) -> list[Np]:
    """Noun phrases that hang on this one by one of these prepositions, before the next verb."""
    items = view.parsed.items
    k = next((i for i, item in enumerate(items) if item.np is np), None)
    if k is None:
        return []
    out = []
    for item in items[k + 1 : k + 9]:
        if item.vg is not None or item.kind in "BW" or item.low in (";", "."):
            break
        if item.np is not None and item.np.prep in preps:
            out.append(item.np)
    return out


def _noun_parties(view: View, np: Np, frame: NounFrame, e: Event | None, how: str) -> tuple[list[Np], list[Np], Event | None]:
    lex, keys = lexicon(), frame.keys
    victims: list[Np] = []
    agents = [p for p in _followers(view, np, ("by",)) if view.is_person(p)]
    preps = tuple(p for p in ("of", "against", "on", "among", "to") if keys.get(p))
    for p in _followers(view, np, preps):
        if view.is_person(p) and (p.prep != "of" or p is np.of):
            victims += [p]
    if np.of is not None and not victims and np.of.owner is not None and keys.get("of"):
        victims = [np.of.owner]
    if np.owner is not None and view.is_person(np.owner):
        official = view.is_official(np.owner)
        (agents if official and frame.act.split(".")[0] in ("threat", "demand", "press", "watch") else victims).append(np.owner)
    victims += [m for m in (modifier(view, np),) if m is not None and not victims]
    light = None
    keys_of = {e.lemma, *(f"{e.lemma}_{w}" for w in e.words[:2])} if e is not None else set()
    if e is not None and how == "object" and keys_of & lex.speech["light"]:
        victims, light = victims or list(e.subjects), e
    elif (
        e is not None
        and how in ("object", "to", "with", "under")
        and (keys_of & lex.speech["light_agent"] or (how in ("to", "under") and e.lemma in ("subject", "put", "place")))
    ):
        if e.passive:
            victims, light = victims or list(e.subjects), e
        else:
            agents, light = agents or list(e.subjects), e
            victims = victims or (list(e.objects) if how != "object" else [])
    return victims, agents, light


def modifier(view: View, np: Np) -> Np | None:
    """The person named by a noun before the head: the brokers of ``broker arrests``."""
    for t in np.mods:
        small = Np(np.first, np.last, t, frozenset({t.lemma or t.low}))
        known = view.cast.of.get(id(t))
        if known is not None and np_class(small) in ("intermediary", "person", "family", "public"):
            small.head = t
            view.cast.of[id(small)] = known
            return small
    return None


def _states(view: View, n: int) -> list[Hit]:
    """A person in a state told without a verb: ``a sister in custody in Asmara``."""
    out = []
    items = view.parsed.items
    for k in range(len(items) - 2):
        who, prep, where = items[k].np, items[k + 1], items[k + 2].np
        if who is None or where is None or prep.kind != "P" or who.pronoun or not view.is_person(who):
            continue
        for act, p, heads in lexicon().np_pp:
            custody = (
                where.heads & heads & {"custody", "prison", "detention", "jail", "cell", "solitary-confinement", "solitary"}
            )
            before = items[k - 1] if k else None
            if (
                prep.low == p
                and custody
                and not (
                    before is not None
                    and before.vg is not None
                    and before.vg.lemma in ("put", "hold", "keep", "place", "detain")
                )
            ) and not any(e.at > k + 1 and e.subjects and e.subjects[-1] is who for e in view.parsed.events):
                out.append(Hit(act, n, noun=who, patients=[who], tokens=[(who.first, where.last)]))
    return out
