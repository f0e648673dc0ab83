"""Who did it to whom: typed roles for each hit, with where each was found.

A perpetrator only where the words of the sentence or its elided subject name one; a broker
arrested is not a family arrested: the affected party is whoever the words say.
"""

from __future__ import annotations

from rushlight.reading.english.attribution import Attribution
from rushlight.reading.english.chunks import Np
from rushlight.reading.english.events import Event, Parsed
from rushlight.reading.english.hands import DOERS, Hands
from rushlight.reading.english.hits import Hit, is_abuse
from rushlight.reading.english.lexicon import rule_words
from rushlight.reading.english.matching import View
from rushlight.reading.english.refs import ADDRESSEE, SPEAKER, Cast, Ref
from rushlight.reading.english.stretches import inside
from rushlight.reading.english.talk import OWN_WORDS, Talk
from rushlight.reading.english.views import COUNTED, KIN
from rushlight.reading.english.voices import Voices
from rushlight.record import Found, Role

SUBJECT_IS_AFFECTED = frozenset({"respond", "adapt", "effect"})
HOLDERS = frozenset({"motive.imputed", "belief.imputed", "attitude.expressed"})
GIVEN = {
    "respond.denounce": (Role.INFORMANT, Role.AFFECTED),
    "exchange.remittance_sent": (Role.REMITTER, Role.COUNTERPART),
    "exchange.remittance_receipt": (Role.AFFECTED, Role.COUNTERPART),
    "exchange.brokerage": (Role.INTERMEDIARY, Role.COUNTERPART),
    "exchange.contact": (Role.AFFECTED, Role.COUNTERPART),
    "exchange.departure": (Role.AFFECTED, Role.COUNTERPART),
    "watch.informant": (Role.PERPETRATOR, Role.INFORMANT),
    "policy.order": (Role.ORDERING_AUTHORITY, Role.AFFECTED),
    "release.freed": (Role.OTHER, Role.AFFECTED),
    "disclose.future_delivery": (Role.INFORMANT, Role.COUNTERPART),
    "disclose.contact": (Role.AFFECTED, Role.COUNTERPART),
    "disclose.receipt_of_funds": (Role.AFFECTED, Role.COUNTERPART),
    "context.background": (Role.OTHER, Role.AFFECTED),
}
SETTING_OUT = frozenset({"come", "go", "arrive", "enter", "say", "tell", "want", "ask"})
ASKED_AFTER = frozenset({"tell", "say", "write", "answer", "go", "look", "ask", "have", "give", "reply", "wait", "search"})
"""Verbs by which it is told that nobody says where somebody is: their subject and object are those who ask."""
INTRANSITIVE_VICTIM = rule_words("roles_intransitive_victim")
ADDRESSING = frozenset(
    {"tell", "warn", "ask", "order", "threaten", "promise", "say", "shout", "remind", "advise", "assure", "write"}
)
LAPSING = frozenset({"go", "lapse", "stop", "end", "cease", "vanish", "disappear", "expire", "fall", "dry_up", "come"})
"""``the household's allowance would go``: whose it was."""
REACH = {"said": Found.SAME_CLAUSE, "pronoun": Found.PRONOUN, "other": Found.OTHER_CLAUSE, "salience": Found.SALIENCE}


