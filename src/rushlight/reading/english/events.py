"""Events: verbs with their arguments, as every later layer sees them."""

from __future__ import annotations

from dataclasses import dataclass, field

from rushlight.reading.english.chunks import Item, Np, Vg
from rushlight.reading.english.sentences import Sentence


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
    def goes_on(self) -> bool:
        """``kept calling at the house``: the verb only says that the other one goes on."""
        return self.lemma == "keep" and not self.vg.passive and any(c.vg.form == "ing" for c in self.comps)

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
