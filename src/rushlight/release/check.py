"""The release check: every rule over one draft, with the assumptions it rests on. Only ``check`` makes a Check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import InitVar, dataclass

from rushlight.errors import ReleaseError
from rushlight.record import Scope
from rushlight.release.draft import Draft, DraftItem, Words, digest
from rushlight.release.facts import Facts
from rushlight.release.insider import Families
from rushlight.release.ladders import axis_label
from rushlight.release.leaning import TENTH, Leaning, leanings, left
from rushlight.release.projection import Projection
from rushlight.release.rules import ALL, Finding, Rule
from rushlight.release.rules.base import Subject, case, count_of
from rushlight.release.rules.levels import NARROW
from rushlight.release.rules.rl101 import asked
from rushlight.release.settings import Gates, gates, part, words
from rushlight.release.source import SourceRisk
from rushlight.release.spreading import OWN

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
    the answer for the one who comes closest leans on (``leanings``)."""

    item: DraftItem
    text: str
    parts: tuple[Part, ...]
    view: Projection
    fitting: Families | None
    pools: tuple[Families, ...] = ()
    source: SourceRisk | None = None
    leanings: tuple[Leaning, ...] = ()


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

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise ReleaseError("only the release check can make its outcome", hint="call release.check")

    @property
    def passed(self) -> bool:
        return not any(f.stops for f in self.findings)

    @property
    def blocked(self) -> tuple[str, ...]:
        """Items (and tables) that no wider wording can save: consent, review, too few who could have told and so on."""
        stuck = (f.item for f in self.findings if f.stops and f.item and f.rule not in WIDENING)
        return tuple(dict.fromkeys(stuck))

    @property
    def verdict(self) -> str:
        return "passed" if self.passed else "refused"


def check(
    draft: Draft,
    facts: Facts,
    *,
    rules: Sequence[Rule] = ALL,
    preset: str = "default",
    adversary: str = "A7",
    limits: Gates | None = None,
) -> Check:
    """Run the rules over a draft; ``limits`` are a team's own gates, in place of those of ``preset``.

    Raises ReleaseError for an unknown preset or a step no ladder has.
    """
    limits = limits or gates(preset)
    looked_at = case(draft, facts, limits, adversary)
    return Check(
        draft=digest(draft),
        preset=limits.preset,
        adversary=adversary,
        rules=tuple(r.id for r in rules),
        findings=tuple(f for rule in rules for f in rule.find(looked_at)),
        assumptions=tuple(a for s in looked_at.subjects for a in _assumptions(s)),
        items=tuple(_checked(s, limits) for s in looked_at.subjects),
        limits=limits,
        seal=_SEAL,
    )


def _checked(s: Subject, limits: Gates) -> Checked:
    shown = ((axis, s.steps[axis][i], i > 0) for axis, i in s.at.items())
    parts = tuple(Part(axis_label(axis), rung.label, general) for axis, rung, general in shown)
    if not asked(s):
        return Checked(s.item, s.text, parts, s.view, None)
    source = s.source if s.item.scope is Scope.INCIDENT else None
    return Checked(s.item, s.text, parts, s.view, s.fitting, s.pools, source, leanings(s.fitting, limits))


def _assumptions(s: Subject) -> Iterator[Words]:
    """What the answer for one item rests on."""
    texts = part("priors")["assumptions"]
    if s.item.scope is Scope.INCIDENT and not s.item.knowers and not s.item.known_to:
        yield _filled(words(texts["knowers"]), item=s.item.id)
    if not asked(s):
        return
    heaviest = s.fitting.heaviest
    if not s.fitting.countable:
        yield _filled(words(texts["own_only"]), item=s.item.id)
    elif heaviest is not None:
        name = words(part("priors")["factors"][heaviest.name.partition(":")[0]])
        low, high = f"{heaviest.low:g}", f"{heaviest.high:g}"
        said = words(texts["own" if heaviest.standing == OWN else "heaviest"])
        yield _filled(said, item=s.item.id, factor=name, low=low, high=high, source=heaviest.source)
        tenth = count_of(left(s.fitting, TENTH))
        yield _filled(words(texts["tenth"]), item=s.item.id, factor=name, families=tenth)


def _filled(template: Words, **fill: Words | str) -> Words:
    def of(language: str) -> str:
        return template.of(language).format_map({k: v.of(language) if isinstance(v, Words) else v for k, v in fill.items()})

    return Words(of("en"), of("ko"))
