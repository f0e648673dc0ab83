"""Whose hands did it where the clause names nobody: the officers of the scene, the one who had asked for the sum.

A perpetrator is given only where the words of the happening state one (docs/model.md): an elided subject, ``they`` of
the officers named before, a second participle of one sentence, a payment on a demand just made.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rushlight.reading.english.chunks import Np
from rushlight.reading.english.events import Event
from rushlight.reading.english.hits import Hit, is_abuse
from rushlight.reading.english.matching import View
from rushlight.reading.english.refs import Cast, Ref
from rushlight.reading.english.role_words import role_words
from rushlight.reading.english.subjects import OBJECT_CONTROL
from rushlight.record import PartyClass

DOERS = frozenset({"officer", "authority"})
SCENE = 12
"""Sentences for which ``they`` may still be the officers of a scene."""
NEAR = 5
"""The same in written prose, and one sentence where they were one officer."""
HE = 5
"""The same for ``he``, who is the officer named just before or somebody else."""
ON_DEMAND = 5
"""Sentences between a demand for money or goods and its payment."""
THEY = frozenset({"they", "he", "she"})


BEFORE_BODY = frozenset({"question.summons", "question.interrogate", "demand.disclosure", "disappear.enforced"})


def _late_by(view: View, e: Event) -> list[Np]:
    """``was seized outside his shop in Esenyurt, Istanbul, on 27 March by officers``: over commas, before another verb."""
    for item in view.parsed.items[e.stop :]:
        if item.vg is not None or (item.kind in "BW" and item.low != "once") or item.low in (";", ":"):
            return []
        if item.np is not None and item.np.prep == "by":
            return [item.np]
    return []


SECURITY = role_words("hands_security")


def _may_be(r: Ref, low: str) -> bool:
    """Officers, and bodies that arrest; courts, consulates and committees are no ``they``."""
    if low != "they":
        return r.cls == "officer" and not r.plural
    return r.cls == "officer" or (r.cls == "authority" and not r.place and not SECURITY.isdisjoint(r.heads))


def _office(act: str) -> bool:
    """Acts that only an office does: a private ``he`` who burns or hits stays whoever the words make him."""
    return act.split(".")[0] in ("search", "seize", "detain", "question", "demand", "threat", "list", "coerce", "try")


def _raids(act: str) -> bool:
    """Acts whose subject ``he`` is the officer; who signs, pays or stands trial is ``he`` too, and no doer."""
    return act.split(".")[0] in ("search", "seize", "detain", "question", "demand", "threat")


def _known_doer(r: Ref, hit: Hit) -> None:
    """``His sister was told by a man who gave no name that …``: who threatens, searches or arrests acts for an office."""
    stated = any(not np.pronoun for np in hit.agents)
    nobodys = r.cls == "person" and r.owner is None and not r.names and not r.affected and hit.modality == "occurred"
    if nobodys and stated and _office(hit.act) and not hit.negated:
        r.cls, r.draft.party_class = "officer", PartyClass.OFFICER


@dataclass
class Hands:
    """Remembers who did what, sentence by sentence."""

    cast: Cast
    spoken: bool = False
    sentence: int = -1
    here: list[Ref] = field(default_factory=list)
    asked: tuple[int, list[Ref]] = (-99, [])
    payers: tuple[int, list[Ref]] = (-99, [])

    def note(self, hit: Hit, agents: list[Ref], victims: list[Ref]) -> None:
        """Remember the doers of an act, and of whom something was asked."""
        if victims and hit.act.startswith("demand.payment"):
            self.payers = (hit.n, victims)
        if hit.n != self.sentence:
            self.sentence, self.here = hit.n, []
        for r in agents:
            _known_doer(r, hit)
        doers = [r for r in agents if r.cls in DOERS]
        self.here = doers or self.here
        if agents and hit.act in ("demand.payment", "threat.sanction", "demand.cooperation", "demand.disclosure"):
            self.asked = (hit.n, agents)

    def of(self, hit: Hit, agents: list[Ref], view: View) -> tuple[list[Ref], str]:
        """The doers of an abuse whose clause gives no possible one; empty where the words leave it open."""
        if any(r.cls in DOERS for r in agents):
            return [], ""
        stated = self._stated(hit, view)
        if stated:
            return stated, "said"
        e = hit.event
        bare = e is not None and not e.subjects and not e.agents
        if hit.act.split(".")[0] in ("demand", "threat") and (bare or hit.outer):
            return self._meant("he", hit.n + 1, view)[:1] or self._meant("they", hit.n + 1, view), "other"
        if not is_abuse(hit.act):
            return [], ""
        bare = e is None or e.passive or e.vg.form == "ed" or (e.lemma == "be" and not e.subjects)
        present = self._present(view) if bare else []
        if present or e is None:
            return present, "other" if present else ""
        subject = e.subjects[-1] if e.subjects and not e.passive else None
        if (
            subject is not None
            and subject.pronoun
            and (subject.head.low == "they" or (subject.head.low in THEY and (_raids(hit.act) or self._at_witness(hit))))
        ):
            return self._meant(subject.head.low, hit.n, view), "other"
        if e.parent is not None and e.parent.lemma in OBJECT_CONTROL and e.link in ("inf", "bare") and not e.parent.passive:
            return self._doers(e.parent.subjects, view), "said"
        before = next(
            (x for x in view.parsed.events if x.at < e.at and x.passive and x.subjects == e.subjects and x.agents), None
        )
        if e.passive and before is not None and not e.agents:
            return self._doers(before.agents, view), "said"
        second = e.passive and not any(prep == "by" for prep, _ in e.pps) and e.subject_how in ("shared", "")
        if second and hit.n == self.sentence and self.here:
            return list(self.here), "other"
        return [], ""

    def _stated(self, hit: Hit, view: View) -> list[Ref]:
        """Doers that stand at a distance: ``a police raid``, ``called in to the security department``, ``…, by officers``."""
        e = hit.event
        if hit.noun is not None and e is None:
            named = [self.cast.of.get(id(t)) for t in hit.noun.mods]
            return [r for r in named if r is not None and r.cls in DOERS][:1]
        if e is None or (not e.passive and hit.act not in ("question.summons", "disappear.enforced")):
            return []
        nps = [np for prep, np in e.pps if hit.act in BEFORE_BODY and prep in ("to", "before", "by", "at")]
        if e.passive and not any(prep == "by" for prep, _ in e.pps):
            nps += _late_by(view, e)
        refs = [self.cast.get(np) for np in nps if view.is_official(np)]
        return [r for r in refs if r is not None and r.cls in DOERS][:1]

    def _at_witness(self, hit: Hit) -> bool:
        """``he hit me``, and he is nobody's cousin: the officer named before."""
        e = hit.event
        return (
            hit.act.startswith("hurt")
            and not hit.negated
            and e is not None
            and any(np.head.low in ("me", "us") for np in e.objects)
        )

    def _doers(self, nps: list[Np], view: View) -> list[Ref]:
        refs = [self.cast.get(np) for np in nps]
        return [r for r in refs if r is not None and r.cls in DOERS]

    def _present(self, view: View) -> list[Ref]:
        """``Three soldiers at the door, altar smashed``: who stands in the sentence without a verb of their own."""
        used = {id(np) for x in view.parsed.events for np in (*x.subjects, *x.objects, *x.second)}
        first = min((x.at for x in view.parsed.events), default=0)
        free = [i.np for i in view.parsed.items[:first] if i.np is not None and not i.np.prep and id(i.np) not in used]
        refs = [self.cast.get(np) for np in free if not np.pronoun]
        return [r for r in refs if r is not None and r.cls in DOERS]

    def _meant(self, low: str, n: int, view: View) -> list[Ref]:
        """The officers named last before this sentence: one for he or she, any for they."""
        place = view.parsed.sentence.start
        rows = []
        for r in self.cast.refs:
            if not _may_be(r, low):
                continue
            before = [m.start for m in r.draft.mentions if m.start < place]
            if before:
                rows.append((max(before), r))
        best = max(rows, key=lambda row: row[0], default=None)
        return [best[1]] if best is not None and self._near(best[1], n, low) else []

    def _near(self, ref: Ref, n: int, low: str) -> bool:
        alone = low == "they" and ref.cls == "officer" and not ref.plural
        reach = 1 if alone else HE if low != "they" else SCENE if self.spoken else NEAR
        return any(0 <= n - k <= reach for k in ref.seen)

    def asked_of(self, hit: Hit) -> list[Ref]:
        """Of whom the money handed over here had been asked."""
        n, refs = self.payers
        return [r for r in refs if r.cls not in DOERS] if 0 <= hit.n - n <= ON_DEMAND else []

    def paid(self, hit: Hit) -> list[Ref]:
        """Who had asked for what is handed over here."""
        n, refs = self.asked
        due = hit.act.startswith("take.") and 0 <= hit.n - n <= ON_DEMAND and not hit.negated
        return [r for r in refs if r.cls in DOERS | {"intermediary", "person"} and not r.affected] if due else []
