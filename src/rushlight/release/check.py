"""The release check: every rule over one draft, with the assumptions it rests on. Only ``check`` makes a Check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import InitVar, dataclass

from rushlight.errors import ReleaseError
from rushlight.parts import Tell, nobody
from rushlight.record import Scope
from rushlight.release.draft import Draft, DraftItem, Words, digest
from rushlight.release.facts import Facts
from rushlight.release.figures import source_words
from rushlight.release.insider import Families
from rushlight.release.keeping import kept
from rushlight.release.ladders import axis_label
from rushlight.release.leaning import TENTH, Leaning, leanings, left
from rushlight.release.projection import Projection
from rushlight.release.rules import ALL, Finding, Rule
from rushlight.release.rules.base import Subject, case, count_of
from rushlight.release.rules.levels import NARROW
from rushlight.release.rules.rl101 import asked, line, named, traced
from rushlight.release.rules.rl106 import Scene, scenes
from rushlight.release.settings import Gates, gates, part, words
from rushlight.release.source import SourceRisk
from rushlight.release.telling import rests

_SEAL = object()
WIDENING = ("RL101", "RL104", "RL106", "RL126", "RL155", *NARROW)
"""Rules whose findings wider steps can answer."""


@dataclass(frozen=True, slots=True)
class Part:
    """One shown part of a sentence: its axis, the label as shown, and whether it is less exact than what is known."""

    axis: Words
    label: Words
    general: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """One item as checked: the sentence, its parts, what it lets infer, and how many families fit for whoever comes
    closest (None: not asked) and for each adversary (``pools``), who could have told (``source``, of happenings), and what
    the answer for the one who comes closest leans on (``leanings``).

    ``says`` tells of the one insider who is named, ``rests`` the assumption that carries most weight in it."""

    item: DraftItem
    text: str
    parts: tuple[Part, ...]
    view: Projection
    fitting: Families | None
    pools: tuple[Families, ...] = ()
    source: SourceRisk | None = None
    leanings: tuple[Leaning, ...] = ()
    says: Words | None = None
    rests: Words | None = None


@dataclass(frozen=True)
class Check:
    """The outcome for exactly one draft (``draft``: its digest) under one preset and a set of rules."""

    draft: str
    preset: str
    adversary: str
    rules: tuple[str, ...]
    findings: tuple[Finding, ...]
    assumptions: tuple[Words, ...]
    items: tuple[Checked, ...]
    limits: Gates
    seal: InitVar[object]
    scenes: tuple[Scene, ...] = ()

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise ReleaseError("only the release check can make its outcome", hint="call release.check")

    @property
    def passed(self) -> bool:
        return not any(f.stops for f in self.findings)

    @property
    def blocked(self) -> tuple[str, ...]:
        """Items (and tables) that no wider wording can save: consent, review, too few who could have told and so on."""
        return tuple(dict.fromkeys(f.item for f in self.findings if f.stops and f.item and not can_widen(f)))

    @property
    def verdict(self) -> str:
        return "passed" if self.passed else "refused"


def can_widen(finding: Finding) -> bool:
    """Whether wider steps can answer the finding; else a person has to."""
    return finding.wider or finding.rule in WIDENING


def check(
    draft: Draft,
    facts: Facts,
    *,
    rules: Sequence[Rule] = ALL,
    preset: str = "default",
    adversary: str = "A7",
    limits: Gates | None = None,
    tell: Tell = nobody,
) -> Check:
    """Run the rules over a draft; ``limits`` are a team's own gates, in place of those of ``preset``.
    ``tell`` is told how far it is after every rule and sentence.

    Raises ReleaseError for an unknown preset or a step no ladder has.
    """
    limits = limits or gates(preset)
    looked_at = case(draft, facts, limits, adversary)
    whole = len(rules) + len(looked_at.subjects)
    findings: list[Finding] = []
    for done, rule in enumerate(rules, 1):
        findings += rule.find(looked_at)
        tell(done, whole)
    items: list[Checked] = []
    for done, subject in enumerate(looked_at.subjects, 1 + len(rules)):
        items.append(_checked(subject, limits))
        tell(done, whole)
    return Check(
        draft=digest(draft),
        preset=limits.preset,
        adversary=adversary,
        rules=tuple(r.id for r in rules),
        findings=kept(looked_at, tuple(findings)),
        assumptions=tuple(a for s in looked_at.subjects for a in _assumptions(s)),
        items=tuple(items),
        limits=limits,
        seal=_SEAL,
        scenes=tuple(scenes(looked_at)),
    )


def _checked(s: Subject, limits: Gates) -> Checked:
    shown = ((axis, s.steps[axis][i], i > 0) for axis, i in s.at.items())
    parts = tuple(Part(axis_label(axis), rung.label, general) for axis, rung, general in shown)
    if not asked(s):
        return Checked(s.item, s.text, parts, s.view, None)
    source = s.source if s.item.scope is Scope.INCIDENT else None
    heavy = rests(named(s.pools, limits)) if traced(s) else None
    leant = leanings(s.fitting, limits)
    return Checked(s.item, s.text, parts, s.view, s.fitting, s.pools, source, leant, line(s, limits), heavy)


def _assumptions(s: Subject) -> Iterator[Words]:
    """What the answer for one item rests on."""
    texts = part("priors")["assumptions"]
    if s.item.scope is Scope.INCIDENT and not s.item.knowers and not s.item.known_to:
        yield _filled(words(texts["knowers"]), item=s.item.id)
    if not asked(s):
        return
    heavy = rests(s.fitting)
    if heavy is None:
        return
    heaviest = s.fitting.heaviest
    if s.fitting.countable and heaviest is not None:
        heavy = _filled(words(texts["with_source"]), rests=heavy, source=source_words(heaviest.source))
    yield _filled(words(texts["of_item"]), item=s.item.id, rests=heavy)
    if s.fitting.countable and heaviest is not None:
        name = words(part("priors")["factors"][heaviest.name.partition(":")[0]])
        yield _filled(words(texts["tenth"]), item=s.item.id, factor=name, families=count_of(left(s.fitting, TENTH)))


def _filled(template: Words, **fill: Words | str) -> Words:
    def of(language: str) -> str:
        return template.of(language).format_map({k: v.of(language) if isinstance(v, Words) else v for k, v in fill.items()})

    return Words(of("en"), of("ko"))
