"""Whose hands did it where the clause names nobody: the officers of the scene, the one who had asked for the sum.

A perpetrator is given only where the words of the happening state one (docs/model.md): an elided subject, ``they`` of
the officers named before, a second participle of one sentence, a payment on a demand just made.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rushlight.reading.english.apart import present, stated
from rushlight.reading.english.chunks import Np
from rushlight.reading.english.doers import ANONYMOUS
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
FORBIDDING = frozenset({"tell", "inform", "announce", "rule", "notify", "decide", "declare", "say"})
THEY = frozenset({"they", "he", "she"})


SECURITY = role_words("hands_security")
DESK = role_words("hands_desk")


def _may_be(r: Ref, low: str) -> bool:
    """Officers, and bodies that arrest; courts, consulates and committees are no ``they``."""
    if r.negative:
        return False
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
    unknown = not r.heads.isdisjoint(ANONYMOUS | DESK) or not r.draft.mentions
    nobodys = (
        r.cls == "person" and unknown and r.owner is None and not r.names and not r.affected and hit.modality == "occurred"
    )
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
    payees: tuple[int, list[Ref]] = (-99, [])

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
        apart = stated(hit, view)
        if apart:
            return apart, "said"
        e = hit.event
        bare = e is not None and not e.subjects and not e.agents
        told = self._forbidding(hit, view) or self._of_the_scene(hit, view)
        if told:
            return told, "other"
        if hit.act.split(".")[0] in ("demand", "threat") and (bare or hit.outer):
            return self._meant("he", hit.n + 1, view)[:1] or self._meant("they", hit.n + 1, view), "other"
        if not is_abuse(hit.act):
            found = self._governing(hit, e, view) if e is not None and hit.likeness else None
            return found or ([], "")
        bare = (
            hit.act == "disappear.enforced"
            or e is None
            or e.passive
            or e.vg.form == "ed"
            or (e.lemma == "be" and not e.subjects)
        )
        near = present(hit, view) if bare else []
        if near or e is None:
            return near or self._before(hit, view), "other"
        subject = e.subjects[-1] if e.subjects and not e.passive else None
        if subject is not None and self._taken_up(subject, hit):
            return self._meant(subject.head.low, hit.n, view), "other"
        return self._governing(hit, e, view) or (self._going_on(hit, e) or self._before(hit, view), "other")

    def _forbidding(self, hit: Hit, view: View) -> list[Ref]:
        """``Border police told him that he could not leave``: who says so does it."""
        e = hit.event
        if e is None or hit.act.split(".")[0] not in ("move", "restrict", "deny") or not (e.vg.modal or e.vg.neg):
            return []
        saying = [x for x in view.parsed.events if x.at < e.at and x.that and x.lemma in FORBIDDING and not x.passive]
        return self._doers(saying[-1].subjects, view) if saying else []

    def _of_the_scene(self, hit: Hit, view: View) -> list[Ref]:
        """``Agents visited both families. The first was asked for letters``: the officers whom the sentence before is about."""
        e = hit.event
        asked = hit.act.split(".")[0] in ("demand", "question") and hit.act != "question.summons"
        if e is None or not asked or not e.passive or e.agents or e.subject_how == "relative":
            return []
        rows = [r for r in self.cast.refs if r.cls == "officer" and r.subject_at == hit.n - 1 and not r.negative]
        return rows if len(rows) == 1 else []

    def _taken_up(self, subject: Np, hit: Hit) -> bool:
        """A pronoun that may stand for the officers of the scene."""
        low = subject.head.low
        return subject.pronoun and (low == "they" or (low in THEY and (_raids(hit.act) or self._at_witness(hit))))

    def _governing(self, hit: Hit, e: Event, view: View) -> tuple[list[Ref], str] | None:
        """``pressed them to talk him into coming``, ``beaten by guards and shaved``: the doers of the verb above or before."""
        above = e.parent
        while above is not None and (above.lemma in OBJECT_CONTROL or hit.likeness) and not above.passive:
            found = self._doers(above.subjects, view)
            if found or not hit.likeness:
                return found, "said"
            above = above.parent
        before = next(
            (x for x in view.parsed.events if x.at < e.at and x.passive and x.subjects == e.subjects and x.agents), None
        )
        if e.passive and before is not None and not e.agents:
            return self._doers(before.agents, view), "said"
        return None

    def _going_on(self, hit: Hit, e: Event) -> list[Ref]:
        """``Took the laptop``, ``and shaved``: of the doers in the same breath, where the clause leaves its own out."""
        by = any(prep == "by" for prep, _ in e.pps)
        second = e.passive and not by and e.subject_how in ("shared", "") and hit.n == self.sentence
        left_out = not e.passive and not e.subjects and e.vg.form == "fin" and e.at == 0
        bare = left_out and _raids(hit.act) and 0 <= hit.n - self.sentence <= 1
        return list(self.here) if second or bare else self._just_named(hit.n) if left_out and _raids(hit.act) else []

    def _just_named(self, n: int) -> list[Ref]:
        """``28 Oct, six men, no warrant. Took the laptop``: the officers of the sentence before."""
        return [r for r in self.cast.refs if r.cls == "officer" and not r.negative and n - 1 in r.seen][-1:]

    def _before(self, hit: Hit, view: View) -> list[Ref]:
        """``Soldiers came, doors in splinters``: the doers of the clause before a stretch that has no verb."""
        if not hit.likeness:
            return []
        earlier = [x for x in view.parsed.events if x.vg.first < hit.tokens[0][0] and not x.passive]
        return self._doers(earlier[-1].subjects, view) if earlier and not hit.negated else []

    def _at_witness(self, hit: Hit) -> bool:
        """``he hit me``, and he is nobody's cousin: the officer named before."""
        e = hit.event
        return hit.act.startswith("hurt") and e is not None and any(np.head.low in ("me", "us") for np in e.objects)

    def _doers(self, nps: list[Np], view: View) -> list[Ref]:
        refs = [self.cast.get(np) for np in nps]
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
        n, refs = self.payees
        if hit.act.startswith("take.") and n == hit.n and hit.content_of is None and not hit.negated:
            return [r for r in refs if r.cls in DOERS | {"intermediary"}]
        n, refs = self.asked
        due = hit.act.startswith("take.") and 0 <= hit.n - n <= ON_DEMAND and not hit.negated
        return [r for r in refs if r.cls in DOERS | {"intermediary", "person"} and not r.affected] if due else []
