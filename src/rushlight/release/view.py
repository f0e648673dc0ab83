"""The released view: the only thing that exports accept. Only ``release`` makes one, from a passed check."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import InitVar, dataclass

from rushlight.codebook import codebook
from rushlight.errors import ReleaseError, ReleaseRefused
from rushlight.record import Interval, Polarity, Purpose
from rushlight.release.check import Check, Checked, Part
from rushlight.release.draft import Cell, Draft, DraftTable, Words, digest
from rushlight.release.ladders import axis_label
from rushlight.release.rules import ALL
from rushlight.release.settings import part, words

_SEAL = object()
LEAVES = frozenset({Purpose.AGGREGATE_STATISTICS, Purpose.PUBLIC_ANONYMOUS, Purpose.JOURNALIST, Purpose.ACADEMIC})
"""Purposes that this gate can pass. Submissions with names (UN, court, sanctions) are never derived from a release."""


@dataclass(frozen=True, slots=True)
class ReleasedItem:
    """One sentence that may leave, with how it is founded. ``id`` is random and made for this release only.

    ``act_id`` is the codebook's term, ``standing`` the modality or ``negated``; ``place`` (an atlas id) and ``time``
    are as shown, None where nothing of them is: a table or map made of them says no more than the sentence.
    """

    id: str
    text: str
    act: Words
    modality: Words
    scope: str
    parts: tuple[Part, ...]
    reports: int
    sources_min: int
    sources_max: int
    act_id: str
    standing: str
    place: str | None = None
    time: Interval | None = None


@dataclass(frozen=True, slots=True)
class ReleasedTable:
    """One table that may leave, with how many reports and independent sources stand behind it."""

    id: str
    title: str
    cells: tuple[Cell, ...]
    reports: int
    sources_min: int
    sources_max: int


@dataclass(frozen=True)
class ReleasedView:
    """What a release publishes. It holds no statement, event, report or source id and nothing more exact than shown."""

    id: str
    purpose: Purpose
    language: str
    title: str
    items: tuple[ReleasedItem, ...]
    tables: tuple[ReleasedTable, ...]
    preset: str
    rules: tuple[str, ...]
    seal: InitVar[object]
    text: str | None = None
    """A text that somebody wrote, whole: the sentences that were checked and signed, and nothing between them but space."""

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise ReleaseError("only a passed release check can make a released view", hint="call release.release")


def release(draft: Draft, check: Check, *, ids: Iterable[str], text: str | None = None) -> ReleasedView:
    """The view of a draft that passed. ``ids`` are fresh random ids: one for the release, then one for each item.
    ``text`` is a text that somebody wrote, whose sentences the draft has as passages.

    Raises ReleaseRefused when the check is of another draft, left out a rule, was against a weaker adversary
    or has a finding that stops, for a purpose whose files are not anonymous, and for a text with other words than were checked.
    """
    if check.draft != digest(draft):
        raise ReleaseRefused("this check is not of this draft", where=draft.id, hint="check the draft again")
    if draft.purpose not in LEAVES:
        raise ReleaseRefused(
            "this gate passes anonymous releases only",
            where=draft.purpose.value,
            hint="confidential submissions with names take another way; internal analysis does not leave",
        )
    if {r.id for r in ALL} - set(check.rules):
        raise ReleaseRefused("the check left out rules", where=draft.id, hint="check with all rules")
    if check.adversary != part("adversaries")["default"]:
        raise ReleaseRefused(
            "the check was against a weaker adversary", where=check.adversary, hint="check against the default one"
        )
    if not check.passed:
        stopping = len({f.rule for f in check.findings if f.stops})
        raise ReleaseRefused(
            f"the release check refuses this draft under {stopping} rules", where=draft.id, hint="see its findings"
        )
    if text is not None and text.split() != [word for passage in draft.passages for word in passage.text.split()]:
        raise ReleaseRefused("this is not the text that was checked", where=draft.id, hint="check the text again")
    fresh = _take(ids, len(check.items) + 1)
    tables = tuple(_table(t) for t in draft.tables)
    items = tuple(_item(i, c) for i, c in zip(fresh[1:], check.items, strict=True))
    head = (fresh[0], draft.purpose, draft.language, draft.title)
    return ReleasedView(*head, items, tables, check.preset, check.rules, seal=_SEAL, text=text)


def _take(ids: Iterable[str], n: int) -> list[str]:
    taken = [i for i, _ in zip(ids, range(n), strict=False)]
    if len(taken) < n or len(set(taken)) < n:
        raise ReleaseError("a release needs a fresh id for itself and for each item")
    return taken


def _table(t: DraftTable) -> ReleasedTable:
    return ReleasedTable(t.id, t.title, t.cells, len(t.subjects), t.sources.min, t.sources.max)


def _item(fresh: str, c: Checked) -> ReleasedItem:
    key = "negated" if c.item.polarity is Polarity.NEGATED else c.item.modality.value
    act = codebook().term(c.item.act)
    modality = words(part("phrases")["modalities"][key])
    sources = c.item.sources
    shown = tuple(p for p in c.parts if p.label.en)  # what was left out is not hinted at
    axes = {p.axis for p in shown}
    return ReleasedItem(
        fresh,
        c.text,
        Words(act.label_en, act.label_ko),
        modality,
        c.item.scope.value,
        shown,
        c.item.reports,
        sources.min,
        sources.max,
        c.item.act,
        key,
        c.view.place if axis_label("place") in axes else None,
        c.view.time if axis_label("time") in axes else None,
    )
