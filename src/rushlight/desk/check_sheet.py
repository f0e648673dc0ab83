"""A release check for a page: the sentences as they would leave, what was found by rule, and what each choice would lose.

Pure words and choices, in the language of the one who looks; nothing of it says who a source is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rushlight.atlas import atlas
from rushlight.codebook.words import language_of, purpose_words, word
from rushlight.desk.releasing import CheckedRelease
from rushlight.release import (
    ALL,
    AtlasPlaces,
    Bundle,
    Check,
    Checked,
    DraftItem,
    Finding,
    at_risk,
    can_widen,
    ladders,
    may_keep,
)
from rushlight.release.hangul import fill
from rushlight.release.ladders import Ladders, axis_label
from rushlight.release.ladders import shown as levels_shown
from rushlight.release.rules.base import count_of
from rushlight.release.seven import told
from rushlight.release.source import fact_words

SAYS = "release_says"
COMMAND = re.compile(r"\s*: rushlight .*$")
"""A remedy may end in what to type at a command line: a page has a button instead."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One level of a part: ``name`` is what a form sends, ``label`` its wording (empty: nothing of it is shown)."""

    name: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """A part of a sentence (place, time, sum …) with the levels it can be shown at, from exact to general."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Knower:
    """A stated fact, how many people could know it, and its name in a form."""

    fact: str
    label: str
    people: int


@dataclass(frozen=True, slots=True)
class SentenceSheet:
    """One sentence as it would leave. ``says`` tells who could find how many families (empty: not asked), ``rests`` on what
    that rests, ``seven`` what each adversary could find, ``rules`` are those that stop it."""

    id: str
    text: str
    says: str
    rests: str
    seven: tuple[str, ...]
    axes: tuple[Axis, ...]
    knowers: tuple[Knower, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundSheet:
    """One finding. ``item`` is the sentence (empty: the whole); ``kept_by`` is an alias (empty: nobody keeps it)."""

    item: str
    says: str
    stops: bool
    keepable: bool
    widens: bool
    kept_by: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class RuleSheet:
    """What one rule found: what somebody outside could do with it and what he needs for that, what to do, and where it may
    be kept what stays at ``risk`` (else empty)."""

    id: str
    title: str
    adversary: str
    why: str
    remedies: tuple[str, ...]
    risk: str
    found: tuple[FoundSheet, ...]

    @property
    def open(self) -> int:
        """How many of its findings stop the release."""
        return sum(f.stops for f in self.found)

    @property
    def items(self) -> tuple[str, ...]:
        """The sentences it stops, each once."""
        return tuple(dict.fromkeys(f.item for f in self.found if f.stops and f.item))

    @property
    def keepable(self) -> tuple[str, ...]:
        """The sentences in which it may be kept, each once (empty: the title)."""
        return tuple(dict.fromkeys(f.item for f in self.found if f.keepable))


@dataclass(frozen=True, slots=True)
class ChangeSheet:
    """One sentence of a way: its words then, how many families would fit, what is lost."""

    item: str
    text: str
    effect: str


@dataclass(frozen=True, slots=True)
class WaySheet:
    """A way to pass. ``same_as`` is the number of an earlier way that is the same (0: none)."""

    number: int
    kind: str
    changes: tuple[ChangeSheet, ...]
    left_out: tuple[str, ...]
    nothing_left: bool
    same_as: int


@dataclass(frozen=True, slots=True)
class CheckSheet:
    """A whole check. ``scenes`` tell of happenings told over several sentences that too few families fit."""

    id: str
    passed: bool
    purpose: str
    recipient: str
    title: str
    language: str
    sentences: tuple[SentenceSheet, ...]
    rules: tuple[RuleSheet, ...]
    scenes: tuple[str, ...]
    ways: tuple[WaySheet, ...]
    assumptions: tuple[str, ...]
    needed: str
    sealed_for_trustees: int

    @property
    def open(self) -> int:
        """Findings that stop it."""
        return sum(rule.open for rule in self.rules)

    @property
    def kept(self) -> int:
        """Findings that people let stand."""
        return sum(bool(f.kept_by) for rule in self.rules for f in rule.found)


def check_sheet(done: CheckedRelease, language: str) -> CheckSheet:
    """The check in the words of ``language`` ("en" or "ko"); the sentences stay in the draft's own."""
    check, draft = done.check, done.draft
    odds = f"{1 / check.limits.worst:.0f}"
    return CheckSheet(
        id=done.id,
        passed=check.passed,
        purpose=purpose_words(draft.purpose, language),
        recipient=draft.recipient or "",
        title=draft.title,
        language=draft.language,
        sentences=tuple(_sentence(c, check, language) for c in check.items),
        rules=rule_sheets(check.findings, language),
        scenes=tuple(s.says.of(language) for s in check.scenes if s.stops),
        ways=tuple(_ways(done, language)),
        assumptions=tuple(dict.fromkeys(a.of(language) for a in check.assumptions)),
        needed=_say("needed", language, "rule_says", pool=f"{check.limits.pool:g}", odds=odds, knowers=check.limits.knowers),
        sealed_for_trustees=done.sealed_for_trustees,
    )