class RoleFinder:
    """Assigns parties to the roles of a hit."""

    def __init__(
        self,
        cast: Cast,
        witness: Ref | None,
        voices: Voices | None = None,
        openers: dict[int, Ref] | None = None,
        *,
        spoken: bool = False,
    ) -> None:
        self.cast, self.witness = cast, witness
        self.voices = voices or Voices()
        self.here: Ref | None = None
        self.outer: dict[int, Parsed] = {}
        self.hands = Hands(cast, spoken)
        self.talk = Talk(cast, witness, openers)

    def resolve(self, np: Np | None, att: Attribution, addressee: Ref | None) -> tuple[Ref | None, str]:
        """The party behind a noun phrase or pronoun, and how it was found."""
        if np is None:
            return None, ""
        if np.pronoun:
            low = np.head.low
            if low in SPEAKER:
                return (att.speaker if att.mode in OWN_WORDS else None) or self.here or self.witness, "pronoun"
            if low in ADDRESSEE:
                return addressee or (self.witness if att.mode == "first_person" else self.talk.topic), "pronoun"
            return self.cast.get(np), "pronoun"
        return self.cast.get(np), "said"

    def roles(self, hit: Hit, view: View, att: Attribution) -> tuple[list[tuple[Role, Ref]], dict[str, Found]]:
        self.here = self.voices.sender(view.parsed) if view.parsed.sentence.quote is None else None
        first, second = self._scheme(hit)
        out: list[tuple[Role, Ref]] = []
        found: dict[str, Found] = {}
        agents, agent_how = self._people(hit.agents, att, view)
        if hit.event is not None and self._victim_subject(hit, view):
            agents, agent_how = [], ""
        if first is Role.PERPETRATOR:
            agents = self._hands(hit, agents)
            others, how = self.hands.of(hit, agents, view)
            agents, agent_how = (others, how) if others else (agents, agent_how)
            if not agents:
                agents, agent_how = self.hands.paid(hit), "other"
        if not agents and hit.act in ("exchange.remittance_receipt", "exchange.contact") and hit.event is not None:
            agents, agent_how = self._people(_reached(hit.event, view), att, view)
        if not agents and first in (Role.AFFECTED, Role.REMITTER):
            agents, agent_how = self._bearer(hit, att, view)
        self._add(out, found, "agent", first, agents, agent_how)
        victims, how = self._victims(hit, view, att, agents)
        if second is Role.PERPETRATOR and not victims:
            victims, how = [r for r in self.hands.paid(hit) if r not in agents], "other"
        self._add(out, found, "affected", second, victims, how)
        self.hands.note(hit, agents if first is Role.PERPETRATOR else [], victims)
        if second is Role.PERPETRATOR and victims:
            self.hands.payees = (hit.n, victims)
        self._extras(hit, view, att, out)
        return [row for row in out if row[0] is not Role.OTHER or hit.act != "release.freed"], found

    def _addressee(self, view: View) -> Ref | None:
        """``The officer told her: “You will be sent away”``: whom the words around a quotation say it was said to."""
        outer = view.parsed.sentence.outer
        around = self.outer.get(id(outer)) if outer is not None else None
        spoken = [e for e in around.events if e.lemma in ADDRESSING and not e.passive] if around is not None else []
        for np in (o for e in spoken for o in (*e.objects, *(p for prep, p in e.pps if prep == "to"))):
            ref = self.cast.get(np)
            if ref is not None and ref.cls not in DOERS:
                return ref
        return None

    def _given_to_understand(self, hit: Hit, view: View) -> Ref | None:
        """``A mother was told that 7,000 would be required for her son``: of whom it is required."""
        e = hit.event
        telling = [x for x in view.parsed.events if x.passive and x.that and e is not None and x.that <= e.at and x is not e]
        said = [x for x in telling if x.lemma in ADDRESSING | {"inform", "give", "notify"}]
        refs = [self.cast.get(np) for x in said[-1:] for np in x.subjects[-1:]]
        return next((r for r in refs if r is not None and r.cls in ("person", "family")), None)

    def _bearer(self, hit: Hit, att: Attribution, view: View) -> tuple[list[Ref], str]:
        """Who paid, answered or left where the verb gives no doer: its subject, who was asked, whom notes go on about."""
        e = hit.event
        own = hit.act.split(".")[0] in SUBJECT_IS_AFFECTED or (e is not None and bool(e.objects))
        felt = hit.act.startswith("effect")
        if self.here is not None and e is not None and not e.subjects and own and (felt or not e.passive):
            return [self.here], "other"
        subjects = [np for np in e.subjects if view.is_person(np) and not view.is_official(np)] if e is not None else []
        refs, how = self._people(subjects, att, view)
        if refs or hit.negated:
            return refs, how
        owners = [o for np in (e.subjects if e is not None else ()) for o in _owners_of(np) if view.is_person(o)]
        refs, how = self._people(owners, att, view) if hit.act.startswith("effect.") else ([], "")
        if not refs and att.mode == "first_person" and self.witness is not None and (e is None or not e.subjects):
            return [self.witness], "salience"
        if refs or hit.act.split(".")[0] not in ("take", "respond"):
            return refs, how
        asked = self.hands.asked_of(hit) if hit.act.startswith("take") else []
        payees = self._people([np for np in e.objects if not np.pronoun], att, view)[0] if e is not None and e.second else []
        return (asked, "other") if asked else self._salient(hit, att, payees, view)

    def _hands(self, hit: Hit, agents: list[Ref]) -> list[Ref]:
        """Who can have done it: no family, source or outlet; for a disappearance only who holds or denies."""
        if hit.act.startswith("traffic"):
            return agents
        if (
            hit.act == "disappear.enforced"
            and hit.event is not None
            and hit.event.lemma in ("know", "hear", "see", "learn", "have")
        ):
            return []
        if hit.likeness:
            acts = (
                hit.event is None
                or bool(hit.event.objects)
                or hit.act.startswith(("threat", "demand"))
                or bool(hit.event.passive and hit.event.agents)
            )
            agents = [r for r in agents if r.cls in DOERS or (acts and (not r.heads & KIN or _of_officer(r)))]
        if hit.act == "kill.custody_death":
            return [r for r in agents if r.cls in DOERS]
        kept = [r for r in agents if r.cls not in ("family", "reporter", "outlet", "source") and r is not self.witness]
        guessed = bool(hit.agents) and all(np.pronoun for np in hit.agents) and not hit.act.startswith("watch")
        return [r for r in kept if not _innocent(r)] if guessed and is_abuse(hit.act) else kept

    def _add(
        self, out: list[tuple[Role, Ref]], found: dict[str, Found], name: str, role: Role, refs: list[Ref], how: str
    ) -> None:
        for ref in refs:
            if (role, ref) not in out:
                out.append((role, ref))
        if refs and how:
            found[name] = REACH[how]

    def _scheme(self, hit: Hit) -> tuple[Role, Role]:
        if hit.modality == "pledged" and hit.act.startswith("disclose"):
            return Role.INFORMANT, Role.COUNTERPART
        if hit.event is None and hit.act.startswith("disclose"):
            return Role.OTHER, Role.AFFECTED
        if hit.act in GIVEN:
            return GIVEN[hit.act]
        if hit.act in HOLDERS:
            return Role.HOLDER, Role.COUNTERPART
        family = hit.act.split(".")[0]
        if family == "take" and hit.event is None:
            return Role.PERPETRATOR, Role.AFFECTED
        if hit.act == "respond.deny" and any(
            r is not None and r.cls in ("officer", "authority") for r in (self.cast.get(np) for np in hit.agents)
        ):
            return Role.HOLDER, Role.COUNTERPART
        made = family in ("respond", "adapt") and hit.frame is not None and {"c", "o"} <= hit.frame.keys.keys()
        if made and any(r is not None and r.cls in DOERS for r in (self.cast.get(np) for np in hit.agents)):
            return Role.PERPETRATOR, Role.AFFECTED
        if family in SUBJECT_IS_AFFECTED and not (family == "effect" and self._object_affected(hit)):
            return Role.AFFECTED, Role.COUNTERPART
        if family == "take" and (hit.frame is None or hit.frame.keys.get("r2") != "take"):
            return Role.AFFECTED, Role.PERPETRATOR
        return Role.PERPETRATOR, Role.AFFECTED

    def _object_affected(self, hit: Hit) -> bool:
        return bool(hit.frame is not None and "o" in hit.frame.keys and "s" not in hit.frame.keys) or hit.noun is not None

    def _victim_subject(self, hit: Hit, view: View) -> bool:
        """The subject is the one it is done to: ``she died``, ``the family lost its flat``, ``he is in prison``."""
        e = hit.event
        if hit.act == "release.freed" and e is not None and not e.passive and not any(view.is_person(np) for np in e.objects):
            return not any(view.is_official(np) for np in e.subjects)
        if hit.act == "labour.forced" and e is not None and not e.passive:
            return not any(view.is_official(np) for np in e.subjects)
        if hit.act.startswith("take.") and (hit.frame is None or hit.frame.keys.get("r2") != "take"):
            return False
        sufferer = hit.frame is not None and hit.frame.keys.get("s") == ["@p"] and "o" not in hit.frame.keys
        if (
            e is not None
            and not e.passive
            and sufferer
            and (hit.act in ("release.freed", "watch.informant") or is_abuse(hit.act))
        ):
            return True
        if e is None or hit.act in GIVEN or hit.act in HOLDERS or hit.act.split(".")[0] in SUBJECT_IS_AFFECTED | {"take"}:
            return False
        if e.lemma in ("have", "get") and e.objects and any(c.passive for c in e.comps):
            return not any(view.is_official(np) for np in e.subjects)
        return not e.passive and (e.lemma in INTRANSITIVE_VICTIM and not any(view.is_official(np) for np in e.subjects))

    def _people(self, nps: list[Np], att: Attribution, view: View) -> tuple[list[Ref], str]:
        refs, how = [], ""
        for np in nps:
            ref, way = self.resolve(np, att, self._addressee(view))
            if ref is None and np.of is not None and (np.head.tag == "U" or np.head.lemma in COUNTED):
                ref, way = self.resolve(np.of, att, self._addressee(view))
            if ref is not None:
                refs.append(ref)
                how = way if how != "pronoun" else how
        return refs, how

    def _victims(self, hit: Hit, view: View, att: Attribution, agents: list[Ref]) -> tuple[list[Ref], str]:
        e = hit.event
        _first, second = self._scheme(hit)
        if hit.content_of is not None and hit.act.startswith("disclose") and hit.modality == "demanded":
            return [], ""
        refs, how = self._people(hit.patients, att, view) if e is None else self._stated(hit, e, view, att, agents)
        spoken = hit.act.split(".")[0] in ("threat", "demand") and hit.content_of is None
        told = (self._addressee(view) or self._given_to_understand(hit, view)) if spoken else None
        if told is not None and told not in agents:
            return [told, *(r for r in refs if r is not told)], how or "other"
        if refs or second is not Role.AFFECTED:
            return refs, how
        if e is None:
            return self._salient(hit, att, agents, view)
        if self._authors(hit, att):
            return [], ""
        if hit.act.startswith("effect") and self.here is not None and e.passive and not e.subjects:
            return [self.here], "other"
        whose = self._whose(hit, e)
        return (whose, "other") if whose else self._salient(hit, att, agents, view)

    def _stated(self, hit: Hit, e: Event, view: View, att: Attribution, agents: list[Ref]) -> tuple[list[Ref], str]:
        """Who stands in the clause; officers only as its plain object."""
        second = self._scheme(hit)[1]
        pool = self._candidates(hit, e, view)
        for nps in pool:
            refs, how = self._people(nps, att, view)
            plain = (nps is pool[0] and hit.act != "respond.denounce") or second is not Role.AFFECTED
            barred = () if plain and (not hit.likeness or second is Role.PERPETRATOR) else (*DOERS, "reporter", "outlet")
            refs = [r for r in refs if r not in agents and r.cls not in barred]
            if refs:
                return refs, how
        return [], ""

    def _authors(self, hit: Hit, att: Attribution) -> bool:
        """``went through our bags``: the author's own, and the text has no party for the author: no guess."""
        e = hit.event
        nps = [*hit.patients, *(e.objects if e is not None else ())]
        words = [o for np in nps for o in (np, np.owner) if o is not None and o.pronoun and o.head.low in SPEAKER]
        return bool(words) and self.resolve(words[0], att, None)[0] is None

    def _whose(self, hit: Hit, e: Event) -> list[Ref]:
        """``The shop was shut``: of the one whose shop it was said to be."""
        things = (*hit.patients, *e.objects, *e.second, *e.subjects, *(p for _, p in e.pps))
        return [ref for ref in (self.cast.owner_of(np, hit.n) for np in things) if ref is not None][:1]

    def _candidates(self, hit: Hit, e: Event, view: View) -> list[list[Np]]:
        """Noun phrases that may be the one it is done to, likeliest first."""
        people = [np for np in hit.patients if view.is_person(np) and not _negative(np, hit)]
        if (
            hit.act == "demand.disclosure"
            and hit.frame is not None
            and "o" in hit.frame.keys
            and "@p" not in hit.frame.keys["o"]
        ):
            people = []
        if hit.act == "disappear.enforced" and e.lemma in ASKED_AFTER and not (e.that or e.question):
            return []
        rows = [people]
        if hit.act == "disappear.enforced" and (e.that or e.question):
            inner = [np for x in view.parsed.events if x.at > e.at for np in x.subjects if view.is_person(np)]
            if e.lemma in ASKED_AFTER:
                return [[np for np in inner[:1] if not _negative(np, hit)], _kin_of(e)]
            rows.insert(0, inner[:1])
        if hit.frame is not None and "ed" in hit.frame.keys:
            rows.append(list(e.subjects))
        if self._victim_subject(hit, view):
            rows.insert(0, [np for np in e.subjects if view.is_person(np)])
        if hit.act.split(".")[0] == "take":
            rows += self._payment(hit, e, view)
        rows.append([np for np in (*e.objects, *e.second) if view.is_person(np)])
        suffered = hit.act.split(".")[0] not in ("demand", "threat", "policy", "watch", "search", "seize")
        if hit.likeness and suffered and not e.objects and e.lemma not in SETTING_OUT:
            rows.append([np for np in e.subjects if view.is_person(np) and not view.is_official(np)])
        if hit.act == "demand.disclosure":
            return [
                *rows,
                [
                    p
                    for prep, p in e.pps
                    if prep in ("from", "of")
                    and view.is_person(p)
                    and not any(np.of is p for np in (*hit.patients, *e.objects, *(q for _, q in e.pps)))
                ],
            ]
        return self._around(hit, e, view, rows)

    def _around(self, hit: Hit, e: Event, view: View, rows: list[list[Np]]) -> list[list[Np]]:
        """Behind those that the verb governs: prepositional phrases, owners of things, the clause above, the neighbours."""
        pps = [*e.pps, *(row for c in e.comps if c.vg.form == "ing" and not c.objects for row in c.pps)]
        rows.append(
            [
                p
                for prep, p in pps
                if prep in ("from", "against", "on", "of", "for", "to", "into", "among")
                and view.is_person(p)
                and not (prep == "for" and hit.act.startswith(("demand.payment", "take.")))
            ]
        )
        things = [*hit.patients, *e.objects, *e.second, *(p for _, p in pps)]
        rows.append([o for np in things for o in _owners_of(np) if view.is_person(o)])
        if e.parent is not None:
            rows.append([np for np in e.parent.objects if view.is_person(np)])
        owning = [x for x in view.parsed.events if x.at > e.at and x.lemma == "belong"]
        rows.append([p for x in owning for prep, p in x.pps if prep == "to" and view.is_person(p)])
        if e.lemma in LAPSING and not e.passive and hit.act.startswith(("deny", "threat", "seize", "restrict")):
            rows.append([o for np in e.subjects for o in _owners_of(np) if view.is_person(o)])
        if e.lemma in ("be", "stand", "appear", "figure") and not e.passive:
            rows.insert(0, [o for np in e.subjects for o in _owners_of(np) if view.is_person(o)])
            rows.insert(0, [np for np in e.subjects if not np.pronoun and view.is_person(np) and not view.is_official(np)])
        rows += self._neighbours(hit, e, view)
        for x in (x for x in inside(hit, view) if hit.likeness and x is not e):
            rows.append([np for np in x.patients if view.is_person(np) and not view.is_official(np)])
            rows.append([o for np in (*x.objects, *x.subjects) for o in _owners_of(np) if view.is_person(o)])
        return rows

    def _neighbours(self, hit: Hit, e: Event, view: View) -> list[list[Np]]:
        """``stopped the father and asked for 900``; ``relatives telephoned by officers, who asked for lists``."""
        rows = []
        for x in view.parsed.events:
            if x.at < e.at and e.subject_how == "shared" and x.subjects == e.subjects and not x.passive:
                rows.append([np for np in x.objects if view.is_person(np)])
            if x.at < e.at and e.subject_how == "relative" and x.passive and any(np in x.agents for np in e.subjects):
                rows.append([np for np in x.subjects if view.is_person(np)])
        return rows[::-1] if hit.act.split(".")[0] in ("demand", "threat", "search", "seize", "hurt") else []

    def _payment(self, hit: Hit, e: Event, view: View) -> list[list[Np]]:
        """Who got what was handed over: ``paid the clerk``, ``put it into his hand``, ``both to the elder``."""
        if hit.frame is not None and hit.frame.keys.get("r2") == "take":
            return [[p for prep, p in e.pps if prep in ("from", "of") and view.is_person(p)]]
        to = [p for prep, p in e.pps if prep in ("to", "into") and view.is_person(p)]
        into = [p.of for prep, p in e.pps if prep == "into" and p.of is not None]
        behind = [np for np in view.parsed.nps if np.prep == "to" and np.first > e.vg.last]
        later = [np for np in behind if view.is_official(np) or (np.owner is not None and view.is_official(np.owner))]
        return [[np for np in e.objects if view.is_person(np)], to, into, later if e.passive or e.objects else []]

    def _salient(self, hit: Hit, att: Attribution, agents: list[Ref], view: View) -> tuple[list[Ref], str]:
        """Nobody stands in the clause: the person the text is about."""
        refs = self.talk.about(hit, att, agents, view)
        return refs, "salience" if refs else ""

    def _extras(self, hit: Hit, view: View, att: Attribution, out: list[tuple[Role, Ref]]) -> None:
        e = hit.event
        if e is None:
            return
        if hit.act == "watch.informant":
            on = [p for x in (e, *e.comps) for prep, p in x.pps if prep in ("on", "against") and view.is_person(p)]
            self._more(out, Role.AFFECTED, on, att, view)
            if not any(role is Role.AFFECTED for role, _ in out):
                out += [(Role.AFFECTED, r) for r in self._watched(hit, att, out, view)]
        if hit.act == "respond.denounce":
            self._more(out, Role.COUNTERPART, [p for prep, p in e.pps if prep == "to" and view.is_official(p)], att, view)
        if hit.act in ("exchange.remittance_sent", "exchange.departure"):
            self._more(out, Role.INTERMEDIARY, [p for prep, p in e.pps if prep in ("with", "through", "via")], att, view)
        if hit.act.startswith("exchange.contact") or hit.act.startswith("disclose"):
            self._more(out, Role.COUNTERPART, [p for prep, p in e.pps if prep in ("with", "to")], att, view)
        if hit.act == "question.summons" and e.passive:
            self._more(
                out, Role.PERPETRATOR, [p for prep, p in e.pps if prep in ("to", "before") and view.is_official(p)], att, view
            )
        if hit.act == "respond.pledge":
            self._more(out, Role.COUNTERPART, [np for np in e.objects if view.is_official(np)], att, view)

    def _watched(self, hit: Hit, att: Attribution, out: list[tuple[Role, Ref]], view: View) -> list[Ref]:
        """Whom an informant reports on where no words say it: by whose neighbour that is, else by topic."""
        known = [ref for _, ref in out]
        owners = [ref.owner for ref in known if ref.owner is not None and ref.owner not in known]
        return owners[:1] or [r for r in self._salient(hit, att, known, view)[0] if r not in known]

    def _more(self, out: list[tuple[Role, Ref]], role: Role, nps: list[Np], att: Attribution, view: View) -> None:
        refs, _ = self._people([np for np in nps if view.is_person(np)], att, view)
        for ref in refs:
            if all(ref is not r for _, r in out):
                out.append((role, ref))


