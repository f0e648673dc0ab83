"""What a rule is: an id with its texts, and a function that finds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from rushlight.release import hangul
from rushlight.release.draft import Draft, DraftItem, Words
from rushlight.release.facts import Facts, Kept
from rushlight.release.insider import Families, all_pools, worst
from rushlight.release.ladders import Ladders, axis_label, ladders, shown
from rushlight.release.projection import Projection, project_at
from rushlight.release.settings import Adversary, Gates, adversaries, against, part, words
from rushlight.release.source import SourceRisk, source_risk
from rushlight.release.wording import attribution, sentence

FREE = ("officer", "job", "kin", "detail")
"""Axes whose labels a person wrote: they are published beside the sentence, so they are read like it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule found. ``item`` is the draft item's (or table's) id, None for the draft as a whole.

    ``says`` is for a journalist; ``remedies`` are what could be done. ``stops``: the release may not leave with it.
    ``wider``: showing place, time or sum less exactly answers it. ``kept``: people let it stand, and it stops no more.
    """

    rule: str
    item: str | None
    says: Words
    remedies: tuple[Words, ...]
    stops: bool = True
    wider: bool = False
    kept: Kept | None = None


@dataclass(frozen=True)
class Subject:
    """A draft item made ready for the rules: its ladders, what is shown, the projection and the sentence."""

    item: DraftItem
    steps: Ladders
    at: Mapping[str, int]
    view: Projection
    text: str
    facts: Facts
    adversary: Adversary

    @cached_property
    def pools(self) -> tuple[Families, ...]:
        """How many families fit, for each adversary whom the check has in mind."""
        return all_pools(self.view, against(self.adversary.id), self.facts.world)

    @property
    def fitting(self) -> Families:
        """The answer for the one who comes closest."""
        return worst(self.pools)

    @cached_property
    def source(self) -> SourceRisk:
        """Who could have told what is stated."""
        return source_risk(self.item, self.view, self.fitting.worst_p)

    def parts(self) -> Iterator[tuple[Words, str]]:
        """The pieces of text that people will read, each with what to call it."""
        yield Words("sentence", "문장"), self.text
        if self.item.attribution:
            yield Words("attribution", "출처 표시"), self.item.attribution
        for axis, i in self.at.items():
            label = self.steps[axis][i].label
            if axis.partition(":")[0] in FREE and label.en:
                yield part_name(axis), f"{label.en}\n{label.ko}"


@dataclass(frozen=True)
class Case:
    """All that a rule may look at: the draft, its subjects, the facts and the gates."""

    draft: Draft
    facts: Facts
    gates: Gates
    adversary: Adversary
    subjects: tuple[Subject, ...] = field(default=())

    @property
    def title(self) -> tuple[Words, str]:
        return Words("title", "제목"), self.draft.title

    def texts(self) -> Iterator[tuple[str | None, Words, str]]:
        """Every piece of text of the draft: item id, what to call it, the text."""
        yield None, *self.title
        for subject in self.subjects:
            for called, text in subject.parts():
                yield subject.item.id, called, text
        for passage in self.draft.passages:
            if not passage.told:
                yield passage.id, Words("sentence", "문장"), passage.text
        for table in self.draft.tables:
            labels = dict.fromkeys(x for c in table.cells for x in (c.row, c.column))
            for text in (table.title, *labels):
                yield table.id, Words("table", "표"), text


@dataclass(frozen=True)
class Rule:
    """A rule of the release check. Its texts are data; ``find`` yields what it finds."""

    id: str
    find: Callable[[Case], Iterable[Finding]]

    @property
    def texts(self) -> Mapping[str, Any]:
        """title (en, ko), adversary, why, example, remedy, say, remedies."""
        rule: Mapping[str, Any] = part("rules")[self.id]
        return rule

    @property
    def title(self) -> Words:
        return words(self.texts["title"])

    def explained(self, language: str) -> Mapping[str, str]:
        """adversary, why, example and remedy in a language."""
        return part("rules_ko")[self.id] if language.startswith("ko") else self.texts


def part_name(axis: str) -> Words:
    """What to call an axis behind "the": place, detail."""
    label = axis_label(axis)
    return Words(label.en.removeprefix("the ").removeprefix("a "), label.ko)


def finding(
    rule: str,
    item: str | None,
    *,
    say: str = "say",
    remedies: Iterable[int] = (0,),
    stops: bool = True,
    wider: bool = False,
    **fill: Words | str | int | float,
) -> Finding:
    """A finding in the rule's own words, its placeholders filled (Words by language)."""
    texts = part("rules")[rule]

    def filled(template: str, language: str) -> str:
        values = {k: v.of(language) if isinstance(v, Words) else v for k, v in fill.items()}
        return hangul.fill(template, values) if language == "ko" else template.format_map(values)

    def both(en: str, ko: str) -> Words:
        return Words(filled(en, "en"), filled(ko, "ko"))

    pairs = list(zip(texts["remedies"]["en"], texts["remedies"]["ko"], strict=True))
    return Finding(rule, item, both(**texts[say]), tuple(both(*pairs[i]) for i in remedies), stops, wider)


def subject(draft: Draft, item: DraftItem, facts: Facts, adversary: Adversary) -> Subject:
    """An item made ready for the rules."""
    steps = ladders(item, facts.atlas)
    at = shown(item, steps)
    text = sentence(item, steps, at, draft.language)
    return Subject(item, steps, at, project_at(item, steps, at), text, facts, adversary)


def case(draft: Draft, facts: Facts, gates: Gates, adversary: str = "A7") -> Case:
    """Everything a rule may look at, for one draft."""
    who = adversaries()[adversary]
    return Case(draft, facts, gates, who, tuple(subject(draft, i, facts, who) for i in draft.items))


def has_cue(text: str, cue: str, language: str) -> bool:
    """Whether one of the cue's words stands in the text (resources/release/phrases.yaml, cues)."""
    low = f" {text.casefold()} "
    return any(mark in low for mark in part("phrases")["cues"][cue]["ko" if language.startswith("ko") else "en"])


def any_word(text: str, marks: Iterable[str]) -> bool:
    """Whether one of the marks stands in the text, English ones as whole words."""
    low = text.casefold()
    return any(re.search(rf"\b{re.escape(m)}\b" if m.isascii() else re.escape(m), low) for m in marks)


def about(n: float) -> int:
    """A count a reader can keep: rounded down, from 20 on to two figures; 1 at least."""
    whole = max(1, int(n))
    size = int(10 ** max(0, len(str(whole)) - 2))
    return whole // size * size


def count_of(n: float) -> Words:
    """ "1 family", "60 families"; n가구."""
    whole = about(n)
    return Words(f"{whole:,} {'family' if whole == 1 else 'families'}", f"{whole:,}가구")


__all__ = [
    "Case",
    "Finding",
    "Rule",
    "Subject",
    "about",
    "any_word",
    "attribution",
    "case",
    "count_of",
    "finding",
    "has_cue",
    "subject",
]