def _say(term: str, language: str, section: str = SAYS, **values: object) -> str:
    template = word(section, term, language)
    return fill(template, values) if language_of(language) == "ko" else template.format_map(values)


# --- sentences -----------------------------------------------------------------------------------------


def _sentence(c: Checked, check: Check, language: str) -> SentenceSheet:
    rests = _say("rests", language, words=c.rests.of(language)) if c.rests else ""
    stopping = dict.fromkeys(f.rule for f in check.findings if f.stops and f.item == c.item.id)
    return SentenceSheet(
        id=c.item.id,
        text=c.text,
        says=c.says.of(language) if c.says else _say("practice", language),
        rests=rests,
        seven=tuple(w.of(language) for w in told(c.pools)) if c.pools else (),
        axes=tuple(_axes(c.item, language)),
        knowers=tuple(Knower(f, fact_words(f).of(language), n) for f, n in c.source.knowers.items()) if c.source else (),
        rules=tuple(stopping),
    )


def _steps(item: DraftItem) -> Ladders:
    return ladders(item, AtlasPlaces(atlas()))


def _axes(item: DraftItem, language: str) -> Iterator[Axis]:
    """The parts of a sentence that have more than one level."""
    steps = _steps(item)
    at = levels_shown(item, steps)
    for name, rungs in steps.items():
        if len(rungs) > 1:
            choices = (Choice(rung.name, rung.label.of(language), i == at[name]) for i, rung in enumerate(rungs))
            yield Axis(name, axis_label(name).of(language), tuple(choices))


# --- findings ------------------------------------------------------------------------------------------


def rule_sheets(findings: Iterable[Finding], language: str) -> tuple[RuleSheet, ...]:
    """The findings by rule: those that stop first, then by number; the same said of one sentence twice stands once."""
    by_rule: dict[str, dict[FoundSheet, None]] = {}
    remedies: dict[str, dict[str, None]] = {}
    for f in findings:
        by_rule.setdefault(f.rule, {})[_found(f, language)] = None
        remedies.setdefault(f.rule, {}).update(dict.fromkeys(COMMAND.sub(".", r.of(language)) for r in f.remedies))
    sheets = [_rule(rule, tuple(found), tuple(remedies[rule]), language) for rule, found in by_rule.items()]
    return tuple(sorted(sheets, key=lambda sheet: (not sheet.open, sheet.id)))


def _found(f: Finding, language: str) -> FoundSheet:
    kept = (f.kept.by, f.kept.because) if f.kept else ("", "")
    return FoundSheet(f.item or "", f.says.of(language), f.stops, may_keep(f), can_widen(f), *kept)


def _rule(rule: str, found: tuple[FoundSheet, ...], remedies: tuple[str, ...], language: str) -> RuleSheet:
    made = next(r for r in ALL if r.id == rule)
    texts, risk = made.explained(language), at_risk(rule)
    return RuleSheet(
        id=rule,
        title=made.title.of(language),
        adversary=texts["adversary"],
        why=texts["why"],
        remedies=remedies,
        risk=risk.of(language) if risk else "",
        found=found,
    )


# --- ways ----------------------------------------------------------------------------------------------


def _ways(done: CheckedRelease, language: str) -> Iterator[WaySheet]:
    """The ways that change something, with what each loses."""
    made = [(way.changes, way.left_out) for way in done.ways]
    for number, way in enumerate(done.ways, 1):
        if way.changes or way.left_out:
            first = made.index((way.changes, way.left_out)) + 1
            yield _way(number, way, done, first if first < number else 0, language)


def _way(number: int, way: Bundle, done: CheckedRelease, same_as: int, language: str) -> WaySheet:
    changes = tuple(
        ChangeSheet(c.item, c.text, effect(c.after.typical, c.after.low, done.draft.item(c.item), c.levels, language))
        for c in way.changes
    )
    nothing = len(way.left_out) == len(done.draft.items)
    return WaySheet(number, _say(way.kind, language), changes, way.left_out, nothing, same_as)


def effect(typical: float, low: float, item: DraftItem, levels: Mapping[str, str], language: str) -> str:
    """How many families would fit then, and what is lost for it."""
    after, least = count_of(typical).of(language), count_of(low).of(language)
    return _say("then_fit", language, after=after, low=least, lost=", ".join(_lost(item, levels, language)))


def _lost(item: DraftItem, levels: Mapping[str, str], language: str) -> Iterator[str]:
    steps = _steps(item)
    before, after = (levels_shown(i, steps) for i in (item, item.at(levels)))
    for axis in levels:
        was, now = (steps[axis][at[axis]].label.of(language) for at in (before, after))
        term = "lost" if now else "lost_whole"
        yield _say(term, language, axis=axis_label(axis).of(language), before=was, after=now)