def _owners_of(np: Np) -> list[Np]:
    out = []
    if np.owner is not None:
        out.append(np.owner)
    if np.of is not None:
        out += [np.of, *_owners_of(np.of)]
    return out


def _kin_of(e: Event) -> list[Np]:
    """``told his mother that no such person was held``: it is he whom she asked after."""
    asking = [np for np in (*e.objects, *(p for prep, p in e.pps if prep == "to")) if np.heads & KIN]
    return [np.owner for np in asking if np.owner is not None]


def _reached(e: Event, view: View) -> list[Np]:
    """``The money reached him``, ``the parcel got to my aunt``: whom it came to."""
    return [np for np in (*e.objects, *(p for prep, p in e.pps if prep in ("to", "by"))) if view.is_person(np)]


def _negative(np: Np, hit: Hit) -> bool:
    """``no such person is held``: nobody is affected, whoever was asked about is."""
    return np.det == "no" and hit.act == "disappear.enforced"


def _of_officer(r: Ref) -> bool:
    """``the investigator's brother-in-law``: kin of somebody in office acts for them."""
    return r.owner is not None and r.owner.cls in DOERS


def _innocent(r: Ref) -> bool:
    """Somebody named, somebody's kin or a victim, found by a pronoun alone: no ground to call them the doer."""
    theirs = r.owner is not None or bool(r.possessor) or not r.heads.isdisjoint(KIN)
    return r.cls == "person" and bool(r.affected or r.names or theirs)
